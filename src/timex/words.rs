//! The values of the word classes that the tagger needs while it reads: looked up by class and word.

use rustc_hash::FxHashMap;

use crate::text::{ClassId, Lexicon, WordId};

/// Values of words in their classes, and the classes that the code itself asks for.
#[derive(Debug, Default)]
pub(crate) struct Words {
    values: FxHashMap<(ClassId, WordId), i32>,
    pub(crate) small_number: ClassId,
    pub(crate) tens: ClassId,
    pub(crate) scale: ClassId,
    pub(crate) ordinal_word: ClassId,
    pub(crate) relation: ClassId,
    pub(crate) approx: ClassId,
    pub(crate) future_mark: ClassId,
    pub(crate) past_mark: ClassId,
    pub(crate) will: ClassId,
    pub(crate) future_to: ClassId,
    pub(crate) postpone: ClassId,
    pub(crate) plan_now: ClassId,
    pub(crate) plan_then: ClassId,
    pub(crate) timetable: ClassId,
    pub(crate) tricky_month: ClassId,
    pub(crate) time_preposition: ClassId,
}

impl Words {
    /// Copies the values of all classes; a class that no list defines is empty.
    pub(crate) fn new(lexicon: &mut Lexicon) -> Words {
        let mut values = FxHashMap::default();
        for word in 0..lexicon.len() as WordId {
            for &(class, value) in lexicon.classes(word) {
                values.insert((class, word), value);
            }
        }
        let mut class = |name: &str| lexicon.intern_class(name);
        Words {
            values,
            small_number: class("small_number"),
            tens: class("tens"),
            scale: class("scale"),
            ordinal_word: class("ordinal_word"),
            relation: class("relation"),
            approx: class("approx"),
            future_mark: class("future_mark"),
            past_mark: class("past_mark"),
            will: class("will"),
            future_to: class("future_to"),
            postpone: class("postpone"),
            plan_now: class("plan_now"),
            plan_then: class("plan_then"),
            timetable: class("timetable"),
            tricky_month: class("tricky_month"),
            time_preposition: class("time_preposition"),
        }
    }

    /// The value of `word` in `class`.
    pub(crate) fn value(&self, class: ClassId, word: WordId) -> Option<i32> {
        self.values.get(&(class, word)).copied()
    }

    /// Whether `word` is in `class`.
    pub(crate) fn is(&self, class: ClassId, word: WordId) -> bool {
        self.values.contains_key(&(class, word))
    }
}
