//! A document as it was read, and spans of its text.

use chrono::{Datelike, NaiveDate};
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
    /// A page's JSON-LD: `datePublished`.
    JsonLd,
    /// A page's meta element, such as `article:published_time`.
    Meta,
    /// A page's microdata, RDFa or `time` element.
    Markup,
    /// The path of the document's address.
    Url,
    /// A labelled date in a page's text: "Published: 12 July 2018".
    Label,
    /// The date of the last change, of a page that declares no other.
    Modified,
    /// The day on which a page was fetched, where the user allows that (`--assume-crawl-date`).
    Crawl,
    /// A dateline or a date line at the head of the text.
    Dateline,
    /// The file's name.
    FileName,
    /// The user said it (`--date`).
    Given,
}

impl DateSource {
    /// All of them.
    const ALL: [DateSource; 11] = [
        DateSource::Metadata,
        DateSource::JsonLd,
        DateSource::Meta,
        DateSource::Markup,
        DateSource::Url,
        DateSource::Label,
        DateSource::Modified,
        DateSource::Crawl,
        DateSource::Dateline,
        DateSource::FileName,
        DateSource::Given,
    ];

    /// The one with this name.
    pub fn named(name: &str) -> Option<DateSource> {
        DateSource::ALL.into_iter().find(|s| s.name() == name)
    }

    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Metadata => "metadata",
            DateSource::JsonLd => "json-ld",
            DateSource::Meta => "meta",
            DateSource::Markup => "markup",
            DateSource::Url => "url",
            DateSource::Label => "label",
            DateSource::Modified => "modified",
            DateSource::Crawl => "crawl",
            DateSource::Dateline => "dateline",
            DateSource::FileName => "file-name",
            DateSource::Given => "given",
        }
    }

    /// The source of that name, if there is one.
    pub fn from_name(name: &str) -> Option<DateSource> {
        use DateSource as D;
        let all = [
            D::Metadata,
            D::JsonLd,
            D::Meta,
            D::Markup,
            D::Url,
            D::Label,
            D::Modified,
            D::Crawl,
            D::Dateline,
            D::FileName,
            D::Given,
        ];
        all.into_iter().find(|source| source.name() == name)
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
    /// The language of `text`, as an ISO 639-1 code ("en"); none where there is too little text to tell.
    pub language: Option<String>,
    /// What else the source says, kept as it is.
    pub metadata: serde_json::Map<String, serde_json::Value>,
    /// How many broken byte sequences were replaced by U+FFFD while decoding.
    pub replaced: usize,
}

impl Document {
    /// Whether rules for English may read it: one of which the language is not known is taken for English.
    pub fn is_english(&self) -> bool {
        self.language.as_deref().is_none_or(|l| l == "en")
    }
}

/// Turns byte offsets of a text into code points and back, in constant time after one linear pass (none for ASCII).
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of `BLOCK` bytes; empty where the text is ASCII.
    blocks: Vec<usize>,
}

const BLOCK: usize = 128;

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            blocks.reserve(text.len() / BLOCK + 1);
            let mut before = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                blocks.push(before);
                before += starts(block);
            }
            blocks.push(before);
        }
        CodePoints { text, blocks }
    }

    /// The code points before byte `offset` (which lies on a character boundary; beyond the end counts as the end).
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.blocks.is_empty() {
            return offset;
        }
        let block = offset / BLOCK;
        self.blocks[block] + starts(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The byte at which code point `index` begins; the text's length for one past the last, `None` beyond.
    pub fn byte(&self, index: usize) -> Option<usize> {
        if self.blocks.is_empty() {
            return (index <= self.text.len()).then_some(index);
        }
        // The last block that begins at or before the code point; equal counts (a character across a whole block) are impossible.
        let block = self.blocks.partition_point(|before| *before <= index).checked_sub(1)?;
        let mut left = index - self.blocks[block];
        let from = (block * BLOCK).min(self.text.len());
        for (i, b) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(*b) {
                if left == 0 {
                    return Some(from + i);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

/// Whether a character begins with this byte of UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How many characters begin in at most [`BLOCK`] bytes: counted in bytes, sixteen at once.
fn starts(block: &[u8]) -> usize {
    usize::from(block.iter().fold(0_u8, |n, b| n.wrapping_add(u8::from(is_start(*b)))))
}

/// A day as ISO text, "2018-07-12"; `None` outside the years 0001-9999, which ISO text of ten characters cannot hold.
pub fn iso_day(day: NaiveDate) -> Option<String> {
    iso_bytes(day).and_then(|bytes| str::from_utf8(&bytes).ok().map(str::to_owned))
}

/// The same without an allocation.
pub fn iso_bytes(day: NaiveDate) -> Option<[u8; 10]> {
    let year = u32::try_from(day.year()).ok().filter(|y| (1..=9999).contains(y))?;
    let mut bytes = *b"0000-00-00";
    for (end, mut number) in [(4, year), (7, day.month()), (10, day.day())] {
        for byte in bytes[..end].iter_mut().rev().take_while(|b| **b != b'-') {
            *byte += (number % 10) as u8;
            number /= 10;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting_from_the_start(text in "(a|é|漢|😀|[ -~]{0,40}){0,60}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), n);
                prop_assert_eq!(points.byte(n), Some(byte));
            }
            let count = text.chars().count();
            prop_assert_eq!(points.at(text.len()), count);
            prop_assert_eq!(points.byte(count), Some(text.len()));
            prop_assert_eq!(points.byte(count + 1), None);
        }

        #[test]
        fn iso_days_read_back(days in -719_162..2_932_896i32) {
            let day = NaiveDate::from_ymd_opt(1970, 1, 1).and_then(|d| d.checked_add_signed(chrono::Duration::days(days.into())));
            let text = day.and_then(iso_day).expect("within 0001-9999");
            prop_assert_eq!(NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok(), day);
        }
    }

    #[test]
    fn a_day_before_the_year_1_has_no_iso_text() {
        assert_eq!(NaiveDate::from_ymd_opt(0, 12, 31).and_then(iso_day), None);
        assert_eq!(NaiveDate::from_ymd_opt(10_000, 1, 1).and_then(iso_day), None);
    }
}
