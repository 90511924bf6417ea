//! onrecord-pages: a case as HTML, for a file that is mailed and for a server's pages.
//!
//! Pages that were read are hostile. Nothing of their markup comes here: what is shown of them is text, escaped by the
//! templates, and the only addresses of theirs that become links are http and https ones. There is no script; one style
//! sheet says how things look in light, dark, on paper and on 320 pixels.
//! What does not live here: what is told of a matter (`onrecord-views`), answering requests (`onrecord-server`).

mod drawing;
mod fragment;
mod frame;
mod matter;
mod report;
mod text;
mod way;

pub use drawing::{draw, standalone};
pub use fragment::fragment;
pub use frame::{Frame, STYLE, bare_policy, document};
pub use matter::{Links, clash, corrections, line, quotation, remarks, sentence, sheet};
pub use report::{Report, report, title};
pub use text::{address, clean, page_text, whole_text};
pub use way::{Drawn, comparison, way};
