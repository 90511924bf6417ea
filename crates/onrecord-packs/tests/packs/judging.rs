//! The tables of `docs/status.md` and `docs/origins.md`: claims, and what must come out of them, with the shipped kinds.
//!
//! Each section of a document holds a table of claims and a table of what stands on which day. The claims are made here and
//! not read, so that a fault of reading is no fault of judging. How a table is written: `docs/status.md`, at its end.

use std::path::Path;

use crate::tables;

fn document(name: &str) -> Vec<tables::Section> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    tables::sections(&text)
}

fn hold(name: &str) {
    let packs = onrecord_packs::embedded();
    let sections = document(name);
    assert!(
        sections.len() > 5,
        "{name} has {} sections with tables",
        sections.len()
    );
    let faults: Vec<String> = sections
        .iter()
        .flat_map(|s| tables::faults(s, &packs.ground))
        .collect();
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

#[test]
fn the_tables_of_status_hold() {
    hold("status.md");
}

#[test]
fn the_tables_of_origins_hold() {
    hold("origins.md");
}
