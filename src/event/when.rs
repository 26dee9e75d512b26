//! The time of an event: which expression dates it, and what the expression, the status and the document's date say together.

use chrono::{Days, NaiveDate};

use super::clause::Link;
use super::cue::{Cues, VERB};
use super::find::Found;
use super::item::Item;
use super::mention::{Basis, EventTime, Status, day, edtf};
use super::story::{Parsed, Story};
use crate::text::Tense;
use crate::timex::{Interval, Relation, Timex, TimexType};

/// An expression that dates an event, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dated {
    /// Index among the sentence's times.
    pub(crate) time: usize,
    /// Attached to the event itself, or only to its announcement.
    pub(crate) basis: Basis,
}

/// The expressions of one sentence, read for one event.
pub(crate) struct Clock<'c, 'a, 'd> {
    pub(crate) story: &'c Story<'a, 'd>,
    pub(crate) cues: &'c Cues,
    pub(crate) parsed: &'c Parsed,
}

impl Clock<'_, '_, '_> {
    /// The time expression `time` of the sentence.
    pub(crate) fn timex(&self, time: usize) -> &Timex {
        &self.story.timexes[self.parsed.first_timex + time]
    }

    /// Which expression dates the event, if any of its sentence does.
    pub(crate) fn dated(&self, found: &Found, status: Status) -> Option<Dated> {
        let ahead = || {
            let time = self.awaited(&self.own(found), found, status)?;
            Some(Dated { time, basis: Basis::Expression })
        };
        let attached = self.attached(found);
        let dated = attached.filter(|d| d.basis == Basis::Expression).or_else(ahead);
        let dated = dated.or(attached).or_else(|| self.nearest(found, status));
        dated.filter(|d| {
            status != Status::Happened || {
                !self.is_effect(d.time, found) && (!self.is_ahead(d.time) || self.length_until(d.time).is_some())
            }
        })
    }

    /// The expression that the grammar attaches to the event or to what reports it.
    pub(crate) fn attached(&self, found: &Found) -> Option<Dated> {
        let own = self.own(found);
        if let Some(time) = self.best(&own, found.head) {
            return Some(Dated { time, basis: Basis::Expression });
        }
        if let Some(time) = self.lasted(&own, found) {
            return Some(Dated { time, basis: Basis::Expression });
        }
        if let Some(time) = self.since_clause(found) {
            return Some(Dated { time, basis: Basis::Expression });
        }
        if self.is_ground(found) || self.is_previous(found) {
            return None;
        }
        self.inherited(found.clause?, found)
    }

    /// The expressions attached to the trigger itself.
    pub(super) fn own(&self, found: &Found) -> Vec<usize> {
        let mut times = Vec::new();
        if let Some(time) = found.again {
            times.push(time);
            return times;
        }
        if let Some(noun) = found.noun {
            times.extend(self.beside_noun(noun));
            if !times.is_empty() {
                return times;
            }
            if let Some(clause) = found.clause.filter(|_| !self.is_previous(found) && !self.is_ground(found)) {
                let verb = &self.parsed.chunks.verbs[clause];
                let carries = self.cues.is_support(self.story.lexicon, verb.lemma)
                    || !self.cues.is_reporting(self.story.lexicon, verb.lemma);
                if carries {
                    let of_event = |t: &usize| !self.is_of_accusation(*t);
                    times.extend(self.parsed.clauses[clause].times.iter().copied().filter(of_event));
                }
            }
            return times;
        }
        if let Some(clause) = found.clause {
            // "According to charges filed today, Roe pleaded guilty"
            let in_court = self.story.lexicon.is(self.parsed.chunks.verbs[clause].lemma, self.cues.charge[VERB]);
            let of_event = |t: &usize| !self.is_of_another(*t) && (in_court || !self.is_of_accusation(*t));
            times.extend(self.parsed.clauses[clause].times.iter().copied().filter(of_event));
            times.extend(times.is_empty().then(|| self.before_participle(clause)).flatten());
            times.extend(times.is_empty().then(|| self.before_when(clause)).flatten());
            // "stop supporting the phone in May", "plans to open in May": what is done of it is done then.
            if times.is_empty() {
                let ruled = |c: &usize| {
                    self.parsed.clauses[*c].link == Link::Complement(clause)
                        && matches!(self.parsed.chunks.verbs[*c].tense, Tense::Gerund | Tense::Infinitive)
                };
                let ruled = (clause + 1..self.parsed.clauses.len()).find(ruled);
                times.extend(ruled.into_iter().flat_map(|c| self.parsed.clauses[c].times.iter().copied()));
            }
            if times.is_empty() {
                times.extend(self.of_completion(clause));
            }
            if times.is_empty() {
                times.extend(self.behind_object(clause));
            }
            if times.is_empty() {
                times.extend(self.of_beginning(clause));
            }
            // "Were killed when a bus overturned on Monday"
            if times.is_empty() {
                times.extend(self.of_when(clause));
            }
            // "A 2015 attack that killed nine": the day of what did it.
            if times.is_empty()
                && let Link::Relative(noun) = self.parsed.clauses[clause].link
                && self.parsed.chunks.verbs[clause].tense == Tense::Past
                && self.parsed.clauses[clause].subject.contains(&noun)
                && !self.is_apart(clause)
            {
                times.extend(self.inside_noun(noun));
            }
            // "announced a deal in March to buy": the object's own date.
            if times.is_empty() {
                for n in &self.parsed.clauses[clause].object {
                    times.extend(self.inside_noun(*n));
                }
            }
        }
        times
    }

    /// "The 2015 law, which cleared": a comma before a relative clause tells it apart from what it describes.
    fn is_apart(&self, clause: usize) -> bool {
        let verb = self.parsed.row.verb_at[clause];
        let items = &self.parsed.row.items;
        verb != usize::MAX && (1..3).any(|back| verb.checked_sub(back).is_some_and(|i| items[i] == Item::Comma))
    }

    /// The times that stand with a noun.
    pub(super) fn beside_noun(&self, noun: usize) -> Vec<usize> {
        let mut times = self.behind_noun(noun);
        times.extend(self.inside_noun(noun));
        times
    }

    /// Times behind a noun, before the next verb or comma: "the launch of the phone in May".
    fn behind_noun(&self, noun: usize) -> Vec<usize> {
        let at = self.parsed.row.noun_at[noun];
        let mut times = Vec::new();
        if at == usize::MAX {
            return times;
        }
        for i in at + 1..self.parsed.row.items.len() {
            match self.parsed.row.items[i] {
                Item::Time(t) => times.push(t),
                Item::Noun(_) | Item::Prep(_) | Item::Other(_) | Item::And(_) => {}
                _ => break,
            }
        }
        times
    }

    /// Times within a noun group or its possessor: "the May 2018 agreement", "last year's sale".
    pub(super) fn inside_noun(&self, noun: usize) -> Vec<usize> {
        let group = &self.parsed.chunks.nouns[noun];
        let first = group.possessor.map_or(group.first, |p| self.parsed.chunks.nouns[p as usize].first) as usize;
        (0..self.parsed.times.len())
            .filter(|t| self.parsed.times[*t].core >= first && self.parsed.times[*t].end <= group.end as usize)
            .collect()
    }

    /// The times of the clauses above: what they date and whether it is the event or only its telling.
    fn inherited(&self, start: usize, found: &Found) -> Option<Dated> {
        let mut at = start;
        let mut announced = false;
        for _ in 0..5 {
            let clause = &self.parsed.clauses[at];
            let up = match clause.link {
                Link::Complement(up) => {
                    let lemma = self.parsed.chunks.verbs[up].lemma;
                    announced |= !self.cues.is_transparent(self.story.lexicon, lemma);
                    up
                }
                Link::Coordinate(up) => up,
                Link::Adjunct(up) => up,
                // "the deal, which closed": the clause that the noun stands in tells nothing of the relative's time.
                Link::Relative(_) => return None,
                Link::OfNoun(noun) => {
                    announced = true;
                    self.holder(noun)?
                }
                Link::Main => return self.sibling(at, found).or_else(|| self.fronted(found)),
            };
            if up == at || self.is_charged(at, up) {
                return None;
            }
            // "Since beginning operations in 1990 and opening a branch": each of them at its own time.
            if self.is_second_gerund(at) {
                return None;
            }
            let coordinate = matches!(clause.link, Link::Coordinate(_));
            let mut times: Vec<usize> = self.parsed.clauses[up].times.to_vec();
            times.retain(|t| !(coordinate && self.is_closed(*t, found)));
            if let Some(time) = self.best(&times, found.head) {
                let basis = if announced { Basis::Announcement } else { Basis::Expression };
                return Some(Dated { time, basis });
            }
            at = up;
        }
        None
    }

    /// "Pleaded guilty on Monday to stealing": the day of the plea is not that of the crime, nor is that of the fine ("was fined for stealing").
    pub(super) fn is_charged(&self, crime: usize, up: usize) -> bool {
        let marker = self.parsed.clauses[crime].marker.map(|m| self.story.text.word(m));
        let ground = marker == Some("for") && self.parsed.chunks.verbs[crime].tense == Tense::Gerund;
        !self.is_finite(crime)
            && (ground || self.story.lexicon.is(self.parsed.chunks.verbs[up].lemma, self.cues.charge[VERB]))
    }

    /// A gerund that "and" joins to one behind "since" or "after", which has a time and an object of its own.
    pub(super) fn is_second_gerund(&self, clause: usize) -> bool {
        let Link::Coordinate(up) = self.parsed.clauses[clause].link else { return false };
        let gerund = |c: usize| self.parsed.chunks.verbs[c].tense == Tense::Gerund;
        let marker = self.parsed.clauses[up].marker.map(|m| self.story.text.word(m).to_ascii_lowercase());
        gerund(clause) && gerund(up) && matches!(marker.as_deref(), Some("since" | "after"))
    }

    pub(super) fn is_finite(&self, clause: usize) -> bool {
        matches!(self.parsed.chunks.verbs[clause].tense, Tense::Past | Tense::Present | Tense::Future)
    }

    /// "launched and sold it in May": the second verb's date is the first one's, too.
    fn sibling(&self, at: usize, found: &Found) -> Option<Dated> {
        let next = self.parsed.clauses.iter().position(|c| c.link == Link::Coordinate(at))?;
        let close = self.parsed.clauses[at].object.is_empty();
        let time = close.then(|| self.best(&self.parsed.clauses[next].times, found.head)).flatten()?;
        Some(Dated { time, basis: Basis::Expression })
    }

    /// A time that opens the sentence rules all of its main clauses: "In 2018 A fell and B rose".
    fn fronted(&self, found: &Found) -> Option<Dated> {
        let mut times = self.opening();
        times.retain(|t| !self.is_closed(*t, found));
        self.best(&times, found.head).map(|time| Dated { time, basis: Basis::Expression })
    }

    /// The times before the sentence's first noun and verb.
    pub(super) fn opening(&self) -> Vec<usize> {
        let items = self.parsed.row.items.iter();
        let opening = items.take_while(|i| !matches!(i, Item::Verb(_) | Item::Noun(_)));
        opening.filter_map(|i| if let Item::Time(t) = i { Some(*t) } else { None }).collect()
    }

    /// The bounds that an expression gives to an event of `status`.
    pub(crate) fn time(&self, dated: Dated, found: &Found, status: Status) -> EventTime {
        let timex = self.timex(dated.time);
        let planned = status == Status::Planned;
        let interval = self.bounds(timex, dated, planned, found);
        EventTime {
            interval,
            value: (is_a_time(timex) && !self.is_stretched(dated, found, planned)).then(|| timex.value.clone()),
            edtf: if Some(interval) == timex.interval { timex.edtf.clone() } else { edtf(interval) },
            expression: Some(timex.span),
            basis: dated.basis,
        }
    }

    /// "Sales will rise this year": a figure that is still to come is that of the whole period.
    pub(crate) fn whole(&self, dated: Dated, time: EventTime) -> EventTime {
        let timex = self.timex(dated.time);
        let whole = matches!(timex.relation, Relation::At | Relation::For);
        match timex.interval.filter(|_| whole && dated.basis == Basis::Expression) {
            Some(base) if time.interval == cut(base, self.story.dct, true) => {
                EventTime { interval: base, edtf: timex.edtf.clone(), ..time }
            }
            _ => time,
        }
    }

    /// "At the close of business Monday, …", "As of Monday, …": a day by which a sentence opens, and at which a count was taken.
    fn is_as_of(&self, time: usize) -> bool {
        let Some(first) = self.parsed.row.extents.first().map(|e| e.0) else { return false };
        let text = self.story.text;
        let counts = text.word(first) == "At" || text.word(first) == "As" && text.word(first + 1) == "of";
        counts && (self.parsed.times[time].core <= first + 6 || self.opening().contains(&time))
    }

    /// "From July 1"
    fn opens(&self, time: usize) -> bool {
        let before = self.parsed.times[time].core.checked_sub(1);
        before.is_some_and(|i| self.story.text.word(i).eq_ignore_ascii_case("from"))
    }

    /// Whether the words around the expression take the event beyond the days that it has by itself, so that its value is not the event's.
    fn is_stretched(&self, dated: Dated, found: &Found, planned: bool) -> bool {
        let base = self.timex(dated.time).interval.filter(|_| dated.basis == Basis::Expression);
        base.is_some_and(|base| {
            let stretch = self.stretch(dated.time, base, found, planned);
            stretch.is_some_and(|s| s.earliest < base.earliest || s.latest > base.latest)
        })
    }

    fn bounds(&self, timex: &Timex, dated: Dated, planned: bool, found: &Found) -> Interval {
        let dct = self.story.dct;
        let Some(mut base) = timex.interval else {
            if let Some(ahead) = self.ahead(dated.time).filter(|_| planned) {
                return ahead;
            }
            if let Some(begun) = dct.and_then(|day| super::stretch::before(day, &timex.value)) {
                return Interval::new(Some(begun), dct);
            }
            return vague(&timex.value, dct, planned);
        };
        if let Some(month) = self.month_later(timex, base) {
            base = month;
        }
        // "Since 2013, when it was founded": "since" is not said of what "when" tells, nor is "from 2010 until 2013, when".
        let taken_up = found.clause.is_some_and(|c| self.before_when(c) == Some(dated.time));
        // "between May and July": both ends together.
        if let (false, Some(other)) =
            (taken_up, timex.range_with.and_then(|i| self.story.timexes.get(i)).and_then(|t| t.interval))
        {
            let (lo, hi) = if other.earliest < base.earliest { (other, base) } else { (base, other) };
            base = Interval::new(lo.earliest, hi.latest);
            return cut(base, dct, planned);
        }
        if let Some(both) = self.with_next(dated.time, base) {
            return cut(both, dct, planned);
        }
        if dated.basis == Basis::Announcement {
            // "As of Monday, Acme said, 40 shares had been tendered": what is so on that day.
            if self.is_as_of(dated.time) {
                return base;
            }
            // "said on Monday that it had bought", "has already bought": on Monday or before.
            if found.clause.is_some_and(|c| self.is_earlier(c)) {
                return Interval::new(None, cut(base, dct, false).latest);
            }
            // "Announced on Monday that it will test and eventually sell": on no day that is told.
            if planned && found.clause.is_some_and(|c| self.is_far(c)) {
                return Interval::new(dct, None);
            }
            // "Launched a fund in 2016, with plans to invest": from then on.
            if planned && found.clause.is_some_and(|c| self.is_accompanied(c)) {
                return Interval::new(base.earliest, None);
            }
            // "This year it plans to buy": what is left of the year.
            return cut(base, dct, planned && found.clause.is_some_and(|c| self.is_intended(c)));
        }
        let stretch = self.stretch(dated.time, base, found, planned);
        let told = match timex.relation {
            _ if stretch.is_some() => stretch.unwrap_or(base),
            _ if taken_up => cut(base, dct, planned),
            Relation::By | Relation::Until if planned => Interval::new(dct, base.latest),
            Relation::By => Interval::new(None, base.latest),
            Relation::Until => Interval::new(None, base.latest),
            Relation::Before if planned => Interval::new(dct, base.latest),
            Relation::Before => {
                Interval::new(None, base.earliest.and_then(|d| d.checked_sub_days(Days::new(1))).or(base.latest))
            }
            Relation::Since => Interval::new(base.earliest, dct),
            // "Will stop from July 1": on that day.
            Relation::After if planned && self.opens(dated.time) => cut(base, dct, true),
            Relation::After if planned => Interval::new(base.earliest, None),
            Relation::After => Interval::new(base.earliest, dct),
            _ => cut(base, dct, planned),
        };
        // "closed from February", told a year before: the text's date is no bound of what its words put on the other side of it.
        match (told.earliest, told.latest) {
            (Some(lo), Some(hi)) if lo > hi && Some(lo) == dct => Interval::new(None, Some(hi)),
            (Some(lo), Some(hi)) if lo > hi => Interval::new(Some(lo), None),
            _ => told,
        }
    }

    /// Whether the verb above the clause speaks of now: "plans to buy", not "said it would buy".
    fn is_intended(&self, clause: usize) -> bool {
        let Link::Complement(up) = self.parsed.clauses[clause].link else { return false };
        let verb = &self.parsed.chunks.verbs[up];
        let reports = self.cues.is_reporting(self.story.lexicon, verb.lemma);
        verb.tense == Tense::Present && !verb.perfect && !reports
    }

    /// "With plans to invest", "with the aim to open"
    fn is_accompanied(&self, clause: usize) -> bool {
        let Link::OfNoun(noun) = self.parsed.clauses[clause].link else { return false };
        let first = self.parsed.chunks.nouns[noun].first as usize;
        first.checked_sub(1).is_some_and(|i| self.story.text.word(i) == "with")
    }

    /// Pluperfect, or a perfect with "already".
    fn is_earlier(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let already = (verb.first as usize..verb.end as usize).any(|i| self.story.text.word(i) == "already");
        verb.perfect && (verb.tense == Tense::Past || already)
    }

    /// The time of an event that no expression of its sentence dates.
    pub(crate) fn undated(&self, status: Status, news: bool) -> EventTime {
        let dct = self.story.dct;
        let interval = match (status, news) {
            (Status::Planned, _) => Interval::new(dct, None),
            (_, true) => Interval::new(dct, dct),
            _ => Interval::new(None, dct),
        };
        let basis = if news && dct.is_some() { Basis::Document } else { Basis::None };
        let value = (news && status != Status::Planned).then(|| dct.map(day)).flatten();
        EventTime { interval, edtf: edtf(interval), value, expression: None, basis }
    }
}

