//! From what the words say to a value: against the document's date, the time mentioned last, and the clause's tense.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Choice, in_year, inside, unresolved};
use super::number::short_year;
use super::period::{Period, add_days, season_code, shift_day};
use super::recognise::{Clock, Found, Length, Meaning, Partial, Recurring};
use super::rule::{Anchor, Reference, Rule};
use super::unit::{Part, Unit};
use super::value::{Interval, Modifier, Relation, Timex, TimexType};
use super::words::Words;
use crate::text::Text;

/// The clause's time, as far as its words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// What has been said so far.
pub(crate) struct Story<'a> {
    text: &'a Text<'a>,
    words: &'a Words,
    rules: &'a [Rule],
    dct: Option<NaiveDate>,
    /// The text tells of another time than its own: dates without a year follow the time mentioned last.
    narrative: bool,
    /// The period mentioned last.
    last: Option<Period>,
    /// The day mentioned last, and the sentence that did.
    last_day: Option<(NaiveDate, usize)>,
    /// The reporting period of a financial text.
    report: Option<Period>,
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
) -> Vec<Timex> {
    let narrative = is_narrative(found, dct);
    let mut story = Story { text, words, rules, dct, narrative, last: None, last_day: None, report: None };
    let mut out = Vec::with_capacity(found.len());
    let mut begun = None;
    for f in found {
        let Some(mut timex) = story.timex(f) else {
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

/// A text is a narrative where most of its explicit years lie far from its own date.
fn is_narrative(found: &[Found], dct: Option<NaiveDate>) -> bool {
    let Some(dct) = dct else { return true };
    let (mut far, mut near, mut deictic) = (0, 0, 0);
    for f in found {
        if let Meaning::Date(p) = &f.meaning {
            match p.year {
                Some(y) if (y - dct.year()).abs() > 1 => far += 1,
                Some(_) => near += 1,
                None if p.weekday.is_some() || p.form.shift.is_some() && p.form.anchor == Anchor::Document => {
                    deictic += 1
                }
                None => {}
            }
        }
    }
    far >= 6 && far > 2 * deictic && far > near
}

impl Story<'_> {
    fn timex(&mut self, f: &Found) -> Option<Timex> {
        let relation = self.relation(f.first);
        let mut timex = Timex {
            span: self.text.span(f.first, f.end),
            kind: TimexType::Date,
            value: String::new(),
            modifier: None,
            interval: None,
            relation,
            edtf: None,
            reference: String::new(),
            rule: self.rules[f.rule as usize].name.clone(),
            range_with: None,
        };
        match &f.meaning {
            Meaning::Reference(r) => self.vague(*r, &mut timex),
            Meaning::Duration(length) => self.duration(length, &mut timex),
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

    fn duration(&self, length: &Length, timex: &mut Timex) {
        timex.kind = TimexType::Duration;
        timex.modifier = length.modifier;
        timex.value = length.value();
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
            return Some(());
        }
        match self.point(p, f) {
            Choice::Impossible => return None,
            Choice::Open => timex.value = unresolved(p) + &time_of_day(p),
            Choice::Is(point) => {
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
                let aside = matches!(relation, Relation::By | Relation::Before | Relation::Until | Relation::Since);
                if !self.narrative || !aside && !point.reference.starts_with("document") {
                    self.remember(point.period, f.first, p);
                }
                timex.reference = point.reference;
            }
        }
        Some(())
    }

    fn remember(&mut self, period: Period, token: usize, p: &Partial) {
        if let Period::Day(day) = period {
            self.last_day = Some((day, self.text.sentence_of(token)));
        }
        if let (Period::Quarter(..), false) = (period, p.form.report)
            && let (Some((_, last)), Some(dct)) = (period.days(), self.dct)
            && last <= dct
        {
            self.report = Some(period);
        }
        self.last = Some(period);
    }

    fn anchor(&self, anchor: Anchor) -> Option<(Period, String)> {
        let document = || self.dct.map(|d| (Period::Day(d), format!("document date {d}")));
        let mention = || self.last.map(|p| (p, format!("last-mentioned {}", p.value())));
        match anchor {
            Anchor::Document => document(),
            Anchor::Mention => mention().or_else(document),
            Anchor::Style if self.narrative => mention().or_else(document),
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
            return self.reported(p);
        }
        if let (Some(0), Some(Unit::Weekend), None) = (p.form.shift, p.unit, p.deixis) {
            // "over the weekend": the last one, unless the clause is in the future.
            let Some((base, reference)) = self.anchor(Anchor::Style) else {
                return Choice::Open;
            };
            let saturday = base.days().and_then(|(day, _)| self.weekday(day, 6, None, self.tense(f)));
            return against(saturday.map(|day| Period::containing(day, Unit::Weekend)), reference);
        }
        if let Some((by, unit)) = shift(p) {
            let Some((base, reference)) = self.anchor(p.form.anchor) else {
                return Choice::Open;
            };
            return against(move_by(base, by, unit).and_then(|period| inside(period, p)), reference);
        }
        if p.form.report {
            let Some(dct) = self.dct else {
                return Choice::Open;
            };
            let period = self.report.or_else(|| Period::containing(dct, Unit::Quarter).shifted(-1, Unit::Quarter));
            return against(period, format!("document date {dct}"));
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
            return against(self.weekday(base, weekday, p.deixis, self.tense(f)).map(Period::Day), reference);
        }
        if let Some(day) = p.day {
            let Some((base, reference)) =
                self.anchor(if self.last.is_some() && self.narrative { Anchor::Mention } else { Anchor::Style })
            else {
                return Choice::Open;
            };
            let Some((base, _)) = base.days() else {
                return Choice::Open;
            };
            return against(super::period::day(base.year(), base.month(), day as u32).map(Period::Day), reference);
        }
        // Only a time of day: the day just spoken of, else the document's.
        let sentence = self.text.sentence_of(f.first);
        let near = self.last_day.filter(|(_, s)| self.dct.is_none() || s + 1 >= sentence);
        match (near, self.dct) {
            (Some((day, _)), _) => against(Some(Period::Day(day)), format!("last-mentioned {day}")),
            (None, Some(dct)) if !self.narrative => against(Some(Period::Day(dct)), format!("document date {dct}")),
            _ => Choice::Open,
        }
    }

    /// "the quarter", "the year-earlier period", and "a year ago" where a financial text compares quarters.
    fn reported(&self, p: &Partial) -> Choice<Point> {
        let Some(dct) = self.dct else {
            return Choice::Open;
        };
        let back = p.form.shift.unwrap_or(0);
        let named = p.year.map(|y| match self.report {
            Some(Period::Quarter(_, quarter)) => Period::Quarter(y, quarter),
            _ => Period::Year(y),
        });
        if let Some(period) = named {
            return Choice::Is(Point { period, time: String::new(), reference: "reported quarter".into() });
        }
        let quarter = match (self.report, p.quarter) {
            (Some(Period::Quarter(year, _)), Some(quarter)) => Some(Period::Quarter(year, quarter.unsigned_abs())),
            (report, None) => report,
            (_, Some(quarter)) => Some(Period::Quarter(dct.year(), quarter.unsigned_abs())),
        };
        let (period, reference) = match quarter {
            Some(Period::Quarter(year, quarter)) => (
                Some(Period::Quarter(year + back, quarter)),
                format!("reported period {}", Period::Quarter(year, quarter).value()),
            ),
            _ if back != 0 => (Period::Year(dct.year()).shifted(back, Unit::Year), format!("document date {dct}")),
            _ => (Period::containing(dct, Unit::Quarter).shifted(-1, Unit::Quarter), format!("document date {dct}")),
        };
        match period {
            Some(period) => Choice::Is(Point { period, time: String::new(), reference }),
            None => Choice::Impossible,
        }
    }

    /// "June", "March 5", "summer", "the third quarter": the year is missing.
    fn without_year(&self, p: &Partial, f: &Found) -> Choice<Point> {
        let tense = self.tense(f);
        let ahead = tense == Tense::Future && !self.narrative;
        let Some((base, reference)) = self.anchor(if ahead { Anchor::Document } else { Anchor::Style }) else {
            return Choice::Open;
        };
        let period = if self.narrative && !ahead && p.deixis.is_none() && self.last.is_some() {
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
            None if self.narrative => forward,
            None if tense == Tense::Future => forward,
            _ => -back,
        };
        add_days(base, days)
    }

    /// The nearest word before (else behind) that shows the clause's time.
    fn tense(&self, f: &Found) -> Tense {
        let sentence = self.text.sentences[self.text.sentence_of(f.first)];
        let before = (sentence.first as usize).max(f.first.saturating_sub(12))..f.first;
        let after = f.end..(sentence.end as usize).min(f.end + 8);
        before
            .rev()
            .map(|i| self.mark(i))
            .chain(after.map(|i| self.mark(i)))
            .find(|t| *t != Tense::Unknown)
            .unwrap_or(Tense::Unknown)
    }

    /// What one word says of its clause's time.
    fn mark(&self, token: usize) -> Tense {
        let word = self.text.tokens[token].word;
        let beside =
            |at: usize, word: &str| at < self.text.tokens.len() && self.text.word(at).eq_ignore_ascii_case(word);
        let ahead = self.words.is(self.words.future_to, word) && beside(token + 1, "to");
        if ahead || self.words.is(self.words.future_mark, word) {
            return Tense::Future;
        }
        let spelled = self.text.word(token);
        let regular = spelled.len() > 3 && spelled.ends_with("ed") && !spelled.ends_with("eed");
        if !regular && !self.words.is(self.words.past_mark, word) {
            return Tense::Unknown;
        }
        // "will be sold", "to be sold"
        if token > 0 && beside(token - 1, "be") { Tense::Future } else { Tense::Past }
    }

    fn relation(&self, first: usize) -> Relation {
        let value = first.checked_sub(1).and_then(|i| self.words.value(self.words.relation, self.text.tokens[i].word));
        match value {
            Some(1) => Relation::By,
            Some(2) => Relation::Before,
            Some(3) => Relation::Since,
            Some(4) => Relation::After,
            Some(5) => Relation::Until,
            Some(6) => Relation::For,
            _ => Relation::At,
        }
    }
}

/// How many units after its anchor a relative expression lies.
fn shift(p: &Partial) -> Option<(f64, Unit)> {
    if let (Some(sign), Some(unit)) = (p.form.sign, p.unit) {
        return Some((p.number.flatten().unwrap_or(1.0) * f64::from(sign), unit));
    }
    let unit = p.unit?;
    let by = p.deixis.or(p.form.shift)?;
    Some((f64::from(by), unit))
}

/// `base` moved; half years and the like by the next smaller unit.
fn move_by(base: Period, by: f64, unit: Unit) -> Option<Period> {
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
fn follow(p: &Partial, base: Period) -> Option<Period> {
    let same = in_year(base.year(), p);
    if base.unit() >= Unit::Year {
        return same;
    }
    let next = in_year(base.year() + 1, p);
    let start = |period: Option<Period>| period.and_then(Period::days).map(|(first, _)| first);
    match (start(same), start(next), base.days()) {
        (Some(a), Some(b), Some((now, _))) if (b - now).num_days() * 2 < (now - a).num_days() * 3 => next,
        _ => same,
    }
}

/// The period with the missing year that lies nearest to `base`, or on the side that deixis or tense asks for.
fn nearest(p: &Partial, base: NaiveDate, deixis: Option<i32>, tense: Tense) -> Option<Period> {
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
        let gap = if future { first - base } else { base - last }.num_days();
        if deixis.is_none()
            && (tense == Tense::Past && future && gap > 20 || tense == Tense::Future && past && gap > 45)
        {
            distance += 250;
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

/// TIMEX3's time of day: "T17:30", "TMO"; empty for a date.
fn time_of_day(p: &Partial) -> String {
    match (p.clock, p.daypart) {
        (Some(clock), daypart) => {
            use super::unit::DayPart::*;
            let implied = daypart.and_then(|d| match d {
                Morning | Dawn => Some(1),
                Afternoon | Evening | Dusk => Some(2),
                Night => Some(if (1..6).contains(&clock.hour) || clock.hour == 12 { 1 } else { 2 }),
                _ => None,
            });
            clock.spell(clock.meridiem.or(implied.filter(|_| clock.hour <= 12)))
        }
        (None, Some(part)) => part.suffix().into(),
        (None, None) => String::new(),
    }
}

impl Clock {
    fn spell(self, meridiem: Option<i32>) -> String {
        let hour = match meridiem {
            Some(1) => self.hour % 12,
            Some(_) => self.hour % 12 + 12,
            None => self.hour,
        };
        match self.second {
            Some(second) => format!("T{hour:02}:{:02}:{second:02}", self.minute.unwrap_or(0)),
            None => format!("T{hour:02}:{:02}", self.minute.unwrap_or(0)),
        }
    }
}

impl Length {
    fn value(&self) -> String {
        let mut value = self.unit.duration(self.count);
        // "a minute and a half" is PT1M30S.
        if let (Some(n), Unit::Minute | Unit::Hour) = (self.count, self.unit)
            && n.fract() == 0.5
            && n > 1.0
        {
            return if self.unit == Unit::Minute {
                format!("PT{}M30S", n.trunc())
            } else {
                format!("PT{}H30M", n.trunc())
            };
        }
        if let Some((n, unit)) = self.rest {
            let rest = unit.duration(Some(n));
            let rest = rest.trim_start_matches('P');
            value.push_str(if value.contains('T') { rest.trim_start_matches('T') } else { rest });
        }
        value
    }
}

fn recurring(set: &Recurring) -> String {
    let time = match (set.clock, set.daypart) {
        (Some(clock), _) => clock.spell(clock.meridiem),
        (None, Some(part)) => part.suffix().into(),
        (None, None) => String::new(),
    };
    if let Some(weekday) = set.weekday {
        return format!("XXXX-WXX-{weekday}{time}");
    }
    if let Some(month) = set.month {
        return format!("XXXX-{month:02}");
    }
    if let Some(season) = set.season {
        return format!("XXXX-{}", season_code(season as u32));
    }
    if !time.is_empty() {
        return format!("XXXX-XX-XX{time}");
    }
    match set.unit {
        Some(Unit::Weekend) => "XXXX-WXX-WE".into(),
        Some(Unit::Night) => "XXXX-XX-XXTNI".into(),
        unit => unit.unwrap_or(Unit::Day).duration(Some(set.count.unwrap_or(1.0))),
    }
}
