//! Which words of a sentence answer what frames ask, and where they stand: a bit for each place, so that looking near a trigger is one comparison.

use rustc_hash::FxHashMap;

use super::ask::{Ask, FARTHEST, FIGURE, NAME, PRONOUN, Reach, Wish};
use super::frame::bit;
use super::present::{self, ALWAYS, Present, Row};
use crate::text::{Case, ClassId, Kind, Lexicon, Sentence, Tag, TagSet, Text, Token, UNKNOWN, WordId};

/// A word before which nothing is known, and what a word is besides its classes, beyond [`FIGURE`] and [`PRONOUN`].
pub(super) type Flags = u16;
/// An article or possessive pronoun: what follows belongs to a noun.
pub(super) const DETERMINER: Flags = 8;
/// A word of the closed classes: at the head of a sentence its capital says nothing.
const CLOSED: Flags = 16;
/// A preposition, behind which no finite verb stands.
pub(super) const PREPOSITION: Flags = 32;
/// A word that is nothing but a singular noun or an adjective.
pub(super) const SINGULAR: Flags = 64;
/// A word that is nothing but a noun, of no time.
pub(super) const NOUN: Flags = 128;
/// A modal, or a pronoun that is only a subject.
pub(super) const SUBJECT: Flags = 256;
/// A word behind which the object of the verb before it no longer stands.
pub(super) const OBJECT_END: Flags = 512;
/// A form of "be" or "get": a participle behind it is passive.
pub(super) const PASSIVE: Flags = 1024;
/// A form of "have": a participle behind it is not passive.
pub(super) const PERFECT: Flags = 2048;
/// An adverb, as stands between these and the participle.
pub(super) const ADVERB: Flags = 4096;
/// From here on flags say something of triggers: no word has them.
pub(super) const TRIGGER_FLAGS: Flags = 16384;

/// Those that stand for somebody whom the story names, and who is a person by himself.
const PRONOUNS: [&str; 13] = ["he", "she", "him", "her", "it", "itself", "they", "them", "we", "us", "who", "i", "our"];
const SUBJECTS: [&str; 5] = ["i", "we", "they", "he", "she"];
const PREPOSITIONS: [&str; 16] = [
    "of", "in", "for", "with", "on", "at", "by", "from", "into", "under", "against", "between", "during", "without",
    "through", "via",
];

/// A wish as it is looked up: one of the atoms `from..from + count`, or what its flags say, this near to the trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    from: u32,
    count: u8,
    flags: u8,
    before: u8,
    behind: u8,
    /// Whether only in the trigger's [`Field`].
    field: bool,
    /// Whether the next place belongs to the same ask, of which one place must be answered.
    more: bool,
}

/// Where the object of a verb may stand, as far as its words say: voice undone, so that a passive's object stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) before: bool,
    /// How many tokens behind it.
    pub(super) behind: u8,
}

impl Field {
    /// Anywhere.
    pub(super) const OPEN: Field = Field { before: true, behind: u8::MAX };
}

/// What a frame asks around a trigger: places in [`Answers`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asks {
    from: u32,
    end: u32,
    /// Whether some place is looked for only in the trigger's [`Field`].
    field: bool,
    /// The bits of its first two asks in [`Seen::present`].
    pub(super) first: [u16; 2],
}

/// What a word answers: which list of atoms, the bits of its forms, and flags. All that is asked of a word is read at once.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
struct Answer {
    forms: u64,
    list: u32,
    flags: Flags,
}

/// What each word answers. An atom is a class or a lemma that some frame asks for.
#[derive(Debug, Default)]
pub(super) struct Answers {
    classes: FxHashMap<ClassId, u16>,
    words: FxHashMap<WordId, u16>,
    /// By word.
    answered: Vec<Answer>,
    /// Where in `atoms` each list of them begins, and the end of the last.
    lists: Vec<u32>,
    atoms: Vec<u16>,
    present: Present,
    places: Vec<Place>,
    /// The atoms of places.
    wanted: Vec<u16>,
    shared_atoms: FxHashMap<Vec<u16>, u32>,
    shared_asks: FxHashMap<Vec<Place>, Asks>,
}

/// Where in a sentence each atom stands: a bit for each place. Working memory, used again for each sentence.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    masks: Vec<u64>,
    /// The first `marked` of them are the atoms whose masks are not empty.
    touched: Vec<u16>,
    marked: usize,
    names: u64,
    figures: u64,
    pronouns: u64,
    /// In long sentences a bit stands for several tokens.
    shift: u32,
    /// By token: the bits of its word's forms.
    forms: Vec<u64>,
    /// What is answered anywhere in the sentence.
    pub(super) present: Row,
    /// The triggers that may hold, as far as has been looked, in text order.
    pub(super) live: Vec<Live>,
}

