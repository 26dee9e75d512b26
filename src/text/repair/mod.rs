//! Corrections of tags that the grammar or the spelling of a whole sentence forces, where the tagger looks at a few neighbours only.

mod gerunds;
mod nouns;
mod others;
mod verbs;

use std::ops::Range;

use super::Text;
use super::classes::Classes;
use super::lexicon::{ClassId, Form, Lexicon, UNKNOWN};
use super::look::Style;
use super::tag::Tag;
use super::token::{Case, Gap, Kind, Token};

/// A sentence whose tags are looked through.
struct Sentence<'a> {
    text: &'a Text<'a>,
    /// Its first token, and one past its last.
    first: usize,
    end: usize,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    classes: &'a Classes,
    /// Whether its words are cased as in running text.
    running: bool,
    /// Whether some word was tagged as a finite verb.
    finite: bool,
}

impl Sentence<'_> {
    /// Whether token `i` is in `class`.
    fn is(&self, i: usize, class: Option<ClassId>) -> bool {
        class.is_some_and(|c| self.tokens.get(i).is_some_and(|t| self.lexicon.is(t.word, c)))
    }

    /// Whether token `i` can be that form of some lemma.
    fn has(&self, i: usize, form: Form) -> bool {
        self.tokens.get(i).is_some_and(|t| self.lexicon.has_form(t.word, form))
    }

    /// Whether token `i` touches the one before it.
    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    /// Whether token `i` is a word of its own with a capital.
    fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.case == Case::Capital && t.gap == Gap::Space)
    }
}

/// The tags before and behind token `i`, [`Tag::PUNCT`] outside the sentence.
fn beside(tags: &[Tag], i: usize) -> (Tag, Tag) {
    let before = i.checked_sub(1).and_then(|at| tags.get(at));
    (before.copied().unwrap_or(Tag::PUNCT), tags.get(i + 1).copied().unwrap_or(Tag::PUNCT))
}

/// Corrects the tags of the sentence at `range`.
pub(super) fn repair(
    text: &Text<'_>,
    range: Range<usize>,
    style: Style,
    lexicon: &Lexicon,
    classes: &Classes,
    tags: &mut [Tag],
) {
    let sentence = Sentence {
        text,
        first: range.start,
        end: range.end,
        tokens: &text.tokens[range],
        lexicon,
        classes,
        running: style == Style::Running,
        finite: tags.iter().any(|t| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)),
    };
    for i in 0..tags.len() {
        let asked = others::concern(&sentence, i, tags);
        let other = if asked || cfg!(debug_assertions) { others::others(&sentence, i, tags) } else { None };
        debug_assert!(asked || other.is_none(), "a rule that is not asked: {:?}", text.word(sentence.first + i));
        let found = other.or_else(|| match tags[i] {
            Tag::NN | Tag::NNS | Tag::JJ => nouns::nouns(&sentence, i, tags),
            tag if tag.is_verb() => verbs::verbs(&sentence, i, tags),
            _ => None,
        });
        if let Some(tag) = found {
            tags[i] = tag;
        }
    }
}

/// Whether a noun group may go on or begin with a word of this tag.
fn opens_noun(tag: Tag) -> bool {
    matches!(tag, Tag::NN | Tag::NNS | Tag::NNP | Tag::JJ)
}

/// Whether the comma before `i` closes a relative clause that a comma opened, with no finite verb before it: the sentence still lacks its own.
fn behind_relative(text: &Text<'_>, first: usize, tags: &[Tag], i: usize) -> bool {
    let comma = |at: usize| text.word(first + at) == ",";
    let Some(open) = (1..i - 1).rev().find(|at| comma(*at)) else { return false };
    let finite = |t: &Tag| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    tags[open + 1] == Tag::WH && tags[open..i].iter().any(finite) && !tags[..open].iter().any(finite)
}

fn is_determiner(tag: Tag) -> bool {
    matches!(tag, Tag::DT | Tag::PRPS | Tag::CD | Tag::SYM)
}

/// The tag of the nearest verb before `i`, modals included.
fn verb_before(tags: &[Tag], i: usize) -> Option<Tag> {
    tags[..i].iter().rev().copied().find(|t| t.is_verb() || *t == Tag::MD)
}

/// The tag before the adverbs before `i`.
fn before_adverbs(tags: &[Tag], i: usize) -> Tag {
    tags[..i].iter().rev().copied().find(|t| *t != Tag::RB).unwrap_or(Tag::PUNCT)
}

/// Whether token `at` is written like a year.
pub(super) fn is_year(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

fn named(case: Case, kind: Kind) -> bool {
    kind == Kind::Word && matches!(case, Case::Capital | Case::Mixed | Case::Upper)
}

/// Whether a word, not a mark that may open a sentence, stands before token `at`.
fn follows_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at - 1].kind == Kind::Word && text.tokens[at].gap == Gap::Space
}

/// Whether "be", "have" or "get" stands before `i`, adverbs between them.
fn auxiliary_before(tokens: &[Token], tags: &[Tag], i: usize, lexicon: &Lexicon, classes: &Classes) -> bool {
    let mut at = i;
    while at > 0 && i - at < 5 {
        at -= 1;
        let is = |class: Option<u16>| class.is_some_and(|c| lexicon.is(tokens[at].word, c));
        if is(classes.be) || is(classes.have) || is(classes.get_verb) || tags[at] == Tag::MD {
            return true;
        }
        let contracted = tags[at] == Tag::VBZ && tokens[at].gap == Gap::None;
        if !contracted && !matches!(tags[at], Tag::RB | Tag::VBN | Tag::CC) {
            return false;
        }
    }
    false
}

/// Whether a verb stands before the noun group that ends at `end`, with nothing but the group's own words between.
fn verb_rules(tags: &[Tag], end: usize) -> bool {
    let group =
        |t: &&Tag| matches!(t, Tag::NN | Tag::NNS | Tag::NNP | Tag::JJ | Tag::DT | Tag::PRPS | Tag::CD | Tag::POS);
    tags[..end].iter().rev().take(12).find(|t| !group(t)).is_some_and(|t| t.is_verb())
}
