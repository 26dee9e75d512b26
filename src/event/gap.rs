//! What a relative clause leaves out behind its verb.

use smallvec::smallvec;

use super::clause::{Clause, Grammar, Link};
use super::item::Item;
use crate::text::NounKind;

impl Grammar<'_, '_> {
    /// "The phone that Acme launched", "the phone Acme launched": what a relative clause leaves out behind its verb stands before its subject.
    pub(super) fn gap(&self, verb: usize, clause: &mut Clause) {
        let group = &self.chunks.verbs[verb];
        let Some(&subject) = clause.subject.first() else { return };
        let at = self.row.noun_at[subject];
        // "Told reporters that Acme launched" reports; "liked the phone that Acme launched" does not.
        let free = match clause.link {
            Link::Main => true,
            Link::Complement(up) => self.row.verb_at[up] != usize::MAX && !self.reports(self.row.verb_at[up]),
            _ => false,
        };
        if !clause.object.is_empty() || group.passive || !free || at == usize::MAX || at < 2 {
            return;
        }
        // "Which Acme said on Monday will open": what follows is what was said.
        let behind = self.row.items[self.row.verb_at[verb] + 1..].iter();
        let next = behind.clone().find(|i| !matches!(i, Item::Time(_) | Item::Other(_)));
        let reporting = self.kinds.reporting_verb.is_some_and(|c| self.lexicon.is(group.lemma, c));
        if matches!(next, Some(Item::Sub(_) | Item::Relative(_))) || reporting && matches!(next, Some(Item::Verb(_))) {
            return;
        }
        let (noun, nouns) = match (self.row.items[at - 1], self.row.items[at - 2]) {
            (Item::Relative(r), _)
                if !self.text.word(self.chunks.nouns[r].head as usize).eq_ignore_ascii_case("what") =>
            {
                let Some(found) = self.antecedent(at - 1) else { return };
                found
            }
            // "The phone that Acme launched"; "the claim that Acme lied" has a clause and no gap.
            (Item::Sub(token), Item::Noun(n))
                if self.text.word(token).eq_ignore_ascii_case("that") && !self.holds_clause(n) =>
            {
                (n, smallvec![n])
            }
            (Item::Noun(n), Item::Verb(_) | Item::Prep(_)) if self.chunks.nouns[n].kind == NounKind::Common => {
                (n, smallvec![n])
            }
            _ => return,
        };
        clause.object = nouns;
        clause.link = Link::Relative(noun);
    }

    /// "The claim that", "the day that": nouns with a clause behind them that lacks nothing.
    fn holds_clause(&self, noun: usize) -> bool {
        matches!(
            self.text.word(self.chunks.nouns[noun].head as usize),
            "claim"
                | "claims"
                | "fact"
                | "report"
                | "reports"
                | "news"
                | "idea"
                | "belief"
                | "sign"
                | "signs"
                | "evidence"
                | "rumor"
                | "rumors"
                | "rumour"
                | "rumours"
                | "statement"
                | "allegation"
                | "allegations"
                | "view"
                | "hope"
                | "hopes"
                | "fear"
                | "fears"
                | "concern"
                | "concerns"
                | "speculation"
                | "way"
                | "day"
                | "time"
                | "year"
                | "announcement"
                | "word"
                | "notice"
                | "extent"
                | "reason"
                | "moment"
                | "possibility"
                | "chance"
        )
    }
}
