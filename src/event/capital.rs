//! What a document tells of its capitalised words: how often it writes them, and which are names and surnames.

use rustc_hash::FxHashMap;

use super::story::{Referent, Story};
use crate::text::{Case, Kind as TokenKind, NounGroup, Text, Token};

/// The capitalised words of a document.
#[derive(Default)]
pub(crate) struct Counts<'d> {
    /// The short ones by their bytes as one number, which is quickly made and compared; nearly all are.
    short: FxHashMap<u128, Capital>,
    long: FxHashMap<&'d str, Capital>,
}

impl<'d> Counts<'d> {
    fn entry(&mut self, text: &Text<'d>, token: usize) -> &mut Capital {
        match text.key(token) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry(text.word(token)).or_default(),
        }
    }

    fn get(&self, text: &Text<'d>, token: usize) -> Option<&Capital> {
        match text.key(token) {
            Some(key) => self.short.get(&key),
            None => self.long.get(text.word(token)),
        }
    }
}

/// What a document tells of a capitalised word.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Capital {
    /// How often it stands there.
    count: u32,
    /// Whether it has its capital within a sentence whose other words have none.
    inside: bool,
    /// Whether it stands behind a given name or a title.
    pub(super) surname: bool,
}

impl Story<'_, '_> {
    /// "Lee", where the document tells of "Ann Lee" or "Ms. Lee".
    pub(super) fn is_surname(&self, group: &NounGroup) -> bool {
        group.end - group.core == 1 && self.capital(group.core as usize).surname
    }

    /// Whether the document writes the word with a capital within a sentence, too.
    pub(super) fn is_named_elsewhere(&self, token: usize) -> bool {
        self.capital(token).inside
    }

    /// How often the document writes the name's first word.
    pub(super) fn count(&self, found: &Referent) -> u32 {
        self.capital(found.tokens.0).count
    }

    /// What the document tells of a word with a capital.
    pub(super) fn capital(&self, token: usize) -> Capital {
        let counts = self.counts.get_or_init(|| {
            let text = self.text;
            let mut counts = Counts::default();
            counts.short.reserve(text.tokens.len() / 16);
            let small = |token: &Token| (token.kind == TokenKind::Word) & (token.case == Case::Lower);
            let (mut given, mut before) = (false, false);
            for (i, token) in text.tokens.iter().enumerate() {
                let capital = (token.kind == TokenKind::Word) & (token.case != Case::Lower);
                if capital {
                    let behind = text.tokens.get(i + 1).is_some_and(small);
                    let entry = counts.entry(text, i);
                    entry.count += 1;
                    // Between two words in small letters: no title, no head of a sentence.
                    entry.inside |= before & behind;
                    entry.surname |= given;
                }
                given = capital && self.kinds.introduces_person(self.lexicon, token.word);
                before = small(token);
            }
            counts
        });
        counts.get(self.text, token).copied().unwrap_or_default()
    }
}
