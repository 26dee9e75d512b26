//! Finds events: which frames' triggers stand in a sentence, and which of them hold.

use std::rc::Rc;

use super::clause::{Clause, Link};
use super::frame::{Frame, Frames, Slot, Test, Trigger};
use super::kind::Kind;
use super::mention::Macro;
use super::status::Cues;
use super::story::{Parsed, Referent, Story};
use crate::text::{Form, Kind as TokenKind, Lexicon, NounGroup, NounKind, Sentence, Tense, Text, UNKNOWN, WordId};

/// An event found, before status and time.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) frame: usize,
    /// The clause of the trigger verb, or of the verb that carries the trigger noun.
    pub(crate) clause: Option<usize>,
    /// The trigger noun's group.
    pub(crate) noun: Option<usize>,
    /// First token and one past the last of the trigger.
    pub(crate) trigger: (usize, usize),
    /// The main token of the trigger.
    pub(crate) head: usize,
    /// How many words the trigger's phrase has.
    pub(crate) words: usize,
    /// Participants: role index within the frame, who.
    pub(crate) fillers: Vec<(usize, Referent)>,
}

/// Why a frame did not hold, for `explain`.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// The trigger's other words are not there.
    Words,
    /// A slot holds nothing that `where` allows.
    Where(Slot),
    /// A slot holds what `unless` forbids.
    Unless(Slot),
    /// None of the needed slots is filled.
    Needs,
    /// A noun without support verb, participant or date.
    Bare,
    /// A noun that counts only with a support verb.
    Unsupported,
    /// Another frame of the type, or a more specific type, has the trigger.
    Beaten,
}

/// Who hears of frames that were tried.
pub(crate) type Watcher<'w> = &'w mut dyn FnMut(&Frame, &Trigger, usize, std::result::Result<(), Failure>);

/// The finder for one sentence.
pub(crate) struct Finder<'f, 's, 'a, 'd> {
    pub(crate) frames: &'f Frames,
    /// By word.
    pub(crate) triggers: &'f [Box<[Trigger]>],
    pub(crate) cues: &'f Cues,
    pub(crate) story: &'s mut Story<'a, 'd>,
    pub(crate) index: usize,
    pub(crate) parsed: Rc<Parsed>,
}

