//! From what the words say to a value: against the document's date, the time mentioned last, and the clause's tense.

use chrono::{Datelike, NaiveDate};

use super::books::quarter_ended;
use super::calendar::{Choice, in_year, inside, unresolved};
use super::choose::{follow, move_by, nearest, shift};
use super::number::short_year;
use super::options::Style;
use super::period::{Period, add_days, shift_day};
use super::recognise::{Found, Length, Meaning, Partial};
use super::rule::{Anchor, Reference, Rule, Style as RuleStyle};
use super::spell::{recurring, time_of_day};
use super::story::{Story, year_behind};
use super::tense::{Context, Tense};
use super::unit::{Part, Unit};
use super::value::{Interval, Modifier, Relation, Timex, TimexType};
use super::words::Words;
use crate::text::Text;

/// A text on the way to its values.
struct Resolver<'a> {
    context: Context<'a>,
    rules: &'a [Rule],
    dct: Option<NaiveDate>,
    story: Story<'a>,
}

/// What a date was resolved to.
struct Point {
    period: Period,
    /// TIMEX3's time of day behind the day.
    time: String,
    reference: String,
}

/// Resolves all expressions of a text, in order.
pub(crate) fn resolve(
    found: &[Found],
    text: &Text<'_>,
    dct: Option<NaiveDate>,
    rules: &[Rule],
    words: &Words,
    style: Style,
) -> Vec<Timex> {
    let mut story = Story::new(text, found, dct);
    match style {
        Style::Auto => {}
        Style::News => story.narrative = false,
        Style::Narrative => story.narrative = true,
    }
    let mut resolver = Resolver { context: Context { text, words }, rules, dct, story };
    let mut out = Vec::with_capacity(found.len());
    let mut begun = None;
    for (i, f) in found.iter().enumerate() {
        let told = found.get(i + 1).and_then(|next| {
            resolver.story.books.close(f, next, text);
            year_behind(f, next, text)
                .or_else(|| quarter_ended(f, next, text))
                .or_else(|| resolver.begun_before(f, next))
        });
        let Some(mut timex) = resolver.timex(told.as_ref().unwrap_or(f)) else {
            begun = None;
            continue;
        };
        timex.range_with = begun.take();
        if let Some(begin) = timex.range_with {
            let end = out.len();
            let begin: &mut Timex = &mut out[begin];
            begin.range_with = Some(end);
        }
        begun = f.range.then_some(out.len());
        out.push(timex);
    }
    out
}

