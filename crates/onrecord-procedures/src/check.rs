//! The checker of procedures: what is wrong in a pack, with file and line and what to do.
//! What does not live here: what TOML and types refuse by themselves (see `shelf::parse`).

use std::collections::BTreeSet;

use onrecord_model::{Ground, PackProblem};
use toml::Spanned;

use crate::pack::{Evidence, Gives, Mark, Procedure};
use crate::shelf::{line_at, parse};

/// Checks one file: that it reads, that every name it uses exists, that every fact has a source or says that it has none.
pub fn check(file: &str, text: &str, ground: &Ground) -> Vec<PackProblem> {
    let procedure = match parse(file, text) {
        Ok(procedure) => procedure,
        Err(problem) => return vec![problem],
    };
    let mut checker = Checker {
        file,
        text,
        procedure: &procedure,
        ground,
        problems: Vec::new(),
    };
    checker.head();
    checker.marks();
    checker.authorities();
    checker.bases();
    checker.steps();
    checker.routes();
    checker.terms();
    checker.problems.sort_by_key(|p| p.line);
    checker.problems
}

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
    procedure: &'a Procedure,
    ground: &'a Ground,
    problems: Vec<PackProblem>,
}

impl Checker<'_> {
    fn fault<T>(&mut self, at: &Spanned<T>, message: String) {
        self.problems.push(PackProblem {
            file: self.file.to_owned(),
            line: line_at(self.text, at.span().start),
            message,
        });
    }

    fn head(&mut self) {
        let procedure = self.procedure;
        let id = &procedure.head.id;
        if self.file.rsplit('/').next() != Some(&format!("{}.toml", id.get_ref())) {
            self.fault(id, format!("{} is not the file's name: rename one", id.get_ref()));
        }
        for kind in &procedure.head.kinds {
            if self.ground.kinds.get(kind).is_none() {
                self.fault(
                    id,
                    format!("kinds: there is no kind {kind:?}: see docs/claims.md"),
                );
            }
        }
        if let Some(regime) = &procedure.regime {
            for kind in regime.kind.get_ref() {
                if self.ground.kinds.get(kind).is_none() {
                    self.fault(
                        &regime.kind,
                        format!("regime: there is no kind {kind:?}: see docs/claims.md"),
                    );
                }
            }
            if regime.words.is_empty() {
                self.fault(
                    &regime.kind,
                    "regime has no words: every claim would be on it".into(),
                );
            }
        }
        if procedure.steps.is_empty() {
            self.fault(id, "has no step: add [[step]]".into());
        }
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        let ids = ids(procedure);
        for (what, id) in &ids {
            if !seen.insert((what, id.get_ref())) {
                self.fault(id, format!("{what} {} occurs twice: rename one", id.get_ref()));
            }
        }
    }

    /// Every fact names its sources, or says that it is from memory.
    fn marks(&mut self) {
        let procedure = self.procedure;
        let mut marks: Vec<(String, &Spanned<String>, Mark<'_>)> = Vec::new();
        macro_rules! collect {
            ($($list:ident $what:literal),*) => {$(
                for entry in &procedure.$list {
                    marks.push((format!("{} {}", $what, entry.id.get_ref()), &entry.id, entry.mark()));
                }
            )*};
        }
        collect!(authorities "authority", bases "basis", steps "step", routes "route",
            conditions "condition", clocks "clock", ends "end");
        for duration in &procedure.durations {
            marks.push((format!("duration {}", duration.en), &duration.zh, duration.mark()));
        }
        for (name, at, mark) in marks {
            if mark.source.is_empty() && !mark.unverified {
                self.fault(
                    at,
                    format!("{name} has no source: name one, or write unverified = true"),
                );
            }
            let others = mark.differs.iter().flat_map(|d| &d.source);
            for reference in mark.source.iter().chain(others) {
                let id = reference
                    .split_once(", ")
                    .map_or(reference.as_str(), |(id, _)| id);
                let known =
                    procedure.sources.iter().any(|s| s.id.get_ref() == id) || procedure.basis(id).is_some();
                if !known {
                    self.fault(
                        at,
                        format!("{name} names the unknown source {id:?}: add [[source]] or mend it"),
                    );
                }
            }
        }
    }

    /// Entities that authorities are must be in the catalogue; words that name them are in lower case.
    fn authorities(&mut self) {
        for authority in &self.procedure.authorities {
            for word in authority.words.iter().filter(|w| w.to_lowercase() != **w) {
                let id = authority.id.get_ref();
                self.fault(
                    &authority.id,
                    format!("authority {id} is looked for as {word:?}: words are in lower case"),
                );
            }
            for entity in authority
                .entities
                .iter()
                .filter(|e| self.ground.catalogue.get(e).is_none())
            {
                let id = authority.id.get_ref();
                self.fault(
                    &authority.id,
                    format!("authority {id} is the unknown entity {entity:?}: mend it"),
                );
            }
        }
    }

    fn bases(&mut self) {
        for basis in &self.procedure.bases {
            let id = &basis.id;
            if let (Some(from), Some(to)) = (basis.from, basis.to)
                && to < from
            {
                self.fault(
                    id,
                    format!("basis {} ends before it begins: mend from or to", id.get_ref()),
                );
            }
            if basis.from.is_none() && basis.open.is_none() && !basis.draft {
                self.fault(
                    id,
                    format!(
                        "basis {} does not say since when: add from, or say in open what is unknown",
                        id.get_ref()
                    ),
                );
            }
            for change in &basis.change {
                if basis.from.is_some_and(|f| change.on < f) || basis.to.is_some_and(|t| t < change.on) {
                    self.fault(
                        id,
                        format!(
                            "basis {} is changed on {} when it was not in force: mend the day",
                            id.get_ref(),
                            change.on
                        ),
                    );
                }
            }
        }
    }

    fn steps(&mut self) {
        let procedure = self.procedure;
        for step in &procedure.steps {
            let (id, name) = (&step.id, format!("step {}", step.id.get_ref()));
            let track = step.track.iter();
            for track in track.filter(|t| !procedure.tracks.iter().any(|k| k.id.get_ref() == *t)) {
                self.fault(
                    id,
                    format!("{name} is on the unknown track {track:?}: add [[track]] or mend it"),
                );
            }
            let of_form = step.form.iter();
            let authorities = step
                .authorities
                .iter()
                .chain(of_form.clone().filter_map(|f| f.authority.as_ref()));
            for authority in authorities.filter(|a| procedure.authority(a).is_none()) {
                self.fault(
                    id,
                    format!("{name} names the unknown authority {authority:?}: add [[authority]] or mend it"),
                );
            }
            let bases = step.basis.iter().chain(of_form.filter_map(|f| f.basis.as_ref()));
            for basis in bases.filter(|b| procedure.basis(b).is_none()) {
                self.fault(
                    id,
                    format!("{name} names the unknown basis {basis:?}: add [[basis]] or mend it"),
                );
            }
            for pair in step.form.windows(2) {
                if pair[0].to.is_none() || pair[1].from.is_none() || pair[0].to >= pair[1].from {
                    self.fault(id, format!("{name} has two forms on one day: mend from and to"));
                }
            }
            self.evidence(&name, &step.evidence);
        }
    }

    fn routes(&mut self) {
        let procedure = self.procedure;
        for route in &procedure.routes {
            let (id, name) = (&route.id, format!("route {}", route.id.get_ref()));
            for step in route.steps.iter().filter(|s| procedure.step(s).is_none()) {
                self.fault(id, format!("{name} goes by the unknown step {step:?}: mend it"));
            }
            let known = |r: &str| procedure.routes.iter().any(|k| k.id.get_ref() == r);
            for other in route.then.iter().filter(|r| !known(r)) {
                self.fault(
                    id,
                    format!("{name} goes on with the unknown route {other:?}: mend it"),
                );
            }
            self.evidence(&name, &route.evidence);
        }
    }

    fn terms(&mut self) {
        let procedure = self.procedure;
        for condition in &procedure.conditions {
            if procedure.basis(&condition.basis).is_none() {
                self.fault(
                    &condition.id,
                    format!(
                        "condition {} names the unknown basis {:?}: mend it",
                        condition.id.get_ref(),
                        condition.basis
                    ),
                );
            }
        }
        for clock in &procedure.clocks {
            let (id, name) = (&clock.id, format!("clock {}", clock.id.get_ref()));
            let steps = clock.stops.iter().chain(&clock.pauses).chain([&clock.starts]);
            for step in steps.filter(|s| procedure.step(s).is_none()) {
                self.fault(id, format!("{name} names the unknown step {step:?}: mend it"));
            }
            if clock.length <= 0 {
                self.fault(id, format!("{name} has no length: give a number above 0"));
            }
        }
    }

    fn evidence(&mut self, name: &str, evidence: &[Evidence]) {
        let procedure = self.procedure;
        for entry in evidence {
            let kinds = &entry.kind;
            let mut faults = Vec::new();
            if kinds.get_ref().is_empty() {
                faults.push("evidence asks for no kind: name one in kind".to_owned());
            }
            for kind in kinds.get_ref() {
                let Some(known) = self.ground.kinds.get(kind) else {
                    faults.push(format!(
                        "evidence asks for the unknown kind {kind:?}: see docs/claims.md"
                    ));
                    continue;
                };
                let roles = entry
                    .role
                    .keys()
                    .filter(|r| !matches!(r.as_str(), "subject" | "object"));
                for role in roles.filter(|r| !known.roles.contains(r)) {
                    faults.push(format!(
                        "evidence asks for the role {role:?}, which {kind} does not have: mend role"
                    ));
                }
            }
            let told = |s: &&String| {
                let mut kinds = kinds.get_ref().iter().filter_map(|k| self.ground.kinds.get(k));
                !kinds.any(|k| k.states.contains(s) || k.ends.contains(s))
            };
            for state in entry.state.iter().filter(told) {
                faults.push(format!(
                    "evidence asks for the state {state:?}, which its kinds do not have: mend state"
                ));
            }
            let authorities = entry.authority.iter().chain(&entry.no_authority);
            for authority in authorities.filter(|a| procedure.authority(a).is_none()) {
                faults.push(format!(
                    "evidence names the unknown authority {authority:?}: mend it"
                ));
            }
            match (&entry.end, entry.gives) {
                (None, Gives::Ended) => faults.push("evidence gives an end: name it in end".into()),
                (Some(end), Gives::Ended) if procedure.end(end).is_none() => {
                    faults.push(format!(
                        "evidence gives the unknown end {end:?}: add [[end]] or mend it"
                    ));
                }
                (Some(_), gives) if gives != Gives::Ended => {
                    faults.push("evidence has an end and gives none: write gives = \"ended\"".into());
                }
                _ => {}
            }
            let lists = [&entry.words, &entry.also, &entry.no_words, &entry.title];
            let words = lists.into_iter().flatten();
            for word in words.filter(|w| w.trim().is_empty() || w.to_lowercase() != **w) {
                faults.push(format!(
                    "evidence looks for {word:?}: words are in lower case and not empty"
                ));
            }
            for fault in faults {
                self.fault(kinds, format!("{name}: {fault}"));
            }
        }
    }
}

fn ids(procedure: &Procedure) -> Vec<(&'static str, &Spanned<String>)> {
    let mut ids = Vec::new();
    ids.extend(procedure.sources.iter().map(|e| ("source", &e.id)));
    ids.extend(procedure.authorities.iter().map(|e| ("authority", &e.id)));
    ids.extend(procedure.bases.iter().map(|e| ("basis", &e.id)));
    ids.extend(procedure.tracks.iter().map(|e| ("track", &e.id)));
    ids.extend(procedure.steps.iter().map(|e| ("step", &e.id)));
    ids.extend(procedure.routes.iter().map(|e| ("route", &e.id)));
    ids.extend(procedure.conditions.iter().map(|e| ("condition", &e.id)));
    ids.extend(procedure.clocks.iter().map(|e| ("clock", &e.id)));
    ids.extend(procedure.ends.iter().map(|e| ("end", &e.id)));
    ids
}
