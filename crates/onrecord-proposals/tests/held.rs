//! What a model says is held to the page, whatever it says.

use onrecord_model::{
    Article, Ground, Language, Mention, NameKind, PackSources, Reading, SentenceWords, Span,
};
use onrecord_proposals::{
    Labels, NoAnswer, Proposal, Question, Refusal, Refusals, questions, still_standing, take,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// What was read in a page, and what was proposed on it.
#[derive(Default)]
struct Page {
    reading: Reading,
    proposals: Vec<Proposal>,
}

struct Held {
    ground: &'static Ground,
    sources: &'static PackSources,
    labels: Labels,
    words: SentenceWords,
}

fn held() -> &'static Held {
    static HELD: std::sync::OnceLock<Held> = std::sync::OnceLock::new();
    HELD.get_or_init(|| {
        let packs: &'static _ = Box::leak(Box::new(onrecord_packs::embedded_as_needed()));
        Held {
            labels: Labels::of(&packs.ground, &packs.sources),
            words: SentenceWords::compile(&packs.sources),
            ground: &packs.ground,
            sources: &packs.sources,
        }
    })
}

const TEXT: &str = "Le ministère a accordé une licence à Norvane Motors. La société Norvane Motors n'a pas répondu à Ida Kolb. \
Idaho a refusé la licence de Tarnwick; Tarnwick proteste.";

fn article() -> Article {
    Article::of_text(TEXT, Language::Other)
}

fn question(article: &Article) -> Question {
    let mut all = questions(article, &held().words, &held().labels, "m").all;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn chat(content: &str) -> Vec<u8> {
    json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] })
        .to_string()
        .into_bytes()
}

fn taken(items: &Value, page: &mut Page) -> Refusals {
    let article = article();
    let body = chat(&json!({ "claims": items }).to_string());
    take(
        &body,
        &question(&article),
        ("page", &article),
        &held().labels,
        "m",
        (&page.reading, &mut page.proposals),
    )
    .unwrap()
}

fn granted() -> Value {
    json!({ "n": 1, "words": "a accordé une licence à Norvane Motors", "kind": "licence", "state": "granted",
        "polarity": "affirmed", "modality": "asserted", "subject": "Norvane Motors", "object": "une licence",
        "roles": { "authority": "Le ministère" } })
}

/// The same with another value in one field.
fn with(field: &str, value: Value) -> Value {
    let mut item = granted();
    item[field] = value;
    item
}

fn refusal(item: Value) -> Option<Refusal> {
    let mut page = Page::default();
    let refused = taken(&json!([item]), &mut page);
    assert_eq!(
        page.proposals.len() + refused.values().sum::<usize>(),
        1,
        "kept, or refused once"
    );
    refused.into_keys().next()
}

#[test]
fn what_stands_in_the_page_is_kept_with_the_model_that_proposed_it() {
    let mut page = Page::default();
    assert_eq!(taken(&json!([granted()]), &mut page), Refusals::new());
    let [proposal] = &page.proposals[..] else {
        panic!("{:?}", page.proposals)
    };
    let claim = &proposal.claim;
    assert_eq!(claim.span.of(TEXT), "a accordé une licence à Norvane Motors");
    assert_eq!(
        claim.subject.as_ref().unwrap().span.unwrap().of(TEXT),
        "Norvane Motors"
    );
    assert_eq!(claim.roles[0].filler.span.unwrap().of(TEXT), "Le ministère");
    assert_eq!((proposal.model.as_str(), proposal.prompt), ("m", 1));
    assert_eq!(&*claim.rule, "proposed by m");
    assert!(claim.id.starts_with('p') && claim.id.len() == 17);
    assert!(claim.chain.is_empty() && page.reading.claims.is_empty());
}

