//! "The breach took place between May and July": a sentence that tells no more of an accident or crime than when it was, for what the sentences around it
//! tell of it.

use super::cue::Cues;
use super::engine::Draft;
use super::frame::Frames;
use super::mention::{Basis, EventTime, Status, edtf};
use super::retold::apart;
use super::story::{Parsed, Story};
use super::when::{Clock, cut};
use crate::text::Tense;
use crate::timex::{Interval, Relation, TimexType};

/// How many sentences before and behind may tell it.
const NEAR: usize = 5;

/// The day on which "the attack" that mention `i` tells of took place, by a sentence that only dates it.
pub(super) fn occurred(
    drafts: &[Draft],
    i: usize,
    story: &mut Story<'_, '_>,
    cues: &Cues,
    frames: &Frames,
) -> Option<EventTime> {
    let here = &drafts[i];
    let kind = frames.frames[here.found.frame].kind;
    let open = here.is_loose() || here.mention.time.basis == Basis::Announcement;
    if !frames.types[kind].crimes || !open || here.mention.status == Status::Planned {
        return None;
    }
    let (from, to) = (here.sentence.saturating_sub(NEAR), (here.sentence + NEAR + 1).min(story.text.sentences.len()));
    let mut near: Vec<usize> = (from..to).filter(|s| says_when(story, *s)).collect();
    near.sort_by_key(|s| s.abs_diff(here.sentence));
    near.into_iter().find_map(|index| {
        let parsed = story.parsed(index);
        dated(story, &parsed, cues, frames, kind)
    })
}

/// Whether a sentence has a time and a word for happening.
fn says_when(story: &Story<'_, '_>, index: usize) -> bool {
    let Some(class) = story.lexicon.class("occur_verb") else { return false };
    let sentence = story.text.sentences[index];
    let tokens = &story.text.tokens[sentence.range()];
    story.has_times(index) && tokens.iter().any(|t| story.lexicon.lemma_is(t.word, class))
}

fn dated(story: &Story<'_, '_>, parsed: &Parsed, cues: &Cues, frames: &Frames, kind: usize) -> Option<EventTime> {
    let class = story.lexicon.class("occur_verb")?;
    let place = |token: usize| story.text.tokens.get(token).is_some_and(|_| story.text.word(token) == "place");
    let clock = Clock { story, cues, parsed };
    parsed.clauses.iter().enumerate().find_map(|(c, clause)| {
        let verb = &parsed.chunks.verbs[c];
        let takes = story.lexicon.text(verb.lemma) == "take" && place(verb.end as usize);
        let happens = story.lexicon.is(verb.lemma, class) && (takes || story.lexicon.text(verb.lemma) != "take");
        let past = verb.tense == Tense::Past && !verb.negated;
        let subject = *clause.subject.first().filter(|_| happens && past)?;
        let group = &parsed.chunks.nouns[subject];
        let word = story.text.tokens[group.head as usize].word;
        let first = story.text.word(group.first as usize);
        let points = ["the", "this", "that", "these", "those"].iter().any(|d| first.eq_ignore_ascii_case(d));
        let tells = |lemma| {
            let triggers = frames.triggers.get(&lemma);
            triggers.is_some_and(|t| t.iter().any(|t| t.noun && frames.frames[t.frame].kind == kind))
        };
        let general = story.lexicon.class("mishap_noun").is_some_and(|c| story.lexicon.lemma_is(word, c));
        let event = general || tells(word) || story.lexicon.lemmas(word).iter().any(|(lemma, _)| tells(*lemma));
        let mut times = clause.times.to_vec();
        times.extend(clock.opening());
        let time = clock.best(&times, verb.head as usize).filter(|_| points && event && !apart(story, group))?;
        let timex = clock.timex(time);
        // "At 6 a.m.": of a day that is not told.
        if timex.kind == TimexType::Time && timex.interval.and_then(|i| i.earliest) == story.dct {
            return None;
        }
        let other = timex.range_with.and_then(|i| story.timexes.get(i)).and_then(|t| t.interval);
        let mut interval = timex.interval?;
        if let Some(other) = other {
            let (lo, hi) = if other.earliest < interval.earliest { (other, interval) } else { (interval, other) };
            interval = Interval::new(lo.earliest, hi.latest);
        } else if !matches!(timex.relation, Relation::At) {
            return None;
        }
        let interval = cut(interval, story.dct, false);
        Some(EventTime {
            interval,
            value: other.is_none().then(|| timex.value.clone()),
            edtf: edtf(interval),
            expression: None,
            basis: Basis::Context,
        })
    })
}

/// For how many days an accident or crime is what its news tell of.
const FRESH: i64 = 150;

/// The one time that the news of an accident or crime have for it: "Hackers stole the data …. The numbers were exposed between May and July."
pub(super) fn affair(drafts: &[Draft], i: usize, story: &mut Story<'_, '_>, frames: &Frames) -> Option<EventTime> {
    let here = &drafts[i];
    let kind = |d: &Draft| frames.frames[d.found.frame].kind;
    let done = |d: &Draft| matches!(d.mention.status, Status::Happened | Status::Alleged);
    let dct = story.dct?;
    if !frames.types[kind(here)].crimes || !done(here) {
        return None;
    }
    let parsed = story.parsed(here.sentence);
    let group = here.found.noun.or_else(|| parsed.clauses[here.found.clause?].subject.first().copied());
    if group.is_some_and(|n| apart(story, &parsed.chunks.nouns[n])) {
        return None;
    }
    let verb = here.found.clause.map(|c| &parsed.chunks.verbs[c]);
    // "Had attacked it before", "is accused of having stolen": what the lead tells in the past is of the day.
    let before = verb.is_some_and(|v| v.perfect && v.tense == Tense::Past);
    let news = here.mention.time.basis == Basis::Document && here.mention.status != Status::Alleged;
    if before || news {
        return None;
    }
    let mut told = drafts
        .iter()
        .filter(|d| kind(d) == kind(here) && done(d) && d.dated && d.mention.time.basis == Basis::Expression);
    let time = &told.next()?.mention.time;
    let (earliest, latest) = (time.interval.earliest?, time.interval.latest?);
    let fresh = latest < dct && (dct - latest).num_days() <= FRESH && (latest - earliest).num_days() <= FRESH;
    (fresh && told.all(|d| d.mention.time.interval == time.interval)).then(|| time.clone())
}
