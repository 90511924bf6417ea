//! The dates that an HTML page shows about itself, each with where it stands: JSON-LD, meta elements, `time`, the
//! address, visible stamps.
//! What does not live here: which of them is believed (`judge`), and the dates of the text (`text`).

mod described;
mod partial;
mod scripts;
mod shown;
mod surroundings;

use std::ops::Range;

use jiff::civil::Date;
use onrecord_model::DateBasis;

use super::words::Label;
use super::{Dates, Written, dateline};
use crate::html::Tree;
use crate::metadata::Clues;

pub(crate) use described::of_address;
pub(crate) use surroundings::first_words_end;

/// Where a visible stamp stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Surely of another thing: a comment, a card of another story, the clock of the site. It dates no page, however alone.
    Foreign,
    /// Before the headline by more than a little, or far from the story.
    Far,
    /// Comments, lists of other stories, the foot.
    Elsewhere,
    /// Inside the story.
    Inside,
    /// Right behind the story.
    Tail,
    /// Beside the headline, before the story.
    Head,
}

/// Which kind of evidence a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    JsonLd,
    Meta,
    Url,
    /// A `time` element or other marked-up date.
    Marked,
    Visible,
    /// Place and day that open or close the story.
    Dateline,
    /// Scripts that are no JSON-LD.
    Script,
    Picture,
}

/// A date that the page shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub date: Date,
    /// The reading with day and month the other way round.
    pub swapped: Option<Date>,
    pub source: Source,
    pub label: Option<Label>,
    pub place: Place,
    /// Its names or attributes are those of a stamp.
    pub named: bool,
    /// Weight that the source gives it.
    pub weight: f32,
    /// Hour, and minutes east of UTC where a zone is written.
    pub hour: Option<u8>,
    pub zone: Option<i16>,
}

impl Candidate {
    fn new(written: &Written, source: Source, weight: f32) -> Option<Candidate> {
        Some(Candidate {
            date: written.date()?,
            swapped: written.swapped(),
            source,
            label: None,
            place: Place::Head,
            named: false,
            weight,
            hour: written.clock.map(|c| c.0),
            zone: written.zone,
        })
    }

    /// True where readers see it.
    pub fn is_shown(&self) -> bool {
        matches!(self.source, Source::Marked | Source::Visible | Source::Dateline)
    }

    /// The basis as the contract names it.
    pub fn basis(&self) -> DateBasis {
        match self.source {
            Source::JsonLd | Source::Script => DateBasis::JsonLd,
            Source::Meta | Source::Picture => DateBasis::Meta,
            Source::Url => DateBasis::Url,
            Source::Marked | Source::Visible => DateBasis::Visible,
            Source::Dateline => DateBasis::Dateline,
        }
    }
}

/// Places in the page that visible stamps are measured against: bytes of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Landmarks {
    /// The headline's element.
    pub heading: Option<usize>,
    /// The story, headline left out.
    pub story: Option<Range<usize>>,
    /// The headline's letters, folded.
    pub title: String,
    /// Where the first words of the page end: a bar with the site's clock begins before.
    pub bar: usize,
}

impl Landmarks {
    /// True for words that hold the headline.
    pub fn is_titled(&self, words: &str) -> bool {
        self.title.chars().count() >= 6 && fold(words).contains(&self.title)
    }

    /// True for the words of a link or heading that are the headline.
    pub fn is_title(&self, words: &str) -> bool {
        self.is_titled(words) && fold(words).len() <= 2 * self.title.len()
    }
}

/// Letters and digits of a headline, in lower case.
pub(crate) fn fold(words: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Collects all candidates.
pub(crate) fn collect(
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    url: Option<&str>,
    lang: &str,
    marks: &Landmarks,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    described::collect(tree, clues, dates, url, marks, &mut found);
    if let Some(url) = url.or(clues.canonical.as_deref()).or(clues.meta_of(&["og:url"])) {
        found.extend(of_address(url, dates));
    }
    shown::marked(tree, clues, dates, marks, &mut found);
    let partials = shown::visible(tree, dates, lang, marks, &mut found);
    found.extend(partial::complete(&partials, tree, clues, dates, url, marks));
    scripts::collect(tree, clues, dates, &mut found);
    found
}

/// The day of a dateline in `text`, which opens (or, `last`, closes) the story.
fn of_dateline(text: &str, dates: &Dates, lang: &str, last: bool) -> Option<Candidate> {
    let mut end = text.len().min(dateline::OPENING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if last && end < text.len() {
        return None;
    }
    let stands = if last {
        dateline::stands_alone
    } else {
        dateline::opens
    };
    let written = dates.scan(&text[..end], lang);
    let first = written.iter().find(|w| w.date().is_some())?;
    // "Copyright 9 March 2021", "Printed on …" name no place.
    if dates.words.label_before(&text[..first.range.start]).is_some() {
        return None;
    }
    let weight = if first.weak { 2.5 } else { 3.0 };
    let mut candidate = Candidate::new(first, Source::Dateline, weight)
        .filter(|_| stands(text, first, &dates.words.dateline_joints))?;
    candidate.place = Place::Tail;
    Some(candidate)
}

/// The stamps of a text dump.
pub(crate) fn of_dump(text: &str, dump: &crate::dump::Dump, dates: &Dates, lang: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for line in &dump.stamps {
        let place = match line.zone {
            crate::dump::Zone::Head => Place::Head,
            crate::dump::Zone::Tail => Place::Tail,
            crate::dump::Zone::Other => continue,
        };
        let words = &text[line.range.clone()];
        for written in dates.scan(words, lang) {
            let Some(mut candidate) = Candidate::new(&written, Source::Visible, 3.0) else {
                continue;
            };
            candidate.place = place;
            candidate.label = dates
                .words
                .label_before(&words[..written.range.start])
                .or_else(|| dates.words.label_behind(&words[written.end..]));
            found.push(candidate);
        }
    }
    let part = |block: Option<&crate::dump::DumpBlock>, last: bool| {
        let part = block?.parts.first()?;
        of_dateline(&text[part.clone()], dates, lang, last)
    };
    found.extend(part(dump.blocks.first(), false));
    found.extend(part(dump.blocks.last(), true));
    found
}

/// The last day that a dump shows anywhere: it was not saved before, so its story is not younger than the saving.
pub(crate) fn captured(text: &str, dump: &crate::dump::Dump, dates: &Dates, lang: &str) -> Option<Date> {
    let others = dump.stamps.iter().filter(|s| s.zone == crate::dump::Zone::Other);
    others
        .take(60)
        .flat_map(|s| dates.scan(&text[s.range.clone()], lang))
        .filter_map(|w| w.date())
        .max()
}
