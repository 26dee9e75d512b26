//! The same event told again with a better date: what another sentence says of it itself goes before the day on which it was announced, and a day before
//! the year around it.

use super::context::REACH;
use super::engine::Draft;
use super::frame::Frames;
use super::mention::{Basis, EventTime, Macro, Status};
use super::retold::same_event;
use super::story::Story;
use crate::timex::Interval;

/// The time that another mention of the dated event `i` tells better.
pub(super) fn told_better(drafts: &[Draft], i: usize, story: &Story<'_, '_>, frames: &Frames) -> Option<EventTime> {
    let here = &drafts[i];
    let time = &here.mention.time;
    let announced = time.basis == Basis::Announcement && here.mention.status != Status::Planned;
    // Of a stretch over years nobody can tell whether one day in it is meant.
    let days = length(time.interval);
    let wide = time.basis == Basis::Expression && days.is_some_and(|days| (2..=366).contains(&days));
    if !here.dated || !(announced || wide) {
        return None;
    }
    let steps = frames.types[frames.frames[here.found.frame].kind].steps;
    let figures = frames.types[frames.frames[here.found.frame].kind].figures;
    let better = |d: &Draft| {
        let theirs = d.mention.time.interval;
        let told = d.dated && d.mention.time.basis == Basis::Expression;
        let fits = if announced {
            theirs.latest.zip(time.interval.latest).is_some_and(|(a, b)| a < b) && theirs.earliest.is_some()
        } else {
            // "Reopened this week", "is now open": today is but where the week is cut.
            let short = length(theirs).zip(days).is_some_and(|(short, long)| short * 4 <= long);
            short && is_within(theirs, time.interval) && (theirs.earliest != story.dct || theirs.earliest.is_none())
        };
        // "Have risen 40% this year, fell 4% on Tuesday"
        let (a, b) = (here.mention.texts(Macro::Amount), d.mention.texts(Macro::Amount));
        let apart = figures && !a.is_empty() && !b.is_empty() && !a.iter().any(|a| b.contains(a));
        told && fits && !apart
    };
    let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
    let same = near
        .filter(|j| *j != i && better(&drafts[*j]) && same_event(here, &drafts[*j], steps, story))
        .min_by_key(|j| (length(drafts[*j].mention.time.interval), drafts[*j].sentence.abs_diff(here.sentence)))?;
    Some(drafts[same].mention.time.clone())
}

fn length(interval: Interval) -> Option<i64> {
    Some((interval.latest? - interval.earliest?).num_days() + 1)
}

/// Whether `inner` is a part of `outer`, and not the whole.
fn is_within(inner: Interval, outer: Interval) -> bool {
    let (Some(a), Some(b), Some(lo), Some(hi)) = (inner.earliest, inner.latest, outer.earliest, outer.latest) else {
        return false;
    };
    lo <= a && b <= hi && inner != outer
}
