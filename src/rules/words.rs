//! Word lists: `words/*.toml`, each table a class of words.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::source::{RuleFiles, parse};
use crate::error::Result;
use crate::text::Lexicon;

/// A class of words, or of phrases of several words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    /// Words without a value.
    #[serde(default)]
    words: Vec<String>,
    /// Words with a number: months, units, holidays.
    #[serde(default)]
    values: BTreeMap<String, i32>,
}

/// Puts every class of the word lists into `lexicon`.
///
/// # Errors
/// Where a list cannot be read; names file and line.
pub fn load_words(files: &RuleFiles, lexicon: &mut Lexicon) -> Result<()> {
    // Frequent words get the first numbers: all tables by word then keep them together.
    if let Some(frequent) = files.get("words/frequent.txt") {
        frequent.text()?.lines().filter(|l| !l.starts_with("# ")).for_each(|word| {
            lexicon.intern(word);
        });
    }
    for file in files.in_folder("words").filter(|f| f.path.ends_with(".toml")) {
        let classes: BTreeMap<String, Class> = parse(file)?;
        for (name, class) in &classes {
            for word in &class.words {
                lexicon.add_to_class(name, word, 0);
            }
            for (word, value) in &class.values {
                lexicon.add_to_class(name, word, *value);
            }
        }
    }
    super::lexicon::load_lexicon(files, lexicon)
}
