//! Regular inflection of English verbs and nouns. What is irregular stands in `data/en/words/irregular.txt`.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::lexicon::{Form, Lexicon};
use super::tag::Tag;

/// How a verb of several syllables treats its last consonant before "-ed" and "-ing".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubling {
    /// "admitted".
    Always,
    /// "travelled" and "traveled".
    Either,
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether `word` ends in a consonant and y, which becomes "ie" before "-s".
fn ends_in_consonant_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if !is_vowel(*before))
}

/// Writes the "-s" form of a verb, or the plural of a noun, to `out`: "buys", "tries", "launches".
fn with_s(word: &str, out: &mut String) {
    out.clear();
    if ends_in_consonant_y(word) {
        out.push_str(&word[..word.len() - 1]);
        out.push_str("ies");
        return;
    }
    out.push_str(word);
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e))
        || (word.ends_with('o')
            && word.len() > 1
            && !is_vowel(word.as_bytes()[word.len() - 2])
            && O_WITH_E.contains(&word));
    out.push_str(if hisses { "es" } else { "s" });
}

/// Words in a consonant and o that take "-es"; the others ("photos", "pilots") take "-s".
const O_WITH_E: &[&str] = &[
    "go", "do", "undergo", "forgo", "veto", "echo", "hero", "potato", "tomato", "torpedo", "embargo", "cargo",
    "mosquito", "outdo", "redo", "undo", "overdo", "mango", "volcano", "tornado", "lasso",
];

/// Whether a verb of one syllable doubles its last consonant: "stop", "plan", "ship", not "look", "fix", "show".
fn doubles(word: &str) -> bool {
    match word.as_bytes() {
        [head @ .., vowel, last]
            if is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y' | b'h') =>
        {
            match head {
                [.., b'q', b'u'] => head.len() >= 2 && !head[..head.len() - 2].iter().any(|b| is_vowel(*b)),
                _ => !head.is_empty() && !head.iter().any(|b| is_vowel(*b) || *b == b'y'),
            }
        }
        _ => false,
    }
}

/// Writes the regular past of a verb (or its "-ing" form, where `ending` is "ing") to `out`. `double` says that the last
/// consonant is doubled.
fn with_ending(word: &str, ending: &str, double: bool, out: &mut String) {
    out.clear();
    let gerund = ending == "ing";
    match word.as_bytes() {
        [.., b'i', b'e'] if gerund => {
            out.push_str(&word[..word.len() - 2]);
            out.push('y');
        }
        [.., before, b'e'] if !gerund || !matches!(before, b'e' | b'o' | b'y') => out.push_str(&word[..word.len() - 1]),
        [.., b'c'] if word.len() > 3 && !word.ends_with("sync") => {
            out.push_str(word);
            out.push('k');
        }
        _ if !gerund && ends_in_consonant_y(word) => {
            out.push_str(&word[..word.len() - 1]);
            out.push('i');
        }
        _ => out.push_str(word),
    }
    if double && let Some(last) = word.chars().last() {
        out.push(last);
    }
    out.push_str(ending);
}

/// What the rules of inflection do not say.
#[derive(Debug, Clone, Default)]
pub(super) struct Irregular {
    /// Past and participle by verb, alternatives separated by a slash.
    verbs: FxHashMap<Box<str>, (Arc<str>, Arc<str>)>,
    /// Plural by noun, alternatives separated by a slash, "=" the singular.
    nouns: FxHashMap<Box<str>, Arc<str>>,
    doubling: FxHashMap<Box<str>, Doubling>,
}

/// What the regular forms of a word mostly are, where that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Likely {
    /// The form in "-s": plural or verb.
    pub s: Option<Tag>,
    /// The form in "-ed": past, participle or adjective.
    pub ed: Option<Tag>,
    /// The form in "-ing": verb, noun or adjective.
    pub ing: Option<Tag>,
}

impl Lexicon {
    /// Says how [`add_verb`](Lexicon::add_verb) shall form the past and the participle of `lemma`; alternatives are
    /// separated by a slash.
    pub fn add_irregular_verb(&mut self, lemma: &str, past: &str, participle: &str) {
        self.irregular.verbs.insert(lemma.into(), (past.into(), participle.into()));
    }

    /// Says how [`add_noun`](Lexicon::add_noun) shall form the plural of `lemma`; alternatives are separated by a
    /// slash, "=" is the singular.
    pub fn add_irregular_noun(&mut self, lemma: &str, plural: &str) {
        self.irregular.nouns.insert(lemma.into(), plural.into());
    }

    /// Says whether verb `lemma` doubles its last consonant.
    pub fn add_doubling(&mut self, lemma: &str, doubling: Doubling) {
        self.irregular.doubling.insert(lemma.into(), doubling);
    }

    /// Adds verb `lemma` (lower case) with all its forms: the irregular ones where they are known, else the regular
    /// ones.
    pub fn add_verb(&mut self, lemma: &str) {
        self.add_verb_likely(lemma, Likely::default());
    }

    /// Adds noun `lemma` (lower case) with its plural.
    pub fn add_noun(&mut self, lemma: &str) {
        self.add_noun_likely(lemma, Likely::default());
    }

