//! A run: lets somebody write, then leaves the database indexed and in one file.

use std::collections::BTreeMap;

use super::{Store, Writer};
use crate::error::{Error, Result};

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there before.
    Added,
    /// It was there with other content, or the rules found other things in it.
    Replaced,
    /// It was there, just so.
    Unchanged,
}

/// What a run changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents that were not there before.
    pub added: usize,
    /// Documents that replaced their earlier form.
    pub replaced: usize,
    /// Documents that were there already.
    pub unchanged: usize,
    /// Facts of all documents of this run, by type.
    pub facts: BTreeMap<String, usize>,
    /// How many times a document of this run tells what another one of it tells too: `facts` has that once.
    pub joined: usize,
    /// Inputs that could not be read.
    pub failures: usize,
}

impl Store {
    /// Lets `work` write in a run; `arguments` are the command's words. What was written before an error stays; where the database itself
    /// fails, what was written up to the last batch stays, so that it holds whole documents only.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub fn write(&mut self, arguments: &[String], work: impl FnOnce(&mut Writer<'_>) -> Result<()>) -> Result<Totals> {
        let failed = |e| self.error(e);
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
        let mut writer = Writer::new(self, arguments).map_err(failed)?;
        let worked = work(&mut writer);
        if let Err(error @ Error::Database { .. }) = worked {
            drop(writer);
            // SQLite may have done so itself; then there is nothing to take back.
            let _ = self.connection.execute_batch("ROLLBACK");
            return Err(error);
        }
        let finished = writer.finish().map_err(failed);
        if finished.is_err() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        let (totals, changed, orphans) = match (worked, finished) {
            (Ok(()), Ok(done)) => done,
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        if orphans {
            self.connection.execute_batch(super::names::FORGET).map_err(failed)?;
        }
        self.index()?;
        // A run that was killed after its last batch leaves this to the next one, which then changes nothing else.
        let known = "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
        let known: bool = self.connection.query_row(known, [], |row| row.get(0)).map_err(failed)?;
        if changed || !known {
            self.connection.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE;").map_err(failed)?;
        }
        self.unfinished = false;
        self.settle();
        Ok(totals)
    }

    /// Folds the write-ahead log into the file, so that it can be copied and opened read-only anywhere. Another program that has the
    /// database open keeps us from it; then the last one to close it does that.
    pub(super) fn settle(&self) {
        let _ = self.connection.busy_timeout(std::time::Duration::from_millis(100));
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let _ = self.connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()));
    }
}
