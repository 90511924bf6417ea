//! Which outlet had it first: the one that a claim or its page cites, and whom that one cites in its turn.
//! What does not live here: what an origin is made of (the module above).

use super::{Builder, Outlet};
use crate::case::ClaimRef;
use crate::matters::outlet_key;
use crate::{Language, NameKind, SpeakerKind};

/// Outlets that are followed from "X, citing Y" to the one that had it.
const HOPS: usize = 8;

impl Builder<'_> {
    /// Notes whom a page's outlet cites, so that "A, citing B, citing C" goes back to C.
    pub(super) fn hear(&mut self, at: ClaimRef) {
        let own = self.own_outlet(at.page);
        let cited = self.cited(at);
        if let (Some((own, _)), Some(cited)) = (own, cited)
            && own != cited.0
        {
            let rank = self.all.rank[at.page];
            self.cites.entry(own).or_insert((cited, rank));
        }
    }

    /// The outlet that publishes a page. A platform, on which anybody publishes, is none.
    pub(super) fn own_outlet(&self, page: usize) -> Option<Outlet> {
        let article = &self.all.pages[page].article;
        let name = article.outlet.as_deref()?;
        (!self.all.ground.kinds.is_platform(name)).then(|| self.outlet_of(name, None))
    }

    pub(super) fn outlet_of(&self, name: &str, entity: Option<&str>) -> Outlet {
        let known = entity.or_else(|| self.all.ground.catalogue.named(name).map(|e| &*e.id));
        (outlet_key(name, entity, self.all.ground), self.shown(known, name))
    }

    /// The outlet that a claim, or its page as a whole, names as the one that had it.
    pub(super) fn cited(&self, at: ClaimRef) -> Option<Outlet> {
        let claim = self.claim(self.voice(at));
        let article = &self.all.pages[at.page].article;
        if let Some(s) = claim.chain.iter().rev().find(|s| s.kind == SpeakerKind::Outlet) {
            let name = s.name.as_deref().or(s.description.as_deref()).unwrap_or_default();
            return Some(self.outlet_of(name, s.entity.as_deref()));
        }
        // A byline may be an agency's.
        let agency = article.authors.iter().map(String::as_str).find(|a| {
            let known = self.all.ground.catalogue.named(a);
            known.is_some_and(|e| e.kind == NameKind::Outlet) && article.outlet.as_deref() != Some(a)
        });
        let from = article.syndicated_from.as_deref().or(agency)?;
        (!self.all.ground.kinds.is_platform(from)).then(|| self.outlet_of(from, None))
    }

    /// The outlet that had it first: the one cited, and whom that one cites in its turn; else the page's own, if nobody
    /// stands between the page and the first source. Outlets that cite each other in a circle: the one whose page came first.
    pub(super) fn outlet(&self, at: ClaimRef) -> Option<Outlet> {
        let Some((mut key, mut name)) = self.cited(at) else {
            let found_itself = self
                .claim(at)
                .chain
                .iter()
                .all(|s| s.kind == SpeakerKind::Anonymous);
            return self.own_outlet(at.page).filter(|_| found_itself);
        };
        let mut seen: Vec<(usize, String)> = Vec::new();
        for _ in 0..HOPS {
            let Some((next, rank)) = self.cites.get(&key) else {
                break;
            };
            if seen.iter().any(|(_, k)| *k == key) {
                let first = seen.iter().min()?.1.clone();
                return Some((first.clone(), self.shown_key(&first)));
            }
            seen.push((*rank, key.clone()));
            (key, name) = next.clone();
        }
        Some((key, name))
    }

    /// An entity's English name, so that one source is not shown under two names; else the words of the page.
    pub(super) fn shown(&self, entity: Option<&str>, words: &str) -> String {
        let name = entity.and_then(|e| self.all.ground.catalogue.name(e, Language::English));
        name.unwrap_or(words).to_owned()
    }

    /// An outlet by its key: its English name, else as a page writes it.
    pub(super) fn shown_key(&self, key: &str) -> String {
        if let Some(name) = self.all.ground.catalogue.name(key, Language::English) {
            return name.to_owned();
        }
        let outlets = self
            .by_page
            .keys()
            .filter_map(|p| self.all.pages[*p].article.outlet.as_deref());
        let mut named = outlets.filter(|o| outlet_key(o, None, self.all.ground) == key);
        named.next().unwrap_or(key).to_owned()
    }
}
