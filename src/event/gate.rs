//! A look at a sentence's words before it is parsed: whether some trigger stands there with the words that its frame asks for.
//!
//! Parsing costs far more than looking; most sentences hold a word that could trigger something, and few hold the rest of the frame.
//! The gate is asked twice: of the words alone, before anything is tagged, and of the groups, before clauses are built of them.

use rustc_hash::FxHashMap;

use super::find::{fits, participle_before, words_after};
use super::frame::{Frames, Slot, Test, Trigger};
use crate::text::{Chunks, ClassId, Kind, Lexicon, NounKind, Sentence, Text, UNKNOWN, WordId};

/// What frames ask of the words of a sentence, whatever their grammar: a bit for each different wish. Wishes beyond the last bit are not asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Asks([u64; 4]);

impl Asks {
    fn insert(&mut self, ask: usize) {
        if let Some(bits) = self.0.get_mut(ask / 64) {
            *bits |= 1 << (ask % 64);
        }
    }

    fn add(&mut self, other: &Asks) {
        self.0.iter_mut().zip(other.0).for_each(|(bits, more)| *bits |= more);
    }

    fn is_within(&self, other: &Asks) -> bool {
        self.0.iter().zip(other.0).all(|(bits, there)| bits & !there == 0)
    }
}

/// One of these words (or a form of them), or a word of one of these classes, or a figure; a pronoun may stand for it in some slots.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ask {
    words: Vec<WordId>,
    classes: Vec<ClassId>,
    pronoun: bool,
    figure: bool,
}

/// What each frame asks, which words answer, and each word's triggers.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// By frame.
    asks: Vec<Asks>,
    /// By word: where in `answers` it stands what the word answers.
    answered: Vec<u16>,
    answers: Vec<Asks>,
    /// What a figure answers.
    figure: Asks,
    /// By frame: whether it takes only participles before their object.
    only_before: Vec<bool>,
    /// By word: what it can trigger.
    pub(crate) triggers: Vec<Box<[Trigger]>>,
    /// A bit for each word that can trigger something.
    starts: Vec<u64>,
}

