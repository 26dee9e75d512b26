//! Calendar periods: their TIMEX3 value, their days, their EDTF, and the arithmetic between them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::unit::{Part, Unit};
use crate::document::iso_day;

/// A stretch of the calendar with a TIMEX3 value of its own. Years before our era are negative: -490 is 490 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    /// The thousand years that begin with this number of thousands: 2 = 2000-2999; -1 = 1000-1 BC.
    Millennium(i32),
    /// The hundred years that begin with this number of centuries: 19 = 1900-1999; -5 = 500-401 BC.
    Century(i32),
    /// The ten years that begin with this number of decades: 198 = 1980-1989; -47 = 479-470 BC.
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

/// A day of a year as people count them (-490 is 490 BC, and there is no year 0), if the calendar and the years 9999 BC to 9999 have it.
pub(crate) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(astronomical(year)?, month, day).filter(counted)
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    day(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt().filter(counted)
}

fn counted(date: &NaiveDate) -> bool {
    (-9998..=9999).contains(&date.year())
}

/// The calendar's own count has a year 0: 490 BC is -489.
fn astronomical(year: i32) -> Option<i32> {
    (year != 0 && year.abs() <= 9999).then_some(if year < 0 { year + 1 } else { year })
}

/// The year of a day, as people count them.
pub(crate) fn year_of(date: NaiveDate) -> i32 {
    let year = date.year();
    if year < 1 { year - 1 } else { year }
}

fn next_year(year: i32) -> i32 {
    if year == -1 { 1 } else { year + 1 }
}

impl Period {
    /// The period of size `unit` that contains `date`.
    pub(crate) fn containing(date: NaiveDate, unit: Unit) -> Period {
        let (year, month, week) = (year_of(date), date.month(), date.iso_week());
        let tens = |of: i32| if year < 0 { -(-year / of).max(1) } else { year / of };
        let hundreds = |of: i32| if year < 0 { -((-year - 1) / of) - 1 } else { year / of };
        match unit {
            Unit::Week | Unit::Fortnight => Period::Week(week.year(), week.week()),
            Unit::Weekend => Period::Weekend(week.year(), week.week()),
            Unit::Month => Period::Month(year, month),
            Unit::Quarter => Period::Quarter(year, month.div_ceil(3)),
            Unit::Year => Period::Year(year),
            Unit::Decade => Period::Decade(tens(10)),
            Unit::Century => Period::Century(hundreds(100)),
            Unit::Millennium => Period::Millennium(hundreds(1000)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Period::Day(date),
        }
    }

    /// The period of size `unit` that lies `by` such units after this one (contains its first day, where that is smaller or larger).
    pub(crate) fn shifted(self, by: i32, unit: Unit) -> Option<Period> {
        if let (Period::Year(y), Unit::Year) = (self, unit) {
            let moved = astronomical(y)?.checked_add(by)?;
            let year = if moved < 1 { moved - 1 } else { moved };
            return (year.abs() <= 9999).then_some(Period::Year(year));
        }
        let date = self.days()?.0;
        Some(Period::containing(shift_day(date, by, unit)?, unit))
    }

    /// The first and the last day, in the calendar's own count of years (480 BC is its -479); `None` outside 9999 BC to 9999.
    pub(crate) fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let years = |first: i32, last: i32| Some((day(first, 1, 1)?, day(last, 12, 31)?));
        let many = |of: i32, size: i32| {
            let (from, to) = (of.checked_mul(size)?, of.checked_add(1)?.checked_mul(size)?.checked_sub(1)?);
            if of < 0 { years(from, to.min(-1)) } else { years(from.max(1), to) }
        };
        let months =
            |year: i32, first: u32, count: u32| Some((day(year, first, 1)?, month_end(year, first + count - 1)?));
        match self {
            Period::Millennium(m) => many(m, 1000),
            Period::Century(c) => many(c, 100),
            // "the 470s BC" begin with 479.
            Period::Decade(d @ ..0) => years(d.checked_mul(10)?.checked_sub(9)?, d.checked_mul(10)?),
            Period::Decade(d) => many(d, 10),
            Period::Year(y) => years(y, y),
            Period::Half(y, h) => months(y, h * 6 - 5, 6),
            Period::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Period::Season(y, 4) => Some((day(y, 12, 1)?, day(next_year(y), 3, 1)?.pred_opt()?)),
            Period::Season(y, s) => months(y, s * 3, 3),
            Period::Month(y, m) => months(y, m, 1),
            Period::Week(y, w) => {
                let monday = NaiveDate::from_isoywd_opt(y, w, Weekday::Mon).filter(counted)?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Period::Weekend(y, w) => {
                let saturday = NaiveDate::from_isoywd_opt(y, w, Weekday::Sat)?;
                Some((saturday, saturday.succ_opt()?))
            }
            Period::Day(d) => Some((d, d)),
        }
        .filter(|(a, b)| counted(a) && counted(b))
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
            Period::Millennium(m) => m.saturating_mul(1000),
            Period::Century(c) => c.saturating_mul(100),
            Period::Decade(d) => d.saturating_mul(10),
            Period::Year(y)
            | Period::Half(y, _)
            | Period::Quarter(y, _)
            | Period::Season(y, _)
            | Period::Month(y, _)
            | Period::Week(y, _)
            | Period::Weekend(y, _) => y,
            Period::Day(d) => year_of(d),
        }
    }

