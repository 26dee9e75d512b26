//! Stretches told by one of their ends: "the quarter ended in February", "the nine months to September 30", "ended 2018 with", "this year through Tuesday",
//! "beginning in 2007", "to date"; and by their length: "has lasted for a year".

use std::borrow::Cow;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::find::Found;
use super::item::Item;
use super::when::Clock;
use crate::text::{Case, Tense};
use crate::timex::{Interval, Relation, TimexType};

impl Clock<'_, '_, '_> {
    /// The days that the words around time `time` make of its own days `base`, where they tell a stretch.
    pub(super) fn stretch(&self, time: usize, base: Interval, found: &Found, planned: bool) -> Option<Interval> {
        if let Some(earliest) = self.quarter_of(time, base).or_else(|| self.weeks_before(time, base)) {
            return Some(Interval::new(Some(earliest), base.latest));
        }
        if let Some(months) = self.months_before(time) {
            let end = base.latest?;
            return Some(Interval::new(start_of(end, months), Some(end)));
        }
        if let Some(whole) = self.counted_from(time, base).or_else(|| self.climb(time, base)) {
            return Some(whole);
        }
        if let Some(until) = self.length_until(time) {
            return Some(until);
        }
        if let Some(counted) = self.counted(time, base) {
            return Some(counted);
        }
        if let Some(rolling) = self.rolling(time, base).filter(|_| !planned) {
            return Some(rolling);
        }
        if !planned && self.is_since(time, found) {
            return Some(Interval::new(base.earliest, self.story.dct.or(base.latest)));
        }
        if let Some(latest) = self.through(time) {
            return Some(Interval::new(base.earliest, Some(latest)));
        }
        if !planned && self.is_up_to_now(time) {
            return Some(Interval::new(None, base.latest));
        }
        if !planned && self.is_beginning(time) {
            return Some(Interval::new(base.earliest, self.story.dct.or(base.latest)));
        }
        self.edge(time, base, found)
    }

    /// "The quarter" of "the quarter ended in February": the time behind it says which.
    pub(super) fn is_measured(&self, time: usize) -> bool {
        let end = self.parsed.times[time].end;
        let next = self.parsed.times.get(time + 1);
        next.is_some_and(|n| n.core > end && n.core <= end + 2 && self.months_before(time + 1).is_some())
    }

    /// "Has been in talks for a year": how long a present perfect has lasted.
    pub(super) fn lasted(&self, times: &[usize], found: &Found) -> Option<usize> {
        let verb = &self.parsed.chunks.verbs[found.clause?];
        let lasts = verb.tense == Tense::Present && verb.perfect && verb.modal.is_none() && !verb.negated;
        let fits = |t: &usize| {
            let timex = self.timex(*t);
            let length = timex.kind == TimexType::Duration && timex.interval.is_none();
            length
                && timex.relation == Relation::For
                && before(self.story.dct.unwrap_or_default(), &timex.value).is_some()
        };
        times.iter().copied().find(|t| lasts && fits(t))
    }

    /// A word of the sentence in small letters, as most are written; empty outside it.
    fn word(&self, at: Option<usize>) -> Cow<'_, str> {
        let first = self.parsed.row.extents.first().map_or(0, |e| e.0);
        let end = self.parsed.row.extents.last().map_or(0, |e| e.1);
        let Some(at) = at.filter(|a| *a >= first && *a < end) else { return Cow::Borrowed("") };
        let word = self.story.text.word(at);
        if self.story.text.tokens[at].case == Case::Lower { word.into() } else { word.to_ascii_lowercase().into() }
    }

    /// The first day of "the December quarter", which a month's name tells by its end.
    fn quarter_of(&self, time: usize, base: Interval) -> Option<NaiveDate> {
        let (earliest, latest) = (base.earliest?, base.latest?);
        let month = earliest.day() == 1 && earliest.month() == latest.month() && latest.succ_opt()?.day() == 1;
        let quarter = self.word(Some(self.parsed.times[time].end)) == "quarter";
        (month && quarter && latest.month() % 3 == 0).then(|| start_of(latest, 3)).flatten()
    }

    /// The first day of "the two weeks to June 7", "the ten days ended on Friday".
    fn weeks_before(&self, time: usize, base: Interval) -> Option<NaiveDate> {
        let length = self.parsed.times.get(time.checked_sub(1)?)?;
        let between = length.end..self.parsed.times[time].core;
        let word = self.word(Some(length.end));
        if !(1..=2).contains(&between.len()) || !matches!(word.as_ref(), "ended" | "ending" | "to" | "through") {
            return None;
        }
        let value = &self.timex(time - 1).value;
        matches!(whole(value)?, (1..=60, 'D' | 'W')).then(|| before_end(base.latest?, value)).flatten()
    }

    /// How many months end with the time: 3 of "the quarter ended in February", 9 of "the nine months to September 30".
    fn months_before(&self, time: usize) -> Option<u32> {
        let back = |from: usize, by: usize| from.checked_sub(by);
        let mut at = back(self.parsed.times[time].core, 1)?;
        if matches!(self.word(Some(at)).as_ref(), "in" | "on" | "at") {
            at = back(at, 1)?;
        }
        if !matches!(self.word(Some(at)).as_ref(), "ended" | "ending" | "to" | "through") {
            return None;
        }
        // "The quarter to December", not "last year to March".
        let whole = |back: usize| {
            let of_firm = |w: Cow<'_, str>| matches!(w.as_ref(), "the" | "fiscal" | "financial" | "full" | "business");
            of_firm(self.word(at.checked_sub(back)))
        };
        let ended = self.word(Some(at)).starts_with("end") || self.word(Some(at)) == "to" && whole(2);
        let (unit, mut count) = (self.word(back(at, 1)), back(at, 2));
        let unit = if unit == "period" {
            let month = self.word(count);
            count = count.and_then(|c| back(c, 1));
            month
        } else {
            unit
        };
        if self.word(count) == "-" {
            count = count.and_then(|c| back(c, 1));
        }
        match unit.as_ref() {
            "quarter" if ended => Some(3),
            "half" if ended => Some(6),
            "year" if ended => Some(12),
            "month" | "months" => number(&self.word(count)),
            _ => None,
        }
    }

    /// "The first nine months of 2018", "the last two weeks of May": so much of the time's days.
    fn counted(&self, time: usize, base: Interval) -> Option<Interval> {
        let (before, this) = (time.checked_sub(1)?, self.parsed.times[time]);
        let length = self.parsed.times[before];
        if length.end + 1 != this.core
            || self.word(Some(length.end)) != "of"
            || self.timex(before).kind != TimexType::Duration
        {
            return None;
        }
        let (earliest, latest) = (base.earliest?, base.latest?);
        let ends = |word: &str| matches!(word, "last" | "final" | "closing");
        let (first, second) = (self.word(Some(length.core)), self.word(Some(length.core + 1)));
        let word = if first == "the" { second } else { first };
        let counted = if ends(&word) {
            Interval::new(before_end(latest, &self.timex(before).value), Some(latest))
        } else if matches!(word.as_ref(), "first" | "opening") {
            Interval::new(Some(earliest), behind(earliest, &self.timex(before).value))
        } else {
            return None;
        };
        (counted.earliest? >= earliest && counted.latest? <= latest).then_some(counted)
    }

    /// "For three years from July 2018", "for 30 days beginning on May 2": so long from the time's first day on.
    fn counted_from(&self, time: usize, base: Interval) -> Option<Interval> {
        let before = time.checked_sub(1)?;
        let (length, this) = (self.parsed.times[before], self.parsed.times[time]);
        let timex = self.timex(before);
        let lasts = timex.kind == TimexType::Duration && timex.relation == Relation::For;
        let word = self.word(Some(length.end));
        let on =
            matches!(self.word(this.core.checked_sub(1)).as_ref(), "in" | "on" | "from" | "starting" | "beginning");
        let begins = matches!(word.as_ref(), "from" | "starting" | "beginning" | "effective");
        if !lasts || !begins || !on || this.core > length.end + 2 {
            return None;
        }
        let earliest = base.earliest?;
        Some(Interval::new(Some(earliest), behind(earliest, &timex.value))).filter(|i| i.latest.is_some())
    }

    /// "Is in force for three months, until August 19": so long up to the time's last day.
    pub(super) fn length_until(&self, time: usize) -> Option<Interval> {
        let before = time.checked_sub(1)?;
        let (length, this) = (self.parsed.times[before], self.parsed.times[time]);
        let lasts = self.timex(before).kind == TimexType::Duration && self.timex(before).relation == Relation::For;
        let until = self.timex(time).relation == Relation::Until;
        let close = (length.end..this.core.saturating_sub(1)).all(|i| self.story.text.word(i) == ",");
        let latest = self.timex(time).interval?.latest?;
        let earliest = before_days(latest, &self.timex(before).value)?;
        (lasts && until && close).then_some(Interval::new(Some(earliest), Some(latest)))
    }

    /// "Rose from $12 million in 2015 to $40 million in 2018": all of the years between; a year before is only what the figure is compared with.
    fn climb(&self, time: usize, base: Interval) -> Option<Interval> {
        let begun = |from: usize, to: usize| {
            let (from, to) = (self.timex(from).interval?, self.timex(to).interval?);
            ((to.earliest? - from.latest?).num_days() > 366).then_some(Interval::new(from.earliest, to.latest))
        };
        let (from, to) = if self.is_start(time) { (time, time + 1) } else { (time.checked_sub(1)?, time) };
        let times = &self.parsed.times;
        let joined = to < times.len() && times[from].end + 8 >= times[to].core && self.is_start(from);
        let towards = joined && self.word(Some(times[from].end)) == "to";
        if towards && base.latest.is_some() { begun(from, to) } else { None }
    }

    /// "From $12 million in 2015"
    fn is_start(&self, time: usize) -> bool {
        let first = self.parsed.times[time].first;
        let mut before = (1..=6).map(|back| self.word(first.checked_sub(back)));
        let from = before.by_ref().find(|w| matches!(w.as_ref(), "from" | "to" | "," | ""));
        from.is_some_and(|w| w == "from")
    }

    /// "Over the past year": the twelve months up to the text's day, and not the calendar's last year.
    fn rolling(&self, time: usize, base: Interval) -> Option<Interval> {
        let at = self.parsed.times[time];
        let past = (at.core..at.end).any(|i| self.word(Some(i)) == "past");
        let dct = self.story.dct.filter(|_| past)?;
        let days = (base.latest? - base.earliest?).num_days() + 1;
        let begun = match days {
            7 => dct.checked_sub_days(Days::new(7)),
            28..=31 => dct.checked_sub_months(Months::new(1)),
            365 | 366 => dct.checked_sub_months(Months::new(12)),
            _ => None,
        };
        Some(Interval::new(Some(begun?), Some(dct)))
    }

    /// "Has opened 40 stores since Lee took over in 2013": the time of what "since" stands before.
    pub(super) fn since_clause(&self, found: &Found) -> Option<usize> {
        let own = found.clause.filter(|_| found.noun.is_none())?;
        let verb = &self.parsed.chunks.verbs[own];
        if verb.tense != Tense::Present || !verb.perfect || verb.modal.is_some() {
            return None;
        }
        let since = |c: &usize| {
            let clause = &self.parsed.clauses[*c];
            let marker = clause.marker.filter(|m| *m < self.parsed.chunks.verbs[*c].first as usize);
            *c != own && marker.is_some_and(|m| self.word(Some(m)) == "since")
        };
        let told = (0..self.parsed.clauses.len()).find(since)?;
        let past = matches!(self.parsed.chunks.verbs[told].tense, Tense::Past | Tense::Gerund);
        self.best(&self.parsed.clauses[told].times, found.head).filter(|_| past)
    }

    /// "Since its launch in 2012 it has been banned": the stretch that begins with the noun's time, for all but the launch itself.
    fn is_since(&self, time: usize, found: &Found) -> bool {
        if self.since_clause(found) == Some(time) {
            return true;
        }
        let row = &self.parsed.row;
        let Some(at) = row.items.iter().position(|i| *i == Item::Time(time)) else { return false };
        let mut nouns = 0;
        for i in (0..at).rev() {
            match row.items[i] {
                Item::Noun(n) if found.noun == Some(n) => return false,
                Item::Noun(_) => nouns += 1,
                Item::Prep(token) if self.word(Some(token)) == "since" => return nouns > 0,
                Item::Prep(_) => {}
                _ => return false,
            }
        }
        false
    }

    /// The end of "this year through Tuesday": the days of the time that follows at once.
    fn through(&self, time: usize) -> Option<NaiveDate> {
        let next = self.parsed.times.get(time + 1)?;
        let word = self.word(Some(self.parsed.times[time].end));
        let at_once = next.core == self.parsed.times[time].end + 1 && matches!(word.as_ref(), "through" | "until");
        let latest = self.timex(time + 1).interval?.latest?;
        (at_once && self.timex(time).interval?.earliest? <= latest).then_some(latest)
    }

    /// "To date", "until now"
    fn is_up_to_now(&self, time: usize) -> bool {
        let before = self.word(self.parsed.times[time].core.checked_sub(1));
        self.timex(time).value == "PRESENT_REF" && matches!(before.as_ref(), "to" | "until" | "till")
    }

    /// "Beginning in 2007", "starting as early as 2007"
    fn is_beginning(&self, time: usize) -> bool {
        let core = self.parsed.times[time].core;
        let mut before = (1..=5).map(|back| self.word(core.checked_sub(back)));
        let word = before.find(|w| !matches!(w.as_ref(), "in" | "on" | "at" | "about" | "around" | "as" | "early"));
        word.is_some_and(|w| matches!(w.as_ref(), "beginning" | "starting"))
    }

    /// "Ended 2018 with": its last third; "entered 2018 with": its first. Only of a whole year that is the verb's object.
    fn edge(&self, time: usize, base: Interval, found: &Found) -> Option<Interval> {
        let (earliest, latest) = (base.earliest?, base.latest?);
        let whole = (earliest.day(), earliest.month(), latest.day(), latest.month()) == (1, 1, 31, 12);
        let verb = &self.parsed.chunks.verbs[found.clause?];
        if !whole || earliest.year() != latest.year() || verb.end as usize != self.parsed.times[time].core {
            return None;
        }
        match self.story.lexicon.text(verb.lemma) {
            "end" | "finish" | "close" | "exit" => {
                Some(Interval::new(NaiveDate::from_ymd_opt(latest.year(), 9, 1), Some(latest)))
            }
            "start" | "begin" | "enter" => {
                Some(Interval::new(Some(earliest), NaiveDate::from_ymd_opt(latest.year(), 4, 30)))
            }
            _ => None,
        }
    }
}

