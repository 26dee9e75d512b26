//! `annals explain`: what the rules see in a sentence.

use chrono::NaiveDate;

use super::Outcome;
use super::input::{RulesArgs, TimeArgs};
use crate::error::Result;
use crate::read::parse_date;

/// Show what the rules see in a sentence: tokens, groups, time expressions, what fired and why the rest did not
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The sentence
    sentence: String,
    /// The document date
    #[arg(long, value_parser = parse_date)]
    date: Option<NaiveDate>,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    times: TimeArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let text = args.rules.extractor()?.with_options(args.times.options()).explain(&args.sentence, args.date);
    super::print(&text)
}
