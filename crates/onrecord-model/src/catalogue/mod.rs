//! The catalogue: entities known beforehand, read from the packs' stage `entities`, and the dictionary of all their names.
//! What does not live here: which of the names found stand (see `known`), and names that no catalogue knows.

mod context;
mod known;

use std::borrow::Cow;
use std::sync::Arc;

use crate::language::{is_han, is_letter_or_digit};
use crate::pack::{Field, ListSource, PackProblem, PackSources};
use crate::{Dictionary, EntityId, Language, NameKind, RuleName};
use context::Context;

pub use known::{Known, known};

/// An entity known beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Id, such as `xiaomi-ev`.
    pub id: EntityId,
    /// What it is.
    pub kind: NameKind,
    /// Canonical Chinese name.
    pub zh: Option<String>,
    /// Canonical English name.
    pub en: Option<String>,
    /// The entity it is a part of.
    pub part_of: Option<EntityId>,
    /// Registrable domains that an outlet publishes at.
    pub domains: Vec<String>,
    /// The list it stands in, as a rule name: `common/entities/car-makers-china`.
    pub rule: RuleName,
}

/// What one written form may stand for.
#[derive(Clone, Debug)]
struct Sense {
    /// Index into `Catalogue::entities`.
    pub entity: usize,
    /// Index of the context that must hold.
    pub context: Option<usize>,
    /// Counts only beside a sure name of the same entity.
    pub echo: bool,
}

/// A written form with its senses; no sense at all for words that only look like names.
#[derive(Clone, Debug, Default)]
struct Form {
    pub senses: Vec<Sense>,
    /// Letters must not touch the name.
    pub latin: bool,
}

impl Form {
    /// A word without senses only looks like a name, and takes the place of the name that it looks like.
    fn of(name: &str, senses: impl Iterator<Item = Sense>) -> Form {
        let mut senses: Vec<Sense> = senses.collect();
        // What asks for a context comes first: it is the more special sense.
        senses.sort_by_key(|s| (s.context.is_none() && !s.echo, s.entity));
        Form {
            latin: if senses.is_empty() {
                name.is_ascii()
            } else {
                name.chars().any(|c| !is_han(c) && is_letter_or_digit(c))
            },
            senses,
        }
    }
}

/// Entities known beforehand.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    forms: Vec<Form>,
    contexts: Vec<Context>,
    names: Dictionary,
    /// Domain → index into `entities`, sorted.
    domains: Vec<(String, usize)>,
}

/// A row as written: `id: name, name~context, *machine-translated name, <whole, @domain, =kind`.
struct Row<'a> {
    id: &'a str,
    kind: NameKind,
    part_of: Option<&'a str>,
    domains: Vec<&'a str>,
    /// Name, the context it asks for, left by machine translation.
    names: Vec<(&'a str, Option<&'a str>, bool)>,
    list: &'a ListSource,
}

