//! Runs the rules' own examples, and lists the rules.

use crate::document::Document;

use super::Extractor;

/// What running the rules' own examples gave.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// How many examples ran.
    pub examples: usize,
    /// One message for each example that did not give what it says: file, rule, expected, found.
    pub failures: Vec<String>,
}

/// A rule, as `annals rules` lists it.
#[derive(Debug, Clone)]
pub struct RuleInfo {
    /// "timex" or "event".
    pub kind: &'static str,
    /// The rule's name, as results cite it.
    pub name: String,
    /// The file that holds it, relative to the rules folder.
    pub file: String,
    /// How many examples it has.
    pub examples: usize,
}

pub(super) fn check(x: &Extractor) -> Checked {
    let mut checked = Checked::default();
    checked.examples += x.times.rules().map(|r| r.examples.len()).sum::<usize>();
    checked.failures.extend(x.times.check().iter().map(ToString::to_string));
    let outcome = x.events.check(&|text, date| {
        let document = Document { text: text.to_owned(), date: Some(date), ..Document::default() };
        x.extract(&document).mentions
    });
    checked.examples += outcome.ran;
    checked.failures.extend(outcome.failures);
    checked
}

pub(super) fn rules(x: &Extractor) -> Vec<RuleInfo> {
    let info = |r: crate::timex::RuleInfo<'_>| RuleInfo {
        kind: "timex",
        name: r.name.to_owned(),
        file: r.file.display().to_string(),
        examples: r.examples.len(),
    };
    let mut rules: Vec<RuleInfo> = x.times.rules().map(info).collect();
    for (file, event) in x.events.files() {
        for frame in &event.frames {
            rules.push(RuleInfo {
                kind: "event",
                name: format!("{}: {}", event.kind, frame.name),
                file: file.path.clone(),
                examples: frame.examples.len(),
            });
        }
    }
    rules
}
