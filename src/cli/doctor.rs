//! `annals doctor`: is a database whole, and how is it mended.

use std::path::PathBuf;

use super::Outcome;
use super::output::{Output, message};
use crate::error::Result;
use crate::report::safe;
use crate::store::{Severity, Store};

/// Check a database: is it whole, and do its quotes still stand in its documents
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 the database is sound (notes tell what is left to do); 3 something is wrong, and how to mend it is said; 2 it could not be examined."
)]
pub(super) struct Args {
    /// The database
    #[arg(value_name = "DB", default_value = "annals.db")]
    db: PathBuf,
    /// Remove the documents whose rows are damaged and make all indexes anew; extracting the documents again brings them back
    #[arg(long)]
    mend: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    // Before anything is opened for writing: what is not there or not ours is left alone.
    let found = Store::open_read_only(&args.db)?.examine()?;
    let mut out = Output::standard();
    let mut tell = |line: String| out.write(format!("{line}\n").as_bytes());
    for finding in &found {
        let lines = finding.to_string();
        lines.lines().try_for_each(|line| tell(line.replacen(line.trim_start(), &safe(line.trim_start()), 1)))?;
    }
    let wrong = found.iter().filter(|f| f.severity == Severity::Damage).count();
    let db = args.db.display();
    if args.mend && !found.is_empty() {
        let mut store = Store::open(&args.db)?;
        let gone = store.mend()?;
        let left = store.examine()?.iter().filter(|f| f.severity == Severity::Damage).count();
        tell(format!(
            "{db}: mended; {gone} damaged documents were removed{}",
            if gone > 0 { ": extract them again" } else { "" }
        ))?;
        if left > 0 {
            message(&format!("{left} findings are beyond mending; look with: annals doctor {db}"));
        }
        out.finish()?;
        return Ok(if left > 0 { Outcome::SomeFailed } else { Outcome::Done });
    }
    if wrong == 0 {
        tell(format!("{db}: sound"))?;
    }
    out.finish()?;
    Ok(if wrong > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
