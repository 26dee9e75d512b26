//! Events told by how far they lie from another one: "two days after it was fined, Acme sold", "comes a week before the plant opens", and, where no distance
//! is told, the side of it on which they lie: "fined for leaking", "left in May after selling", "before joining".

use chrono::{Datelike, Days, Months, NaiveDate};

use super::clause::Link;
use super::cue::VERB;
use super::find::Found;
use super::mention::{Basis, EventTime, Status, day, edtf};
use super::stretch::number;
use super::when::{Clock, cut};
use crate::text::Tense;
use crate::timex::{Interval, Other, Timex};

/// The time of an event that lies beside another.
pub(super) enum Beside {
    /// The words tell how far away.
    Told(EventTime),
    /// Only on which side.
    Bound(EventTime),
}

/// How far from another event one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Distance {
    /// "Two months", "the day"
    Count(u32, Unit),
    /// "Days", "a few days", "less than two weeks": at most so many days.
    Within(u64),
    /// "Hours": on that day or on the one beside it.
    Hours,
    /// "Shortly", "months", or no word at all.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Clock<'_, '_, '_> {
    /// The time that "after", "before" or "for" gives to an event without an expression of its own. `today`: the sentence tells the news of the day.
    pub(super) fn beside(&self, found: &Found, status: Status, today: bool) -> Option<Beside> {
        if status == Status::Planned || found.again.is_some() {
            return None;
        }
        if let Some(interval) = self.behind_stretch(found) {
            let time =
                EventTime { interval, value: None, edtf: edtf(interval), expression: None, basis: Basis::Context };
            return Some(Beside::Told(time));
        }
        let (marker, main) = self.joint(found)?;
        if self.has_own(found, marker) {
            return None;
        }
        let word = self.story.text.word(marker).to_ascii_lowercase();
        let distance = if word == "for" { Distance::Unknown } else { self.distance(marker) };
        let base = self.base(main, found, today && distance != Distance::Unknown)?;
        let after = word != "before";
        // "In 2000, after it bought Acme, it moved": the year holds both. "In July, two days after the raid, she fled": so does the month.
        let long = base.latest?.signed_duration_since(base.earliest?).num_days() >= 7;
        let fine = !matches!(distance, Distance::Count(_, Unit::Month | Unit::Year));
        if long && fine && word == "after" {
            return None;
        }
        let (interval, told) = match distance {
            Distance::Count(count, unit) => {
                let by = |day: NaiveDate| shifted(day, count, unit, after);
                (spread(Interval::new(by(base.earliest?), by(base.latest?)), unit), true)
            }
            Distance::Hours if after => {
                (Interval::new(base.earliest?.checked_sub_days(Days::new(1)), base.latest), true)
            }
            Distance::Hours => (Interval::new(base.earliest, base.latest?.checked_add_days(Days::new(1))), true),
            Distance::Within(days) if after => (
                Interval::new(
                    base.earliest?.checked_sub_days(Days::new(days)),
                    base.latest?.checked_sub_days(Days::new(1)),
                ),
                true,
            ),
            Distance::Within(days) => (
                Interval::new(
                    base.earliest?.checked_add_days(Days::new(1)),
                    base.latest?.checked_add_days(Days::new(days)),
                ),
                true,
            ),
            Distance::Unknown if after => (Interval::new(None, base.latest), false),
            Distance::Unknown => (Interval::new(base.earliest, self.story.dct.or(base.latest)), true),
        };
        let time = EventTime {
            interval,
            value: (told && interval.earliest.is_some()).then(|| value(interval)).flatten(),
            edtf: edtf(interval),
            expression: None,
            basis: if told { Basis::Context } else { Basis::None },
        };
        Some(if told { Beside::Told(time) } else { Beside::Bound(time) })
    }

    /// "Led the firm from 2010 to 2015 and then joined Acme": from the end of the stretch on.
    fn behind_stretch(&self, found: &Found) -> Option<Interval> {
        let clause = found.clause.filter(|_| found.noun.is_none())?;
        let Link::Coordinate(up) = self.parsed.clauses[clause].link else { return None };
        let verbs = &self.parsed.chunks.verbs;
        let (from, to) = (verbs[up].end as usize, verbs[clause].first as usize);
        // Without such a word it may be what went on all the while.
        let then = (to.saturating_sub(1)..verbs[clause].end as usize)
            .any(|i| matches!(self.story.text.word(i), "then" | "later" | "subsequently" | "afterwards"));
        if !then || verbs[clause].tense != Tense::Past || verbs[clause].perfect || self.has_own(found, to) {
            return None;
        }
        let mut end = self.parsed.clauses[up].times.iter().filter_map(|t| {
            let between = from <= self.parsed.times[*t].core && self.parsed.times[*t].end <= to;
            let timex = self.timex(*t);
            let other = timex.range_with.filter(|_| between)?;
            let (a, b) = (timex.interval?, self.story.timexes.get(other)?.interval?);
            Some(if a.earliest < b.earliest { b } else { a })
        });
        let end = end.next_back()?;
        Some(Interval::new(end.earliest, self.story.dct)).filter(|i| i.latest.is_none() || i.earliest <= i.latest)
    }

    /// "In May 2016 … A year later": as finely as the time from which it is counted.
    pub(super) fn month_later(&self, timex: &Timex, base: Interval) -> Option<Interval> {
        let Some(Other::Expression(from)) = timex.anchor else { return None };
        let (earliest, latest) = (base.earliest?, base.latest?);
        let year =
            (earliest.ordinal(), latest.month(), latest.day()) == (1, 12, 31) && earliest.year() == latest.year();
        let from = self.story.timexes.get(from)?.interval?;
        let (first, last) = (from.earliest?, from.latest?);
        let month = first.day() == 1 && (first.year(), first.month()) == (last.year(), last.month());
        if !year || !month || last.succ_opt()?.day() != 1 || !timex.rule.starts_with("{number} {unit}") {
            return None;
        }
        let first = first.with_year(earliest.year())?;
        Some(Interval::new(Some(first), first.checked_add_months(Months::new(1))?.pred_opt()))
    }

    /// Whether an expression stands with the event's own words, behind the joint.
    fn has_own(&self, found: &Found, marker: usize) -> bool {
        let mut own = match found.noun {
            Some(noun) => self.beside_noun(noun),
            None => self.own(found),
        };
        own.retain(|t| self.parsed.times[*t].core > marker);
        self.best(&own, found.head).is_some()
    }

    /// "After", "before" or "for" of the event, and the verb of what it stands beside.
    fn joint(&self, found: &Found) -> Option<(usize, usize)> {
        let verbs = &self.parsed.chunks.verbs;
        let word = |at: usize| self.story.text.word(at).to_ascii_lowercase();
        let finite = |c: usize| matches!(verbs[c].tense, Tense::Past | Tense::Present) && verbs[c].modal.is_none();
        // A subordinate clause hangs on the verb before it; where it opens the sentence, on the first main one behind it.
        let neighbour = |marker: usize| {
            let before = (0..verbs.len()).rev().find(|c| (verbs[*c].end as usize) <= marker);
            before.or_else(|| {
                (0..verbs.len()).find(|c| {
                    verbs[*c].first as usize > marker
                        && Some(*c) != found.clause
                        && finite(*c)
                        && self.parsed.clauses[*c].link == Link::Main
                        && self.parsed.clauses[*c].marker.is_none_or(|m| m != marker)
                })
            })
        };
        if let Some(noun) = found.noun {
            let marker = (self.parsed.chunks.nouns[noun].first as usize).checked_sub(1)?;
            let first = self.parsed.row.extents.first()?.0;
            if let Some(answered) = self.answered(noun, found) {
                return Some(answered);
            }
            return (marker >= first && matches!(word(marker).as_str(), "after" | "before"))
                .then(|| neighbour(marker).map(|main| (marker, main)))
                .flatten();
        }
        let mut clause = found.clause?;
        while let Link::Coordinate(up) = self.parsed.clauses[clause].link {
            // "After he hid, and was seized" may go on with the main clause.
            if up >= clause || verbs[clause].tense != Tense::Gerund {
                return None;
            }
            clause = up;
        }
        let marker = self.parsed.clauses[clause].marker.filter(|m| *m < verbs[clause].first as usize)?;
        let gerund = verbs[clause].tense == Tense::Gerund;
        match word(marker).as_str() {
            "after" | "before" if gerund => {}
            // "Took leave after a stroke, and Lee and Roe were named": of a list nobody can tell where the clause begins.
            "after" | "before" if finite(clause) && self.parsed.clauses[clause].subject.len() < 2 => {}
            // "Fined for leaking", not "a tool for finding", "plans for opening".
            "for" if gerund => {
                let up = match self.parsed.clauses[clause].link {
                    Link::Adjunct(up) | Link::Complement(up) => up,
                    // "Sentenced to six years in prison for stealing"
                    Link::OfNoun(noun) => self.holder(noun)?,
                    _ => return None,
                };
                let done = finite(up) || verbs[up].tense == Tense::Participle;
                let tells = self
                    .story
                    .lexicon
                    .class("answered_verb")
                    .is_some_and(|c| self.story.lexicon.is(verbs[up].lemma, c));
                return (up != clause && done && tells).then_some((marker, up));
            }
            _ => return None,
        }
        let main = match self.parsed.clauses[clause].link {
            Link::Adjunct(up) | Link::Complement(up) if up != clause => up,
            _ => neighbour(marker)?,
        };
        (main != clause).then_some((marker, main))
    }

    /// "Was jailed for the attack", "pleaded guilty for his role in a conspiracy": the "for" before the noun, and the verb.
    fn answered(&self, noun: usize, found: &Found) -> Option<(usize, usize)> {
        const PART: [&str; 18] = [
            "a",
            "an",
            "the",
            "his",
            "her",
            "their",
            "its",
            "role",
            "roles",
            "part",
            "parts",
            "involvement",
            "participation",
            "in",
            "alleged",
            "leading",
            "with",
            "connection",
        ];
        let verbs = &self.parsed.chunks.verbs;
        let at = self.parsed.chunks.nouns[noun].first as usize;
        let main = found.clause.or_else(|| (0..verbs.len()).rev().find(|c| (verbs[*c].end as usize) <= at))?;
        let verb = &verbs[main];
        let lexicon = self.story.lexicon;
        let tells = lexicon.class("answered_verb").is_some_and(|c| lexicon.is(verb.lemma, c))
            || lexicon.is(verb.lemma, self.cues.charge[VERB]);
        let (first, from) = (at, verb.end as usize);
        let word = |at: usize| self.story.text.word(at).to_ascii_lowercase();
        let marker = (from..first).rev().find(|at| !PART.contains(&word(*at).as_str()))?;
        (tells && word(marker) == "for").then_some((marker, main))
    }

    /// The days of the event that clause `main` tells; where it tells none, those of the news.
    fn base(&self, main: usize, found: &Found, today: bool) -> Option<Interval> {
        let verb = &self.parsed.chunks.verbs[main];
        let head =
            Found { clause: Some(main), noun: None, head: verb.head as usize, fillers: Vec::new(), ..found.clone() };
        let dct = self.story.dct;
        if let Some(dated) = self.attached(&head) {
            return Some(cut(self.timex(dated.time).interval?, dct, false)).filter(|i| i.earliest <= i.latest);
        }
        // "The move comes two days after …"
        let comes = matches!(self.story.lexicon.text(verb.lemma), "come" | "follow");
        let past = verb.tense == Tense::Past && !verb.perfect;
        let now = (comes && matches!(verb.tense, Tense::Present | Tense::Past)) || (today && past);
        now.then_some(Interval::new(dct, dct)).filter(|i| i.earliest.is_some())
    }

    /// How far "after" or "before" at token `marker` reaches, by the words before it.
    fn distance(&self, marker: usize) -> Distance {
        let first = self.parsed.row.extents.first().map_or(0, |e| e.0);
        let word = |back: usize| {
            let at = marker.checked_sub(back).filter(|at| *at >= first);
            at.map_or_else(String::new, |at| self.story.text.word(at).to_ascii_lowercase())
        };
        let (unit, days) = match word(1).as_str() {
            "day" | "days" => (Unit::Day, 1),
            "week" | "weeks" => (Unit::Week, 7),
            "month" | "months" => (Unit::Month, 31),
            "year" | "years" => (Unit::Year, 366),
            "hours" | "minutes" | "moments" => return Distance::Hours,
            _ => return Distance::Unknown,
        };
        let count = match word(2).as_str() {
            "a" | "the" => Some(1),
            other => number(other),
        };
        let few = word(2) == "few" || word(2) == "several" || word(1) == "days";
        match (count, word(3).as_str(), word(4).as_str()) {
            (_, "last" | "past" | "next" | "first" | "for", _) => Distance::Unknown,
            (Some(n), "than", "less") | (Some(n), "under" | "within", _) => Distance::Within(u64::from(n) * days),
            (Some(_), "than", _) | (Some(_), "over", _) | (Some(_), "least", _) => Distance::Unknown,
            (Some(n), ..) => Distance::Count(n, unit),
            (None, ..) if unit == Unit::Day && few => Distance::Within(7),
            _ => Distance::Unknown,
        }
    }
}

