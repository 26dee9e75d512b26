//! Wrappers: gzip and Zstandard around one input, tar and zip around many. Nothing is written anywhere, and nothing may expand without end.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::rc::Rc;

use super::{Options, Piece, document, docx};
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
    give: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let failed =
        |message: &str| Piece::Failure(Error::Input { path: path.into(), line: None, message: message.into() });
    let mut raw = raw;
    let mut head = Vec::with_capacity(HEAD);
    if let Err(error) = begin(&mut raw, &mut head) {
        return give(Piece::Failure(Error::io(path, error)));
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
            Err(error) => give(Piece::Failure(Error::io(path, error))),
        },
        Kind::Tar => tar(path, Box::new(counted), options, nested, give),
        Kind::Zip => match seekable(path, counted, options, nested) {
            Ok(archive) => zip(path, archive, options, nested, give),
            Err(error) => give(Piece::Failure(error)),
        },
        Kind::Plain => {
            let mut bytes = BufReader::with_capacity(1 << 18, counted);
            document(path, &head, &mut bytes as &mut dyn BufRead, options, give)
        }
    }
}

/// The same for what is in memory already.
pub(super) fn whole(
    path: &str,
    bytes: Vec<u8>,
    options: &Options,
    nested: usize,
    give: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.is_empty() || Kind::of(head) != Kind::Plain {
        return open(path, Box::new(Cursor::new(bytes)), options, nested, give);
    }
    document(path, head, &mut bytes.as_slice(), options, give)
}

/// Reads enough to tell what an input is. A line of JSON is: who wrote it to a pipe may be waiting for the answer.
fn begin(raw: &mut dyn Read, head: &mut Vec<u8>) -> io::Result<()> {
    while head.len() < HEAD {
        let start = head.len();
        head.resize(HEAD, 0);
        let read = raw.read(&mut head[start..]);
        head.truncate(start + read.as_ref().copied().unwrap_or(0));
        match read {
            Ok(0) => break,
            Ok(_) if is_line(head) => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether it begins with a whole line that looks like an object.
fn is_line(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|b| *b == b'\n') else { return false };
    let line = head[..end].trim_ascii();
    line.starts_with(b"{\"") && line.ends_with(b"}")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gzip,
    Zstandard,
    Tar,
    Zip,
    Plain,
}

impl Kind {
    fn of(head: &[u8]) -> Kind {
        match head {
            [0x1F, 0x8B, 8, ..] => Kind::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Kind::Zstandard,
            [b'P', b'K', 3 | 5, 4 | 6, ..] if !docx::office(head) => Kind::Zip,
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
fn tar(
    path: &str,
    inner: Box<dyn Read>,
    options: &Options,
    nested: usize,
    give: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let failure = |error: io::Error| Piece::Failure(Error::io(path, error));
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
        if wanted(&name) && !member(path, &name, entry, options, nested, give).0 {
            return false;
        }
    }
    true
}

/// What can be read from any place in it: the file itself, or an archive inside another one, as large as a document may be.
fn seekable(path: &str, mut bytes: impl Read, options: &Options, nested: usize) -> Result<Box<dyn ReadSeek>, Error> {
    if nested == 0 && Path::new(path).is_file() {
        return Ok(Box::new(BufReader::new(File::open(path).map_err(|e| Error::io(path, e))?)));
    }
    let mut whole = Vec::new();
    Read::take(&mut bytes, options.limit() + 1).read_to_end(&mut whole).map_err(|e| Error::io(path, e))?;
    if whole.len() as u64 > options.limit() {
        return Err(too_large(path, None, options));
    }
    Ok(Box::new(Cursor::new(whole)))
}

/// Every file of a zip archive; what a whole archive expands to is bounded, since its files may share their bytes.
fn zip(
    path: &str,
    inner: Box<dyn ReadSeek>,
    options: &Options,
    nested: usize,
    give: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let failed =
        |path: String, message: String| Piece::Failure(Error::Input { path: path.into(), line: None, message });
    let mut inner = inner;
    let size = inner.seek(io::SeekFrom::End(0)).unwrap_or(0);
    let mut archive = match zip::ZipArchive::new(inner) {
        Ok(archive) => archive,
        Err(error) => return give(failed(path.into(), format!("is a zip archive that cannot be read: {error}"))),
    };
    let mut total = 0;
    for index in 0..archive.len() {
        let (going, length) = match archive.by_index(index) {
            Ok(entry) => {
                let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
                if entry.is_file() && wanted(&name) {
                    member(path, &name, entry, options, nested, give)
                } else {
                    (true, 0)
                }
            }
            Err(error) => (give(failed(path.into(), format!("its file {} cannot be read: {error}", index + 1))), 0),
        };
        total += length;
        if !going {
            return false;
        }
        if total > FREE && total / EXPANSION > size {
            let message = format!("expands more than {EXPANSION}-fold; it was read up to {} MB", total >> 20);
            return give(failed(path.into(), message));
        }
    }
    true
}

/// Whether a file of an archive is read: not where it is hidden, nor where no format claims its ending.
fn wanted(name: &str) -> bool {
    !name.rsplit('/').next().is_some_and(|n| n.starts_with('.')) && super::input::claimed(name)
}

/// Reads a file of an archive; whether to go on, and how long it is. It lives no longer than its archive, and is bounded, so it is read whole.
fn member(
    archive: &str,
    name: &str,
    entry: impl Read,
    options: &Options,
    nested: usize,
    give: &mut dyn FnMut(Piece) -> bool,
) -> (bool, u64) {
    let mut bytes = Vec::new();
    let inside = format!("{archive}/{name}");
    let read = entry.take(options.limit() + 1).read_to_end(&mut bytes);
    let length = bytes.len() as u64;
    let going = match read {
        Err(error) => give(Piece::Failure(Error::io(inside, error))),
        Ok(_) if length > options.limit() => give(Piece::Failure(too_large(&inside, None, options))),
        Ok(_) => whole(&inside, bytes, options, nested + 1, give),
    };
    (going, length)
}

trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

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
