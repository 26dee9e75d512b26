//! Whom the grammar around a pronoun points to, before names are weighed: who tells it, whose verb it stands with, what the clause before was about.

use super::antecedent::{DEPTH, Wanted};
use super::clause::{Clause, Link};
use super::item::Item;
use super::kind::Kind;
use super::story::{Parsed, Referent, Story};
use crate::text::NounKind;

impl Story<'_, '_> {
    /// "Since *its* launch, the app …": the subject behind the words that open the sentence, which a possessive among them stands for.
    pub(super) fn named_next(&mut self, index: usize, noun: usize) -> Option<usize> {
        let parsed = self.parsed(index);
        let items = &parsed.row.items;
        if !matches!(items.first(), Some(Item::Prep(_) | Item::Sub(_))) {
            return None;
        }
        let opening = items.iter().position(|i| matches!(i, Item::Comma | Item::Verb(_)))?;
        let here = parsed.row.noun_at[noun];
        let Some(Item::Noun(next)) = items.get(opening + 1) else { return None };
        let main = parsed.clauses.iter().any(|c| c.link == Link::Main && c.subject.first() == Some(next));
        (items[opening] == Item::Comma && here < opening && main).then_some(*next)
    }

    /// The subject of the verb that reports a clause: "*the watchdog* said it had opened …".
    pub(super) fn teller(&self, parsed: &Parsed, clause: &Clause) -> Option<usize> {
        let Link::Complement(up) = clause.link else { return None };
        let [teller] = parsed.clauses[up].subject.as_slice() else { return None };
        let reports = self.kinds.reporting_verb.is_some_and(|c| self.lexicon.is(parsed.chunks.verbs[up].lemma, c));
        reports.then_some(*teller)
    }

    /// "The watchdog said it had opened …": the subject that a pronoun takes up, where a common noun other than of persons tells it.
    pub(super) fn teller_of(&mut self, index: usize, noun: usize) -> Option<usize> {
        let parsed = self.parsed(index);
        let clause = parsed.clauses.iter().find(|c| c.subject.first() == Some(&noun))?;
        let teller = self.teller(&parsed, clause)?;
        let group = &parsed.chunks.nouns[teller];
        let common =
            group.kind == NounKind::Common && !group.plural && self.kind(&parsed, teller) == Kind::Organisation;
        // "Acme Works said it": one firm, though its name looks like several.
        let firm =
            group.kind == NounKind::Name && matches!(self.kind(&parsed, teller), Kind::Organisation | Kind::Name);
        (common || firm && group.plural).then_some(teller)
    }

    /// "Police said they …": the common noun of several people, or of a body of them, that tells the clause of which the pronoun is the subject.
    pub(super) fn tellers_of(&mut self, index: usize, noun: usize) -> Option<usize> {
        let parsed = self.parsed(index);
        let clause = parsed.clauses.iter().find(|c| c.subject.first() == Some(&noun))?;
        let teller = self.teller(&parsed, clause).filter(|t| *t < noun)?;
        let group = &parsed.chunks.nouns[teller];
        let several = group.plural || self.kind(&parsed, teller) == Kind::Organisation;
        (group.kind == NounKind::Common && several && !self.points_back(group)).then_some(teller)
    }

