//! Noun groups: determiners, modifiers, names and their inner "of", sums, pronouns, possessors.

mod name;

use super::chunk::{NounGroup, NounKind, View};
use super::repair::is_year;
use super::tag::Tag;
use super::token::Kind;

/// The noun group that begins at token `at`, if one does.
pub(super) fn parse(view: &View<'_>, at: usize) -> Option<NounGroup> {
    let tag = view.tag(at);
    match tag {
        Tag::PRP => return Some(pronoun(view, at, NounKind::Pronoun)),
        Tag::WH if view.is(at, view.classes.relative_pronoun) || view.is(at, view.classes.possessive_pronoun) => {
            return Some(pronoun(view, at, NounKind::Relative));
        }
        _ => {}
    }
    // "including Northwind", "following talks": a preposition, no part of the name.
    if tag == Tag::VBG && view.is(at, view.classes.prepositional_participle) {
        return None;
    }
    let start = hedge(view, at);
    let begins = start > at
        || matches!(
            tag,
            Tag::DT | Tag::PRPS | Tag::CD | Tag::JJ | Tag::NN | Tag::NNS | Tag::NNP | Tag::SYM | Tag::VBN | Tag::VBG
        )
        || (tag == Tag::RB && modifies(view, at));
    if !begins || (matches!(tag, Tag::VBN | Tag::VBG | Tag::RB) && start == at && !reaches_noun(view, at)) {
        return None;
    }
    let mut parser = Parser { view, at: start, core: None, noun: None, number: None, adjective: None, start };
    parser.determiners();
    parser.body();
    parser.finish(at)
}

fn pronoun(view: &View<'_>, at: usize, kind: NounKind) -> NounGroup {
    let classes = view.classes;
    let plural = view.value(at, classes.personal_pronoun).or_else(|| view.value(at, classes.demonstrative)) == Some(2)
        || matches!(view.word(at), "both" | "Both" | "all" | "All" | "many" | "Many" | "several" | "Several");
    let at = at as u32;
    NounGroup { first: at, core: at, end: at + 1, head: at, kind, plural, possessor: None }
}

/// The group whose "'s" stands before token `first`, as an index among `nouns`; "whose" is a possessor, too.
pub(super) fn possessor(view: &View<'_>, first: usize, nouns: &[NounGroup]) -> Option<u32> {
    let last = nouns.last()?;
    let end = last.end as usize;
    let whose = end == first && last.kind == NounKind::Relative && view.is(first - 1, view.classes.possessive_pronoun);
    let clitic = end + 1 == first && view.tag(end) == Tag::POS;
    (whose || clitic).then(|| nouns.len() as u32 - 1)
}

/// The end of the words from `at` that only say how exact a number is ("more than", "nearly"), if a number follows; else `at`.
fn hedge(view: &View<'_>, at: usize) -> usize {
    let number = |i: usize| {
        view.tag(i) == Tag::CD || view.word(i) == "half" || (is_currency(view, i) && view.tag(i + 1) == Tag::CD)
    };
    if view.is(at, view.classes.hedge) && number(at + 1) {
        return at + 1;
    }
    if !view.is(at, view.classes.hedge_start) {
        return at;
    }
    (at + 2..at + 4)
        .find(|end| number(*end))
        .filter(|end| (at + 1..*end).all(|i| view.is(i, view.classes.hedge_middle)))
        .unwrap_or(at)
}

/// Whether token `at` stands before an amount: "$", "RMB", "US$".
fn is_currency(view: &View<'_>, at: usize) -> bool {
    if view.tag(at) == Tag::SYM {
        return view.word(at) != "%";
    }
    (view.capital(at) && view.is(at, view.classes.currency_code))
        || (view.tag(at + 1) == Tag::SYM && view.is(at, view.classes.currency_prefix) && view.word(at + 1) == "$")
}

/// Whether an adverb at `at` belongs to the adjective behind it: "recently listed maker", "very large bank".
fn modifies(view: &View<'_>, at: usize) -> bool {
    matches!(view.tag(at + 1), Tag::JJ | Tag::VBN | Tag::VBG)
        && !view.is(at, view.classes.negation)
        && !view.is(at, view.classes.order_adverb)
        && reaches_noun(view, at + 1)
}

