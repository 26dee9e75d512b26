//! Full names of firms: what a text calls "Northwind" after it has said "Northwind Industries Inc", and the name before "unit".

use rustc_hash::FxHashMap;

use super::kind::Kind;
use super::story::{Referent, Story};
use crate::text::{Case, ClassId, Kind as TokenKind, NounGroup};

/// The first full name in the document that begins with a word: token ranges.
pub(crate) type Firms<'d> = FxHashMap<&'d str, (usize, usize)>;

/// How many words a firm's name may have before "Inc".
const LONGEST: usize = 6;

impl<'d> Story<'_, 'd> {
    /// `referent` under its full name, where the text has told that before: "Northwind" is "Northwind Industries Inc".
    pub(crate) fn full_name(&mut self, referent: Referent) -> Referent {
        if !referent.named || !matches!(referent.kind, Kind::Organisation | Kind::Name) {
            return referent;
        }
        if self.firms.is_none() {
            self.firms = Some(self.firms());
        }
        let (first, end) = referent.tokens;
        let text = self.text;
        let found = self.firms.as_ref().and_then(|f| f.get(text.word(first)).copied());
        match found {
            Some(full)
                if full.0 < first
                    && full.1 - full.0 > end - first
                    && (first..end).all(|i| text.word(i) == text.word(full.0 + i - first)) =>
            {
                Referent { tokens: full, head: full.1 - 1, kind: Kind::Organisation, named: true }
            }
            _ => referent,
        }
    }

    fn firms(&self) -> Firms<'d> {
        let text = self.text;
        let suffix = |i: usize| text.tokens[i].case != Case::Lower && self.is_a(i, self.kinds.legal_suffix);
        let name = |i: usize| {
            let word = text.tokens[i].kind == TokenKind::Word && text.tokens[i].case != Case::Lower;
            word || text.word(i) == "&"
        };
        let mut firms = Firms::default();
        for last in (0..text.tokens.len()).filter(|i| suffix(*i)) {
            let sentence = text.sentences[text.sentence_of(last)];
            let mut first = last;
            while first > sentence.first as usize && last - first < LONGEST && name(first - 1) {
                first -= 1;
            }
            let mut end = last + 1;
            while end < sentence.end as usize && suffix(end) {
                end += 1;
            }
            if first < last && !suffix(first) {
                firms.entry(text.word(first)).or_insert((first, end));
            }
        }
        firms
    }

    /// The firm named before the noun that says what it is to its owner: "Acme Plastics Ltd" in "its Acme Plastics Ltd unit".
    pub(super) fn firm_before(&self, group: &NounGroup) -> Option<(usize, usize)> {
        let (core, head) = (group.core as usize, group.head as usize);
        if head <= core || !self.is_a(head, self.kinds.unit_noun) {
            return None;
        }
        // "Its Acme Plastics Ltd oil and gas unit", "its Greyhound Lines unit"
        let suffix = (core + 1..head).rev().find(|i| self.is_a(*i, self.kinds.legal_suffix)).map(|i| i + 1);
        let capital =
            |i: usize| self.text.tokens[i].case != Case::Lower || matches!(self.text.word(i), "-" | "&" | "and");
        let named =
            || matches!(self.text.word(head), "unit" | "subsidiary") && head > core + 1 && (core..head).all(capital);
        let end = suffix.or_else(|| named().then_some(head))?;
        let mut first = end;
        while first > core {
            let before = first - 1;
            let joins = || first > core + 1 && matches!(self.text.word(before), "-" | "&" | "and");
            if self.text.tokens[before].kind != TokenKind::Word || self.text.tokens[before].case == Case::Lower {
                if !joins() || self.text.tokens[before - 1].case == Case::Lower {
                    break;
                }
                first -= 1;
            }
            first -= 1;
        }
        (first + 1 < end).then_some((first, end))
    }

    fn is_a(&self, token: usize, class: Option<ClassId>) -> bool {
        let word = self.text.tokens[token].word;
        class.is_some_and(|c| self.lexicon.is(word, c))
    }
}
