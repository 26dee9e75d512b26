//! Options of all commands that read documents.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use chrono::NaiveDate;
use rustc_hash::FxHasher;

use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::read::{Columns, Input, Options, READERS, expand, parse_date, parse_language, reader};
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
    pub(super) jobs: Option<u16>,
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
    pub(super) fn options(&self) -> Result<Options> {
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

    /// A number that is another one for another program, other rules or other options: documents that were read with the same need not be
    /// read again. The program is known by its version and by its file, so that one that was built anew reads all again.
    pub(super) fn reading(&self, times: TimeArgs) -> Result<i64> {
        let mut hash = FxHasher::default();
        let program = std::env::current_exe().and_then(std::fs::metadata);
        let built = program.ok().map(|m| (m.len(), m.modified().ok()));
        (env!("CARGO_PKG_VERSION"), built, format!("{:?}", times.options())).hash(&mut hash);
        for file in self.files()?.files {
            (file.path, file.bytes).hash(&mut hash);
        }
        Ok((hash.finish() >> 1) as i64)
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

impl InputArgs {
    /// The inputs; where none exists at all this is an error at once.
    pub(super) fn inputs(&self) -> Result<Vec<Input>> {
        let inputs = expand(&self.paths);
        if let [Input::Failed((path, why))] = inputs.as_slice() {
            return Err(Error::Input { path: path.clone(), line: None, message: why.clone() });
        }
        Ok(inputs)
    }
}
