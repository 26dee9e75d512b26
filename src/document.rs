//! A document as it was read, and spans of its text.

use chrono::NaiveDate;
use serde::Serialize;

/// A half-open range of byte offsets into a document's text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` (inclusive) to `end` (exclusive).
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The words that the span covers in `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Where a document's date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// The document's own metadata: front matter, a JSON key.
    Metadata,
    /// A dateline or a date line at the head of the text.
    Dateline,
    /// The file's name.
    FileName,
    /// The user said it (`--date`).
    Given,
}

impl DateSource {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Metadata => "metadata",
            DateSource::Dateline => "dateline",
            DateSource::FileName => "file-name",
            DateSource::Given => "given",
        }
    }
}

/// One document: its text and what is known about it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The document's own id, or its path as given.
    pub id: String,
    /// The path (as given) that it was read from; several documents of a JSONL file share one. `-` is standard input.
    pub path: String,
    /// The document creation time (DCT): the day against which relative dates resolve.
    pub date: Option<NaiveDate>,
    /// Where `date` was found.
    pub date_source: Option<DateSource>,
    /// The headline.
    pub title: Option<String>,
    /// The body, as it will be stored; all offsets point into it.
    pub text: String,
    /// What else the source says, kept as it is.
    pub metadata: serde_json::Map<String, serde_json::Value>,
    /// How many broken byte sequences were replaced by U+FFFD while decoding.
    pub replaced: usize,
}
