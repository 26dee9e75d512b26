//! Which of several time expressions dates an event, and which date nothing.

use super::clause::{Clause, Link};
use super::find::Found;
use super::item::Item;
use super::mention::Basis;
use super::when::{Clock, Dated, usable};
use crate::text::{Case, Kind as TokenKind, Tag, Tense, VerbGroup};
use crate::timex::{Interval, Relation, Timex, TimexType};

impl Clock<'_, '_, '_> {
    /// The expression that says most and stands nearest.
    pub(super) fn best(&self, times: &[usize], head: usize) -> Option<usize> {
        let fits = |t: &usize| {
            usable(self.timex(*t))
                && !self.describes(*t)
                && !self.is_measured(*t)
                && !self.is_base(*t)
                && !self.is_record(*t)
        };
        let nearest = times.iter().copied().filter(fits).min_by_key(|t| {
            let timex = self.timex(*t);
            let vague = u8::from(timex.value.ends_with("_REF"));
            let duration = u8::from(matches!(timex.kind, TimexType::Duration | TimexType::Set));
            (duration, vague, self.parsed.times[*t].core.abs_diff(head))
        })?;
        // "The Book Fair 2019 from Oct. 2": what lies within the year of a name says more.
        let finer = times.iter().copied().filter(fits).find(|t| self.is_within(*t, nearest));
        Some(finer.filter(|_| self.is_named(nearest)).unwrap_or(nearest))
    }

    /// Whether the days of one expression are some of another's.
    fn is_within(&self, inner: usize, outer: usize) -> bool {
        let plain = |t: &Timex| t.relation == Relation::At || t.range_with.is_some();
        let dates = |t: usize| self.timex(t).kind != TimexType::Duration && plain(self.timex(t));
        let (Some(inside), Some(around)) = (self.timex(inner).interval, self.timex(outer).interval) else {
            return false;
        };
        let bounds = |i: Interval| i.earliest.zip(i.latest);
        let (Some(inside), Some(around)) = (bounds(inside), bounds(around)) else { return false };
        inner != outer
            && dates(inner)
            && dates(outer)
            && inside != around
            && around.0 <= inside.0
            && inside.1 <= around.1
    }

    /// "The Book Fair 2019": a year that stands right behind a name.
    fn is_named(&self, time: usize) -> bool {
        let (time, tokens) = (&self.parsed.times[time], &self.story.text.tokens);
        let year = time.end == time.core + 1 && tokens[time.core].kind == TokenKind::Number;
        year && time.first == time.core && time.core.checked_sub(1).is_some_and(|i| tokens[i].case != Case::Lower)
    }

    /// "Were killed when a bus overturned on Monday": the times of what a clause in the past puts its own event beside.
    pub(super) fn of_when(&self, clause: usize) -> Vec<usize> {
        let verbs = &self.parsed.chunks.verbs;
        let past = |c: usize| verbs[c].tense == Tense::Past && !verbs[c].perfect;
        let beside = |c: &usize| {
            let marker = self.parsed.clauses[*c].marker.filter(|m| *m >= verbs[clause].end as usize);
            past(*c) && marker.is_some_and(|m| self.story.text.word(m) == "when")
        };
        // "When a ferry caught fire": nothing else is there that could be its verb.
        let unmarked = |c: &usize| {
            let Link::Relative(noun) = self.parsed.clauses[*c].link else { return false };
            let first = self.parsed.chunks.nouns[noun].first as usize;
            let alone = verbs
                .get(c + 1)
                .is_none_or(|v| !matches!(self.parsed.clauses[c + 1].link, Link::Main) || v.tense != Tense::Past)
                || self.parsed.row.items[self.parsed.row.verb_at[*c]..].contains(&Item::Comma);
            verbs[*c].tense == Tense::Participle
                && first > verbs[clause].end as usize
                && self.story.text.word(first - 1) == "when"
                && !(self.parsed.clauses[*c].object.is_empty() && self.parsed.clauses[*c].object2.is_empty())
                && alone
        };
        let next = Some(clause + 1).filter(|c| *c < verbs.len() && past(clause)).filter(|c| beside(c) || unmarked(c));
        next.map(|c| self.parsed.clauses[c].times.to_vec()).unwrap_or_default()
    }

    /// "Postponed until October": a day ahead to which something that happened lasts dates it not.
    pub(super) fn is_ahead(&self, time: usize) -> bool {
        let timex = self.timex(time);
        let ahead = timex.interval.and_then(|i| i.earliest).zip(self.story.dct).is_some_and(|(e, today)| e > today);
        ahead && matches!(timex.relation, Relation::Until | Relation::By)
    }

    /// "Was appointed, effective July 1": what has happened did so before it takes effect.
    pub(super) fn is_effect(&self, time: usize, found: &Found) -> bool {
        let earliest = self.timex(time).interval.and_then(|i| i.earliest);
        let ahead = earliest.zip(self.story.dct).is_some_and(|(earliest, today)| earliest > today);
        let before = self.parsed.times[time].core.checked_sub(1);
        let done =
            found.noun.is_none() && found.clause.is_some_and(|c| self.parsed.chunks.verbs[c].tense == Tense::Past);
        ahead && done && before.is_some_and(|i| self.story.text.word(i).eq_ignore_ascii_case("effective"))
    }

    /// "Conspired with others to fix the prices of parts sold to carmakers from 2002 until 2009": the stretch with which a sentence ends is that of the crime.
    pub(crate) fn closing_range(&self, found: &Found) -> Option<usize> {
        let (time, end) = (self.parsed.times.len().checked_sub(1)?, self.parsed.row.extents.last()?.1);
        if self.parsed.times[time].end + 1 < end {
            return None;
        }
        let before = time.checked_sub(1).filter(|_| self.timex(time).range_with.is_some())?;
        let verb = &self.parsed.chunks.verbs[found.clause?];
        let main = found.noun.is_none() && verb.tense == Tense::Past && !verb.perfect;
        // Another stretch or deed of the same sentence makes it doubtful whose it is.
        let finite = |(c, v): (usize, &VerbGroup)| {
            Some(c) != found.clause
                && v.first > verb.first
                && matches!(v.tense, Tense::Past | Tense::Present | Tense::Future)
        };
        let alone = !self.parsed.chunks.verbs.iter().enumerate().any(finite);
        (main && alone && self.parsed.times[before].core > found.head).then_some(before)
    }

    /// "Will be shut for repairs starting July 5": the day on which what is told begins.
    pub(super) fn of_beginning(&self, clause: usize) -> Vec<usize> {
        let verbs = &self.parsed.chunks.verbs;
        let Some(next) = verbs.get(clause + 1).filter(|v| v.tense == Tense::Gerund) else { return Vec::new() };
        let begins = matches!(self.story.lexicon.text(next.lemma), "start" | "begin" | "commence");
        let times = &self.parsed.clauses[clause + 1].times;
        let at_once = |t: &&usize| self.parsed.times[**t].first <= next.end as usize;
        times.iter().filter(|_| begins).find(at_once).copied().into_iter().collect()
    }

    /// "Sold its unit in a deal that closed in May": when what it is part of was done.
    pub(super) fn of_completion(&self, clause: usize) -> Vec<usize> {
        let verbs = &self.parsed.chunks.verbs;
        let part = |n: usize| self.parsed.clauses[clause].complements.iter().any(|c| c.nouns.contains(&n));
        let done = |(c, other): (usize, &Clause)| {
            let tells = self.story.lexicon.is(verbs[c].lemma, self.cues.done) && verbs[c].tense == Tense::Past;
            (tells && matches!(other.link, Link::Relative(n) if part(n))).then(|| other.times.to_vec())
        };
        self.parsed.clauses.iter().enumerate().find_map(done).unwrap_or_default()
    }

    /// "Passed a law banning the drug in 2014": what stands at the end of the object is of the verb.
    pub(super) fn behind_object(&self, clause: usize) -> Vec<usize> {
        let verbs = &self.parsed.chunks.verbs;
        if verbs[clause].tense != Tense::Past || verbs[clause].perfect {
            return Vec::new();
        }
        let describes = |(c, other): (usize, &Clause)| {
            let object = matches!(other.link, Link::Relative(n) if self.parsed.clauses[clause].object.contains(&n));
            let plain = |t: &usize| self.timex(*t).relation == Relation::At && self.timex(*t).range_with.is_none();
            let told = object && verbs[c].tense == Tense::Gerund && !other.object.is_empty();
            told.then(|| other.times.iter().copied().filter(plain).collect())
        };
        self.parsed.clauses.iter().enumerate().find_map(describes).unwrap_or_default()
    }

    /// "The first loss since 2009", "the most since March", "their lowest since": the time is that of the last one like it.
    pub(super) fn is_record(&self, time: usize) -> bool {
        self.timex(time).relation == Relation::Since && self.is_superlative(time)
    }

    /// Whether "first", "most" or "worst" stands before the time.
    pub(super) fn is_superlative(&self, time: usize) -> bool {
        let core = self.parsed.times[time].core;
        let text = self.story.text;
        let first = text.sentences[text.sentence_of(core)].first as usize;
        let mut before = (first.max(core.saturating_sub(7))..core.saturating_sub(1)).rev();
        let stop = |i: &usize| matches!(text.word(*i), "," | ";" | ":" | "-" | "–" | "—");
        before.by_ref().take_while(|i| !stop(i)).any(|i| match text.word(i) {
            "least" => i > first && !text.word(i - 1).eq_ignore_ascii_case("at"),
            "first" | "First" | "most" | "best" | "worst" => true,
            word => {
                let described = matches!(self.parsed.chunks.tags[i - first], Tag::JJ | Tag::RB);
                described && text.tokens[i].case == Case::Lower && word.ends_with("est")
            }
        })
    }

    /// "Ahead of Sunday's election", "before Monday's vote": the day of something else.
    pub(super) fn is_of_another(&self, time: usize) -> bool {
        let (time, text) = (&self.parsed.times[time], self.story.text);
        let owns = text.tokens.get(time.end).is_some() && matches!(text.word(time.end), "'s" | "’s");
        let before = time.core.checked_sub(1).map_or("", |i| text.word(i));
        owns && matches!(before, "of" | "before" | "for" | "about" | "against" | "over" | "to" | "after")
    }

    /// "According to an indictment unsealed today, Roe stole": the day of the paper is not that of the crime.
    pub(super) fn is_of_accusation(&self, time: usize) -> bool {
        self.accusation().is_some_and(|end| self.parsed.times[time].core < end)
    }

    /// Where the paper of a case ends by which a sentence opens: "according to the complaint, …".
    pub(crate) fn accusation(&self) -> Option<usize> {
        let text = self.story.text;
        let (first, end) = (self.parsed.row.extents.first()?.0, self.parsed.row.extents.last()?.1);
        if !text.word(first).eq_ignore_ascii_case("according") {
            return None;
        }
        let comma = (first..end).find(|i| text.word(*i) == ",")?;
        let lexicon = self.story.lexicon;
        (first..comma).any(|i| lexicon.lemma_is(text.tokens[i].word, self.cues.accusation)).then_some(comma)
    }

    /// "According to court documents", "according to the complaint": by what a sentence tells a crime as known before.
    pub(crate) fn is_on_record(&self) -> bool {
        let text = self.story.text;
        let Some(first) = self.parsed.row.extents.first().map(|e| e.0) else { return false };
        if !text.word(first).eq_ignore_ascii_case("according") {
            return false;
        }
        let end = self.parsed.row.extents.last().map_or(first, |e| e.1);
        let paper = |i: usize| {
            let word = text.tokens[i].word;
            self.story.lexicon.lemma_is(word, self.cues.papers)
                || self.story.lexicon.lemma_is(word, self.cues.accusation)
        };
        (first..end).take_while(|i| text.word(*i) != ",").any(paper)
    }

    /// "the current owner", "future losses": the word says which one is meant, not when something happens.
    fn describes(&self, time: usize) -> bool {
        let time = &self.parsed.times[time];
        let said = |word| self.story.text.word(time.core).eq_ignore_ascii_case(word);
        if time.end != time.core + 1 {
            return false;
        }
        // "Omar Diaz, currently head of sales"
        let noun = || self.parsed.chunks.nouns.iter().any(|n| n.first as usize == time.end);
        ["current", "recent", "future", "former"].iter().any(|w| said(w)) || said("currently") && noun()
    }

    /// "From $268 million a year earlier", "compared with 3 percent in May": the time of a figure that another is compared with.
    fn is_base(&self, time: usize) -> bool {
        let core = self.parsed.times[time].core;
        let first = self.parsed.row.extents.first().map_or(0, |e| e.0);
        let figure = |i: usize| {
            self.story.text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
                || matches!(self.story.text.word(i), "$" | "€" | "£" | "¥" | "about")
        };
        for i in (first.max(core.saturating_sub(8))..core).rev() {
            match self.story.text.word(i) {
                // "Up 14% from a year ago"
                "from" if i + 1 == core => {
                    return i > first && matches!(self.story.text.word(i - 1), "%" | "percent" | "pct" | "points");
                }
                "from" | "against" | "versus" | "vs" | "vs." => return figure(i + 1),
                "with" | "to" => {
                    let compared = i > first && matches!(self.story.text.word(i - 1), "compared" | "Compared");
                    return compared && figure(i + 1);
                }
                "," | "." | ";" | "and" => return false,
                _ => {}
            }
        }
        false
    }

    /// "On July 3 and July 4", "in May and June": a period and the next one, which "and" joins to it.
    pub(super) fn with_next(&self, time: usize, base: Interval) -> Option<Interval> {
        let joined = |a: usize, b: usize| {
            let between = self.parsed.times[a].end..self.parsed.times.get(b)?.core;
            let and = between.len() == 1 && matches!(self.story.text.word(between.start), "and" | "&");
            let next = self.timex(b).interval?;
            let follows = self.timex(a).interval?.latest?.succ_opt()? == next.earliest?;
            (and && follows && self.timex(a).relation == Relation::At).then_some(next)
        };
        if let Some(next) = joined(time, time + 1) {
            return Some(Interval::new(base.earliest, next.latest));
        }
        let before = time.checked_sub(1).filter(|b| joined(*b, time).is_some())?;
        Some(Interval::new(self.timex(before).interval?.earliest, base.latest))
    }

    /// "Fourth-quarter profit rose, Acme said on Tuesday": the period that stands with what a figure measures, where the figure has no time beside it.
    pub(crate) fn measured(&self, found: &Found) -> Option<Dated> {
        let clause = found.clause.filter(|_| found.noun.is_none())?;
        if let Some(told) = self.best(&self.parsed.clauses[clause].times, found.head) {
            let time = self.reported(clause, told, found.head)?;
            return Some(Dated { time, basis: Basis::Expression });
        }
        let subject = self.parsed.clauses[clause].subject.iter();
        let mut times: Vec<usize> = subject.flat_map(|n| self.inside_noun(*n)).collect();
        // "Monday's sales": a day is none of the periods that figures cover, and "his 2018 book" is not of 2018 alone.
        times.retain(|t| self.timex(*t).value.contains(['Q', 'H']));
        self.best(&times, found.head).map(|time| Dated { time, basis: Basis::Expression })
    }

    /// "Posted on Tuesday a profit of $3 million for 2017", "posted a first-quarter loss on Tuesday": where the clause's own time `told` is the day of a
    /// report, the period that the report is on.
    fn reported(&self, clause: usize, told: usize, head: usize) -> Option<usize> {
        let days = |t: usize| self.timex(t).interval.and_then(|i| Some((i.earliest?, i.latest?)));
        let (first, last) = days(told)?;
        let lemma = self.story.lexicon.text(self.parsed.chunks.verbs[clause].lemma);
        if first != last
            || !matches!(lemma, "report" | "post" | "announce" | "disclose" | "publish" | "unveil" | "release")
        {
            return None;
        }
        let object = self.parsed.clauses[clause].object.iter().flat_map(|n| self.inside_noun(*n));
        let mut times: Vec<usize> = object.filter(|t| self.timex(*t).value.contains(['Q', 'H'])).collect();
        times.extend(self.parsed.clauses[clause].times.iter().copied().filter(|t| *t != told));
        let period = |t: &usize| {
            let whole = |value: &str| value.contains(['Q', 'H']) || value.len() == 4;
            whole(&self.timex(*t).value)
                && days(*t).is_some_and(|(lo, hi)| (hi - lo).num_days() > 80 && lo < first)
                && matches!(self.timex(*t).relation, Relation::At | Relation::For)
        };
        times.retain(period);
        self.best(&times, head)
    }

    /// "A round last year led by X": the time between a noun and its participle.
    pub(super) fn before_participle(&self, clause: usize) -> Option<usize> {
        let Link::Relative(_) = self.parsed.clauses[clause].link else { return None };
        let before = self.parsed.row.verb_at[clause]
            .checked_sub(1)
            .filter(|_| self.parsed.chunks.verbs[clause].tense == Tense::Participle)?;
        if let Some(Item::Time(time)) = self.parsed.row.items.get(before) { Some(*time) } else { None }
    }

    /// "In 2013, when it was founded": the time that "when" takes up.
    pub(super) fn before_when(&self, clause: usize) -> Option<usize> {
        let marker = self.parsed.clauses[clause].marker?;
        if !self.story.text.word(marker).eq_ignore_ascii_case("when") {
            return None;
        }
        let row = &self.parsed.row;
        let at = row.extents.iter().position(|e| e.0 == marker)?;
        let mut before = row.items[..at].iter().rev().skip_while(|i| **i == Item::Comma);
        before.next().and_then(|i| if let Item::Time(t) = i { Some(*t) } else { None })
    }
}
