//! From documents to dated facts: who did what to whom, when, where, how surely, and which words say so.
//!
//! # The way of the data
//!
//! ```text
//! bytes ──read──▶ Document ──text──▶ tokens, groups ──timex──▶ time expressions ──event──▶ mentions   (an Extraction)
//! Extraction ──fact──▶ tellings ──merge──▶ facts ──store──▶ SQLite ──report──▶ text, web page, CSV, JSON, calendars
//! ```
//!
//! There is one way, and each step is a function from value to value. Only [`read`], [`store`], [`report`] and [`cli`] touch the
//! world; nothing reads the clock. A relative date is resolved against the document's own date ([`Document::date`](document::Document::date),
//! the *DCT*), and stays unresolved in a document without one.
//!
//! ```
//! use annals::document::Document;
//! use annals::extract::Extractor;
//! use annals::store::{Filter, Record, Store};
//!
//! let extractor = Extractor::new(None)?; // The built-in rules, compiled once and shared by all threads.
//! let document = Document {
//!     id: "note-1".into(),
//!     date: chrono::NaiveDate::from_ymd_opt(2018, 7, 12),
//!     text: "Northwind acquired Contoso in late 2016. It will open an office in Lisbon next month.".into(),
//!     ..Document::default()
//! };
//! let extraction = extractor.extract(&document);
//! let [bought, opening] = extraction.mentions.as_slice() else { panic!("two events") };
//! assert_eq!(bought.trigger.of(&document.text), "acquired");
//! assert_eq!(bought.time.interval.earliest, chrono::NaiveDate::from_ymd_opt(2016, 9, 1)); // "Late": the last third.
//! assert_eq!(opening.status.name(), "planned");
//! assert_eq!(opening.arguments[0].text, "Northwind"); // What "It" stands for.
//!
//! let mut store = Store::in_memory()?;
//! store.write(&[], |writer| writer.put(&Record::new(document, extraction)).map(drop))?;
//! let timeline = store.timeline(&Filter { from: Some("2018-08-01".into()), ..Filter::default() })?;
//! assert_eq!(timeline.len(), 1);
//! assert_eq!(timeline[0].quote, "It will open an office in Lisbon next month.");
//! # Ok::<(), annals::error::Error>(())
//! ```
//!
//! # The rooms
//!
//! Each module may use only those above it in this list; a test holds them to it.
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`error`] | the one error type: what is wrong, where, and what to do |
//! | [`document`] | a document, and spans of its text (bytes; the outputs count code points) |
//! | [`parallel`] | work on batches by several threads, results in order, memory bounded |
//! | [`read`] | files, folders, globs and standard input become documents; one file an input format |
//! | [`rules`] | where rule files come from, the vocabulary, and token patterns as one automaton |
//! | [`text`] | one pass: tokens, sentences, word classes, noun groups, verb groups |
//! | [`timex`] | time expressions: recognised by rules, then resolved to TIMEX3, days and EDTF |
//! | [`event`] | event mentions: clauses, frames, roles, status, and the time of each |
//! | [`extract`] | [`Extractor`](extract::Extractor): all of these in one pure call |
//! | [`entity`] | who is who: names as they are compared, aliases, acronyms |
//! | [`fact`] | mentions of one event become one fact |
//! | [`merge`](mod@merge) | facts that several documents tell become one |
//! | [`store`] | SQLite, and nothing else knows it; `schema.sql` is the contract |
//! | `batch` (feature `arrow`) | documents as Arrow batches in, mentions out: the contract for Python and Spark |
//! | [`report`] | one file an output format |
//! | [`cli`] | one file a command, no logic |
//!
//! # The words
//!
//! - A **time expression** ([`Timex`](timex::Timex)) is what TIMEX3 means by it: "end-2016", "three weeks later", "every Monday". Its
//!   *interval* holds the days that it covers, both ends included, either end open.
//! - A **mention** ([`Mention`](event::Mention)) is what one sentence says of one event: *type*, *status*, *trigger*, *arguments*, *time*. Mentions
//!   are evidence. They are stored as found and never edited.
//! - A **fact** ([`Fact`](fact::Fact)) is one event, told by one or more mentions. Facts are derived, and can be rebuilt at any time.
//! - The **basis** of a time says where it comes from ([`Basis`](event::Basis)): an expression in the sentence, the story's context, the
//!   announcement's date, the document's date, or nowhere. No day is ever invented.
//!
//! # The rules
//!
//! Knowledge is data: `data/en/words` (word classes), `data/en/timex` (date rules), `data/en/event` (a file an event type) and
//! `data/en/status.toml`. Each rule stands beside the examples that prove it; `cargo test` runs them, and so does `annals check` with
//! those of a user's own folder, which [`Extractor::new`](extract::Extractor::new) lays over the built-in ones.

#[cfg(feature = "arrow")]
pub mod batch;
pub mod cli;
pub mod document;
pub mod entity;
pub mod error;
pub mod event;
pub mod extract;
pub mod fact;
pub mod merge;
pub mod parallel;
pub mod read;
pub mod report;
pub mod rules;
pub mod store;
pub mod text;
pub mod timex;

/// The README's Rust examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
