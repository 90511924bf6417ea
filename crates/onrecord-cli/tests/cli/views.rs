//! The brief, the report, broken packs, and that every command is documented.

use std::path::Path;

use crate::common::{PAGE, folder, objects, run, text};

#[test]
fn a_brief_of_the_samples_is_the_same_every_time() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let one = run(&samples, &["brief", "xiaomi-licence", "--jobs", "1"]);
    assert_eq!(one.status.code(), Some(0), "{}", text(&one.stderr));
    let many = run(&samples, &["brief", "xiaomi-licence", "--jobs", "6"]);
    assert_eq!(one.stdout, many.stdout);
    let brief = text(&one.stdout);
    for wanted in [
        "GRANTED, on record: ",
        "For ",
        "Silent ",
        "Also ",
        "carried by [9] copies [8]",
        "Changed  12 Jul 2024: not granted → granted",
        "other matters",
        "[1]",
        "[16]",
        "pages",
        "as of 12 Jul 2024",
    ] {
        assert!(brief.contains(wanted), "{wanted}: {brief}");
    }
    let early = text(&run(&samples, &["brief", "xiaomi-licence", "--as-of", "2023-02-28"]).stdout);
    assert!(early.contains("as of 28 Feb 2023"));
    // Capitals are for records and authorities: nobody had settled anything by then.
    assert!(!early.contains("GRANTED") && !early.contains("NEAR"), "{early}");
    let chinese = text(&run(&samples, &["brief", "xiaomi-licence", "--lang", "zh"]).stdout);
    for wanted in ["截至2024年7月12日", "支持", "未表态", "变化", "其他事项", "页面"] {
        assert!(chinese.contains(wanted), "{wanted}: {chinese}");
    }
    let json = &objects(&run(&samples, &["brief", "xiaomi-licence", "--json"]))[0];
    let matter = &json["matters"][0];
    for key in [
        "matter",
        "kind",
        "subject",
        "object",
        "as_of",
        "state",
        "polarity",
        "standing",
        "origins",
        "flags",
        "value",
        "for",
        "against",
        "responses",
    ] {
        assert!(matter.get(key).is_some(), "{key}");
    }
}

#[test]
fn pages_that_are_behind_no_claim_are_listed_with_the_reason() {
    let folder = folder("not-understood");
    let german = "Der Stadtrat hat am Montag über den Haushalt beraten. Die Sitzung dauerte vier Stunden, und der Saal war voll.";
    std::fs::write(folder.join("german.txt"), german).unwrap();
    std::fs::write(folder.join("page.html"), PAGE).unwrap();
    let brief = text(&run(&folder, &["brief", "."]).stdout);
    let (_, reasons) = brief.split_once("not understood\n").expect(&brief);
    assert!(
        reasons.contains("in a language whose claims are not read (de)"),
        "{reasons}"
    );
}

#[test]
fn broken_packs_are_named_by_file_and_line() {
    let folder = folder("packs");
    std::fs::create_dir_all(folder.join("mine/en")).unwrap();
    std::fs::write(
        folder.join("mine/en/times.toml"),
        "stage = \"times\"\n\n[[rule]]\nname = \n",
    )
    .unwrap();
    let output = run(&folder, &["packs", "check", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("mine/en/times.toml:4"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(
        run(&folder, &["packs", "check", "nowhere"]).status.code(),
        Some(2)
    );
}

#[test]
fn every_command_is_documented() {
    let help = text(&run(&folder("help"), &["--help"]).stdout);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1)
        .map_while(|l| l.strip_prefix("  "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands.md");
    let page = std::fs::read_to_string(page).unwrap();
    for command in commands {
        assert!(
            page.contains(&format!("`{command}")),
            "{command} is missing in docs/commands.md"
        );
    }
}

#[test]
fn a_report_is_one_file_that_needs_nothing() {
    let folder = folder("report");
    std::fs::write(folder.join("page.html"), PAGE).unwrap();
    let made = run(
        &folder,
        &["report", "Nimbus", "--read", "page.html", "--to", "report.html"],
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    let html = std::fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(html.contains("default-src 'none'") && !html.contains("<script") && !html.contains("src="));
    // A quotation leads to its words in the text of the page, and the page to its hash.
    let link = html.split("class=\"quote\" href=\"#").nth(1).unwrap();
    let id = link.split('"').next().unwrap();
    let place = html
        .split(&format!("id=\"{id}\""))
        .nth(1)
        .expect("the words are there");
    assert!(place.starts_with("><mark"), "{}", &place[..40]);
    assert!(html.contains("sha256 "));
    let chinese = run(
        &folder,
        &["report", "Nimbus", "--read", "page.html", "--lang", "zh"],
    );
    assert!(text(&chinese.stdout).contains("<html lang=\"zh-Hans\">"));
    let none = run(&folder, &["report", "Kettle", "--read", "page.html"]);
    assert_eq!(none.status.code(), Some(1));
    let wrong = run(&folder, &["report", "--lang", "de", "--read", "page.html"]);
    assert_eq!(wrong.status.code(), Some(2));
}
