//! Runs a rule's own examples: what the pack checker asks of every stage.
//! What does not live here: loading packs, or printing problems.

use onrecord_model::pack::{Example, PackProblem, RuleSource};
use onrecord_model::{Anchor, Article, Language, Moment, Polarity, RuleName, Span};
use onrecord_read::{Packs, read};

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

/// The day that examples without a date of their own are read on: Wednesday 15 March 2023.
pub fn example_day() -> Moment {
    Moment::day(jiff::civil::date(2023, 3, 15))
}

/// Checks one rule: both kinds of examples there, every positive one made, no negative one made.
pub fn check_rule(packs: &Packs, rule: &RuleSource) -> Vec<PackProblem> {
    let mut problems = Vec::new();
    if rule.yes.is_empty() || rule.no.is_empty() {
        problems.push(rule.problem("needs a positive (yes) and a negative (no) example: add them"));
    }
    let fault = |example: &Example, message: String| PackProblem {
        file: rule.file.clone(),
        line: example.line,
        message: format!("rule {}: {message}", rule.name),
    };
    // A veto makes nothing where it fires; a part is seen only inside what other rules make of it.
    if rule.text("makes") == Some("veto") {
        for (examples, quiet) in [(&rule.yes, true), (&rule.no, false)] {
            for example in examples.iter() {
                let inside = |m: &Made| example.marked.is_none_or(|span| span.overlaps(m.span));
                if made_in(packs, rule, &example.text).iter().any(inside) == quiet {
                    problems.push(fault(
                        example,
                        format!("vetoes wrongly or not at all in {:?}", example.text),
                    ));
                }
            }
        }
        return problems;
    }
    let part = rule.flag("part");
    // A claim of several rules names them all: the frame, then its operators.
    let by = |m: &Made| m.rule.split('+').any(|r| *r == *rule.name);
    for example in &rule.yes {
        let made: Vec<Made> = made_in(packs, rule, &example.text);
        let mine: Vec<&Made> = made.iter().filter(|m| part || by(m)).collect();
        let hit = mine.iter().any(|m| {
            example.marked.is_none_or(|span| m.span == span)
                && example.value.as_ref().is_none_or(|v| is_value(&m.value, v))
        });
        if !hit {
            let got: Vec<String> = made
                .iter()
                .take(8)
                .map(|m| format!("{} by {} = {}", m.span.of(&example.text), m.rule, m.value))
                .collect();
            problems.push(fault(
                example,
                format!(
                    "does not make its example {:?}; made: {}",
                    example.text,
                    got.join(" | ")
                ),
            ));
        }
    }
    for example in &rule.no {
        if let Some(m) = made_in(packs, rule, &example.text).iter().find(|m| by(m)) {
            problems.push(fault(
                example,
                format!(
                    "fires in its negative example {:?}: {:?}",
                    example.text,
                    m.span.of(&example.text)
                ),
            ));
        }
    }
    problems
}

/// True when a value is the wanted one, or says more than it: `deal.agreed asserted` of `deal.agreed asserted | A | B`.
fn is_value(made: &str, wanted: &str) -> bool {
    made == wanted
        || made
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with(" |"))
}

fn made_in(packs: &Packs, rule: &RuleSource, text: &str) -> Vec<Made> {
    let lang = if rule.lang == Language::Other {
        Language::by_script(text)
    } else {
        rule.lang
    };
    let article = Article::of_text(text, lang);
    let reading = read(&article, packs, &Anchor::at(example_day()));
    match rule.stage.as_str() {
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
                    "{}{}{} {} | {} | {}",
                    if c.polarity == Polarity::Negated {
                        "not "
                    } else {
                        ""
                    },
                    c.kind,
                    c.state.map(|s| format!(".{s}")).unwrap_or_default(),
                    format!("{:?}", c.modality).to_lowercase(),
                    c.subject.map(|p| p.name).unwrap_or_default(),
                    c.object.map(|p| p.name).unwrap_or_default()
                ),
                rule: c.rule,
                span: c.span,
            })
            .collect(),
        _ => Vec::new(),
    }
}
