//! The output: what documents say becomes rows of the contract's tables.

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::contract::{DOCUMENT, FAILURE, INPUT, MENTION};
use super::table::{Cell, Table};
use super::{Extracted, Read, UNDATED, id};
use crate::document::{CodePoints, Document, Span, iso_day};
use crate::error::Error;
use crate::event::{Macro, Mention};
use crate::fact::Fact;
use crate::store::Record;
use crate::timex::{Interval, Modifier, Timex};

/// The tables of what was read and extracted elsewhere: what [`extract_batch`](super::extract_batch) gives, without a batch to begin with.
#[derive(Debug)]
pub struct Tables {
    mentions: Table,
    documents: Table,
    failures: Table,
}

impl Default for Tables {
    fn default() -> Tables {
        Tables { mentions: Table::new(MENTION), documents: Table::new(DOCUMENT), failures: Table::new(FAILURE) }
    }
}

impl Tables {
    pub(super) fn add(&mut self, row: usize, read: &Read) {
        let mut fail = |severity: &str, message: &str| {
            self.failures.push(vec![
                read.id.into(),
                read.key.as_deref().into(),
                read.path.as_str().into(),
                read.line.into(),
                severity.into(),
                message.into(),
                Some(row as i64).into(),
                UNDATED.into(),
            ]);
        };
        read.warnings.iter().for_each(|message| fail("warning", message));
        match &read.record {
            Err(None) => {}
            Err(Some(message)) => fail("failure", message),
            Ok(record) => self.record(read.id, record),
        }
    }

    /// Adds a document and its mentions under the id that [`document_id`](super::document_id) gives it.
    pub fn record(&mut self, document_id: i64, record: &Record) {
        let Record { document, extraction, facts, .. } = record;
        let points = &CodePoints::new(&document.text);
        let day = document.date.and_then(iso_day);
        let metadata =
            (!document.metadata.is_empty()).then(|| serde_json::to_string(&document.metadata).unwrap_or_default());
        let days: Vec<Days> = extraction.timexes.iter().map(|t| Days::new(t.interval.unwrap_or_default())).collect();
        let timexes = extraction.timexes.iter().zip(&days).map(|(t, days)| timex(t, days, points));
        self.documents.push(vec![
            document_id.into(),
            document.id.as_str().into(),
            document.path.as_str().into(),
            day.as_deref().into(),
            document.date_source.map(|s| s.name()).into(),
            document.language.as_deref().into(),
            document.title.as_deref().into(),
            record.publisher().into(),
            metadata.as_deref().into(),
            (document.replaced as i64).into(),
            document.text.as_str().into(),
            (extraction.mentions.len() as i64).into(),
            (facts.len() as i64).into(),
            Cell::List(timexes.collect()),
            env!("CARGO_PKG_VERSION").into(),
            day.as_deref().map_or(UNDATED, month).into(),
        ]);
        let ids = mention_ids(document_id, &extraction.mentions, points);
        let mut told: Vec<Option<(usize, &Fact)>> = vec![None; extraction.mentions.len()];
        for (n, fact) in facts.iter().enumerate() {
            fact.mentions.iter().for_each(|m| told[*m] = Some((n, fact)));
        }
        for (n, mention) in extraction.mentions.iter().enumerate() {
            let Some((number, fact)) = told[n] else { continue };
            let of = Of { document_id, record, points, day: day.as_deref(), ids: &ids };
            self.mention(n, mention, number, fact, &of);
        }
    }

