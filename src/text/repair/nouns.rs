//! What the tagger takes for a noun or an adjective.

use super::*;

/// A noun or adjective that the sentence shows to be something else. `None` where the tag stands.
pub(super) fn nouns(s: &Sentence<'_>, i: usize, tags: &mut [Tag]) -> Option<Tag> {
    let Sentence { text, first, classes, running, finite, tokens, lexicon, .. } = *s;
    let (last, next) = beside(tags, i);
    let token = &tokens[i];
    Some(match tags[i] {
        // "is moving its headquarters": with an object it is a verb.
        Tag::JJ | Tag::NN
            if s.has(i, Form::Gerund)
                && s.is(i.wrapping_sub(1), classes.be)
                && matches!(next, Tag::PRPS | Tag::DT | Tag::NNP) =>
        {
            Tag::VBG
        }
        // "the conspirators stole": a word that is a past tense and nothing else.
        Tag::NN | Tag::JJ
            if s.has(i, Form::Past) && !s.has(i, Form::Singular) && !s.has(i, Form::Plain) && last == Tag::NNS =>
        {
            Tag::VBD
        }
        // "will cut 900 jobs and close two plants"
        Tag::JJ
            if last == Tag::CC
                && matches!(next, Tag::CD | Tag::PRPS)
                && s.has(i, Form::Base)
                && matches!(verb_before(tags, i), Some(Tag::VB)) =>
        {
            Tag::VB
        }
        // "to stop selling films and instead launch its own service"
        Tag::NN
            if matches!(last, Tag::RB | Tag::CC)
                && matches!(next, Tag::PRPS | Tag::DT)
                && s.has(i, Form::Base)
                && i > 1
                && (last == Tag::CC || tags[i - 2] == Tag::CC)
                && matches!(verb_before(tags, i), Some(Tag::VB | Tag::VBG)) =>
        {
            Tag::VB
        }
        // "a 4.3 billion-euro fine on", "a six-year high"
        Tag::JJ
            if last.is_noun()
                && (text.word(first + i) == "fine" && next == Tag::IN
                    || matches!(text.word(first + i), "high" | "low") && s.is(i - 1, classes.record_span)) =>
        {
            Tag::NN
        }
        // "shut most of its stores": what has "of" behind it is no adjective.
        Tag::JJ
            if last.is_verb()
                && text.word(first + i) == "most"
                && tokens.get(i + 1).is_some()
                && text.word(first + i + 1) == "of" =>
        {
            Tag::NN
        }
        // "committed to spending $2 billion"
        Tag::NN if last == Tag::TO && matches!(next, Tag::SYM | Tag::PRPS) && s.has(i, Form::Gerund) => Tag::VBG,
        // "knocked the app offline"
        Tag::NN | Tag::NNS if last.is_noun() && matches!(text.word(first + i), "offline" | "online") => Tag::RB,
        // "finance chief Omar Diaz"
        Tag::JJ if matches!(last, Tag::NN | Tag::NNS) && next == Tag::NNP && text.word(first + i) == "chief" => Tag::NN,
        // "A worm disabled the network": no adjective stands between a noun and a determiner.
        Tag::JJ if !finite && s.has(i, Form::Past) && last.is_noun() && matches!(next, Tag::DT | Tag::PRPS) => Tag::VBD,
        // "Nokia plans to cut", "Acme Group plans to sell": a name with nothing before it has no plans but makes them.
        Tag::NNS
            if last == Tag::NNP
                && next == Tag::TO
                && tags.get(i + 2).is_some_and(|t| *t == Tag::VB || *t == Tag::RB)
                && token.case == Case::Lower
                && s.is(i, classes.headline_intent)
                && tags[..i].iter().all(|t| *t == Tag::NNP) =>
        {
            Tag::VBZ
        }
        // "is considering selling its unit": between a verb and an object stands a gerund.
        Tag::NN
            if s.has(i, Form::Gerund)
                && token.case == Case::Lower
                && matches!(last, Tag::VBG | Tag::VBD | Tag::VBZ)
                && matches!(next, Tag::DT | Tag::PRPS | Tag::NNP)
                && !s.is(i.wrapping_sub(1), classes.be) =>
        {
            Tag::VBG
        }
        // "Has begun testing driverless trucks": behind a verb of beginning or ending, before what is no verb's subject.
        Tag::NN | Tag::JJ
            if s.has(i, Form::Gerund)
                && s.is(i.wrapping_sub(1), classes.aspect_verb)
                && last.is_verb()
                && (matches!(next, Tag::DT | Tag::PRPS | Tag::NNP | Tag::JJ | Tag::CD)
                    || next == Tag::NNS && lexicon.likely(token.word) != Some(Tag::NN)) =>
        {
            Tag::VBG
        }
        // "a non-binding agreement": a prefix is no adverb.
        // "Acme Airlines inc"
        Tag::NN | Tag::JJ if last == Tag::NNP && s.is(i, classes.short_suffix) => Tag::NNP,
        // "a gypsum wallboard plant", "a shrimp packing plant": what stands between nouns and is no adjective is one of them.
        Tag::JJ if last == Tag::NN && next == Tag::NN && !s.has(i, Form::Plain) && token.case == Case::Lower => Tag::NN,
        // "The bank cut rates": the only word that can be a verb between two nouns.
        Tag::NN
            if !finite
                && s.has(i, Form::Past)
                && last.is_noun()
                && (next.is_noun()
                    || matches!(next, Tag::DT | Tag::PRPS | Tag::SYM | Tag::CD | Tag::RP)
                    || (next == Tag::JJ && !s.has(i, Form::Plain))) =>
        {
            Tag::VBD
        }
        Tag::JJ
            if running
                && i > 0
                && token.case == Case::Capital
                && token.gap == Gap::Space
                && s.has(i, Form::Plain)
                && s.capital(i + 1) =>
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
        // "The Series B round,"
        Tag::JJ if matches!(last, Tag::NNP | Tag::NN) && s.is(i, classes.round_or_brief) && !opens_noun(next) => {
            Tag::NN
        }
        // "Joins Contoso effective May 30": before a day it is a preposition.
        Tag::JJ
            if (s.is(i + 1, classes.month) || s.is(i + 1, classes.weekday))
                && text.word(first + i) == "effective"
                && !matches!(last, Tag::DT | Tag::PRPS | Tag::JJ | Tag::RB | Tag::VBZ | Tag::VBP) =>
        {
            Tag::IN
        }
        // "Replaces Fowler as": an unknown word with a capital that describes nothing is a name.
        Tag::JJ
            if running
                && i > 0
                && token.case == Case::Capital
                && token.word == UNKNOWN
                && token.gap == Gap::Space
                && (follows_word(text, first + i) || matches!(next, Tag::MD | Tag::VBD | Tag::VBZ))
                && !s.glued(i + 1)
                && !next.is_noun()
                && !matches!(next, Tag::JJ | Tag::CC) =>
        {
            Tag::NNP
        }
        Tag::NN
            if last == Tag::TO
                && s.has(i, Form::Base)
                && (matches!(next, Tag::DT | Tag::PRPS | Tag::PRP | Tag::JJ | Tag::RP)
                    // "is to hive off its arm", "Ford to axe 7,000 jobs"
                    || (matches!(next, Tag::CD | Tag::SYM | Tag::IN)
                        && i > 1
                        && (s.is(i - 2, classes.be) || i == 2 && tags[0] == Tag::NNP))) =>
        {
            Tag::VB
        }
        // "Nissan to cut 900 jobs": what no list knows as an adjective is the name that a headline begins with.
        Tag::JJ
            if i == 0
                && token.case == Case::Capital
                && next == Tag::TO
                && tags.get(2) == Some(&Tag::VB)
                && !s.has(0, Form::Plain)
                && !s.has(0, Form::Participle) =>
        {
            Tag::NNP
        }
        // "Ousts aviation chief", "approved a stock split.": an adjective at the end of what a verb rules is its noun.
        Tag::JJ
            if last.is_noun()
                && (matches!(next, Tag::PUNCT | Tag::IN | Tag::TO) || tokens.get(i + 1).is_none())
                && s.is(i, classes.noun_or_adjective)
                && verb_rules(tags, i) =>
        {
            Tag::NN
        }
        // "Apple is", "Target said": firms that bear a thing's name, where the thing would have an article.
        Tag::NN | Tag::JJ | Tag::NNS
            if i == 0
                && running
                && token.case == Case::Capital
                && s.is(0, classes.common_name)
                && matches!(next, Tag::VBZ | Tag::VBD | Tag::MD | Tag::POS) =>
        {
            Tag::NNP
        }
        // "Bank of America": at the head of a sentence no determiner means a name.
        Tag::NN
            if i == 0
                && token.case == Case::Capital
                && s.is(0, classes.institution)
                && next == Tag::IN
                && tags.get(2) == Some(&Tag::NNP) =>
        {
            Tag::NNP
        }
        // "a fine in April", "an executive said": an adjective that is a noun, too, and describes nothing.
        Tag::JJ
            if s.has(i, Form::Singular)
                && matches!(last, Tag::DT | Tag::PRPS | Tag::POS | Tag::CD | Tag::JJ)
                && (matches!(next, Tag::IN | Tag::MD | Tag::VBD | Tag::VBZ) || tokens.get(i + 1).is_none()) =>
        {
            Tag::NN
        }
        Tag::JJ
            if last == Tag::TO
                && s.has(i, Form::Base)
                && matches!(
                    next,
                    Tag::DT | Tag::PRPS | Tag::PRP | Tag::RP | Tag::IN | Tag::TO | Tag::RB | Tag::SYM | Tag::NNP
                ) =>
        {
            Tag::VB
        }
        Tag::NN | Tag::NNS if last == Tag::MD && s.has(i, Form::Base) => Tag::VB,
        // "will open 30 hotels"
        Tag::JJ
            if last == Tag::MD
                && s.has(i, Form::Base)
                && matches!(
                    next,
                    Tag::DT | Tag::PRPS | Tag::CD | Tag::IN | Tag::TO | Tag::JJ | Tag::RB | Tag::NNS | Tag::NNP
                ) =>
        {
            Tag::VB
        }
        _ => return None,
    })
}
