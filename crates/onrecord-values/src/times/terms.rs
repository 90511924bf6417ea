//! The small language in which rules and word lists say what they mean: `in(year($y), md($m, $d))`.
//! What does not live here: what the functions build (`building`).

use super::building::{function, function_names};
use super::expression::Amount;

/// A term as parsed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    /// `$name`: what a slot holds; the number is the name's place in the rule's list of names.
    Slot(usize),
    /// A number.
    Number(Amount),
    /// A word: a unit, a part, a flag.
    Word(String),
    /// A function by its place in `building::FUNCTIONS`.
    Call(usize, Vec<Term>),
    /// `_`: nothing.
    Nothing,
}

/// Parses a term; `names` collects the slots' names.
pub(super) fn parse(text: &str, names: &mut Vec<String>) -> Result<Term, String> {
    let mut parser = Parser {
        rest: text.trim(),
        names,
    };
    let term = parser.term()?;
    if !parser.rest.trim().is_empty() {
        return Err(format!("cannot read {:?} behind the meaning", parser.rest));
    }
    Ok(term)
}

struct Parser<'a, 'b> {
    rest: &'a str,
    names: &'b mut Vec<String>,
}

impl<'a> Parser<'a, '_> {
    fn word(&mut self) -> &'a str {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn term(&mut self) -> Result<Term, String> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('$') {
            self.rest = rest;
            let name = self.word();
            let place = match self.names.iter().position(|n| n == name) {
                Some(place) => place,
                None => {
                    self.names.push(name.to_owned());
                    self.names.len() - 1
                }
            };
            return Ok(Term::Slot(place));
        }
        let word = self.word();
        if word.is_empty() {
            return Err(format!("wants a word, a number or $slot at {:?}", self.rest));
        }
        if word == "_" {
            return Ok(Term::Nothing);
        }
        if let Some(amount) = number(word) {
            return Ok(Term::Number(amount));
        }
        let Some(rest) = self.rest.strip_prefix('(') else {
            return Ok(Term::Word(word.to_owned()));
        };
        self.rest = rest.trim_start();
        let Some(function) = function(word) else {
            return Err(format!(
                "there is no function {word:?}: use one of {}",
                function_names().join(", ")
            ));
        };
        let mut arguments = Vec::new();
        if let Some(rest) = self.rest.strip_prefix(')') {
            self.rest = rest.trim_start();
            return Ok(Term::Call(function, arguments));
        }
        loop {
            arguments.push(self.term()?);
            if let Some(rest) = self.rest.strip_prefix(',') {
                self.rest = rest.trim_start();
            } else if let Some(rest) = self.rest.strip_prefix(')') {
                self.rest = rest.trim_start();
                return Ok(Term::Call(function, arguments));
            } else {
                return Err(format!("wants , or ) at {:?}", self.rest));
            }
        }
    }
}

fn number(word: &str) -> Option<Amount> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let negative = whole.starts_with('-');
    let whole: i64 = whole.parse().ok()?;
    if fraction.len() > 3 || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let part: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some(Amount {
        milli: whole * 1000 + if negative { -part } else { part },
        vague: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_nest_and_unknown_functions_are_refused() {
        let mut names = Vec::new();
        let term = parse("in(year($y), md($m, -1.5))", &mut names).unwrap();
        assert_eq!(names, ["y", "m"]);
        assert!(matches!(term, Term::Call(_, ref a) if a.len() == 2));
        assert!(parse("nowhere($y)", &mut names).is_err());
        assert!(parse("in($y", &mut names).is_err());
    }
}
