//! Dates events that somebody else found: tense, aspect, lexical class and the time expressions around decide; it says *before* and *after* instead of asserting a day.

use chrono::{Days, NaiveDate};

use super::clause::Link;
use super::engine::Engine;
use super::find::Found;
use super::item::Item;
use super::story::{Parsed, Story};
use super::when::Clock;
use crate::document::Span;
use crate::text::{Lexicon, NounKind, Tagger, Tense, Text};
use crate::timex::{Interval, Relation, Timex, TimexType};

/// When an event that somebody else found took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchoredTime {
    /// Within one day, which lies in the interval.
    Day(Interval),
    /// From a day in `begin` to a day in `end`.
    Span {
        /// When it began.
        begin: Interval,
        /// When it ended.
        end: Interval,
    },
}

impl Engine {
    /// When each of `events` (spans of `text`, in any order) took place, or `None` where nothing can be told.
    pub fn anchor(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        tagger: &Tagger,
        timexes: &[Timex],
        dct: Option<NaiveDate>,
        events: &[Span],
    ) -> Vec<Option<AnchoredTime>> {
        let mut story = Story::new(text, lexicon, tagger, &self.kinds, timexes, dct);
        events
            .iter()
            .map(|span| {
                let head = text.tokens.partition_point(|t| (t.end as usize) <= span.start);
                if head >= text.tokens.len() {
                    return None;
                }
                let index = text.sentence_of(head);
                let parsed = story.parsed(index);
                Given { engine: self, story: &story, parsed: &parsed, head }.time()
            })
            .collect()
    }
}

/// The times that tense can tell, around a day.
struct Around {
    now: AnchoredTime,
    before: AnchoredTime,
    after: AnchoredTime,
    /// Begun before it, still under way after it.
    ongoing: AnchoredTime,
    /// Begun and ended before it.
    past: AnchoredTime,
    /// To begin and to end after it.
    future: AnchoredTime,
}

impl Around {
    fn day(day: NaiveDate) -> Around {
        let before = Interval::new(None, day.checked_sub_days(Days::new(1)));
        let after = Interval::new(day.checked_add_days(Days::new(1)), None);
        Around {
            now: AnchoredTime::Day(Interval::day(day)),
            before: AnchoredTime::Day(before),
            after: AnchoredTime::Day(after),
            ongoing: AnchoredTime::Span { begin: before, end: after },
            past: AnchoredTime::Span { begin: before, end: before },
            future: AnchoredTime::Span { begin: after, end: after },
        }
    }
}

/// One event to be dated.
struct Given<'g, 'a, 'd> {
    engine: &'g Engine,
    story: &'g Story<'a, 'd>,
    parsed: &'g Parsed,
    head: usize,
}

