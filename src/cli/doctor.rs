//! `annals doctor`: is a database whole, and how is it mended.

use std::path::PathBuf;

use super::Outcome;
use super::input::{RulesArgs, TimeArgs};
use super::output::{Output, message};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::parallel;
use crate::report::safe;
use crate::store::{Older, Record, SCHEMA_VERSION, Severity, Store};

/// How much text of an older database is read at once.
const BATCH: usize = 256 << 10;

/// Check a database: is it whole, and do its quotes still stand in its documents
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 the database is sound (notes tell what is left to do); 3 something is wrong, and how to mend it is said; 2 it could not be examined."
)]
pub(super) struct Args {
    /// The database
    #[arg(value_name = "DB", default_value = "annals.db")]
    db: PathBuf,
    /// Remove the documents whose rows are damaged and make all indexes anew; extracting the documents again brings them back.
    /// The documents of a database that an older annals wrote are read again from the text that it holds, with these rules and options
    #[arg(long)]
    mend: bool,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    times: TimeArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    if let Some(older) = Store::older(&args.db)? {
        return if args.mend { renew(args, older) } else { tell_older(args, &older) };
    }
    // Before anything is opened for writing: what is not there or not ours is left alone.
    let found = Store::open_read_only(&args.db)?.examine()?;
    let mut out = Output::standard();
    let mut tell = |line: String| out.write(format!("{line}\n").as_bytes());
    for finding in &found {
        let lines = finding.to_string();
        lines.lines().try_for_each(|line| tell(line.replacen(line.trim_start(), &safe(line.trim_start()), 1)))?;
    }
    let wrong = found.iter().filter(|f| f.severity == Severity::Damage).count();
    let db = args.db.display();
    if args.mend && !found.is_empty() {
        let mut store = Store::open(&args.db)?;
        let gone = store.mend()?;
        let left = store.examine()?.iter().filter(|f| f.severity == Severity::Damage).count();
        tell(format!(
            "{db}: mended; {gone} damaged documents were removed{}",
            if gone > 0 { ": extract them again" } else { "" }
        ))?;
        if left > 0 {
            message(&format!("{left} findings are beyond mending; look with: annals doctor {db}"));
        }
        out.finish()?;
        return Ok(if left > 0 { Outcome::SomeFailed } else { Outcome::Done });
    }
    if wrong == 0 {
        tell(format!("{db}: sound"))?;
    }
    out.finish()?;
    Ok(if wrong > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

fn tell_older(args: &Args, older: &Older) -> Result<Outcome> {
    let mut out = Output::standard();
    let (db, version) = (args.db.display(), older.version());
    out.write(
        format!(
            "wrong: {db} was written by an older annals (its schema is version {version}, this program's is {SCHEMA_VERSION})\n  mend: annals doctor {db} --mend reads its documents again from the text that it holds\n"
        )
        .as_bytes(),
    )?;
    out.finish()?;
    Ok(Outcome::SomeFailed)
}

/// Makes a database of this program's schema from the documents of an older one, and puts it in its place.
fn renew(args: &Args, older: Older) -> Result<Outcome> {
    let extractor = args.rules.extractor()?.with_options(args.times.options());
    let (aliases, failures) = older.notes()?;
    let mut store = older.begin()?;
    store.reading_with(args.rules.reading(args.times)?)?;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let words: Vec<String> = std::env::args().collect();
    let mut read = Ok(());
    let totals = store.write(&words, |writer| {
        writer.set_aliases(&aliases)?;
        let feed = |give: &mut dyn FnMut(Vec<Document>) -> bool| {
            let (mut batch, mut size) = (Vec::new(), 0);
            read = older.documents(&mut |document| {
                size += document.text.len();
                batch.push(document);
                if size < BATCH {
                    return true;
                }
                size = 0;
                give(std::mem::take(&mut batch))
            });
            give(batch);
        };
        let work = |documents: Vec<Document>| -> Vec<Record> {
            let record = |document: Document| {
                let extraction = extractor.extract(&document);
                Record::new(document, extraction)
            };
            documents.into_iter().map(record).collect()
        };
        parallel::ordered(jobs, feed, work, |records| records.iter().try_for_each(|r| writer.put(r).map(|_| ())))?;
        failures.iter().try_for_each(|failure: &Error| writer.fail(failure))
    })?;
    read?;
    let kept = older.kept();
    older.finish(store)?;
    let facts: usize = totals.facts.values().sum();
    let mut out = Output::standard();
    out.write(
        format!(
            "{}: mended; {} documents were read again from the text that it held, and tell {facts} facts; the old file is kept as {}\n",
            args.db.display(),
            totals.added,
            kept.display()
        )
        .as_bytes(),
    )?;
    out.finish()?;
    Ok(Outcome::Done)
}
