//! Which printed matter meets a want, and which is forbidden.
//! What does not live here: the cases.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

/// A headline that a careful editor would let stand.
#[derive(Clone, Debug, Deserialize)]
pub struct Want {
    #[serde(flatten)]
    rule: Rule,
    /// Other ways to meet it; each takes what it does not name from the want itself.
    #[serde(default, rename = "or")]
    others: Vec<serde_json::Map<String, Value>>,
}

/// A headline that would be false or libellous.
#[derive(Clone, Debug, Deserialize)]
pub struct Never {
    #[serde(flatten)]
    rule: Rule,
    #[serde(default)]
    settled_only: bool,
    #[serde(default)]
    unless_flags: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, serde::Serialize)]
struct Rule {
    subject: Option<Vec<String>>,
    kind: Option<Vec<String>>,
    state: Option<Vec<String>>,
    polarity: Option<String>,
    standing: Option<Vec<String>>,
    flags: Option<Vec<String>>,
    settled: Option<bool>,
    object: Option<Vec<String>>,
    value: Option<Vec<Value>>,
}

/// A matter as printed.
#[derive(Clone, Debug)]
pub struct Printed {
    subject: Vec<String>,
    object: Vec<String>,
    kind: String,
    state: Option<String>,
    negated: bool,
    standing: Option<String>,
    flags: BTreeSet<String>,
    /// Numbers of its value.
    value: BTreeSet<String>,
    /// Numbers of its value and its steps.
    numbers: BTreeSet<String>,
}

/// Kinds whose matters are no headlines.
const QUIET: &[&str] = &["money", "goal", "statement", "response", "other"];
/// Standings that settle.
const SETTLED: &[&str] = &["record", "authority"];

/// Words compare without case, spaces, hyphens.
fn plain(word: &str) -> String {
    let mut out = String::new();
    for c in word.trim().to_lowercase().chars() {
        if c.is_whitespace() || c == '_' || c == '-' {
            if !out.ends_with('_') {
                out.push('_');
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn names_of(thing: &Value) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(text) = thing.as_str() {
        names.push(text.to_owned());
    } else if thing.is_object() {
        names.push(thing["name"].as_str().unwrap_or("").to_owned());
        let entity = thing["entity"].as_str().unwrap_or("");
        let local = entity.split_once(':').map_or(entity, |(_, rest)| rest);
        names.push(local.to_owned());
        names.push(local.replace('-', " "));
    }
    names.retain(|n| !n.is_empty());
    names
}

/// All numbers that are bounds anywhere in a value.
fn bounds(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(text) if key == "low" || key == "high" => {
                        into.insert(text.clone());
                    }
                    Value::Number(number) if key == "low" || key == "high" => {
                        into.insert(number.to_string());
                    }
                    _ => bounds(inner, into),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| bounds(inner, into)),
        _ => {}
    }
}

/// Letters with which a Latin word goes on.
fn latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('À'..='ɏ').contains(&c)
}

/// True if a wanted name is contained in a printed one as whole words and not as an owner ("Farn's brother").
fn name_fits(want: &str, name: &str) -> bool {
    let name = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    if let Some(whole) = want.strip_prefix('=') {
        return name == whole.to_lowercase();
    }
    let want = want.to_lowercase();
    let starts = want.chars().next().is_some_and(latin);
    let ends = want.chars().next_back().is_some_and(|c| latin(c) || c == '.');
    name.match_indices(&want).any(|(at, found)| {
        let (before, after) = (&name[..at], &name[at + found.len()..]);
        let left = !starts || !before.chars().next_back().is_some_and(latin);
        let right = !ends || !after.chars().next().is_some_and(latin);
        left && right && !owns(after)
    })
}

