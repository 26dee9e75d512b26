//! The database: the only place that knows SQLite. `schema.sql` is its contract.

mod doctor;
mod gather;
mod history;
mod known;
mod lock;
mod names;
mod older;
mod open;
mod publisher;
mod query;
mod record;
mod records;
mod rows;
mod run;
mod statement;
mod timeline;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rusqlite::Connection;

pub use doctor::{Finding, Severity};
pub use known::{Known, Unchanged};
pub use names::{EntityName, EntityStory};
pub use older::Older;
pub use open::PATIENCE;
pub use query::{Cell, Rows};
pub use record::Record;
pub use run::{Outcome, Totals};
pub use timeline::{Entry, Filter, Telling};
pub use writer::Writer;

use crate::error::Error;

/// The database contract, as committed.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The version of the schema that this program writes (`PRAGMA user_version`).
pub const SCHEMA_VERSION: i32 = 5;

/// What marks a database as ours (`PRAGMA application_id`): "annl".
pub const APPLICATION_ID: i32 = 0x616e_6e6c;

/// An open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Whether indexes and full text are still missing, since it is new or its first run was cut off: they are made at the end of the run.
    unfinished: bool,
    /// What documents are read with: see [`Store::reading_with`].
    reading: i64,
    /// How many bytes of text a transaction holds.
    commit_after: usize,
    /// Whether SQL that somebody typed is running, which may only read.
    guarded: Arc<AtomicBool>,
    /// Held while it may be written.
    _lock: Option<lock::Lock>,
}

impl Store {
    /// Commits after each `bytes` of text: smaller batches lose less when they are cut off, and take longer.
    pub fn commit_after(&mut self, bytes: usize) {
        self.commit_after = bytes;
    }

    /// The error that SQLite's `error` means here.
    fn error(&self, error: rusqlite::Error) -> Error {
        translate(&self.path, &error)
    }
}

/// Says in plain words what SQLite's error means for the database at `path`, and what to do.
fn translate(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Code;
    let message = match error.sqlite_error_code() {
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            "is locked: another program is writing to it; wait until that is done, or close it, and run the command again".into()
        }
        Some(Code::NotADatabase) => "is not a SQLite database; name another file with --db".into(),
        Some(Code::DatabaseCorrupt) => "is damaged; restore it from a copy; or save what can be read with: sqlite3 DB .recover | sqlite3 NEW; or delete it and extract the documents again".into(),
        Some(Code::ReadOnly | Code::PermissionDenied) => {
            "cannot be written; check the permissions of the file and its folder, or name another file with --db".into()
        }
        Some(Code::CannotOpen) => "cannot be opened; check that the folder exists and that you may write in it".into(),
        Some(Code::DiskFull) => lock::FULL.into(),
        Some(Code::TooBig) => "cannot hold a text of more than 1 GB; split the document".into(),
        Some(Code::SystemIoFailure) if may_be_full(error) => lock::FULL.into(),
        Some(Code::SystemIoFailure) => format!("cannot be read or written, the disk or the network fails ({error}); run the command again: what was stored stays"),
        _ => format!("SQLite says: {error}"),
    };
    Error::Database { path: path.to_owned(), message }
}

/// Whether the failed call was one that grows a file: a limit on file size looks like that, and so do some file systems when they are full.
fn may_be_full(error: &rusqlite::Error) -> bool {
    const GROWING: [i32; 4] = [
        rusqlite::ffi::SQLITE_IOERR_WRITE,
        rusqlite::ffi::SQLITE_IOERR_TRUNCATE,
        rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
        rusqlite::ffi::SQLITE_IOERR_SHMMAP,
    ];
    error.sqlite_error().is_some_and(|e| GROWING.contains(&e.extended_code))
}
