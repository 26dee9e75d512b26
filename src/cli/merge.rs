//! `annals merge`: databases and folders of Parquet into one database.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Outcome;
use super::extract::{facts, plural};
use super::output::message;
use crate::entity::Alias;
use crate::error::{Error, Result};
use crate::store::{PATIENCE, Record, Store, Totals, Writer};

/// Put databases and Parquet folders together in one database
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: annals merge --into timeline.db monday.db tuesday.db lake/

Documents are known by their path and id: one that is there already, just so, changes nothing, and one that has changed takes the place of
its earlier form. What several documents tell of one event becomes one fact, whichever source they come from. A folder of Parquet is what
annals.spark.save or annals extract --to parquet wrote; to read it, annals is built with: cargo install annals --features parquet; the
Python package has it: python -m annals merge …")]
pub(super) struct Args {
    /// Databases, and folders of Parquet
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The database that takes them; it is made if it is not there
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// How many seconds to wait for another run that is writing the database
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE.as_secs())]
    wait: u64,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Where documents come from.
enum Source {
    Database(Store),
    #[cfg(feature = "parquet")]
    Folder(crate::batch::Folder),
}

impl Source {
    /// Opens what is at `path`.
    fn open(path: &Path, into: &Path) -> Result<Source> {
        let refuse = |message: &str| Err(Error::Input { path: path.to_owned(), line: None, message: message.into() });
        if path.is_dir() {
            #[cfg(feature = "parquet")]
            return crate::batch::Folder::open(path).map(Source::Folder);
            #[cfg(not(feature = "parquet"))]
            return refuse(
                "is a folder of Parquet, which this annals does not read; build it with the feature parquet: cargo install annals --features parquet; or use the Python package: python -m annals merge",
            );
        }
        if path.canonicalize().is_ok_and(|p| into.canonicalize().is_ok_and(|i| i == p)) {
            return refuse("is the database to merge into; name others");
        }
        Store::open_read_only(path).map(Source::Database)
    }

    /// The user's aliases; folders have none.
    fn aliases(&self) -> Result<Vec<Alias>> {
        match self {
            Source::Database(store) => store.aliases(),
            #[cfg(feature = "parquet")]
            Source::Folder(_) => Ok(Vec::new()),
        }
    }

    fn records(&self, give: &mut dyn FnMut(std::result::Result<Record, Error>) -> Result<()>) -> Result<()> {
        match self {
            Source::Database(store) => store.records(give),
            #[cfg(feature = "parquet")]
            Source::Folder(folder) => folder.records(give),
        }
    }
}

/// What was met.
#[derive(Default)]
struct Met {
    documents: usize,
    failures: usize,
    /// Documents that could not be stored.
    refused: usize,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    // All are opened before anything is written: a name that is misspelt costs nothing.
    let sources = args.paths.iter().map(|path| Source::open(path, &args.into)).collect::<Result<Vec<Source>>>()?;
    let mut store = Store::open_waiting(&args.into, Duration::from_secs(args.wait))?;
    let mut aliases = store.aliases()?;
    for source in &sources {
        for alias in source.aliases()? {
            if !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
    }
    let words: Vec<String> = std::env::args().collect();
    let mut met = Met::default();
    let totals = store.write(&words, |writer| {
        writer.set_aliases(&aliases)?;
        sources.iter().try_for_each(|source| source.records(&mut |record| put(writer, record, &mut met)))
    })?;
    if !args.quiet {
        summary(args, &met, &totals);
    }
    Ok(if met.refused > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

fn put(writer: &mut Writer<'_>, record: std::result::Result<Record, Error>, met: &mut Met) -> Result<()> {
    let record = match record {
        Ok(record) => record,
        Err(error) => {
            met.failures += 1;
            return writer.fail(&error);
        }
    };
    match writer.put(&record) {
        Ok(_) => met.documents += 1,
        Err(error @ Error::Input { .. }) => {
            message(&format!("failed: {error}"));
            met.refused += 1;
            writer.fail(&error)?;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn summary(args: &Args, met: &Met, totals: &Totals) {
    let db = args.into.display();
    message(&format!(
        "{} merged into {db}: {} new, {} changed, {} as before",
        plural(met.documents, "document"),
        totals.added,
        totals.replaced,
        totals.unchanged
    ));
    facts(totals);
    if met.failures > 0 {
        message(&format!(
            "{} that could not be read when they were extracted; see the table failure",
            plural(met.failures, "input")
        ));
    }
    if met.refused > 0 {
        message(&format!("{} could not be stored, see above", plural(met.refused, "document")));
    }
}
