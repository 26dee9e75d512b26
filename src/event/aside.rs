//! What stands between a subject and its verb and can be left out: appositions, ages, places, relative clauses.

use super::clause::{Grammar, Nouns};
use super::item::Item;
use crate::text::{NounKind, Tense};

impl Grammar<'_, '_> {
    /// Whether what stands between two marks can be left out: it begins with a noun group (apposition), a relative, a participle, a preposition or a time.
    pub(super) fn is_parenthesis(&self, open: usize, close: usize) -> bool {
        match self.row.items.get(open + 1) {
            Some(
                Item::Relative(_) | Item::Prep(_) | Item::Time(_) | Item::Other(_) | Item::Adjective(_) | Item::Sub(_),
            ) => true,
            Some(Item::Verb(v)) => matches!(self.chunks.verbs[*v].tense, Tense::Gerund | Tense::Participle),
            Some(Item::Noun(_)) => {
                let finite = |i: &Item| matches!(i, Item::Verb(v) if matches!(self.chunks.verbs[*v].tense, Tense::Present | Tense::Past | Tense::Future));
                !self.row.items[open..close].iter().any(finite)
                    || self.row.items[open..close].iter().any(|i| matches!(i, Item::Relative(_)))
            }
            _ => false,
        }
    }

    /// "Acme AG, a maker of parts based in Linz, Austria, has agreed": the name that a noun in apposition is said of.
    pub(super) fn named_by(&self, subject: &Nouns) -> Option<usize> {
        let [noun] = subject.as_slice() else { return None };
        let (group, at) = (&self.chunks.nouns[*noun], self.row.noun_at[*noun]);
        let article = matches!(self.text.word(group.first as usize), "a" | "an" | "the");
        let (Some(Item::Comma), Some(Item::Noun(name))) =
            (self.item(at.checked_sub(1)?), self.item(at.checked_sub(2)?))
        else {
            return None;
        };
        let free = at < 3 || !matches!(self.row.items[at - 3], Item::Prep(_));
        let named = self.chunks.nouns[name].kind == NounKind::Name;
        (article && group.kind == NounKind::Common && named && free).then_some(name)
    }

    /// "Lee, 42, of Springfield, Ill. was fined": where a place stands before the verb, the name before the asides.
    pub(super) fn behind_place(&self, at: usize) -> usize {
        let Item::Noun(noun) = self.row.items[at] else { return at };
        let head = self.text.tokens[self.chunks.nouns[noun].head as usize].word;
        let place = self.kinds.place.is_some_and(|c| self.lexicon.is(head, c));
        if !place || at < 2 || self.row.items[at - 1] != Item::Comma {
            return at;
        }
        let first = self.skip_asides(at);
        let name = matches!(self.row.items[first], Item::Noun(n) if self.chunks.nouns[n].kind == NounKind::Name);
        let free = first == 0 || !matches!(self.row.items[first - 1], Item::Prep(_));
        if name && free { first } else { at }
    }

    /// "Lee, 42, of Springfield, Ill., the former chief, pleaded": from the aside at row place `at` back to the name.
    pub(super) fn skip_asides(&self, mut at: usize) -> usize {
        for _ in 0..6 {
            let Item::Noun(noun) = self.row.items[at] else { return at };
            let group = &self.chunks.nouns[noun];
            let mut start = at;
            if at > 0 && matches!(self.row.items[at - 1], Item::Prep(_)) {
                start = at - 1;
            }
            let place =
                self.kinds.place.is_some_and(|c| self.lexicon.is(self.text.tokens[group.head as usize].word, c));
            let aside = group.kind == NounKind::Number || start < at || place;
            if !aside
                || start < 2
                || self.row.items[start - 1] != Item::Comma
                || !matches!(self.row.items[start - 2], Item::Noun(_))
            {
                return at;
            }
            at = start - 2;
        }
        at
    }

    /// The names between two marks, where nothing else is there: "two firms – A & B – were".
    pub(super) fn names_between(&self, open: usize, close: usize) -> Option<Nouns> {
        let mut names = Nouns::new();
        for item in &self.row.items[open + 1..close] {
            match item {
                Item::Noun(n) if self.chunks.nouns[*n].kind == NounKind::Name => names.push(*n),
                Item::And(_) | Item::Comma => {}
                _ => return None,
            }
        }
        (!names.is_empty()).then_some(names)
    }
}
