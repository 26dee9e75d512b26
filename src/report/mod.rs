//! Output formats: the timeline's reports (`REPORTS` is the list of them, one file each), query results, and the JSONL contract.

pub mod changes;
pub mod compare;
mod csv;
pub mod datasette;
mod export;
mod histogram;
mod html;
mod ical;
mod json;
mod jsonld;
mod keydate;
pub mod line;
mod markdown;
mod markwhen;
mod mermaid;
mod object;
#[cfg(feature = "parquet")]
mod parquet;
pub mod pivot;
pub mod table;
mod text;
mod timelinejs;
pub mod timeml;
mod word;

use std::io::{self, Write};

use crate::error::{Error, Result};
use crate::store::Entry;

pub use keydate::key_dates;
pub use word::{safe, steers};

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
pub const REPORTS: &[Report] = &[
    text::REPORT,
    html::REPORT,
    markdown::REPORT,
    csv::REPORT,
    json::JSON,
    json::JSONL,
    ical::REPORT,
    mermaid::REPORT,
    markwhen::REPORT,
    timelinejs::JSON,
    timelinejs::CSV,
    jsonld::REPORT,
    #[cfg(feature = "parquet")]
    parquet::REPORT,
];

/// How a report for people looks.
#[derive(Debug, Clone)]
pub struct Style {
    /// What stands above it, where the form has a title.
    pub title: String,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether the histogram is drawn with ASCII alone.
    pub ascii: bool,
    /// Whether to show quotes.
    pub quotes: bool,
    /// How CSV is written.
    pub sheet: Sheet,
}

/// What a spreadsheet needs to read CSV well.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sheet {
    /// Whether text that a spreadsheet would take for a formula gets an apostrophe before it.
    pub excel_safe: bool,
    /// Whether a byte order mark says that it is UTF-8.
    pub bom: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            title: "Timeline".into(),
            width: 80,
            colour: false,
            ascii: false,
            quotes: false,
            sheet: Sheet::default(),
        }
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
