//! Corrections of tags that the grammar or the spelling of a whole sentence forces, where the tagger looks at a few neighbours only.

use std::ops::Range;

use super::Text;
use super::classes::Classes;
use super::lexicon::{Form, Lexicon, UNKNOWN};
use super::look::Style;
use super::tag::Tag;

use super::token::{Case, Gap, Kind};

/// Corrects the tags of the sentence at `range`.
pub(super) fn repair(
    text: &Text<'_>,
    range: Range<usize>,
    style: Style,
    lexicon: &Lexicon,
    classes: &Classes,
    tags: &mut [Tag],
) {
    let tokens = &text.tokens[range.clone()];
    let running = style == Style::Running;
    let is = |i: usize, class: Option<u16>| class.is_some_and(|c| tokens.get(i).is_some_and(|t| lexicon.is(t.word, c)));
    let has = |i: usize, form: Form| tokens.get(i).is_some_and(|t| lexicon.has_form(t.word, form));
    let finite = tags.iter().any(|t| matches!(t, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.case == Case::Capital && t.gap == Gap::Space);
    let glued = |i: usize| tokens.get(i).is_some_and(|t| t.gap == Gap::None);
    for i in 0..tags.len() {
        let last = if i == 0 { Tag::PUNCT } else { tags[i - 1] };
        let next = tags.get(i + 1).copied().unwrap_or(Tag::PUNCT);
        let token = &tokens[i];
        tags[i] = match tags[i] {
            // "Nokia plans": a word that no list knows, with a capital at the head of a sentence, is a name.
            Tag::JJ | Tag::NN | Tag::NNS | Tag::RB
                if i == 0
                    && running
                    && token.case != Case::Lower
                    && token.kind == Kind::Word
                    && (token.word == UNKNOWN
                        || tags[i] == Tag::RB && is(0, classes.given_name) && next == Tag::VBD) =>
            {
                Tag::NNP
            }
            // "unveiled the console": behind an article no verb stands.
            Tag::VB | Tag::VBP if last == Tag::DT && !next.is_noun() && next != Tag::JJ => Tag::NN,
            // "fired tear gas": behind a past tense no second verb stands before its noun.
            Tag::VB if last == Tag::VBD && next == Tag::NN && has(i, Form::Singular) && !is(i - 1, classes.do_verb) => {
                Tag::NN
            }
            // "Slack's shares"
            Tag::VBZ
                if matches!(text.word(range.start + i), "'s" | "’s" | "' s")
                    && i > 0
                    && glued(i)
                    && tokens[i - 1].case != Case::Lower
                    && matches!(last, Tag::NNP | Tag::NN | Tag::JJ)
                    && matches!(next, Tag::NN | Tag::NNS)
                    && !has(i + 1, Form::Gerund) =>
            {
                Tag::POS
            }
            // "is moving its headquarters": with an object it is a verb.
            Tag::JJ | Tag::NN
                if has(i, Form::Gerund)
                    && is(i.wrapping_sub(1), classes.be)
                    && matches!(next, Tag::PRPS | Tag::DT | Tag::NNP) =>
            {
                Tag::VBG
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
                    && !is(0, classes.get_verb)
                    && has(1, Form::Past) =>
            {
                tags[1] = Tag::VBD;
                Tag::NNP
            }
            // "the conspirators stole": a word that is a past tense and nothing else.
            Tag::NN | Tag::JJ
                if has(i, Form::Past) && !has(i, Form::Singular) && !has(i, Form::Plain) && last == Tag::NNS =>
            {
                Tag::VBD
            }
            // "Existing investors took part"
            Tag::VBG
                if i == 0
                    && matches!(next, Tag::NNS | Tag::NN)
                    && ["existing", "remaining", "leading", "outgoing", "incoming", "participating", "competing"]
                        .iter()
                        .any(|w| text.word(range.start).eq_ignore_ascii_case(w)) =>
            {
                Tag::JJ
            }
            // "a fisheries accord in May": "a" has no plural.
            Tag::VBP | Tag::VB
                if i > 1
                    && last == Tag::NNS
                    && matches!(text.word(range.start + i - 2), "a" | "an" | "A" | "An")
                    && has(i, Form::Singular) =>
            {
                Tag::NN
            }
            // "will cut 900 jobs and close two plants"
            Tag::JJ
                if last == Tag::CC
                    && matches!(next, Tag::CD | Tag::PRPS)
                    && has(i, Form::Base)
                    && matches!(verb_before(tags, i), Some(Tag::VB)) =>
            {
                Tag::VB
            }
            // "a start-up that makes sensors"
            Tag::DT
                if i > 0
                    && (last.is_noun() || glued(i - 1))
                    && matches!(next, Tag::VBZ | Tag::VBD | Tag::MD)
                    && text.word(range.start + i) == "that" =>
            {
                Tag::WH
            }
            // "No one was hurt"
            Tag::UH if text.word(range.start + i).eq_ignore_ascii_case("no") && next == Tag::CD => Tag::DT,
            Tag::CD
                if text.word(range.start + i) == "one"
                    && last == Tag::DT
                    && i > 0
                    && text.word(range.start + i - 1).eq_ignore_ascii_case("no") =>
            {
                Tag::NN
            }
            // "suspended striker Omar Diaz": a word that is no form of a verb.
            Tag::VBN | Tag::VBD
                if (last.is_verb() || is_determiner(last))
                    && token.case == Case::Lower
                    && text.word(range.start + i).ends_with("er")
                    && !has(i, Form::Past)
                    && !has(i, Form::Participle) =>
            {
                Tag::NN
            }
            // "knocked the app offline"
            Tag::NN | Tag::NNS if matches!(text.word(range.start + i), "offline" | "online") && last.is_noun() => {
                Tag::RB
            }
            // "A quake of magnitude 6.2 struck northern Norland": the only verb of its sentence.
            Tag::VBN
                if !finite
                    && running
                    && (last.is_noun() || last == Tag::CD)
                    && has(i, Form::Past)
                    && !has(i, Form::Singular)
                    && matches!(next, Tag::DT | Tag::PRPS | Tag::JJ | Tag::NNP | Tag::CD | Tag::SYM)
                    && text.word(range.end - 1) == "." =>
            {
                Tag::VBD
            }
            // "rejected a takeover bid from Contoso"
            Tag::VBD | Tag::VB | Tag::VBN
                if text.word(range.start + i) == "bid"
                    && ["takeover", "buyout", "merger", "cash", "rescue", "share", "hostile"]
                        .iter()
                        .any(|w| i > 0 && text.word(range.start + i - 1) == *w)
                    && matches!(next, Tag::IN | Tag::PUNCT | Tag::TO | Tag::VBD) =>
            {
                Tag::NN
            }
            // "finance chief Omar Diaz"
            Tag::JJ
                if matches!(last, Tag::NN | Tag::NNS) && next == Tag::NNP && text.word(range.start + i) == "chief" =>
            {
                Tag::NN
            }
            // "Following his arrest in March, Roe"
            Tag::VBG
                if text.word(range.start + i).eq_ignore_ascii_case("following")
                    && (i == 0 || last == Tag::PUNCT)
                    && matches!(next, Tag::DT | Tag::PRPS | Tag::NN | Tag::NNS | Tag::JJ | Tag::NNP) =>
            {
                Tag::IN
            }
            // "Sentencing is set for Monday": with a verb right behind it, it is the subject.
            Tag::VBG if i == 0 && next == Tag::VBZ && is(1, classes.be) && has(0, Form::Gerund) => Tag::NN,
            // "A worm disabled the network": no adjective stands between a noun and a determiner.
            Tag::JJ if !finite && has(i, Form::Past) && last.is_noun() && matches!(next, Tag::DT | Tag::PRPS) => {
                Tag::VBD
            }
            // "Series A funding from"
            Tag::VBG
                if matches!(text.word(range.start + i), "funding" | "financing" | "backing")
                    && (last.is_noun() || last == Tag::JJ)
                    && matches!(next, Tag::IN | Tag::PUNCT | Tag::TO | Tag::CC | Tag::VBD) =>
            {
                Tag::NN
            }
            // "Nokia plans to cut", "Acme Group plans to sell": a name with nothing before it has no plans but makes them.
            Tag::NNS
                if last == Tag::NNP
                    && next == Tag::TO
                    && tags.get(i + 2).is_some_and(|t| *t == Tag::VB || *t == Tag::RB)
                    && token.case == Case::Lower
                    && matches!(
                        text.word(range.start + i),
                        "plans" | "aims" | "hopes" | "moves" | "offers" | "seeks" | "wants" | "looks" | "vows"
                    )
                    && tags[..i].iter().all(|t| *t == Tag::NNP) =>
            {
                Tag::VBZ
            }
            // "were suspending expansion plans and": behind a verb and a noun, before a conjunction or mark, it is no second verb.
            Tag::VBZ | Tag::VBP
                if has(i, Form::Plural)
                    && last.is_noun()
                    && matches!(next, Tag::CC | Tag::PUNCT | Tag::IN | Tag::VBN)
                    && verb_rules(tags, i) =>
            {
                Tag::NNS
            }
            // "a bid for": behind a determiner a word that can be a noun is one, unless a noun follows.
            Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
                if has(i, Form::Singular)
                    && matches!(last, Tag::DT | Tag::PRPS)
                    && !next.is_noun()
                    && next != Tag::JJ =>
            {
                Tag::NN
            }
            // "a 244 mln dlr bid for", "for 16 mln dlrs cash": behind a unit of money a word that can be a noun is one.
            Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
                if is(i - usize::from(i > 0), classes.currency_unit)
                    && last == Tag::NNS
                    && has(i, Form::Singular)
                    && matches!(next, Tag::IN | Tag::PUNCT) =>
            {
                Tag::NN
            }
            // "acquire privately held Acme", "its wholly owned unit": how something is held describes it.
            Tag::VBD | Tag::VBN if last == Tag::RB && is(i - 1, classes.ownership_adverb) && opens_noun(next) => {
                Tag::VBN
            }
            // "the newly formed Acme Ltd": behind a determiner and an adverb no past tense stands before its noun.
            Tag::VBD
                if last == Tag::RB
                    && has(i, Form::Participle)
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
                            && has(i, Form::Singular)
                            && next == Tag::TO
                            && tags.get(i + 2).is_some_and(|t| *t == Tag::NNP)) =>
            {
                Tag::NN
            }
            // "is considering selling its unit": between a verb and an object stands a gerund.
            Tag::NN
                if has(i, Form::Gerund)
                    && token.case == Case::Lower
                    && matches!(last, Tag::VBG | Tag::VBD | Tag::VBZ)
                    && matches!(next, Tag::DT | Tag::PRPS | Tag::NNP)
                    && !is(i.wrapping_sub(1), classes.be) =>
            {
                Tag::VBG
            }
            // "Has begun testing driverless trucks": behind a verb of beginning or ending, before what is no verb's subject.
            Tag::NN | Tag::JJ
                if has(i, Form::Gerund)
                    && is(i.wrapping_sub(1), classes.aspect_verb)
                    && last.is_verb()
                    && (matches!(next, Tag::DT | Tag::PRPS | Tag::NNP | Tag::JJ | Tag::CD)
                        || next == Tag::NNS && lexicon.likely(token.word) != Some(Tag::NN)) =>
            {
                Tag::VBG
            }
            // "No bank was fined": an answer has no noun right behind it.
            Tag::UH if is(i, classes.determiner) && (next.is_noun() || next == Tag::JJ) => Tag::DT,
            // "all shares of", behind a verb.
            Tag::RB if next == Tag::NNS && is(i, classes.determiner) && last.is_verb() => Tag::DT,
            // "a non-binding agreement": a prefix is no adverb.
            // "Acme Airlines inc"
            Tag::NN | Tag::JJ
                if last == Tag::NNP
                    && matches!(
                        text.word(range.start + i),
                        "inc" | "corp" | "ltd" | "plc" | "llc" | "inc." | "corp." | "ltd."
                    ) =>
            {
                Tag::NNP
            }
            Tag::RB if is(i, classes.ownership_adverb) && glued(i + 1) && glued(i + 2) => Tag::JJ,
            // "Was co-led by", "the engineers co-founded a bank": it belongs to the verb.
            Tag::VBN | Tag::VBD | Tag::VB | Tag::NN | Tag::JJ | Tag::RB
                if text.word(range.start + i) == "co"
                    && glued(i + 1)
                    && glued(i + 2)
                    && tags.get(i + 2).is_some_and(|t| t.is_verb()) =>
            {
                let object = tags.get(i + 3).is_some_and(|t| *t != Tag::IN && (opens_noun(*t) || is_determiner(*t)));
                if object && has(i + 2, Form::Past) && !auxiliary_before(tokens, tags, i, lexicon, classes) {
                    tags[i + 2] = Tag::VBD;
                }
                Tag::RB
            }
            Tag::RB | Tag::NN | Tag::IN
                if is(i, classes.prefix) && glued(i + 1) && glued(i + 2) && last != Tag::PUNCT =>
            {
                Tag::JJ
            }
            // "a gypsum wallboard plant", "a shrimp packing plant": what stands between nouns and is no adjective is one of them.
            Tag::JJ if last == Tag::NN && next == Tag::NN && !has(i, Form::Plain) && token.case == Case::Lower => {
                Tag::NN
            }
            Tag::VBG
                if last == Tag::NN
                    && next == Tag::NN
                    && (is(i + 1, classes.works_noun) || is(i + 1, classes.company_noun))
                    && i > 1
                    && matches!(tags[i - 2], Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS) =>
            {
                Tag::NN
            }
            // "Google scooped up Acme": no verb stands right before a past tense at the head of a sentence.
            Tag::VB | Tag::VBP
                if i == 0
                    && token.case == Case::Capital
                    && running
                    && matches!(next, Tag::VBD | Tag::VBZ | Tag::MD) =>
            {
                Tag::NNP
            }
            // "The bank cut rates": the only word that can be a verb between two nouns.
            Tag::NN
                if !finite
                    && has(i, Form::Past)
                    && last.is_noun()
                    && (next.is_noun()
                        || matches!(next, Tag::DT | Tag::PRPS | Tag::SYM | Tag::CD)
                        || (next == Tag::JJ && !has(i, Form::Plain))) =>
            {
                Tag::VBD
            }
            // "its own bid to", "their joint bid to": between a determined modifier and "to" or a preposition stands a noun.
            Tag::VB | Tag::VBP | Tag::VBN | Tag::VBD
                if i > 1
                    && has(i, Form::Singular)
                    && matches!(next, Tag::TO | Tag::IN | Tag::PUNCT)
                    && ((last == Tag::JJ && matches!(tags[i - 2], Tag::DT | Tag::PRPS))
                        || (last == Tag::NN && tags[i - 2] == Tag::PRPS && next == Tag::TO)) =>
            {
                Tag::NN
            }
            // "stole cards, then used them": an adverb of order stands before a verb.
            Tag::VBN
                if has(i, Form::Past)
                    && i > 1
                    && last == Tag::RB
                    && matches!(text.word(range.start + i - 1), "then" | "later" | "subsequently" | "also")
                    && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
            {
                Tag::VBD
            }
            // "The party elected Lee": a sentence has a finite verb.
            Tag::VBN
                if !finite
                    && running
                    && i > 0
                    && has(i, Form::Past)
                    && last.is_noun()
                    && (next == Tag::NNP || next == Tag::DT)
                    && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
            {
                Tag::VBD
            }
            // "AT&T"
            _ if token.case == Case::Upper
                && next == Tag::CC
                && (glued(i + 1) && glued(i + 2)
                    || text.word(range.start + i + 1) == "&"
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
            // "Reed and his firm each pleaded": a quantifier between the subject and its verb is no subject.
            Tag::DT
                if last.is_noun()
                    && matches!(text.word(range.start + i), "each" | "both" | "all")
                    && (matches!(next, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
                        || (next == Tag::VBN && has(i + 1, Form::Past) && !finite)) =>
            {
                if next == Tag::VBN {
                    tags[i + 1] = Tag::VBD;
                }
                Tag::RB
            }
            // "To sidestep checks and steal funds": behind "and" the base form shares the "to".
            Tag::VBP if last == Tag::CC && verb_before(tags, i) == Some(Tag::VB) => Tag::VB,
            // "Announced a two-for-one stock split.": a group that a verb rules goes on to the mark.
            Tag::VB | Tag::VBP | Tag::VBN
                if has(i, Form::Singular) && last == Tag::NN && next == Tag::PUNCT && verb_rules(tags, i) =>
            {
                Tag::NN
            }
            // "Froze hiring in May": an activity that a verb rules.
            Tag::VBG
                if matches!(text.word(range.start + i), "hiring" | "funding" | "lending" | "spending")
                    && matches!(last, Tag::VBD | Tag::VBZ | Tag::VB | Tag::VBG | Tag::VBN)
                    && !is(i - 1, classes.aspect_verb)
                    && !is(i - 1, classes.be)
                    && matches!(next, Tag::PUNCT | Tag::IN | Tag::CC) =>
            {
                Tag::NN
            }
            // "Has quit.", "has cut": behind "have" a word that can be a participle is one, unless it is what somebody has.
            Tag::NN | Tag::JJ | Tag::VB | Tag::RB
                if is(i.wrapping_sub(1), classes.have)
                    && has(i, Form::Participle)
                    && matches!(next, Tag::PUNCT | Tag::DT | Tag::PRPS | Tag::TO | Tag::NNP)
                    && token.case == Case::Lower =>
            {
                Tag::VBN
            }
            // "A $5 billion share buyback": behind a number no verb stands before its noun.
            Tag::VB | Tag::VBP
                if last == Tag::CD && has(i, Form::Singular) && next == Tag::NN && i > 1 && tags[i - 2] != Tag::DT =>
            {
                Tag::NN
            }
            // "Sentencing has been scheduled", "Trading was halted": a gerund that a finite verb follows is its subject.
            Tag::VBG
                if i == 0
                    && !is(0, classes.have)
                    && !is(0, classes.be)
                    && (matches!(next, Tag::VBZ | Tag::VBD | Tag::MD)
                        || next == Tag::IN && text.word(range.start) == "Sentencing") =>
            {
                Tag::NN
            }
            // "The bank, which was hit, named Lee": behind a relative clause between commas stands the main verb.
            Tag::VBN
                if has(i, Form::Past)
                    && i > 3
                    && text.word(range.start + i - 1) == ","
                    && (opens_noun(next) || is_determiner(next))
                    && behind_relative(text, range.start, tags, i) =>
            {
                Tag::VBD
            }
            // "Became known as Northwind"
            Tag::VBN
                if i > 0
                    && text.word(range.start + i) == "known"
                    && matches!(text.word(range.start + i - 1), "became" | "become" | "becomes" | "becoming") =>
            {
                Tag::JJ
            }
            // "The Series B round,"
            Tag::JJ
                if matches!(last, Tag::NNP | Tag::NN)
                    && matches!(text.word(range.start + i), "round" | "brief")
                    && !opens_noun(next) =>
            {
                Tag::NN
            }
            // "Joins Contoso effective May 30": before a day it is a preposition.
            Tag::JJ
                if (is(i + 1, classes.month) || is(i + 1, classes.weekday))
                    && text.word(range.start + i) == "effective"
                    && !matches!(last, Tag::DT | Tag::PRPS | Tag::JJ | Tag::RB | Tag::VBZ | Tag::VBP) =>
            {
                Tag::IN
            }
            // "Some of the shows": behind an article no verb stands.
            Tag::VBZ
                if last == Tag::DT
                    && has(i, Form::Plural)
                    && matches!(text.word(range.start + i - 1), "the" | "these" | "those" | "both") =>
            {
                Tag::NNS
            }
            // "Replaces Fowler as": an unknown word with a capital that describes nothing is a name.
            Tag::JJ
                if running
                    && i > 0
                    && token.case == Case::Capital
                    && token.word == UNKNOWN
                    && token.gap == Gap::Space
                    && follows_word(text, range.start + i)
                    && !glued(i + 1)
                    && !next.is_noun()
                    && !matches!(next, Tag::JJ | Tag::CC) =>
            {
                Tag::NNP
            }
            // A bare participle takes no object: "Northwind acquired the firm".
            Tag::VBN
                if has(i, Form::Past)
                    && !is(i, classes.naming_verb)
                    && !auxiliary_before(tokens, tags, i, lexicon, classes) =>
            {
                let mut at = i + 1 + usize::from(next == Tag::RP);
                // "generated nearly $1 billion", "raised more than $2 million"
                let word = |i: usize| if i < tokens.len() { text.word(range.start + i) } else { "" };
                if matches!(word(at), "nearly" | "almost" | "about" | "roughly" | "around" | "over" | "approximately") {
                    at += 1;
                } else if matches!(word(at), "more" | "less") && word(at + 1) == "than" {
                    at += 2;
                }
                let object = tags.get(at).is_some_and(|t| matches!(t, Tag::DT | Tag::PRPS | Tag::PRP | Tag::NNP))
                    || text.source[..].get(tokens.get(at).map_or(0..0, |t| t.start as usize..t.end as usize))
                        == Some("$");
                // "hackers exploited flaws": what describes a plural has no plural behind it.
                let object = object || (last == Tag::NNS && next == Tag::NNS);
                let by = is(at, classes.agent);
                // "Northwind, a charity founded in 1990, launched in Oslo": the verb is what stands behind the apposition.
                let comma = |i: usize| word(i) == ",";
                let opened = |i: usize| (1..i.saturating_sub(1)).any(|at| comma(at) && tags[at - 1].is_noun());
                let closes = |i: usize| i > 2 && comma(i - 1) && opened(i - 1);
                let main = |at: usize| tags[at] == Tag::VBN && has(at, Form::Past) && closes(at);
                let inside = opened(i) && (i + 1..tags.len()).any(main);
                if last == Tag::PRP || (!finite && !inside && !by && (i > 0 && last.is_noun() || running && closes(i)))
                {
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
            // "Apple is", "Target said": firms that bear a thing's name, where the thing would have an article.
            Tag::NN
                if i == 0
                    && running
                    && token.case == Case::Capital
                    && is(0, classes.common_name)
                    && matches!(next, Tag::VBZ | Tag::VBD | Tag::MD | Tag::POS) =>
            {
                Tag::NNP
            }
            // "Bank of America": at the head of a sentence no determiner means a name.
            Tag::NN
                if i == 0
                    && token.case == Case::Capital
                    && is(0, classes.institution)
                    && next == Tag::IN
                    && tags.get(2) == Some(&Tag::NNP) =>
            {
                Tag::NNP
            }
            // "a fine in April", "an executive said": an adjective that is a noun, too, and describes nothing.
            Tag::JJ
                if has(i, Form::Singular)
                    && matches!(last, Tag::DT | Tag::PRPS | Tag::POS | Tag::CD | Tag::JJ)
                    && (matches!(next, Tag::IN | Tag::MD | Tag::VBD | Tag::VBZ) || tokens.get(i + 1).is_none()) =>
            {
                Tag::NN
            }
            // "an appeals court overturned": two finite verbs do not touch.
            Tag::VB | Tag::VBP
                if last.is_noun()
                    && has(i, Form::Singular)
                    && matches!(next, Tag::VBD | Tag::VBN | Tag::VBZ | Tag::MD) =>
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
            // "the purchase in 2008 cost $4 million": behind a year no participle describes.
            Tag::VBN | Tag::NN | Tag::JJ
                if last == Tag::CD
                    && has(i, Form::Past)
                    && i > 1
                    && tags[i - 2] == Tag::IN
                    && is_year(text, range.start + i - 1)
                    && (tags[i] == Tag::VBN || !finite) =>
            {
                Tag::VBD
            }
            // "Northwind shares fell": two finite verbs do not touch.
            Tag::VBZ
                if (last.is_noun() || last == Tag::PUNCT && i > 0)
                    && has(i, Form::Plural)
                    && matches!(next, Tag::VBD | Tag::MD | Tag::VBP) =>
            {
                Tag::NNS
            }
            Tag::JJ
                if last == Tag::TO
                    && has(i, Form::Base)
                    && matches!(
                        next,
                        Tag::DT | Tag::PRPS | Tag::PRP | Tag::RP | Tag::IN | Tag::TO | Tag::RB | Tag::SYM | Tag::NNP
                    ) =>
            {
                Tag::VB
            }
            Tag::NN | Tag::NNS if last == Tag::MD && has(i, Form::Base) => Tag::VB,
            // "will open 30 hotels"
            Tag::JJ
                if last == Tag::MD
                    && has(i, Form::Base)
                    && matches!(
                        next,
                        Tag::DT | Tag::PRPS | Tag::CD | Tag::IN | Tag::TO | Tag::JJ | Tag::RB | Tag::NNS | Tag::NNP
                    ) =>
            {
                Tag::VB
            }
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
fn auxiliary_before(tokens: &[super::Token], tags: &[Tag], i: usize, lexicon: &Lexicon, classes: &Classes) -> bool {
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
