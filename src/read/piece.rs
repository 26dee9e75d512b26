//! What is read of an input, in two steps: pieces are told apart one after another; opening small files and parsing pages, which takes
//! the time, any thread can do for each piece by itself.

use super::{Options, date, head, language, parse_date, wrap};
use crate::document::{DateSource, Document};
use crate::error::Error;

/// Files up to this size are pieces, and opened by who reads the piece.
pub(super) const SMALL: u64 = 256 << 10;

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

/// A part of the inputs that can be read by itself.
#[derive(Debug)]
pub enum Piece {
    /// A document; its language, and maybe its date, are still to be found.
    Document(Document),
    /// Something that was passed over.
    Warning(Error),
    /// An input, or a part of one, that could not be read.
    Failure(Error),
    /// A web page that is still to be parsed.
    Page(Box<Page>),
    /// A small file that is still to be opened, and its length in bytes.
    File(String, u64),
}

/// A web page that is still to be parsed.
#[derive(Debug)]
pub struct Page {
    /// What is known of it already.
    pub(super) document: Document,
    pub(super) bytes: Vec<u8>,
    /// Puts what the page says into the document, or says what is wrong.
    pub(super) parse: fn(&[u8], &Options, &mut Document) -> Result<(), String>,
}

impl Piece {
    /// How many bytes it stands for.
    pub fn size(&self) -> usize {
        match self {
            Piece::Document(document) => document.text.len(),
            Piece::Page(page) => page.bytes.len(),
            Piece::File(_, length) => *length as usize,
            Piece::Warning(_) | Piece::Failure(_) => 0,
        }
    }

    /// Reads it and hands on what it gives, until `give` says no; whether it did not.
    pub fn read(self, options: &Options, give: &mut dyn FnMut(Item) -> bool) -> bool {
        match self {
            Piece::Document(document) => complete(document, options, give),
            Piece::Warning(error) => give(Item::Warning(error)),
            Piece::Failure(error) => give(Item::Failure(error)),
            Piece::File(path, _) => match std::fs::read(&path) {
                Ok(bytes) => wrap::whole(&path, bytes, options, 0, &mut |piece| piece.read(options, give)),
                Err(error) => give(Item::Failure(Error::io(path, error))),
            },
            Piece::Page(page) => {
                let Page { mut document, bytes, parse } = *page;
                match parse(&bytes, options, &mut document) {
                    Ok(()) => complete(document, options, give),
                    Err(message) => {
                        let whole = document.id == document.path;
                        let path = if whole { document.path } else { format!("{}: {}", document.path, document.id) };
                        give(Item::Failure(Error::Input { path: path.into(), line: None, message }))
                    }
                }
            }
        }
    }
}

/// Finds the document's date, if its metadata did not tell it, and its language.
fn complete(mut document: Document, options: &Options, give: &mut dyn FnMut(Item) -> bool) -> bool {
    let mut warning = None;
    document.language = options.language.clone().or_else(|| language::of(&document));
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
        let crawled = document.metadata.get("crawl_date").and_then(serde_json::Value::as_str);
        let crawled = crawled.filter(|_| options.assume_crawl_date).and_then(|d| parse_date(d).ok());
        let found = found.or(crawled.map(|d| (d, DateSource::Crawl)));
        let found = found.or_else(|| options.date.map(|d| (d, DateSource::Given)));
        document.date = found.map(|f| f.0);
        document.date_source = found.map(|f| f.1);
    }
    if document.replaced > 0 {
        let n = document.replaced;
        let message = format!(
            "has {n} broken byte sequence{} that became U+FFFD; save it as UTF-8",
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
