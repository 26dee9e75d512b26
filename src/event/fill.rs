//! Fills a frame's roles from the grammar around its trigger, and checks what the frame asks of its slots.

use super::find::{Failure, Finder};
use super::frame::Slot;
use super::item::{Item, TimeRange};
use super::kind::Kind;
use super::mention::Macro;
use super::slots::Slots;
use super::story::Referent;
use crate::text::{NounGroup, NounKind, Tag};

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
        let priced = self.frames.types[frame.kind].priced;
        let mut culprits: Vec<Referent> = Vec::new();
        for (r, role) in frame.roles.iter().enumerate() {
            for slot in &role.slots {
                let found = match slot {
                    Slot::Subject if role.macro_role == Macro::Agent && self.only_receives(slots) => continue,
                    Slot::Story | Slot::Teller | Slot::Content if fillers.iter().any(|(o, _)| *o == r) => continue,
                    Slot::Teller => self.teller(slots).filter(|r| self.tells_first(r, slots)).into_iter().collect(),
                    // "Its approval by the agency": the agency approves.
                    Slot::Possessor if role.macro_role == Macro::Agent && self.is_by_another(role, slots) => continue,
                    // Who does it is told once: "Acme hired the head of Globex".
                    Slot::Possessor | Slot::Prep(_)
                        if self.only_adds(*slot, role.macro_role, slots) && fillers.iter().any(|(o, _)| *o == r) =>
                    {
                        continue;
                    }
                    // "China sales rose": those of the firm that is spoken of.
                    Slot::Modifier if role.slots.contains(&Slot::Possessor) && fillers.iter().any(|(o, _)| *o == r) => {
                        continue;
                    }
                    Slot::Modifier if role.slots.contains(&Slot::Story) && self.is_market(slots) => {
                        let owner = self.story_owner(slots, &fillers);
                        owner.or_else(|| self.modifier_of(slots)).into_iter().collect()
                    }
                    // "Announced a probe into fraud by Acme": whose fraud it is does not look into it.
                    Slot::Prep(word) if *word == self.cues.by && self.is_done(r, slots, &fillers) => {
                        culprits = self.slot(*slot, slots);
                        continue;
                    }
                    Slot::Story => self.story_owner(slots, &fillers).into_iter().collect(),
                    _ => self.slot(*slot, slots),
                };
                for referent in found {
                    let referent = self.doer_of(role.macro_role, referent);
                    if role.macro_role == Macro::Place
                        && !matches!(referent.kind, Kind::Place)
                        && !(referent.named && referent.kind == Kind::Name)
                    {
                        continue;
                    }
                    let acts = matches!(role.macro_role, Macro::Agent | Macro::Target);
                    if acts && referent.kind.is_figure() && !self.counts_something(&referent) {
                        continue;
                    }
                    if matches!(slot, Slot::Prep(_))
                        && self.only_adds(*slot, role.macro_role, slots)
                        && referent.kind == Kind::Place
                    {
                        continue;
                    }
                    // "Head of research": no organisation.
                    let field = matches!(slot, Slot::Prep(_))
                        && role.slots.contains(&Slot::Story)
                        && role.name.as_ref() == "organisation";
                    if field && !referent.named && referent.kind == Kind::Thing {
                        continue;
                    }
                    if acts && *slot == Slot::Prep(self.cues.inside) && self.is_payment(&referent) {
                        continue;
                    }
                    if role.macro_role == Macro::Agent && !referent.named && self.is_document(referent.head) {
                        continue;
                    }
                    let referent = if matches!(role.macro_role, Macro::Agent | Macro::Target) {
                        let referent = self.body_of(role.macro_role, priced, referent);
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
        // … but is looked into.
        let into = |r: &super::frame::Role| {
            let inner =
                |s: &Slot| matches!(s, Slot::Prep(w) if matches!(self.story.lexicon.text(*w), "into" | "against"));
            r.macro_role == Macro::Target && r.slots.iter().any(inner)
        };
        if let Some(role) = frame.roles.iter().position(into) {
            fillers.extend(culprits.into_iter().filter(|c| c.named).map(|c| (role, c)));
        }
        if !priced {
            self.add_owner(&mut fillers, &frame.roles, slots);
            self.add_keeper(&mut fillers, &frame.roles);
            self.add_post(&mut fillers, &frame.roles);
        }
        if self.frames.types[frame.kind].steps {
            self.add_parties(&mut fillers, &frame.roles, slots);
        }
        if priced {
            self.drop_assets(&mut fillers);
            self.add_seller(&mut fillers, &frame.roles);
        }
        if self.frames.types[frame.kind].figures {
            Self::own_figure(&mut fillers, &frame.roles);
        }
        self.drop_things(&mut fillers, &frame.roles);
        Self::cut_owners(&mut fillers, &frame.roles);
        Ok(fillers)
    }

    /// "The regulator cleared Acme's takeover", "the board rejected the bid": whoever is the subject does not do what the noun tells.
    pub(super) fn only_receives(&self, slots: &Slots<'_>) -> bool {
        let (Some((noun, _)), Some(clause)) = (slots.noun, slots.clause) else { return false };
        let owned = self.parsed.chunks.nouns[noun].possessor.is_some();
        let verb = self.parsed.clauses.iter().position(|c| std::ptr::eq(c, clause));
        let lemma = verb.map(|v| self.parsed.chunks.verbs[v].lemma);
        let is = |class| lemma.is_some_and(|l| self.story.lexicon.is(l, class));
        // "The commission approved its purchase of Acme"
        let its = self.story.has_possessive_pronoun(&self.parsed, noun, self.index) && is(self.cues.eventful);
        // "The settlement was approved by Judge Roe"
        let judged = slots.carrier_passive && clause.subject.contains(&noun);
        clause.object.contains(&noun) && (owned || its || is(self.cues.received))
            || judged && (is(self.cues.received) || is(self.cues.eventful))
    }

    /// Whether "by" behind the trigger noun names who does it, where the role may be told so, too.
    fn is_by_another(&self, role: &super::frame::Role, slots: &Slots<'_>) -> bool {
        let by = Slot::Prep(self.cues.by);
        let told = |(noun, _): (usize, usize)| self.after(noun, self.cues.by).is_some_and(|n| !n.is_empty());
        role.slots.contains(&by) && slots.noun.is_some_and(told)
    }

    /// Whether a slot of a verb names its doer only where the verb's subject doesn't: "was named head *of Acme*".
    fn only_adds(&self, slot: Slot, role: Macro, slots: &Slots<'_>) -> bool {
        let told = match slot {
            Slot::Possessor => true,
            Slot::Prep(word) => word == self.cues.of || self.story.lexicon.text(word) == "at",
            _ => false,
        };
        told && role == Macro::Agent && slots.verb.is_some()
    }

    /// "Acme said the plant will open"; whoever "said" behind it may be anybody.
    fn tells_first(&self, teller: &Referent, slots: &Slots<'_>) -> bool {
        let trigger = slots.verb.map_or(0, |v| self.parsed.chunks.verbs[v].first as usize);
        teller.kind == Kind::Organisation || teller.tokens.0 < trigger
    }

    /// Whether a place stands before what a firm sells: "China sales"; a country's economy is its own.
    fn is_market(&self, slots: &Slots<'_>) -> bool {
        let sold = |r: &Referent| {
            let measure = self.story.text.tokens.get(r.tokens.1).map_or("", |_| self.story.text.word(r.tokens.1));
            matches!(measure, "sales" | "revenue" | "revenues" | "shipments" | "deliveries")
        };
        self.modifier_of(slots).is_some_and(|r| r.kind == Kind::Place && sold(&r))
    }

    /// Whether an active support verb's subject, or a possessor, has the role `r` of a noun.
    fn is_done(&self, r: usize, slots: &Slots<'_>, fillers: &[(usize, Referent)]) -> bool {
        let plain = slots.noun.is_some_and(|(noun, _)| self.after(noun, self.cues.of).is_none());
        plain && !slots.carrier_passive && fillers.iter().any(|(o, _)| *o == r)
    }

    /// "The bill bans": what a text says it does not do itself.
    pub(super) fn is_document(&self, head: usize) -> bool {
        let word = self.story.text.tokens[head].word;
        self.story.kinds.document.is_some_and(|c| self.story.lexicon.lemma_is(word, c))
    }

    fn is_filled(&self, slot: Slot, slots: &Slots<'_>) -> bool {
        match slot {
            Slot::ToVerb => slots.clause.is_some_and(|c| c.infinitive.is_some()),
            Slot::Modifier => self.modifier_of(slots).is_some(),
            Slot::Time => match (slots.clause, slots.noun) {
                (Some(clause), _) => !clause.times.is_empty() || self.opens_with_time(),
                (None, Some((noun, _))) => self.is_dated(noun) || self.opens_with_time(),
                _ => false,
            },
            Slot::Possessor => {
                let by_pronoun = |n: usize| self.story.has_possessive_pronoun(&self.parsed, n, self.index);
                !slots.nouns(self, slot).is_empty() || slots.owned(self).into_iter().any(by_pronoun)
            }
            _ => !slots.nouns(self, slot).is_empty() || self.span(slot, slots).is_some(),
        }
    }

    /// Whether a time stands before the sentence's first noun and verb.
    /// "A 2013 partnership", "on May 3 in partnership with", "partnership with Acme in 2013"
    fn is_dated(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let inside = |t: &TimeRange| group.first as usize <= t.core && t.core < group.head as usize;
        let items = &self.parsed.row.items;
        let before = |at: usize| matches!(items[..at], [.., Item::Time(_), Item::Prep(_)]);
        let carried = || {
            let dated = self.parsed.clauses.iter().filter(|c| !c.times.is_empty());
            dated.flat_map(|c| &c.complements).any(|c| c.nouns.contains(&noun))
        };
        let at = Some(self.parsed.row.noun_at[noun]).filter(|at| *at != usize::MAX);
        self.parsed.times.iter().any(inside) || at.is_some_and(before) || self.has_time(noun) || carried()
    }

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
            // "One of them, Bob Roe,"
            let one = self.named_one(noun);
            if !one.is_empty() {
                out.extend(one);
                continue;
            }
            let noun = if matches!(slot, Slot::Object | Slot::Subject) { self.one_of(noun) } else { noun };
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

    /// "One of its units, Acme Ltd,": the units, where their name stands beside them.
    pub(super) fn one_of(&self, noun: usize) -> usize {
        let group = &self.parsed.chunks.nouns[noun];
        if !self.story.text.word(group.head as usize).eq_ignore_ascii_case("one") {
            return noun;
        }
        let of = self.after(noun, self.cues.of).and_then(|of| of.first().copied());
        of.filter(|n| !self.story.apposed(&self.parsed, *n).is_empty()).unwrap_or(noun)
    }

    /// The name beside "one of them".
    fn named_one(&self, noun: usize) -> Vec<Referent> {
        let of = self.one_of(noun);
        let pronoun = of != noun && self.parsed.chunks.nouns[of].kind == NounKind::Pronoun;
        if pronoun { self.story.apposed(&self.parsed, of) } else { Vec::new() }
    }

    /// The names before the trigger noun, or before an intransitive verb's subject: "the Fitbit deal", "Fitbit shares rose".
    pub(super) fn modifier_of(&self, slots: &Slots<'_>) -> Option<Referent> {
        match slots.noun {
            Some((noun, first)) => self.modifier(noun, first, false),
            None => {
                let owned = slots.owned(self);
                let rises = slots.clause.is_some_and(|c| c.subject == owned);
                owned.first().and_then(|n| self.modifier(*n, self.parsed.chunks.nouns[*n].head as usize, rises))
            }
        }
    }

    /// The names before a trigger noun in its own group: "the Fitbit deal".
    fn modifier(&self, noun: usize, first: usize, far: bool) -> Option<Referent> {
        let group = &self.parsed.chunks.nouns[noun];
        let base = self.story.text.sentences[self.index].first as usize;
        let mut start = first;
        while start > group.core as usize
            && self.parsed.chunks.tags[start - 1 - base] == crate::text::Tag::NNP
            && self.story.text.tokens[start - 1].case != crate::text::Case::Lower
        {
            start -= 1;
        }
        let mut end = first;
        if start == first {
            // "Wyoming coal production": names before the nouns before it.
            let name = |i: &usize| {
                self.parsed.chunks.tags[*i - base] == Tag::NNP
                    && self.story.text.tokens[*i].case != crate::text::Case::Lower
            };
            start = group.core as usize;
            end = (start..first).take_while(name).last().map_or(start, |i| i + 1);
            let noun = |i: usize| self.parsed.chunks.tags[i - base].is_noun();
            if !far || end == start || !(end..first).all(noun) {
                return None;
            }
        }
        Some(self.name_of(start, end))
    }

    /// The words `first..end` of a group, which are a name, by themselves.
    pub(super) fn name_of(&self, first: usize, end: usize) -> Referent {
        let part = NounGroup {
            first: first as u32,
            core: first as u32,
            end: end as u32,
            head: end as u32 - 1,
            kind: NounKind::Name,
            plural: false,
            possessor: None,
        };
        let kind = self.story.kinds.of(self.story.text, self.story.lexicon, &part);
        Referent { tokens: (first, end), head: end - 1, kind, named: true }
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
    pub(super) fn span(&self, slot: Slot, slots: &Slots<'_>) -> Option<(usize, usize)> {
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
        let mut found = self.story.find_figure(&self.parsed, from, to, slot);
        if slot == Slot::Money
            && found.is_none()
            && let Some(verb) = slots.verb
            && let Some(inner) = self.parsed.clauses[verb].infinitive
            && self.is_control(verb)
        {
            // "Ordered Acme to pay $5 million"
            let (from, to) = self.parsed.clauses[inner].extent;
            found = self.story.find_figure(&self.parsed, from, to, slot);
        }
        if slot == Slot::Sum && found.is_none() && (slots.verb.is_some() || slots.noun.is_some()) {
            let end = self.story.text.sentences[self.index].end as usize;
            return self.story.find_price(&self.parsed, to, end);
        }
        found
    }

    /// "Ordered X to pay": the object does what the infinitive tells.
    fn is_control(&self, verb: usize) -> bool {
        let lemma = self.parsed.chunks.verbs[verb].lemma;
        self.story.kinds.object_control_verb.is_some_and(|c| self.story.lexicon.is(lemma, c))
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
