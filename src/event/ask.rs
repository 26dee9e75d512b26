//! What frames ask of the words around their trigger, whatever the grammar: the part of `where` and `needs` that can be told before anything is parsed.
//! It asks no more than the grammar would, so that nothing is lost.

use super::cue::Cues;
use super::frame::{Frame, Slot, Test};
use super::mention::Macro;
use crate::text::{ClassId, Lexicon, WordId};

/// Who answers: one of these words (or a form of them), a word of one of these classes, or what the flags say.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) words: Vec<WordId>,
    pub(super) classes: Vec<ClassId>,
    pub(super) flags: u8,
}

/// A capital answers: a name may stand there.
pub(super) const NAME: u8 = 1;
/// A figure answers, or a number in words.
pub(super) const FIGURE: u8 = 2;
/// A pronoun answers: who it stands for is not known yet.
pub(super) const PRONOUN: u8 = 4;

/// How many tokens before and behind the trigger a wish is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) before: u8,
    pub(super) behind: u8,
    /// Whether only where the trigger's object may stand: see [`Field`](super::answer::Field).
    pub(super) field: bool,
}

/// No wish is looked for farther than this.
pub(super) const FARTHEST: usize = 18;
/// As far as a slot's filler stands from its trigger, with very few exceptions: lists and asides stand between.
const FAR: Reach = Reach { before: 15, behind: 15, field: false };
/// The words before a noun that belong to it.
const BEFORE: Reach = Reach { before: 10, behind: 1, field: false };
/// As far as a complement stands behind its verb.
const BEHIND: Reach = Reach { before: 0, behind: 15, field: false };
/// As far as a noun's complement stands from it: its verb's may stand before it.
const AROUND: Reach = Reach { before: 6, behind: 15, field: false };

/// One of these must be answered.
pub(super) type Ask = Vec<(Wish, Reach)>;

/// What a trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Noun,
    /// A form that stands between its subject and its object.
    Active,
    /// A past or participle, whose object may stand before it.
    Past,
}

