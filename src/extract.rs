//! From a document to its facts: a pure function, the same input gives the same output.

use std::path::Path;

use crate::document::{Document, Span};
use crate::error::Result;
use crate::event::Mention;
use crate::rules::{RuleFiles, load_words};
use crate::text::Lexicon;
use crate::timex::{Interval, Tagger, Timex};

/// All that one document says.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The sentences, in text order.
    pub sentences: Vec<Span>,
    /// The time expressions, in text order.
    pub timexes: Vec<Timex>,
    /// The events, in text order.
    pub mentions: Vec<Mention>,
}

/// When an event that somebody else found took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchoredTime {
    /// Within one day, which lies in the interval.
    Day(Interval),
    /// From a day in `begin` to a day in `end`.
    Span {
        /// When it began.
        begin: Interval,
        /// When it ended.
        end: Interval,
    },
}

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

/// The compiled rules; shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    tagger: Tagger,
}

impl Extractor {
    /// Compiles the built-in rules, with those of the folder `rules` laid over them.
    ///
    /// # Errors
    /// Where a rule cannot be used: names file, line and rule.
    pub fn new(rules: Option<&Path>) -> Result<Extractor> {
        let files = match rules {
            Some(folder) => RuleFiles::with_folder(folder)?,
            None => RuleFiles::embedded(),
        };
        let mut lexicon = Lexicon::new();
        load_words(&files, &mut lexicon)?;
        Ok(Extractor {
            tagger: Tagger::new(&files, &mut lexicon)?,
        })
    }

    /// All that `document` says.
    pub fn extract(&self, document: &Document) -> Extraction {
        Extraction {
            timexes: self.tag(document),
            ..Extraction::default()
        }
    }

    /// The time expressions of `document`, in text order.
    pub fn tag(&self, document: &Document) -> Vec<Timex> {
        self.tagger.tag(&document.text, document.date)
    }

    /// Dates the events whose words `events` names by id and span.
    pub fn anchor(
        &self,
        _document: &Document,
        events: &[(String, Span)],
    ) -> Vec<(String, Option<AnchoredTime>)> {
        events.iter().map(|(id, _)| (id.clone(), None)).collect()
    }

    /// What the rules see in `sentence` and why they fired or not, for people.
    pub fn explain(&self, sentence: &str, _date: Option<chrono::NaiveDate>) -> String {
        format!("{sentence}\n")
    }

    /// Runs the examples of all rules.
    pub fn check(&self) -> Checked {
        Checked::default()
    }

    /// All rules, by file.
    pub fn rules(&self) -> Vec<RuleInfo> {
        Vec::new()
    }
}
