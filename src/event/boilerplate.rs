//! What must be printed under news and tells no event: paragraphs ("This release contains forward-looking statements …") and sentences ("An indictment is
//! merely an allegation").

use crate::text::{Lexicon, Sentence, Text, WordId};

/// How many sentences such a paragraph has at most, where nothing shows its end.
const LONGEST: usize = 8;

/// The phrases by which such paragraphs are known, as words.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    phrases: Vec<Phrase>,
    /// By word, as far as the last that counts: whether some phrase begins with it.
    begins: Vec<bool>,
}

#[derive(Debug)]
struct Phrase {
    words: Box<[WordId]>,
    /// Whether its paragraph ends the news; else only its sentence tells nothing.
    paragraph: bool,
}

impl Boilerplate {
    /// Takes phrases (lower case) that make boilerplate of their paragraphs and of their sentences; their words join `lexicon`.
    pub(super) fn new(paragraphs: &[String], sentences: &[String], lexicon: &mut Lexicon) -> Boilerplate {
        let mut phrase = |phrase: &String, paragraph: bool| {
            let spaced = phrase.replace('-', " - ");
            let words = spaced.split_whitespace().map(|word| lexicon.intern(word)).collect();
            Phrase { words, paragraph }
        };
        let some = |phrases: &'_ [String]| -> Vec<String> {
            phrases.iter().filter(|phrase| !phrase.trim().is_empty()).cloned().collect()
        };
        let mut phrases: Vec<Phrase> = some(paragraphs).iter().map(|p| phrase(p, true)).collect();
        phrases.extend(some(sentences).iter().map(|p| phrase(p, false)));
        let mut begins = Vec::new();
        for phrase in &phrases {
            let first = phrase.words[0] as usize;
            begins.resize(begins.len().max(first + 1), false);
            begins[first] = true;
        }
        Boilerplate { phrases, begins }
    }

    /// The first phrase that stands in `sentence`.
    fn stands_in(&self, text: &Text<'_>, sentence: Sentence) -> Option<&Phrase> {
        let tokens = &text.tokens[sentence.range()];
        let begins = |at: &usize| self.begins.get(tokens[*at].word as usize) == Some(&true);
        (0..tokens.len()).filter(begins).find_map(|at| {
            self.phrases.iter().find(|phrase| {
                tokens.len() >= at + phrase.words.len()
                    && phrase.words.iter().zip(&tokens[at..]).all(|(word, token)| *word == token.word)
            })
        })
    }

    /// Whether `sentence` is such a one or belongs to such a paragraph; `left` (0 at the start of a text) keeps how many more sentences may belong to it.
    pub(super) fn holds(&self, text: &Text<'_>, sentence: Sentence, left: &mut usize) -> bool {
        *left = if sentence.paragraph { 0 } else { left.saturating_sub(1) };
        let phrase = self.stands_in(text, sentence);
        if phrase.is_some_and(|phrase| phrase.paragraph) {
            *left = LONGEST;
        }
        phrase.is_some() || *left > 0
    }
}
