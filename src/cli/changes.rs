//! `annals changes`: which facts are new, changed and gone between two runs.

use super::Outcome;
use super::output::message;
use super::sheet::TableArgs;
use crate::error::Result;
use crate::report::changes;
use crate::report::table::FORMATS;
use crate::store::Store;

/// What `--to` calls the lines for a terminal.
const TEXT: &str = "text";

/// Show which facts are new, changed and gone between two runs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  annals changes --db news.db
  annals changes --db news.db --since 3 --until 7 --to csv -o changes.csv

The runs are listed by: annals query \"SELECT * FROM run\"; what each run changed is in the view change.")]
pub(super) struct Args {
    /// Compare with what the database said after this run (0: when it was empty); without it, after the run before
    #[arg(long, value_name = "RUN")]
    since: Option<i64>,
    /// What the database said after this run; without it, what it says now
    #[arg(long, value_name = "RUN")]
    until: Option<i64>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = TEXT, value_parser = clap::builder::PossibleValuesParser::new(std::iter::once(TEXT).chain(FORMATS.iter().map(|f| f.name))))]
    to: String,
    #[command(flatten)]
    table: TableArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let store = Store::open_read_only(&args.table.db)?;
    let last = store.last_runs(args.until)?;
    let (Some(since), Some(until)) = (args.since.or(last.0), args.until.or(last.1)) else {
        message(
            "there is one run in this database, and nothing to compare it with; --since 0 shows all that it brought",
        );
        return Ok(Outcome::Nothing);
    };
    let rows = store.changes(since, until)?;
    let mut out = args.table.output()?;
    match FORMATS.iter().find(|f| f.name == args.to) {
        Some(format) => out.with(|out| format.write(&rows, args.table.sheet(), out))?,
        None => out.with(|out| changes::write(&rows, out))?,
    }
    out.finish()?;
    Ok(if rows.rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
