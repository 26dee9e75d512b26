//! The words of `status.toml`: what makes an event planned, alleged, denied or imagined.

use serde::Deserialize;

use super::boilerplate::Boilerplate;
use super::mention::Status;
use super::rule::Counterexample;
use crate::error::Result;
use crate::rules::{RuleFiles, parse};
use crate::text::{ClassId, Lexicon, UNKNOWN, WordId};

/// `status.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    planned: Words,
    alleged: Words,
    denied: Words,
    hypothetical: Words,
    transparent: Words,
    #[serde(default)]
    done: Words,
    #[serde(default)]
    ranking: Words,
    #[serde(default)]
    courtesy: Words,
    #[serde(default)]
    charge: Words,
    #[serde(default)]
    undone: Words,
    #[serde(default)]
    open: Words,
    #[serde(default)]
    chosen: Words,
    #[serde(default)]
    state: Words,
    #[serde(default)]
    owned: Words,
    #[serde(default)]
    biography: Words,
    standing: Words,
    general: Words,
    #[serde(default)]
    statute: Words,
    #[serde(default)]
    any: Words,
    #[serde(default)]
    condition: Words,
    #[serde(default)]
    ongoing: Words,
    #[serde(default)]
    credit: Words,
    #[serde(default)]
    habit: Words,
    #[serde(default)]
    received: Words,
    eventful: Words,
    #[serde(default)]
    boilerplate: Words,
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
    documents: Vec<String>,
    papers: Vec<String>,
    accusers: Vec<String>,
    modals: Vec<String>,
    markers: Vec<String>,
    phrases: Vec<String>,
    sentences: Vec<String>,
    determiners: Vec<String>,
    openers: Vec<String>,
    pronouns: Vec<String>,
    prepositions: Vec<String>,
    words: Vec<String>,
}

/// The compiled cues: word classes named "planned_verb", "denied_noun" …
#[derive(Debug)]
pub(crate) struct Cues {
    pub(super) planned: [ClassId; 3],
    pub(super) denied: [ClassId; 3],
    pub(super) alleged: [ClassId; 3],
    pub(super) hypothetical: [ClassId; 3],
    /// Words by which a crime is told as what somebody is charged with.
    pub(super) charge: [ClassId; 3],
    /// "approve": an event itself where it carries one.
    pub(super) eventful: ClassId,
    /// "reject", "approve": whose subject does not do what the noun behind them tells.
    pub(super) received: ClassId,
    /// "indictment", "complaint": by which something is alleged.
    /// Who tells of crimes that nobody has been found guilty of.
    pub(super) accuser: ClassId,
    pub(super) accusation: ClassId,
    /// Papers of a case after a verdict, too: "court documents", "evidence".
    pub(super) papers: ClassId,
    /// "allege", "allegation"
    pub(super) allegation: ClassId,
    /// "admit", "convict", "evidence": words by which a crime is no allegation any more
    pub(super) owned: ClassId,
    /// "commit": a crime, and no plan
    pub(super) committed: ClassId,
    /// "role": what one had in a crime is no news of it
    pub(super) role: ClassId,
    /// "Act", "Title": in the names of laws
    pub(super) statute: ClassId,
    /// "any", "each"
    pub(super) any: ClassId,
    /// "a", "an"
    pub(super) one: ClassId,
    /// "pre" in "pre-launch"
    pub(super) prefix: ClassId,
    /// "subject" in "subject to approval"
    pub(super) condition: ClassId,
    /// "continue": what will go on is nothing new
    pub(super) ongoing: ClassId,
    /// "investigate", "prosecute": in whose credits "in cooperation with" tells of no partnership
    pub(super) credit: ClassId,
    /// "serve": in the past and without a date part of somebody's life
    pub(super) biography: ClassId,
    pub(super) standing: ClassId,
    pub(super) general: ClassId,
    /// "often", "typically"
    pub(super) habit: ClassId,
    /// "lift", "overturn"
    pub(super) undone: ClassId,
    /// "no", "neither": before who did not do it
    pub(super) nobody: ClassId,
    /// "had", "should": at the head of a condition without "if"
    pub(super) opener: ClassId,
    /// "thank", "commend"
    pub(super) courtesy: ClassId,
    pub(super) alleged_adverb: ClassId,
    pub(super) alleged_source: ClassId,
    pub(super) hypothetical_modal: ClassId,
    pub(super) hypothetical_marker: ClassId,
    /// "falsely": of what is said so
    pub(super) false_adverb: ClassId,
    /// "when", "until": before a present tense they tell of no day that has come
    pub(super) open_marker: ClassId,
    /// "with", "until": what stands behind them in the future is still to come
    pub(super) awaiting: ClassId,
    /// "those", "anyone": whoever the relative clause behind it fits
    pub(super) anybody: ClassId,
    /// "decide", "choose": what is not done by them is refused
    pub(super) chosen: ClassId,
    /// "down", "on strike": what holds today is news in the present tense
    pub(super) state: ClassId,
    pub(super) transparent: ClassId,
    /// "complete", "close": of a deal to do something, which then is done.
    pub(super) done: ClassId,
    /// "glad", "proud": what one is glad to do one does.
    pub(super) glad: ClassId,
    /// "first", "latest"
    pub(super) ranking: ClassId,
    pub(super) reporting: ClassId,
    pub(super) support: ClassId,
    pub(super) means: [WordId; 3],
    /// The word "by".
    pub(super) with: WordId,
    pub(super) from: WordId,
    pub(crate) by: WordId,
    /// The word "of".
    pub(crate) of: WordId,
    /// The word "in".
    pub(crate) inside: WordId,
    pub(super) at: WordId,
    /// The word "over".
    pub(super) over: WordId,
    pub(super) would: WordId,
    pub(super) will: WordId,
    /// "forward-looking statements"
    pub(super) boilerplate: Boilerplate,
}

