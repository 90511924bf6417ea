//! How a claim came about, from its words down to the bytes of the page, line by line.
//! What does not live here: the rules themselves, painting (the doors).

use onrecord::ledger::LedgerError;
use onrecord::sources::document;
use onrecord::{
    Claim, DigestVerdict, FoundClaim, Judgement, Library, Media, Proposal, Provenance, ReadPage, Span,
};

use crate::tongue::Tongue;
use crate::{corrections, phrases};

/// How a claim came about.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Id of the claim.
    pub claim: String,
    /// Kind and state in words.
    pub head: String,
    /// What is to be said of it, in order.
    pub lines: Vec<Line>,
}

/// One thing that is said of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is: `words`, `made by`, `source`; empty if it goes on with the line before.
    pub label: String,
    /// The line.
    pub text: String,
    /// True for the claim's own words.
    pub verbatim: bool,
}

/// Explains a claim of the ledger.
pub fn explain(library: &Library, found: &FoundClaim) -> Result<Explanation, LedgerError> {
    // A page of a PDF is known by the PDF's text, which is made from its bytes again.
    let page = &found.page.read;
    let document = match page.page.media {
        Media::Pdf => library
            .ledger
            .bytes(&page.page.sha256)?
            .and_then(|bytes| document::open(&bytes)),
        _ => None,
    };
    let document = document.and_then(Result::ok);
    let claim = found.claim();
    let packs = &library.engine.packs;
    let tree = Tree {
        page,
        text: document.as_ref().map(|d| d.text.as_str()),
        claim,
        proposal: found.proposal(),
    };
    let mut lines = Vec::new();
    tree.show(&mut |label: &str, text: String| {
        lines.push(Line {
            label: label.to_owned(),
            text,
            verbatim: label == "words",
        });
    });
    let judged = library.ledger.judged(None)?;
    let words = |id: &str| {
        let claim = page.reading.claims.iter().find(|c| c.id == id)?;
        Some((page.words(claim).to_owned(), claim.kind.clone()))
    };
    for corrected in judged.corrections() {
        let Judgement { a, b, .. } = &corrected.judgement;
        if *a == claim.id || *b == claim.id || *a == page.page.sha256 {
            let told = corrections::line(corrected, "", &words, &str::to_owned, packs, Tongue::English);
            lines.push(Line {
                label: "corrected".into(),
                text: told.text(Tongue::English),
                verbatim: false,
            });
        }
    }
    let remarks = judged
        .remarks_on(&claim.id)
        .chain(judged.remarks_on(&page.page.sha256));
    for remark in remarks {
        lines.push(Line {
            label: "remark".into(),
            text: corrections::line(remark, "", &words, &str::to_owned, packs, Tongue::English)
                .text(Tongue::English),
            verbatim: false,
        });
    }
    lines.push(Line {
        label: "packs".into(),
        text: found.page.packs.clone(),
        verbatim: false,
    });
    Ok(Explanation {
        claim: claim.id.clone(),
        head: match found.proposal() {
            Some(proposal) => phrases::proposed(packs, proposal),
            None => phrases::label(
                &claim.kind.replace('_', " "),
                &phrases::claim_state(packs, claim),
                ": ",
            ),
        },
        lines,
    })
}

struct Tree<'a> {
    page: &'a ReadPage,
    /// The text of a PDF, with its pages.
    text: Option<&'a str>,
    claim: &'a Claim,
    /// The proposal, if the claim is one.
    proposal: Option<&'a Proposal>,
}