impl Gate {
    pub(crate) fn new(frames: &Frames, lexicon: &Lexicon) -> Gate {
        let triggers: Vec<_> = (0..lexicon.len() as WordId).map(|word| frames.triggers_of(word, lexicon)).collect();
        let mut starts = vec![0_u64; triggers.len() / 64 + 1];
        for (word, _) in triggers.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            starts[word / 64] |= 1 << (word % 64);
        }
        let mut wishes: Vec<Ask> = Vec::new();
        let support = lexicon.class("support_verb");
        let number = lexicon.class("small_number");
        let asks = frames.frames.iter().map(|f| {
            let mut asks = Asks::default();
            let supported =
                || Ask { words: f.support.clone(), classes: support.into_iter().collect(), ..Ask::default() };
            let only = f.only.iter().filter_map(|(slot, tests)| ask(*slot, tests));
            for ask in only.chain(f.only_supported.then(supported)).chain(needed(&f.needs, number)) {
                let at = wishes.iter().position(|w| *w == ask).unwrap_or_else(|| {
                    wishes.push(ask);
                    wishes.len() - 1
                });
                asks.insert(at);
            }
            asks
        });
        let asks = asks.collect();
        let only_before = frames.frames.iter().map(|f| f.only_before).collect();
        let mut gate = Gate { asks, only_before, triggers, starts, ..Gate::default() };
        gate.answer(&wishes, lexicon);
        gate
    }

    /// Looks up which wishes each word answers.
    fn answer(&mut self, wishes: &[Ask], lexicon: &Lexicon) {
        let mut words: FxHashMap<WordId, Asks> = FxHashMap::default();
        let mut classes = vec![Asks::default(); lexicon.class_count()];
        let mut pronoun = Asks::default();
        for (at, wish) in wishes.iter().enumerate() {
            wish.words.iter().for_each(|w| words.entry(*w).or_default().insert(at));
            wish.classes.iter().for_each(|c| classes[*c as usize].insert(at));
            if wish.pronoun {
                pronoun.insert(at);
            }
            if wish.figure {
                self.figure.insert(at);
            }
        }
        if let Some(class) = lexicon.class("personal_pronoun") {
            classes[class as usize].add(&pronoun);
        }
        // A phrase is known by its last word.
        for (phrase, of) in lexicon.phrases() {
            let last = phrase.rsplit([' ', '-']).next().unwrap_or(phrase);
            let asks = words.entry(lexicon.id(last)).or_default();
            of.iter().for_each(|(class, _)| asks.add(&classes[*class as usize]));
        }
        let mut places: FxHashMap<Asks, u16> = FxHashMap::default();
        self.answered = (0..lexicon.len() as WordId)
            .map(|word| {
                let mut asks = Asks::default();
                let forms = std::iter::once(word).chain(lexicon.lemmas(word).iter().map(|(l, _)| *l));
                for form in forms.filter(|_| word != UNKNOWN) {
                    words.get(&form).into_iter().for_each(|a| asks.add(a));
                    lexicon.classes(form).iter().for_each(|(c, _)| asks.add(&classes[*c as usize]));
                }
                *places.entry(asks).or_insert_with(|| {
                    self.answers.push(asks);
                    (self.answers.len() - 1) as u16
                })
            })
            .collect();
    }

    /// Whether some trigger of the sentence may hold, as far as its words say.
    pub(crate) fn lets_in(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence) -> bool {
        let mut there = None;
        sentence.range().any(|i| {
            let word = text.tokens[i].word as usize;
            self.starts.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
                && self.triggers_at(text, i).iter().any(|t| {
                    self.asks[t.frame].is_within(there.get_or_insert_with(|| self.answers_of(text, sentence)))
                        && words_fit(text, lexicon, sentence, i, t)
                })
        })
    }

    /// All that the words of a sentence answer.
    fn answers_of(&self, text: &Text<'_>, sentence: Sentence) -> Asks {
        let mut there = Asks::default();
        for token in &text.tokens[sentence.range()] {
            if token.kind == Kind::Number {
                there.add(&self.figure);
            }
            match self.answered.get(token.word as usize) {
                Some(0) | None => {}
                Some(at) => there.add(&self.answers[*at as usize]),
            }
        }
        there
    }

    /// Whether some trigger heads a group, with its tag and its other words. What the frames ask is left to the grammar here: a phrase, a name's
    /// part or a figure may answer where no single word does.
    pub(crate) fn stands(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, chunks: &Chunks) -> bool {
        let base = sentence.first as usize;
        let verb = |i: usize, t: &Trigger| !t.noun && fits(t.form, chunks.tags[i - base]);
        let words = |i: usize, t: &Trigger| words_fit(text, lexicon, sentence, i, t);
        chunks.verbs.iter().any(|group| {
            let head = group.head as usize;
            self.triggers_at(text, head).iter().any(|t| {
                verb(head, t)
                    && !self.only_before[t.frame]
                    && !(group.particle.is_some() && t.others.is_empty())
                    && words(head, t)
            })
        }) || chunks.nouns.iter().any(|group| {
            let head = group.head as usize;
            (group.kind == NounKind::Common && self.triggers_at(text, head).iter().any(|t| t.noun && words(head, t)))
                || participle_before(text, lexicon, base, group)
                    .is_some_and(|i| self.triggers_at(text, i).iter().any(|t| verb(i, t) && words(i, t)))
        })
    }

    fn triggers_at(&self, text: &Text<'_>, token: usize) -> &[Trigger] {
        self.triggers.get(text.tokens[token].word as usize).map_or(&[], |t| t)
    }
}

/// What a slot's tests ask of the words; nothing where a name might pass.
fn ask(slot: Slot, tests: &[Test]) -> Option<Ask> {
    let mut ask = Ask { pronoun: matches!(slot, Slot::Subject | Slot::Object), ..Ask::default() };
    for test in tests {
        match test {
            Test::Lemma(word) => ask.words.push(*word),
            Test::Class(class) => ask.classes.push(*class),
            Test::Money | Test::Percent if tests.len() == 1 => (ask.figure, ask.pronoun) = (true, true),
            _ => return None,
        }
    }
    Some(ask)
}

/// What a frame asks that needs one of these slots, if all of them are prepositions and figures. `number` is the class of the numbers written in words.
fn needed(needs: &[Slot], number: Option<ClassId>) -> Option<Ask> {
    let mut ask = Ask::default();
    for need in needs {
        match need {
            Slot::Prep(word) => ask.words.push(*word),
            Slot::Money | Slot::Sum | Slot::Number | Slot::Percent => {
                ask.figure = true;
                ask.classes.extend(number);
            }
            _ => return None,
        }
    }
    (!needs.is_empty()).then_some(ask)
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
