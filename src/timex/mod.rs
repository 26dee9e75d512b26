//! Time expressions: recognise → value → resolve → refine. Knows nothing of events.

mod books;
mod calendar;
mod choose;
mod detail;
mod example;
mod field;
mod meaning;
mod number;
mod options;
mod period;
mod point;
mod recognise;
mod refine;
mod resolve;
mod rule;
mod spell;
mod story;
mod tagger;
mod tense;
mod unit;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use example::Failure;
pub use options::{DateOrder, Options, Style};
pub use tagger::{RuleInfo, Tagger};
pub use value::{Interval, Modifier, Other, Relation, Timex, TimexType};
