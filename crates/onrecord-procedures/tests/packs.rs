//! The shipped procedures: sound, each with a page made of its data.

// Tests read and write the pages; the crate does not.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::Path;

use onrecord_model::Ground;
use onrecord_procedures::{Shelf, check, pack, page};
use serde::de::DeserializeOwned;

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
        .flat_map(|(file, text)| check(file, &text.unwrap(), &ground))
        .map(|p| p.to_string())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(shelf.names().any(|name| name == "cn-nev-production"));
}

#[test]
fn each_has_a_page_made_of_its_data() {
    for name in Shelf::embedded().names().map(str::to_owned).collect::<Vec<_>>() {
        let wanted = page::kept(&Shelf::embedded().get(&name).unwrap().unwrap());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/procedures/{name}.md"));
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == wanted,
            "{} is not what its data says: cargo test -p onrecord-procedures --test packs -- --ignored",
            file.display()
        );
    }
}

/// The fields that a table may have, by what is said when it has another.
fn fields<T: DeserializeOwned>() -> BTreeSet<String> {
    let told = toml::from_str::<T>("no-such-field = 1")
        .err()
        .unwrap()
        .to_string();
    let quoted = told.lines().filter(|l| l.contains("expected"));
    let words: Vec<String> = quoted
        .flat_map(|l| l.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect();
    let fields: BTreeSet<String> = words.into_iter().filter(|w| w != "no-such-field").collect();
    assert!(fields.len() > 1, "{told}");
    fields
}

/// `docs/procedures.md` names every field that is accepted, and no other.
#[test]
fn every_field_is_documented() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/procedures.md");
    let docs = std::fs::read_to_string(file).unwrap();
    let check = |table: &str, fields: BTreeSet<String>| {
        let begins = format!("| `{table}` |");
        let row = docs.lines().find(|l| l.starts_with(&begins));
        let row = row.unwrap_or_else(|| panic!("docs/procedures.md has no row {begins}"));
        let cell = row.split('|').nth(2).unwrap();
        let named: BTreeSet<String> = cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(named, fields, "{table} in docs/procedures.md");
    };
    check("a file", fields::<pack::Procedure>());
    check("[procedure]", fields::<pack::Head>());
    check("[regime]", fields::<pack::Regime>());
    check("[[source]]", fields::<pack::Source>());
    check("[[authority]]", fields::<pack::Authority>());
    check("[[basis]]", fields::<pack::Basis>());
    check("[[basis.change]]", fields::<pack::Change>());
    check("[[track]]", fields::<pack::Track>());
    check("[[step]]", fields::<pack::Step>());
    check("step.form", fields::<pack::Form>());
    check("[[step.evidence]]", fields::<pack::Evidence>());
    check("[[route]]", fields::<pack::Route>());
    check("[[condition]]", fields::<pack::Condition>());
    check("[[clock]]", fields::<pack::Clock>());
    check("[[end]]", fields::<pack::End>());
    check("[[duration]]", fields::<pack::Duration>());
    check("[[unknown]]", fields::<pack::Words>());
    check("differs", fields::<pack::Differing>());
}

#[test]
#[ignore = "writes docs/procedures"]
fn write_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/procedures");
    std::fs::create_dir_all(&folder).unwrap();
    for name in Shelf::embedded().names().map(str::to_owned).collect::<Vec<_>>() {
        let text = page::kept(&Shelf::embedded().get(&name).unwrap().unwrap());
        std::fs::write(folder.join(format!("{name}.md")), text).unwrap();
    }
}
