//! From tokens to typed expressions that are not yet resolved.

use super::field::{approx, plausible, share, written_clock};
use super::meaning::{Clock, Found, Length, Meaning, Partial, Recurring};
use super::number::{month_year, number, short_year, year};
use super::rule::{DateForm, DurationForm, Form, Holiday, Rule, SLOTS, SetForm};
use super::unit::{DayPart, Part, Unit};
use super::value::Modifier;
use super::words::Words;
use crate::rules::{Automaton, Cache, Capture, EXTENT, Symbols, leading, whole};
use crate::text::{Case, Gap, Kind, Text, Token};

/// Finds all expressions of `text`, in order; they do not overlap. `pivot` is the year from which two-digit years are read.
pub(crate) fn recognise(
    text: &Text<'_>,
    symbols: &Symbols,
    automaton: &Automaton,
    cache: &mut Cache,
    rules: &[Rule],
    words: &Words,
    pivot: i32,
) -> Vec<Found> {
    let mut found = Vec::new();
    let message = is_message(text);
    let mut begins = symbols.begins().iter().map(|&begin| begin as usize).peekable();
    let symbols = symbols.all.as_slice();
    for sentence in &text.sentences {
        let (mut at, end) = (sentence.first as usize, sentence.end as usize);
        while let Some(begin) = begins.next_if(|&begin| begin < end) {
            if begin < at {
                continue;
            }
            at = begin;
            let Some((rule, length)) = automaton.longest(&symbols[at..end], message, cache) else {
                continue;
            };
            let captures = automaton.captures(rule, &symbols[at..at + length], at);
            // Words before the extent must not hide a longer match that begins with it.
            let mut extents = captures.iter().filter(|c| c.slot == EXTENT).map(|c| (c.first as usize, c.end as usize));
            if let Some((first, end_of_first)) = extents.next()
                && let last = extents.next_back().map_or(end_of_first, |(_, end)| end)
                && first > at
                && automaton
                    .longest(&symbols[first..end], message, cache)
                    .is_some_and(|(_, length)| first + length > last)
                && !matches!(rules[rule as usize].form, Form::Not)
            {
                at = first;
                continue;
            }
            let reader = Reader { text, words, pivot, message };
            let next = reader.read(rule, &rules[rule as usize].form, at, at + length, &captures, &mut found);
            at = next.max(at + 1);
        }
    }
    found
}

/// A short text with a handle, a hashtag or a link; or a very short one that is no sentence of a printed text: it begins with a small letter, or ends with
/// no stop.
fn is_message(text: &Text<'_>) -> bool {
    let tag = |pair: &[Token]| {
        pair[1].gap == Gap::None && matches!(&text.source[pair[0].start as usize..pair[0].end as usize], "@" | "#")
    };
    let loose = || {
        let (Some(first), Some(last)) = (text.tokens.first(), text.tokens.last()) else { return false };
        let stop = matches!(text.word(text.tokens.len() - 1), "." | "!" | "?" | "\"" | "”" | ")" | "'" | ";" | ":");
        text.tokens.len() < 40
            && (first.kind == Kind::Word && first.case == Case::Lower || !stop && last.kind != Kind::Mark)
    };
    text.tokens.len() < 100
        && (loose() || text.tokens.iter().any(|t| t.kind == Kind::Address) || text.tokens.windows(2).any(tag))
}

struct Reader<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    pivot: i32,
    message: bool,
}

