//! Origins as they are told: who knew, through whom, and everything that goes back to them.
//! What does not live here: how origins are found (`onrecord-case`).

use onrecord::status::said_day;
use onrecord::{SpeakerKind, Status};

use super::{Briefing, Why};
use crate::phrases;

/// Who knew, and through whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who knew: "two people familiar".
    pub who: String,
    /// The outlet that had it first, if it is another.
    pub through: Option<String>,
    /// True if it cannot be told whether it is independent of another origin of its matter.
    pub doubtful: bool,
}

impl Source {
    pub(super) fn plain(who: &str) -> Source {
        Source {
            who: who.to_owned(),
            through: None,
            doubtful: false,
        }
    }
}

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
    /// Who knew.
    pub source: Source,
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
    /// Why it belongs to the origin.
    pub why: Why,
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
            let members = origin.members.iter().filter(|(at, _)| matter.claims.contains(at));
            Origin {
                source: self.source(origin),
                notes,
                members: members
                    .map(|(at, fold)| Member {
                        day: said_day(self.case, *at)
                            .map(phrases::day)
                            .unwrap_or_else(|| "undated".into()),
                        state: phrases::claim_state(self.packs, self.case.claim(*at)),
                        words: self.case.words(*at).to_owned(),
                        page: self.numbers[at.page],
                        why: self.why(fold),
                    })
                    .collect(),
            }
        };
        Origins {
            title: matter.title.clone(),
            kind: self.kind_name(&matter.kind),
            behind: phrases::origins(&status.origins),
            origins: all.into_iter().map(told).collect(),
        }
    }

    /// Who knew: `two people familiar`, through `Reuters`.
    pub(super) fn source(&self, origin: &onrecord::Origin) -> Source {
        let page = origin.members.first().map(|(at, _)| &self.case.pages[at.page]);
        let page = page
            .map(|p| phrases::outlet(&p.article, &p.page))
            .unwrap_or_default();
        let who = match origin.kind {
            SpeakerKind::Own => format!("{page}, in its own voice"),
            _ if !origin.source.is_empty() => origin.source.clone(),
            SpeakerKind::Record => format!("a record, shown by {page}"),
            kind => format!("{}, in {page}", phrases::nobody(kind)),
        };
        let through = origin
            .outlet
            .clone()
            .filter(|outlet| *outlet != who && !who.starts_with(outlet.as_str()));
        Source {
            who,
            through,
            doubtful: origin.doubtful,
        }
    }
}
