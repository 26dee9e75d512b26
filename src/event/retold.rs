//! The same event told again: which dated mention of the document an undated one repeats, by type, participants, trigger and definite nouns.

use super::clause::Link;
use super::context::{LEAD, REACH};
use super::engine::Draft;
use super::frame::Frames;
use super::mention::{Basis, EventTime, Macro, Mention, Status};
use super::story::{Parsed, Story};
use crate::document::Span;
use crate::text::{NounGroup, Tense};

/// For how many days an event is news.
const FRESH: i64 = 60;

/// How many sentences back "the attack" may look.
const MEMORY: usize = 12;

/// Words that tell an event from the one told before.
const APART: [&str; 15] = [
    "similar", "separate", "new", "previous", "earlier", "prior", "former", "first", "second", "third", "other",
    "last", "next", "latest", "another",
];

/// The time of the mention that the undated mention `i` tells again.
pub(super) fn told_before(drafts: &[Draft], i: usize, story: &mut Story<'_, '_>, frames: &Frames) -> Option<EventTime> {
    let here = &drafts[i];
    let steps = frames.types[frames.frames[here.found.frame].kind].steps;
    let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
    let same = near
        .filter(|j| *j != i && is_timed(&drafts[*j], here) && same_event(here, &drafts[*j], steps, story))
        .min_by_key(|j| (!drafts[*j].dated, drafts[*j].sentence.abs_diff(here.sentence), *j));
    if let Some(j) = same {
        return Some(drafts[j].mention.time.clone());
    }
    if let Some(time) = deed(drafts, i, story, frames) {
        return Some(time);
    }
    let parsed = story.parsed(here.sentence);
    let told = here.found.clause.is_some_and(|c| {
        let verb = &parsed.chunks.verbs[c];
        verb.tense == Tense::Past && !verb.perfect && !matches!(parsed.clauses[c].link, Link::Relative(_))
    });
    if let Some(lead) = Some(()).filter(|()| steps && told).and_then(|()| introduced(drafts, i, story)) {
        return Some(drafts[lead].mention.time.clone());
    }
    let speaks = pointer(story, &parsed, here)?;
    let word = |at: usize| story.text.tokens[at].word;
    let named = drafts[..i].iter().rev().take_while(|d| d.sentence + MEMORY >= here.sentence).find(|d| {
        d.sentence < here.sentence
            && is_timed(d, here)
            && may_be_same(&here.mention, &d.mention, here.found.noun.is_none())
            && (here.found.noun.is_some() || word(d.found.head) == word(speaks))
    });
    named.map(|d| d.mention.time.clone())
}

/// "Pleaded guilty to stealing …. From 2012 to 2016 Lind stole": one crime, told by one verb, with the one time that the text has for it.
fn deed(drafts: &[Draft], i: usize, story: &Story<'_, '_>, frames: &Frames) -> Option<EventTime> {
    let here = &drafts[i];
    let crimes = |d: &Draft| frames.types[frames.frames[d.found.frame].kind].crimes && d.found.noun.is_none();
    if !crimes(here) || here.mention.status == Status::Planned {
        return None;
    }
    let word = |d: &Draft| story.text.tokens[d.found.head].word;
    let named =
        |d: &Draft, role: Macro| d.mention.texts(role).iter().any(|t| t.starts_with(|c: char| c.is_uppercase()));
    let against = |d: &Draft| {
        let apart = |role| named(here, role) && named(d, role) && !share(&here.mention, &d.mention, role);
        apart(Macro::Agent) || apart(Macro::Target)
    };
    let near = i.saturating_sub(REACH)..drafts.len().min(i + REACH);
    let mut told = drafts[near].iter().filter(|d| {
        crimes(d)
            && d.dated
            && d.mention.time.basis == Basis::Expression
            && d.mention.status != Status::Planned
            && d.mention.rule == here.mention.rule
            && story.lexicon.is_same_lemma(word(d), word(here))
            && !against(d)
    });
    let time = &told.next()?.mention.time;
    told.all(|d| d.mention.time.interval == time.interval).then(|| time.clone())
}

