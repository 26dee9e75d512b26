//! What the tagger takes for an adverb, a preposition, a determiner or a number, and words of which it is never sure.

use super::*;

/// What may make a rule of [`others`] speak of a token, a bit each: how it is written, what stands beside it.
mod cause {
    pub(super) const FIRST: u16 = 1;
    pub(super) const CASED: u16 = 1 << 1;
    /// The next token touches it.
    pub(super) const JOINED: u16 = 1 << 2;
    /// It has two letters, as "co" has.
    pub(super) const TWO: u16 = 1 << 3;
    /// It can be a participle, and stands before what "have" with a participle stands before.
    pub(super) const PARTICIPLE: u16 = 1 << 4;
    pub(super) const BEHIND_NUMBER: u16 = 1 << 5;
    pub(super) const BEHIND_VERB: u16 = 1 << 6;
    pub(super) const BEHIND_DETERMINER: u16 = 1 << 7;
    /// A verb follows that a relative pronoun or a quantifier stands before.
    pub(super) const BEFORE_VERB: u16 = 1 << 8;
    /// A conjunction follows a word with a capital.
    pub(super) const AMPERSAND: u16 = 1 << 9;
    pub(super) const ALWAYS: u16 = 1 << 10;
}

/// By tag, the causes that concern it.
static CONCERNS: [u16; Tag::ALL.len()] = {
    use cause::*;
    let mut table = [AMPERSAND; Tag::ALL.len()];
    let content = FIRST | CASED | JOINED | TWO | PARTICIPLE | BEHIND_NUMBER;
    let words = [Tag::NN, Tag::NNS, Tag::JJ, Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ];
    let mut i = 0;
    while i < words.len() {
        table[words[i] as usize] |= content;
        i += 1;
    }
    table[Tag::IN as usize] |= CASED | JOINED | BEHIND_VERB | BEFORE_VERB;
    table[Tag::DT as usize] |= BEFORE_VERB;
    table[Tag::CD as usize] |= BEHIND_DETERMINER;
    // Few enough that their rules may always be asked.
    let rare = [Tag::RB, Tag::RP, Tag::UH, Tag::CC];
    i = 0;
    while i < rare.len() {
        table[rare[i] as usize] |= ALWAYS;
        i += 1;
    }
    table
};

/// By tag, the causes that it is for the token behind it.
static BEHIND: [u16; Tag::ALL.len()] = {
    let mut table = [0; Tag::ALL.len()];
    let verbs = [Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ];
    let mut i = 0;
    while i < verbs.len() {
        table[verbs[i] as usize] = cause::BEHIND_VERB;
        i += 1;
    }
    table[Tag::CD as usize] = cause::BEHIND_NUMBER;
    table[Tag::DT as usize] = cause::BEHIND_DETERMINER;
    table
};

/// By tag, the causes that it may be for the token before it.
static BEFORE: [u16; Tag::ALL.len()] = {
    let mut table = [0; Tag::ALL.len()];
    let finite = [Tag::MD, Tag::VBZ, Tag::VBD, Tag::VBP, Tag::VBN];
    let participle = [Tag::PUNCT, Tag::DT, Tag::PRPS, Tag::TO, Tag::NNP];
    let mut i = 0;
    while i < finite.len() {
        table[finite[i] as usize] |= cause::BEFORE_VERB;
        table[participle[i] as usize] |= cause::PARTICIPLE;
        i += 1;
    }
    table[Tag::CC as usize] |= cause::AMPERSAND;
    table
};

/// Whether some rule of [`others`] may speak of token `i`: of most tokens none does. Tables instead of branches, as nobody foresees the tags.
#[inline]
pub(super) fn concern(s: &Sentence<'_>, i: usize, tags: &[Tag]) -> bool {
    let (last, next) = beside(tags, i);
    let token = &s.tokens[i];
    let cased = token.case != Case::Lower;
    let participle = s.lexicon.has_form(token.word, Form::Participle);
    let barred = (u16::from(!cased) * cause::AMPERSAND) | (u16::from(!participle) * cause::PARTICIPLE);
    let causes = cause::ALWAYS
        | (u16::from(i == 0) * cause::FIRST)
        | (u16::from(cased) * cause::CASED)
        | (u16::from(s.glued(i + 1)) * cause::JOINED)
        | (u16::from(token.end - token.start == 2) * cause::TWO)
        | BEHIND[last as usize]
        | (BEFORE[next as usize] & !barred);
    causes & CONCERNS[tags[i] as usize] != 0
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
