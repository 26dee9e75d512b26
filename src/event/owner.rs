//! Whose deed it is where the words name a thing of theirs: "Velora's new plant will create jobs", "the launch of its phone", "its budget submitted on Monday".

use super::clause::Link;
use super::find::Finder;
use super::frame::Role;
use super::item::Item;
use super::kind::Kind;
use super::mention::Macro;
use super::slots::Slots;
use super::story::Referent;
use crate::text::{Case, NounKind, Tag, Tense};

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

    /// "Acme's chief executive, Ann Roe, resigned", "Acme CEO Ann Roe was fired": the organisation whose post somebody holds, where the event names none.
    pub(super) fn add_post(&mut self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role]) {
        let is_post = |r: &Role| matches!(r.name.as_ref(), "employer" | "organisation");
        let Some(role) = roles.iter().position(is_post) else { return };
        if fillers.iter().any(|(r, _)| is_post(&roles[*r])) {
            return;
        }
        let person = fillers.iter().find(|(r, f)| {
            f.named && f.kind == Kind::Person && matches!(roles[*r].name.as_ref(), "person" | "dismissed")
        });
        let Some(head) = person.map(|(_, f)| f.head) else { return };
        let Some(noun) = self.parsed.chunks.nouns.iter().position(|n| n.head as usize == head) else { return };
        let firm = |r: &Referent| r.named && matches!(r.kind, Kind::Organisation | Kind::Name | Kind::Place);
        let found = self.employers(noun).into_iter().find(firm);
        fillers.extend(found.map(|f| (role, self.story.full_name(f))));
    }

    /// Who employs the person named by a noun group, as the words before or beside the name tell.
    fn employers(&mut self, noun: usize) -> Vec<Referent> {
        let group = self.parsed.chunks.nouns[noun];
        let is_office = |token: usize| {
            let word = self.story.text.tokens[token].word;
            self.story.kinds.office.is_some_and(|c| self.story.lexicon.lemma_is(word, c))
        };
        // "Acme's CEO Ann Roe", "Acme CEO Ann Roe"
        if let Some(office) = (group.first as usize..group.core as usize).find(|i| is_office(*i)) {
            if let Some(owner) = group.possessor {
                return self.story.referents(self.index, owner as usize);
            }
            // "Acme, whose chief Ann Roe resigned"
            if self.story.text.word(group.first as usize) == "whose" {
                let before = self.parsed.chunks.nouns.iter().rposition(|n| n.end + 1 == group.first);
                return before.map(|n| self.story.referents(self.index, n)).unwrap_or_default();
            }
            return self.name_between(group.first as usize, office).into_iter().collect();
        }
        // "Its chief executive, Ann Roe,", "Ann Roe, its chief executive,"
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        let beside = |comma: Option<usize>, other: Option<usize>| match (row.items.get(comma?), row.items.get(other?)) {
            (Some(Item::Comma), Some(Item::Noun(n))) => Some(*n),
            _ => None,
        };
        let before = beside(at.checked_sub(1), at.checked_sub(2));
        let behind = beside(at.checked_add(1), at.checked_add(2));
        let post = before.into_iter().chain(behind).find(|n| {
            let post = &self.parsed.chunks.nouns[*n];
            post.kind == NounKind::Common && is_office(post.head as usize)
        });
        let Some(post) = post else { return Vec::new() };
        let owners = self.owners(post);
        if !owners.is_empty() {
            return owners;
        }
        let told = [self.cues.of, self.cues.at].into_iter().find_map(|w| self.after(post, w)).unwrap_or_default();
        told.into_iter().flat_map(|n| self.story.referents(self.index, n)).collect()
    }

    /// The name that ends right before an office's words, within a group: "*Acme* chief executive Ann Roe".
    fn name_between(&self, first: usize, office: usize) -> Option<Referent> {
        let base = self.story.text.sentences[self.index].first as usize;
        let name = |i: &usize| {
            self.parsed.chunks.tags[*i - base] == Tag::NNP && self.story.text.tokens[*i].case != Case::Lower
        };
        let end = (first..office).take_while(name).last()? + 1;
        Some(self.name_of(first, end))
    }

    /// "The app, developed by Acme, was launched": whose it is launches it.
    pub(super) fn add_keeper(&mut self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role]) {
        let keeps = |r: &Role| matches!(r.name.as_ref(), "launcher" | "owner" | "entrant");
        let Some(role) = roles.iter().position(keeps) else { return };
        if fillers.iter().any(|(r, _)| roles[*r].macro_role == Macro::Agent) {
            return;
        }
        let target = fillers.iter().find(|(r, _)| roles[*r].macro_role == Macro::Target).map(|(_, f)| f.head);
        let Some(noun) = target.and_then(|h| self.parsed.chunks.nouns.iter().position(|n| n.head as usize == h)) else {
            return;
        };
        let kept = |(at, c): (usize, &super::clause::Clause)| {
            let verb = &self.parsed.chunks.verbs[at];
            let keeper = self.story.kinds.keeper_verb.is_some_and(|k| self.story.lexicon.is(verb.lemma, k));
            let described = c.link == Link::Relative(noun) && verb.passive;
            let by = c.complements.iter().find(|p| p.word == self.cues.by).map(|p| p.nouns.clone());
            by.filter(|_| keeper && described)
        };
        let by = self.parsed.clauses.iter().enumerate().find_map(kept).unwrap_or_default();
        for n in by {
            let found = self.story.referents(self.index, n).into_iter().filter(acts).collect::<Vec<_>>();
            fillers.extend(found.into_iter().map(|f| (role, self.story.full_name(f))));
        }
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
