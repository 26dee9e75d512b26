//! What a time expression says: TIMEX3 type, value and mod, an interval of days, EDTF.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use crate::document::Span;

/// TIMEX3 `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar period of a day or more.
    Date,
    /// A time of day.
    Time,
    /// How long something lasts.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimexType {
    /// The type of that name.
    pub fn from_name(name: &str) -> Option<TimexType> {
        [TimexType::Date, TimexType::Time, TimexType::Duration, TimexType::Set].into_iter().find(|t| t.name() == name)
    }

    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// TIMEX3 `mod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
pub enum Modifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Modifier {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Before => "BEFORE",
            Modifier::After => "AFTER",
            Modifier::OnOrBefore => "ON_OR_BEFORE",
            Modifier::OnOrAfter => "ON_OR_AFTER",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
        }
    }
}

/// Days from `earliest` to `latest`, both included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// First possible day.
    pub earliest: Option<NaiveDate>,
    /// Last possible day.
    pub latest: Option<NaiveDate>,
}

impl Interval {
    /// From `earliest` to `latest`, both included.
    pub fn new(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> Interval {
        Interval { earliest, latest }
    }

    /// One day.
    pub fn day(day: NaiveDate) -> Interval {
        Interval::new(Some(day), Some(day))
    }

    /// Whether both ends are open.
    pub fn is_open(self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// Whether the two can share a day.
    pub fn meets(self, other: Interval) -> bool {
        let before = |a: Option<NaiveDate>, b: Option<NaiveDate>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }
}

/// How a time expression relates the event to its value, said by a word before it that TIMEX3 leaves outside: "by June", "since 2013".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Relation {
    /// "in June", "on Monday", or no word.
    #[default]
    At,
    /// "by", "until", "before": at the latest.
    By,
    /// "before", "prior to".
    Before,
    /// "since".
    Since,
    /// "after", "from … on".
    After,
    /// "until", "till", "through".
    Until,
    /// "for", "over", "during", "within" before a duration.
    For,
}

/// A time expression, resolved as far as the text allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// The expression, without a preposition before it.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value: "2018-06-05", "2013-SU", "P3M", "PRESENT_REF", "XXXX-WXX-1" …
    pub value: String,
    /// TIMEX3 mod.
    pub modifier: Option<Modifier>,
    /// The days that the value (narrowed by `modifier`: late 2016 = its last third) covers, where it is resolved: for DATE and TIME, a day or more.
    /// The preposition is not applied; see `relation`.
    pub interval: Option<Interval>,
    /// The word before the expression.
    pub relation: Relation,
    /// Extended Date/Time Format (ISO 8601-2) of a resolved DATE.
    pub edtf: Option<String>,
    /// What it was resolved against, in words, for `explain`: "document date 2018-07-16", "last-mentioned April 2018"; empty for an absolute date.
    pub reference: String,
    /// Why it is this one of several, in words, for `explain`: "the nearest, in a clause of the past"; empty where its words alone say it.
    pub why: &'static str,
    /// The name of the rule that found it.
    pub rule: std::sync::Arc<str>,
    /// Index, in the document's list, of the other end of a range: "between May and July", "March 3-5". The earlier one in the text is the beginning.
    pub range_with: Option<usize>,
    /// TIMEX3 quant of a SET: "EVERY", "EACH", "SOME".
    pub quant: Option<&'static str>,
    /// TIMEX3 freq of a SET: how many times in the period ("twice a week" is 2).
    pub freq: Option<u32>,
    /// TIMEX3 beginPoint: where the range that this ends, or this duration, begins.
    pub begin_point: Option<Other>,
    /// TIMEX3 endPoint: where the range that this begins, or this duration, ends.
    pub end_point: Option<Other>,
    /// TIMEX3 anchorTimeID: what it was resolved against.
    pub anchor: Option<Other>,
}

impl Timex {
    /// An expression of which no more is known than this.
    pub fn new(span: Span, kind: TimexType, value: String, rule: std::sync::Arc<str>) -> Timex {
        Timex {
            span,
            kind,
            value,
            modifier: None,
            interval: None,
            relation: Relation::default(),
            edtf: None,
            reference: String::new(),
            why: "",
            rule,
            range_with: None,
            quant: None,
            freq: None,
            begin_point: None,
            end_point: None,
            anchor: None,
        }
    }
}

/// A time that an expression leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Other {
    /// The document's date, `t0` in TimeML.
    Document,
    /// The expression with this index in the document's list; in TimeML the index plus one.
    Expression(usize),
}

impl Other {
    /// The number in its TimeML id: 0 for the document's date.
    pub fn number(self) -> usize {
        match self {
            Other::Document => 0,
            Other::Expression(index) => index + 1,
        }
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Interval", 2)?;
        s.serialize_field("earliest", &self.earliest.map(|d| d.format("%Y-%m-%d").to_string()))?;
        s.serialize_field("latest", &self.latest.map(|d| d.format("%Y-%m-%d").to_string()))?;
        s.end()
    }
}
