//! Which expression of its sentence dates an event to which the grammar attaches none: the nearest one that does not plainly belong to something else.

use super::clause::{Complement, Link};
use super::cue::{NOUN, VERB};
use super::find::Found;
use super::item::Item;
use super::kind::Kind;
use super::mention::{Basis, Status};
use super::when::{Clock, Dated};
use crate::text::{NounKind, Tense};
use crate::timex::{Relation, TimexType};

/// How far into a sentence a dateline reaches, in items: "LYON, France, March 4 (Newswire) -".
const DATELINE: usize = 10;

/// How many tokens off an expression may stand; where a text has no marks, its sentences have no end.
const REACH: usize = 45;

impl Clock<'_, '_, '_> {
    /// The nearest expression that may date the event.
    pub(super) fn nearest(&self, found: &Found, status: Status) -> Option<Dated> {
        let second = found.noun.is_none() && found.clause.is_some_and(|c| self.is_second_gerund(c));
        if second || self.is_previous(found) || self.is_beforehand(found) || self.is_ground(found) {
            return None;
        }
        let dateline = self.dateline();
        let free: Vec<usize> = (0..self.parsed.times.len())
            .filter(|t| {
                Some(*t) != dateline
                    && !self.is_elsewhere(*t, found)
                    && self.fits(*t, status)
                    && !self.is_closed(*t, found)
                    && self.parsed.times[*t].core.abs_diff(found.head) <= REACH
            })
            .collect();
        self.best(&free, found.head).map(|time| Dated { time, basis: Basis::Expression })
    }

    /// The time in a sentence's dateline: before its first verb, with a dash behind it.
    pub(crate) fn dateline(&self) -> Option<usize> {
        let items = &self.parsed.row.items;
        let opening = items.iter().take(DATELINE).take_while(|i| !matches!(i, Item::Verb(_)));
        let dash = opening.clone().position(|i| *i == Item::Dash)?;
        items[..dash].iter().find_map(|i| if let Item::Time(t) = i { Some(*t) } else { None })
    }

    /// "The previous ruling", "an earlier deal": told apart from what the sentence dates.
    pub(super) fn is_previous(&self, found: &Found) -> bool {
        let Some(noun) = found.noun else { return false };
        let group = &self.parsed.chunks.nouns[noun];
        (group.first as usize..found.head).any(|i| {
            matches!(self.story.text.word(i).to_ascii_lowercase().as_str(), "previous" | "earlier" | "prior" | "former")
        })
    }

    /// "Arrested on allegations of bribing an official", "sanctioned over plots": what somebody is pursued for has no part in the time of the pursuit.
    pub(super) fn is_ground(&self, found: &Found) -> bool {
        let charged = |noun: usize| {
            let word = self.story.text.tokens[self.parsed.chunks.nouns[noun].head as usize].word;
            let lexicon = self.story.lexicon;
            let is = |w| lexicon.is(w, self.cues.charge[NOUN]) || lexicon.is(w, self.cues.alleged[NOUN]);
            is(word) || lexicon.lemmas(word).iter().any(|(lemma, _)| is(*lemma))
        };
        // "Was sentenced for his role in a scheme to steal"
        let in_role = |noun: usize| {
            let row = &self.parsed.row;
            let at = row.noun_at[noun];
            let role = |n: usize| {
                let word = self.story.text.tokens[self.parsed.chunks.nouns[n].head as usize].word;
                self.story.lexicon.lemma_is(word, self.cues.role)
            };
            at != usize::MAX
                && at >= 2
                && matches!((row.items[at - 2], row.items[at - 1]), (Item::Noun(n), Item::Prep(_)) if role(n))
        };
        if found.noun.is_some_and(in_role) {
            return true;
        }
        if let Some(noun) = found.noun {
            let Some(clause) = found.clause.or_else(|| self.holder(noun)) else { return false };
            // "Pleaded guilty to the murder", "was charged with two counts of murder"
            let lemma = self.parsed.chunks.verbs[clause].lemma;
            let crime = self.story.lexicon.is(lemma, self.cues.charge[VERB]);
            let row = &self.parsed.row;
            let at = row.noun_at[noun];
            let counted = at != usize::MAX
                && at >= 2
                && matches!((row.items[at - 2], row.items[at - 1]), (Item::Noun(n), Item::Prep(_)) if charged(n));
            let behind = |p: &Complement| (crime || p.word == self.cues.over) && p.nouns.contains(&noun);
            return counted || self.parsed.clauses[clause].complements.iter().any(behind);
        }
        let mut at = found.clause;
        for _ in 0..4 {
            let Some(clause) = at else { return false };
            let up = match self.parsed.clauses[clause].link {
                Link::OfNoun(noun) if charged(noun) || in_role(noun) => return true,
                // "Pleaded guilty to a scheme in which he bribed officials"
                Link::Relative(noun) if self.is_finite(clause) => {
                    let up = self.holder(noun).filter(|up| *up != clause);
                    return in_role(noun)
                        || up.is_some_and(|up| {
                            self.story.lexicon.is(self.parsed.chunks.verbs[up].lemma, self.cues.charge[VERB])
                        });
                }
                // "Pleaded guilty before Judge Lee to stealing", "for his role in a scheme to bribe officials"
                Link::OfNoun(noun) if !self.is_finite(clause) => self.holder(noun),
                // "Pleaded guilty to stealing", "was fined for bribing"
                Link::Adjunct(up) | Link::Complement(up) => Some(up),
                Link::Coordinate(up) => {
                    at = Some(up).filter(|up| *up != clause && !self.is_finite(clause));
                    continue;
                }
                _ => None,
            };
            at = up.filter(|up| *up != clause);
            if at.is_some_and(|up| self.is_charged(clause, up)) {
                return true;
            }
            at = at.filter(|_| !self.is_finite(clause));
        }
        false
    }

    /// "The ruling, which had cleared the firm": a relative clause in the pluperfect lies before what its sentence dates.
    fn is_beforehand(&self, found: &Found) -> bool {
        let Some(clause) = found.clause else { return false };
        let verb = &self.parsed.chunks.verbs[clause];
        matches!(self.parsed.clauses[clause].link, Link::Relative(_)) && verb.perfect && verb.tense == Tense::Past
    }

    /// Whether an expression belongs to a name ("the Clean Air Act of 1990") or to a relative clause about somebody else
    /// ("Acme, which was founded in 2014, plans to …").
    fn is_elsewhere(&self, time: usize, found: &Found) -> bool {
        let range = self.parsed.times[time];
        let named = self.parsed.chunks.nouns.iter().any(|n| {
            n.kind == NounKind::Name && n.end as usize == range.first && self.story.text.word(range.first) == "of"
        });
        let aside = self.parsed.clauses.iter().enumerate().any(|(c, clause)| {
            let Link::Relative(noun) = clause.link else { return false };
            let own = found.clause == Some(c) || found.noun == Some(noun);
            // "Was bought in a deal valued at $5m in 2018": the last words of such a sentence are all the same.
            let behind = self.parsed.chunks.verbs[c].tense == Tense::Participle
                && found
                    .clause
                    .is_some_and(|own| self.parsed.clauses[own].complements.iter().any(|p| p.nouns.contains(&noun)));
            let before = (clause.extent.1 <= found.head) || (found.noun.is_none() && !behind);
            clause.times.contains(&time) && !own && before && !self.is_under(found.clause, c)
        });
        named
            || aside
            || self.is_of_the_frame(time, found)
            || self.is_of_opening(time, found)
            || self.is_beside(time, found)
            || self.is_of_the_next(time, found)
            || self.is_of_report(time, found)
            || self.is_of_a_noun(time, found)
    }

    /// "Born in 1961, Lee joined Acme", "founded in 1994, the firm sells": the time of the participle by which a sentence opens.
    fn is_of_opening(&self, time: usize, found: &Found) -> bool {
        let Some(own) = found.clause.filter(|c| *c > 0 && found.noun.is_none()) else { return false };
        let Some(Item::Verb(0)) = self.parsed.row.items.first() else { return false };
        self.parsed.chunks.verbs[0].tense == Tense::Participle
            && self.parsed.clauses[0].times.contains(&time)
            && !self.parsed.clauses[own].times.contains(&time)
            && self.parsed.clauses[own].link != Link::Coordinate(0)
    }

    /// "Police on Monday arrested a man who stole", "Roe, who was convicted, fled in May": what tells somebody or something apart is older than what is done to
    /// it. A thing that itself does something ("an explosion that killed nine") does it when it comes about, and "…, who also ordered" goes on.
    fn is_of_the_frame(&self, time: usize, found: &Found) -> bool {
        let Some(clause) = found.clause.filter(|_| found.noun.is_none()) else { return false };
        let (verb, told) = (&self.parsed.chunks.verbs[clause], &self.parsed.clauses[clause]);
        let Link::Relative(noun) = told.link else { return false };
        if verb.tense != Tense::Past || told.times.contains(&time) {
            return false;
        }
        // "Between 2007 and 2009 she hid it by papers that she forged": years may hold both.
        let days = self.timex(time).interval.and_then(|i| Some((i.latest? - i.earliest?).num_days()));
        if days.is_none_or(|days| days > 7) || self.timex(time).range_with.is_some() {
            return false;
        }
        let text = self.story.text;
        let first = self.parsed.chunks.nouns[noun].end as usize;
        let person = (first..verb.first as usize).any(|i| matches!(text.word(i), "who" | "whom"));
        let kind = self.story.kind(self.parsed, noun);
        let somebody = person || matches!(kind, Kind::Person | Kind::Organisation | Kind::Name);
        let core = self.parsed.times[time].core;
        let comma = |from: usize, to: usize| (from..to).any(|i| text.word(i) == ",");
        let apart = if core >= verb.end as usize {
            comma(verb.end as usize, core)
        } else {
            core < first && (verb.passive || !comma(first, verb.first as usize))
        };
        apart && (somebody || !told.subject.contains(&noun))
    }

    /// Whether an expression dates a clause behind "after", "when", "because" in which the event does not stand: "partnered with Acme after the law passed in May".
    fn is_beside(&self, time: usize, found: &Found) -> bool {
        let Some(own) = found.clause else { return false };
        let subordinate = |c: usize| {
            let verb = &self.parsed.chunks.verbs[c];
            let marker = self.parsed.clauses[c].marker.filter(|m| *m < verb.first as usize);
            matches!(verb.tense, Tense::Past | Tense::Present | Tense::Future | Tense::Participle)
                && marker.is_some_and(|m| {
                    // "From 2011 through 2012, while she served, …": what stands before the conjunction is not the clause's.
                    m < self.parsed.times[time].core
                        && matches!(
                            self.story.text.word(m).to_ascii_lowercase().as_str(),
                            "after"
                                | "before"
                                | "since"
                                | "when"
                                | "while"
                                | "because"
                                | "although"
                                | "though"
                                | "until"
                                | "once"
                        )
                })
        };
        let mut holders = (0..self.parsed.clauses.len()).filter(|c| self.parsed.clauses[*c].times.contains(&time));
        // "After a law that let firms sell it passed", "after the country became the first to sell it in May"
        let within = |c: usize| {
            let mut at = c;
            for _ in 0..5 {
                if subordinate(at) {
                    return !self.is_under(Some(own), at);
                }
                let up = match self.parsed.clauses[at].link {
                    Link::Complement(up) | Link::Adjunct(up) => Some(up),
                    Link::OfNoun(noun) => self.holder(noun),
                    _ => None,
                };
                match up.filter(|up| *up != at) {
                    Some(up) => at = up,
                    None => return false,
                }
            }
            false
        };
        holders.clone().next().is_some() && holders.all(|c| c != own && within(c) && !self.is_under(Some(own), c))
    }

    /// The clause whose object a noun is, or whose complement: "signed a deal", "agreed to a deal".
    pub(super) fn holder(&self, noun: usize) -> Option<usize> {
        self.parsed.clauses.iter().position(|c| {
            let complement = c.complements.iter().any(|p| p.nouns.contains(&noun));
            complement || c.object.contains(&noun) || c.object2.contains(&noun)
        })
    }

    /// Whether an expression stands behind the verb of a later main clause with a subject of its own: "he made an offer, but talks broke off on Friday".
    fn is_of_the_next(&self, time: usize, found: &Found) -> bool {
        let Some(own) = found.clause else { return false };
        let mut holders = (0..self.parsed.clauses.len()).filter(|c| self.parsed.clauses[*c].times.contains(&time));
        let next = |c: usize| {
            let (clause, verb) = (&self.parsed.clauses[c], &self.parsed.chunks.verbs[c]);
            // "…, the firm said on Friday" dates what is told.
            let main = matches!(clause.link, Link::Main | Link::Coordinate(_))
                && !self.cues.is_reporting(self.story.lexicon, verb.lemma);
            let subject = clause.subject.iter().any(|n| self.parsed.chunks.nouns[*n].first as usize > found.head);
            main && c > own
                && subject
                && self.parsed.times[time].core >= verb.end as usize
                && !self.is_under(Some(own), c)
        };
        holders.clone().next().is_some() && holders.all(next)
    }

    /// Whether an expression stands within a noun group that is not the event's: "the 2012 election".
    fn is_of_a_noun(&self, time: usize, found: &Found) -> bool {
        let range = self.parsed.times[time];
        let within = |n: &usize| {
            let group = &self.parsed.chunks.nouns[*n];
            group.first as usize <= range.core && range.end < group.end as usize
        };
        let own = |n: usize| {
            let of_clause = |c: usize| {
                let clause = &self.parsed.clauses[c];
                // "Was damaged during the 2024 fire"
                clause.object.contains(&n)
                    || clause.subject.contains(&n)
                    || clause.link == Link::Relative(n)
                    || clause.complements.iter().any(|p| {
                        let beside =
                            matches!(self.story.lexicon.text(p.word), "to" | "of" | "about" | "concerning" | "over");
                        p.nouns.contains(&n) && !beside
                    })
            };
            found.noun == Some(n) || found.clause.is_some_and(of_clause)
        };
        let noun = (0..self.parsed.chunks.nouns.len()).find(within);
        noun.is_some_and(|n| !own(n))
    }

    /// Whether an expression dates what somebody said, and the event stands in a relative clause: "said on Monday that Lee, who led Acme, …".
    fn is_of_report(&self, time: usize, found: &Found) -> bool {
        let Some(clause) = found.clause else { return false };
        let relative = matches!(self.parsed.clauses[clause].link, Link::Relative(_))
            && self.parsed.chunks.verbs[clause].tense != Tense::Participle;
        let holder = self.parsed.clauses.iter().position(|c| c.times.contains(&time));
        let report = holder.is_some_and(|c| {
            c != clause && self.cues.is_reporting(self.story.lexicon, self.parsed.chunks.verbs[c].lemma)
        });
        relative && report && found.noun.is_none()
    }

    /// Whether clause `at` hangs below clause `top`.
    fn is_under(&self, at: Option<usize>, top: usize) -> bool {
        let Some(mut at) = at else { return false };
        for _ in 0..5 {
            match self.parsed.clauses[at].link {
                Link::Complement(up) | Link::Adjunct(up) | Link::Coordinate(up) if up != at => at = up,
                _ => return at == top,
            }
            if at == top {
                return true;
            }
        }
        false
    }

    /// A present perfect takes no time that is over: "was founded in 2010 and has raised ten million".
    pub(super) fn is_closed(&self, time: usize, found: &Found) -> bool {
        let perfect = found.clause.is_some_and(|c| {
            let verb = &self.parsed.chunks.verbs[c];
            verb.perfect && verb.tense == Tense::Present
        });
        let timex = self.timex(time);
        let over = timex.interval.and_then(|i| i.latest).zip(self.story.dct).is_some_and(|(latest, day)| latest < day);
        perfect && over && timex.relation != Relation::Since
    }

    /// What has happened does not lie in the future.
    fn fits(&self, time: usize, status: Status) -> bool {
        let timex = self.timex(time);
        let Some(earliest) = timex.interval.and_then(|i| i.earliest) else { return true };
        let ahead =
            self.story.dct.is_some_and(|day| earliest > day || (earliest == day && timex.kind == TimexType::Duration));
        status == Status::Planned || !ahead
    }
}
