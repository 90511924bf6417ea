//! The layout of the file, and how it is opened.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::postings;

/// "onrd": marks the file as ours.
const APPLICATION: i64 = 0x6f6e_7264;
/// Raised with every change of the layout.
const LAYOUT: i64 = 3;
/// Layouts before this one, which are brought up to date when the ledger is opened to be changed.
const FIRST: i64 = 1;
/// Kibibytes of the file that a connection keeps in memory.
const KEPT_IN_MEMORY: i64 = 64 << 10;
/// How long a writer waits for another: a batch of pages takes far less.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was learnt is never changed: the triggers keep even this program from it. Below the line stands what is
/// derived; it may be thrown away and made anew from the pages.
const TABLES: &str = "
create table event (
    seq integer primary key,
    at text not null,
    kind text not null,
    payload text not null,
    previous blob not null,
    hash blob not null
) strict;
create trigger event_is_not_changed before update on event begin select raise(abort, 'events are only appended'); end;
create trigger event_is_not_removed before delete on event begin select raise(abort, 'events are only appended'); end;
create table page (
    sha256 text primary key,
    seq integer not null references event (seq),
    size integer not null,
    bytes blob not null
) strict;
create trigger page_is_not_changed before update on page begin select raise(abort, 'pages are only added'); end;
create trigger page_is_not_removed before delete on page begin select raise(abort, 'pages are only added'); end;

create table reading (
    page text primary key references page (sha256),
    packs text not null,
    body blob not null,
    keys text not null default ''
) strict;
create table claim (
    id text not null,
    page text not null references page (sha256),
    place integer not null,
    kind text not null,
    primary key (page, place)
) strict, without rowid;
create index claim_by_id on claim (id);
create index claim_by_kind on claim (kind);
";

/// What came with layout 2: where pages were seen, for those that were kept in containers. Derived from the events.
const CAPTURES: &str = "
create table capture (
    place text primary key,
    page text not null references page (sha256),
    seq integer not null references event (seq),
    url text,
    record text,
    payload text
) strict, without rowid;
create index capture_by_page on capture (page);
create index capture_by_url on capture (url) where url is not null;
create index capture_by_record on capture (record) where record is not null;
create index capture_by_payload on capture (payload) where payload is not null;
";

/// What pages are found by. `keys` of a reading are the keys that its page stands under in `posting`, a line each. Days are
/// numbers like 20230823; 0 is no day. A page is its `seq`.
const POSTINGS: &str = "
create table posting (
    key text not null,
    day integer not null,
    page integer not null,
    primary key (key, day, page)
) strict, without rowid;
create table beginning (
    word text not null,
    name text not null,
    primary key (word, name)
) strict, without rowid;
create table page_day (
    page integer primary key,
    first integer not null,
    last integer not null
) strict;
create index page_day_by_first on page_day (first);
create index page_day_by_last on page_day (last);
create index page_by_seq on page (seq);
create index reading_by_packs on reading (packs);
create index event_judgement on event (seq) where kind = 'judgement';
";

/// What came with layout 3: of each page what tells whether its matters moved. Derived from its reading.
const GISTS: &str = "
create table gist (
    page integer primary key,
    body blob not null
) strict;
create index page_day_by_later_last on page_day (last) where first < last;
";

/// What a layout that this program does not know is, and what to do.
pub(crate) fn age(version: i64) -> &'static str {
    if version > LAYOUT {
        "newer than this program: use a newer program"
    } else {
        "older than this program knows: use the program that made it, or add its pages to a new ledger"
    }
}

/// What lies at a path, as far as its bytes tell. SQLite does not see a file before this is known: it would change what
/// another program keeps there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    /// A file without a byte.
    Empty,
    Ledger,
    /// A file of another program.
    Other,
    /// A folder, a pipe, a device.
    NoFile,
}

/// Where the header of an SQLite file holds the application id: <https://www.sqlite.org/fileformat2.html>.
const APPLICATION_AT: usize = 68;
const HEADER: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Looks at the file at `path` without changing it.
pub(crate) fn look(path: &Path) -> std::io::Result<Found> {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    };
    if !metadata.is_file() {
        return Ok(Found::NoFile);
    }
    let mut head = Vec::with_capacity(HEADER);
    File::open(path)?.take(HEADER as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Found::Empty);
    }
    if !head.starts_with(MAGIC) || head.len() < HEADER {
        return Ok(Found::Other);
    }
    if is_ours(&head) || is_ours(&first_page_in_log(path)?) {
        return Ok(Found::Ledger);
    }
    Ok(Found::Other)
}

fn is_ours(page: &[u8]) -> bool {
    page.get(APPLICATION_AT..APPLICATION_AT + 4)
        .is_some_and(|id| id == (APPLICATION as u32).to_be_bytes())
}

