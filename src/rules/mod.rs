//! The rules as data: finds the files (embedded, with a user's folder laid over them), reads the word lists, and says where an error is.

mod automaton;
mod lexicon;
mod pattern;
mod shape;
mod source;
mod words;

pub use automaton::{Automaton, Cache, Capture, Symbols};
pub use lexicon::load_tagger;
pub use pattern::{EXTENT, Program};
pub use shape::Shape;
pub(crate) use shape::{leading, whole};
pub use source::{RuleFile, RuleFiles, parse};
pub use words::load_words;