/// True if what follows a name makes it an owner.
fn owns(after: &str) -> bool {
    if after.starts_with('的') || after.starts_with('之') {
        return true;
    }
    let Some(rest) = after.strip_prefix(['\'', '’']) else {
        return false;
    };
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    let word = rest.trim_start();
    word.len() < rest.len() && word.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn names_fit(wanted: &[String], names: &[String]) -> bool {
    wanted
        .iter()
        .any(|w| w == "*" || names.iter().any(|n| name_fits(w, n)))
}

impl Printed {
    /// What the rules look at, of a matter in a brief's JSON.
    pub fn of(matter: &Value) -> Printed {
        let text = |key: &str| matter[key].as_str().map(str::to_owned);
        let (mut value, mut steps) = (BTreeSet::new(), BTreeSet::new());
        bounds(&matter["value"], &mut value);
        bounds(&matter["steps"], &mut steps);
        steps.extend(value.iter().cloned());
        Printed {
            subject: names_of(&matter["subject"]),
            object: names_of(&matter["object"]),
            kind: plain(&text("kind").unwrap_or_default()),
            state: text("state").map(|s| plain(&s)),
            negated: matter["polarity"] == "negated",
            standing: text("standing"),
            flags: matter["flags"].as_array().map_or_else(BTreeSet::new, |f| {
                f.iter().filter_map(Value::as_str).map(plain).collect()
            }),
            value,
            numbers: steps,
        }
    }

    /// True if it has a state and is of a kind that makes headlines.
    pub fn is_headline(&self) -> bool {
        self.state.is_some() && !QUIET.contains(&self.kind.as_str())
    }

    fn settled(&self) -> bool {
        self.standing.as_deref().is_some_and(|s| SETTLED.contains(&s))
    }

    fn with(&self, kind: &str, state: &str, negated: bool) -> Printed {
        Printed {
            kind: kind.into(),
            state: Some(state.into()),
            negated,
            ..self.clone()
        }
    }

    /// The matter as printed, and in the coarser words that it also says; some of these count for wants only.
    fn readings(&self, wanted: bool) -> Vec<Printed> {
        let mut all = vec![self.clone()];
        let Some(state) = self.state.as_deref() else {
            return all;
        };
        let coarse: Option<(&str, &str, bool)> = match (self.kind.as_str(), state) {
            ("legal", "convicted" | "upheld" | "ruled_for" | "ruled_against") => {
                Some(("legal", "ruled", false))
            }
            ("recall", "announced" | "widened") => Some(("product", "recalled", false)),
            ("recall", "lifted") => Some(("product", "recalled", true)),
            ("insolvency", "accepted") => Some(("insolvency", "petitioned", false)),
            ("insolvency", "emerged") => Some(("insolvency", "restructured", false)),
            _ => None,
        };
        if let Some((kind, state, turned)) = coarse {
            all.push(self.with(kind, state, self.negated != turned));
        }
        if !wanted {
            return all;
        }
        match (self.kind.as_str(), state, self.negated) {
            ("legal", "acquitted" | "overturned" | "dropped" | "released", false) => {
                for state in [
                    "charged",
                    "convicted",
                    "fined",
                    "ruled",
                    "investigated",
                    "arrested",
                ] {
                    all.push(self.with("legal", state, true));
                }
                all.push(self.with("legal", "ruled", false));
            }
            ("insolvency", "dismissed", false) => {
                all.push(self.with("insolvency", "ruled", true));
                all.push(self.with("insolvency", "petitioned", true));
            }
            ("deal", "under_review", _) => all.push(self.with("deal", "agreed", self.negated)),
            _ => {}
        }
        all
    }
}

impl std::fmt::Display for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {} {}{} by {} {:?}",
            self.subject.first().map_or("nobody", String::as_str),
            self.kind,
            if self.negated { "NOT " } else { "" },
            self.state.as_deref().unwrap_or("no state"),
            self.standing.as_deref().unwrap_or("nobody"),
            self.flags
        )
    }
}

impl Rule {
    /// Same subject, kind and object.
    fn is_about(&self, m: &Printed) -> bool {
        let anyone = ["*".to_owned()];
        let subject = self
            .subject
            .as_deref()
            .filter(|s| !s.is_empty())
            .unwrap_or(&anyone);
        names_fit(subject, &m.subject)
            && self
                .kind
                .as_ref()
                .is_none_or(|kinds| kinds.iter().any(|k| plain(k) == m.kind))
            && self
                .object
                .as_ref()
                .is_none_or(|o| o.is_empty() || names_fit(o, &m.object))
    }

