//! Wrappers: gzip and Zstandard around one input, tar around many. Nothing is written anywhere, and nothing may expand without end.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use super::{Item, Options, document};
use crate::error::Error;

/// Wrappers in wrappers.
const NESTING: usize = 4;
/// How many times larger than its compressed form an input may be, once it is larger than `FREE`. News shrinks five- to tenfold.
const EXPANSION: u64 = 200;
const FREE: u64 = 64 << 20;
/// How much is looked at to tell a wrapper or a format.
pub(super) const HEAD: usize = 8 * 1024;

/// Reads an opened input: unwraps it as often as it is wrapped, then reads what is inside by its format.
pub(super) fn open(
    path: &str,
    raw: Box<dyn Read>,
    options: &Options,
    nested: usize,
    give: &mut dyn FnMut(Item) -> bool,
) -> bool {
    let failed = |message: &str| Item::Failure(Error::Input { path: path.into(), line: None, message: message.into() });
    let mut raw = raw;
    let mut head = Vec::with_capacity(HEAD);
    if let Err(error) = Read::take(&mut raw, HEAD as u64).read_to_end(&mut head) {
        return give(Item::Failure(Error::io(path, error)));
    }
    if head.is_empty() {
        return give(failed("is empty; there is nothing to read"));
    }
    let kind = Kind::of(&head);
    if kind != Kind::Plain && nested >= NESTING {
        return give(failed("is wrapped in more than four archives"));
    }
    let (read, written) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let whole = Cursor::new(head.clone()).chain(raw);
    let counted = Counted { inner: whole, bytes: Rc::clone(&read), limit: None };
    let expanded = |inner: Box<dyn Read>| -> Box<dyn Read> {
        Box::new(Counted { inner, bytes: Rc::clone(&written), limit: Some(Rc::clone(&read)) })
    };
    match kind {
        Kind::Gzip => {
            let inner = expanded(Box::new(flate2::read::MultiGzDecoder::new(counted)));
            open(without(path, &[".gz", ".gzip"]).as_deref().unwrap_or(path), inner, options, nested + 1, give)
        }
        Kind::Zstandard => match zstd::stream::read::Decoder::new(counted) {
            Ok(decoder) => {
                let inner = expanded(Box::new(decoder));
                open(without(path, &[".zst", ".zstd"]).as_deref().unwrap_or(path), inner, options, nested + 1, give)
            }
            Err(error) => give(Item::Failure(Error::io(path, error))),
        },
        Kind::Tar => tar(path, Box::new(counted), options, nested, give),
        Kind::Plain => {
            let mut bytes = BufReader::with_capacity(1 << 18, counted);
            document(path, &head, &mut bytes as &mut dyn BufRead, options, give)
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gzip,
    Zstandard,
    Tar,
    Plain,
}

impl Kind {
    fn of(head: &[u8]) -> Kind {
        match head {
            [0x1F, 0x8B, 8, ..] => Kind::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Kind::Zstandard,
            _ if head.get(257..262) == Some(b"ustar") => Kind::Tar,
            _ => Kind::Plain,
        }
    }
}

/// The path without a wrapper's ending: it is what documents inside are called, so that wrapping changes no id.
pub(super) fn without(path: &str, endings: &[&str]) -> Option<String> {
    if let Some(stem) = path.strip_suffix(".tgz") {
        return Some(format!("{stem}.tar"));
    }
    endings.iter().find_map(|e| path.strip_suffix(e)).map(str::to_owned)
}

/// Every file of a tar archive. Its names are names only: nothing is written, so none can escape.
fn tar(path: &str, inner: Box<dyn Read>, options: &Options, nested: usize, give: &mut dyn FnMut(Item) -> bool) -> bool {
    let failure = |error: io::Error| Item::Failure(Error::io(path, error));
    let mut archive = tar::Archive::new(inner);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return give(failure(error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return give(failure(error)),
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if name.rsplit('/').next().is_some_and(|n| n.starts_with('.')) || !super::input::claimed(&name) {
            continue;
        }
        // An entry of an archive lives as long as the archive; a document inside is bounded, so it is read whole.
        let mut bytes = Vec::new();
        let mut entry = entry.take(options.limit() + 1);
        let inside = format!("{path}/{name}");
        if let Err(error) = entry.read_to_end(&mut bytes) {
            return give(Item::Failure(Error::io(inside, error)));
        }
        let going = if bytes.len() as u64 > options.limit() {
            give(Item::Failure(too_large(&inside, None, options)))
        } else {
            open(&inside, Box::new(Cursor::new(bytes)), options, nested + 1, give)
        };
        if !going {
            return false;
        }
    }
    true
}

pub(super) fn too_large(path: &str, line: Option<usize>, options: &Options) -> Error {
    let message = format!(
        "is larger than {} MB, the limit for one document; --max-document-size raises it",
        options.limit() >> 20
    );
    Error::Input { path: path.into(), line, message }
}

/// Counts what is read; with a limit, refuses to expand more than [`EXPANSION`] times.
struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
    limit: Option<Rc<Cell<u64>>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let total = self.bytes.get() + n as u64;
        self.bytes.set(total);
        if let Some(compressed) = &self.limit
            && total > FREE
            && total / EXPANSION > compressed.get()
        {
            return Err(io::Error::other(format!(
                "expands more than {EXPANSION}-fold, as no text does; it was read up to {} MB",
                total >> 20
            )));
        }
        Ok(n)
    }
}