/// Whether an expression's value is a time, and not only a length.
fn is_a_time(timex: &Timex) -> bool {
    timex.kind != TimexType::Duration || timex.interval.is_some()
}

/// A period that contains the text's date is cut there: its past part for what happened, its future part for a plan.
pub(crate) fn cut(base: Interval, dct: Option<NaiveDate>, planned: bool) -> Interval {
    match (base.earliest, base.latest, dct) {
        (Some(lo), Some(hi), Some(day)) if lo <= day && day <= hi => {
            if planned {
                Interval::new(Some(day), Some(hi))
            } else {
                Interval::new(Some(lo), Some(day))
            }
        }
        _ => base,
    }
}

/// "now", "recently", "soon" against the document's date.
fn vague(value: &str, dct: Option<NaiveDate>, planned: bool) -> Interval {
    match value {
        "PRESENT_REF" => Interval::new(dct, dct),
        "PAST_REF" => Interval::new(None, dct),
        "FUTURE_REF" => Interval::new(dct, None),
        _ if planned => Interval::new(dct, None),
        _ => Interval::new(None, dct),
    }
}

/// Whether an expression can date an event: a resolved date or time, "now", "recently", a stretch with known ends.
pub(super) fn usable(timex: &Timex) -> bool {
    match timex.kind {
        TimexType::Date | TimexType::Time => timex.interval.is_some() || timex.value.ends_with("_REF"),
        TimexType::Duration => timex.interval.is_some(),
        TimexType::Set => false,
    }
}
