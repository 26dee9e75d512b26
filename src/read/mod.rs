//! Reading: files, folders, globs and standard input become documents. One file per input format; `READERS` is the list of them.

mod date;
mod docx;
mod encoding;
mod feed;
mod head;
mod html;
mod input;
mod json;
mod jsonl;
mod language;
mod mail;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod piece;
mod plain;
mod table;
mod warc;
mod wrap;

use std::io::{BufRead, Read};
use std::path::Path;

use chrono::NaiveDate;

pub use date::parse_date;
pub use head::told_on;
pub use input::{Input, expand};
pub use language::parse_language;
pub use piece::{Item, Page, Piece};
pub use table::Columns;

use crate::document::{DateSource, Document};
use crate::error::{Error, Result};

/// An input format.
#[derive(Debug)]
pub struct Reader {
    /// What `--format` calls it.
    pub name: &'static str,
    /// The endings of its files, in lower case.
    pub endings: &'static [&'static str],
    /// Whether content that looks like it is it, whatever the name; else the name comes first.
    sure: bool,
    /// Whether the first bytes of an input look like it.
    guess: fn(&[u8]) -> bool,
    /// Reads all documents of a source; stops when the function says no.
    read: fn(&mut Source<'_>, &mut dyn FnMut(Piece) -> bool),
}

/// All input formats; an input that looks like none of the others is plain text, the last.
pub const READERS: &[Reader] = &[
    html::READER,
    feed::READER,
    warc::READER,
    jsonl::READER,
    json::READER,
    table::CSV,
    table::TSV,
    mail::EML,
    mail::MBOX,
    docx::READER,
    #[cfg(feature = "pdf")]
    pdf::READER,
    markdown::READER,
    plain::READER,
];

/// An opened input.
struct Source<'a> {
    /// Its path as given; `-` is standard input.
    path: &'a str,
    bytes: &'a mut dyn BufRead,
    options: &'a Options,
}

/// What [`Source::line`] found.
enum NextLine {
    Line,
    /// A line longer than a document may be; it was passed over.
    TooLong,
    End,
}

impl Source<'_> {
    /// All its bytes, or a failure told.
    fn whole(&mut self, give: &mut dyn FnMut(Piece) -> bool) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        match Read::take(&mut *self.bytes, self.options.limit() + 1).read_to_end(&mut bytes) {
            Ok(n) if n as u64 > self.options.limit() => {
                give(Piece::Failure(wrap::too_large(self.path, None, self.options)));
                None
            }
            Ok(_) => Some(bytes),
            Err(error) => {
                give(Piece::Failure(Error::io(self.path, error)));
                None
            }
        }
    }

    /// The next line, into an empty buffer.
    fn line(&mut self, buffer: &mut Vec<u8>) -> std::io::Result<NextLine> {
        let limit = self.options.limit();
        let n = until_newline(&mut *self.bytes, limit + 1, buffer)?;
        if n as u64 <= limit || buffer.ends_with(b"\n") {
            return Ok(if n == 0 { NextLine::End } else { NextLine::Line });
        }
        self.bytes.skip_until(b'\n')?;
        Ok(NextLine::TooLong)
    }

    fn error(&self, line: Option<usize>, message: impl Into<String>) -> Error {
        Error::Input { path: self.path.into(), line, message: message.into() }
    }
}

