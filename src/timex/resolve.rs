//! From what the words say to a value: against the document's date, the time mentioned last, and the clause's tense.

use chrono::{Datelike, NaiveDate};

use super::books::quarter_ended;
use super::calendar::{Choice, unresolved};
use super::meaning::{Found, Length, Meaning, Partial};
use super::options::Style;
use super::period::{Period, add_days, document_date, shift_day, year_of};
use super::rule::{Anchor, Reference, Rule, Style as RuleStyle};
use super::spell::{recurring, time_of_day};
use super::story::{Story, year_behind};
use super::tense::{Context, Tense};
use super::unit::{Part, Unit};
use super::value::{Interval, Modifier, Relation, Timex, TimexType};
use super::words::Words;
use crate::text::Text;

/// A text on the way to its values.
pub(crate) struct Resolver<'a> {
    pub(crate) context: Context<'a>,
    rules: &'a [Rule],
    pub(crate) dct: Option<NaiveDate>,
    pub(crate) story: Story<'a>,
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
            let quarter = || Some((quarter_ended(f, next, text)?, "the quarter that ends on the day behind it"));
            let behind = year_behind(f, next, text).map(|told| (told, "the year that stands behind it"));
            behind.or_else(quarter).or_else(|| Some((resolver.begun_before(f, next)?, "the year of the stretch's end")))
        });
        let told = told.or_else(|| {
            let before = found.get(i.checked_sub(1)?)?;
            let day = out.last().and_then(|t: &Timex| t.interval).filter(|i| i.earliest == i.latest)?.earliest?;
            Some((same_day(before, day, f, text)?, "the day of the time beside it"))
        });
        let Some(mut timex) = resolver.timex(told.as_ref().map_or(f, |(told, _)| told)) else {
            begun = None;
            continue;
        };
        if let Some((_, why)) = told {
            timex.why = why;
        }
        timex.range_with = begun.take();
        if let Some(begin) = timex.range_with {
            let end = out.len();
            let begin: &mut Timex = &mut out[begin];
            begin.range_with = Some(end);
            resolver.in_order((&found[i - 1], begin), (f, &mut timex));
        }
        begun = f.range.then_some(out.len());
        out.push(timex);
    }
    out
}

/// "at nine on Friday": `f`, a weekday, as the `day` to which the time of that weekday beside it was resolved.
fn same_day(before: &Found, day: NaiveDate, f: &Found, text: &Text<'_>) -> Option<Found> {
    let (Meaning::Date(p), Meaning::Date(q)) = (&before.meaning, &f.meaning) else { return None };
    let beside = match f.first.checked_sub(before.end)? {
        1 => matches!(text.word(before.end), "on" | "at"),
        2 => text.word(before.end) == "," && matches!(text.word(before.end + 1), "on" | "at"),
        _ => false,
    };
    let timed = |p: &Partial| p.clock.is_some() || p.daypart.is_some();
    if !beside || q.weekday.is_none() || q.weekday != p.weekday || !timed(p) && !timed(q) || q.day.is_some() {
        return None;
    }
    let mut told = q.clone();
    (told.year, told.month, told.day) = (Some(year_of(day)), Some(day.month() as i32), Some(day.day() as i32));
    Some(Found { meaning: Meaning::Date(told), ..f.clone() })
}

impl Resolver<'_> {
    fn timex(&mut self, f: &Found) -> Option<Timex> {
        if self.rules[f.rule as usize].style == RuleStyle::Narrative && !self.story.narrative {
            return None;
        }
        self.story.reach(f.first);
        let relation = self.context.relation(f.first);
        let span = self.context.text.span(f.first, f.end);
        let rule = self.rules[f.rule as usize].name.clone();
        let mut timex = Timex { relation, ..Timex::new(span, TimexType::Date, String::new(), rule) };
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

    /// "Tuesday through Thursday", read on a Wednesday: the days of one week, those before the text's own where they are over.
    fn in_order(&self, from: (&Found, &mut Timex), to: (&Found, &mut Timex)) {
        let weekday = |f: &Found| match &f.meaning {
            Meaning::Date(p) => p.weekday.is_some() && p.day.is_none() && p.unit.is_none() && p.clock.is_none(),
            _ => false,
        };
        let day = |t: &Timex| t.interval.and_then(|i| i.earliest);
        let (Some(begin), Some(end), Some(dct)) = (day(from.1), day(to.1), self.dct) else { return };
        if !weekday(from.0) || !weekday(to.0) || begin <= end {
            return;
        }
        let weeks = ((begin - end).num_days() + 6) / 7;
        let ahead = begin > dct || end > dct;
        let (timex, moved) =
            if ahead { (to.1, add_days(end, 7 * weeks)) } else { (from.1, add_days(begin, -7 * weeks)) };
        if let Some(day) = moved {
            let period = Period::Day(day);
            (timex.value, timex.edtf) = (period.value(), period.edtf());
            timex.interval = Some(Interval::day(day));
        }
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
            timex.reference = document_date(dct);
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
                timex.reference = document_date(dct);
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
        if let Some((value, (first, last), reference)) = self.somewhere_in(p) {
            let plain = value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('W');
            timex.edtf = Some(if plain { value.clone() } else { format!("[{first}..{last}]") });
            timex.value = value + &time_of_day(p);
            (timex.interval, timex.reference) = (Some(Interval::new(Some(first), Some(last))), reference);
            timex.why = "that is no single day to count from";
            return Some(());
        }
        let bounds = self.bounds(p);
        match self.point(p, f) {
            Choice::Impossible => return None,
            Choice::Open => timex.value = unresolved(p) + &time_of_day(p),
            Choice::Is(mut point) => {
                if let (Some(unit), Some((first, _))) = (p.form.within, point.period.days()) {
                    point.period = Period::containing(first, unit);
                }
                if let (Some(edge), Some((first, last))) = (p.form.edge, point.period.days()) {
                    point.period = Period::Day(if edge == Part::End { last } else { first });
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
                let own = self.story.books.days(point.period, p, self.dct).filter(|_| p.part.is_none());
                if let Some((first, last)) = own {
                    timex.interval = Some(Interval::new(Some(first), Some(last)));
                    timex.edtf = Some(format!("{first}/{last}"));
                }
                if matches!(point.period, Period::Quarter(..)) && self.context.tense(f) == Tense::Past {
                    self.story.books.report_on(point.period, p, self.dct);
                }
                if !point.reference.starts_with("document") || !self.story.narrative {
                    let back = self.story.narrative && p.year.is_none() && self.context.looks_back(f.first);
                    let relation = if back { Relation::Since } else { relation };
                    self.story.mention(point.period, f.first, relation, point.reference.is_empty(), p);
                }
                if let Some((earliest, latest)) = bounds {
                    timex.interval = Some(Interval::new(earliest, latest));
                }
                (timex.reference, timex.why) = (point.reference, point.why);
            }
        }
        Some(())
    }
}
