//! A request as the screens see it, and what they answer. No HTTP beyond a status and a type.
//! What does not live here: how it came over the wire (see `door`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord::ledger::LedgerError;
use onrecord::{CorrectionError, Cut, FindError, Library};
use onrecord_views::chinese;
use onrecord_views::tongue::Tongue;

use crate::house::House;

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    /// Its name, as the browser gives it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A request.
pub struct Ask<'a> {
    pub house: &'a House,
    pub library: &'a Library,
    /// What stands in the path, by the name that the route gives it.
    pub path: BTreeMap<String, String>,
    pub query: Vec<(String, String)>,
    /// Fields of a form, or of a JSON object.
    pub fields: Vec<(String, String)>,
    pub uploads: Vec<Upload>,
    pub tongue: Tongue,
    /// Path and query, as they came.
    pub here: String,
}

/// What is answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub media: &'static str,
    pub body: Vec<u8>,
    /// Where to go instead.
    pub location: Option<String>,
    /// Of ages: what never changes under its address.
    pub lasting: bool,
}

/// Why there is no answer: a status, and one line that ends in what to do.
#[derive(Debug)]
pub struct Refusal {
    pub status: u16,
    pub message: String,
    /// The same for readers of the Chinese interface.
    pub chinese: String,
}

pub type Answer = Result<Reply, Refusal>;

pub const HTML: &str = "text/html; charset=utf-8";
pub const JSON: &str = "application/json";
pub const ATOM: &str = "application/atom+xml; charset=utf-8";

impl Reply {
    pub fn of(media: &'static str, body: impl Into<Vec<u8>>) -> Reply {
        Reply {
            status: 200,
            media,
            body: body.into(),
            location: None,
            lasting: false,
        }
    }

    /// Shows another address, once something was done.
    pub fn see(location: impl Into<String>) -> Reply {
        Reply {
            status: 303,
            location: Some(location.into()),
            ..Reply::of(HTML, "")
        }
    }
}

impl Refusal {
    pub fn new(status: u16, message: impl Into<String>, chinese: impl Into<String>) -> Refusal {
        Refusal {
            status,
            message: message.into(),
            chinese: chinese.into(),
        }
    }
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Refusal {
        Refusal::new(500, error.to_string(), chinese::ledger(&error))
    }
}

impl From<FindError> for Refusal {
    fn from(error: FindError) -> Refusal {
        let chinese = chinese::find(&error);
        let message = match error {
            FindError::Ledger(error) => return error.into(),
            FindError::NoPage { id, .. } => format!("no page {id:?}: give its hash"),
            FindError::Pages { id, count, .. } => {
                format!("{count} pages begin with {id:?}: give more of the hash")
            }
            FindError::NoClaim { id, .. } => format!("no claim {id:?}"),
            FindError::Claims { id, count, .. } => {
                format!("{count} claims begin with {id:?}: give more of the id")
            }
        };
        Refusal::new(404, message, chinese)
    }
}

impl From<CorrectionError> for Refusal {
    fn from(error: CorrectionError) -> Refusal {
        match error {
            CorrectionError::Ledger(error) => error.into(),
            other => {
                let status = match other {
                    CorrectionError::NoClaim(_)
                    | CorrectionError::NoPage(_)
                    | CorrectionError::NoMatter(_)
                    | CorrectionError::NoThing(_)
                    | CorrectionError::NoRow(_) => 404,
                    _ => 422,
                };
                Refusal::new(status, other.to_string(), chinese::correction(&other))
            }
        }
    }
}

/// Words that are no day.
pub fn no_day(status: u16, name: &str, words: &str) -> Refusal {
    Refusal::new(
        status,
        format!("{name}={words:?} is no day: give YYYY-MM-DD"),
        format!("“{words}”不是日期：格式为年-月-日，如2023-03-01"),
    )
}

fn one<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
}

impl Ask<'_> {
    /// What stands in the path.
    pub fn of(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A part of the query; `None` if it is empty.
    pub fn query(&self, name: &str) -> Option<&str> {
        one(&self.query, name)
    }

    /// A field of the form; empty if there is none.
    pub fn field(&self, name: &str) -> &str {
        one(&self.fields, name).unwrap_or_default()
    }

    /// A day of the query.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Refusal> {
        let parse = |words: &str| {
            let day = words.parse();
            day.map_err(|_| no_day(400, name, words))
        };
        self.query(name).map(parse).transpose()
    }

    /// Up to which day, and what was known.
    pub fn cut(&self) -> Result<Cut, Refusal> {
        Ok(Cut {
            as_of: self.day("as_of")?,
            known_on: self.day("known_on")?,
        })
    }

    /// The words that are searched for.
    pub fn words(&self) -> Vec<String> {
        let words = self.query("q").unwrap_or_default().split_whitespace();
        words.take(12).map(|w| w.chars().take(80).collect()).collect()
    }

    /// A number of the query within bounds.
    pub fn number(&self, name: &str, default: usize, most: usize) -> Result<usize, Refusal> {
        match self.query(name).map(str::parse::<usize>) {
            None => Ok(default),
            Some(Ok(number)) => Ok(number.min(most)),
            // More than a machine counts is more than there is.
            Some(Err(e)) if *e.kind() == std::num::IntErrorKind::PosOverflow => Ok(most),
            Some(Err(_)) => Err(Refusal::new(
                400,
                format!("{name} is no number: give 0 to {most}"),
                String::from("地址中应为数字之处不是数字：请给出0或更大的整数"),
            )),
        }
    }
}

/// Percent-encoded for a part of a path; slashes stay.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What percent-encoding hid; bytes that are no text are replaced.
pub fn decoded(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match bytes[at] {
            b'%' => match (hex(at + 1), hex(at + 2)) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            b'+' if plus => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The pairs of a query or of a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|p| !p.is_empty()).take(200);
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name, true), decoded(value, true))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let id = "deal/远山+lanbo cars/#1?&%";
        assert_eq!(decoded(&encoded(id), false), id);
        assert_eq!(
            pairs("q=a+b%26&x&%zz=%e8%bf%9c"),
            [
                ("q".into(), "a b&".into()),
                ("x".into(), String::new()),
                ("%zz".into(), "远".into())
            ]
        );
    }
}
