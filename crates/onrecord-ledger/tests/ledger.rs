//! What the ledger promises: each page once, nothing changed unseen, several writers at once.

use std::path::PathBuf;

use jiff::civil::date;
use onrecord_ledger::{Added, Again, Break, Ledger, LedgerError, NewPage};
use onrecord_model::{
    Article, Claim, Hints, Language, Media, Modality, Moment, Page, Polarity, ReadPage, Reading, Span,
};

const PACKS: &str = "packs 1";

fn place(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    path
}

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

fn read(text: &str) -> ReadPage {
    let page = Page {
        source: "page.txt".into(),
        sha256: hash(text.as_bytes()),
        media: Media::Text,
        charset: "utf-8".into(),
        url: None,
        provenance: None,
    };
    let claim = Claim {
        id: format!("c{}", &page.sha256[..8]),
        span: Span::new(0, 5),
        kind: "licence".into(),
        state: Some("near".into()),
        polarity: Polarity::Affirmed,
        modality: Modality::Imminent,
        subject: None,
        object: None,
        roles: Vec::new(),
        answers: Vec::new(),
        time: Default::default(),
        said: Default::default(),
        quantities: Vec::new(),
        attribution: None,
        chain: Vec::new(),
        rule: "test".into(),
    };
    let reading = Reading {
        claims: vec![claim],
        ..Reading::default()
    };
    ReadPage {
        page,
        article: Article::of_text(text, Language::English),
        reading,
        learnt: None,
    }
}

fn page(text: &str) -> NewPage {
    NewPage {
        bytes: text.as_bytes().to_vec(),
        hints: Hints {
            plain: true,
            source: "page.txt".into(),
            ..Hints::default()
        },
        read: read(text),
        proposals: Vec::new(),
    }
}

fn day() -> Moment {
    Moment::clock(date(2024, 5, 6).at(7, 8, 9, 0))
}

fn reread(bytes: &[u8], _: &Hints, packs: &str) -> Option<Result<Again, Box<dyn std::error::Error>>> {
    let read = || read(std::str::from_utf8(bytes).unwrap());
    (packs == PACKS).then(|| {
        Ok(Again {
            read: read(),
            same_names: true,
        })
    })
}

/// A ledger with three pages, and the means to spoil it.
fn spoiled(name: &str, sql: &str) -> Option<Break> {
    let path = place(name);
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let pages = [page("First page."), page("Second page."), page("Third page.")];
    ledger.add(&pages, PACKS, day()).unwrap();
    assert_eq!(ledger.verify(&reread).unwrap().first_break, None);
    let spoiler = rusqlite::Connection::open(&path).unwrap();
    let guards: Vec<String> = spoiler
        .prepare("select sql from sqlite_schema where type = 'trigger'")
        .and_then(|mut q| q.query_map([], |r| r.get(0))?.collect())
        .unwrap();
    spoiler
        .execute_batch("drop trigger event_is_not_changed; drop trigger event_is_not_removed; drop trigger page_is_not_changed; drop trigger page_is_not_removed;")
        .unwrap();
    spoiler.execute_batch(sql).unwrap();
    spoiler.execute_batch(&guards.join(";")).unwrap();
    ledger.verify(&reread).unwrap().first_break
}

