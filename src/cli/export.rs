//! `annals export`: what other programs need beside the database.

use std::path::PathBuf;

use super::Outcome;
use super::output::Output;
use crate::entity::write_aliases;
use crate::error::{Error, Result};
use crate::report::datasette;
use crate::store::Store;

/// Write what other programs need beside the database
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  annals export datasette --db news.db -o metadata.json && datasette news.db --metadata metadata.json
  annals export aliases --db news.db -o aliases.csv")]
pub(super) struct Args {
    /// datasette: metadata with which Datasette opens the database well; aliases: the alias file that the database keeps; parquet (where annals
    /// is built with the feature parquet): a folder with a row a mention, for Spark and DuckDB
    #[arg(value_parser = WHAT)]
    what: String,
    /// The database
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    db: PathBuf,
    /// Write to this file, or folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[cfg(feature = "parquet")]
const WHAT: [&str; 3] = ["datasette", "aliases", "parquet"];
#[cfg(not(feature = "parquet"))]
const WHAT: [&str; 2] = ["datasette", "aliases"];

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let store = Store::open_read_only(&args.db)?;
    #[cfg(feature = "parquet")]
    if args.what == "parquet" {
        return super::lake::export(&store, args.output.as_deref());
    }
    let mut bytes = Vec::new();
    if args.what == "aliases" {
        write_aliases(&store.aliases()?, &mut bytes).map_err(|e| Error::io("aliases", e))?;
    } else {
        // Datasette calls a database by its file's name.
        let name = args.db.file_stem().map_or_else(|| "annals".into(), |n| n.to_string_lossy());
        datasette::metadata(&name, &mut bytes).map_err(|e| Error::io("metadata", e))?;
    }
    let mut out = Output::open(args.output.as_deref())?;
    out.write(&bytes)?;
    out.finish()?;
    Ok(Outcome::Done)
}
