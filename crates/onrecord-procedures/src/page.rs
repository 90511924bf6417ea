//! The page of a procedure, in Markdown, out of its data: `docs/procedures/NAME.md`.
//! What does not live here: somebody's way through it (see `way`).

use std::fmt::Write;

use crate::pack::{Basis, Evidence, Gives, Mark, Procedure, Unit, Words};

/// Writes the page of a shipped procedure as it is kept in `docs/procedures`: with where it is made from.
pub fn kept(procedure: &Procedure) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<!-- Made from crates/onrecord-procedures/data/{}.toml: change that, then run",
        procedure.id()
    );
    let _ = writeln!(
        out,
        "     cargo test -p onrecord-procedures --test packs -- --ignored -->\n"
    );
    out + &page(procedure)
}

/// Writes the page.
pub fn page(procedure: &Procedure) -> String {
    let mut out = String::new();
    let head = &procedure.head;
    let _ = writeln!(out, "# {} · {} (`{}`)\n", head.en, head.zh, procedure.id());
    let _ = writeln!(out, "{}\n\n{}\n", head.about.en, head.about.zh);
    let _ = writeln!(
        out,
        "No legal advice, no prediction. *Unverified* marks what was written from memory; ≠ marks a source that says otherwise.\n"
    );
    let writer = Writer { procedure };
    writer.authorities(&mut out);
    writer.bases(&mut out);
    writer.steps(&mut out);
    writer.routes(&mut out);
    writer.terms(&mut out);
    writer.sources(&mut out);
    out
}

struct Writer<'a> {
    procedure: &'a Procedure,
}

impl Writer<'_> {
    /// What a fact rests on, in brackets.
    fn rests_on(&self, mark: Mark<'_>) -> String {
        let mut parts: Vec<String> = mark.source.iter().map(|s| self.procedure.cite(s)).collect();
        if mark.unverified {
            parts.push("*unverified*".into());
        }
        let mut text = format!("[{}]", parts.join("; "));
        for other in mark.differs {
            let by: Vec<String> = other.source.iter().map(|s| self.procedure.cite(s)).collect();
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" [{}]", by.join("; "))
            };
            let _ = write!(text, " ≠ {}{by}", other.en);
        }
        text
    }

    fn authorities(&self, out: &mut String) {
        let _ = writeln!(out, "## Authorities\n");
        for a in &self.procedure.authorities {
            let _ = writeln!(
                out,
                "- **{}** · {} (`{}`): {} {}",
                a.en,
                a.zh,
                a.id.get_ref(),
                a.does.en,
                self.rests_on(a.mark())
            );
        }
        let _ = writeln!(out);
    }

    fn bases(&self, out: &mut String) {
        if self.procedure.bases.is_empty() {
            return;
        }
        let _ = writeln!(out, "## Laws\n");
        for b in &self.procedure.bases {
            let number = b.number.as_deref().map(|n| format!(", {n}")).unwrap_or_default();
            let dated = b
                .dated
                .as_deref()
                .map(|d| format!(", dated {d}"))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "- **{}** · {}{number}{dated}; {}. {} {}",
                b.en,
                b.zh,
                in_force(b),
                b.did.en,
                self.rests_on(b.mark())
            );
            for c in &b.change {
                let mark = Mark {
                    source: &c.source,
                    unverified: c.unverified,
                    differs: &[],
                };
                let _ = writeln!(out, "  - since {}: {} {}", c.on, c.en, self.rests_on(mark));
            }
        }
        let _ = writeln!(out);
    }

    fn steps(&self, out: &mut String) {
        let _ = writeln!(out, "## Steps\n");
        let mut track = None;
        for (number, s) in self.procedure.steps.iter().enumerate() {
            if s.track != track {
                track.clone_from(&s.track);
                let own = self
                    .procedure
                    .tracks
                    .iter()
                    .find(|t| Some(t.id.get_ref()) == track.as_ref());
                let name = own.map_or("Common to all".to_owned(), |t| format!("{} · {}", t.en, t.zh));
                let _ = writeln!(out, "### {name}\n");
            }
            let optional = if s.optional { ", optional" } else { "" };
            let aside = if s.aside { ", may befall" } else { "" };
            let _ = writeln!(
                out,
                "{}. **{}** · {} (`{}`{optional}{aside}) {}",
                number + 1,
                s.en,
                s.zh,
                s.id.get_ref(),
                self.rests_on(s.mark())
            );
            for f in &s.form {
                let days = match (f.from, f.to) {
                    (None, Some(to)) => format!("until {to}"),
                    (Some(from), None) => format!("since {from}"),
                    (Some(from), Some(to)) => format!("{from} to {to}"),
                    (None, None) => "always".into(),
                };
                let by = f.authority.as_deref().and_then(|a| self.procedure.authority(a));
                let by = by.map(|a| format!(" ({})", a.en)).unwrap_or_default();
                let law = f.basis.as_deref().and_then(|b| self.procedure.basis(b));
                let law = law.map(|b| format!(", {}", b.en)).unwrap_or_default();
                let _ = writeln!(out, "   - {days}: {} · {}{by}{law}", f.en, f.zh);
            }
            let _ = writeln!(out, "   - proves it: {}", s.proves.en);
            if let Some(not) = &s.does_not_prove {
                let _ = writeln!(out, "   - does not prove it: {}", not.en);
            }
            if let Some(note) = &s.note {
                let _ = writeln!(out, "   - note: {}", note.en);
            }
            for e in &s.evidence {
                let _ = writeln!(out, "   - claims: {}", claims(e));
            }
        }
        let _ = writeln!(out);
    }

    fn routes(&self, out: &mut String) {
        if self.procedure.routes.is_empty() {
            return;
        }
        let _ = writeln!(out, "## Routes\n");
        for r in &self.procedure.routes {
            let examples = if r.examples.is_empty() {
                String::new()
            } else {
                format!(" Examples: {}.", r.examples.join(", "))
            };
            let note = r.note.as_ref().map(|n| format!(" {}", n.en)).unwrap_or_default();
            let _ = writeln!(
                out,
                "- **{}** · {} (`{}`): {}.{note}{examples} {}",
                r.en,
                r.zh,
                r.id.get_ref(),
                r.steps.join(" → "),
                self.rests_on(r.mark())
            );
            for e in &r.evidence {
                let _ = writeln!(out, "  - claims: {}", claims(e));
            }
        }
        let _ = writeln!(out);
    }

    fn terms(&self, out: &mut String) {
        let p = self.procedure;
        if !p.conditions.is_empty() {
            let _ = writeln!(out, "## Conditions\n");
            for c in &p.conditions {
                let law = p.basis(&c.basis).map_or(c.basis.as_str(), |b| b.en.as_str());
                let _ = writeln!(
                    out,
                    "- {} · {}: **{}** ({law}) {}",
                    c.en,
                    c.zh,
                    c.value,
                    self.rests_on(c.mark())
                );
            }
            let _ = writeln!(out);
        }
        if !p.clocks.is_empty() {
            let _ = writeln!(out, "## Clocks\n");
            for c in &p.clocks {
                let unit = unit(c.unit);
                let longer = words(c.longer.as_ref())
                    .map(|w| format!("; longer: {w}"))
                    .unwrap_or_default();
                let held = words(c.held_up.as_ref())
                    .map(|w| format!("; held up: {w}"))
                    .unwrap_or_default();
                let stops = if c.stops.is_empty() {
                    String::new()
                } else {
                    format!(", until `{}`", c.stops.join("`, `"))
                };
                let _ = writeln!(
                    out,
                    "- **{}** · {}: {} {unit} from `{}`{stops}{longer}{held} {}",
                    c.en,
                    c.zh,
                    c.length,
                    c.starts,
                    self.rests_on(c.mark())
                );
            }
            let _ = writeln!(out);
        }
        if !p.ends.is_empty() {
            let _ = writeln!(out, "## Ends\n");
            for e in &p.ends {
                let note = words(e.note.as_ref())
                    .map(|w| format!(": {w}"))
                    .unwrap_or_default();
                let _ = writeln!(
                    out,
                    "- **{}** · {} (`{}`){note} {}",
                    e.en,
                    e.zh,
                    e.id.get_ref(),
                    self.rests_on(e.mark())
                );
            }
            let _ = writeln!(out);
        }
        if !p.durations.is_empty() {
            let _ = writeln!(out, "## How long it took\n");
            for d in &p.durations {
                let _ = writeln!(
                    out,
                    "- {} · {}: {} {}",
                    d.en,
                    d.zh.get_ref(),
                    d.value,
                    self.rests_on(d.mark())
                );
            }
            let _ = writeln!(out);
        }
        if !p.unknowns.is_empty() {
            let _ = writeln!(out, "## Unknown\n");
            for u in &p.unknowns {
                let _ = writeln!(out, "- {} · {}", u.en, u.zh);
            }
            let _ = writeln!(out);
        }
    }

    fn sources(&self, out: &mut String) {
        let _ = writeln!(out, "## Sources\n");
        for s in &self.procedure.sources {
            let _ = writeln!(out, "- {}", self.procedure.cite(s.id.get_ref()));
        }
    }
}

