//! The way back: stored documents with all that they say, as they were before they were stored, for another database to take.

use chrono::NaiveDate;
use rusqlite::{Row, Statement};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde::de::value::{Error as NameError, StrDeserializer};
use std::sync::Arc;

use super::record::ROWS;
use super::{Record, Store};
use crate::document::{CodePoints, DateSource, Document, Span};
use crate::error::{Error, Result};
use crate::event::{Argument, EventTime, Mention};
use crate::extract::Extraction;
use crate::timex::{Interval, Modifier, Timex, TimexType};

impl Store {
    /// Hands on every document with what it says, in the order in which they were read; then the inputs that could not be read.
    ///
    /// # Errors
    /// Those of the database, and those of `give`.
    pub fn records(&self, give: &mut dyn FnMut(std::result::Result<Record, Error>) -> Result<()>) -> Result<()> {
        let failed = |e| self.error(e);
        let mut reader = Reader::new(self).map_err(failed)?;
        let sql = "SELECT id, path, key, date, date_source, language, title, text, metadata, replaced FROM document ORDER BY id";
        let mut documents = self.connection.prepare(sql).map_err(failed)?;
        let mut rows = documents.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let document = document(row).map_err(failed)?;
            let extraction = row.get(0).and_then(|id| reader.extraction(id, &document)).map_err(failed)?;
            give(Ok(Record::new(document, extraction)))?;
        }
        let mut failures =
            self.connection.prepare("SELECT path, line, message FROM failure ORDER BY path, line").map_err(failed)?;
        let mut rows = failures.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let (path, line, message): (String, i64, String) =
                row.get(0).and_then(|path| Ok((path, row.get(1)?, row.get(2)?))).map_err(failed)?;
            let line = usize::try_from(line).ok().filter(|line| *line > 0);
            give(Err(Error::Input { path: path.into(), line, message }))?;
        }
        Ok(())
    }
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let metadata: Option<String> = row.get(8)?;
    let source: Option<String> = row.get(4)?;
    Ok(Document {
        path: row.get(1)?,
        id: row.get(2)?,
        date: day(row.get(3)?),
        date_source: source.as_deref().and_then(DateSource::from_name),
        language: row.get(5)?,
        title: row.get(6)?,
        text: row.get(7)?,
        metadata: metadata.and_then(|m| serde_json::from_str(&m).ok()).unwrap_or_default(),
        replaced: row.get::<_, i64>(9)? as usize,
    })
}

/// Reads what documents say.
struct Reader<'c> {
    timexes: Statement<'c>,
    mentions: Statement<'c>,
    arguments: Statement<'c>,
    words: FxHashSet<Arc<str>>,
}

