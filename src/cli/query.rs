//! `annals query`: SQL that only reads.

use std::io::Read;

use super::Outcome;
use super::sheet::TableArgs;
use crate::error::{Error, Result};
use crate::report::table::FORMATS;
use crate::store::Store;

/// Run SQL that only reads
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  annals query \"SELECT date_edtf, agents, targets, quote FROM timeline WHERE type = :type\" --param type=ban")]
pub(super) struct Args {
    /// The SQL; - reads it from standard input
    sql: String,
    /// A value for :NAME in the SQL
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    param: Vec<(String, String)>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
    to: String,
    #[command(flatten)]
    table: TableArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let mut sql = args.sql.clone();
    if sql == "-" {
        sql.clear();
        std::io::stdin().lock().read_to_string(&mut sql).map_err(|e| Error::io("standard input", e))?;
    }
    let rows = Store::open_read_only(&args.table.db)?.query(&sql, &args.param)?;
    let mut out = args.table.output()?;
    if let Some(format) = FORMATS.iter().find(|f| f.name == args.to) {
        out.with(|out| format.write(&rows, args.table.sheet(), out))?;
    }
    out.finish()?;
    Ok(if rows.rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn parameter(text: &str) -> std::result::Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.trim_start_matches(':').to_owned(), value.to_owned()))
}
