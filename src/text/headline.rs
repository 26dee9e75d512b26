//! Headlines: lines that leave out articles and auxiliaries, and often give each word a capital, so that their verb looks like a noun or a name.

use std::ops::Range;

use super::Text;
use super::classes::Classes;
use super::lexicon::{Form, Lexicon, UNKNOWN};
use super::tag::Tag;
use super::token::Case;

/// Longer lines without a period are no headlines.
const LONGEST: usize = 30;

/// Corrects the tags of the sentence at `range` where it is a headline whose verb the tagger took for something else.
pub(super) fn repair(text: &Text<'_>, range: Range<usize>, lexicon: &Lexicon, classes: &Classes, tags: &mut [Tag]) {
    let len = range.len();
    if !(3..=LONGEST).contains(&len) {
        return;
    }
    let line = Line { text, first: range.start, lexicon, classes };
    line.firm_first(tags);
    let finite = |t: &Tag| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    let first_finite = tags.iter().position(finite);
    if ends_in_period(text, &range) {
        // "The series premieres on Friday.": a sentence has a finite verb.
        if first_finite.is_none()
            && let Some(at) = line.third_person(tags)
        {
            tags[at] = Tag::VBZ;
            line.name_first(tags);
        }
        return;
    }
    if first_finite.is_none()
        && let Some(at) = line.infinitive(tags)
    {
        tags[at] = Tag::VB;
        line.second_infinitive(tags);
        return;
    }
    line.second_infinitive(tags);
    let verb = line.third_person(tags);
    // A verb further on is that of another clause: "names finance chief, promotes two".
    if let Some(at) = verb
        && first_finite.is_none_or(|f| f > at && (line.parts(at, f) || line.is_object(at, f)))
    {
        tags[at] = Tag::VBZ;
        line.name_first(tags);
        // "Judge tosses suit"
        if first_finite == Some(at + 1) {
            tags[at + 1] = Tag::NN;
        }
        return;
    }
    match first_finite {
        None => {
            if let Some(at) = line.gerund(tags) {
                tags[at] = Tag::VBG;
            }
        }
        Some(1) if tags[1] == Tag::VBZ => line.name_first(tags),
        Some(at) if tags[at] == Tag::VBD && line.is_passive(at, tags) => tags[at] = Tag::VBN,
        _ => {}
    }
}

/// Whether the sentence is closed as running text is.
fn ends_in_period(text: &Text<'_>, range: &Range<usize>) -> bool {
    range.clone().rev().take(2).any(|i| matches!(text.word(i), "." | "?" | "!" | ":" | "…"))
}

struct Line<'l, 'd> {
    text: &'l Text<'d>,
    first: usize,
    lexicon: &'l Lexicon,
    classes: &'l Classes,
}

impl Line<'_, '_> {
    fn has(&self, at: usize, form: Form) -> bool {
        self.lexicon.has_form(self.text.tokens[self.first + at].word, form)
    }

    fn is(&self, at: usize, class: Option<u16>) -> bool {
        class.is_some_and(|c| self.lexicon.is(self.text.tokens[self.first + at].word, c))
    }

    /// "Slack goes public", "Boeing lands deals": a firm that bears a thing's name, before what may be a verb in the third person.
    fn firm_first(&self, tags: &mut [Tag]) {
        let capital = self.text.tokens[self.first].case != Case::Lower;
        if capital && tags[0] != Tag::NNP && self.is(0, self.classes.common_name) && self.has(1, Form::Third) {
            tags[0] = Tag::NNP;
        }
    }

    /// "Apple boosts buyback", "Tesla misses target": the first word is the name of a firm where it is known for one, or no list knows it.
    fn name_first(&self, tags: &mut [Tag]) {
        let token = &self.text.tokens[self.first];
        let adjective = tags[0] == Tag::JJ && (self.has(0, Form::Plain) || self.has(0, Form::Participle));
        let firm = token.word == UNKNOWN || tags[0] == Tag::JJ && !adjective;
        if firm && token.case != Case::Lower && matches!(tags[0], Tag::NN | Tag::JJ) && tags[1] == Tag::VBZ {
            tags[0] = Tag::NNP;
        }
    }

    /// "Contoso to Buy Northwind": behind "to" what can be a verb is one, in a line that has no other.
    fn infinitive(&self, tags: &[Tag]) -> Option<usize> {
        let to = tags.iter().position(|t| *t == Tag::TO)?;
        let at = to + 1;
        let held = to > 0 && tags[to - 1].is_noun() && tags[..to].iter().all(|t| names(*t));
        let opens = tags.get(at + 1).is_some_and(|t| object(*t) || matches!(t, Tag::IN | Tag::RP | Tag::RB));
        let capital = self.text.tokens.get(self.first + at).is_some_and(|t| t.case == Case::Capital);
        (held && opens && capital && matches!(tags[at], Tag::NNP | Tag::NN) && self.has(at, Form::Base)).then_some(at)
    }