#[test]
fn a_page_is_added_once() {
    let mut ledger = Ledger::create_or_open(&place("once")).unwrap();
    let pages = [page("One page."), page("Other page."), page("One page.")];
    let added = ledger.add(&pages, PACKS, day()).unwrap();
    assert_eq!(added, [Added::New, Added::New, Added::Known]);
    let head = ledger.head().unwrap();
    assert_eq!(ledger.add(&pages, PACKS, day()).unwrap(), [Added::Known; 3]);
    assert_eq!(ledger.head().unwrap(), head, "adding again adds no event");
    let kept = ledger.pages().unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].read.learnt, Some(day()));
    assert_eq!(kept[0].read.reading, read("One page.").reading);
    let sha256 = &kept[1].read.page.sha256;
    assert_eq!(ledger.bytes(sha256).unwrap().unwrap(), b"Other page.");
    assert_eq!(ledger.find_pages(&sha256[..8]).unwrap().len(), 1);
    assert_eq!(
        ledger
            .find_claims(&kept[1].read.reading.claims[0].id, 4)
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn the_database_itself_refuses_changes() {
    let path = place("refuses");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    ledger.add(&[page("One page.")], PACKS, day()).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    for sql in [
        "update event set at = ''",
        "delete from event",
        "update page set size = 0",
        "delete from page",
    ] {
        assert!(other.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_changed_event_is_found() {
    let found = spoiled(
        "event",
        "update event set payload = replace(payload, 'page.txt', 'pagf.txt') where seq = 3;",
    );
    assert!(matches!(found, Some(Break::Event { seq: 3, .. })), "{found:?}");
}

#[test]
fn a_removed_event_is_found() {
    let found = spoiled(
        "removed",
        "pragma foreign_keys = off; delete from event where seq = 4;",
    );
    assert!(matches!(found, Some(Break::Event { seq: 4, .. })), "{found:?}");
}

#[test]
fn a_flipped_byte_of_a_page_is_found() {
    // The last byte but one of the deflated bytes: part of their checksum.
    let sql =
        "update page set bytes = cast(substr(bytes, 1, length(bytes) - 1) || x'00' as blob) where seq = 1;";
    let found = spoiled("page", sql);
    assert!(
        matches!(&found, Some(Break::Page { sha256, .. }) if *sha256 == hash(b"First page.")),
        "{found:?}"
    );
}

#[test]
fn a_changed_reading_is_found() {
    let sql = "update reading set body = (select body from reading r where r.page != reading.page limit 1);";
    let found = spoiled("reading", sql);
    assert!(matches!(found, Some(Break::Reading { .. })), "{found:?}");
}

/// What is found where the first claim of a page is stored with this span.
fn found_with_span(name: &str, span: Span) -> Option<Break> {
    let mut ledger = Ledger::create_or_open(&place(name)).unwrap();
    let mut wrong = page("Some words here.");
    wrong.read.reading.claims[0].span = span;
    ledger.add(&[wrong], PACKS, day()).unwrap();
    ledger.verify(&reread).unwrap().first_break
}

#[test]
fn a_claim_without_its_words_is_found() {
    let found = found_with_span("claim", Span::new(5, 5));
    assert!(matches!(found, Some(Break::Claim { .. })), "{found:?}");
    let found = found_with_span("claim-outside", Span::new(12, 99));
    assert!(matches!(found, Some(Break::Reading { .. })), "{found:?}");
}

#[test]
fn words_that_the_page_does_not_hold_are_found() {
    let path = place("words");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    let mut wrong = page("Some words here.");
    wrong.read.article = Article::of_text("Fine words here.", Language::English);
    ledger.add(&[wrong], PACKS, day()).unwrap();
    let found = ledger.verify(&reread).unwrap().first_break;
    assert!(matches!(found, Some(Break::Claim { .. })), "{found:?}");
}

#[test]
fn a_reading_with_other_packs_takes_the_place_of_the_old_one() {
    let mut ledger = Ledger::create_or_open(&place("other")).unwrap();
    ledger.add(&[page("One page.")], "packs 0", day()).unwrap();
    let stale = ledger.read_with_other_packs(PACKS).unwrap();
    assert_eq!(stale.len(), 1);
    let verdict = ledger.verify(&reread).unwrap();
    assert_eq!((verdict.first_break, verdict.other_packs), (None, 1));
    ledger.reread(&[read("One page.")], PACKS, day()).unwrap();
    assert_eq!(ledger.read_with_other_packs(PACKS).unwrap().len(), 0);
    let verdict = ledger.verify(&reread).unwrap();
    assert_eq!((verdict.first_break, verdict.events), (None, 3));
}

#[test]
fn two_writers_lose_nothing() {
    let path = place("writers");
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let path = &path;
            scope.spawn(move || {
                let mut ledger = Ledger::create_or_open(path).unwrap();
                for n in 0..20 {
                    // Half of the pages are shared by all writers.
                    let name = if n % 2 == 0 { 0 } else { writer };
                    ledger
                        .add(&[page(&format!("Page {name} {n}."))], PACKS, day())
                        .unwrap();
                }
            });
        }
    });
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.pages().unwrap().len(), 10 + 3 * 10);
    let verdict = ledger.verify(&reread).unwrap();
    assert_eq!((verdict.first_break, verdict.pages), (None, 40));
}

#[test]
fn what_is_no_ledger_is_refused() {
    let path = place("missing");
    assert!(matches!(Ledger::open(&path), Err(LedgerError::Missing { .. })));
    std::fs::write(
        &path,
        "these are some words and no database, long enough to be looked at by SQLite as one",
    )
    .unwrap();
    assert!(Ledger::open(&path).is_err());
    let other = place("foreign");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("create table t (x)")
        .unwrap();
    let before = std::fs::read(&other).unwrap();
    assert!(matches!(
        Ledger::create_or_open(&other),
        Err(LedgerError::NoLedger { .. })
    ));
    assert_eq!(
        std::fs::read(&other).unwrap(),
        before,
        "another program's file is not touched"
    );
    assert!(!other.with_extension("db-wal").exists() && !other.with_extension("db-journal").exists());
    let folder = other.with_extension("folder");
    std::fs::create_dir_all(&folder).unwrap();
    for none in [folder.as_path(), std::path::Path::new("/dev/null")] {
        assert!(matches!(
            Ledger::create_or_open(none),
            Err(LedgerError::NoFile { .. })
        ));
    }
}

#[test]
fn a_ledger_that_lies_in_the_log_alone_is_one() {
    let path = place("log");
    let mut ledger = Ledger::create_or_open(&path).unwrap();
    ledger.add(&[page("One page.")], PACKS, day()).unwrap();
    // As a kill leaves it: everything in the log, the file with its first page as it was made.
    let killed = place("log-killed");
    std::fs::copy(&path, &killed).unwrap();
    std::fs::copy(path.with_extension("db-wal"), killed.with_extension("db-wal")).unwrap();
    assert_eq!(Ledger::open(&killed).unwrap().pages().unwrap().len(), 1);
    assert_eq!(Ledger::open_to_write(&killed).unwrap().pages().unwrap().len(), 1);
}

#[test]
fn layouts_that_are_not_known_are_told_by_age() {
    for (version, wanted) in [(0, "older"), (99, "newer")] {
        let path = place("age");
        drop(Ledger::create_or_open(&path).unwrap());
        rusqlite::Connection::open(&path)
            .unwrap()
            .pragma_update(None, "user_version", version)
            .unwrap();
        let refused = Ledger::open(&path).unwrap_err().to_string();
        assert!(refused.contains(wanted), "{refused}");
    }
}
