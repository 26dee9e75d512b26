//! Writing: documents with all that they say, in large transactions; the same documents again change nothing.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashSet;

use super::gather;
use super::history::Now;
use super::record::ROWS;
use super::statement::{Statements, delete};
use super::{Outcome, Record, Store, Totals, Unchanged};
use crate::entity::Alias;
use crate::error::{Error, Result};

/// A transaction ends after this many bytes of text: large enough to be quick, small enough that a cut-off run loses little.
pub(super) const COMMIT_AFTER: usize = 32 << 20;

/// The longest text that a row of SQLite can hold, with room for the other columns.
const LONGEST: usize = 900_000_000;

/// Writes one run's documents.
#[derive(Debug)]
pub struct Writer<'c> {
    pub(super) connection: &'c Connection,
    pub(super) store: &'c Store,
    arguments: &'c [String],
    pub(super) statements: Statements<'c>,
    pub(super) now: Now,
    /// The id of the next new document.
    next: i64,
    /// Whether this run has changed anything, and so has a row.
    begun: bool,
    /// Whether this run has changed the user's aliases.
    aliases: bool,
    /// Documents of this run.
    seen: FxHashSet<i64>,
    /// Entities known to be stored.
    pub(super) entities: FxHashSet<i64>,
    /// Inputs of this run, to forget their earlier failures.
    paths: Option<FxHashSet<String>>,
    pending: usize,
    totals: Totals,
}

