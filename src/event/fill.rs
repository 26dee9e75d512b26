//! Fills a frame's roles from the grammar around its trigger, and checks what the frame asks of its slots.

use super::find::{Failure, Finder};
use super::frame::{Slot, Test};
use super::item::Item;
use super::kind::Kind;
use super::mention::Macro;
use super::slots::Slots;
use super::story::Referent;
use crate::text::{ClassId, Kind as TokenKind, NounGroup, NounKind, Tag, UNKNOWN, WordId};

impl Finder<'_, '_, '_, '_> {
    /// Fills the frame's roles and checks its restrictions.
    pub(super) fn fill(
        &mut self,
        frame: usize,
        slots: &Slots<'_>,
    ) -> std::result::Result<Vec<(usize, Referent)>, Failure> {
        let frame = &self.frames.frames[frame];
        for (slot, tests) in &frame.only {
            if !self.passes(*slot, tests, slots, false) {
                return Err(Failure::Where(*slot));
            }
        }
        for (slot, tests) in &frame.unless {
            if self.passes(*slot, tests, slots, true) {
                return Err(Failure::Unless(*slot));
            }
        }
        if !frame.needs.is_empty() && !frame.needs.iter().any(|s| self.is_filled(*s, slots)) {
            return Err(Failure::Needs);
        }
        let mut fillers: Vec<(usize, Referent)> = Vec::new();
        for (r, role) in frame.roles.iter().enumerate() {
            for slot in &role.slots {
                let found = match slot {
                    Slot::Subject if role.macro_role == Macro::Agent && self.only_receives(slots) => continue,
                    Slot::Story if fillers.iter().any(|(o, _)| *o == r) => continue,
                    Slot::Story => self.story_owner(slots, &fillers).into_iter().collect(),
                    _ => self.slot(*slot, slots),
                };
                for referent in found {
                    if role.macro_role == Macro::Place
                        && !matches!(referent.kind, Kind::Place)
                        && !(referent.named && referent.kind == Kind::Name)
                    {
                        continue;
                    }
                    if matches!(role.macro_role, Macro::Agent | Macro::Target)
                        && matches!(referent.kind, Kind::Money | Kind::Percent | Kind::Number)
                    {
                        continue;
                    }
                    if role.macro_role == Macro::Agent && !referent.named && self.is_document(referent.head) {
                        continue;
                    }
                    let referent = if matches!(role.macro_role, Macro::Agent | Macro::Target) {
                        self.story.full_name(self.issuer(role.macro_role, referent))
                    } else {
                        referent
                    };
                    let taken = fillers.iter().any(|(_, f)| f.tokens == referent.tokens);
                    if !taken {
                        fillers.push((r, referent));
                    }
                }
                // A sum or count is told once; the other roles collect all their slots.
                if role.macro_role == Macro::Amount && fillers.iter().any(|(o, _)| *o == r) {
                    break;
                }
            }
        }
        Ok(fillers)
    }

