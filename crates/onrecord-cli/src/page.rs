//! `onrecord page`: a kept page's text with its claims marked.
//! What does not live here: reading pages (see `engine`).

use onrecord::{BlockRole, Claim, Packs, Proposal, ReadPage, Span};

use crate::arguments::PageOptions;
use crate::claims::show_proposal;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::screen::{OPEN, QUIET, Screen, TITLE, WORDS, paint};
use onrecord_views::phrases;
use onrecord_views::wire;

/// Runs the command.
pub fn run(options: &PageOptions) -> Result<Outcome, Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let page = library.find_page(&options.id)?;
    if options.json {
        let mut line = Vec::new();
        wire::write_read_page(&mut line, &page.read, &page.proposals);
        out::json(&line)?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    show(&mut screen, &library.engine.packs, &page.read, &page.proposals);
    screen.print()?;
    Ok(Outcome::Done)
}

/// Head, text with marks, and the claims that the marks stand for.
fn show(screen: &mut Screen, packs: &Packs, page: &ReadPage, proposals: &[Proposal]) {
    let article = &page.article;
    let outlet = phrases::outlet(article, &page.page);
    screen.ends(
        0,
        &paint(TITLE, article.title.as_deref().unwrap_or("(no title)")),
        "",
    );
    let mut facts = vec![outlet.clone(), phrases::published(article.published.as_ref())];
    facts.extend(article.authors.iter().cloned());
    screen.ends(0, &facts.join(" · "), "");
    for stamp in article.stamps.iter().filter(|s| !s.agrees) {
        let text = format!("stamped {}: the text says otherwise", phrases::day(stamp.date));
        screen.ends(0, &paint(OPEN, text), "");
    }
    let learnt = page
        .learnt
        .map(|m| format!(" · learnt {m} UTC"))
        .unwrap_or_default();
    screen.ends(
        0,
        &paint(
            QUIET,
            format!("{} · {}{learnt}", page.page.source, page.page.sha256),
        ),
        "",
    );
    for block in &article.blocks {
        screen.gap();
        let marked = marked(article.text.as_str(), block.span, &page.reading.claims);
        let (indent, text) = match block.role {
            BlockRole::Title | BlockRole::Heading => (0, paint(TITLE, marked)),
            BlockRole::Quote | BlockRole::List => (4, marked),
            _ => (2, marked),
        };
        screen.ends(indent, &text, "");
    }
    if !proposals.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "proposed by models"));
        for proposal in proposals {
            show_proposal(screen, packs, page, proposal);
        }
    }
    if page.reading.claims.is_empty() {
        screen.gap();
        screen.line(&paint(QUIET, "no claims"));
        return;
    }
    screen.gap();
    screen.line(&paint(TITLE, "claims"));
    for (index, claim) in page.reading.claims.iter().enumerate() {
        let state = phrases::claim_state(packs, claim);
        screen.row(
            2,
            &[(&format!("{{{}}}", index + 1), 6)],
            &headed(&claim.kind, &phrases::about(claim), &state),
            &paint(QUIET, &claim.id),
        );
        screen.row(8, &[], &paint(QUIET, phrases::chain(&outlet, claim)), "");
    }
    for note in &page.reading.notes {
        screen.row(
            2,
            &[("note", 6)],
            &format!("{}: {}", note.stage, note.message),
            "",
        );
    }
}

/// `licence: Norvane — granted`; a kind without a state is said once.
fn headed(kind: &str, about: &str, state: &str) -> String {
    if phrases::label(kind, state, ": ") == state {
        return match about.is_empty() {
            true => state.to_owned(),
            false => format!("{state}: {about}"),
        };
    }
    match about.is_empty() {
        true => format!("{kind}: {state}"),
        false => format!("{kind}: {about} — {state}"),
    }
}

/// The words of a block; where a claim ends stands its number in braces, its words are coloured.
fn marked(text: &str, block: Span, claims: &[Claim]) -> String {
    // Colour changes and numbers by place: claims overlap, so what is coloured is their union.
    let mut covered: Vec<Span> = Vec::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        if let Some(part) = claim.span.intersection(block) {
            match covered.last_mut() {
                Some(last) if part.start() <= last.end() => *last = last.cover(part),
                _ => covered.push(part),
            }
            if claim.span.end() <= block.end() {
                ends.push((claim.span.end(), index + 1));
            }
        }
    }
    ends.sort_unstable();
    let mut out = String::new();
    let mut ends = ends.into_iter().peekable();
    let mut at = block.start();
    let mut put = |out: &mut String, from: usize, to: usize, inside: bool| {
        let mut from = from;
        while from < to {
            let stop = ends.peek().map_or(to, |(end, _)| (*end).clamp(from, to));
            let words = Span::new(from, stop).of(text);
            if inside && !words.is_empty() {
                out.push_str(&paint(WORDS, words));
            } else {
                out.push_str(words);
            }
            while let Some((_, number)) = ends.next_if(|(end, _)| *end <= stop) {
                out.push_str(&paint(QUIET, format!("{{{number}}}")));
            }
            from = stop;
        }
    };
    for span in covered {
        put(&mut out, at, span.start(), false);
        put(&mut out, span.start(), span.end(), true);
        at = span.end();
    }
    put(&mut out, at, block.end(), false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_block_is_shown_once() {
        let text = "Alpha beta gamma delta.";
        let claims: Vec<Claim> = [(0, 10), (6, 16), (6, 16)]
            .iter()
            .map(|(a, b)| claim(Span::new(*a, *b)))
            .collect();
        let shown =
            anstream::adapter::strip_str(&marked(text, Span::new(0, text.len()), &claims)).to_string();
        assert_eq!(shown, "Alpha beta{1} gamma{2}{3} delta.");
    }

    #[test]
    fn a_kind_without_a_state_is_said_once() {
        assert_eq!(
            headed("licence", "Norvane", "granted"),
            "licence: Norvane — granted"
        );
        assert_eq!(headed("other", "Norvane", "other"), "other: Norvane");
        assert_eq!(headed("other", "", "other"), "other");
    }

    fn claim(span: Span) -> Claim {
        Claim {
            id: String::new(),
            span,
            kind: onrecord::kinds::OTHER.into(),
            state: None,
            polarity: onrecord::Polarity::Affirmed,
            modality: onrecord::Modality::Asserted,
            subject: None,
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: Default::default(),
            said: Default::default(),
            quantities: Vec::new(),
            attribution: None,
            chain: Vec::new(),
            rule: "test".into(),
        }
    }
}