    /// The TIMEX3 value.
    pub(crate) fn value(self) -> String {
        let year = |y: i32| {
            if y < 0 { format!("BC{:04}", -y) } else { padded(y.unsigned_abs(), 4) }
        };
        match self {
            Period::Millennium(m) if m < 0 => format!("BC{}", -m - 1),
            Period::Millennium(m) => format!("{m}"),
            Period::Century(c) if c < 0 => format!("BC{:02}", -c - 1),
            Period::Century(c) => format!("{c:02}"),
            Period::Decade(d) if d < 0 => format!("BC{:03}", -d),
            Period::Decade(d) => format!("{d:03}"),
            Period::Year(y) => year(y),
            Period::Half(y, h) => format!("{}-H{h}", year(y)),
            Period::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Period::Season(y, s) => format!("{}-{}", year(y), season_code(s)),
            Period::Month(y, m) => year(y) + "-" + &padded(m, 2),
            Period::Week(y, w) => format!("{}-W{w:02}", year(y)),
            Period::Weekend(y, w) => format!("{}-W{w:02}-WE", year(y)),
            Period::Day(d) => {
                iso_day(d).unwrap_or_else(|| format!("{}-{:02}-{:02}", year(year_of(d)), d.month(), d.day()))
            }
        }
    }

    /// The Extended Date/Time Format (ISO 8601-2, level 2): "2018-06", "2013-22", "199X" as "199X", a week as its interval. It has a year 0:
    /// 480 BC is "-0479".
    pub(crate) fn edtf(self) -> Option<String> {
        let (first, last) = self.days()?;
        let day = iso(first);
        let year = &day[..day.len() - "-MM-DD".len()];
        Some(match self {
            Period::Millennium(m) if m >= 0 => format!("{m}XXX"),
            Period::Century(c) if c >= 0 => format!("{c:02}XX"),
            Period::Decade(d) if d >= 0 => format!("{d:03}X"),
            Period::Millennium(_) | Period::Century(_) | Period::Decade(_) => {
                format!("{year}/{}", Period::Year(year_of(last)).edtf()?)
            }
            Period::Half(_, h) => format!("{year}-{}", 39 + h),
            Period::Quarter(_, q) => format!("{year}-{}", 32 + q),
            Period::Season(_, s) => format!("{year}-{}", 20 + s),
            Period::Week(..) | Period::Weekend(..) => [&day, "/", &iso(last)].concat(),
            Period::Year(_) => year.to_owned(),
            Period::Month(..) => day[..day.len() - "-DD".len()].to_owned(),
            Period::Day(_) => day,
        })
    }

