//! `onrecord export`: the ledger's claims as a table, one a row, for spreadsheets and programs.
//! What does not live here: names in JSON (see `wire`).

use std::io::Write;

use onrecord::{Case, ClaimRef, Cut, Judged, Verdict};

use crate::arguments::{ExportOptions, Form};
use crate::failure::{Failure, Outcome};
use crate::kept;
use onrecord_views::phrases;
use onrecord_views::wire;

/// Column names. They are part of the contract: new ones go behind the last.
const COLUMNS: [&str; 25] = [
    "claim",
    "kind",
    "state",
    "polarity",
    "modality",
    "subject",
    "subject_entity",
    "object",
    "object_entity",
    "true_from",
    "true_to",
    "said_from",
    "said_to",
    "speaker_kind",
    "speaker",
    "chain",
    "words",
    "matter",
    "page",
    "source",
    "outlet",
    "title",
    "published_earliest",
    "published_latest",
    "corrections",
];

/// Runs the command.
pub fn run(options: &ExportOptions) -> Result<Outcome, Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let (case, _) = library.case(&[], Cut::default())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let all =
        case.pages.iter().enumerate().flat_map(|(page, read)| {
            (0..read.reading.claims.len()).map(move |claim| ClaimRef { page, claim })
        });
    match options.to {
        Form::Jsonl => {
            let mut line = Vec::new();
            for at in all {
                line.clear();
                wire::write_claim(&mut line, &case.pages[at.page], case.claim(at));
                out.write_all(&line)?;
            }
        }
        Form::Csv => {
            // Spreadsheets take UTF-8 for something else unless a mark says so.
            out.write_all("\u{feff}".as_bytes())?;
            write_row(&mut out, COLUMNS.map(str::to_owned))?;
            for at in all {
                write_row(&mut out, row(&case, at))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn row(case: &Case, at: ClaimRef) -> [String; 25] {
    let read = &case.pages[at.page];
    let claim = case.claim(at);
    let article = &read.article;
    let outlet = phrases::outlet(article, &read.page);
    let name = |p: &Option<onrecord::Participant>| p.as_ref().map(|p| p.name.clone()).unwrap_or_default();
    let entity = |p: &Option<onrecord::Participant>| {
        p.as_ref()
            .and_then(|p| p.entity.as_ref())
            .map(|e| e.to_string())
            .unwrap_or_default()
    };
    let moment = |m: Option<onrecord::Moment>| m.map(|m| m.to_string()).unwrap_or_default();
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let matter = case.matters.iter().find(|m| m.claims.contains(&at));
    let published = article.published.as_ref();
    let innermost = claim.chain.last();
    let corrections = case.corrections.iter().filter(|c| {
        c.claims.contains(&at)
            || c.judged.judgement.verdict == Verdict::Dated && c.judged.judgement.a == read.page.sha256
    });
    let corrections: Vec<String> = corrections
        .map(|c| {
            let Judged {
                number,
                judgement,
                by,
                reason,
                ..
            } = &c.judged;
            let words = format!("{} {}", judgement.verdict.name(), judgement.b);
            format!("#{number} {} ({by}: {reason})", words.trim_end())
        })
        .collect();
    [
        claim.id.clone(),
        claim.kind.clone(),
        claim.state.clone().unwrap_or_default(),
        wire::text(&claim.polarity),
        wire::text(&claim.modality),
        name(&claim.subject),
        entity(&claim.subject),
        name(&claim.object),
        entity(&claim.object),
        moment(claim.time.from),
        moment(claim.time.to),
        moment(claim.said.from),
        moment(claim.said.to),
        innermost.map_or_else(|| "own".into(), |s| wire::text(&s.kind)),
        innermost.map(phrases::speaker).unwrap_or_default(),
        phrases::chain(&outlet, claim),
        case.words(at).to_owned(),
        matter.map(|m| m.id.clone()).unwrap_or_default(),
        read.page.sha256.clone(),
        read.page.source.clone(),
        outlet,
        article.title.clone().unwrap_or_default(),
        day(published.and_then(|p| p.earliest)),
        day(published.and_then(|p| p.latest)),
        corrections.join("; "),
    ]
}

/// A row of RFC 4180: fields with commas, quotes or line breaks in quotes. A field that a spreadsheet would run as a
/// formula gets an apostrophe before it: the words come from strangers.
pub fn write_row(out: &mut impl Write, fields: impl IntoIterator<Item = String>) -> std::io::Result<()> {
    for (i, field) in fields.into_iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let field = if formula { format!("'{field}") } else { field };
        if field.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", field.replace('"', "\"\""))?;
        } else {
            out.write_all(field.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_formulas() {
        let mut fields = [const { String::new() }; 25];
        fields[0] = "a \"b\", c".into();
        fields[1] = "=1+1".into();
        fields[2] = "小米".into();
        let mut out = Vec::new();
        write_row(&mut out, fields).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\"a \"\"b\"\", c\",'=1+1,小米,"), "{text}");
    }
}
