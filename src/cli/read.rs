//! `annals read`: what was read.

use super::Outcome;
use super::input::InputArgs;
use super::output::{Output, message};
use crate::error::Result;
use crate::report::{line, safe};

/// Show what was read: id, date and where it was found, title, text
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Output format
    #[arg(long, default_value = "text", value_parser = ["text", "jsonl"])]
    to: String,
    /// Write to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let inputs = args.input.inputs()?;
    let mut out = Output::for_inputs(args.output.as_deref(), &inputs)?;
    let jsonl = args.to == "jsonl";
    let work = |documents: Vec<crate::document::Document>| {
        let mut bytes = Vec::new();
        for d in &documents {
            if jsonl {
                line::read(d, &mut bytes);
                continue;
            }
            let date = d.date.map_or_else(
                || "no date".to_owned(),
                |day| format!("{day} ({})", d.date_source.map_or("", |s| s.name())),
            );
            let language = d.language.as_ref().filter(|_| !d.is_english());
            let language = language.map(|l| format!("\n  language {}", safe(l))).unwrap_or_default();
            let title = d.title.as_deref().map(|t| format!("\n  title  {}", safe(t))).unwrap_or_default();
            let start: String = d.text.trim().chars().take(200).collect();
            let more = if d.text.trim().len() > start.len() { " …" } else { "" };
            let text = format!(
                "{}\n  date   {date}{language}{title}\n  text   {} bytes: {}{more}\n",
                safe(&d.id),
                d.text.len(),
                safe(&start)
            );
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    };
    let seen = args.input.run(&inputs, work, |result| result.map_or(Ok(()), |bytes| out.write(&bytes)))?;
    out.finish()?;
    if seen.undated > 0 && !args.input.reading.quiet {
        message(&format!("{} of {} documents have no date; --date gives them one", seen.undated, seen.documents));
    }
    seen.outcome()
}