    /// Whether a filler of the slot passes one of the tests. For what a slot must not hold, `sure` asks for plain evidence: an unknown name is then nobody
    /// in particular, and a name's last word is no common noun.
    fn passes(&mut self, slot: Slot, tests: &[Test], slots: &Slots<'_>, sure: bool) -> bool {
        if slot == Slot::Modifier {
            return self
                .modifier_of(slots)
                .is_some_and(|r| tests.iter().any(|t| self.test(*t, r.head, r.tokens.0, r.kind, true, slot)));
        }
        if slot == Slot::ToVerb {
            let Some(verb) = slots.clause.and_then(|c| c.infinitive) else { return false };
            let lemma = self.parsed.chunks.verbs[verb].lemma;
            return tests.iter().any(|t| match t {
                Test::Lemma(l) => *l == lemma,
                Test::Class(c) => self.story.lexicon.is(lemma, *c),
                _ => false,
            });
        }
        if let Some(span) = self.span(slot, slots) {
            let kind = if matches!(slot, Slot::Money | Slot::Sum) { Kind::Money } else { Kind::Number };
            return tests.iter().any(|t| *t == Test::Number || (*t == Test::Money && kind == Kind::Money))
                && span.0 < span.1;
        }
        let mut nouns = slots.nouns(self, slot);
        // "Its launch": whom the pronoun stands for.
        if slot == Slot::Possessor && nouns.is_empty() && !sure {
            let owned = slots.owned(self);
            let owners: Vec<Referent> = owned.into_iter().flat_map(|n| self.story.owner(self.index, n)).collect();
            return owners
                .iter()
                .any(|r| tests.iter().any(|t| self.test(*t, r.head, r.tokens.0, r.kind, r.named, slot)));
        }
        if sure {
            // Of a list its first member says what it is a list of.
            nouns.truncate(1);
        }
        // "Sold part of its stake", "two of its models"; "the number of users rose" is about a number, too.
        if slot != Slot::Object2 {
            let plural = |n: usize| self.parsed.chunks.nouns[n].plural || self.parsed.kinds[n] == Kind::Number;
            let parts: Vec<usize> =
                nouns.iter().copied().filter(|n| self.is_part(*n) && (!sure || plural(*n))).collect();
            nouns.extend(parts.into_iter().filter_map(|n| self.after(n, self.cues.of)).flatten());
        }
        nouns.iter().any(|n| {
            // "Bought Acme and sold it": what a pronoun plainly takes up is tested in its stead.
            let n = &self.story.shared_object(self.index, *n).unwrap_or(*n);
            let group = self.parsed.chunks.nouns[*n];
            let vague = |t: &Test| {
                sure && group.kind == NounKind::Name
                    && match t {
                        Test::Lemma(l) => {
                            group.end - group.core > 1 || self.story.text.tokens[group.head as usize].word != *l
                        }
                        Test::Class(_) => group.end - group.core > 1 || self.parsed.kinds[*n] == Kind::Name,
                        Test::Person | Test::Organisation => self.parsed.kinds[*n] == Kind::Name,
                        _ => false,
                    }
            };
            let from = |t: &Test| match t {
                // What describes a name stands before it.
                Test::Fresh(..) | Test::FreshName(_) => group.first as usize,
                _ => group.core as usize,
            };
            if tests.iter().any(|t| {
                !vague(t)
                    && self.test(
                        *t,
                        group.head as usize,
                        from(t),
                        self.parsed.kinds[*n],
                        group.kind == NounKind::Name,
                        slot,
                    )
            }) {
                return true;
            }
            // "The library Socket", "Judge Reed ordered": what a name is stands before it. "Announced Judge Reed" tells of nobody's post.
            let described = slot == Slot::Subject || self.parsed.kinds[*n] != Kind::Person;
            if group.kind == NounKind::Name && !sure && group.core > group.first && described {
                let described = group.core as usize - 1;
                let word = self.story.text.tokens[described].word;
                let common =
                    self.parsed.chunks.tags[described - self.story.text.sentences[self.index].first as usize].is_noun();
                return common
                    && tests.iter().any(|t| match t {
                        Test::Lemma(_) | Test::Class(_) | Test::Fresh(..) => {
                            word != UNKNOWN && self.test(*t, described, group.first as usize, Kind::Thing, false, slot)
                        }
                        _ => false,
                    });
            }
            if group.kind != NounKind::Pronoun {
                return false;
            }
            let referents = self.story.referents(self.index, *n);
            // "Northwind bought it in 2016.": where a text begins with a pronoun, nothing says that it is no firm.
            let open =
                !sure && self.index == 0 && referents.is_empty() && is_thing(self.story.text.word(group.head as usize));
            open && tests.contains(&Test::Organisation)
                || referents
                    .iter()
                    .any(|r| tests.iter().any(|t| self.test(*t, r.head, r.tokens.0, r.kind, r.named, slot)))
        })
    }

