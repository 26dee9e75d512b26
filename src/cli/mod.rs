//! The command line: one file a command. Data goes to standard output, messages and progress to standard error.
//!
//! Exit codes: 0 done, 1 a search that found nothing, 2 could not run, 3 done but some inputs failed. A broken pipe is success.

mod anchor;
mod changes;
mod check;
mod compare;
mod completions;
mod doctor;
mod explain;
mod explain_entity;
mod export;
mod extract;
mod input;
#[cfg(feature = "parquet")]
mod lake;
mod man;
mod merge;
mod output;
mod pipeline;
mod progress;
mod query;
mod read;
mod rules;
mod schema;
mod sheet;
mod tag;
mod timeline;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::error::{Error, Result};

/// Reads news and other documents and stores dated facts, with the words that say so, in SQLite.
#[derive(Debug, Parser)]
#[command(name = "annals", version, propagate_version = true, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 a search that found nothing; 2 could not run; 3 done, but some inputs failed (each is named).
Files named - are standard input and output. NO_COLOR=1 turns colours off.";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Merge(merge::Args),
    Timeline(timeline::Args),
    Compare(compare::Args),
    Changes(changes::Args),
    Query(query::Args),
    Read(read::Args),
    Tag(tag::Args),
    Anchor(anchor::Args),
    Export(export::Args),
    Schema(schema::Args),
    Doctor(doctor::Args),
    Explain(explain::Args),
    ExplainEntity(explain_entity::Args),
    Check(check::Args),
    Rules(rules::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a command that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    Nothing,
    SomeFailed,
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    ExitCode::from(run(Cli::parse().command))
}

/// Runs the program with these arguments, the first of which is its own name; the exit code.
pub fn run_with(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => run(cli.command),
        Err(error) => {
            let _ = error.print();
            u8::try_from(error.exit_code()).unwrap_or(2)
        }
    }
}

/// Runs a command; what it ends with.
fn run(command: Command) -> u8 {
    let result = match command {
        Command::Extract(args) => extract::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Changes(args) => changes::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Tag(args) => tag::run(&args),
        Command::Anchor(args) => anchor::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::ExplainEntity(args) => explain_entity::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Nothing) => 1,
        Ok(Outcome::SomeFailed) => 3,
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            output::message(&format!("error: {error}"));
            2
        }
    }
}

/// The whole command, for completions and man pages.
fn command() -> clap::Command {
    Cli::command()
}

/// Runs commands that only print.
fn print(text: &str) -> Result<Outcome> {
    let mut out = output::Output::standard();
    out.write(text.as_bytes())?;
    out.finish()?;
    Ok(Outcome::Done)
}
