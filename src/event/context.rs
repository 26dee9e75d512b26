//! Time from the story: what is the news of the day, and what was dated elsewhere in the document.

use super::clause::Link;
use super::cue::Cues;
use super::engine::Draft;
use super::find::Found;
use super::frame::Frames;
use super::mention::{Basis, EventTime};
use super::story::{Parsed, Story};
use crate::text::Tense;

/// The first sentences of a document tell its news.
pub(super) const LEAD: usize = 2;

/// Whether an undated event is what the document reports as new: told in its lead, and neither in the pluperfect nor as what came before the news ("after
/// …", "in response to …").
pub(super) fn is_news(story: &Story<'_, '_>, parsed: &Parsed, found: &Found, index: usize) -> bool {
    let Some(clause) = found.clause else { return index < LEAD };
    let verb = &parsed.chunks.verbs[clause];
    let pluperfect = verb.perfect && verb.tense == Tense::Past;
    let marker = parsed.clauses[clause].marker.map(|m| story.text.word(m));
    let earlier = found.noun.is_none()
        && marker.is_some_and(|m| {
            matches!(m.to_ascii_lowercase().as_str(), "after" | "since" | "when" | "once" | "because")
        });
    if opens_with_example(story, index) || follows_on(story, parsed, found) || is_known(parsed, found, clause) {
        return false;
    }
    // "Is partnering", "are charged": what is being done is news wherever it is told.
    let present = verb.tense == Tense::Present && !verb.perfect && verb.modal.is_none() && found.noun.is_none();
    let doing = present && (verb.progressive || verb.passive);
    (index < LEAD || doing) && !pluperfect && !earlier
}

/// "Northwind, which bought Fabrikam, named a chief", "the decision to ban it could cost", "Norland's ban will raise prices": what a reader is taken to know.
fn is_known(parsed: &Parsed, found: &Found, clause: usize) -> bool {
    let verbs = &parsed.chunks.verbs;
    if let Some(noun) = found.noun {
        let owned = parsed.chunks.nouns[noun].possessor.is_some();
        return owned
            && (parsed.clauses[clause].subject.contains(&noun) && verbs[clause].modal.is_some()
                || is_before_modal(parsed, noun));
    }
    match parsed.clauses[clause].link {
        Link::Relative(_) => verbs[clause].tense == Tense::Past && !verbs[clause].perfect,
        Link::OfNoun(noun) => {
            let owned = parsed.chunks.nouns[noun].possessor.is_some();
            owned
                && (is_before_modal(parsed, noun)
                    || (0..verbs.len()).any(|c| verbs[c].modal.is_some() && parsed.clauses[c].subject.contains(&noun)))
        }
        _ => false,
    }
}

/// Whether the first finite verb of the sentence stands behind the noun and has a modal: "blowback from Norland's ban could cost".
fn is_before_modal(parsed: &Parsed, noun: usize) -> bool {
    let mut verbs = parsed.chunks.verbs.iter();
    let finite = verbs.find(|v| matches!(v.tense, Tense::Past | Tense::Present | Tense::Future));
    finite.is_some_and(|v| v.modal.is_some() && v.first >= parsed.chunks.nouns[noun].end)
}

/// "For example, …": what is told in support of the news, not the news.
fn opens_with_example(story: &Story<'_, '_>, index: usize) -> bool {
    let sentence = story.text.sentences[index];
    let first = sentence.first as usize;
    first + 1 < sentence.end as usize
        && story.text.word(first).eq_ignore_ascii_case("for")
        && matches!(story.text.word(first + 1), "example" | "instance")
}

/// "In response to a petition", "after a raid", "following the sale": an event noun that names what came before the news.
fn follows_on(story: &Story<'_, '_>, parsed: &Parsed, found: &Found) -> bool {
    // "In response to a petition filed by Acme"
    let described = |c: usize| match parsed.clauses[c].link {
        Link::Relative(noun) if parsed.chunks.verbs[c].tense == Tense::Participle => Some(noun),
        _ => None,
    };
    let Some(noun) = found.noun.or_else(|| described(found.clause?)) else { return false };
    let first = parsed.chunks.nouns[noun].first as usize;
    let before = |back: usize| first.checked_sub(back).map_or("", |at| story.text.word(at));
    matches!(before(1), "after" | "After" | "following" | "Following") || (before(1) == "to" && before(2) == "response")
}

