//! What stands between a subject and its verb and can be left out: appositions, ages, places, relative clauses.

use smallvec::smallvec;

use super::clause::{Grammar, Nouns};
use super::item::Item;
use crate::text::{Case, NounKind, Tense};

impl Grammar<'_, '_> {
    /// Whether what stands between two marks can be left out: it begins with a noun group (apposition), a relative, a participle, a preposition or a time.
    pub(super) fn is_parenthesis(&self, open: usize, close: usize) -> bool {
        match self.row.items.get(open + 1) {
            Some(
                Item::Relative(_) | Item::Prep(_) | Item::Time(_) | Item::Other(_) | Item::Adjective(_) | Item::Sub(_),
            ) => true,
            Some(Item::Verb(v)) => matches!(self.chunks.verbs[*v].tense, Tense::Gerund | Tense::Participle),
            // "Acme, whose chief resigned in May, reported"
            Some(Item::Noun(n)) if self.text.word(self.chunks.nouns[*n].first as usize) == "whose" => true,
            Some(Item::Noun(_)) => {
                let finite = |i: &usize| matches!(self.row.items[*i], Item::Verb(v) if matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future));
                let only_time = |i: &Item| matches!(i, Item::Time(_) | Item::Other(_));
                // "Acme will, sources said on Monday, buy": who says so may stand between.
                !(open..close)
                    .filter(finite)
                    .any(|i| !self.reports(i) || !self.row.items[i + 1..close].iter().all(only_time))
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
        if !self.is_place(noun) || at < 2 || self.row.items[at - 1] != Item::Comma {
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
            let aside = group.kind == NounKind::Number || start < at || self.is_place(noun);
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

    /// "Springfield", "Ill.", "NY": a place, or the two letters of a state.
    fn is_place(&self, noun: usize) -> bool {
        let group = &self.chunks.nouns[noun];
        let head = self.text.tokens[group.head as usize];
        let state = || head.case == Case::Upper && self.text.word(group.head as usize).len() == 2;
        self.kinds.place.is_some_and(|c| self.lexicon.is(head.word, c)) || group.end == group.core + 1 && state()
    }

    /// "Roe, chairman of the committee and Bob Lee, chairman of the council, introduced": the two names, where the second stands at row place `at`, before
    /// its own office.
    pub(super) fn both_in_office(&self, at: usize) -> Option<Nouns> {
        let name = |i: usize| match self.row.items[i] {
            Item::Noun(n) if self.chunks.nouns[n].kind == NounKind::Name => Some(n),
            _ => None,
        };
        if at < 4 {
            return None;
        }
        let second = name(at)?;
        let joined = matches!(self.row.items[at - 1], Item::And(token) if self.joins(token));
        let open = (1..at - 1).rev().take(8).find(|i| !matches!(self.row.items[*i], Item::Noun(_) | Item::Prep(_)))?;
        let first = name(open - 1).filter(|_| joined && self.row.items[open] == Item::Comma && open + 1 < at)?;
        let Item::Noun(told) = self.row.items[open + 1] else { return None };
        let office = self.text.tokens[self.chunks.nouns[told].head as usize].word;
        let small = self.text.tokens[self.chunks.nouns[told].head as usize].case == Case::Lower;
        let holds = small && self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(office, c));
        let free = open < 2 || !matches!(self.row.items[open - 2], Item::Prep(_) | Item::Verb(_));
        (holds && free).then(|| smallvec![first, second])
    }

    /// "Acme, a maker of pumps, and Globex": the two names, where the second stands at row place `at`.
    pub(super) fn both_described(&self, at: usize) -> Option<Nouns> {
        let name = |i: usize| match self.row.items[i] {
            Item::Noun(n) if self.chunks.nouns[n].kind == NounKind::Name => Some(n),
            _ => None,
        };
        let second = name(at)?;
        let before = |i: usize| {
            i < 1 || !matches!(self.row.items[i - 1], Item::Prep(_) | Item::Verb(_) | Item::Comma | Item::And(_))
        };
        // "Bob Lee, 34, of Dayton, Ohio, and Ann Roe, 32, of Tulsa, Oklahoma, were"
        if at > 3 && matches!(self.row.items[at - 1], Item::And(_)) && self.row.items[at - 2] == Item::Comma {
            let first = self.skip_asides(at - 3);
            if let Some(name) = name(first).filter(|_| first < at - 3 && before(first)) {
                return Some(smallvec![name, second]);
            }
        }
        let close = at.checked_sub(2).filter(|i| *i > 2 && self.row.items[*i] == Item::Comma)?;
        let joined = matches!(self.row.items[at - 1], Item::And(token) if self.joins(token));
        let open = (1..close).rev().take(20).find(|i| self.row.items[*i] == Item::Comma)?;
        let first = name(open - 1)?;
        let told = match self.row.items[open + 1] {
            Item::Noun(n) => {
                let opens = self.text.word(self.chunks.nouns[n].first as usize);
                self.chunks.nouns[n].kind == NounKind::Common
                    && matches!(opens, "a" | "an" | "the" | "its" | "his" | "her")
            }
            Item::Relative(_) => true,
            _ => false,
        };
        (joined && told && before(open - 1) && self.is_parenthesis(open, close)).then(|| smallvec![first, second])
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
