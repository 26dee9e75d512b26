//! Reading: files, folders, globs and standard input become documents. One file per input format; `READERS` is the list of them.

mod date;
mod head;
mod input;
mod jsonl;
mod markdown;
mod plain;

use std::io::BufRead;
use std::path::Path;

use chrono::NaiveDate;

pub use date::parse_date;
pub use input::{Input, expand};

use crate::document::{DateSource, Document};
use crate::error::{Error, Result};

/// What reading gives, in the order of the inputs.
#[derive(Debug)]
pub enum Item {
    /// A document.
    Document(Document),
    /// Something that was passed over: the document it concerns is read all the same.
    Warning(Error),
    /// An input, or a part of one, that could not be read.
    Failure(Error),
}

/// An input format.
#[derive(Debug)]
pub struct Reader {
    /// What `--format` calls it.
    pub name: &'static str,
    /// The endings of its files, in lower case.
    pub endings: &'static [&'static str],
    /// Whether the first bytes of an input look like it.
    guess: fn(&[u8]) -> bool,
    /// Reads all documents of a source; stops when the function says no.
    read: fn(&mut Source<'_>, &mut dyn FnMut(Item) -> bool),
}

/// All input formats; an input that looks like none of the others is plain text, the last.
pub const READERS: &[Reader] = &[jsonl::READER, markdown::READER, plain::READER];

/// An opened input.
struct Source<'a> {
    /// Its path as given; `-` is standard input.
    path: &'a str,
    bytes: &'a mut dyn BufRead,
}

impl Source<'_> {
    fn error(&self, line: Option<usize>, message: impl Into<String>) -> Error {
        Error::Input { path: self.path.into(), line, message: message.into() }
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date of documents that have none of their own.
    pub date: Option<NaiveDate>,
    /// The format of all inputs; else it is told by ending, then by content.
    pub format: Option<&'static Reader>,
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

/// How much of an input is looked at to tell its format.
const HEAD: usize = 8 * 1024;

/// Reads `inputs` one after another and hands each document, warning and failure to `give`, until that says no.
pub fn read(inputs: &[Input], options: &Options, give: &mut dyn FnMut(Item) -> bool) {
    for input in inputs {
        let mut going = true;
        let mut finish = |item: Item| {
            going = match item {
                Item::Document(document) => complete(document, options, give),
                other => give(other),
            };
            going
        };
        if let Err(error) = open(input, options, &mut finish) {
            finish(Item::Failure(error));
        }
        if !going {
            return;
        }
    }
}

fn open(input: &Input, options: &Options, give: &mut dyn FnMut(Item) -> bool) -> Result<()> {
    let path = match input {
        Input::File(path) => path,
        Input::Failed(error) => {
            give(Item::Failure(Error::Input { path: error.0.clone(), line: None, message: error.1.clone() }));
            return Ok(());
        }
    };
    let mut raw: Box<dyn std::io::Read> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(|e| Error::io(path, e))?)
    };
    let mut head = Vec::with_capacity(HEAD);
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut raw, HEAD as u64), &mut head)
        .map_err(|e| Error::io(path, e))?;
    let named = |message: &str| Error::Input { path: path.into(), line: None, message: message.into() };
    if head.is_empty() {
        return Err(named("is empty; there is nothing to read"));
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(named("is UTF-16 text; save it as UTF-8"));
    }
    if head.contains(&0) {
        return Err(named("is a binary file, not text; turn it into text, Markdown or JSONL first"));
    }
    let reader = match options.format.or_else(|| by_ending(path)) {
        Some(reader) => reader,
        None => by_content(&head)
            .ok_or_else(|| named("looks like a web page, which annals does not read; turn it into text, or say --format text to read it as it is"))?,
    };
    let mut bytes = std::io::BufReader::with_capacity(1 << 18, std::io::Read::chain(std::io::Cursor::new(head), raw));
    (reader.read)(&mut Source { path, bytes: &mut bytes }, give);
    Ok(())
}

fn by_ending(path: &str) -> Option<&'static Reader> {
    let ending = Path::new(path).extension()?.to_str()?.to_lowercase();
    READERS.iter().find(|r| r.endings.contains(&ending.as_str()))
}

fn by_content(head: &[u8]) -> Option<&'static Reader> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let lower = head[..head.len().min(14)].to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return None;
    }
    READERS.iter().find(|r| (r.guess)(head))
}

/// Finds the document's date, if its metadata did not tell it.
fn complete(mut document: Document, options: &Options, give: &mut dyn FnMut(Item) -> bool) -> bool {
    let mut warning = None;
    if document.date.is_none() {
        let found = head::dateline(&document.text).map(|d| (d, DateSource::Dateline));
        let found = found.or_else(|| match date::in_file_name(&document.path) {
            date::Found::Day(day) => Some((day, DateSource::FileName)),
            date::Found::Impossible(text) => {
                let message = format!("the file's name has an impossible date, {text}, which is ignored");
                warning = Some(Error::Input { path: document.path.clone().into(), line: None, message });
                None
            }
            date::Found::Nothing => None,
        });
        let found = found.or_else(|| options.date.map(|d| (d, DateSource::Given)));
        document.date = found.map(|f| f.0);
        document.date_source = found.map(|f| f.1);
    }
    if document.replaced > 0 {
        let n = document.replaced;
        let message = format!(
            "is not UTF-8 everywhere: {n} broken byte sequence{} became U+FFFD; save it as UTF-8",
            if n == 1 { "" } else { "s" }
        );
        let path = if document.id == document.path {
            document.path.clone()
        } else {
            format!("{}: document {}", document.path, document.id)
        };
        if !give(Item::Warning(Error::Input { path: path.into(), line: None, message })) {
            return false;
        }
    }
    warning.is_none_or(|w| give(Item::Warning(w))) && give(Item::Document(document))
}

/// Decodes text: drops a byte order mark, replaces broken sequences by U+FFFD and counts them.
fn decode(mut bytes: Vec<u8>) -> (String, usize) {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, 0),
        Err(error) => {
            let bytes = error.into_bytes();
            let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
            (String::from_utf8_lossy(&bytes).into_owned(), broken)
        }
    }
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
const DATE_KEYS: [&str; 2] = ["date", "published"];