#[test]
fn each_lie_has_its_reason() {
    use Refusal as R;
    for (item, why) in [
        (json!("granted"), R::Malformed),
        (json!({}), R::Malformed),
        (with("n", json!(-1)), R::Malformed),
        (with("n", json!(0)), R::NoSentence),
        (with("n", json!(u64::MAX)), R::NoSentence),
        // Of another sentence, another case, another language, half a word, nothing.
        (with("n", json!(2)), R::NotVerbatim),
        (
            with("words", json!("A accordé une licence à Norvane Motors")),
            R::NotVerbatim,
        ),
        (
            with("words", json!("granted Norvane Motors a licence")),
            R::NotVerbatim,
        ),
        (
            with("words", json!("accordé une licence à Norvane Mot")),
            R::NotVerbatim,
        ),
        (with("words", json!("")), R::NotVerbatim),
        (with("words", json!(".")), R::NotVerbatim),
        (with("words", json!(["a"])), R::Malformed),
        (with("start", json!(3)), R::Misplaced),
        (with("start", json!("0")), R::Malformed),
        (with("kind", json!("bribery")), R::UnknownKind),
        (with("kind", json!("response")), R::UnknownKind),
        (with("kind", json!("statement")), R::UnknownKind),
        (with("state", json!("convicted")), R::UnknownState),
        (with("state", Value::Null), R::Malformed),
        (with("polarity", json!("perhaps")), R::UnknownLabel),
        (with("polarity", Value::Null), R::Malformed),
        (with("modality", json!("proven")), R::UnknownLabel),
        (with("subject", Value::Null), R::NoSubject),
        // Somebody of another sentence, of no sentence, a part of a word, the whole claim.
        (with("subject", json!("Ida Kolb")), R::ParticipantNotVerbatim),
        (
            with("subject", json!("Ollerby Dairies")),
            R::ParticipantNotVerbatim,
        ),
        (with("subject", json!("Norvane Mot")), R::ParticipantNotVerbatim),
        (
            with("subject", json!("a accordé une licence à Norvane Motors")),
            R::ParticipantNotVerbatim,
        ),
        (with("object", json!("Ida")), R::ParticipantNotVerbatim),
        (with("roles", json!({ "judge": "Le ministère" })), R::UnknownRole),
        (
            with("roles", json!({ "authority": "Idaho" })),
            R::ParticipantNotVerbatim,
        ),
        (with("roles", json!(["authority"])), R::Malformed),
    ] {
        assert_eq!(refusal(item.clone()), Some(why), "{item}");
    }
    let twice = json!({ "n": 3, "words": "Tarnwick", "kind": "licence", "state": "refused", "polarity": "affirmed",
        "modality": "asserted", "subject": "Idaho" });
    assert_eq!(refusal(twice.clone()), Some(R::Ambiguous));
    let mut placed = twice;
    placed["start"] = json!("Idaho a refusé la licence de ".len());
    assert_eq!(refusal(placed), None, "where it says");
}

#[test]
fn what_is_read_or_proposed_already_is_not_kept_again() {
    let mut page = Page::default();
    let other = with("state", json!("revoked"));
    let refused = taken(&json!([granted(), granted(), other]), &mut page);
    assert_eq!(page.proposals.len(), 1);
    assert_eq!(refused, Refusals::from([(Refusal::Repeated, 2)]));
    let mut by_rules = Page::default();
    by_rules.reading.claims.push(page.proposals[0].claim.clone());
    let refused = taken(&json!([granted()]), &mut by_rules);
    assert_eq!(refused, Refusals::from([(Refusal::AlreadyRead, 1)]));
}

