//! The database: the only place that knows SQLite. `schema.sql` is its contract.

mod open;
mod query;
mod record;
mod run;
mod timeline;
mod writer;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use query::{Cell, Rows};
pub use record::Record;
pub use run::{Outcome, Totals};
pub use timeline::{Entry, Filter};
pub use writer::Writer;

use crate::error::Error;

/// The database contract, as committed.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// The version of the schema that this program writes (`PRAGMA user_version`).
pub const SCHEMA_VERSION: i32 = 1;

/// What marks a database as ours (`PRAGMA application_id`): "annl".
pub const APPLICATION_ID: i32 = 0x616e_6e6c;

/// An open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Whether this run made it: then indexes wait until the end.
    fresh: bool,
}

impl Store {
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
        Some(Code::DatabaseCorrupt) => "is damaged; restore it from a copy, or delete it and extract the documents again".into(),
        Some(Code::ReadOnly | Code::PermissionDenied) => {
            "cannot be written; check the permissions of the file and its folder, or name another file with --db".into()
        }
        Some(Code::CannotOpen) => "cannot be opened; check that the folder exists and that you may write in it".into(),
        Some(Code::DiskFull) => "cannot grow, the disk is full; make room and run the command again (what was stored stays)".into(),
        Some(Code::TooBig) => "cannot hold a text of more than 1 GB; split the document".into(),
        _ => format!("SQLite says: {error}"),
    };
    Error::Database { path: path.to_owned(), message }
}