/// A trigger that may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Live {
    /// Its main word's token in the text.
    pub(super) token: u32,
    /// Which of the word's triggers it is.
    pub(super) trigger: u32,
}

impl Seen {
    /// Forgets the sentence before.
    pub(super) fn clear(&mut self) {
        self.live.clear();
        self.forms.clear();
    }

    /// The triggers at a token that may hold, as far as has been looked.
    pub(super) fn live_at(&self, token: usize) -> &[Live] {
        let from = self.live.partition_point(|l| (l.token as usize) < token);
        let rest = &self.live[from..];
        &rest[..rest.iter().take_while(|l| l.token as usize == token).count()]
    }

    /// Whether a trigger may hold, as far as has been looked.
    pub(super) fn is_live(&self, token: usize, trigger: usize) -> bool {
        self.live_at(token).iter().any(|l| l.trigger as usize == trigger)
    }

    /// The bits of the words around a token, in all their forms, as far as a trigger's other words may stand from it: a noun's before it, the first of a
    /// verb's behind it, and all of them.
    pub(super) fn beside(&self, token: usize) -> [u64; 3] {
        let (before, behind) = self.forms.split_at(token);
        let all = |bits: &[u64]| bits.iter().fold(0, |all, bits| all | bits);
        let behind = &behind[1.min(behind.len())..];
        let (first, others) = behind.split_at(behind.len().min(6));
        let first = all(first);
        [all(&before[before.len().saturating_sub(6)..]), first, first | all(&others[..others.len().min(9)])]
    }
}

impl Answers {
    /// Asks as they are looked up; their words and classes become atoms. The same asks stand in the same place, so that little memory is touched.
    pub(super) fn place(&mut self, mut asks: Vec<Ask>) -> Asks {
        // First what few words answer: where one ask is not answered, the others need not be looked at.
        asks.sort_by_key(|ask| {
            let few = |wish: &Wish| wish.words.len() + wish.classes.len() * 20 + usize::from(wish.flags != 0) * 1000;
            ask.iter().map(|(wish, _)| few(wish)).sum::<usize>()
        });
        let mut first = [ALWAYS; 2];
        for (bit, ask) in first.iter_mut().zip(asks.iter().filter(|ask| !ask.is_empty())) {
            let (atoms, flags) = present::union(ask, |wish| self.atoms_of(wish));
            *bit = self.present.bit(atoms, flags);
        }
        let mut places = Vec::new();
        for ask in asks {
            let last = ask.len().saturating_sub(1);
            for (at, (wish, reach)) in ask.into_iter().enumerate() {
                let atoms = self.atoms_of(&wish);
                let count = atoms.len() as u8;
                let from = *self.shared_atoms.entry(atoms).or_insert_with_key(|atoms| {
                    self.wanted.extend(atoms);
                    (self.wanted.len() - atoms.len()) as u32
                });
                let Reach { before, behind, field } = reach;
                places.push(Place { from, count, flags: wish.flags, before, behind, field, more: at < last });
            }
        }
        *self.shared_asks.entry(places).or_insert_with_key(|places| {
            self.places.extend(places);
            let field = places.iter().any(|place| place.field);
            Asks { from: (self.places.len() - places.len()) as u32, end: self.places.len() as u32, field, first }
        })
    }

    /// The atoms of a wish's words and classes; they are made where there are none yet.
    fn atoms_of(&mut self, wish: &Wish) -> Vec<u16> {
        let mut atoms: Vec<u16> = Vec::with_capacity(wish.words.len() + wish.classes.len());
        for word in &wish.words {
            let next = self.count();
            atoms.push(*self.words.entry(*word).or_insert(next));
        }
        for class in &wish.classes {
            let next = self.count();
            atoms.push(*self.classes.entry(*class).or_insert(next));
        }
        atoms.sort_unstable();
        atoms.dedup();
        atoms
    }

    /// Whether each of `asks` is answered near `token`, the tokens of the sentence that `seen` tells of being counted from 0.
    pub(super) fn near(&self, asks: Asks, token: usize, field: impl FnOnce() -> Field, seen: &Seen) -> bool {
        let field = if asks.field { field() } else { Field::OPEN };
        let mut answered = false;
        for place in &self.places[asks.from as usize..asks.end as usize] {
            answered = answered || self.is_near(place, token, field, seen);
            if !place.more {
                if !answered {
                    return false;
                }
                answered = false;
            }
        }
        true
    }

