//! From TOML files to plain rules and lists. A broken file is a problem with file and line; the others are still loaded.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use onrecord_model::pack::{Example, Field, ListSource, PackProblem, PackSources, RuleSource};
use onrecord_model::{Language, Span};

/// Stages whose rules must bring positive and negative examples. The others are catalogues (entities, kinds).
pub(crate) const NEEDS_EXAMPLES: &[&str] = &[
    "times",
    "quantities",
    "names",
    "attributions",
    "claims",
    "frames",
    "operators",
];

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The disk said no.
    #[error("{path}: cannot read pack folder ({source}): give a folder of packs")]
    Disk {
        /// What was being read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

/// All `.toml` files below `dir`, sorted by name, as (name relative to `dir`, text).
pub(crate) fn files_in(dir: &Path) -> Result<Vec<(String, String)>, LoadError> {
    fn walk(top: &Path, dir: &Path, files: &mut Vec<(String, String)>) -> Result<(), LoadError> {
        let fail = |source| LoadError::Disk {
            path: dir.to_owned(),
            source,
        };
        let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
            .map_err(fail)?
            .map(|e| e.map(|e| e.path()))
            .collect::<Result<_, _>>()
            .map_err(fail)?;
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(top, &path, files)?;
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = std::fs::read_to_string(&path).map_err(|source| LoadError::Disk {
                    path: path.clone(),
                    source,
                })?;
                files.push((
                    path.strip_prefix(top)
                        .unwrap_or(&path)
                        .display()
                        .to_string()
                        .replace('\\', "/"),
                    text,
                ));
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    walk(dir, dir, &mut files)?;
    Ok(files)
}

/// Parses files named `LANG/…`.
pub(crate) fn sources(mut files: Vec<(String, String)>) -> (PackSources, Vec<PackProblem>) {
    files.sort();
    let mut sources = PackSources::default();
    let mut problems = Vec::new();
    for (name, text) in files {
        if let Err(problem) = parse(&name, &text, &mut sources) {
            problems.push(problem);
        }
    }
    (sources, problems)
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
        + 1
}

fn parse(file: &str, text: &str, sources: &mut PackSources) -> Result<(), PackProblem> {
    let problem = |line: usize, message: String| PackProblem {
        file: file.to_owned(),
        line,
        message,
    };
    let lang = match file.split('/').next() {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        Some("common") => Language::Other,
        _ => {
            return Err(problem(
                1,
                "is in no language folder: move it below zh/, en/ or common/".into(),
            ));
        }
    };
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        let line = e.span().map(|s| line_at(text, s.start)).unwrap_or(1);
        problem(line, format!("is no TOML: {}", e.message()))
    })?;
    let stage = match table.get("stage").and_then(|s| s.as_str()) {
        Some(stage) => stage.to_owned(),
        None => return Err(problem(1, "names no stage: begin it with stage = \"…\"".into())),
    };
    let prefix = format!("{}/{stage}", lang.code().unwrap_or("common"));
    // toml's tables keep no places: heads are found by their order in the file.
    let heads = |head: &str| -> Vec<usize> {
        text.lines()
            .enumerate()
            .filter(|(_, l)| l.trim_start().starts_with(head))
            .map(|(i, _)| i + 1)
            .collect()
    };
    for (key, head) in [("rule", "[[rule]]"), ("list", "[[list]]")] {
        let lines = heads(head);
        let Some(entries) = table.get(key) else { continue };
        let entries = entries
            .as_array()
            .ok_or_else(|| problem(1, format!("{key} is no list of tables: write {head}")))?;
        for (index, entry) in entries.iter().enumerate() {
            let line = lines.get(index).copied().unwrap_or(1);
            let end = lines.get(index + 1).copied().unwrap_or(usize::MAX);
            let entry = entry
                .as_table()
                .ok_or_else(|| problem(line, format!("write {head} with keys below it")))?;
            let name = entry
                .get("name")
                .and_then(|n| n.as_str())
                .ok_or_else(|| problem(line, "has no name: add name = \"…\"".into()))?;
            let name = format!("{prefix}/{name}");
            let fields = || -> BTreeMap<String, Field> {
                entry
                    .iter()
                    .filter(|(k, _)| !matches!(k.as_str(), "name" | "yes" | "no" | "words"))
                    .filter_map(|(k, v)| Some((k.clone(), field(v)?)))
                    .collect()
            };
            let texts = |key: &str| -> Result<Vec<String>, PackProblem> {
                match entry.get(key) {
                    None => Ok(Vec::new()),
                    Some(toml::Value::Array(list)) => list
                        .iter()
                        .map(|v| {
                            v.as_str().map(str::to_owned).ok_or_else(|| {
                                problem(line, format!("{name}: {key} holds something that is no text"))
                            })
                        })
                        .collect(),
                    Some(_) => Err(problem(line, format!("{name}: {key} must be a list of texts"))),
                }
            };
            // An empty word would match everywhere.
            let holds_nothing = |value: &toml::Value| {
                value
                    .as_array()
                    .is_some_and(|l| l.iter().any(|v| v.as_str() == Some("")))
            };
            if let Some((field, _)) = entry
                .iter()
                .find(|(k, v)| !matches!(k.as_str(), "yes" | "no") && holds_nothing(v))
            {
                return Err(problem(
                    line,
                    format!("{name}: {field} holds an empty text: take it out"),
                ));
            }
            if key == "list" {
                let words = texts("words")?;
                sources.lists.push(ListSource {
                    stage: stage.clone(),
                    lang,
                    file: file.into(),
                    line,
                    words,
                    fields: fields(),
                    name,
                });
                continue;
            }
            let examples = |key: &str| -> Result<Vec<Example>, PackProblem> {
                texts(key)?
                    .into_iter()
                    .map(|raw| {
                        let at = text
                            .lines()
                            .enumerate()
                            .skip(line)
                            .take(end.saturating_sub(line))
                            .find(|(_, l)| l.contains(raw.as_str()))
                            .map(|(i, _)| i + 1);
                        example(&raw, at.unwrap_or(line))
                            .map_err(|m| problem(at.unwrap_or(line), format!("{name}: {m}")))
                    })
                    .collect()
            };
            let (yes, no) = (examples("yes")?, examples("no")?);
            sources.rules.push(RuleSource {
                stage: stage.clone(),
                lang,
                file: file.into(),
                line,
                fields: fields(),
                yes,
                no,
                name,
            });
        }
    }
    Ok(())
}

