//! The labels that a model may give: kinds with their states and roles, and the sorts of who takes part, from the kinds and
//! frames of the packs.
//! What does not live here: what a state means (`onrecord_model::kinds`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::kinds::Kind;
use onrecord_model::pack::Field;
use onrecord_model::{Ground, NameKind, PackSources};

/// The labels of all kinds.
#[derive(Debug)]
pub struct Labels {
    kinds: BTreeMap<String, Label>,
}

/// The labels of one kind.
#[derive(Debug, Default)]
pub struct Label {
    /// Its states, in order.
    pub states: Vec<String>,
    /// Its roles.
    pub roles: Vec<String>,
    /// States that may be told of a public body; `None` if all may.
    of_bodies: Option<Vec<String>>,
    /// Sorts that its frames take in a part: `subject`, `object` or a role. A part that is not here takes any.
    sorts: BTreeMap<String, Sorts>,
}

#[derive(Debug, Default)]
struct Sorts {
    named: BTreeSet<String>,
    any: bool,
}

impl Labels {
    /// Takes the kinds, and from the frames of all languages who may take part in them.
    pub fn of(ground: &Ground, sources: &PackSources) -> Labels {
        let mut kinds: BTreeMap<String, Label> = ground
            .kinds
            .all()
            .iter()
            .filter(|kind| !Kind::is_of_words(&kind.name))
            .map(|kind| (kind.name.clone(), Label::of(kind)))
            .collect();
        for rule in sources.rules.iter().filter(|r| r.stage == "frames") {
            let label = rule.text("kind").and_then(|kind| kinds.get_mut(kind));
            let parts = rule.fields.get("parts").and_then(Field::table);
            let (Some(label), Some(parts)) = (label, parts) else {
                continue;
            };
            let in_field = |field: &str, name: &str| {
                let named = rule.text(field).unwrap_or_default();
                named.split_whitespace().any(|part| part == name)
            };
            for (name, part) in parts {
                let part = part.table();
                let of_part = |field: &str| part.and_then(|p| p.get(field)).and_then(Field::text);
                let mut places: Vec<&str> = of_part("role").into_iter().collect();
                places.extend(in_field("about", name).then_some("subject"));
                places.extend(in_field("object", name).then_some("object"));
                for place in places {
                    label
                        .sorts
                        .entry(place.to_owned())
                        .or_default()
                        .take(of_part("sort"));
                }
            }
        }
        Labels { kinds }
    }

    /// The labels of a kind; `None` for what is no kind that a model may propose.
    pub fn get(&self, kind: &str) -> Option<&Label> {
        self.kinds.get(kind)
    }

    /// Kinds with their labels, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Label)> {
        self.kinds.iter().map(|(name, label)| (name.as_str(), label))
    }
}

impl Label {
    fn of(kind: &Kind) -> Label {
        Label {
            states: kind.every_state().map(str::to_owned).collect(),
            roles: kind.roles.clone(),
            of_bodies: kind.not_of_authorities.then(|| kind.of_anybody.clone()),
            sorts: BTreeMap::new(),
        }
    }

    /// True if a name of this sort may stand in a part (`subject`, `object`, a role) of a claim with this state.
    pub fn takes(&self, part: &str, state: &str, name: NameKind) -> bool {
        let body = part == "subject" && name == NameKind::Authority;
        if body
            && let Some(states) = &self.of_bodies
            && !states.iter().any(|s| s == state)
        {
            return false;
        }
        self.sorts.get(part).is_none_or(|sorts| sorts.take_name(name))
    }
}

impl Sorts {
    /// Adds what a part of a frame takes; a part without sorts takes anything.
    fn take(&mut self, sorts: Option<&str>) {
        match sorts {
            None => self.any = true,
            Some(words) => self.named.extend(words.split_whitespace().map(str::to_owned)),
        }
    }

    fn take_name(&self, name: NameKind) -> bool {
        // A name of one sort may name another: a firm its product, a country its government. A noun of a list may be
        // specified by any name.
        let as_written: &[&str] = match name {
            NameKind::Org | NameKind::Outlet => &["org", "product", "goods"],
            NameKind::Person => &["person"],
            NameKind::Place => &["place", "body"],
            NameKind::Product => &["product", "goods", "org"],
            NameKind::Authority => &["body"],
            NameKind::Document => &["document"],
            NameKind::Facility => &["facility"],
        };
        let named = |word: &str| self.named.contains(word);
        self.any || named("any") || as_written.iter().any(|w| named(w))
    }
}
