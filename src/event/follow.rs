//! Words that hang a sentence on the time told before it: "during this time" is that time, "since then" and "then" come after it.

use super::clause::Link;
use super::cue::Cues;
use super::engine::Draft;
use super::mention::{Basis, EventTime, Status, edtf};
use super::story::Story;
use super::when::{Clock, cut};
use crate::text::Tense;
use crate::timex::Interval;

/// How many sentences back the time may have been told.
const MEMORY: usize = 3;

/// How what is told lies to the time told before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hook {
    /// "During this time", "at that time"
    Within,
    /// "Since then", "then"
    After,
}

/// The time of the undated mention `i` whose words hang it on the time told last.
pub(super) fn hung(drafts: &[Draft], i: usize, story: &mut Story<'_, '_>, cues: &Cues) -> Option<EventTime> {
    let here = &drafts[i];
    if here.mention.status == Status::Planned {
        return None;
    }
    let hook = hook(here, story)?;
    let mut time = told_last(drafts, i, story, cues)?;
    if hook == Hook::After {
        let earliest = time.interval.earliest.filter(|e| story.dct.is_none_or(|d| *e <= d))?;
        time.interval = Interval::new(Some(earliest), story.dct);
        time.edtf = edtf(time.interval);
        time.value = None;
    }
    Some(time)
}

fn hook(here: &Draft, story: &mut Story<'_, '_>) -> Option<Hook> {
    let sentence = story.text.sentences[here.sentence];
    let (first, end) = (sentence.first as usize, sentence.end as usize);
    let word = |at: usize| if at < end { story.text.word(at).to_ascii_lowercase() } else { String::new() };
    let opening = [word(first), word(first + 1), word(first + 2)];
    match [opening[0].as_str(), opening[1].as_str(), opening[2].as_str()] {
        ["during" | "in" | "over" | "throughout", "this" | "that", "time" | "period"] => return Some(Hook::Within),
        ["at", "that" | "this", "time" | "point"] => return Some(Hook::Within),
        ["since", "then", _] | ["after", "that" | "this", ","] => return Some(Hook::After),
        _ => {}
    }
    let parsed = story.parsed(here.sentence);
    let verb = &parsed.chunks.verbs[here.found.clause?];
    let (before, behind) = ((verb.first as usize).saturating_sub(1).max(first), (verb.end as usize).min(end));
    let then = (before..behind).any(|at| {
        matches!(story.text.word(at).to_ascii_lowercase().as_str(), "then" | "later" | "subsequently" | "afterwards")
    });
    then.then_some(Hook::After)
}

/// The time of the last dated mention or clause before the mention's sentence.
fn told_last(drafts: &[Draft], i: usize, story: &mut Story<'_, '_>, cues: &Cues) -> Option<EventTime> {
    let here = drafts[i].sentence;
    for index in (here.saturating_sub(MEMORY)..here).rev() {
        // The drafts stand in the order of their sentences.
        let told = drafts[..i].iter().rev().skip_while(|d| d.sentence > index).take_while(|d| d.sentence == index);
        let timed = told.clone().find(|d| d.dated || d.mention.time.basis == Basis::Context);
        if let Some(draft) = timed {
            return (draft.mention.status != Status::Planned).then(|| draft.mention.time.clone());
        }
        if !story.has_times(index) {
            continue;
        }
        let parsed = story.parsed(index);
        if let Some(reference) = (Clock { story, cues, parsed: &parsed }).reference() {
            return Some(reference.time);
        }
    }
    None
}

/// The time at which a sentence leaves the reader.
pub(crate) struct Reference {
    pub(crate) time: EventTime,
    /// Both ends of a stretch were told: "from 2011 through 2014".
    pub(crate) stretch: bool,
}

impl Clock<'_, '_, '_> {
    /// The time at which a sentence in the past leaves the reader: that of its last main clause in the simple past which has one.
    pub(crate) fn reference(&self) -> Option<Reference> {
        let verbs = &self.parsed.chunks.verbs;
        let told = (0..verbs.len()).rev().filter(|c| {
            let reported = |up: usize| self.cues.is_reporting(self.story.lexicon, verbs[up].lemma);
            let main = match self.parsed.clauses[*c].link {
                Link::Main | Link::Coordinate(_) => true,
                Link::Complement(up) => reported(up),
                _ => false,
            };
            main && verbs[*c].tense == Tense::Past
                && !verbs[*c].perfect
                && !super::chain::is_behind(self.story, self.parsed, *c)
        });
        let past = told.clone().next().is_some();
        let time = told.filter_map(|c| self.best(&self.parsed.clauses[c].times, 0)).next();
        let time = time.or_else(|| past.then(|| self.best(&self.opening(), 0)).flatten())?;
        let timex = self.timex(time);
        let mut interval = timex.interval?;
        let other = timex.range_with.and_then(|i| self.story.timexes.get(i)).and_then(|t| t.interval);
        if let Some(other) = other {
            let (lo, hi) = if other.earliest < interval.earliest { (other, interval) } else { (interval, other) };
            interval = Interval::new(lo.earliest, hi.latest);
        }
        let interval = cut(interval, self.story.dct, false);
        Some(Reference {
            time: EventTime {
                interval,
                value: other.is_none().then(|| timex.value.clone()),
                edtf: edtf(interval),
                expression: None,
                basis: Basis::Context,
            },
            stretch: other.is_some(),
        })
    }
}