    /// "To Shut Plant, Cut Jobs": the second of two infinitives that share their "to".
    fn second_infinitive(&self, tags: &mut [Tag]) {
        let Some(to) = (0..tags.len().saturating_sub(1)).find(|i| tags[*i] == Tag::TO && tags[i + 1] == Tag::VB) else {
            return;
        };
        for i in to + 3..tags.len().saturating_sub(1) {
            let comma = self.text.word(self.first + i - 1) == ",";
            if comma
                && matches!(tags[i], Tag::VBD | Tag::VBP | Tag::NN | Tag::NNP)
                && self.has(i, Form::Base)
                && object(tags[i + 1])
            {
                tags[i] = Tag::VB;
            }
        }
    }

    /// "City Bars Lender", "Fabrikam names finance chief": a plural stands before no noun, and these words are mostly verbs there.
    fn third_person(&self, tags: &[Tag]) -> Option<usize> {
        let before = |t: &Tag| names(*t) || *t == Tag::RB;
        (1..tags.len().saturating_sub(1)).take_while(|i| tags[..*i].iter().all(before)).find(|i| {
            let last = tags[i - 1];
            // "Hackers Steal Data": a plural has the base form.
            // "Contoso and Northwind complete merger": so have two.
            let joined = |at: usize| tags[at] == Tag::CC || self.text.word(self.first + at) == ",";
            let two = *i > 2 && last.is_noun() && joined(*i - 2);
            let plural =
                (last == Tag::NNS || two || self.has(i - 1, Form::Plural)) && self.is(*i, self.classes.headline_base);
            // "Agency successfully places satellite"
            let subject = last.is_noun()
                || last == Tag::RB && *i > 1 && tags[i - 2].is_noun()
                // "Ola partners with Contoso": no adjective that a list knows.
                || *i == 1 && last == Tag::JJ && !self.has(0, Form::Plain) && !self.has(0, Form::Participle);
            (matches!(tags[*i], Tag::NNS | Tag::NNP | Tag::NN) || two && tags[*i] == Tag::JJ)
                && (plural || self.is(*i, self.classes.headline_verb))
                && subject
                && (object(tags[i + 1])
                    || two && tags[i + 1] == Tag::VBG && tags.get(i + 2).is_some_and(|t| t.is_noun())
                    || matches!(tags[i + 1], Tag::IN | Tag::TO | Tag::RB | Tag::RP | Tag::VBP | Tag::VB))
                && self.text.word(self.first + i - 1) != "&"
        })
    }

    /// "Contoso buying chip maker": the gerund of a line without a verb.
    fn gerund(&self, tags: &[Tag]) -> Option<usize> {
        (1..tags.len().saturating_sub(1)).take_while(|i| tags[..*i].iter().all(|t| names(*t))).find(|i| {
            matches!(tags[*i], Tag::NN | Tag::JJ | Tag::NNP)
                && self.has(*i, Form::Gerund)
                && self.is(*i, self.classes.headline_gerund)
                && tags[i - 1].is_noun()
                && object(tags[i + 1])
        })
    }

    /// "Contoso hit with fine", "Lender found liable in scheme": a verb that must have an object, and has none behind it, has it before it.
    fn is_passive(&self, at: usize, tags: &[Tag]) -> bool {
        let next = tags.get(at + 1);
        at > 0
            && self.has(at, Form::Participle)
            && self.is(at, self.classes.headline_passive)
            && tags[..at].iter().all(|t| names(*t))
            && next.is_some_and(|t| match t {
                Tag::IN | Tag::TO => true,
                Tag::JJ => self.is(at + 1, self.classes.found_to_be),
                // "Bank fined $2m for leak": what is paid is not who pays.
                Tag::SYM => self.is(at, self.classes.headline_fined),
                _ => false,
            })
            && !tags[at + 1..].iter().any(|t| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD))
    }

    /// Whether the verb at `finite` right behind `at` may be a noun, and so the object of what stands at `at`.
    fn is_object(&self, at: usize, finite: usize) -> bool {
        finite == at + 1 && self.has(finite, Form::Singular)
    }

    /// Whether a mark or a conjunction of time parts two places of the line.
    fn parts(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|i| {
            let word = self.text.word(self.first + i);
            matches!(word, "," | ";" | "–" | "—" | "-")
                || ["as", "after", "when", "while", "but"].iter().any(|w| word.eq_ignore_ascii_case(w))
        })
    }
}

/// Whether a subject may hold a word of this tag.
fn names(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::NNP | Tag::NN | Tag::NNS | Tag::JJ | Tag::CC | Tag::POS | Tag::CD | Tag::PUNCT | Tag::DT | Tag::PRPS
    )
}

/// Whether an object may begin with a word of this tag.
fn object(tag: Tag) -> bool {
    matches!(tag, Tag::NNP | Tag::NN | Tag::NNS | Tag::JJ | Tag::DT | Tag::PRPS | Tag::CD | Tag::SYM)
}
