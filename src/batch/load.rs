//! The way back: rows of the contract's tables become documents with all that they say, ready to be stored.

use std::sync::Arc;

use arrow_array::types::Int64Type;
use arrow_array::{Array, PrimitiveArray, RecordBatch};
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::value::{Error as NameError, StrDeserializer};

use super::column::{self, Words};
use crate::document::{CodePoints, DateSource, Document, Span};
use crate::error::{Error, Result};
use crate::event::{Argument, EventTime, Mention};
use crate::extract::Extraction;
use crate::store::Record;
use crate::timex::{Interval, Timex, TimexType};

/// Mentions by the documents that make them, until these come.
#[derive(Debug, Default)]
pub struct Mentions {
    told: FxHashMap<i64, Vec<Told>>,
    words: FxHashSet<Arc<str>>,
}

/// A mention whose offsets are code points of a text that is not there yet.
#[derive(Debug)]
struct Told {
    n: i64,
    trigger: [i64; 2],
    sentence: [i64; 2],
    expression: Option<[i64; 2]>,
    arguments: Vec<[i64; 2]>,
    mention: Mention,
}

/// The columns of a batch that are needed, found and checked.
struct Columns<'b>(&'b RecordBatch);

impl<'b> Columns<'b> {
    fn words(&self, name: &str) -> Result<Words> {
        let column = column::find(self.0, name, true)?.map(|c| column::words(name, c)).transpose()?;
        Ok(column.unwrap_or(Words::Made(Vec::new())))
    }

    fn numbers(&self, name: &str) -> Result<&'b PrimitiveArray<Int64Type>> {
        let column = column::find(self.0, name, true)?;
        column.map_or_else(|| Err(Error::Usage(format!("no column \"{name}\""))), |c| column::numbers(name, c))
    }

    /// A column of lists: its records as a batch, and each row's range of them.
    fn records(&self, name: &str) -> Result<(RecordBatch, Vec<std::ops::Range<usize>>)> {
        let column = column::find(self.0, name, true)?;
        let column = column.ok_or_else(|| Error::Usage(format!("no column \"{name}\"")))?;
        let (records, ranges) = column::records(name, column)?;
        Ok((RecordBatch::from(records), ranges))
    }
}

impl Mentions {
    /// Takes the mentions of a batch whose documents are `wanted`.
    ///
    /// # Errors
    /// Where the batch is not of the contract: names the column, or the row and what it says.
    pub fn add(&mut self, batch: &RecordBatch, wanted: &dyn Fn(i64) -> bool) -> Result<()> {
        let columns = Columns(batch);
        let documents = columns.numbers("document_id")?;
        let words = |name| columns.words(name);
        let (kind, status, basis, rule) = (words("type")?, words("status")?, words("basis")?, words("rule")?);
        let (value, edtf) = (words("date_value")?, words("date_edtf")?);
        let (earliest, latest) = (words("date_earliest")?, words("date_latest")?);
        let pair = |start, end| Ok::<_, Error>([columns.numbers(start)?, columns.numbers(end)?]);
        let trigger = pair("char_start", "char_end")?;
        let sentence = pair("sentence_start", "sentence_end")?;
        let expression = pair("expression_start", "expression_end")?;
        let n = columns.numbers("n")?;
        let (records, ranges) = columns.records("arguments")?;
        let arguments = Arguments::new(&records)?;
        for row in (0..batch.num_rows()).filter(|row| wanted(documents.value(*row))) {
            let at = |pair: &[&PrimitiveArray<Int64Type>; 2]| pair.map(|column| column.value(row));
            let mention = Mention {
                kind: self.word(need(&kind, row, "type")?),
                status: named(need(&status, row, "status")?)?,
                trigger: Span::new(0, 0),
                sentence: Span::new(0, 0),
                time: EventTime {
                    interval: Interval::new(day(&earliest, row)?, day(&latest, row)?),
                    value: value.text(row).map(Into::into),
                    edtf: edtf.text(row).map(Into::into),
                    expression: None,
                    basis: named(need(&basis, row, "basis")?)?,
                },
                arguments: arguments.read(ranges[row].clone(), &mut |word| self.word(word))?,
                rule: self.word(need(&rule, row, "rule")?),
            };
            let told = Told {
                n: n.value(row),
                trigger: at(&trigger),
                sentence: at(&sentence),
                expression: expression[0].is_valid(row).then(|| at(&expression)),
                arguments: ranges[row].clone().map(|r| arguments.at(r)).collect(),
                mention,
            };
            self.told.entry(documents.value(row)).or_default().push(told);
        }
        Ok(())
    }

