//! `annals explain-entity`: which names are one entity, and why.

use std::path::PathBuf;

use super::Outcome;
use crate::error::Result;
use crate::report::safe;
use crate::store::{EntityStory, Store};

/// Show which names are joined to one entity, and why
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: annals explain-entity Pentagon --db annals.db

Names are joined where an alias file says so (annals extract --aliases FILE), where a text introduces a short name with the long one, or where
the built-in list of countries and authorities does; never for sharing words.")]
pub(super) struct Args {
    /// A name
    name: String,
    /// The database
    #[arg(long, value_name = "FILE", default_value = "annals.db")]
    db: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let Some(story) = Store::open_read_only(&args.db)?.entity(&args.name)? else {
        super::output::message(&format!(
            "no document names \"{}\"; names that look like it: annals query \"SELECT name FROM entity WHERE name LIKE '%…%'\"",
            args.name
        ));
        return Ok(Outcome::Nothing);
    };
    super::print(&told(&story))
}

fn told(story: &EntityStory) -> String {
    let mut text = format!("{}, {}\n", safe(&story.name), story.kind.as_deref().unwrap_or("of unknown kind"));
    for name in &story.names {
        let why = match name.because.as_deref() {
            None => "its own name".to_owned(),
            Some("file") => "your alias file says so".into(),
            Some("text") => format!("introduced by {}", quoted(&name.introduced)),
            Some(_) => "in the built-in list of countries and authorities".into(),
        };
        let times = if name.mentions == 1 { "once".to_owned() } else { format!("{} times", name.mentions) };
        text.push_str(&format!("  {}: {why}; named {times}\n", safe(&name.name)));
        if name.forms.len() > 1 || name.forms.first().is_some_and(|f| *f != name.name) {
            text.push_str(&format!("    written {}\n", quoted(&name.forms)));
        }
    }
    if !story.others.is_empty() {
        text.push_str(&format!("not joined, since they only share a word: {}\n", quoted(&story.others)));
    }
    text
}

fn quoted(texts: &[String]) -> String {
    texts.iter().map(|t| format!("\"{}\"", safe(t))).collect::<Vec<_>>().join(", ")
}
