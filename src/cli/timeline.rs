//! `annals timeline`: the report, from a database or straight from documents.

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};

use super::Outcome;
use super::input::{InputArgs, ReadingArgs, RulesArgs};
use super::output::{Output, message, width};
use super::sheet::SheetArgs;
use crate::document::{Document, iso_day};
use crate::error::{Error, Result};
use crate::event::Status;
use crate::report::pivot::{BY, pivot};
use crate::report::table::FORMATS;
use crate::report::{REPORTS, Style, key_dates, report};
use crate::store::{Filter, Record, Store};

/// Show facts by date
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  annals timeline --type ban --from 2018 --until 2018-06
  annals timeline articles/ --to markdown -o timeline.md")]
pub(super) struct Args {
    /// Documents to read instead of a database
    #[arg(value_name = "PATH", conflicts_with = "db")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RulesArgs,
    /// The database
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    db: PathBuf,
    /// Only these types of events (several with commas): ban, launch, …
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Only these statuses
    #[arg(long, value_delimiter = ',', value_parser = [Status::Happened.name(), Status::Planned.name(), Status::Alleged.name(), Status::Denied.name()])]
    status: Vec<String>,
    /// Only facts with this name, or part of a name, among agents or targets
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Only facts in this place
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only facts that may lie on or after this day, or the start of this month or year
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<String>,
    /// Only facts that may lie on or before this day, or the end of this month or year
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<String>,
    /// Only facts whose sentence has these words
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = REPORTS[0].name, value_parser = clap::builder::PossibleValuesParser::new(REPORTS.iter().map(|r| clap::builder::PossibleValue::new(r.name).help(r.about))))]
    to: String,
    #[command(flatten)]
    sheet: SheetArgs,
    /// Count the facts instead: a row an actor, type, place, month or source (as text, csv, json, jsonl or markdown)
    #[arg(long, value_name = "WHAT", value_parser = clap::builder::PossibleValuesParser::new(BY.iter().map(|b| b.name)))]
    by: Option<String>,
    /// Only the N days that tell most, each with its facts that most sources tell
    #[arg(long, value_name = "N")]
    key_dates: Option<usize>,
    /// Use signs of ASCII alone for the histogram, arrows and quotation marks
    #[arg(long)]
    ascii: bool,
    /// Show the sentences, with their documents
    #[arg(long, short)]
    verbose: bool,
    /// What stands above the page, or another form that has a title
    #[arg(long, value_name = "TEXT", default_value = "Timeline", hide_default_value = true)]
    title: String,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let report = report(&args.to)?;
    let (store, outcome) =
        if args.paths.is_empty() { (Store::open_read_only(&args.db)?, Outcome::Done) } else { read(args)? };
    let filter = Filter {
        types: args.types.clone(),
        statuses: args.status.clone(),
        actor: args.actor.clone(),
        place: args.place.clone(),
        from: args.from.clone(),
        until: args.until.clone(),
        search: args.search.clone(),
    };
    let mut entries = store.timeline(&filter)?;
    if let Some(most) = args.key_dates {
        entries = key_dates(entries, most);
    }
    let mut out = Output::open(args.output.as_deref())?;
    let style = Style {
        title: args.title.clone(),
        width: if out.terminal { width() } else { 80 },
        colour: out.colour(),
        ascii: args.ascii,
        quotes: args.verbose,
        sheet: args.sheet.sheet(),
    };
    match args.by.as_deref().and_then(|name| BY.iter().find(|b| b.name == name)) {
        Some(by) => {
            // The timeline's plain text is a query's table.
            let format = FORMATS.iter().find(|f| f.name == args.to || (f.name == "table" && args.to == "text"));
            let format = format.ok_or_else(|| {
                Error::Usage(format!("--by cannot be written as {}; use text, csv, json, jsonl or markdown", args.to))
            })?;
            out.with(|out| format.write(&pivot(&entries, by), style.sheet, out))?;
        }
        None => out.with(|out| report.write(&entries, &style, out))?,
    }
    out.finish()?;
    if !entries.is_empty() {
        return Ok(outcome);
    }
    if !args.reading.quiet {
        let types = store.types()?;
        let hint = if types.is_empty() {
            "there are no facts".to_owned()
        } else {
            format!("the types there are: {}", types.join(", "))
        };
        message(&format!("no fact found; {hint}"));
    }
    Ok(if outcome == Outcome::Done { Outcome::Nothing } else { outcome })
}

/// The facts of documents, in a database that is gone at the end.
fn read(args: &Args) -> Result<(Store, Outcome)> {
    let input = InputArgs { paths: args.paths.clone(), reading: args.reading.clone() };
    let inputs = input.inputs()?;
    let extractor = args.rules.extractor()?;
    let mut store = Store::in_memory()?;
    let work = |documents: Vec<Document>| -> Vec<Record> {
        let record = |document: Document| {
            let extraction = extractor.extract(&document);
            Record::new(document, extraction)
        };
        documents.into_iter().map(record).collect()
    };
    let mut outcome = Ok(Outcome::Done);
    store.write(&[], |writer| {
        let seen = input.run(&inputs, work, |result| match result {
            Ok(records) => records.iter().try_for_each(|r| writer.put(r).map(|_| ())),
            Err(error) => writer.fail(error),
        })?;
        outcome = seen.outcome();
        Ok(())
    })?;
    Ok((store, outcome?))
}

/// "2018", "2018-04" or "2018-04-12" as the days it covers.
fn period(text: &str) -> std::result::Result<(NaiveDate, NaiveDate), String> {
    let wrong = || format!("\"{text}\" is no date; write 2018, 2018-04 or 2018-04-12");
    let parts: Vec<&str> = text.split('-').collect();
    let shape: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    let numbers: Vec<u32> =
        parts.iter().map_while(|p| p.parse().ok().filter(|_| p.bytes().all(|b| b.is_ascii_digit()))).collect();
    let day = |y: u32, m: u32, d: u32| NaiveDate::from_ymd_opt(y.try_into().ok().filter(|y| *y > 0)?, m, d);
    let days = match (shape.as_slice(), numbers.as_slice()) {
        ([4], [y]) => day(*y, 1, 1).zip(day(*y, 12, 31)),
        ([4, 2], [y, m]) => day(*y, *m, 1)
            .and_then(|first| Some((first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?))),
        ([4, 2, 2], [y, m, d]) => day(*y, *m, *d).map(|d| (d, d)),
        _ => None,
    };
    days.filter(|(_, last)| last.year() <= 9999).ok_or_else(wrong)
}

fn first_day(text: &str) -> std::result::Result<String, String> {
    period(text).map(|(first, _)| iso_day(first).unwrap_or_default())
}

fn last_day(text: &str) -> std::result::Result<String, String> {
    period(text).map(|(_, last)| iso_day(last).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_a_first_and_a_last_day() {
        for (text, first, last) in [
            ("2018", "2018-01-01", "2018-12-31"),
            ("2018-02", "2018-02-01", "2018-02-28"),
            ("2018-12", "2018-12-01", "2018-12-31"),
            ("2018-02-03", "2018-02-03", "2018-02-03"),
        ] {
            assert_eq!((first_day(text).as_deref(), last_day(text).as_deref()), (Ok(first), Ok(last)));
        }
        for text in ["", "18", "2018-2", "2018-02-30", "2018-13", "0000", "2018-02-03-04", "yesterday", "+018"] {
            assert!(first_day(text).is_err(), "{text}");
        }
    }
}