impl Catalogue {
    /// Compiles the lists of stage `entities`.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Catalogue {
        let lists: Vec<&ListSource> = sources.lists.iter().filter(|l| l.stage == "entities").collect();
        let contexts: Vec<Context> = lists.iter().filter_map(|l| Context::compile(l)).collect();
        let mut rows = Vec::new();
        let mut blocked: Vec<&str> = Vec::new();
        for list in &lists {
            let problem = |message: String| PackProblem {
                file: list.file.clone(),
                line: list.line,
                message: format!("list {}: {message}", list.name),
            };
            if list.name.ends_with("/not-names") {
                blocked.extend(list.words.iter().map(String::as_str));
                continue;
            }
            let Some(kind) = list.fields.get("kind").and_then(Field::text) else {
                if !list.name.contains("/near-") {
                    problems.push(problem("has no kind: add kind = \"org\" or another".into()));
                }
                continue;
            };
            let Some(kind) = kind_of(kind) else {
                problems.push(problem(format!("knows no kind {kind:?}")));
                continue;
            };
            for words in &list.words {
                match Row::parse(words, kind, list) {
                    Ok(row) => rows.push(row),
                    Err(message) => problems.push(problem(message)),
                }
            }
        }
        rows.sort_by_key(|r| r.id);
        for pair in rows.windows(2) {
            if pair[0].id == pair[1].id {
                problems.push(PackProblem {
                    file: pair[1].list.file.clone(),
                    line: pair[1].list.line,
                    message: format!("entity {} stands twice: rename or merge", pair[1].id),
                });
            }
        }
        rows.dedup_by_key(|r| r.id);
        Catalogue::build(&rows, contexts, &blocked, problems)
    }

    fn build(
        rows: &[Row<'_>],
        contexts: Vec<Context>,
        blocked: &[&str],
        problems: &mut Vec<PackProblem>,
    ) -> Catalogue {
        let mut entities = Vec::with_capacity(rows.len());
        // Each way to write a name with its sense; none for words that only look like one.
        let mut written: Vec<(Cow<'_, str>, Option<Sense>)> = Vec::new();
        let mut domains = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let problem = |message: String| PackProblem {
                file: row.list.file.clone(),
                line: row.list.line,
                message: format!("entity {}: {message}", row.id),
            };
            let own = |han: bool| {
                let of = |mt: bool| {
                    row.names
                        .iter()
                        .find(|(n, _, m)| *m == mt && n.chars().any(is_han) == han)
                        .map(|(n, ..)| (*n).to_owned())
                };
                of(false).or_else(|| of(true))
            };
            if let Some(whole) = row.part_of
                && rows.binary_search_by_key(&whole, |r| r.id).is_err()
            {
                problems.push(problem(format!("is part of {whole}, which is not there: add it")));
            }
            entities.push(Entity {
                id: Arc::from(row.id),
                kind: row.kind,
                zh: own(true),
                en: own(false),
                part_of: row.part_of.map(Arc::from),
                domains: row.domains.iter().map(|d| (*d).to_owned()).collect(),
                rule: Arc::from(row.list.name.as_str()),
            });
            domains.extend(row.domains.iter().map(|d| ((*d).to_owned(), index)));
            let mt_near = row.list.fields.get("mt_near").and_then(Field::text);
            for (name, near, mt) in &row.names {
                let near = near.or(if *mt { mt_near } else { None });
                let mut context = None;
                if let Some(near) = near.filter(|n| *n != "echo") {
                    context = contexts.iter().position(|c| c.name == near);
                    if context.is_none() {
                        problems.push(problem(format!("asks for list near-{near}, which is not there")));
                        continue;
                    }
                }
                let sense = Sense {
                    entity: index,
                    context,
                    echo: near == Some("echo"),
                };
                if *mt {
                    // Machine translation does not know that it holds a name, so it may not capitalise.
                    let lower = name.to_lowercase();
                    let mut sentence = lower.clone();
                    if let Some(first) = sentence.get_mut(0..1) {
                        first.make_ascii_uppercase();
                    }
                    let mut ways = [(*name).to_owned(), lower, sentence];
                    ways.sort();
                    for (at, way) in ways.iter().enumerate() {
                        if at == 0 || *way != ways[at - 1] {
                            written.push((Cow::Owned(way.clone()), Some(sense.clone())));
                        }
                    }
                } else {
                    written.push((Cow::Borrowed(name), Some(sense)));
                }
            }
        }
        written.extend(blocked.iter().map(|words| (Cow::Borrowed(*words), None)));
        written.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut names, mut forms) = (Vec::new(), Vec::new());
        for ways in written.chunk_by(|a, b| a.0 == b.0) {
            let name = &*ways[0].0;
            names.push(name);
            forms.push(Form::of(name, ways.iter().filter_map(|(_, sense)| sense.clone())));
        }
        domains.sort();
        Catalogue {
            entities,
            names: Dictionary::of(names),
            forms,
            contexts,
            domains,
        }
    }

    /// The entity of an id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities
            .binary_search_by(|e| (*e.id).cmp(id))
            .ok()
            .map(|i| &self.entities[i])
    }

    /// The canonical name of an entity in a language, in another where that one has none.
    pub fn name(&self, id: &str, lang: Language) -> Option<&str> {
        let entity = self.get(id)?;
        let (first, second) = match lang {
            Language::Chinese => (&entity.zh, &entity.en),
            _ => (&entity.en, &entity.zh),
        };
        first.as_deref().or(second.as_deref())
    }

    /// The outermost entity that `id` is a part of; itself where it is no part.
    pub fn root<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        for _ in 0..8 {
            match self.get(id).and_then(|e| e.part_of.as_deref()) {
                Some(whole) => id = whole,
                None => break,
            }
        }
        id
    }

    /// The outlet that publishes at a host: `www.reuters.com` and `reuters.com` both find Reuters. The longest
    /// domain wins, so `tech.163.com` is the technology desk and `163.com` the portal.
    pub fn outlet_at(&self, host: &str) -> Option<&Entity> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Ok(i) = self.domains.binary_search_by(|(d, _)| d.as_str().cmp(rest)) {
                return Some(&self.entities[self.domains[i].1]);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The entity of a long name whose short form, without a legal ending, is the catalogue's.
    pub fn short_form(&self, name: &str, endings: &[String]) -> Option<EntityId> {
        let core = endings
            .iter()
            .find_map(|ending| name.strip_suffix(ending.as_str()))?;
        self.named(core)
            .filter(|e| matches!(e.kind, NameKind::Org | NameKind::Authority))
            .map(|e| e.id.clone())
    }

    /// The entity that a name stands for by itself, whatever surrounds it: for names that metadata give
    /// ("来源：新华网"). `None` for unknown names and for names that need a context and are no outlet.
    pub fn named(&self, name: &str) -> Option<&Entity> {
        let name = name.trim();
        let (length, form) = self.names.longest(name.as_bytes())?;
        if length != name.len() {
            return None;
        }
        let senses = &self.forms[form].senses;
        senses
            .iter()
            .rev()
            .map(|s| (s, &self.entities[s.entity]))
            .find(|(s, e)| (s.context.is_none() && !s.echo) || e.kind == NameKind::Outlet)
            .map(|(_, e)| e)
    }
}

