//! A look at a sentence's words before it is parsed: whether some trigger stands there with the words that its frame asks for.
//!
//! Parsing costs far more than looking; most sentences hold a word that could trigger something, and few hold the rest of the frame.
//! The gate is asked twice: of the words alone, before anything is tagged, and of the groups, before clauses are built of them.

use rustc_hash::FxHashMap;

use super::find::{fits, participle_before, words_after};
use super::frame::{Frames, Slot, Test, Trigger};
use crate::text::{Chunks, ClassId, Kind, Lexicon, NounKind, Sentence, Text, UNKNOWN, WordId};

/// What a frame asks of the words of its sentence, whatever their grammar.
#[derive(Debug)]
enum Ask {
    /// One of these words (or a form of them), or a word of one of these classes; a pronoun may stand for it in some slots.
    Word { words: Box<[WordId]>, classes: Box<[ClassId]>, pronoun: bool },
    /// A figure.
    Figure,
}

/// What each frame asks, and each word's triggers.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    asks: Vec<Vec<Ask>>,
    /// By frame: whether it takes only participles before their object.
    only_before: Vec<bool>,
    /// By word: what it can trigger.
    pub(crate) triggers: Vec<Box<[Trigger]>>,
    /// Classes of the phrases that end in a word.
    tails: FxHashMap<WordId, Vec<ClassId>>,
    pronoun: Option<ClassId>,
}

/// The words of one sentence, as sets that are cleared by counting on.
#[derive(Debug, Default)]
pub(crate) struct Bag {
    words: Vec<u32>,
    classes: Vec<u32>,
    stamp: u32,
    figure: bool,
    pronoun: bool,
    /// Holds the words of the sentence under way.
    filled: bool,
}

/// A look at one sentence; the bag is filled when first needed.
struct Look<'g, 't, 'd, 'b> {
    gate: &'g Gate,
    text: &'t Text<'d>,
    lexicon: &'g Lexicon,
    sentence: Sentence,
    bag: &'b mut Bag,
}

impl Look<'_, '_, '_, '_> {
    /// Whether the words of the sentence allow that trigger `t` holds at token `i`.
    fn may_hold(&mut self, i: usize, t: &Trigger) -> bool {
        if !words_fit(self.text, self.lexicon, self.sentence, i, t) {
            return false;
        }
        let asks = &self.gate.asks[t.frame];
        if !asks.is_empty() && !std::mem::replace(&mut self.bag.filled, true) {
            self.gate.fill(self.text, self.lexicon, self.sentence, self.bag);
        }
        asks.iter().all(|a| self.bag.answers(a))
    }
}

impl Gate {
    pub(crate) fn new(frames: &Frames, lexicon: &Lexicon) -> Gate {
        let mut tails: FxHashMap<WordId, Vec<ClassId>> = FxHashMap::default();
        for (phrase, classes) in lexicon.phrases() {
            let last = phrase.rsplit([' ', '-']).next().unwrap_or(phrase);
            tails.entry(lexicon.id(last)).or_default().extend(classes.iter().map(|(c, _)| *c));
        }
        let support = lexicon.class("support_verb");
        let asks = frames
            .frames
            .iter()
            .map(|f| {
                let mut asks: Vec<Ask> = f.only.iter().filter_map(|(slot, tests)| ask(*slot, tests)).collect();
                if f.only_supported {
                    let words = f.support.as_slice().into();
                    asks.push(Ask::Word { words, classes: support.into_iter().collect(), pronoun: false });
                }
                asks
            })
            .collect();
        let only_before = frames.frames.iter().map(|f| f.only_before).collect();
        let triggers = (0..lexicon.len() as WordId).map(|word| frames.triggers_of(word, lexicon)).collect();
        Gate { asks, only_before, triggers, tails, pronoun: lexicon.class("personal_pronoun") }
    }

    /// Whether some trigger of the sentence may hold, as far as its words say.
    pub(crate) fn lets_in(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, bag: &mut Bag) -> bool {
        bag.filled = false;
        let mut look = Look { gate: self, text, lexicon, sentence, bag };
        sentence.range().any(|i| self.triggers_at(text, i).iter().any(|t| look.may_hold(i, t)))
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

    fn fill(&self, text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, bag: &mut Bag) {
        bag.words.resize(lexicon.len(), 0);
        bag.classes.resize(lexicon.class_count(), 0);
        if bag.stamp == u32::MAX {
            bag.words.fill(0);
            bag.classes.fill(0);
            bag.stamp = 0;
        }
        bag.stamp += 1;
        (bag.figure, bag.pronoun) = (false, false);
        for token in &text.tokens[sentence.range()] {
            bag.figure |= token.kind == Kind::Number;
            if token.word == UNKNOWN {
                continue;
            }
            self.put(token.word, lexicon, bag);
            for (lemma, _) in lexicon.lemmas(token.word) {
                self.put(*lemma, lexicon, bag);
            }
        }
    }

    fn put(&self, word: WordId, lexicon: &Lexicon, bag: &mut Bag) {
        let seen = &mut bag.words[word as usize];
        if *seen == bag.stamp {
            return;
        }
        *seen = bag.stamp;
        for (class, _) in lexicon.classes(word) {
            bag.classes[*class as usize] = bag.stamp;
            bag.pronoun |= Some(*class) == self.pronoun;
        }
        if let Some(classes) = self.tails.get(&word) {
            for class in classes {
                bag.classes[*class as usize] = bag.stamp;
            }
        }
    }
}

impl Bag {
    fn answers(&self, ask: &Ask) -> bool {
        match ask {
            Ask::Figure => self.figure || self.pronoun,
            Ask::Word { words, classes, pronoun } => {
                (*pronoun && self.pronoun)
                    || words.iter().any(|w| self.words[*w as usize] == self.stamp)
                    || classes.iter().any(|c| self.classes[*c as usize] == self.stamp)
            }
        }
    }
}

/// What a slot's tests ask of the words; nothing where a name might pass.
fn ask(slot: Slot, tests: &[Test]) -> Option<Ask> {
    let (mut words, mut classes) = (Vec::new(), Vec::new());
    for test in tests {
        match test {
            Test::Lemma(word) => words.push(*word),
            Test::Class(class) => classes.push(*class),
            Test::Money | Test::Percent if tests.len() == 1 => return Some(Ask::Figure),
            _ => return None,
        }
    }
    let pronoun = matches!(slot, Slot::Subject | Slot::Object);
    Some(Ask::Word { words: words.into(), classes: classes.into(), pronoun })
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
