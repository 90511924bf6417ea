//! The screens: each answers one question of a reader.
//! What does not live here: the frame around them (see `parts`), how a matter is drawn (`onrecord-pages`).

mod add;
mod claim;
mod corrections;
mod entity;
mod lists;
mod matter;
mod procedure;

pub use add::{add, added, logged_in, login};
pub use claim::{claim, page};
pub use corrections::{correct, corrections};
pub use entity::{entities, entity};
pub use lists::{changes, contradictions, home, matters, search, stories, story};
pub use matter::{matter, origins};
pub use procedure::{compare, procedure, procedures};

use crate::ask::{Answer, Ask, Reply};

/// `/style.css`
pub fn style(_ask: &Ask<'_>) -> Answer {
    Ok(Reply::of("text/css; charset=utf-8", onrecord_pages::STYLE))
}

/// `/enhance.js`
pub fn script(_ask: &Ask<'_>) -> Answer {
    Ok(Reply::of(
        "text/javascript; charset=utf-8",
        include_str!("enhance.js"),
    ))
}