impl Tree<'_> {
    fn show(&self, put: &mut dyn FnMut(&str, String)) {
        let Tree { page, claim, .. } = self;
        let article = &page.article;
        put("words", format!("“{}”", page.words(claim)));
        match self.proposal {
            None => put("made by", claim.rule.to_string()),
            Some(Proposal { model, prompt, .. }) => {
                put("proposed by", format!("{model}, asked with prompt {prompt}"));
                put(
                    "",
                    "a language model pointed at these words and labelled them: nobody judged that, and nothing goes by it"
                        .into(),
                );
            }
        }
        put("polarity", format!("{:?}", claim.polarity).to_lowercase());
        put("modality", format!("{:?}", claim.modality).to_lowercase());
        if let Some(subject) = &claim.subject {
            put("subject", self.participant(subject));
        }
        if let Some(object) = &claim.object {
            put("object", self.participant(object));
        }
        for role in &claim.roles {
            put(&role.role, self.participant(&role.filler));
        }
        put("true", interval(claim.time));
        put("said", interval(claim.said));
        for (i, time) in page.reading.times.iter().enumerate() {
            if claim.span.overlaps(time.span) {
                put(
                    if i == 0 { "time" } else { "" },
                    format!(
                        "“{}” = {} ({}) by {}",
                        time.span.of(&article.text),
                        time.value,
                        interval(time.interval),
                        time.rule
                    ),
                );
            }
        }
        for index in &claim.quantities {
            if let Some(q) = page.reading.quantities.get(*index) {
                let bound = |d: Option<rust_decimal::Decimal>| {
                    d.map_or("…".to_owned(), |d| d.normalize().to_string())
                };
                let value = if q.low == q.high {
                    bound(q.low)
                } else {
                    format!("{} to {}", bound(q.low), bound(q.high))
                };
                let unit = q.unit.as_deref().unwrap_or("");
                put(
                    "quantity",
                    format!("“{}” = {value} {unit} by {}", q.span.of(&article.text), q.rule),
                );
            }
        }
        let outlet = phrases::outlet(article, &page.page);
        if self.proposal.is_none() {
            put("chain", phrases::chain(&outlet, claim));
        }
        let mut next = claim.attribution;
        // Attributions nest: each step leads one out; a broken index or a circle ends the walk.
        for _ in 0..16 {
            let Some(attribution) = next.and_then(|i| page.reading.attributions.get(i)) else {
                break;
            };
            let words = |spans: &[Span]| {
                let parts: Vec<&str> = spans.iter().map(|s| s.of(&article.text)).collect();
                parts.join(" … ")
            };
            put(
                "attributed",
                format!(
                    "to “{}” by “{}” ({}, {}) by {}",
                    words(&attribution.source),
                    words(&attribution.cue),
                    phrases::speaker(&attribution.speaker),
                    if attribution.positive {
                        "says so"
                    } else {
                        "does not say so"
                    },
                    attribution.rule
                ),
            );
            next = attribution.within;
        }
        for answer in &claim.answers {
            let words = page
                .reading
                .claims
                .iter()
                .find(|c| c.id == *answer)
                .map_or("", |c| page.words(c));
            put("answers", format!("{answer} “{words}”"));
        }
        self.place(put);
        put(
            "page",
            format!(
                "{} · {}",
                page.article.title.as_deref().unwrap_or("(no title)"),
                outlet
            ),
        );
        let basis = article
            .published
            .as_ref()
            .map(|p| format!(" ({:?})", p.basis).to_lowercase())
            .unwrap_or_default();
        put(
            "published",
            format!("{}{basis}", phrases::published(article.published.as_ref())),
        );
        for stamp in article.stamps.iter().filter(|s| !s.agrees) {
            put(
                "",
                format!("stamped {}, which does not agree", phrases::day(stamp.date)),
            );
        }
        put("source", page.page.source.clone());
        put("sha256", page.page.sha256.clone());
        if let Some(learnt) = page.learnt {
            put("learnt", format!("{learnt} UTC"));
        }
    }

    fn participant(&self, participant: &onrecord::Participant) -> String {
        let words = participant
            .span
            .map(|s| format!(" · “{}”", s.of(&self.page.article.text)))
            .unwrap_or_else(|| " · carried over".into());
        let entity = participant
            .entity
            .as_ref()
            .map(|e| format!(" · entity {e}"))
            .unwrap_or_default();
        format!("{}{words}{entity}", participant.name)
    }

    /// From the text to the bytes of the page, block by block.
    fn place(&self, put: &mut dyn FnMut(&str, String)) {
        let span = self.claim.span;
        put(
            "text",
            format!("bytes {}–{} of the article", span.start(), span.end()),
        );
        let utf8 = self.page.page.charset == "utf-8";
        let of = match self.page.page.media {
            Media::Pdf | Media::Docx | Media::Odt => "the document's text",
            _ if utf8 => "the page",
            _ => "the page's decoded text",
        };
        for block in &self.page.article.blocks {
            let Some(part) = span.intersection(block.span) else {
                continue;
            };
            let role = format!("{:?}", block.role).to_lowercase();
            let first = block.source_of(part.start());
            let last = block.source_of(part.end() - 1);
            let place = match (first, last) {
                (Some(first), Some(last)) => format!("bytes {first}–{} of {of}, {role}", last + 1),
                _ => format!(
                    "within bytes {}–{} of {of}, {role}",
                    block.source.start, block.source.end
                ),
            };
            put("source", place);
            if let Some(text) = self.text {
                let page = document::page_of(text, first.unwrap_or(block.source.start));
                put("page", format!("{page} of the PDF"));
            }
        }
        if let Some(capture) = &self.page.page.provenance {
            put("kept in", kept_in(capture));
        }
    }
}

/// A container and what it says of the page.
fn kept_in(capture: &Provenance) -> String {
    let mut parts = vec![capture.container.clone()];
    parts.extend(capture.record.as_ref().map(|r| format!("record {r}")));
    parts.extend(capture.offset.map(|o| format!("at byte {o}")));
    parts.extend(capture.fetched.map(|f| format!("fetched {f} UTC")));
    for (what, verdict) in [("record", capture.block_digest), ("page", capture.payload_digest)] {
        match verdict {
            DigestVerdict::Absent => {}
            DigestVerdict::Matches => parts.push(format!("digest of the {what} matches")),
            DigestVerdict::Differs => parts.push(format!("digest of the {what} differs")),
            DigestVerdict::Unknown => parts.push(format!("digest of the {what} cannot be checked")),
        }
    }
    parts.extend(
        capture
            .container_sha256
            .as_ref()
            .map(|s| format!("container sha256 {s}")),
    );
    parts.join(" · ")
}

/// Moments to the letter: this is the place to be exact.
fn interval(interval: onrecord::Interval) -> String {
    match (interval.from, interval.to) {
        (None, None) => "open".into(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("before {to}"),
        (Some(from), Some(to)) => format!("from {from}, before {to}"),
    }
}
