//! Whether an event happened, is planned, alleged or denied; or is only imagined, and then no fact.

use serde::Deserialize;

use super::clause::{Clause, Link};
use super::find::Found;
use super::mention::Status;
use super::rule::Counterexample;
use super::story::{Parsed, Story};
use crate::error::Result;
use crate::rules::{RuleFiles, parse};
use crate::text::{ClassId, Kind, Lexicon, NounKind, Tag, Tense, UNKNOWN, WordId};

/// `status.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    planned: Words,
    alleged: Words,
    denied: Words,
    hypothetical: Words,
    transparent: Words,
    reporting: Words,
    support: Words,
    object_control: Words,
    #[serde(default, rename = "example")]
    examples: Vec<StatusExample>,
    #[serde(default, rename = "counterexample")]
    counterexamples: Vec<Counterexample>,
}

/// A sentence whose event has a status.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusExample {
    /// The sentence.
    pub text: String,
    /// The event's trigger.
    pub trigger: String,
    /// The status that must be found.
    pub status: Status,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    verbs: Vec<String>,
    nouns: Vec<String>,
    adjectives: Vec<String>,
    adverbs: Vec<String>,
    sources: Vec<String>,
    modals: Vec<String>,
    markers: Vec<String>,
}

/// The compiled cues: word classes named "planned_verb", "denied_noun" …
#[derive(Debug)]
pub(crate) struct Cues {
    planned: [ClassId; 3],
    denied: [ClassId; 3],
    alleged: [ClassId; 3],
    hypothetical: [ClassId; 3],
    alleged_adverb: ClassId,
    alleged_source: ClassId,
    hypothetical_modal: ClassId,
    hypothetical_marker: ClassId,
    transparent: ClassId,
    reporting: ClassId,
    support: ClassId,
    /// The word "by".
    pub(crate) by: WordId,
    /// The word "of".
    pub(crate) of: WordId,
    would: WordId,
    will: WordId,
}

const VERB: usize = 0;
const NOUN: usize = 1;
const ADJECTIVE: usize = 2;

/// What a step up the sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Real,
    Status(Status),
    Imagined,
}

impl Cues {
    /// Reads `status.toml`; gives its examples, too.
    pub(crate) fn load(
        files: &RuleFiles,
        lexicon: &mut Lexicon,
    ) -> Result<(Cues, Vec<StatusExample>, Vec<Counterexample>)> {
        let empty = StatusFile {
            planned: Words::default(),
            alleged: Words::default(),
            denied: Words::default(),
            hypothetical: Words::default(),
            transparent: Words::default(),
            reporting: Words::default(),
            support: Words::default(),
            object_control: Words::default(),
            examples: Vec::new(),
            counterexamples: Vec::new(),
        };
        let file: StatusFile = files.get("status.toml").map(parse).transpose()?.unwrap_or(empty);
        let mut class = |name: &str, words: &[String]| {
            for w in words {
                lexicon.add_to_class(name, w, 0);
            }
            lexicon.intern_class(name)
        };
        let mut three = |name: &str, w: &Words| {
            [
                class(&format!("{name}_verb"), &w.verbs),
                class(&format!("{name}_noun"), &w.nouns),
                class(&format!("{name}_adjective"), &w.adjectives),
            ]
        };
        let (planned, denied, alleged, hypothetical) = (
            three("planned", &file.planned),
            three("denied", &file.denied),
            three("alleged", &file.alleged),
            three("hypothetical", &file.hypothetical),
        );
        class("object_control_verb", &file.object_control.verbs);
        let cues = Cues {
            planned,
            denied,
            alleged,
            hypothetical,
            alleged_adverb: class("alleged_adverb", &file.alleged.adverbs),
            alleged_source: class("alleged_source", &file.alleged.sources),
            hypothetical_modal: class("hypothetical_modal", &file.hypothetical.modals),
            hypothetical_marker: class("hypothetical_marker", &file.hypothetical.markers),
            transparent: class("transparent_verb", &file.transparent.verbs),
            reporting: class("reporting_verb", &file.reporting.verbs),
            support: class("support_verb", &file.support.verbs),
            by: lexicon.intern("by"),
            of: lexicon.intern("of"),
            would: lexicon.intern("would"),
            will: lexicon.intern("will"),
        };
        Ok((cues, file.examples, file.counterexamples))
    }

