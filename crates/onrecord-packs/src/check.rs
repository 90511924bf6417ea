//! Runs a rule's own examples: what the pack checker asks of every stage.
//! What does not live here: loading packs, or printing problems.

use onrecord_model::pack::{Example, PackProblem, RuleSource};
use onrecord_model::{Anchor, Article, Language, Moment, Polarity, RuleName, Span};
use onrecord_read::{Packs, read};

use crate::cues::Cues;

/// Something that a rule made: what the checker compares with an example.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The rule.
    pub rule: RuleName,
    /// Where.
    pub span: Span,
    /// The value, in the notation of the stage: see the match below.
    pub value: String,
}

impl Made {
    /// As it would be written as an example: brackets around the words, the value, the rule.
    fn shown(&self, text: &str) -> String {
        let words = Example::bracketed(text, Some(self.span));
        format!("{:?} by {}", format!("{words} => {}", self.value), self.rule)
    }
}

/// The day that examples without a date of their own are read on: Wednesday 15 March 2023.
pub fn example_day() -> Moment {
    Moment::day(jiff::civil::date(2023, 3, 15))
}

/// Checks one rule: both kinds of examples there, every positive one made, no negative one made, and each negative one
/// holds a word that the rule hangs on: else nothing could go wrong in it.
pub fn check_rule(packs: &Packs, rule: &RuleSource) -> Vec<PackProblem> {
    let mut problems = Vec::new();
    if rule.yes.is_empty() || rule.no.is_empty() {
        problems.push(rule.problem("needs a positive (yes) and a negative (no) example: add them"));
    }
    let fault = |(example, message): (&Example, String)| PackProblem {
        file: rule.file.clone(),
        line: example.line,
        message: format!("rule {}: {message}", rule.name),
    };
    problems.extend(faults(packs, rule).map(fault));
    // Claims by cues give way to frames, language by language: theirs are not mended any more.
    let cues = Cues::of(rule, &packs.sources).filter(|_| rule.stage != "claims");
    if let Some(cues) = cues {
        let without = rule.no.iter().filter(|e| cues.find(&e.text).is_none());
        problems.extend(without.map(|e| {
            fault((
                e,
                format!(
                    "its negative example {:?} holds none of its cues: write what looks like the rule and is not it",
                    e.as_written()
                ),
            ))
        }));
    }
    problems
}

/// True when all examples of the rule are as they should be.
pub(crate) fn is_kept(packs: &Packs, rule: &RuleSource) -> bool {
    faults(packs, rule).next().is_none()
}

/// Examples that are not as they should be, the negative ones first.
fn faults<'a>(packs: &'a Packs, rule: &'a RuleSource) -> impl Iterator<Item = (&'a Example, String)> + 'a {
    let negative = rule.no.iter().filter_map(|e| Some((e, fires(packs, rule, e)?)));
    let positive = rule.yes.iter().filter_map(|e| Some((e, misses(packs, rule, e)?)));
    negative.chain(positive)
}

/// A veto makes nothing where it fires: what it holds back is made without it.
fn is_veto(rule: &RuleSource) -> bool {
    rule.text("makes") == Some("veto")
}

/// True when something is made inside the marked words.
fn is_made_inside(made: &[Made], example: &Example) -> bool {
    made.iter()
        .any(|m| example.marked.is_none_or(|span| span.overlaps(m.span)))
}

/// A claim of several rules names them all: the frame, then its operators.
fn is_by(made: &Made, rule: &RuleSource) -> bool {
    made.rule.split('+').any(|r| *r == *rule.name)
}

/// What a rule made of a text, of all that was made; for a veto and a part, what all rules make.
pub(crate) fn made_by(rule: &RuleSource, made: &[Made]) -> Vec<Made> {
    let mine = |m: &&Made| is_veto(rule) || rule.flag("part") || is_by(m, rule);
    made.iter().filter(mine).cloned().collect()
}

/// Why a negative example is wrong, if it is.
fn fires(packs: &Packs, rule: &RuleSource, example: &Example) -> Option<String> {
    let made = made_in(packs, rule, &example.text);
    if is_veto(rule) {
        return (!is_made_inside(&made, example))
            .then(|| format!("vetoes its negative example {:?}", example.as_written()));
    }
    if let Some(mine) = made.iter().find(|m| is_by(m, rule)) {
        return Some(format!(
            "fires in its negative example: made {}",
            mine.shown(&example.text)
        ));
    }
    // `no = ["… => other"]`: not this rule's, and what it is instead.
    let says = example.marked.is_some() || example.value.is_some();
    (says && !made.iter().any(|m| is_as_written(m, example))).then(|| {
        format!(
            "its negative example {:?} is not read as it says; made: {}",
            example.as_written(),
            listed(&made, &example.text)
        )
    })
}

