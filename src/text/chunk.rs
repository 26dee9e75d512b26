//! Noun groups and verb groups of one sentence. All indexes are token indexes into the [`Text`](super::Text), half-open.

use super::lexicon::WordId;

/// What a noun group is built around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NounKind {
    /// A proper name: "U.S. Department of Defense".
    Name,
    /// A common noun: "the two companies", "170,000 retail locations".
    Common,
    /// A personal pronoun or a demonstrative standing alone: "it", "they", "this".
    Pronoun,
    /// A relative or interrogative pronoun: "which", "who".
    Relative,
    /// A number or sum without a noun: "$2 billion", "170,000".
    Number,
}

/// A noun group: a base noun phrase with its determiner and modifiers, without what follows the head; a name includes its "of" part
/// ("U.S. Department of Defense"). Coordinated names are groups of their own ("ZTE & Huawei" = two) save where the name itself is one ("Johnson & Johnson").
/// A possessor is a group of its own, ending before "'s", to which the possessed group points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounGroup {
    /// First token, determiner included ("the", "its", "a", "two").
    pub first: u32,
    /// First token after determiners and possessives: where the participant's text begins.
    pub core: u32,
    /// One past the last token.
    pub end: u32,
    /// The head noun's token (the last word of a name).
    pub head: u32,
    /// What the head is.
    pub kind: NounKind,
    /// Whether the head is plural, or the group is a coordination.
    pub plural: bool,
    /// Index (among the sentence's noun groups) of the possessor in "X's …".
    pub possessor: Option<u32>,
}

/// Tense of a verb group's first verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// "buys", "is buying", "has bought".
    Present,
    /// "bought", "was buying", "had bought".
    Past,
    /// "will buy", "is going to buy", "'ll buy".
    Future,
    /// "to buy", "to be bought".
    Infinitive,
    /// "buying", "having bought", "being bought", with no finite verb.
    Gerund,
    /// "bought", "taken", with no auxiliary: a reduced relative or an absolute.
    Participle,
    /// Base form without subject or "to": imperative, or after "help", "let", "saw".
    Bare,
}

/// A verb group: auxiliaries, adverbs between them, main verb and particle ("has not yet been shut down").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbGroup {
    /// First token (auxiliary, "to", or the verb).
    pub first: u32,
    /// One past the last token (the particle, if there is one, belongs to it).
    pub end: u32,
    /// The main verb's token.
    pub head: u32,
    /// The main verb's lemma, or [`UNKNOWN`](super::UNKNOWN).
    pub lemma: WordId,
    /// The particle's token ("up", "out", "down"), where one follows the verb directly.
    pub particle: Option<u32>,
    /// Tense of the first verb.
    pub tense: Tense,
    /// "have" + participle.
    pub perfect: bool,
    /// "be" + -ing.
    pub progressive: bool,
    /// "be"/"get" + participle, or a bare participle.
    pub passive: bool,
    /// "not", "n't", "never", "no longer".
    pub negated: bool,
    /// The modal's word ("could", "may", "would"; "will" too).
    pub modal: Option<WordId>,
}

/// The analysis of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Chunks {
    /// One tag a token of the sentence, the first token's first.
    pub tags: Vec<super::Tag>,
    /// Noun groups in text order; they do not overlap.
    pub nouns: Vec<NounGroup>,
    /// Verb groups in text order; they do not overlap.
    pub verbs: Vec<VerbGroup>,
}