/// The classes that asks speak of.
pub(super) struct Asker<'a> {
    lexicon: &'a Lexicon,
    cues: &'a Cues,
    support: Option<ClassId>,
    persons: Vec<ClassId>,
    organisations: Vec<ClassId>,
    places: Vec<ClassId>,
    /// Marks of a possessor.
    genitives: Vec<WordId>,
    possessives: Option<ClassId>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, cues: &'a Cues) -> Asker<'a> {
        let classes = |names: &[&str]| names.iter().filter_map(|n| lexicon.class(n)).collect::<Vec<_>>();
        Asker {
            lexicon,
            cues,
            support: lexicon.class("support_verb"),
            persons: classes(&["person_title"]),
            organisations: classes(&["organisation_noun", "authority", "place"]),
            places: classes(&["place"]),
            genitives: ["'s", "’s", "'", "’"].iter().map(|w| lexicon.id(w)).collect(),
            possessives: lexicon.class("possessive_pronoun"),
        }
    }

    /// All that `frame` asks around a trigger: each of them must be answered.
    pub(super) fn asks(&self, frame: &Frame, shape: Shape) -> Vec<Ask> {
        let mut asks: Vec<Ask> = Vec::new();
        let noun = shape == Shape::Noun;
        for (slot, tests) in &frame.only {
            if let Slot::Prep(word) = slot {
                asks.push(vec![(Wish { words: vec![*word], ..Wish::default() }, self.complement(*word, noun))]);
            }
            let reach = match (slot, shape) {
                (Slot::Object, Shape::Active) => Reach { before: 0, behind: 8, field: true },
                (Slot::Object, Shape::Past) => Reach { before: 15, behind: 10, field: true },
                (Slot::Object2, Shape::Active) => Reach { before: 0, behind: 8, field: false },
                (Slot::Object2, Shape::Past) => Reach { before: 0, behind: 10, field: false },
                (Slot::Subject, Shape::Active) => Reach { before: 18, behind: 0, field: false },
                (Slot::Subject, Shape::Past) => Reach { before: 15, behind: 10, field: false },
                (Slot::Prep(word), _) => self.complement(*word, noun),
                _ => FAR,
            };
            asks.extend(self.tested(tests).map(|wish| vec![(wish, reach)]));
        }
        if !frame.needs.is_empty() {
            asks.extend(self.one_of(frame, frame.needs.iter(), noun));
        }
        if noun {
            if frame.only_supported {
                asks.push(vec![(self.supports(frame), FAR)]);
            }
            // A noun without a participant tells nothing.
            let participants = frame.roles.iter().filter(|r| matches!(r.macro_role, Macro::Agent | Macro::Target));
            asks.extend(self.one_of(frame, participants.flat_map(|r| &r.slots), noun));
        }
        asks
    }

    /// As far as a complement with the preposition `word` stands from its trigger.
    fn complement(&self, word: WordId, noun: bool) -> Reach {
        match word {
            // "Shares of X rose": where a verb has no object, what belongs to its subject counts.
            _ if word == self.cues.of || word == self.cues.inside => FAR,
            _ if noun => AROUND,
            _ => BEHIND,
        }
    }

    /// The verbs that carry the frame's noun, and "through" and the like, behind which it needs none.
    fn supports(&self, frame: &Frame) -> Wish {
        let words = frame.support.iter().copied().chain(self.cues.means().iter().copied()).collect();
        Wish { words, classes: self.support.into_iter().collect(), flags: 0 }
    }

    /// What a slot's tests ask; nothing where anything might pass.
    fn tested(&self, tests: &[Test]) -> Option<Wish> {
        let mut wish = Wish::default();
        for test in tests {
            match test {
                Test::Lemma(word) => wish.words.push(*word),
                Test::Class(class) | Test::Fresh(_, class) | Test::FreshName(class) => wish.classes.push(*class),
                Test::Name => wish.flags |= NAME | PRONOUN,
                Test::Person => {
                    wish.flags |= NAME | PRONOUN;
                    wish.classes.extend(&self.persons);
                }
                Test::Organisation => {
                    wish.flags |= NAME | PRONOUN;
                    wish.classes.extend(&self.organisations);
                }
                Test::Place => {
                    wish.flags |= NAME | PRONOUN;
                    wish.classes.extend(&self.places);
                }
                Test::Money | Test::Percent | Test::Number => wish.flags |= FIGURE,
                Test::Whole => {
                    wish.flags |= FIGURE;
                    wish.words.extend(["all", "entire", "remaining"].iter().map(|w| self.lexicon.id(w)));
                }
                Test::Time => {}
                Test::Pronoun => return None,
            }
        }
        Some(wish)
    }

    /// That one of these slots is filled; nothing where the words cannot tell.
    fn one_of<'s>(&self, frame: &Frame, slots: impl Iterator<Item = &'s Slot>, noun: bool) -> Option<Ask> {
        let (mut words, mut near, mut behind) = (Wish::default(), Wish::default(), Wish::default());
        for slot in slots {
            match slot {
                Slot::Prep(word) if self.complement(*word, noun) != FAR => behind.words.push(*word),
                Slot::Prep(word) => words.words.push(*word),
                Slot::Money | Slot::Sum | Slot::Number | Slot::Percent => words.flags |= FIGURE,
                Slot::Possessor if noun => {
                    near.words.extend(&self.genitives);
                    near.classes.extend(self.possessives);
                }
                Slot::Modifier if noun => near.flags |= NAME,
                // Only a support verb gives a noun a subject or an object.
                Slot::Subject | Slot::Object | Slot::Object2 if noun => {
                    let more = self.supports(frame);
                    words.words.extend(more.words);
                    words.classes.extend(more.classes);
                }
                Slot::Doer => words.words.push(self.cues.by),
                _ => return None,
            }
        }
        let behind = (behind, if noun { AROUND } else { BEHIND });
        Some(vec![(words, FAR), (near, BEFORE), behind].into_iter().filter(|(w, _)| *w != Wish::default()).collect())
    }
}