    fn is_near(&self, place: &Place, token: usize, field: Field, seen: &Seen) -> bool {
        let (mut before, mut behind) = (place.before, place.behind);
        if place.field {
            before = if field.before { before } else { 0 };
            behind = behind.min(field.behind);
        }
        let first = token.saturating_sub(before as usize) >> seen.shift;
        let last = ((token + behind as usize) >> seen.shift).min(63);
        if first > last {
            return false;
        }
        let window = (u64::MAX >> (63 - (last - first))) << first;
        let flag = |flag: u8, mask: u64| if place.flags & flag != 0 { mask } else { 0 };
        let flagged = flag(NAME, seen.names) | flag(FIGURE, seen.figures) | flag(PRONOUN, seen.pronouns);
        let wanted = &self.wanted[place.from as usize..place.from as usize + place.count as usize];
        // A trigger does not answer itself: "called" holds no call.
        let others = if seen.shift == 0 { window & !(1 << token.min(63)) } else { window };
        flagged & window != 0 || wanted.iter().any(|atom| seen.masks[*atom as usize] & others != 0)
    }

    fn count(&self) -> u16 {
        (self.words.len() + self.classes.len()) as u16
    }

    /// Looks up what each word answers, when all asks are placed.
    pub(super) fn seal(&mut self, lexicon: &Lexicon) {
        // A phrase is known by its last word.
        let mut ends: FxHashMap<WordId, Vec<u16>> = FxHashMap::default();
        for (phrase, of) in lexicon.phrases() {
            let last = phrase.rsplit([' ', '-']).next().unwrap_or(phrase);
            let atoms = of.iter().filter_map(|(class, _)| self.classes.get(class));
            ends.entry(lexicon.id(last)).or_default().extend(atoms);
        }
        self.present.seal(self.count() as usize);
        self.lists.push(0);
        let flags = FlagsOf::new(lexicon);
        let mut lists: FxHashMap<Vec<u16>, u32> = FxHashMap::default();
        let mut found: Vec<u16> = Vec::new();
        for word in 0..lexicon.len() as WordId {
            found.clear();
            let forms = std::iter::once(word).chain(lexicon.lemmas(word).iter().map(|(l, _)| *l));
            for form in forms.filter(|_| word != UNKNOWN) {
                found.extend(ends.get(&form).into_iter().flatten());
                found.extend(self.words.get(&form));
                found.extend(lexicon.classes(form).iter().filter_map(|(class, _)| self.classes.get(class)));
            }
            found.sort_unstable();
            found.dedup();
            let next = lists.len() as u32;
            let list = *lists.entry(found.clone()).or_insert(next);
            if list == next {
                self.present.list(&found);
                self.atoms.extend(&found);
                self.lists.push(self.atoms.len() as u32);
            }
            let lemmas = if word == UNKNOWN { &[] } else { lexicon.lemmas(word) };
            let forms = lemmas.iter().fold(bit(word), |bits, (lemma, _)| bits | bit(*lemma));
            self.answered.push(Answer { forms, list, flags: flags.of(lexicon, word) });
        }
    }

    fn of(&self, word: WordId) -> Answer {
        self.answered.get(word as usize).copied().unwrap_or_default()
    }

    pub(super) fn flags(&self, word: WordId) -> Flags {
        self.of(word).flags
    }

    /// Notes the bits of the forms of a sentence's words, and what they answer wherever they stand.
    pub(super) fn spell(&self, text: &Text<'_>, sentence: Sentence, seen: &mut Seen) {
        let tokens = &text.tokens[sentence.range()];
        seen.forms.clear();
        let (mut name, mut figure, mut pronoun) = (false, false, false);
        let lists = tokens.iter().enumerate().map(|(i, token)| {
            let answer = self.of(token.word);
            seen.forms.push(answer.forms);
            name |= is_name(token, i, answer.flags);
            figure |= is_figure(token, answer.flags);
            pronoun |= answer.flags & Flags::from(PRONOUN) != 0;
            answer.list
        });
        seen.present = self.present.words(lists);
        self.present.flagged(&mut seen.present, [name, figure, pronoun]);
    }

