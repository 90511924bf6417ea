//! Is the file itself whole: its tables, indexes and triggers those of a ledger, and SQLite's own structure sound?

use crate::schema::{layout_of, right_layout};
use crate::{Ledger, LedgerError};

impl Ledger {
    /// What does not fit; `None` if everything does.
    pub(super) fn walk_layout(&self) -> Result<Option<String>, LedgerError> {
        let fail = |e| self.fail(e);
        let (found, right) = (layout_of(&self.db).map_err(fail)?, right_layout().map_err(fail)?);
        if let Some([kind, name, ..]) = right.iter().find(|row| !found.contains(row)) {
            return Ok(Some(format!("the {kind} {name} is missing or was changed")));
        }
        if let Some([kind, name, ..]) = found.iter().find(|row| !right.contains(row)) {
            return Ok(Some(format!("the {kind} {name} is not a part of a ledger")));
        }
        if found.len() != right.len() {
            return Ok(Some("a table, an index or a trigger is there twice".into()));
        }
        // The words for what is wrong are SQLite's; the first is enough.
        let said: String = self
            .db
            .query_row("pragma integrity_check(1)", [], |r| r.get(0))
            .map_err(fail)?;
        if said != "ok" {
            return Ok(Some(format!("its structure is damaged ({})", said.trim())));
        }
        let orphans = self
            .db
            .prepare("pragma foreign_key_check")
            .and_then(|mut q| q.exists([]))
            .map_err(fail)?;
        Ok(orphans.then(|| "a row points to a page or an event that is not there".into()))
    }

    /// How many rows a table has.
    pub(super) fn rows_of(&self, table: &str) -> Result<usize, LedgerError> {
        self.db
            .query_row(&format!("select count(*) from {table}"), [], |r| {
                r.get::<_, i64>(0)
            })
            .map(|n| n as usize)
            .map_err(|e| self.fail(e))
    }
}
