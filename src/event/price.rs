//! The sum of a deal where its own clause does not tell it: "for an undisclosed sum", "Terms were not disclosed", "The transaction is valued at $20 million".

use std::sync::Arc;

use super::engine::Draft;
use super::figure::Figures;
use super::frame::{Frames, Slot};
use super::mention::{Argument, Macro};
use super::story::Story;

/// How many sentences behind a deal its sum may be told.
const MEMORY: usize = 3;

/// How many words may stand between "the transaction" and its sum.
const FIELD: usize = 12;

/// Gives each mention of a type that has prices the sum told for it nearby, where it has none.
pub(super) fn tell(drafts: &mut [Draft], story: &Story<'_, '_>, frames: &Frames) {
    for i in 0..drafts.len() {
        let frame = &frames.frames[drafts[i].found.frame];
        let role = frame.roles.iter().find(|r| r.macro_role == Macro::Amount);
        let (Some(role), true) = (role, frames.types[frame.kind].priced) else { continue };
        let draft = &drafts[i];
        if draft.mention.arguments.iter().any(|a| a.macro_role == Macro::Amount) {
            continue;
        }
        let other = |sentence: usize| {
            drafts
                .iter()
                .enumerate()
                .any(|(j, d)| j != i && d.sentence == sentence && d.mention.kind == draft.mention.kind)
        };
        let alone = !other(draft.sentence);
        let own = alone.then(|| undisclosed(story, draft.sentence)).flatten();
        let last = (draft.sentence + MEMORY).min(story.text.sentences.len() - 1);
        let found = own.or_else(|| {
            let behind = (draft.sentence + 1..=last).take_while(|_| alone);
            behind.map_while(|s| (!has_rival(drafts, i, s)).then_some(s)).find_map(|s| told(story, s))
        });
        if let Some((first, end)) = found {
            let span = story.text.span(first, end);
            drafts[i].mention.arguments.push(Argument {
                role: Arc::clone(&role.name),
                macro_role: Macro::Amount,
                text: span.of(story.text.source).to_owned(),
                span,
            });
        }
    }
}

/// Whether sentence `at` tells another deal, of other things.
fn has_rival(drafts: &[Draft], i: usize, at: usize) -> bool {
    let own = drafts[i].mention.texts(Macro::Target);
    drafts.iter().enumerate().any(|(j, d)| {
        j != i
            && d.sentence == at
            && d.mention.kind == drafts[i].mention.kind
            && !d.mention.texts(Macro::Target).is_empty()
            && !d.mention.texts(Macro::Target).iter().any(|t| own.contains(t))
    })
}

/// "Undisclosed" in sentence `index`.
fn undisclosed(story: &Story<'_, '_>, index: usize) -> Option<(usize, usize)> {
    let sentence = story.text.sentences[index];
    sentence.range().find(|i| story.text.word(*i) == "undisclosed").map(|i| (i, i + 1))
}

/// What sentence `index` says of the sum of the deal before it.
fn told(story: &Story<'_, '_>, index: usize) -> Option<(usize, usize)> {
    let sentence = story.text.sentences[index];
    let text = story.text;
    let end = sentence.end as usize;
    let deal = sentence.range().find(|i| {
        let word = text.word(*i).to_ascii_lowercase();
        let definite = *i > sentence.first as usize
            && matches!(
                text.word(*i - 1).to_ascii_lowercase().as_str(),
                "the" | "purchase" | "financial" | "sale" | "this" | "its"
            );
        // "The new offer values Acme at $20 million"
        let offered = || {
            let before = (sentence.first as usize).max(i.saturating_sub(2))..*i;
            before.into_iter().any(|b| matches!(text.word(b), "the" | "The" | "this" | "This" | "its" | "Its"))
        };
        match word.as_str() {
            "terms" | "details" => true,
            "price" | "transaction" | "deal" | "acquisition" | "sale" | "purchase" | "takeover" | "merger"
            | "buyout" => definite,
            "offer" | "bid" => offered(),
            _ => false,
        }
    })?;
    let reach = end.min(deal + if matches!(text.word(deal), "Terms" | "terms") { 2 * FIELD } else { FIELD });
    for at in deal + 1..reach {
        match text.word(at) {
            "not" | "n't" => {
                let verb = (at + 1..reach.min(at + 3)).find(|i| {
                    matches!(text.word(*i), "disclosed" | "disclose" | "released" | "revealed" | "given" | "announced")
                });
                return verb.map(|v| (at, v + 1));
            }
            "undisclosed" | "withheld" => return Some((at, at + 1)),
            "values" | "valued" | "worth" | "totals" | "totaled" | "totalled" | "totaling" | "totalling" | "was"
            | "is" | "at" | "involved" => {
                if let Some(sum) = money(story, &story.kinds.figures, at + 1, reach) {
                    return Some(sum);
                }
            }
            _ => {}
        }
    }
    None
}

/// The sum right behind token `from`, hedges skipped.
fn money(story: &Story<'_, '_>, figures: &Figures, from: usize, to: usize) -> Option<(usize, usize)> {
    let start = (from..to).find(|i| !figures.is_hedge(story.text, story.lexicon, *i))?;
    match figures.at(story.text, story.lexicon, start, story.text.tokens.len()) {
        Some((first, end, Slot::Money)) if !story.is_unit_price(end) => Some((first, end)),
        _ => None,
    }
}