    /// "Acme said Globex has raised *its* offer": the named subject of the verb whose object a possessive belongs to.
    pub(super) fn owning_subject(&mut self, index: usize, noun: usize, wanted: Wanted) -> Option<Referent> {
        let parsed = self.parsed(index);
        // "Snap, which has slumped since its listing": what a relative clause holds is its own.
        let group = &parsed.chunks.nouns[noun];
        let told = |c: &&Clause| match c.link {
            Link::Relative(of) if c.subject.contains(&of) => {
                parsed.chunks.nouns[of].end <= group.first && (group.end as usize) <= c.extent.1
            }
            _ => false,
        };
        let own = parsed.clauses.iter().find(|c| c.object.contains(&noun));
        let clause = own.or_else(|| parsed.clauses.iter().find(told))?;
        let [subject] = clause.subject.as_slice() else { return None };
        let group = parsed.chunks.nouns[*subject];
        match group.kind {
            NounKind::Name if *subject < noun => self.fitting(&parsed, *subject, wanted),
            // "The firm said it has a deal, sending its shares up"
            NounKind::Pronoun | NounKind::Common
                if *subject < noun
                    && wanted == Wanted::One
                    && self.depth < DEPTH
                    && (group.kind == NounKind::Common && self.points_back(&group)
                        || self.text.word(group.head as usize).eq_ignore_ascii_case("it")) =>
            {
                self.depth += 1;
                let found = self.referents(index, *subject);
                self.depth -= 1;
                match found.as_slice() {
                    [one] if one.named && one.kind != Kind::Person => Some(one.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// "Sales at Acme fell after it …", "Acme's bid lapsed because it …": whether a name owns the thing that is a subject.
    pub(super) fn speaks_through(&self, parsed: &Parsed, noun: usize) -> bool {
        parsed.clauses.iter().flat_map(|c| &c.subject).any(|s| self.owns(parsed, noun, *s))
    }

    /// Whether the name `noun` stands as the owner of a thing, before it or behind "of" or "at".
    pub(super) fn owns(&self, parsed: &Parsed, noun: usize, thing: usize) -> bool {
        let (name, group) = (&parsed.chunks.nouns[noun], &parsed.chunks.nouns[thing]);
        if name.kind != NounKind::Name || group.kind != NounKind::Common || self.kind(parsed, thing) != Kind::Thing {
            return false;
        }
        let at = parsed.row.noun_at[thing];
        let behind = || match (parsed.row.items.get(at.saturating_add(1)), parsed.row.items.get(at.saturating_add(2))) {
            (Some(Item::Prep(token)), Some(Item::Noun(n))) => {
                let paper = || {
                    let head = self.text.tokens[group.head as usize].word;
                    self.kinds.security.is_some_and(|c| self.lexicon.lemma_is(head, c))
                };
                *n == noun
                    && (matches!(self.text.word(*token), "of" | "at") || self.text.word(*token) == "in" && paper())
            }
            _ => false,
        };
        group.possessor == Some(noun as u32) || behind()
    }

    /// "The bus was under way when it was ambushed": the thing that is the subject of the clause before.
    pub(super) fn main_thing(&mut self, index: usize, noun: usize) -> Option<usize> {
        let parsed = self.parsed(index);
        let at = parsed.clauses.iter().position(|c| c.subject.first() == Some(&noun))?;
        let marker = parsed.clauses[at].marker.filter(|m| *m < parsed.chunks.nouns[noun].first as usize)?;
        let [subject] = parsed.clauses[..at].iter().rev().find(|c| c.link == Link::Main)?.subject.as_slice() else {
            return None;
        };
        let group = &parsed.chunks.nouns[*subject];
        let thing = group.kind == NounKind::Common && !group.plural && self.kind(&parsed, *subject) == Kind::Thing;
        let beside =
            matches!(self.text.word(marker), "when" | "after" | "because" | "before" | "since" | "while" | "until");
        let owned = || (0..parsed.chunks.nouns.len()).any(|n| self.owns(&parsed, n, *subject));
        (thing && beside && *subject < noun && !owned()).then_some(*subject)
    }

    /// "The firm grew. It …": whom the subject of the sentence before stands for, where it is a pronoun or a description itself.
    pub(super) fn taken_up(&mut self, index: usize, noun: usize, wanted: Wanted) -> Option<Referent> {
        let parsed = self.parsed(index);
        let group = parsed.chunks.nouns[noun];
        let person = wanted == Wanted::Person;
        if self.depth >= DEPTH || !matches!(wanted, Wanted::Person | Wanted::One | Wanted::Organisation) {
            return None;
        }
        let owned = !person
            && group.kind == NounKind::Common
            && self.text.word(group.first as usize).eq_ignore_ascii_case("its");
        let again = match group.kind {
            _ if owned => true,
            NounKind::Pronoun => {
                let word = self.text.word(group.head as usize).to_ascii_lowercase();
                if person { matches!(word.as_str(), "he" | "she") } else { word == "it" }
            }
            NounKind::Common => !person && !group.plural && self.points_back(&group),
            _ => false,
        };
        if !again {
            return None;
        }
        self.depth += 1;
        let found = if owned { self.owner(index, noun) } else { self.referents(index, noun) };
        self.depth -= 1;
        match found.as_slice() {
            [one] if one.named && (person == (one.kind == Kind::Person)) => Some(one.clone()),
            _ => None,
        }
    }

    /// "Bought Acme in 2005 and sold it": the object of the verb before, where the pronoun is the object of one that goes on with its subject.
    pub(super) fn shared_object(&mut self, index: usize, noun: usize) -> Option<usize> {
        let parsed = self.parsed(index);
        if parsed.chunks.nouns[noun].kind != NounKind::Pronoun {
            return None;
        }
        let at = parsed.clauses.iter().position(|c| c.object.first() == Some(&noun))?;
        // "Having bought Acme in 2005, it sold it"
        let fronted = || at.checked_sub(1).filter(|up| parsed.clauses[*up].link == Link::Adjunct(at));
        let up = match parsed.clauses[at].link {
            Link::Coordinate(up) => up,
            _ => fronted()?,
        };
        let [object] = parsed.clauses[up].object.as_slice() else { return None };
        let thing = !matches!(parsed.chunks.nouns[*object].kind, NounKind::Pronoun | NounKind::Number);
        (thing && parsed.chunks.nouns[*object].plural == parsed.chunks.nouns[noun].plural && *object < noun)
            .then_some(*object)
    }
}
