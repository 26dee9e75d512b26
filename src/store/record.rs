//! What is stored of one document, worked out before it meets the database, so that workers share the work. Pure.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use sha2::{Digest, Sha256};

use crate::document::{CodePoints, Document, Span, iso_day};
use crate::entity::{acronyms, kind, normal_name};
use crate::event::Macro;
use crate::extract::Extraction;
use crate::fact::{Fact, merge};
use crate::merge::{Named, Profile, Sketch};

/// Rows of one kind that one document can have: ids of documents are multiples of it, and its rows count on from there. Documents are
/// numbered as they come: with numbers made by hashing, inserts land all over the tables, which costs a third more time and, once the
/// database is larger than memory, a page read and written for each row.
pub(super) const ROWS: i64 = 1 << 25;

/// A document with its extraction and facts, ready for [`Writer::put`](super::Writer::put).
#[derive(Debug)]
pub struct Record {
    /// The document.
    pub document: Document,
    /// What it says.
    pub extraction: Extraction,
    /// Its facts.
    pub facts: Vec<Fact>,
    pub(super) sha256: [u8; 32],
    /// A digest of the extraction and its facts.
    pub(super) digest: i64,
    /// The sentences that mention an event.
    pub(super) quotes: Vec<Range>,
    /// For each mention its quote, as an index.
    pub(super) quote_of: Vec<i64>,
    /// Offsets in code points of the time expressions, the triggers, and the arguments of all mentions.
    pub(super) timexes: Vec<Range>,
    pub(super) triggers: Vec<Range>,
    pub(super) arguments: Vec<Range>,
    /// For each argument the entity that it names.
    pub(super) entities: Vec<Option<Entity>>,
    /// For each fact what it is compared by with those of other documents.
    pub(super) profiles: Vec<Compared>,
    /// Short names that it introduces, each with what it stands for.
    pub(super) acronyms: Vec<(String, Option<String>)>,
    /// Who published it.
    pub(super) publisher: Option<String>,
    /// What its text is compared by.
    pub(super) sketch: Option<[u8; 64]>,
}

/// What a fact is compared by.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) bytes: Vec<u8>,
    pub(super) same_event: Option<i64>,
}

/// A span in bytes and in code points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) bytes: Span,
    pub(super) start: i64,
    pub(super) end: i64,
}

#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub(super) id: i64,
    pub(super) normal: String,
    pub(super) kind: Option<&'static str>,
}

impl Record {
    /// Puts the mentions together to facts and works out ids, digests and offsets.
    pub fn new(document: Document, mut extraction: Extraction) -> Record {
        // Beyond what ids can tell apart; no text that people wrote comes near.
        let most = ROWS as usize - 1;
        extraction.timexes.truncate(most);
        extraction.mentions.truncate(most);
        let facts = merge(&document, &extraction.mentions);
        let points = CodePoints::new(&document.text);
        let range =
            |bytes: Span| Range { bytes, start: points.at(bytes.start) as i64, end: points.at(bytes.end) as i64 };
        let (mut quotes, mut seen) = (Vec::new(), FxHashMap::default());
        let quote_of = extraction.mentions.iter().map(|m| {
            *seen.entry(m.sentence).or_insert_with(|| {
                quotes.push(range(m.sentence));
                quotes.len() as i64 - 1
            })
        });
        let quote_of = quote_of.collect();
        let arguments = || extraction.mentions.iter().flat_map(|m| &m.arguments);
        let mut names: FxHashMap<&str, (Named, Option<Entity>)> = FxHashMap::default();
        for a in arguments().filter(|a| a.macro_role != Macro::Amount) {
            names.entry(a.text.as_str()).or_insert_with(|| name(&a.text));
        }
        let known = |text: &str| names.get(text).map_or_else(|| name(text).0, |(named, _)| *named);
        let entity = |a: &crate::event::Argument| {
            (a.macro_role != Macro::Amount).then(|| names.get(a.text.as_str())?.1.clone()).flatten()
        };
        let entities = arguments().map(entity).collect();
        let profiles: Vec<Compared> = facts
            .iter()
            .map(|fact| {
                let profile = Profile::new(&document, &extraction.mentions, fact, 0, known);
                Compared { bytes: profile.bytes(), same_event: Profile::same_event([&profile]) }
            })
            .collect();
        Record {
            acronyms: acronyms(&document.text).into_iter().map(|(s, l)| (s.to_owned(), l.map(str::to_owned))).collect(),
            publisher: super::publisher::publisher(&document),
            sketch: (!facts.is_empty()).then(|| Sketch::new(&document.text).bytes()),
            sha256: content(&document),
            digest: digest(&extraction, &facts, &profiles),
            quotes,
            quote_of,
            timexes: extraction.timexes.iter().map(|t| range(t.span)).collect(),
            triggers: extraction.mentions.iter().map(|m| range(m.trigger)).collect(),
            arguments: arguments().map(|a| range(a.span)).collect(),
            entities,
            profiles,
            document,
            extraction,
            facts,
        }
    }
}