impl<'a> Row<'a> {
    fn parse(words: &'a str, kind: NameKind, list: &'a ListSource) -> Result<Row<'a>, String> {
        let (id, rest) = words
            .split_once(": ")
            .ok_or_else(|| format!("{words:?} is no row: write \"id: name, …\""))?;
        let mut row = Row {
            id,
            kind,
            part_of: None,
            domains: Vec::new(),
            names: Vec::new(),
            list,
        };
        for part in rest.split(", ").map(str::trim).filter(|p| !p.is_empty()) {
            if let Some(whole) = part.strip_prefix('<') {
                row.part_of = Some(whole);
            } else if let Some(domain) = part.strip_prefix('@') {
                row.domains.push(domain);
            } else if let Some(kind) = part.strip_prefix('=') {
                row.kind = kind_of(kind).ok_or_else(|| format!("{id}: knows no kind {kind:?}"))?;
            } else {
                let (mt, part) = match part.strip_prefix('*') {
                    Some(part) => (true, part),
                    None => (false, part),
                };
                let (name, near) = match part.split_once('~') {
                    Some((name, near)) => (name, Some(near)),
                    None => (part, None),
                };
                row.names.push((name, near, mt));
            }
        }
        if row.names.is_empty() {
            return Err(format!("{id} has no name: add one"));
        }
        Ok(row)
    }
}

/// The kind of a word in the packs.
pub fn kind_of(word: &str) -> Option<NameKind> {
    Some(match word {
        "org" => NameKind::Org,
        "person" => NameKind::Person,
        "place" => NameKind::Place,
        "product" => NameKind::Product,
        "authority" => NameKind::Authority,
        "outlet" => NameKind::Outlet,
        "document" => NameKind::Document,
        "facility" => NameKind::Facility,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn list(name: &str, kind: &str, words: &[&str]) -> ListSource {
        let mut fields = BTreeMap::new();
        if !kind.is_empty() {
            fields.insert("kind".to_owned(), Field::Text(kind.to_owned()));
        }
        ListSource {
            name: format!("common/entities/{name}"),
            stage: "entities".into(),
            lang: Language::Other,
            file: "test.toml".into(),
            line: 1,
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            fields,
        }
    }

    #[test]
    fn rows_become_entities_with_names_wholes_and_domains() {
        let sources = PackSources {
            rules: Vec::new(),
            lists: vec![
                list(
                    "makers",
                    "org",
                    &["acme: 阿克米集团, Acme", "acme-ev: 阿克米汽车, Acme EV, <acme"],
                ),
                list(
                    "press",
                    "outlet",
                    &[
                        "bugle: 号角报, The Bugle, @bugle.example",
                        "desk: Bugle Tech, @tech.bugle.example",
                    ],
                ),
            ],
            ..PackSources::default()
        };
        let mut problems = Vec::new();
        let catalogue = Catalogue::compile(&sources, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(catalogue.root("acme-ev"), "acme");
        assert_eq!(catalogue.name("acme-ev", Language::Chinese), Some("阿克米汽车"));
        assert_eq!(&*catalogue.outlet_at("www.bugle.example").unwrap().id, "bugle");
        assert_eq!(&*catalogue.outlet_at("tech.bugle.example").unwrap().id, "desk");
        assert!(catalogue.outlet_at("example").is_none());
        assert_eq!(&*catalogue.named("号角报").unwrap().id, "bugle");
        assert!(catalogue.named("号角报社").is_none());
    }

    #[test]
    fn what_is_wrong_with_a_row_is_told() {
        let sources = PackSources {
            rules: Vec::new(),
            lists: vec![list(
                "makers",
                "org",
                &[
                    "acme: Acme~nowhere",
                    "acme: Acme",
                    "lost: Lost, <nobody",
                    "empty: ",
                ],
            )],
            ..PackSources::default()
        };
        let mut problems = Vec::new();
        Catalogue::compile(&sources, &mut problems);
        let told: Vec<String> = problems.iter().map(|p| p.message.clone()).collect();
        for part in ["near-nowhere", "stands twice", "part of nobody", "no name"] {
            assert!(told.iter().any(|m| m.contains(part)), "{part}: {told:?}");
        }
    }
}