#[test]
fn what_still_stands_is_kept_when_a_page_is_read_again() {
    let mut page = Page::default();
    taken(&json!([granted()]), &mut page);
    let kept = |text: &str, reading: &Reading| still_standing(&page.proposals, TEXT, text, reading).len();
    assert_eq!(kept(TEXT, &Reading::default()), 1);
    assert_eq!(kept(&format!("{TEXT} Plus."), &Reading::default()), 1);
    assert_eq!(
        kept(&format!("Plus. {TEXT}"), &Reading::default()),
        0,
        "its words are elsewhere"
    );
    assert_eq!(kept(&TEXT.replace("Norvane", "Tarnwyk"), &Reading::default()), 0);
    assert_eq!(
        kept(&TEXT.replace("Le minist", "Un minist"), &Reading::default()),
        0,
        "a name has changed"
    );
    let read = Reading {
        claims: vec![page.proposals[0].claim.clone()],
        ..Reading::default()
    };
    assert_eq!(kept(TEXT, &read), 0, "the rules read it now");
}

#[test]
fn whom_the_page_knows_must_be_of_a_sort_that_the_frames_take() {
    let at = TEXT.find("Norvane").unwrap();
    let refused = |kind: NameKind, item: &Value| {
        let mut page = Page::default();
        page.reading.mentions.push(Mention {
            span: Span::new(at, at + "Norvane Motors".len()),
            kind,
            entity: None,
            rule: "test".into(),
        });
        taken(&json!([item]), &mut page).into_keys().next()
    };
    let died = json!({ "n": 1, "words": "une licence à Norvane Motors", "kind": "people", "state": "died",
        "polarity": "affirmed", "modality": "asserted", "subject": "Norvane Motors" });
    assert_eq!(refused(NameKind::Person, &died), None);
    assert_eq!(refused(NameKind::Document, &died), Some(Refusal::WrongSort));
    assert_eq!(refused(NameKind::Org, &granted()), None);
}

#[test]
fn floods_and_garbage_have_an_end() {
    let many: Vec<Value> = (0..5000).map(|_| json!({})).collect();
    let mut page = Page::default();
    let refused = taken(&json!(many), &mut page);
    assert_eq!(refused[&Refusal::Malformed], 200);
    assert_eq!(refused[&Refusal::TooMany], 4800);
    let article = article();
    let question = question(&article);
    let mut asked = |body: &[u8]| {
        take(
            body,
            &question,
            ("page", &article),
            &held().labels,
            "m",
            (&page.reading, &mut page.proposals),
        )
        .map(|r| r.len())
    };
    for garbage in [
        &b""[..],
        b"\xff\xfe",
        b"[]",
        b"{\"choices\":[]}",
        b"<html>busy</html>",
    ] {
        assert_eq!(asked(garbage), Err(NoAnswer::NoChat));
    }
    assert_eq!(asked(&b"[".repeat(100_000)), Err(NoAnswer::NoChat));
    for words in [
        "",
        "Sorry, I cannot.",
        "[]",
        "{\"claims\": 3}",
        "{\"claims\": [",
        "null",
    ] {
        assert_eq!(asked(&chat(words)), Err(NoAnswer::NoObject), "{words}");
    }
    assert_eq!(asked(&chat("```json\n{\"claims\": []}\n```")), Ok(0));
}

#[test]
fn a_long_page_is_asked_about_in_parts_and_not_for_ever() {
    let article = Article::of_text(
        &"Une phrase sur rien du tout, et rien. ".repeat(5000),
        Language::Other,
    );
    let all = questions(&article, &held().words, &held().labels, "m");
    assert_eq!(all.all.len(), 12);
    let sent: usize = all.all.iter().map(|q| q.sentences.len()).sum();
    assert_eq!(sent + all.left_out, 5000);
    assert!(all.all.iter().all(|q| q.body.len() < 30_000));
    let body: Value = serde_json::from_str(&all.all[0].body).unwrap();
    let system = body["messages"][0]["content"].as_str().unwrap();
    for kind in held().ground.kinds.all() {
        let asked = system.contains(&format!("- {}: ", kind.name));
        assert_eq!(asked, held().labels.get(&kind.name).is_some(), "{}", kind.name);
    }
    assert!(!held().sources.rules.is_empty());
}

