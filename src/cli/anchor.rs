//! `annals anchor`: dates events that somebody else found.

use serde_json::Value;

use super::Outcome;
use super::input::{InputArgs, RulesArgs, TimeArgs};
use super::output::{Output, message};
use crate::document::{CodePoints, Document, Span};
use crate::error::Result;
use crate::report::line;

/// Date events that somebody else found: JSONL documents with "events": [{"id", "start", "end"}], offsets in code points
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    times: TimeArgs,
    /// Output format
    #[arg(long, default_value = "jsonl", value_parser = ["jsonl"])]
    to: String,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let inputs = args.input.inputs()?;
    let extractor = args.rules.extractor()?.with_options(args.times.options());
    let mut out = Output::for_inputs(args.output.as_deref(), &inputs)?;
    let work = |documents: Vec<Document>| {
        let (mut bytes, mut problems) = (Vec::new(), Vec::new());
        for document in &documents {
            match events(document) {
                Ok(events) => line::anchor(document, &extractor.anchor(document, &events), &mut bytes),
                Err(why) => problems.push(format!("failed: {}: document {}: {why}", document.path, document.id)),
            }
        }
        (bytes, problems)
    };
    let mut failed = 0;
    let mut seen = args.input.run(&inputs, work, |result| {
        let Ok((bytes, problems)) = result else {
            return Ok(());
        };
        problems.iter().for_each(|p| message(p));
        failed += problems.len();
        out.write(&bytes)
    })?;
    out.finish()?;
    seen.failures += failed;
    seen.documents -= failed;
    seen.outcome()
}

/// The document's events, as byte spans.
fn events(document: &Document) -> std::result::Result<Vec<(String, Span)>, String> {
    let form = "give it \"events\": [{\"id\": …, \"start\": …, \"end\": …}]";
    let Some(Value::Array(events)) = document.metadata.get("events") else {
        return Err(format!("has no events; {form}"));
    };
    let points = CodePoints::new(&document.text);
    let event = |value: &Value| {
        let id = match value.get("id")? {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        let offset = |key: &str| points.byte(usize::try_from(value.get(key)?.as_u64()?).ok()?);
        let (start, end) = (offset("start")?, offset("end")?);
        (start <= end).then(|| (id, Span::new(start, end)))
    };
    events
        .iter()
        .map(|value| {
            event(value).ok_or_else(|| format!("an event is not as it should be: {value}; {form}, within the text"))
        })
        .collect()
}
