//! Whose deed it is where the words name a thing of theirs: "Velora's new plant will create jobs", "the launch of its phone", "its budget submitted on Monday".

use super::clause::Link;
use super::find::Finder;
use super::frame::Role;
use super::kind::Kind;
use super::mention::Macro;
use super::slots::Slots;
use super::story::Referent;
use crate::text::{NounKind, Tense};

impl Finder<'_, '_, '_, '_> {
    /// "Velora's new plant", "the investment by Velora", "the president's order": a work, plan or text does what its owner does.
    pub(super) fn doer_of(&mut self, role: Macro, referent: Referent) -> Referent {
        let word = self.story.text.tokens[referent.head].word;
        let is = |class| self.story.lexicon.lemma_is(word, class);
        if role != Macro::Agent
            || referent.named
            || !(self.story.kinds.deed_noun.is_some_and(is) || self.is_document(referent.head))
        {
            return referent;
        }
        let Some(noun) = self.noun_of(&referent) else { return referent };
        let by = self.after(noun, self.cues.by).unwrap_or_default();
        let owners = match by.is_empty() {
            true => self.owners(noun),
            false => by.into_iter().flat_map(|n| self.story.referents(self.index, n)).collect(),
        };
        owners.into_iter().find(acts).unwrap_or(referent)
    }

    /// "The launch of its phone", "its appeal filed on Tuesday": who owns what is brought out or handed in does it, where the words name nobody else.
    pub(super) fn add_owner(&mut self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role], slots: &Slots<'_>) {
        let Some(agent) = roles.iter().position(|r| r.macro_role == Macro::Agent) else { return };
        if fillers.iter().any(|(r, _)| roles[*r].macro_role == Macro::Agent) || !self.is_own_deed(slots) {
            return;
        }
        let target = fillers.iter().find(|(r, _)| roles[*r].macro_role == Macro::Target).map(|(_, f)| f.clone());
        let Some(noun) = target.filter(|t| !t.named).and_then(|t| self.noun_of(&t)) else { return };
        let owner = self.owners(noun).into_iter().find(acts);
        fillers.extend(owner.map(|o| (agent, self.story.full_name(o))));
    }

    /// Whether the trigger is a noun, or a participle behind what it tells of, and the deed one that people do with what is their own.
    fn is_own_deed(&self, slots: &Slots<'_>) -> bool {
        let word = match (slots.verb, slots.noun) {
            (Some(verb), _) => {
                let group = &self.parsed.chunks.verbs[verb];
                let described = matches!(self.parsed.clauses[verb].link, Link::Relative(_));
                if group.tense != Tense::Participle || !described {
                    return false;
                }
                group.lemma
            }
            (None, Some((noun, _))) => self.story.text.tokens[self.parsed.chunks.nouns[noun].head as usize].word,
            _ => return false,
        };
        self.story.kinds.own_deed.is_some_and(|c| self.story.lexicon.lemma_is(word, c))
    }

    /// The noun group of this sentence that a referent's head stands in.
    fn noun_of(&self, referent: &Referent) -> Option<usize> {
        self.parsed.chunks.nouns.iter().position(|n| n.head as usize == referent.head && n.kind == NounKind::Common)
    }

    /// Whose something is: "Velora's plant", "its plant".
    fn owners(&mut self, noun: usize) -> Vec<Referent> {
        match self.parsed.chunks.nouns[noun].possessor {
            Some(owner) => self.story.referents(self.index, owner as usize),
            None => self.story.owner(self.index, noun),
        }
    }
}

/// Somebody with a name, who may do something.
fn acts(referent: &Referent) -> bool {
    referent.named && matches!(referent.kind, Kind::Organisation | Kind::Name | Kind::Person | Kind::Place)
}
