//! What the tagger looks at: a token, its neighbours and the tags before it, as hashes.

use super::super::look::{Look, OUTSIDE};

/// How many features a token has.
pub const FEATURES: usize = 20;

/// How many of them are asked first.
const FIRST: usize = 7;

/// A token with its neighbours and the tags before it.
pub(super) struct Around<'a> {
    l2: &'a Look,
    l1: &'a Look,
    pub(super) me: &'a Look,
    r1: &'a Look,
    r2: &'a Look,
    pub(super) last: u32,
    pub(super) before: u32,
}

impl<'a> Around<'a> {
    pub(super) fn new(looks: &'a [Look], i: usize, last: u32, before: u32) -> Around<'a> {
        let at = |offset: isize| i.checked_add_signed(offset).and_then(|j| looks.get(j)).unwrap_or(&OUTSIDE);
        Around { l2: at(-2), l1: at(-1), me: at(0), r1: at(1), r2: at(2), last, before }
    }

    /// The features of the word itself with the tag before it, and of what stands beside it. With the tags before it, these settle four tokens in five.
    #[inline]
    pub(super) fn first(&self) -> [u32; FIRST] {
        let Around { l1, me, r1, last, .. } = *self;
        [
            mix(10, me.ambiguity, me.shape, last),
            mix(3, me.suffix3, me.shape, 0),
            mix(20, me.ambiguity, 0, 0),
            mix(1, me.word, 0, 0),
            mix(4, me.suffix2, last, 0),
            mix(11, me.shape, r1.shape, l1.shape),
            mix(12, r1.suffix3, me.ambiguity, 0),
        ]
    }

    /// The others.
    #[inline]
    pub(super) fn fine(&self) -> [u32; FEATURES - FIRST - 1] {
        let Around { l2, l1, me, r1, r2, last, before } = *self;
        [
            mix(2, me.word, last, 0),
            mix(6, l1.word, me.ambiguity, 0),
            mix(7, r1.word, me.ambiguity, 0),
            mix(8, me.ambiguity, last, before),
            mix(9, me.ambiguity, r1.ambiguity, last),
            mix(13, me.ambiguity, r1.ambiguity, r2.ambiguity),
            mix(14, l2.word, last, me.ambiguity),
            mix(15, r2.word, me.ambiguity, 0),
            mix(16, me.word, r1.ambiguity, 0),
            mix(17, me.shape, me.ambiguity, r1.shape),
            mix(18, me.word, r1.word, 0),
            mix(19, me.word, l1.word, 0),
        ]
    }
}

/// An odd number with well-mixed bits.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// A feature's hash, by its template and what stands in it.
#[inline]
pub(super) fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut h = u64::from(template).wrapping_mul(MIX);
    for part in [a, b, c] {
        h = (h ^ u64::from(part)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        h ^= h >> 32;
    }
    (h as u32).max(1)
}

/// The token's features, given the tags of the two tokens before it (or numbers above all tags where there is none). For the program that learns.
pub fn features(looks: &[Look], i: usize, last: u32, before: u32) -> [u32; FEATURES] {
    let around = Around::new(looks, i, last, before);
    let mut all = [0; FEATURES];
    all[..FIRST].copy_from_slice(&around.first());
    all[FIRST] = mix(5, last, before, 0);
    all[FIRST + 1..].copy_from_slice(&around.fine());
    all
}
