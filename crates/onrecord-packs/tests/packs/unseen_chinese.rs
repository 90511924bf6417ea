//! Chinese sentences that were written before the frames were looked at, half of them traps: twenty of each kind, and sixty in
//! newspaper wording.
//! What does not live here: the sentences (`tables/unseen_zh.txt`, `tables/newspaper_zh.txt`), and forms made of names
//! (`paradigm_chinese`).

use onrecord_model::{Anchor, Article, Claim, Language, Polarity};
use onrecord_read::{Packs, read};

/// How many sentences of each table are not read yet, or read falsely. It only ever falls.
const NOT_YET: usize = 19;
const NOT_YET_OF_NEWSPAPERS: usize = 2;

struct Row<'t> {
    /// Listed as one that is not read yet.
    open: bool,
    /// Has to be claimed; else must not be.
    wanted: bool,
    kind: &'t str,
    state: &'t str,
    modality: &'t str,
    subject: &'t str,
    sentence: &'t str,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '=']))
        .map(|line| {
            let open = line.starts_with('?');
            let line = line.trim_start_matches('?');
            let mut fields: Vec<&str> = line[1..].split('|').map(str::trim).collect();
            let sentence = fields.pop().unwrap_or_default();
            let subject = fields.get(1).copied().unwrap_or_default();
            let (what, modality) = fields[0].split_once(' ').unwrap_or((fields[0], "asserted"));
            let (kind, state) = what.split_once('.').expect("KIND.STATE");
            Row {
                open,
                wanted: line.starts_with('+'),
                kind,
                state,
                modality,
                subject,
                sentence,
            }
        })
        .collect()
}

fn claims(packs: &Packs, sentence: &str) -> Vec<Claim> {
    let article = Article::of_text(sentence, Language::Chinese);
    read(&article, packs, &Anchor::default()).claims
}

fn holds(packs: &Packs, row: &Row<'_>) -> bool {
    let claimed = claims(packs, row.sentence).iter().any(|claim| {
        let name = claim.subject.as_ref().map_or("", |s| &*s.name);
        let of = match (row.wanted, row.kind) {
            // Whose harm it was stands in the count.
            (true, "harm") => true,
            (true, _) => name.contains(row.subject),
            (false, _) => row.subject.is_empty() || name == row.subject,
        };
        claim.kind == row.kind
            && claim.state.as_deref() == Some(row.state)
            && (claim.polarity == Polarity::Affirmed || claim.kind == "response")
            && format!("{:?}", claim.modality).to_lowercase() == row.modality
            && of
    });
    claimed == row.wanted
}

fn hold(table: &str, size: usize, not_yet: usize) {
    let packs = onrecord_packs::embedded();
    let rows = rows(table);
    assert_eq!(rows.len(), size);
    let told = |row: &Row<'_>| format!("{}.{} {}: {}", row.kind, row.state, row.subject, row.sentence);
    let (open, shut): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.open);
    let lost: Vec<String> = shut
        .iter()
        .filter(|r| !holds(&packs, r))
        .map(|r| told(r))
        .collect();
    assert!(lost.is_empty(), "no longer read right:\n{}", lost.join("\n"));
    let won: Vec<String> = open
        .iter()
        .filter(|r| holds(&packs, r))
        .map(|r| told(r))
        .collect();
    assert!(
        won.is_empty(),
        "read right now, take away their `?`:\n{}",
        won.join("\n")
    );
    assert!(open.len() <= not_yet, "{} sentences are not read", open.len());
}

#[test]
fn sentences_that_no_rule_was_made_for() {
    hold(include_str!("../tables/unseen_zh.txt"), 280, NOT_YET);
}

#[test]
fn newspaper_sentences_that_no_rule_was_made_for() {
    hold(
        include_str!("../tables/newspaper_zh.txt"),
        60,
        NOT_YET_OF_NEWSPAPERS,
    );
}

#[test]
fn sentences_of_sorts_that_fresh_pages_were_read_falsely() {
    hold(include_str!("../tables/mended_zh.txt"), 85, 1);
}
