//! The interned vocabulary: every word that a rule or a word list knows, with its classes, lemmas and possible tags.

mod build;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::index::Index;
use super::inflect::Irregular;
use super::packed::Key;
use super::tag::{Tag, TagSet};
use build::FREQUENT;

/// Index of a word in the vocabulary; words that nothing knows share [`UNKNOWN`].
pub type WordId = u32;

/// The id of all words outside the vocabulary.
pub const UNKNOWN: WordId = 0;

/// Index of a word class ("month", "company_suffix" …).
pub type ClassId = u16;

/// Which inflection of a lemma a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Verb, base form and present other than third person: "buy".
    Base,
    /// Verb, third person singular present: "buys".
    Third,
    /// Verb, past tense: "bought".
    Past,
    /// Verb, past participle: "bought", "taken".
    Participle,
    /// Verb, -ing form: "buying".
    Gerund,
    /// Noun, singular: "deal".
    Singular,
    /// Noun, plural: "deals".
    Plural,
    /// Adjective or adverb: "big", "soon".
    Plain,
}

/// The lemmas of which a word is a form.
type Lemmas = SmallVec<[(WordId, Form); 2]>;

/// What is asked of a word most often, kept apart so that little memory is touched.
#[derive(Debug, Clone, Copy, Default)]
struct Brief {
    /// A bit for each of its classes, which rarer ones share: where it is not set, the word is not in the class.
    classes: u64,
    /// The bits of its lemmas' classes and its own; set by [`Lexicon::seal`].
    lemma_classes: u64,
    tags: TagSet,
    likely: Option<Tag>,
    /// A bit for each form that it is of some lemma.
    forms: u8,
    /// Whether a phrase ends with it.
    ends: bool,
    /// Whether a phrase begins with it; set by [`Lexicon::seal`].
    begins: bool,
}

/// The vocabulary. Words are kept in lower case; look-up is by the lower-case form.
#[derive(Debug, Clone)]
pub struct Lexicon {
    index: Index,
    /// By word: the classes that it is in, and its value there.
    classes: Vec<Vec<(ClassId, i32)>>,
    /// By word.
    lemmas: Vec<Lemmas>,
    /// By word.
    briefs: Vec<Brief>,
    class_ids: FxHashMap<Box<str>, ClassId>,
    class_names: Vec<Box<str>>,
    /// By class: its bit in [`Brief::classes`].
    class_bits: Vec<u8>,
    phrases: FxHashMap<Box<str>, Vec<(ClassId, i32)>>,
    pub(super) irregular: Irregular,
    phrasal: FxHashSet<(WordId, WordId)>,
    /// Words below this keep the tags that they have.
    settled: WordId,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::new()
    }
}

impl Lexicon {
    /// A vocabulary that knows no word.
    pub fn new() -> Lexicon {
        Lexicon {
            index: Index::new(),
            classes: first_of_many(),
            lemmas: first_of_many(),
            briefs: first_of_many(),
            class_ids: FxHashMap::default(),
            class_names: Vec::new(),
            class_bits: Vec::new(),
            phrases: FxHashMap::default(),
            irregular: Irregular::default(),
            phrasal: FxHashSet::default(),
            settled: 0,
        }
    }

    /// Whether the verb goes with the particle.
    pub fn is_phrasal(&self, lemma: WordId, particle: WordId) -> bool {
        self.phrasal.contains(&(lemma, particle))
    }

    /// How many words are known, [`UNKNOWN`] counted.
    pub fn len(&self) -> usize {
        self.briefs.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.index.len() == 1
    }

    /// The id of `word` (lower case), or [`UNKNOWN`].
    pub fn id(&self, word: &str) -> WordId {
        self.index.id(word)
    }

    /// The id of a short word by its key.
    #[inline]
    pub(super) fn id_of(&self, key: Key) -> WordId {
        self.index.id_of(key)
    }

    /// The id of a word of one ASCII byte.
    #[inline]
    pub(super) fn id_of_byte(&self, byte: u8) -> WordId {
        self.index.id_of_byte(byte)
    }

    /// The lower-case text of a known word; empty for [`UNKNOWN`].
    pub fn text(&self, id: WordId) -> &str {
        self.index.text(id)
    }