fn shifted(day: NaiveDate, count: u32, unit: Unit, back: bool) -> Option<NaiveDate> {
    let days = |n: u64| if back { day.checked_sub_days(Days::new(n)) } else { day.checked_add_days(Days::new(n)) };
    let months = |n: u32| {
        if back { day.checked_sub_months(Months::new(n)) } else { day.checked_add_months(Months::new(n)) }
    };
    match unit {
        Unit::Day => days(u64::from(count)),
        Unit::Week => days(u64::from(count) * 7),
        Unit::Month => months(count),
        Unit::Year => months(count * 12),
    }
}

/// "Two months after" a day is some day of that month, "a year after" some day of that year.
fn spread(moved: Interval, unit: Unit) -> Interval {
    let (Some(lo), Some(hi)) = (moved.earliest, moved.latest) else { return moved };
    let month_end = |d: NaiveDate| d.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt();
    match unit {
        Unit::Day | Unit::Week => moved,
        Unit::Month => Interval::new(lo.with_day(1), month_end(hi)),
        Unit::Year => {
            Interval::new(NaiveDate::from_ymd_opt(lo.year(), 1, 1), NaiveDate::from_ymd_opt(hi.year(), 12, 31))
        }
    }
}

/// The TIMEX3 value of a whole day, month or year.
fn value(interval: Interval) -> Option<String> {
    let (lo, hi) = (interval.earliest?, interval.latest?);
    let month = (lo.day(), hi.succ_opt()?.day()) == (1, 1) && (lo.year(), lo.month()) == (hi.year(), hi.month());
    let year = (lo.ordinal(), hi.succ_opt()?.ordinal()) == (1, 1) && lo.year() == hi.year();
    if lo == hi {
        Some(day(lo))
    } else if year {
        Some(lo.format("%Y").to_string())
    } else {
        month.then(|| lo.format("%Y-%m").to_string())
    }
}
