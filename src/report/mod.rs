//! Output formats: the timeline's reports (`REPORTS` is the list of them, one file each), query results, and the JSONL contract.

mod csv;
mod json;
pub mod line;
mod markdown;
pub mod table;
mod text;
pub mod timeml;
mod word;

use std::io::{self, Write};

use crate::error::{Error, Result};
use crate::store::Entry;

pub use word::safe;

/// How the timeline is written.
#[derive(Debug)]
pub struct Report {
    /// What `--to` calls it.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    write: fn(&[Entry], &Style, &mut dyn Write) -> io::Result<()>,
}

/// All reports; the first is the default.
pub const REPORTS: &[Report] = &[text::REPORT, markdown::REPORT, csv::REPORT, json::JSON, json::JSONL];

/// How a report for people looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether to show quotes.
    pub quotes: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { width: 80, colour: false, quotes: false }
    }
}

impl Report {
    /// Writes `entries`, which are in the order of the timeline.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(entries, style, out)
    }
}

/// The report that `--to NAME` means.
///
/// # Errors
/// Lists the names there are.
pub fn report(name: &str) -> Result<&'static Report> {
    REPORTS.iter().find(|r| r.name == name).ok_or_else(|| {
        let names: Vec<&str> = REPORTS.iter().map(|r| r.name).collect();
        Error::Usage(format!("--to {name}: no such report; there are {}", names.join(", ")))
    })
}
