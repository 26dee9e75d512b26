//! Which period a date means: said by its words, counted from another time, or the one of several that the text around it asks for.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Choice, in_year, inside};
use super::choose::{before, follow, move_by, nearest, onward, shift};
use super::meaning::{Found, Meaning, Partial};
use super::number::short_year;
use super::period::{Period, add_days, add_months, day, document_date, shift_day, year_of};
use super::resolve::Resolver;
use super::rule::Anchor;
use super::spell::time_of_day;
use super::tense::Tense;
use super::unit::Unit;
use super::value::{Modifier, Relation};

/// The day that lies the captured number of years (or of the units that are counted) before `base`.
fn years_ago(base: Period, p: &Partial) -> Period {
    let years = p.number.flatten().unwrap_or(1.0) as i32;
    let unit = p.counted.unwrap_or(Unit::Year);
    base.days().and_then(|(day, _)| shift_day(day, -years, unit)).map_or(base, Period::Day)
}

/// What a date was resolved to.
pub(crate) struct Point {
    pub(crate) period: Period,
    /// TIMEX3's time of day behind the day.
    pub(crate) time: String,
    pub(crate) reference: String,
    /// Why it is this one, in words.
    pub(crate) why: &'static str,
}

/// The first and the last day.
type Days = (NaiveDate, NaiveDate);

