//! Dates events that somebody else found: tense, aspect, lexical class and the time expressions around decide; it says *before* and *after* instead of asserting a day.

use chrono::{Days, NaiveDate};

use super::clause::Link;
use super::engine::Engine;
use super::find::Found;
use super::item::Item;
use super::mention::Status;
use super::story::{Parsed, Story};
use super::when::Clock;
use crate::document::Span;
use crate::text::{Lexicon, NounGroup, NounKind, Tagger, Tense, Text};
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
                Given { engine: self, story: &story, parsed: &parsed, index, head }.time()
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
    /// The sentence.
    index: usize,
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
        let predicate = if verb.is_none() && noun.is_none() { self.predicate() } else { None };
        let verb = verb.or(predicate);
        let clause = verb.or_else(|| noun.and_then(|n| self.clause_of(n)));
        let found = Found {
            frame: 0,
            clause,
            noun: if verb.is_some() { None } else { noun },
            trigger: (self.head, self.head + 1),
            head: self.head,
            words: 1,
            fillers: Vec::new(),
            again: None,
        };
        let clock = Clock { story: self.story, cues: &self.engine.cues, parsed: self.parsed };
        let lasting = verb.is_some_and(|v| self.is_lasting(v)) || (verb.is_none() && self.is_lasting_noun());
        let nearest = || verb.filter(|v| self.takes_nearest(*v)).and_then(|_| clock.nearest(&found, Status::Happened));
        // "He promised a vote next year": what is over has no day that lies ahead. "Now controls", "now wants": as things stand.
        let goes = |d: &super::when::Dated| {
            let timex = clock.timex(d.time);
            let ahead =
                timex.interval.and_then(|i| i.earliest).zip(dct).is_some_and(|(earliest, today)| earliest > today);
            let group = verb.map(|v| &self.parsed.chunks.verbs[v]);
            let over = group.is_some_and(|g| g.tense == Tense::Past && g.modal.is_none());
            let stands = group.is_some_and(|g| g.tense == Tense::Present && g.modal.is_none() && !g.perfect);
            !(over && ahead || stands && timex.value == "PRESENT_REF")
        };
        if let Some(dated) = clock.attached(&found).filter(goes).or_else(nearest).filter(goes) {
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
        match predicate {
            Some(verb) => self.state_time(verb, &Around::day(dct?)),
            None => self.by_tense(verb, clause, dct, lasting),
        }
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
        group.progressive || self.is_in("state_verb", verb)
    }

    /// Whether an expression of its sentence may date a verb to which the grammar attaches none: of the simple past, and no report.
    fn takes_nearest(&self, verb: usize) -> bool {
        let group = &self.parsed.chunks.verbs[verb];
        let reports = self.engine.cues.is_reporting(self.story.lexicon, group.lemma);
        group.tense == Tense::Past && !group.perfect && !reports && !self.is_lasting(verb)
    }

    /// Whether a verb is in a class of `words/reference.toml`.
    fn is_in(&self, class: &str, verb: usize) -> bool {
        let lemma = self.parsed.chunks.verbs[verb].lemma;
        self.story.lexicon.class(class).is_some_and(|c| self.story.lexicon.is(lemma, c))
    }

    /// The conjunction before a clause.
    fn marker(&self, clause: usize) -> String {
        let verb = self.parsed.chunks.verbs[clause].first as usize;
        let marker = self.parsed.clauses[clause].marker.filter(|m| *m < verb);
        marker.map_or_else(String::new, |m| self.story.text.word(m).to_ascii_lowercase())
    }

    /// "Until the crisis ends", "if prices rise": the present of what lies ahead.
    fn is_awaited(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let plain = verb.tense == Tense::Present && !verb.perfect;
        plain && matches!(self.marker(clause).as_str(), "until" | "till" | "unless" | "once" | "if")
    }

    /// "When the pit was flooded", "because prices fell": the past from which the news starts.
    fn is_background(&self, clause: usize) -> bool {
        let marker = self.marker(clause);
        self.parsed.chunks.verbs[clause].tense == Tense::Past
            && matches!(marker.as_str(), "when" | "after" | "since" | "once" | "because" | "before" | "why")
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
            _ => {
                let cut = super::when::cut(base, dct, false);
                // "Met this week": today would have been called so.
                let week = base.earliest < cut.latest && cut.latest == dct && base.earliest != base.latest;
                let latest = if week { before(cut.latest) } else { cut.latest };
                AnchoredTime::Day(Interval::new(cut.earliest, latest))
            }
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
            _ if self.is_prospect() => {
                if lasting {
                    days.future
                } else {
                    days.after
                }
            }
            (None, Some(clause)) if lasting && self.is_ahead(clause) && self.is_new_to_reader() => days.future,
            _ if lasting => days.ongoing,
            (None, Some(clause)) => self.noun_time(clause, &days),
            (None, None) => days.now,
        })
    }

    /// "A war could cost": nobody has told of it before.
    fn is_new_to_reader(&self) -> bool {
        let noun = self.parsed.chunks.nouns.iter().find(|n| (n.first as usize..n.end as usize).contains(&self.head));
        let first = |n: &NounGroup| self.story.text.word(n.first as usize).to_ascii_lowercase();
        noun.is_some_and(|n| n.possessor.is_none() && matches!(first(n).as_str(), "a" | "an"))
    }

    /// The copula of an adjective or of a word like "there": "the mood *is* gloomy".
    fn predicate(&self) -> Option<usize> {
        let verbs = &self.parsed.chunks.verbs;
        let verb = (0..verbs.len()).rev().find(|v| (verbs[*v].end as usize) <= self.head)?;
        let first = verbs[verb].end as usize;
        let near = (first..self.head)
            .all(|i| !matches!(self.story.text.word(i), "," | ";" | ":" | "-" | "and" | "that" | "to"));
        (near && self.is_in("copula", verb)).then_some(verb)
    }

    /// When something is so.
    fn state_time(&self, verb: usize, days: &Around) -> Option<AnchoredTime> {
        let group = &self.parsed.chunks.verbs[verb];
        Some(match group.tense {
            _ if self.is_ahead(verb) => days.after,
            Tense::Present => days.ongoing,
            Tense::Past if group.perfect => days.past,
            Tense::Past => days.now,
            _ => days.ongoing,
        })
    }

    /// "Called for a meeting", "the risk of a strike": a noun that a word puts before us.
    fn is_prospect(&self) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let nouns = &self.parsed.chunks.nouns;
        let noun = nouns.iter().find(|n| (n.first as usize..n.end as usize).contains(&self.head));
        let Some(first) = noun.map(|n| n.first as usize).filter(|f| *f >= 2) else { return false };
        let word = text.tokens[first - 2].word;
        let prospect =
            |class| lexicon.is(word, class) || lexicon.lemmas(word).iter().any(|(lemma, _)| lexicon.is(*lemma, class));
        matches!(text.word(first - 1), "for" | "of" | "about") && lexicon.class("prospect_word").is_some_and(prospect)
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
        let up = match self.parsed.clauses[verb].link {
            Link::Complement(up) | Link::Adjunct(up) | Link::Coordinate(up) if up != verb => Some(up),
            _ => None,
        };
        let above = up.map(|up| &self.parsed.chunks.verbs[up]);
        // "raised prices, citing costs": at the time of what is told above.
        let told = above.is_some_and(|v| v.tense == Tense::Past && !v.perfect);
        // "Began to sell", "declined to say", not "left to sell".
        let cues = &self.engine.cues;
        let real = above.is_some_and(|v| {
            cues.is_transparent(self.story.lexicon, v.lemma)
                || self.story.lexicon.is(v.lemma, cues.denied[super::cue::VERB])
        });
        match group.tense {
            Tense::Future if group.modal != Some(self.engine.cues.would) => days.future,
            // "Has tried to sell"
            Tense::Infinitive | Tense::Gerund if real && above.is_some_and(|v| v.perfect && !v.progressive) => {
                days.before
            }
            // "Continues to hold", "appear to match": as things stand.
            Tense::Infinitive if up.is_some_and(|up| self.stands(up)) => days.ongoing,
            Tense::Gerund if told => days.now,
            Tense::Infinitive if told && real => days.now,
            // "Could include firing": what is done of what lies ahead lies ahead.
            Tense::Gerund if up.is_some_and(|up| self.is_ahead(up)) => days.after,
            _ if self.is_awaited(verb) => days.after,
            _ if self.is_background(verb) => days.before,
            // The perfect of a text's first sentence tells its news.
            Tense::Present if group.perfect && self.index == 0 && !lasting && self.tells_news(verb) => days.now,
            _ if self.is_ahead(verb) => {
                if lasting || self.is_in("activity_verb", verb) {
                    days.future
                } else {
                    days.after
                }
            }
            Tense::Bare => days.future,
            // "Has owned", "has been digging": to this day.
            Tense::Present if group.perfect && lasting && group.modal.is_none() => days.ongoing,
            _ if group.perfect => days.before,
            Tense::Past if group.progressive => days.past,
            Tense::Past => days.now,
            Tense::Present if self.is_in("stance_verb", verb) && !group.progressive => days.now,
            Tense::Present | Tense::Gerund if reporting && !group.progressive => days.now,
            Tense::Present | Tense::Gerund => days.ongoing,
            _ => days.before,
        }
    }

    /// "Continues", "appear": whose infinitive tells how things are.
    fn stands(&self, verb: usize) -> bool {
        let group = &self.parsed.chunks.verbs[verb];
        let word = self.story.lexicon.text(group.lemma);
        let present = group.tense == Tense::Present && group.modal.is_none() && !group.perfect;
        present && matches!(word, "appear" | "continue" | "remain" | "seem")
    }

    /// A main clause, or what is reported in one, without a modal.
    fn tells_news(&self, verb: usize) -> bool {
        let main = match self.parsed.clauses[verb].link {
            Link::Main | Link::Coordinate(_) => true,
            Link::Complement(up) => {
                self.engine.cues.is_reporting(self.story.lexicon, self.parsed.chunks.verbs[up].lemma)
            }
            _ => false,
        };
        main && self.parsed.chunks.verbs[verb].modal.is_none()
    }

    /// Whether a clause speaks of the future: "will", "to buy", "may", or under such a verb.
    fn is_ahead(&self, clause: usize) -> bool {
        let group = &self.parsed.chunks.verbs[clause];
        group.tense == Tense::Future || group.tense == Tense::Infinitive || (group.modal.is_some() && !group.perfect)
    }
}
