//! Options for CSV that spreadsheets open.

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
