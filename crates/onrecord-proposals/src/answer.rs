//! What comes back, held to the page: each proposal is kept or refused for one reason.
//! What does not live here: where an answer comes from, what is shown of it.

use onrecord_model::{Article, Claim, Excerpt, Modality, Participant, Polarity, Reading, RoleFiller, Span};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::labels::{Label, Labels};
use crate::place::{NoPlace, place, places};
use crate::proposal::Proposal;
use crate::question::{PROMPT, Question};
use crate::refusal::{Refusal, Refusals};

/// The most proposals of one answer: what comes after is refused unseen.
const MOST: usize = 200;
/// The most proposals that a page keeps.
const KEPT: usize = 500;
/// The longest words that name somebody, in bytes.
const LONGEST_NAME: usize = 300;

/// Why an answer holds no proposals at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// It is not the JSON of a chat's answer.
    NoChat,
    /// The words of the answer are not the JSON object that was asked for.
    NoObject,
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            NoAnswer::NoChat => "is no answer of a chat",
            NoAnswer::NoObject => "is not the JSON that was asked for",
        })
    }
}

/// Takes an answer to a question about a page: adds what passes to the page's proposals, counts the rest.
pub fn take(
    body: &[u8],
    question: &Question,
    page: (&str, &Article),
    labels: &Labels,
    model: &str,
    (reading, proposals): (&Reading, &mut Vec<Proposal>),
) -> Result<Refusals, NoAnswer> {
    let items = items(body)?;
    let mut refused = Refusals::new();
    for (count, item) in items.iter().enumerate() {
        let made = match count < MOST && proposals.len() < KEPT {
            true => claim(item, question, page.1, labels, (reading, proposals)),
            false => Err(Refusal::TooMany),
        };
        match made {
            Ok(mut claim) => {
                claim.id = id(page.0, model, &claim);
                claim.rule = format!("proposed by {model}").into();
                proposals.push(Proposal {
                    claim,
                    model: model.to_owned(),
                    prompt: PROMPT,
                });
            }
            Err(why) => *refused.entry(why).or_default() += 1,
        }
    }
    proposals.sort_by(|a, b| (a.claim.span, &a.claim.kind).cmp(&(b.claim.span, &b.claim.kind)));
    Ok(refused)
}

/// The list of proposals in the answer of a chat.
fn items(body: &[u8]) -> Result<Vec<Value>, NoAnswer> {
    let chat: Value = serde_json::from_slice(body).map_err(|_| NoAnswer::NoChat)?;
    let content = chat.pointer("/choices/0/message/content").and_then(Value::as_str);
    let content = content.ok_or(NoAnswer::NoChat)?.trim();
    // Some models put their JSON between fences.
    let fenced = content
        .strip_prefix("```json")
        .or_else(|| content.strip_prefix("```"))
        .and_then(|c| c.trim_end().strip_suffix("```"));
    let object: Value = serde_json::from_str(fenced.unwrap_or(content)).map_err(|_| NoAnswer::NoObject)?;
    match object {
        Value::Object(mut object) => match object.remove("claims") {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(NoAnswer::NoObject),
        },
        _ => Err(NoAnswer::NoObject),
    }
}

/// The words of a field.
fn text<'v>(object: &'v Map<String, Value>, field: &str) -> Result<&'v str, Refusal> {
    object
        .get(field)
        .and_then(Value::as_str)
        .ok_or(Refusal::Malformed)
}

