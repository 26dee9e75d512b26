//! What the tagger takes for a verb.

use super::*;

/// A verb that the sentence shows to be something else, or another form. `None` where the tag stands.
pub(super) fn verbs(s: &Sentence<'_>, i: usize, tags: &mut [Tag]) -> Option<Tag> {
    let Sentence { text, first, end, classes, running, finite, tokens, lexicon, .. } = *s;
    let (last, next) = beside(tags, i);
    let token = &tokens[i];
    Some(match tags[i] {
        Tag::VBG => return super::gerunds::gerunds(s, i, tags),
        // "Surrendered to police in Pune", "dragged it to court over the ban"
        Tag::VB if last == Tag::TO && s.is(i, classes.bare_noun) && matches!(next, Tag::IN | Tag::PUNCT | Tag::CC) => {
            Tag::NN
        }
        // "Rejects Apple's bid for": behind a possessive stands what is possessed.
        Tag::VB | Tag::VBP | Tag::VBD | Tag::VBN
            if last == Tag::POS && s.has(i, Form::Singular) && matches!(next, Tag::IN | Tag::TO | Tag::PUNCT) =>
        {
            Tag::NN
        }
        // "100 million downloads"
        Tag::VBZ if last == Tag::CD && s.has(i, Form::Plural) && !matches!(next, Tag::DT | Tag::PRPS) => Tag::NNS,
        // "Left to found his own firm", "will lay off 120 workers"
        Tag::VBN | Tag::VBD if matches!(last, Tag::TO | Tag::MD) && s.has(i, Form::Base) => Tag::VB,
        // "The governor quit abruptly": with nothing before it that rules it, a base form that is a past, too, is that.
        Tag::VB
            if s.has(i, Form::Past)
                && matches!(last, Tag::NN | Tag::NNP | Tag::NNS)
                && token.case == Case::Lower
                && verb_before(tags, i).is_none() =>
        {
            Tag::VBD
        }
        // "its share buy-back programme": behind a possessive no finite verb stands.
        Tag::VBP | Tag::VB if last == Tag::PRPS && s.has(i, Form::Singular) && next.is_noun() => Tag::NN,
        // "added queso to its menu": a word that no list knows, and that looks like no participant's form, is what the verb before it has.
        Tag::VBN | Tag::VBD
            if token.word == UNKNOWN
                && token.case == Case::Lower
                && matches!(last, Tag::VBD | Tag::VBZ)
                && !s.is(i - 1, classes.be)
                && !s.is(i - 1, classes.have)
                && !text.word(first + i).ends_with("ed") =>
        {
            Tag::NN
        }
        // "unveiled the console": behind an article no verb stands.
        Tag::VB | Tag::VBP if last == Tag::DT && !next.is_noun() && next != Tag::JJ => Tag::NN,
        // "fired tear gas": behind a past tense no second verb stands before its noun.
        Tag::VB if last == Tag::VBD && next == Tag::NN && s.has(i, Form::Singular) && !s.is(i - 1, classes.do_verb) => {
            Tag::NN
        }
        // "Slack's shares"
        Tag::VBZ
            if matches!(text.word(first + i), "'s" | "’s" | "' s")
                && i > 0
                && s.glued(i)
                && tokens[i - 1].case != Case::Lower
                && matches!(last, Tag::NNP | Tag::NN | Tag::JJ)
                && (matches!(next, Tag::NN | Tag::NNS)
                    // "Google's latest phone goes on sale"
                    || (next == Tag::JJ && last == Tag::NNP && tags.get(i + 2).is_some_and(|t| t.is_noun())))
                && !s.has(i + 1, Form::Gerund) =>
        {
            Tag::POS
        }
        // "Snap reported a loss"
        Tag::VB | Tag::VBP
            if i == 0
                && token.case == Case::Capital
                && running
                && next == Tag::VBN
                && tags.get(2).is_some_and(|t| {
                    matches!(t, Tag::DT | Tag::PRPS | Tag::SYM | Tag::CD | Tag::RP | Tag::IN | Tag::NNP | Tag::NNS)
                })
                && !s.is(0, classes.get_verb)
                && s.has(1, Form::Past) =>
        {
            tags[1] = Tag::VBD;
            Tag::NNP
        }
        // "It said it cut its debt": behind a pronoun that is told of no base form stands.
        Tag::VB
            if last == Tag::PRP
                && i > 1
                && s.has(i, Form::Past)
                && tags[i - 2].is_verb()
                && classes.reporting_verb.is_some_and(|c| lexicon.lemma_is(tokens[i - 2].word, c)) =>
        {
            Tag::VBD
        }
        // "After it cut its forecast": no base form goes with one person or thing.
        Tag::VBP
            if last == Tag::PRP
                && s.has(i, Form::Past)
                && ["it", "he", "she"].iter().any(|w| text.word(first + i - 1).eq_ignore_ascii_case(w)) =>
        {
            Tag::VBD
        }
        // "Which initially filed to list": a relative pronoun has a finite verb.
        Tag::VBN
            if last == Tag::RB
                && i > 1
                && tags[i - 2] == Tag::WH
                && matches!(text.word(first + i - 2), "which" | "who")
                && s.has(i, Form::Past) =>
        {
            Tag::VBD
        }
        // "The court found on Thursday that": what opens a clause is no participle.
        Tag::VBN
            if last.is_noun()
                && s.has(i, Form::Past)
                && i + 3 < tags.len()
                && text.word(first + i + 1) == "on"
                && text.word(first + i + 3) == "that" =>
        {
            Tag::VBD
        }
        // "a fisheries accord in May": "a" has no plural.
        Tag::VBP | Tag::VB
            if i > 1
                && last == Tag::NNS
                && matches!(text.word(first + i - 2), "a" | "an" | "A" | "An")
                && s.has(i, Form::Singular) =>
        {
            Tag::NN
        }
        // "suspended striker Omar Diaz": a word that is no form of a verb.
        Tag::VBN | Tag::VBD
            if (last.is_verb() || is_determiner(last))
                && token.case == Case::Lower
                && text.word(first + i).ends_with("er")
                && !s.has(i, Form::Past)
                && !s.has(i, Form::Participle) =>
        {
            Tag::NN
        }
        // "A quake of magnitude 6.2 struck northern Norland": the only verb of its sentence.
        Tag::VBN
            if !finite
                && running
                && (last.is_noun() || last == Tag::CD)
                && s.has(i, Form::Past)
                && !s.has(i, Form::Singular)
                && matches!(next, Tag::DT | Tag::PRPS | Tag::JJ | Tag::NNP | Tag::CD | Tag::SYM)
                && text.word(end - 1) == "." =>
        {
            Tag::VBD
        }
        // "rejected a takeover bid from Contoso"
        Tag::VBD | Tag::VB | Tag::VBN
            if text.word(first + i) == "bid"
                && i > 0
                && s.is(i - 1, classes.bid_modifier)
                && matches!(next, Tag::IN | Tag::PUNCT | Tag::TO | Tag::VBD) =>
        {
            Tag::NN
        }
        // "Profit more than doubled"
        Tag::VBN
            if !finite
                && i > 2
                && text.word(first + i - 1) == "than"
                && text.word(first + i - 2) == "more"
                && tags[i - 3].is_noun()
                && s.has(i, Form::Past) =>
        {
            tags[i - 1] = Tag::RB;
            Tag::VBD
        }
        // "were suspending expansion plans and": behind a verb and a noun, before a conjunction or mark, it is no second verb.
        Tag::VBZ | Tag::VBP
            if s.has(i, Form::Plural)
                && last.is_noun()
                && matches!(next, Tag::CC | Tag::PUNCT | Tag::IN | Tag::VBN)
                && verb_rules(tags, i) =>
        {
            Tag::NNS
        }
        // "a bid for": behind a determiner a word that can be a noun is one, unless a noun follows.
        Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
            if s.has(i, Form::Singular)
                && matches!(last, Tag::DT | Tag::PRPS)
                && !next.is_noun()
                && next != Tag::JJ =>
        {
            Tag::NN
        }
        // "a 244 mln dlr bid for", "for 16 mln dlrs cash": behind a unit of money a word that can be a noun is one.
        Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
            if s.is(i - usize::from(i > 0), classes.currency_unit)
                && last == Tag::NNS
                && s.has(i, Form::Singular)
                && matches!(next, Tag::IN | Tag::PUNCT) =>
        {
            Tag::NN
        }
        // "acquire privately held Acme", "its wholly owned unit": how something is held describes it.
        Tag::VBD | Tag::VBN if last == Tag::RB && s.is(i - 1, classes.ownership_adverb) && opens_noun(next) => Tag::VBN,
        // "the newly formed Acme Ltd": behind a determiner and an adverb no past tense stands before its noun.
        Tag::VBD
            if last == Tag::RB
                && s.has(i, Form::Participle)
                && opens_noun(next)
                && matches!(before_adverbs(tags, i), Tag::DT | Tag::PRPS | Tag::POS) =>
        {
            Tag::VBN
        }
        // "Unveil its new console at": behind a possessive and an adjective no verb stands; "its chemicals arm to Acme": behind a possessive and a plural
        // none before "to" and a name.
        Tag::VB | Tag::VBP
            if i > 1
                && matches!(tags[i - 2], Tag::PRPS | Tag::POS)
                && token.case == Case::Lower
                && (last == Tag::JJ && next != Tag::DT && next != Tag::PRPS
                    || last == Tag::NNS
                        && s.has(i, Form::Singular)
                        && next == Tag::TO
                        && tags.get(i + 2).is_some_and(|t| *t == Tag::NNP)) =>
        {
            Tag::NN
        }
        // "Google scooped up Acme": no verb stands right before a past tense at the head of a sentence.
        Tag::VB | Tag::VBP
            if i == 0 && token.case == Case::Capital && running && matches!(next, Tag::VBD | Tag::VBZ | Tag::MD) =>
        {
            Tag::NNP
        }
        // "its own bid to", "their joint bid to": between a determined modifier and "to" or a preposition stands a noun.
        Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
            if i > 1
                && s.has(i, Form::Singular)
                && matches!(next, Tag::TO | Tag::IN | Tag::PUNCT)
                && ((last == Tag::JJ && matches!(tags[i - 2], Tag::DT | Tag::PRPS))
                    || (last == Tag::NN && tags[i - 2] == Tag::PRPS && next == Tag::TO)) =>
        {
            Tag::NN
        }
        // "stole cards, then used them": an adverb of order stands before a verb.
        Tag::VBN
            if s.has(i, Form::Past)
                && i > 1
                && last == Tag::RB
                && s.is(i - 1, classes.order_adverb)
                && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
        {
            Tag::VBD
        }
        // "The party elected Lee": a sentence has a finite verb.
        Tag::VBN
            if !finite
                && running
                && i > 0
                && s.has(i, Form::Past)
                && last.is_noun()
                && (next == Tag::NNP || next == Tag::DT)
                && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
        {
            Tag::VBD
        }
        // "To sidestep checks and steal funds": behind "and" the base form shares the "to".
        Tag::VBP if last == Tag::CC && verb_before(tags, i) == Some(Tag::VB) => Tag::VB,
        // "Announced a two-for-one stock split.": a group that a verb rules goes on to the mark.
        Tag::VB | Tag::VBP | Tag::VBN
            if s.has(i, Form::Singular) && last == Tag::NN && next == Tag::PUNCT && verb_rules(tags, i) =>
        {
            Tag::NN
        }
        // "A $5 billion share buyback": behind a number no verb stands before its noun.
        Tag::VB | Tag::VBP
            if last == Tag::CD && s.has(i, Form::Singular) && next == Tag::NN && i > 1 && tags[i - 2] != Tag::DT =>
        {
            Tag::NN
        }
        // "The bank, which was hit, named Lee": behind a relative clause between commas stands the main verb.
        Tag::VBN
            if s.has(i, Form::Past)
                && i > 3
                && text.word(first + i - 1) == ","
                && (opens_noun(next) || is_determiner(next))
                && behind_relative(text, first, tags, i) =>
        {
            Tag::VBD
        }
        // "Became known as Northwind"
        Tag::VBN if i > 0 && text.word(first + i) == "known" && s.is(i - 1, classes.become_form) => Tag::JJ,
        // "Some of the shows": behind an article no verb stands.
        Tag::VBZ
            if last == Tag::DT
                && s.has(i, Form::Plural)
                && ["the", "these", "those", "both"]
                    .iter()
                    .any(|w| text.word(first + i - 1).eq_ignore_ascii_case(w)) =>
        {
            Tag::NNS
        }
        // A bare participle takes no object: "Northwind acquired the firm".
        Tag::VBN
            if s.has(i, Form::Past)
                && !s.is(i, classes.naming_verb)
                && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
        {
            let mut at = i + 1 + usize::from(next == Tag::RP);
            // "generated nearly $1 billion", "raised more than $2 million"
            let word = |i: usize| if i < tokens.len() { text.word(first + i) } else { "" };
            if matches!(word(at), "nearly" | "almost" | "about" | "roughly" | "around" | "over" | "approximately") {
                at += 1;
            } else if matches!(word(at), "more" | "less") && word(at + 1) == "than" {
                at += 2;
            }
            let object = tags.get(at).is_some_and(|t| matches!(t, Tag::DT | Tag::PRPS | Tag::PRP | Tag::NNP))
                || text.source[..].get(tokens.get(at).map_or(0..0, |t| t.start as usize..t.end as usize)) == Some("$");
            // "hackers exploited flaws": what describes a plural has no plural behind it.
            let object = object || (last == Tag::NNS && next == Tag::NNS);
            let by = s.is(at, classes.agent);
            // "Northwind, a charity founded in 1990, launched in Oslo": the verb is what stands behind the apposition.
            let comma = |i: usize| word(i) == ",";
            let opened = |i: usize| (1..i.saturating_sub(1)).any(|at| comma(at) && tags[at - 1].is_noun());
            let closes = |i: usize| i > 2 && comma(i - 1) && opened(i - 1);
            let main = |at: usize| tags[at] == Tag::VBN && s.has(at, Form::Past) && closes(at);
            let inside = opened(i) && (i + 1..tags.len()).any(main);
            if last == Tag::PRP || (!finite && !inside && !by && (i > 0 && last.is_noun() || running && closes(i))) {
                tags[i] = Tag::VBD;
                return None;
            }
            let subject = i > 0 && matches!(last, Tag::NN | Tag::NNS | Tag::NNP | Tag::PRP | Tag::WH | Tag::RB | Tag::CC)
                // "The start-up doubled its headcount"
                || i > 2 && last == Tag::IN && s.glued(i - 1) && tags[i - 3].is_noun();
            if object && subject { Tag::VBD } else { Tag::VBN }
        }
        // "the phones made by Northwind were": a past has no agent.
        Tag::VBD
            if s.is(i + 1, classes.agent)
                && s.has(i, Form::Participle)
                && next == Tag::IN
                && tags.get(i + 2).is_some_and(|t| {
                    matches!(t, Tag::DT | Tag::NNP | Tag::PRPS | Tag::PRP | Tag::NN | Tag::NNS | Tag::JJ)
                }) =>
        {
            Tag::VBN
        }
        // "and recently listed maker Northwind": no past behind a preposition.
        Tag::VBD
            if s.has(i, Form::Participle)
                && matches!(next, Tag::NN | Tag::NNS | Tag::JJ)
                && before_adverbs(tags, i) == Tag::IN =>
        {
            Tag::VBN
        }
        Tag::VBZ if i > 0 && s.is(i - 1, classes.possessive_pronoun) => Tag::NNS,
        // "To sell its industrial products group to": what ends a group that the verb before has as its object.
        Tag::VB | Tag::VBP
            if last == Tag::NNS
                && matches!(next, Tag::IN | Tag::TO | Tag::PUNCT)
                && (s.is(i, classes.company_noun) || s.is(i, classes.works_noun))
                && i > 2
                && matches!(tags[i - 2], Tag::NN | Tag::JJ | Tag::PRPS | Tag::NNP)
                && verb_rules(tags, i) =>
        {
            Tag::NN
        }
        // "an appeals court overturned": two finite verbs do not touch.
        Tag::VB | Tag::VBP
            if last.is_noun()
                && s.has(i, Form::Singular)
                && matches!(next, Tag::VBD | Tag::VBN | Tag::VBZ | Tag::MD) =>
        {
            Tag::NN
        }
        // "Northwind shares fell": two finite verbs do not touch.
        Tag::VBZ
            if (last.is_noun() || last == Tag::PUNCT && i > 0)
                && s.has(i, Form::Plural)
                && matches!(next, Tag::VBD | Tag::MD | Tag::VBP) =>
        {
            Tag::NNS
        }
        _ => return None,
    })
}
