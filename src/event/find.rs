//! Finds events: which frames' triggers stand in a sentence, and which of them hold.

use std::rc::Rc;

use super::answer::Seen;
use super::clause::{Clause, Link};
use super::cue::Cues;
use super::frame::{Frame, Frames, Slot, Trigger};
use super::gate::Gate;
use super::kind::Kind;
use super::mention::Macro;
use super::slots::Slots;
use super::story::{Parsed, Referent, Story};
use super::words::{adverb_fits, fits, words_after};
use crate::text::{NounKind, Tag};

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
    /// The time of a verb that is meant again: see [`gapping`](super::gapping).
    pub(crate) again: Option<usize>,
}

/// Why a frame did not hold, for `explain`.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// The trigger's other words are not there.
    Words,
    /// No word that the frame asks for is near.
    Far,
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
    /// A frame for participles before their object only.
    NotBefore,
    /// Another frame of the type, or a more specific type, has the trigger.
    Beaten,
}

/// Who hears of frames that were tried.
pub(crate) type Watcher<'w> = &'w mut dyn FnMut(&Frame, &Trigger, usize, std::result::Result<(), Failure>);

/// The finder for one sentence.
pub(crate) struct Finder<'f, 's, 'a, 'd> {
    pub(crate) frames: &'f Frames,
    pub(crate) gate: &'f Gate,
    /// What the words of the sentence answer.
    pub(crate) seen: &'f Seen,
    pub(crate) cues: &'f Cues,
    pub(crate) story: &'s mut Story<'a, 'd>,
    pub(crate) index: usize,
    pub(crate) parsed: Rc<Parsed>,
    /// Whether to tell of the triggers, too, that the gate did not let pass.
    pub(crate) all: bool,
}

