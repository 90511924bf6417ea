//! Origins as they are told: who knew, through whom, and everything that goes back to them.
//! What does not live here: how origins are found (`onrecord-case`).

use onrecord::Status;
use onrecord::status::said_day;

use super::Briefing;
use crate::phrases;
use crate::tongue::Tongue;

/// The origins of a matter.
#[derive(Clone, Debug)]
pub struct Origins {
    /// Title of the matter.
    pub title: String,
    /// Its kind, in words.
    pub kind: String,
    /// `2–3 origins, 1 with a name`: those behind the state.
    pub behind: String,
    /// All of them.
    pub origins: Vec<Origin>,
}

/// One origin with everything that goes back to it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who knew: `two people familiar`.
    pub who: String,
    /// The outlet that had it first, if it is another.
    pub through: Option<String>,
    /// Its standing in words, and what is doubtful about it.
    pub notes: Vec<String>,
    /// Its claims on the matter, earliest first.
    pub members: Vec<Member>,
}

/// A claim that goes back to an origin.
#[derive(Clone, Debug)]
pub struct Member {
    /// When it was said.
    pub day: String,
    /// State in words.
    pub state: String,
    /// The words.
    pub words: String,
    /// Number of the page.
    pub page: usize,
    /// Why it belongs to the origin; `None` for its first.
    pub why: Option<String>,
}

impl Briefing<'_> {
    /// All origins of a matter with everything that goes back to them.
    pub fn origins(&self, status: &Status) -> Origins {
        let matter = &self.case.matters[status.matter];
        let mut all: Vec<usize> = status.steps.iter().map(|s| s.origin).collect();
        all.extend(
            status
                .responses
                .iter()
                .filter_map(|c| self.case.origin_in(status.matter, *c)),
        );
        all.sort_unstable();
        all.dedup();
        let told = |index: usize| {
            let origin = &self.case.origins[index];
            let mut notes = vec![phrases::standing(origin.kind).to_owned()];
            if origin.phantom {
                notes.push("none of these pages is its own".into());
            }
            if origin.doubtful {
                notes.push("may not be independent".into());
            }
            let (who, through) = self.knew(origin, Tongue::English);
            let members = origin.members.iter().filter(|(at, _)| matter.claims.contains(at));
            Origin {
                who,
                through,
                notes,
                members: members
                    .map(|(at, fold)| Member {
                        day: said_day(self.case, *at)
                            .map(phrases::day)
                            .unwrap_or_else(|| "undated".into()),
                        state: phrases::claim_state(self.packs, self.case.claim(*at)),
                        words: self.case.words(*at).to_owned(),
                        page: self.numbers[at.page],
                        why: self.fold(fold, Tongue::English),
                    })
                    .collect(),
            }
        };
        Origins {
            title: matter.title.clone(),
            kind: Tongue::English.kind(self.packs, &matter.kind),
            behind: phrases::origins(&status.origins),
            origins: all.into_iter().map(told).collect(),
        }
    }
}