    fn mention(&mut self, n: usize, m: &Mention, number: usize, fact: &Fact, of: &Of<'_>) {
        let Record { document, .. } = of.record;
        let (text, points) = (document.text.as_str(), of.points);
        let at = |offset: usize| Cell::from(points.at(offset) as i64);
        let maybe = |offset: Option<usize>| Cell::from(offset.map(|o| points.at(o) as i64));
        let days = Days::new(m.time.interval);
        let join = |names: &[&str]| names.join("; ");
        let (agents, targets) = (join(&m.texts(Macro::Agent)), join(&m.texts(Macro::Target)));
        let leads = fact.lead == n;
        let all = |names: &[String]| leads.then(|| names.join("; "));
        let (fact_agents, fact_targets) = (all(&fact.agents), all(&fact.targets));
        let arguments = m.arguments.iter().map(|a| {
            vec![
                Cell::from(&*a.role),
                a.macro_role.name().into(),
                a.text.as_str().into(),
                at(a.span.start),
                at(a.span.end),
            ]
        });
        self.mentions.push(vec![
            m.time.value.as_deref().into(),
            m.time.edtf.as_deref().into(),
            days.earliest.as_deref().into(),
            days.latest.as_deref().into(),
            days.earliest.as_deref().unwrap_or("0001-01-01").into(),
            days.latest.as_deref().unwrap_or("9999-12-31").into(),
            (&*m.kind).into(),
            m.status.name().into(),
            agents.as_str().into(),
            m.trigger.of(text).into(),
            targets.as_str().into(),
            first(m, Macro::Place).into(),
            first(m, Macro::Amount).into(),
            m.sentence.of(text).into(),
            m.time.expression.map(|s| s.of(text)).into(),
            m.time.basis.name().into(),
            (fact.mentions.len() as i64).into(),
            1.into(),
            i64::from(of.record.publisher().is_some()).into(),
            1.into(),
            document.title.as_deref().into(),
            of.day.into(),
            of.record.publisher().into(),
            document.path.as_str().into(),
            document.id.as_str().into(),
            of.document_id.into(),
            made(&[&of.document_id.to_string(), "sentence", &points.at(m.sentence.start).to_string()]).into(),
            of.record.same_event(number).into(),
            of.ids[n].into(),
            (n as i64).into(),
            fact.mentions.first().map_or(of.ids[n], |first| of.ids[*first]).into(),
            leads.into(),
            fact_agents.as_deref().into(),
            fact_targets.as_deref().into(),
            fact.place.as_deref().filter(|_| leads).into(),
            fact.amount.as_deref().filter(|_| leads).into(),
            at(m.trigger.start),
            at(m.trigger.end),
            at(m.sentence.start),
            at(m.sentence.end),
            maybe(m.time.expression.map(|s| s.start)),
            maybe(m.time.expression.map(|s| s.end)),
            Cell::List(arguments.collect()),
            (&*m.rule).into(),
            days.earliest.as_deref().or(days.latest.as_deref()).map_or(UNDATED, month).into(),
        ]);
    }

    /// How many rows there are under way.
    pub fn rows(&self) -> usize {
        self.mentions.rows + self.documents.rows + self.failures.rows
    }

    /// Adds an input that could not be read.
    pub fn fail(&mut self, error: &Error) {
        let (path, line, message) = parts(error);
        self.failures.push(vec![
            made(&[&path, &message]).into(),
            None::<&str>.into(),
            path.as_str().into(),
            line.into(),
            "failure".into(),
            message.as_str().into(),
            None::<i64>.into(),
            UNDATED.into(),
        ]);
    }

    /// The rows as batches.
    ///
    /// # Errors
    /// Where there are more than Arrow can hold.
    pub fn finish(self) -> Result<Extracted, ArrowError> {
        Ok(Extracted {
            mentions: self.mentions.finish()?,
            documents: self.documents.finish()?,
            failures: self.failures.finish()?,
        })
    }
}

/// What all mentions of a document share.
struct Of<'a> {
    document_id: i64,
    record: &'a Record,
    points: &'a CodePoints<'a>,
    day: Option<&'a str>,
    ids: &'a [i64],
}

/// First and last day, as ISO text.
struct Days {
    earliest: Option<String>,
    latest: Option<String>,
}

