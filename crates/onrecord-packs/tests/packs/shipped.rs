//! The shipped packs load and every rule makes its examples and none of its counter-examples.
use onrecord_model::{Anchor, Article, Language};

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

/// Files of a folder, named from `name` on.
fn files(dir: &std::path::Path, name: &str, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{name}/{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            files(&path, &name, all);
        } else {
            all.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_dummy_language_can_be_copied() {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    // It has words of its own for what English does.
    files(&home.join("dummy/xx"), "en", &mut all);
    files(&home.join("data/common"), "common", &mut all);
    let (packs, mut problems) = onrecord_packs::from_files(all);
    problems.extend(onrecord_packs::check(&packs));
    // Some examples of `common` are in languages that are not there.
    problems.retain(|p| p.file.starts_with("en/"));
    assert!(problems.is_empty(), "{problems:#?}");

    let text =
        "Brandel Verk blorped Osk Verk in sommen 2019.\n“Osk Verk is 12 kelom off,” Brandel Verk zegged.";
    let article = Article::of_text(text, Language::English);
    let reading = onrecord_read::read(&article, &packs, &Anchor::default());
    let times: Vec<&str> = reading.times.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(times, ["2019-07"]);
    assert_eq!(reading.quantities[0].unit.as_deref(), Some("km"));
    assert_eq!(reading.attributions[0].source[0].of(text), "Brandel Verk");
    let deal = &reading.claims[0];
    assert_eq!((&*deal.kind, deal.state.as_deref()), ("deal", Some("completed")));
    assert_eq!(deal.subject.as_ref().unwrap().name, "Brandel Verk");
    assert_eq!(deal.object.as_ref().unwrap().name, "Osk Verk");
}
