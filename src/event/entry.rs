//! What is asked of triggers first, of every one in a text: so much that its data and its branches have to be few.

use super::answer::{Flags, TRIGGER_FLAGS};
use super::present::{self, Row};

/// What is asked of a trigger first: as small as can be, so that four stand in a line of the processor's cache.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The bits of its other words.
    pub(super) bloom: u64,
    /// What its frame asks first: bits of what the sentence answers.
    pub(super) asks: [u16; 2],
    /// What must not stand before it, and [`HEADS`] and [`PHRASE`].
    pub(super) barred: Flags,
    /// Which of its word's triggers it is.
    pub(super) trigger: u16,
}

/// Of an [`Entry`]: it is a noun, which must head its group.
pub(super) const HEADS: Flags = TRIGGER_FLAGS;
/// Of an [`Entry`]: it has other words than its own.
pub(super) const PHRASE: Flags = TRIGGER_FLAGS << 1;

/// What is known around a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'s> {
    /// The flags of the word before it, and [`HEADS`] where it cannot head its group.
    pub(super) before: Flags,
    /// The bits of the words before it, of the first behind it, and of all behind it, as far as they count.
    pub(super) beside: [u64; 3],
    /// What its sentence answers.
    pub(super) present: &'s Row,
}

impl Entry {
    pub(super) fn is_phrase(self) -> bool {
        self.barred & PHRASE != 0
    }

    /// Whether it may hold. Without branches: what one of so many says cannot be foreseen.
    #[inline]
    fn may_hold(&self, around: &Around<'_>) -> bool {
        let others = around.beside[if self.barred & HEADS != 0 { 0 } else { 2 }];
        let asked = present::has(around.present, self.asks[0]) & present::has(around.present, self.asks[1]);
        (self.bloom & !others) | u64::from(around.before & self.barred) | (asked ^ 1) == 0
    }
}

/// The entries of all words.
#[derive(Debug, Default)]
pub(super) struct Entries {
    words: Vec<OfWord>,
    entries: Vec<Entry>,
    /// Where groups of entries begin, and where the last of a word ends.
    groups: Vec<u32>,
}

/// A word's entries: first those that may stand anywhere, then a group for each bit that the first word behind must have.
#[derive(Debug, Clone, Copy)]
struct OfWord {
    firsts: u64,
    from: u32,
    groups: u32,
}

impl Entries {
    /// Adds the next word: its entries, each with the bit of the first word that must stand behind it, where it asks for one.
    pub(super) fn push(&mut self, mut of_word: Vec<(Option<u32>, Entry)>) {
        of_word.sort_by_key(|(first, _)| *first);
        let firsts = of_word.iter().filter_map(|(first, _)| *first).fold(0_u64, |bits, first| bits | 1 << first);
        self.words.push(OfWord { firsts, from: self.entries.len() as u32, groups: self.groups.len() as u32 });
        for group in of_word.chunk_by(|(a, _), (b, _)| a == b) {
            if group[0].0.is_some() {
                self.groups.push(self.entries.len() as u32);
            }
            self.entries.extend(group.iter().map(|(_, entry)| *entry));
        }
        self.groups.push(self.entries.len() as u32);
    }

    /// Calls `take` with the entries of a word that may hold.
    pub(super) fn each(&self, word: usize, around: &Around<'_>, mut take: impl FnMut(&Entry)) {
        let of = self.words[word];
        let mut all = |from: u32, end: u32| {
            for entry in &self.entries[from as usize..end as usize] {
                if entry.may_hold(around) {
                    take(entry);
                }
            }
        };
        let groups = &self.groups[of.groups as usize..];
        all(of.from, groups[0]);
        let mut there = of.firsts & around.beside[1];
        while there != 0 {
            let group = (of.firsts & ((there & there.wrapping_neg()) - 1)).count_ones() as usize;
            all(groups[group], groups[group + 1]);
            there &= there - 1;
        }
    }
}