    /// [`add_verb`](Lexicon::add_verb), and what its forms mostly are.
    pub fn add_verb_likely(&mut self, lemma: &str, likely: Likely) {
        let id = self.intern(lemma);
        self.add_form_of(lemma, id, Form::Base, None);
        let mut form = String::with_capacity(lemma.len() + 4);
        match lemma {
            "have" => form.push_str("has"),
            "be" => form.push_str("is"),
            _ => with_s(lemma, &mut form),
        }
        self.add_form_of(&form, id, Form::Third, likely.s);
        let spellings: &[bool] = match self.irregular.doubling.get(lemma) {
            Some(Doubling::Either) => &[false, true],
            Some(Doubling::Always) => &[true],
            None if doubles(lemma) => &[true],
            None => &[false],
        };
        for &double in spellings {
            with_ending(lemma, "ing", double, &mut form);
            self.add_form_of(&form, id, Form::Gerund, likely.ing);
        }
        if let Some((past, participle)) = self.irregular.verbs.get(lemma).cloned() {
            for past in past.split('/') {
                self.add_form_of(past, id, Form::Past, likely.ed);
            }
            for participle in participle.split('/') {
                self.add_form_of(participle, id, Form::Participle, likely.ed);
            }
            return;
        }
        for &double in spellings {
            with_ending(lemma, "ed", double, &mut form);
            self.add_form_of(&form, id, Form::Past, likely.ed);
            self.add_form_of(&form, id, Form::Participle, likely.ed);
        }
    }

    /// [`add_noun`](Lexicon::add_noun), and what its plural mostly is.
    pub fn add_noun_likely(&mut self, lemma: &str, likely: Likely) {
        let id = self.intern(lemma);
        self.add_form_of(lemma, id, Form::Singular, None);
        match self.irregular.nouns.get(lemma).cloned() {
            Some(plurals) => {
                for plural in plurals.split('/') {
                    self.add_form_of(if plural == "=" { lemma } else { plural }, id, Form::Plural, None);
                }
            }
            None => {
                let mut form = String::with_capacity(lemma.len() + 2);
                plural(lemma, &mut form);
                self.add_form_of(&form, id, Form::Plural, likely.s);
            }
        }
    }
}

/// Writes the regular plural of a noun to `out`: "banks", "parties", "businessmen".
fn plural(noun: &str, out: &mut String) {
    match noun.strip_suffix("man") {
        Some(stem) if stem.len() > 2 && !matches!(noun, "human" | "german" | "roman" | "shaman" | "talisman") => {
            out.clear();
            out.push_str(stem);
            out.push_str("men");
        }
        _ => with_s(noun, out),
    }
}

/// The tag that goes with a form, where no other is likelier.
pub(super) fn tags_of(form: Form) -> &'static [Tag] {
    match form {
        Form::Base => &[Tag::VB, Tag::VBP],
        Form::Third => &[Tag::VBZ],
        Form::Past => &[Tag::VBD],
        Form::Participle => &[Tag::VBN],
        Form::Gerund => &[Tag::VBG],
        Form::Singular => &[Tag::NN],
        Form::Plural => &[Tag::NNS],
        Form::Plain => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lemma: &str) -> Vec<(String, Form)> {
        let mut lexicon = Lexicon::new();
        lexicon.add_irregular_verb("buy", "bought", "bought");
        lexicon.add_irregular_verb("show", "showed", "shown/showed");
        lexicon.add_doubling("admit", Doubling::Always);
        lexicon.add_doubling("travel", Doubling::Either);
        lexicon.add_verb(lemma);
        let lemma = lexicon.id(lemma);
        let mut all: Vec<(String, Form)> = Vec::new();
        for id in 1..lexicon.len() as u32 {
            all.extend(
                lexicon.lemmas(id).iter().filter(|(l, _)| *l == lemma).map(|(_, f)| (lexicon.text(id).to_owned(), *f)),
            );
        }
        all
    }

    fn of(lemma: &str, form: Form) -> Vec<String> {
        forms(lemma).into_iter().filter(|(_, f)| *f == form).map(|(w, _)| w).collect()
    }

    #[test]
    fn verbs_are_inflected() {
        for (lemma, third, past, gerund) in [
            ("launch", "launches", "launched", "launching"),
            ("acquire", "acquires", "acquired", "acquiring"),
            ("ban", "bans", "banned", "banning"),
            ("visit", "visits", "visited", "visiting"),
            ("admit", "admits", "admitted", "admitting"),
            ("deny", "denies", "denied", "denying"),
            ("delay", "delays", "delayed", "delaying"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("die", "dies", "died", "dying"),
            ("fix", "fixes", "fixed", "fixing"),
            ("panic", "panics", "panicked", "panicking"),
            ("veto", "vetoes", "vetoed", "vetoing"),
            ("sue", "sues", "sued", "suing"),
            ("buy", "buys", "bought", "buying"),
            ("echo", "echoes", "echoed", "echoing"),
        ] {
            assert_eq!(of(lemma, Form::Third), [third]);
            assert_eq!(
                (of(lemma, Form::Past), of(lemma, Form::Gerund)),
                (vec![past.to_owned()], vec![gerund.to_owned()]),
                "{lemma}"
            );
        }
        assert_eq!(of("show", Form::Participle), ["showed", "shown"]);
        assert_eq!(of("travel", Form::Past), ["traveled", "travelled"]);
    }

    #[test]
    fn nouns_are_inflected() {
        for (noun, expected) in [
            ("bank", "banks"),
            ("company", "companies"),
            ("tax", "taxes"),
            ("spokesman", "spokesmen"),
            ("human", "humans"),
            ("photo", "photos"),
            ("day", "days"),
        ] {
            let mut out = String::new();
            plural(noun, &mut out);
            assert_eq!(out, expected);
        }
    }
}
