//! The tagger: rules compiled once, then any number of texts.

use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::detail::complete;
use super::options::Options;
use super::recognise::recognise;
use super::refine::refine;
use super::resolve::resolve;
use super::rule::{self, Rule, SLOTS};
use super::value::Timex;
use super::words::Words;
use crate::error::Result;
use crate::rules::{Automaton, Program, RuleFiles, load_words};
use crate::text::{Lexicon, Text};

/// Finds time expressions in running text and resolves them. One tagger serves all threads.
///
/// ```
/// use annals::timex::Tagger;
///
/// let tagger = Tagger::english()?;
/// let dct = chrono::NaiveDate::from_ymd_opt(2018, 7, 12);
/// let found = tagger.tag("Northwind opened a plant in March and will sell it next year.", dct);
/// assert_eq!(found[0].value, "2018-03");
/// assert_eq!(found[1].value, "2019");
/// # Ok::<(), annals::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Tagger {
    pub(crate) rules: Vec<Rule>,
    automaton: Automaton,
    words: Words,
    lexicon: Arc<Lexicon>,
    options: Options,
}

/// A rule, as `annals rules` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its file, relative to the rules folder.
    pub file: &'a Path,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its patterns.
    pub patterns: &'a [String],
    /// Expressions of its examples with their values.
    pub examples: Vec<(&'a str, &'a str)>,
}

/// The year from which two-digit years are read in a document without a date.
const PIVOT: i32 = 2020;

impl Tagger {
    /// A tagger with the English rules that are built in.
    ///
    /// # Errors
    /// Where the built-in rules are broken, which a test rules out.
    pub fn english() -> Result<Tagger> {
        Tagger::from_files(&RuleFiles::embedded())
    }

    /// A tagger with the word lists and the rules of `files`.
    ///
    /// # Errors
    /// Names file, line and rule of what is wrong.
    pub fn from_files(files: &RuleFiles) -> Result<Tagger> {
        let mut lexicon = Lexicon::new();
        load_words(files, &mut lexicon)?;
        let tagger = Tagger::new(files, &mut lexicon)?;
        Ok(tagger.over(&Arc::new(lexicon)))
    }

    /// The same tagger, with the lexicon that it was made with, in its last state.
    pub(crate) fn over(mut self, lexicon: &Arc<Lexicon>) -> Tagger {
        self.lexicon = Arc::clone(lexicon);
        self
    }

    /// The same tagger, for texts of which more is known.
    pub fn with_options(mut self, options: Options) -> Tagger {
        self.options = options;
        self
    }

    /// A tagger with the rules in `timex/` of `files`, over a lexicon that holds the word classes already: for [`Tagger::tag_text`]
    /// with texts that were split with that lexicon.
    ///
    /// # Errors
    /// Names file, line and rule of what is wrong.
    pub(crate) fn new(files: &RuleFiles, lexicon: &mut Lexicon) -> Result<Tagger> {
        let (rules, parts) = rule::read(files)?;
        let mut program = Program::new(SLOTS, parts);
        for (index, rule) in rules.iter().enumerate() {
            if rule.style == rule::Style::Message {
                program.restrict(index as u32);
            }
            for pattern in &rule.patterns {
                program
                    .add(index as u32, pattern, lexicon)
                    .map_err(|e| rule.error(format!("pattern \"{pattern}\": {e}")))?;
            }
        }
        let words = Words::new(lexicon);
        let automaton = Automaton::new(program, lexicon);
        Ok(Tagger { rules, automaton, words, lexicon: Arc::default(), options: Options::default() })
    }

    /// The time expressions of `text`, in order; relative ones are resolved against `dct`, the document's date.
    pub fn tag(&self, text: &str, dct: Option<NaiveDate>) -> Vec<Timex> {
        self.tag_text(&Text::new(text, &self.lexicon), dct)
    }

    /// The same for a text that was split with the lexicon that the tagger was made with (or a later state of it).
    pub(crate) fn tag_text(&self, text: &Text<'_>, dct: Option<NaiveDate>) -> Vec<Timex> {
        let mut cache = self.automaton.cache();
        let mut symbols = std::mem::take(cache.symbols());
        self.automaton.symbols(text, &cache, &mut symbols);
        let pivot = dct.map_or(PIVOT, |d| d.year());
        let found = recognise(text, &symbols, &self.automaton, &mut cache, &self.rules, &self.words, pivot);
        *cache.symbols() = symbols;
        self.automaton.put_back(cache);
        if found.is_empty() {
            return Vec::new();
        }
        let found = refine(found, text, self.options.date_order, pivot);
        let mut timexes = resolve(&found, text, dct, &self.rules, &self.words, self.options.style);
        complete(&mut timexes, &found, text, &self.words, dct.is_some());
        timexes
    }

    /// All rules, those of higher priority first.
    pub fn rules(&self) -> impl Iterator<Item = RuleInfo<'_>> {
        self.rules.iter().map(|r| RuleInfo {
            name: &r.name,
            file: &r.file,
            line: r.line,
            patterns: &r.patterns,
            examples: r.examples.iter().map(|e| (e.span.as_str(), e.value.as_str())).collect(),
        })
    }
}
