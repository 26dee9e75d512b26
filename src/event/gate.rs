//! A look at a sentence's words before it is parsed: whether some trigger stands there with the words that its frame asks for.
//!
//! Parsing costs far more than looking; most sentences hold a word that could trigger something, and few hold the rest of the frame.
//! The gate is asked twice: of the words alone, before anything is tagged, and of the groups, before clauses are built of them.

use super::answer::{Answers, Asks, DETERMINER, Flags, NOUN, PREPOSITION, SINGULAR, SUBJECT, Seen};
use super::ask::{Asker, Shape};
use super::cue::Cues;
use super::find::{fits, participle_before, words_after};
use super::frame::{Frames, Trigger};
use crate::text::{Case, Chunks, Form, Gap, Lexicon, NounKind, Sentence, Text, WordId};

/// A trigger as the first gate sees it.
#[derive(Debug, Clone, Copy)]
struct Start {
    bloom: u64,
    asks: Asks,
    /// What must not stand before it.
    barred: Flags,
    noun: bool,
    /// Whether it has other words than its own.
    phrase: bool,
}

/// What each frame asks, which words answer, and each word's triggers.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// By frame and [`Shape`].
    asks: Vec<[Asks; 3]>,
    answers: Answers,
    /// By frame: whether it takes only participles before their object.
    only_before: Vec<bool>,
    /// By word: what it can trigger.
    pub(crate) triggers: Vec<Box<[Trigger]>>,
    /// A bit for each word that can trigger something.
    bits: Vec<u64>,
    /// By word: where in `starts` its triggers begin, in the same order.
    begin: Vec<u32>,
    starts: Vec<Start>,
}

