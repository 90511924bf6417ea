//! Who says it: sources, cues, contents and speakers.
//!
//! `find` runs the search of the document's language (`english`, `chinese`), trims contents where another cue takes
//! over (`extent`), nests (`nesting`) and types the speakers (`speakers`).
//! What does not live here: claims, and refusals to answer as claims.

mod antecedents;
mod chinese;
mod clause;
mod contents;
mod english;
mod extent;
mod frames;
mod full_names;
mod holds;
mod labels;
mod lexicon;
mod nesting;
mod page_roles;
mod quotes;
mod rules;
mod speaker_kinds;
mod speakers;
mod teasers;
mod voices;
mod words;

pub use rules::Rules;

use crate::{Attribution, Document, Language, Manner, Mention, Span, TimeValue};

/// On which side of its frame a content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    After,
    Before,
    Around,
}

/// An attribution on its way: spans, rule and how it was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    /// Source and cue together: what must not stand inside the content of another cue beside it.
    pub frame: Span,
    pub rule: u16,
    pub takes: u16,
    pub shape: lexicon::Shape,
    pub positive: bool,
    pub side: Side,
    pub sentence: usize,
    /// The source was taken over from an earlier clause.
    pub borrowed: bool,
    /// Whom an empty source means: the subject of an earlier clause of the sentence.
    pub implied: Option<Span>,
    /// Who told the source: an attribution of its own, inside this one.
    pub told: Option<Span>,
}

/// What a cue's rule says of it: all that an attribution keeps of the cue beside its words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueKind {
    pub rule: u16,
    pub takes: u16,
    pub shape: lexicon::Shape,
}

impl Found {
    /// An attribution as most cues make it: affirmed, its source its own, its content behind the frame.
    pub fn new(kind: CueKind, sentence: usize, source: Option<Span>, cue: Span, content: Vec<Span>) -> Found {
        Found {
            frame: source.map_or(cue, |source| source.cover(cue)),
            source: source.into_iter().collect(),
            cue: vec![cue],
            content,
            rule: kind.rule,
            takes: kind.takes,
            shape: kind.shape,
            positive: true,
            side: Side::After,
            sentence,
            borrowed: false,
            implied: None,
            told: None,
        }
    }

    /// The attribution of whoever told the source: the same words, one link further in.
    pub fn told_by(&self, teller: Span) -> Found {
        Found {
            source: vec![teller],
            frame: self.cue.first().map_or(teller, |cue| teller.cover(*cue)),
            takes: self.takes | lexicon::takes::OBJECT,
            shape: lexicon::Shape::Frame,
            positive: true,
            told: None,
            ..self.clone()
        }
    }
}

/// Finds attributions, in order of their first content byte.
pub fn find(
    document: &Document<'_>,
    rules: &Rules,
    mentions: &[Mention],
    times: &[TimeValue],
) -> Vec<Attribution> {
    let quotes = quotes::pair(document);
    let english =
        (rules.lang == Language::English).then(|| words::Text::of(document, &rules.lexicon, quotes.clone()));
    let mut found = match (&english, &rules.chinese) {
        (Some(text), _) => {
            let mut found = english::find(text);
            extent::trim(text, &mut found);
            found
        }
        (None, Some(chinese)) => chinese::find(document, chinese, &quotes, mentions),
        _ => Vec::new(),
    };
    for label in labels::find(document, &rules.speakers, mentions) {
        let known = |f: &Found| {
            f.content
                .iter()
                .any(|c| c.overlaps(label.content[0]) && c.len() * 2 > label.content[0].len())
        };
        if !found.iter().any(|f| f.sentence == label.sentence && known(f)) {
            found.push(label);
        }
    }
    teasers::leave_out(document, &rules.boxes, &mut found);
    extent::follow(document, &quotes, &mut found);
    extent::extend_over_continuations(document, &rules.additions, &mut found);
    if let Some(text) = &english {
        holds::go_on(text, mentions, &mut found);
    }
    drop(english);
    found.retain(|f| f.content.iter().any(|s| !s.is_empty()));
    if let Some(chinese) = &rules.chinese {
        chinese::holds::hold(document, chinese, &rules.speakers, &quotes, &mut found);
    }
    extent::drop_repeated_lines(document, &mut found);
    found.sort_by_key(|f| {
        (
            f.content.first().map(|s| s.start()),
            // A cited source comes before the one that cites it.
            !nesting::cites(f),
            f.cue.first().map(|s| s.start()),
        )
    });
    let within = nesting::within(&found);
    let mut typed = speakers::Speakers::of(document, rules, mentions).all(&found, &within);
    page_roles::settle(document, &rules.speakers, mentions, &found, &mut typed);
    if rules.chinese.is_some() {
        chinese::roles::settle(document, &rules.speakers, mentions, &found, &mut typed);
    }
    // A held sentence was said when its speaker began: what was said then tells no time of saying.
    let mut leads: std::collections::BTreeMap<Span, Vec<Span>> = std::collections::BTreeMap::new();
    for one in &found {
        if let Some(cue) = one.cue.first() {
            leads.entry(*cue).or_default().extend(&one.content);
        }
    }
    found
        .into_iter()
        .zip(within)
        .zip(typed)
        .map(|((f, within), speaker)| Attribution {
            manner: manner(&f.content, &quotes),
            when: when(&f, &leads, document, times),
            told: told(&f, document, &rules.telling, mentions),
            source: f.source,
            cue: f.cue,
            content: f.content,
            positive: f.positive,
            within,
            speaker,
            rule: rules.names.get(f.rule as usize).cloned().unwrap_or_else(|| {
                crate::RuleName::from(holds::reason(f.rule).unwrap_or("attributions/label"))
            }),
        })
        .collect()
}

