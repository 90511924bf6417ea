//! A ledger that somebody changed behind its back: whatever changes an answer, `verify` tells.
//! What does not live here: kills and full disks (see the tests of the binary).

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::date;
use onrecord::ledger::{Ledger, LedgerError, NewPage, Sighting};
use onrecord::{
    Engine, Hints, Library, Moment, Options, Polarity, Provenance, ReadPage, Store, Verdict, judged_name,
};
use rusqlite::Connection;

const PAGES: [&str; 4] = [
    "Ollerby Foods is close to getting a licence to brew cider, two people familiar with the matter said on Tuesday. \
     The company declined to comment.",
    "Arden Steel agreed to buy Ollerby Foods for 40 million euros, Arden Steel said on Monday. Ida Kolb was appointed \
     chief executive of Arden Steel.",
    "The court fined Arden Steel 2 million euros on 3 March 2023. Ollerby Foods denied that it had been sued.",
    "远山汽车有限公司周一表示，已获得生产资质。阿登钢铁公司否认将收购远山汽车有限公司。",
];

fn at() -> Moment {
    Moment::clock(date(2024, 5, 6).at(7, 8, 9, 0))
}

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let made = || Arc::new(Engine::new(&Options::default()).unwrap());
    ENGINE.get_or_init(made).clone()
}

fn hints(number: usize, record: &str) -> Hints {
    Hints {
        plain: true,
        source: format!("page-{number}.txt"),
        url: Some(format!("https://example.org/{number}")),
        date: Some(Moment::day(date(2023, 3, 15))),
        provenance: Some(Provenance {
            kind: "warc".into(),
            container: "crawl.warc".into(),
            record: Some(format!("<urn:{record}:{number}>")),
            payload: Some(format!("sha1:{number}")),
            ..Provenance::default()
        }),
        ..Hints::default()
    }
}

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tampering");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.db"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    path
}

/// A ledger with pages, sightings of them elsewhere and judgements, all in one file.
fn sound(name: &str) -> PathBuf {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let path = place(name);
    let made = MADE.get_or_init(|| {
        let made = make();
        let bytes = std::fs::read(&made).unwrap();
        std::fs::remove_file(made).unwrap();
        bytes
    });
    std::fs::write(&path, made).unwrap();
    path
}

fn make() -> PathBuf {
    // Runners that give each test a process of its own make several of these at a time.
    let (path, engine) = (place(&format!("made-{}", std::process::id())), engine());
    let mut library = Library {
        ledger: Ledger::create_or_open(&path).unwrap(),
        engine: engine.clone(),
    };
    let mut ids = Vec::new();
    for (number, text) in PAGES.iter().enumerate() {
        let hints = hints(number, "first");
        let read = engine
            .read_bytes(text.as_bytes(), &hints)
            .unwrap()
            .into_read_page();
        assert!(!read.reading.claims.is_empty(), "{text}");
        ids.push(read.page.sha256.clone());
        let bytes = text.as_bytes().to_vec();
        library
            .ledger
            .add(
                &[NewPage {
                    bytes,
                    hints,
                    read,
                    proposals: Vec::new(),
                }],
                &engine.edition(),
                at(),
            )
            .unwrap();
    }
    let sighting = Sighting {
        page: Some(ids[1].clone()),
        hints: hints(1, "second"),
        ..Sighting::default()
    };
    library.ledger.see(&[sighting], at()).unwrap();
    let names = ("Ollerby Foods", "Ollerby");
    library
        .judge(Verdict::Same, names, ("Ida", "one house"), at())
        .unwrap();
    let ground = &engine.packs.ground;
    assert_ne!(judged_name(names.0, ground), judged_name(names.1, ground));
    drop(library);
    let db = Connection::open(&path).unwrap();
    db.execute_batch("pragma wal_checkpoint(truncate); pragma journal_mode = delete;")
        .unwrap();
    path
}

