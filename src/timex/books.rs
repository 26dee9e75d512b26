//! What a financial text reports on: the quarter under discussion, and where a firm's own year ends.

use chrono::{Datelike, NaiveDate};

use super::calendar::Choice;
use super::meaning::{Found, Length, Meaning, Partial};
use super::period::{Period, add_months, day};
use super::unit::Unit;
use crate::text::Text;

/// What has been said so far of the periods that are reported on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Books {
    /// The quarter that the text reports on.
    report: Option<Period>,
    /// It has gone over to several quarters together: "for the nine months".
    long: bool,
    /// Month and day on which the firm's year ends, where that is not December.
    year_end: Option<(u32, u32)>,
}

impl Books {
    /// Notes that `period` was mentioned. "The quarter ended June 30" says what the text reports on where nothing has said so before, and so does
    /// any other quarter, or a later one; "the quarter" alone takes up what is said already.
    pub(crate) fn mention(&mut self, period: Period, p: &Partial, dct: Option<NaiveDate>) {
        let (Period::Quarter(..), Some((first, last)), Some(dct)) = (period, period.days(), dct) else { return };
        self.long = false;
        let taken_up = p.form.report && (p.quarter.is_none() || p.form.shift.is_some() || self.report.is_some());
        let later = self.report.and_then(Period::days).is_none_or(|(begun, _)| begun < first);
        if last <= dct && !taken_up && later {
            self.report = Some(period);
        }
    }

    /// Notes a quarter that by the calendar still runs, of which a clause of the past tells: "reported a decline in fourth-quarter earnings" in November
    /// is said by a firm whose own fourth quarter is over.
    pub(crate) fn report_on(&mut self, period: Period, p: &Partial, dct: Option<NaiveDate>) {
        let (Some((first, last)), Some(dct)) = (period.days(), dct) else { return };
        if self.report.is_none()
            && p.quarter.is_some()
            && p.year.is_none()
            && !p.form.report
            && first <= dct
            && dct < last
        {
            self.report = Some(period);
        }
    }

    /// Notes a length: "for the nine months" and "for the year" stand for more than a quarter.
    pub(crate) fn last(&mut self, length: &Length) {
        let months = length.unit == Unit::Month && length.count.is_some_and(|n| (6.0..=12.0).contains(&n));
        self.long |= months || length.unit == Unit::Year && length.toward == Some(0);
    }

    /// Notes the firm's calendar: "the fourth quarter ended Aug. 26", "the fiscal year ended June 30".
    pub(crate) fn close(&mut self, f: &Found, next: &Found, text: &Text<'_>) {
        let Meaning::Date(q) = &next.meaning else { return };
        let (Some(month), Some(day), true) = (q.month, q.day, is_ended(f, next, text)) else { return };
        let quarters = match &f.meaning {
            Meaning::Date(p) if p.quarter.is_some() && !p.form.report => 4 - p.quarter.unwrap_or(4),
            Meaning::Date(p) if p.fiscal && p.year.is_some() => 0,
            Meaning::Duration(length) if length.unit == Unit::Year && length.count == Some(1.0) => 0,
            _ => return,
        };
        // A year that ends in the first days of a month is that of the months before.
        let month = (month - i32::from(day < 10) + quarters * 3 + 11).rem_euclid(12) + 1;
        let day = if (10..25).contains(&day) { day.unsigned_abs() } else { 31 };
        self.year_end = (month != 12).then_some((month.unsigned_abs(), day));
    }

    /// The days of a period that is told by the firm's own calendar, or by the day on which it ended.
    pub(crate) fn days(&self, period: Period, p: &Partial, dct: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
        if let (Period::Quarter(year, _), Some((month, date, over))) = (period, p.ends) {
            let (_, near) = period.days()?;
            let ends = (year - 1..=year + 1).filter_map(|y| day(y, month, date));
            let ended = ends.filter(|end| !over || dct.is_none_or(|dct| *end <= dct));
            let end = ended.min_by_key(|end| (*end - near).num_days().abs())?;
            return Some((add_months(end.succ_opt()?, -3)?, end));
        }
        let (month, date) = self.year_end.filter(|_| p.fiscal)?;
        let year = period.year();
        let end = (28..=date).rev().chain([date]).find_map(|d| day(year, month, d))?;
        let begin = add_months(end.succ_opt()?, -12)?;
        match period {
            Period::Year(_) => Some((begin, end)),
            Period::Quarter(_, n) => {
                Some((add_months(begin, i64::from(n) * 3 - 3)?, add_months(begin, i64::from(n) * 3)?.pred_opt()?))
            }
            Period::Half(_, n) => {
                Some((add_months(begin, i64::from(n) * 6 - 6)?, add_months(begin, i64::from(n) * 6)?.pred_opt()?))
            }
            _ => None,
        }
    }

