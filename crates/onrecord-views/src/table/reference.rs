//! The columns of all tables as a piece of `docs/formats.md`.
//! What does not live here: the rest of that page.

use super::{Kind, Name};

/// Where the lists begin and end in the page.
pub const BEGIN: &str =
    "<!-- columns: written by `cargo test -p onrecord-views --test formats -- --ignored` -->";
/// See [`BEGIN`].
pub const END: &str = "<!-- end of columns -->";

/// The lists, marks included.
pub fn columns() -> String {
    let mut text = format!("{BEGIN}\n");
    for name in Name::ALL {
        text.push_str(&format!("\n### Table `{}`\n\n", name.code()));
        text.push_str("| column | holds | means |\n|---|---|---|\n");
        for column in name.columns() {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::Day => "day",
                Kind::Number => "number",
                Kind::Flag => "true or false",
                Kind::Texts => "list of texts",
            };
            text.push_str(&format!("| `{}` | {kind} | {} |\n", column.name, column.means));
        }
    }
    text.push_str(&format!("\n{END}\n"));
    text
}
