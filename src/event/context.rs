//! Time from the story: what is the news of the day, and what was dated elsewhere in the document.

use chrono::NaiveDate;

use super::engine::Draft;
use super::find::Found;
use super::mention::{Basis, Macro, Mention, Status};
use super::story::Parsed;
use crate::text::{Tense, Text};

/// The first sentences of a document tell its news.
const LEAD: usize = 2;

/// Whether an undated event is what the document reports as new: told in its lead, not in the pluperfect.
pub(super) fn is_news(parsed: &Parsed, found: &Found, index: usize) -> bool {
    let pluperfect = found.clause.is_some_and(|c| {
        let verb = &parsed.chunks.verbs[c];
        verb.perfect && verb.tense == Tense::Past
    });
    index < LEAD && !pluperfect
}

/// How many mentions before and behind may date an undated one.
const REACH: usize = 40;

/// How many sentences a narrative's date reaches.
const CHAIN: usize = 2;

/// Gives undated mentions the time of a dated one: of the same event (same type, shared participants, statuses that go together), or, in a narrative, of the
/// sentences before it in the paragraph.
pub(super) fn carry(drafts: &mut [Draft], text: &Text<'_>, dct: Option<NaiveDate>) {
    let narrative = is_narrative(drafts, dct);
    for i in 0..drafts.len() {
        if !drafts[i].is_loose() {
            continue;
        }
        let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
        let source = near
            .filter(|j| *j != i && drafts[*j].dated && same_event(&drafts[i].mention, &drafts[*j].mention))
            .min_by_key(|j| (drafts[*j].sentence.abs_diff(drafts[i].sentence), *j))
            .or_else(|| narrative.then(|| chained(drafts, i, text)).flatten());
        if let Some(j) = source {
            let mut time = drafts[j].mention.time.clone();
            time.basis = Basis::Context;
            time.expression = None;
            drafts[i].mention.time = time;
        }
    }
}

/// Whether most dated events lie far back: a history, not the news.
fn is_narrative(drafts: &[Draft], dct: Option<NaiveDate>) -> bool {
    let dated: Vec<&Draft> = drafts.iter().filter(|d| d.dated).collect();
    let far = |d: &&&Draft| match (d.mention.time.interval.latest, dct) {
        (Some(latest), Some(day)) => (day - latest).num_days() > 180,
        (Some(_), None) => true,
        _ => false,
    };
    dated.len() >= 3 && dated.iter().filter(far).count() * 3 > dated.len() * 2
}

/// The dated happening just before, in the same paragraph.
fn chained(drafts: &[Draft], i: usize, text: &Text<'_>) -> Option<usize> {
    let here = &drafts[i];
    if here.mention.status == Status::Planned {
        return None;
    }
    let j = (i.saturating_sub(REACH)..i).rev().find(|j| drafts[*j].dated)?;
    let source = &drafts[j];
    let close = here.sentence - source.sentence <= CHAIN && source.mention.status == Status::Happened;
    let unbroken = (source.sentence + 1..=here.sentence).all(|s| !text.sentences[s].paragraph);
    (close && unbroken).then_some(j)
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
