//! Words that are more than a few letters: contractions, abbreviations with periods, addresses, letters with digits.

use super::super::lexicon::UNKNOWN;
use super::super::token::Kind;
use super::Scanner;

/// What the names of sites end in.
const SITES: [&str; 14] =
    ["com", "org", "net", "gov", "edu", "mil", "int", "io", "ai", "co", "uk", "info", "eu", "biz"];

impl Scanner<'_> {
    pub(super) fn word(&mut self, start: usize) -> usize {
        let end = self.letters(start);
        if let Some(end) = self.address(start, end) {
            return self.push(start, end, Kind::Address);
        }
        if self.byte(end).is_ascii_digit() {
            let mut at = end;
            while self.is_letter(at) || self.byte(at).is_ascii_digit() {
                at = if self.byte(at).is_ascii_digit() { self.digits(at) } else { self.letters(at) };
            }
            return self.push(start, at, Kind::Mixed);
        }
        if self.byte(end) == b'.'
            && let Some(end) = self.dotted(start, end)
        {
            // "cloud.gov": a name also without a capital.
            let ending = self.source[start..end].rsplit('.').next().unwrap_or_default();
            let named = self.bytes[start].is_ascii_lowercase() && SITES.contains(&ending);
            return self.push(start, end, if named { Kind::Mixed } else { Kind::Word });
        }
        let tick = self.apostrophe(end);
        if tick > 0 && self.is_letter(end + tick) {
            let tail = self.letters(end + tick);
            let ending = &self.source[end + tick..tail];
            if ending.eq_ignore_ascii_case("t") && self.byte(end - 1).eq_ignore_ascii_case(&b'n') && end - start > 1 {
                // "don't" → "do" + "n't"; "can't" → "ca" + "n't"
                self.push(start, end - 1, Kind::Word);
                return self.push(end - 1, tail, Kind::Word);
            }
            if ["s", "re", "ve", "ll", "d", "m"].iter().any(|e| ending.eq_ignore_ascii_case(e)) {
                self.push(start, end, Kind::Word);
                return self.push(end, tail, Kind::Word);
            }
            // "O'Neill", "o'clock", "d'Ivoire" stay whole.
            return self.push(start, tail, Kind::Word);
        }
        self.push(start, end, Kind::Word)
    }

    /// The end of an abbreviation with periods that begins at `start`, whose first letters end at `end`.
    fn dotted(&mut self, start: usize, end: usize) -> Option<usize> {
        // Single letters with periods: "U.S.", "a.m.", "J.P.", "Ph.D.".
        let mut at = end;
        let mut parts = 0;
        while self.byte(at) == b'.' && self.is_letter(at + 1) {
            let next = self.letters(at + 1);
            if next - at > 3 || (parts == 0 && end - start > 2) {
                break;
            }
            at = next;
            parts += 1;
        }
        if parts > 0 {
            return Some(if self.byte(at) == b'.' { at + 1 } else { at });
        }
        // A site's name: "Challenge.gov", "news.example.com".
        let mut at = end;
        let mut last = end;
        while self.byte(at) == b'.' && self.is_letter(at + 1) {
            last = at + 1;
            at = self.letters(last);
        }
        if at > end && SITES.contains(&&self.source[last..at]) && !self.byte(at).is_ascii_digit() {
            return Some(at);
        }
        // An initial: "J. Smith".
        let first = self.bytes[start];
        if end - start == 1
            && first.is_ascii_uppercase()
            && self.byte(end + 1) == b' '
            && self.byte(end + 2).is_ascii_uppercase()
        {
            return Some(end + 1);
        }
        let word = self.look_up(start, end + 1);
        let is = |class: Option<u16>| class.is_some_and(|c| self.lexicon.is(word, c));
        let keeps = if is(self.numbered) {
            // "No. 5", but "he said no."
            self.byte(end + 1) == b' ' && self.byte(end + 2).is_ascii_digit()
        } else {
            // "in Jan. 2018", but "in the sun."
            word != UNKNOWN && (!is(self.named) || first.is_ascii_uppercase())
        };
        keeps.then_some(end + 1)
    }

    /// The end of a web or mail address that begins at `start`.
    fn address(&self, start: usize, end: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let web = match end - start {
            4 | 5 => rest[end - start..].starts_with(b"://") && rest[..4].eq_ignore_ascii_case(b"http"),
            3 => self.byte(end) == b'.' && rest[..3].eq_ignore_ascii_case(b"www"),
            _ => false,
        };
        if !web {
            return None;
        }
        let mut at = end;
        while at < self.bytes.len() && !matches!(self.bytes[at], 0..=32 | b'"' | b'<' | b'>' | 127..) {
            at += 1;
        }
        while matches!(self.bytes[at - 1], b'.' | b',' | b')' | b';' | b'!' | b'?' | b'\'') {
            at -= 1;
        }
        Some(at)
    }
}
