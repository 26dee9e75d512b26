//! What must be printed under news and tells no event: paragraphs ("This release contains forward-looking statements …") and sentences ("An indictment is
//! merely an allegation").

use crate::text::{Lexicon, Sentence, Text, WordId};

/// How many sentences such a paragraph has at most, where nothing shows its end.
const LONGEST: usize = 8;

/// The phrases by which such paragraphs are known, as words.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    phrases: Vec<Phrase>,
    /// A bit a word, as far as the last that counts: whether some phrase is looked for where it stands.
    anchors: Vec<u64>,
}

#[derive(Debug)]
struct Phrase {
    words: Box<[WordId]>,
    /// The place of its longest word, which other sentences hardly have: the phrase is looked for where that stands.
    anchor: usize,
    /// Whether its paragraph ends the news; else only its sentence tells nothing.
    paragraph: bool,
}

impl Boilerplate {
    /// Takes phrases (lower case) that make boilerplate of their paragraphs and of their sentences; their words join `lexicon`.
    pub(super) fn new(paragraphs: &[String], sentences: &[String], lexicon: &mut Lexicon) -> Boilerplate {
        let mut phrase = |phrase: &String, paragraph: bool| {
            let spaced = phrase.replace('-', " - ");
            let words = spaced.split_whitespace().map(|word| lexicon.intern(word)).collect();
            let longest = spaced.split_whitespace().enumerate().max_by_key(|(_, word)| word.len());
            Phrase { words, anchor: longest.map_or(0, |(at, _)| at), paragraph }
        };
        let some = |phrases: &'_ [String]| -> Vec<String> {
            phrases.iter().filter(|phrase| !phrase.trim().is_empty()).cloned().collect()
        };
        let mut phrases: Vec<Phrase> = some(paragraphs).iter().map(|p| phrase(p, true)).collect();
        phrases.extend(some(sentences).iter().map(|p| phrase(p, false)));
        let mut anchors = Vec::new();
        for phrase in &phrases {
            let anchor = phrase.words[phrase.anchor] as usize;
            anchors.resize(anchors.len().max(anchor / 64 + 1), 0);
            anchors[anchor / 64] |= 1 << (anchor % 64);
        }
        Boilerplate { phrases, anchors }
    }

    /// The first phrase that stands in `sentence`.
    fn stands_in(&self, text: &Text<'_>, sentence: Sentence) -> Option<&Phrase> {
        let tokens = &text.tokens[sentence.range()];
        let is_anchor =
            |word: WordId| self.anchors.get(word as usize / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1);
        let anchors = tokens.iter().enumerate().filter(|(_, token)| is_anchor(token.word)).map(|(at, _)| at);
        // Where each phrase begins that stands around an anchor.
        let stands = |phrase: &Phrase, at: usize| {
            let first = at.checked_sub(phrase.anchor)?;
            let words = tokens.get(first..first + phrase.words.len())?;
            phrase.words.iter().zip(words).all(|(word, token)| *word == token.word).then_some(first)
        };
        let found = anchors.flat_map(|at| {
            let phrases = self.phrases.iter().enumerate();
            phrases.filter_map(move |(n, phrase)| stands(phrase, at).map(|first| (first, n)))
        });
        found.min().map(|(_, n)| &self.phrases[n])
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