fn words(words: Option<&Words>) -> Option<&str> {
    words.map(|w| w.en.as_str())
}

/// What a term is counted in, in words.
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "days",
        Unit::WorkingDays => "working days",
        Unit::Weeks => "weeks",
        Unit::Months => "months",
    }
}

/// The days a law was in force, in words.
pub fn in_force(basis: &Basis) -> String {
    let days = match (basis.draft, basis.from, basis.to) {
        (true, ..) => "a draft, never known to be in force".to_owned(),
        (false, Some(from), Some(to)) => format!("in force {from} to {to}"),
        (false, Some(from), None) => format!("in force since {from}"),
        (false, None, Some(to)) => format!("in force until {to}"),
        (false, None, None) => "days in force unknown".to_owned(),
    };
    match &basis.open {
        Some(open) => format!("{days} ({})", open.en),
        None => days,
    }
}

/// What evidence asks for, in one line.
fn claims(e: &Evidence) -> String {
    let mut text = e.kind.get_ref().join(" or ");
    if !e.state.is_empty() {
        let _ = write!(text, " {}", e.state.join(" or "));
    }
    let list = |text: &mut String, what: &str, list: &[String]| {
        if !list.is_empty() {
            let _ = write!(text, ", {what} {}", list.join(", "));
        }
    };
    list(&mut text, "by", &e.authority);
    list(&mut text, "not by", &e.no_authority);
    list(&mut text, "with the words", &e.words);
    list(&mut text, "and", &e.also);
    list(&mut text, "without", &e.no_words);
    list(&mut text, "on a page about", &e.title);
    for (role, who) in &e.role {
        let _ = write!(text, ", {role}: {}", format!("{who:?}").to_lowercase());
    }
    if let Some(other) = e.names_other {
        let _ = write!(text, ", naming {}other", if other { "an" } else { "no " });
    }
    if e.settled {
        text.push_str(", on record");
    }
    let gives = match e.gives {
        Gives::UnderWay => "under way",
        Gives::Near => "near",
        Gives::OthersName => "under another's name",
        Gives::Done => "done",
        Gives::NotDone => "not done",
        Gives::Expected => "expected",
        Gives::Ended => e.end.as_deref().unwrap_or("ended"),
    };
    format!("{text} → {gives}")
}
