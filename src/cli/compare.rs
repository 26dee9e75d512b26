//! `annals compare`: two actors' timelines side by side.

use std::path::PathBuf;

use super::Outcome;
use super::output::{Output, width};
use super::sheet::SheetArgs;
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
    /// The database
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    db: PathBuf,
    /// Only these types of events (several with commas)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    to: String,
    #[command(flatten)]
    sheet: SheetArgs,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let store = Store::open_read_only(&args.db)?;
    let facts = |name: &str| {
        store.timeline(&Filter { actor: Some(name.to_owned()), types: args.types.clone(), ..Filter::default() })
    };
    let rows = compare([&args.a, &args.b], &facts(&args.a)?, &facts(&args.b)?);
    let mut out = Output::open(args.output.as_deref())?;
    let width = if out.terminal { width() } else { 100 };
    match FORMATS.iter().find(|f| f.name == args.to && f.name != FORMATS[0].name) {
        Some(format) => out.with(|out| format.write(&rows, args.sheet.sheet(), out))?,
        None => out.with(|out| columns(&rows, width, out))?,
    }
    out.finish()?;
    Ok(if rows.rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
