//! The rules as data: finds the files (embedded, with a user's folder laid over them), reads the word lists, and says where an error is.

mod source;
mod words;

pub use source::{RuleFile, RuleFiles, parse};
pub use words::load_words;
