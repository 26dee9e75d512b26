//! Whether an event happened, is planned, alleged or denied; or is only imagined, and then no fact.

use super::clause::Link;
use super::cue::{ADJECTIVE, Cues, NOUN, VERB, Verdict};
use super::find::Found;
use super::mention::Status;
use super::story::{Parsed, Story};
use crate::text::{Lexicon, NounKind, Tense, WordId};

/// Judges one event.
pub(crate) struct Judge<'j, 'a, 'd> {
    pub(crate) story: &'j Story<'a, 'd>,
    pub(crate) cues: &'j Cues,
    pub(crate) parsed: &'j Parsed,
    pub(crate) index: usize,
    /// The clauses of the sentence that tell an event of some type: what is done to some end is done, if anything is.
    pub(crate) told: &'j [usize],
    /// Whether what people are charged with is an event of the type.
    pub(crate) tells_crimes: bool,
    /// Whether what somebody decides to do is done.
    pub(crate) tells_decisions: bool,
}

impl Judge<'_, '_, '_> {
    /// The event's status, or `None` where it is imagined, asked or generic.
    pub(crate) fn status(&self, found: &Found, frame_status: Option<Status>) -> Option<Status> {
        if self.is_question() || self.points_back(found) || self.is_courtesy(found) {
            return None;
        }
        let charge = self.charge(found);
        if charge.is_some() && !self.tells_crimes {
            return None;
        }
        let mut status = Status::Happened;
        let apply = |status: &mut Status, verdict: Verdict| -> bool {
            match verdict {
                Verdict::Real => {}
                Verdict::Imagined => return false,
                Verdict::Status(s) => *status = stronger(*status, s),
            }
            true
        };
        if let Some(noun) = found.noun
            && !apply(&mut status, self.modifiers(noun))
        {
            return None;
        }
        if found.noun.is_some_and(|noun| status == Status::Happened && self.is_awaited(noun, found)) {
            status = Status::Planned;
        }
        if found.noun.is_some_and(|noun| self.is_prefixed(found) || self.is_condition(noun) || self.is_credit(noun)) {
            return None;
        }
        if let Some(clause) = found.clause {
            if self.is_habit(clause) || self.is_topic(clause) || (found.noun.is_none() && self.is_biography(clause)) {
                return None;
            }
            let undone = |n: usize| self.parsed.clauses[clause].object.contains(&n) && self.undoes(clause);
            if found.noun.is_some_and(undone) {
                return None;
            }
            if found.noun.is_some_and(|n| !apply(&mut status, self.carrier(clause, n))) {
                return None;
            }
            // "Start your meetings with a joke"
            let verb = &self.parsed.chunks.verbs[clause];
            if found.noun.is_some() && verb.tense == Tense::Bare && self.parsed.clauses[clause].subject.is_empty() {
                return None;
            }
            if self.is_inverted(clause) || (found.noun.is_none() && !apply(&mut status, self.nobody(clause))) {
                return None;
            }
            let carried = found.noun.is_none_or(|n| self.parsed.clauses[clause].object.contains(&n));
            if !apply(&mut status, self.chain(clause, found.noun.is_none(), carried)) {
                // "The proposed merger must clear hurdles": what may become of a plan leaves it a plan.
                let subject = found.noun.is_some_and(|n| self.parsed.clauses[clause].subject.contains(&n));
                if !subject || status != Status::Planned {
                    return None;
                }
            }
            // "The bill would ban", "the plan will cut": what a text provides for.
            let ahead = matches!(self.parsed.chunks.verbs[clause].tense, Tense::Future | Tense::Present);
            if found.noun.is_none() && found.words == 1 && ahead && self.is_text(clause) {
                return None;
            }
            let generic = || self.is_generic(clause) || self.works_on(clause).is_some_and(|top| self.is_generic(top));
            if found.noun.is_none() && status == Status::Happened && generic() && !self.is_state(found) {
                return None;
            }
        }
        if status == Status::Happened
            && (charge == Some(Verdict::Status(Status::Alleged)) || self.is_alleged(found) || self.is_accused(found))
        {
            status = Status::Alleged;
        }
        Some(match frame_status {
            Some(s) if status == Status::Happened => s,
            _ if status == Status::Planned
                && self.tells_decisions
                && found.noun.is_none()
                && found.clause.is_some_and(|c| self.is_decided(c)) =>
            {
                Status::Happened
            }
            // "agreed to pay a fine" is settled, where the frame says so; "will pay" is not.
            Some(Status::Happened) if status == Status::Planned && found.clause.is_some_and(|c| self.is_agreed(c)) => {
                Status::Happened
            }
            _ => status,
        })
    }

    /// Whether the clause is what somebody has agreed to do.
    fn is_agreed(&self, clause: usize) -> bool {
        let mut at = clause;
        for _ in 0..4 {
            let verb = &self.parsed.chunks.verbs[at];
            if at != clause && self.lexicon().text(verb.lemma) == "agree" {
                return !verb.negated && verb.modal.is_none() && verb.tense != Tense::Future;
            }
            match self.parsed.clauses[at].link {
                Link::Complement(up) | Link::Coordinate(up) => at = up,
                _ => return false,
            }
        }
        false
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        self.story.lexicon
    }

    /// What the adjectives before a trigger noun say: "proposed merger", and a plan of which it is: "plans for a merger".
    fn modifiers(&self, noun: usize) -> Verdict {
        let group = &self.parsed.chunks.nouns[noun];
        for i in group.first..group.head {
            let word = self.story.text.tokens[i as usize].word;
            match self.cues.verdict(self.lexicon(), word, ADJECTIVE) {
                Verdict::Real => {}
                // "The illegal export of arms" is a crime.
                Verdict::Imagined
                    if self.tells_crimes && matches!(self.story.text.word(i as usize), "illegal" | "unlawful") => {}
                // "Attempted murder", too.
                Verdict::Status(Status::Denied)
                    if self.tells_crimes && self.story.text.word(i as usize) == "attempted" => {}
                other => return other,
            }
            if self.story.text.word(i as usize).eq_ignore_ascii_case("no") {
                return Verdict::Imagined;
            }
        }
        if self.is_planned_behind(noun) {
            return Verdict::Status(Status::Planned);
        }
        // "plans for a merger", "talks on a merger"
        let at = self.parsed.row.noun_at[noun];
        if at != usize::MAX && at >= 2 {
            use super::item::Item;
            if let (Item::Noun(n), Item::Prep(_)) = (self.parsed.row.items[at - 2], self.parsed.row.items[at - 1]) {
                let head = &self.parsed.chunks.nouns[n];
                if head.kind == NounKind::Common {
                    return self
                        .lemmas(head.head as usize)
                        .map(|l| self.cues.verdict(self.lexicon(), l, NOUN))
                        .find(|v| *v != Verdict::Real)
                        .unwrap_or(Verdict::Real);
                }
            }
        }
        Verdict::Real
    }

    /// "The launch of a phone planned for 2019": a participle behind the noun or behind what hangs on it.
    fn is_planned_behind(&self, noun: usize) -> bool {
        use super::item::Item;
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        if at == usize::MAX {
            return false;
        }
        let behind = row.items[at + 1..].iter().find(|i| !matches!(i, Item::Noun(_) | Item::Prep(_)));
        let Some(Item::Verb(verb)) = behind else { return false };
        let participle = self.parsed.chunks.verbs[*verb].tense == Tense::Participle;
        participle
            && matches!(self.parsed.clauses[*verb].link, Link::Relative(_))
            && self.verb_verdict(*verb) == Verdict::Status(Status::Planned)
    }

    /// What a verb says of the event that it rules; with its particle it may say something of its own: "call off".
    pub(super) fn verb_verdict(&self, verb: usize) -> Verdict {
        let group = &self.parsed.chunks.verbs[verb];
        let with_particle = group.particle.map(|p| {
            let particle = self.story.text.word(p as usize).to_ascii_lowercase();
            self.cues.phrase_verdict(self.lexicon(), &format!("{} {particle}", self.lexicon().text(group.lemma)))
        });
        match with_particle {
            Some(verdict) if verdict != Verdict::Real => verdict,
            // "Called on Acme to close its mill"
            _ if matches!(self.lexicon().text(group.lemma), "call" | "appeal") => {
                let behind = self.parsed.clauses[verb].complements.first().map(|c| self.lexicon().text(c.word));
                let phrase = |word| format!("{} {word}", self.lexicon().text(group.lemma));
                behind.map_or(Verdict::Real, |word| self.cues.phrase_verdict(self.lexicon(), &phrase(word)))
            }
            _ => self.cues.verdict(self.lexicon(), group.lemma, VERB),
        }
    }

    pub(super) fn lemmas(&self, token: usize) -> impl Iterator<Item = WordId> + '_ {
        let word = self.story.text.tokens[token].word;
        std::iter::once(word).chain(self.lexicon().lemmas(word).iter().map(|(l, _)| *l))
    }

    /// "Lifted the ban": the ban is told by its end, which is an event of its own.
    fn undoes(&self, clause: usize) -> bool {
        self.lexicon().is(self.parsed.chunks.verbs[clause].lemma, self.cues.undone)
    }

    /// What the verb that carries a trigger noun says of it: "cancelled the launch", "plans a merger", "the sale is expected".
    fn carrier(&self, clause: usize, noun: usize) -> Verdict {
        // "Called for an investigation"
        let behind = self.parsed.clauses[clause].complements.iter().find(|c| c.nouns.contains(&noun));
        if let Some(behind) = behind {
            let lemma = self.lexicon().text(self.parsed.chunks.verbs[clause].lemma);
            let phrase = format!("{lemma} {}", self.lexicon().text(behind.word));
            let verdict = self.cues.phrase_verdict(self.lexicon(), &phrase);
            if verdict != Verdict::Real {
                return verdict;
            }
        }
        match self.verb_verdict(clause) {
            // "Committed a robbery": done, and no plan to.
            Verdict::Status(Status::Planned)
                if self.tells_crimes
                    && self.lexicon().is(self.parsed.chunks.verbs[clause].lemma, self.cues.committed) =>
            {
                Verdict::Real
            }
            // "sought approval", "agreed a deal": what is planned is the noun's event.
            Verdict::Status(Status::Alleged) => Verdict::Real,
            // "agreed to a merger" is planned; "signed" is not in the list.
            v => v,
        }
    }

    /// What the clause itself and the verbs above it say. `own` = the clause's verb is the trigger; `carried` = it is, or has the trigger as its object.
    fn chain(&self, start: usize, own: bool, carried: bool) -> Verdict {
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

    fn modal(&self, at: usize) -> Verdict {
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
    fn governor(&self, up: usize, tense: Tense) -> Verdict {
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

fn merge(verdict: Verdict, status: Status) -> Verdict {
    match verdict {
        Verdict::Status(s) => Verdict::Status(stronger(s, status)),
        _ => Verdict::Status(status),
    }
}

/// Denied beats alleged beats planned beats happened.
fn stronger(a: Status, b: Status) -> Status {
    let rank = |s| match s {
        Status::Happened => 0,
        Status::Planned => 1,
        Status::Alleged => 2,
        Status::Denied => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}
