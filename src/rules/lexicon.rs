//! The vocabulary of the open classes: `words/irregular.txt`, `words/lexicon.txt`, `words/phrasal.txt` and `words/tagger.model`.

use std::path::PathBuf;

use super::source::{RuleFile, RuleFiles};
use crate::error::{Error, Result};
use crate::text::{Doubling, Form, Lexicon, Likely, Tag, Tagger};

const IRREGULAR: &str = "words/irregular.txt";
const LEXICON: &str = "words/lexicon.txt";
const PHRASAL: &str = "words/phrasal.txt";
const MODEL: &str = "words/tagger.model";

/// Closed classes whose words have one tag.
const CLOSED: &[(&str, Tag)] = &[
    ("modal", Tag::MD),
    ("negation", Tag::RB),
    ("article", Tag::DT),
    ("personal_pronoun", Tag::PRP),
    ("possessive_pronoun", Tag::PRPS),
    ("preposition", Tag::IN),
];

const BE: &[(Form, &[&str])] = &[
    (Form::Base, &["be", "am", "are", "'m", "'re"]),
    (Form::Third, &["is"]),
    (Form::Past, &["was", "were"]),
    (Form::Participle, &["been"]),
    (Form::Gerund, &["being"]),
];

/// Puts the open-class words and all their forms into `lexicon`.
///
/// # Errors
/// Names the file and the line that cannot be read.
pub(super) fn load_lexicon(files: &RuleFiles, lexicon: &mut Lexicon) -> Result<()> {
    if let Some(file) = files.get(IRREGULAR) {
        each_line(
            file,
            "expected `v BASE PAST PARTICIPLE`, `n SINGULAR PLURAL`, `d VERB …` or `b VERB …`",
            |line| irregular(line, lexicon),
        )?;
    }
    if let Some(file) = files.get(LEXICON) {
        each_line(
            file,
            "expected `WORD PARTS [FORMS]`, PARTS of n, v, a, r, d, p; see the head of the built-in file",
            |line| entry(line, lexicon),
        )?;
    }
    ["have", "do"].iter().for_each(|verb| lexicon.add_verb(verb));
    for (form, words) in BE {
        words.iter().for_each(|word| lexicon.add_form(word, "be", *form));
    }
    for (class, tag) in CLOSED {
        lexicon.add_tag_to_class(class, *tag);
    }
    if let Some(file) = files.get(PHRASAL) {
        each_line(file, "expected `VERB PARTICLE …`", |line| {
            let (verb, particles) = line.split_once(' ')?;
            particles.split(' ').for_each(|p| lexicon.add_phrasal(verb, p));
            Some(())
        })?;
    }
    Ok(())
}

/// The tagger of `words/tagger.model`, for the words of `lexicon`, which must be complete.
///
/// # Errors
/// Where the file is missing or is no model.
pub fn load_tagger(files: &RuleFiles, lexicon: &Lexicon) -> Result<Tagger> {
    let error = |message: String| Error::Rule { file: PathBuf::from(MODEL), line: None, rule: None, message };
    let file = files
        .get(MODEL)
        .ok_or_else(|| error("is missing; learn one with `cargo run --release --example learn_tagger`".into()))?;
    Tagger::new(&file.bytes, lexicon).map_err(|e| error(e.to_string()))
}

/// Calls `read` for each line that is neither empty nor a comment; `read` says whether it understood.
fn each_line(file: &RuleFile, expected: &str, mut read: impl FnMut(&str) -> Option<()>) -> Result<()> {
    for (i, line) in file.text()?.lines().enumerate() {
        if !line.is_empty() && !line.starts_with('#') && read(line).is_none() {
            return Err(Error::Rule {
                file: PathBuf::from(&file.path),
                line: Some(i + 1),
                rule: None,
                message: format!("{expected}, found `{line}`"),
            });
        }
    }
    Ok(())
}

fn irregular(line: &str, lexicon: &mut Lexicon) -> Option<()> {
    let (kind, rest) = line.split_once(' ')?;
    let mut words = rest.split(' ');
    match kind {
        "v" => lexicon.add_irregular_verb(words.next()?, words.next()?, words.next()?),
        "n" => lexicon.add_irregular_noun(words.next()?, words.next()?),
        "d" => words.for_each(|w| lexicon.add_doubling(w, Doubling::Always)),
        "b" => words.for_each(|w| lexicon.add_doubling(w, Doubling::Either)),
        _ => return None,
    }
    Some(())
}

fn entry(line: &str, lexicon: &mut Lexicon) -> Option<()> {
    let mut fields = line.split(' ');
    let (word, parts) = (fields.next()?, fields.next()?);
    let likely = match fields.next() {
        Some(forms) => likely(forms.as_bytes())?,
        None => Likely::default(),
    };
    for (i, part) in parts.bytes().enumerate() {
        let tag = match part {
            b'n' => Tag::NN,
            b'v' => Tag::VB,
            b'a' => Tag::JJ,
            b'r' => Tag::RB,
            // The past of another word, whose entry makes the form: "rose", "left".
            b'd' => Tag::VBD,
            b'p' => Tag::VBN,
            _ => return None,
        };
        match tag {
            Tag::NN => lexicon.add_noun_likely(word, likely),
            Tag::VB => lexicon.add_verb_likely(word, likely),
            Tag::VBD | Tag::VBN => {}
            _ => {
                lexicon.add_form(word, word, Form::Plain);
                lexicon.add_tag(word, tag);
            }
        }
        if i == 0 {
            lexicon.set_likely(word, tag);
        }
    }
    Some(())
}

/// What the -s, -ed and -ing forms mostly are.
fn likely(forms: &[u8]) -> Option<Likely> {
    let [s, ed, ing] = forms else { return None };
    let tag = |letter: &u8, tags: &[(u8, Tag)]| match letter {
        b'-' => Some(None),
        _ => tags.iter().find(|(l, _)| l == letter).map(|(_, t)| Some(*t)),
    };
    Some(Likely {
        s: tag(s, &[(b'n', Tag::NNS), (b'v', Tag::VBZ)])?,
        ed: tag(ed, &[(b'd', Tag::VBD), (b'n', Tag::VBN), (b'j', Tag::JJ)])?,
        ing: tag(ing, &[(b'g', Tag::VBG), (b'n', Tag::NN), (b'j', Tag::JJ)])?,
    })
}