/// The dated mention in the lead of which mention `i` names the person: "A Leeds man was jailed on Monday. … Bob Roe was jailed …".
fn introduced(drafts: &[Draft], i: usize, story: &Story<'_, '_>) -> Option<usize> {
    let here = &drafts[i];
    if here.sentence < LEAD || here.found.noun.is_some() || here.mention.status != Status::Happened {
        return None;
    }
    let source = story.text.source;
    let word = |d: &Draft| story.text.tokens[d.found.head].word;
    let alike = |d: &Draft| {
        d.mention.kind == here.mention.kind
            && d.mention.status == Status::Happened
            && story.lexicon.is_same_lemma(word(d), word(here))
    };
    let single = |d: &Draft, role: Macro| {
        let mut told = d.mention.arguments.iter().filter(|a| a.macro_role == role);
        told.next().filter(|_| told.next().is_none()).map(|a| a.span)
    };
    let unnamed = |span: Span| {
        let before = source[..span.start].trim_end();
        ["a", "A", "an", "An", "the", "The"].iter().any(|article| {
            before.strip_suffix(article).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
        })
    };
    let named =
        |span: Span| span.of(source).split_whitespace().all(|w| w.starts_with(char::is_uppercase)) && !unnamed(span);
    [Macro::Target, Macro::Agent].into_iter().find_map(|role| {
        single(here, role).filter(|span| named(*span))?;
        let lead = drafts.iter().take_while(|d| d.sentence < LEAD).position(|d| {
            let open = single(d, role).is_some_and(unnamed);
            open && alike(d) && d.dated && is_timed(d, here)
        })?;
        // Whoever is named first is meant.
        let other = |d: &Draft| d.sentence >= LEAD && alike(d) && single(d, role).is_some_and(named);
        (!drafts[lead..i].iter().any(other)).then_some(lead)
    })
}

/// Whether `draft` has a time that another mention may take over: an expression's, or the news of the day for what stands outside the news.
fn is_timed(draft: &Draft, other: &Draft) -> bool {
    let basis = |d: &Draft| d.mention.time.basis;
    let news = basis(draft) == Basis::Document && draft.mention.status != Status::Planned;
    // What somebody is charged with today happened before.
    let recent = other.mention.status == Status::Alleged || !is_old(draft, other);
    (draft.dated && (basis(other) != Basis::Document || recent)) || (news && basis(other) == Basis::None)
}

/// Whether `draft` happened long before the day on which `news` is told: "fined the app …. It was fined in 2017, too".
fn is_old(draft: &Draft, news: &Draft) -> bool {
    let latest = draft.mention.time.interval.latest;
    let today = news.mention.time.interval.earliest;
    latest.zip(today).is_some_and(|(then, today)| (today - then).num_days() > FRESH)
}

/// `steps`: only what the same words tell is the same event.
pub(super) fn same_event(here: &Draft, there: &Draft, steps: bool, story: &Story<'_, '_>) -> bool {
    let (a, b) = (&here.mention, &there.mention);
    if !agree(a, b) {
        return false;
    }
    // "Lee joined the bank", "Lee joined Acme in May": a description stands for whichever name it may.
    let word = |d: &Draft| story.text.tokens[d.found.head].word;
    let described = |role: Macro| is_described(a, role, story) || is_described(b, role, story);
    let shared = |role: Macro| both_have(a, b, role) && share(a, b, role);
    let loosely = (shared(Macro::Agent) && both_have(a, b, Macro::Target) && described(Macro::Target))
        || (shared(Macro::Target) && both_have(a, b, Macro::Agent) && described(Macro::Agent));
    let told_alike = story.lexicon.is_same_lemma(word(here), word(there));
    if loosely && (a.rule == b.rule || told_alike) {
        return true;
    }
    if steps && !(told_alike || a.rule == b.rule && (here.found.noun.is_some() || there.found.noun.is_some())) {
        return false;
    }
    match (both_have(a, b, Macro::Agent), both_have(a, b, Macro::Target)) {
        (true, true) => share(a, b, Macro::Agent) && share(a, b, Macro::Target),
        (false, true) => share(a, b, Macro::Target),
        // "Ann Lee joined the bank", "Lee joined in May": one verb, one doer, and nothing that tells them apart.
        (true, false) => a.rule == b.rule && share_all(a, b, Macro::Agent) && !both_have(a, b, Macro::Amount),
        (false, false) => false,
    }
}

