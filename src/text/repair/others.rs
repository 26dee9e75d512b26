//! What the tagger takes for an adverb, a preposition, a determiner or a number, and words of which it is never sure.

use super::*;

const NOUNS: TagSet = TagSet::of(&[Tag::NN, Tag::NNS, Tag::NNP]);
const VERBS: TagSet = TagSet::of(&[Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ]);
/// What a relative pronoun or a quantifier stands before.
const FINITE: TagSet = TagSet::of(&[Tag::MD, Tag::VBZ, Tag::VBD, Tag::VBP, Tag::VBN]);
/// Words that are something else for how they are written, or for the number or "have" before them.
const CONTENT: TagSet = TagSet(NOUNS.0 & !TagSet::of(&[Tag::NNP]).0 | VERBS.0 | TagSet::of(&[Tag::JJ]).0);
/// What "have" with a participle stands before.
const BEHIND_PARTICIPLE: TagSet = TagSet::of(&[Tag::PUNCT, Tag::DT, Tag::PRPS, Tag::TO, Tag::NNP]);
/// Few enough that their rules may always be asked.
const RARE: TagSet = TagSet::of(&[Tag::RB, Tag::RP, Tag::UH, Tag::CC]);

/// Whether some rule of [`others`] may speak of token `i`: of most tokens none does. Without branches, as nobody foresees the tags.
#[inline]
pub(super) fn concern(s: &Sentence<'_>, i: usize, tags: &[Tag]) -> bool {
    let (last, next) = beside(tags, i);
    let (token, tag) = (&s.tokens[i], tags[i]);
    let (before, behind, cased) = (NOUNS.contains(last), FINITE.contains(next), token.case != Case::Lower);
    let joined = s.glued(i + 1);
    let content = (i == 0)
        | cased
        | joined
        | (token.end - token.start == 2)
        | (last == Tag::CD)
        | (s.lexicon.has_form(token.word, Form::Participle) & BEHIND_PARTICIPLE.contains(next));
    let preposition = cased | joined | VERBS.contains(last) | (before & behind);
    (CONTENT.contains(tag) & content)
        | ((tag == Tag::IN) & preposition)
        | ((tag == Tag::DT) & behind)
        | ((tag == Tag::CD) & (last == Tag::DT))
        | RARE.contains(tag)
        | (cased & (next == Tag::CC))
}

