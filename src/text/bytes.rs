//! Bytes and letters as the scanner tells them apart.

use super::packed;
use super::token::Case;

pub(super) const SPACE: u8 = 0;
pub(super) const LETTER: u8 = 1;
pub(super) const DIGIT: u8 = 2;
pub(super) const MARK: u8 = 3;
pub(super) const HIGH: u8 = 4;

const fn classes() -> [u8; 256] {
    let mut table = [MARK; 256];
    let mut b = 0;
    while b < 256 {
        let c = b as u8;
        table[b] = match c {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            0..=32 | 127 => SPACE,
            128..=255 => HIGH,
            _ => MARK,
        };
        b += 1;
    }
    table
}

pub(super) static CLASS: [u8; 256] = classes();

/// The bytes that may go on with a word whose letters end before them: digits, a period, an apostrophe, all that is not ASCII, and the colon of "http://".
pub(super) static JOINS: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = matches!(b as u8, b'0'..=b'9' | b'.' | b'\'' | b':' | 128..=255);
        b += 1;
    }
    table
};

/// The last bytes of marks that can stand at the end of a sentence: most words and commas cannot.
pub(super) static CLOSES: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = matches!(b as u8, b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']' | 128..);
        b += 1;
    }
    table
};

/// "www", which a period may follow in an address.
pub(super) const WWW: packed::Key = 0x77_77_77;

/// The longest word that is looked up; longer ones are unknown.
pub(super) const LONGEST: usize = 48;

/// [`char::is_alphabetic`], without a search for typographic quotes and dashes and the letters of the scripts that news is written in.
pub(super) fn is_alphabetic(c: char) -> bool {
    match c {
        '\u{C0}'..='\u{24F}' => !matches!(c, '×' | '÷'),
        '\u{2000}'..='\u{206F}' | '\u{94D}' => false,
        '\u{400}'..='\u{481}'
        | '\u{48A}'..='\u{52F}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{620}'..='\u{657}'
        | '\u{904}'..='\u{939}'
        | '\u{93D}'..='\u{94C}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => true,
        _ => c.is_alphabetic(),
    }
}

/// How a word is written.
pub(super) fn case(word: &str) -> Case {
    match word.is_ascii() {
        true => case_of(word.bytes().map(|b| (b.is_ascii_uppercase(), b.is_ascii_lowercase()))),
        false => case_of(word.chars().map(|c| (c.is_uppercase(), c.is_lowercase()))),
    }
}

/// The same of letters that are each a capital, a small one, or neither.
fn case_of(letters: impl Iterator<Item = (bool, bool)>) -> Case {
    let (mut upper, mut lower, mut first) = (0, 0, false);
    for (i, (capital, small)) in letters.enumerate() {
        upper += u32::from(capital);
        lower += u32::from(small);
        first |= i == 0 && capital;
    }
    match (upper, lower, first) {
        (0, _, _) => Case::Lower,
        (1, _, true) => Case::Capital,
        (_, 0, _) => Case::Upper,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "U+{:04X}", c as u32);
        }
    }
}
