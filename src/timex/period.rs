//! Calendar periods: their TIMEX3 value, their days, their EDTF, and the arithmetic between them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::unit::{Part, Unit};
use crate::document::iso_day;

/// A stretch of the calendar with a TIMEX3 value of its own. Years before our era are negative: -490 is 490 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    /// The hundred years that begin with this number of centuries: 19 = 1900-1999.
    Century(i32),
    /// The ten years that begin with this number of decades: 198 = 1980-1989.
    Decade(i32),
    Year(i32),
    /// Year, 1 or 2.
    Half(i32, u32),
    /// Year, 1 to 4.
    Quarter(i32, u32),
    /// Year, 1 spring to 4 winter (which ends in the next year).
    Season(i32, u32),
    /// Year, 1 to 12.
    Month(i32, u32),
    /// ISO week-numbering year, 1 to 53.
    Week(i32, u32),
    /// Saturday and Sunday of an ISO week.
    Weekend(i32, u32),
    Day(NaiveDate),
}

/// A day, if the calendar and the range of years 1-9999 have it.
pub(crate) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|d| (1..=9999).contains(&d.year()))
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    day(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt().filter(|d| d.year() <= 9999)
}

impl Period {
    /// The period of size `unit` that contains `date`.
    pub(crate) fn containing(date: NaiveDate, unit: Unit) -> Period {
        let (year, month, week) = (date.year(), date.month(), date.iso_week());
        match unit {
            Unit::Week | Unit::Fortnight => Period::Week(week.year(), week.week()),
            Unit::Weekend => Period::Weekend(week.year(), week.week()),
            Unit::Month => Period::Month(year, month),
            Unit::Quarter => Period::Quarter(year, month.div_ceil(3)),
            Unit::Year => Period::Year(year),
            Unit::Decade => Period::Decade(year.div_euclid(10)),
            Unit::Century | Unit::Millennium => Period::Century(year.div_euclid(100)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Period::Day(date),
        }
    }

    /// The period of size `unit` that lies `by` such units after this one (contains its first day, where that is smaller or larger).
    pub(crate) fn shifted(self, by: i32, unit: Unit) -> Option<Period> {
        if let (Period::Year(y), Unit::Year) | (Period::Month(y @ ..0, _) | Period::Season(y @ ..0, _), Unit::Year) =
            (self, unit)
        {
            let moved = y.checked_add(by)?;
            return (moved != 0 && moved.abs() <= 9999).then_some(Period::Year(moved));
        }
        let date = self.days()?.0;
        Some(Period::containing(shift_day(date, by, unit)?, unit))
    }

    /// The first and the last day; `None` outside years 1 to 9999.
    pub(crate) fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let years =
            |first: i32, count: i32| Some((day(first.max(1), 1, 1)?, day(first.checked_add(count - 1)?, 12, 31)?));
        let months =
            |year: i32, first: u32, count: u32| Some((day(year, first, 1)?, month_end(year, first + count - 1)?));
        match self {
            Period::Century(c) => years(c.checked_mul(100)?, 100),
            Period::Decade(d) => years(d.checked_mul(10)?, 10),
            Period::Year(y) => years(y, 1).filter(|_| y >= 1),
            Period::Half(y, h) => months(y, h * 6 - 5, 6),
            Period::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Period::Season(y, 4) => Some((day(y, 12, 1)?, day(y + 1, 3, 1)?.pred_opt()?)),
            Period::Season(y, s) => months(y, s * 3, 3),
            Period::Month(y, m) => months(y, m, 1),
            Period::Week(y, w) => {
                let monday = NaiveDate::from_isoywd_opt(y, w, Weekday::Mon)?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Period::Weekend(y, w) => {
                let saturday = NaiveDate::from_isoywd_opt(y, w, Weekday::Sat)?;
                Some((saturday, saturday.succ_opt()?))
            }
            Period::Day(d) => Some((d, d)),
        }
        .filter(|(a, b)| a.year() >= 1 && b.year() <= 9999)
    }

    /// The days of one third: of a month 1-10, 11-20, 21-end; of longer periods whole months (of a quarter one, of a year four); of a week two or three days.
    pub(crate) fn third(self, part: Part) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.days()?;
        let months =
            i64::from((last.year() - first.year()) * 12) + i64::from(last.month()) - i64::from(first.month()) + 1;
        let cuts = match self {
            Period::Month(y, m) => (day(y, m, 11)?, day(y, m, 21)?),
            Period::Day(_) => return Some((first, last)),
            Period::Week(..) => (add_days(first, 2)?, add_days(first, 5)?),
            Period::Weekend(..) => return Some((first, last)),
            _ => (add_months(first, months / 3)?, add_months(first, months - months / 3)?),
        };
        Some(match part {
            Part::Start => (first, cuts.0.pred_opt()?),
            Part::Mid => (cuts.0, cuts.1.pred_opt()?),
            Part::End => (cuts.1, last),
        })
    }

    /// The year that the period lies in; a decade's or century's first.
    pub(crate) fn year(self) -> i32 {
        match self {
            Period::Century(c) => c.saturating_mul(100),
            Period::Decade(d) => d.saturating_mul(10),
            Period::Year(y)
            | Period::Half(y, _)
            | Period::Quarter(y, _)
            | Period::Season(y, _)
            | Period::Month(y, _)
            | Period::Week(y, _)
            | Period::Weekend(y, _) => y,
            Period::Day(d) => d.year(),
        }
    }