/// The beginning of the file's first page as the write-ahead log has it; a program that was killed may have written it
/// nowhere else. Empty if there is none.
fn first_page_in_log(path: &Path) -> std::io::Result<Vec<u8>> {
    const LOG_HEADER: u64 = 32;
    const FRAME_HEADER: u64 = 24;
    let Ok(mut log) = File::open(log_of(path)) else {
        return Ok(Vec::new());
    };
    let mut head = [0; LOG_HEADER as usize];
    if log.read_exact(&mut head).is_err() {
        return Ok(Vec::new());
    }
    let number = |bytes: &[u8], at: usize| bytes[at..at + 4].iter().fold(0u64, |n, b| n << 8 | u64::from(*b));
    let size = number(&head, 8);
    let mut frame = [0; FRAME_HEADER as usize];
    while size > 0 && log.read_exact(&mut frame).is_ok() {
        if number(&frame, 0) == 1 {
            let mut page = vec![0; HEADER];
            log.read_exact(&mut page)?;
            return Ok(page);
        }
        log.seek(SeekFrom::Current(size as i64))?;
    }
    Ok(Vec::new())
}

/// The write-ahead log beside a file.
pub(crate) fn log_of(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// All that the layout consists of: (type, name, table, words of its making), sorted.
pub(crate) type Layout = Vec<[String; 4]>;

/// The layout that a ledger of this program has.
pub(crate) fn right_layout() -> rusqlite::Result<Layout> {
    let db = Connection::open_in_memory()?;
    for part in [TABLES, CAPTURES, POSTINGS, GISTS] {
        db.execute_batch(part)?;
    }
    layout_of(&db)
}

/// The layout of a database. Blanks do not count: a table that got a column later has them elsewhere.
pub(crate) fn layout_of(db: &Connection) -> rusqlite::Result<Layout> {
    let mut query = db.prepare("select type, name, tbl_name, coalesce(sql, '') from sqlite_schema")?;
    let rows = query.query_map([], |r| {
        let sql: String = r.get(3)?;
        let sql = sql.replace('(', " ( ").replace(')', " ) ").replace(',', " , ");
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok([r.get(0)?, r.get(1)?, r.get(2)?, sql])
    })?;
    let mut layout = rows.collect::<rusqlite::Result<Layout>>()?;
    layout.sort();
    Ok(layout)
}

pub(crate) enum Problem {
    Database(rusqlite::Error),
    NoLedger,
    Version(i64),
    /// Of a layout before this one, and opened only to be asked.
    Before,
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Problem {
        Problem::Database(error)
    }
}

/// Sets the connection up; makes the tables where `create` allows it, and brings those of a layout before up to date
/// where `change` allows it.
pub(crate) fn prepare(db: &mut Connection, create: bool, change: bool) -> Result<(), Problem> {
    db.busy_timeout(PATIENCE)?;
    let mut application: i64 = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if application == 0 && create {
        make(db)?;
        application = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
    }
    if application == APPLICATION && change {
        log_ahead(db)?;
    }
    if application != APPLICATION {
        return Err(Problem::NoLedger);
    }
    let version: i64 = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    match version {
        LAYOUT => {}
        FIRST..LAYOUT if change => bring_up_to_date(db)?,
        FIRST..LAYOUT => return Err(Problem::Before),
        _ => return Err(Problem::Version(version)),
    }
    db.pragma_update(None, "cache_size", -KEPT_IN_MEMORY)?;
    // What was reported as kept outlives a power cut too.
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Readers go on while a page is written.
fn log_ahead(db: &Connection) -> Result<(), Problem> {
    // SQLite does not wait by itself when two programs switch at once.
    for attempt in 0.. {
        match db.pragma_update_and_check(None, "journal_mode", "wal", |r| r.get::<_, String>(0)) {
            Ok(_) => break,
            Err(error)
                if attempt < 200
                    && matches!(
                        error.sqlite_error_code(),
                        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
                    ) =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Makes the tables, with the mark that the file is ours: it says so from its first byte on.
fn make(db: &mut Connection) -> Result<(), Problem> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let application: i64 = transaction.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let tables: i64 = transaction.query_row("select count(*) from sqlite_schema", [], |r| r.get(0))?;
    if application == 0 && tables == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(CAPTURES)?;
        transaction.execute_batch(POSTINGS)?;
        transaction.execute_batch(GISTS)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", LAYOUT)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Adds what later layouts have: the keys of all pages and their gists, made from their readings. Readings of another form have
/// none until their pages are read again. All of it, or nothing.
fn bring_up_to_date(db: &mut Connection) -> Result<(), Problem> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let version: i64 = transaction.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version == FIRST {
        transaction.execute_batch("alter table reading add column keys text not null default '';")?;
        transaction.execute_batch(CAPTURES)?;
        transaction.execute_batch(POSTINGS)?;
    }
    if version < LAYOUT {
        transaction.execute_batch(GISTS)?;
        postings::fill(&transaction)?;
        transaction.pragma_update(None, "user_version", LAYOUT)?;
    }
    transaction.commit()?;
    Ok(())
}