/// Direct where quotes cover all of the content, mixed where they cover some of it.
fn manner(content: &[Span], quotes: &[quotes::Quote]) -> Manner {
    let (mut quoted, mut all) = (0, 0);
    for span in content {
        all += span.len();
        let first = quotes.partition_point(|q| q.span.end() <= span.start());
        for quote in &quotes[first..] {
            match quote.span.intersection(*span) {
                Some(shared) => quoted += shared.len(),
                None => break,
            }
        }
    }
    match quoted {
        0 => Manner::Indirect,
        // A full stop or a comma outside the marks is no paraphrase.
        n if n + 4 >= all => Manner::Direct,
        _ => Manner::Mixed,
    }
}

/// The outlet in the words around a cue that the speaker spoke to: "told Reuters", 对路透社表示.
fn told(found: &Found, document: &Document<'_>, telling: &[String], mentions: &[Mention]) -> Option<Span> {
    let sentence = document.sentences.get(found.sentence)?.span;
    let first = mentions.partition_point(|m| m.span.start() < sentence.start());
    mentions[first..]
        .iter()
        .take_while(|m| m.span.end() <= sentence.end())
        .filter(|m| m.kind == crate::NameKind::Outlet)
        .find(|m| {
            let outside = !found
                .content
                .iter()
                .chain(&found.source)
                .any(|s| s.overlaps(m.span));
            let before = document.text[sentence.start()..m.span.start()].trim_end();
            outside && telling.iter().any(|w| before.ends_with(w.as_str()))
        })
        .map(|m| m.span)
}

/// The time that stands in the sentence of the cue, outside source and content, nearest to the cue.
fn when(
    found: &Found,
    leads: &std::collections::BTreeMap<Span, Vec<Span>>,
    document: &Document<'_>,
    times: &[TimeValue],
) -> Option<usize> {
    let cue = *found.cue.first()?;
    let sentence = document.sentences.get(document.sentence_at(cue.start())?)?.span;
    let first = times.partition_point(|t| t.span.end() <= sentence.start());
    times[first..]
        .iter()
        .enumerate()
        .take_while(|(_, t)| t.span.start() < sentence.end())
        .filter(|(_, t)| {
            !found.content.iter().any(|c| c.overlaps(t.span))
                && !leads
                    .get(&cue)
                    .is_some_and(|all| all.iter().any(|c| c.overlaps(t.span)))
                && matches!(t.kind, crate::TimeKind::Date | crate::TimeKind::Time)
                && !until(t, document.text)
        })
        .min_by_key(|(_, t)| {
            if t.span.start() >= cue.end() {
                t.span.start() - cue.end()
            } else {
                cue.start().saturating_sub(t.span.end())
            }
        })
        .map(|(index, _)| first + index)
}