    /// How large it is, as a unit.
    pub(crate) fn unit(self) -> Unit {
        match self {
            Period::Millennium(_) => Unit::Millennium,
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

/// The digits of a number, with zeros before them where there are too few.
fn padded(mut number: u32, width: usize) -> String {
    let mut digits = [b'0'; 10];
    let mut first = digits.len();
    while number > 0 || digits.len() - first < width {
        first -= 1;
        digits[first] += (number % 10) as u8;
        number /= 10;
    }
    digits[first..].iter().copied().map(char::from).collect()
}

/// "document date 2018-06-05": what most expressions count from.
pub(crate) fn document_date(day: NaiveDate) -> String {
    ["document date ", &iso(day)].concat()
}

/// A day as ISO text, in the calendar that has a year 0: "2018-06-05", "-0489-09-12".
fn iso(day: NaiveDate) -> String {
    iso_day(day).unwrap_or_else(|| {
        let sign = if day.year() < 0 { "-" } else { "" };
        format!("{sign}{:04}-{:02}-{:02}", day.year().abs(), day.month(), day.day())
    })
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

/// `date` moved by days, within 9999 BC to 9999.
pub(crate) fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(chrono::TimeDelta::try_days(days)?).filter(counted)
}

/// `date` moved by months, to the month's last day where it is too short; within 9999 BC to 9999.
pub(crate) fn add_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
    moved.filter(counted)
}

/// Easter Sunday (the anonymous Gregorian algorithm).
pub(crate) fn easter(year: i32) -> Option<NaiveDate> {
    if year < 1 {
        return None;
    }
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
    fn years_before_our_era_have_days_and_edtf() {
        let told = |period: Period| {
            let (first, last) = period.days().expect("days");
            format!("{} {first} {last} {}", period.value(), period.edtf().expect("EDTF"))
        };
        assert_eq!(told(Period::Year(-480)), "BC0480 -0479-01-01 -0479-12-31 -0479");
        assert_eq!(told(Period::Year(-1)), "BC0001 0000-01-01 0000-12-31 0000");
        assert_eq!(told(Period::Month(-480, 2)), "BC0480-02 -0479-02-01 -0479-02-28 -0479-02");
        assert_eq!(told(Period::Season(-1, 4)), "BC0001-WI 0000-12-01 0001-02-28 0000-24");
        assert_eq!(told(Period::Decade(-47)), "BC047 -0478-01-01 -0469-12-31 -0478/-0469");
        assert_eq!(told(Period::Century(-5)), "BC04 -0499-01-01 -0400-12-31 -0499/-0400");
        assert_eq!(told(Period::Century(-1)), "BC00 -0099-01-01 0000-12-31 -0099/0000");
        assert_eq!(told(Period::Millennium(-2)), "BC1 -1999-01-01 -1000-12-31 -1999/-1000");
        assert_eq!(told(Period::Millennium(2)), "2 2000-01-01 2999-12-31 2XXX");
        let ides = day(-44, 3, 15).expect("a day");
        assert_eq!(told(Period::Day(ides)), "BC0044-03-15 -0043-03-15 -0043-03-15 -0043-03-15");
    }

    #[test]
    fn a_period_lies_in_the_larger_ones_that_hold_its_days() {
        let at = |year: i32| day(year, 7, 1).expect("a day");
        for year in [-2000, -1001, -1000, -480, -479, -470, -101, -100, -99, -10, 9, 99, 999, 1000, 2018] {
            for unit in [Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade, Unit::Century, Unit::Millennium] {
                let (first, last) = Period::containing(at(year), unit).days().expect("days");
                assert!(first <= at(year) && at(year) <= last, "{year} {unit:?}: {first} {last}");
            }
        }
    }

    #[test]
    fn years_out_of_range_have_no_days() {
        assert_eq!(Period::Year(9999).shifted(1, Unit::Year), None);
        assert_eq!(Period::Year(-10_000).days(), None);
        assert_eq!(Period::Year(0).days(), None);
        assert_eq!(Period::Century(99).shifted(1, Unit::Century), None);
    }

    #[test]
    fn easter_is_computed() {
        assert_eq!(easter(2018), Some(d(2018, 4, 1)));
        assert_eq!(easter(1999), Some(d(1999, 4, 4)));
    }
}