impl<'f> Finder<'f, '_, '_, '_> {
    /// All events of the sentence, in trigger order, one a trigger and type.
    pub(crate) fn find(&mut self, watch: Watcher<'_>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for verb in 0..self.parsed.chunks.verbs.len() {
            let head = self.parsed.chunks.verbs[verb].head as usize;
            for trigger in self.triggers(head, false) {
                let outcome = self.verb(verb, head, trigger);
                self.take(outcome, trigger, head, &mut found, watch);
            }
        }
        for noun in 0..self.parsed.chunks.nouns.len() {
            if let Some(token) = self.participle_before(noun) {
                for trigger in self.triggers(token, false).filter(|t| t.others.is_empty()) {
                    let outcome = self.premodifier(noun, token, trigger);
                    self.take(outcome, trigger, token, &mut found, watch);
                }
            }
            let head = self.parsed.chunks.nouns[noun].head as usize;
            if self.parsed.chunks.nouns[noun].kind == NounKind::Common || self.is_capitalised_common(noun) {
                for trigger in self.triggers(head, true) {
                    let outcome = self.noun(noun, head, trigger);
                    self.take(outcome, trigger, head, &mut found, watch);
                }
            }
        }
        self.settle(found)
    }

    /// A name whose last word is a trigger noun may still be an event: "the Paris Agreement" is not, "Fitbit Acquisition" in a headline is. Only headlines count.
    fn is_capitalised_common(&self, _noun: usize) -> bool {
        false
    }

    /// The triggers whose main word is the token's, longest first.
    fn triggers(&self, token: usize, noun: bool) -> impl Iterator<Item = &'f Trigger> + use<'f> {
        let word = self.story.text.tokens[token].word;
        let triggers: &'f [Trigger] = self.triggers.get(word as usize).map_or(&[], |t| t);
        triggers.iter().filter(move |t| t.noun == noun)
    }

    fn take(
        &mut self,
        outcome: std::result::Result<Found, Failure>,
        trigger: &Trigger,
        token: usize,
        found: &mut Vec<Found>,
        watch: Watcher<'_>,
    ) {
        let frame = &self.frames.frames[trigger.frame];
        match outcome {
            Ok(f) => {
                let beaten = found.iter().any(|o| o.head == f.head && self.frames.frames[o.frame].kind == frame.kind);
                if beaten {
                    watch(frame, trigger, token, Err(Failure::Beaten));
                } else {
                    watch(frame, trigger, token, Ok(()));
                    found.push(f);
                }
            }
            Err(failure) => watch(frame, trigger, token, Err(failure)),
        }
    }

    /// Where several types claim one trigger: the longer phrase, then what a type's `beats` says, then the order of the types.
    fn settle(&self, found: Vec<Found>) -> Vec<Found> {
        let kind = |f: &Found| &self.frames.types[self.frames.frames[f.frame].kind];
        let loses = |a: &Found, b: &Found| {
            let same = a.head == b.head || (a.trigger.0 < b.trigger.1 && b.trigger.0 < a.trigger.1);
            if !same || std::ptr::eq(a, b) {
                return false;
            }
            let beats = |x: &Found, y: &Found| kind(x).beats.contains(&kind(y).name);
            if b.words != a.words {
                return b.words > a.words;
            }
            if beats(b, a) != beats(a, b) {
                return beats(b, a);
            }
            (b.fillers.len(), std::cmp::Reverse(b.frame)) > (a.fillers.len(), std::cmp::Reverse(a.frame))
        };
        let mut kept: Vec<Found> = found.iter().filter(|a| !found.iter().any(|b| loses(a, b))).cloned().collect();
        // One fact a clause: a verb and a noun of one type in one clause tell one event.
        let mut out: Vec<Found> = Vec::new();
        kept.sort_by_key(|f| (f.trigger.0, f.trigger.1));
        for f in kept {
            // "ordered to stop": the infinitive tells the same event again.
            let inside = f.clause.filter(|_| f.noun.is_none()).map(|c| self.parsed.clauses[c].link);
            if let Some(Link::Complement(up)) = inside {
                if out.iter().any(|o| {
                    o.clause == Some(up)
                        && o.noun.is_none()
                        && self.frames.frames[o.frame].kind == self.frames.frames[f.frame].kind
                }) {
                    continue;
                }
            }
            let twice = out.iter().position(|o| {
                self.frames.frames[o.frame].kind == self.frames.frames[f.frame].kind
                    && o.clause.is_some()
                    && o.clause == f.clause
                    && (o.noun.is_none() != f.noun.is_none() || o.head == f.head)
            });
            match twice {
                Some(at) if f.fillers.len() > out[at].fillers.len() => out[at] = f,
                Some(_) => {}
                None => out.push(f),
            }
        }
        out
    }

    fn verb(&mut self, verb: usize, head: usize, trigger: &Trigger) -> std::result::Result<Found, Failure> {
        let group = self.parsed.chunks.verbs[verb];
        let mut end = group.end as usize;
        if trigger.others.is_empty() {
            if group.particle.is_some() {
                return Err(Failure::Words);
            }
            end = head + 1;
        } else {
            end = words_after(
                self.story.text,
                self.story.lexicon,
                self.story.text.sentences[self.index],
                head,
                &trigger.others,
            )
            .ok_or(Failure::Words)?
            .max(head + 1)
            .max(if group.particle.is_some() { end } else { 0 });
        }
        let clause = &self.parsed.clauses[verb].clone();
        let idiom = (head + 1, end);
        let slots = Slots { verb: Some(verb), clause: Some(clause), noun: None, idiom, carrier_passive: false };
        let fillers = self.fill(trigger.frame, &slots)?;
        // The idiom's own words are no part of the trigger where the object stands between.
        let trigger_end = if end > head + 6 { head + 1 } else { end };
        Ok(Found {
            frame: trigger.frame,
            clause: Some(verb),
            noun: None,
            trigger: (head, trigger_end),
            head,
            words: trigger.others.len() + 1,
            fillers,
        })
    }

    /// The participle in "recently listed Acme", "newly acquired unit": a premodifier behind an adverb that makes it an event.
    fn participle_before(&self, noun: usize) -> Option<usize> {
        let group = &self.parsed.chunks.nouns[noun];
        let base = self.story.text.sentences[self.index].first as usize;
        let first = (group.first as usize).max(base + 1);
        (first..group.head as usize).find(|i| {
            let adverb = matches!(
                self.story.text.word(*i - 1).to_ascii_lowercase().as_str(),
                "recently" | "newly" | "just" | "freshly"
            );
            let word = self.story.text.tokens[*i].word;
            adverb && self.story.lexicon.lemmas(word).iter().any(|(_, f)| *f == Form::Participle)
        })
    }

    /// A participle that stands before its object: "the recently listed Acme".
    fn premodifier(&mut self, noun: usize, token: usize, trigger: &Trigger) -> std::result::Result<Found, Failure> {
        let mut clause = Clause::bare(token);
        clause.subject.push(noun);
        let slots = Slots { verb: None, clause: Some(&clause), noun: None, idiom: (0, 0), carrier_passive: true };
        let fillers = self.fill(trigger.frame, &slots)?;
        Ok(Found {
            frame: trigger.frame,
            clause: None,
            noun: Some(noun),
            trigger: (token, token + 1),
            head: token,
            words: 1,
            fillers,
        })
    }

    fn noun(&mut self, noun: usize, head: usize, trigger: &Trigger) -> std::result::Result<Found, Failure> {
        let group = self.parsed.chunks.nouns[noun];
        let mut first = head;
        for (back, other) in trigger.others.iter().rev().enumerate() {
            let Some(i) = head.checked_sub(back + 1).filter(|i| *i >= group.first as usize) else {
                return Err(Failure::Words);
            };
            let word = self.story.text.tokens[i].word;
            if word != *other && !self.story.lexicon.lemmas(word).iter().any(|(l, _)| l == other) {
                return Err(Failure::Words);
            }
            first = i;
        }
        let end = head + 1 + trigger.tail.len();
        let tail_fits = trigger.tail.iter().enumerate().all(|(n, w)| {
            self.story.text.tokens.get(head + 1 + n).is_some_and(|t| t.word == *w && t.gap == crate::text::Gap::None)
        });
        if !tail_fits {
            return Err(Failure::Words);
        }
        let frame = &self.frames.frames[trigger.frame];
        let (carrier, direct, supported) = self.carrier(noun, frame);
        if frame.only_supported && !supported {
            return Err(Failure::Unsupported);
        }
        let clause = carrier.map(|c| self.parsed.clauses[c].clone());
        let carrier_passive = carrier.is_some_and(|c| self.parsed.chunks.verbs[c].passive);
        let slots = Slots {
            verb: None,
            clause: if supported { clause.as_ref() } else { None },
            noun: Some((noun, first)),
            idiom: (0, 0),
            carrier_passive,
        };
        let fillers = self.fill(trigger.frame, &slots)?;
        let participants =
            fillers.iter().any(|(role, _)| matches!(frame.roles[*role].macro_role, Macro::Agent | Macro::Target));
        let dated = self.has_time(noun);
        if !participants
            || (!supported && !dated && fillers.iter().filter(|(_, r)| r.named || r.kind == Kind::Money).count() == 0)
        {
            return Err(Failure::Bare);
        }
        let start = match carrier {
            Some(c) if direct && supported && head.saturating_sub(self.parsed.chunks.verbs[c].head as usize) <= 8 => {
                self.parsed.chunks.verbs[c].head as usize
            }
            _ => first,
        };
        Ok(Found {
            frame: trigger.frame,
            clause: carrier,
            noun: Some(noun),
            trigger: (start.min(first), end),
            head,
            words: trigger.others.len() + 1,
            fillers,
        })
    }

    /// The verb that carries a noun: (its clause, whether the noun is its direct object, whether it counts as a support verb).
    fn carrier(&self, noun: usize, frame: &Frame) -> (Option<usize>, bool, bool) {
        let listed = |c: usize| {
            let lemma = self.parsed.chunks.verbs[c].lemma;
            frame.support.contains(&lemma) || self.cues.is_support(self.story.lexicon, lemma)
        };
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.object.contains(&noun) || clause.object2.contains(&noun) {
                return (Some(c), true, listed(c));
            }
        }
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.subject.contains(&noun) && !matches!(clause.link, Link::OfNoun(_)) {
                return (Some(c), false, listed(c) && self.parsed.chunks.verbs[c].passive);
            }
        }
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.complements.iter().any(|p| p.nouns.contains(&noun)) {
                let lemma = self.parsed.chunks.verbs[c].lemma;
                return (Some(c), false, frame.support.contains(&lemma));
            }
        }
        (None, false, false)
    }

    /// Whether a time expression stands right behind the noun or in its complements.
    fn has_time(&self, noun: usize) -> bool {
        let at = self.parsed.row.noun_at[noun];
        at != usize::MAX
            && (at + 1..self.parsed.row.items.len().min(at + 6))
                .map_while(|i| match self.parsed.row.items[i] {
                    super::item::Item::Time(_) => Some(true),
                    super::item::Item::Noun(_) | super::item::Item::Prep(_) => Some(false),
                    _ => None,
                })
                .any(|t| t)
    }

    /// Fills the frame's roles and checks its restrictions.
    fn fill(&mut self, frame: usize, slots: &Slots<'_>) -> std::result::Result<Vec<(usize, Referent)>, Failure> {
        let frame = &self.frames.frames[frame];
        for (slot, tests) in &frame.only {
            if !self.passes(*slot, tests, slots) {
                return Err(Failure::Where(*slot));
            }
        }
        for (slot, tests) in &frame.unless {
            if self.passes(*slot, tests, slots) {
                return Err(Failure::Unless(*slot));
            }
        }
        if !frame.needs.is_empty()
            && !frame.needs.iter().any(|s| !slots.nouns(self, *s).is_empty() || self.span(*s, slots).is_some())
        {
            return Err(Failure::Needs);
        }
        let mut fillers: Vec<(usize, Referent)> = Vec::new();
        for (r, role) in frame.roles.iter().enumerate() {
            for slot in &role.slots {
                for referent in self.slot(*slot, slots) {
                    if role.macro_role == Macro::Place
                        && !matches!(referent.kind, Kind::Place)
                        && !(referent.named && referent.kind == Kind::Name)
                    {
                        continue;
                    }
                    if matches!(role.macro_role, Macro::Agent | Macro::Target)
                        && matches!(referent.kind, Kind::Money | Kind::Percent)
                    {
                        continue;
                    }
                    let taken = fillers.iter().any(|(o, f)| {
                        f.tokens == referent.tokens
                            && (*o == r
                                || frame.roles[*o].macro_role != role.macro_role
                                || frame.roles[*o].macro_role == role.macro_role)
                    });
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

    fn passes(&mut self, slot: Slot, tests: &[Test], slots: &Slots<'_>) -> bool {
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
            let kind = if slot == Slot::Money { Kind::Money } else { Kind::Number };
            return tests.iter().any(|t| *t == Test::Number || (*t == Test::Money && kind == Kind::Money))
                && span.0 < span.1;
        }
        let nouns = slots.nouns(self, slot);
        nouns.iter().any(|n| {
            let group = self.parsed.chunks.nouns[*n];
            if tests.iter().any(|t| {
                self.test(
                    *t,
                    group.head as usize,
                    group.core as usize,
                    self.parsed.kinds[*n],
                    group.kind == NounKind::Name,
                    slot,
                )
            }) {
                return true;
            }
            group.kind == NounKind::Pronoun
                && self
                    .story
                    .referents(self.index, *n)
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
            Test::Class(class) => {
                lemmas().any(|l| lexicon.is(l, class))
                    || (head > first && {
                        let from = first.max(head.saturating_sub(3));
                        (from..head).any(|i| {
                            lexicon.phrase(&super::kind::lower(text, i, head + 1)).iter().any(|(c, _)| *c == class)
                        })
                    })
            }
            Test::Name => named,
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
        }
    }

    /// The participants in a slot.
    fn slot(&mut self, slot: Slot, slots: &Slots<'_>) -> Vec<Referent> {
        if matches!(slot, Slot::Money | Slot::Number | Slot::Percent) {
            return self.span(slot, slots).map(|s| self.figure(s, slot)).into_iter().collect();
        }
        let mut out = Vec::new();
        if slot == Slot::Modifier {
            if let Some((noun, first)) = slots.noun {
                out.extend(self.modifier(noun, first));
            }
            return out;
        }
        for noun in slots.nouns(self, slot) {
            let group = self.parsed.chunks.nouns[noun];
            if (group.first as usize) < slots.idiom.1 && group.end as usize > slots.idiom.0 {
                continue;
            }
            out.extend(self.story.referents(self.index, noun));
        }
        out
    }

    /// The names before a trigger noun in its own group: "the Fitbit deal".
    fn modifier(&self, noun: usize, first: usize) -> Option<Referent> {
        let group = &self.parsed.chunks.nouns[noun];
        let base = self.story.text.sentences[self.index].first as usize;
        let mut start = first;
        while start > group.core as usize && self.parsed.chunks.tags[start - 1 - base] == crate::text::Tag::NNP {
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
            Slot::Money => Kind::Money,
            Slot::Percent => Kind::Percent,
            _ => Kind::Number,
        };
        Referent { tokens: (first, end), head: end - 1, kind, named: false }
    }

    /// The first sum, percentage or count in the field of the trigger.
    fn span(&self, slot: Slot, slots: &Slots<'_>) -> Option<(usize, usize)> {
        if !matches!(slot, Slot::Money | Slot::Number | Slot::Percent) {
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
        self.story.find_figure(&self.parsed, from, to, slot)
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

/// Where a frame's slots are to be looked for.
struct Slots<'c> {
    /// The trigger verb.
    verb: Option<usize>,
    /// The trigger verb's clause, or the support verb's.
    clause: Option<&'c Clause>,
    /// The trigger noun and the first token of its phrase.
    noun: Option<(usize, usize)>,
    /// Tokens of the idiom, which fill no role.
    idiom: (usize, usize),
    /// The support verb is passive.
    carrier_passive: bool,
}

impl Slots<'_> {
    /// The noun groups in a slot, voice undone.
    fn nouns(&self, finder: &Finder<'_, '_, '_, '_>, slot: Slot) -> Vec<usize> {
        let parsed = &finder.parsed;
        let by = finder.cues.by;
        let complements = |clause: &Clause, word: WordId| -> Vec<usize> {
            clause.complements.iter().filter(|c| c.word == word).flat_map(|c| c.nouns.iter().copied()).collect()
        };
        match (self.verb, self.noun) {
            (Some(verb), _) => {
                let (Some(clause), group) = (self.clause, &parsed.chunks.verbs[verb]) else { return Vec::new() };
                let passive = group.passive;
                match slot {
                    Slot::Subject if passive => complements(clause, by),
                    Slot::Subject => clause.subject.clone(),
                    Slot::Object if passive => clause.subject.clone(),
                    Slot::Object => clause.object.clone(),
                    Slot::Object2 => clause.object2.clone(),
                    Slot::Possessor => {
                        let of = if passive { &clause.subject } else { &clause.object };
                        of.iter().filter_map(|n| parsed.chunks.nouns[*n].possessor.map(|p| p as usize)).collect()
                    }
                    Slot::Prep(word) => {
                        let mut nouns = complements(clause, word);
                        if word == finder.cues.of {
                            nouns.extend(clause.object.last().and_then(|n| finder.after(*n, word)).unwrap_or_default());
                        }
                        // "a deal with X announced Monday": a reduced relative keeps the noun's own complements.
                        nouns
                    }
                    _ => Vec::new(),
                }
            }
            (None, Some((noun, _))) => match slot {
                Slot::Possessor => parsed.chunks.nouns[noun].possessor.map(|p| p as usize).into_iter().collect(),
                Slot::Subject => match self.clause {
                    Some(clause) if self.carrier_passive => complements(clause, by),
                    Some(clause) if !clause.subject.contains(&noun) => clause.subject.clone(),
                    _ => Vec::new(),
                },
                Slot::Object => self
                    .clause
                    .filter(|c| !c.object.contains(&noun) && !self.carrier_passive)
                    .map(|c| c.object.clone())
                    .unwrap_or_default(),
                Slot::Prep(word) => {
                    let mut nouns = finder.after(noun, word).unwrap_or_default();
                    if let Some(clause) = self.clause {
                        for n in complements(clause, word) {
                            if !nouns.contains(&n) && n != noun {
                                nouns.push(n);
                            }
                        }
                    }
                    nouns
                }
                _ => Vec::new(),
            },
            // A participle before its object.
            (None, None) => match slot {
                Slot::Object => self.clause.map(|c| c.subject.clone()).unwrap_or_default(),
                _ => Vec::new(),
            },
        }
    }
}

impl Finder<'_, '_, '_, '_> {
    /// The complements of preposition `word` behind noun group `noun`, before the next verb or mark.
    fn after(&self, noun: usize, word: WordId) -> Option<Vec<usize>> {
        use super::item::Item;
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        if at == usize::MAX {
            return None;
        }
        let mut i = at + 1;
        while i < row.items.len().min(at + 16) {
            match row.items[i] {
                Item::Prep(token) => {
                    let mut nouns = Vec::new();
                    let mut next = i + 1;
                    while let Some(Item::Noun(n)) = row.items.get(next).copied() {
                        nouns.push(n);
                        next += 1;
                        match (row.items.get(next), row.items.get(next + 1), row.items.get(next + 2)) {
                            (Some(Item::And(_)), Some(Item::Noun(_)), after) if !matches!(after, Some(&Item::Verb(v)) if self.parsed.chunks.verbs[v].tense == Tense::Past) => {
                                next += 1
                            }
                            (Some(Item::Comma), Some(Item::Noun(_)), Some(Item::Comma | Item::And(_))) => next += 1,
                            (Some(Item::Comma), Some(Item::And(_)), Some(Item::Noun(_))) => next += 2,
                            _ => break,
                        }
                    }
                    if self.story.text.tokens[token].word == word && !nouns.is_empty() {
                        return Some(nouns);
                    }
                    if nouns.is_empty() {
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

/// One past the last of `others`, found in order behind token `head` of a sentence with at most a few words between.
pub(crate) fn words_after(
    text: &Text<'_>,
    lexicon: &Lexicon,
    sentence: Sentence,
    head: usize,
    others: &[WordId],
) -> Option<usize> {
    let last = sentence.end as usize;
    let mut at = head + 1;
    for (n, other) in others.iter().enumerate() {
        let window = if n == 0 && others.len() == 1 { 6 } else { 3 };
        let mut found = None;
        for i in at..(at + window).min(last) {
            let word = text.tokens[i].word;
            if word == *other || (word != UNKNOWN && lexicon.lemmas(word).iter().any(|(l, _)| l == other)) {
                found = Some(i);
                break;
            }
            if text.tokens[i].kind == TokenKind::Mark && !matches!(text.word(i), "-" | "$" | "'" | "’") {
                break;
            }
        }
        at = found? + 1;
    }
    Some(at)
}
