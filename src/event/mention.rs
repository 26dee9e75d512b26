//! What one sentence says of one event.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::document::{Span, iso_day};
use crate::timex::Interval;

/// Whether the event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It took place, or is under way.
    Happened,
    /// Agreed, scheduled, intended, expected: it lies ahead.
    Planned,
    /// Rumoured, accused, said by unnamed sources.
    Alleged,
    /// Denied, failed, rejected, called off.
    Denied,
}

impl Status {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Planned => "planned",
            Status::Alleged => "alleged",
            Status::Denied => "denied",
        }
    }
}

/// Where the event's time comes from, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A date expression attached to the event, in the same sentence.
    Expression,
    /// Carried over from the discourse.
    Context,
    /// Only the announcement is dated.
    Announcement,
    /// The news of the day.
    Document,
    /// No time can be told.
    None,
}

impl Basis {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Expression => "expression",
            Basis::Context => "context",
            Basis::Announcement => "announcement",
            Basis::Document => "document",
            Basis::None => "none",
        }
    }
}

/// The role that all types share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Macro {
    /// Who does it.
    Agent,
    /// What or whom it is done to.
    Target,
    /// Where.
    Place,
    /// A sum of money or a count.
    Amount,
}

impl Macro {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Macro::Agent => "agent",
            Macro::Target => "target",
            Macro::Place => "place",
            Macro::Amount => "amount",
        }
    }
}

/// A participant, with the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The role's name in the event's type: "buyer", "plaintiff".
    pub role: Arc<str>,
    /// The role that all types share.
    pub macro_role: Macro,
    /// The participant's name: the words at `span`, or, where those are a pronoun or "the company", the name that they stand for.
    pub text: String,
    /// The words in the text that name the participant (of a resolved pronoun: where the name stands).
    pub span: Span,
}

/// When an event took place, as closely as the text bounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTime {
    /// The days that bound it.
    pub interval: Interval,
    /// TIMEX3 value, where there is one.
    pub value: Option<String>,
    /// EDTF, where the time is bounded at all.
    pub edtf: Option<String>,
    /// The date expression's words.
    pub expression: Option<Span>,
    /// Where the time comes from.
    pub basis: Basis,
}

/// One event as one sentence tells it. All spans are bytes into the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The event's type: the name of its file in `data/en/event/`.
    pub kind: Arc<str>,
    /// Whether it took place.
    pub status: Status,
    /// The words that name the event.
    pub trigger: Span,
    /// The sentence: the mention's quote.
    pub sentence: Span,
    /// When.
    pub time: EventTime,
    /// Who, what, where, how much; in text order within each role.
    pub arguments: Vec<Argument>,
    /// The name of the frame that found it: "acquisition: acquire, buy …".
    pub rule: Arc<str>,
}

impl Mention {
    /// The texts of all arguments with `macro_role`, in order, each once.
    pub fn texts(&self, macro_role: Macro) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        for a in self.arguments.iter().filter(|a| a.macro_role == macro_role) {
            if !texts.contains(&a.text.as_str()) {
                texts.push(&a.text);
            }
        }
        texts
    }
}

/// EDTF of an interval of days: a day, a range of which one day is meant, or an open range.
pub(crate) fn edtf(interval: Interval) -> Option<String> {
    match (interval.earliest, interval.latest) {
        (Some(lo), Some(hi)) if lo == hi => Some(day(lo)),
        (Some(lo), Some(hi)) => Some(["[", &day(lo), "..", &day(hi), "]"].concat()),
        (None, Some(hi)) => Some(["[..", &day(hi), "]"].concat()),
        (Some(lo), None) => Some(["[", &day(lo), "..]"].concat()),
        (None, None) => None,
    }
}

/// "2018-07-12", which chrono takes long to write.
pub(crate) fn day(day: NaiveDate) -> String {
    iso_day(day).unwrap_or_else(|| day.format("%Y-%m-%d").to_string())
}