impl<'c> Reader<'c> {
    fn new(store: &'c Store) -> rusqlite::Result<Reader<'c>> {
        let c = &store.connection;
        Ok(Reader {
            timexes: c.prepare(
                "SELECT char_start, char_end, type, value, mod, edtf, date_earliest, date_latest, rule FROM timex WHERE id BETWEEN ? AND ? ORDER BY id",
            )?,
            mentions: c.prepare(
                "SELECT m.id, m.type, m.status, m.char_start, m.char_end, s.char_start, s.char_end, m.date_value, m.date_edtf, m.date_earliest,
                        m.date_latest, m.expression, m.basis, m.rule
                 FROM mention AS m JOIN sentence AS s ON s.id = m.sentence_id WHERE m.id BETWEEN ? AND ? ORDER BY m.id",
            )?,
            arguments: c.prepare(
                "SELECT role, macro, text, char_start, char_end FROM argument WHERE mention_id = ? ORDER BY n",
            )?,
            words: FxHashSet::default(),
        })
    }

    fn extraction(&mut self, id: i64, document: &Document) -> rusqlite::Result<Extraction> {
        let points = &CodePoints::new(&document.text);
        let all = [id, id + ROWS - 1];
        let mut extraction = Extraction::default();
        let mut rows = self.timexes.query(all)?;
        while let Some(row) = rows.next()? {
            let kind = TimexType::from_name(row.get_ref(2)?.as_str()?).unwrap_or(TimexType::Date);
            let rule = word(&mut self.words, row.get_ref(8)?.as_str()?);
            let interval = Interval::new(day(row.get(6)?), day(row.get(7)?));
            extraction.timexes.push(Timex {
                modifier: row.get_ref(4)?.as_str_or_null()?.and_then(named::<Modifier>),
                interval: (!interval.is_open()).then_some(interval),
                edtf: row.get(5)?,
                ..Timex::new(span(row, 0, points)?, kind, row.get(3)?, rule)
            });
        }
        drop(rows);
        let mut rows = self.mentions.query(all)?;
        while let Some(row) = rows.next()? {
            let mut arguments = Vec::new();
            let mut parts = self.arguments.query([row.get::<_, i64>(0)?])?;
            while let Some(part) = parts.next()? {
                arguments.push(Argument {
                    role: word(&mut self.words, part.get_ref(0)?.as_str()?),
                    macro_role: name(part, 1)?,
                    text: part.get(2)?,
                    span: span(part, 3, points)?,
                });
            }
            let trigger = span(row, 3, points)?;
            let expression: Option<String> = row.get(11)?;
            extraction.mentions.push(Mention {
                kind: word(&mut self.words, row.get_ref(1)?.as_str()?),
                status: name(row, 2)?,
                trigger,
                sentence: span(row, 5, points)?,
                time: EventTime {
                    interval: Interval::new(day(row.get(9)?), day(row.get(10)?)),
                    value: row.get(7)?,
                    edtf: row.get(8)?,
                    expression: expression.and_then(|words| place(&words, trigger, document, &extraction.timexes)),
                    basis: name(row, 12)?,
                },
                arguments,
                rule: word(&mut self.words, row.get_ref(13)?.as_str()?),
            });
        }
        Ok(extraction)
    }
}

/// Where the words of a mention's date stand, of which the database keeps the words alone: the nearest time expression that reads so.
fn place(words: &str, trigger: Span, document: &Document, timexes: &[Timex]) -> Option<Span> {
    let text = document.text.as_str();
    let near = timexes.iter().map(|t| t.span).filter(|span| span.of(text) == words);
    let near = near.min_by_key(|span| span.start.abs_diff(trigger.start));
    near.or_else(|| text.find(words).map(|at| Span::new(at, at + words.len())))
}

/// The same words of many mentions are kept once.
fn word(words: &mut FxHashSet<Arc<str>>, word: &str) -> Arc<str> {
    if let Some(known) = words.get(word) {
        return Arc::clone(known);
    }
    let word: Arc<str> = word.into();
    words.insert(Arc::clone(&word));
    word
}

fn day(words: Option<String>) -> Option<NaiveDate> {
    words?.parse().ok()
}

/// The span whose code points stand in the column `at` and the next.
fn span(row: &Row<'_>, at: usize, points: &CodePoints<'_>) -> rusqlite::Result<Span> {
    let byte = |column| -> rusqlite::Result<usize> {
        let n: i64 = row.get(column)?;
        let byte = usize::try_from(n).ok().and_then(|n| points.byte(n));
        byte.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, n))
    };
    let (start, end) = (byte(at)?, byte(at + 1)?);
    Ok(Span::new(start.min(end), end))
}

fn named<'n, T: Deserialize<'n>>(name: &'n str) -> Option<T> {
    T::deserialize(StrDeserializer::<NameError>::new(name)).ok()
}

/// What the name in a column stands for; the schema allows no others.
fn name<T: for<'n> Deserialize<'n>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let name = row.get_ref(column)?.as_str()?;
    named(name).ok_or_else(|| rusqlite::Error::InvalidParameterName(name.to_owned()))
}
