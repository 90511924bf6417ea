//! `onrecord procedure` and `onrecord compare`, as a shell runs them, over the sample pages.

use std::path::PathBuf;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command
        .args(arguments)
        .arg("--read")
        .arg(examples)
        .env("NO_COLOR", "1");
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_way_in_four_forms() {
    let way = [
        "procedure",
        "cn-nev-production",
        "Xiaomi",
        "--as-of",
        "2024-07-15",
    ];
    let with = |form: &'static str| {
        let mut arguments = way.to_vec();
        arguments.push(form);
        text(&run(&arguments))
    };
    let screen = text(&run(&way));
    assert!(screen.contains("model listed under the own name"), "{screen}");
    assert!(screen.contains("● ") && screen.contains("UNDER"), "{screen}");
    let json: serde_json::Value = serde_json::from_str(&with("--json")).unwrap();
    assert_eq!(json["procedure"]["id"], "cn-nev-production");
    let steps = json["steps"].as_array().unwrap();
    let own = steps.iter().find(|s| s["step"] == "product-own").unwrap();
    assert_eq!(own["told"]["state"], "done");
    assert_eq!(own["told"]["standing"], "record");
    assert!(!own["told"]["for"][0]["words"].as_str().unwrap().is_empty());
    let csv = with("--csv");
    let columns = csv.lines().next().unwrap().split(',').count();
    assert_eq!(columns, 26);
    assert!(csv.lines().any(|l| l.contains(",product-own,")));
    let svg = with("--svg");
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    // Each route with who says so and the words.
    assert!(
        svg.contains(">Route") && svg.contains("own application · 独立申请"),
        "{svg}"
    );
    assert!(
        svg.contains("buying a plant") && svg.contains("≠ Hyundai: “"),
        "{svg}"
    );
    assert!(svg.contains("class=\"settled\"") && svg.contains("class=\"m others\""));
    assert!(!svg.contains("<script") && !svg.contains("http://www.w3.org/1999"));
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
}

#[test]
fn a_comparison_has_a_row_for_each_who_is_asked_for() {
    let table = [
        "compare",
        "cn-nev-production",
        "Xiaomi",
        "NIO",
        "Borgward",
        "--csv",
    ];
    let csv = text(&run(&table));
    let rows: Vec<&str> = csv
        .lines()
        .filter(|l| l.starts_with("xiaomi") || l.starts_with("nio") || l.starts_with("borgward"))
        .collect();
    assert_eq!(rows.len(), 3, "{csv}");
    let screen = text(&run(&table[..5]));
    assert!(screen.contains("contract manufacture"), "{screen}");
    let svg = text(&run(&["compare", "cn-nev-production", "Xiaomi", "NIO", "--svg"]));
    assert!(svg.starts_with("<svg ") && svg.contains("NIO"));
}

#[test]
fn wrong_use_is_told_with_what_to_do() {
    let output = run(&["procedure", "no-such-thing", "Xiaomi"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("no such procedure") && told.contains("hk-winding-up"),
        "{told}"
    );
    let folder = std::env::temp_dir().join(format!("onrecord-procedures-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mine.toml"), "[procedure]\nid = \"mine\"\n").unwrap();
    let own = [
        "procedure",
        "mine",
        "Xiaomi",
        "--procedures",
        folder.to_str().unwrap(),
    ];
    let output = run(&own);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("mine.toml:1:") && told.contains("missing field"),
        "{told}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn procedures_are_listed_and_printed() {
    let list = text(&run(&["procedure"]));
    for name in [
        "cn-nev-production",
        "merger-review",
        "hk-winding-up",
        "us-drug-approval",
    ] {
        assert!(list.contains(name), "{list}");
    }
    let page = text(&run(&["procedure", "hk-winding-up"]));
    assert!(page.starts_with("# "), "{page}");
    assert!(page.contains("## Steps") && page.contains("Cap. 32"));
}

#[test]
fn the_day_of_the_telling_is_not_shown_as_the_day_of_the_step() {
    let way = text(&run(&[
        "procedure",
        "cn-nev-production",
        "Xiaomi",
        "--as-of",
        "2023-10-18",
    ]));
    assert!(
        way.contains("told Jul 2023") && way.contains("told 25 Aug 2023"),
        "{way}"
    );
    assert!(way.contains("again, 18 Oct 2023: people familiar"), "{way}");
}

#[test]
fn terms_in_working_days_are_marked_as_estimates() {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/merger-review");
    for form in ["--json", "--svg", "--as-of=2022-12-21"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(["procedure", "merger-review", "VMware", "--as-of", "2022-12-21"]);
        if !form.starts_with("--as-of") {
            command.arg(form);
        }
        let told = text(
            &command
                .arg("--read")
                .arg(&examples)
                .env("NO_COLOR", "1")
                .output()
                .unwrap(),
        );
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("weekends only"), "{form}: {told}");
    }
}

#[test]
fn a_server_is_given_procedures_of_ones_own_and_refuses_broken_ones() {
    let folder = std::env::temp_dir().join(format!("onrecord-serve-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mine.toml"), "[procedure]\nid = \"mine\"\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.arg("serve").arg("--procedures").arg(&folder);
    command.arg("--ledger").arg(folder.join("a.db"));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("mine.toml:1:") && told.contains("missing field"),
        "{told}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_page_tells_of_which_track_a_step_is() {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/merger-review");
    let file = std::env::temp_dir().join(format!("onrecord-way-{}.html", std::process::id()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command
        .args(["report", "VMware", "--procedure", "merger-review", "--to"])
        .arg(&file);
    text(&command.arg("--read").arg(&examples).output().unwrap());
    let page = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    for track in ["The deal itself", "China (SAMR)", "European Union (Commission)"] {
        assert!(page.contains(&format!("<h4>{track}</h4>")), "{track}");
    }
}
