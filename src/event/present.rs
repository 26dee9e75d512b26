//! Which asks a sentence answers at all, wherever its words stand: a bit for each ask, so that one look at all its words tells of all frames.

use rustc_hash::FxHashMap;

use super::ask::{Ask, FIGURE, NAME, PRONOUN};

/// Machine words in a [`Row`].
const WIDTH: usize = 16;

/// A bit for each ask that is known by a bit.
pub(super) type Row = [u64; WIDTH];

/// The bit of asks that are not known by one: it is always set.
pub(super) const ALWAYS: u16 = 0;

/// Which bits the words of a list and the flags set.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// By atoms and flags of an ask, its bit.
    bits: FxHashMap<(Vec<u16>, u8), u16>,
    /// By list of atoms, in the order in which they were added.
    rows: Vec<Row>,
    names: Row,
    figures: Row,
    pronouns: Row,
    /// By atom.
    by_atom: Vec<Vec<u16>>,
}

impl Present {
    /// The bit of an ask that words with one of `atoms` answer, or what `flags` say.
    pub(super) fn bit(&mut self, atoms: Vec<u16>, flags: u8) -> u16 {
        let next = self.bits.len() + 1;
        match next < WIDTH * 64 {
            true => *self.bits.entry((atoms, flags)).or_insert(next as u16),
            false => self.bits.get(&(atoms, flags)).copied().unwrap_or(ALWAYS),
        }
    }

    /// Makes ready for [`Present::list`], when all asks have their bits.
    pub(super) fn seal(&mut self, atoms: usize) {
        self.by_atom = vec![Vec::new(); atoms];
        for ((atoms, flags), bit) in &self.bits {
            for atom in atoms {
                self.by_atom[*atom as usize].push(*bit);
            }
            for (flag, row) in [(NAME, &mut self.names), (FIGURE, &mut self.figures), (PRONOUN, &mut self.pronouns)] {
                if flags & flag != 0 {
                    set(row, *bit);
                }
            }
        }
    }

    /// Adds the next list: a word that answers these atoms.
    pub(super) fn list(&mut self, atoms: &[u16]) {
        let mut row = [0; WIDTH];
        for bit in atoms.iter().flat_map(|atom| &self.by_atom[*atom as usize]) {
            set(&mut row, *bit);
        }
        self.rows.push(row);
    }

    /// What words with these lists answer.
    pub(super) fn words(&self, lists: impl Iterator<Item = u32>) -> Row {
        let mut all = [0; WIDTH];
        all[0] = 1 << ALWAYS;
        for list in lists {
            add(&mut all, &self.rows[list as usize]);
        }
        all
    }

    /// Adds to `all` what is answered by names, figures and pronouns, where there are any.
    pub(super) fn flagged(&self, all: &mut Row, [names, figures, pronouns]: [bool; 3]) {
        for (holds, row) in [(names, &self.names), (figures, &self.figures), (pronouns, &self.pronouns)] {
            if holds {
                add(all, row);
            }
        }
    }
}

/// 1 where the bit is set, else 0.
#[inline]
pub(super) fn has(row: &Row, bit: u16) -> u64 {
    row[bit as usize / 64 % WIDTH] >> (bit % 64) & 1
}

#[inline]
fn add(all: &mut Row, bits: &Row) {
    for at in 0..WIDTH {
        all[at] |= bits[at];
    }
}

fn set(row: &mut Row, bit: u16) {
    row[bit as usize / 64] |= 1 << (bit % 64);
}

/// The atoms and flags of all that may answer `ask`; `atom` tells a word's or class's atom.
pub(super) fn union(ask: &Ask, mut atoms: impl FnMut(&super::ask::Wish) -> Vec<u16>) -> (Vec<u16>, u8) {
    let mut all: Vec<u16> = ask.iter().flat_map(|(wish, _)| atoms(wish)).collect();
    all.sort_unstable();
    all.dedup();
    (all, ask.iter().fold(0, |flags, (wish, _)| flags | wish.flags))
}
