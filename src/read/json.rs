//! JSON: an array of objects, one object, or several one after another; the objects are those of JSONL.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::jsonl::{Line, document};
use super::{Piece, Reader, Source};

pub(super) const READER: Reader = Reader { name: "json", sure: false, endings: &["json"], guess, read };

fn guess(head: &[u8]) -> bool {
    head.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"))
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let limit = source.options.limit();
    let used = Rc::new(Cell::new(0));
    let array = loop {
        match source.bytes.fill_buf() {
            Ok(bytes) if bytes.starts_with(b"\xEF\xBB\xBF") => source.bytes.consume(3),
            Ok([b, ..]) if b.is_ascii_whitespace() => source.bytes.consume(1),
            Ok(bytes) => break bytes.first() == Some(&b'['),
            Err(_) => break false,
        }
    };
    let (path, mut number) = (source.path, 0);
    let reader = Bounded { inner: &mut *source.bytes, used: Rc::clone(&used), limit };
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let mut each = |line: Line| {
        number += 1;
        used.set(0);
        match document(path, number, line) {
            Ok((document, warning)) => {
                warning.is_none_or(|w| give(Piece::Warning(w))) && give(Piece::Document(document))
            }
            Err(message) => give(Piece::Failure(crate::error::Error::Input {
                path: path.into(),
                line: None,
                message: format!("object {number} {message}"),
            })),
        }
    };
    let result = if array {
        deserializer.deserialize_seq(Each(&mut each)).map(|_| ())
    } else {
        let mut lines = deserializer.into_iter::<Line>();
        loop {
            match lines.next() {
                Some(Ok(line)) => {
                    if !each(line) {
                        break Ok(());
                    }
                }
                Some(Err(error)) => break Err(error),
                None => break Ok(()),
            }
        }
    };
    if let Err(error) = result {
        let message = format!("is no JSON that annals knows: {error}; it must hold objects with a \"text\"");
        give(Piece::Failure(source.error(None, message)));
    } else if number == 0 {
        give(Piece::Failure(source.error(None, "has no documents, only an empty array")));
    }
}

/// Hands over the elements of an array one by one.
struct Each<'a>(&'a mut dyn FnMut(Line) -> bool);

impl<'de> Visitor<'de> for Each<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let mut going = true;
        while going {
            match seq.next_element::<Line>()? {
                Some(line) => going = (self.0)(line),
                None => return Ok(true),
            }
        }
        // Nobody wants the rest; it is passed over without being kept.
        while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Ok(false)
    }
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

/// Refuses to read more than a document may have before the count is set back.
pub(super) struct Bounded<R> {
    pub(super) inner: R,
    pub(super) used: Rc<Cell<u64>>,
    pub(super) limit: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.used.set(self.used.get() + n as u64);
        if self.used.get() > self.limit.saturating_add(1 << 18) {
            return Err(io::Error::other("one object is larger than --max-document-size"));
        }
        Ok(n)
    }
}
