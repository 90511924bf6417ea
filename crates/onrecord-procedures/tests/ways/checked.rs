//! What the checker refuses in a procedure, and that a shelf reads a file only when it is asked for.

use onrecord_procedures::{Shelf, check, parse};

use super::made::ground;

#[test]
fn the_checker_says_what_is_wrong_with_file_and_line() {
    let sound = r#"[procedure]
id = "small"
zh = "小"
en = "Small"
about = { zh = "小", en = "small" }
traveller = { zh = "公司", en = "a company" }
seats = ["subject"]
kinds = ["licence"]
[[step]]
id = "one"
zh = "一"
en = "one"
proves = { zh = "无", en = "nothing" }
unverified = true
[[step.evidence]]
kind = ["licence"]
state = ["granted"]
gives = "done"
"#;
    assert_eq!(check("small.toml", sound, ground()), []);
    let wrong = |from: &str, to: &str| {
        let text = sound.replacen(from, to, 1);
        assert_ne!(text, sound);
        let problems = check("small.toml", &text, ground());
        assert_eq!(problems.len(), 1, "{problems:?}");
        format!("{}: {}", problems[0].line, problems[0].message)
    };
    assert!(
        wrong("[\"granted\"]", "[\"gone\"]")
            .starts_with("16: step one: evidence asks for the state \"gone\"")
    );
    assert!(wrong("kind = [\"licence\"]", "kind = [\"licence\", \"licences\"]").contains("unknown kind"));
    assert!(wrong("unverified = true", "unverified = false").starts_with("10: step one has no source"));
    assert!(wrong("unverified = true", "source = [\"x, art. 1\"]").contains("unknown source \"x\""));
    assert!(wrong("gives = \"done\"", "gives = \"ended\"").contains("name it in end"));
    assert!(wrong("gives = \"done\"", "gives = \"donne\"").starts_with("18: "));
    assert!(wrong("state = [\"granted\"]", "stat = [\"granted\"]").contains("unknown field"));
    assert!(wrong("id = \"small\"", "id = \"big\"").starts_with("2: big is not the file's name"));
    assert!(wrong("en = \"one\"", "en = \"one\"\ntrack = \"up\"").contains("unknown track"));
    assert!(
        wrong("seats = [\"subject\"]", "seats = [\"subjekt\"]")
            .starts_with("2: seats: there is no seat \"subjekt\": write subject, object, owner, named")
    );
    assert!(
        wrong("gives =", "seat = [\"payee\"]\ngives =")
            .starts_with("16: step one: there is no seat \"payee\"")
    );
    assert!(wrong("gives =", "authority = [\"court\"]\ngives =").contains("unknown authority \"court\""));
    assert!(wrong("en = \"one\"", "en = \"one\"\nauthorities = [\"x\"]").contains("unknown authority"));
    assert!(wrong("gives =", "by_reference = true\ngives =").contains("add refers"));
    assert!(wrong("gives =", "object_in = [\"no-list\"]\ngives =").contains("unknown list"));
}

#[test]
fn the_checker_refuses_ways_that_go_round_in_a_circle() {
    let step = |id: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nzh = \"步\"\nen = \"step\"\nproves = {{ zh = \"无\", en = \"nothing\" }}\nunverified = true\n"
        )
    };
    let route = |id: &str, steps: &str, then: &str| {
        format!(
            "[[route]]\nid = \"{id}\"\nzh = \"路\"\nen = \"way\"\nsteps = {steps}\nthen = {then}\nunverified = true\n"
        )
    };
    let told = |rest: &str| {
        let head = "[procedure]\nid = \"small\"\nzh = \"小\"\nen = \"Small\"\nabout = { zh = \"小\", en = \"small\" }\ntraveller = { zh = \"公司\", en = \"a company\" }\nseats = [\"subject\"]\nkinds = [\"licence\"]\n";
        let text = format!("{head}{}{}{rest}", step("one"), step("two"));
        let problems = check("small.toml", &text, ground());
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(told(&route("a", "[\"one\", \"two\"]", "[]")).is_empty());
    let twice = told(&route("a", "[\"one\", \"two\", \"one\"]", "[]"));
    assert!(
        twice.len() == 1 && twice[0].starts_with("small.toml:22: route a: one comes before two"),
        "{twice:?}"
    );
    let ways = route("a", "[\"one\", \"two\"]", "[]") + &route("b", "[\"two\", \"one\"]", "[]");
    assert_eq!(told(&ways).len(), 2);
    let on = route("a", "[\"one\"]", "[\"b\"]") + &route("b", "[\"two\"]", "[\"a\"]");
    assert!(
        told(&on)
            .iter()
            .any(|t| t.contains("route a goes on with \"b\", which leads back to it"))
    );
    let clock = "[[clock]]\nid = \"c\"\nzh = \"期\"\nen = \"term\"\nlength = 3\nunit = \"days\"\nstarts = \"one\"\nstops = [\"one\"]\nbasis = \"law\"\nunverified = true\n";
    let told = told(clock);
    assert!(
        told.iter()
            .any(|t| t.contains("stopped or held up by the step that starts it")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|t| t.contains("unknown basis \"law\"")),
        "{told:?}"
    );
}

#[test]
fn a_hundred_procedures_wait_unread_and_each_reads() {
    let (_, text) = Shelf::embedded()
        .files()
        .next()
        .map(|(f, t)| (f.to_owned(), t.unwrap().into_owned()))
        .unwrap();
    let files = (0..100).map(|n| (format!("p{n}.toml"), text.clone())).collect();
    let shelf = Shelf::of(files);
    assert_eq!(shelf.names().count(), 100);
    assert!(shelf.get("p7").unwrap().is_ok());
    assert!(shelf.get("p100").is_none());
    assert!(parse("broken.toml", "[procedure").unwrap_err().line == 1);
}
