//! The checker of procedures: what is wrong in a pack, with file and line and what to do.
//! What does not live here: what TOML and types refuse by themselves (see `shelf::parse`).

use std::collections::BTreeSet;

use onrecord_model::{Ground, PackProblem};
use toml::Spanned;

use crate::pack::{Evidence, Gives, Mark, Procedure, Seat};
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
        for seat in &procedure.head.seats {
            let kinds = procedure.head.kinds.iter().chain(all_kinds(procedure));
            self.seat(id, "seats", seat, kinds);
        }
        for word in procedure.head.refers.iter().filter(|w| is_no_word(w)) {
            self.fault(
                id,
                format!("refers has {word:?}: words are in lower case and not empty"),
            );
        }
        if let Some(regime) = &procedure.regime {
            for word in regime
                .words
                .iter()
                .chain(&regime.no_words)
                .filter(|w| is_no_word(w))
            {
                self.fault(
                    &regime.kind,
                    format!("regime looks for {word:?}: words are in lower case and not empty"),
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

    /// A seat that is a role must be one of these kinds.
    fn seat<'k, T>(
        &mut self,
        at: &Spanned<T>,
        name: &str,
        seat: &Seat,
        kinds: impl Iterator<Item = &'k String>,
    ) {
        let Seat::Role(role) = seat else { return };
        let mut kinds = kinds.filter_map(|k| self.ground.kinds.get(k));
        if !kinds.any(|k| k.roles.contains(role)) {
            self.fault(
                at,
                format!(
                    "{name}: there is no seat {role:?}: write subject, object, owner, named, or a role of its kinds"
                ),
            );
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
            self.sources(at, &name, mark.source.iter().chain(others));
        }
        for basis in &procedure.bases {
            for change in &basis.change {
                let name = format!("change of basis {} on {}", basis.id.get_ref(), change.on);
                if change.source.is_empty() && !change.unverified {
                    self.fault(
                        &basis.id,
                        format!("{name} has no source: name one, or write unverified = true"),
                    );
                }
                self.sources(&basis.id, &name, change.source.iter());
            }
        }
    }

    fn sources<'s, T>(&mut self, at: &Spanned<T>, name: &str, references: impl Iterator<Item = &'s String>) {
        let procedure = self.procedure;
        {
            for reference in references {
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
            let words = authority.words.iter().chain(&authority.short);
            for word in words.filter(|w| is_no_word(w)) {
                let id = authority.id.get_ref();
                self.fault(
                    &authority.id,
                    format!(
                        "authority {id} is looked for as {word:?}: words are in lower case and not empty"
                    ),
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
        let order = procedure.routes.iter().flat_map(|r| r.steps.windows(2));
        let order: Vec<(&str, &str)> = order.map(|p| (p[0].as_str(), p[1].as_str())).collect();
        let then = procedure.routes.iter().flat_map(|r| {
            let to = r.then.iter().map(String::as_str);
            to.map(|t| (r.id.get_ref().as_str(), t))
        });
        let then: Vec<(&str, &str)> = then.collect();
        for route in &procedure.routes {
            let (id, name) = (&route.id, format!("route {}", route.id.get_ref()));
            // A fault is told where it closes: at the first route whose steps lead back.
            let back = route.steps.windows(2).find(|p| leads(&order, &p[1], &p[0]));
            if let Some(pair) = back {
                self.fault(
                    id,
                    format!(
                        "{name}: {} comes before {}, and another way round as well: put them in one order, each step once a route",
                        pair[0], pair[1]
                    ),
                );
            }
            if let Some(other) = route.then.iter().find(|t| leads(&then, t, route.id.get_ref())) {
                self.fault(
                    id,
                    format!("{name} goes on with {other:?}, which leads back to it: leave one of the two out of then"),
                );
            }
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
            if clock.stops.contains(&clock.starts) || clock.pauses.contains(&clock.starts) {
                self.fault(
                    id,
                    format!(
                        "{name} is stopped or held up by the step that starts it, {:?}: leave it out",
                        clock.starts
                    ),
                );
            }
            if let Some(basis) = clock.basis.iter().find(|b| procedure.basis(b).is_none()) {
                self.fault(
                    id,
                    format!("{name} names the unknown basis {basis:?}: add [[basis]] or mend it"),
                );
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
            for seat in &entry.seat {
                self.seat(kinds, name, seat, kinds.get_ref().iter());
            }
            for list in &entry.object_in {
                let mut entities = self.ground.catalogue.entities.iter();
                if !entities.any(|e| e.rule.contains(list.as_str())) {
                    faults.push(format!(
                        "evidence asks for the unknown list of entities {list:?}: mend object_in"
                    ));
                }
            }
            if entry.by_reference && procedure.head.refers.is_empty() {
                faults.push("evidence is by_reference, and nothing refers: add refers to [procedure]".into());
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
            let lists = [
                &entry.words,
                &entry.also,
                &entry.no_words,
                &entry.title,
                &entry.no_title,
            ];
            let words = lists.into_iter().flatten();
            for word in words.filter(|w| is_no_word(w)) {
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

/// True for what can never be found: nothing, or capitals, for all is looked for in lower case.
fn is_no_word(word: &str) -> bool {
    word.trim().is_empty() || word.to_lowercase() != word
}

/// True if one leads to another over these pairs.
fn leads(pairs: &[(&str, &str)], from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(pairs.iter().filter(|(a, _)| *a == at).map(|(_, b)| *b));
        }
    }
    false
}

/// The kinds that evidence asks for.
fn all_kinds(procedure: &Procedure) -> impl Iterator<Item = &String> {
    let of_steps = procedure.steps.iter().flat_map(|s| &s.evidence);
    let of_routes = procedure.routes.iter().flat_map(|r| &r.evidence);
    of_steps.chain(of_routes).flat_map(|e| e.kind.get_ref())
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
