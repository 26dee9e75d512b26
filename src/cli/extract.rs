//! `annals extract`: read documents, store facts.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::Outcome;
use super::input::{InputArgs, RulesArgs, TimeArgs};
use super::output::{Output, message};
use super::pipeline::{Control, Seen, TOLD};
use crate::document::Document;
use crate::entity::{Alias, read_aliases};
use crate::error::{Error, Result};
use crate::report::line;
use crate::store::{PATIENCE, Record, Store, Totals, Unchanged};

/// Read documents and store the facts they tell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: annals extract articles/ 'more/*.md' --db annals.db --date 2018-07-12

Reading the same again changes nothing, a changed document replaces what it said, and a document that has gone from its file or folder stays
stored: what was once read is evidence. Ctrl-C stores what was read so far; the same command again goes on. Only one run at a time writes a database.")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    times: TimeArgs,
    /// The database; it is made if it is not there
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    db: PathBuf,
    /// A CSV file that says which names stand for which (columns name,stands_for); it takes the place of the one before
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    aliases: Option<PathBuf>,
    /// How many seconds to wait for another run that is writing the database
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE.as_secs())]
    wait: u64,
    /// Megabytes of text that are stored at once: an interrupted run loses no more than that
    #[arg(long, value_name = "MB", default_value_t = 32.0, hide = true)]
    batch: f64,
    /// Print facts instead of storing them: an object a document; or, where annals is built with the feature parquet, a folder of Parquet
    #[arg(long, value_parser = TO, conflicts_with = "db")]
    to: Option<String>,
    /// With --to: write to this file, or folder
    #[arg(long, short, value_name = "FILE", requires = "to")]
    output: Option<PathBuf>,
}

#[cfg(feature = "parquet")]
const TO: [&str; 2] = ["jsonl", "parquet"];
#[cfg(not(feature = "parquet"))]
const TO: [&str; 1] = ["jsonl"];

pub(super) fn run(args: &Args) -> Result<Outcome> {
    match args.to.as_deref() {
        None => store(args),
        #[cfg(feature = "parquet")]
        Some("parquet") => super::lake::write(&args.input, &args.rules, args.times, args.output.as_deref()),
        Some(_) => print(args),
    }
}

fn print(args: &Args) -> Result<Outcome> {
    let inputs = args.input.inputs()?;
    let extractor = args.rules.extractor()?.with_options(args.times.options());
    let mut out = Output::for_inputs(args.output.as_deref(), &inputs)?;
    let work = |documents: Vec<Document>| {
        let mut bytes = Vec::new();
        for document in &documents {
            line::extract(document, &extractor.extract(document).mentions, &mut bytes);
        }
        bytes
    };
    let seen = args.input.run(&inputs, work, |result| result.map_or(Ok(()), |bytes| out.write(&bytes)))?;
    out.finish()?;
    seen.outcome()
}