/// All that questions ask a ledger, put to one, with the ids and names that the sound one has.
fn answers(path: &Path, asked: &[ReadPage]) -> Result<String, LedgerError> {
    let ledger = Ledger::open(path)?;
    let mut told = format!("{:?}", ledger.pages()?);
    let mut tell = |what: String| {
        told.push('\n');
        told.push_str(&what);
    };
    tell(format!("{:?}", ledger.head()?));
    tell(format!("{:?}", ledger.judgements()?));
    tell(format!(
        "{:?} {:?}",
        ledger.page_ids()?,
        ledger.page_ids_from(0, 99)?
    ));
    tell(format!(
        "{:?}",
        ledger.read_with_other_packs(&engine().edition())?
    ));
    tell(format!(
        "{}",
        ledger.count_read_with_other_packs(&engine().edition())?
    ));
    tell(format!(
        "{:?} {:?}",
        ledger.day_before(None, None)?,
        ledger.pages_since(date(2023, 1, 1), None)?
    ));
    for page in asked {
        let id = &page.page.sha256;
        tell(format!("{:?} {:?}", ledger.bytes(id)?, ledger.hints_of(id)?));
        tell(format!("{:?} {:?}", ledger.captures(id)?, ledger.find_pages(id)?));
        tell(format!(
            "{:?}",
            ledger.last_capture(page.page.url.as_deref().unwrap_or_default())?
        ));
        for claim in &page.reading.claims {
            tell(format!(
                "{:?} {:?}",
                ledger.find_claims(&claim.id, 100)?,
                ledger.pages_with_claim(&claim.id)?
            ));
            tell(format!("{:?}", ledger.pages_with_kind(&claim.kind)?));
        }
        for key in onrecord::keys::keys_of(page) {
            tell(format!("{key} {:?}", ledger.pages_of(&key, None)?));
            if let Some(name) = onrecord::keys::name_in(&key) {
                for word in onrecord::keys::beginnings(name) {
                    tell(format!("{word} {:?}", ledger.names_with(&word)?));
                }
            }
        }
    }
    Ok(told)
}

/// True if `verify` says that something is not as it was learnt, or could not be compared.
fn is_told(path: &Path) -> bool {
    let Ok(ledger) = Ledger::open(path) else {
        return true;
    };
    let engine = engine();
    match (Library { ledger, engine }).verify() {
        Ok(verdict) => verdict.first_break.is_some() || verdict.other_packs + verdict.other_names > 0,
        Err(_) => true,
    }
}