pub(super) const VERB: usize = 0;
pub(super) const NOUN: usize = 1;
pub(super) const ADJECTIVE: usize = 2;

/// What a step up the sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
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
            done: Words::default(),
            ranking: Words::default(),
            courtesy: Words::default(),
            charge: Words::default(),
            undone: Words::default(),
            open: Words::default(),
            chosen: Words::default(),
            state: Words::default(),
            owned: Words::default(),
            biography: Words::default(),
            standing: Words::default(),
            general: Words::default(),
            statute: Words::default(),
            any: Words::default(),
            condition: Words::default(),
            ongoing: Words::default(),
            credit: Words::default(),
            habit: Words::default(),
            received: Words::default(),
            eventful: Words::default(),
            boilerplate: Words::default(),
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
        let charge = three("charge", &file.charge);
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
            charge,
            hypothetical,
            alleged_adverb: class("alleged_adverb", &file.alleged.adverbs),
            alleged_source: class("alleged_source", &file.alleged.sources),
            hypothetical_modal: class("hypothetical_modal", &file.hypothetical.modals),
            hypothetical_marker: class("hypothetical_marker", &file.hypothetical.markers),
            false_adverb: class("false_adverb", &file.hypothetical.adverbs),
            open_marker: class("open_marker", &file.open.markers),
            awaiting: class("awaiting_preposition", &file.open.prepositions),
            anybody: class("open_pronoun", &file.open.pronouns),
            chosen: class("chosen_verb", &file.chosen.verbs),
            state: class("state_word", &file.state.adverbs),
            transparent: class("transparent_verb", &file.transparent.verbs),
            done: class("done_verb", &file.done.verbs),
            glad: class("transparent_adjective", &file.transparent.adjectives),
            received: class("received_verb", &file.received.verbs),
            eventful: class("eventful_verb", &file.eventful.verbs),
            accuser: class("accuser", &file.alleged.accusers),
            accusation: class("accusing_document", &file.alleged.documents),
            papers: class("court_paper", &file.alleged.papers),
            allegation: class("allegation", &file.alleged.words),
            owned: class("owned_word", &file.owned.words),
            committed: class("committed_verb", &file.owned.verbs),
            role: class("role_noun", &file.owned.nouns),
            statute: class("statute_name", &file.statute.words),
            any: class("any_determiner", &file.any.determiners),
            one: class("one_determiner", &file.any.words),
            prefix: class("event_prefix", &file.any.adverbs),
            condition: class("condition_word", &file.condition.words),
            ongoing: class("ongoing_verb", &file.ongoing.verbs),
            credit: class("credit_verb", &file.credit.verbs),
            biography: class("biography_verb", &file.biography.verbs),
            standing: class("standing_verb", &file.standing.verbs),
            general: class("general_preposition", &file.general.prepositions),
            habit: class("habit_adverb", &file.habit.adverbs),
            undone: class("undone_verb", &file.undone.verbs),
            nobody: class("denied_determiner", &file.denied.determiners),
            opener: class("hypothetical_opener", &file.hypothetical.openers),
            courtesy: class("courtesy_verb", &file.courtesy.verbs),
            ranking: class("ranking_adjective", &file.ranking.adjectives),
            reporting: class("reporting_verb", &file.reporting.verbs),
            support: class("support_verb", &file.support.verbs),
            means: ["through", "via", "with"].map(|w| lexicon.intern(w)),
            by: lexicon.intern("by"),
            with: lexicon.intern("with"),
            from: lexicon.intern("from"),
            of: lexicon.intern("of"),
            inside: lexicon.intern("in"),
            at: lexicon.intern("at"),
            over: lexicon.intern("over"),
            would: lexicon.intern("would"),
            will: lexicon.intern("will"),
            boilerplate: Boilerplate::new(&file.boilerplate.phrases, &file.boilerplate.sentences, lexicon),
        };
        Ok((cues, file.examples, file.counterexamples))
    }

    /// Whether the verb only carries its noun.
    pub(crate) fn is_support(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.support)
    }

    /// The prepositions before that by which something is done.
    pub(crate) fn means(&self) -> &[WordId] {
        &self.means
    }

    /// "through", "via": the preposition before that by which something is done.
    pub(crate) fn is_means(&self, word: WordId) -> bool {
        self.means.contains(&word)
    }

    /// Whether the verb reports what somebody says.
    pub(crate) fn is_reporting(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.reporting)
    }

    /// Whether the verb leaves an event that it rules as real and as dated as itself.
    pub(crate) fn is_transparent(&self, lexicon: &Lexicon, verb: WordId) -> bool {
        lexicon.is(verb, self.transparent)
    }

    /// What a verb with its particle says: "call off".
    pub(super) fn phrase_verdict(&self, lexicon: &Lexicon, phrase: &str) -> Verdict {
        let is = |class: ClassId| lexicon.phrase(phrase).iter().any(|(c, _)| *c == class);
        if is(self.hypothetical[VERB]) {
            Verdict::Imagined
        } else if is(self.denied[VERB]) {
            Verdict::Status(Status::Denied)
        } else if is(self.planned[VERB]) {
            Verdict::Status(Status::Planned)
        } else {
            Verdict::Real
        }
    }

    pub(super) fn verdict(&self, lexicon: &Lexicon, word: WordId, part: usize) -> Verdict {
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
