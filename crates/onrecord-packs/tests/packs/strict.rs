//! What the checker refuses: each fault is told once, with its line, and the rest of the file is read all the same.

/// Problems of one file, as `LINE: MESSAGE`.
fn problems(name: &str, text: &str) -> Vec<String> {
    let (packs, mut problems) = onrecord_packs::from_files(vec![(name.to_owned(), text.to_owned())]);
    problems.extend(onrecord_packs::check(&packs));
    problems
        .iter()
        .map(|p| format!("{}: {}", p.line, p.message))
        .collect()
}

const GOOD: &str = r#"
[[rule]]
name = "month-year"
makes = "month"
pattern = "{month:m} {yyyy:y}"
means = "in(year($y), month($m))"
rank = 3
yes = ["It opened in [[May 2019]]. => 2019-05"]
no = ["It may open."]

[[list]]
name = "month"
words = ["may => 5", "june => 6"]
"#;

fn one(name: &str, text: &str, wanted: &str) {
    let found = problems(name, text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with(wanted), "{found:#?} wants {wanted}");
}

#[test]
fn a_sound_file_has_no_problem() {
    let found = problems("en/times/a.toml", &format!("stage = \"times\"\n{GOOD}"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn unknown_stages_tables_keys_and_types_are_one_problem_each() {
    one(
        "en/times/a.toml",
        &format!("stage = \"time\"\n{GOOD}"),
        "1: there is no stage \"time\"",
    );
    one(
        "en/claims/a.toml",
        &format!("stage = \"times\"\n{GOOD}"),
        "1: is of stage times and lies in a folder claims",
    );
    one(
        "en/times/a.toml",
        &format!("stage = \"times\"\n{GOOD}\n[[rules]]\nname = \"x\"\n"),
        "16: there is no rules here",
    );
    let with = |line: &str| format!("stage = \"times\"\n{}", GOOD.replace("rank = 3", line));
    one(
        "en/times/a.toml",
        &with("ranks = 3"),
        "8: en/times/month-year: there is no field ranks: use one of name, yes, no, makes",
    );
    one(
        "en/times/a.toml",
        &with("rank = \"3\""),
        "8: en/times/month-year: rank must be a whole number",
    );
    one(
        "en/times/a.toml",
        &with("before = [1]"),
        "8: en/times/month-year: before must be a list of texts",
    );
    one(
        "en/times/a.toml",
        &format!("stage = \"times\"\n{GOOD}weight = 2\n"),
        "15: en/times/month: there is no field weight",
    );
    one(
        "en/times/a.toml",
        &format!("stage = \"times\"\n{GOOD}\n[[list]]\nname = \"moon\"\nwords = [\"new\"]\n"),
        "16: en/times/moon: no rule refers to it",
    );
}

#[test]
fn the_checker_goes_on_behind_a_fault() {
    let text = format!(
        "stage = \"times\"\n{}\n[[rule]]\nname = \"broken\"\nmakes = \n{}",
        GOOD.replace("rank = 3", "ranks = 3"),
        GOOD.replace("month-year", "again")
            .replace("yes = [\"It opened in [[May", "yes = [\"It opened in [May"),
    );
    let found = problems("en/times/a.toml", &text);
    assert!(
        found
            .iter()
            .any(|p| p.starts_with("8: en/times/month-year: there is no field ranks")),
        "{found:#?}"
    );
    assert!(
        found.iter().any(|p| p.starts_with("18: is no TOML")),
        "{found:#?}"
    );
    assert!(
        found.iter().any(|p| p.contains("en/times/month stands at")),
        "{found:#?}"
    );
    // What follows from the section that was lost is not told.
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn words_are_shown_with_their_brackets() {
    let text = format!(
        "stage = \"times\"\n{}",
        GOOD.replace("[[May 2019]]", "May [[2019]]")
    );
    one(
        "en/times/a.toml",
        &text,
        "9: rule en/times/month-year: does not make its example \"It opened in May [[2019]]. => 2019-05\"; made: \"It opened in [[May 2019]]. => 2019-05\" by en/times/month-year",
    );
}

#[test]
fn a_negative_example_must_hold_a_cue() {
    let frame = |no: &str| {
        vec![
            ("common/kinds/k.toml".to_owned(), "stage = \"kinds\"\n[[rule]]\nname = \"deal\"\nzh = \"\"\nen = \"deal\"\nstates = [\"done\"]\n".to_owned()),
            ("en/frames/a.toml".to_owned(), format!("stage = \"frames\"\n[[rule]]\nname = \"buy\"\nkind = \"deal\"\nverbs = [\"buy\"]\nabout = \"who\"\ndone = \"done\"\nyes = [\"Tarnwick Foods bought Ollerby Dairies.\"]\nno = [\"{no}\"]\n[rule.parts]\nwho = {{ verb = \"subject\", sort = \"org\", need = true }}\n")),
        ]
    };
    let told = |no: &str| -> Vec<String> {
        let (packs, problems) = onrecord_packs::from_files(frame(no));
        assert!(problems.is_empty(), "{problems:#?}");
        onrecord_packs::check(&packs)
            .iter()
            .map(|p| p.message.clone())
            .collect()
    };
    assert!(
        told("It is late.")
            .iter()
            .any(|m| m.contains("holds none of its cues"))
    );
    assert!(
        !told("It was buying time.")
            .iter()
            .any(|m| m.contains("holds none of its cues"))
    );
}