    /// The TIMEX3 value.
    pub(crate) fn value(self) -> String {
        let year = |y: i32| {
            if y < 0 { format!("BC{:04}", -y) } else { format!("{y:04}") }
        };
        match self {
            Period::Century(c) if c < 0 => format!("BC{:02}", -c - 1),
            Period::Century(c) => format!("{c:02}"),
            Period::Decade(d) => format!("{d:03}"),
            Period::Year(y) => year(y),
            Period::Half(y, h) => format!("{}-H{h}", year(y)),
            Period::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Period::Season(y, s) => format!("{}-{}", year(y), season_code(s)),
            Period::Month(y, m) => format!("{}-{m:02}", year(y)),
            Period::Week(y, w) => format!("{}-W{w:02}", year(y)),
            Period::Weekend(y, w) => format!("{}-W{w:02}-WE", year(y)),
            Period::Day(d) => iso_day(d).unwrap_or_default(),
        }
    }

    /// The Extended Date/Time Format (ISO 8601-2, level 2): "2018-06", "2013-22", "199X" as "199X", a week as its interval.
    pub(crate) fn edtf(self) -> Option<String> {
        let (first, last) = self.days()?;
        Some(match self {
            Period::Century(c) => format!("{c:02}XX"),
            Period::Decade(d) => format!("{d:03}X"),
            Period::Half(y, h) => format!("{y:04}-{}", 39 + h),
            Period::Quarter(y, q) => format!("{y:04}-{}", 32 + q),
            Period::Season(y, s) => format!("{y:04}-{}", 20 + s),
            Period::Week(..) | Period::Weekend(..) => format!("{first}/{last}"),
            Period::Year(_) | Period::Month(..) | Period::Day(_) => self.value(),
        })
    }

    /// How large it is, as a unit.
    pub(crate) fn unit(self) -> Unit {
        match self {
            Period::Century(_) => Unit::Century,
            Period::Decade(_) => Unit::Decade,
            Period::Year(_) | Period::Half(..) => Unit::Year,
            Period::Quarter(..) | Period::Season(..) => Unit::Quarter,
            Period::Month(..) => Unit::Month,
            Period::Week(..) => Unit::Week,
            Period::Weekend(..) => Unit::Weekend,
            Period::Day(_) => Unit::Day,
        }
    }
}

/// "SP", "SU", "FA", "WI".
pub(crate) fn season_code(season: u32) -> &'static str {
    ["SP", "SU", "FA", "WI"][(season.clamp(1, 4) - 1) as usize]
}

/// `date` moved by units; by none where the unit is shorter than a day.
pub(crate) fn shift_day(date: NaiveDate, by: i32, unit: Unit) -> Option<NaiveDate> {
    let by = i64::from(by);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(date),
        Unit::Day | Unit::Night => add_days(date, by),
        Unit::Week | Unit::Weekend => add_days(date, by * 7),
        Unit::Fortnight => add_days(date, by * 14),
        Unit::Month => add_months(date, by),
        Unit::Quarter => add_months(date, by * 3),
        Unit::Year => add_months(date, by * 12),
        Unit::Decade => add_months(date, by * 120),
        Unit::Century => add_months(date, by * 1200),
        Unit::Millennium => add_months(date, by * 12_000),
    }
}

/// `date` moved by days, within years 1 to 9999.
pub(crate) fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(chrono::TimeDelta::try_days(days)?).filter(|d| (1..=9999).contains(&d.year()))
}

/// `date` moved by months, to the month's last day where it is too short; within years 1 to 9999.
pub(crate) fn add_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
    moved.filter(|d| (1..=9999).contains(&d.year()))
}

/// Easter Sunday (the anonymous Gregorian algorithm).
pub(crate) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(y: i32, m: u32, dd: u32) -> NaiveDate {
        day(y, m, dd).expect("a day")
    }

    #[test]
    fn thirds_are_those_of_the_guidelines() {
        assert_eq!(Period::Year(2016).third(Part::End), Some((d(2016, 9, 1), d(2016, 12, 31))));
        assert_eq!(Period::Year(2016).third(Part::Start), Some((d(2016, 1, 1), d(2016, 4, 30))));
        assert_eq!(Period::Month(2018, 2).third(Part::End), Some((d(2018, 2, 21), d(2018, 2, 28))));
        assert_eq!(Period::Decade(199).third(Part::Mid), Some((d(1993, 5, 1), d(1996, 8, 31))));
    }

    #[test]
    fn a_winter_ends_in_the_next_year() {
        assert_eq!(Period::Season(2015, 4).days(), Some((d(2015, 12, 1), d(2016, 2, 29))));
    }

    #[test]
    fn years_out_of_range_have_a_value_but_no_days() {
        assert_eq!(Period::Year(-490).value(), "BC0490");
        assert_eq!(Period::Year(-490).days(), None);
        assert_eq!(Period::Year(9999).shifted(1, Unit::Year), None);
    }

    #[test]
    fn easter_is_computed() {
        assert_eq!(easter(2018), Some(d(2018, 4, 1)));
        assert_eq!(easter(1999), Some(d(1999, 4, 4)));
    }
}