impl Reader<'_> {
    /// Adds the expressions of one match; returns where to go on.
    fn read(
        &self,
        rule: u32,
        form: &Form,
        first: usize,
        end: usize,
        captures: &[Capture],
        found: &mut Vec<Found>,
    ) -> usize {
        let extents: Vec<(usize, usize)> =
            captures.iter().filter(|c| c.slot == EXTENT).map(|c| (c.first as usize, c.end as usize)).collect();
        let next = extents.last().map_or(end, |e| e.1);
        let start_of_match = first;
        let whole = [(first, end)];
        let extents = if extents.is_empty() { &whole[..] } else { &extents };
        let start = found.len();
        for &(first, end) in extents {
            let inside: Vec<Capture> = if extents.len() > 1 {
                captures.iter().filter(|c| first <= c.first as usize && c.end as usize <= end).copied().collect()
            } else {
                captures.to_vec()
            };
            match self.meaning(form, &inside) {
                // "30 years and 20 years", "7 days 6 nights" are two lengths, "two years and three months" is one.
                Ok(Some(Meaning::Duration(length)))
                    if length.rest.is_some_and(|(_, rest)| rest >= length.unit || rest == Unit::Night) =>
                {
                    let unit = inside.iter().find(|c| SLOTS[c.slot as usize] == "unit");
                    let end = unit.map_or(end, |c| c.end as usize);
                    let meaning = Meaning::Duration(Length { rest: None, ..length });
                    found.push(Found { first, end, rule, meaning, range: false });
                    return end;
                }
                Ok(Some(Meaning::Date(p)))
                    if first == start_of_match && end == first + 1 && self.is_surname(first, &p) =>
                {
                    return next;
                }
                Ok(Some(meaning)) => found.push(Found { first, end, rule, meaning, range: false }),
                Ok(None) => return next,
                Err(Impossible) => {
                    found.truncate(start);
                    return end;
                }
            }
        }
        if let [a, b] = &mut found[start..] {
            // "two to three weeks": the unit stands behind both.
            if let (Meaning::Duration(from), Meaning::Duration(to)) = (&mut a.meaning, &b.meaning) {
                from.unit = to.unit;
                return next;
            }
            a.range = true;
            if let (Meaning::Date(from), Meaning::Date(to)) = (&mut a.meaning, &mut b.meaning) {
                a.range = !from.form.list;
                share(from, to);
                // "2018-13": no range of years.
                let years =
                    from.month.is_none() && to.month.is_none() && from.quarter.is_none() && from.season.is_none();
                if years && from.year.is_some() && from.year >= to.year {
                    found.truncate(start);
                    return end;
                }
            }
        }
        next
    }

    fn meaning(&self, form: &Form, captures: &[Capture]) -> Result<Option<Meaning>, Impossible> {
        Ok(Some(match form {
            Form::Not => return Ok(None),
            Form::Reference(r) => Meaning::Reference(*r),
            Form::Date(form) => Meaning::Date(Box::new(self.date(form, captures)?)),
            Form::Duration(form) => Meaning::Duration(self.duration(form, captures).ok_or(Impossible)?),
            Form::Set(form) => Meaning::Set(self.set(form, captures)?),
        }))
    }

    /// The integer that a capture stands for: its class's value, its digits, or its words.
    fn integer(&self, c: &Capture) -> Result<i32, Impossible> {
        let (first, end) = (c.first as usize, c.end as usize);
        if let Some(value) = c.class.and_then(|class| self.words.value(class, self.text.tokens[first].word)) {
            return Ok(value);
        }
        let word = self.text.word(first);
        let digits = word.trim_start_matches(|ch: char| ch.is_ascii_alphabetic());
        let single = if end - first == 1 { leading(digits) } else { None };
        let value = single.map(f64::from).or_else(|| number(self.text, first, end, self.words));
        Ok(value.ok_or(Impossible)? as i32)
    }

    fn date(&self, form: &DateForm, captures: &[Capture]) -> Result<Partial, Impossible> {
        let mut p = Partial {
            form: form.clone(),
            unit: form.unit,
            deixis: form.deixis,
            holiday: form.holiday.clone(),
            part: form.part,
            daypart: form.daypart,
            ..Partial::default()
        };
        (p.season, p.month, p.half, p.quarter, p.modifier) =
            (form.season, form.month, form.half, form.quarter, form.modifier);
        if form.vague {
            p.number = Some(None);
        }
        let mut clock = Clock::default();
        let mut has_clock = false;
        let mut era = 1;
        let mut nth = None;
        for c in captures.iter().filter(|c| c.slot != EXTENT) {
            let (first, end) = (c.first as usize, c.end as usize);
            let name = SLOTS[c.slot as usize];
            match name {
                "number" => p.number = Some(number(self.text, first, end, self.words)),
                "year" => {
                    p.fiscal |= self.text.word(end - 1).starts_with("FY");
                    let digits = self.text.word(end - 1).bytes().filter(u8::is_ascii_digit).count();
                    // "44 BC" and "AD 79" leave no digits out.
                    let whole = captures.iter().any(|c| SLOTS.get(c.slot as usize) == Some(&"era"))
                        || first > 0 && matches!(self.text.word(first - 1), "AD" | "A.D.");
                    p.short_year = digits == 2 && !whole;
                    p.year = Some(if digits == 2 && whole {
                        self.integer(c)?
                    } else {
                        year(self.text, first, end, self.pivot, self.words).ok_or(Impossible)?
                    });
                }
                "date" if self.text.word(first).starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let (month, year) = month_year(self.text.word(first), self.pivot).ok_or(Impossible)?;
                    (p.month, p.year) = (Some(month), Some(year));
                }
                "date" => {
                    let (y, m, d) = self.written_date(self.text.word(first)).ok_or(Impossible)?;
                    p.short_year = y < 100;
                    let y = if p.short_year { short_year(y, self.pivot) } else { y };
                    (p.year, p.month, p.day) = (Some(y), Some(m), Some(d));
                }
                "clock" if self.text.word(first).len() == 6 => {
                    let (day, time) = self.text.word(first).split_at(2);
                    p.day = day.parse().ok();
                    (clock.hour, clock.minute) = written_clock(time).ok_or(Impossible)?;
                    has_clock = true;
                }
                "clock" => {
                    (clock.hour, clock.minute) = written_clock(self.text.word(first)).ok_or(Impossible)?;
                    has_clock = true;
                }
                "decade" => p.decade = Some(self.decade(c)?),
                "fiscal" => p.fiscal = true,
                "fraction" => {
                    let half = number(self.text, first, end, self.words).unwrap_or(0.0);
                    p.number = p.number.map(|n| n.map(|n| n + half));
                }
                "zone" | "number2" => {}
                _ => {
                    let value = self.integer(c)?;
                    match name {
                        "unit" => p.unit = Unit::from_code(value),
                        "unit2" => p.counted = Unit::from_code(value),
                        "month" => p.month = Some(value),
                        "ordinal" if form.nth => nth = Some(value),
                        "day" | "ordinal" => p.day = Some(value),
                        "weekday" => p.weekday = Some(value),
                        "season" => p.season = Some(value),
                        "quarter" => p.quarter = Some(value),
                        "half" => p.half = Some(value),
                        "week" => p.week = Some(value),
                        "century" => p.century = Some(value - 1),
                        "deixis" => p.deixis = Some(value),
                        "part" => p.part = Part::from_code(value),
                        "approx" => p.modifier = approx(value),
                        "era" => era = value,
                        "daypart" => p.daypart = DayPart::from_code(value),
                        "hour" => (clock.hour, has_clock) = (value, true),
                        "minute" => clock.minute = Some(value),
                        "second" => clock.second = Some(value),
                        "meridiem" => clock.meridiem = Some(value),
                        _ => {}
                    }
                }
            }
        }
        if era < 0 {
            p.year = p.year.map(|y| -y);
            p.century = p.century.map(|c| -c - 1);
            p.decade = p.decade.map(|d| -d);
        }
        // "almost a year ago" is no bound.
        if p.form.sign.is_some() && p.modifier == Some(Modifier::LessThan) {
            p.modifier = Some(Modifier::Approx);
        }
        if let (Some(nth), Some(month), Some(weekday)) = (nth, p.month, p.weekday) {
            p.holiday = Some(Holiday::Nth([month, weekday, nth]));
            (p.month, p.weekday) = (None, None);
        }
        // "left at 1015", "1122 Main Street": a number so low is a year only behind a preposition, and in no message.
        if let [only] = captures
            && let 1000..1700 = p.year.unwrap_or(0)
            && (self.message || !self.behind_preposition(only.first as usize))
        {
            return Err(Impossible);
        }
        if let Some(sign) = form.minutes {
            // "a quarter to one" is 12:45.
            let at = (clock.hour * 60 + sign * clock.minute.unwrap_or(0)).rem_euclid(24 * 60);
            (clock.hour, clock.minute) = (if at < 60 && clock.hour == 1 { 12 } else { at / 60 }, Some(at % 60));
        }
        p.clock = has_clock.then_some(clock);
        plausible(&p).then_some(p).ok_or(Impossible)
    }

    /// "Theresa May, who", "Frank A. March, its chief": a month that is a name as well, right behind another name.
    fn is_surname(&self, first: usize, p: &Partial) -> bool {
        let alone = p.month.is_some() && p.year.is_none() && p.day.is_none() && p.part.is_none();
        if !alone || first == 0 || !self.words.is(self.words.tricky_month, self.text.tokens[first].word) {
            return false;
        }
        let before = &self.text.tokens[first - 1];
        before.kind == Kind::Word
            && before.case != Case::Lower
            && !self.words.is(self.words.time_preposition, before.word)
            && self.text.tokens[first].case == Case::Capital
            && self.text.sentence_of(first) == self.text.sentence_of(first - 1)
    }

    /// "in 1614", "the year 1614", "(1614", "circa 1614".
    fn behind_preposition(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        let word = self.text.tokens[before].word;
        self.words.is(self.words.relation, word)
            || self.words.is(self.words.approx, word)
            || matches!(self.text.word(before), "in" | "In" | "of" | "year" | "and" | "to" | "(" | "between")
    }

    /// "1990s" → 199, "90s" and "nineties" → 9, "nineteen nineties" → 199.
    fn decade(&self, c: &Capture) -> Result<i32, Impossible> {
        let word = self.text.word(c.first as usize);
        let digits = word.trim_start_matches(|ch: char| !ch.is_ascii_digit());
        match leading(digits) {
            Some(n) => Ok(n as i32 / 10),
            None => Ok(self.integer(c)? / 10),
        }
    }

    /// "20180605", "5.6.2018", "2018.6.5".
    fn written_date(&self, word: &str) -> Option<(i32, i32, i32)> {
        let n = |s: &str| whole(s).and_then(|n| i32::try_from(n).ok());
        let parts: Vec<&str> = word.split('.').collect();
        match parts[..] {
            [all] if all.len() == 8 => Some((n(&all[..4])?, n(&all[4..6])?, n(&all[6..])?)),
            [y, m, d] if y.len() == 4 => Some((n(y)?, n(m)?, n(d)?)),
            [d, m, y] => Some((n(y)?, n(m)?, n(d)?)),
            _ => None,
        }
    }

    fn duration(&self, form: &DurationForm, captures: &[Capture]) -> Option<Length> {
        let mut length = Length {
            count: form.number,
            unit: form.unit.unwrap_or(Unit::Day),
            rest: None,
            toward: form.toward,
            modifier: form.modifier,
        };
        let (mut second, mut second_unit) = (None, None);
        for c in captures.iter().filter(|c| c.slot != EXTENT) {
            let (first, end) = (c.first as usize, c.end as usize);
            match SLOTS[c.slot as usize] {
                "number" => length.count = number(self.text, first, end, self.words),
                "number2" => second = number(self.text, first, end, self.words),
                "fraction" => {
                    length.count = length.count.map(|n| n + number(self.text, first, end, self.words).unwrap_or(0.0))
                }
                "unit" => length.unit = Unit::from_code(self.integer(c).ok()?)?,
                "unit2" => second_unit = Unit::from_code(self.integer(c).ok()?),
                "deixis" => length.toward = Some(self.integer(c).ok()?),
                "approx" => length.modifier = approx(self.integer(c).ok()?),
                _ => {}
            }
        }
        match (second, second_unit) {
            (Some(n), Some(unit)) => length.rest = Some((n, unit)),
            (Some(n), None) => length.count = Some(n),
            _ => {}
        }
        Some(length)
    }

    fn set(&self, form: &SetForm, captures: &[Capture]) -> Result<Recurring, Impossible> {
        let p = self.date(&DateForm::default(), captures)?;
        let count = form.number.or(p.number.flatten());
        Ok(Recurring {
            count,
            unit: p.unit.or(form.unit),
            weekday: p.weekday,
            month: p.month,
            day: p.day,
            season: p.season,
            daypart: p.daypart.or(form.daypart),
            clock: p.clock,
        })
    }
}

/// The words name no possible date: "February 30".
struct Impossible;
