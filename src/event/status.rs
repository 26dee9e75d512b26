//! Whether an event happened, is planned, alleged or denied; or is only imagined, and then no fact.

mod above;

use super::clause::Link;
use super::cue::{ADJECTIVE, Cues, NOUN, VERB, Verdict};
use super::find::Found;
use super::mention::Status;
use super::story::{Parsed, Story};
use crate::text::{ClassId, Lexicon, NounKind, Tense, WordId};

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
            if self.is_general(clause, found.noun) {
                return None;
            }
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

    /// Whether the word at a token, or a lemma of it, is in a class.
    pub(super) fn is(&self, token: usize, class: ClassId) -> bool {
        self.lexicon().lemma_is(self.story.text.tokens[token].word, class)
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
