//! Verbs that are told once and meant again: "bought Litware in 2014 and Tailspin in 2016", "in 2014 bought Litware and in 2016 Tailspin", "launched it in
//! Lyon in 2014 and in Oslo a year later".

use std::rc::Rc;

use super::clause::{Clause, Complement, Grammar, Nouns};
use super::find::{Finder, Found};
use super::item::Item;
use super::slots::Slots;
use super::story::Parsed;
use crate::text::WordId;
use crate::timex::{Relation, TimexType};

/// How many times a verb may be meant again.
const AGAIN: usize = 6;

/// What a verb that is meant again takes.
struct Pair {
    nouns: Nouns,
    time: usize,
    /// The preposition before the nouns, where they are no objects.
    preposition: Option<WordId>,
}

impl Finder<'_, '_, '_, '_> {
    /// The events of the same verb whose objects and times follow those of `found`.
    pub(super) fn meant_again(&mut self, found: &[Found]) -> Vec<Found> {
        let mut again = Vec::new();
        for f in found.iter().filter(|f| f.noun.is_none()) {
            let Some(verb) = f.clause else { continue };
            let parsed = Rc::clone(&self.parsed);
            let clause = &parsed.clauses[verb];
            if clause.times.is_empty() {
                continue;
            }
            for Pair { nouns, time, preposition } in self.pairs(verb, clause) {
                let own = Clause { times: std::iter::once(time).collect(), ..clause.clone() };
                let own = match preposition {
                    Some(word) => Clause { complements: vec![Complement { word, nouns: nouns.clone() }], ..own },
                    None => Clause { object: nouns.clone(), object2: Nouns::new(), complements: Vec::new(), ..own },
                };
                let slots =
                    Slots { verb: Some(verb), clause: Some(&own), noun: None, idiom: (0, 0), carrier_passive: false };
                let (Ok(fillers), Some(&noun)) = (self.fill(f.frame, &slots), nouns.first()) else { continue };
                let group = &parsed.chunks.nouns[noun];
                let trigger = (group.core as usize, group.end as usize);
                again.push(Found {
                    trigger,
                    head: group.head as usize,
                    words: 1,
                    fillers,
                    again: Some(time),
                    ..f.clone()
                });
            }
        }
        again
    }

    /// Objects with a time each behind those of the clause, to the end of the sentence or the next mark.
    fn pairs(&self, verb: usize, clause: &Clause) -> Vec<Pair> {
        let row = &self.parsed.row;
        let item = |at: usize| row.items.get(at).copied();
        let own_last = |t: usize| row.items.iter().position(|i| *i == Item::Time(t));
        let behind = clause.times.iter().filter_map(|t| own_last(*t)).max();
        let Some(last) = behind else { return Vec::new() };
        let timed_behind = last > row.verb_at[verb];
        // Where the clause's own time stands before its verb, its last object ends its field.
        let object = clause.object.last().map(|n| row.noun_at[*n]).filter(|at| *at != usize::MAX);
        let mut at = match object {
            Some(object) if !timed_behind => object + 1,
            Some(object) if object < last => last + 1,
            None if timed_behind && !clause.complements.is_empty() => last + 1,
            _ => return Vec::new(),
        };
        // The field of the verb takes in all of "in Lyon in 2014, in Oslo in 2016".
        let first = clause.times.iter().filter_map(|t| own_last(*t)).filter(|at| *at > row.verb_at[verb]).min();
        let listed = |at: usize| matches!(item(at + 1), Some(Item::Comma | Item::And(_)));
        if let Some(first) = first.filter(|at| *at < last && listed(*at)) {
            at = first + 1;
        }
        // "In Lyon in 2014 and in Oslo in 2016": the same preposition.
        let same = |token: usize| {
            let word = self.story.text.tokens[token].word;
            let place = matches!(self.story.text.word(token), "in" | "at" | "with");
            (place && clause.complements.iter().any(|c| c.word == word)).then_some(word)
        };
        let Parsed { chunks, first_timex, .. } = &*self.parsed;
        let (story, row) = (&*self.story, &self.parsed.row);
        let grammar = Grammar { text: story.text, lexicon: story.lexicon, kinds: story.kinds, chunks, row };
        // "For three years"
        let length = |t: usize| story.timexes[first_timex + t].interval.is_none();
        let mut pairs = Vec::new();
        while pairs.len() < AGAIN {
            let mut next = at;
            while matches!(item(next), Some(Item::Comma | Item::And(_))) {
                next += 1;
            }
            if next == at {
                break;
            }
            let mut preposition = None;
            let (nouns, time, end) = match (item(next), item(next + 1)) {
                (Some(Item::Prep(token)), Some(Item::Noun(_))) if timed_behind && same(token).is_some() => {
                    preposition = same(token);
                    let (nouns, end) = grammar.list(next + 1);
                    match item(end) {
                        Some(Item::Time(t)) => (nouns, t, end + 1),
                        _ => break,
                    }
                }
                // "And a year later in Oslo", not "on July 3, at 9 a.m. in Oslo"
                (Some(Item::Time(t)), Some(Item::Prep(token)))
                    if timed_behind && same(token).is_some() && matches!(item(next - 1), Some(Item::And(_))) =>
                {
                    preposition = same(token);
                    match item(next + 2) {
                        Some(Item::Noun(_)) => {
                            let (nouns, end) = grammar.list(next + 2);
                            (nouns, t, end)
                        }
                        _ => break,
                    }
                }
                (Some(Item::Noun(_)), _) if timed_behind && object.is_some() => {
                    let (nouns, end) = grammar.list(next);
                    match item(end) {
                        Some(Item::Time(t)) => (nouns, t, end + 1),
                        _ => break,
                    }
                }
                (Some(Item::Time(t)), Some(Item::Noun(_))) if !timed_behind => {
                    let (nouns, end) = grammar.list(next + 1);
                    (nouns, t, end)
                }
                _ => break,
            };
            // A place and its own date, not another time of the same day.
            let dates = story.timexes[first_timex + time].kind == TimexType::Date;
            // "Fell on Tuesday, the most since 2016"
            let since = story.timexes[first_timex + time].relation == Relation::Since;
            if preposition.is_some() && !dates || since {
                break;
            }
            let closed = matches!(item(end), None | Some(Item::Comma | Item::And(_) | Item::Stop | Item::Dash))
                || end + 1 == row.items.len();
            let goes_on = matches!(item(end + 1), Some(Item::Verb(_)));
            if !closed || (goes_on && !matches!(item(end), Some(Item::And(_)))) || length(time) {
                break;
            }
            pairs.push(Pair { nouns, time, preposition });
            at = end;
        }
        pairs
    }
}
