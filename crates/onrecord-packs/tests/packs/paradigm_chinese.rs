//! All forms of every Chinese frame, made from a table of invented names: kind, subject, polarity and modality of each; and
//! what is denied is nobody's assertion.
//! What does not live here: the frames' own examples (the pack checker runs them), and English (see `paradigm`).

use onrecord_model::pack::RuleSource;
use onrecord_model::{Language, Modality};

use crate::forms::{Form, Side, Tally, side};

/// How many of all forms must be read right, and how many may be turned round (another subject, polarity or a certainty that
/// the words do not have).
const RIGHT: f64 = 0.75;
const TURNED: f64 = 0.03;

/// What stands for a sort of participant, first and second choice.
fn filler(sorts: &str, second: bool) -> Option<&'static str> {
    let pick = |pair: (&'static str, &'static str)| if second { pair.1 } else { pair.0 };
    let word = sorts.split_whitespace().next().unwrap_or("org");
    Some(pick(match word {
        "org" => ("云岭科技", "海川集团"),
        "person" => ("李晓峰", "陈立言"),
        "body" | "@investigators" | "@prosecutors" => ("检察机关", "法院"),
        "product" => ("新款轿车", "新药"),
        "@works" => ("海川工厂", "青石工厂"),
        _ => return None,
    }))
}

#[test]
fn every_form_of_every_chinese_frame() {
    let packs = onrecord_packs::embedded();
    let mut tally = Tally::default();
    for rule in packs.sources.rules_of("frames", Language::Chinese) {
        if rule.lang != Language::Chinese || rule.flag("quantity") || !rule.texts("with").is_empty() {
            continue;
        }
        let Some((subject, object, marker)) = sides(rule) else {
            continue;
        };
        let about = rule.text("about").unwrap_or_default().split_whitespace().next();
        let about = [subject.as_ref(), object.as_ref()]
            .into_iter()
            .flatten()
            .find(|(part, _)| Some(part.as_str()) == about)
            .map(|(_, name)| *name);
        let plain = |v: &&str| !v.contains([' ', '@']);
        for verb in rule.texts("verbs").into_iter().filter(plain).take(3) {
            for form in forms(verb, subject.as_ref(), object.as_ref(), marker) {
                tally.add(&packs, (rule, Language::Chinese), &form, about);
            }
        }
    }
    tally.hold(RIGHT, TURNED);
}

/// The parts that stand as subject and as object (or behind 对) of the frame's verbs, with their fillers.
fn sides(rule: &RuleSource) -> Option<(Option<Side>, Option<Side>, &'static str)> {
    let at = |place: &str, second: bool| -> Option<Side> {
        let (name, filler) = side(rule, place, |sorts| filler(sorts, second))?;
        Some((name, filler?))
    };
    let subject = at("subject", false);
    let (object, marker) = match at("object", true) {
        Some(object) => (Some(object), ""),
        None => (at("对", true), "对"),
    };
    (subject.is_some() || object.is_some()).then_some((subject, object, marker))
}

fn forms(verb: &str, subject: Option<&Side>, object: Option<&Side>, marker: &str) -> Vec<Form> {
    let form = |text: String, negated: bool, modality: Option<Modality>| Form {
        text,
        negated,
        modality,
    };
    let asserted = Some(Modality::Asserted);
    let mut all = Vec::new();
    let names = (subject.map(|s| s.1), object.map(|o| o.1));
    let clause = |adverb: &str| -> Option<String> {
        Some(match (names, marker) {
            ((Some(a), Some(b)), "") => format!("{a}{adverb}{verb}{b}"),
            ((Some(a), Some(b)), _) => format!("{a}{adverb}{marker}{b}{verb}"),
            ((Some(a), None), _) => format!("{a}{adverb}{verb}"),
            _ => return None,
        })
    };
    let simple = [
        ("已", false, asserted),
        ("并未", true, asserted),
        ("将", false, Some(Modality::Planned)),
        ("可能", false, Some(Modality::Possible)),
        ("据传已", false, Some(Modality::Rumoured)),
    ];
    for (adverb, negated, modality) in simple {
        all.extend(clause(adverb).map(|c| form(format!("{c}。"), negated, modality)));
    }
    if let Some(c) = clause("已") {
        all.push(form(format!("关于{c}的消息不属实。"), false, None));
        all.push(form(format!("南山公司否认{c}。"), false, None));
        all.push(form(format!("如果{c}，情况会不同。"), false, None));
    }
    if let (Some(a), Some(b)) = names {
        all.push(form(format!("{b}已被{a}{verb}。"), false, asserted));
        all.push(form(format!("{b}没有被{a}{verb}。"), true, asserted));
        all.push(form(
            format!("{b}可能被{a}{verb}。"),
            false,
            Some(Modality::Possible),
        ));
    }
    all
}
