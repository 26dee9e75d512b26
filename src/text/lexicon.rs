//! The interned vocabulary: every word that a rule or a word list knows, with its classes, lemmas and possible tags.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::index::Index;
use super::inflect::{Irregular, tags_of};
use super::packed::Key;
use super::tag::{Tag, TagSet};

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

/// The classes that the grammar asks for at every other word: each has a bit of its own.
const FREQUENT: [&str; 48] = [
    "determiner",
    "demonstrative",
    "possessive_pronoun",
    "personal_pronoun",
    "relative_pronoun",
    "be",
    "have",
    "do_verb",
    "get_verb",
    "modal",
    "negation",
    "particle",
    "prepositional_participle",
    "naming_verb",
    "name_title",
    "name_title_tail",
    "name_title_head",
    "legal_suffix",
    "institution",
    "of_name",
    "name_particle",
    "currency_code",
    "currency_prefix",
    "currency_unit",
    "money_scale",
    "percent",
    "hedge",
    "hedge_start",
    "hedge_middle",
    "weekday",
    "month",
    "ownership_adverb",
    "prefix",
    "works_noun",
    "company_noun",
    "pair_noun",
    "company_suffix",
    "organisation_noun",
    "authority",
    "person_title",
    "given_name",
    "place",
    "demonym",
    "document_noun",
    "company_description",
    "support_verb",
    "reporting_verb",
    "unit_noun",
];

/// What joins the words of a phrase.
const JOINS: [char; 4] = [' ', '-', '–', '/'];
const APOSTROPHES: [char; 2] = ['\'', '’'];

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

    /// The id of `word` (lower case), added if it is new.
    pub fn intern(&mut self, word: &str) -> WordId {
        let (id, new) = self.index.intern(word);
        if new {
            self.classes.push(Vec::new());
            self.lemmas.push(Lemmas::new());
            self.briefs.push(Brief::default());
        }
        id
    }

    /// The id of class `name`, added if it is new.
    pub fn intern_class(&mut self, name: &str) -> ClassId {
        if let Some(&id) = self.class_ids.get(name) {
            return id;
        }
        let id = self.class_names.len() as ClassId;
        self.class_ids.insert(name.into(), id);
        self.class_names.push(name.into());
        let shared = FREQUENT.len() + usize::from(id) % (64 - FREQUENT.len());
        self.class_bits.push(FREQUENT.iter().position(|f| *f == name).unwrap_or(shared) as u8);
        id
    }

    /// Puts `entry` (lower case; several words are a phrase, also where hyphens join them) into class `name` with `value`. The last value given wins.
    pub fn add_to_class(&mut self, name: &str, entry: &str, value: i32) {
        let class = self.intern_class(name);
        let hyphen = entry.trim_matches('-').contains('-');
        let classes = if entry.contains(' ') || hyphen {
            // The last token: hyphens stand alone, "'s" too.
            let last = entry.rsplit(JOINS).next().unwrap_or(entry);
            for last in [last, last.rfind(APOSTROPHES).map_or(last, |at| &last[at..])] {
                let id = self.intern(last) as usize;
                self.briefs[id].ends = true;
            }
            self.phrases.entry(entry.into()).or_default()
        } else {
            let id = self.intern(entry) as usize;
            self.briefs[id].classes |= 1 << self.class_bits[class as usize];
            &mut self.classes[id]
        };
        match classes.iter_mut().find(|(c, _)| *c == class) {
            Some(old) => old.1 = value,
            None => classes.push((class, value)),
        }
    }

    /// Says that `word` is the `form` of `lemma` (both lower case).
    pub fn add_form(&mut self, word: &str, lemma: &str, form: Form) {
        let lemma = self.intern(lemma);
        self.add_form_of(word, lemma, form, None);
    }

    /// Says that `word` (lower case) is the `form` of `lemma`, and which tag it mostly has.
    pub(super) fn add_form_of(&mut self, word: &str, lemma: WordId, form: Form, likely: Option<Tag>) {
        let id = self.intern(word);
        let lemmas = &mut self.lemmas[id as usize];
        if !lemmas.contains(&(lemma, form)) {
            lemmas.push((lemma, form));
        }
        let word = &mut self.briefs[id as usize];
        word.forms |= 1 << form as u8;
        if id < self.settled && !(word.tags.is_empty() && word.classes == 0) {
            return;
        }
        for &tag in tags_of(form) {
            word.tags.insert(tag);
            word.likely.get_or_insert(tag);
        }
        if let Some(tag) = likely {
            word.tags.insert(tag);
            word.likely = Some(tag);
        }
    }

    /// Says that the word lists are complete: what the tagger was taught of their words stays, whatever else rules say of them.
    pub fn settle(&mut self) {
        self.settled = self.briefs.len() as WordId;
    }

    /// Says that the vocabulary is complete: no word, class or form is added any more.
    pub fn seal(&mut self) {
        for word in 0..self.briefs.len() {
            let lemmas = self.lemmas[word].iter().map(|(lemma, _)| self.briefs[*lemma as usize].classes);
            self.briefs[word].lemma_classes = lemmas.fold(self.briefs[word].classes, |all, bits| all | bits);
        }
        for phrase in self.phrases.keys() {
            let first = phrase.split(JOINS).next().unwrap_or(phrase);
            for first in [first, first.find(APOSTROPHES).map_or(first, |at| &first[..at])] {
                self.briefs[self.index.id(first) as usize].begins = true;
            }
        }
    }

    /// Says that `word` (lower case) can be a `tag`.
    pub fn add_tag(&mut self, word: &str, tag: Tag) {
        let id = self.intern(word) as usize;
        self.briefs[id].tags.insert(tag);
        self.briefs[id].likely.get_or_insert(tag);
    }

    /// Says that every word of class `name` can be a `tag`.
    pub fn add_tag_to_class(&mut self, name: &str, tag: Tag) {
        let Some(class) = self.class(name) else {
            return;
        };
        let words = self.classes.iter().zip(&mut self.briefs);
        for (_, word) in words.filter(|(classes, _)| classes.iter().any(|(c, _)| *c == class)) {
            word.tags.insert(tag);
            word.likely.get_or_insert(tag);
        }
    }

    /// Says that `word` (lower case) mostly is a `tag`.
    pub fn set_likely(&mut self, word: &str, tag: Tag) {
        self.add_tag(word, tag);
        let id = self.intern(word) as usize;
        self.briefs[id].likely = Some(tag);
    }

    /// Says that verb `lemma` (lower case) goes with `particle`: "shut", "down".
    pub fn add_phrasal(&mut self, lemma: &str, particle: &str) {
        let pair = (self.intern(lemma), self.intern(particle));
        self.phrasal.insert(pair);
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
