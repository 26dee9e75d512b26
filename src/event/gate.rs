//! A look at a sentence's words before it is parsed: whether some trigger stands there with the words that its frame asks for.
//!
//! Parsing costs far more than looking; most sentences hold a word that could trigger something, and few hold the rest of the frame.
//! The gate is asked three times: of the words alone, of the tags, and of the groups, before clauses are built of them.

use super::answer::{
    ADVERB, Answers, Asks, DETERMINER, Field, Flags, Live, NOUN, OBJECT_END, PASSIVE, PERFECT, PREPOSITION, SINGULAR,
    SUBJECT, Seen,
};
use super::ask::{Asker, Shape};
use super::cue::Cues;
use super::entry::{Around, Entries, Entry, HEADS, PHRASE};
use super::frame::{Frames, Trigger, bit};
use super::words::{fits, words_fit};
use crate::text::{
    Case, Chunks, Form, Gap, Kind as TokenKind, Lexicon, NounGroup, NounKind, Sentence, Tag, Text, VerbGroup, WordId,
};

/// What is asked of a trigger then.
#[derive(Debug, Clone, Copy)]
struct Start {
    asks: Asks,
    form: Option<Form>,
    noun: bool,
    /// Whether it has other words than its own.
    phrase: bool,
    /// Whether its frame takes only participles before their object.
    only_before: bool,
    voice: Voice,
}

/// In which voice a verb form can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// A present, or a past that is no participle: "took".
    Active,
    /// A participle that is no past, without "have": "taken".
    Passive,
    /// "bought", "named".
    Either,
}