impl Resolver<'_> {
    fn timex(&mut self, f: &Found) -> Option<Timex> {
        if self.rules[f.rule as usize].style == RuleStyle::Narrative && !self.story.narrative {
            return None;
        }
        self.story.reach(f.first);
        let relation = self.context.relation(f.first);
        let mut timex = Timex {
            span: self.context.text.span(f.first, f.end),
            kind: TimexType::Date,
            value: String::new(),
            modifier: None,
            interval: None,
            relation,
            edtf: None,
            reference: String::new(),
            rule: self.rules[f.rule as usize].name.clone(),
            range_with: None,
            quant: None,
            freq: None,
            begin_point: None,
            end_point: None,
            anchor: None,
        };
        match &f.meaning {
            Meaning::Reference(r) => self.vague(*r, &mut timex),
            Meaning::Duration(length) => {
                self.story.books.last(length);
                self.duration(length, &mut timex);
            }
            Meaning::Set(set) => (timex.kind, timex.value) = (TimexType::Set, recurring(set)),
            Meaning::Date(p) => self.date(p, f, relation, &mut timex)?,
        }
        Some(timex)
    }

    fn vague(&self, reference: Reference, timex: &mut Timex) {
        timex.value = match reference {
            Reference::Past => "PAST_REF",
            Reference::Present => "PRESENT_REF",
            Reference::Future => "FUTURE_REF",
        }
        .into();
        if let Some(dct) = self.dct {
            timex.interval = Some(match reference {
                Reference::Past => Interval::new(None, Some(dct)),
                Reference::Present => Interval::day(dct),
                Reference::Future => Interval::new(Some(dct), None),
            });
            timex.reference = format!("document date {dct}");
        }
    }

    /// "a few months later": after the time mentioned last, it is not said how long.
    fn vague_shift(&self, sign: i32, p: &Partial, timex: &mut Timex) {
        timex.value = unresolved(&Partial { unit: p.unit, ..Partial::default() });
        timex.interval = None;
        if let Some((base, reference)) = self.anchor(Anchor::Mention)
            && let Some((first, last)) = base.days()
        {
            timex.interval =
                Some(if sign < 0 { Interval::new(None, Some(first)) } else { Interval::new(Some(last), None) });
            timex.reference = reference;
        }
    }

    /// "a few days ago" is one to seven days ago, "the next few days" the same ahead.
    fn some_days(&self, sign: i32) -> Option<Interval> {
        let (near, far) = (add_days(self.dct?, sign.into())?, add_days(self.dct?, i64::from(sign) * 7)?);
        Some(Interval::new(Some(near.min(far)), Some(near.max(far))))
    }

    fn duration(&self, length: &Length, timex: &mut Timex) {
        timex.kind = TimexType::Duration;
        timex.modifier = length.modifier;
        timex.value = length.value();
        if let (Some(toward @ (-1 | 1)), None, Unit::Day) = (length.toward, length.count, length.unit) {
            timex.interval = self.some_days(toward);
        }
        if let (Some(toward), Some(dct), Some(count)) = (length.toward, self.dct, length.count) {
            let end = (toward != 0 && count.abs() < 1e6)
                .then(|| shift_day(dct, (count * f64::from(toward)).round() as i32, length.unit))
                .flatten();
            if let Some(end) = end {
                timex.interval = Some(Interval::new(Some(dct.min(end)), Some(dct.max(end))));
                timex.reference = format!("document date {dct}");
            }
        }
    }

    fn date(&mut self, p: &Partial, f: &Found, relation: Relation, timex: &mut Timex) -> Option<()> {
        let is_time = p.clock.is_some() || p.daypart.is_some();
        timex.kind = if is_time { TimexType::Time } else { TimexType::Date };
        timex.modifier = p.modifier.or(match p.part {
            Some(Part::Start) => Some(Modifier::Start),
            Some(Part::Mid) => Some(Modifier::Mid),
            Some(Part::End) => Some(Modifier::End),
            None => None,
        });
        // "several years ago": no number to count with.
        if let (Some(None), Some(sign)) = (p.number, p.form.sign) {
            self.vague(if sign < 0 { Reference::Past } else { Reference::Future }, timex);
            if p.form.anchor == Anchor::Mention {
                self.vague_shift(sign, p, timex);
            } else if p.unit == Some(Unit::Day) {
                timex.interval = self.some_days(sign).or(timex.interval);
            }
            return Some(());
        }
        if let Some((value, interval, reference)) = self.somewhere_in(p) {
            timex.edtf = (!value.contains('W')).then(|| value.clone());
            timex.value = value + &time_of_day(p);
            (timex.interval, timex.reference) = (Some(interval), reference);
            return Some(());
        }
        match self.point(p, f) {
            Choice::Impossible => return None,
            Choice::Open => timex.value = unresolved(p) + &time_of_day(p),
            Choice::Is(mut point) => {
                if let (Some(unit), Some((first, _))) = (p.form.within, point.period.days()) {
                    point.period = Period::containing(first, unit);
                }
                timex.value = point.period.value() + &point.time;
                let days = match p.part {
                    Some(part) if !is_time => point.period.third(part),
                    _ => point.period.days(),
                };
                if let Some((first, last)) = days {
                    timex.interval = Some(Interval::new(Some(first), Some(last)));
                    timex.edtf = match p.part {
                        Some(_) if !is_time && point.period.unit() > Unit::Day => Some(format!("[{first}..{last}]")),
                        _ => point.period.edtf(),
                    };
                }
                if let Some((first, last)) =
                    self.story.books.days(point.period, p, self.dct).filter(|_| p.part.is_none())
                {
                    timex.interval = Some(Interval::new(Some(first), Some(last)));
                    timex.edtf = Some(format!("{first}/{last}"));
                }
                if !point.reference.starts_with("document") || !self.story.narrative {
                    self.story.mention(point.period, f.first, relation, point.reference.is_empty(), p);
                }
                if let (Some(sign), Some((by, unit)), Some(dct)) = (p.form.sign, shift(p), self.dct)
                    && let Some(day) = shift_day(dct, by as i32, unit)
                    && p.form.anchor == Anchor::Document
                    && sign < 0
                {
                    match timex.modifier {
                        Some(Modifier::MoreThan) => timex.interval = Some(Interval::new(None, Some(day))),
                        Some(Modifier::LessThan) => timex.interval = Some(Interval::new(Some(day), Some(dct))),
                        _ => {}
                    }
                }
                timex.reference = point.reference;
            }
        }
        Some(())
    }

    fn anchor(&self, anchor: Anchor) -> Option<(Period, String)> {
        let document = || self.dct.map(|d| (Period::Day(d), format!("document date {d}")));
        let mention = || self.story.last.map(|p| (p, format!("last-mentioned {}", p.value())));
        match anchor {
            Anchor::Document => document(),
            Anchor::Mention => mention().or_else(document),
            Anchor::Style if self.story.narrative => mention().or_else(document),
            Anchor::Style => document(),
        }
    }

    fn point(&self, p: &Partial, f: &Found) -> Choice<Point> {
        let absolute = |period: Option<Period>| match period {
            Some(period) => Choice::Is(Point { period, time: time_of_day(p), reference: String::new() }),
            None => Choice::Impossible,
        };
        let against = |period: Option<Period>, reference: String| match period {
            Some(period) => Choice::Is(Point { period, time: time_of_day(p), reference }),
            None => Choice::Impossible,
        };
        if p.form.report {
            let Some(dct) = self.dct else { return Choice::Open };
            let quarterly = self.context.text.word(f.end - 1).ends_with("quarter");
            return match self.story.books.reported(p, quarterly, dct) {
                Choice::Is((period, reference)) => Choice::Is(Point { period, time: String::new(), reference }),
                Choice::Impossible => Choice::Impossible,
                Choice::Open => Choice::Open,
            };
        }
        if let (Some(0), Some(Unit::Weekend), None) = (p.form.shift, p.unit, p.deixis) {
            // "over the weekend": the last one, unless the clause is in the future.
            let Some((base, reference)) = self.anchor(Anchor::Style) else {
                return Choice::Open;
            };
            let saturday = base.days().and_then(|(day, _)| self.weekday(day, 6, None, self.context.tense(f)));
            return against(saturday.map(|day| Period::containing(day, Unit::Weekend)), reference);
        }
        if let Some((by, unit)) = shift(p) {
            let Some((base, reference)) = self.taken_up(p, unit).or_else(|| self.anchor(p.form.anchor)) else {
                return Choice::Open;
            };
            // "the next day" after 480 BC has no day to count from; its words stand all the same.
            return match move_by(base, by, unit).and_then(|period| inside(period, p)) {
                None if base.days().is_none() && p.form.anchor == Anchor::Mention => Choice::Open,
                period => against(period, reference),
            };
        }
        if let Some(year) = p.year {
            return absolute(in_year(year, p));
        }
        if let Some(century) = p.century {
            return absolute(Some(Period::Century(century)));
        }
        if let Some(decade) = p.decade {
            let year = self.dct.map_or(2000, |d| d.year());
            let decade = if decade < 10 { short_year(decade * 10, year - 20).div_euclid(10) } else { decade };
            return absolute(Some(Period::Decade(decade)));
        }
        if p.month.is_some()
            || p.season.is_some()
            || p.quarter.is_some()
            || p.half.is_some()
            || p.holiday.is_some()
            || p.week.is_some()
        {
            return self.without_year(p, f);
        }
        if let Some(weekday) = p.weekday {
            let Some((base, reference)) =
                self.anchor(if p.form.anchor == Anchor::Mention { Anchor::Mention } else { Anchor::Style })
            else {
                return Choice::Open;
            };
            let Some((base, _)) = base.days() else {
                return Choice::Open;
            };
            return against(self.weekday(base, weekday, p.deixis, self.context.tense(f)).map(Period::Day), reference);
        }
        if let Some(day) = p.day {
            let Some((base, reference)) = self.anchor(if self.story.last.is_some() && self.story.narrative {
                Anchor::Mention
            } else {
                Anchor::Style
            }) else {
                return Choice::Open;
            };
            let Some((base, _)) = base.days() else {
                return Choice::Open;
            };
            return against(super::period::day(base.year(), base.month(), day as u32).map(Period::Day), reference);
        }
        // Only a time of day: the day just spoken of, else the document's.
        let sentence = self.context.text.sentence_of(f.first);
        let near = self.story.last_day.filter(|(_, s)| self.dct.is_none() || s + 1 >= sentence);
        match (near, self.dct) {
            (Some((day, _)), _) => against(Some(Period::Day(day)), format!("last-mentioned {day}")),
            (None, Some(dct)) if !self.story.narrative => {
                against(Some(Period::Day(dct)), format!("document date {dct}"))
            }
            _ => Choice::Open,
        }
    }

    /// "three days later" after a month, "that day" after a year: there is no day to count from, and none is invented.
    fn somewhere_in(&self, p: &Partial) -> Option<(String, Interval, String)> {
        let (by, unit) = shift(p).filter(|(by, _)| p.form.anchor != Anchor::Document && by.fract() == 0.0)?;
        let unit = unit.max(Unit::Day);
        let (base, reference) = self.taken_up(p, unit).or_else(|| self.anchor(p.form.anchor))?;
        if base.unit() <= Unit::Week.max(unit) || unit > Unit::Month || unit == Unit::Weekend {
            return None;
        }
        let (first, last) = base.days()?;
        let (first, last) = (shift_day(first, by as i32, unit)?, shift_day(last, by as i32, unit)?);
        let year = if first.year() == last.year() { format!("{:04}", first.year()) } else { "XXXX".into() };
        let value = match unit {
            Unit::Month => format!("{year}-XX"),
            Unit::Week | Unit::Fortnight => format!("{year}-WXX"),
            _ if (first.year(), first.month()) == (last.year(), last.month()) => {
                format!("{year}-{:02}-XX", first.month())
            }
            _ => format!("{year}-XX-XX"),
        };
        Some((value, Interval::new(Some(first), Some(last)), reference))
    }

    /// "by 1940. In August of that year": a period that the story has only touched, where the words take it up.
    fn taken_up(&self, p: &Partial, unit: Unit) -> Option<(Period, String)> {
        let taken_up = p.form.anchor == Anchor::Mention && p.form.shift == Some(0);
        let period = self.story.aside.filter(|aside| taken_up && aside.unit() == unit)?;
        Some((period, format!("last-mentioned {}", period.value())))
    }

    /// "June", "March 5", "summer", "the third quarter": the year is missing.
    fn without_year(&self, p: &Partial, f: &Found) -> Choice<Point> {
        let tense = self.context.tense(f);
        let ahead = tense == Tense::Future && !self.story.narrative;
        let Some((base, reference)) = self.anchor(if ahead { Anchor::Document } else { Anchor::Style }) else {
            return Choice::Open;
        };
        let period = if self.story.narrative && !ahead && p.deixis.is_none() && self.story.last.is_some() {
            follow(p, base)
        } else {
            let Some((day, _)) = base.days() else {
                return Choice::Open;
            };
            nearest(p, day, p.deixis, tense)
        };
        match period {
            Some(period) => Choice::Is(Point { period, time: time_of_day(p), reference }),
            None => Choice::Impossible,
        }
    }

    /// "from October to March": `f` with the year in which a stretch begins whose two ends lack it.
    fn begun_before(&self, f: &Found, next: &Found) -> Option<Found> {
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

    fn weekday(&self, base: NaiveDate, weekday: i32, deixis: Option<i32>, tense: Tense) -> Option<NaiveDate> {
        let back = i64::from((base.weekday().number_from_monday() as i32 - weekday).rem_euclid(7));
        let forward = (7 - back) % 7;
        let days = match deixis {
            Some(..=-1) => -(if back == 0 { 7 } else { back }),
            Some(1..) => {
                if forward == 0 {
                    7
                } else {
                    forward
                }
            }
            Some(0) if tense != Tense::Past => forward,
            None if self.story.narrative => forward,
            None if tense == Tense::Future => forward,
            _ => -back,
        };
        add_days(base, days)
    }
}
