//! From a document to its facts: a pure function, the same input gives the same output.

use crate::document::Span;
use crate::event::Mention;
use crate::timex::Timex;

/// All that one document says.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The sentences, in text order.
    pub sentences: Vec<Span>,
    /// The time expressions, in text order.
    pub timexes: Vec<Timex>,
    /// The events, in text order.
    pub mentions: Vec<Mention>,
}