    /// Whether the verb only carries its noun.
    pub(crate) fn is_support(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.support)
    }

    /// Whether the verb reports what somebody says.
    pub(crate) fn is_reporting(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.reporting)
    }

    /// Whether the verb leaves an event that it rules as real and as dated as itself.
    pub(crate) fn is_transparent(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.transparent)
    }

    fn verdict(&self, lexicon: &Lexicon, word: WordId, part: usize) -> Verdict {
        if word == UNKNOWN {
            Verdict::Real
        } else if lexicon.is(word, self.hypothetical[part]) {
            Verdict::Imagined
        } else if lexicon.is(word, self.denied[part]) {
            Verdict::Status(Status::Denied)
        } else if lexicon.is(word, self.alleged[part]) {
            Verdict::Status(Status::Alleged)
        } else if lexicon.is(word, self.planned[part]) {
            Verdict::Status(Status::Planned)
        } else {
            Verdict::Real
        }
    }
}

/// Judges one event.
pub(crate) struct Judge<'j, 'a, 'd> {
    pub(crate) story: &'j Story<'a, 'd>,
    pub(crate) cues: &'j Cues,
    pub(crate) parsed: &'j Parsed,
    pub(crate) index: usize,
}

impl Judge<'_, '_, '_> {
    /// The event's status, or `None` where it is imagined, asked or generic.
    pub(crate) fn status(&self, found: &Found, frame_status: Option<Status>) -> Option<Status> {
        if self.is_question() {
            return None;
        }
        let mut status = Status::Happened;
        let mut apply = |verdict: Verdict| -> bool {
            match verdict {
                Verdict::Real => {}
                Verdict::Imagined => return false,
                Verdict::Status(s) => status = stronger(status, s),
            }
            true
        };
        if let Some(noun) = found.noun {
            if !apply(self.modifiers(noun)) {
                return None;
            }
        }
        if let Some(clause) = found.clause {
            if found.noun.is_some() && !apply(self.carrier(clause)) {
                return None;
            }
            if !apply(self.chain(clause, found.noun.is_none())) {
                return None;
            }
            if found.noun.is_none() && status == Status::Happened && self.is_generic(clause) {
                return None;
            }
        }
        if status == Status::Happened && self.is_alleged(found) {
            status = Status::Alleged;
        }
        Some(match frame_status {
            Some(s) if status == Status::Happened => s,
            _ => status,
        })
    }

    fn lexicon(&self) -> &Lexicon {
        self.story.lexicon
    }

    fn is_question(&self) -> bool {
        let sentence = self.story.text.sentences[self.index];
        sentence.range().rev().take(3).any(|i| self.story.text.word(i) == "?")
    }

    /// What the adjectives before a trigger noun say: "proposed merger", and a plan of which it is: "plans for a merger".
    fn modifiers(&self, noun: usize) -> Verdict {
        let group = &self.parsed.chunks.nouns[noun];
        for i in group.first..group.head {
            let word = self.story.text.tokens[i as usize].word;
            match self.cues.verdict(self.lexicon(), word, ADJECTIVE) {
                Verdict::Real => {}
                other => return other,
            }
            if self.story.text.word(i as usize).eq_ignore_ascii_case("no") {
                return Verdict::Imagined;
            }
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

    fn lemmas(&self, token: usize) -> impl Iterator<Item = WordId> + '_ {
        let word = self.story.text.tokens[token].word;
        std::iter::once(word).chain(self.lexicon().lemmas(word).iter().map(|(l, _)| *l))
    }

    /// What the verb that carries a trigger noun says of it: "cancelled the launch", "plans a merger", "the sale is expected".
    fn carrier(&self, clause: usize) -> Verdict {
        let verb = &self.parsed.chunks.verbs[clause];
        match self.cues.verdict(self.lexicon(), verb.lemma, VERB) {
            // "sought approval", "agreed a deal": what is planned is the noun's event.
            Verdict::Status(Status::Alleged) => Verdict::Real,
            // "agreed to a merger" is planned; "signed" is not in the list.
            v => v,
        }
    }

    /// What the clause itself and the verbs above it say. `own` = the clause's verb is the trigger.
    fn chain(&self, start: usize, own: bool) -> Verdict {
        let mut verdict = Verdict::Real;
        let mut at = start;
        let mut trigger = own;
        for _ in 0..6 {
            let (clause, verb) = (&self.parsed.clauses[at], &self.parsed.chunks.verbs[at]);
            let reporting = !trigger && self.cues.is_reporting(self.lexicon(), verb.lemma);
            if let Some(m) = clause.marker {
                if self.lexicon().is(self.story.text.tokens[m].word, self.cues.hypothetical_marker) {
                    return Verdict::Imagined;
                }
            }
            if !reporting {
                match self.modal(at) {
                    Verdict::Imagined => return Verdict::Imagined,
                    Verdict::Status(s) => verdict = merge(verdict, s),
                    Verdict::Real => {}
                }
                if verb.negated {
                    if verb.tense == Tense::Present && !verb.perfect {
                        return Verdict::Imagined;
                    }
                    verdict = match verdict {
                        Verdict::Status(Status::Denied) => return Verdict::Imagined,
                        Verdict::Status(Status::Planned) => return Verdict::Status(Status::Denied),
                        _ => Verdict::Status(Status::Denied),
                    };
                }
            }
            if let Some(a) = clause.adjective {
                match self
                    .lemmas(a)
                    .map(|l| self.cues.verdict(self.lexicon(), l, ADJECTIVE))
                    .find(|v| *v != Verdict::Real)
                {
                    Some(Verdict::Imagined) => return Verdict::Imagined,
                    Some(Verdict::Status(s)) => verdict = merge(verdict, s),
                    _ => {}
                }
            }
            match clause.link {
                Link::Complement(up) => {
                    let governor = self.parsed.chunks.verbs[up].lemma;
                    if !self.cues.is_transparent(self.lexicon(), governor) || verb.tense == Tense::Infinitive {
                        match self.governor(up, clause, verb.tense) {
                            Verdict::Imagined => return Verdict::Imagined,
                            Verdict::Status(s) => verdict = merge(verdict, s),
                            Verdict::Real => {}
                        }
                    }
                    at = up;
                }
                Link::OfNoun(noun) => {
                    let head = self.parsed.chunks.nouns[noun].head as usize;
                    let v = self
                        .lemmas(head)
                        .map(|l| self.cues.verdict(self.lexicon(), l, NOUN))
                        .find(|v| *v != Verdict::Real);
                    return match v {
                        Some(Verdict::Imagined) => Verdict::Imagined,
                        Some(Verdict::Status(s)) => merge(verdict, s),
                        _ if verb.tense == Tense::Infinitive => merge(verdict, Status::Planned),
                        _ => verdict,
                    };
                }
                Link::Adjunct(up) if verb.tense == Tense::Infinitive => {
                    let main = &self.parsed.chunks.verbs[up];
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
                Link::Main if verb.tense == Tense::Infinitive => return merge(verdict, Status::Planned),
                Link::Main | Link::Relative(_) => return verdict,
            }
            trigger = false;
        }
        verdict
    }

    /// "after buying", "since joining": the gerund's event is as real as it stands.
    fn is_temporal(&self, marker: usize) -> bool {
        matches!(
            self.story.text.word(marker).to_ascii_lowercase().as_str(),
            "after" | "since" | "following" | "upon" | "on" | "from" | "for" | "despite"
        )
    }

    fn modal(&self, at: usize) -> Verdict {
        let verb = &self.parsed.chunks.verbs[at];
        match verb.modal {
            Some(m) if self.lexicon().is(m, self.cues.hypothetical_modal) => Verdict::Imagined,
            Some(m) if m == self.cues.would => {
                let reported = matches!(self.parsed.clauses[at].link, Link::Complement(_));
                if reported && !verb.perfect { Verdict::Status(Status::Planned) } else { Verdict::Imagined }
            }
            Some(m) if m == self.cues.will && verb.perfect => Verdict::Status(Status::Planned),
            _ if verb.tense == Tense::Future => Verdict::Status(Status::Planned),
            _ => Verdict::Real,
        }
    }

    /// What verb `up` says of the event in its infinitive, gerund or that-clause.
    fn governor(&self, up: usize, clause: &Clause, tense: Tense) -> Verdict {
        let verb = &self.parsed.chunks.verbs[up];
        let finite = matches!(tense, Tense::Present | Tense::Past | Tense::Future);
        let reporting = self.cues.is_reporting(self.lexicon(), verb.lemma);
        if finite && reporting {
            let alleged = self.lexicon().is(verb.lemma, self.cues.alleged[VERB]) && verb.passive;
            let source = self.parsed.clauses[up].subject.iter().any(|n| self.is_source(*n));
            return if alleged || source { Verdict::Status(Status::Alleged) } else { Verdict::Real };
        }
        if finite && !reporting && self.lexicon().is(verb.lemma, self.cues.planned[VERB]) {
            // "expects that sales fell" tells nothing; "hopes it will" has its own "will".
            return Verdict::Real;
        }
        let _ = clause;
        match self.cues.verdict(self.lexicon(), verb.lemma, VERB) {
            // "is said to have bought", "is believed to be selling"
            Verdict::Real if reporting && verb.passive && tense == Tense::Infinitive => {
                Verdict::Status(Status::Alleged)
            }
            v => v,
        }
    }

    /// Unnamed sources: "sources", "media reports", "people familiar with the matter".
    fn is_source(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        group.kind == NounKind::Common
            && group.possessor.is_none()
            && group.plural
            && self.lemmas(group.head as usize).any(|l| self.lexicon().is(l, self.cues.alleged_source))
    }

    /// "reportedly", or "according to sources".
    fn is_alleged(&self, found: &Found) -> bool {
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let adverb = sentence
            .range()
            .any(|i| self.lexicon().is(text.tokens[i].word, self.cues.alleged_adverb) && i.abs_diff(found.head) <= 8);
        adverb
            || self.parsed.chunks.nouns.iter().enumerate().any(|(n, g)| {
                let before = (g.first as usize).checked_sub(2).filter(|b| *b >= sentence.first as usize);
                before.is_some_and(|b| text.word(b).eq_ignore_ascii_case("according") && text.word(b + 1) == "to")
                    && self.is_source(n)
            })
    }

    /// A present tense that tells no happening: "firms often sue", "the bank sells loans". Headlines, which have no period, and dated sentences are kept.
    fn is_generic(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        if verb.tense != Tense::Present || verb.perfect || verb.progressive || verb.passive {
            return verb.tense == Tense::Bare && self.parsed.clauses[clause].subject.is_empty();
        }
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let period = sentence.range().rev().take(3).any(|i| text.tokens[i].kind == Kind::Mark && text.word(i) == ".");
        let named =
            self.parsed.clauses[clause].subject.iter().any(|n| self.parsed.chunks.nouns[*n].kind == NounKind::Name);
        let tag = self.parsed.chunks.tags.get(verb.first as usize - sentence.first as usize);
        (period && self.parsed.clauses[clause].times.is_empty()) || (!named && tag == Some(&Tag::VBP))
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
