//! Databases of an older schema: their documents are whole, so everything else can be made anew from them.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::lock::Lock;
use super::open::{application, version};
use super::{APPLICATION_ID, PATIENCE, SCHEMA_VERSION, Store, translate};
use crate::document::{DateSource, Document};
use crate::entity::Alias;
use crate::error::{Error, Result};

/// A database that an older program wrote; nobody writes it meanwhile.
#[derive(Debug)]
pub struct Older {
    path: PathBuf,
    version: i32,
    _lock: Lock,
}

impl Store {
    /// The database at `path`, if it is ours and its schema is older than this program's.
    ///
    /// # Errors
    /// Where it cannot be read, or another run is writing it.
    pub fn older(path: &Path) -> Result<Option<Older>> {
        if !path.is_file() {
            return Ok(None);
        }
        // The lock and the new database belong beside the file that a link leads to.
        let place = path.canonicalize().map_err(|e| Error::io(path, e))?;
        let connection = read(&place)?;
        let version = version(&connection, path)?;
        if application(&connection, path)? != APPLICATION_ID || !(1..SCHEMA_VERSION).contains(&version) {
            return Ok(None);
        }
        drop(connection);
        let lock = Lock::take(&place, PATIENCE)?;
        Ok(Some(Older { path: place, version, _lock: lock }))
    }
}

fn read(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|e| translate(path, &e))
}

impl Older {
    /// Its schema's version.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Where it is kept when a new one has taken its place.
    pub fn kept(&self) -> PathBuf {
        beside(&self.path, &format!(".v{}", self.version))
    }

    /// Makes an empty database of this program's schema beside it, to be filled with what the old one holds.
    ///
    /// # Errors
    /// Where the folder cannot be written, another program has the old one open, or one was kept earlier already.
    pub fn begin(&self) -> Result<Store> {
        let refuse = |message: String| Err(Error::Database { path: self.path.clone(), message });
        if self.kept().exists() {
            let kept = self.kept();
            return refuse(format!("would be kept as {}, which is there already; move that away", kept.display()));
        }
        // What a killed run left in the log has to be in the file before the file is put aside.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let settled = Connection::open_with_flags(&self.path, flags)
            .and_then(|c| c.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0)));
        match settled.map_err(|e| translate(&self.path, &e)) {
            Ok(mode) if mode == "delete" => {}
            Ok(_) => return refuse("is open in another program; close that, and run the command again".into()),
            Err(error) => return Err(error),
        }
        let new = self.new_path();
        for ending in ["", "-wal", "-shm", "-journal"] {
            let leftover = beside(&new, ending);
            if leftover.exists() {
                fs::remove_file(&leftover).map_err(|e| Error::io(&leftover, e))?;
            }
        }
        Store::open(&new)
    }

    /// Its documents, in the order in which they were read, until `give` says no.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn documents(&self, give: &mut dyn FnMut(Document) -> bool) -> Result<()> {
        let c = read(&self.path)?;
        let failed = |e| translate(&self.path, &e);
        // The first version did not know languages.
        let known = "SELECT count(*) FROM pragma_table_info('document') WHERE name = 'language'";
        let known: bool = c.query_row(known, [], |row| row.get(0)).map_err(failed)?;
        let language = if known { "language" } else { "NULL" };
        let sql = format!(
            "SELECT path, key, date, date_source, {language}, title, text, metadata, replaced FROM document ORDER BY id"
        );
        let mut statement = c.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            if !give(document(row).map_err(failed)?) {
                break;
            }
        }
        Ok(())
    }

    /// The user's aliases, and the inputs that could not be read.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn notes(&self) -> Result<(Vec<Alias>, Vec<Error>)> {
        let c = read(&self.path)?;
        let table = |name: &str| {
            c.query_row("SELECT count(*) > 0 FROM sqlite_schema WHERE name = ?", [name], |row| row.get::<_, bool>(0))
        };
        let notes = || {
            let (mut aliases, mut failures) = (Vec::new(), Vec::new());
            if table("alias")? {
                aliases = super::names::file(&c)?;
            }
            if table("failure")? {
                let mut statement = c.prepare("SELECT path, line, message FROM failure ORDER BY path, line")?;
                let failure = |row: &rusqlite::Row<'_>| {
                    let (path, line): (String, i64) = (row.get(0)?, row.get(1)?);
                    let line = usize::try_from(line).ok().filter(|l| *l > 0);
                    Ok(Error::Input { path: path.into(), line, message: row.get(2)? })
                };
                failures = statement.query_map([], failure)?.collect::<rusqlite::Result<_>>()?;
            }
            Ok((aliases, failures))
        };
        notes().map_err(|e| translate(&self.path, &e))
    }

    /// Puts the new database in its place; the old one stays beside it. At any moment one of the two has the name.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn finish(self, new: Store) -> Result<()> {
        let Store { connection, .. } = new;
        connection.close().map_err(|(_, e)| translate(&self.path, &e))?;
        let (kept, path) = (self.kept(), self.new_path());
        if fs::hard_link(&self.path, &kept).is_err() {
            fs::copy(&self.path, &kept).map_err(|e| Error::io(&kept, e))?;
        }
        fs::rename(&path, &self.path).map_err(|e| Error::io(&self.path, e))
    }

    fn new_path(&self) -> PathBuf {
        beside(&self.path, ".new")
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    let text = |n: usize| row.get::<_, Option<String>>(n);
    Ok(Document {
        path: row.get(0)?,
        id: row.get(1)?,
        date: text(2)?.and_then(|d| d.parse().ok()),
        date_source: text(3)?.and_then(|name| DateSource::named(&name)),
        language: text(4)?,
        title: text(5)?,
        text: row.get(6)?,
        metadata: text(7)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
        replaced: row.get::<_, i64>(8)? as usize,
    })
}
