//! Tokens: one pass over the bytes; each word is looked up once in the vocabulary.
//!
//! Hyphens and slashes always stand alone, glued to their neighbours ([`Gap::None`]), so that "end-2016" is three tokens; "'s" and "n't" are split off;
//! "U.S.", "a.m." and the abbreviations of the word lists keep their period; digits and the letters behind them are two tokens ("5bn", "10am") save for
//! ordinals and decades ("5th", "1990s"); letters and the digits behind them are one ("Q3", "FY18").

mod word;

use super::bytes::{CLASS, CLOSES, DIGIT, HIGH, JOINS, LETTER, LONGEST, MARK, SPACE, WWW, case, is_alphabetic};
use super::lexicon::{Lexicon, UNKNOWN, WordId};
use super::packed;
use super::token::{Case, Gap, Kind, Token};

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
    seams: Vec<u32>,
    gap: Gap,
    /// Whether the last token can stand at the end of a sentence.
    closed: bool,
    lower: String,
    /// The class of abbreviations that are ones only before a number, and of those that are ones only with a capital.
    numbered: Option<u16>,
    named: Option<u16>,
}

/// What a text is made of.
pub(super) struct Scanned {
    pub(super) tokens: Vec<Token>,
    /// The tokens before which a sentence may end, as far as both neighbours tell by themselves: few.
    pub(super) seams: Vec<u32>,
}

