//! Verb groups: auxiliaries, tense, voice, negation, particle.

use super::chunk::{NounGroup, Tense, VerbGroup, View};
use super::lexicon::{Form, UNKNOWN};
use super::tag::{Tag, TagSet};
use super::token::Kind;

/// What a verb group may begin with.
const FIRST: TagSet = TagSet::of(&[Tag::TO, Tag::MD, Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ]);

/// The verb group that begins at token `at`, if one does.
pub(super) fn parse(view: &View<'_>, at: usize, noun: Option<&NounGroup>) -> Option<VerbGroup> {
    if !FIRST.contains(view.tag(at)) {
        return None;
    }
    let mut group = VerbGroup {
        first: at as u32,
        end: 0,
        head: 0,
        lemma: UNKNOWN,
        particle: None,
        tense: Tense::Bare,
        perfect: false,
        progressive: false,
        passive: false,
        negated: negated_before(view, at),
        modal: None,
    };
    let mut verb = match view.tag(at) {
        Tag::TO => {
            let verb = next_verb(view, at + 1, &mut group, is_base)?;
            group.tense = Tense::Infinitive;
            verb
        }
        Tag::MD => {
            group.modal = Some(view.id(at));
            group.tense = if view.value(at, view.classes.modal) == Some(1) { Tense::Future } else { Tense::Present };
            next_verb(view, at + 1, &mut group, is_base)?
        }
        tag if tag.is_verb() => {
            if starts_no_group(view, at, tag, noun) {
                return None;
            }
            group.tense = match tag {
                Tag::VBD => Tense::Past,
                Tag::VBG => Tense::Gerund,
                Tag::VBN => Tense::Participle,
                Tag::VB => Tense::Bare,
                _ => Tense::Present,
            };
            at
        }
        _ => return None,
    };
    // From auxiliary to auxiliary to the main verb.
    while let Some(next) = behind_auxiliary(view, verb, at, &mut group) {
        verb = next;
    }
    if group.tense == Tense::Participle && !view.is(verb, view.classes.be) {
        group.passive = true;
    }
    group.head = verb as u32;
    group.end = verb as u32 + 1;
    group.lemma = view.lexicon.verb_lemma(view.id(verb), view.tag(verb));
    if is_particle(view, verb) {
        group.particle = Some(verb as u32 + 1);
        group.end += 1;
    }
    Some(group)
}

/// The verb to which the auxiliary at `verb` leads, if it is one; `group` learns what that makes of it. `first` is the group's first verb.
fn behind_auxiliary(view: &View<'_>, verb: usize, first: usize, group: &mut VerbGroup) -> Option<usize> {
    let contracted = matches!(view.word(verb), "'s" | "’s" | "'S" | "’S" | "' s");
    if contracted || view.is(verb, view.classes.be) {
        let next = next_verb(view, verb + 1, group, is_participle_or_gerund)?;
        if is_gerund(view, next) {
            let going = view.word(next).eq_ignore_ascii_case("going")
                && view.tag(next + 1) == Tag::TO
                && is_base(view, next + 2);
            if going && group.tense == Tense::Present {
                group.tense = Tense::Future;
                return Some(next + 2);
            }
            group.progressive = true;
        } else if contracted && !view.word(next + 1).eq_ignore_ascii_case("by") {
            group.perfect = true; // "it's launched"
        } else {
            group.passive = true;
        }
        return Some(next);
    }
    if view.is(verb, view.classes.have) || (matches!(view.word(verb), "'d" | "’d") && view.tag(verb) == Tag::VBD) {
        let next = next_verb(view, verb + 1, group, is_participle)?;
        group.perfect = true;
        return Some(next);
    }
    if verb == first && view.is(verb, view.classes.do_verb) {
        return next_verb(view, verb + 1, group, is_base);
    }
    if view.is(verb, view.classes.get_verb) && view.tag(verb + 1) == Tag::VBN {
        group.passive = true;
        return Some(verb + 1);
    }
    None
}

/// Whether a verb form at `at` belongs to a noun group or is a preposition.
fn starts_no_group(view: &View<'_>, at: usize, tag: Tag, noun: Option<&NounGroup>) -> bool {
    if view.is(at, view.classes.prepositional_participle) && tag == Tag::VBG {
        return true;
    }
    if tag == Tag::VBG && matches!(view.tag(at.wrapping_sub(1)), Tag::POS | Tag::PRPS) {
        return true; // "Northwind's founding"
    }
    // "Its proposed $2 billion purchase"
    if tag == Tag::VBN
        && matches!(view.tag(at.wrapping_sub(1)), Tag::POS | Tag::PRPS | Tag::DT)
        && matches!(view.tag(at + 1), Tag::SYM | Tag::CD)
    {
        return true;
    }
    if view.hyphen(at + 1) {
        return true; // "drive-in theatre"
    }
    // "seized goods were sold": a participle straight before a noun that follows no noun.
    let follows_noun = noun.is_some_and(|n| n.end as usize == at)
        || (at > view.first && view.tag(at - 1) == Tag::PUNCT && at > view.first + 1);
    tag == Tag::VBN
        && !follows_noun
        && matches!(view.tag(at + 1), Tag::NN | Tag::NNS | Tag::JJ)
        && !view.is(at, view.classes.naming_verb)
}

