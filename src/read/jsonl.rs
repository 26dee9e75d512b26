//! JSONL: an object a line with `text` and, if known, `id` (or `doc`), `date` (or `published`) and `title`; other keys are kept as metadata.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{DATE_KEYS, NextLine, Piece, Reader, Source, TEXT_KEYS, set_date, wrap};
use crate::document::Document;
use crate::error::Error;

pub(super) const READER: Reader = Reader { name: "jsonl", sure: false, endings: &["jsonl", "ndjson"], guess, read };

fn guess(head: &[u8]) -> bool {
    head.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let mut buffer = Vec::new();
    let (mut number, mut documents) = (0, 0);
    loop {
        buffer.clear();
        match source.line(&mut buffer) {
            Ok(NextLine::End) => break,
            Ok(NextLine::Line) => number += 1,
            Ok(NextLine::TooLong) => {
                number += 1;
                documents += 1;
                if !give(Piece::Failure(wrap::too_large(source.path, Some(number), source.options))) {
                    return;
                }
                continue;
            }
            Err(error) => {
                give(Piece::Failure(Error::io(source.path, error)));
                return;
            }
        }
        let line = if number == 1 { buffer.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&buffer) } else { &buffer };
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        documents += 1;
        let going = match parse(source.path, number, line) {
            Ok((document, warning)) => {
                warning.is_none_or(|w| give(Piece::Warning(w))) && give(Piece::Document(document))
            }
            Err(message) => give(Piece::Failure(source.error(Some(number), message))),
        };
        if !going {
            return;
        }
    }
    if documents == 0 {
        give(Piece::Failure(source.error(None, "has no documents, only blank lines")));
    }
}

fn parse(path: &str, number: usize, line: &[u8]) -> Result<(Document, Option<Error>), String> {
    let mut replaced = 0;
    let decoded = match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            replaced = line.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
            String::from_utf8_lossy(line)
        }
    };
    let line = serde_json::from_str(&decoded).map_err(|e| match e.classify() {
        serde_json::error::Category::Data => {
            format!("is no document: {e}; a line is an object with a \"text\"")
        }
        _ => format!("is no JSON: {e}; each line must hold one whole object"),
    })?;
    let (mut document, warning) = document(path, number, line)?;
    document.replaced = replaced;
    Ok((document, warning))
}

/// The document that an object is.
pub(super) fn document(path: &str, number: usize, line: Line) -> Result<(Document, Option<Error>), String> {
    let Line { id, dates, title, texts, mut metadata } = line;
    let mut text = None;
    for (key, value) in TEXT_KEYS.into_iter().zip(texts) {
        match value {
            Some(Value::String(words)) if text.is_none() && !words.trim_ascii().is_empty() => text = Some(words),
            Some(value) if key != "text" => drop(metadata.insert(key.to_owned(), value)),
            _ => {}
        }
    }
    let text = text
        .filter(|t| !t.trim_ascii().is_empty())
        .ok_or("has no text; give the object a \"text\" that is not empty")?;
    let id = id.unwrap_or_else(|| format!("{path}:{number}"));
    let mut document = Document { id, path: path.into(), title, text, metadata, ..Document::default() };
    let warning = dates.into_iter().flatten().next().and_then(|words| set_date(&mut document, Some(number), &words));
    Ok((document, warning))
}

/// One object.
#[derive(Default)]
pub(super) struct Line {
    id: Option<String>,
    dates: [Option<String>; DATE_KEYS.len()],
    title: Option<String>,
    texts: [Option<Value>; TEXT_KEYS.len()],
    metadata: Map<String, Value>,
}

/// A string, or a number as a string; null and everything else is nothing.
struct Scalar(Option<String>);

impl Scalar {
    /// What it says, if that is not blank.
    fn words(self) -> Option<String> {
        self.0.filter(|t| !t.trim().is_empty())
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        Ok(Scalar(match Value::deserialize(deserializer)? {
            Value::String(s) => Some(s),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        }))
    }
}

/// A key, borrowed from the line where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'de>, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Line, D::Error> {
        struct LineVisitor;
        impl<'de> Visitor<'de> for LineVisitor {
            type Value = Line;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line, A::Error> {
                let mut line = Line::default();
                while let Some(Key(key)) = map.next_key()? {
                    match key.as_ref() {
                        "text" => line.texts[0] = map.next_value::<Option<String>>()?.map(Value::String),
                        "title" => line.title = map.next_value::<Scalar>()?.words(),
                        "id" => line.id = map.next_value::<Scalar>()?.words().or(line.id),
                        "doc" if line.id.is_none() => line.id = map.next_value::<Scalar>()?.words(),
                        "doc" => drop(map.next_value::<IgnoredAny>()?),
                        key => match DATE_KEYS.iter().position(|k| *k == key) {
                            Some(i) => line.dates[i] = map.next_value::<Scalar>()?.words(),
                            None if TEXT_KEYS.contains(&key) => {
                                let at = TEXT_KEYS.iter().position(|k| *k == key).unwrap_or(0);
                                line.texts[at] = Some(map.next_value()?);
                            }
                            None => drop(line.metadata.insert(key.to_owned(), map.next_value()?)),
                        },
                    }
                }
                Ok(line)
            }
        }
        deserializer.deserialize_map(LineVisitor)
    }
}
