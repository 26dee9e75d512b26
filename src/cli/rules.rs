//! `annals rules`: lists the rules.

use super::Outcome;
use super::input::RulesArgs;
use crate::error::Result;
use crate::timex::Tagger;

/// List the rules, with their files
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    rules: RulesArgs,
    /// Output format; markdown is a table of the time expressions that are recognised
    #[arg(long, default_value = "text", value_parser = ["text", "markdown"])]
    to: String,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    if args.to == "markdown" {
        return super::print(&table(&args.rules.tagger()?));
    }
    let rules = args.rules.extractor()?.rules();
    let text: String =
        rules.iter().map(|r| format!("{:6} {:28} {:3} examples  {}\n", r.kind, r.file, r.examples, r.name)).collect();
    super::print(&text)
}

/// A heading a file, a row a rule: its name, and its examples with their values.
fn table(tagger: &Tagger) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;");
    let mut rules: Vec<_> = tagger.rules().collect();
    rules.sort_by_key(|r| (r.file, r.line));
    let mut page = String::from(
        "# Time expressions that annals recognises\n\n\
         Made from the examples of the rule files by `annals rules --to markdown`. Most count from 12 July 2018, a Thursday; an example with a date of its own says so in its file.\n\
         A rule is named as its words are read: `{month}` stands for any month, `{number}` for a number in digits or words, `(the)?` may be left out.\n",
    );
    let mut file = None;
    for rule in rules {
        if file.replace(rule.file) != Some(rule.file) {
            page.push_str(&format!("\n## {}\n\n| rule | examples |\n| --- | --- |\n", rule.file.display()));
        }
        let examples: Vec<String> =
            rule.examples.iter().map(|(span, value)| format!("{} → `{value}`", cell(span))).collect();
        let examples =
            if examples.is_empty() { "keeps other rules from its words".to_owned() } else { examples.join(", ") };
        page.push_str(&format!("| {} | {examples} |\n", cell(rule.name)));
    }
    page
}
