//! A parsed sentence with the names, values and attributions that earlier stages found in it.
//! What does not live here: decisions.

use crate::clauses::{Clause, Clauses, Sentence, cut};
use crate::document;
use crate::frames::Frames;
use crate::syntax::Parser;
use crate::{Anchor, Attribution, Document, Ground, Mention, Quantity, Reading, Span, TimeValue};

/// What claims of a sentence are made from.
pub(super) struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub frames: &'a Frames,
    pub ground: &'a Ground,
    pub reading: &'a Reading,
    pub anchor: &'a Anchor,
    pub place: &'a document::Sentence,
    pub sentence: Sentence<'a>,
    pub clauses: Clauses,
    /// Mentions inside.
    pub mentions: &'a [Mention],
    /// Quantities inside, and the number of the first.
    pub quantities: &'a [Quantity],
    pub first_quantity: usize,
    /// Times inside, and the number of the first.
    pub times: &'a [TimeValue],
    pub first_time: usize,
    /// Attributions with words inside.
    pub heard: &'a [usize],
}

impl<'a> Scene<'a> {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        document: &'a Document<'a>,
        frames: &'a Frames,
        parser: &Parser,
        ground: &'a Ground,
        reading: &'a Reading,
        anchor: &'a Anchor,
        place: &'a document::Sentence,
        heard: &'a [usize],
    ) -> Scene<'a> {
        let (m, mentions) = inside(&reading.mentions, place.span, |m| m.span);
        let (first_quantity, quantities) = inside(&reading.quantities, place.span, |q| q.span);
        let (first_time, times) = inside(&reading.times, place.span, |t| t.span);
        let _ = m;
        let fixed: Vec<Span> = mentions
            .iter()
            .map(|m| m.span)
            .chain(times.iter().map(|t| t.span))
            .chain(quantities.iter().map(|q| q.span))
            .collect();
        let mut tree = parser.parse(document.text, place.span, &fixed);
        super::repair::prepositions(&mut tree, document.text, &frames.small.prepositions);
        super::repair::by_names(&mut tree, document.text, mentions, quantities);
        let heading = document.is_heading(place);
        super::lost_verb::before_infinitive(&mut tree, document.text, frames);
        super::lost_verb::restore(&mut tree, document.text, frames, quantities, heading);
        let sentence = Sentence::of(document.text, tree, heading);
        let clauses = cut(&sentence, &frames.small);
        Scene {
            document,
            frames,
            ground,
            reading,
            anchor,
            place,
            sentence,
            clauses,
            mentions,
            quantities,
            first_quantity,
            times,
            first_time,
            heard,
        }
    }

    /// True in a title or heading.
    pub fn heading(&self) -> bool {
        self.sentence.headline
    }

    /// The attributions whose content holds the byte, outermost first.
    pub fn covering(&self, offset: usize) -> Vec<usize> {
        crate::claims::covering(self.reading, self.heard.iter().copied(), offset)
    }

    /// The attribution of which the span is a cue or a source.
    pub fn framing(&self, span: Span) -> Option<&'a Attribution> {
        self.heard
            .iter()
            .map(|i| &self.reading.attributions[*i])
            .find(|a| a.cue.iter().chain(&a.source).any(|s| s.overlaps(span)))
    }

    /// The attribution of which the word is the cue.
    pub fn cued(&self, token: usize) -> Option<&'a Attribution> {
        let span = self.sentence.token(token).span;
        self.heard
            .iter()
            .map(|i| &self.reading.attributions[*i])
            .find(|a| a.cue.iter().any(|s| s.overlaps(span)))
    }

    /// The clause above, if any.
    pub fn above(&self, clause: &Clause) -> Option<&Clause> {
        clause.parent.map(|p| &self.clauses.list[p])
    }
}

/// The values inside of a span, which are sorted by their place, with the number of the first.
fn inside<T>(values: &[T], span: Span, place: impl Fn(&T) -> Span) -> (usize, &[T]) {
    let from = values.partition_point(|v| place(v).start() < span.start());
    let to = values.partition_point(|v| place(v).start() < span.end());
    (from, &values[from..to.max(from)])
}
