//! What the words around an expression say: its clause's time, and the preposition before it.

use super::meaning::Found;
use super::value::Relation;
use super::words::Words;
use crate::text::{Case, Kind, Text};

/// The clause's time, as far as its words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// A text as the tense finder sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) words: &'a Words,
}

impl Context<'_> {
    /// The nearest word before (else a future auxiliary behind) that shows the clause's time.
    pub(crate) fn tense(&self, f: &Found) -> Tense {
        self.tense_within(f, 20)
    }

    /// Like [`Context::tense`], with so many tokens before the expression looked through.
    pub(crate) fn tense_within(&self, f: &Found, reach: usize) -> Tense {
        let sentence = self.text.sentences[self.text.sentence_of(f.first)];
        let begin = sentence.first as usize;
        let start = begin.max(f.first.saturating_sub(reach));
        if self.next_is(f.end, "'s") {
            return Tense::Unknown;
        }
        if self.is_deadline(f.first, start) || self.is_timetable(f.first, start) {
            return Tense::Future;
        }
        if let Some(tense) = (start..f.first).rev().map(|i| self.mark(i, begin)).find(|t| *t != Tense::Unknown) {
            return tense;
        }
        // A past verb behind counts, a plan of the past does not: "On Friday, the board planned …"
        for i in f.end..(sentence.end as usize).min(f.end + 12) {
            if self.words.is(self.words.will, self.text.tokens[i].word) || self.is_plan(i, f.end) {
                return Tense::Future;
            }
            if i >= f.end + 8 {
                continue;
            }
            if self.mark(i, f.end) == Tense::Past {
                return Tense::Past;
            }
        }
        match self.relation(f.first) {
            Relation::By | Relation::Until => Tense::Future,
            _ => Tense::Unknown,
        }
    }

    /// "as soon as Tuesday", "extended until Tuesday": what was moved to a day lies ahead.
    fn is_deadline(&self, first: usize, start: usize) -> bool {
        let back = |n: usize| first.checked_sub(n).filter(|i| *i >= start);
        let said = |n: usize, word: &str| back(n).is_some_and(|i| self.next_is(i, word));
        // "Is closed until May", "has been shut until Friday", not "was closed until May"
        let auxiliary = |i: &usize| {
            ["is", "are", "has", "have", "was", "were", "had"].iter().find(|w| self.next_is(*i, w)).copied()
        };
        let until = said(1, "until") || said(1, "till");
        let verb = (start.max(first.saturating_sub(8))..first).rev().find_map(|i| auxiliary(&i));
        if until && matches!(verb, Some("is" | "are" | "has" | "have")) {
            return true;
        }
        let soon = said(1, "as") && said(3, "as") && (said(2, "soon") || said(2, "early"));
        let limit = said(1, "until") || said(1, "till") || said(1, "to") || said(1, "through");
        soon || limit && (start..first).any(|i| self.words.is(self.words.postpone, self.text.tokens[i].word))
    }

    /// "the fair opens Thursday", "the board meets again on Monday": only what is planned is said so.
    fn is_timetable(&self, first: usize, start: usize) -> bool {
        // "Had been due to meet Monday"
        let verb = |i: &usize| {
            self.words.is(self.words.timetable, self.text.tokens[*i].word)
                && (*i == start || !self.next_is(*i - 1, "to"))
        };
        // "The deadline is Friday"
        if first > start && ["is", "are"].iter().any(|w| self.next_is(first - 1, w)) {
            return true;
        }
        let near = (start.max(first.saturating_sub(3))..first).rev();
        near.take_while(|i| self.text.tokens[*i].case == Case::Lower).any(|i| verb(&i))
    }

    /// "the board plans to …", "the court is due to …" behind a day; its auxiliary is looked for down to `start`.
    fn is_plan(&self, token: usize, start: usize) -> bool {
        let word = self.text.tokens[token].word;
        let now = self.words.is(self.words.plan_now, word) && self.next_is(token + 1, "to");
        let then = self.words.is(self.words.plan_then, word) && token > start;
        now || then && (self.next_is(token - 1, "is") || self.next_is(token - 1, "are"))
    }

    fn next_is(&self, token: usize, word: &str) -> bool {
        token < self.text.tokens.len() && self.text.word(token).eq_ignore_ascii_case(word)
    }

    /// What one word says of its clause's time; its auxiliaries are looked for down to `start`.
    fn mark(&self, token: usize, start: usize) -> Tense {
        let t = &self.text.tokens[token];
        let ahead = self.words.is(self.words.future_to, t.word) && self.next_is(token + 1, "to");
        // "they planned a march on Saturday", but not "a march planned for Saturday was called off".
        let planned =
            self.next_is(token, "planned") && ["a", "an", "another"].iter().any(|a| self.next_is(token + 1, a));
        // "is planned for October", "has been set for Monday"
        let set = self.next_is(token + 1, "for")
            && ["planned", "set"].iter().any(|w| self.next_is(token, w))
            && token > start
            && ["is", "are", "been"].iter().any(|w| self.next_is(token - 1, w));
        if ahead || planned || set || self.words.is(self.words.future_mark, t.word) {
            // "had been due to expire on Friday" looks back on a plan.
            let had = token >= start + 2 && self.next_is(token - 1, "been") && self.next_is(token - 2, "had");
            return if had { Tense::Past } else { Tense::Future };
        }
        let spelled = self.text.word(token);
        let regular =
            t.case == Case::Lower && spelled.len() > 3 && spelled.ends_with("ed") && !spelled.ends_with("eed");
        if !regular && !self.words.is(self.words.past_mark, t.word) {
            return Tense::Unknown;
        }
        // "a planned sale", "a still unspecified date" say nothing of their clause.
        let back = |n: usize| token.checked_sub(n).map_or("", |i| self.text.word(i));
        let article = |word: &str| matches!(word, "a" | "an" | "the" | "its" | "their" | "his" | "her");
        let adverb = back(1).ends_with("ly") || matches!(back(1), "still" | "yet" | "so" | "just" | "most");
        // "If approved in April, the pact will …"
        let condition = matches!(back(1).to_ascii_lowercase().as_str(), "if" | "unless" | "once");
        if regular && (condition || article(back(1)) || adverb && article(back(2))) {
            return Tense::Unknown;
        }
        if token == 0 || !self.next_is(token - 1, "be") {
            return Tense::Past;
        }
        // "will be sold", "to be sold"; "could be sold" says nothing.
        let ahead = |i: usize| self.words.is(self.words.will, self.text.tokens[i].word) || self.next_is(i, "to");
        if (start.max(token.saturating_sub(4))..token).any(ahead) { Tense::Future } else { Tense::Unknown }
    }

    /// "compared with the losses of March", "higher than in March": what was before is looked back on.
    pub(crate) fn looks_back(&self, first: usize) -> bool {
        let begin = self.text.sentences[self.text.sentence_of(first)].first as usize;
        let mut near = (begin.max(first.saturating_sub(8))..first).rev();
        near.any(|i| matches!(self.text.word(i), "compared" | "versus") || self.next_is(i, "than") && i + 3 >= first)
    }

    /// "up from $29 in March", "higher than in March": a figure that the news sets against a later one.
    pub(crate) fn compares(&self, first: usize) -> bool {
        let begin = self.text.sentences[self.text.sentence_of(first)].first as usize;
        if first < begin + 2 || self.text.word(first - 1) != "in" {
            return false;
        }
        let sum = |i: usize| self.text.tokens[i].kind == Kind::Number || matches!(self.text.word(i), "$" | "£" | "€");
        let mut near = (begin.max(first.saturating_sub(7))..first - 1).rev();
        near.any(|i| match self.text.word(i) {
            "compared" | "versus" => true,
            "than" => i + 2 == first,
            "from" => sum(i + 1),
            _ => false,
        })
    }

    /// The relation that the word before token `first` says.
    pub(crate) fn relation(&self, first: usize) -> Relation {
        let value = first.checked_sub(1).and_then(|i| self.words.value(self.words.relation, self.text.tokens[i].word));
        match value {
            Some(1) => Relation::By,
            Some(2) => Relation::Before,
            Some(3) => Relation::Since,
            Some(4) => Relation::After,
            Some(5) => Relation::Until,
            Some(6) => Relation::For,
            _ => Relation::At,
        }
    }
}
