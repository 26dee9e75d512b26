//! Participants told before: "The acquisition will be completed in May" names none, but tells of what the sentences before have told.

use super::engine::Draft;
use super::frame::Frames;
use super::mention::{Argument, Macro, Status};
use super::retold::{pointer, same_name};
use super::story::{Parsed, Story};

/// How many sentences back "the acquisition" may look.
const MEMORY: usize = 4;

/// How many it may where the same name stands in the same part.
const FAR: usize = 12;

/// Events that a verb only speaks of: "the round was led by Acme".
const DEALS: [&str; 14] = [
    "round",
    "deal",
    "transaction",
    "investment",
    "financing",
    "loan",
    "offering",
    "sale",
    "merger",
    "acquisition",
    "takeover",
    "purchase",
    "contract",
    "settlement",
];

/// Days in court, which are those of the accused told before.
const HEARINGS: [&str; 5] = ["sentencing", "trial", "hearing", "arraignment", "trials"];

/// How many letters the words of one event share: "settled", "settlement".
const STEM: usize = 5;

/// Gives each mention of an event that points back the participants told for it before, in the roles in which it names nobody.
pub(super) fn participants(drafts: &mut [Draft], story: &mut Story<'_, '_>, frames: &Frames) {
    for i in 0..drafts.len() {
        let has = |d: &Draft, role: Macro| d.mention.arguments.iter().any(|a| a.macro_role == role);
        let lacking = [Macro::Agent, Macro::Target].map(|role| !has(&drafts[i], role));
        // A verb that has a participant is no mere "is completed".
        let open = match drafts[i].found.noun {
            Some(_) => lacking[0] || lacking[1],
            None => lacking[1],
        };
        if !open {
            continue;
        }
        let parsed = story.parsed(drafts[i].sentence);
        let Some(event) = pointer(story, &parsed, &drafts[i]).or_else(|| hearing(story, &parsed, &drafts[i])) else {
            continue;
        };
        let hearing = HEARINGS.contains(&story.text.word(event).to_ascii_lowercase().as_str());
        let deal = DEALS.contains(&story.text.word(event));
        if drafts[i].found.noun.is_none() && !lacking[0] && !deal {
            continue;
        }
        let frame = &frames.frames[drafts[i].found.frame];
        let deals = frames.types[frame.kind].priced;
        let here = &drafts[i];
        // "The ban on Acme": what has the same words and name is looked for farther back.
        let far = |d: &Draft| {
            d.sentence + MEMORY >= here.sentence
                || in_part(here, d, frames) && same_stem(story.text.word(event), story.text.word(d.found.head))
        };
        let told = drafts[..i].iter().rev().take_while(|d| d.sentence + FAR >= here.sentence).find(|d| {
            d.sentence < here.sentence
                && far(d)
                && d.mention.kind == here.mention.kind
                && d.mention.status != Status::Denied
                && (deals
                    || hearing
                    || deal && drafts[i].found.noun.is_none()
                    || same_stem(story.text.word(event), story.text.word(d.found.head))
                    || in_part(here, d, frames))
                && !against(here, d)
                && (has(d, if lacking[1] { Macro::Target } else { Macro::Agent }) || hearing && pleads(d))
        });
        let Some(told) = told else { continue };
        // Who pleaded guilty is who will be sentenced.
        if hearing && lacking[1] && pleads(told) {
            let taken = told.mention.arguments.iter().filter(|a| a.macro_role == Macro::Agent);
            let part = frame.roles.iter().find(|r| r.macro_role == Macro::Target);
            let accused = |a: &Argument| Argument {
                role: part.map_or_else(|| a.role.clone(), |r| r.name.clone()),
                macro_role: Macro::Target,
                ..a.clone()
            };
            let taken: Vec<Argument> = taken.map(accused).collect();
            drafts[i].mention.arguments.extend(taken);
            continue;
        }
        let fits = |a: &&Argument| match a.macro_role {
            Macro::Agent => lacking[0] && !hearing,
            Macro::Target => lacking[1],
            _ => false,
        };
        let taken: Vec<Argument> = told.mention.arguments.iter().filter(fits).cloned().collect();
        drafts[i].mention.arguments.extend(taken);
        drafts[i].mention.arguments.sort_by_key(|a| (a.macro_role, a.span.start));
    }
}

/// Whether somebody pleads in it, who is the accused and yet the agent.
fn pleads(draft: &Draft) -> bool {
    draft.mention.arguments.iter().any(|a| a.role.as_ref() == "pleader")
}

/// "Sentencing is scheduled": the bare noun that is the subject.
fn hearing(story: &Story<'_, '_>, parsed: &Parsed, draft: &Draft) -> Option<usize> {
    let subject = parsed.clauses[draft.found.clause?].subject.first()?;
    let head = parsed.chunks.nouns[*subject].head as usize;
    let word = story.text.word(head).to_ascii_lowercase();
    HEARINGS.contains(&word.as_str()).then_some(head)
}

/// Whether two mentions name participants of a role and share none.
fn against(a: &Draft, b: &Draft) -> bool {
    [Macro::Agent, Macro::Target].into_iter().any(|role| {
        let (x, y) = (a.mention.texts(role), b.mention.texts(role));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|t| y.iter().any(|u| same_name(t, u)))
    })
}

/// "The appointment of Daley", where Bill Daley was named before: the same name in the same part, where no affair has steps.
fn in_part(here: &Draft, there: &Draft, frames: &Frames) -> bool {
    let part = |a: &Argument| {
        let mut others = there.mention.arguments.iter();
        a.macro_role == Macro::Target
            && a.text.starts_with(char::is_uppercase)
            && others.any(|b| b.role == a.role && same_name(&a.text, &b.text))
    };
    let kind = &frames.types[frames.frames[here.found.frame].kind];
    !kind.steps && here.mention.arguments.iter().any(part)
}

/// "Attack" and "attacked", "settlement" and "settled".
fn same_stem(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    shared >= STEM || shared >= 3 && shared == a.len().min(b.len())
}