/// Whether modifiers from `at` on lead to a noun.
fn reaches_noun(view: &View<'_>, at: usize) -> bool {
    for i in at..view.end.min(at + 12) {
        match view.tag(i) {
            Tag::NN | Tag::NNS | Tag::NNP => return true,
            Tag::VBN | Tag::VBG
                if i > at && !view.glued(i) && view.tag(i - 1) != Tag::RB && view.tag(i - 1) != Tag::JJ =>
            {
                return false;
            }
            Tag::JJ | Tag::CD | Tag::SYM | Tag::RB | Tag::VBN | Tag::VBG => {}
            Tag::PUNCT if view.hyphen(i) => {}
            Tag::PUNCT if view.word(i) == "," && view.tag(i + 1) == Tag::JJ => {}
            _ => return false,
        }
    }
    false
}

struct Parser<'v, 'a> {
    view: &'v View<'a>,
    at: usize,
    /// First token behind the determiners.
    core: Option<usize>,
    /// The last noun so far.
    noun: Option<usize>,
    /// The last number so far, its scale or unit included.
    number: Option<usize>,
    adjective: Option<usize>,
    start: usize,
}

impl Parser<'_, '_> {
    fn determiners(&mut self) {
        let view = self.view;
        loop {
            let determiner = match view.tag(self.at) {
                Tag::DT | Tag::PRPS => true,
                Tag::JJ => view.is(self.at, view.classes.determiner),
                _ => false,
            };
            // "both the banks", "all of" …: a determiner behind a determiner only after these.
            let second = self.core.is_some()
                && view.tag(self.at) == Tag::DT
                && !matches!(
                    view.word(self.at - 1),
                    "all" | "All" | "both" | "Both" | "half" | "Half" | "such" | "Such" | "quite" | "what" | "What"
                );
            // "An all-new model": what a hyphen joins is an adjective.
            if !determiner || second || view.hyphen(self.at + 1) {
                break;
            }
            self.at += 1;
            self.core = Some(self.at);
        }
        self.core = Some(self.at);
    }

