//! `annals completions`: generated from the command line's definition.

use super::Outcome;
use crate::error::Result;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "annals", &mut text);
    super::print(&String::from_utf8_lossy(&text))
}
