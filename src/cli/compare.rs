//! `annals compare`: two actors' timelines side by side.

use super::Outcome;
use super::output::width;
use super::sheet::TableArgs;
use crate::error::Result;
use crate::report::compare::{columns, compare};
use crate::report::table::FORMATS;
use crate::store::{Filter, Store};

/// Put two actors' timelines side by side
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: annals compare Northwind Contoso --type acquisition,investment")]
pub(super) struct Args {
    /// A name, or part of one
    a: String,
    /// Another
    b: String,
    /// Only these types of events (several with commas)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    to: String,
    #[command(flatten)]
    table: TableArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let store = Store::open_read_only(&args.table.db)?;
    let facts = |name: &str| {
        store.timeline(&Filter { actor: Some(name.to_owned()), types: args.types.clone(), ..Filter::default() })
    };
    let rows = compare([&args.a, &args.b], &facts(&args.a)?, &facts(&args.b)?);
    let mut out = args.table.output()?;
    let width = if out.terminal { width() } else { 100 };
    match FORMATS.iter().find(|f| f.name == args.to && f.name != FORMATS[0].name) {
        Some(format) => out.with(|out| format.write(&rows, args.table.sheet(), out))?,
        None => out.with(|out| columns(&rows, width, out))?,
    }
    out.finish()?;
    Ok(if rows.rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
