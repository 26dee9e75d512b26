//! Slots beyond the trigger's own clause: the object of its infinitive or gerund, who does what its object has undergone, and whom the story is about.

use super::clause::{Clause, Link, Nouns};
use super::find::Finder;
use super::item::Item;
use super::kind::Kind;
use super::slots::Slots;
use super::story::Referent;
use crate::text::Tense;

impl Finder<'_, '_, '_, '_> {
    /// What is to be done or is stopped: the objects of the infinitive or gerund that the trigger rules ("a deal to build *trams*", "stopped selling *phones*").
    pub(super) fn purpose(&self, slots: &Slots<'_>) -> Nouns {
        let ruled = |c: &Clause, at: usize| {
            let hangs = match (c.link, slots.verb, slots.noun) {
                (Link::Complement(up) | Link::Adjunct(up), Some(verb), _) => up == verb,
                (Link::OfNoun(of), _, Some((noun, _))) => of == noun,
                _ => false,
            };
            let tense = self.parsed.chunks.verbs[at].tense;
            hangs && matches!(tense, Tense::Infinitive | Tense::Gerund)
        };
        let carried = slots.noun.and(slots.clause).and_then(|c| c.infinitive);
        let found = self.parsed.clauses.iter().enumerate().find(|(at, c)| ruled(c, *at)).map(|(at, _)| at);
        let Some(at) = found.or(carried) else { return Nouns::new() };
        if !self.parsed.clauses[at].object.is_empty() {
            return self.parsed.clauses[at].object.clone();
        }
        // "to test and then run a service"
        let next = self.parsed.clauses.iter().find(|c| c.link == Link::Coordinate(at));
        next.map(|c| c.object.clone()).unwrap_or_default()
    }

    /// Who stands behind "by" of the participle that describes the trigger noun or the trigger's object: "a round led *by X*".
    pub(super) fn doer(&self, slots: &Slots<'_>) -> Nouns {
        let mut described: Nouns = slots.noun.map(|(n, _)| n).into_iter().collect();
        if let Some(clause) = slots.clause {
            described.extend(clause.object.iter().copied());
            described.extend(clause.complements.iter().flat_map(|c| c.nouns.iter().copied()));
        }
        let participle = |at: usize| self.parsed.chunks.verbs[at].tense == Tense::Participle;
        self.parsed
            .clauses
            .iter()
            .enumerate()
            .filter(|(at, c)| participle(*at) && matches!(c.link, Link::Relative(n) if described.contains(&n)))
            // "Led by X, with participation from Y"
            .flat_map(|(_, c)| {
                let with = c.complements.iter().any(|p| p.word == self.cues.with);
                c.complements.iter().filter(move |p| p.word == self.cues.by || (with && p.word == self.cues.from))
            })
            .flat_map(|p| p.nouns.iter().copied())
            .collect()
    }

    /// "Found that *Acme* broke the law", "is investigating whether *Acme* …": who does what the clause under the trigger verb tells.
    pub(super) fn content(&self, slots: &Slots<'_>) -> Nouns {
        let Some(verb) = slots.verb else { return self.content_of_noun(slots) };
        let told = self.told_of(verb).or_else(|| self.content_of_object(slots));
        told.or_else(|| self.content_before(verb)).unwrap_or_default()
    }

    /// The subject of the clause that a verb rules.
    pub(super) fn told_of(&self, verb: usize) -> Option<Nouns> {
        let finite =
            |at: usize| matches!(self.parsed.chunks.verbs[at].tense, Tense::Present | Tense::Past | Tense::Future);
        let ruled = |c: &Clause, at: usize| {
            let marked = c.marker.is_some_and(|m| matches!(self.story.text.word(m), "that" | "whether" | "if" | "how"));
            let behind = self.parsed.chunks.verbs[at].first >= self.parsed.chunks.verbs[verb].end;
            behind && finite(at) && (c.link == Link::Complement(verb) || marked && at == verb + 1)
        };
        let mut clauses = self.parsed.clauses.iter().enumerate();
        clauses.find(|(at, c)| ruled(c, *at)).map(|(_, c)| c.subject.clone())
    }

    /// "*Acme* broke the law, a court ruled": who does what stands before the verb and its subject.
    fn content_before(&self, verb: usize) -> Option<Nouns> {
        let clause = &self.parsed.clauses[verb];
        let subject = *clause.subject.first().filter(|_| verb > 0 && clause.object.is_empty())?;
        let comma = self.parsed.row.noun_at[subject].checked_sub(1)?;
        let told = &self.parsed.clauses[0];
        let whole = told.link == Link::Main && told.subject.first().is_some_and(|n| *n < subject);
        (self.parsed.row.items.get(comma) == Some(&Item::Comma) && whole).then(|| told.subject.clone())
    }

    /// "Sought an injunction blocking *Acme* from …": whom a gerund that describes the trigger's object is about.
    fn content_of_object(&self, slots: &Slots<'_>) -> Option<Nouns> {
        let objects = &slots.clause?.object;
        let gerund = |at: usize| self.parsed.chunks.verbs[at].tense == Tense::Gerund;
        let describes = |c: &Clause| matches!(c.link, Link::Relative(n) if objects.contains(&n));
        let mut clauses = self.parsed.clauses.iter().enumerate();
        clauses.find(|(at, c)| gerund(*at) && describes(c)).map(|(_, c)| c.object.clone())
    }

    /// "The ruling that *Acme* broke the law": who does what the clause behind the trigger noun tells.
    fn content_of_noun(&self, slots: &Slots<'_>) -> Nouns {
        let Some((noun, _)) = slots.noun else { return Nouns::new() };
        let mut that = self.parsed.chunks.nouns[noun].end as usize;
        // "Its ruling on Monday that"
        while let Some(time) = self.parsed.times.iter().find(|t| t.first == that) {
            that = time.end;
        }
        let said = |c: &&Clause| c.marker == Some(that) && self.story.text.word(that) == "that";
        let clause = self.parsed.clauses.iter().find(said).filter(|c| c.subject.iter().all(|n| *n > noun));
        clause.map(|c| c.subject.clone()).unwrap_or_default()
    }

    /// "Bank of Norland said profit fell": who tells it of itself.
    pub(super) fn teller(&mut self, slots: &Slots<'_>) -> Option<Referent> {
        let verb = slots.verb?;
        let subject = self.story.teller(&self.parsed, &self.parsed.clauses[verb])?;
        let found = self.story.referents(self.index, subject);
        found.into_iter().find(|r| r.named && matches!(r.kind, Kind::Organisation | Kind::Name))
    }

    /// The organisation that the story is about here, none of those that the event has already.
    pub(super) fn story_owner(&mut self, slots: &Slots<'_>, taken: &[(usize, Referent)]) -> Option<Referent> {
        let before = match (slots.verb, slots.noun) {
            (Some(verb), _) => self.parsed.chunks.verbs[verb].head,
            (None, Some((noun, _))) => self.parsed.chunks.nouns[noun].first,
            _ => return None,
        };
        if let Some(teller) = self.teller(slots) {
            return Some(teller);
        }
        let rivals: Vec<Referent> = taken.iter().map(|(_, r)| r.clone()).collect();
        self.story.subject_matter(self.index, before as usize, &rivals)
    }
}
