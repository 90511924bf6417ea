//! All forms of every English frame, made from tables of invented names: kind, state, subject, object, polarity, modality.
//! What does not live here: the frames' own examples (the pack checker runs them).

use std::collections::BTreeMap;

use onrecord_model::pack::RuleSource;
use onrecord_model::{Anchor, Article, Claim, Language, Modality, Polarity};
use onrecord_read::{Packs, read};

use crate::forms::{Form, Side, Tally, side};

/// How many of all forms must be read right, and how many may be turned round (another subject, polarity or a certainty
/// that the words do not have). The parser, not the frames, loses most of the rest.
const RIGHT: f64 = 0.80;
const TURNED: f64 = 0.02;

/// What stands for a sort of participant, first and second choice.
fn filler(sorts: &str, second: bool) -> Option<&'static str> {
    let pick = |pair: (&'static str, &'static str)| if second { pair.1 } else { pair.0 };
    let word = sorts.split_whitespace().next().unwrap_or("org");
    Some(pick(match word {
        "org" => ("Tarnwick Foods", "Ollerby Dairies"),
        "person" => ("Ana Reyes", "Helmut Varga"),
        "body" => ("the ministry", "the court"),
        "product" => ("the Aria kettle", "the drug"),
        "@works" | "@closable" => ("the Selby factory", "the Harden factory"),
        "thing" => ("wood stoves", "plastic bags"),
        _ => return None,
    }))
}

#[test]
fn every_form_of_every_frame() {
    let packs = onrecord_packs::embedded();
    let irregular: BTreeMap<String, Vec<String>> = packs
        .sources
        .list("en/claims/irregular")
        .iter()
        .filter_map(|line| {
            let mut forms = line.split_whitespace().map(str::to_owned);
            Some((forms.next()?, forms.collect()))
        })
        .collect();
    let mut tally = Tally::default();
    for rule in packs.sources.rules_of("frames", Language::English) {
        if rule.lang != Language::English || rule.text("kind") == Some("response") {
            continue;
        }
        let Some((subject, object)) = sides(rule) else {
            continue;
        };
        // What is asked is a clause, which the table does not make.
        if side(rule, "asked:whether", |sorts| filler(sorts, true)).is_some() {
            continue;
        }
        let plain = |v: &&str| v.split_whitespace().count() == 1 && !v.contains('@');
        for verb in rule.texts("verbs").into_iter().filter(plain).take(3) {
            let about = about(rule, &subject, &object);
            for form in forms(verb, &irregular, subject.1, object.as_ref().map(|o| o.1)) {
                tally.add(&packs, (rule, Language::English), &form, about);
            }
        }
    }
    tally.hold(RIGHT, TURNED);
}

/// The parts that stand as subject and object of the frame's verbs, with their fillers.
fn sides(rule: &RuleSource) -> Option<(Side, Option<Side>)> {
    let at = |place: &str, second: bool| side(rule, place, |sorts| filler(sorts, second));
    let whole = |(name, filler): (String, Option<&'static str>)| Some((name, filler?));
    let subject = whole(at("subject", false)?)?;
    match at("object", true) {
        None => Some((subject, None)),
        Some(object) => Some((subject, Some(whole(object)?))),
    }
}

fn about(rule: &RuleSource, subject: &Side, object: &Option<Side>) -> Option<&'static str> {
    let about = rule.text("about")?.split_whitespace().next()?.to_owned();
    if about == subject.0 {
        return Some(subject.1);
    }
    object.as_ref().filter(|o| o.0 == about).map(|o| o.1)
}