impl<'f> Finder<'f, '_, '_, '_> {
    /// All events of the sentence, in trigger order, one a trigger and type.
    pub(crate) fn find(&mut self, watch: Watcher<'_>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for verb in 0..self.parsed.chunks.verbs.len() {
            let head = self.parsed.chunks.verbs[verb].head as usize;
            for (at, trigger) in self.triggers(head, false) {
                let outcome = self.near(head, at).and_then(|()| self.verb(verb, head, trigger));
                self.take(outcome, trigger, head, &mut found, watch);
            }
        }
        let base = self.story.text.sentences[self.index].first as usize;
        for noun in 0..self.parsed.chunks.nouns.len() {
            let group = &self.parsed.chunks.nouns[noun];
            if let Some(token) = self.gate.participle_before(self.story.text, self.story.lexicon, base, group) {
                for (at, trigger) in self.triggers(token, false).filter(|(_, t)| t.others.is_empty()) {
                    let outcome = self.near(token, at).and_then(|()| self.premodifier(noun, token, trigger));
                    self.take(outcome, trigger, token, &mut found, watch);
                }
            }
            let head = self.parsed.chunks.nouns[noun].head as usize;
            if self.parsed.chunks.nouns[noun].kind == NounKind::Common {
                for (at, trigger) in self.triggers(head, true) {
                    let outcome = self.near(head, at).and_then(|()| self.noun(noun, head, trigger));
                    self.take(outcome, trigger, head, &mut found, watch);
                }
            }
        }
        let mut found = self.settle(found);
        let again = self.meant_again(&found);
        found.extend(again);
        found
    }

    /// The triggers whose main word is the token's, longest first, each with its place among them: those that the gate let pass, or all.
    fn triggers(&self, token: usize, noun: bool) -> impl Iterator<Item = (usize, &'f Trigger)> + use<'f> {
        let word = self.story.text.tokens[token].word;
        let triggers: &'f [Trigger] = self.gate.triggers.get(word as usize).map_or(&[], |t| t);
        let tag = self.parsed.chunks.tags[token - self.story.text.sentences[self.index].first as usize];
        let (barred, passed) = match self.all {
            true => (0..triggers.len(), &[][..]),
            false => (0..0, self.seen.live_at(token)),
        };
        barred
            .chain(passed.iter().map(|l| l.trigger as usize))
            .map(move |at| (at, &triggers[at]))
            .filter(move |(_, t)| t.noun == noun && (noun || fits(t.form, tag)))
    }

    /// Whether the gate has let the trigger pass: seen before any slot is filled.
    fn near(&self, token: usize, trigger: usize) -> std::result::Result<(), Failure> {
        if !self.all || self.seen.is_live(token, trigger) { Ok(()) } else { Err(Failure::Far) }
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
            if let Some(Link::Complement(up)) = inside
                && out.iter().any(|o| {
                    o.clause == Some(up)
                        && o.noun.is_none()
                        && self.frames.frames[o.frame].kind == self.frames.frames[f.frame].kind
                })
            {
                continue;
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
        if self.frames.frames[trigger.frame].only_before {
            return Err(Failure::NotBefore);
        }
        let group = self.parsed.chunks.verbs[verb];
        if self.is_compound(&group)
            || !adverb_fits(self.story.text, self.story.text.sentences[self.index], head, trigger)
        {
            return Err(Failure::Words);
        }
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
        if !trigger.others.is_empty() && (self.is_inside(end - 1) || self.is_preposition(head, end, trigger)) {
            return Err(Failure::Words);
        }
        let parsed = Rc::clone(&self.parsed);
        let behind = self.object_behind(&parsed.clauses[verb], head, trigger);
        let clause = behind.as_ref().unwrap_or(&parsed.clauses[verb]);
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
            words: trigger.others.len() + trigger.tail.len() + 1,
            fillers,
            again: None,
        })
    }

    /// "Brought in Ann Lee": what stands behind the particle of a verb that has no other object, as its object.
    fn object_behind(&self, clause: &Clause, head: usize, trigger: &Trigger) -> Option<Clause> {
        let [particle] = trigger.others[..] else { return None };
        let moved = matches!(self.story.lexicon.text(particle), "in" | "on" | "over") && clause.object.is_empty();
        let beside = moved && self.story.text.tokens.get(head + 1).is_some_and(|t| t.word == particle);
        let behind = clause.complements.iter().find(|c| beside && c.word == particle)?;
        let near = behind.nouns.first().is_some_and(|n| self.parsed.chunks.nouns[*n].first as usize == head + 2);
        let mut lent = clause.clone();
        lent.object.extend(behind.nouns.iter().copied());
        near.then_some(lent)
    }

    /// "Made illegal payments": an adjective that describes what stands behind it is no part of an idiom.
    fn is_inside(&self, token: usize) -> bool {
        let base = self.story.text.sentences[self.index].first as usize;
        let adjective = self.parsed.chunks.tags.get(token - base) == Some(&Tag::JJ);
        // "Pleaded guilty today"
        let described = |n: &crate::text::NounGroup| (n.first as usize) <= token && token < n.head as usize;
        let day = |n: &crate::text::NounGroup| {
            self.parsed.times.iter().any(|t| t.core <= n.head as usize && (n.head as usize) < t.end)
        };
        adjective && self.parsed.chunks.nouns.iter().any(|n| described(n) && !day(n))
    }

    /// "Brought 60 cases on the criminal side", "on Monday": a particle behind the object before which a noun or a day stands is none.
    fn is_preposition(&self, head: usize, end: usize, trigger: &Trigger) -> bool {
        let [particle] = trigger.others[..] else { return false };
        let object = || self.parsed.chunks.nouns.iter().any(|n| head < n.first as usize && n.first as usize + 1 < end);
        let apart = matches!(self.story.lexicon.text(particle), "on" | "in" | "up" | "off" | "over") && object();
        let noun = || self.parsed.chunks.nouns.iter().any(|n| n.first as usize == end);
        let day = |t: &super::item::TimeRange| t.core == end;
        let adverb = |t: &super::item::TimeRange| t.first == end;
        apart && (self.parsed.times.iter().any(day) || noun()) && !self.parsed.times.iter().any(adverb)
    }

    /// "A well-established principle": a participle behind a hyphen and before a noun is half an adjective; "re-elected" is not.
    fn is_compound(&self, group: &crate::text::VerbGroup) -> bool {
        let (text, head) = (self.story.text, group.head as usize);
        let glued = |i: usize| text.tokens.get(i).is_some_and(|t| t.gap == crate::text::Gap::None);
        let hyphen = head > 1 && text.word(head - 1) == "-" && glued(head) && glued(head - 1);
        let prefix =
            || self.story.lexicon.class("prefix").is_some_and(|c| self.story.lexicon.is(text.tokens[head - 2].word, c));
        let noun = || self.parsed.chunks.nouns.iter().any(|n| n.first == group.end && n.core == n.first);
        hyphen && group.first == group.head && noun() && !prefix()
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
            again: None,
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
        let parsed = Rc::clone(&self.parsed);
        let clause = carrier.map(|c| &parsed.clauses[c]);
        let carrier_passive = carrier.is_some_and(|c| self.parsed.chunks.verbs[c].passive);
        let slots = Slots {
            verb: None,
            clause: if supported { clause } else { None },
            noun: Some((noun, first)),
            idiom: (0, 0),
            carrier_passive,
        };
        let fillers = self.fill(trigger.frame, &slots)?;
        let participants =
            fillers.iter().any(|(role, _)| matches!(frame.roles[*role].macro_role, Macro::Agent | Macro::Target));
        let dated = self.has_time(noun);
        if !participants
            || (!supported
                && !dated
                && !fillers.iter().any(|(_, r)| r.named || r.kind == Kind::Money || self.holds_name(r)))
        {
            return Err(Failure::Bare);
        }
        let start = match carrier {
            Some(c)
                if direct
                    && frame.support.contains(&self.parsed.chunks.verbs[c].lemma)
                    // "Approved the takeover": an event of its own.
                    && !self.story.lexicon.is(self.parsed.chunks.verbs[c].lemma, self.cues.eventful)
                    && head.saturating_sub(self.parsed.chunks.verbs[c].head as usize) <= 8 =>
            {
                self.parsed.chunks.verbs[c].head as usize
            }
            _ => first,
        };
        // "Was sentenced today for his role in a conspiracy": the verb says nothing of when, or how surely.
        let clause = carrier.filter(|_| self.role_in(noun).is_none());
        Ok(Found {
            frame: trigger.frame,
            clause,
            noun: Some(noun),
            trigger: (start.min(first), end),
            head,
            words: trigger.others.len() + 1,
            fillers,
            again: None,
        })
    }

    /// Whether a participant's words hold a name: "Contoso's cloud unit".
    fn holds_name(&self, referent: &super::story::Referent) -> bool {
        let base = self.story.text.sentences[self.index].first as usize;
        (referent.tokens.0..referent.tokens.1)
            .any(|i| i >= base && self.parsed.chunks.tags.get(i - base) == Some(&Tag::NNP))
    }

    /// Whether a time expression stands right behind the noun or in its complements.
    pub(super) fn has_time(&self, noun: usize) -> bool {
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
}
