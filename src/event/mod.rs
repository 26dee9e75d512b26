//! Events: frames over grammar, roles, status, and the time of each event.

mod mention;
pub mod rule;

pub use mention::{Argument, Basis, EventTime, Macro, Mention, Status};
