//! `annals tag`: time expressions only.

use super::Outcome;
use super::input::{InputArgs, RulesArgs, TimeArgs};
use super::output::Output;
use crate::document::Document;
use crate::error::Result;
use crate::report::timeml::timeml;
use crate::report::{line, safe};
use crate::timex::Timex;

/// Find time expressions and resolve them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    times: TimeArgs,
    /// Output format
    #[arg(long, default_value = "text", value_parser = ["text", "jsonl", "timeml"])]
    to: String,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let inputs = args.input.inputs()?;
    let tagger = args.rules.tagger()?.with_options(args.times.options());
    let mut out = Output::for_inputs(args.output.as_deref(), &inputs)?;
    let write = match args.to.as_str() {
        "jsonl" => line::tag,
        "timeml" => |d: &Document, t: &[Timex], out: &mut Vec<u8>| out.extend_from_slice(timeml(d, t).as_bytes()),
        _ => text,
    };
    let work = |documents: Vec<Document>| {
        let mut bytes = Vec::new();
        for document in &documents {
            let timexes = if document.is_english() {
                tagger.tag(&document.text, crate::extract::today(document))
            } else {
                Vec::new()
            };
            write(document, &timexes, &mut bytes);
        }
        bytes
    };
    let seen = args.input.run(&inputs, work, |result| result.map_or(Ok(()), |bytes| out.write(&bytes)))?;
    out.finish()?;
    seen.outcome()
}

/// A heading a document, a line an expression.
fn text(document: &Document, timexes: &[Timex], out: &mut Vec<u8>) {
    let date = document.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    out.extend_from_slice(format!("{} ({date})\n", safe(&document.id)).as_bytes());
    for t in timexes {
        let modifier = t.modifier.map(|m| format!(" {}", m.name())).unwrap_or_default();
        let open = || "…".to_owned();
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(open, |d| d.to_string());
        let days = t.interval.filter(|i| !i.is_open()).map(|i| format!("  {}..{}", day(i.earliest), day(i.latest)));
        let value = format!("{}{modifier}", t.value);
        let why = if t.why.is_empty() { String::new() } else { format!("  ({}: {})", t.reference, t.why) };
        out.extend_from_slice(
            format!(
                "  {:8} {value:24} {}{}{why}\n",
                t.kind.name(),
                safe(t.span.of(&document.text)),
                days.unwrap_or_default()
            )
            .as_bytes(),
        );
    }
}
