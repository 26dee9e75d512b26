//! Sums, percentages and counts in a stretch of tokens.

use super::frame::Slot;
use super::story::{Parsed, Story};
use crate::text::{ClassId, Gap, Kind, Lexicon, Text};

/// The word classes that figures are read by.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    code: Option<ClassId>,
    prefix: Option<ClassId>,
    unit: Option<ClassId>,
    scale: Option<ClassId>,
    percent: Option<ClassId>,
    number: Option<ClassId>,
    /// What stands before a price without changing it: "about", "more than", "an estimated".
    hedges: [Option<ClassId>; 4],
}

impl Figures {
    pub(crate) fn new(lexicon: &Lexicon) -> Figures {
        Figures {
            code: lexicon.class("currency_code"),
            prefix: lexicon.class("currency_prefix"),
            unit: lexicon.class("currency_unit"),
            scale: lexicon.class("money_scale"),
            percent: lexicon.class("percent"),
            number: lexicon.class("small_number"),
            hedges: ["hedge", "hedge_start", "hedge_middle", "price_hedge"].map(|name| lexicon.class(name)),
        }
    }

    /// Whether token `at` may stand between "for" or "valued" and a price.
    pub(crate) fn is_hedge(&self, text: &Text<'_>, lexicon: &Lexicon, at: usize) -> bool {
        self.hedges.iter().flatten().any(|class| lexicon.is(text.tokens[at].word, *class))
    }

    /// The figure that begins at token `at` and ends before `to`: (first, end, kind).
    pub(crate) fn at(&self, text: &Text<'_>, lexicon: &Lexicon, at: usize, to: usize) -> Option<(usize, usize, Slot)> {
        let to = to.min(text.tokens.len());
        let word = |i: usize| if i < to { text.word(i) } else { "" };
        let is = |i: usize, class: Option<ClassId>| i < to && class.is_some_and(|c| lexicon.is(text.tokens[i].word, c));
        let digit = |i: usize| i < to && text.tokens[i].kind == Kind::Number;
        let sign = |i: usize| matches!(word(i), "$" | "€" | "£" | "¥" | "₹" | "₩");
        let mut i = at;
        let mut money = false;
        // "$5", "US$5", "RMB 5" before the figure.
        if is(i, self.prefix) && sign(i + 1) && text.tokens[i + 1].gap == Gap::None {
            i += 1;
        }
        if sign(i) || (is(i, self.code) && digit(i + 1)) {
            money = true;
            i += 1;
        }
        let spelled = is(i, self.number) && (is(i + 1, self.scale) || is(i + 1, self.unit) || is(i + 1, self.percent));
        if !digit(i) && !spelled {
            return None;
        }
        i += 1;
        // "2 1/2 million", "2.1 billion", "2.1-billion", "5m".
        while is(i, self.scale) || (word(i) == "-" && is(i + 1, self.scale)) || (digit(i) && word(i + 1) == "/") {
            i += if word(i) == "-" { 2 } else { 1 };
        }
        if is(i, self.percent) {
            return Some((at, i + 1, Slot::Percent));
        }
        if word(i) == "per" && word(i + 1) == "cent" {
            return Some((at, i + 2, Slot::Percent));
        }
        if is(i, self.unit) || is(i, self.code) || sign(i) && matches!(word(i), "€" | "£") {
            return Some((at, i + 1, Slot::Money));
        }
        // "5 million U.S. dollars"
        if !money && is(i + 1, self.unit) && word(i).starts_with(char::is_uppercase) {
            return Some((at, i + 2, Slot::Money));
        }
        Some((at, i, if money { Slot::Money } else { Slot::Number }))
    }
}

impl Story<'_, '_> {
    /// The first figure of the slot's kind between two tokens: "$2.1 billion", "83 mln dlrs", "12 percent", "170,000"; no figure of a time expression.
    pub(crate) fn find_figure(&self, parsed: &Parsed, from: usize, to: usize, slot: Slot) -> Option<(usize, usize)> {
        let mut at = from;
        while at < to.min(self.text.tokens.len()) {
            if let Some(time) = parsed.times.iter().find(|t| t.core <= at && at < t.end) {
                at = time.end;
                continue;
            }
            let Some((first, end, kind)) = self.kinds.figures.at(self.text, self.lexicon, at, to) else {
                at += 1;
                continue;
            };
            let fits = match slot {
                Slot::Number => true,
                Slot::Sum => kind == Slot::Money && !self.is_unit_price(end),
                _ => kind == slot,
            };
            if fits {
                return Some((first, end));
            }
            at = end;
        }
        None
    }

    /// Whether a sum that ends before token `end` is the price of one piece: "26 dlrs cash per share", "$5 a barrel", "3 dlrs each".
    pub(super) fn is_unit_price(&self, end: usize) -> bool {
        let word = |i: usize| if i < self.text.tokens.len() { self.text.word(i) } else { "" };
        let at = end + usize::from(matches!(word(end), "cash" | "apiece" | "in"));
        let at = at + usize::from(word(at) == "cash");
        match word(at) {
            "per" | "each" | "apiece" => true,
            "a" | "an" => matches!(
                word(at + 1),
                "share"
                    | "barrel"
                    | "ounce"
                    | "unit"
                    | "ton"
                    | "tonne"
                    | "year"
                    | "month"
                    | "week"
                    | "day"
                    | "piece"
                    | "head"
                    | "acre"
            ),
            // "26 dlrs for each share"
            "for" => matches!(word(at + 1), "each" | "every"),
            _ => word(end) == "apiece",
        }
    }

    /// The sum behind a later "for" of the sentence: "sold its units engaged in pipelines for 12 mln dlrs".
    pub(crate) fn find_price(&self, parsed: &Parsed, from: usize, to: usize) -> Option<(usize, usize)> {
        let mut at = from;
        while at < to {
            // What opens the words of a price, and how far it may stand from them.
            let reach = match self.text.word(at) {
                "for" | "worth" | "valued" => 8,
                // "For 26 dlrs a share, or 83 mln dlrs"
                "or" if at > from && self.text.word(at - 1) == "," => 8,
                _ => 0,
            };
            if reach > 0 {
                let price = self.find_figure(parsed, at + 1, to.min(at + reach), Slot::Sum);
                let hedged = |first: usize| {
                    (at + 1..first).all(|i| {
                        let total = matches!(self.text.word(i), "a" | "total" | "of" | "at");
                        total || self.kinds.figures.is_hedge(self.text, self.lexicon, i)
                    })
                };
                if let Some(price) = price.filter(|p| hedged(p.0)) {
                    return Some(price);
                }
            }
            match self.text.word(at) {
                ";" | ":" => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }
}
