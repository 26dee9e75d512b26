//! The one error type. Every message says what happened, where, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// What `annals` functions return.
pub type Result<T> = std::result::Result<T, Error>;

/// Everything that can go wrong. `Display` gives the whole message for people, on one line unless it quotes input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// The file or folder, as the user gave it.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input is not what its format promises.
    Input {
        /// The file, as the user gave it.
        path: PathBuf,
        /// The line, counted from 1, where the format has lines.
        line: Option<usize>,
        /// What is wrong and what to do.
        message: String,
    },
    /// A rule file cannot be used.
    Rule {
        /// The file, relative to the rules folder.
        file: PathBuf,
        /// The line, counted from 1, where it is known.
        line: Option<usize>,
        /// The rule's name, where it is known.
        rule: Option<String>,
        /// What is wrong and what to write instead.
        message: String,
    },
    /// The database cannot be used.
    Database {
        /// The database file.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// A query failed.
    Query(String),
    /// The command line asks for something that cannot be done.
    Usage(String),
}

impl Error {
    /// An [`Error::Io`] for `path`.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Error {
        Error::Io { path: path.as_ref().to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Error::Input { path, line: Some(line), message } => write!(f, "{}:{line}: {message}", path.display()),
            Error::Input { path, line: None, message } => write!(f, "{}: {message}", path.display()),
            Error::Rule { file, line, rule, message } => {
                write!(f, "{}", file.display())?;
                if let Some(line) = line {
                    write!(f, ":{line}")?;
                }
                if let Some(rule) = rule {
                    write!(f, ": rule \"{rule}\"")?;
                }
                write!(f, ": {message}")
            }
            Error::Database { path, message } => write!(f, "{}: {message}", path.display()),
            Error::Query(message) | Error::Usage(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
