//! What must hold for every reading, whatever the input was.
//! What does not live here: making readings.

use onrecord::page::PageReading;
use onrecord::{Reading, Span};

/// Blocks lie in order inside the text and lead back to the page.
pub fn of_article(input: &[u8], read: &PageReading) -> Result<(), String> {
    let article = &read.article;
    let text = article.text.as_str();
    // What was compressed or in another charset is not at hand here; its map cannot be looked up.
    let page = std::str::from_utf8(input)
        .ok()
        .filter(|_| read.page.charset == "utf-8" && !input.starts_with(&[0x1f, 0x8b]));
    let mut last = 0;
    for block in &article.blocks {
        fits(text, block.span, "block")?;
        if block.span.start() < last {
            return Err(format!(
                "block {:?} stands before the end of the last one",
                block.span
            ));
        }
        last = block.span.end();
        if block.source.start > block.source.end {
            return Err(format!("block {:?} has a source that runs backwards", block.span));
        }
        let Some(page) = page else { continue };
        if block.pieces.is_empty() && !block.span.is_empty() {
            let source = page.get(block.source.start..block.source.start + block.span.len());
            if source != Some(block.span.of(text)) {
                return Err(format!(
                    "block {:?} says {:?}, its source {source:?}",
                    block.span,
                    block.span.of(text)
                ));
            }
        }
        for piece in &block.pieces {
            let here = text.get(piece.text..piece.text + piece.len);
            let there = page.get(piece.source..piece.source + piece.len);
            if here.is_none() || here != there {
                return Err(format!("piece {piece:?} says {here:?}, its source {there:?}"));
            }
        }
    }
    if let Some(published) = &article.published
        && let (Some(earliest), Some(latest)) = (published.earliest, published.latest)
        && (earliest > latest || published.date.is_some_and(|d| d < earliest || d > latest))
    {
        return Err(format!("publication date outside its interval: {published:?}"));
    }
    Ok(())
}

/// Every span fits the text, and every index points to something.
pub fn of_reading(text: &str, reading: &Reading) -> Result<(), String> {
    for time in &reading.times {
        fits(text, time.span, "time")?;
        if let (Some(from), Some(to)) = (time.interval.from, time.interval.to)
            && from.at > to.at
        {
            return Err(format!(
                "time {:?} ends before it begins, by {}",
                time.span.of(text),
                time.rule
            ));
        }
    }
    for quantity in &reading.quantities {
        fits(text, quantity.span, "quantity")?;
        if let (Some(low), Some(high)) = (quantity.low, quantity.high)
            && low > high
        {
            return Err(format!(
                "quantity {:?} runs from {low} to {high}, by {}",
                quantity.span.of(text),
                quantity.rule
            ));
        }
    }
    for mention in &reading.mentions {
        fits(text, mention.span, "mention")?;
    }
    for (index, a) in reading.attributions.iter().enumerate() {
        for span in a.source.iter().chain(&a.cue).chain(&a.content) {
            fits(text, *span, "attribution")?;
        }
        if a.within
            .is_some_and(|w| w >= reading.attributions.len() || w == index)
        {
            return Err(format!("attribution {index} stands within {:?}", a.within));
        }
        if a.when.is_some_and(|w| w >= reading.times.len()) {
            return Err(format!("attribution {index} was said at no time of the reading"));
        }
    }
    for claim in &reading.claims {
        fits(text, claim.span, "claim")?;
        let participants = claim.subject.iter().chain(&claim.object);
        let fillers = claim.roles.iter().map(|r| &r.filler);
        for span in participants.chain(fillers).filter_map(|p| p.span) {
            fits(text, span, "participant")?;
        }
        if claim.quantities.iter().any(|q| *q >= reading.quantities.len())
            || claim.attribution.is_some_and(|a| a >= reading.attributions.len())
        {
            return Err(format!("claim {:?} points to nothing", claim.span.of(text)));
        }
        if claim
            .answers
            .iter()
            .any(|id| !reading.claims.iter().any(|c| c.id == *id))
        {
            return Err(format!(
                "claim {:?} answers no claim of its page",
                claim.span.of(text)
            ));
        }
    }
    Ok(())
}

fn fits(text: &str, span: Span, what: &str) -> Result<(), String> {
    if span.is_empty() || text.get(span.start()..span.end()).is_none() {
        return Err(format!(
            "{what} {span:?} is empty or does not fit the text of {} bytes",
            text.len()
        ));
    }
    Ok(())
}

/// Signs of what a reading holds: rules that fired, notes, shapes. A new one makes its input worth keeping.
pub fn signs(read: &PageReading, reading: &Reading) -> Vec<u64> {
    let rules = reading
        .times
        .iter()
        .map(|t| &t.rule)
        .chain(reading.quantities.iter().map(|q| &q.rule))
        .chain(reading.mentions.iter().map(|m| &m.rule))
        .chain(reading.attributions.iter().map(|a| &a.rule))
        .chain(reading.claims.iter().map(|c| &c.rule));
    let mut signs: Vec<u64> = rules.map(|r| sign(r)).collect();
    signs.extend(
        read.notes
            .iter()
            .chain(&reading.notes)
            .map(|n| sign(&n.stage) ^ sign(first_words(&n.message))),
    );
    signs.extend(read.article.blocks.iter().map(|b| 100 + b.role as u64));
    let size = |n: usize| u64::from(usize::BITS - n.leading_zeros());
    signs.extend([
        200 + size(read.article.text.len()),
        300 + size(read.article.blocks.len()),
        400 + size(reading.times.len()),
        500 + size(reading.attributions.len()),
        600 + size(reading.claims.len()),
        700 + read.article.published.as_ref().map_or(0, |p| 1 + p.basis as u64),
        800 + size(read.article.stamps.len()),
        sign(&read.page.charset),
    ]);
    signs
}

fn first_words(message: &str) -> &str {
    let end = message
        .char_indices()
        .filter(|(_, c)| *c == ' ')
        .nth(2)
        .map_or(message.len(), |(i, _)| i);
    &message[..end]
}

/// A number for a name.
pub fn sign(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
    })
}