/// Whether "not", "never" or "no longer" stands straight before `at`.
fn negated_before(view: &View<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let longer = || view.token(before).is_some_and(|t| t.end - t.start == 6 && t.kind == Kind::Word);
    view.is(before, view.classes.negation)
        || (longer()
            && view.word(before).eq_ignore_ascii_case("longer")
            && view.word(at.wrapping_sub(2)).eq_ignore_ascii_case("no"))
}

/// Skips adverbs from `at` and gives the verb behind them if `fits`; negations among the adverbs count.
fn next_verb(
    view: &View<'_>,
    at: usize,
    group: &mut VerbGroup,
    fits: impl Fn(&View<'_>, usize) -> bool,
) -> Option<usize> {
    let (mut verb, mut negated) = (at, false);
    loop {
        if fits(view, verb) && (view.tag(verb) != Tag::RB) {
            group.negated |= negated;
            return Some(verb);
        }
        // "was co-led"
        if view.tag(verb) == Tag::RB && view.hyphen(verb + 1) && fits(view, verb + 2) {
            verb += 2;
            continue;
        }
        // "has more than doubled"
        if matches!(view.word(verb), "more" | "less") && view.word(verb + 1) == "than" && fits(view, verb + 2) {
            verb += 2;
            continue;
        }
        let longer = view.word(verb).eq_ignore_ascii_case("no") && view.word(verb + 1).eq_ignore_ascii_case("longer");
        if !(longer || view.tag(verb) == Tag::RB) || verb > at + 4 {
            // "is not a bank": the negation belongs to the group although no verb follows.
            group.negated |= negated && view.is(at, view.classes.negation);
            return None;
        }
        let only = matches!(view.word(verb + 1), "only" | "just" | "merely" | "simply");
        negated |= longer || (view.is(verb, view.classes.negation) && !only);
        verb += if longer { 2 } else { 1 };
    }
}

fn is_base(view: &View<'_>, at: usize) -> bool {
    match view.tag(at) {
        Tag::VB | Tag::VBP => true,
        // The tagger may take a base form for a noun or a past; after "to" and modals there is no doubt.
        Tag::VBD | Tag::VBN => view.has_form(at, Form::Base),
        _ => false,
    }
}

fn is_participle(view: &View<'_>, at: usize) -> bool {
    match view.tag(at) {
        Tag::VBN => true,
        Tag::VBD | Tag::VB | Tag::VBP => view.has_form(at, Form::Participle),
        _ => false,
    }
}

fn is_gerund(view: &View<'_>, at: usize) -> bool {
    view.tag(at) == Tag::VBG
}

fn is_participle_or_gerund(view: &View<'_>, at: usize) -> bool {
    // "is considering a sale", but "the cost is, including tax, high".
    if is_gerund(view, at) && view.is(at, view.classes.prepositional_participle) && view.tag(at - 1) == Tag::PUNCT {
        return false;
    }
    is_gerund(view, at) || is_participle(view, at)
}

/// Whether the word behind `verb` is its particle: "shut down", "team up".
fn is_particle(view: &View<'_>, verb: usize) -> bool {
    let at = verb + 1;
    if !view.is(at, view.classes.particle) {
        return false;
    }
    // "grew over 63 percent", "lost about $2 million": before a figure it only says how exact the figure is.
    let figure = matches!(view.tag(at + 1), Tag::CD | Tag::SYM);
    if figure && matches!(view.word(at), "over" | "about" | "around" | "under") {
        return false;
    }
    if view.tag(at) == Tag::RP {
        return true;
    }
    let lemma = view.lexicon.verb_lemma(view.id(verb), view.tag(verb));
    let phrasal = view.lexicon.is_phrasal(lemma, view.id(at));
    // "Takes over as editor", "signed on as a sponsor": a preposition has an object. "Took in $90 million"
    let bare = matches!(view.tag(at + 1), Tag::IN | Tag::TO | Tag::PUNCT | Tag::CC);
    let sum = view.word(at) == "in" && view.tag(at + 1) == Tag::SYM;
    if phrasal && (bare || sum) {
        return true;
    }
    // "set up the plant" but "operate in the country".
    view.lexicon.is_phrasal(lemma, view.id(at))
        && (matches!(view.word(at), "up" | "out" | "down" | "off" | "away" | "back")
            || view.tag(at) == Tag::RB
            // "was taken over by"
            || view.word(at + 1) == "by")
}