    /// The same words of many mentions are kept once.
    fn word(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.words.get(word) {
            return Arc::clone(known);
        }
        let word: Arc<str> = word.into();
        self.words.insert(Arc::clone(&word));
        word
    }

    /// The mentions of a document, each once, in their order; says what is wrong with them.
    fn take(&mut self, id: i64, count: i64, points: &CodePoints<'_>) -> std::result::Result<Vec<Mention>, String> {
        let mut told = self.told.remove(&id).unwrap_or_default();
        told.sort_by_key(|t| t.n);
        // What was written twice is the same: ids are made from what they stand for.
        told.dedup_by_key(|t| t.n);
        if told.len() as i64 != count {
            return Err(format!("has {count} mentions, but {} of them are there: copy the whole folder", told.len()));
        }
        let wrong = || "has mentions that are not in its text".to_owned();
        let span = |[start, end]: [i64; 2]| -> std::result::Result<Span, String> {
            let at = |n: i64| usize::try_from(n).ok().and_then(|n| points.byte(n));
            at(start).zip(at(end)).filter(|(s, e)| s <= e).map(|(s, e)| Span::new(s, e)).ok_or_else(wrong)
        };
        let mention = |told: Told| {
            let Told { trigger, sentence, expression, arguments, mut mention, .. } = told;
            (mention.trigger, mention.sentence) = (span(trigger)?, span(sentence)?);
            mention.time.expression = expression.map(span).transpose()?;
            for (argument, at) in mention.arguments.iter_mut().zip(arguments) {
                argument.span = span(at)?;
            }
            Ok(mention)
        };
        told.into_iter().map(mention).collect()
    }

    /// Hands on the documents of a batch that are `wanted`, each with what it says; or why that cannot be told.
    ///
    /// # Errors
    /// Where the batch is not of the contract: names the column; and those of `give`.
    pub fn documents(
        &mut self,
        batch: &RecordBatch,
        wanted: &dyn Fn(i64) -> bool,
        give: &mut dyn FnMut(std::result::Result<Record, Error>) -> Result<()>,
    ) -> Result<()> {
        let columns = Columns(batch);
        let ids = columns.numbers("document_id")?;
        let words = |name| columns.words(name);
        let (key, path, text, title) = (words("document_key")?, words("path")?, words("text")?, words("document")?);
        let (date, source, language) = (words("document_date")?, words("date_source")?, words("language")?);
        let (metadata, replaced, count) =
            (words("metadata")?, columns.numbers("replaced")?, columns.numbers("mentions")?);
        let (records, ranges) = columns.records("timexes")?;
        let expressions = Expressions::new(&records)?;
        for row in (0..batch.num_rows()).filter(|row| wanted(ids.value(*row))) {
            let document = Document {
                id: need(&key, row, "document_key")?.to_owned(),
                path: need(&path, row, "path")?.to_owned(),
                date: day(&date, row)?,
                date_source: source.text(row).and_then(|name| DateSource::from_name(&name)),
                title: title.text(row).map(Into::into),
                text: need(&text, row, "text")?.to_owned(),
                language: language.text(row).map(Into::into),
                metadata: metadata.text(row).and_then(|m| serde_json::from_str(&m).ok()).unwrap_or_default(),
                replaced: usize::try_from(replaced.value(row)).unwrap_or_default(),
            };
            let points = CodePoints::new(&document.text);
            let extraction = self.take(ids.value(row), count.value(row), &points).and_then(|mentions| {
                let timexes = expressions.read(ranges[row].clone(), &points)?;
                Ok(Extraction { sentences: Vec::new(), timexes, mentions })
            });
            give(match extraction {
                Ok(extraction) => Ok(Record::new(document, extraction)),
                Err(message) => {
                    let message = format!("document {} {message}", document.id);
                    Err(Error::Input { path: document.path.into(), line: None, message })
                }
            })?;
        }
        Ok(())
    }
}