/// What each frame asks, which words answer, and each word's triggers.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    answers: Answers,
    /// "recently", "newly": the adverbs that make a participle before a noun an event.
    fresh: [WordId; 4],
    /// By word: what it can trigger.
    pub(crate) triggers: Vec<Box<[Trigger]>>,
    /// A bit for each word that can trigger something.
    bits: Vec<u64>,
    entries: Entries,
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
        let (mut entries, mut starts) = (Entries::default(), Vec::new());
        let mut begin = Vec::with_capacity(triggers.len());
        for (word, of) in triggers.iter().enumerate() {
            begin.push(starts.len() as u32);
            let entry = |(at, t): (usize, &Trigger)| {
                let start = Start {
                    asks: asks[t.frame][shape(t) as usize],
                    form: t.form,
                    noun: t.noun,
                    phrase: !t.others.is_empty() || !t.tail.is_empty(),
                    only_before: frames.frames[t.frame].only_before,
                    voice: voice(t, word as WordId, lexicon),
                };
                let flags = if t.noun { HEADS } else { 0 } | if start.phrase { PHRASE } else { 0 };
                starts.push(start);
                let first = t.others.first().filter(|_| !t.noun).map(|w| bit(*w).trailing_zeros());
                let (bloom, trigger) = (t.bloom, at as u16);
                (first, Entry { bloom, asks: start.asks.first, barred: barred(t) | flags, trigger })
            };
            entries.push(of.iter().enumerate().map(entry).collect());
        }
        let fresh = ["recently", "newly", "just", "freshly"].map(|w| lexicon.id(w));
        Gate { answers, fresh, triggers, bits, entries, begin, starts }
    }

    /// Which triggers of the sentence may hold, as far as its words say: whether there are any. `seen` tells of this sentence then.
    pub(crate) fn lets_in(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, seen: &mut Seen) -> bool {
        seen.clear();
        let base = sentence.first as usize;
        let starts = |i: &usize| {
            let word = text.tokens[*i].word as usize;
            self.bits.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
        };
        let Some(first) = sentence.range().find(starts) else { return false };
        self.answers.spell(text, sentence, seen);
        // First what costs little: the trigger's own words, the one before it, and what the sentence answers at all.
        for i in (first..sentence.end as usize).filter(starts) {
            let before = if i > base { self.flags_before(text, i) } else { 0 };
            let heads = if self.may_head(text, sentence, i) { 0 } else { HEADS };
            let word = text.tokens[i].word as usize;
            let around = Around { before: before | heads, beside: seen.beside(i - base), present: &seen.present };
            let from = seen.live.len();
            self.entries.each(word, &around, |entry| {
                let trigger = &self.triggers[word][entry.trigger as usize];
                if !entry.is_phrase() || words_fit(text, lexicon, sentence, i, trigger) {
                    seen.live.push(Live { token: i as u32, trigger: u32::from(entry.trigger) });
                }
            });
            seen.live[from..].sort_unstable_by_key(|l| l.trigger);
        }
        if seen.live.is_empty() {
            return false;
        }
        // Then what its frame asks of the words around.
        self.answers.look(text, sentence, seen);
        let mut live = std::mem::take(&mut seen.live);
        let (mut token, mut fields) = (0, [None; 3]);
        live.retain(|l| {
            let i = l.token as usize;
            if i != token {
                (token, fields) = (i, [None; 3]);
            }
            let start = self.start(text, l);
            let open = start.noun || start.phrase;
            let field = || if open { Field::OPEN } else { self.field(text, sentence, i, start.voice, &mut fields) };
            self.answers.near(start.asks, i - base, field, seen)
        });
        seen.live = live;
        !seen.live.is_empty()
    }

    /// Where the object of a verb of one word at token `i` may stand; `known` keeps what was found for the token.
    fn field(
        &self,
        text: &Text<'_>,
        sentence: Sentence,
        i: usize,
        voice: Voice,
        known: &mut [Option<Field>; 3],
    ) -> Field {
        *known[voice as usize].get_or_insert_with(|| {
            let flags = |at: usize| self.answers.flags(text.tokens[at].word);
            let mut before = i;
            while before > sentence.first as usize && i - before < 4 && flags(before - 1) & ADVERB != 0 {
                before -= 1;
            }
            let helper = if before > sentence.first as usize { flags(before - 1) } else { 0 };
            let passive =
                voice != Voice::Active && helper & PASSIVE != 0 || voice == Voice::Passive && helper & PERFECT == 0;
            // "Pay up to $5 million"
            let ends = |at: usize| flags(at) & OBJECT_END != 0 && !(text.word(at) == "to" && text.word(at - 1) == "up");
            let behind = (i + 1..sentence.end as usize).take(16).take_while(|at| !ends(*at)).count();
            let opens_object = || {
                let next = text.tokens.get(i + 1).filter(|_| i + 1 < sentence.end as usize);
                next.is_some_and(|t| flags(i + 1) & DETERMINER != 0 || t.kind == TokenKind::Number)
            };
            let active = helper & PERFECT != 0 || voice == Voice::Active || voice == Voice::Either && opens_object();
            match passive {
                true => Field { before: true, behind: 0 },
                false => Field { before: !active, behind: behind as u8 },
            }
        })
    }

    /// The flags of the word before token `i`. A name is no noun before a noun: "saw Tailspin enter".
    fn flags_before(&self, text: &Text<'_>, i: usize) -> Flags {
        let token = &text.tokens[i - 1];
        let flags = self.answers.flags(token.word);
        if token.case == Case::Lower { flags } else { flags & !SINGULAR }
    }

    fn start(&self, text: &Text<'_>, live: &Live) -> &Start {
        let at = self.begin[text.tokens[live.token as usize].word as usize] as usize + live.trigger as usize;
        &self.starts[at]
    }

    /// Leaves in `live` the triggers that still may hold, now that the sentence is tagged: whether there are any.
    pub(crate) fn goes_with(&self, text: &Text<'_>, sentence: Sentence, tags: &[Tag], live: &mut Vec<Live>) -> bool {
        let base = sentence.first as usize;
        live.retain(|live| {
            let start = self.start(text, live);
            let tag = tags[live.token as usize - base];
            if start.noun {
                return matches!(tag, Tag::NN | Tag::NNS | Tag::NNP | Tag::JJ | Tag::VBG | Tag::VBN | Tag::CD);
            }
            fits(start.form, tag) && (tag.is_verb() || self.is_fresh(text, base, live.token as usize))
        });
        !live.is_empty()
    }

    /// Whether "recently" or the like stands before a token.
    fn is_fresh(&self, text: &Text<'_>, base: usize, token: usize) -> bool {
        token > base && self.fresh.contains(&text.tokens[token - 1].word)
    }

    /// Leaves in `live` the triggers that still may hold, now that the sentence has groups: those that head one, or are a participle before its object.
    pub(crate) fn stands(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        sentence: Sentence,
        chunks: &Chunks,
        live: &mut Vec<Live>,
    ) -> bool {
        let base = sentence.first as usize;
        live.retain(|live| {
            let start = self.start(text, live);
            if start.noun {
                let common = |g: &NounGroup| g.head == live.token && g.kind == NounKind::Common;
                return chunks.nouns.iter().any(common);
            }
            let heads =
                |g: &VerbGroup| g.head == live.token && !start.only_before && (start.phrase || g.particle.is_none());
            let before = |g: &NounGroup| self.participle_before(text, lexicon, base, g) == Some(live.token as usize);
            chunks.verbs.iter().any(heads)
                || (self.is_fresh(text, base, live.token as usize) && chunks.nouns.iter().any(before))
        });
        !live.is_empty()
    }

    /// The participle in "recently listed Acme", "newly acquired unit": a premodifier behind an adverb that makes it an event. `base` is the sentence's
    /// first token.
    pub(crate) fn participle_before(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        base: usize,
        group: &NounGroup,
    ) -> Option<usize> {
        let first = (group.first as usize).max(base + 1);
        (first..group.head as usize).find(|i| {
            let participle = |(_, form): &(WordId, Form)| *form == Form::Participle;
            self.is_fresh(text, base, *i) && lexicon.lemmas(text.tokens[*i].word).iter().any(participle)
        })
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

fn voice(trigger: &Trigger, word: WordId, lexicon: &Lexicon) -> Voice {
    if shape(trigger) != Shape::Past {
        return Voice::Active;
    }
    let can_be = |form: Form| lexicon.has_form(word, form);
    // "A firm called Acme": these have an object behind them in the passive, too.
    let naming = lexicon.class("naming_verb").is_some_and(|c| lexicon.is(word, c));
    match (can_be(Form::Past), can_be(Form::Participle)) {
        (true, false) => Voice::Active,
        (false, true) if !naming => Voice::Passive,
        _ => Voice::Either,
    }
}