/// Why a positive example is wrong, if it is.
fn misses(packs: &Packs, rule: &RuleSource, example: &Example) -> Option<String> {
    let made = made_in(packs, rule, &example.text);
    if is_veto(rule) {
        return is_made_inside(&made, example)
            .then(|| format!("does not veto its example {:?}", example.as_written()));
    }
    // A part is seen only inside what other rules make of it.
    let part = rule.flag("part");
    let hit = made
        .iter()
        .filter(|m| part || is_by(m, rule))
        .any(|m| is_as_written(m, example));
    (!hit).then(|| {
        format!(
            "does not make its example {:?}; made: {}",
            example.as_written(),
            listed(&made, &example.text)
        )
    })
}

/// True when the words and the value are those that an example has.
fn is_as_written(made: &Made, example: &Example) -> bool {
    example.marked.is_none_or(|span| made.span == span)
        && example.value.as_ref().is_none_or(|v| is_value(&made.value, v))
}

/// What was made of a text, for a message.
fn listed(made: &[Made], text: &str) -> String {
    let shown: Vec<String> = made.iter().take(8).map(|m| m.shown(text)).collect();
    match shown.is_empty() {
        true => "nothing".to_owned(),
        false => shown.join(" | "),
    }
}

/// True when a value is the wanted one, or says more than it: `deal.agreed asserted` of `deal.agreed asserted | A | B`.
/// A wanted value that ends in ` | .` says that no more follows.
fn is_value(made: &str, wanted: &str) -> bool {
    if let Some(all) = wanted.strip_suffix(" | .") {
        return made.trim_end_matches([' ', '|']) == all;
    }
    made == wanted
        || made
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with(" |"))
}

pub(crate) fn made_in(packs: &Packs, rule: &RuleSource, text: &str) -> Vec<Made> {
    let lang = if rule.lang == Language::Other {
        Language::by_script(text)
    } else {
        rule.lang
    };
    made_of(packs, &rule.stage, lang, text)
}

/// What the rules of a stage make of a text. Frames, operators and cue rules make claims together.
pub(crate) fn made_of(packs: &Packs, stage: &str, lang: Language, text: &str) -> Vec<Made> {
    let article = Article::of_text(text, lang);
    let reading = read(&article, packs, &Anchor::at(example_day()));
    match stage {
        "times" => reading
            .times
            .into_iter()
            .map(|t| Made {
                rule: t.rule,
                span: t.span,
                value: t.value,
            })
            .collect(),
        "quantities" => reading
            .quantities
            .into_iter()
            .map(|q| {
                let bound = |d: Option<rust_decimal::Decimal>| {
                    d.map(|d| d.normalize().to_string()).unwrap_or_default()
                };
                let number = if q.low == q.high {
                    bound(q.low)
                } else {
                    format!("{}..{}", bound(q.low), bound(q.high))
                };
                let unit = q.unit.map(|u| format!(" {u}")).unwrap_or_default();
                let per = q.per.map(|p| format!("/{p}")).unwrap_or_default();
                Made {
                    rule: q.rule,
                    span: q.span,
                    value: format!("{number}{unit}{per}"),
                }
            })
            .collect(),
        "names" => reading
            .mentions
            .into_iter()
            .map(|m| Made {
                rule: m.rule,
                span: m.span,
                value: m
                    .entity
                    .map(|e| e.to_string())
                    .unwrap_or_else(|| format!("{:?}", m.kind).to_lowercase()),
            })
            .collect(),
        "attributions" => reading
            .attributions
            .into_iter()
            .flat_map(|a| {
                let source = a
                    .source
                    .first()
                    .map(|s| s.of(text).to_owned())
                    .unwrap_or_default();
                a.content.into_iter().map(move |span| Made {
                    rule: a.rule.clone(),
                    span,
                    value: source.clone(),
                })
            })
            .collect(),
        "claims" | "frames" | "operators" => reading
            .claims
            .into_iter()
            .map(|c| Made {
                value: format!(
                    "{}{}{} {} | {} | {}{}",
                    if c.polarity == Polarity::Negated {
                        "not "
                    } else {
                        ""
                    },
                    c.kind,
                    c.state.map(|s| format!(".{s}")).unwrap_or_default(),
                    format!("{:?}", c.modality).to_lowercase(),
                    c.subject.map(|p| p.name).unwrap_or_default(),
                    c.object.map(|p| p.name).unwrap_or_default(),
                    c.roles
                        .iter()
                        .map(|r| format!(" | {}={}", r.role, r.filler.name))
                        .collect::<String>()
                ),
                rule: c.rule,
                span: c.span,
            })
            .collect(),
        _ => Vec::new(),
    }
}
