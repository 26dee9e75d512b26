//! From a document to its facts: a pure function, the same input gives the same output.

mod check;
mod explain;

pub use crate::event::AnchoredTime;
pub use check::{Checked, RuleInfo};

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::document::{Document, Span};
use crate::error::Result;
use crate::event::{Engine, Mention};
use crate::read::told_on;
use crate::rules::{RuleFiles, load_tagger, load_words};
use crate::text::{Lexicon, Tagger as WordTagger, Text};
use crate::timex::{Options, Tagger, Timex};

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

/// The compiled rules; shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Arc<Lexicon>,
    words: WordTagger,
    times: Tagger,
    events: Engine,
}

/// The day that "today" means in a document: its dateline's, which may lie before its publication.
pub fn today(document: &Document) -> Option<NaiveDate> {
    document.date.map(|published| told_on(&document.text, published))
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
        Extractor::from_files(&files)
    }

    /// Compiles `files`.
    ///
    /// # Errors
    /// Where a rule cannot be used: names file, line and rule.
    pub fn from_files(files: &RuleFiles) -> Result<Extractor> {
        let mut lexicon = Lexicon::new();
        load_words(files, &mut lexicon)?;
        lexicon.settle();
        let mut events = Engine::new(files, &mut lexicon)?;
        let times = Tagger::new(files, &mut lexicon)?;
        let words = load_tagger(files, &lexicon)?;
        lexicon.seal();
        events.seal(&lexicon);
        let lexicon = Arc::new(lexicon);
        let times = times.over(&lexicon);
        Ok(Extractor { lexicon, words, times, events })
    }

    /// The same extractor, for texts of which more is known: see [`Options`].
    pub fn with_options(mut self, options: Options) -> Extractor {
        self.times = self.times.with_options(options);
        self
    }

    /// All that `document` says; nothing where it is in another language than the rules.
    pub fn extract(&self, document: &Document) -> Extraction {
        if !document.is_english() {
            return Extraction::default();
        }
        let text = Text::new(&document.text, &self.lexicon);
        let timexes = self.times.tag_text(&text, today(document));
        let mentions = self.events.mentions(&text, &self.lexicon, &self.words, &timexes, document.date);
        let sentences = text.sentences.iter().map(|s| text.span(s.first as usize, s.end as usize)).collect();
        Extraction { sentences, timexes, mentions }
    }

    /// The time expressions of `document`, in text order; none where it is in another language than the rules.
    pub fn tag(&self, document: &Document) -> Vec<Timex> {
        if !document.is_english() {
            return Vec::new();
        }
        let text = Text::new(&document.text, &self.lexicon);
        self.times.tag_text(&text, today(document))
    }

    /// Dates the events whose words `events` names by id and span.
    pub fn anchor(&self, document: &Document, events: &[(String, Span)]) -> Vec<(String, Option<AnchoredTime>)> {
        if !document.is_english() {
            return events.iter().map(|(id, _)| (id.clone(), None)).collect();
        }
        let text = Text::new(&document.text, &self.lexicon);
        let timexes = self.times.tag_text(&text, today(document));
        let spans: Vec<Span> = events.iter().map(|(_, span)| *span).collect();
        let times = self.events.anchor(&text, &self.lexicon, &self.words, &timexes, document.date, &spans);
        events.iter().map(|(id, _)| id.clone()).zip(times).collect()
    }

    /// What the rules see in `text` and why they fired or not, for people.
    pub fn explain(&self, text: &str, date: Option<NaiveDate>) -> String {
        explain::explain(self, text, date)
    }

    /// Runs the examples of all rules.
    pub fn check(&self) -> Checked {
        check::check(self)
    }

    /// All rules, by file.
    pub fn rules(&self) -> Vec<RuleInfo> {
        check::rules(self)
    }
}