impl Resolver<'_> {
    /// What an expression counts from, and how that is said.
    pub(crate) fn anchor(&self, anchor: Anchor) -> Option<(Period, String)> {
        let document = || self.dct.map(|d| (Period::Day(d), document_date(d)));
        let mention = || self.story.last.map(|p| (p, format!("last-mentioned {}", p.value())));
        match anchor {
            Anchor::Document => document(),
            Anchor::Mention => mention().or_else(document),
            Anchor::Style if self.story.narrative => mention().or_else(document),
            Anchor::Style => document(),
        }
    }

    /// The period that a date means.
    pub(crate) fn point(&self, p: &Partial, f: &Found) -> Choice<Point> {
        let is = |period: Option<Period>, reference: String, why: &'static str| match period {
            Some(period) => Choice::Is(Point { period, time: time_of_day(p), reference, why }),
            None => Choice::Impossible,
        };
        let said = |period: Option<Period>| is(period, String::new(), "");
        if p.form.report {
            let Some(dct) = self.dct else { return Choice::Open };
            let counted = matches!(self.context.text.word(f.end - 1), "earlier" | "before") && p.form.shift == Some(-1);
            if let Some(year) = self.story.year_before(f.first).filter(|_| counted && f.end - f.first > 1) {
                let reference = year.shifted(1, Unit::Year).map(|y| format!("last-mentioned {}", y.value()));
                return is(Some(year), reference.unwrap_or_default(), "the year before the one just told");
            }
            let quarterly = self.context.text.word(f.end - 1).ends_with("quarter");
            return match self.story.books.reported(p, quarterly, dct) {
                Choice::Is((period, reference)) => is(Some(period), reference, "the period that the text reports on"),
                Choice::Impossible => Choice::Impossible,
                Choice::Open => Choice::Open,
            };
        }
        if let (Some(0), Some(Unit::Weekend), None) = (p.form.shift, p.unit, p.deixis) {
            // "over the weekend": the last one, unless the clause is in the future.
            return match self.anchor(Anchor::Style).and_then(|(base, reference)| Some((base.days()?.0, reference))) {
                Some((base, reference)) => {
                    let (saturday, why) = self.weekday(base, 6, None, self.context.tense(f));
                    is(saturday.map(|day| Period::containing(day, Unit::Weekend)), reference, why)
                }
                None => Choice::Open,
            };
        }
        if let (Some(weekday), Some(sign), Some(Unit::Week), Some(dct)) = (p.weekday, p.form.sign, p.unit, self.dct) {
            // "a week from Monday", "a week ago Monday"
            let tense = if sign < 0 { Tense::Past } else { Tense::Future };
            let weeks = p.number.flatten().unwrap_or(1.0) as i32 * sign;
            let (day, _) = self.weekday(dct, weekday, None, tense);
            let day = day.and_then(|day| shift_day(day, weeks, Unit::Week));
            return is(day.map(Period::Day), format!("document date {dct}"), "so many weeks from that weekday");
        }
        if let Some((by, unit)) = shift(p) {
            let Some((base, reference)) = self.taken_up(p, unit).or_else(|| self.anchor(p.form.anchor)) else {
                return Choice::Open;
            };
            // "the next day" after the year 12000 BC has no day to count from; its words stand all the same.
            let base = if p.form.years { years_ago(base, p) } else { base };
            return match move_by(base, by, unit).and_then(|period| inside(period, p)) {
                None if base.days().is_none() && p.form.anchor == Anchor::Mention => Choice::Open,
                period => is(period, reference, "counted from there"),
            };
        }
        if let Some(year) = p.year {
            return said(in_year(self.century(year, p), p));
        }
        if let (Some(thousands), Some(Unit::Millennium)) = (p.century, p.unit) {
            return said(Some(Period::Millennium(thousands)));
        }
        if let Some(century) = p.century {
            return said(Some(Period::Century(century)));
        }
        if let Some(decade) = p.decade {
            let year = self.dct.map_or(2000, |d| d.year());
            let short = (0..10).contains(&decade);
            let decade = if short { short_year(decade * 10, year - 20).div_euclid(10) } else { decade };
            return said(Some(Period::Decade(decade)));
        }
        let part = p.month.or(p.season).or(p.quarter).or(p.half).or(p.week);
        if part.is_some() || p.holiday.is_some() {
            return self.without_year(p, f);
        }
        if let Some(weekday) = p.weekday {
            let anchor = if p.form.anchor == Anchor::Mention { Anchor::Mention } else { Anchor::Style };
            return match self.anchor(anchor).and_then(|(base, reference)| Some((base.days()?.0, reference))) {
                Some((base, reference)) => {
                    let (day, why) = self.weekday(base, weekday, p.deixis, self.context.tense(f));
                    is(day.map(Period::Day), reference, why)
                }
                None => Choice::Open,
            };
        }
        if let Some(date) = p.day {
            let sentence = self.context.text.sentence_of(f.first);
            let near = self.story.last_day.is_some_and(|(_, said)| said + 1 >= sentence);
            let told = self.story.last.is_some() && (self.story.narrative || near);
            let anchor = self.anchor(if told { Anchor::Mention } else { Anchor::Style });
            return match anchor.and_then(|(base, reference)| Some((base.days()?.0, reference))) {
                Some((base, reference)) => {
                    // "was paid on the 20th", said on the 12th: of the month before.
                    let tense = if told { Tense::Unknown } else { self.context.tense(f) };
                    let by = match tense {
                        Tense::Past if date > base.day() as i32 => -1,
                        Tense::Future if date < base.day() as i32 => 1,
                        _ => 0,
                    };
                    let month = day(year_of(base), base.month(), 1).and_then(|first| add_months(first, by));
                    let day = month.and_then(|m| day(year_of(m), m.month(), u32::try_from(date).ok()?));
                    is(day.map(Period::Day), reference, "of that month")
                }
                None => Choice::Open,
            };
        }
        // Only a time of day: the day just spoken of, else the document's.
        let sentence = self.context.text.sentence_of(f.first);
        let near = self.story.last_day.filter(|(_, s)| self.dct.is_none() || s + 1 >= sentence);
        match (near, self.dct) {
            (Some((day, _)), _) => {
                is(Some(Period::Day(day)), format!("last-mentioned {day}"), "the day just spoken of")
            }
            (None, Some(dct)) if !self.story.narrative => {
                is(Some(Period::Day(dct)), document_date(dct), "no other day was just spoken of")
            }
            _ => Choice::Open,
        }
    }

    /// "'89" in a history of 1789 is that year: the one nearest to the time mentioned last.
    fn century(&self, year: i32, p: &Partial) -> i32 {
        match self.story.last.map(Period::year) {
            Some(last) if p.short_year && p.month.is_none() && self.story.narrative && last > 0 => {
                let same = last - last.rem_euclid(100) + year.rem_euclid(100);
                [same - 100, same, same + 100].into_iter().min_by_key(|y| (y - last).abs()).unwrap_or(year)
            }
            _ => year,
        }
    }

    /// "three days later" after a month, "that day" after a year: there is no day to count from, and none is invented.
    pub(crate) fn somewhere_in(&self, p: &Partial) -> Option<(String, Days, String)> {
        let (by, unit) = shift(p).filter(|(by, _)| p.form.anchor != Anchor::Document && by.fract() == 0.0)?;
        let unit = unit.max(Unit::Day);
        let (base, reference) = self.taken_up(p, unit).or_else(|| self.anchor(p.form.anchor))?;
        if base.unit() <= Unit::Week.max(unit) || unit > Unit::Month || unit == Unit::Weekend {
            return None;
        }
        let (first, last) = base.days()?;
        let (first, last) = (shift_day(first, by as i32, unit)?, shift_day(last, by as i32, unit)?);
        let same = first.year() == last.year();
        let year = if same { Period::Year(year_of(first)).value() } else { "XXXX".into() };
        let value = match unit {
            Unit::Month => format!("{year}-XX"),
            Unit::Week | Unit::Fortnight => format!("{year}-WXX"),
            _ if (first.year(), first.month()) == (last.year(), last.month()) => {
                format!("{year}-{:02}-XX", first.month())
            }
            _ => format!("{year}-XX-XX"),
        };
        Some((value, (first, last), reference))
    }

    /// "by 1940. In August of that year": a period that the story has only touched, where the words take it up.
    fn taken_up(&self, p: &Partial, unit: Unit) -> Option<(Period, String)> {
        let taken_up = p.form.anchor == Anchor::Mention && p.form.shift == Some(0);
        let period = self.story.aside.filter(|aside| taken_up && aside.unit() == unit)?;
        Some((period, format!("last-mentioned {}", period.value())))
    }

    /// "more than ten years ago" ends on a day, "less than a month later" begins and ends.
    pub(crate) fn bounds(&self, p: &Partial) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        use Modifier::{After, Before, OnOrAfter, OnOrBefore};
        let (modifier, sign, (by, unit)) = (p.modifier?, p.form.sign?, shift(p)?);
        let (first, last) = self.anchor(p.form.anchor)?.0.days()?;
        let moved = |day: NaiveDate| shift_day(day, by as i32, unit);
        Some(match (modifier, sign < 0) {
            (Before | OnOrBefore, true) => (None, Some(moved(last)?)),
            (After | OnOrAfter, true) => (Some(moved(first)?), Some(last)),
            (Before | OnOrBefore, false) => (Some(first), Some(moved(last)?)),
            (After | OnOrAfter, false) => (Some(moved(first)?), None),
            _ => return None,
        })
    }

    /// "June", "March 5", "summer", "the third quarter": the year is missing.
    fn without_year(&self, p: &Partial, f: &Found) -> Choice<Point> {
        // "Since May" has begun.
        let tense = match self.context.relation(f.first) {
            Relation::Since => Tense::Past,
            _ if !self.story.narrative && self.context.compares(f.first) => Tense::Past,
            // "This October" says by itself that it is near, and asks only for the side.
            _ if p.deixis == Some(0) => self.context.tense_within(f, 26),
            _ => self.context.tense(f),
        };
        let ahead = tense == Tense::Future && !self.story.narrative;
        let Some((base, reference)) = self.anchor(if ahead { Anchor::Document } else { Anchor::Style }) else {
            return Choice::Open;
        };
        let goes_on = self.story.narrative && !ahead && p.deixis.is_none() && self.story.last.is_some();
        // "On May 3, 2012, the regulator said it had fined Contoso in March", in news of another year.
        let told = self.story.told_of(f.first).filter(|_| p.deixis.is_none() && tense != Tense::Future);
        if let (false, Some(day)) = (self.story.narrative, told) {
            let later = self.story.goes_on(f.first).then(|| onward(p, day)).flatten();
            let later =
                later.filter(|period| period.days().zip(self.dct).is_some_and(|((first, _), dct)| first <= dct));
            return match later.or_else(|| nearest(p, day, None, Tense::Unknown)) {
                Some(period) => Choice::Is(Point {
                    period,
                    time: time_of_day(p),
                    reference: format!("last-mentioned {day}"),
                    why: "the nearest to the date just spoken of",
                }),
                None => Choice::Impossible,
            };
        }
        let (period, why) = if goes_on && self.context.looks_back(f.first) {
            (before(p, base).or_else(|| follow(p, base)), "a history looks back from there")
        } else if goes_on {
            (follow(p, base), "a history goes on from there")
        } else {
            let Some((day, _)) = base.days() else {
                return Choice::Open;
            };
            let why = match (p.deixis, tense) {
                (Some(_), _) => "its own words say which",
                (None, Tense::Past) => "the nearest, in a clause of the past",
                (None, Tense::Future) => "the nearest, in a clause of the future",
                (None, Tense::Unknown) => "the nearest",
            };
            (nearest(p, day, p.deixis, tense), why)
        };
        match period {
            Some(period) => Choice::Is(Point { period, time: time_of_day(p), reference, why }),
            None => Choice::Impossible,
        }
    }

    /// "from October to March": `f` with the year in which a stretch begins whose two ends lack it.
    pub(crate) fn begun_before(&self, f: &Found, next: &Found) -> Option<Found> {
        let (Meaning::Date(from), Meaning::Date(to)) = (&f.meaning, &next.meaning) else { return None };
        let open = |p: &Partial| {
            p.month.is_some() && p.year.is_none() && p.deixis.is_none() && p.unit.is_none() && !p.form.list
        };
        if !f.range || !open(from) || !open(to) {
            return None;
        }
        let wraps = i32::from(from.month > to.month);
        let year = if self.story.narrative && self.story.last.is_some() {
            let last = self.story.last.filter(|last| wraps == 1 && last.unit() < Unit::Year)?;
            let (day, _) = last.days()?;
            let gap = |year: i32| {
                let (first, last) = (in_year(year, from)?.days()?.0, in_year(year + 1, to)?.days()?.1);
                Some((first - day).num_days().max((day - last).num_days()).max(0))
            };
            [last.year(), last.year() - 1].into_iter().min_by_key(|year| gap(*year).unwrap_or(i64::MAX))?
        } else {
            let Choice::Is(end) = self.without_year(to, next) else { return None };
            end.period.year() - wraps
        };
        let mut told = from.clone();
        told.year = Some(year);
        Some(Found { meaning: Meaning::Date(told), ..f.clone() })
    }

    /// The weekday that lies on the side of `base` that the words or the clause say, and why that side.
    fn weekday(
        &self,
        base: NaiveDate,
        weekday: i32,
        deixis: Option<i32>,
        tense: Tense,
    ) -> (Option<NaiveDate>, &'static str) {
        let back = i64::from((base.weekday().number_from_monday() as i32 - weekday).rem_euclid(7));
        let forward = (7 - back) % 7;
        let (days, why) = match deixis {
            Some(..=-1) => (-(if back == 0 { 7 } else { back }), "its own words say which"),
            Some(1..) => (if forward == 0 { 7 } else { forward }, "its own words say which"),
            Some(0) if tense != Tense::Past => (forward, "its own words say which"),
            None if self.story.narrative => (forward, "a history goes on from there"),
            _ if tense == Tense::Future => (forward, "the next, in a clause of the future"),
            _ if tense == Tense::Past => (-back, "the last, in a clause of the past"),
            _ => (-back, "the last, that day itself included"),
        };
        (add_days(base, days), why)
    }
}
