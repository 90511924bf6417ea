//! Packs as they lie in the program: `build.rs` reads their TOML, so that the program need not read a megabyte of it
//! whenever it starts.
//! What does not live here: TOML (see `load`), how the bytes are written (see `packing`), and what rules mean.

use std::collections::BTreeMap;

use onrecord_model::pack::{Example, Field, ListSource, PackProblem, PackSources, RuleSource};
use onrecord_model::{Language, Span};

/// What `packing::write` wrote, and the problems that the files had; without examples for who does not check rules. `None` for
/// other bytes.
pub(crate) fn read(bytes: &[u8], examples: bool) -> Option<(PackSources, Vec<PackProblem>)> {
    let mut from = Reader(bytes);
    let mut sources = PackSources::default();
    let rules = from.number()?;
    sources.rules.reserve(rules);
    for _ in 0..rules {
        let (name, stage, lang, file, line) = from.head()?;
        let fields = from.table()?;
        let length = from.number()?;
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        let (inside, rest) = from.0.split_at_checked(length)?;
        if examples {
            let mut from = Reader(inside);
            for list in [&mut yes, &mut no] {
                for _ in 0..from.number()? {
                    list.push(from.example()?);
                }
            }
        }
        from.0 = rest;
        sources.rules.push(RuleSource {
            name,
            stage,
            lang,
            file,
            line,
            fields,
            yes,
            no,
        });
    }
    let lists = from.number()?;
    sources.lists.reserve(lists);
    for _ in 0..lists {
        let (name, stage, lang, file, line) = from.head()?;
        let fields = from.table()?;
        let words = (0..from.number()?).map(|_| from.text()).collect::<Option<_>>()?;
        sources.lists.push(ListSource {
            name,
            stage,
            lang,
            file,
            line,
            words,
            fields,
        });
    }
    for _ in 0..from.number()? {
        sources.unsound.insert(from.text()?);
    }
    for _ in 0..from.number()? {
        sources.lost.insert(from.language()?);
    }
    let mut problems = Vec::new();
    for _ in 0..from.number()? {
        problems.push(PackProblem {
            file: from.text()?,
            line: from.number()?,
            message: from.text()?,
        });
    }
    Some((sources, problems))
}

/// Languages by their number.
pub(crate) const LANGUAGES: [Language; 3] = [Language::Other, Language::Chinese, Language::English];

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(std::str::from_utf8(text).ok()?.to_owned())
    }

    fn head(&mut self) -> Option<(String, String, Language, String, usize)> {
        let (name, stage) = (self.text()?, self.text()?);
        let lang = self.language()?;
        Some((name, stage, lang, self.text()?, self.number()?))
    }

    fn language(&mut self) -> Option<Language> {
        LANGUAGES.get(self.number()?).copied()
    }

    fn table(&mut self) -> Option<BTreeMap<String, Field>> {
        let entries = self.number()?;
        (0..entries)
            .map(|_| Some((self.text()?, self.field()?)))
            .collect()
    }

    fn field(&mut self) -> Option<Field> {
        Some(match self.byte()? {
            0 => Field::Text(self.text()?),
            1 => {
                let (number, rest) = self.0.split_first_chunk()?;
                self.0 = rest;
                Field::Number(i64::from_le_bytes(*number))
            }
            2 => Field::Flag(self.byte()? != 0),
            3 => Field::List((0..self.number()?).map(|_| self.field()).collect::<Option<_>>()?),
            4 => Field::Table(self.table()?),
            _ => return None,
        })
    }

    fn example(&mut self) -> Option<Example> {
        let (text, line) = (self.text()?, self.number()?);
        let marked = match self.byte()? {
            0 => None,
            _ => Some(Span::new(self.number()?, self.number()?)),
        };
        let value = match self.byte()? {
            0 => None,
            _ => Some(self.text()?),
        };
        Some(Example {
            text,
            marked,
            value,
            line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packing::write;

    fn sources() -> (PackSources, Vec<PackProblem>) {
        let file = r#"
stage = "claims"
[[list]]
name = "boats"
words = ["ferry", "渡轮"]
window = -3
[[rule]]
name = "sails"
weak = true
roles = { by = ["captain", "mate"] }
yes = ["The [[ferry]] sails. => today", "It sails."]
no = ["It sinks."]
"#;
        let broken = "stage = \"claims\"\n[[rule]]\n";
        crate::load::sources(vec![
            ("en/claims/boats.toml".into(), file.into()),
            ("zh/claims/broken.toml".into(), broken.into()),
        ])
    }

    #[test]
    fn what_was_written_is_read() {
        let (sources, problems) = sources();
        assert!(!problems.is_empty() && !sources.unsound.is_empty());
        let (read, told) = read(&write(&sources, &problems), true).expect("whole");
        assert_eq!((&read.rules, &read.lists), (&sources.rules, &sources.lists));
        assert_eq!((&read.unsound, &read.lost), (&sources.unsound, &sources.lost));
        assert_eq!(told, problems);
    }

    #[test]
    fn examples_may_be_left_out() {
        let (sources, problems) = sources();
        let (read, _) = read(&write(&sources, &problems), false).expect("whole");
        assert!(read.rules[0].yes.is_empty() && read.rules[0].no.is_empty());
        assert_eq!(read.rules[0].fields, sources.rules[0].fields);
        assert_eq!(read.lists, sources.lists);
    }

    #[test]
    fn a_part_of_it_is_nothing() {
        let (sources, problems) = sources();
        let bytes = write(&sources, &problems);
        for length in 0..bytes.len() {
            assert!(super::read(&bytes[..length], true).is_none(), "{length}");
        }
    }
}
