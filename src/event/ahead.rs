//! Plans told by how far ahead of the text's day they lie: "will open in two weeks", "within a month", "in less than ten days".

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::find::Found;
use super::mention::{Basis, EventTime, Status, edtf};
use super::stretch::whole;
use super::when::Clock;
use crate::document::Span;
use crate::timex::{Interval, Modifier, Timex, TimexType};

impl Clock<'_, '_, '_> {
    /// The length after which a plan comes true.
    pub(super) fn awaited(&self, times: &[usize], found: &Found, status: Status) -> Option<usize> {
        let lies_ahead = |t: &usize| self.ahead(*t).is_some();
        let planned = status == Status::Planned && found.again.is_none();
        times.iter().copied().filter(|_| planned).find(lies_ahead)
    }

    /// The days that "in two weeks" or "within a month" says, at the size of its unit.
    pub(super) fn ahead(&self, time: usize) -> Option<Interval> {
        let (timex, dct) = (self.timex(time), self.story.dct?);
        if timex.kind != TimexType::Duration || timex.interval.is_some() {
            return None;
        }
        let (day, unit) = behind(dct, timex)?;
        // "Within three years of release", "in over a decade", "the first in a decade"
        let next = self.story.text.tokens.get(self.parsed.times[time].end).map(|_| self.parsed.times[time].end);
        let of_another = next.is_some_and(|i| matches!(self.story.text.word(i), "of" | "after" | "before" | "from"));
        let more = matches!(timex.modifier, Some(Modifier::MoreThan | Modifier::EqualOrMore));
        if of_another || more || self.is_superlative(time) {
            return None;
        }
        let about = |w: &String| matches!(w.as_str(), "about" | "around" | "roughly" | "approximately" | "just");
        let core = self.parsed.times[time].core;
        let mut before = (core.saturating_sub(2)..core).rev().map(|i| self.story.text.word(i).to_ascii_lowercase());
        let word = before.find(|w| !about(w));
        let at_most = matches!(timex.modifier, Some(Modifier::LessThan | Modifier::EqualOrLess));
        match word?.as_str() {
            "within" | "inside" => Some(Interval::new(Some(dct), Some(day))),
            "in" if at_most => Some(Interval::new(Some(dct), Some(day))),
            "in" => Some(around(day, unit)),
            _ => None,
        }
    }

    /// "Will close the plant immediately": today.
    pub(crate) fn at_once(&self, found: &Found, status: Status) -> Option<EventTime> {
        let verb = &self.parsed.chunks.verbs[found.clause.filter(|_| status == Status::Planned)?];
        let dct = self.story.dct?;
        let text = self.story.text;
        let end = self.parsed.row.extents.last()?.1;
        let stop = |i: &usize| !matches!(text.word(*i), "," | ";" | ":" | "that" | "and" | "but");
        let mut behind = (verb.first as usize..end).take_while(stop);
        let at = behind.find(|i| text.word(*i) == "immediately")?;
        let bound =
            at + 1 < end && matches!(text.word(at + 1), "after" | "before" | "following" | "upon" | "available");
        let token = &text.tokens[at];
        let interval = Interval::day(dct);
        (!bound).then(|| EventTime {
            interval,
            edtf: edtf(interval),
            value: Some(dct.format("%Y-%m-%d").to_string()),
            expression: Some(Span { start: token.start as usize, end: token.end as usize }),
            basis: Basis::Expression,
        })
    }

    /// "Will eventually sell", "plans to ultimately go public"
    pub(super) fn is_far(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let first = (verb.first as usize).saturating_sub(1);
        (first..verb.end as usize).any(|i| matches!(self.story.text.word(i), "eventually" | "ultimately" | "someday"))
    }
}

/// The day that lies a length of whole units behind `dct`, and the unit.
fn behind(dct: NaiveDate, timex: &Timex) -> Option<(NaiveDate, char)> {
    let (count, unit) = whole(&timex.value)?;
    let day = match unit {
        'Y' => dct.checked_add_months(Months::new(count.checked_mul(12)?)),
        'M' => dct.checked_add_months(Months::new(count)),
        'W' => dct.checked_add_days(Days::new(u64::from(count) * 7)),
        'D' => dct.checked_add_days(Days::new(u64::from(count))),
        _ => None,
    };
    Some((day?, unit))
}

/// The day, week, month or year around a day.
fn around(day: NaiveDate, unit: char) -> Interval {
    let (first, last) = match unit {
        'Y' => (NaiveDate::from_ymd_opt(day.year(), 1, 1), NaiveDate::from_ymd_opt(day.year(), 12, 31)),
        'M' => {
            let first = day.with_day(1);
            (first, first.and_then(|d| d.checked_add_months(Months::new(1))).and_then(|d| d.pred_opt()))
        }
        'W' => {
            let week = day.week(Weekday::Mon);
            (Some(week.first_day()), Some(week.last_day()))
        }
        _ => (Some(day), Some(day)),
    };
    Interval::new(first, last)
}
