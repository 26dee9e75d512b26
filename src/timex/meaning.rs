//! What an expression says before it is resolved: typed fields, no strings.

use super::rule::{DateForm, Holiday, Reference};
use super::unit::{DayPart, Part, Unit};
use super::value::Modifier;

/// A time expression as its words say it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Tokens, half-open.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Index of the rule.
    pub(crate) rule: u32,
    pub(crate) meaning: Meaning,
    /// Whether this one and the one after it are the ends of a range.
    pub(crate) range: bool,
}

/// What an expression says, before it is resolved.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    Date(Box<Partial>),
    Reference(Reference),
    Duration(Length),
    Set(Recurring),
}

/// A point or period of the calendar of which the words give only some fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Partial {
    pub(crate) form: DateForm,
    /// A captured number of units; `Some(None)` is vague.
    pub(crate) number: Option<Option<f64>>,
    pub(crate) unit: Option<Unit>,
    /// What the number counts where it counts the way to the period that the rest names: "three weeks ago today".
    pub(crate) counted: Option<Unit>,
    pub(crate) deixis: Option<i32>,
    pub(crate) century: Option<i32>,
    /// Tens of years; below 10 the century is missing.
    pub(crate) decade: Option<i32>,
    pub(crate) year: Option<i32>,
    /// Only two digits of the year were written.
    pub(crate) short_year: bool,
    pub(crate) half: Option<i32>,
    pub(crate) quarter: Option<i32>,
    pub(crate) season: Option<i32>,
    pub(crate) month: Option<i32>,
    pub(crate) week: Option<i32>,
    pub(crate) weekday: Option<i32>,
    pub(crate) day: Option<i32>,
    pub(crate) holiday: Option<Holiday>,
    pub(crate) part: Option<Part>,
    pub(crate) clock: Option<Clock>,
    pub(crate) daypart: Option<DayPart>,
    pub(crate) modifier: Option<Modifier>,
    /// Told by a firm's calendar: "fiscal 1996".
    pub(crate) fiscal: bool,
    /// Month and day on which the quarter ends, and whether it is over: "the quarter ended July 31".
    pub(crate) ends: Option<(u32, u32, bool)>,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: i32,
    pub(crate) minute: Option<i32>,
    pub(crate) second: Option<i32>,
    /// 1 before noon, 2 after.
    pub(crate) meridiem: Option<i32>,
}

/// A length of time.
#[derive(Debug, Clone)]
pub(crate) struct Length {
    /// `None` is vague.
    pub(crate) count: Option<f64>,
    pub(crate) unit: Unit,
    /// "two years and three months"
    pub(crate) rest: Option<(f64, Unit)>,
    pub(crate) toward: Option<i32>,
    pub(crate) modifier: Option<Modifier>,
}

/// Something that recurs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recurring {
    pub(crate) count: Option<f64>,
    pub(crate) unit: Option<Unit>,
    pub(crate) weekday: Option<i32>,
    pub(crate) month: Option<i32>,
    /// Of the month.
    pub(crate) day: Option<i32>,
    pub(crate) season: Option<i32>,
    pub(crate) daypart: Option<DayPart>,
    pub(crate) clock: Option<Clock>,
}
