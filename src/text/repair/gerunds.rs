//! What the tagger takes for a gerund.

use super::*;

/// A gerund that the sentence shows to be something else. `None` where the tag stands.
pub(super) fn gerunds(s: &Sentence<'_>, i: usize, tags: &mut [Tag]) -> Option<Tag> {
    let Sentence { text, first, classes, running, finite, tokens, lexicon, .. } = *s;
    let (last, next) = beside(tags, i);
    let token = &tokens[i];
    Some(match tags[i] {
        // "Wyoming coal production": a place that only looks like a gerund.
        Tag::VBG if token.case == Case::Capital && !s.has(i, Form::Gerund) && s.is(i, classes.place) => Tag::NNP,
        // "Existing investors took part", "introduced competing processors"
        Tag::VBG
            if (i == 0 || last.is_verb() || matches!(last, Tag::DT | Tag::IN | Tag::CC))
                && !s.is(i.wrapping_sub(1), classes.be)
                && matches!(next, Tag::NNS | Tag::NN)
                && s.is(i, classes.describing_gerund) =>
        {
            Tag::JJ
        }
        // "Following his arrest in March, Roe"
        Tag::VBG
            if text.word(first + i).eq_ignore_ascii_case("following")
                && (i == 0 || last == Tag::PUNCT)
                && matches!(next, Tag::DT | Tag::PRPS | Tag::NN | Tag::NNS | Tag::JJ | Tag::NNP) =>
        {
            Tag::IN
        }
        // "Boeing won a contract"
        Tag::VBG
            if i == 0
                && token.case == Case::Capital
                && running
                && !finite
                && !s.has(0, Form::Gerund)
                && next == Tag::VBN
                && s.has(1, Form::Past) =>
        {
            tags[1] = Tag::VBD;
            Tag::NNP
        }
        // "Boeing will deliver": no verb's gerund.
        Tag::VBG
            if i == 0
                && token.case == Case::Capital
                && running
                && !s.has(0, Form::Gerund)
                && matches!(next, Tag::MD | Tag::VBD | Tag::VBZ) =>
        {
            Tag::NNP
        }
        // "Sentencing is set for Monday": with a verb right behind it, it is the subject.
        Tag::VBG if i == 0 && next == Tag::VBZ && s.is(1, classes.be) && s.has(0, Form::Gerund) => Tag::NN,
        // "Series A funding from"
        Tag::VBG
            if s.is(i, classes.activity)
                && (last.is_noun() || last == Tag::JJ)
                && matches!(next, Tag::IN | Tag::PUNCT | Tag::TO | Tag::CC | Tag::VBD) =>
        {
            Tag::NN
        }
        Tag::VBG
            if last == Tag::NN
                && next == Tag::NN
                && (s.is(i + 1, classes.works_noun) || s.is(i + 1, classes.company_noun))
                && i > 1
                && matches!(tags[i - 2], Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS) =>
        {
            Tag::NN
        }
        // "Froze hiring in May": an activity that a verb rules.
        Tag::VBG
            if s.is(i, classes.activity)
                && matches!(last, Tag::VBD | Tag::VBZ | Tag::VB | Tag::VBG | Tag::VBN)
                && !s.is(i - 1, classes.aspect_verb)
                && !s.is(i - 1, classes.be)
                && matches!(next, Tag::PUNCT | Tag::IN | Tag::CC) =>
        {
            Tag::NN
        }
        // "Sentencing has been scheduled", "Trading was halted": a gerund that a finite verb follows is its subject.
        Tag::VBG
            if i == 0
                && !s.is(0, classes.have)
                && !s.is(0, classes.be)
                && (matches!(next, Tag::VBZ | Tag::VBD | Tag::MD)
                    || next == Tag::IN && text.word(first) == "Sentencing") =>
        {
            Tag::NN
        }
        // "in funding from": a gerund that mostly is a noun, and has no object.
        Tag::VBG
            if lexicon.likely(token.word) == Some(Tag::NN)
                && matches!(last, Tag::IN | Tag::DT | Tag::JJ | Tag::POS | Tag::PRPS | Tag::NN)
                && matches!(next, Tag::IN | Tag::PUNCT | Tag::CC | Tag::TO | Tag::VBD | Tag::VBZ | Tag::MD) =>
        {
            Tag::NN
        }
        _ => return None,
    })
}
