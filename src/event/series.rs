//! Lists and complements that stand far from their verb: "named Ann Roe, of Leeds; Bob Lee, of York; and …", "sold the firm he had founded *to Acme*".

use super::clause::{Clause, Grammar, Link, Nouns};
use super::item::Item;
use crate::text::{NounKind, Tense};

/// How many items the first member of a list with semicolons may have.
const LONGEST: usize = 14;

impl Grammar<'_, '_> {
    /// Adds to the last name in a verb's field those that semicolons join to it.
    pub(super) fn series(&self, verb: usize, clause: &mut Clause) {
        let place = self.row.verb_at[verb];
        let Some(mut stop) = self.next_semicolon(place + 1).filter(|s| *s < place + LONGEST) else { return };
        let named = |nouns: &Nouns| nouns.last().is_some_and(|n| self.chunks.nouns[*n].kind == NounKind::Name);
        let list = match clause.complements.last_mut() {
            _ if named(&clause.object) => &mut clause.object,
            Some(last) if named(&last.nouns) => &mut last.nouns,
            _ => return,
        };
        while let Some(Item::Noun(noun)) = self.item(stop + 1 + usize::from(self.joined(stop + 1))) {
            let next = self.next_semicolon(stop + 1);
            let whole = next.is_some() || !self.row.items[stop + 1..].iter().any(|i| self.is_finite(i));
            if self.chunks.nouns[noun].kind != NounKind::Name || !whole {
                return;
            }
            list.push(noun);
            let end = next.unwrap_or(self.row.items.len());
            for item in &self.row.items[stop..end] {
                if let Item::Time(t) = item
                    && next.is_none()
                {
                    clause.times.push(*t);
                }
            }
            match next {
                Some(next) => stop = next,
                None => return,
            }
        }
    }

    /// The row place of the first semicolon from `from` on, with no verb before it that opens another clause.
    fn next_semicolon(&self, from: usize) -> Option<usize> {
        let place = self.row.items.iter().skip(from).position(|i| *i == Item::Stop).map(|i| from + i)?;
        let clean = !self.row.items[from..place].iter().any(|i| self.is_finite(i));
        (clean && self.text.word(self.row.extents[place].0) == ";").then_some(place)
    }

    fn joined(&self, at: usize) -> bool {
        matches!(self.item(at), Some(Item::And(token)) if self.joins(token))
    }

    fn is_finite(&self, item: &Item) -> bool {
        matches!(item, Item::Verb(v)
            if matches!(self.chunks.verbs[*v].tense, Tense::Present | Tense::Past | Tense::Future))
    }

    /// "Sold the firm he had founded to Acme for $5m": what stands behind the relative clause of an object is its verb's, and no more the clause's.
    pub(super) fn lend(&self, clauses: &mut [Clause]) {
        let Some(keeps) = self.kinds.keeping_verb else { return };
        for inner in 1..clauses.len() {
            let Link::Relative(noun) = clauses[inner].link else { continue };
            let verb = &self.chunks.verbs[inner];
            let to = |clause: &Clause| clause.complements.iter().position(|c| self.lexicon.text(c.word) == "to");
            let Some(from) = to(&clauses[inner]).filter(|_| self.lexicon.is(verb.lemma, keeps)) else { continue };
            let holds = |c: &Clause| c.object.contains(&noun) && to(c).is_none();
            let Some(outer) = clauses[..inner].iter().rposition(holds) else { continue };
            let lent = clauses[inner].complements.split_off(from);
            let begins = lent[0].nouns.first().map_or(0, |n| self.chunks.nouns[*n].first as usize);
            let at = |t: usize| self.row.items.iter().position(|i| *i == Item::Time(t));
            let later = |t: &usize| at(*t).is_some_and(|i| self.row.extents[i].0 > begins);
            let times: Nouns = clauses[inner].times.iter().copied().filter(later).collect();
            clauses[inner].times.retain(|t| !later(t));
            let end = clauses[inner].extent.1;
            clauses[inner].extent.1 = begins;
            clauses[outer].complements.extend(lent);
            clauses[outer].times.extend(times);
            clauses[outer].extent.1 = clauses[outer].extent.1.max(end);
        }
    }
}
