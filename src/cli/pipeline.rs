//! The run over documents: told apart one after another, read and worked on by all threads, the results taken in order.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Outcome;
use super::input::InputArgs;
use super::output::message;
use super::progress::Progress;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::parallel;
use crate::read::{Input, Item, Options, Piece, pieces};

/// What a run and who started it tell each other meanwhile.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// Whether to read no further.
    pub(super) stop: Arc<AtomicBool>,
    /// Facts found so far, for the progress bar.
    pub(super) facts: AtomicUsize,
    /// Whether each document is worked on as it comes: who writes to a pipe may wait for the answer before it writes on.
    pub(super) eager: bool,
    /// Whether failures are stored, so that not all of a flood need be told.
    pub(super) stores_failures: bool,
}

/// How many failures, and how many warnings, are told one by one where they are stored.
pub(super) const TOLD: usize = 20;

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
    /// Reads all documents, works on batches of them in parallel, and hands the results, in order, to `sink`.
    pub(super) fn run<O: Send>(
        &self,
        inputs: &[Input],
        work: impl Fn(Vec<Document>) -> O + Sync,
        sink: impl FnMut(std::result::Result<O, &Error>) -> Result<()>,
    ) -> Result<Seen> {
        let eager = inputs.iter().any(|input| matches!(input, Input::File(path) if path == "-"));
        self.run_with(inputs, &Control { eager, ..Control::default() }, work, sink)
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
        let (mut failures, mut warnings) = (0, 0);
        let feed = |give: &mut dyn FnMut(Pack) -> bool| {
            let mut pack = Pack::default();
            let mut going = true;
            pieces(inputs, &options, &mut |piece| {
                pack.add(piece);
                if stopped() {
                    going = false;
                    give(std::mem::take(&mut pack));
                    return false;
                }
                if control.eager || pack.full() {
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
                let bytes = pack.bytes;
                let (documents, notes) = pack.read(&options);
                let own = Seen::of(&documents);
                let last = documents.last().map(|d| d.path.clone());
                (own, bytes, last, work(documents), notes)
            },
            |(own, bytes, last, result, notes)| {
                let documents = own.documents;
                seen.add(own);
                if documents > 0 {
                    sink(Ok(result))?;
                }
                progress.advance(documents, bytes, last, control.facts.load(Ordering::Relaxed));
                for (failed, error) in &notes {
                    let (name, before) = if *failed { ("failed", &mut failures) } else { ("warning", &mut warnings) };
                    *before += 1;
                    if *failed || !args.quiet {
                        progress.bar.suspend(|| match *before {
                            n if n <= TOLD || !control.stores_failures => message(&format!("{name}: {error}")),
                            n if n == TOLD + 1 && *failed => {
                                message("more failures are not told here: the table failure names them all");
                            }
                            n if n == TOLD + 1 => message("more warnings are not told"),
                            _ => {}
                        });
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

/// What is worked on at once.
#[derive(Default)]
struct Pack {
    pieces: Vec<Piece>,
    bytes: usize,
}

/// What went wrong while reading: failures (true) and warnings.
type Notes = Vec<(bool, Error)>;

impl Pack {
    fn add(&mut self, piece: Piece) {
        self.bytes += piece.size();
        self.pieces.push(piece);
    }

    fn full(&self) -> bool {
        self.bytes > 256 << 10 || self.pieces.len() >= 256
    }

    fn read(self, options: &Options) -> (Vec<Document>, Notes) {
        let (mut documents, mut notes) = (Vec::with_capacity(self.pieces.len()), Notes::new());
        for piece in self.pieces {
            piece.read(options, &mut |item| {
                match item {
                    Item::Document(document) => documents.push(document),
                    Item::Warning(error) => notes.push((false, error)),
                    Item::Failure(error) => notes.push((true, error)),
                }
                true
            });
        }
        (documents, notes)
    }
}
