//! The frame of what somebody says is no claim: that a statement was issued, beside what it states.
//! What does not live here: what is said (`statements`), papers that are events of their own (no content follows them).

use crate::chains;
use crate::{Claim, Document, Reading, SpanIndex};

/// Drops claims whose words only name speaker and cue of what is said beside them.
pub(super) fn drop_frames(document: &Document<'_>, reading: &Reading, claims: &mut Vec<Claim>) {
    let contents = chains::contents(reading);
    let framed = reading
        .attributions
        .iter()
        .filter(|a| a.positive && !a.cue.is_empty() && !a.source.is_empty())
        .filter_map(|a| {
            let frame = a
                .source
                .iter()
                .chain(&a.cue[1..])
                .fold(a.cue[0], |all, s| all.cover(*s));
            let at = document.sentence_at(frame.start())?;
            (a.content.iter().all(|c| !c.overlaps(frame)) && document.sentences[at].span.holds(frame))
                .then_some((frame, a))
        });
    let (framed, cues): (Vec<_>, Vec<_>) = framed.map(|(f, a)| (f, &a.cue)).unzip();
    let frames = SpanIndex::of(framed.into_iter().enumerate().map(|(i, f)| (f, i)));
    claims.retain(|claim| {
        // 部门对甲罚款，并责令其停产: what stands before the cue tells an event of its own.
        let framing = frames.any(claim.span, |f, i| {
            cues[i].iter().any(|c| c.overlaps(claim.span))
                && f.intersection(claim.span)
                    .is_some_and(|shared| shared.len() * 5 >= claim.span.len() * 4)
        });
        // 检方指控，甲侵占资金: what the cue itself tells of somebody else than who speaks.
        let of_another = claim
            .subject
            .as_ref()
            .and_then(|s| s.span)
            .is_some_and(|s| !claim.span.holds(s));
        claim.is_response() || of_another || !framing || !contents.holding(claim.span.start()).is_empty()
    });
}
