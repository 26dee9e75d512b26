//! Options of all commands that read documents, and the run over them: read, work in parallel, take the results in order.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::NaiveDate;

use super::Outcome;
use super::output::message;
use super::progress::Progress;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::parallel;
use crate::read::{Columns, Input, Item, Options, READERS, expand, parse_date, parse_language, read, reader};
use crate::rules::RuleFiles;
use crate::timex::{self, DateOrder, Style, Tagger};

/// Which documents, and how to read them.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files, folders (all documents in them), globs; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How to read.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReadingArgs {
    /// The date of documents that have none of their own, such as 2018-07-12
    #[arg(long, value_parser = parse_date)]
    date: Option<NaiveDate>,
    /// The format of all inputs, whatever their content and names
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(READERS.iter().map(|r| r.name)))]
    format: Option<String>,
    /// The column of a CSV or TSV file that holds the text [default: text, maintext, body or content]
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// The column of the date [default: date, published and other usual names]
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,
    /// The column of the title [default: title, headline or subject]
    #[arg(long, value_name = "NAME")]
    title_column: Option<String>,
    /// The column of the id [default: id, doc, url or link]
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// The largest document, in megabytes; a larger one fails and the rest is read. Besides, compressed input may expand 200-fold,
    /// archives may lie four deep in each other, and the elements of a page a thousand deep
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_document_size: u32,
    /// Date web pages of a WARC file that have no date by the day on which they were fetched
    #[arg(long)]
    assume_crawl_date: bool,
    /// The language of all documents, such as en, whatever they look like. Else each is in that of its words, or in the one that it declares;
    /// documents in other languages than English are stored, and no rule reads them
    #[arg(long, value_name = "CODE", value_parser = parse_language)]
    language: Option<String>,
    /// How many threads work [default: one a core]
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// Which rules.
#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    /// A folder of rules that are laid over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(super) rules: Option<PathBuf>,
}

impl ReadingArgs {
    fn options(&self) -> Result<Options> {
        Ok(Options {
            date: self.date,
            format: self.format.as_deref().map(reader).transpose()?,
            columns: Columns {
                text: self.text_column.clone(),
                date: self.date_column.clone(),
                title: self.title_column.clone(),
                id: self.id_column.clone(),
            },
            max_megabytes: self.max_document_size,
            assume_crawl_date: self.assume_crawl_date,
            language: self.language.clone(),
        })
    }
}

impl RulesArgs {
    pub(super) fn extractor(&self) -> Result<Extractor> {
        Extractor::new(self.rules.as_deref())
    }

    /// The rules for time expressions alone, which are compiled in half the time.
    pub(super) fn tagger(&self) -> Result<Tagger> {
        Tagger::from_files(&self.files()?)
    }

    fn files(&self) -> Result<RuleFiles> {
        self.rules.as_deref().map_or_else(|| Ok(RuleFiles::embedded()), RuleFiles::with_folder)
    }
}

/// How dates are read.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct TimeArgs {
    /// How dates in numbers such as 5/6/2018 are ordered; auto learns it from those of the document that leave no choice
    #[arg(long, value_name = "ORDER", default_value = "auto")]
    date_order: Order,
    /// Which time the texts tell of: their own (news) or another (narrative); auto decides it from the document
    #[arg(long, default_value = "auto")]
    style: Telling,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Order {
    Auto,
    Mdy,
    Dmy,
    Ymd,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Telling {
    Auto,
    News,
    Narrative,
}

impl TimeArgs {
    pub(super) fn options(self) -> timex::Options {
        timex::Options {
            date_order: match self.date_order {
                Order::Auto => DateOrder::Auto,
                Order::Mdy => DateOrder::Mdy,
                Order::Dmy => DateOrder::Dmy,
                Order::Ymd => DateOrder::Ymd,
            },
            style: match self.style {
                Telling::Auto => Style::Auto,
                Telling::News => Style::News,
                Telling::Narrative => Style::Narrative,
            },
        }
    }
}

/// What a run and who started it tell each other meanwhile.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// Whether to read no further.
    pub(super) stop: Arc<AtomicBool>,
    /// Facts found so far, for the progress bar.
    pub(super) facts: AtomicUsize,
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) documents: usize,
    pub(super) undated: usize,
    /// How many documents are in another language than English, by its code.
    pub(super) foreign: BTreeMap<String, usize>,
    pub(super) failures: usize,
}

impl Seen {
    fn of(documents: &[Document]) -> Seen {
        let mut seen = Seen { documents: documents.len(), ..Seen::default() };
        for document in documents {
            seen.undated += usize::from(document.date.is_none());
            if let Some(language) = document.language.as_ref().filter(|_| !document.is_english()) {
                *seen.foreign.entry(language.clone()).or_default() += 1;
            }
        }
        seen
    }