/// Same type, no participant against it: all that "the attack" asks of an attack told before.
/// Where it is the subject itself ("the attack has hit"), it is no agent that could speak against it.
fn may_be_same(a: &Mention, b: &Mention, subject: bool) -> bool {
    let against = |role: Macro| both_have(a, b, role) && !share(a, b, role);
    agree(a, b) && (subject || !against(Macro::Agent)) && !against(Macro::Target) && !against(Macro::Amount)
}

fn agree(a: &Mention, b: &Mention) -> bool {
    a.kind == b.kind && (a.status == Status::Planned) == (b.status == Status::Planned)
}

/// Whether the participants in a role are all told by a definite description: "the bank", "the giant".
fn is_described(mention: &Mention, role: Macro, story: &Story<'_, '_>) -> bool {
    let source = story.text.source;
    let described = |span: Span| {
        let common = source[span.start..].starts_with(|c: char| c.is_lowercase());
        let before = source[..span.start].trim_end();
        common && ["the", "The", "this", "This"].iter().any(|d| before.ends_with(d))
    };
    mention.arguments.iter().filter(|a| a.macro_role == role).all(|a| described(a.span))
}

fn both_have(a: &Mention, b: &Mention, role: Macro) -> bool {
    let has = |m: &Mention| m.arguments.iter().any(|argument| argument.macro_role == role);
    has(a) && has(b)
}

fn share(a: &Mention, b: &Mention, role: Macro) -> bool {
    let theirs = || b.arguments.iter().filter(|y| y.macro_role == role);
    a.arguments.iter().filter(|x| x.macro_role == role).any(|x| theirs().any(|y| same_name(&x.text, &y.text)))
}

/// Like [`share`]; where both tell of several, of two of them at least: "Acme signed with Contoso", "Acme signed with two carmakers".
fn share_all(a: &Mention, b: &Mention, role: Macro) -> bool {
    let shared = a.texts(role).iter().filter(|x| b.texts(role).iter().any(|y| same_name(x, y))).count();
    shared >= a.texts(role).len().min(b.texts(role).len()).clamp(1, 2)
}

/// "Ann Lee" and "Lee", "Acme" and "Acme Valves Inc.": one name begins or ends the other.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.eq_ignore_ascii_case(long) {
        return true;
    }
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase());
    let names = long.split_whitespace().all(capital) && !short.is_empty();
    let part = |rest: Option<&str>, begins: bool| {
        rest.is_some_and(|r| if begins { r.starts_with(' ') } else { r.ends_with(' ') })
    };
    names && (part(long.strip_prefix(short), true) || part(long.strip_suffix(short), false))
}

/// The head of "the attack", "this deal": the trigger, or the subject of the trigger verb, where it points back.
pub(super) fn pointer(story: &Story<'_, '_>, parsed: &Parsed, here: &Draft) -> Option<usize> {
    let subject = || parsed.clauses[here.found.clause?].subject.first().copied();
    let group = &parsed.chunks.nouns[here.found.noun.or_else(subject)?];
    let first = story.text.word(group.first as usize);
    let points = ["the", "this", "that", "these", "those"].iter().any(|d| first.eq_ignore_ascii_case(d));
    (points && !apart(story, group)).then_some(group.head as usize)
}

/// Whether a word of the group tells its event from the one told before.
pub(super) fn apart(story: &Story<'_, '_>, group: &NounGroup) -> bool {
    (group.first as usize..group.end as usize).any(|i| {
        let word = story.text.word(i).to_ascii_lowercase();
        APART.contains(&word.as_str())
    })
}