fn store(args: &Args) -> Result<Outcome> {
    let inputs = args.input.inputs()?;
    let extractor = args.rules.extractor()?.with_options(args.times.options());
    let aliases = args.aliases.as_deref().map(aliases).transpose()?;
    let mut store = Store::open_waiting(&args.db, Duration::from_secs(args.wait))?;
    store.commit_after((args.batch.max(0.0) * 1e6) as usize);
    let control = Control { stores_failures: true, ..Control::default() };
    listen(&control)?;
    let known = store.reading_with(args.rules.reading(args.times)?)?;
    let work = |documents: Vec<Document>| -> Vec<Told> {
        documents
            .into_iter()
            .map(|document| match known.as_ref().and_then(|k| k.unchanged(&document)) {
                Some(unchanged) => Told::Before(unchanged),
                None => {
                    let extraction = extractor.extract(&document);
                    Told::Now(Box::new(Record::new(document, extraction)))
                }
            })
            .collect()
    };
    let (mut seen, mut dates, mut refused, mut said) = (Seen::default(), 0, 0, false);
    let words: Vec<String> = std::env::args().collect();
    let totals = store.write(&words, |writer| {
        aliases.as_deref().map_or(Ok(()), |a| writer.set_aliases(a))?;
        seen = args.input.run_with(&inputs, &control, work, |result| match result {
            Ok(records) => {
                if control.stop.load(Ordering::Relaxed) && !said {
                    message("stopping: what was read so far is stored; Ctrl-C again stops at once");
                    said = true;
                }
                for told in &records {
                    let record = match told {
                        Told::Now(record) => record,
                        Told::Before(unchanged) => {
                            control.facts.fetch_add(unchanged.facts(), Ordering::Relaxed);
                            dates += unchanged.timexes;
                            writer.keep(unchanged);
                            continue;
                        }
                    };
                    control.facts.fetch_add(record.facts.len(), Ordering::Relaxed);
                    dates += record.extraction.timexes.len();
                    match writer.put(record) {
                        Ok(_) => {}
                        Err(error @ Error::Input { .. }) => {
                            message(&format!("failed: {error}"));
                            refused += 1;
                            writer.fail(&error)?;
                        }
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            }
            Err(error) => writer.fail(error),
        })?;
        Ok(())
    })?;
    seen.failures += refused;
    seen.documents -= refused;
    if !args.input.reading.quiet {
        summary(args, &seen, dates, &totals);
    }
    if control.stop.load(Ordering::Relaxed) {
        message(&format!(
            "interrupted: {} are stored in {}, whole; to go on with what is missing, run the same command again",
            plural(seen.documents, "document"),
            args.db.display()
        ));
        return Ok(Outcome::SomeFailed);
    }
    seen.outcome()
}

/// What a document tells.
enum Told {
    /// It is new, or something about it is.
    Now(Box<Record>),
    /// It is stored already, just so.
    Before(Unchanged),
}

fn aliases(path: &Path) -> Result<Vec<Alias>> {
    read_aliases(path, File::open(path).map_err(|e| Error::io(path, e))?)
}

/// Lets Ctrl-C and SIGTERM end the run after the batch; a second one ends the program, which leaves the database whole too.
fn listen(control: &Control) -> Result<()> {
    use signal_hook::{consts::TERM_SIGNALS, flag};
    for signal in
        [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM].into_iter().filter(|s| TERM_SIGNALS.contains(s))
    {
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&control.stop))
            .and_then(|_| flag::register(signal, Arc::clone(&control.stop)))
            .map_err(|e| Error::io("signals", e))?;
    }
    Ok(())
}

fn summary(args: &Args, seen: &Seen, dates: usize, totals: &Totals) {
    let db = args.db.display();
    message(&format!(
        "{} read into {db}: {} new, {} changed, {} as before",
        plural(seen.documents, "document"),
        totals.added,
        totals.replaced,
        totals.unchanged
    ));
    let told = facts(totals);
    message(&plural(dates, "time expression"));
    if seen.undated > 0 {
        message(&format!(
            "{} without a date, where relative dates stay open; --date gives one",
            plural(seen.undated, "document")
        ));
    }
    if let Some(foreign) = seen.foreign() {
        message(&foreign);
    }
    if seen.failures > 0 {
        let named = if seen.failures > TOLD {
            format!("annals query --db {db} \"SELECT path, line, message FROM failure\" names them")
        } else {
            "see above".to_owned()
        };
        message(&format!("{} could not be read, {named}", plural(seen.failures, "input")));
    }
    let default = args.db == std::path::Path::new("annals.db");
    if told > 0 {
        message(&format!("next: annals timeline{}", if default { String::new() } else { format!(" --db {db}") }));
    }
}

/// Says how many facts there are, by type; how many.
pub(super) fn facts(totals: &Totals) -> usize {
    let facts: usize = totals.facts.values().sum();
    let mut types: Vec<(&String, &usize)> = totals.facts.iter().collect();
    types.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let types = types.iter().map(|(kind, n)| format!("{n} {kind}")).collect::<Vec<_>>().join(", ");
    let types = textwrap::fill(&types, textwrap::Options::new(78).initial_indent("  ").subsequent_indent("  "));
    message(&format!("{}{}", plural(facts, "fact"), if facts > 0 { format!("\n{types}") } else { String::new() }));
    facts
}

pub(super) fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
