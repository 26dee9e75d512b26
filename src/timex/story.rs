//! The discourse model: what a text has spoken of so far, from which missing years and "that day" are read.

use chrono::{Datelike, NaiveDate};

use super::books::Books;
use super::meaning::{Found, Meaning, Partial};
use super::period::Period;
use super::rule::Anchor;
use super::unit::Unit;
use super::value::Relation;
use crate::text::{Kind, Text};

/// What has been said so far.
pub(crate) struct Story<'a> {
    text: &'a Text<'a>,
    dct: Option<NaiveDate>,
    /// The text tells of another time than its own: dates without a year follow the time mentioned last.
    pub(crate) narrative: bool,
    /// The period mentioned last.
    pub(crate) last: Option<Period>,
    /// The day mentioned last, and the sentence that did.
    pub(crate) last_day: Option<(NaiveDate, usize)>,
    /// The month or day of which the words themselves said the year, mentioned last, and the token that did.
    dated: Option<(NaiveDate, usize)>,
    /// The year that a date's own words said last, quarters aside, and the sentence that did.
    year: Option<(i32, usize)>,
    /// What a financial text reports on.
    pub(crate) books: Books,
    /// The period that a narrative has just mentioned without moving on to it.
    pub(crate) aside: Option<Period>,
    /// Where the story stood before it looked back, and the sentence that did.
    thread: Option<(Period, usize)>,
}

impl<'a> Story<'a> {
    pub(crate) fn new(text: &'a Text<'a>, found: &[Found], dct: Option<NaiveDate>) -> Story<'a> {
        let narrative = is_narrative(found, dct);
        Story {
            text,
            dct,
            narrative,
            last: None,
            last_day: None,
            dated: None,
            year: None,
            books: Books::default(),
            aside: None,
            thread: None,
        }
    }

    /// Takes up the thread again at the paragraph after one that looked back.
    pub(crate) fn reach(&mut self, token: usize) {
        if let (true, Some((thread, since))) = (self.narrative, self.thread)
            && (since + 1..=self.text.sentence_of(token)).any(|sentence| self.begins_paragraph(sentence))
        {
            (self.last, self.thread) = (Some(thread), None);
        }
    }

    /// Notes that `period` was mentioned at `token`; `absolute`: its words alone said which.
    pub(crate) fn mention(&mut self, period: Period, token: usize, relation: Relation, absolute: bool, p: &Partial) {
        if p.year.is_some() && period.unit() <= Unit::Year {
            let quarter = matches!(period, Period::Quarter(..) | Period::Half(..)) || p.fiscal;
            self.year = (!quarter).then(|| (period.year(), self.text.sentence_of(token)));
        }
        if !self.narrative {
            if let (Some((first, _)), true) = (period.days(), p.year.is_some() && period.unit() < Unit::Year) {
                self.dated = Some((first, token));
            }
            return self.remember(period, token, p);
        }
        let back = absolute && self.last.is_some_and(|last| period.year() < last.year()) && !self.opens(token);
        let ahead = absolute
            && self.last.is_some_and(|last| period.year() > last.year() + 2)
            && !self.begins_paragraph(self.text.sentence_of(token));
        if !back && !ahead {
            self.thread = None;
        } else if self.thread.is_none() {
            self.thread = self.last.map(|last| (last, self.text.sentence_of(token)));
        }
        if self.is_aside(period, token, relation, absolute) {
            self.aside = Some(period);
        } else {
            self.aside = None;
            self.remember(period, token, p);
        }
    }

    /// The year before the one that has just been told: "in 2014 it bought the firm that it had sued a year earlier".
    pub(crate) fn year_before(&self, token: usize) -> Option<Period> {
        let (year, sentence) = self.year?;
        let here = self.text.sentence_of(token);
        let near = sentence == here || sentence + 1 == here && self.opens(token);
        Period::Year(year).shifted(-1, Unit::Year).filter(|_| near)
    }

    /// The day of another year of which news have just spoken at `token`: what follows without a year belongs there.
    pub(crate) fn told_of(&self, token: usize) -> Option<NaiveDate> {
        let (day, at) = self.dated?;
        let near = self.text.sentence_of(token) == self.text.sentence_of(at);
        (near && self.dct.is_some() && !self.is_parenthesis(at, token)).then_some(day)
    }

    /// "Was arrested in March 2018 and extradited in November": what "and" joins to a dated deed comes after it.
    pub(crate) fn goes_on(&self, token: usize) -> bool {
        let Some((_, at)) = self.dated else { return false };
        let deed = |i: usize| {
            let verb = if matches!(self.text.word(i), "then" | "later" | "was" | "were" | "it") { i + 1 } else { i };
            self.text.word(verb).len() > 3 && is_deed(self.text.word(verb))
        };
        (at + 1..token.saturating_sub(1)).any(|i| self.text.word(i) == "and" && deed(i + 1))
            && !(at..token).any(|i| self.text.word(i) == "had")
    }

    /// Whether what was told at token `at` stands between two commas, beside what the sentence tells at `token`: "Acme, founded in April 2014, sold its
    /// plant in March".
    fn is_parenthesis(&self, at: usize, token: usize) -> bool {
        let first = self.text.sentences[self.text.sentence_of(at)].first as usize;
        let comma = |i: &usize| self.text.word(*i) == ",";
        let Some(open) = (first.max(at.saturating_sub(20))..at).rev().find(comma) else { return false };
        let told = matches!(self.text.word(open + 1), "who" | "which" | "whose") || is_deed(self.text.word(open + 1));
        // "April 2014", "April 3, 2014": its own comma is none.
        let mut close = (at + 2..token).filter(comma);
        let close = close.find(|i| self.text.tokens[i + 1].kind != Kind::Number);
        told && close.is_some_and(|i| i <= at + 5 && self.text.word(i + 1) != "and")
    }

    /// Whether a narrative mentions a time without moving on to it: "until 1976", "(June 1950)", or a bare year that
    /// does not open its sentence and is not said a second time.
    fn is_aside(&self, period: Period, token: usize, relation: Relation, absolute: bool) -> bool {
        let bare = matches!(period, Period::Year(_)) && self.last.is_some_and(|last| last.unit() < Unit::Year);
        matches!(relation, Relation::Before | Relation::Until | Relation::Since)
            || relation == Relation::By && !absolute
            || absolute && (self.in_brackets(token) || self.ends_a_stretch(token))
            || bare && !self.opens(token) && self.aside != Some(period)
    }

    /// "until the fall of the city in February 1945": the end of a stretch, not where the story goes on; "until a treaty was
    /// signed in May" goes on.
    fn ends_a_stretch(&self, token: usize) -> bool {
        let first = self.text.sentences[self.text.sentence_of(token)].first as usize;
        let said =
            |word: &str| matches!(word, "," | ";" | ":" | "and" | "was" | "were" | "had") || word.ends_with("ed");
        let behind = (first.max(token.saturating_sub(8))..token)
            .rev()
            .take_while(|i| !said(self.text.word(*i)))
            .find(|i| matches!(self.text.word(*i), "until" | "till" | "since"));
        behind.is_some_and(|i| i + 3 < token)
    }

    fn remember(&mut self, period: Period, token: usize, p: &Partial) {
        if let Period::Day(day) = period {
            self.last_day = Some((day, self.text.sentence_of(token)));
        }
        self.last = Some(period);
        self.books.mention(period, p, self.dct);
    }

    /// Within the first words of its sentence.
    fn opens(&self, token: usize) -> bool {
        token - self.text.sentences[self.text.sentence_of(token)].first as usize <= 3
    }

    fn begins_paragraph(&self, sentence: usize) -> bool {
        let first = self.text.sentences[sentence].first as usize;
        let gap = first.checked_sub(1).and_then(|before| {
            let (from, to) = (self.text.tokens[before].end, self.text.tokens[first].start);
            self.text.source.get(from as usize..to as usize)
        });
        gap.is_some_and(|gap| gap.contains('\n'))
    }

    fn in_brackets(&self, token: usize) -> bool {
        let first = self.text.sentences[self.text.sentence_of(token)].first as usize;
        let words = (first.max(token.saturating_sub(8))..token).rev().map(|i| self.text.word(i));
        words.into_iter().find(|word| matches!(*word, "(" | ")")) == Some("(")
    }
}

