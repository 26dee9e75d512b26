//! Narratives: an undated sentence in the simple past goes on with the time of the sentence before it.

use super::clause::Link;
use super::context::REACH;
use super::cue::Cues;
use super::engine::Draft;
use super::frame::Frames;
use super::mention::{Basis, EventTime, Macro, Mention, Status, edtf};
use super::retold::same_name;
use super::story::{Parsed, Story};
use super::when::Clock;
use crate::text::Tense;
use crate::timex::Interval;

/// How many sentences a narrative's date reaches.
const CHAIN: usize = 2;

/// How many sentences it reaches where a word says that the story goes on: "also", or one figure after another.
const SERIES: usize = 5;

/// The time that the undated mention `i` takes over from the sentences before it.
pub(super) fn continued(
    drafts: &[Draft],
    i: usize,
    story: &mut Story<'_, '_>,
    cues: &Cues,
    frames: &Frames,
) -> Option<EventTime> {
    let here = &drafts[i];
    let deeds = frames.types[frames.frames[here.found.frame].kind].crimes;
    // Looking through all of them would take a long document's length squared.
    let before = &drafts[i.saturating_sub(REACH)..i];
    let status = here.mention.status;
    if !matches!(status, Status::Happened | Status::Alleged) {
        return None;
    }
    // What shares do is of the day.
    if here.mention.texts(Macro::Target).iter().any(|t| t.contains("share") || t.contains("stock")) {
        return None;
    }
    let parsed = story.parsed(here.sentence);
    let verb = here.found.clause.map(|c| &parsed.chunks.verbs[c]);
    let past = verb.is_some_and(|v| v.tense == Tense::Past && !v.perfect);
    if let Some(draft) = before.iter().rev().find(|d| is_series(here, d, past)) {
        return Some(draft.mention.time.clone());
    }
    // "Protesters gathered on Monday. Police arrested 40 people": where a lead's own words say when, its second sentence goes on with it.
    let news = here.mention.time.basis == Basis::Document;
    if !past || news && here.sentence != 1 {
        return None;
    }
    // "Before he moved there, …" goes back.
    let opening = story.text.sentences[here.sentence].first as usize;
    if matches!(story.text.word(opening), "Before" | "Prior" | "Previously" | "Earlier") {
        return None;
    }
    let also = verb.is_some_and(|v| {
        let first = (v.first as usize).saturating_sub(1);
        (first..=v.end as usize).any(|t| t < story.text.tokens.len() && story.text.word(t).eq_ignore_ascii_case("also"))
    });
    if also && let Some(draft) = before.iter().rev().find(|d| is_like(here, d)) {
        return Some(draft.mention.time.clone());
    }
    for back in 1..=(if also { SERIES } else { CHAIN }).min(here.sentence) {
        let index = here.sentence - back;
        // Nothing dates a sentence without a time: it need not be parsed.
        if !story.has_times(index) && !before.iter().any(|d| d.sentence == index && d.dated) {
            continue;
        }
        let parsed = story.parsed(index);
        // "Litware, founded in 2008, employs 300", "entered the market after the law passed in May": what is told beside the story is no step of it.
        let told = |d: &Draft| {
            let main =
                d.found.clause.is_some_and(|c| matches!(parsed.clauses[c].link, Link::Main | Link::Coordinate(_)));
            let time = &d.mention.time;
            if news && (!main || time.basis != Basis::Expression || is_long(time.interval)) {
                return false;
            }
            d.found.noun.is_some()
                || d.found.clause.is_none_or(|c| {
                    let relative = matches!(parsed.clauses[c].link, Link::Relative(_));
                    (!relative || parsed.chunks.verbs[c].tense != Tense::Participle) && !is_behind(story, &parsed, c)
                })
        };
        let step = |d: &&Draft| d.sentence == index && d.dated && told(d);
        // "Exploited a flaw to steal data. They used …": a purpose is no step of it.
        let last = before.iter().rev().find(step);
        let same = |d: &&Draft| step(d) && d.mention.status == status && d.mention.kind == here.mention.kind;
        let apart = last.is_some_and(|d| d.mention.status != status);
        if let Some(draft) = before.iter().rev().find(same).filter(|_| apart).or(last) {
            // "Has doubled this year": what holds to this day is no step of a narrative.
            let holds = draft.found.clause.is_some_and(|c| {
                let verb = &parsed.chunks.verbs[c];
                verb.perfect && verb.tense == Tense::Present
            });
            let steps = |d: &Draft| frames.types[frames.frames[d.found.frame].kind].steps;
            // What somebody is charged with does not go on with what is told of the case, nor does what a paper of it tells.
            let case = steps(draft) && (deeds || story.text.word(opening).eq_ignore_ascii_case("according"));
            // "Roe pleaded guilty on May 3. … Lee, 34, was sentenced": another one's case.
            let told = draft.mention.time.interval;
            let today = told.latest == story.dct || is_long(told);
            let apart = !also && !today && steps(draft) && steps(here) && are_apart(&here.mention, &draft.mention);
            let later = steps(here) && here.mention.rule != draft.mention.rule;
            let parted = holds || case || apart || news && later;
            let step = draft.mention.status == status && !parted;
            let time = draft.mention.time.clone();
            return step.then(|| if later { behind(time, story) } else { time });
        }
        let clock = Clock { story, cues, parsed: &parsed };
        if let Some(reference) = clock.reference().filter(|_| !news) {
            // "From 2011 through 2014 he ran the scheme": deeds go on with it, what the court found does not.
            let goes_on = status == Status::Happened && (!reference.stretch || deeds);
            return goes_on.then_some(reference.time);
        }
    }
    None
}