/// The day that lies a TIMEX3 duration of whole days, weeks, months or years before `day`.
pub(super) fn before(day: NaiveDate, duration: &str) -> Option<NaiveDate> {
    let (count, unit) = whole(duration)?;
    match unit {
        'Y' => day.checked_sub_months(Months::new(count.checked_mul(12)?)),
        'M' => day.checked_sub_months(Months::new(count)),
        'W' => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        'D' => day.checked_sub_days(Days::new(u64::from(count))),
        _ => None,
    }
}

/// The last day of a duration that begins on `day`.
fn behind(day: NaiveDate, duration: &str) -> Option<NaiveDate> {
    let (count, unit) = whole(duration)?;
    let next = match unit {
        'Y' => day.checked_add_months(Months::new(count.checked_mul(12)?)),
        'Q' => day.checked_add_months(Months::new(count.checked_mul(3)?)),
        'M' => day.checked_add_months(Months::new(count)),
        'W' => day.checked_add_days(Days::new(u64::from(count) * 7)),
        'D' => day.checked_add_days(Days::new(u64::from(count))),
        _ => None,
    };
    next?.pred_opt()
}

/// The day behind which a duration that ends on `day` begins, to the same day of the month.
fn before_days(day: NaiveDate, duration: &str) -> Option<NaiveDate> {
    before(day, duration)?.succ_opt()
}

