//! The brief, the report, broken packs, and that every command is documented.

use std::path::Path;

use crate::common::{PAGE, folder, in_one_line, objects, run, text};

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

/// A firm's licence in the headline, somebody else's case in the middle, and the firm's silence behind it.
const SILENT: &str = "Norvane Motors has its licence\n\nHarbour Daily, 7 March 2023\n\nThe state planner has granted Norvane Motors a \
licence to build electric cars, The Quay Post reported on Monday, citing two people. Former chief Helmut Varga was charged with \
fraud, Elbhaven police said. Helmut Varga denies the charge.\n\nNorvane would not comment on the report.\n";

#[test]
fn a_silence_stands_with_the_report_that_it_is_about() {
    let folder = folder("silence");
    std::fs::write(folder.join("page.txt"), SILENT).unwrap();
    let brief = text(&run(&folder, &["brief", "--all", "page.txt"]).stdout);
    let part = |title: &str| -> String {
        let (_, rest) = brief
            .split_once(title)
            .unwrap_or_else(|| panic!("{title}: {brief}"));
        rest.split("\n\n").next().unwrap_or_default().to_owned()
    };
    let case = part("Helmut Varga: legal case");
    assert!(!case.contains("Silent") && case.contains("denied"), "{case}");
    let licence = part("Norvane Motors: licence");
    assert!(
        licence.contains("no comment, on the report as a whole"),
        "{licence}"
    );
    // The names are written as the page writes them.
    assert!(!brief.contains("helmut") && !brief.contains("norvane"), "{brief}");
}

#[test]
fn every_claim_that_is_evidence_is_named_in_a_brief() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let brief = text(&run(&samples, &["brief", "xiaomi-licence", "--all"]).stdout);
    let told = &objects(&run(&samples, &["brief", "xiaomi-licence", "--all", "--json"]))[0];
    let carriers: Vec<&str> = brief.lines().filter(|l| l.contains("carried by")).collect();
    let page_of = |id: &str| -> String {
        let pages = objects(&run(&samples, &["read", "xiaomi-licence"]));
        let holds = |p: &&serde_json::Value| p["claims"].as_array().unwrap().iter().any(|c| c["id"] == id);
        let page = pages.iter().find(holds).expect("its page");
        let source = page["page"]["source"].as_str().unwrap();
        source.rsplit('/').next().unwrap()[..10].to_owned()
    };
    let mut named = 0;
    for matter in told["matters"].as_array().unwrap() {
        for list in ["for", "against", "responses"] {
            for id in matter[list].as_array().unwrap() {
                let id = id.as_str().unwrap();
                if brief.contains(&id[..8]) {
                    named += 1;
                    continue;
                }
                // A copy or a citation is told by its page.
                let file = page_of(id);
                let line = brief
                    .lines()
                    .find(|l| l.starts_with([' ', '[']) && l.contains(&file));
                let number = line
                    .and_then(|l| l.trim_start().split(' ').next())
                    .expect("its number");
                assert!(
                    carriers.iter().any(|l| l.contains(number)),
                    "{id} of {file} {number} is nowhere in {brief}"
                );
            }
        }
    }
    assert!(named > 30, "{named}");
}

#[test]
fn a_page_that_was_read_in_part_is_said_to_be() {
    let folder = folder("in-part");
    // In a language whose claims are not read, so that the test is quick.
    let mut long = String::from(
        "<html lang=de><head><title>Die Mühlen</title></head><body><article><h1>Die Mühlen</h1>",
    );
    let mut n = 0;
    while long.len() < (4 << 20) + 400_000 {
        n += 1;
        long.push_str(&format!(
            "<p>Die alte Mühle Nummer {n} am Fluss war an diesem Tag still, und niemand kam vorbei.</p>"
        ));
    }
    long.push_str("</article></body></html>");
    std::fs::write(folder.join("long.html"), &long).unwrap();
    for (lang, wanted) in [
        (
            "en",
            [
                "[1] was too long to be read whole",
                "read in part: the first 4.19 of 4.",
            ],
        ),
        ("zh", ["[1]过长", "只读了前4.19兆"]),
    ] {
        let brief = in_one_line(&run(&folder, &["brief", "--lang", lang, "long.html"]).stdout);
        for wanted in wanted {
            assert!(brief.contains(wanted), "{wanted}: {brief}");
        }
    }
    assert!(run(&folder, &["add", "long.html"]).status.success());
    let status = in_one_line(&run(&folder, &["status"]).stdout);
    assert!(status.contains("was too long to be read whole"), "{status}");
}