/// Splits `source` into tokens. Linear in its length, whatever it holds.
pub(super) fn tokenize(source: &str, lexicon: &Lexicon) -> Scanned {
    let bytes = source.as_bytes();
    let mut length = bytes.len().min(u32::MAX as usize - 1);
    while !source.is_char_boundary(length) {
        length -= 1;
    }
    let bytes = &bytes[..length];
    let tokens = Vec::with_capacity(bytes.len() / 4 + 8);
    let mut s = Scanner {
        source,
        bytes,
        lexicon,
        tokens,
        seams: Vec::with_capacity(bytes.len() / 64 + 8),
        gap: Gap::Paragraph,
        closed: false,
        lower: String::with_capacity(64),
        numbered: lexicon.class("abbreviation_number"),
        named: lexicon.class("abbreviation_name"),
    };
    let mut at = 0;
    while at < s.bytes.len() {
        let class = CLASS[s.bytes[at] as usize];
        // Most tokens are words, then marks: told by branches, which are foreseen better than a jump.
        if class == LETTER {
            at = s.plain(at).unwrap_or_else(|| s.word(at));
            continue;
        }
        if class == MARK && s.bytes[at] != b'\'' {
            at = s.ascii_mark(at);
            continue;
        }
        at = match class {
            SPACE => s.space(at),
            DIGIT => s.number(at),
            MARK => s.mark(at, at + 1),
            _ => s.high(at),
        };
    }
    Scanned { tokens: s.tokens, seams: s.seams }
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> char {
        self.source[at..].chars().next().unwrap_or(' ')
    }

    fn space(&mut self, mut at: usize) -> usize {
        let mut lines = 0;
        let mut after = 0;
        while at < self.bytes.len() && CLASS[self.bytes[at] as usize] == SPACE {
            match self.bytes[at] {
                b'\n' => (lines, after) = (lines + 1, 0),
                b'\r' => {}
                _ => after += 1,
            }
            at += 1;
        }
        let gap = match lines {
            0 => Gap::Space,
            1 if after > 0 => Gap::Indent,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        };
        self.gap = self.gap.max(gap);
        at
    }

    fn high(&mut self, at: usize) -> usize {
        let c = self.char_at(at);
        if is_alphabetic(c) {
            self.word(at)
        } else if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}') {
            let gap = if c == '\u{2029}' { Gap::Paragraph } else { Gap::Space };
            self.gap = self.gap.max(gap);
            at + c.len_utf8()
        } else {
            self.mark(at, at + c.len_utf8())
        }
    }

    /// The end of the letters (and combining marks) that begin at `at`.
    fn letters(&self, mut at: usize) -> usize {
        while at < self.bytes.len() {
            match CLASS[self.bytes[at] as usize] {
                LETTER => at += 1,
                HIGH => {
                    let c = self.char_at(at);
                    if !is_alphabetic(c) && !('\u{300}'..='\u{36F}').contains(&c) {
                        break;
                    }
                    at += c.len_utf8();
                }
                _ => break,
            }
        }
        at
    }

    fn digits(&self, mut at: usize) -> usize {
        while at < self.bytes.len() && self.bytes[at].is_ascii_digit() {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn is_letter(&self, at: usize) -> bool {
        at < self.bytes.len()
            && matches!(CLASS[self.bytes[at] as usize], LETTER | HIGH)
            && self.char_at(at).is_alphabetic()
    }

    /// Length of an apostrophe at `at` (ASCII or typographic), or 0.
    fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xE2 if self.byte(at + 1) == 0x80 && self.byte(at + 2) == 0x99 => 3,
            _ => 0,
        }
    }

    /// A word of few ASCII letters with a space or a mark behind it that cannot belong to it: nearly all words.
    #[inline]
    fn plain(&mut self, start: usize) -> Option<usize> {
        let letters = packed::letters(self.bytes, start)?;
        let end = start + letters.count;
        if JOINS[self.bytes[end] as usize] && !self.ends_sentence(&letters, end) {
            return None;
        }
        // Later ones win; no branches, as capitals come when they will.
        let mut case = if letters.upper as usize == letters.count { Case::Upper } else { Case::Mixed };
        case = if letters.upper == 1 && letters.capital { Case::Capital } else { case };
        case = if letters.upper == 0 { Case::Lower } else { case };
        let word = self.lexicon.id_of(letters.key);
        self.add(Token { start: start as u32, end: end as u32, word, kind: Kind::Word, case, gap: self.gap }, false);
        if self.bytes[end] == b' ' && self.bytes.get(end + 1).is_some_and(|b| CLASS[*b as usize] != SPACE) {
            self.gap = Gap::Space;
            return Some(end + 1);
        }
        Some(end)
    }

    /// Whether the letters that end at `end` stand before a period and a space, and are no abbreviation, initial or address.
    fn ends_sentence(&self, letters: &packed::Letters, end: usize) -> bool {
        let space = || self.bytes.get(end + 1).is_some_and(|b| CLASS[*b as usize] == SPACE);
        let dotted = || letters.key | packed::Key::from(b'.') << (8 * letters.count);
        self.bytes[end] == b'.'
            && letters.count > 1
            && letters.key != WWW
            && space()
            && self.lexicon.id_of(dotted()) == UNKNOWN
    }

    fn number(&mut self, start: usize) -> usize {
        let mut end = self.digits(start);
        loop {
            let thousands = self.byte(end) == b',' && self.digits(end + 1) == end + 4;
            let fraction = self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit();
            if !thousands && !fraction {
                break;
            }
            end = self.digits(end + 1);
        }
        if self.is_letter(end) {
            let tail = self.letters(end);
            let ending = &self.bytes[end..tail];
            if !self.byte(tail).is_ascii_digit() {
                if ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e.as_bytes())) {
                    return self.push(start, tail, Kind::Ordinal);
                }
                if ending == b"s" {
                    return self.push(start, tail, Kind::Plural);
                }
            }
        }
        let tick = self.apostrophe(end);
        if tick > 0
            && end - start >= 2
            && self.byte(end + tick) == b's'
            && !self.is_letter(end + tick + 1)
            && self.byte(start + end - start - 1) == b'0'
        {
            // "1990's"
            return self.push(start, end + tick + 1, Kind::Plural);
        }
        self.push(start, end, Kind::Number)
    }

    /// A mark of one byte, not an apostrophe.
    #[inline]
    fn ascii_mark(&mut self, start: usize) -> usize {
        let byte = self.bytes[start];
        let word = self.lexicon.id_of_byte(byte);
        let token = Token {
            start: start as u32,
            end: start as u32 + 1,
            word,
            kind: Kind::Mark,
            case: Case::Lower,
            gap: self.gap,
        };
        self.add(token, CLOSES[usize::from(byte)]);
        start + 1
    }

    fn mark(&mut self, start: usize, end: usize) -> usize {
        let tick = self.apostrophe(start);
        if tick > 0 && self.gap == Gap::None && !self.tokens.is_empty() {
            // The "'s" of a number or a bracket: "2018's", "(Alipay)'s".
            let at = start + tick;
            if self.byte(at).eq_ignore_ascii_case(&b's')
                && !self.is_letter(at + 1)
                && !self.byte(at + 1).is_ascii_digit()
            {
                return self.push(start, at + 1, Kind::Word);
            }
        }
        if self.gap == Gap::Space
            && tick == 1
            && let Some(end) = self.detached(start)
        {
            return end;
        }
        self.push(start, end, Kind::Mark)
    }

    /// "the bank ' s": what a tokenizer has pulled apart is the "'s" that it was.
    fn detached(&mut self, start: usize) -> Option<usize> {
        let end = start + 3;
        if self.tokens.is_empty() || &self.source.as_bytes()[start..end.min(self.bytes.len())] != b"' s" {
            return None;
        }
        if self.is_letter(end) || self.byte(end).is_ascii_digit() || self.apostrophe(end) > 0 {
            return None;
        }
        let word = self.lexicon.id("'s");
        let (from, to) = (start as u32, end as u32);
        self.add(Token { start: from, end: to, word, kind: Kind::Word, case: Case::Lower, gap: Gap::None }, false);
        Some(end)
    }

    fn look_up(&mut self, start: usize, end: usize) -> WordId {
        if end - start > LONGEST {
            return UNKNOWN;
        }
        let word = &self.source[start..end];
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(
                word.chars().flat_map(|c| if c == '\u{2019}' { '\''.to_lowercase() } else { c.to_lowercase() }),
            );
        }
        self.lexicon.id(&self.lower)
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) -> usize {
        let word = match kind {
            Kind::Address => UNKNOWN,
            // Nothing to fold.
            Kind::Number if end - start <= LONGEST => self.lexicon.id(&self.source[start..end]),
            _ => self.look_up(start, end),
        };
        let case = match kind {
            Kind::Word | Kind::Mixed => case(&self.source[start..end]),
            _ => Case::Lower,
        };
        let last = self.bytes[end - 1];
        let closes = if kind == Kind::Mark { CLOSES[usize::from(last)] } else { last == b'.' };
        self.add(Token { start: start as u32, end: end as u32, word, kind, case, gap: self.gap }, closes);
        end
    }

    /// Adds a token, and the seam before it where there may be one; `closes` tells whether a sentence may end with it.
    #[inline]
    fn add(&mut self, token: Token, closes: bool) {
        let seam = match token.gap {
            Gap::Space => self.closed,
            Gap::None => token.case == Case::Capital,
            _ => true,
        };
        if seam {
            self.seams.push(self.tokens.len() as u32);
        }
        self.tokens.push(token);
        (self.gap, self.closed) = (Gap::None, closes);
    }
}

#[cfg(test)]
mod tests;
