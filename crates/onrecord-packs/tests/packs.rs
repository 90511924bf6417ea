//! The shipped packs load and every rule makes its examples and none of its counter-examples.

#[test]
fn shipped_packs_pass_their_own_examples() {
    let packs = onrecord_packs::embedded();
    let problems: Vec<String> = onrecord_packs::check(&packs)
        .iter()
        .map(|p| p.to_string())
        .collect();
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}
