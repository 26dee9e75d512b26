//! The input: rows become documents as lines of JSONL do, or failures that say what is wrong with the row.

use arrow_array::RecordBatch;
use sha2::{Digest, Sha256};

use super::column::{Words, dates, find, ids, words};
use super::id;
use crate::document::{DateSource, Document};
use crate::error::{Error, Result};
use crate::read::{Item, Options, Piece, parse_date};

/// What the input's columns are called. Of those that are not named here, the usual name is taken if the batch has it; one that is named
/// must be there. Text must always be there.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Columns {
    /// `text` if it is not named.
    pub text: Option<String>,
    /// `id` if it is not named; and so on.
    pub id: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub path: Option<String>,
    pub metadata: Option<String>,
}

/// The input's columns, found and checked.
pub(super) struct Input {
    text: Words,
    id: Option<Words>,
    date: Option<Words>,
    title: Option<Words>,
    path: Option<Words>,
    metadata: Option<Words>,
    date_source: Option<Words>,
    failure: Option<Words>,
    warning: Option<Words>,
    line: Option<arrow_array::Int64Array>,
}

/// What a row is.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) key: Option<String>,
    pub(super) path: String,
    pub(super) line: Option<i64>,
    /// The document; or why there is none, where the warnings do not say all.
    pub(super) document: std::result::Result<Document, Option<String>>,
    pub(super) warnings: Vec<String>,
}

impl Input {
    pub(super) fn new(batch: &RecordBatch, columns: &Columns) -> Result<Input> {
        type Check = fn(&str, &dyn arrow_array::Array) -> Result<Words>;
        let get = |given: &Option<String>, usual: &str, wanted: bool, check: Check| -> Result<Option<Words>> {
            let name = given.as_deref().unwrap_or(usual);
            let column = find(batch, name, wanted || given.is_some())?;
            column.map(|column| check(name, column)).transpose()
        };
        let text = get(&columns.text, "text", true, words)?;
        let line = find(batch, "line", false)?.and_then(|c| super::column::numbers("line", c).ok()).cloned();
        Ok(Input {
            text: text.unwrap_or(Words::Made(Vec::new())),
            id: get(&columns.id, "id", false, ids)?,
            date: get(&columns.date, "date", false, dates)?,
            title: get(&columns.title, "title", false, words)?,
            path: get(&columns.path, "path", false, words)?,
            metadata: get(&columns.metadata, "metadata", false, words)?,
            date_source: get(&None, "date_source", false, words)?,
            failure: get(&None, "failure", false, words)?,
            warning: get(&None, "warning", false, words)?,
            line,
        })
    }

    /// How many bytes of text a row has.
    pub(super) fn size(&self, row: usize) -> usize {
        self.text.bytes(row).map_or(0, <[u8]>::len)
    }

    pub(super) fn row(&self, row: usize, options: &Options) -> Row {
        let bytes = |column: &Option<Words>| column.as_ref().and_then(|c| c.bytes(row).map(<[u8]>::to_vec));
        let said = |column: &Option<Words>| column.as_ref().and_then(|c| c.said(row));
        let failure = said(&self.failure);
        let text = self.text.bytes(row);
        let line = self.line.as_ref().and_then(|l| arrow_array::Array::is_valid(l, row).then(|| l.value(row)));
        let parts = [
            bytes(&self.path).unwrap_or_default(),
            bytes(&self.id).unwrap_or_default(),
            bytes(&self.date).unwrap_or_default(),
            bytes(&self.title).unwrap_or_default(),
        ];
        let warning = said(&self.warning);
        let words = failure.as_deref().or(warning.as_deref()).map(str::as_bytes);
        let digest = digest(&parts, text.or(words).unwrap_or_default());
        let (key, path) = (said(&self.id), said(&self.path).unwrap_or_default());
        let mut warnings: Vec<String> = warning.into_iter().collect();
        let document = match (failure, text) {
            (Some(failure), _) => Err(Some(failure)),
            (None, Some(text)) if !text.trim_ascii().is_empty() => {
                self.document(row, text, &digest, (&key, &path), options, &mut warnings).map_err(Some)
            }
            (None, None) if !warnings.is_empty() => Err(None),
            _ => Err(Some("has no text; give the row a text that is not empty".into())),
        };
        Row { id: id(&digest), key, path, line, document, warnings }
    }

    fn document(
        &self,
        row: usize,
        text: &[u8],
        digest: &[u8],
        (key, path): (&Option<String>, &str),
        options: &Options,
        warnings: &mut Vec<String>,
    ) -> std::result::Result<Document, String> {
        let most = options.megabytes();
        if text.len() as u64 > u64::from(most) << 20 {
            return Err(format!(
                "has {} MB of text, more than the {most} MB that a document may have; split it",
                text.len() >> 20
            ));
        }
        let said = |column: &Option<Words>| column.as_ref().and_then(|c| c.said(row));
        let replaced = match std::str::from_utf8(text) {
            Ok(_) => 0,
            Err(_) => text.utf8_chunks().filter(|c| !c.invalid().is_empty()).count(),
        };
        let mut document = Document {
            id: key.clone().unwrap_or_else(|| digest[..8].iter().map(|b| format!("{b:02x}")).collect()),
            path: path.to_owned(),
            title: said(&self.title),
            text: String::from_utf8_lossy(text).into_owned(),
            replaced,
            ..Document::default()
        };
        if let Some(words) = said(&self.metadata) {
            match serde_json::from_str(&words) {
                Ok(map) => document.metadata = map,
                Err(error) => warnings.push(format!("its metadata is ignored: it is no JSON object: {error}")),
            }
        }
        if let Some(words) = said(&self.date) {
            match parse_date(&words) {
                Ok(day) => {
                    let source = said(&self.date_source).and_then(|name| DateSource::from_name(&name));
                    (document.date, document.date_source) = (Some(day), Some(source.unwrap_or(DateSource::Metadata)));
                }
                Err(why) => {
                    let words: String = words.chars().take(40).collect();
                    warnings.push(format!("its date, \"{words}\", is ignored: {why}"));
                }
            }
        }
        let mut read = None;
        Piece::Document(document).read(options, &mut |item| {
            match item {
                Item::Document(document) => read = Some(document),
                Item::Warning(Error::Input { message, .. }) => warnings.push(message),
                Item::Warning(error) | Item::Failure(error) => warnings.push(error.to_string()),
            }
            true
        });
        read.ok_or_else(|| "could not be read".into())
    }
}

/// The id of a document that was read from a file: the same as that of the row that [`documents`](super::documents) makes of it.
pub fn document_id(document: &Document) -> i64 {
    let day = document.date.and_then(crate::document::iso_day).unwrap_or_default();
    let parts = [
        document.path.as_bytes().to_vec(),
        document.id.as_bytes().to_vec(),
        day.into_bytes(),
        document.title.clone().unwrap_or_default().into_bytes(),
    ];
    id(&digest(&parts, document.text.as_bytes()))
}

/// The SHA-256 of a row: path, id, date, title and text, with a zero byte between each two; Spark's `sha2` of the same is the same.
fn digest(parts: &[Vec<u8>; 4], text: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(text);
    hash.finalize().to_vec()
}