/// Pieces that a liar would use: of the text, near it, and of elsewhere.
fn words() -> impl Strategy<Value = String> {
    let boundaries: Vec<usize> = TEXT
        .char_indices()
        .map(|(at, _)| at)
        .chain([TEXT.len()])
        .collect();
    let count = boundaries.len();
    let cut = (0..count, 0..count)
        .prop_map(move |(a, b)| TEXT[boundaries[a.min(b)]..boundaries[a.max(b)]].to_owned());
    let named = prop::sample::select(vec![
        "Norvane Motors",
        "Le ministère",
        "Ida Kolb",
        "Idaho",
        "Tarnwick",
        "une licence",
        "norvane motors",
        "a accordé une licence à Norvane Motors",
        "La société Norvane Motors n'a pas répondu",
        "Ida",
        "licence",
    ]);
    prop_oneof![3 => cut, 3 => named.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn item() -> impl Strategy<Value = Value> {
    // Most labels fit each other, so that it is the words that decide.
    let label = prop::sample::select(vec![
        ("licence", "granted"),
        ("licence", "refused"),
        ("legal", "arrested"),
        ("people", "died"),
        ("deal", "talks"),
        ("response", "denied"),
        ("nonsense", "granted"),
        ("licence", "x"),
    ]);
    let polarity = prop::sample::select(vec!["affirmed", "negated", "affirmed", "both"]);
    let modality = prop::sample::select(vec!["asserted", "planned", "asserted", "certain"]);
    let roles = prop::option::weighted(
        0.2,
        (
            prop::sample::select(vec!["authority", "partner", "judge"]),
            words(),
        ),
    );
    let start = prop::option::weighted(0.2, 0usize..200);
    let object = prop::option::weighted(0.2, words());
    (0u64..5, words(), (label, polarity, modality), words(), object, roles, start).prop_map(
        |(n, words, ((kind, state), polarity, modality), subject, object, roles, start)| {
            let roles: serde_json::Map<String, Value> =
                roles.into_iter().map(|(role, words)| (role.to_owned(), words.into())).collect();
            json!({ "n": n, "words": words, "kind": kind, "state": state, "polarity": polarity, "modality": modality,
                "subject": subject, "object": object, "roles": roles, "start": start })
        },
    )
}

/// Of ten thousand, none is kept without its words, a label of its kind, and names that stand in the same sentence.
#[test]
fn none_of_ten_thousand_is_kept_without_verbatim_words() {
    let article = article();
    let question = question(&article);
    let mut runner = TestRunner::deterministic();
    let mut kept = 0;
    for _ in 0..10_000 {
        let item = item().new_tree(&mut runner).unwrap().current();
        let mut page = Page::default();
        let refused = taken(&json!([item]), &mut page);
        assert_eq!(
            page.proposals.len() + refused.values().sum::<usize>(),
            1,
            "{item}"
        );
        let Some(proposal) = page.proposals.first() else {
            continue;
        };
        kept += 1;
        let claim = &proposal.claim;
        assert_eq!(item["words"], claim.span.of(TEXT));
        let number = item["n"].as_u64().unwrap() as usize;
        let sentence = question.sentences[number - 1];
        assert!(
            sentence.holds(claim.span),
            "in the sentence that it names: {item}"
        );
        let label = held()
            .labels
            .get(&claim.kind)
            .expect("a kind that may be proposed");
        assert!(label.states.contains(claim.state.as_ref().unwrap()), "{item}");
        let named = claim
            .subject
            .iter()
            .chain(&claim.object)
            .chain(claim.roles.iter().map(|r| &r.filler));
        for participant in named {
            let span = participant.span.expect("a place");
            assert!(sentence.holds(span), "{item}");
            assert_eq!(span.of(TEXT), participant.name);
        }
        assert!(
            claim.roles.iter().all(|r| label.roles.contains(&r.role)),
            "{item}"
        );
    }
    assert!(kept > 20, "only {kept} were kept: the test says little");
}
