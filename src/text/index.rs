//! The interner: texts of all words in one buffer, and a hash table of their ids over it. One look-up a token goes through here.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::lexicon::{UNKNOWN, WordId};
use super::packed::{Key, hash, key};

/// The bits of a slot that hold an id: a million words.
const IDS: u32 = (1 << 20) - 1;

/// Words by id and ids by word. Id 0 is the empty word, [`UNKNOWN`].
#[derive(Debug, Clone)]
pub(super) struct Index {
    buffer: String,
    /// Where each word ends in `buffer`; it begins where the one before it ends.
    ends: Vec<u32>,
    /// The keys of short words; 0 for long ones.
    keys: Vec<Key>,
    /// The ids of the words of one ASCII byte: marks, mostly.
    bytes: [WordId; 128],
    /// Open addressing: an id and, above it, some bits of its hash; 0 = empty. The length is a power of two, at most half full.
    slots: Vec<u32>,
}

impl Index {
    pub(super) fn new() -> Index {
        Index {
            buffer: String::with_capacity(1 << 18),
            ends: vec![0],
            keys: vec![0],
            bytes: [UNKNOWN; 128],
            slots: vec![0; 1 << 17],
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, id: WordId) -> &str {
        let id = id as usize;
        if id == 0 { "" } else { &self.buffer[self.ends[id - 1] as usize..self.ends[id] as usize] }
    }

    pub(super) fn id(&self, word: &str) -> WordId {
        match key(word) {
            Some(key) => self.id_of(key),
            None => self.find(word, 0, place(word)).unwrap_or(UNKNOWN),
        }
    }

    /// The id of a short word by its key.
    #[inline]
    pub(super) fn id_of(&self, key: Key) -> WordId {
        let (mut at, bits) = split(hash(key));
        let mask = self.slots.len() - 1;
        loop {
            at &= mask;
            let slot = self.slots[at];
            let id = slot & IDS;
            if id == UNKNOWN || slot & !IDS == bits && self.keys[id as usize] == key {
                return id;
            }
            at += 1;
        }
    }

    /// The id of a word of one ASCII byte.
    #[inline]
    pub(super) fn id_of_byte(&self, byte: u8) -> WordId {
        self.bytes.get(usize::from(byte)).copied().unwrap_or(UNKNOWN)
    }

    /// The word's id, and whether it is new.
    pub(super) fn intern(&mut self, word: &str) -> (WordId, bool) {
        let key = key(word);
        let (at, bits) = key.map_or_else(|| place(word), |key| split(hash(key)));
        if let Some(id) = self.find(word, key.unwrap_or(0), (at, bits)) {
            return (id, false);
        }
        // Words beyond the last number are not kept: they stay unknown.
        let id = self.ends.len() as WordId;
        if id > IDS {
            return (UNKNOWN, false);
        }
        self.buffer.push_str(word);
        self.ends.push(self.buffer.len() as u32);
        self.keys.push(key.unwrap_or(0));
        if let &[byte @ ..128] = word.as_bytes() {
            self.bytes[usize::from(byte)] = id;
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.put(id, at, bits);
        }
        (id, true)
    }

    fn find(&self, word: &str, key: Key, (mut at, bits): (usize, u32)) -> Option<WordId> {
        let mask = self.slots.len() - 1;
        loop {
            at &= mask;
            let slot = self.slots[at];
            let id = slot & IDS;
            if id == UNKNOWN {
                return None;
            }
            if slot & !IDS == bits && self.keys[id as usize] == key && (key != 0 || self.text(id) == word) {
                return Some(id);
            }
            at += 1;
        }
    }

    fn put(&mut self, id: WordId, mut at: usize, bits: u32) {
        let mask = self.slots.len() - 1;
        at &= mask;
        while self.slots[at] & IDS != UNKNOWN {
            at = (at + 1) & mask;
        }
        self.slots[at] = id | bits;
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for id in 1..self.ends.len() as WordId {
            let (at, bits) = match self.keys[id as usize] {
                0 => place(self.text(id)),
                key => split(hash(key)),
            };
            self.put(id, at, bits);
        }
    }
}

/// Where a long word is looked for first, and the bits that tell it from most others there.
fn place(word: &str) -> (usize, u32) {
    split(FxBuildHasher.hash_one(word))
}

fn split(hash: u64) -> (usize, u32) {
    ((hash >> 32) as usize, hash as u32 & !IDS)
}
