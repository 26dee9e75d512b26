//! What an infinitive's surroundings say of its event: a plan, something done, or nothing at all ("how to", "the authority to", "designed to").

use super::clause::Link;
use super::cue::{NOUN, Verdict};
use super::item::Item;
use super::mention::Status;
use super::status::Judge;
use crate::text::{NounKind, Tense};

impl Judge<'_, '_, '_> {
    /// What is to be done by what clause `up` tells: a plan, where that is an event, and nothing where it is none.
    pub(super) fn purpose(&self, up: usize) -> Verdict {
        let verb = &self.parsed.chunks.verbs[up];
        // "Is to open in May"
        let be = self.story.kinds.be.is_some_and(|c| self.lexicon().is(verb.lemma, c));
        let named = |n: &usize| self.parsed.chunks.nouns[*n].kind != NounKind::Common;
        let subject = &self.parsed.clauses[up].subject;
        // "Signed a letter of intent with Acme to buy"
        let mut objects = self.parsed.clauses[up].object.iter().map(|n| self.parsed.chunks.nouns[*n].head as usize);
        let plan = objects.any(|o| {
            self.lemmas(o).any(|l| self.cues.verdict(self.lexicon(), l, NOUN) == Verdict::Status(Status::Planned))
        });
        if self.told.contains(&up) || plan || (be && subject.iter().any(named)) {
            return Verdict::Status(Status::Planned);
        }
        Verdict::Imagined
    }

    /// "Decided to ban", "the decision to ban": what an infinitive tells is settled.
    pub(super) fn is_decided(&self, clause: usize) -> bool {
        if self.parsed.chunks.verbs[clause].negated {
            return false;
        }
        match self.parsed.clauses[clause].link {
            Link::Complement(up) => {
                let verb = &self.parsed.chunks.verbs[up];
                let done = verb.tense == Tense::Past || (verb.tense == Tense::Present && verb.perfect);
                self.lexicon().text(verb.lemma) == "decide" && done && !verb.negated && verb.modal.is_none()
            }
            Link::OfNoun(noun) => {
                let group = &self.parsed.chunks.nouns[noun];
                self.story.text.word(group.head as usize) == "decision"
                    && (group.possessor.is_some() || group.core > group.first)
            }
            _ => false,
        }
    }

    /// "Agreed in principle to buy", "an agreement with Acme to buy", "a deal for Acme to buy": the plan stands before the preposition.
    pub(super) fn plan_around(&self, noun: usize) -> Verdict {
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        if at == usize::MAX || at < 2 || !matches!(row.items[at - 1], Item::Prep(_)) {
            return Verdict::Real;
        }
        let said = |head: usize, part: usize| {
            self.lemmas(head).map(|l| self.cues.verdict(self.lexicon(), l, part)).find(|v| *v != Verdict::Real)
        };
        match row.items[at - 2] {
            Item::Noun(n) => said(self.parsed.chunks.nouns[n].head as usize, NOUN).unwrap_or(Verdict::Real),
            Item::Verb(v) => self.verb_verdict(v),
            _ => Verdict::Real,
        }
    }

    /// Whether a crime's infinitive hangs on a noun that tells the crime itself: "a scheme to smuggle gold".
    pub(super) fn is_scheme(&self, head: usize) -> bool {
        let word = self.story.text.word(head);
        self.tells_crimes && matches!(word, "scheme" | "schemes")
    }

    /// The clause in which a noun stands that an infinitive hangs on: "exploited a *flaw* to steal", "exploited a flaw in the *app* to steal".
    pub(super) fn tool_of(&self, noun: usize) -> Option<usize> {
        let verbs = &self.parsed.chunks.verbs;
        let first = self.parsed.chunks.nouns[noun].first;
        (0..verbs.len()).rev().find(|v| verbs[*v].end <= first)
    }

    /// Whether a verb tells by what a crime was done: "used the passwords to steal", "posed as a nurse to steal".
    pub(super) fn serves(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let done = verb.tense == Tense::Past || verb.tense == Tense::Present && verb.perfect;
        let tool = self.lexicon().class("tool_verb").is_some_and(|c| self.lexicon().is(verb.lemma, c));
        done && tool && !verb.passive && !verb.negated && verb.modal.is_none()
    }

    /// "How to", "where to"
    pub(super) fn is_wh(&self, marker: usize) -> bool {
        let word = self.story.text.word(marker).to_ascii_lowercase();
        matches!(word.as_str(), "how" | "what" | "where" | "when" | "whether" | "why" | "who" | "whom" | "which")
    }

    /// "We are proud to announce": it is done in saying so.
    pub(super) fn is_glad(&self, adjective: usize) -> bool {
        self.is(adjective, self.cues.glad)
    }

    /// "The first bank", "the latest", "the only bank in Wales": what is told of such a noun in the infinitive has come true.
    pub(super) fn is_ranked(&self, noun: usize) -> bool {
        let row = &self.parsed.row;
        let ranked = |noun: usize| {
            let group = &self.parsed.chunks.nouns[noun];
            (group.first as usize..group.head as usize + 1)
                .any(|i| self.lexicon().is(self.story.text.tokens[i].word, self.cues.ranking))
        };
        let at = row.noun_at[noun];
        let outer = at.checked_sub(2).filter(|_| at != usize::MAX).map(|o| (row.items[o], row.items[o + 1]));
        ranked(noun) || matches!(outer, Some((Item::Noun(n), Item::Prep(_))) if ranked(n))
    }

    /// A line without a finite verb.
    pub(super) fn is_headline(&self) -> bool {
        let finite = |t: Tense| matches!(t, Tense::Present | Tense::Past | Tense::Future);
        !self.parsed.chunks.verbs.iter().any(|v| finite(v.tense))
    }

    /// Whether clause `carrier` says that its object has been carried out.
    pub(super) fn is_done(&self, carrier: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[carrier];
        let past = verb.tense == Tense::Past || verb.perfect;
        past && !verb.negated && verb.modal.is_none() && self.lexicon().is(verb.lemma, self.cues.done)
    }

    /// Whether clause `carrier` tells what is going to be used, for something that then is planned.
    pub(super) fn is_means(&self, carrier: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[carrier];
        let planned = match self.parsed.clauses[carrier].link {
            Link::Complement(up) => self.verb_verdict(up) == Verdict::Status(Status::Planned),
            _ => false,
        };
        let ahead = verb.tense == Tense::Future || verb.tense == Tense::Infinitive && planned;
        ahead && !verb.negated && self.lexicon().text(verb.lemma) == "use"
    }

    /// "after buying", "since joining": the gerund's event is as real as it stands.
    pub(super) fn is_temporal(&self, marker: usize) -> bool {
        matches!(
            self.story.text.word(marker).to_ascii_lowercase().as_str(),
            "after" | "since" | "following" | "upon" | "on" | "from" | "for" | "despite"
        )
    }

    /// "Without obtaining", "instead of selling", "rather than buying"
    pub(super) fn is_instead(&self, marker: usize) -> bool {
        let word = |at: usize| self.story.text.word(at).to_ascii_lowercase();
        match word(marker).as_str() {
            "without" | "than" => true,
            "of" => marker > 0 && word(marker - 1) == "instead",
            _ => false,
        }
    }
}
