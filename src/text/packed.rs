//! Sixteen bytes at once: the letters at the start of a word, their case, and the key by which short words are looked up.

const LANES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * LANES;
/// The bit that a small letter has and its capital lacks.
const SMALL: u64 = 0x20 * LANES;

/// A word of at most sixteen bytes as one number, its first byte lowest, filled up with zeros.
pub(super) type Key = u128;

/// The longest word that has a [`Key`].
pub(super) const KEY_BYTES: usize = 16;

/// The key of `word`, if it is short enough.
pub(super) fn key(word: &str) -> Option<Key> {
    let bytes = word.as_bytes();
    if bytes.len() > KEY_BYTES {
        return None;
    }
    let mut padded = [0; KEY_BYTES];
    padded[..bytes.len()].copy_from_slice(bytes);
    Some(Key::from_le_bytes(padded))
}

/// A well-mixed hash of a key.
pub(super) fn hash(key: Key) -> u64 {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let product = u128::from(low ^ 0x2d35_8dcc_aa6c_78a5) * u128::from(high ^ 0x8bb8_4b93_962e_acc9);
    (product as u64 ^ (product >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The ASCII letters that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    /// How many; less than [`KEY_BYTES`].
    pub(super) count: usize,
    /// Their key in lower case.
    pub(super) key: Key,
    /// How many of them are capitals.
    pub(super) upper: u32,
    /// Whether the first is one.
    pub(super) capital: bool,
}

/// The ASCII letters that begin at `at`; `None` where there are too many for a key, or the text ends too early to tell at once.
#[inline]
pub(super) fn letters(bytes: &[u8], at: usize) -> Option<Letters> {
    let low = eight(bytes, at)?;
    let (mask, upper) = classify(low);
    let other = !mask & HIGH;
    let capital = upper & 0x80 != 0;
    if other != 0 {
        let bits = other.trailing_zeros() & !7;
        let inside = (1_u64 << bits) - 1;
        return Some(Letters {
            count: bits as usize / 8,
            key: Key::from((low | SMALL) & inside),
            upper: (upper & inside).count_ones(),
            capital,
        });
    }
    let high = eight(bytes, at + 8)?;
    let (mask, second) = classify(high);
    let other = !mask & HIGH;
    if other == 0 {
        return None;
    }
    let bits = other.trailing_zeros() & !7;
    let inside = (1_u64 << bits) - 1;
    let high = (high | SMALL) & inside;
    Some(Letters {
        count: 8 + bits as usize / 8,
        key: Key::from(low | SMALL) | Key::from(high) << 64,
        upper: upper.count_ones() + (second & inside).count_ones(),
        capital,
    })
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The top bit of each byte that is an ASCII letter, and of each that is a capital.
#[inline]
fn classify(x: u64) -> (u64, u64) {
    let small = (x & !HIGH) | SMALL;
    let from_a = small + (0x80 - b'a' as u64) * LANES;
    let past_z = small + (0x7f - b'z' as u64) * LANES;
    let letters = from_a & !past_z & !x & HIGH;
    (letters, letters & !(x << 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_agree_with_counting_them(text in "[ -~é]{0,3}[a-zA-Z]{0,18}[ -~é@`\\[{]{0,20}", at in 0..8_usize) {
            if let Some(found) = letters(text.as_bytes(), at) {
                let rest = &text.as_bytes()[at..];
                let count = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
                prop_assert_eq!(found.count, count);
                let word = std::str::from_utf8(&rest[..count]).expect("ASCII");
                prop_assert_eq!(Some(found.key), key(&word.to_lowercase()));
                prop_assert_eq!(found.upper as usize, word.bytes().filter(u8::is_ascii_uppercase).count());
                prop_assert_eq!(found.capital, word.starts_with(|c: char| c.is_ascii_uppercase()));
            }
        }
    }
}
