//! Who sues whom where the suit is only told of: "in a lawsuit filed on Tuesday, Acme accuses Globex", "a complaint filed by Acme alleges that Globex …".

use super::clause::{Clause, Link, Nouns};
use super::find::Finder;
use super::frame::Role;
use super::item::Item;
use super::mention::Macro;
use super::slots::Slots;
use super::story::Referent;
use crate::text::Tense;

/// Who sues, and who is sued.
#[derive(Default)]
struct Parties {
    plaintiff: Nouns,
    defendant: Nouns,
}

impl Finder<'_, '_, '_, '_> {
    /// Gives a suit that a participle tells of the parties that the clause around it names, in the parts that it has not filled itself.
    pub(super) fn add_parties(&mut self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role], slots: &Slots<'_>) {
        let Some(verb) = slots.verb.filter(|v| self.parsed.chunks.verbs[*v].tense == Tense::Participle) else { return };
        let Link::Relative(noun) = self.parsed.clauses[verb].link else { return };
        let parties = self.parties(noun, verb);
        for (part, nouns) in [(Macro::Agent, parties.plaintiff), (Macro::Target, parties.defendant)] {
            let party = |r: &Role| matches!(r.name.as_ref(), "plaintiff" | "prosecutor" | "defendant" | "accused");
            let Some(role) = roles.iter().position(|r| r.macro_role == part && party(r)) else { continue };
            if fillers.iter().any(|(r, _)| roles[*r].macro_role == part) {
                continue;
            }
            for found in nouns.into_iter().flat_map(|n| self.story.referents(self.index, n)).collect::<Vec<_>>() {
                if found.named || !self.is_document(found.head) {
                    fillers.push((role, self.story.full_name(found)));
                }
            }
        }
    }

    fn parties(&self, suit: usize, told: usize) -> Parties {
        let clauses = self.parsed.clauses.iter().enumerate().filter(|(c, _)| *c != told);
        // "A complaint filed on Monday accuses Acme"
        if let Some((c, clause)) = clauses.clone().find(|(_, c)| c.subject.contains(&suit)) {
            return Parties { defendant: self.accused(c, clause), ..Parties::default() };
        }
        let place = self.parsed.row.noun_at[suit];
        let before = |back: usize| place.checked_sub(back).and_then(|i| self.parsed.row.items.get(i));
        let Some(Item::Prep(token)) = before(1) else { return Parties::default() };
        let within = self.story.text.word(*token).eq_ignore_ascii_case("in");
        let from = self.parsed.chunks.nouns[suit].first;
        // "Acme accused Globex in a complaint filed on Monday"; "in a complaint filed on Monday, Acme accuses Globex"
        // "The claims alleged in the complaint" are no party.
        let holds = |(_, c): &(usize, &Clause)| {
            !matches!(c.link, Link::Relative(_)) && c.complements.iter().any(|p| p.nouns.contains(&suit))
        };
        let around = clauses.clone().find(holds).map(|(c, clause)| match clause.link {
            // "Accused Globex of copying in a complaint"
            Link::Complement(up) if self.parsed.chunks.verbs[c].tense == Tense::Gerund => {
                (up, &self.parsed.clauses[up])
            }
            _ => (c, clause),
        });
        let fronted = || place <= 2;
        let behind = |(_, c): &(usize, &Clause)| {
            let after = c.subject.first().is_some_and(|n| self.parsed.chunks.nouns[*n].first > from);
            matches!(c.link, Link::Main | Link::Complement(_)) && after && fronted()
        };
        let Some((c, clause)) = around.or_else(|| clauses.clone().find(behind)) else { return Parties::default() };
        if !within {
            // "According to a complaint filed on Monday, Acme sold"
            return Parties {
                defendant: if fronted() { clause.subject.clone() } else { Nouns::new() },
                ..Parties::default()
            };
        }
        if self.parsed.chunks.verbs[c].passive {
            return Parties { defendant: clause.subject.clone(), ..Parties::default() };
        }
        Parties { plaintiff: clause.subject.clone(), defendant: self.accused(c, clause) }
    }

    /// Whom a verb of a complaint is about: its object, or who does what it says that somebody has done.
    fn accused(&self, at: usize, clause: &Clause) -> Nouns {
        let lemma = self.parsed.chunks.verbs[at].lemma;
        let control = self.story.kinds.object_control_verb.is_some_and(|c| self.story.lexicon.is(lemma, c));
        if control { clause.object.clone() } else { self.told_of(at).unwrap_or_default() }
    }
}
