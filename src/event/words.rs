//! Whether a trigger's words stand where they should: its own form, its particles and adverbs, the words of its phrase.

use super::frame::Trigger;
use crate::text::{Form, Kind as TokenKind, Lexicon, Sentence, Tag, Text, UNKNOWN, WordId};

/// Whether a verb's inflection goes with its tag: "found" tagged VBD is the past of "find", not the base of "found".
pub(crate) fn fits(form: Option<Form>, tag: Tag) -> bool {
    match form {
        Some(Form::Base) => matches!(tag, Tag::VB | Tag::VBP) || !tag.is_verb(),
        Some(Form::Past | Form::Participle) => matches!(tag, Tag::VBD | Tag::VBN) || !tag.is_verb(),
        _ => true,
    }
}

/// One past the last of `others`, found in order behind token `head` of a sentence with at most a few words between.
pub(crate) fn words_after(
    text: &Text<'_>,
    lexicon: &Lexicon,
    sentence: Sentence,
    head: usize,
    others: &[WordId],
) -> Option<usize> {
    let last = sentence.end as usize;
    let mut at = head + 1;
    for (n, other) in others.iter().enumerate() {
        // The object may stand before a particle: "put its chip unit up for sale".
        let particle = || matches!(lexicon.text(*other), "up" | "off" | "out" | "down" | "back" | "away" | "on");
        let window = if n == 0 && (others.len() == 1 || particle()) { 6 } else { 3 };
        let mut found = None;
        for i in at..(at + window).min(last) {
            let word = text.tokens[i].word;
            if word == *other || (word != UNKNOWN && lexicon.lemmas(word).iter().any(|(l, _)| l == other)) {
                found = Some(i);
                break;
            }
            if text.tokens[i].kind == TokenKind::Mark && !matches!(text.word(i), "-" | "$" | "'" | "’") {
                break;
            }
            // "Took place at the office" tells of no office that somebody takes; "was going to be public" of nobody who goes public.
            let short = text.tokens[i].end - text.tokens[i].start <= 5;
            let parts = || matches!(text.word(i), "to" | "that" | "which" | "who" | "at" | "from" | "by" | "with");
            if n == 0 && short && parts() && !particle() {
                break;
            }
        }
        at = found? + 1;
    }
    Some(at)
}

/// Whether the adverb that a verb asks for stands right before it, or right behind.
pub(crate) fn adverb_fits(text: &Text<'_>, sentence: Sentence, i: usize, t: &Trigger) -> bool {
    let at = |i: Option<usize>| i.filter(|i| sentence.range().contains(i)).map(|i| text.tokens[i].word);
    t.tail.first().is_none_or(|adverb| [i.checked_sub(1), Some(i + 1)].into_iter().any(|n| at(n) == Some(*adverb)))
}

/// Whether the trigger's other words stand around token `i`.
pub(crate) fn words_fit(text: &Text<'_>, lexicon: &Lexicon, sentence: Sentence, i: usize, t: &Trigger) -> bool {
    if !t.noun && !adverb_fits(text, sentence, i, t) {
        return false;
    }
    if t.others.is_empty() {
        return !t.noun || t.tail.is_empty() || text.tokens.get(i + 2).is_some_and(|n| t.tail.last() == Some(&n.word));
    }
    if !t.noun {
        return words_after(text, lexicon, sentence, i, &t.others).is_some();
    }
    t.others.iter().rev().enumerate().all(|(back, other)| {
        i.checked_sub(back + 1).filter(|at| *at >= sentence.first as usize).is_some_and(|at| {
            let word = text.tokens[at].word;
            word == *other || lexicon.lemmas(word).iter().any(|(l, _)| l == other)
        })
    })
}