    fn test(&self, test: Test, head: usize, first: usize, kind: Kind, named: bool, slot: Slot) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        let lemmas =
            || std::iter::once(word).chain(lexicon.lemmas(word).iter().map(|(l, _)| *l)).filter(|w| *w != UNKNOWN);
        match test {
            Test::Lemma(lemma) => lemmas().any(|l| l == lemma),
            Test::Class(class) => self.is_of_class(head, first, class),
            Test::Fresh(class, fresh) => {
                (first..head).any(|i| lexicon.is(text.tokens[i].word, fresh)) && self.is_of_class(head, first, class)
            }
            Test::FreshName(fresh) => {
                named && kind != Kind::Thing && (first..head).any(|i| lexicon.is(text.tokens[i].word, fresh))
            }
            Test::Name => named && kind != Kind::Thing,
            Test::Person => {
                kind == Kind::Person
                    || (kind == Kind::Name && named && head > first)
                    || (kind == Kind::Pronoun && is_personal(text.word(head)))
            }
            Test::Organisation => {
                matches!(kind, Kind::Organisation | Kind::Name)
                    || (kind == Kind::Place && matches!(slot, Slot::Subject))
                    || (!named && self.story.kinds.is_organisation_noun(lexicon, word))
            }
            Test::Place => kind == Kind::Place,
            Test::Money => kind == Kind::Money,
            Test::Number => {
                matches!(kind, Kind::Number | Kind::Money | Kind::Percent)
                    || text.tokens[first].kind == TokenKind::Number
            }
            Test::Percent => kind == Kind::Percent,
            Test::Pronoun => kind == Kind::Pronoun,
            Test::Time => false,
            Test::Whole => self.is_whole(head, first, kind),
        }
    }

    /// Whether a noun only says how much, or which, of what stands behind its "of".
    fn is_part(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let word = self.story.text.tokens[group.head as usize].word;
        self.parsed.kinds[noun] == Kind::Number
            && group.kind == NounKind::Number
            && self.story.text.word(group.head as usize) != "one"
            || (group.kind == NounKind::Common
                && self.story.kinds.part_noun.is_some_and(|c| self.story.lexicon.is(word, c)))
    }

    /// Whether the noun at `head`, or a phrase that ends there and begins behind `first`, is of the class.
    fn is_of_class(&self, head: usize, first: usize, class: ClassId) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        lexicon.lemma_is(word, class)
            || (head > first && lexicon.ends_phrase(word) && {
                let from = first.max(head.saturating_sub(3));
                (from..head)
                    .any(|i| lexicon.phrase(&super::kind::lower(text, i, head + 1)).iter().any(|(c, _)| *c == class))
            })
    }

    /// Whether a noun group is more than half of what it is a share of: "all the stock", "57.5 pct", "an 80 pct interest".
    pub(super) fn is_whole(&self, head: usize, first: usize, kind: Kind) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        let is = |w: WordId| lexicon.class("stake_noun").is_some_and(|c| lexicon.is(w, c));
        if text.word(head) == "all" && text.tokens.get(head + 1).is_some_and(|t| t.word == self.cues.of) {
            return true; // "substantially all of the assets"
        }
        let share = kind == Kind::Percent || is(word) || lexicon.lemmas(word).iter().any(|(l, _)| is(*l));
        if !share {
            return false;
        }
        if let Some((start, _, Slot::Percent)) = self.story.kinds.figures.at(text, lexicon, first, head + 1) {
            return text.word(start).parse::<f64>().is_ok_and(|n| n > 50.0);
        }
        let from = first.saturating_sub(3).max(text.sentences[self.index].first.min(first as u32) as usize);
        (from..head).any(|i| {
            let all = matches!(text.word(i), "all" | "All" | "entire" | "remaining" | "100");
            // "all" belongs to the group only with nothing but determiners between.
            all && (i >= first
                || (i + 1..first)
                    .all(|j| matches!(text.word(j), "the" | "of" | "its" | "their" | "issued" | "outstanding")))
        })
    }

    /// "The regulator cleared Acme's takeover", "the board rejected the bid": whoever is the subject does not do what the noun tells.
    fn only_receives(&self, slots: &Slots<'_>) -> bool {
        let (Some((noun, _)), Some(clause)) = (slots.noun, slots.clause) else { return false };
        let owned = self.parsed.chunks.nouns[noun].possessor.is_some();
        let verb = self.parsed.clauses.iter().position(|c| std::ptr::eq(c, clause));
        let lemma = verb.map(|v| self.parsed.chunks.verbs[v].lemma);
        let received = lemma.is_some_and(|l| self.story.lexicon.is(l, self.cues.received));
        clause.object.contains(&noun) && (owned || received)
    }

    /// "Litware shares began trading": whose shares they are is who does it.
    fn issuer(&self, role: Macro, referent: Referent) -> Referent {
        let base = self.story.text.sentences[self.index].first as usize;
        let (first, end) = referent.tokens;
        let shares = || {
            self.story
                .kinds
                .security
                .is_some_and(|c| self.story.lexicon.lemma_is(self.story.text.tokens[referent.head].word, c))
        };
        let name = |i: usize| i >= base && self.parsed.chunks.tags.get(i - base) == Some(&Tag::NNP);
        if role != Macro::Agent || referent.named || end != referent.head + 1 || end < first + 2 || !shares() {
            return referent;
        }
        if !(first..end - 1).all(name) {
            return referent;
        }
        Referent { tokens: (first, end - 1), head: end - 2, kind: Kind::Organisation, named: true }
    }

    /// "The bill bans": what a text says it does not do itself.
    fn is_document(&self, head: usize) -> bool {
        let word = self.story.text.tokens[head].word;
        self.story.kinds.document.is_some_and(|c| self.story.lexicon.lemma_is(word, c))
    }

    fn is_filled(&self, slot: Slot, slots: &Slots<'_>) -> bool {
        match slot {
            Slot::ToVerb => slots.clause.is_some_and(|c| c.infinitive.is_some()),
            Slot::Modifier => self.modifier_of(slots).is_some(),
            Slot::Time => slots.clause.is_some_and(|c| !c.times.is_empty() || self.opens_with_time()),
            Slot::Possessor => {
                let by_pronoun = |n: usize| self.story.has_possessive_pronoun(&self.parsed, n, self.index);
                !slots.nouns(self, slot).is_empty() || slots.owned(self).into_iter().any(by_pronoun)
            }
            _ => !slots.nouns(self, slot).is_empty() || self.span(slot, slots).is_some(),
        }
    }

    /// Whether a time stands before the sentence's first noun and verb.
    fn opens_with_time(&self) -> bool {
        let opening = self.parsed.row.items.iter().take_while(|i| !matches!(i, Item::Verb(_) | Item::Noun(_)));
        opening.into_iter().any(|i| matches!(i, Item::Time(_)))
    }

    /// The participants in a slot.
    fn slot(&mut self, slot: Slot, slots: &Slots<'_>) -> Vec<Referent> {
        if matches!(slot, Slot::Money | Slot::Sum | Slot::Number | Slot::Percent) {
            return self.span(slot, slots).map(|s| self.figure(s, slot)).into_iter().collect();
        }
        let mut out = Vec::new();
        if slot == Slot::Modifier {
            out.extend(self.modifier_of(slots));
            return out;
        }
        for noun in slots.nouns(self, slot) {
            let group = self.parsed.chunks.nouns[noun];
            if (group.first as usize) < slots.idiom.1 && group.end as usize > slots.idiom.0 {
                continue;
            }
            out.extend(self.story.referents(self.index, noun));
        }
        if slot == Slot::Possessor && out.is_empty() {
            let owned = slots.owned(self);
            out.extend(owned.into_iter().flat_map(|n| self.story.owner(self.index, n)));
        }
        out
    }

    /// The names before the trigger noun, or before an intransitive verb's subject: "the Fitbit deal", "Fitbit shares rose".
    fn modifier_of(&self, slots: &Slots<'_>) -> Option<Referent> {
        match slots.noun {
            Some((noun, first)) => self.modifier(noun, first),
            None => {
                slots.owned(self).first().and_then(|n| self.modifier(*n, self.parsed.chunks.nouns[*n].head as usize))
            }
        }
    }

    /// The names before a trigger noun in its own group: "the Fitbit deal".
    fn modifier(&self, noun: usize, first: usize) -> Option<Referent> {
        let group = &self.parsed.chunks.nouns[noun];
        let base = self.story.text.sentences[self.index].first as usize;
        let mut start = first;
        while start > group.core as usize
            && self.parsed.chunks.tags[start - 1 - base] == crate::text::Tag::NNP
            && self.story.text.tokens[start - 1].case != crate::text::Case::Lower
        {
            start -= 1;
        }
        if start == first {
            return None;
        }
        let part = NounGroup {
            first: start as u32,
            core: start as u32,
            end: first as u32,
            head: first as u32 - 1,
            kind: NounKind::Name,
            plural: false,
            possessor: None,
        };
        let kind = self.story.kinds.of(self.story.text, self.story.lexicon, &part);
        Some(Referent { tokens: (start, first), head: first - 1, kind, named: true })
    }

    fn figure(&self, (first, end): (usize, usize), slot: Slot) -> Referent {
        let kind = match slot {
            Slot::Money | Slot::Sum => Kind::Money,
            Slot::Percent => Kind::Percent,
            _ => Kind::Number,
        };
        Referent { tokens: (first, end), head: end - 1, kind, named: false }
    }

    /// The first sum, percentage or count in the field of the trigger.
    fn span(&self, slot: Slot, slots: &Slots<'_>) -> Option<(usize, usize)> {
        if !matches!(slot, Slot::Money | Slot::Sum | Slot::Number | Slot::Percent) {
            return None;
        }
        let (mut from, mut to) = slots.clause.map_or((usize::MAX, 0), |c| c.extent);
        if let Some(verb) = slots.verb {
            let clause = &self.parsed.clauses[verb];
            if !self.parsed.chunks.verbs[verb].passive {
                from = from.max(self.parsed.chunks.verbs[verb].first as usize);
            }
            to = to.max(clause.extent.1);
        }
        if let Some((noun, _)) = slots.noun {
            let group = &self.parsed.chunks.nouns[noun];
            from = from.min(group.first as usize);
            to = to.max(self.noun_field_end(noun));
        }
        let found = self.story.find_figure(&self.parsed, from, to, slot);
        if slot == Slot::Sum && found.is_none() && (slots.verb.is_some() || slots.noun.is_some()) {
            let end = self.story.text.sentences[self.index].end as usize;
            return self.story.find_price(&self.parsed, to, end);
        }
        found
    }

    fn noun_field_end(&self, noun: usize) -> usize {
        let at = self.parsed.row.noun_at[noun];
        let mut end = self.parsed.chunks.nouns[noun].end as usize;
        if at == usize::MAX {
            return end;
        }
        for i in at + 1..self.parsed.row.items.len().min(at + 9) {
            match self.parsed.row.items[i] {
                super::item::Item::Noun(_) | super::item::Item::Prep(_) | super::item::Item::Time(_) => {
                    end = self.parsed.row.extents[i].1
                }
                _ => break,
            }
        }
        end
    }
}

fn is_personal(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "he" | "she" | "him" | "her" | "who" | "i" | "we")
}

fn is_thing(word: &str) -> bool {
    ["it", "they", "them"].iter().any(|w| word.eq_ignore_ascii_case(w))
}
