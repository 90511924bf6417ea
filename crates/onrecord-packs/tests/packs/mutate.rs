//! Conditions are dropped in turn, and what a sentence makes is explained.

use onrecord_packs::mutate::{mutate, stages_of, trials};

const KINDS: &str = "stage = \"kinds\"
[[rule]]
name = \"deal\"
zh = \"\"
en = \"deal\"
states = [\"done\"]
";

/// A frame with two conditions: its subject's sort, which its negative example holds, and `unless`.
fn packs(no: &str) -> onrecord_read::Packs {
    let frame = format!(
        "stage = \"frames\"
[[rule]]
name = \"buy\"
kind = \"deal\"
verbs = [\"acquire\"]
about = \"who\"
done = \"done\"
unless = [\"lunch\"]
yes = [\"[[Tarnwick Foods acquired Ollerby Dairies]]. => deal.done asserted | Tarnwick Foods\"]
no = [\"The lake acquired it.\"{no}]
[rule.parts]
who = {{ verb = \"subject\", sort = \"org\" }}
"
    );
    let mut files = vec![
        ("common/kinds/k.toml".into(), KINDS.into()),
        ("en/frames/f.toml".into(), frame),
    ];
    // Names are found as in the shipped packs.
    let names = concat!(env!("CARGO_MANIFEST_DIR"), "/data/en/names");
    for entry in std::fs::read_dir(names).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((
            format!("en/names/{name}"),
            std::fs::read_to_string(&path).unwrap(),
        ));
    }
    let (packs, problems) = onrecord_packs::from_files(files);
    assert!(problems.is_empty(), "{problems:#?}");
    packs
}

fn idle(packs: &mut onrecord_read::Packs) -> Vec<String> {
    mutate(packs, &stages_of("claims"))
        .idle
        .into_iter()
        .map(|i| i.condition)
        .collect()
}

#[test]
fn a_condition_that_no_example_holds_is_told() {
    let mut packs = packs("");
    let before = onrecord_packs::check(&packs);
    assert!(idle(&mut packs).contains(&"unless".to_owned()));
    assert_eq!(
        onrecord_packs::check(&packs),
        before,
        "the packs are as they were"
    );
}

#[test]
fn an_example_holds_a_condition() {
    let mut packs = packs(", \"Tarnwick Foods acquired lunch.\"");
    assert!(!idle(&mut packs).contains(&"unless".to_owned()));
}

#[test]
fn sentences_are_proposed_as_examples() {
    let mut packs = packs("");
    let texts = [
        "Tarnwick Foods acquired lunch.".to_owned(),
        "Tarnwick Foods sold lunch.".to_owned(),
    ];
    let proposed: Vec<String> = trials(&mut packs, &stages_of("claims"), &texts)
        .into_iter()
        .filter(|t| t.idle.condition == "unless")
        .map(|t| format!("{} {}", t.field, t.example))
        .collect();
    assert_eq!(proposed, ["no Tarnwick Foods acquired lunch."]);
}

#[test]
fn a_sentence_is_explained() {
    let packs = packs("");
    let text = "Tarnwick Foods acquired Ollerby Dairies.";
    let shown = onrecord_packs::explain::explain(&packs, text).shown(text);
    assert!(
        shown.contains("[[Tarnwick Foods acquired Ollerby Dairies]]. => deal.done asserted | Tarnwick Foods"),
        "{shown}"
    );
    assert!(shown.contains("en/frames/buy  en/frames/f.toml:2"), "{shown}");
    let lunch = "Tarnwick Foods acquired lunch.";
    let shown = onrecord_packs::explain::explain(&packs, lunch).shown(lunch);
    assert!(
        shown.contains("\"acquired\"  en/frames/buy  en/frames/f.toml:2"),
        "{shown}"
    );
}