    fn body(&mut self) {
        let view = self.view;
        loop {
            let at = self.at;
            match view.tag(at) {
                _ if at >= view.end => return,
                _ if self.noun.is_none() && is_currency(view, at) && self.sum() => {}
                Tag::CD if self.noun.is_none_or(|n| n + 1 == at && self.numbered(n)) => self.number(),
                // "In 2017 prices fell".
                _ if self.number == Some(self.start) && at == self.start + 1 && self.ends_date() => return,
                Tag::NN | Tag::NNS | Tag::NNP if !self.ends_before(at) => {
                    self.noun = Some(at);
                    self.at += 1;
                    if view.tag(at) == Tag::NNP {
                        self.name();
                    }
                }
                // "Seoul next year", "went public last year": a time begins.
                Tag::JJ
                    if matches!(view.word(at), "last" | "next")
                        && (self.noun.is_some() || self.number.is_some() || self.adjective.is_some()) =>
                {
                    return;
                }
                Tag::JJ
                    if self.noun.is_none_or(|n| view.tag(n) == Tag::NNP && n + 1 == at && reaches_noun(view, at)) =>
                {
                    self.adjective = Some(at);
                    self.at += 1;
                }
                Tag::VBN | Tag::VBG
                    if self.noun.is_none()
                        && (at > self.core.unwrap_or(at) || self.determined(at))
                        && reaches_noun(view, at + 1) =>
                {
                    self.at += 1
                }
                Tag::VBN | Tag::VBG
                    if self.noun.is_none() && at == self.core.unwrap_or(at) && reaches_noun(view, at) =>
                {
                    self.at += 1
                }
                // "start-up", "roll-out": the hyphen makes one noun of the verb and what follows.
                tag if (tag.is_verb() || tag == Tag::RB || tag == Tag::IN)
                    && view.hyphen(at + 1)
                    // "The engineers co-founded"
                    && !(tag == Tag::RB && view.word(at) == "co")
                    && at > self.core.unwrap_or(at) =>
                {
                    self.noun = Some(at);
                    self.at += 1;
                }
                // "the launching of": a gerund as a noun.
                Tag::VBG if self.noun.is_none() && self.determined(at) => {
                    self.noun = Some(at);
                    self.at += 1;
                }
                Tag::RB if self.noun.is_none() && modifies(view, at) => self.at += 1,
                Tag::CC
                    if self.noun.is_none()
                        && self.adjective == at.checked_sub(1)
                        && view.tag(at + 1) == Tag::JJ
                        && reaches_noun(view, at + 1) =>
                {
                    self.at += 1
                }
                Tag::PUNCT
                    if view.word(at) == ","
                        && self.noun.is_none()
                        && self.adjective == at.checked_sub(1)
                        && view.tag(at + 1) == Tag::JJ
                        && reaches_noun(view, at + 1) =>
                {
                    self.at += 1
                }
                Tag::PUNCT if view.hyphen(at) && at > self.core.unwrap_or(at) => {
                    // What a hyphen joins is one word, whatever its parts are: "Valley-based", "state-of-the-art".
                    let part = at + 1;
                    if view.tag(part).is_noun() || (self.noun == at.checked_sub(1) && !reaches_noun(view, part + 1)) {
                        self.noun = Some(part);
                    } else if self.noun == at.checked_sub(1) {
                        self.noun = None;
                        self.adjective = Some(part);
                    }
                    self.at += 2;
                }
                Tag::CC
                    if view.word(at) == "&"
                        && view.glued(at)
                        && view.glued(at + 1)
                        && self.noun == at.checked_sub(1) =>
                {
                    self.noun = Some(at + 1);
                    self.at += 2;
                }
                // "The oil and gas field": two words for one trade before the head.
                Tag::CC
                    if view.word(at) == "and"
                        && self.noun.is_some_and(|n| n + 1 == at && view.tag(n).is_noun())
                        && view.tag(at + 1).is_noun()
                        && view.tag(at + 2).is_noun()
                        && view.value(at - 1, view.classes.pair_noun).is_some()
                        && view.value(at - 1, view.classes.pair_noun) == view.value(at + 1, view.classes.pair_noun) =>
                {
                    self.noun = Some(at + 1);
                    self.at += 2;
                }
                _ => return,
            }
        }
    }

    /// Whether the number with which the group begins ends a date: a year ("in 2017 prices", "in May 2018 Northwind"), or a day before a name
    /// ("on May 3 Northwind").
    fn ends_date(&self) -> bool {
        let view = self.view;
        let Some(before) = self.start.checked_sub(1).filter(|before| *before >= view.first) else { return false };
        let month = |at: usize| at >= view.first && view.is(at, view.classes.month);
        if !is_year(view.text, self.start) {
            let day = view.word(self.start);
            return month(before) && day.len() <= 2 && view.capital(self.at) && day.bytes().all(|b| b.is_ascii_digit());
        }
        view.tag(before) == Tag::IN
            || month(before)
            || (view.word(before) == "," && before >= 2 && view.tag(before - 1) == Tag::CD && month(before - 2))
    }

    /// Whether a determiner or possessor stands before `at`.
    fn determined(&self, at: usize) -> bool {
        at > self.view.first && matches!(self.view.tag(at - 1), Tag::DT | Tag::PRPS | Tag::POS)
    }

    /// Whether the number behind a name's last word belongs to the name: "iPhone 8", "Boeing 737".
    fn numbered(&self, name: usize) -> bool {
        let view = self.view;
        let counts = view.word(name + 2) == "%"
            || view.is(name + 2, view.classes.money_scale)
            || view.is(name + 2, view.classes.percent)
            || view.tag(name + 2).is_noun();
        view.tag(name) == Tag::NNP
            && !view.is(name, view.classes.weekday)
            && !view.is(name, view.classes.legal_suffix)
            && (!counts || view.token(name).is_some_and(|t| t.case == super::Case::Mixed))
    }