/// An adverb, preposition or the like that the sentence shows to be something else. `None` where the tag stands.
pub(super) fn others(s: &Sentence<'_>, i: usize, tags: &mut [Tag]) -> Option<Tag> {
    let Sentence { text, first, classes, running, finite, tokens, lexicon, .. } = *s;
    let (last, next) = beside(tags, i);
    let token = &tokens[i];
    Some(match tags[i] {
        // "Nokia plans": a word that no list knows, with a capital at the head of a sentence, is a name.
        Tag::JJ | Tag::NN | Tag::NNS | Tag::RB
            if i == 0
                && running
                && token.case != Case::Lower
                && token.kind == Kind::Word
                && (token.word == UNKNOWN || tags[i] == Tag::RB && s.is(0, classes.given_name) && next == Tag::VBD) =>
        {
            Tag::NNP
        }
        // "a start-up that makes sensors"
        Tag::DT
            if i > 0
                && (last.is_noun() || s.glued(i - 1))
                && matches!(next, Tag::VBZ | Tag::VBD | Tag::MD)
                && text.word(first + i) == "that" =>
        {
            Tag::WH
        }
        // "Contoso takes over toy maker Litware"
        Tag::IN
            if text.word(first + i) == "over"
                && last.is_verb()
                && s.is(i - 1, classes.take_form)
                && (next.is_noun() || matches!(next, Tag::JJ | Tag::PRPS)) =>
        {
            Tag::RP
        }
        // "share buy-back programme"
        Tag::RB | Tag::RP
            if matches!(text.word(first + i), "back" | "off" | "down" | "out")
                && next.is_noun()
                && i > 1
                && s.glued(i)
                && text.word(first + i - 1) == "-"
                && tags[i - 2].is_noun() =>
        {
            Tag::NN
        }
        // "No one was hurt"
        Tag::UH if text.word(first + i).eq_ignore_ascii_case("no") && next == Tag::CD => Tag::DT,
        Tag::CD
            if text.word(first + i) == "one"
                && last == Tag::DT
                && i > 0
                && text.word(first + i - 1).eq_ignore_ascii_case("no") =>
        {
            Tag::NN
        }
        // "No bank was fined": an answer has no noun right behind it.
        Tag::UH if s.is(i, classes.determiner) && (next.is_noun() || next == Tag::JJ) => Tag::DT,
        // "all shares of", behind a verb.
        Tag::RB if next == Tag::NNS && s.is(i, classes.determiner) && last.is_verb() => Tag::DT,
        Tag::RB if s.is(i, classes.ownership_adverb) && s.glued(i + 1) && s.glued(i + 2) => Tag::JJ,
        // "Was co-led by", "the engineers co-founded a bank": it belongs to the verb.
        Tag::VBN | Tag::VBD | Tag::VB | Tag::NN | Tag::JJ | Tag::RB
            if token.end - token.start == 2
                && text.word(first + i) == "co"
                && s.glued(i + 1)
                && s.glued(i + 2)
                && tags.get(i + 2).is_some_and(|t| t.is_verb()) =>
        {
            let object = tags.get(i + 3).is_some_and(|t| *t != Tag::IN && (opens_noun(*t) || is_determiner(*t)));
            if object && s.has(i + 2, Form::Past) && !auxiliary_before(tokens, tags, i, lexicon, classes) {
                tags[i + 2] = Tag::VBD;
            }
            Tag::RB
        }
        Tag::RB | Tag::NN | Tag::IN
            if s.is(i, classes.prefix) && s.glued(i + 1) && s.glued(i + 2) && last != Tag::PUNCT =>
        {
            Tag::JJ
        }
        // "AT&T"
        _ if token.case == Case::Upper
            && next == Tag::CC
            && (s.glued(i + 1) && s.glued(i + 2)
                || text.word(first + i + 1) == "&"
                    && tokens.get(i + 2).is_some_and(|t| t.case != Case::Lower && t.end - t.start <= 2)) =>
        {
            Tag::NNP
        }
        // In running text a capital inside the sentence is a name: "Best Buy", "Ant Financial".
        Tag::NN | Tag::NNS | Tag::VB | Tag::VBP | Tag::VBZ | Tag::VBD | Tag::VBN | Tag::VBG | Tag::RB | Tag::IN
            if running
                && i > 0
                && named(token.case, token.kind)
                && (last == Tag::NNP
                    || (tags[i] != Tag::RB
                        && tags[i] != Tag::IN
                        && token.gap != Gap::None
                        && follows_word(text, first + i))) =>
        {
            Tag::NNP
        }
        // "Reed and his firm each pleaded": a quantifier between the subject and its verb is no subject.
        Tag::DT
            if last.is_noun()
                && matches!(text.word(first + i), "each" | "both" | "all")
                && (matches!(next, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
                    || (next == Tag::VBN && s.has(i + 1, Form::Past) && !finite)) =>
        {
            if next == Tag::VBN {
                tags[i + 1] = Tag::VBD;
            }
            Tag::RB
        }
        // "Has quit.", "has cut": behind "have" a word that can be a participle is one, unless it is what somebody has.
        Tag::NN | Tag::JJ | Tag::VB | Tag::RB
            if s.is(i.wrapping_sub(1), classes.have)
                && s.has(i, Form::Participle)
                && matches!(next, Tag::PUNCT | Tag::DT | Tag::PRPS | Tag::TO | Tag::NNP)
                && token.case == Case::Lower =>
        {
            Tag::VBN
        }
        Tag::CC if s.is(i, classes.determiner) => Tag::DT,
        // "the purchase in 2008 cost $4 million": behind a year no participle describes.
        Tag::VBN | Tag::NN | Tag::JJ
            if last == Tag::CD
                && s.has(i, Form::Past)
                && i > 1
                && tags[i - 2] == Tag::IN
                && is_year(text, first + i - 1)
                && (tags[i] == Tag::VBN || !finite) =>
        {
            Tag::VBD
        }
        // "that" behind a noun and before a verb is a relative pronoun.
        Tag::IN | Tag::DT
            if s.is(i, classes.that)
                && last.is_noun()
                && (next == Tag::MD || matches!(next, Tag::VBZ | Tag::VBD | Tag::VBP)) =>
        {
            Tag::WH
        }
        _ => return None,
    })
}
