//! What is new since an earlier look: pages, matters, states, origins, denials, as lines for people.
//! What does not live here: when one looks, and what is fetched between two looks.

use std::collections::{BTreeMap, BTreeSet};

use onrecord::{Case, Flag, Packs};

use crate::brief::Briefing;
use crate::phrases;

/// A look at a case: what is compared with the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pages: BTreeSet<String>,
    matters: BTreeMap<String, Matter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Matter {
    title: String,
    state: String,
    origins: String,
    denied_by: BTreeSet<String>,
}

/// One thing that is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A page that was not there: its headline and outlet.
    Page(String),
    /// A matter that nobody had spoken of: its title and state.
    Matter(String),
    /// Another state: title, before, after.
    State(String, String, String),
    /// Other first sources: title, before, after.
    Origins(String, String, String),
    /// Somebody denies: title, who.
    Denial(String, String),
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Change::Page(page) => write!(f, "page     {page}"),
            Change::Matter(matter) => write!(f, "matter   {matter}"),
            Change::State(title, before, after) => write!(f, "state    {title}: {before} → {after}"),
            Change::Origins(title, before, after) => write!(f, "origins  {title}: {before} → {after}"),
            Change::Denial(title, who) => write!(f, "denial   {title}: {who}"),
        }
    }
}

impl Look {
    /// Looks at a case as of its last day.
    pub fn at(case: &Case, packs: &Packs) -> Look {
        let briefing = Briefing::new(case, packs, None);
        let mut look = Look {
            pages: case.pages.iter().map(|p| p.page.sha256.clone()).collect(),
            matters: BTreeMap::new(),
        };
        for status in briefing.statuses(&[], false) {
            let matter = &case.matters[status.matter];
            let denials = status.flagged.iter().filter(|f| f.flag == Flag::Denied);
            look.matters.insert(
                matter.id.clone(),
                Matter {
                    title: matter.title.clone(),
                    state: briefing.state_words(&status),
                    origins: phrases::origins(&status.origins),
                    denied_by: denials.flat_map(|f| f.by.iter().cloned()).collect(),
                },
            );
        }
        look
    }

    /// What is new in `case`, of which this is a look, since `earlier`.
    pub fn since(&self, earlier: &Look, case: &Case) -> Vec<Change> {
        let mut changes = Vec::new();
        for page in case
            .pages
            .iter()
            .filter(|p| !earlier.pages.contains(&p.page.sha256))
        {
            let title = page.article.title.as_deref().unwrap_or("(no title)");
            let outlet = phrases::outlet(&page.article, &page.page);
            changes.push(Change::Page(format!("{title} — {outlet}")));
        }
        for (id, now) in &self.matters {
            let title = now.title.clone();
            let Some(before) = earlier.matters.get(id) else {
                changes.push(Change::Matter(format!("{title}: {}", now.state)));
                continue;
            };
            if before.state != now.state {
                changes.push(Change::State(
                    title.clone(),
                    before.state.clone(),
                    now.state.clone(),
                ));
            }
            if before.origins != now.origins {
                changes.push(Change::Origins(
                    title.clone(),
                    before.origins.clone(),
                    now.origins.clone(),
                ));
            }
            for who in now.denied_by.difference(&before.denied_by) {
                changes.push(Change::Denial(title.clone(), who.clone()));
            }
        }
        changes
    }
}