    fn add(&mut self, other: Seen) {
        self.documents += other.documents;
        self.undated += other.undated;
        self.failures += other.failures;
        for (language, n) in other.foreign {
            *self.foreign.entry(language).or_default() += n;
        }
    }

    /// What to tell of documents that no rule read, if there are any.
    pub(super) fn foreign(&self) -> Option<String> {
        let count: usize = self.foreign.values().sum();
        let mut languages: Vec<(&String, &usize)> = self.foreign.iter().collect();
        languages.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let languages: Vec<String> = languages.iter().map(|(code, n)| format!("{n} {code}")).collect();
        (count > 0).then(|| {
            format!(
                "{count} document{} not in English ({}), which no rule reads; --language en has them read as English",
                if count == 1 { "" } else { "s" },
                languages.join(", ")
            )
        })
    }
    /// The exit code's meaning: nothing read at all is an error, which was told already.
    pub(super) fn outcome(&self) -> Result<Outcome> {
        match (self.documents, self.failures) {
            (0, 1..) => Err(Error::Usage("no document could be read".into())),
            (_, 0) => Ok(Outcome::Done),
            _ => Ok(Outcome::SomeFailed),
        }
    }
}

impl InputArgs {
    /// The inputs; where none exists at all this is an error at once.
    pub(super) fn inputs(&self) -> Result<Vec<Input>> {
        let inputs = expand(&self.paths);
        if let [Input::Failed((path, why))] = inputs.as_slice() {
            return Err(Error::Input { path: path.clone(), line: None, message: why.clone() });
        }
        Ok(inputs)
    }

    /// Reads all documents, works on batches of them in parallel, and hands the results, in order, to `sink`.
    pub(super) fn run<O: Send>(
        &self,
        inputs: &[Input],
        work: impl Fn(Vec<Document>) -> O + Sync,
        sink: impl FnMut(std::result::Result<O, &Error>) -> Result<()>,
    ) -> Result<Seen> {
        self.run_with(inputs, &Control::default(), work, sink)
    }

    /// As [`InputArgs::run`], until `control` says stop; then what was read so far is finished.
    pub(super) fn run_with<O: Send>(
        &self,
        inputs: &[Input],
        control: &Control,
        work: impl Fn(Vec<Document>) -> O + Sync,
        mut sink: impl FnMut(std::result::Result<O, &Error>) -> Result<()>,
    ) -> Result<Seen> {
        let args = &self.reading;
        let options = args.options()?;
        let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
        let mut progress = Progress::new(inputs, args.quiet);
        let stopped = || control.stop.load(Ordering::Relaxed);
        let mut seen = Seen::default();
        let feed = |give: &mut dyn FnMut(Pack) -> bool| {
            let mut pack = Pack::default();
            let mut going = true;
            read(inputs, &options, &mut |item| {
                pack.add(item);
                if stopped() {
                    going = false;
                    give(std::mem::take(&mut pack));
                    return false;
                }
                if pack.full() {
                    going = give(std::mem::take(&mut pack));
                }
                going
            });
            if going {
                give(pack);
            }
        };
        let worked = parallel::ordered(
            jobs,
            feed,
            |pack: Pack| {
                let own = Seen::of(&pack.documents);
                let last = pack.documents.last().map(|d| d.path.clone());
                (own, pack.bytes, last, work(pack.documents), pack.notes)
            },
            |(own, bytes, last, result, notes)| {
                let documents = own.documents;
                seen.add(own);
                if documents > 0 {
                    sink(Ok(result))?;
                }
                progress.advance(documents, bytes, last, control.facts.load(Ordering::Relaxed));
                for (failed, error) in &notes {
                    if *failed || !args.quiet {
                        progress
                            .bar
                            .suspend(|| message(&format!("{}: {error}", if *failed { "failed" } else { "warning" })));
                    }
                    if *failed {
                        seen.failures += 1;
                        sink(Err(error))?;
                    }
                }
                Ok(())
            },
        );
        progress.bar.finish_and_clear();
        worked.map(|()| seen)
    }
}

/// Documents that are worked on at once, and what went wrong while reading them.
#[derive(Default)]
struct Pack {
    documents: Vec<Document>,
    /// Failures (true) and warnings.
    notes: Vec<(bool, Error)>,
    bytes: usize,
}

impl Pack {
    fn add(&mut self, item: Item) {
        match item {
            Item::Document(document) => {
                self.bytes += document.text.len();
                self.documents.push(document);
            }
            Item::Warning(error) => self.notes.push((false, error)),
            Item::Failure(error) => self.notes.push((true, error)),
        }
    }

    fn full(&self) -> bool {
        self.bytes > 256 << 10 || self.documents.len() + self.notes.len() >= 256
    }
}
