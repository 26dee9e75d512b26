//! Time from the story: what is the news of the day, and what was dated elsewhere in the document.

use super::cue::Cues;
use super::engine::Draft;
use super::find::Found;
use super::mention::{Basis, Macro, Mention, Status};
use super::story::{Parsed, Story};
use crate::text::Tense;

/// The first sentences of a document tell its news.
const LEAD: usize = 2;

/// Whether an undated event is what the document reports as new: told in its lead, and neither in the pluperfect nor as what came before the news ("after
/// …", "in response to …").
pub(super) fn is_news(story: &Story<'_, '_>, parsed: &Parsed, found: &Found, index: usize) -> bool {
    let Some(clause) = found.clause else { return index < LEAD };
    let verb = &parsed.chunks.verbs[clause];
    let pluperfect = verb.perfect && verb.tense == Tense::Past;
    let marker = parsed.clauses[clause].marker.map(|m| story.text.word(m));
    let earlier = found.noun.is_none() && matches!(marker, Some("after" | "After" | "since" | "Since"));
    // "Is partnering", "are charged": what is being done is news wherever it is told.
    let present = verb.tense == Tense::Present && !verb.perfect && verb.modal.is_none() && found.noun.is_none();
    let doing = present && (verb.progressive || verb.passive);
    (index < LEAD || doing) && !pluperfect && !earlier
}

/// How many mentions before and behind may date an undated one.
const REACH: usize = 40;

/// Gives undated mentions the time of a dated one: of the same event (same type, shared participants, statuses that go together), or, in a narrative, of the
/// sentences before it.
pub(super) fn carry(drafts: &mut [Draft], story: &mut Story<'_, '_>, cues: &Cues) {
    for i in 0..drafts.len() {
        if !drafts[i].is_loose() {
            continue;
        }
        let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
        let same = near
            .filter(|j| *j != i && drafts[*j].dated && same_event(&drafts[i].mention, &drafts[*j].mention))
            .min_by_key(|j| (drafts[*j].sentence.abs_diff(drafts[i].sentence), *j));
        let time = match same {
            Some(j) => Some(drafts[j].mention.time.clone()),
            None => super::chain::continued(drafts, i, story, cues),
        };
        if let Some(mut time) = time {
            time.basis = Basis::Context;
            time.expression = None;
            drafts[i].mention.time = time;
        }
    }
}

fn same_event(a: &Mention, b: &Mention) -> bool {
    if a.kind != b.kind || (a.status == Status::Planned) != (b.status == Status::Planned) {
        return false;
    }
    let shares = |role: Macro| a.texts(role).iter().any(|x| b.texts(role).iter().any(|y| same_name(x, y)));
    let both_have = |role: Macro| !a.texts(role).is_empty() && !b.texts(role).is_empty();
    match (both_have(Macro::Agent), both_have(Macro::Target)) {
        (true, true) => shares(Macro::Agent) && shares(Macro::Target),
        (false, true) => shares(Macro::Target),
        _ => false,
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