    /// Whether a noun at `at` begins a group of its own: "Monday" in "Northwind Monday", "Northwind" in "on Monday Northwind".
    fn ends_before(&self, at: usize) -> bool {
        let view = self.view;
        self.noun.is_some_and(|n| n + 1 == at)
            && view.capital(at)
            && (view.is(at, view.classes.weekday) || self.is_date(at - 1))
    }

    /// Whether the group up to its word `last` is a date behind a preposition: "on Monday", "in May", "on 3 May", "in early May".
    fn is_date(&self, last: usize) -> bool {
        let (view, classes) = (self.view, &self.view.classes);
        let alone = self.start == last;
        if self.start <= view.first || !(alone || self.start + 1 == last) {
            return false;
        }
        let number = || self.number == Some(self.start);
        match view.word(self.start - 1) {
            "On" | "on" if alone => view.is(last, classes.weekday),
            "On" | "on" | "By" | "by" => !alone && number() && view.is(last, classes.month),
            "In" | "in" | "Since" | "since" => {
                view.is(last, classes.month) && (alone || matches!(view.word(self.start), "early" | "mid" | "late"))
            }
            _ => false,
        }
    }

    /// "$2.1 billion", "RMB 300 million", "US$5m".
    fn sum(&mut self) -> bool {
        let mut at = self.at;
        while at < self.at + 2 && is_currency(self.view, at) {
            at += 1;
        }
        if self.view.tag(at) != Tag::CD {
            return false;
        }
        self.at = at;
        self.number();
        true
    }

    /// A number with its scale and its unit: "83 mln dlrs", "5 %", "2.1 billion".
    fn number(&mut self) {
        let view = self.view;
        self.at += 1;
        while view.tag(self.at) == Tag::CD
            || (view.is(self.at, view.classes.money_scale)
                && (view.token(self.at).is_some_and(|t| t.kind == Kind::Word)))
        {
            self.at += 1;
        }
        if view.is(self.at, view.classes.currency_unit)
            || view.is(self.at, view.classes.percent)
            || view.word(self.at) == "%"
        {
            self.at += 1;
        }
        self.number = Some(self.at - 1);
    }

    fn finish(self, first: usize) -> Option<NounGroup> {
        let view = self.view;
        let start = self.core.unwrap_or(first);
        let group = |head: usize, kind, plural| {
            Some(NounGroup {
                first: first as u32,
                core: start as u32,
                end: head as u32 + 1,
                head: head as u32,
                kind,
                plural,
                possessor: None,
            })
        };
        if let Some(noun) = self.noun {
            let name = view.tag(noun) == Tag::NNP || (view.tag(noun) == Tag::CD && view.tag(noun - 1) == Tag::NNP);
            // "iPhone 8", "Boeing 737": the number belongs to the name.
            let end = self.number.filter(|n| *n > noun && name).unwrap_or(noun);
            let counted = (start..noun).any(|i| view.tag(i) == Tag::CD && !matches!(view.word(i), "one" | "One" | "1"));
            let plural = view.tag(noun) == Tag::NNS || (counted && !name && view.has_form(noun, super::Form::Plural));
            let mut group = group(noun, if name { NounKind::Name } else { NounKind::Common }, plural)?;
            group.end = end as u32 + 1;
            if name {
                group.core = name::core(view, start, noun) as u32;
            }
            return Some(group);
        }
        if let Some(number) = self.number {
            return group(number, NounKind::Number, false);
        }
        let determiner = start > first;
        if determiner && let Some(adjective) = self.adjective.filter(|a| *a + 1 == self.at) {
            return group(adjective, NounKind::Common, true); // "the rich"
        }
        let alone = determiner
            && start == first + 1
            && view.tag(first) == Tag::DT
            && !matches!(view.word(first), "the" | "The" | "a" | "A" | "an" | "An" | "no" | "No" | "every" | "Every");
        alone.then(|| pronoun(view, first, NounKind::Pronoun))
    }
}
