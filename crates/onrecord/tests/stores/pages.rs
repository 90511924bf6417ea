//! Pages that were made up: few names in several forms, few matters, texts that are copied in part.
//! What does not live here: what is tested with them.

use jiff::civil::date;
use onrecord::{
    Article, Claim, DateBasis, Interval, Language, Media, Mention, Modality, NameKind, Page, Participant,
    Polarity, Published, ReadPage, Reading, RoleFiller, Span, Speaker, SpeakerKind,
};
use proptest::prelude::*;

/// Names, with what they name.
const NAMES: [(&str, NameKind); 12] = [
    ("Norvane Motors", NameKind::Org),
    ("Norvane", NameKind::Org),
    ("Norvane Motors Ltd", NameKind::Org),
    ("Arden Foods", NameKind::Org),
    ("Arden", NameKind::Org),
    ("Ollerby Mills", NameKind::Org),
    ("Ida Kolb", NameKind::Person),
    ("Ida Rosa Kolb", NameKind::Person),
    ("Kolb", NameKind::Person),
    ("远山药业", NameKind::Org),
    ("远山", NameKind::Org),
    ("Lanbo Cars", NameKind::Org),
];
const KINDS: [(&str, &[&str]); 6] = [
    ("licence", &["sought", "near", "granted"]),
    ("deal", &["talks", "agreed", "completed", "blocked"]),
    ("legal", &["charged", "convicted", "acquitted"]),
    ("product", &["unveiled", "on_sale"]),
    ("cooperation", &["agreed", "ended"]),
    ("filing", &["filed"]),
];
const OUTLETS: [&str; 4] = ["Harbour Daily", "Selby Post", "Elb Courier", "青石日报"];
const SENTENCES: [&str; 6] = [
    "The band of the fire brigade played for an hour before the rain came and sent everybody home at last.",
    "Work by the river began this week with two cranes, forty people and a speech that the wind carried off.",
    "The council meets again on Tuesday to talk about the bridge, the school kitchen and the new benches.",
    "Three roofs were damaged in the storm that followed, and the harbour road stayed closed until evening.",
    "A museum shows the work of a painter who never left the valley and never sold a single picture there.",
    "Two pitches are under water and a third was promised to a circus that has yet to pay for the last one.",
];

#[derive(Clone, Debug)]
struct Told {
    kind: usize,
    state: usize,
    subject: usize,
    object: Option<usize>,
    negated: bool,
    speaker: u8,
    sentence: usize,
    /// When it was said, if not on the day of its page.
    said: Option<(i8, i8)>,
    /// A denial of the claim before it.
    denies: bool,
}

fn claim() -> impl Strategy<Value = Told> {
    let who = 0..NAMES.len();
    (
        (0..KINDS.len(), 0..4usize, who.clone(), proptest::option::of(who)),
        (proptest::bool::weighted(0.2), 0..6u8, 0..SENTENCES.len()),
        proptest::option::weighted(0.2, (1..13i8, 1..28i8)),
        proptest::bool::weighted(0.15),
    )
        .prop_map(
            |((kind, state, subject, object), (negated, speaker, sentence), said, denies)| Told {
                kind,
                state,
                subject,
                object,
                negated,
                speaker,
                sentence,
                said,
                denies,
            },
        )
}

fn page() -> impl Strategy<Value = ReadPage> {
    let day = proptest::option::weighted(0.9, (1..13i8, 1..28i8));
    (
        proptest::collection::vec(claim(), 1..4),
        day,
        0..OUTLETS.len(),
        0..NAMES.len(),
        any::<u64>(),
    )
        .prop_map(|(claims, day, outlet, beside, number)| make(&claims, day, outlet, beside, number))
}

/// The same pages in two orders.
pub fn two_orders() -> impl Strategy<Value = (Vec<ReadPage>, Vec<ReadPage>)> {
    proptest::collection::vec(page(), 1..14).prop_flat_map(|pages| {
        let shuffled = Just(pages.clone()).prop_shuffle();
        (Just(pages), shuffled)
    })
}