    /// The id of class `name`, if any list defines it.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_ids.get(name).copied()
    }

    /// The name of a class.
    pub fn class_name(&self, class: ClassId) -> &str {
        &self.class_names[class as usize]
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.class_names.len()
    }

    /// The value of `word` in `class`, or `None` where it is not in it.
    #[inline]
    pub fn value(&self, word: WordId, class: ClassId) -> Option<i32> {
        if self.briefs[word as usize].classes >> self.class_bits[class as usize] & 1 == 0 {
            return None;
        }
        self.classes[word as usize].iter().find(|(c, _)| *c == class).map(|(_, v)| *v)
    }

    /// Whether `word` is in `class`.
    #[inline]
    pub fn is(&self, word: WordId, class: ClassId) -> bool {
        let bit = self.class_bits[class as usize];
        self.briefs[word as usize].classes >> bit & 1 == 1
            && (usize::from(bit) < FREQUENT.len() || self.classes[word as usize].iter().any(|(c, _)| *c == class))
    }

    /// Whether `word` or a lemma of it is in `class`. To be asked when the vocabulary is sealed.
    #[inline]
    pub fn lemma_is(&self, word: WordId, class: ClassId) -> bool {
        let bit = self.class_bits[class as usize];
        self.briefs[word as usize].lemma_classes >> bit & 1 == 1
            && (usize::from(bit) < FREQUENT.len()
                || self.is(word, class)
                || self.lemmas(word).iter().any(|(lemma, _)| self.is(*lemma, class)))
    }

    /// Whether `word` is that form of some lemma.
    #[inline]
    pub fn has_form(&self, word: WordId, form: Form) -> bool {
        self.briefs[word as usize].forms >> form as u8 & 1 == 1
    }

    /// The classes of a word, with its values there.
    #[inline]
    pub fn classes(&self, word: WordId) -> &[(ClassId, i32)] {
        &self.classes[word as usize]
    }

    /// The classes of a phrase of several words (lower case, single spaces).
    pub fn phrase(&self, phrase: &str) -> &[(ClassId, i32)] {
        self.phrases.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` is the last of some phrase: where it is not, no phrase that ends there need be looked up.
    #[inline]
    pub fn ends_phrase(&self, word: WordId) -> bool {
        self.briefs[word as usize].ends
    }

    /// Whether `word` is the first of some phrase. To be asked when the vocabulary is sealed.
    #[inline]
    pub fn begins_phrase(&self, word: WordId) -> bool {
        self.briefs[word as usize].begins
    }

    /// All phrases of several words, with their classes.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &[(ClassId, i32)])> {
        self.phrases.iter().map(|(p, c)| (&**p, c.as_slice()))
    }

    /// The lemmas of which `word` is a form.
    #[inline]
    pub fn lemmas(&self, word: WordId) -> &[(WordId, Form)] {
        &self.lemmas[word as usize]
    }

    /// Whether two words are forms of one: "charged" and "charges".
    pub fn is_same_lemma(&self, a: WordId, b: WordId) -> bool {
        let forms = |w: WordId| std::iter::once(w).chain(self.lemmas(w).iter().map(|(lemma, _)| *lemma));
        forms(a).any(|x| forms(b).any(|y| x == y))
    }

    /// The tags that a word can have, as far as the word lists say.
    #[inline]
    pub fn tags(&self, word: WordId) -> TagSet {
        self.briefs[word as usize].tags
    }

    /// The tag that a word mostly has.
    #[inline]
    pub fn likely(&self, word: WordId) -> Option<Tag> {
        self.briefs[word as usize].likely
    }

    /// The lemma of which `word` is a verb form (any one, where there are several), or [`UNKNOWN`].
    pub fn verb_lemma(&self, word: WordId, tag: Tag) -> WordId {
        let wanted = |form: Form| match tag {
            Tag::VBD => form == Form::Past,
            Tag::VBN => form == Form::Participle,
            Tag::VBG => form == Form::Gerund,
            Tag::VBZ => form == Form::Third,
            _ => form == Form::Base,
        };
        let verb = |form: Form| matches!(form, Form::Base | Form::Third | Form::Past | Form::Participle | Form::Gerund);
        let lemmas = self.lemmas(word);
        let found = lemmas.iter().find(|(_, f)| wanted(*f)).or_else(|| lemmas.iter().find(|(_, f)| verb(*f)));
        found.map_or(UNKNOWN, |(lemma, _)| *lemma)
    }
}

/// A list that begins with the record of [`UNKNOWN`], and has room for what a language brings.
fn first_of_many<T: Default>() -> Vec<T> {
    let mut list = Vec::with_capacity(1 << 16);
    list.push(T::default());
    list
}
