//! What a text has called a name: "the retailer" after "the Danish retailer Velmark", "Velmark, a retailer", "Nishida's supplier, Kobe Cells".

use super::antecedent::Wanted;
use super::kind::Kind;
use super::story::{Parsed, Referent, Story};
use crate::text::{NounGroup, NounKind};

/// How many sentences back an epithet may have been told.
const MEMORY: usize = 10;

/// How many sentences back a person may have been named.
const PERSONS: usize = 2;

/// Words that any firm is called by.
const COMMON: [&str; 18] = [
    "company",
    "firm",
    "group",
    "corporation",
    "business",
    "organization",
    "organisation",
    "partnership",
    "team",
    "office",
    "department",
    "division",
    "unit",
    "staff",
    "board",
    "committee",
    "member",
    "party",
];

impl Story<'_, '_> {
    /// "The entrepreneur", "the 61-year-old": what a text calls a person whom it has named.
    pub(super) fn points_to_person(&self, group: &NounGroup) -> bool {
        let head = self.text.tokens[group.head as usize].word;
        let alone = group.end - group.core == 1;
        // "61-year-old" is several tokens.
        let age = || {
            group.end - group.core == 5
                && self.text.word(group.head as usize) == "old"
                && self.text.word(group.core as usize + 2) == "year"
        };
        !group.plural
            && group.possessor.is_none()
            && self.text.word(group.first as usize).eq_ignore_ascii_case("the")
            && (alone && self.kinds.person_epithet.is_some_and(|c| self.lexicon.lemma_is(head, c)) || age())
    }

    /// The one person named in the sentence before, or its subject.
    pub(super) fn person_called(&mut self, index: usize, noun: usize) -> Option<Referent> {
        for back in 0..=PERSONS.min(index) {
            let parsed = self.parsed(index - back);
            let limit = if back == 0 { noun } else { parsed.chunks.nouns.len() };
            let subject = |n: &usize| parsed.clauses.iter().any(|c| c.subject.contains(n));
            let person =
                |n: &usize| self.fitting(&parsed, *n, Wanted::Person).filter(|r| r.named && r.kind == Kind::Person);
            let mut told: Vec<(bool, Referent)> = Vec::new();
            for n in 0..limit {
                let Some(found) = person(&n) else { continue };
                let known =
                    told.iter_mut().find(|(_, r)| self.text.word(r.tokens.1 - 1) == self.text.word(found.tokens.1 - 1));
                match known {
                    Some(known) => known.0 |= subject(&n),
                    None => told.push((subject(&n), found)),
                }
            }
            let only = match told.len() {
                0 => continue,
                1 => told.pop(),
                _ => {
                    let mut subjects = told.into_iter().filter(|(subject, _)| *subject);
                    let one = subjects.next();
                    one.filter(|_| subjects.next().is_none())
                }
            };
            return only.map(|(_, found)| found);
        }
        None
    }

    /// The name that the text has called by the head of the definite noun group `group` of sentence `index`, nearest first.
    pub(super) fn called(&mut self, index: usize, group: &NounGroup) -> Option<Referent> {
        let head = group.head as usize;
        if group.plural || COMMON.contains(&self.text.word(head)) {
            return None;
        }
        let word = self.text.tokens[head].word;
        for back in 1..=MEMORY.min(index) {
            let sentence = self.text.sentences[index - back];
            if !sentence.range().any(|i| self.text.tokens[i].word == word) {
                continue;
            }
            let parsed = self.parsed(index - back);
            let found = (0..parsed.chunks.nouns.len()).rev().find_map(|n| self.named_so(&parsed, n, word));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The name of which noun group `noun` says that it is a `word`.
    fn named_so(&self, parsed: &Parsed, noun: usize, word: crate::text::WordId) -> Option<Referent> {
        let nouns = &parsed.chunks.nouns;
        let group = &nouns[noun];
        let is = |token: u32| self.text.tokens[token as usize].word == word;
        let firm = |r: &Referent| r.named && matches!(r.kind, Kind::Organisation | Kind::Name);
        match group.kind {
            // "Danish retailer Velmark"
            NounKind::Name if group.core > group.first && is(group.core - 1) => {
                Some(self.own(parsed, noun)).filter(firm)
            }
            NounKind::Common if is(group.head) => {
                let behind = self.apposed(parsed, noun);
                if let [one] = behind.as_slice() {
                    return Some(one.clone()).filter(firm);
                }
                let before = noun.checked_sub(1).map(|n| &nouns[n]);
                let opens = self.text.word(group.first as usize);
                let beside = before.is_some_and(|b| {
                    b.kind == NounKind::Name && b.end + 1 == group.first && self.text.word(b.end as usize) == ","
                });
                if beside && (matches!(opens, "a" | "an" | "the" | "its") || group.possessor.is_some()) {
                    return Some(self.own(parsed, noun - 1)).filter(firm);
                }
                let subject = self.equated(parsed, noun).filter(|n| nouns[*n].kind == NounKind::Name)?;
                Some(self.own(parsed, subject)).filter(firm)
            }
            _ => None,
        }
    }
}
