//! Slots: the noun groups in the grammar around a trigger, voice undone.

use super::clause::{Clause, Nouns};
use super::find::Finder;
use super::frame::Slot;
use super::item::Item;
use super::kind::Kind;
use crate::text::{NounKind, Tense, WordId};

/// Where a frame's slots are to be looked for.
pub(super) struct Slots<'c> {
    /// The trigger verb.
    pub(super) verb: Option<usize>,
    /// The trigger verb's clause, or the support verb's.
    pub(super) clause: Option<&'c Clause>,
    /// The trigger noun and the first token of its phrase.
    pub(super) noun: Option<(usize, usize)>,
    /// Tokens of the idiom, which fill no role.
    pub(super) idiom: (usize, usize),
    /// The support verb is passive.
    pub(super) carrier_passive: bool,
}

impl Slots<'_> {
    /// The noun groups whose possessor the frame means: the trigger noun; a verb's object, or its subject where it has none.
    pub(super) fn owned(&self, finder: &Finder<'_, '_, '_, '_>) -> Nouns {
        match (self.noun, self.verb, self.clause) {
            (Some((noun, _)), _, _) => std::iter::once(noun).chain(finder.role_in(noun)).collect(),
            (None, Some(verb), Some(clause))
                if finder.parsed.chunks.verbs[verb].passive
                    || clause.object.iter().all(|n| finder.story.is_figure(&finder.parsed, *n)) =>
            {
                clause.subject.clone()
            }
            (None, _, Some(clause)) => clause.object.clone(),
            _ => Nouns::new(),
        }
    }

    /// Whether the trigger is a verb with a preposition whose object may be the verb's: "bring on", "look for". "Break into" has a slot "into".
    fn ends_in_preposition(&self, finder: &Finder<'_, '_, '_, '_>) -> bool {
        let (from, end) = self.idiom;
        from < end && matches!(finder.story.text.word(end - 1), "on" | "for" | "from")
    }

    /// The noun groups in a slot, voice undone.
    pub(super) fn nouns(&self, finder: &Finder<'_, '_, '_, '_>, slot: Slot) -> Nouns {
        let parsed = &finder.parsed;
        let by = finder.cues.by;
        match slot {
            Slot::Purpose => return finder.purpose(self),
            Slot::Doer => return finder.doer(self),
            Slot::Content => return finder.content(self),
            _ => {}
        }
        let complements = |clause: &Clause, word: WordId| -> Nouns {
            clause.complements.iter().filter(|c| c.word == word).flat_map(|c| c.nouns.iter().copied()).collect()
        };
        match (self.verb, self.noun) {
            (Some(verb), _) => {
                let (Some(clause), group) = (self.clause, &parsed.chunks.verbs[verb]) else { return Nouns::new() };
                let passive = group.passive;
                match slot {
                    Slot::Subject if passive => complements(clause, by),
                    Slot::Subject => finder.with_companions(clause.subject.clone()),
                    Slot::Object if passive => clause.subject.clone(),
                    // "Brought on Todd Reed", "looks for a chief": the object of a verb with a preposition.
                    Slot::Object if clause.object.is_empty() && self.ends_in_preposition(finder) => {
                        complements(clause, finder.story.text.tokens[self.idiom.1 - 1].word)
                    }
                    Slot::Object => clause.object.clone(),
                    Slot::Object2 => clause.object2.clone(),
                    Slot::Possessor => {
                        let owned = self.owned(finder);
                        let owner = |n: &usize| {
                            let described = finder.described_thing(*n).unwrap_or(*n);
                            parsed.chunks.nouns[described].possessor.map(|p| p as usize)
                        };
                        let owners: Nouns = owned.iter().filter_map(owner).collect();
                        // "Shares in Acme rose", "sales at Acme fell"
                        let rises = owners.is_empty() && !passive && owned == clause.subject;
                        let shares = rises.then(|| owned.iter().find_map(|n| finder.shares_in(*n))).flatten();
                        shares.unwrap_or(owners)
                    }
                    Slot::Prep(word) => {
                        let mut nouns = complements(clause, word);
                        if word == finder.cues.of {
                            // "resigned as chairman of X", "was named head of X", "bought most of X"
                            let behind =
                                clause.complements.iter().filter_map(|c| c.nouns.last()).chain(clause.object2.last());
                            let found = behind.chain(clause.object.iter().rev()).find_map(|n| finder.after(*n, word));
                            nouns.extend(found.map(|n| finder.behind_share(n)).unwrap_or_default());
                        }
                        let figures = || clause.object.iter().all(|n| finder.story.is_figure(parsed, *n));
                        let of_subject = word == finder.cues.of || word == finder.cues.inside;
                        if of_subject && !passive && nouns.is_empty() && figures() {
                            // "shares of X rose", "sales in X fell"
                            nouns
                                .extend(clause.subject.last().and_then(|n| finder.after(*n, word)).unwrap_or_default());
                        }
                        nouns
                    }
                    _ => Nouns::new(),
                }
            }
            (None, Some((noun, _))) => match slot {
                Slot::Possessor => std::iter::once(noun)
                    .chain(finder.role_in(noun))
                    .find_map(|n| parsed.chunks.nouns[n].possessor)
                    .map(|p| p as usize)
                    .into_iter()
                    .collect(),
                Slot::Subject => match self.clause {
                    Some(clause) if self.carrier_passive => complements(clause, by),
                    Some(clause) if !clause.subject.contains(&noun) => clause.subject.clone(),
                    _ => Nouns::new(),
                },
                Slot::Object => self
                    .clause
                    .filter(|c| !c.object.contains(&noun) && !self.carrier_passive)
                    .map(|c| c.object.clone())
                    .unwrap_or_default(),
                Slot::Prep(word) => {
                    let mut nouns = match word == by && finder.is_charge(noun) {
                        true => Nouns::new(),
                        false => finder.after(noun, word).unwrap_or_default(),
                    };
                    if word == finder.cues.of {
                        // "the sale of 80 pct of X", "the purchase of all the stock of X"
                        let share = nouns.first().copied().filter(|n| finder.is_whole_group(*n));
                        if let Some(behind) =
                            share.and_then(|n| finder.after(n, word).or_else(|| finder.after(n, finder.cues.inside)))
                        {
                            nouns = behind;
                        }
                    }
                    // "Its takeover by Acme was approved by the regulator"
                    let another =
                        word == by && self.carrier_passive && (!nouns.is_empty() || finder.only_receives(self));
                    if let Some(clause) = self.clause.filter(|_| !another) {
                        for n in complements(clause, word) {
                            if !nouns.contains(&n) && n != noun {
                                nouns.push(n);
                            }
                        }
                    }
                    nouns
                }
                _ => Nouns::new(),
            },
            // A participle before its object.
            (None, None) => match slot {
                Slot::Object => self.clause.map(|c| c.subject.clone()).unwrap_or_default(),
                _ => Nouns::new(),
            },
        }
    }
}

