//! The layout of the file, and how it is opened.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

/// "onrd": marks the file as ours.
const APPLICATION: i64 = 0x6f6e_7264;
/// Raised with every change of the layout.
const LAYOUT: i64 = 2;
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
    body blob not null
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
    record text,
    payload text
) strict, without rowid;
create index capture_by_page on capture (page);
create index capture_by_record on capture (record) where record is not null;
create index capture_by_payload on capture (payload) where payload is not null;
";

pub(crate) enum Problem {
    Database(rusqlite::Error),
    NoLedger,
    Version(i64),
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Problem {
        Problem::Database(error)
    }
}

/// Sets the connection up; makes the tables where `create` allows it.
pub(crate) fn prepare(db: &mut Connection, create: bool) -> Result<(), Problem> {
    db.busy_timeout(PATIENCE)?;
    let mut application: i64 = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
    if application == 0 && create {
        make(db)?;
        application = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
    }
    if application != APPLICATION {
        return Err(Problem::NoLedger);
    }
    let mut version: i64 = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version == 1 && create {
        add_captures(db)?;
        version = LAYOUT;
    }
    // A ledger of the first layout can be asked: nothing that is asked needs the new table.
    if version != LAYOUT && version != 1 {
        return Err(Problem::Version(version));
    }
    // What was reported as kept outlives a power cut too.
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Takes a ledger of the first layout to the second: one table more.
fn add_captures(db: &mut Connection) -> Result<(), Problem> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version == 1 {
        transaction.execute_batch(CAPTURES)?;
        transaction.pragma_update(None, "user_version", LAYOUT)?;
    }
    transaction.commit()?;
    Ok(())
}

fn make(db: &mut Connection) -> Result<(), Problem> {
    // Readers go on while a page is written. SQLite does not wait by itself when two programs switch at once.
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
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let application: i64 = transaction.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let tables: i64 = transaction.query_row("select count(*) from sqlite_schema", [], |r| r.get(0))?;
    if application == 0 && tables == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(CAPTURES)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", LAYOUT)?;
    }
    transaction.commit()?;
    Ok(())
}
