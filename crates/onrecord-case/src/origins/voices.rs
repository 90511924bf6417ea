//! Whose voice goes on: the source of a sentence that names none is the one cited before it.
//! What does not live here: what an origin is made of (the module above).

use super::Builder;
use crate::case::ClaimRef;
use crate::{ReadPage, Speaker, SpeakerKind};

/// Who is cited for one sentence is the source of the next, if that begins so many bytes after it and names nobody.
const GOES_ON: usize = 200;

impl Builder<'_> {
    /// The claim whose source a claim has: itself, or the one before it that a sentence in the page's own voice goes on with.
    pub(super) fn voice(&self, at: ClaimRef) -> ClaimRef {
        let before = self.goes_on.get(&at.page).and_then(|all| all[at.claim]);
        before.map_or(at, |claim| ClaimRef { claim, ..at })
    }

    /// The innermost speaker of a claim, or of the one that it goes on with.
    pub(super) fn speaker(&self, at: ClaimRef) -> Option<&Speaker> {
        self.claim(self.voice(at)).chain.last()
    }
}

/// For each claim of a page, the one before it whose source it goes on with: a page that cites a body, a document or another
/// outlet tells the next sentence from there too, if that names nobody. A person is cited for his own words alone. Unnamed
/// people go on with an outlet: they spoke to it.
pub(super) fn goes_on(page: &ReadPage) -> Vec<Option<usize>> {
    let claims = &page.reading.claims;
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|i| (claims[*i].span.start(), *i));
    let mut of = vec![None; claims.len()];
    // The claim that cites, and where what is told after it ends.
    let mut last: Option<(usize, usize)> = None;
    for index in order {
        let claim = &claims[index];
        let through = claim.chain.iter().any(|s| s.kind == SpeakerKind::Outlet);
        let kind = claim.chain.last().map(|s| s.kind);
        let near = last.filter(|(before, end)| {
            let before = &claims[*before];
            let one_question =
                before.polarity == claim.polarity || claim.state.is_none() || before.state.is_none();
            one_question && !claim.is_response() && claim.span.start() <= end + GOES_ON
        });
        match kind {
            Some(SpeakerKind::Record | SpeakerKind::Authority | SpeakerKind::Party | SpeakerKind::Outlet) => {
                last = Some((index, claim.span.end()));
            }
            Some(SpeakerKind::Named) if !through => last = None,
            Some(SpeakerKind::Anonymous) if !through => {
                let outlet = |c: usize| claims[c].chain.last().map(|s| s.kind) == Some(SpeakerKind::Outlet);
                if let Some((before, _)) = near.filter(|(before, _)| outlet(*before)) {
                    of[index] = Some(before);
                    last = Some((before, claim.span.end()));
                }
            }
            None | Some(SpeakerKind::Own) => of[index] = near.map(|(before, _)| before),
            _ => {}
        }
    }
    of
}