fn forms(
    verb: &str,
    irregular: &BTreeMap<String, Vec<String>>,
    subject: &str,
    object: Option<&str>,
) -> Vec<Form> {
    let known = irregular.get(verb);
    let regular = || match verb {
        v if v.ends_with('e') => format!("{v}d"),
        v if v.ends_with('y') && !v.ends_with("ay") && !v.ends_with("oy") => {
            format!("{}ied", &v[..v.len() - 1])
        }
        v => format!("{v}ed"),
    };
    let past = known.and_then(|f| f.first().cloned()).unwrap_or_else(regular);
    let participle = known.and_then(|f| f.last().cloned()).unwrap_or_else(regular);
    let upper = |s: &str| {
        let mut chars = s.chars();
        chars
            .next()
            .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
            .unwrap_or_default()
    };
    let a = upper(subject);
    let b = object.map(|o| format!(" {o}")).unwrap_or_default();
    let form = |text: String, negated: bool, modality: Modality| Form {
        text,
        negated,
        modality: Some(modality),
    };
    let mut all = vec![
        form(format!("{a} {past}{b} in May."), false, Modality::Asserted),
        form(format!("{a} has {participle}{b}."), false, Modality::Asserted),
        form(format!("{a} did not {verb}{b}."), true, Modality::Asserted),
        form(format!("{a} has not {participle}{b}."), true, Modality::Asserted),
        form(format!("{a} will {verb}{b}."), false, Modality::Planned),
        form(format!("{a} may {verb}{b}."), false, Modality::Possible),
        form(
            format!("{a} has reportedly {participle}{b}."),
            false,
            Modality::Rumoured,
        ),
    ];
    if let Some(object) = object {
        let o = upper(object);
        all.push(form(
            format!("{o} was {participle} by {subject} in May."),
            false,
            Modality::Asserted,
        ));
        all.push(form(
            format!("{o} has been {participle} by {subject}."),
            false,
            Modality::Asserted,
        ));
        all.push(form(
            format!("{o} was not {participle} by {subject}."),
            true,
            Modality::Asserted,
        ));
        all.push(form(
            format!("{o} may be {participle} by {subject}."),
            false,
            Modality::Possible,
        ));
    }
    all
}

/// One event under all that words can do to it: sentence, `[not] KIND.STATE MODALITY`, subject.
const FORMS: &str = include_str!("../forms_en.txt");

#[test]
fn what_operators_and_sentence_forms_make_of_an_event() {
    let packs = onrecord_packs::embedded();
    let mut wrong = Vec::new();
    let lines: Vec<&str> = FORMS
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .collect();
    for line in &lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let article = Article::of_text(cells[0], Language::English);
        let reading = read(
            &article,
            &packs,
            &Anchor::at(onrecord_packs::check::example_day()),
        );
        let told: Vec<String> = reading
            .claims
            .iter()
            .map(|c| {
                format!(
                    "{}{}.{} {} | {}",
                    if c.polarity == Polarity::Negated {
                        "not "
                    } else {
                        ""
                    },
                    c.kind,
                    c.state.as_deref().unwrap_or_default(),
                    format!("{:?}", c.modality).to_lowercase(),
                    c.subject.as_ref().map(|s| s.name.clone()).unwrap_or_default()
                )
            })
            .collect();
        let wanted = format!("{} | {}", cells[1], cells[2]);
        if !told.iter().any(|t| t.starts_with(&wanted)) {
            wrong.push(format!("{} wants {wanted}, has {told:?}", cells[0]));
        }
        // No other claim of the kind says more than the words do.
        let kind = cells[1]
            .trim_start_matches("not ")
            .split('.')
            .next()
            .unwrap_or_default();
        if told
            .iter()
            .filter(|t| t.trim_start_matches("not ").starts_with(kind))
            .count()
            > 1
        {
            wrong.push(format!("{} says too much: {told:?}", cells[0]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} forms wrong\n{}",
        wrong.len(),
        lines.len(),
        wrong.join("\n")
    );
}

/// Newspaper sentences, twenty a kind, half of them traps; those below the last heading are not read yet.
const SENTENCES: &str = include_str!("../sentences_en.txt");

#[test]
fn newspaper_sentences_and_traps() {
    let packs = onrecord_packs::embedded();
    let (read_now, not_yet) = SENTENCES
        .split_once("## not read yet")
        .expect("the section of those that are not read yet");
    let rows = |part: &'static str| {
        part.lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once(" => "))
    };
    let broken: Vec<String> = rows(read_now)
        .filter_map(|(text, wanted)| Some((text, missing(&packs, text, wanted)?)))
        .map(|(text, why)| format!("{text} {why}"))
        .collect();
    let mended: Vec<&str> = rows(not_yet)
        .filter(|(text, wanted)| missing(&packs, text, wanted).is_none())
        .map(|(text, _)| text)
        .collect();
    let (good, bad) = (rows(read_now).count(), rows(not_yet).count());
    assert!(
        broken.is_empty() && mended.is_empty(),
        "of {good} sentences that are read, broken:\n{}\nof {bad} that are not read yet, mended (move them up):\n{}",
        broken.join("\n"),
        mended.join("\n")
    );
}

