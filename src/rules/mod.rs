//! The rules as data: finds the files (embedded, with a user's folder laid over them), reads the word lists, and says where an error is.

mod lexicon;
mod source;
mod words;

pub use lexicon::load_tagger;
pub use source::{RuleFile, RuleFiles, parse};
pub use words::load_words;
