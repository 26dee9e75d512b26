//! Which of several periods: moved by units, or the one whose year is not said.

use chrono::{Datelike, NaiveDate};

use super::calendar::in_year;
use super::meaning::Partial;
use super::period::Period;
use super::tense::Tense;
use super::unit::Unit;

/// How many units after its anchor a relative expression lies.
pub(crate) fn shift(p: &Partial) -> Option<(f64, Unit)> {
    let unit = p.unit?;
    let Some(sign) = p.form.sign else {
        return Some((f64::from(p.deixis.or(p.form.shift)?), unit));
    };
    let by = p.number.flatten().unwrap_or(1.0) * f64::from(sign);
    // "a decade ago" is a year, "24 hours ago" a day.
    Some(match unit {
        Unit::Decade => (by * 10.0, Unit::Year),
        Unit::Century => (by * 100.0, Unit::Year),
        Unit::Hour if by.abs() >= 24.0 => ((by / 24.0).round(), Unit::Day),
        _ => (by, unit),
    })
}

/// `base` moved; half years and the like by the next smaller unit.
pub(crate) fn move_by(base: Period, by: f64, unit: Unit) -> Option<Period> {
    if by.fract() != 0.0 {
        let smaller = match unit {
            Unit::Year => Some((12.0, Unit::Month)),
            Unit::Month => Some((30.0, Unit::Day)),
            Unit::Week => Some((7.0, Unit::Day)),
            Unit::Decade => Some((10.0, Unit::Year)),
            Unit::Century => Some((100.0, Unit::Year)),
            _ => None,
        };
        if let Some((times, smaller)) = smaller {
            return base.shifted((by * times) as i32, smaller);
        }
    }
    base.shifted(by as i32, unit)
}

/// The period with the missing year in a story that has come to `base`: the same year, or the next where that is nearer.
pub(crate) fn follow(p: &Partial, base: Period) -> Option<Period> {
    let same = in_year(base.year(), p);
    if base.unit() >= Unit::Year {
        return same;
    }
    let next = in_year(base.year() + 1, p);
    let start = |period: Option<Period>| period.and_then(Period::days).map(|(first, _)| first);
    match (start(same), start(next), base.days()) {
        (Some(a), Some(b), Some((now, _))) if b - now < now - a => next,
        _ => same,
    }
}

/// The first period with the missing year that is not over on `day`.
pub(crate) fn onward(p: &Partial, day: NaiveDate) -> Option<Period> {
    let ahead = |year: i32| in_year(year, p).filter(|period| period.days().is_some_and(|(_, last)| last >= day));
    ahead(day.year()).or_else(|| ahead(day.year() + 1))
}

/// The period with the missing year that a story which has come to `base` looks back on.
pub(crate) fn before(p: &Partial, base: Period) -> Option<Period> {
    let (first, _) = base.days()?;
    let at = |year: i32| in_year(year, p).filter(|period| period.days().is_some_and(|(begun, _)| begun <= first));
    at(base.year()).or_else(|| at(base.year() - 1))
}

/// The period with the missing year that lies nearest to `base`, or on the side that deixis or tense asks for.
pub(crate) fn nearest(p: &Partial, base: NaiveDate, deixis: Option<i32>, tense: Tense) -> Option<Period> {
    let candidates = (base.year() - 2..=base.year() + 2)
        .filter_map(|y| in_year(y, p).and_then(|period| Some((period, period.days()?))));
    // "Monday, Oct. 19": the weekday tells the year.
    let fits = |first: NaiveDate| {
        p.day.is_none() || p.weekday.is_none_or(|w| first.weekday().number_from_monday() as i32 == w)
    };
    let mut best: Option<(i64, Period)> = None;
    for (period, (first, last)) in candidates {
        let middle = first + (last - first) / 2;
        let mut distance = (middle - base).num_days().abs();
        let past = last < base;
        let future = first > base;
        let wrong = match deixis {
            Some(..=-1) => !past,
            Some(1..) => !future,
            Some(0) => period.year() != base.year() && !(first <= base && base <= last),
            None => false,
        };
        if wrong {
            distance += 10_000;
        }
        // "They raised money this October", told in July: the one that is over.
        if deixis == Some(0) && tense == Tense::Past && future {
            distance += 11_000;
        }
        // What will be done in the spring will not be done in the one just over.
        let over = if p.day.is_none() && p.month.or(p.season).is_some() { 7 } else { 45 };
        let gap = if future { first - base } else { base - last }.num_days();
        if deixis.is_none()
            && (tense == Tense::Past && future && gap > 20 || tense == Tense::Future && past && gap > over)
        {
            distance += 250;
        }
        // News looks back more often than ahead.
        if deixis.is_none() && tense == Tense::Unknown && future {
            distance += 20;
        }
        if !fits(first) {
            distance += 400;
        }
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, period));
        }
    }
    best.map(|(_, period)| period)
}