/// What is wrong with the claims of a sentence. `wanted` are claims divided by `;`, each `KIND[.STATE] [~MODALITY] [| SUBJECT]`
/// with alternatives divided by ` / `; after `!` it is one that must not be there.
fn missing(packs: &Packs, text: &str, wanted: &str) -> Option<String> {
    let article = Article::of_text(text, Language::English);
    let reading = read(&article, packs, &Anchor::at(onrecord_packs::check::example_day()));
    let fits = |claim: &Claim, one: &str, whole: bool| {
        let (head, subject) = one.split_once(" | ").unwrap_or((one, ""));
        let (state, modality) = head.split_once(" ~").unwrap_or((head, "asserted"));
        let negated = state.strip_prefix("not ");
        let state = negated.unwrap_or(state);
        let name = claim.subject.as_ref().map(|s| s.name.to_lowercase());
        let name = name.unwrap_or_default();
        let subject = subject.to_lowercase();
        let full = format!("{}.{}", claim.kind, claim.state.as_deref().unwrap_or_default());
        (full == state || claim.kind == state)
            && negated.is_some() == (claim.polarity == Polarity::Negated)
            && format!("{:?}", claim.modality).to_lowercase() == modality
            && (subject.is_empty()
                || if whole {
                    name == subject
                } else {
                    name.contains(&subject)
                })
    };
    wanted.split(';').map(str::trim).find_map(|one| {
        let trap = one.strip_prefix("! ");
        let there = trap.unwrap_or(one).split(" / ").any(|one| {
            reading
                .claims
                .iter()
                .any(|claim| fits(claim, one, trap.is_some()))
        });
        (there == trap.is_some()).then(|| match trap {
            Some(trap) => format!("must not say {trap}"),
            None => format!("wants {one}"),
        })
    })
}

/// More of them, near half traps, on courts, recalls, mergers, votes, insolvency, people, layoffs, fines, denials, accidents.
const NEWSPAPER: &str = include_str!("../tables/newspaper_en.txt");

#[test]
fn sentences_that_no_rule_was_made_for() {
    hold(NEWSPAPER, 69);
}

/// Holds that the rows of a table are read right, but for those that begin with `?`, which are not yet.
fn hold(table: &'static str, count: usize) {
    let packs = onrecord_packs::embedded();
    let rows: Vec<(&str, &str)> = table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(" => "))
        .collect();
    assert_eq!(rows.len(), count);
    let wrong =
        |(text, wanted): &&(&str, &str)| missing(&packs, text.trim_start_matches('?'), wanted).is_some();
    // Those that are not read yet begin with a question mark.
    let (open, shut): (Vec<_>, Vec<_>) = rows.iter().partition(|(text, _)| text.starts_with('?'));
    let lost: Vec<_> = shut.iter().filter(|r| wrong(r)).collect();
    assert!(lost.is_empty(), "no longer read right: {lost:#?}");
    let won: Vec<_> = open.iter().filter(|r| !wrong(r)).collect();
    assert!(won.is_empty(), "read right now, take away their `?`: {won:#?}");
}

/// Who acts on a case, who is spoken of, what is wished for, torn names: sorts of faults found on pages nobody had seen.
const FRESH: &str = include_str!("../tables/fresh_en.txt");

#[test]
fn sentences_of_fresh_pages_sorts() {
    hold(FRESH, 134);
}

/// Words of guides, shops, manuals, sport and tales, each beside something like it that tells an event.
const MIXED: &str = include_str!("../tables/mixed_en.txt");

#[test]
fn sentences_that_tell_no_event() {
    hold(MIXED, 51);
}
