//! Words as numbers: one pass over the bytes, whatever their case.

/// A word that grows byte by byte.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    last: u64,
    length: u32,
}

impl Word {
    #[inline]
    fn push(&mut self, byte: u8) {
        // Capital and small ASCII letters differ in this bit; that it also joins a few other bytes does no harm.
        self.last = self.last << 8 | u64::from(byte | 0x20);
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.hash = mix(self.hash, self.last);
            self.last = 0;
        }
    }

    fn number(self) -> u64 {
        mix(self.hash ^ u64::from(self.length), self.last)
    }
}

pub(super) fn mix(hash: u64, more: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ more).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}

/// Calls `take` with the number of each word: a run of ASCII letters and digits, and of what is not ASCII.
pub(super) fn words(text: &[u8], mut take: impl FnMut(u64)) {
    let mut word = Word::default();
    for byte in text.iter().copied() {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            word.push(byte);
        } else if word.length > 0 {
            take(word.number());
            word = Word::default();
        }
    }
    if word.length > 0 {
        take(word.number());
    }
}

/// The words of a sentence without signs and case, as one number; 0 where they are too few to be nobody else's.
pub(super) fn quote(sentence: &str) -> u32 {
    let (mut hash, mut count) = (0, 0);
    let mut add = |word: u64| {
        hash = mix(hash, word);
        count += 1;
    };
    if sentence.is_ascii() {
        words(sentence.as_bytes(), add);
    } else {
        // Signs beyond ASCII, such as quotation marks, part words too.
        for word in sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let mut whole = Word::default();
            word.bytes().for_each(|b| whole.push(b));
            add(whole.number());
        }
    }
    if count < 8 { 0 } else { ((hash >> 32) as u32 ^ hash as u32).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_quote_whatever_their_signs_and_case() {
        let plain = quote("Northwind said \"it had\" bought Contoso for two million dollars");
        assert_ne!(plain, 0);
        assert_eq!(quote("NORTHWIND said “it had” bought Contoso, for two million dollars."), plain);
        assert_ne!(quote("Northwind said it had bought Contoso for ten million dollars"), plain);
        assert_eq!(quote("Northwind bought Contoso"), 0, "too few");
        assert_ne!(quote("a b c d e f g h"), quote("ab c d e f g h i"));
    }
}
