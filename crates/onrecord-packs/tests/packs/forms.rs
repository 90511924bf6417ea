//! Sentences made of frames and names, and whether they are read right. For both languages' paradigms.
//! What does not live here: which sentences are made.

use onrecord_model::pack::{Field, RuleSource};
use onrecord_model::{Anchor, Article, Claim, Language, Modality, Polarity};
use onrecord_read::{Packs, read};

/// One form: the sentence, and what must come of it.
pub struct Form {
    pub text: String,
    pub negated: bool,
    /// `None`: nobody may assert it.
    pub modality: Option<Modality>,
}

enum Verdict {
    Right,
    Missed,
    /// Another subject, polarity or a certainty that the words do not have.
    Turned(String),
}

/// A part of a frame, and who stands for it.
pub type Side = (String, &'static str);

/// The first part of a frame that stands at some place of its verbs, and who stands for it if anybody can.
pub fn side(
    rule: &RuleSource,
    place: &str,
    filler: impl Fn(&str) -> Option<&'static str>,
) -> Option<(String, Option<&'static str>)> {
    let parts = rule.fields.get("parts").and_then(Field::table)?;
    parts.iter().find_map(|(name, fields)| {
        let fields = fields.table()?;
        let verb = fields.get("verb").and_then(Field::text)?;
        let sorts = fields.get("sort").and_then(Field::text).unwrap_or("org");
        (verb.split_whitespace().next() == Some(place)).then(|| (name.clone(), filler(sorts)))
    })
}

/// How the forms of all frames were read.
#[derive(Default)]
pub struct Tally {
    all: usize,
    right: usize,
    turned: Vec<String>,
    missed: Vec<String>,
}

impl Tally {
    /// Reads a form of a frame. `about` is whom its claim must be about.
    pub fn add(
        &mut self,
        packs: &Packs,
        (rule, lang): (&RuleSource, Language),
        form: &Form,
        about: Option<&str>,
    ) {
        self.all += 1;
        match judge(packs, (rule, lang), form, about) {
            Verdict::Right => self.right += 1,
            Verdict::Missed => self.missed.push(format!("missed  {} {}", rule.name, form.text)),
            Verdict::Turned(claim) => {
                let turned = format!("turned  {} {} → {claim}", rule.name, form.text);
                self.turned.push(turned);
            }
        }
    }

    /// Fails unless these shares of all forms are read right, and turned round at the most.
    pub fn hold(&self, right: f64, turned: f64) {
        let share = |n: usize| n as f64 / self.all.max(1) as f64;
        assert!(self.all > 200, "only {} forms were made", self.all);
        assert!(
            share(self.right) >= right && share(self.turned.len()) <= turned,
            "{} of {} forms right, {} turned round\n{}\n{}",
            self.right,
            self.all,
            self.turned.len(),
            self.turned.join("\n"),
            self.missed.join("\n")
        );
    }
}

fn judge(packs: &Packs, (rule, lang): (&RuleSource, Language), form: &Form, about: Option<&str>) -> Verdict {
    let article = Article::of_text(&form.text, lang);
    let reading = read(&article, packs, &Anchor::at(onrecord_packs::check::example_day()));
    let kind = rule.text("kind").unwrap_or_default();
    let mine: Vec<&Claim> = reading.claims.iter().filter(|c| c.kind == kind).collect();
    let turned = |claim: &Claim| {
        let subject = claim.subject.as_ref().map(|s| s.name.clone()).unwrap_or_default();
        Verdict::Turned(format!("{:?} {:?} {subject}", claim.polarity, claim.modality))
    };
    let Some(modality) = form.modality else {
        let told = mine.iter().find(|c| c.modality == Modality::Asserted);
        return told.map_or(Verdict::Right, |claim| turned(claim));
    };
    let Some(claim) = mine.first() else {
        return Verdict::Missed;
    };
    let polarity = match form.negated {
        true => Polarity::Negated,
        false => Polarity::Affirmed,
    };
    let named = about.is_none_or(|name| {
        let name = name.trim_start_matches("the ").to_lowercase();
        let subject = claim.subject.as_ref();
        subject.is_some_and(|s| s.name.to_lowercase().contains(&name))
    });
    let stronger = claim.modality == Modality::Asserted && modality != Modality::Asserted;
    if named && claim.polarity == polarity && claim.modality == modality {
        Verdict::Right
    } else if !named || claim.polarity != polarity || stronger {
        turned(claim)
    } else {
        Verdict::Missed
    }
}
