//! What a database knows already: a document that is as it was, and was read by the same rules, need not be extracted again.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::record::{ROWS, content};
use super::{Store, translate};
use crate::document::Document;
use crate::error::Result;

/// The documents of a database as they were when the run began; all threads may ask.
#[derive(Debug)]
pub struct Known {
    connection: Mutex<Connection>,
    reading: i64,
}

/// A document that is stored already, just so.
#[derive(Debug)]
pub struct Unchanged {
    pub(super) id: i64,
    pub(super) path: String,
    /// Its facts, by type.
    pub(super) facts: Vec<(String, usize)>,
    /// How many time expressions it has.
    pub timexes: usize,
}

impl Unchanged {
    /// How many facts it tells.
    pub fn facts(&self) -> usize {
        self.facts.iter().map(|(_, n)| n).sum()
    }
}

impl Store {
    /// Says with what documents are read from now on: a number that differs for every program, set of rules and options. Gives what the
    /// database knows of documents that were read with the same; nothing where it is new.
    ///
    /// # Errors
    /// Those of the database.
    pub fn reading_with(&mut self, reading: i64) -> Result<Option<Known>> {
        self.reading = reading;
        let sql = "SELECT EXISTS (SELECT 1 FROM document)";
        let filled: bool = self.connection.query_row(sql, [], |row| row.get(0)).map_err(|e| self.error(e))?;
        if !filled || self.path == Path::new(":memory:") {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags).map_err(|e| translate(&self.path, &e))?;
        connection.busy_timeout(super::PATIENCE).map_err(|e| self.error(e))?;
        Ok(Some(Known { connection: Mutex::new(connection), reading }))
    }
}

impl Known {
    /// What is stored of this document, if nothing about it would change. What cannot be told for whatever reason is taken for changed.
    pub fn unchanged(&self, document: &Document) -> Option<Unchanged> {
        let sha256 = content(document);
        let c = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        find(&c, document, &sha256, self.reading).ok().flatten()
    }
}

fn find(c: &Connection, document: &Document, sha256: &[u8; 32], reading: i64) -> rusqlite::Result<Option<Unchanged>> {
    let mut find =
        c.prepare_cached("SELECT id FROM document WHERE path = ? AND key = ? AND sha256 = ? AND reading = ?")?;
    let id: Option<i64> =
        find.query_row(params![document.path, document.id, sha256, reading], |row| row.get(0)).optional()?;
    let Some(id) = id else { return Ok(None) };
    let rows = [id, id + ROWS - 1];
    let mut kinds = c.prepare_cached(
        "SELECT mention.type, count(*) FROM telling JOIN mention ON mention.id = telling.id WHERE telling.id BETWEEN ? AND ? GROUP BY 1",
    )?;
    let facts = kinds.query_map(rows, |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
    let facts = facts.collect::<rusqlite::Result<_>>()?;
    let timexes: i64 =
        c.prepare_cached("SELECT count(*) FROM timex WHERE id BETWEEN ? AND ?")?.query_row(rows, |row| row.get(0))?;
    Ok(Some(Unchanged { id, path: document.path.clone(), facts, timexes: timexes as usize }))
}
