//! Text as rules see it: tokens, sentences, tags, noun groups and verb groups. Spans only, no copies.

mod bytes;
mod chunk;
mod classes;
mod headline;
mod index;
mod inflect;
mod lexicon;
mod look;
mod noun;
mod packed;
mod repair;
mod scan;
mod sentence;
mod tag;
mod tagger;
mod token;
mod verb;

pub use chunk::{Chunks, NounGroup, NounKind, Tense, VerbGroup, chunk, group, tag};
pub use inflect::{Doubling, Likely};
pub use lexicon::{ClassId, Form, Lexicon, UNKNOWN, WordId};
pub use look::{Look, look};
pub use sentence::Sentence;
pub use tag::{Tag, TagSet};
pub use tagger::{FEATURES, ModelError, Tagger, features};
pub use token::{Case, Gap, Kind, Token};

use crate::document::Span;

/// From how many bytes on a word may be several that have lost their spaces.
const GLUED: u32 = 16;

/// So many words without a mark are no sentence that anybody has written.
const RUN: usize = 60;

/// A text split into tokens and sentences, in one pass.
#[derive(Debug)]
pub struct Text<'d> {
    /// The document's text.
    pub source: &'d str,
    /// All tokens, in text order; white space belongs to none.
    pub tokens: Vec<Token>,
    /// All sentences, in text order; together they hold every token.
    pub sentences: Vec<Sentence>,
}

impl<'d> Text<'d> {
    /// Splits `source` (at most 4 GiB; what lies beyond is not looked at) into tokens and sentences.
    pub fn new(source: &'d str, lexicon: &Lexicon) -> Text<'d> {
        let scan::Scanned { tokens, seams } = scan::tokenize(source, lexicon);
        let sentences = sentence::split(source, &tokens, &seams, lexicon);
        Text { source, tokens, sentences }
    }

    /// The words of token `index`.
    pub fn word(&self, index: usize) -> &'d str {
        let token = &self.tokens[index];
        &self.source[token.start as usize..token.end as usize]
    }

    /// The bytes of token `index` as one number, the first lowest; none where there are more than sixteen.
    pub(crate) fn key(&self, index: usize) -> Option<u128> {
        let token = &self.tokens[index];
        let behind = 16_usize.checked_sub((token.end - token.start) as usize).filter(|b| *b < 16)?;
        match self.source.as_bytes()[token.start as usize..].first_chunk::<16>() {
            Some(bytes) => Some(u128::from_le_bytes(*bytes) << (8 * behind) >> (8 * behind)),
            None => packed::key(self.word(index)),
        }
    }

    /// The span from the first token to the last of `first..end` (token indexes, not empty).
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.tokens[first].start as usize, self.tokens[end - 1].end as usize)
    }

    /// Whether sentence `index` is a long run of words with hardly a mark among them: a text that has lost its punctuation, whose grammar nobody can tell.
    pub fn is_run_on(&self, index: usize) -> bool {
        let tokens = &self.tokens[self.sentences[index].range()];
        let marks = || tokens.iter().filter(|t| t.kind == Kind::Mark).count();
        tokens.len() > RUN && marks() * RUN < tokens.len()
    }

    /// Whether sentence `index` has words that have lost the spaces between them, as a page's menus have: "TicketsFlagsInternships".
    pub fn is_glued(&self, index: usize) -> bool {
        let joints = |token: &Token| {
            let long = token.case == Case::Mixed && token.end - token.start >= GLUED;
            let word = || &self.source.as_bytes()[token.start as usize..token.end as usize];
            let joint = |two: &&[u8]| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase();
            let joints = if long { word().windows(2).filter(joint).count() } else { 0 };
            if joints > 1 { joints } else { 0 }
        };
        // A slip glues one or two words; a menu many.
        self.tokens[self.sentences[index].range()].iter().map(joints).sum::<usize>() > 3
    }

    /// The sentence that holds token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|s| s.end as usize <= index)
    }
}