/// A past tense or participle, as far as its shape tells.
fn is_deed(word: &str) -> bool {
    word.ends_with("ed") && !word.ends_with("eed")
        || matches!(
            word,
            "bought" | "sold" | "built" | "found" | "left" | "led" | "made" | "sent" | "shut" | "won" | "went" | "took"
        )
}

/// Within so many first tokens a text says whether it is news of the day.
const LEAD: usize = 60;

/// A text is a narrative where most of its explicit years lie far from its own date, and next to nothing counts from that date: a report on old
/// deeds that begins with "was sentenced today" is news.
fn is_narrative(found: &[Found], dct: Option<NaiveDate>) -> bool {
    let Some(dct) = dct else { return true };
    let (mut far, mut near, mut deictic) = (0, 0, 0);
    for f in found {
        if let Meaning::Date(p) = &f.meaning {
            match p.year {
                Some(y) if (y - dct.year()).abs() > 1 => far += 1,
                Some(_) => near += 1,
                None if p.weekday.is_some() || p.form.shift.is_some() && p.form.anchor == Anchor::Document => {
                    if f.first < LEAD {
                        return false;
                    }
                    deictic += 1;
                }
                None => {}
            }
        }
    }
    far >= 6 && far > 10 * deictic && far > near
}

/// "the Spring Offensive of 1918", "the spring and early summer of 1943": `f` with the year that stands behind it.
pub(crate) fn year_behind(f: &Found, next: &Found, text: &Text<'_>) -> Option<Found> {
    let (Meaning::Date(p), Meaning::Date(q)) = (&f.meaning, &next.meaning) else { return None };
    let open = p.year.is_none() && p.deixis.is_none() && p.day.is_none() && (p.season.or(p.month)).is_some();
    let gap = next.first.checked_sub(f.end)?;
    if !open || !(1..=12).contains(&gap) || text.sentence_of(f.first) != text.sentence_of(next.first) {
        return None;
    }
    let whole_year = q.month.or(q.season).is_none();
    let named = whole_year && (2..=4).contains(&gap) && text.word(next.first - 1) == "of";
    let listed = !whole_year && gap == 1 && matches!(text.word(f.end), "and" | "or");
    // "a summer offensive towards the oil fields in June 1942"
    let inside =
        p.season.zip(q.month).is_some_and(|(season, month)| season < 4 && (month - 3) / 3 == season - 1 && month > 2);
    if !named && !listed && !inside {
        return None;
    }
    let mut told = p.clone();
    told.year = Some(q.year?);
    Some(Found { meaning: Meaning::Date(told), ..f.clone() })
}
