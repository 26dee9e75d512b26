//! CSV and TSV: a document a row, its columns named by the first row.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use super::json::Bounded;
use super::{DATE_KEYS, Piece, Reader, Source, TEXT_KEYS, set_date};
use crate::document::Document;

pub(super) const CSV: Reader =
    Reader { name: "csv", sure: false, endings: &["csv"], guess: |_| false, read: |s, g| read(s, b',', g) };
pub(super) const TSV: Reader =
    Reader { name: "tsv", sure: false, endings: &["tsv", "tab"], guess: |_| false, read: |s, g| read(s, b'\t', g) };

const TITLES: [&str; 3] = ["title", "headline", "subject"];
const IDS: [&str; 4] = ["id", "doc", "url", "link"];

/// Which columns hold what; those that are not named are guessed.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// `--text-column`
    pub text: Option<String>,
    /// `--date-column`
    pub date: Option<String>,
    /// `--title-column`
    pub title: Option<String>,
    /// `--id-column`
    pub id: Option<String>,
}

fn read(source: &mut Source<'_>, separator: u8, give: &mut dyn FnMut(Piece) -> bool) {
    let (path, columns, limit) = (source.path, &source.options.columns, source.options.limit());
    let used = Rc::new(Cell::new(0));
    let separator = match source.bytes.fill_buf() {
        // Where the decimal mark is a comma, tables are separated by semicolons.
        Ok(bytes) if separator == b',' => {
            let first = bytes.split(|b| *b == b'\n').next().unwrap_or(&[]);
            let count = |c: u8| first.iter().filter(|b| **b == c).count();
            if count(b';') > count(b',') { b';' } else { b',' }
        }
        _ => separator,
    };
    let bounded = Bounded { inner: &mut *source.bytes, used: Rc::clone(&used), limit };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(bounded);
    let failed = |line: Option<usize>, message: String| {
        Piece::Failure(crate::error::Error::Input { path: path.into(), line, message })
    };
    let header: Vec<String> = match reader.byte_headers() {
        Ok(record) => {
            record.iter().map(|f| String::from_utf8_lossy(f).trim_start_matches('\u{FEFF}').trim().to_owned()).collect()
        }
        Err(error) => {
            give(failed(None, format!("is no table: {error}")));
            return;
        }
    };
    let place = |named: &Option<String>, usual: &[&str]| match named {
        Some(name) => header
            .iter()
            .position(|h| h == name)
            .ok_or_else(|| format!("has no column \"{name}\"; its columns are {}", header.join(", "))),
        None => {
            Ok(usual.iter().find_map(|u| header.iter().position(|h| h.eq_ignore_ascii_case(u))).unwrap_or(usize::MAX))
        }
    };
    let found = (|| {
        Ok::<_, String>([
            place(&columns.text, &TEXT_KEYS)?,
            place(&columns.date, &DATE_KEYS)?,
            place(&columns.title, &TITLES)?,
            place(&columns.id, &IDS)?,
        ])
    })();
    let [text, date, title, id] = match found {
        Ok(found) => found,
        Err(message) => {
            give(failed(None, message));
            return;
        }
    };
    if text == usize::MAX {
        let message = format!(
            "has no column that is called \"text\" or the like; its columns are {}; --text-column says which it is",
            header.join(", ")
        );
        give(failed(None, message));
        return;
    }
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    loop {
        used.set(0);
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => rows += 1,
            Err(error) => {
                give(failed(None, format!("cannot be read on after row {rows}: {error}")));
                return;
            }
        }
        let line = record.position().and_then(|p| usize::try_from(p.line()).ok());
        let mut replaced = 0;
        let mut field = |at: usize| {
            let bytes = record.get(at)?;
            replaced += bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
            Some(String::from_utf8_lossy(bytes).into_owned()).filter(|f| !f.trim().is_empty())
        };
        let Some(body) = field(text) else {
            if !give(failed(line, format!("has no text in its column \"{}\"", header[text]))) {
                return;
            }
            continue;
        };
        let own = format!("{path}:{}", line.unwrap_or(rows + 1));
        let mut document = Document {
            id: field(id).unwrap_or(own),
            path: path.into(),
            title: field(title),
            text: body,
            ..Document::default()
        };
        let words = field(date);
        for (at, name) in header.iter().enumerate().filter(|(at, _)| ![text, date, title, id].contains(at)) {
            if let Some(value) = field(at) {
                document.metadata.insert(name.clone(), Value::String(value));
            }
        }
        document.replaced = replaced;
        let warning = words.and_then(|w| set_date(&mut document, line, &w));
        if !(warning.is_none_or(|w| give(Piece::Warning(w))) && give(Piece::Document(document))) {
            return;
        }
    }
    if rows == 0 {
        give(failed(None, "has no rows below its first".into()));
    }
}
