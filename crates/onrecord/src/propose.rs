//! Asking a language model to point at words: a page's sentences go to a server that the user names, and what passes the
//! checks lies beside what was read.
//! What does not live here: the checks (`onrecord-proposals`), the request (`onrecord-sources::post`), what is shown.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use onrecord_model::{Article, Reading, SentenceWords};
use onrecord_proposals::{Labels, NoAnswer, Proposal, Refusals, questions, take};
use onrecord_sources::post::{Address, Bounds, PostError, post};

use crate::engine::Engine;

/// How often one question is asked, at the most.
const TRIES: usize = 2;
/// Before a question is asked again.
const PAUSE: Duration = Duration::from_millis(500);
/// After so many questions in a row without an answer the model is not asked any more in this run.
const PATIENCE: usize = 5;
/// The largest answer, in bytes.
const LARGEST: usize = 1 << 20;
/// The longest name of a model, in characters.
const LONGEST_MODEL: usize = 100;

/// Whom to ask.
#[derive(Clone, Debug)]
pub struct Proposing {
    /// The address of an OpenAI-compatible server, with or without `/chat/completions`.
    pub url: String,
    /// The model, by the name that the server knows.
    pub model: String,
    /// Sent as `Authorization: Bearer …`.
    pub key: Option<String>,
    /// How long one answer may take.
    pub time: Duration,
}

/// What came of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Pages that were asked about.
    pub pages: usize,
    /// Questions that were answered.
    pub answered: usize,
    /// Proposals that were kept.
    pub kept: usize,
    /// Proposals that were refused, by reason.
    pub refused: Refusals,
    /// Questions without an answer, by reason.
    pub failed: BTreeMap<String, usize>,
    /// Questions that were not asked any more, because the server had not answered so often.
    pub not_asked: usize,
    /// Sentences that were not sent: of pages that are longer than a model is asked about.
    pub left_out: usize,
}

/// Asks a model about pages; shared by all threads.
#[derive(Debug)]
pub struct Proposer {
    address: Address,
    model: String,
    key: Option<String>,
    bounds: Bounds,
    labels: Labels,
    words: SentenceWords,
    proposed: Mutex<Proposed>,
    /// Questions in a row without an answer.
    in_a_row: AtomicUsize,
    stopped: AtomicBool,
}

/// Why nobody can be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposerError {
    /// The address.
    #[error(transparent)]
    Address(#[from] PostError),
    /// The name of the model.
    #[error("{0:?} is no name of a model: give one line of 1 to {LONGEST_MODEL} characters")]
    Model(String),
    /// The key.
    #[error("the key is no line of letters, digits and signs: check ONRECORD_PROPOSE_KEY")]
    Key,
}

impl Proposer {
    /// Prepares to ask, with the kinds and frames of an engine's packs.
    pub fn new(engine: &Engine, proposing: &Proposing) -> Result<Proposer, ProposerError> {
        let base = proposing.url.trim_end_matches('/');
        let url = match base.ends_with("/chat/completions") {
            true => base.to_owned(),
            false => format!("{base}/chat/completions"),
        };
        let model = proposing.model.trim();
        if model.is_empty() || model.chars().count() > LONGEST_MODEL || model.chars().any(char::is_control) {
            return Err(ProposerError::Model(proposing.model.clone()));
        }
        let key = proposing.key.clone().filter(|k| !k.is_empty());
        if key.iter().any(|k| !k.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(ProposerError::Key);
        }
        Ok(Proposer {
            address: Address::of(&url)?,
            model: model.to_owned(),
            key,
            bounds: Bounds {
                time: proposing.time,
                size: LARGEST,
            },
            labels: Labels::of(&engine.packs.ground, &engine.packs.sources),
            words: SentenceWords::compile(&engine.packs.sources),
            proposed: Mutex::default(),
            in_a_row: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        })
    }

    /// The model, as it is shown.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// What came of asking so far.
    pub fn proposed(&self) -> Proposed {
        self.held().clone()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Proposed> {
        self.proposed.lock().unwrap_or_else(|broken| broken.into_inner())
    }

    /// Asks about a page that was read; gives what passes. A server that fails costs the page nothing but the proposals.
    pub fn propose(&self, sha256: &str, article: &Article, reading: &Reading) -> Vec<Proposal> {
        let mut proposals: Vec<Proposal> = Vec::new();
        let questions = questions(article, &self.words, &self.labels, &self.model);
        let mut here = Proposed {
            pages: 1,
            left_out: questions.left_out,
            ..Proposed::default()
        };
        for question in &questions.all {
            if self.stopped.load(Ordering::Relaxed) {
                here.not_asked += 1;
                continue;
            }
            let before = proposals.len();
            let taken = self.ask(&question.body).and_then(|body| {
                take(
                    &body,
                    question,
                    (sha256, article),
                    &self.labels,
                    &self.model,
                    (reading, &mut proposals),
                )
                .map_err(|why: NoAnswer| why.to_string())
            });
            match taken {
                Ok(refused) => {
                    self.in_a_row.store(0, Ordering::Relaxed);
                    here.answered += 1;
                    here.kept += proposals.len() - before;
                    for (why, count) in refused {
                        *here.refused.entry(why).or_default() += count;
                    }
                }
                Err(why) => {
                    if self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= PATIENCE {
                        self.stopped.store(true, Ordering::Relaxed);
                    }
                    *here.failed.entry(why).or_default() += 1;
                }
            }
        }
        self.held().add(here);
        proposals
    }

    fn ask(&self, body: &str) -> Result<Vec<u8>, String> {
        let mut tried = 1;
        loop {
            match post(&self.address, self.key.as_deref(), body, self.bounds) {
                Ok(answer) => return Ok(answer),
                Err(why) if why.may_pass() && tried < TRIES => std::thread::sleep(PAUSE),
                Err(why) => return Err(why.to_string()),
            }
            tried += 1;
        }
    }
}

impl Proposed {
    fn add(&mut self, other: Proposed) {
        self.pages += other.pages;
        self.answered += other.answered;
        self.kept += other.kept;
        self.not_asked += other.not_asked;
        self.left_out += other.left_out;
        for (why, count) in other.refused {
            *self.refused.entry(why).or_default() += count;
        }
        for (why, count) in other.failed {
            *self.failed.entry(why).or_default() += count;
        }
    }

    /// True if every question was answered.
    pub fn is_whole(&self) -> bool {
        self.failed.is_empty() && self.not_asked == 0
    }
}