    /// "the quarter", "the year-earlier period", and "a year ago" where a financial text compares quarters: the period, and why it is that one.
    /// `quarterly`: the words themselves speak of a quarter.
    pub(crate) fn reported(&self, p: &Partial, quarterly: bool, dct: NaiveDate) -> Choice<(Period, String)> {
        let back = p.form.shift.unwrap_or(0);
        let named = p.year.map(|y| match (p.quarter, self.report) {
            (Some(quarter), _) => Period::Quarter(y, quarter.unsigned_abs()),
            (None, Some(Period::Quarter(_, quarter))) if !self.long || quarterly => Period::Quarter(y, quarter),
            _ => Period::Year(y),
        });
        if let Some(period) = named {
            return Choice::Is((period, "reported quarter".into()));
        }
        let quarter = match (self.report, p.quarter) {
            (Some(Period::Quarter(year, _)), Some(quarter)) => Some(Period::Quarter(year, quarter.unsigned_abs())),
            (report, None) => report,
            (_, Some(quarter)) => {
                let quarter = quarter.unsigned_abs();
                let begun = Period::Quarter(dct.year(), quarter).days().is_some_and(|(first, _)| first <= dct);
                Some(Period::Quarter(if begun { dct.year() } else { dct.year() - 1 }, quarter))
            }
        };
        let (period, reference) = match quarter {
            Some(Period::Quarter(year, quarter)) => {
                let long = self.long && !quarterly && back != 0 && p.quarter.is_none();
                let period = if long { Period::Year(year + back) } else { Period::Quarter(year + back, quarter) };
                (Some(period), format!("reported period {}", Period::Quarter(year, quarter).value()))
            }
            _ if back != 0 => (Period::Year(dct.year()).shifted(back, Unit::Year), format!("document date {dct}")),
            _ => (Period::containing(dct, Unit::Quarter).shifted(-1, Unit::Quarter), format!("document date {dct}")),
        };
        match period {
            Some(period) => Choice::Is((period, reference)),
            None => Choice::Impossible,
        }
    }
}

/// Whether only "ended" or "ending" stands between the two, with "on" or without.
fn is_ended(f: &Found, next: &Found, text: &Text<'_>) -> bool {
    let on = next.first == f.end + 2 && text.word(f.end + 1) == "on";
    (on || next.first == f.end + 1) && matches!(text.word(f.end), "ended" | "ending")
}

/// "the quarter ended June 30": `f` as the quarter of the calendar that shares most with the one that ends on the day behind it.
pub(crate) fn quarter_ended(f: &Found, next: &Found, text: &Text<'_>) -> Option<Found> {
    let (Meaning::Date(p), Meaning::Date(q)) = (&f.meaning, &next.meaning) else { return None };
    let quarter = p.form.report || p.quarter.is_some();
    if !quarter || p.form.shift.is_some() || p.year.is_some() || !is_ended(f, next, text) {
        return None;
    }
    let (month, date) = (q.month?, q.day?);
    let mut told = p.clone();
    let over = text.word(f.end) == "ended";
    told.ends = Some((month.unsigned_abs(), date.unsigned_abs(), over));
    if p.quarter.is_none() {
        // A quarter that ends in the first days of a month is that of the month before.
        let middle = month - 2 - i32::from(date < 10);
        told.quarter = Some(middle.rem_euclid(12) / 3 + 1);
        told.year = q.year.map(|year| if middle < 0 { year - 1 } else { year });
    }
    Some(Found { meaning: Meaning::Date(told), ..f.clone() })
}