impl Finder<'_, '_, '_, '_> {
    fn is_whole_group(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        self.is_whole(group.head as usize, group.core as usize, self.story.kind(&self.parsed, noun))
    }

    /// "Was charged with fraud by prosecutors": who stands behind "by" did not commit what the passive charges somebody with.
    fn is_charge(&self, noun: usize) -> bool {
        self.parsed.clauses.iter().zip(&self.parsed.chunks.verbs).any(|(clause, verb)| {
            let charged = |word: WordId| matches!(self.story.lexicon.text(word), "with" | "of" | "for");
            let holds = |p: &super::clause::Complement| charged(p.word) && p.nouns.contains(&noun);
            verb.passive && clause.complements.iter().any(holds)
        })
    }

    /// "Acme, along with Globex, opened": who does it together with the subject.
    fn with_companions(&self, mut nouns: Nouns) -> Nouns {
        let Some(last) = nouns.last() else { return nouns };
        let row = &self.parsed.row;
        let at = row.noun_at[*last];
        let item = |n: usize| at.checked_add(n).and_then(|i| row.items.get(i));
        if item(1) != Some(&Item::Comma) {
            return nouns;
        }
        let place = match item(2) {
            Some(Item::Other(_)) => 3,
            Some(Item::Prep(_)) => 2,
            _ => return nouns,
        };
        let word = |i: usize| self.story.text.word(i);
        let (Some(Item::Prep(token)), Some(Item::Noun(first))) = (item(place), item(place + 1)) else { return nouns };
        let along = word(*token) == "alongside"
            || word(*token) == "with" && *token > 0 && matches!(word(*token - 1), "along" | "together" | "jointly");
        if along && self.parsed.chunks.nouns[*first].kind == NounKind::Name {
            nouns.push(*first);
        }
        nouns
    }

    /// "Its role in a conspiracy", "Reed's part in the attack": whose role it is, his is the deed.
    pub(super) fn role_in(&self, noun: usize) -> Option<usize> {
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        if at == usize::MAX || at < 2 {
            return None;
        }
        let (Item::Noun(role), Item::Prep(token)) = (row.items[at - 2], row.items[at - 1]) else { return None };
        let word = |i: usize| self.story.text.word(i);
        let head = word(self.parsed.chunks.nouns[role].head as usize);
        let group = &self.parsed.chunks.nouns[noun];
        let told = matches!(word(group.first as usize), "a" | "an") || group.kind == NounKind::Name;
        (told && word(token) == "in" && matches!(head, "role" | "roles" | "part" | "participation" | "involvement"))
            .then_some(role)
    }

