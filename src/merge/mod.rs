//! One event told by many documents: which tellings are of the same event. Pure, near linear, and the same whatever was read first.
//!
//! A *telling* is what one document says of one event ([`crate::fact`] makes it from mentions). Tellings are put into small blocks by
//! what two tellings of one event must have in common, compared inside the blocks, linked, and each bundle of linked ones is split so that
//! no two of a fact contradict each other. Every step looks at a *set* and orders it by content, so that neither the order of
//! reading nor the number of runs leaves a trace.

mod amount;
mod block;
mod group;
mod profile;
mod same;
mod sketch;
mod words;

pub use group::{merge, size};
pub use profile::{Canon, Named, Profile, Who};
pub use same::{contradicts, same};
pub use sketch::{Sketch, sources};
