//! Options of the commands that write a table: where it comes from and goes to, and CSV that spreadsheets open.

use std::path::PathBuf;

use super::output::Output;
use crate::error::Result;
use crate::report::Sheet;

/// How CSV is written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct SheetArgs {
    /// In CSV, put an apostrophe before text that a spreadsheet would run as a formula
    #[arg(long)]
    excel_safe: bool,
    /// Begin CSV with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    bom: bool,
}

impl SheetArgs {
    pub(super) fn sheet(self) -> Sheet {
        Sheet { excel_safe: self.excel_safe, bom: self.bom }
    }
}

/// The database that a table comes from, and the file that it goes to.
#[derive(Debug, clap::Args)]
pub(super) struct TableArgs {
    /// The database
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    pub(super) db: PathBuf,
    #[command(flatten)]
    sheet: SheetArgs,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl TableArgs {
    pub(super) fn sheet(&self) -> Sheet {
        self.sheet.sheet()
    }

    /// Opens the file, or standard output.
    pub(super) fn output(&self) -> Result<Output> {
        Output::open(self.output.as_deref())
    }
}