#[cfg(feature = "arrow")]
impl Record {
    /// Who published the document.
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// Equal for facts of the same type and participants; none where some of these have no name. `fact` is an index into `facts`.
    pub fn same_event(&self, fact: usize) -> Option<i64> {
        self.profiles.get(fact)?.same_event
    }
}

/// A number of 63 bits made from a name.
pub(super) fn number(name: &str) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::digest(name)[..8]);
    (u64::from_le_bytes(first) >> 1) as i64
}

pub(super) fn content(document: &Document) -> [u8; 32] {
    let metadata = if document.metadata.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&document.metadata).unwrap_or_default()
    };
    let date = document.date.and_then(iso_day).unwrap_or_default();
    let source = document.date_source.map_or("", |s| s.name());
    fingerprint([
        date.as_str(),
        source,
        document.language.as_deref().unwrap_or(""),
        document.title.as_deref().unwrap_or(""),
        &metadata,
        &document.text,
    ])
}

/// The SHA-256 of a document's date, its source, language, title, metadata and text; what it lacks is empty.
pub(super) fn fingerprint(parts: [&str; 6]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// What a participant's name is known by; it has an entity if it is a proper name: one with a capital letter.
fn name(text: &str) -> (Named, Option<Entity>) {
    let normal = normal_name(text);
    if text.contains(char::is_uppercase) && !normal.is_empty() {
        let id = number(&normal);
        return (Named { number: id, named: true }, Some(Entity { id, kind: kind(text), normal }));
    }
    let mut hash = FxHasher::default();
    hash.write(normal.as_bytes());
    (Named { number: (hash.finish() >> 1) as i64, named: false }, None)
}

/// Changes whenever a row changes that the extraction leads to.
fn digest(extraction: &Extraction, facts: &[Fact], profiles: &[Compared]) -> i64 {
    let mut hash = FxHasher::default();
    let text = |hash: &mut FxHasher, text: &str| {
        hash.write(text.as_bytes());
        hash.write_u8(0xFF);
    };
    let span = |hash: &mut FxHasher, span: Span| {
        hash.write_usize(span.start);
        hash.write_usize(span.end);
    };
    let days = |hash: &mut FxHasher, interval: Option<crate::timex::Interval>| {
        for day in [interval.and_then(|i| i.earliest), interval.and_then(|i| i.latest)] {
            hash.write_i32(day.map_or(i32::MIN, |d| chrono::Datelike::num_days_from_ce(&d)));
        }
    };
    for t in &extraction.timexes {
        span(&mut hash, t.span);
        hash.write_u8(t.kind as u8);
        hash.write_u8(t.modifier.map_or(0xFF, |m| m as u8));
        days(&mut hash, t.interval);
        for word in [&t.value, t.edtf.as_deref().unwrap_or(""), &t.rule] {
            text(&mut hash, word);
        }
    }
    for m in &extraction.mentions {
        for s in [m.trigger, m.sentence, m.time.expression.unwrap_or(m.trigger)] {
            span(&mut hash, s);
        }
        days(&mut hash, Some(m.time.interval));
        hash.write_u8(m.status as u8);
        hash.write_u8(m.time.basis as u8);
        for word in [&m.kind, &m.rule, m.time.value.as_deref().unwrap_or(""), m.time.edtf.as_deref().unwrap_or("")] {
            text(&mut hash, word);
        }
        for a in &m.arguments {
            span(&mut hash, a.span);
            hash.write_u8(a.macro_role as u8);
            text(&mut hash, &a.role);
            text(&mut hash, &a.text);
        }
    }
    for f in facts {
        hash.write_usize(f.lead);
        f.mentions.iter().for_each(|m| hash.write_usize(*m));
        let words = f.agents.iter().chain(&f.targets).chain(&f.place).chain(&f.amount);
        words.for_each(|w| text(&mut hash, w));
    }
    profiles.iter().for_each(|p| hash.write(&p.bytes));
    (hash.finish() >> 1) as i64
}