impl Given<'_, '_, '_> {
    fn time(&self) -> Option<AnchoredTime> {
        let dct = self.story.dct;
        let verb =
            self.parsed.chunks.verbs.iter().position(|v| (v.first as usize..v.end as usize).contains(&self.head));
        let noun = self
            .parsed
            .chunks
            .nouns
            .iter()
            .position(|n| (n.first as usize..n.end as usize).contains(&self.head) && n.kind != NounKind::Pronoun);
        let clause = verb.or_else(|| noun.and_then(|n| self.clause_of(n)));
        let found = Found {
            frame: 0,
            clause,
            noun: if verb.is_some() { None } else { noun },
            trigger: (self.head, self.head + 1),
            head: self.head,
            words: 1,
            fillers: Vec::new(),
        };
        let clock = Clock { story: self.story, cues: &self.engine.cues, parsed: self.parsed };
        let lasting = verb.is_some_and(|v| self.is_lasting(v)) || (verb.is_none() && self.is_lasting_noun());
        if let Some(dated) = clock.attached(&found) {
            let timex = clock.timex(dated.time);
            // "Left on Monday to meet": what is intended lies behind the day on which it is.
            let intended = verb.is_some_and(|v| {
                let own = &self.parsed.clauses[v].times;
                self.parsed.chunks.verbs[v].tense == Tense::Infinitive && !own.contains(&dated.time)
            });
            let reported = intended || dated.basis != super::mention::Basis::Expression;
            if let (Some(time), false) = (self.by_expression(timex, dct, lasting), reported) {
                return Some(time);
            }
            if let (true, Some(day)) = (reported, timex.interval) {
                return self.by_tense(verb, clause, day.latest.or(dct), lasting);
            }
        }
        self.by_tense(verb, clause, dct, lasting)
    }

    fn clause_of(&self, noun: usize) -> Option<usize> {
        let holds = |nouns: &[usize]| nouns.contains(&noun);
        let direct = self.parsed.clauses.iter().position(|c| {
            holds(&c.object) || holds(&c.object2) || holds(&c.subject) || c.complements.iter().any(|p| holds(&p.nouns))
        });
        direct.or_else(|| {
            let at = self.parsed.row.noun_at[noun];
            if at == usize::MAX {
                return None;
            }
            (0..at).rev().find_map(|i| if let Item::Verb(v) = self.parsed.row.items[i] { Some(v) } else { None })
        })
    }

    /// States and what is going on: "is doing", "has power", "remains".
    fn is_lasting(&self, verb: usize) -> bool {
        let group = &self.parsed.chunks.verbs[verb];
        let state = self.story.lexicon.class("state_verb").is_some_and(|c| self.story.lexicon.is(group.lemma, c));
        group.progressive || state
    }

    /// Nouns of what goes on for days: "crisis", "war", "talks".
    fn is_lasting_noun(&self) -> bool {
        let class = self.story.lexicon.class("lasting_noun");
        let word = self.story.text.tokens[self.head].word;
        class.is_some_and(|c| {
            self.story.lexicon.is(word, c)
                || self.story.lexicon.lemmas(word).iter().any(|(l, _)| self.story.lexicon.is(*l, c))
        })
    }

    fn by_expression(&self, timex: &Timex, dct: Option<NaiveDate>, lasting: bool) -> Option<AnchoredTime> {
        let base = timex.interval?;
        let before = |d: Option<NaiveDate>| d.and_then(|d| d.checked_sub_days(Days::new(1)));
        let after = |d: Option<NaiveDate>| d.and_then(|d| d.checked_add_days(Days::new(1)));
        Some(match timex.relation {
            Relation::Before => AnchoredTime::Day(Interval::new(None, before(base.earliest))),
            Relation::After => AnchoredTime::Day(Interval::new(after(base.latest), None)),
            Relation::By => AnchoredTime::Day(Interval::new(None, base.latest)),
            Relation::Since => AnchoredTime::Span {
                begin: Interval::new(base.earliest, base.earliest),
                end: Interval::new(after(dct), None),
            },
            Relation::Until => AnchoredTime::Span {
                begin: Interval::new(None, before(base.earliest)),
                end: Interval::new(base.latest, base.latest),
            },
            _ if timex.kind == TimexType::Duration => AnchoredTime::Span {
                begin: Interval::new(base.earliest, base.earliest),
                end: Interval::new(base.latest, base.latest),
            },
            _ if lasting && base.earliest != base.latest => AnchoredTime::Span {
                begin: Interval::new(base.earliest, base.earliest),
                end: Interval::new(base.latest, base.latest),
            },
            _ => AnchoredTime::Day(super::when::cut(base, dct, false)),
        })
    }

    /// Where no expression decides: what tense, aspect and class of the word say against `dct`, the day of the text or of the report.
    fn by_tense(
        &self,
        verb: Option<usize>,
        clause: Option<usize>,
        dct: Option<NaiveDate>,
        lasting: bool,
    ) -> Option<AnchoredTime> {
        let days = Around::day(dct?);
        Some(match (verb, clause) {
            (Some(verb), _) => self.verb_time(verb, &days, lasting),
            // A noun: as its clause goes; in a title it is news.
            _ if lasting => days.ongoing,
            (None, Some(clause)) => self.noun_time(clause, &days),
            (None, None) => days.now,
        })
    }

    /// The time of a noun without an expression, by the verb of its clause.
    fn noun_time(&self, clause: usize, days: &Around) -> AnchoredTime {
        let group = &self.parsed.chunks.verbs[clause];
        match group.tense {
            _ if self.is_ahead(clause) => days.after,
            _ if group.perfect => days.before,
            Tense::Past => days.now,
            Tense::Participle => days.before,
            _ => days.ongoing,
        }
    }

    /// The time of a verb without an expression.
    fn verb_time(&self, verb: usize, days: &Around, lasting: bool) -> AnchoredTime {
        let group = &self.parsed.chunks.verbs[verb];
        let reporting = self.engine.cues.is_reporting(self.story.lexicon, group.lemma);
        let above = match self.parsed.clauses[verb].link {
            Link::Complement(up) | Link::Adjunct(up) | Link::Coordinate(up) if up != verb => {
                Some(&self.parsed.chunks.verbs[up])
            }
            _ => None,
        };
        // "raised prices, citing costs": at the time of what is told above.
        let told = above.is_some_and(|v| v.tense == Tense::Past && !v.perfect);
        // "Began to sell", not "left to sell".
        let real = above.is_some_and(|v| self.engine.cues.is_transparent(self.story.lexicon, v.lemma));
        match group.tense {
            Tense::Future if group.modal != Some(self.engine.cues.would) => days.future,
            Tense::Gerund if told => days.now,
            Tense::Infinitive if told && real => days.now,
            _ if self.is_ahead(verb) => {
                if lasting {
                    days.future
                } else {
                    days.after
                }
            }
            Tense::Bare => days.future,
            _ if group.perfect => days.before,
            Tense::Past if group.progressive => days.past,
            Tense::Past => days.now,
            Tense::Present | Tense::Gerund if reporting && !group.progressive => days.now,
            Tense::Present | Tense::Gerund => days.ongoing,
            _ => days.before,
        }
    }

    /// Whether a clause speaks of the future: "will", "to buy", "may", or under such a verb.
    fn is_ahead(&self, clause: usize) -> bool {
        let group = &self.parsed.chunks.verbs[clause];
        group.tense == Tense::Future || group.tense == Tense::Infinitive || (group.modal.is_some() && !group.perfect)
    }
}
