//! Time expressions: recognise → value → resolve → refine. Knows nothing of events.

mod value;

pub use value::{Interval, Modifier, Relation, Timex, TimexType};
