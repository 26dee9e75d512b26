//! How the vocabulary is filled: words, classes, forms and tags.

use super::super::inflect::tags_of;
use super::super::tag::Tag;
use super::{Brief, ClassId, Form, Lemmas, Lexicon, WordId};

/// The classes that the grammar asks for at every other word: each has a bit of its own.
pub(super) const FREQUENT: [&str; 48] = [
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

impl Lexicon {
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
    pub(in crate::text) fn add_form_of(&mut self, word: &str, lemma: WordId, form: Form, likely: Option<Tag>) {
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
}