    /// Marks what the words of a sentence answer.
    pub(super) fn look(&self, text: &Text<'_>, sentence: Sentence, seen: &mut Seen) {
        seen.masks.resize(self.count() as usize, 0);
        seen.touched.resize(self.count() as usize + 1, 0);
        for atom in &seen.touched[..seen.marked] {
            seen.masks[*atom as usize] = 0;
        }
        let mut marked = 0;
        let (mut names, mut figures, mut pronouns) = (0, 0, 0);
        let tokens = &text.tokens[sentence.range()];
        seen.shift = (tokens.len() / 64 + 1).next_power_of_two().trailing_zeros();
        // Nothing is looked for farther from a trigger.
        let at = |live: Option<&Live>| live.map_or(0, |l| (l.token - sentence.first) as usize);
        let first = at(seen.live.first()).saturating_sub(FARTHEST) >> seen.shift << seen.shift;
        let end = (at(seen.live.last()) + FARTHEST + 1).next_multiple_of(1 << seen.shift).min(tokens.len());
        for (i, token) in tokens.iter().enumerate().take(end).skip(first) {
            let bit = 1_u64 << (i >> seen.shift).min(63);
            let answer = self.of(token.word);
            let list = answer.list as usize;
            for atom in &self.atoms[self.lists[list] as usize..self.lists[list + 1] as usize] {
                // It counts where it is the first: no branch that nobody could foresee.
                let mask = &mut seen.masks[*atom as usize];
                seen.touched[marked] = *atom;
                marked += usize::from(*mask == 0);
                *mask |= bit;
            }
            let when = |holds: bool| if holds { bit } else { 0 };
            names |= when(is_name(token, i, answer.flags));
            figures |= when(is_figure(token, answer.flags));
            pronouns |= when(answer.flags & Flags::from(PRONOUN) != 0);
        }
        seen.marked = marked;
        (seen.names, seen.figures, seen.pronouns) = (names, figures, pronouns);
    }
}

/// Whether a name may stand at the `i`th token of its sentence.
fn is_name(token: &Token, i: usize, flags: Flags) -> bool {
    let capital = token.case != Case::Lower && (i > 0 || flags & CLOSED == 0);
    capital || token.kind == Kind::Mixed
}

/// Whether a token is a number, in figures or in words.
fn is_figure(token: &Token, flags: Flags) -> bool {
    token.kind == Kind::Number || flags & Flags::from(FIGURE) != 0
}

/// The classes that flags are told by.
struct FlagsOf {
    figures: Vec<ClassId>,
    determiners: Vec<ClassId>,
    times: Vec<ClassId>,
    ends: Vec<ClassId>,
    passives: Vec<ClassId>,
    perfects: Vec<ClassId>,
    negations: Vec<ClassId>,
    by_word: FxHashMap<WordId, Flags>,
}

impl FlagsOf {
    fn new(lexicon: &Lexicon) -> FlagsOf {
        let classes = |names: &[&str]| names.iter().filter_map(|n| lexicon.class(n)).collect();
        let mut by_word: FxHashMap<WordId, Flags> = FxHashMap::default();
        let lists: [(Flags, &[&str]); 3] =
            [(Flags::from(PRONOUN), &PRONOUNS), (SUBJECT, &SUBJECTS), (PREPOSITION, &PREPOSITIONS)];
        for (flag, words) in lists {
            words.iter().for_each(|w| *by_word.entry(lexicon.id(w)).or_default() |= flag);
        }
        by_word.remove(&UNKNOWN);
        FlagsOf {
            figures: classes(&["small_number", "tens", "scale", "vague_number"]),
            determiners: classes(&["article", "possessive_pronoun"]),
            times: classes(&["deixis", "unit", "daypart", "weekday", "month"]),
            ends: classes(&["object_end"]),
            passives: classes(&["be", "get_verb"]),
            perfects: classes(&["have"]),
            negations: classes(&["negation"]),
            by_word,
        }
    }

    fn of(&self, lexicon: &Lexicon, word: WordId) -> Flags {
        let mut flags = self.by_word.get(&word).copied().unwrap_or(0);
        let is = |classes: &[ClassId]| lexicon.classes(word).iter().any(|(c, _)| classes.contains(c));
        let tags = lexicon.tags(word);
        let only = |some: TagSet| !tags.is_empty() && tags.0 & !some.0 == 0;
        const NOUNS: TagSet = TagSet::of(&[Tag::NN, Tag::NNS]);
        const OPEN: TagSet = TagSet::of(&[Tag::NN, Tag::NNS, Tag::NNP, Tag::JJ, Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN]);
        for (flag, holds) in [
            (Flags::from(FIGURE), is(&self.figures)),
            // "let her launch"
            (DETERMINER, is(&self.determiners) && lexicon.text(word) != "her"),
            (CLOSED, !tags.is_empty() && tags.0 & OPEN.0 == 0),
            (SINGULAR, only(TagSet::of(&[Tag::NN])) || only(TagSet::of(&[Tag::JJ]))),
            (NOUN, only(NOUNS) && !is(&self.times)),
            (SUBJECT, only(TagSet::of(&[Tag::MD]))),
            (OBJECT_END, is(&self.ends)),
            (PASSIVE, is(&self.passives)),
            (PERFECT, is(&self.perfects)),
            (ADVERB, tags.contains(Tag::RB) || is(&self.negations)),
        ] {
            flags |= if holds { flag } else { 0 };
        }
        flags
    }
}