/// [`BufRead::read_until`] a newline or `limit` bytes, with the search of memchr, which looks at 32 bytes at once.
fn until_newline(bytes: &mut dyn BufRead, limit: u64, buffer: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut total = 0;
    loop {
        let chunk = match bytes.fill_buf() {
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        let left = limit - total as u64;
        let chunk = &chunk[..chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
        let newline = memchr::memchr(b'\n', chunk);
        let n = newline.map_or(chunk.len(), |at| at + 1);
        buffer.extend_from_slice(&chunk[..n]);
        bytes.consume(n);
        total += n;
        if newline.is_some() || n == 0 {
            return Ok(total);
        }
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date of documents that have none of their own.
    pub date: Option<NaiveDate>,
    /// The format of all inputs; else it is told by content where that is sure, then by ending, then by content.
    pub format: Option<&'static Reader>,
    /// Which columns of a table hold what.
    pub columns: Columns,
    /// The largest document, in MB; 0 is the default of 128.
    pub max_megabytes: u32,
    /// Whether a web page without a date has that on which it was fetched.
    pub assume_crawl_date: bool,
    /// The language of all documents, as an ISO 639-1 code; else each has that of its words, or the one that it declares.
    pub language: Option<String>,
}

impl Options {
    /// The largest document, in MB.
    pub fn megabytes(&self) -> u32 {
        if self.max_megabytes == 0 { 128 } else { self.max_megabytes }
    }

    /// The largest document, in bytes.
    fn limit(&self) -> u64 {
        u64::from(self.megabytes()) << 20
    }
}

/// The format that `--format NAME` means.
///
/// # Errors
/// Lists the names there are.
pub fn reader(name: &str) -> Result<&'static Reader> {
    READERS.iter().find(|r| r.name == name).ok_or_else(|| {
        let names: Vec<&str> = READERS.iter().map(|r| r.name).collect();
        Error::Usage(format!("--format {name}: no such input format; there are {}", names.join(", ")))
    })
}

/// The endings of wrappers around one input.
const WRAPPERS: [&str; 4] = [".gz", ".gzip", ".zst", ".zstd"];

/// Reads `inputs` one after another and hands each document, warning and failure to `give`, until that says no.
pub fn read(inputs: &[Input], options: &Options, give: &mut dyn FnMut(Item) -> bool) {
    pieces(inputs, options, &mut |piece| piece.read(options, give));
}

/// The same in pieces, which others may read on: [`Piece::read`] does what takes time.
pub fn pieces(inputs: &[Input], options: &Options, give: &mut dyn FnMut(Piece) -> bool) {
    for input in inputs {
        let going = match input {
            Input::Failed((path, message)) => {
                give(Piece::Failure(Error::Input { path: path.clone(), line: None, message: message.clone() }))
            }
            Input::File(path) => match std::fs::metadata(path) {
                Ok(file) if file.is_file() && file.len() <= piece::SMALL && !input::archived(path) => {
                    give(Piece::File(path.clone(), file.len()))
                }
                _ => open(path, options, give),
            },
        };
        if !going {
            return;
        }
    }
}

/// Reads an input from elsewhere, such as a file of an object store, as if it were the file `path`; in pieces, as [`pieces`] does.
pub fn stream(path: &str, bytes: Box<dyn Read>, options: &Options, give: &mut dyn FnMut(Piece) -> bool) {
    wrap::open(path, bytes, options, 0, give);
}

/// Reads an input that is in memory, as if it were the file `path`.
pub fn read_bytes(path: &str, bytes: Vec<u8>, options: &Options, give: &mut dyn FnMut(Item) -> bool) {
    wrap::whole(path, bytes, options, 0, &mut |piece| piece.read(options, give));
}

fn open(path: &str, options: &Options, give: &mut dyn FnMut(Piece) -> bool) -> bool {
    let raw: Box<dyn std::io::Read> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        match std::fs::File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return give(Piece::Failure(Error::io(path, error))),
        }
    };
    wrap::open(path, raw, options, 0, give)
}

/// Reads an unwrapped input by its format.
fn document(
    path: &str,
    head: &[u8],
    bytes: &mut dyn BufRead,
    options: &Options,
    give: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let sure = by_content(head, true);
    if sure.is_none() && head.starts_with(b"%PDF-") {
        let message = "is a PDF, which this annals does not read; build it with the feature pdf: cargo install annals --features pdf";
        return give(Piece::Failure(Error::Input { path: path.into(), line: None, message: message.into() }));
    }
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if sure.is_none() && !wide && head.contains(&0) {
        let names: Vec<&str> = READERS.iter().map(|r| r.name).collect();
        let message = format!(
            "is a binary file of a kind that annals does not read; it reads {}, and any of them in .gz, .zst, .zip and .tar",
            names.join(", ")
        );
        return give(Piece::Failure(Error::Input { path: path.into(), line: None, message }));
    }
    let reader = options
        .format
        .or(sure)
        .or_else(|| by_ending(path))
        .or_else(|| by_content(head, false))
        .unwrap_or(&plain::READER);
    let mut going = true;
    (reader.read)(&mut Source { path, bytes, options }, &mut |item| {
        going = give(item);
        going
    });
    going
}

fn by_ending(path: &str) -> Option<&'static Reader> {
    let ending = Path::new(path).extension()?.to_str()?.to_lowercase();
    READERS.iter().find(|r| r.endings.contains(&ending.as_str()))
}

fn by_content(head: &[u8], sure: bool) -> Option<&'static Reader> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    READERS.iter().find(|r| r.sure == sure && (r.guess)(head))
}

/// Sets the document's date from the words of its metadata, or says why not.
fn set_date(document: &mut Document, line: Option<usize>, words: &str) -> Option<Error> {
    match parse_date(words) {
        Ok(day) => {
            document.date = Some(day);
            document.date_source = Some(DateSource::Metadata);
            None
        }
        Err(why) => {
            let message = format!("its date, \"{}\", is ignored: {why}", words.chars().take(40).collect::<String>());
            Some(Error::Input { path: document.path.clone().into(), line, message })
        }
    }
}

/// The metadata keys that may hold a document's date, best first.
const DATE_KEYS: [&str; 6] = ["date", "published", "date_publish", "publish_date", "published_at", "publication_date"];
/// The keys that may hold its text, best first: news-please says `maintext`.
const TEXT_KEYS: [&str; 4] = ["text", "maintext", "body", "content"];
