//! Texts that are nearly the same: the agency's report in ten papers is one source.
//!
//! One-permutation MinHash (Li, Owen and Zhang 2012) over runs of five words.

use super::words::{mix, words};

/// Bins of a sketch.
const BINS: usize = 32;

/// How many words a run has.
const RUN: usize = 5;

/// By how many bits a word is turned for each that follows.
const TURN: u32 = 11;

/// How much of a text is looked at, in bytes.
const LONG: usize = 12_000;

/// From which share of common runs on two texts are one source.
const ALIKE: f64 = 0.4;

/// What a text is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u16; BINS]);

impl Sketch {
    /// The sketch of a text.
    pub fn new(text: &str) -> Sketch {
        let mut bins = [u64::MAX; BINS];
        let mut last = [0u64; RUN];
        let (mut run, mut count) = (0u64, 0);
        words(&text.as_bytes()[..text.len().min(LONG)], |word| {
            // The number of the last words together: each is turned once more for every word after it, and turned out in the end.
            run = run.rotate_left(TURN) ^ word ^ last[count % RUN].rotate_left(TURN * RUN as u32);
            last[count % RUN] = word;
            count += 1;
            if count >= RUN {
                let run = mix(0, run);
                let bin = &mut bins[(run >> 59) as usize];
                *bin = (*bin).min(run << 5);
            }
        });
        // 0 is an empty bin.
        Sketch(bins.map(|b| if b == u64::MAX { 0 } else { ((b >> 48) as u16).max(1) }))
    }

    /// As bytes.
    pub fn bytes(&self) -> [u8; 2 * BINS] {
        let mut bytes = [0; 2 * BINS];
        for (two, bin) in bytes.chunks_exact_mut(2).zip(self.0) {
            two.copy_from_slice(&bin.to_le_bytes());
        }
        bytes
    }

    /// From what [`bytes`](Self::bytes) gave.
    pub fn read(bytes: &[u8]) -> Option<Sketch> {
        let mut bins = [0; BINS];
        if bytes.len() != 2 * BINS {
            return None;
        }
        bins.iter_mut().zip(bytes.chunks_exact(2)).for_each(|(bin, two)| *bin = u16::from_le_bytes([two[0], two[1]]));
        Some(Sketch(bins))
    }

    fn alike(&self, other: &Sketch) -> bool {
        let both = |wanted: fn(u16, u16) -> bool| self.0.iter().zip(other.0).filter(|(a, b)| wanted(**a, *b)).count();
        let (equal, used) = (both(|a, b| a == b && a != 0), both(|a, b| a != 0 || b != 0));
        used > 0 && equal as f64 >= ALIKE * used as f64
    }
}

/// How many sources texts are: those that are nearly the same, directly or by way of others, count once; a text without a sketch is its own.
pub fn sources(texts: &[Option<Sketch>]) -> usize {
    // Of very many, each of the rest is compared with these.
    const MOST: usize = 200;
    let mut groups: Vec<Vec<&Sketch>> = Vec::new();
    let mut alone = 0;
    for text in texts {
        let Some(text) = text else {
            alone += 1;
            continue;
        };
        let mut joined = vec![text];
        groups.retain_mut(|group| {
            let alike = group.iter().take(MOST).any(|other| text.alike(other));
            if alike {
                joined.append(group);
            }
            !alike
        });
        groups.push(joined);
    }
    groups.len() + alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(words: usize, seed: usize) -> String {
        (0..words).map(|n| format!("w{} ", (n * 7919 + seed * 104_729) % 5003)).collect()
    }

    #[test]
    fn an_edited_copy_is_the_same_source_and_another_text_is_not() {
        let (text, other) = (story(300, 1), story(300, 2));
        let copy = format!("LONDON (Agency) - {} The paper adds a line of its own here.", &text[..text.len() * 4 / 5]);
        let sketch = |t: &str| Some(Sketch::new(t));
        assert_eq!(sources(&[sketch(&text), sketch(&copy), sketch(&other)]), 2);
        assert_eq!(sources(&[sketch(&other), sketch(&copy), sketch(&text)]), 2);
        assert_eq!(sources(&[sketch(""), sketch(""), None, None]), 4, "nothing is not the same as nothing");
    }

    #[test]
    fn a_sketch_survives_its_bytes() {
        let sketch = Sketch::new(&story(50, 3));
        assert_eq!(Sketch::read(&sketch.bytes()), Some(sketch));
        assert_eq!(Sketch::read(b"short"), None);
    }
}
