//! Fields put together: a period from a year and what the words say of it, or the value of what stays unresolved.

use chrono::{Datelike, NaiveDate, Weekday};

use super::meaning::Partial;
use super::period::{Period, add_days, day, easter, season_code};
use super::rule::Holiday;
use super::unit::Unit;

/// What came of an attempt to resolve.
pub(crate) enum Choice<T> {
    Is(T),
    /// There is nothing to resolve it against.
    Open,
    /// The calendar does not have it.
    Impossible,
}

/// The period of `year` that the fields name; `None` where the calendar does not have it.
pub(crate) fn in_year(year: i32, p: &Partial) -> Option<Period> {
    let small = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    if year == 0 || year.abs() > 9999 {
        return None;
    }
    if let Some(holiday) = &p.holiday {
        return holiday.in_year(year);
    }
    if let Some(month) = small(p.month) {
        return match small(p.day) {
            Some(d) => day(year, month, d).map(Period::Day),
            None => (1..=12).contains(&month).then_some(Period::Month(year, month)),
        };
    }
    if let Some(season) = small(p.season) {
        return Some(Period::Season(year, season.clamp(1, 4)));
    }
    if let Some(quarter) = small(p.quarter) {
        return Some(Period::Quarter(year, quarter));
    }
    if let Some(half) = small(p.half) {
        return Some(Period::Half(year, half));
    }
    if let Some(week) = small(p.week) {
        let weekday = small(p.weekday).unwrap_or(1);
        let weekday = Weekday::try_from(u8::try_from(weekday.clamp(1, 7) - 1).ok()?).ok()?;
        let date = NaiveDate::from_isoywd_opt(year, week, weekday).filter(|d| (1..=9999).contains(&d.year()))?;
        return Some(if p.weekday.is_some() { Period::Day(date) } else { Period::Week(year, week) });
    }
    Some(Period::Year(year))
}

/// The part of `period` that the other fields name: "January" of last year, "Friday" of next week.
pub(crate) fn inside(period: Period, p: &Partial) -> Option<Period> {
    match period {
        Period::Year(year) => in_year(year, p),
        Period::Week(..) | Period::Weekend(..) => match p.weekday {
            Some(weekday) => {
                add_days(Period::containing(period.days()?.0, Unit::Week).days()?.0, i64::from(weekday - 1))
                    .map(Period::Day)
            }
            None => Some(period),
        },
        Period::Month(year, month) => match p.day.and_then(|d| u32::try_from(d).ok()) {
            Some(d) => day(year, month, d).map(Period::Day),
            None => Some(period),
        },
        _ => Some(period),
    }
}

impl Holiday {
    /// Its day in `year`; the year itself where its table ends before or begins behind.
    fn in_year(&self, year: i32) -> Option<Period> {
        let found = match self {
            Holiday::Fixed([month, d]) => day(year, *month, *d),
            Holiday::Easter(after) => add_days(easter(year)?, *after),
            Holiday::Nth([month, weekday, nth]) => nth_weekday(year, *month, *weekday, *nth),
            Holiday::NthPlus([month, weekday, nth, days]) => {
                add_days(nth_weekday(year, *month, *weekday, *nth)?, (*days).into())
            }
            Holiday::Days(days) => match days.0.iter().find(|d| d.year() == year) {
                Some(found) => Some(*found),
                None => return Some(Period::Year(year)),
            },
        };
        found.map(Period::Day)
    }
}

/// The n-th weekday of a month; -1 is the last.
pub(crate) fn nth_weekday(year: i32, month: i32, weekday: i32, nth: i32) -> Option<NaiveDate> {
    let month = u32::try_from(month).ok()?;
    let found = if nth > 0 {
        let first = day(year, month, 1)?;
        let ahead = (weekday - first.weekday().number_from_monday() as i32).rem_euclid(7);
        add_days(first, i64::from(ahead + (nth - 1) * 7))
    } else {
        let last = Period::Month(year, month).days()?.1;
        let back = (last.weekday().number_from_monday() as i32 - weekday).rem_euclid(7);
        add_days(last, -i64::from(back))
    };
    found.filter(|d| d.month() == month)
}

/// The value of an expression that nothing resolves: X stands for what is not known.
pub(crate) fn unresolved(p: &Partial) -> String {
    if let Some(month) = p.month {
        return match p.day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        };
    }
    if let Some(season) = p.season {
        return format!("XXXX-{}", season_code(season.unsigned_abs()));
    }
    if let Some(quarter) = p.quarter {
        return format!("XXXX-Q{quarter}");
    }
    if let Some(half) = p.half {
        return format!("XXXX-H{half}");
    }
    if let Some(weekday) = p.weekday {
        return format!("XXXX-WXX-{weekday}");
    }
    if let Some(Holiday::Fixed([month, day])) = &p.holiday {
        return format!("XXXX-{month:02}-{day:02}");
    }
    match p.unit {
        Some(Unit::Week | Unit::Fortnight) => "XXXX-WXX".into(),
        Some(Unit::Weekend) => "XXXX-WXX-WE".into(),
        Some(Unit::Month) => "XXXX-XX".into(),
        Some(Unit::Quarter) => "XXXX-QX".into(),
        Some(Unit::Year) => "XXXX".into(),
        Some(Unit::Decade) => "XXX".into(),
        Some(Unit::Century | Unit::Millennium) => "XX".into(),
        _ if p.form.report => "XXXX-QX".into(),
        _ => match p.day {
            Some(day) => format!("XXXX-XX-{day:02}"),
            None => "XXXX-XX-XX".into(),
        },
    }
}