/// Runs `change` as somebody who knows SQLite: the guards are taken away for it, and put back.
fn unguarded(path: &Path, change: impl FnOnce(&Connection)) {
    let db = Connection::open(path).unwrap();
    db.execute_batch("pragma foreign_keys = off; pragma synchronous = off")
        .unwrap();
    let guards: Vec<(String, String)> = db
        .prepare("select name, sql from sqlite_schema where type = 'trigger'")
        .and_then(|mut q| q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .unwrap();
    for (name, _) in &guards {
        db.execute_batch(&format!("drop trigger {name}")).unwrap();
    }
    change(&db);
    for (_, sql) in &guards {
        // What the change made itself is left as it made it.
        let _ = db.execute_batch(sql);
    }
}

/// (what is done, the statements); `guards` is true if it is done to the guards themselves.
fn tamperings(db: &Connection) -> Vec<(String, bool, String)> {
    let mut all: Vec<(String, bool, String)> = Vec::new();
    let tables: Vec<String> = db
        .prepare("select name from sqlite_schema where type = 'table' order by name")
        .and_then(|mut q| q.query_map([], |r| r.get(0))?.collect())
        .unwrap();
    for table in &tables {
        let columns: Vec<(String, String)> = db
            .prepare(&format!("select name, type from pragma_table_info('{table}')"))
            .and_then(|mut q| q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
            .unwrap();
        let first = |column: &str| format!("{column} = (select min({column}) from {table})");
        let key = &columns[0].0;
        for (column, kind) in &columns {
            let value = match kind.to_lowercase().as_str() {
                "integer" => format!("{column} + 1000"),
                "blob" => format!("cast(x'01' || {column} as blob)"),
                _ => format!("coalesce({column}, '') || 'x'"),
            };
            all.push((
                format!("{table}.{column} changed"),
                false,
                format!("update {table} set {column} = {value} where {}", first(key)),
            ));
        }
        all.push((
            format!("{table}: a row removed"),
            false,
            format!("delete from {table} where {}", first(key)),
        ));
        all.push((
            format!("{table}: all rows removed"),
            false,
            format!("delete from {table}"),
        ));
    }
    let id = "(select min(sha256) from page)";
    for (table, row) in [
        (
            "event",
            "select 1000, at, kind, payload, previous, hash from event where seq = 1".to_owned(),
        ),
        ("page", "values ('ff', 1, 1, x'00')".to_owned()),
        ("reading", "values ('ff', 'packs', x'00', '')".to_owned()),
        ("claim", format!("values ('zz', {id}, 99, 'deal')")),
        (
            "capture",
            format!("values ('elsewhere', {id}, 1, 'https://example.org/0', null, null)"),
        ),
        ("posting", "values ('about ollerby foods', 0, 3)".to_owned()),
        ("beginning", "values ('oll', 'somebody else')".to_owned()),
        ("beginning", "values ('somebody', 'somebody else')".to_owned()),
        ("page_day", "values (999, 20230101, 20230102)".to_owned()),
        ("gist", "values (999, x'00')".to_owned()),
    ] {
        all.push((
            format!("{table}: a row added: {row}"),
            false,
            format!("insert into {table} {row}"),
        ));
    }
    let made: Vec<(String, String)> = db
        .prepare(
            "select type, name from sqlite_schema where type in ('trigger', 'index') and sql is not null",
        )
        .and_then(|mut q| q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .unwrap();
    for (kind, name) in made {
        all.push((
            format!("{kind} {name} dropped"),
            true,
            format!("drop {kind} {name}"),
        ));
    }
    let others = [
        "create table another (a)",
        "create view another as select 1",
        "create index another on claim (place)",
        "create trigger another after insert on claim begin delete from claim where id = new.id; end",
        "drop trigger page_is_not_changed; create trigger page_is_not_changed before update on page begin select 1; end",
        "drop index claim_by_kind; create index claim_by_kind on claim (kind) where kind = 'deal'",
        "pragma writable_schema = on; update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = \
         'claim_by_id') where name = 'claim_by_kind'",
        "pragma user_version = 4",
        "pragma application_id = 0",
    ];
    all.extend(others.map(|sql| (sql.to_owned(), true, sql.to_owned())));
    for (what, sql) in [
        (
            "two pages change places",
            "update page set seq = case seq when 1 then 3 else 1 end where seq in (1, 3)",
        ),
        (
            "two readings change places",
            "update reading set body = (select r.body from reading r where r.page != reading.page)",
        ),
        (
            "the last event but one removed",
            "delete from event where seq = (select max(seq) - 1 from event)",
        ),
        (
            "a page out of sight",
            "update page set seq = seq + 500 where seq > 1; update page set size = 1",
        ),
        ("a claim of another kind", "update claim set kind = 'deal'"),
        (
            "a claim under another's name",
            "update claim set id = (select max(id) from claim)",
        ),
        (
            "a page under another day",
            "update posting set day = 19000101; update page_day set first = 19000101",
        ),
        (
            "a page found under no name",
            "delete from posting where page = 1; update reading set keys = ''",
        ),
    ] {
        all.push((what.to_owned(), false, sql.to_owned()));
    }
    all
}

fn copy_of(sound: &Path, name: &str) -> PathBuf {
    let path = place(name);
    std::fs::copy(sound, &path).unwrap();
    path
}

fn asked(path: &Path) -> Vec<ReadPage> {
    let pages = Ledger::open(path).unwrap().pages().unwrap();
    pages.into_iter().map(|p| p.read).collect()
}

#[test]
fn a_sound_ledger_is_called_sound() {
    let path = sound("sound");
    assert!(!is_told(&path));
    assert!(answers(&path, &asked(&path)).is_ok());
}

#[test]
fn whatever_is_changed_in_any_table_is_told() {
    let sound = sound("tables");
    let all = tamperings(&Connection::open(&sound).unwrap());
    assert!(all.len() >= 61, "{}", all.len());
    let mut untold = Vec::new();
    for (what, guards, sql) in &all {
        let path = copy_of(&sound, "tables-changed");
        let run = |db: &Connection| db.execute_batch(sql).unwrap_or_else(|e| panic!("{what}: {e}"));
        match guards {
            true => {
                let db = Connection::open(&path).unwrap();
                db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)
                    .unwrap();
                db.execute_batch("pragma synchronous = off").unwrap();
                run(&db);
            }
            false => unguarded(&path, run),
        }
        assert_ne!(
            std::fs::read(&path).unwrap(),
            std::fs::read(&sound).unwrap(),
            "{what} changed nothing"
        );
        if !is_told(&path) {
            untold.push(what);
        }
    }
    assert!(
        untold.is_empty(),
        "{} of {} untold: {untold:#?}",
        untold.len(),
        all.len()
    );
}

/// A reading of the second page that says what the page does not, in the ledger's own form and with an event of its own.
fn forged(name: &str, packs: &str, forge: impl FnOnce(&mut ReadPage)) -> bool {
    let sound = sound(name);
    let mut read = asked(&sound).swap_remove(1);
    forge(&mut read);
    let mut ledger = Ledger::open_to_write(&sound).unwrap();
    ledger.reread(&[read], packs, at()).unwrap();
    drop(ledger);
    is_told(&sound)
}

#[test]
fn a_forged_reading_with_an_event_of_its_own_is_told() {
    let edition = engine().edition();
    let denied = |read: &mut ReadPage| read.reading.claims[0].polarity = Polarity::Negated;
    let title = |read: &mut ReadPage| read.article.title = Some("Arden Steel is bankrupt".into());
    let about = |read: &mut ReadPage| {
        let subject = read
            .reading
            .claims
            .iter_mut()
            .find_map(|c| c.subject.as_mut())
            .unwrap();
        subject.entity = Some("xiaomi-ev".into());
    };
    let fewer = |read: &mut ReadPage| read.reading.claims.truncate(1);
    assert!(forged("forged-polarity", &edition, denied));
    assert!(forged("forged-title", &edition, title));
    assert!(forged("forged-entity", &edition, about));
    assert!(forged("forged-claims", &edition, fewer));
    // Under the name of other rules its words cannot be compared, and that is said.
    assert!(forged("forged-rules", "0.0.1 0123456789abcdef form 2", denied));
    assert!(forged(
        "forged-names",
        &edition.replace("names ", "names 0"),
        about
    ));
    // The same reading again is none.
    assert!(!forged("forged-not", &edition, |_| ()));
}

#[test]
fn a_flipped_bit_that_changes_an_answer_is_told() {
    const UNIFORM: u64 = 110;
    const IN_THE_FIRST_PAGE: u64 = 40;
    let sound = sound("bits");
    let asked = asked(&sound);
    let right = answers(&sound, &asked).unwrap();
    let whole = std::fs::read(&sound).unwrap();
    let mut state = 20_261_129u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut changed = 0;
    for number in 0..UNIFORM + IN_THE_FIRST_PAGE {
        let within = if number < UNIFORM {
            whole.len() as u64
        } else {
            4096
        };
        let (byte, bit) = (random(within) as usize, random(8));
        let mut flipped = whole.clone();
        flipped[byte] ^= 1 << bit;
        let path = place("bits-flipped");
        std::fs::write(&path, flipped).unwrap();
        // An answer that is an error is told by itself.
        if answers(&path, &asked).is_ok_and(|told| told != right) {
            changed += 1;
            assert!(
                is_told(&path),
                "bit {bit} of byte {byte} changes an answer and is not told"
            );
        }
    }
    assert!(changed > 0, "no flip changed an answer: the test shows nothing");
}
