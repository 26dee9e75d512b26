//! `annals check`: runs the examples of the rules.

use std::path::PathBuf;

use super::Outcome;
use super::output::message;
use crate::error::{Error, Result};
use crate::extract::Extractor;

/// Run the examples of all rules; with a folder, of its rules laid over the built-in ones
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder of rules
    #[arg(value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let checked = Extractor::new(args.rules.as_deref())?.check();
    checked.failures.iter().for_each(|f| message(f));
    if checked.failures.is_empty() {
        return super::print(&format!("{} examples, all as they say\n", checked.examples));
    }
    Err(Error::Usage(format!(
        "{} of {} examples fail; annals explain \"SENTENCE\" shows why",
        checked.failures.len(),
        checked.examples
    )))
}
