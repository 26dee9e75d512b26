//! What the verbs above an event's verb say of it: who said so, who wants it, what must happen first.

use super::super::clause::Link;
use super::super::cue::{ADJECTIVE, NOUN, VERB, Verdict};
use super::super::mention::Status;
use super::{Judge, merge};
use crate::text::{NounKind, Tense};

impl Judge<'_, '_, '_> {
    /// What the clause itself and the verbs above it say. `own` = the clause's verb is the trigger; `carried` = it is, or has the trigger as its object.
    pub(super) fn chain(&self, start: usize, own: bool, carried: bool) -> Verdict {
        let mut verdict = Verdict::Real;
        let mut at = start;
        let mut trigger = own;
        for _ in 0..6 {
            let (clause, verb) = (&self.parsed.clauses[at], &self.parsed.chunks.verbs[at]);
            let reporting = !trigger && self.cues.is_reporting(self.lexicon(), verb.lemma);
            if let Some(m) = clause.marker
                && (self.lexicon().is(self.story.text.tokens[m].word, self.cues.hypothetical_marker)
                    || (verb.tense == Tense::Gerund && self.is_instead(m)))
            {
                return Verdict::Imagined;
            }
            match self.open_end(at) {
                Verdict::Imagined => return Verdict::Imagined,
                Verdict::Status(s) => verdict = merge(verdict, s),
                Verdict::Real => {}
            }
            if !reporting {
                match self.modal(at) {
                    Verdict::Imagined => return Verdict::Imagined,
                    Verdict::Status(s) => verdict = merge(verdict, s),
                    Verdict::Real => {}
                }
                if verb.negated {
                    if verb.tense == Tense::Present && !verb.perfect || !self.is_denial(at) {
                        return Verdict::Imagined;
                    }
                    verdict = match verdict {
                        Verdict::Status(Status::Denied) => return Verdict::Imagined,
                        Verdict::Status(Status::Planned) => return Verdict::Status(Status::Denied),
                        _ => Verdict::Status(Status::Denied),
                    };
                }
            }
            let infinitive = verb.tense == Tense::Infinitive;
            if infinitive && clause.marker.is_some_and(|m| m + 2 >= verb.first as usize && self.is_wh(m)) {
                return Verdict::Imagined;
            }
            if let Some(a) = clause.adjective {
                match self
                    .lemmas(a)
                    .map(|l| self.cues.verdict(self.lexicon(), l, ADJECTIVE))
                    .find(|v| *v != Verdict::Real)
                {
                    Some(Verdict::Imagined) => return Verdict::Imagined,
                    Some(Verdict::Status(s)) => verdict = merge(verdict, s),
                    _ if infinitive && carried && !self.is_glad(a) => return Verdict::Imagined,
                    _ => {}
                }
            }
            if reporting && self.is_falsely_told(at) {
                return Verdict::Imagined;
            }
            match clause.link {
                Link::Complement(up) if !matches!(verb.tense, Tense::Past | Tense::Present) && self.goes_on(up) => {
                    return Verdict::Imagined;
                }
                Link::Complement(up) => {
                    let governor = self.parsed.chunks.verbs[up].lemma;
                    let transparent = self.cues.is_transparent(self.lexicon(), governor);
                    if !transparent || infinitive {
                        match self.governor(up, verb.tense) {
                            Verdict::Imagined => return Verdict::Imagined,
                            Verdict::Status(s) => verdict = merge(verdict, s),
                            // "Is designed to serve": of its infinitive the verb says nothing.
                            Verdict::Real if infinitive && carried && !transparent && clause.adjective.is_none() => {
                                match self.purpose(up) {
                                    Verdict::Status(s) => verdict = merge(verdict, s),
                                    _ => return Verdict::Imagined,
                                }
                            }
                            Verdict::Real => {}
                        }
                    }
                    at = up;
                }
                // "Voted 8-1 to approve": the verb before the number rules.
                Link::OfNoun(noun)
                    if self.parsed.chunks.nouns[noun].kind == NounKind::Number
                        && self.parsed.clauses.iter().any(|c| c.object.contains(&noun)) =>
                {
                    at = self.parsed.clauses.iter().position(|c| c.object.contains(&noun)).unwrap_or(at);
                    if !self.cues.is_transparent(self.lexicon(), self.parsed.chunks.verbs[at].lemma) {
                        return merge(verdict, Status::Planned);
                    }
                }
                Link::OfNoun(noun) => {
                    let head = self.parsed.chunks.nouns[noun].head as usize;
                    // "Devised a scheme to smuggle gold": the scheme is the crime that is told, and "a scheme to smuggle" is no plan.
                    if infinitive && self.is_scheme(head) {
                        let carrier = self.parsed.clauses.iter().position(|c| c.object.contains(&noun));
                        return if carrier.is_some_and(|c| self.told.contains(&c)) {
                            Verdict::Imagined
                        } else {
                            verdict
                        };
                    }
                    // "Has no plans to sell"
                    let first = self.story.text.tokens[self.parsed.chunks.nouns[noun].first as usize].word;
                    if infinitive && self.lexicon().is(first, self.cues.nobody) {
                        return Verdict::Imagined;
                    }
                    // "dropped its bid to buy"
                    let carrier = self.parsed.clauses.iter().position(|c| c.object.contains(&noun));
                    let dropped = carrier.is_some_and(|c| self.verb_verdict(c) == Verdict::Status(Status::Denied));
                    // "Urged it to drop its bid to buy": what is dropped only in wishes is not.
                    if dropped {
                        return match carrier.map_or(Verdict::Real, |c| self.chain(c, false, true)) {
                            Verdict::Imagined => Verdict::Imagined,
                            _ => merge(verdict, Status::Denied),
                        };
                    }
                    // "Exploited a flaw in the app to steal data"
                    if infinitive && self.tells_crimes && self.tool_of(noun).is_some_and(|c| self.serves(c)) {
                        return verdict;
                    }
                    // "Completed the deal to buy"
                    if infinitive && carrier.is_some_and(|c| self.is_done(c)) {
                        return verdict;
                    }
                    let v = self
                        .lemmas(head)
                        .map(|l| self.cues.verdict(self.lexicon(), l, NOUN))
                        .find(|v| *v != Verdict::Real);
                    return match v {
                        Some(Verdict::Imagined) => Verdict::Imagined,
                        // "A bill to raise the tax": what a text provides for.
                        None if infinitive && self.is_document(noun) => Verdict::Imagined,
                        Some(Verdict::Status(s)) => merge(verdict, s),
                        // "The first bank to open a branch" has opened one.
                        _ if infinitive && self.is_ranked(noun) => verdict,
                        // "Will use the money to hire": what it is for is planned.
                        _ if infinitive && carrier.is_some_and(|c| self.is_means(c)) => merge(verdict, Status::Planned),
                        // "The authority to approve", "a scheme to steal": no plan of anybody's.
                        _ if infinitive => match self.plan_around(noun) {
                            Verdict::Status(s) => merge(verdict, s),
                            // A headline: "Acme to hire 300".
                            _ if self.is_headline() => merge(verdict, Status::Planned),
                            _ if carried => Verdict::Imagined,
                            _ => merge(verdict, Status::Planned),
                        },
                        _ => verdict,
                    };
                }
                // "Used the access to steal data"
                Link::Adjunct(up) if infinitive && self.tells_crimes && self.serves(up) => at = up,
                // "Went on to found", "moved on to lead"
                Link::Adjunct(up)
                    if infinitive && self.cues.is_transparent(self.lexicon(), self.parsed.chunks.verbs[up].lemma) =>
                {
                    at = up
                }
                Link::Adjunct(up)
                    if infinitive && self.parsed.clauses[up].object.iter().any(|n| self.is_ranked(*n)) =>
                {
                    return verdict;
                }
                Link::Adjunct(up) if infinitive => {
                    let main = &self.parsed.chunks.verbs[up];
                    if carried && self.purpose(up) == Verdict::Imagined {
                        return Verdict::Imagined;
                    }
                    return if matches!(verdict, Verdict::Real) {
                        Verdict::Status(Status::Planned)
                    } else {
                        merge(verdict, if main.negated { Status::Denied } else { Status::Planned })
                    };
                }
                Link::Adjunct(up) if self.lexicon().is(self.parsed.chunks.verbs[up].lemma, self.cues.alleged[VERB]) => {
                    return merge(verdict, Status::Alleged);
                }
                Link::Adjunct(up)
                    if verb.tense == Tense::Gerund && !clause.marker.is_some_and(|m| self.is_temporal(m)) =>
                {
                    at = up
                }
                Link::Adjunct(_) => return verdict,
                Link::Coordinate(up) => {
                    // "plans to buy A and sell B": the second shares what rules the first.
                    if matches!(verb.tense, Tense::Present | Tense::Past | Tense::Future) && verb.modal.is_none() {
                        at = match self.parsed.clauses[up].link {
                            Link::Complement(above) => above,
                            _ => return verdict,
                        };
                    } else {
                        at = up;
                    }
                }
                // A headline: "Acme to buy Globex".
                Link::Main if infinitive && clause.subject.is_empty() => return Verdict::Imagined,
                Link::Main if infinitive => return merge(verdict, Status::Planned),
                // "Those who leak secrets"
                Link::Relative(noun) if self.is_anybody(noun) && clause.times.is_empty() => return Verdict::Imagined,
                Link::Relative(noun) if verb.tense == Tense::Participle && self.is_any(noun, at) => {
                    return Verdict::Imagined;
                }
                Link::Main | Link::Relative(_) => return verdict,
            }
            trigger = false;
        }
        verdict
    }

    pub(super) fn modal(&self, at: usize) -> Verdict {
        let verb = &self.parsed.chunks.verbs[at];
        match verb.modal {
            Some(m) if self.lexicon().is(m, self.cues.hypothetical_modal) => Verdict::Imagined,
            Some(m) if m == self.cues.would => {
                let under = |c: usize| matches!(self.parsed.clauses[c].link, Link::Complement(_));
                // "Said it would close 40 branches and cut 500 jobs"
                let joined = || matches!(self.parsed.clauses[at].link, Link::Coordinate(up) if under(up));
                let reported = under(at) || joined();
                if reported && !verb.perfect { Verdict::Status(Status::Planned) } else { Verdict::Imagined }
            }
            Some(m) if m == self.cues.will && verb.perfect => Verdict::Status(Status::Planned),
            _ if verb.tense == Tense::Future => Verdict::Status(Status::Planned),
            _ => Verdict::Real,
        }
    }

    /// What verb `up` says of the event in its infinitive, gerund or that-clause.
    pub(super) fn governor(&self, up: usize, tense: Tense) -> Verdict {
        let verb = &self.parsed.chunks.verbs[up];
        let finite = matches!(tense, Tense::Present | Tense::Past | Tense::Future);
        let reporting = self.cues.is_reporting(self.lexicon(), verb.lemma);
        if finite && reporting {
            let alleged = self.lexicon().is(verb.lemma, self.cues.alleged[VERB]) && verb.passive;
            let source = self.parsed.clauses[up].subject.iter().any(|n| self.is_source(*n) || self.is_accuser(*n));
            return if alleged || source { Verdict::Status(Status::Alleged) } else { Verdict::Real };
        }
        if finite && !reporting && self.lexicon().is(verb.lemma, self.cues.planned[VERB]) {
            // "expects that sales fell" tells nothing; "hopes it will" has its own "will".
            return Verdict::Real;
        }
        match self.cues.verdict(self.lexicon(), verb.lemma, VERB) {
            // "is said to have bought", "is believed to be selling"
            Verdict::Real if reporting && verb.passive && tense == Tense::Infinitive => {
                Verdict::Status(Status::Alleged)
            }
            // "are feared to have drowned": what everybody fears may well be so.
            Verdict::Imagined
                if verb.passive && tense == Tense::Infinitive && self.lexicon().text(verb.lemma) == "fear" =>
            {
                Verdict::Status(Status::Alleged)
            }
            v => v,
        }
    }
}
