//! One run at a time: a lock file beside the database says who writes. The system lets go of it when its owner ends, however that happens.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// How often to look whether the lock is free.
const STEP: Duration = Duration::from_millis(50);

/// The right to write a database, until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the right to write the database at `database`, at most for `patience`.
    ///
    /// # Errors
    /// Where the folder cannot be written, or another run still holds it: then it says which.
    pub(super) fn take(database: &Path, patience: Duration) -> Result<Lock> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let refuse = |message: String| Error::Database { path: database.to_owned(), message };
        let began = Instant::now();
        loop {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = opened.map_err(|e| refuse(cannot_write(database, &e)))?;
            match file.try_lock() {
                // Who held it may have removed the file meanwhile; then this lock is one on nothing.
                Ok(()) if same(&file, &path) => {
                    let who = format!(
                        "process {} since {} UTC",
                        std::process::id(),
                        chrono::Utc::now().format("%Y-%m-%d %H:%M:%S")
                    );
                    let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(who.as_bytes()));
                    return Ok(Lock { path, _file: file });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if began.elapsed() >= patience => {
                    let mut who = String::new();
                    let _ = file.take(200).read_to_string(&mut who);
                    let who = if who.is_empty() { "another run".to_owned() } else { format!("another run ({who})") };
                    return Err(refuse(format!(
                        "{who} is writing to it, and did not end within {} seconds; wait until it is done and run the command again, or wait longer with --wait SECONDS",
                        patience.as_secs()
                    )));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(STEP),
                // A file system without locks: SQLite's own have to do.
                Err(TryLockError::Error(_)) => return Ok(Lock { path, _file: file }),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is held, so that nobody else's file is removed.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |m: &std::fs::Metadata| (m.dev(), m.ino());
    matches!((&file.metadata(), &std::fs::metadata(path)), (Ok(a), Ok(b)) if id(a) == id(b))
}

#[cfg(not(unix))]
fn same(_file: &File, _path: &Path) -> bool {
    true
}

/// Why no file can be made beside the database, and what to do.
fn cannot_write(database: &Path, error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "cannot be opened; check that the folder exists and that you may write in it".into(),
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
            let folder = database.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            format!("cannot be written: you may not make files in {}; name another file with --db", folder.display())
        }
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => FULL.into(),
        _ => format!("cannot be opened: {error}; check the folder, or name another file with --db"),
    }
}

/// What a full disk means.
pub(super) const FULL: &str = "cannot grow, the disk is full; make room and run the command again: it goes on with what is missing (what was stored stays)";