impl Days {
    fn new(interval: Interval) -> Days {
        Days { earliest: interval.earliest.and_then(iso_day), latest: interval.latest.and_then(iso_day) }
    }
}

/// "2018-05" of "2018-05-12".
fn month(day: &str) -> &str {
    day.get(..7).unwrap_or(UNDATED)
}

fn first(mention: &Mention, role: Macro) -> Option<&str> {
    mention.arguments.iter().find(|a| a.macro_role == role).map(|a| a.text.as_str())
}

fn timex<'a>(t: &'a Timex, days: &'a Days, points: &CodePoints<'_>) -> Vec<Cell<'a>> {
    let Span { start, end } = t.span;
    vec![
        (points.at(start) as i64).into(),
        (points.at(end) as i64).into(),
        t.kind.name().into(),
        t.value.as_str().into(),
        t.modifier.map(Modifier::name).into(),
        t.edtf.as_deref().into(),
        days.earliest.as_deref().into(),
        days.latest.as_deref().into(),
        (&*t.rule).into(),
    ]
}

/// The ids of a document's mentions: made from the trigger's place, the type and the rule; of several with the same, from their number too.
fn mention_ids(document_id: i64, mentions: &[Mention], points: &CodePoints<'_>) -> Vec<i64> {
    let document = document_id.to_string();
    let mut same: FxHashMap<(Span, &str, &str), u32> = FxHashMap::default();
    let id = |m: &'_ Mention, nth: u32| {
        let (start, end) = (points.at(m.trigger.start).to_string(), points.at(m.trigger.end).to_string());
        made(&[&document, "mention", &start, &end, &m.kind, &m.rule, &nth.to_string()])
    };
    let mut ids = Vec::with_capacity(mentions.len());
    for m in mentions {
        let nth = same.entry((m.trigger, &*m.kind, &*m.rule)).or_default();
        ids.push(id(m, *nth));
        *nth += 1;
    }
    ids
}

/// The id that is made from `parts`.
fn made(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    id(&hash.finalize())
}

/// An error's path, line and message.
fn parts(error: &Error) -> (String, Option<i64>, String) {
    match error {
        Error::Input { path, line, message } => {
            (path.to_string_lossy().into_owned(), line.map(|l| l as i64), message.clone())
        }
        Error::Io { path, source } => (path.to_string_lossy().into_owned(), None, source.to_string()),
        other => (String::new(), None, other.to_string()),
    }
}

/// Documents that were read, as rows of [`INPUT`].
#[derive(Debug)]
pub(super) struct Inputs(Table);

impl Inputs {
    pub(super) fn new() -> Inputs {
        Inputs(Table::new(INPUT))
    }

    pub(super) fn rows(&self) -> usize {
        self.0.rows
    }

    pub(super) fn document(&mut self, document: &Document) {
        let day = document.date.and_then(iso_day);
        let metadata =
            (!document.metadata.is_empty()).then(|| serde_json::to_string(&document.metadata).unwrap_or_default());
        self.0.push(vec![
            document.id.as_str().into(),
            document.text.as_str().into(),
            day.as_deref().into(),
            document.title.as_deref().into(),
            document.path.as_str().into(),
            document.date_source.map(|s| s.name()).into(),
            metadata.as_deref().into(),
            None::<&str>.into(),
            None::<&str>.into(),
            None::<i64>.into(),
        ]);
    }

    pub(super) fn note(&mut self, error: &Error, failed: bool) {
        let (path, line, message) = parts(error);
        let (failure, warning) = if failed { (Some(message.as_str()), None) } else { (None, Some(message.as_str())) };
        let none = || Cell::from(None::<&str>);
        let row = vec![
            none(),
            none(),
            none(),
            none(),
            path.as_str().into(),
            none(),
            none(),
            failure.into(),
            warning.into(),
            line.into(),
        ];
        self.0.push(row);
    }

    pub(super) fn finish(self) -> Result<RecordBatch, ArrowError> {
        self.0.finish()
    }
}