/// Three pages for questions with known answers.
pub fn fixed() -> Vec<ReadPage> {
    let told = |subject: usize, object: Option<usize>| Told {
        kind: 1,
        state: 1,
        subject,
        object,
        negated: false,
        speaker: 0,
        sentence: 1,
        said: None,
        denies: false,
    };
    vec![
        make(&[told(0, Some(3))], Some((3, 1)), 0, 6, 1),
        make(&[told(2, None)], Some((3, 2)), 1, 6, 2),
        make(&[told(9, Some(0))], Some((3, 9)), 2, 10, 3),
    ]
}

fn make(claims: &[Told], day: Option<(i8, i8)>, outlet: usize, beside: usize, number: u64) -> ReadPage {
    let mut text = String::new();
    let mut reading = Reading::default();
    let id = format!("{number:016x}");
    let mention = |text: &mut String, reading: &mut Reading, name: usize| {
        let (words, kind) = NAMES[name];
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        reading.mentions.push(Mention {
            span,
            kind,
            entity: Some(format!("doc:{words}").into()),
            rule: "made".into(),
        });
        text.push(' ');
        Participant {
            span: Some(span),
            entity: Some(format!("doc:{words}").into()),
            name: words.to_owned(),
        }
    };
    mention(&mut text, &mut reading, beside);
    for (place, told) in claims.iter().enumerate() {
        let start = text.len();
        let subject = mention(&mut text, &mut reading, told.subject);
        let object = told.object.map(|o| mention(&mut text, &mut reading, o));
        text.push_str(SENTENCES[told.sentence]);
        let span = Span::new(start, text.len());
        text.push('\n');
        let (kind, states) = KINDS[told.kind];
        let denied = reading
            .claims
            .last()
            .filter(|_| told.denies)
            .map(|c| c.id.clone());
        let (kind, state) = match &denied {
            Some(_) => ("response", "denied"),
            None => (kind, states[told.state % states.len()]),
        };
        let speaker = |kind, name: Option<&str>| Speaker {
            kind,
            name: name.map(str::to_owned),
            entity: None,
            count: (kind == SpeakerKind::Anonymous).then_some(2),
            description: None,
        };
        reading.claims.push(Claim {
            id: format!("{id}-{place}"),
            span,
            kind: kind.into(),
            state: Some(state.into()),
            polarity: if told.negated {
                Polarity::Negated
            } else {
                Polarity::Affirmed
            },
            modality: Modality::Asserted,
            roles: object
                .iter()
                .filter(|_| kind == "cooperation")
                .map(|o| RoleFiller {
                    role: "partner".into(),
                    filler: o.clone(),
                })
                .collect(),
            subject: Some(subject),
            object,
            answers: denied.into_iter().collect(),
            time: Interval::default(),
            said: told
                .said
                .map_or_else(Interval::default, |(m, d)| Interval::of_day(date(2024, m, d))),
            quantities: Vec::new(),
            attribution: None,
            chain: match told.speaker {
                0 => vec![speaker(SpeakerKind::Anonymous, None)],
                1 => vec![speaker(SpeakerKind::Outlet, Some(OUTLETS[told.sentence % 4]))],
                2 => vec![speaker(SpeakerKind::Party, Some(NAMES[told.subject].0))],
                3 => vec![speaker(SpeakerKind::Authority, Some("Elb police"))],
                _ => Vec::new(),
            },
            rule: "made".into(),
        });
    }
    // The same words on two pages are two pages.
    text.push_str(&id);
    let mut article = Article::of_text(&text, Language::English);
    article.outlet = Some(OUTLETS[outlet].into());
    article.published = day.map(|(m, d)| Published::on(date(2024, m, d), DateBasis::Meta));
    let sha256 = sha256(text.as_bytes());
    ReadPage {
        page: Page {
            source: id,
            sha256,
            media: Media::Text,
            charset: "utf-8".into(),
            url: None,
            provenance: None,
        },
        article,
        reading,
        learnt: None,
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