    /// "Bob Lee, a former minister,": what a name is said to be.
    fn stands_beside(&self, name: usize, noun: usize) -> bool {
        let (name, group) = (&self.parsed.chunks.nouns[name], &self.parsed.chunks.nouns[noun]);
        let opens = self.story.text.word(group.first as usize);
        name.kind == NounKind::Name && group.kind == NounKind::Common && matches!(opens, "a" | "an" | "the")
    }

    /// "Acme's phone, the One,": the thing that a name beside it is the name of.
    pub(super) fn described_thing(&self, name: usize) -> Option<usize> {
        let at = self.parsed.row.noun_at[name];
        let item = |back: usize| at.checked_sub(back).and_then(|i| self.parsed.row.items.get(i));
        match (item(1), item(2)) {
            (Some(Item::Comma), Some(Item::Noun(n)))
                if self.story.kind(&self.parsed, *n) == Kind::Thing
                    && self.parsed.chunks.nouns[name].kind == NounKind::Name
                    && self.parsed.chunks.nouns[*n].kind == NounKind::Common =>
            {
                Some(*n)
            }
            _ => None,
        }
    }

    /// "Shares in Acme": whose they are.
    fn shares_in(&self, noun: usize) -> Option<Nouns> {
        let next = self.parsed.row.items.get(self.parsed.row.noun_at[noun].checked_add(1)?)?;
        let Item::Prep(token) = next else { return None };
        let word = self.story.text.word(*token);
        let (head, lexicon) = (self.parsed.chunks.nouns[noun].head as usize, self.story.lexicon);
        let classes = [self.story.kinds.security, lexicon.class("account_noun"), lexicon.class("measure_noun")];
        if !classes.into_iter().flatten().any(|c| lexicon.lemma_is(self.story.text.tokens[head].word, c)) {
            return None;
        }
        let firm = |n: &usize| matches!(self.story.kind(&self.parsed, *n), Kind::Organisation | Kind::Name);
        let named = |n: &usize| self.parsed.chunks.nouns[*n].kind == NounKind::Name && firm(n);
        let told =
            matches!(word, "in" | "of" | "at").then(|| self.after(noun, self.story.text.tokens[*token].word)).flatten();
        // "Revenue at the company's cloud unit"
        let owner = |n: &usize| self.parsed.chunks.nouns[*n].possessor.map(|p| p as usize);
        let nouns: Nouns = told?.iter().map(|n| owner(n).unwrap_or(*n)).collect();
        let firm_noun = |n: &usize| self.story.points_back(&self.parsed.chunks.nouns[*n]);
        nouns.iter().all(|n| named(n) || firm_noun(n)).then_some(nouns)
    }

    /// What shares or assets are of: "all of the assets of Acme".
    fn behind_share(&self, nouns: Nouns) -> Nouns {
        let [noun] = nouns.as_slice() else { return nouns };
        let head = self.parsed.chunks.nouns[*noun].head as usize;
        let share = matches!(self.story.text.word(head), "assets" | "shares" | "stock" | "capital" | "equity");
        let behind = share.then(|| self.after(*noun, self.cues.of)).flatten();
        behind.unwrap_or(nouns)
    }

    /// The complements of preposition `word` behind noun group `noun`, before the next verb or mark.
    pub(super) fn after(&self, noun: usize, word: WordId) -> Option<Nouns> {
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        if at == usize::MAX {
            return None;
        }
        let mut i = at + 1;
        while i < row.items.len().min(at + 16) {
            match row.items[i] {
                Item::Prep(token) => {
                    let mut nouns = Nouns::new();
                    let mut next = i + 1;
                    while let Some(Item::Noun(n)) = row.items.get(next).copied() {
                        nouns.push(n);
                        next += 1;
                        match (row.items.get(next), row.items.get(next + 1), row.items.get(next + 2)) {
                            (Some(Item::And(_)), Some(Item::Noun(_)), after)
                                if self.story.lexicon.text(word) == "between"
                                    || !matches!(after, Some(&Item::Verb(v)) if self.parsed.chunks.verbs[v].tense == Tense::Past) =>
                            {
                                next += 1
                            }
                            (Some(Item::Comma), Some(Item::Noun(m)), Some(Item::Comma | Item::And(_)))
                                if !self.stands_beside(nouns[nouns.len() - 1], *m) =>
                            {
                                next += 1
                            }
                            (Some(Item::Comma), Some(Item::And(_)), Some(Item::Noun(_))) => next += 2,
                            _ => break,
                        }
                    }
                    if self.story.text.tokens[token].word == word && !nouns.is_empty() {
                        return Some(nouns);
                    }
                    // "The trial before Judge Lee of Ohio": the second "of" belongs to what stands between, save in "the purchase by Acme of Globex".
                    let by = self.story.text.tokens[token].word == self.cues.by;
                    if nouns.is_empty() || (word == self.cues.of && !by) {
                        return None;
                    }
                    i = next;
                }
                Item::Time(_) | Item::Other(_) => i += 1,
                _ => return None,
            }
        }
        None
    }
}