impl Gate {
    pub(crate) fn new(frames: &Frames, cues: &Cues, lexicon: &Lexicon) -> Gate {
        let triggers: Vec<_> = (0..lexicon.len() as WordId).map(|word| frames.triggers_of(word, lexicon)).collect();
        let mut bits = vec![0_u64; triggers.len() / 64 + 1];
        for (word, _) in triggers.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            bits[word / 64] |= 1 << (word % 64);
        }
        let asker = Asker::new(lexicon, cues);
        let mut answers = Answers::default();
        let mut asks = Vec::with_capacity(frames.frames.len());
        for frame in &frames.frames {
            let mut of = |shape| answers.place(asker.asks(frame, shape));
            asks.push([of(Shape::Noun), of(Shape::Active), of(Shape::Past)]);
        }
        answers.seal(lexicon);
        let only_before = frames.frames.iter().map(|f| f.only_before).collect();
        let mut starts = Vec::new();
        let mut begin = Vec::with_capacity(triggers.len());
        for of in &triggers {
            begin.push(starts.len() as u32);
            starts.extend(of.iter().map(|t| Start {
                bloom: t.bloom,
                asks: asks[t.frame][shape(t) as usize],
                barred: barred(t),
                noun: t.noun,
                phrase: !t.others.is_empty() || !t.tail.is_empty(),
            }));
        }
        Gate { asks, answers, only_before, triggers, bits, begin, starts }
    }

    /// Whether some trigger of the sentence may hold, as far as its words say. `seen` tells of this sentence then.
    pub(crate) fn lets_in(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, seen: &mut Seen) -> bool {
        let base = sentence.first as usize;
        let starts = |i: &usize| {
            let word = text.tokens[*i].word as usize;
            self.bits.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
        };
        let Some(first) = sentence.range().find(starts) else { return false };
        self.answers.look(text, sentence, seen);
        (first..sentence.end as usize).filter(starts).any(|i| {
            let before = if i > base { self.answers.flags(text.tokens[i - 1].word) } else { 0 };
            let triggers = self.triggers_at(text, i);
            let from = self.begin[text.tokens[i].word as usize] as usize;
            let beside = seen.beside(i - base);
            let mut heads = None;
            self.starts[from..from + triggers.len()].iter().zip(triggers).any(|(start, trigger)| {
                before & start.barred == 0
                    && start.bloom & !beside == 0
                    && self.answers.near(start.asks, i - base, seen)
                    && (!start.noun || *heads.get_or_insert_with(|| self.may_head(text, sentence, i)))
                    && (!start.phrase || words_fit(text, lexicon, sentence, i, trigger))
            })
        })
    }

    /// Whether the words near token `i` of the sentence that `seen` tells of answer what the trigger's frame asks.
    pub(crate) fn answered(&self, t: &Trigger, i: usize, seen: &Seen) -> bool {
        self.answers.near(self.asks[t.frame][shape(t) as usize], i, seen)
    }

    /// Whether a noun at token `i` can be the last of its group: "the release date" is about a date.
    fn may_head(&self, text: &Text<'_>, sentence: Sentence, i: usize) -> bool {
        match text.tokens.get(i + 1) {
            Some(next) if i + 1 < sentence.end as usize && next.gap != Gap::None && next.case == Case::Lower => {
                self.answers.flags(next.word) & NOUN == 0
            }
            _ => true,
        }
    }

    /// Whether some trigger heads a group, with its tag, its other words, and what its frame asks near it.
    pub(crate) fn stands(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        sentence: Sentence,
        chunks: &Chunks,
        seen: &Seen,
    ) -> bool {
        let base = sentence.first as usize;
        let verb = |i: usize, t: &Trigger| !t.noun && fits(t.form, chunks.tags[i - base]);
        let fit = |i: usize, t: &Trigger| self.answered(t, i - base, seen) && words_fit(text, lexicon, sentence, i, t);
        chunks.verbs.iter().any(|group| {
            let head = group.head as usize;
            self.triggers_at(text, head).iter().any(|t| {
                verb(head, t)
                    && !self.only_before[t.frame]
                    && !(group.particle.is_some() && t.others.is_empty())
                    && fit(head, t)
            })
        }) || chunks.nouns.iter().any(|group| {
            let head = group.head as usize;
            (group.kind == NounKind::Common && self.triggers_at(text, head).iter().any(|t| t.noun && fit(head, t)))
                || participle_before(text, lexicon, base, group)
                    .is_some_and(|i| self.triggers_at(text, i).iter().any(|t| verb(i, t) && fit(i, t)))
        })
    }

    fn triggers_at(&self, text: &Text<'_>, token: usize) -> &[Trigger] {
        self.triggers.get(text.tokens[token].word as usize).map_or(&[], |t| t)
    }
}

/// What the word before a trigger must not be, so that the trigger can have its part of speech.
fn barred(trigger: &Trigger) -> Flags {
    match trigger.form {
        _ if trigger.noun => SUBJECT,
        Some(Form::Gerund) => DETERMINER,
        Some(Form::Past | Form::Participle | Form::Third) => DETERMINER | PREPOSITION,
        _ => DETERMINER | PREPOSITION | SINGULAR,
    }
}

fn shape(trigger: &Trigger) -> Shape {
    match trigger.form {
        _ if trigger.noun => Shape::Noun,
        Some(Form::Past | Form::Participle) => Shape::Past,
        _ => Shape::Active,
    }
}

/// Whether the trigger's other words stand around token `i`.
fn words_fit(text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, i: usize, t: &Trigger) -> bool {
    if t.others.is_empty() {
        return t.tail.is_empty() || text.tokens.get(i + 2).is_some_and(|n| t.tail.last() == Some(&n.word));
    }
    if !t.noun {
        return words_after(text, lexicon, sentence, i, &t.others).is_some();
    }
    t.others.iter().rev().enumerate().all(|(back, other)| {
        i.checked_sub(back + 1).filter(|at| *at >= sentence.first as usize).is_some_and(|at| {
            let word = text.tokens[at].word;
            word == *other || lexicon.lemmas(word).iter().any(|(l, _)| l == other)
        })
    })
}