/// The first day of a duration that ends on `day`.
fn before_end(day: NaiveDate, duration: &str) -> Option<NaiveDate> {
    match whole(duration)? {
        (count, 'M') => start_of(day, count),
        (count, 'Q') => start_of(day, count.checked_mul(3)?),
        (count, 'Y') => start_of(day, count.checked_mul(12)?),
        _ => before(day, duration)?.succ_opt(),
    }
}

/// The count and the unit of a TIMEX3 duration of whole units.
pub(super) fn whole(duration: &str) -> Option<(u32, char)> {
    let length = duration.strip_prefix('P')?;
    let unit = length.chars().last()?;
    Some((length.strip_suffix(unit)?.parse().ok()?, unit))
}

/// The first day of the `months` that end on `end`.
fn start_of(end: NaiveDate, months: u32) -> Option<NaiveDate> {
    let next = end.checked_add_days(Days::new(1))?;
    if next.day() == 1 {
        return next.checked_sub_months(Months::new(months));
    }
    end.checked_sub_months(Months::new(months))?.checked_add_days(Days::new(1))
}

pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let spelt = WORDS.iter().position(|w| *w == word).and_then(|i| u32::try_from(i + 1).ok());
    spelt.or_else(|| word.parse().ok()).filter(|n| (1..=36).contains(n))
}