/// How many mentions before and behind may date an undated one.
pub(super) const REACH: usize = 40;

/// Gives undated mentions the time of a dated one: of the same event (same type, shared participants, statuses that go together), or, in a narrative, of the
/// sentences before it.
pub(super) fn carry(drafts: &mut [Draft], story: &mut Story<'_, '_>, cues: &Cues, frames: &Frames) {
    let dct = story.dct;
    for i in 0..drafts.len() {
        let better = super::finer::told_better(drafts, i, story, frames);
        if let Some(mut time) = better.or_else(|| super::occur::occurred(drafts, i, story, cues, frames)) {
            time.basis = Basis::Context;
            time.expression = None;
            drafts[i].mention.time = time;
        }
        if !drafts[i].is_loose() {
            continue;
        }
        if said_before(&drafts[i], story) {
            continue;
        }
        // "In response to a petition": what came before the news is not of its day.
        let known = {
            let parsed = story.parsed(drafts[i].sentence);
            let found = &drafts[i].found;
            follows_on(story, &parsed, found) || found.clause.is_some_and(|c| is_known(&parsed, found, c))
        };
        let news = |t: &EventTime| t.basis == Basis::Document || t.interval.earliest == dct && dct.is_some();
        let time = super::follow::hung(drafts, i, story, cues)
            .or_else(|| super::retold::told_before(drafts, i, story, frames))
            .or_else(|| super::chain::continued(drafts, i, story, cues, frames))
            .or_else(|| super::occur::affair(drafts, i, story, frames));
        // What lies before some day has not taken place behind it.
        let bound = drafts[i].mention.time.interval.latest;
        let fits = |t: &EventTime| bound.zip(t.interval.earliest).is_none_or(|(latest, earliest)| earliest <= latest);
        if let Some(mut time) = time.filter(fits).filter(|t| !(known && news(t))) {
            time.basis = Basis::Context;
            time.expression = None;
            drafts[i].mention.time = time;
        }
    }
    for i in 0..drafts.len() {
        if drafts[i].mention.time.basis != Basis::None {
            continue;
        }
        if let Some(time) = joined(drafts, i, story) {
            drafts[i].mention.time = time;
        }
    }
}

/// "Previously pleaded guilty", "the previous ruling": at no time that has been told.
fn said_before(draft: &Draft, story: &mut Story<'_, '_>) -> bool {
    if let Some(noun) = draft.found.noun {
        let group = story.parsed(draft.sentence).chunks.nouns[noun];
        let word = |i: u32| story.text.word(i as usize);
        return (group.first..group.head).any(|i| matches!(word(i), "previous" | "earlier" | "prior" | "former"));
    }
    let Some(clause) = draft.found.clause else { return false };
    let parsed = story.parsed(draft.sentence);
    let verb = &parsed.chunks.verbs[clause];
    let first = (verb.first as usize).saturating_sub(1).max(story.text.sentences[draft.sentence].first as usize);
    (first..verb.end as usize).any(|i| matches!(story.text.word(i), "previously" | "formerly" | "Previously"))
}

/// "She was sentenced to a year in prison and ordered to pay": what "and" joins to an event whose time was found elsewhere is of that time, too.
fn joined(drafts: &[Draft], i: usize, story: &mut Story<'_, '_>) -> Option<EventTime> {
    let here = &drafts[i];
    let clause = here.found.clause.filter(|_| here.found.noun.is_none() && !here.dated)?;
    let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
    let parsed = story.parsed(here.sentence);
    let Link::Coordinate(up) = parsed.clauses[clause].link else { return None };
    let plain = |c: usize| {
        matches!(parsed.chunks.verbs[c].tense, Tense::Past | Tense::Participle) && !parsed.chunks.verbs[c].perfect
    };
    let first = drafts[near].iter().find(|d| {
        d.sentence == here.sentence
            && d.found.clause == Some(up)
            && d.found.noun.is_none()
            && d.mention.status == here.mention.status
            && matches!(d.mention.time.basis, Basis::Context | Basis::Document)
    })?;
    (plain(clause) && plain(up) && here.mention.status != super::mention::Status::Planned)
        .then(|| first.mention.time.clone())
}
