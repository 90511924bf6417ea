//! Claims and pages made by hand.

use std::sync::OnceLock;

use jiff::civil::Date;
use onrecord_model::{
    Article, Claim, DateBasis, Ground, Interval, Language, Media, Mention, Modality, NameKind, Page,
    Participant, Polarity, Published, ReadPage, Reading, RoleFiller, Span, Speaker, SpeakerKind,
};

pub fn ground() -> &'static Ground {
    static GROUND: OnceLock<Ground> = OnceLock::new();
    GROUND.get_or_init(|| Ground::compile(&onrecord_packs::sources(), &mut Vec::new()))
}

/// A claim in the making: `says(kind, state, subject, words)`.
#[derive(Clone)]
pub struct Says {
    claim: Claim,
    words: &'static str,
    answers: Option<usize>,
    names: Vec<&'static str>,
}

pub fn says(kind: &str, state: &str, subject: &str, words: &'static str) -> Says {
    let participant = |name: &str| Participant {
        span: None,
        entity: ground().catalogue.named(name).map(|e| e.id.clone()),
        name: name.to_owned(),
    };
    Says {
        words,
        answers: None,
        names: Vec::new(),
        claim: Claim {
            id: String::new(),
            span: Span::new(0, 0),
            kind: kind.to_owned(),
            state: (!state.is_empty()).then(|| state.to_owned()),
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            subject: Some(participant(subject)),
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: Interval::default(),
            said: Interval::default(),
            quantities: Vec::new(),
            attribution: None,
            chain: Vec::new(),
            rule: "test".into(),
        },
    }
}

impl Says {
    pub fn by(mut self, kind: SpeakerKind, name: &str) -> Says {
        self.claim.chain.push(Speaker {
            kind,
            name: (kind != SpeakerKind::Anonymous).then(|| name.to_owned()),
            entity: ground().catalogue.named(name).map(|e| e.id.clone()),
            count: None,
            description: (kind == SpeakerKind::Anonymous).then(|| name.to_owned()),
        });
        self
    }

    pub fn role(mut self, role: &str, name: &str) -> Says {
        let filler = Participant {
            span: None,
            entity: ground().catalogue.named(name).map(|e| e.id.clone()),
            name: name.to_owned(),
        };
        self.claim.roles.push(RoleFiller {
            role: role.to_owned(),
            filler,
        });
        self
    }

    pub fn object(mut self, name: &str) -> Says {
        self.claim.object = Some(Participant {
            span: None,
            entity: ground().catalogue.named(name).map(|e| e.id.clone()),
            name: name.to_owned(),
        });
        self
    }

    pub fn as_(mut self, modality: Modality) -> Says {
        self.claim.modality = modality;
        self
    }

    /// Its words date it: from the first day up to and including the last.
    pub fn on(mut self, first: Date, last: Date) -> Says {
        self.claim.time = Interval {
            from: Interval::of_day(first).from,
            to: Interval::of_day(last).to,
        };
        self
    }

    /// Its words also name this organisation.
    pub fn naming(mut self, name: &'static str) -> Says {
        self.names.push(name);
        self
    }

    /// Answers the claim of this number on its page.
    pub fn answering(mut self, claim: usize) -> Says {
        self.answers = Some(claim);
        self
    }
}

/// A page of a day with these claims, a sentence each.
pub fn page(day: Date, outlet: &str, claims: Vec<Says>) -> ReadPage {
    let name = format!("{outlet}-{day}");
    let mut text = String::new();
    let mut reading = Reading::default();
    for (number, says) in claims.into_iter().enumerate() {
        let mut claim = says.claim;
        claim.span = Span::new(text.len(), text.len() + says.words.len());
        claim.id = format!("{name}-{number}");
        claim.said = Interval::of_day(day);
        claim.answers = says.answers.map(|n| format!("{name}-{n}")).into_iter().collect();
        let subject = claim.subject.as_ref().filter(|s| s.entity.is_some());
        if let Some((subject, at)) = subject.and_then(|s| Some((s, says.words.find(&s.name)?))) {
            let start = text.len() + at;
            reading.mentions.push(Mention {
                span: Span::new(start, start + subject.name.len()),
                kind: NameKind::Org,
                entity: subject.entity.clone(),
                rule: "test".into(),
            });
        }
        for name in says.names {
            let start = text.len() + says.words.find(name).unwrap();
            reading.mentions.push(Mention {
                span: Span::new(start, start + name.len()),
                kind: NameKind::Org,
                entity: Some(match ground().catalogue.named(name) {
                    Some(known) => known.id.clone(),
                    None => format!("doc:{name}").into(),
                }),
                rule: "test".into(),
            });
        }
        reading.mentions.sort_by_key(|m| m.span);
        text.push_str(says.words);
        text.push('\n');
        reading.claims.push(claim);
    }
    let mut article = Article::of_text(&text, Language::English);
    article.outlet = Some(outlet.to_owned());
    article.published = Some(Published::on(day, DateBasis::Given));
    ReadPage {
        page: Page {
            source: name.clone(),
            sha256: name,
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
