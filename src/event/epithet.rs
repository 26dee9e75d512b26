//! What a text has called a name: "the retailer" after "the Danish retailer Velmark", "Velmark, a retailer", "Nishida's supplier, Kobe Cells".

use super::kind::Kind;
use super::story::{Parsed, Referent, Story};
use crate::text::{NounGroup, NounKind};

/// How many sentences back an epithet may have been told.
const MEMORY: usize = 10;

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