fn field(value: &toml::Value) -> Option<Field> {
    Some(match value {
        toml::Value::String(s) => Field::Text(s.clone()),
        toml::Value::Integer(i) => Field::Number(*i),
        toml::Value::Boolean(b) => Field::Flag(*b),
        toml::Value::Array(a) => Field::List(a.iter().filter_map(field).collect()),
        toml::Value::Table(t) => Field::Table(
            t.iter()
                .filter_map(|(k, v)| Some((k.clone(), field(v)?)))
                .collect(),
        ),
        toml::Value::Float(_) | toml::Value::Datetime(_) => return None,
    })
}

/// `words [[marked]] words => value`
fn example(raw: &str, line: usize) -> Result<Example, String> {
    let (body, value) = match raw.split_once(" => ") {
        Some((body, value)) => (body, Some(value.trim().to_owned())),
        None => (raw, None),
    };
    let Some((before, rest)) = body.split_once("[[") else {
        return Ok(Example {
            text: body.to_owned(),
            marked: None,
            value,
            line,
        });
    };
    let (inside, after) = rest
        .split_once("]]")
        .ok_or("an example opens [[ and never closes it: add ]]")?;
    let marked = Some(Span::new(before.len(), before.len() + inside.len()));
    Ok(Example {
        text: format!("{before}{inside}{after}"),
        marked,
        value,
        line,
    })
}

/// Rules or lists that share a name.
pub(crate) fn duplicates(sources: &PackSources) -> Vec<PackProblem> {
    let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut problems = Vec::new();
    let rules = sources
        .rules
        .iter()
        .map(|r| (r.name.as_str(), r.file.as_str(), r.line));
    let lists = sources
        .lists
        .iter()
        .map(|l| (l.name.as_str(), l.file.as_str(), l.line));
    for (name, file, line) in rules.chain(lists) {
        if let Some((other, at)) = seen.insert(name, (file, line)) {
            problems.push(PackProblem {
                file: file.into(),
                line,
                message: format!("{name} stands at {other}:{at} too: rename one"),
            });
        }
    }
    problems
}