/// Figures that follow each other are those of one period: "Revenue rose 5 % in 2015. … Profit fell 2 %."
fn is_series(here: &Draft, draft: &Draft, past: bool) -> bool {
    let figure = |d: &Draft| !d.mention.texts(Macro::Amount).is_empty();
    let interval = draft.mention.time.interval;
    past && draft.dated
        && here.sentence - draft.sentence <= SERIES
        && here.mention.kind == draft.mention.kind
        && draft.mention.time.basis == Basis::Expression
        && figure(here)
        && figure(draft)
        && interval.earliest.is_some()
        && interval.earliest != interval.latest
}

/// "Acme showed a chip on Monday. … It also showed a server": what is done also is done with its like.
fn is_like(here: &Draft, draft: &Draft) -> bool {
    let agents = here.mention.texts(Macro::Agent);
    let happened = draft.mention.status == Status::Happened;
    happened
        && (draft.dated || draft.mention.time.basis == Basis::Document)
        && draft.sentence < here.sentence
        && here.mention.rule == draft.mention.rule
        && (draft.mention.texts(Macro::Agent).iter().any(|a| agents.contains(a)) || is_pronoun(here))
}

/// "It also", "the company also": whoever the name is that the words stand for, they go on with what was told.
fn is_pronoun(here: &Draft) -> bool {
    let sentence = here.mention.sentence;
    let mut agents = here.mention.arguments.iter().filter(|a| a.macro_role == Macro::Agent).peekable();
    agents.peek().is_some() && agents.all(|a| a.span.start < sentence.start || a.span.start >= sentence.end)
}

/// Whether a clause stands behind "after" or "because", or is part of one that does: it goes back behind what is being told.
pub(super) fn is_behind(story: &Story<'_, '_>, parsed: &Parsed, clause: usize) -> bool {
    let mut at = clause;
    for _ in 0..4 {
        let verb = &parsed.chunks.verbs[at];
        let marker = parsed.clauses[at].marker.filter(|m| *m < verb.first as usize);
        if marker.is_some_and(|m| matches!(story.text.word(m), "after" | "since" | "because" | "although" | "though")) {
            return true;
        }
        match parsed.clauses[at].link {
            Link::Complement(up) | Link::Adjunct(up) | Link::Coordinate(up) if up != at => at = up,
            _ => return false,
        }
    }
    false
}

/// "Was sued in 1998. … A judge sided with": the next step of an affair that one year does not hold came in that year or later.
fn behind(time: EventTime, story: &Story<'_, '_>) -> EventTime {
    if !is_long(time.interval) || story.dct.is_none_or(|dct| time.interval.latest.is_none_or(|latest| latest > dct)) {
        return time;
    }
    let interval = Interval::new(time.interval.earliest, story.dct);
    EventTime { interval, value: None, edtf: edtf(interval), ..time }
}

/// Whether so long a time holds more than one step of an affair.
fn is_long(interval: Interval) -> bool {
    let bounds = interval.earliest.zip(interval.latest);
    bounds.is_some_and(|(earliest, latest)| (latest - earliest).num_days() > 300)
}

/// Whether both have participants and share none.
fn are_apart(a: &Mention, b: &Mention) -> bool {
    let (a, b) = (names(a), names(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| same_name(x, y)))
}

fn names(mention: &Mention) -> Vec<&str> {
    [mention.texts(Macro::Agent), mention.texts(Macro::Target)].concat()
}