/// The failures of a batch; warnings are no failures.
///
/// # Errors
/// Where the batch is not of the contract: names the column.
pub fn failures(batch: &RecordBatch) -> Result<Vec<Error>> {
    let columns = Columns(batch);
    let words = |name| columns.words(name);
    let (severity, path, key, message) =
        (words("severity")?, words("path")?, words("document_key")?, words("message")?);
    let line = columns.numbers("line")?;
    let rows = (0..batch.num_rows()).filter(|row| severity.text(*row).is_some_and(|s| s == "failure"));
    let error = |row| {
        let line = line.is_valid(row).then(|| usize::try_from(line.value(row)).ok()).flatten();
        let path = path.text(row).unwrap_or_default();
        let key = key.text(row).filter(|key| line.is_none() && *key != path);
        let path = key.map_or_else(
            || path.to_string(),
            |key| if path.is_empty() { key.to_string() } else { format!("{path}: {key}") },
        );
        Error::Input { path: path.into(), line, message: message.text(row).unwrap_or_default().into() }
    };
    Ok(rows.map(error).collect())
}

struct Arguments {
    role: Words,
    macro_role: Words,
    text: Words,
    at: [PrimitiveArray<Int64Type>; 2],
}

impl Arguments {
    fn new(records: &RecordBatch) -> Result<Arguments> {
        let columns = Columns(records);
        Ok(Arguments {
            role: columns.words("role")?,
            macro_role: columns.words("macro")?,
            text: columns.words("text")?,
            at: [columns.numbers("char_start")?.clone(), columns.numbers("char_end")?.clone()],
        })
    }

    fn read(&self, rows: std::ops::Range<usize>, word: &mut dyn FnMut(&str) -> Arc<str>) -> Result<Vec<Argument>> {
        rows.map(|row| {
            Ok(Argument {
                role: word(need(&self.role, row, "role")?),
                macro_role: named(need(&self.macro_role, row, "macro")?)?,
                text: need(&self.text, row, "text")?.to_owned(),
                span: Span::new(0, 0),
            })
        })
        .collect()
    }

    fn at(&self, row: usize) -> [i64; 2] {
        [self.at[0].value(row), self.at[1].value(row)]
    }
}

struct Expressions {
    words: [Words; 7],
    at: [PrimitiveArray<Int64Type>; 2],
}

impl Expressions {
    fn new(records: &RecordBatch) -> Result<Expressions> {
        let columns = Columns(records);
        let words = |name| columns.words(name);
        Ok(Expressions {
            words: [
                words("type")?,
                words("value")?,
                words("mod")?,
                words("edtf")?,
                words("date_earliest")?,
                words("date_latest")?,
                words("rule")?,
            ],
            at: [columns.numbers("char_start")?.clone(), columns.numbers("char_end")?.clone()],
        })
    }

    fn read(&self, rows: std::ops::Range<usize>, points: &CodePoints<'_>) -> std::result::Result<Vec<Timex>, String> {
        let [kind, value, modifier, edtf, earliest, latest, rule] = &self.words;
        rows.map(|row| {
            let at = |n: usize| usize::try_from(self.at[n].value(row)).ok().and_then(|n| points.byte(n));
            let span = at(0).zip(at(1)).filter(|(start, end)| start <= end);
            let (start, end) = span.ok_or("has time expressions that are not in its text")?;
            let said = |column: &Words| column.text(row).map(std::borrow::Cow::into_owned);
            let wrong = |e: Error| e.to_string();
            let kind = kind.text(row).and_then(|name| TimexType::from_name(&name));
            let kind = kind.ok_or("has a time expression of no type that annals knows")?;
            let interval = Interval::new(day(earliest, row).map_err(wrong)?, day(latest, row).map_err(wrong)?);
            let rule = rule.text(row).unwrap_or_default().into();
            Ok(Timex {
                modifier: modifier.text(row).map(|m| named(&m)).transpose().map_err(wrong)?,
                interval: (!interval.is_open()).then_some(interval),
                edtf: said(edtf),
                ..Timex::new(Span::new(start, end), kind, said(value).unwrap_or_default(), rule)
            })
        })
        .collect()
    }
}

/// The text of a row in a column that has no nulls.
fn need<'c>(column: &'c Words, row: usize, name: &str) -> Result<&'c str> {
    let text = column.bytes(row).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.ok_or_else(|| Error::Usage(format!("column \"{name}\" has no text in row {row}, which it must have")))
}

/// What a name stands for.
fn named<'n, T: Deserialize<'n>>(name: &'n str) -> Result<T> {
    let what = StrDeserializer::<NameError>::new(name);
    T::deserialize(what).map_err(|e| Error::Usage(format!("the tables are not those that this annals knows: {e}")))
}

fn day(column: &Words, row: usize) -> Result<Option<NaiveDate>> {
    let day = column.text(row).map(|words| {
        words.parse().map_err(|_| Error::Usage(format!("\"{words}\" is no day; it must be written like 2018-07-12")))
    });
    day.transpose()
}