/// True for a time up to which something holds (截至3月10日), which is no time of saying.
fn until(time: &TimeValue, text: &str) -> bool {
    ["截至", "截止"]
        .iter()
        .any(|w| time.span.of(text).starts_with(w) || text[..time.span.start()].ends_with(w))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::Article;
    use crate::pack::{Field, ListSource, PackSources, RuleSource};

    fn rules(lang: Language) -> Rules {
        let texts = |list: &[&str]| Field::List(list.iter().map(|t| Field::Text((*t).into())).collect());
        let rule = |name: &str, shape: &str, cues: &[&str], takes: &[&str]| RuleSource {
            name: name.into(),
            stage: "attributions".into(),
            lang,
            file: "test".into(),
            line: 1,
            fields: BTreeMap::from([
                ("shape".to_owned(), Field::Text(shape.into())),
                ("cues".to_owned(), texts(cues)),
                ("takes".to_owned(), texts(takes)),
            ]),
            yes: Vec::new(),
            no: Vec::new(),
        };
        let list = |name: &str, words: &[&str]| ListSource {
            name: name.into(),
            stage: "attributions".into(),
            lang,
            file: "test".into(),
            line: 1,
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            fields: BTreeMap::new(),
        };
        let all = ["that", "bare", "quote", "wh", "after", "invert", "easy"];
        let sources = match lang {
            Language::Chinese => PackSources {
                rules: vec![
                    rule("zh/attributions/say", "verb", &["说", "表示"], &["quote"]),
                    rule("zh/attributions/from", "frame", &["据"], &[]),
                    rule("zh/attributions/cite", "cite", &["援引"], &["object"]),
                ],
                lists: vec![
                    list("zh/attributions/tails", &["报道"]),
                    list("zh/attributions/openers", &["在"]),
                    list("zh/attributions/closers", &["上"]),
                ],
                ..PackSources::default()
            },
            _ => PackSources {
                rules: vec![
                    rule("en/attributions/say", "verb", &["say said"], &all),
                    rule("en/attributions/frame", "frame", &["according_to"], &[]),
                    rule("en/attributions/claim", "noun", &["claim"], &["that"]),
                ],
                lists: vec![
                    list("en/attributions/determiners", &["the"]),
                    list("en/attributions/be", &["was"]),
                ],
                ..PackSources::default()
            },
        };
        Rules::compile(lang, &sources, &mut Vec::new())
    }

    fn found(text: &str, lang: Language) -> Vec<Attribution> {
        let article = Article::of_text(text, lang);
        find(
            &Document::of(&article, &crate::SentenceWords::default()),
            &rules(lang),
            &[],
            &[],
        )
    }

    #[test]
    fn who_said_what_and_how() {
        let text = "“The pier was closed,” said Ann Lee. Bo Ek said that it was open.";
        let made = found(text, Language::English);
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].source[0].of(text), "Ann Lee");
        assert_eq!(made[0].manner, Manner::Direct);
        assert_eq!(made[1].content[0].of(text), "that it was open");
        assert_eq!(made[1].manner, Manner::Indirect);
    }

    #[test]
    fn a_cited_source_stands_inside_the_one_that_cites() {
        let text = "晨报援引两名船员的话说，码头已经关闭。";
        let made = found(text, Language::Chinese);
        assert_eq!(made.len(), 2, "{made:?}");
        assert_eq!(made[0].within, Some(1));
        assert_eq!(made[1].source[0].of(text), "晨报");
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text(words in proptest::collection::vec(0usize..22, 0..40)) {
            let parts = ["said", " ", "the", "“", "”", "\"", ", ", ". ", "\n", "Ann", "claim", "that", "was", "according to",
                "说", "据", "报道", "，", "。", "援引", "王五在会上", "：“"];
            let text: String = words.iter().map(|w| parts[*w]).collect();
            for lang in [Language::English, Language::Chinese] {
                for a in found(&text, lang) {
                    for span in a.source.iter().chain(&a.cue).chain(&a.content) {
                        prop_assert!(text.get(span.start()..span.end()).is_some(), "{span:?} in {text:?}");
                    }
                    prop_assert!(a.content.iter().any(|c| !c.is_empty()));
                }
            }
        }
    }
}
