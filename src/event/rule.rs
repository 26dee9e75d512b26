//! Event rules as they stand in `data/en/event/<type>.toml`: roles, frames, and the examples that prove them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::mention::{Basis, Macro, Status};

/// A file of `event/`: one event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventFile {
    /// The type's name; the file bears the same.
    #[serde(rename = "type")]
    pub kind: String,
    /// What counts, in a line or two, for `annals rules`.
    pub about: String,
    /// The names of the roles, with the macro-role of each. `agent`, `target`, `place` and `amount` need not be listed.
    #[serde(default)]
    pub roles: BTreeMap<String, Macro>,
    /// Types that give way: where a frame here and one of theirs claim the same trigger, this one wins.
    #[serde(default)]
    pub beats: Vec<String>,
    /// Whether what people are charged with or convicted of is an event of the type: crimes are, "two counts of selling drugs" tells no sale.
    #[serde(default)]
    pub crimes: bool,
    /// Whether what somebody decides has happened: an authority that decides to ban has banned, a firm that decides to sell has yet to.
    #[serde(default)]
    pub decided: bool,
    /// Whether an event of the type has a price, which may be told in a sentence behind it or said to be undisclosed.
    #[serde(default)]
    pub priced: bool,
    /// Whether one affair has many such events: an arrest, a charge and a sentence are three, though one and the same person undergoes them.
    #[serde(default)]
    pub steps: bool,
    /// Whether events of the type are figures, which cover all of the period that is told with them, also where it is not over yet.
    #[serde(default)]
    pub figures: bool,
    /// The frames.
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    /// Sentences that hold no fact of this type.
    #[serde(default, rename = "counterexample")]
    pub counterexamples: Vec<Counterexample>,
}

/// Trigger words and the grammatical slots that fill their roles.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The frame's name, unique in its file; it reads like what it matches: "buy something from somebody".
    pub name: String,
    /// Trigger verbs: lemmas ("buy"), with particle ("take over"), or idioms ("file for bankruptcy", "go public").
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Trigger nouns: lemmas ("purchase") or compounds ("joint venture").
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs that may carry a trigger noun as their object ("sign a partnership"): the verb's subject fills "subject".
    #[serde(default)]
    pub support: Vec<String>,
    /// Whether a trigger noun counts only where a support verb carries it.
    #[serde(default)]
    pub only_supported: bool,
    /// Whether a trigger verb counts only as a participle before its object: "the recently listed Acme".
    #[serde(default)]
    pub only_before: bool,
    /// Which slots fill which role. Slots: "subject", "object", "object2", "possessor", "modifier", "to-verb", "time" (only to be needed), "purpose" (the object of
    /// the infinitive or gerund that the trigger rules), "doer" (behind "by" of the participle that describes the object), "story" (whom the story is about,
    /// where nothing else fills the role), or a preposition.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Slots that must hold one of these: lemmas, or kinds and classes in braces ("{money}", "{organisation}").
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, Vec<String>>,
    /// Slots that must not hold any of these.
    #[serde(default)]
    pub unless: BTreeMap<String, Vec<String>>,
    /// Slots of which at least one must be filled.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What the frame says of the status by itself ("call off" = denied).
    pub status: Option<Status>,
    /// Sentences that this frame must find.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// A sentence with the fact that its frame must find in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The document's date; 2018-07-12 where it does not matter.
    pub dct: Option<String>,
    /// The text, of one or more sentences.
    pub text: String,
    /// What must be found.
    pub fact: Expected,
}

/// The fact of an [`Example`]; what is not given is not asserted, save that lists given must be complete.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The trigger's words.
    pub trigger: String,
    /// The agents, in text order.
    pub agents: Option<Vec<String>>,
    /// The targets.
    pub targets: Option<Vec<String>>,
    /// The place.
    pub place: Option<String>,
    /// The amount.
    pub amount: Option<String>,
    /// The status (`happened` where it is not given).
    pub status: Option<Status>,
    /// The time's TIMEX3 value.
    pub value: Option<String>,
    /// First day, or "open".
    pub earliest: Option<String>,
    /// Last day, or "open".
    pub latest: Option<String>,
    /// Where the time comes from.
    pub source: Option<Basis>,
}

/// A text in which no fact of the type may be found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    /// The document's date; 2018-07-12 where it does not matter.
    pub dct: Option<String>,
    /// The text.
    pub text: String,
}
