//! The shipped procedures: sound, each with a page made of its data.

// Tests read and write the pages; the crate does not.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

use onrecord_model::Ground;
use onrecord_procedures::{Shelf, check, page};

/// Kinds and catalogue as shipped.
fn ground() -> Ground {
    let mut problems = Vec::new();
    let ground = Ground::compile(&onrecord_packs::sources(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    ground
}

#[test]
fn shipped_procedures_are_sound() {
    let ground = ground();
    let shelf = Shelf::embedded();
    let problems: Vec<String> = shelf
        .files()
        .flat_map(|(file, text)| check(file, text, &ground))
        .map(|p| p.to_string())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(shelf.names().any(|name| name == "cn-nev-production"));
}

#[test]
fn each_has_a_page_made_of_its_data() {
    for name in Shelf::embedded().names().map(str::to_owned).collect::<Vec<_>>() {
        let wanted = page::page(&Shelf::embedded().get(&name).unwrap().unwrap());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/procedures/{name}.md"));
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == wanted,
            "{} is not what its data says: cargo test -p onrecord-procedures --test packs -- --ignored",
            file.display()
        );
    }
}

#[test]
#[ignore = "writes docs/procedures"]
fn write_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/procedures");
    std::fs::create_dir_all(&folder).unwrap();
    for name in Shelf::embedded().names().map(str::to_owned).collect::<Vec<_>>() {
        let text = page::page(&Shelf::embedded().get(&name).unwrap().unwrap());
        std::fs::write(folder.join(format!("{name}.md")), text).unwrap();
    }
}
