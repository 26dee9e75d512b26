//! The fields of a date: what is possible, and what the ends of a range leave to each other.

use super::meaning::Partial;
use super::value::Modifier;
use crate::rules::whole;

/// The modifier that a word of the class "approx" stands for.
pub(crate) fn approx(code: i32) -> Option<Modifier> {
    [Modifier::Approx, Modifier::LessThan, Modifier::MoreThan, Modifier::EqualOrLess, Modifier::EqualOrMore]
        .get(usize::try_from(code - 1).ok()?)
        .copied()
}

/// "5.30", "0930", "430".
pub(crate) fn written_clock(word: &str) -> Option<(i32, Option<i32>)> {
    if let Some((hour, minute)) = word.split_once('.') {
        return Some((hour.parse().ok()?, Some(minute.parse().ok()?)));
    }
    let n = i32::try_from(whole(word)?).ok()?;
    Some((n / 100, Some(n % 100)))
}

/// Whether a calendar and a clock can have the fields.
pub(crate) fn plausible(p: &Partial) -> bool {
    let within = |value: Option<i32>, low: i32, high: i32| value.is_none_or(|v| (low..=high).contains(&v));
    let longest = match p.month {
        Some(2) => p.year.map_or(29, |y| if chrono::NaiveDate::from_ymd_opt(y, 2, 29).is_some() { 29 } else { 28 }),
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    let clock = p.clock.is_none_or(|c| {
        let hours = if c.meridiem.is_some() { 12 } else { 24 };
        (0..=hours).contains(&c.hour) && within(c.minute, 0, 59) && within(c.second, 0, 59)
    });
    clock
        && within(p.month, 1, 12)
        && within(p.day, 1, longest)
        && within(p.quarter, 1, 4)
        && within(p.half, 1, 2)
        && within(p.week, 1, 53)
        && within(p.weekday, 1, 7)
}

/// Gives each end of a range the larger fields that only the other end says: "March 3-5", "between May and July 2018", "5 to 7 p.m."
pub(crate) fn share(a: &mut Partial, b: &mut Partial) {
    if b.month.is_none() && b.day.is_some() {
        b.month = a.month;
    }
    if a.month.is_none() && a.day.is_some() {
        a.month = b.month;
    }
    if let (Some(from), Some(to)) = (a.year, b.year) {
        if to < 0 && from > -to {
            a.year = Some(-from);
        }
        if b.short_year && !a.short_year && from > 0 {
            let year = from - from % 100 + to.rem_euclid(100);
            b.year = Some(if year < from && from % 100 >= 90 { year + 100 } else { year });
        }
    }
    let needs_year = |p: &Partial| {
        let part = p.month.is_some() || p.quarter.is_some() || p.half.is_some() || p.season.is_some();
        p.year.is_none() && (part || p.holiday.is_some())
    };
    // "November to February 2018" begins in 2017.
    let wraps = (!a.form.list || a.day.is_some()) && matches!((a.month, b.month), (Some(from), Some(to)) if from > to);
    if needs_year(a) {
        a.year = b.year.map(|y| if wraps { y - 1 } else { y });
    } else if needs_year(b) {
        b.year = a.year.map(|y| if wraps { y + 1 } else { y });
    }
    if let (Some(x), Some(y)) = (&mut a.clock, &mut b.clock) {
        x.meridiem = x.meridiem.or(y.meridiem.filter(|_| x.hour <= y.hour || y.hour == 12));
        y.meridiem = y.meridiem.or(x.meridiem);
    }
}