    fn values(&self) -> Option<BTreeSet<String>> {
        let values = self.value.as_ref().filter(|v| !v.is_empty())?;
        Some(
            values
                .iter()
                .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
                .collect(),
        )
    }

    fn states(&self) -> Option<BTreeSet<String>> {
        self.state
            .as_ref()
            .filter(|s| !s.is_empty())
            .map(|s| s.iter().map(|s| plain(s)).collect())
    }
}

impl Want {
    /// The want and its alternatives, each complete.
    fn ways(&self) -> Vec<Rule> {
        let mut ways = vec![self.rule.clone()];
        for other in &self.others {
            let Ok(Value::Object(mut whole)) = serde_json::to_value(&self.rule) else {
                continue;
            };
            whole.extend(other.clone());
            if let Ok(rule) = serde_json::from_value(Value::Object(whole)) {
                ways.push(rule);
            }
        }
        ways
    }

    /// True if the matter is what one way of the want describes.
    pub fn is_met_by(&self, m: &Printed) -> bool {
        self.ways()
            .iter()
            .any(|rule| m.readings(true).iter().any(|m| meets(rule, m)))
    }

    /// True if the matter has the subject and kind of one way of the want.
    pub fn is_spoken_of_by(&self, m: &Printed) -> bool {
        self.ways().iter().any(|rule| rule.is_about(m))
    }
}

fn meets(rule: &Rule, m: &Printed) -> bool {
    if !rule.is_about(m) {
        return false;
    }
    if let Some(states) = rule.states() {
        let fits = match &m.state {
            None => states.contains("none"),
            Some(state) => states.contains(state) || states.contains("*"),
        };
        if !fits {
            return false;
        }
    }
    if m.state.is_some() {
        let polarity = if m.negated { "negated" } else { "affirmed" };
        if rule.polarity.as_deref().is_some_and(|p| p != polarity) {
            return false;
        }
        let standing = m.standing.as_deref().unwrap_or("");
        if rule
            .standing
            .as_ref()
            .is_some_and(|s| !s.is_empty() && !s.iter().any(|s| s == standing))
        {
            return false;
        }
    }
    if rule
        .settled
        .is_some_and(|wanted| (m.state.is_some() && m.settled()) != wanted)
    {
        return false;
    }
    let flags = rule.flags.as_deref().unwrap_or(&[]);
    flags
        .iter()
        .all(|want| want.split('|').any(|f| m.flags.contains(&plain(f))))
        && rule.values().is_none_or(|values| !values.is_disjoint(&m.numbers))
}

impl Never {
    /// True if the matter is a headline that must not be printed.
    pub fn is_violated_by(&self, m: &Printed) -> bool {
        m.readings(false).iter().any(|m| self.forbids(m))
    }

    fn forbids(&self, m: &Printed) -> bool {
        let Some(state) = m.state.as_ref().filter(|_| self.rule.is_about(m)) else {
            return false;
        };
        let polarity = if m.negated { "negated" } else { "affirmed" };
        let standing = m.standing.as_deref().unwrap_or("");
        let states = self.rule.states();
        if states.is_some_and(|s| !s.contains("*") && !s.contains(state))
            || self.rule.polarity.as_deref().is_some_and(|p| p != polarity)
            || self.settled_only && !m.settled()
            || self
                .rule
                .standing
                .as_ref()
                .is_some_and(|s| !s.is_empty() && !s.iter().any(|s| s == standing))
            || self
                .rule
                .values()
                .is_some_and(|values| values.is_disjoint(&m.value))
        {
            return false;
        }
        let doubted = self
            .unless_flags
            .iter()
            .flatten()
            .any(|f| m.flags.contains(&plain(f)));
        !(doubted && !m.settled() && standing != "party")
    }
}
