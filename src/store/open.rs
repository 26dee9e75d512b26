//! Opening: makes new databases, and refuses what is not ours, newer than us, or locked.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::lock::Lock;
use super::writer::COMMIT_AFTER;
use super::{APPLICATION_ID, SCHEMA, SCHEMA_VERSION, Store, translate};
use crate::error::{Error, Result};

/// How long to wait for another program's lock.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Where the indexes begin in `schema.sql`.
const INDEXES: &str = "-- Indexes:";

impl Store {
    /// Opens the database at `path` for writing, or makes it.
    ///
    /// # Errors
    /// Where the file is no database, belongs to another program, is newer than this program, is locked, or cannot be written.
    pub fn open(path: &Path) -> Result<Store> {
        Store::open_waiting(path, PATIENCE)
    }

    /// Opens the database at `path` for writing, or makes it; waits for another run that writes it, at most for `patience`.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub fn open_waiting(path: &Path, patience: Duration) -> Result<Store> {
        if path.is_symlink() && !path.exists() {
            let message = "is a link that leads nowhere; mend the link, or name another file with --db".into();
            return Err(Error::Database { path: path.to_owned(), message });
        }
        if path.is_dir() {
            let message = "is a folder; name a file with --db".into();
            return Err(Error::Database { path: path.to_owned(), message });
        }
        // Beside the file that a link leads to, so that every name of it meets the same lock.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let lock = Lock::take(&place, patience).map_err(|e| match e {
            Error::Database { message, .. } => Error::Database { path: path.to_owned(), message },
            other => other,
        })?;
        let connection = Connection::open(path).map_err(|e| translate(path, &e))?;
        prepare(connection, path, Some(lock), patience)
    }

    /// Makes a database in memory, which is gone with the value.
    ///
    /// # Errors
    /// Where SQLite fails.
    pub fn in_memory() -> Result<Store> {
        let path = Path::new(":memory:");
        prepare(Connection::open_in_memory().map_err(|e| translate(path, &e))?, path, None, PATIENCE)
    }

    /// Opens the database at `path` for reading only.
    ///
    /// # Errors
    /// Where there is none, or it is not ours, or newer than this program.
    pub fn open_read_only(path: &Path) -> Result<Store> {
        if !path.exists() {
            let message = "no such database; make one with: annals extract PATH… --db FILE".into();
            return Err(Error::Database { path: path.to_owned(), message });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(|e| translate(path, &e))?;
        let failed = |e| translate(path, &e);
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        if is_new(&connection, path)? {
            let message = "is an empty file; fill it with: annals extract PATH… --db FILE".into();
            return Err(Error::Database { path: path.to_owned(), message });
        }
        connection
            .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")
            .map_err(failed)?;
        super::query::add_regexp(&connection).map_err(failed)?;
        let guarded = super::query::guard(&mut connection).map_err(failed)?;
        Ok(Store {
            connection,
            path: path.to_owned(),
            unfinished: false,
            reading: 0,
            commit_after: COMMIT_AFTER,
            guarded,
            _lock: None,
        })
    }

    /// Makes the full-text index and the indexes of a new database, all or none: that they are there says that its first run was finished.
    pub(super) fn index(&self) -> Result<()> {
        if !self.unfinished {
            return Ok(());
        }
        let indexes = indexes();
        // What is sorted may be larger than memory.
        let sql = format!(
            "PRAGMA temp_store = FILE; BEGIN IMMEDIATE; {FULL_TEXT} {indexes} COMMIT; PRAGMA temp_store = MEMORY;"
        );
        self.connection.execute_batch(&sql).map_err(|e| {
            if !self.connection.is_autocommit() {
                let _ = self.connection.execute_batch("ROLLBACK");
            }
            self.error(e)
        })
    }
}

/// Makes the full-text index from all sentences; in few large parts, which is quicker and smaller than many that are merged.
const FULL_TEXT: &str = "INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('hashsize', 8388608);
    INSERT INTO sentence_fts (sentence_fts) VALUES ('rebuild');
    INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('hashsize', 1048576);";

/// The SQL that makes the indexes that are missing.
pub(super) fn indexes() -> String {
    let indexes = SCHEMA.split_once(INDEXES).map_or("", |(_, indexes)| indexes);
    format!("-- {}", indexes.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS"))
}

/// Whether a database of ours was never finished: its indexes are made last.
pub(super) fn lacks_indexes(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema WHERE name = 'fact_by_date'", [], |row| row.get(0))
}

fn prepare(mut connection: Connection, path: &Path, lock: Option<Lock>, patience: Duration) -> Result<Store> {
    let failed = |e| translate(path, &e);
    connection.busy_timeout(patience).map_err(failed)?;
    let fresh = is_new(&connection, path)?;
    if fresh {
        // Most documents are longer than the default page of 4 KB; and fewer, larger pages are written with fewer calls.
        connection.execute_batch("PRAGMA page_size = 16384").map_err(failed)?;
    }
    // The writer puts parents before children itself; checking each reference costs a look-up a row, and flushes the full-text index.
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")
        .map_err(failed)?;
    if fresh {
        let tables = SCHEMA.split_once(INDEXES).map_or(SCHEMA, |(tables, _)| tables);
        let sql = format!(
            "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; {tables} COMMIT;"
        );
        connection.execute_batch(&sql).map_err(failed)?;
    }
    let unfinished = fresh || lacks_indexes(&connection).map_err(failed)?;
    let guarded = super::query::guard(&mut connection).map_err(failed)?;
    Ok(Store {
        connection,
        path: path.to_owned(),
        unfinished,
        reading: 0,
        commit_after: COMMIT_AFTER,
        guarded,
        _lock: lock,
    })
}

fn number(connection: &Connection, path: &Path, sql: &str) -> Result<i32> {
    connection.query_row(sql, [], |row| row.get(0)).map_err(|e| translate(path, &e))
}

/// Whose database it is.
pub(super) fn application(connection: &Connection, path: &Path) -> Result<i32> {
    number(connection, path, "PRAGMA application_id")
}

/// The version of its schema.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<i32> {
    number(connection, path, "PRAGMA user_version")
}

/// Whether the database has nothing in it yet; refuses one that we cannot use.
fn is_new(connection: &Connection, path: &Path) -> Result<bool> {
    let refuse = |message: String| Err(Error::Database { path: path.to_owned(), message });
    let tables = number(connection, path, "SELECT count(*) FROM sqlite_schema")?;
    let application = application(connection, path)?;
    let version = version(connection, path)?;
    if application != APPLICATION_ID {
        if tables == 0 && application == 0 {
            return Ok(true);
        }
        return refuse(
            "is a SQLite database of another program, which annals leaves alone; name another file with --db".into(),
        );
    }
    if version > SCHEMA_VERSION {
        return refuse(format!(
            "was written by a newer annals (its schema is version {version}, this program knows {SCHEMA_VERSION}); install the newer annals, or name another file with --db"
        ));
    }
    if version < SCHEMA_VERSION && tables > 0 {
        return refuse(format!(
            "was written by an older annals (its schema is version {version}, this program's is {SCHEMA_VERSION}); the documents in it are whole, and are read again from there by: annals doctor {} --mend",
            path.display()
        ));
    }
    Ok(tables == 0)
}
