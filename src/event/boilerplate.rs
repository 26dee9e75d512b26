//! Paragraphs that firms must print under their news, and that tell no event: "This release contains forward-looking statements …".

use crate::text::{Lexicon, Sentence, Text, WordId};

/// How many sentences such a paragraph has at most, where nothing shows its end.
const LONGEST: usize = 8;

/// The phrases by which such paragraphs are known, as words.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    phrases: Vec<Box<[WordId]>>,
    /// By word, as far as the last that counts: whether some phrase begins with it.
    begins: Vec<bool>,
}

impl Boilerplate {
    /// Takes `phrases` (lower case); their words join `lexicon`.
    pub(super) fn new(phrases: &[String], lexicon: &mut Lexicon) -> Boilerplate {
        let words = |phrase: &String| {
            let spaced = phrase.replace('-', " - ");
            spaced.split_whitespace().map(|word| lexicon.intern(word)).collect()
        };
        let some = phrases.iter().filter(|phrase| !phrase.trim().is_empty());
        let phrases: Vec<Box<[WordId]>> = some.map(words).collect();
        let mut begins = Vec::new();
        for phrase in &phrases {
            let first = phrase[0] as usize;
            begins.resize(begins.len().max(first + 1), false);
            begins[first] = true;
        }
        Boilerplate { phrases, begins }
    }

    fn stands_in(&self, text: &Text<'_>, sentence: Sentence) -> bool {
        let tokens = &text.tokens[sentence.range()];
        tokens.iter().enumerate().any(|(at, token)| {
            self.begins.get(token.word as usize) == Some(&true)
                && self.phrases.iter().any(|phrase| {
                    tokens.len() >= at + phrase.len()
                        && phrase.iter().zip(&tokens[at..]).all(|(word, token)| *word == token.word)
                })
        })
    }

    /// Whether `sentence` belongs to such a paragraph; `left` (0 at the start of a text) keeps how many more sentences may belong to it.
    pub(super) fn holds(&self, text: &Text<'_>, sentence: Sentence, left: &mut usize) -> bool {
        *left = if sentence.paragraph { 0 } else { left.saturating_sub(1) };
        if self.stands_in(text, sentence) {
            *left = LONGEST;
        }
        *left > 0
    }
}
