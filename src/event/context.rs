//! Time from the story: what is the news of the day, and what was dated elsewhere in the document.

use super::engine::Draft;
use super::find::Found;
use super::mention::{Basis, Macro, Mention, Status};
use super::story::Parsed;
use crate::text::{Tense, Text};

/// The first sentences of a document tell its news.
const LEAD: usize = 2;

/// Whether an undated event is what the document reports as new: told in its lead, not in the pluperfect.
pub(super) fn is_news(parsed: &Parsed, found: &Found, index: usize, _text: &Text<'_>) -> bool {
    let pluperfect = found.clause.is_some_and(|c| {
        let verb = &parsed.chunks.verbs[c];
        verb.perfect && verb.tense == Tense::Past
    });
    index < LEAD && !pluperfect
}

/// Gives an undated mention the time of a dated one of the same event: same type, a shared participant, statuses that go together.
pub(super) fn carry(drafts: &mut [Draft], _text: &Text<'_>) {
    for i in 0..drafts.len() {
        if !drafts[i].is_loose() {
            continue;
        }
        let source = (0..drafts.len())
            .filter(|j| *j != i && drafts[*j].dated && same_event(&drafts[i].mention, &drafts[*j].mention))
            .min_by_key(|j| (drafts[*j].sentence.abs_diff(drafts[i].sentence), *j));
        if let Some(j) = source {
            let mut time = drafts[j].mention.time.clone();
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
