//! Sums, percentages and counts in a stretch of tokens.

use super::frame::Slot;
use super::story::{Parsed, Story};
use crate::text::Kind;

impl Story<'_, '_> {
    /// The first figure of the slot's kind between two tokens: "$2.1 billion", "83 mln dlrs", "12 percent", "170,000"; no figure of a time expression.
    pub(crate) fn find_figure(&self, parsed: &Parsed, from: usize, to: usize, slot: Slot) -> Option<(usize, usize)> {
        let mut at = from;
        while at < to.min(self.text.tokens.len()) {
            if let Some(time) = parsed.times.iter().find(|t| t.core <= at && at < t.end) {
                at = time.end;
                continue;
            }
            let Some((first, end, kind)) = self.figure_at(at, to) else {
                at += 1;
                continue;
            };
            if kind == slot || (slot == Slot::Number && kind != Slot::Number) {
                return Some((first, end));
            }
            at = end;
        }
        None
    }

    fn figure_at(&self, at: usize, to: usize) -> Option<(usize, usize, Slot)> {
        let word = |i: usize| if i < to { self.text.word(i) } else { "" };
        let currency = self.lexicon.class("currency");
        let magnitude = self.lexicon.class("magnitude");
        let is = |i: usize, class: Option<u16>| i < to && class.is_some_and(|c| self.lexicon.is(self.text.tokens[i].word, c));
        let mut i = at;
        let mut money = false;
        // "US$", "A$", "RMB", "EUR" before the figure.
        while i < to && i < at + 3 && (matches!(word(i), "$" | "€" | "£" | "¥" | "₹" | "₩") || (is(i, currency) && matches!(self.text.tokens.get(i + 1).map(|t| t.kind), Some(Kind::Number | Kind::Mark)))) {
            money = true;
            i += 1;
        }
        let spelled = is(i, self.lexicon.class("number_word"));
        if i >= to || !(self.text.tokens[i].kind == Kind::Number || spelled) {
            return None;
        }
        i += 1;
        // "2 1/2", "one hundred", "2.1 billion", "2.1-billion".
        while i < to && (is(i, magnitude) || is(i, self.lexicon.class("number_word")) || (word(i) == "-" && is(i + 1, magnitude))) {
            i += 1;
        }
        if matches!(word(i), "%") || is(i, self.lexicon.class("percent_word")) {
            return Some((at, i + 1, Slot::Percent));
        }
        if word(i) == "per" && word(i + 1) == "cent" {
            return Some((at, i + 2, Slot::Percent));
        }
        if is(i, currency) || matches!(word(i), "€" | "£") {
            return Some((at, i + 1, Slot::Money));
        }
        // "U.S. dollars"
        if !money && is(i + 1, currency) && word(i).starts_with(char::is_uppercase) {
            return Some((at, i + 2, Slot::Money));
        }
        Some((at, i, if money { Slot::Money } else { Slot::Number }))
    }
}
