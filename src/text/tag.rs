//! Part-of-speech tags, by the Penn Treebank's names.

/// The part of speech of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(clippy::upper_case_acronyms)]
pub enum Tag {
    /// Coordinating conjunction: "and".
    CC,
    /// Cardinal number: "two", "2018".
    CD,
    /// Determiner: "the", "this".
    DT,
    /// Existential "there".
    EX,
    /// Preposition or subordinating conjunction: "in", "because"; "that" before a clause.
    IN,
    /// Adjective, any degree: "big", "bigger", "biggest"; ordinals.
    JJ,
    /// Modal: "will", "can".
    MD,
    /// Common noun, singular.
    NN,
    /// Common noun, plural.
    NNS,
    /// Proper noun, singular or plural.
    NNP,
    /// Possessive ending "'s".
    POS,
    /// Personal pronoun: "it", "they".
    PRP,
    /// Possessive pronoun: "its".
    PRPS,
    /// Adverb, any degree: "soon"; "not", "n't".
    RB,
    /// Particle: "up" in "shut up shop".
    RP,
    /// "to", before an infinitive or a noun.
    TO,
    /// Interjection.
    UH,
    /// Verb, base form: "to buy".
    VB,
    /// Verb, past tense: "bought".
    VBD,
    /// Verb, gerund or present participle: "buying".
    VBG,
    /// Verb, past participle: "bought", "taken".
    VBN,
    /// Verb, present, not third person singular: "they buy".
    VBP,
    /// Verb, third person singular present: "buys".
    VBZ,
    /// Wh-determiner, pronoun and adverb: "which", "who", "whose", "when".
    WH,
    /// Currency signs and other symbols: "$", "%".
    SYM,
    /// Punctuation.
    PUNCT,
}

impl Tag {
    /// Whether it is a verb form (not a modal).
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ
        )
    }

    /// Whether it is a common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP)
    }
}
