//! Corrections of tags that the grammar or the spelling of a whole sentence forces, where the tagger looks at a few neighbours only.

use std::ops::Range;

use super::Text;
use super::classes::Classes;
use super::lexicon::{Form, Lexicon};
use super::tag::Tag;
use super::tagger::{Style, style};
use super::token::{Case, Gap, Kind};

/// Corrects the tags of the sentence at `range`.
pub(super) fn repair(text: &Text<'_>, range: Range<usize>, lexicon: &Lexicon, classes: &Classes, tags: &mut [Tag]) {
    let tokens = &text.tokens[range.clone()];
    let running = style(tokens, lexicon) == Style::Running;
    let is = |i: usize, class: Option<u16>| class.is_some_and(|c| tokens.get(i).is_some_and(|t| lexicon.is(t.word, c)));
    let has =
        |i: usize, form: Form| tokens.get(i).is_some_and(|t| lexicon.lemmas(t.word).iter().any(|(_, f)| *f == form));
    let finite = tags.iter().any(|t| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.case == Case::Capital && t.gap == Gap::Space);
    for i in 0..tags.len() {
        let last = if i == 0 { Tag::PUNCT } else { tags[i - 1] };
        let next = tags.get(i + 1).copied().unwrap_or(Tag::PUNCT);
        let token = &tokens[i];
        tags[i] = match tags[i] {
            // In running text a capital inside the sentence is a name: "Best Buy", "Ant Financial".
            Tag::NN | Tag::NNS | Tag::VB | Tag::VBP | Tag::VBZ | Tag::VBD | Tag::VBN | Tag::VBG | Tag::RB | Tag::IN
                if running
                    && i > 0
                    && named(token.case, token.kind)
                    && (last == Tag::NNP
                        || (tags[i] != Tag::RB
                            && tags[i] != Tag::IN
                            && token.gap != Gap::None
                            && follows_word(text, range.start + i))) =>
            {
                Tag::NNP
            }
            Tag::JJ
                if running
                    && i > 0
                    && token.case == Case::Capital
                    && token.gap == Gap::Space
                    && has(i, Form::Plain)
                    && capital(i + 1) =>
            {
                Tag::NNP
            }
            Tag::JJ
                if running
                    && last == Tag::NNP
                    && token.case != Case::Lower
                    && token.gap == Gap::Space
                    && next != Tag::NN
                    && next != Tag::NNS =>
            {
                Tag::NNP
            }
            // A bare participle takes no object: "Northwind acquired the firm".
            Tag::VBN
                if has(i, Form::Past)
                    && !is(i, classes.naming_verb)
                    && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
            {
                let at = i + 1 + usize::from(next == Tag::RP);
                let object = tags.get(at).is_some_and(|t| matches!(t, Tag::DT | Tag::PRPS | Tag::PRP | Tag::NNP))
                    || text.source[..].get(tokens.get(at).map_or(0..0, |t| t.start as usize..t.end as usize))
                        == Some("$");
                let by = is(at, classes.agent);
                if (!finite && i > 0 && (last.is_noun() || last == Tag::PRP) && !by) || last == Tag::PRP {
                    tags[i] = Tag::VBD;
                    continue;
                }
                let subject =
                    i > 0 && matches!(last, Tag::NN | Tag::NNS | Tag::NNP | Tag::PRP | Tag::WH | Tag::RB | Tag::CC);
                if object && subject { Tag::VBD } else { Tag::VBN }
            }
            // "the phones made by Northwind were": a past has no agent.
            Tag::VBD
                if is(i + 1, classes.agent)
                    && has(i, Form::Participle)
                    && next == Tag::IN
                    && tags.get(i + 2).is_some_and(|t| {
                        matches!(t, Tag::DT | Tag::NNP | Tag::PRPS | Tag::PRP | Tag::NN | Tag::NNS | Tag::JJ)
                    }) =>
            {
                Tag::VBN
            }
            // "and recently listed maker Northwind": no past behind a preposition.
            Tag::VBD
                if has(i, Form::Participle)
                    && matches!(next, Tag::NN | Tag::NNS | Tag::JJ)
                    && before_adverbs(tags, i) == Tag::IN =>
            {
                Tag::VBN
            }
            Tag::NN
                if last == Tag::TO
                    && has(i, Form::Base)
                    && matches!(next, Tag::DT | Tag::PRPS | Tag::PRP | Tag::JJ) =>
            {
                Tag::VB
            }
            Tag::CC if is(i, classes.determiner) => Tag::DT,
            Tag::VBZ if i > 0 && is(i - 1, classes.possessive_pronoun) => Tag::NNS,
            // "Northwind shares fell": two finite verbs do not touch.
            Tag::VBZ if last.is_noun() && has(i, Form::Plural) && matches!(next, Tag::VBD | Tag::MD | Tag::VBP) => {
                Tag::NNS
            }
            Tag::JJ
                if last == Tag::TO
                    && has(i, Form::Base)
                    && matches!(next, Tag::DT | Tag::PRPS | Tag::PRP | Tag::RP) =>
            {
                Tag::VB
            }
            Tag::NN | Tag::NNS if last == Tag::MD && has(i, Form::Base) => Tag::VB,
            // "that" behind a noun and before a verb is a relative pronoun.
            Tag::IN | Tag::DT
                if is(i, classes.that)
                    && last.is_noun()
                    && (next == Tag::MD || matches!(next, Tag::VBZ | Tag::VBD | Tag::VBP)) =>
            {
                Tag::WH
            }
            tag => tag,
        };
    }
}

/// The tag before the adverbs before `i`.
fn before_adverbs(tags: &[Tag], i: usize) -> Tag {
    tags[..i].iter().rev().copied().find(|t| *t != Tag::RB).unwrap_or(Tag::PUNCT)
}

fn named(case: Case, kind: Kind) -> bool {
    kind == Kind::Word && matches!(case, Case::Capital | Case::Mixed | Case::Upper)
}

/// Whether a word, not a mark that may open a sentence, stands before token `at`.
fn follows_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at - 1].kind == Kind::Word && text.tokens[at].gap == Gap::Space
}

/// Whether "be", "have" or "get" stands before `i`, adverbs between them.
fn auxiliary_before(tokens: &[super::Token], tags: &[Tag], i: usize, lexicon: &Lexicon, classes: &Classes) -> bool {
    let mut at = i;
    while at > 0 && i - at < 5 {
        at -= 1;
        let is = |class: Option<u16>| class.is_some_and(|c| lexicon.is(tokens[at].word, c));
        if is(classes.be) || is(classes.have) || is(classes.get_verb) || tags[at] == Tag::MD {
            return true;
        }
        if !matches!(tags[at], Tag::RB | Tag::VBN | Tag::CC)
            && !(tags[at] == Tag::VBZ && at + 1 < tokens.len() && tokens[at].gap == Gap::None)
        {
            return false;
        }
    }
    false
}
