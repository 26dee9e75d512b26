//! `annals rules`: lists the rules.

use super::Outcome;
use super::input::RulesArgs;
use crate::error::Result;

/// List the rules, with their files
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    rules: RulesArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let rules = args.rules.extractor()?.rules();
    let text: String =
        rules.iter().map(|r| format!("{:6} {:28} {:3} examples  {}\n", r.kind, r.file, r.examples, r.name)).collect();
    super::print(&text)
}