/// The claim of an item, without an id.
fn claim(
    item: &Value,
    question: &Question,
    article: &Article,
    labels: &Labels,
    (reading, proposals): (&Reading, &[Proposal]),
) -> Result<Claim, Refusal> {
    let object = item.as_object().ok_or(Refusal::Malformed)?;
    let number = object
        .get("n")
        .and_then(Value::as_u64)
        .ok_or(Refusal::Malformed)?;
    let number = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let sentence = *number
        .and_then(|n| question.sentences.get(n))
        .ok_or(Refusal::NoSentence)?;
    let span = span_of(object, sentence, article)?;
    let kind = text(object, "kind")?;
    let label = labels.get(kind).ok_or(Refusal::UnknownKind)?;
    let state = text(object, "state")?;
    if !label.states.iter().any(|s| s == state) {
        return Err(Refusal::UnknownState);
    }
    let polarity = Polarity::of_code(text(object, "polarity")?).ok_or(Refusal::UnknownLabel)?;
    let modality = Modality::of_code(text(object, "modality")?).ok_or(Refusal::UnknownLabel)?;
    let parts = Parts {
        article,
        reading,
        sentence,
        span,
        label,
        state,
    };
    let subject = match object.get("subject") {
        None | Some(Value::Null) => return Err(Refusal::NoSubject),
        Some(words) => parts.participant("subject", words)?,
    };
    let named = match object.get("object") {
        None | Some(Value::Null) => None,
        Some(words) => Some(parts.participant("object", words)?),
    };
    let roles = match object.get("roles") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Object(roles)) => parts.roles(roles)?,
        Some(_) => return Err(Refusal::Malformed),
    };
    let taken = |c: &Claim| c.kind == kind && c.span.overlaps(span);
    if reading.claims.iter().any(taken) {
        return Err(Refusal::AlreadyRead);
    }
    if proposals.iter().any(|p| taken(&p.claim)) {
        return Err(Refusal::Repeated);
    }
    Ok(Claim {
        id: String::new(),
        span,
        kind: kind.to_owned(),
        state: Some(state.to_owned()),
        polarity,
        modality,
        subject: Some(subject),
        object: named,
        roles,
        answers: Vec::new(),
        time: Default::default(),
        said: article
            .published
            .as_ref()
            .map(|p| p.interval())
            .unwrap_or_default(),
        quantities: Vec::new(),
        attribution: None,
        chain: Vec::new(),
        rule: "".into(),
    })
}

/// Where the words of an item stand. They are cut from the text there, and must be the same to the letter.
fn span_of(object: &Map<String, Value>, sentence: Span, article: &Article) -> Result<Span, Refusal> {
    let words = text(object, "words")?;
    let here = places(&article.text, sentence, words);
    let span = match object.get("start") {
        None | Some(Value::Null) => match place(&article.text, sentence, words) {
            Ok(span) => span,
            Err(NoPlace::NotThere) => return Err(Refusal::NotVerbatim),
            Err(NoPlace::Several) => return Err(Refusal::Ambiguous),
        },
        Some(start) => {
            let start = start.as_u64().and_then(|s| usize::try_from(s).ok());
            let start = start.ok_or(Refusal::Malformed)?.saturating_add(sentence.start());
            match here.iter().find(|span| span.start() == start) {
                Some(span) => *span,
                None if here.is_empty() => return Err(Refusal::NotVerbatim),
                None => return Err(Refusal::Misplaced),
            }
        }
    };
    match Excerpt::cut(&article.text, span) {
        Some(excerpt) if excerpt.words() == words => Ok(span),
        _ => Err(Refusal::NotVerbatim),
    }
}

/// What participants are held to.
struct Parts<'a> {
    article: &'a Article,
    reading: &'a Reading,
    sentence: Span,
    span: Span,
    label: &'a Label,
    state: &'a str,
}

impl Parts<'_> {
    fn participant(&self, part: &str, words: &Value) -> Result<Participant, Refusal> {
        let words = words.as_str().ok_or(Refusal::Malformed)?;
        let found = places(&self.article.text, self.sentence, words);
        // The one inside the claim's own words is meant, if there is one.
        let inside = found.iter().find(|s| self.span.holds(**s));
        let span = *inside.or(found.first()).ok_or(Refusal::ParticipantNotVerbatim)?;
        // Who takes part is somebody in the event, and not the whole of it.
        if span == self.span || words.len() > LONGEST_NAME {
            return Err(Refusal::ParticipantNotVerbatim);
        }
        let mention = self.reading.mentions.iter().find(|m| m.span == span);
        if let Some(mention) = mention
            && !self.label.takes(part, self.state, mention.kind)
        {
            return Err(Refusal::WrongSort);
        }
        let entity = mention.and_then(|m| m.entity.clone());
        Ok(Participant {
            span: Some(span),
            entity: entity.filter(|e| !e.starts_with("doc:")),
            name: words.to_owned(),
        })
    }

    fn roles(&self, roles: &Map<String, Value>) -> Result<Vec<RoleFiller>, Refusal> {
        let mut fillers = Vec::new();
        for (role, words) in roles {
            if !self.label.roles.contains(role) {
                return Err(Refusal::UnknownRole);
            }
            if !words.is_null() {
                fillers.push(RoleFiller {
                    role: role.clone(),
                    filler: self.participant(role, words)?,
                });
            }
        }
        Ok(fillers)
    }
}

/// The id of a proposal: of its page, model, place and labels. It begins with `p`, which no claim's id does.
fn id(page: &str, model: &str, claim: &Claim) -> String {
    let mut hash = Sha256::new();
    hash.update(format!(
        "{page}\n{model}\n{:?} {} {:?}",
        claim.span, claim.kind, claim.state
    ));
    format!("p{}", const_hex::encode(&hash.finalize()[..8]))
}