impl<'c> Writer<'c> {
    pub(super) fn new(store: &'c Store, arguments: &'c [String]) -> rusqlite::Result<Writer<'c>> {
        let connection = &store.connection;
        let now = Now::next(connection)?;
        let next = next_id(connection)?;
        let failures: i64 = connection.query_row("SELECT count(*) FROM failure", [], |row| row.get(0))?;
        Ok(Writer {
            connection,
            store,
            arguments,
            statements: Statements::new(connection)?,
            now,
            next,
            begun: false,
            aliases: false,
            seen: FxHashSet::default(),
            entities: FxHashSet::default(),
            paths: (failures > 0).then(FxHashSet::default),
            pending: 0,
            totals: Totals::default(),
        })
    }

    /// Stores a document and all it says, in place of what it said before.
    ///
    /// # Errors
    /// [`Error::Input`] where the document cannot be stored (the run can go on); otherwise those of the database.
    pub fn put(&mut self, record: &Record) -> Result<Outcome> {
        let document = &record.document;
        let refuse = |message: String| Err(Error::Input { path: document.path.clone().into(), line: None, message });
        if document.text.len() > LONGEST {
            return refuse(format!(
                "document {} has more than {} MB, which no row can hold; split it",
                document.id,
                LONGEST / 1_000_000
            ));
        }
        let store = self.store;
        let (outcome, id) = self.place(record).map_err(|e| store.error(e))?;
        if !self.seen.insert(id) {
            if outcome == Outcome::Unchanged {
                return Ok(outcome);
            }
            return refuse(format!(
                "has two documents with the id \"{}\"; only the first is stored; give each its own",
                document.id
            ));
        }
        self.met(&document.path);
        for fact in &record.facts {
            *count(&mut self.totals.facts, &record.extraction.mentions[fact.lead].kind) += 1;
        }
        match outcome {
            Outcome::Unchanged => {
                self.totals.unchanged += 1;
                return Ok(outcome);
            }
            Outcome::Replaced => self.totals.replaced += 1,
            Outcome::Added => self.totals.added += 1,
        }
        self.store(record, id, outcome).map_err(|e| store.error(e))?;
        Ok(outcome)
    }

    /// Counts a document that is stored already, just so.
    pub fn keep(&mut self, document: &Unchanged) {
        if self.seen.insert(document.id) {
            self.met(&document.path);
            self.totals.unchanged += 1;
            for (kind, n) in &document.facts {
                *count(&mut self.totals.facts, kind) += n;
            }
        }
    }

    /// Remembers that an input could be read this time.
    fn met(&mut self, path: &str) {
        if let Some(paths) = &mut self.paths
            && !paths.contains(path)
        {
            paths.insert(path.to_owned());
        }
    }

    /// Takes the user's aliases in place of those that there were.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_aliases(&mut self, aliases: &[Alias]) -> Result<()> {
        let store = self.store;
        let before = store.aliases()?;
        if before == aliases {
            return Ok(());
        }
        self.aliases = true;
        let mut put = || {
            self.begin()?;
            self.connection.execute("DELETE FROM alias WHERE document_id IS NULL", [])?;
            (1i64..).zip(aliases).try_for_each(|(row, alias)| {
                self.statements.alias.execute(params![row, None::<i64>, alias.name, alias.stands_for]).map(|_| ())
            })
        };
        put().map_err(|e| store.error(e))
    }

    /// Notes an input that could not be read.
    ///
    /// # Errors
    /// Those of the database.
    pub fn fail(&mut self, error: &Error) -> Result<()> {
        let (path, line, message) = match error {
            Error::Input { path, line, message } => {
                (path.to_string_lossy().into_owned(), line.unwrap_or(0), message.clone())
            }
            Error::Io { path, source } => (path.to_string_lossy().into_owned(), 0, source.to_string()),
            other => (String::new(), 0, other.to_string()),
        };
        self.totals.failures += 1;
        let store = self.store;
        let mut note = || {
            self.begin()?;
            self.connection.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)",
                params![path, line as i64, message, self.now.run],
            )
        };
        note().map_err(|e| store.error(e))?;
        if let Some(paths) = &mut self.paths {
            paths.insert(path);
        }
        Ok(())
    }

    /// Where the document goes, and whether it is there already.
    fn place(&mut self, record: &Record) -> rusqlite::Result<(Outcome, i64)> {
        let Record { document, sha256, digest, .. } = record;
        let s = &mut self.statements;
        let found = s.find.query_row(params![document.path, document.id], |row| {
            let same = row.get::<_, [u8; 32]>(1)? == *sha256 && row.get::<_, i64>(2)? == *digest;
            Ok((row.get::<_, i64>(0)?, same, row.get::<_, i64>(3)?))
        });
        match found.optional()? {
            Some((id, true, reading)) => {
                // Who takes documents over from elsewhere has not read them.
                if reading != self.store.reading && self.store.reading != 0 {
                    let sql = "UPDATE document SET reading = ? WHERE id = ?";
                    self.connection.prepare_cached(sql)?.execute([self.store.reading, id])?;
                }
                return Ok((Outcome::Unchanged, id));
            }
            Some((id, false, _)) => return Ok((Outcome::Replaced, id)),
            None => {}
        }
        let id = self.next;
        self.next += ROWS;
        Ok((Outcome::Added, id))
    }

    /// Gives the run its row when it first changes something.
    fn begin(&mut self) -> rusqlite::Result<()> {
        if !self.begun {
            let arguments = serde_json::to_string(self.arguments).unwrap_or_default();
            let version = env!("CARGO_PKG_VERSION");
            self.connection.execute(
                "INSERT INTO run VALUES (?, ?, NULL, ?, ?, 0, 0, 0)",
                params![self.now.run, now(), version, arguments],
            )?;
            self.begun = true;
        }
        Ok(())
    }

    fn store(&mut self, record: &Record, id: i64, outcome: Outcome) -> rusqlite::Result<()> {
        self.begin()?;
        if outcome == Outcome::Replaced {
            self.remove(id)?;
        }
        self.put_document(record, id)?;
        self.put_sentences(record, id)?;
        self.put_timexes(record, id)?;
        self.put_mentions(record, id)?;
        self.put_facts(record, id)?;
        self.pending += record.document.text.len();
        if self.pending > self.store.commit_after {
            self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
            self.pending = 0;
            // Between the two another program may have written.
            self.next = next_id(self.connection)?;
        }
        Ok(())
    }

    /// Removes a document and all it said.
    fn remove(&mut self, id: i64) -> rusqlite::Result<()> {
        let rows = [id, id + ROWS - 1];
        let c = self.connection;
        if !self.store.unfinished {
            c.prepare_cached("INSERT INTO sentence_fts (sentence_fts, rowid, text) SELECT 'delete', id, text FROM sentence WHERE id BETWEEN ? AND ?")?
                .execute(rows)?;
        }
        self.now.keep_of(c, id)?;
        delete(c, id)
    }

    /// Ends the run: what it changed, whether it changed anything, and whether entities may be left that nobody names.
    pub(super) fn finish(mut self) -> rusqlite::Result<(Totals, bool, bool)> {
        for path in self.paths.take().into_iter().flatten() {
            self.connection
                .execute("DELETE FROM failure WHERE path = ? AND run_id <> ?", params![path, self.now.run])?;
        }
        // A run that finishes what one before it began has a row, too: it says that nothing is missing now.
        let pending = gather::pending(self.connection, self.now.run)?;
        if pending {
            self.begin()?;
        }
        drop(self.statements);
        // Documents first: facts can be gathered again, should that be cut off.
        self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        if self.begun {
            let new = if pending { None } else { Some(&self.seen) };
            gather::gather(self.connection, new, self.now)?;
            self.now.settle(self.connection)?;
        }
        for (kind, more) in gather::joined(self.connection, &self.seen)? {
            let facts = count(&mut self.totals.facts, &kind);
            *facts = facts.saturating_sub(more);
            self.totals.joined += more;
        }
        if self.begun {
            let facts: usize = self.totals.facts.values().sum();
            let (documents, failures) = (self.totals.added + self.totals.replaced, self.totals.failures);
            let sql = "UPDATE run SET finished_at = ?, documents = ?, facts = ?, failures = ? WHERE id = ?";
            self.connection
                .execute(sql, params![now(), documents as i64, facts as i64, failures as i64, self.now.run])?;
        }
        self.connection.execute_batch("COMMIT")?;
        let orphans = self.totals.replaced > 0 || self.aliases;
        Ok((self.totals, self.begun, orphans))
    }
}

fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    let last: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM document", [], |row| row.get(0))?;
    Ok((last / ROWS + 1) * ROWS)
}

fn count<'m>(counts: &'m mut BTreeMap<String, usize>, kind: &str) -> &'m mut usize {
    if !counts.contains_key(kind) {
        counts.insert(kind.to_owned(), 0);
    }
    counts.entry(kind.to_owned()).or_default()
}

fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
