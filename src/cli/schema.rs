//! `annals schema`: the database contract, with a comment for every column.

use super::Outcome;
use crate::error::Result;
use crate::store::SCHEMA;

/// Print the database's schema: every table, view and column, explained
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> Result<Outcome> {
    super::print(SCHEMA)
}
