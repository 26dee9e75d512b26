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
    /// All tags, in the order of their numbers.
    pub const ALL: [Tag; 26] = [
        Tag::CC,
        Tag::CD,
        Tag::DT,
        Tag::EX,
        Tag::IN,
        Tag::JJ,
        Tag::MD,
        Tag::NN,
        Tag::NNS,
        Tag::NNP,
        Tag::POS,
        Tag::PRP,
        Tag::PRPS,
        Tag::RB,
        Tag::RP,
        Tag::TO,
        Tag::UH,
        Tag::VB,
        Tag::VBD,
        Tag::VBG,
        Tag::VBN,
        Tag::VBP,
        Tag::VBZ,
        Tag::WH,
        Tag::SYM,
        Tag::PUNCT,
    ];

    /// The tag for one of the Penn Treebank's names: degrees, number of names and the kinds of wh-words and marks are not told apart. Our own names are understood, too.
    pub fn from_penn(name: &str) -> Option<Tag> {
        Some(match name {
            "CC" => Tag::CC,
            "CD" | "LS" => Tag::CD,
            "DT" | "PDT" => Tag::DT,
            "EX" => Tag::EX,
            "IN" => Tag::IN,
            "JJ" | "JJR" | "JJS" | "AFX" => Tag::JJ,
            "MD" => Tag::MD,
            "NN" | "FW" => Tag::NN,
            "NNS" => Tag::NNS,
            "NNP" | "NNPS" => Tag::NNP,
            "POS" => Tag::POS,
            "PRP" => Tag::PRP,
            "PRP$" | "PRPS" => Tag::PRPS,
            "RB" | "RBR" | "RBS" => Tag::RB,
            "RP" => Tag::RP,
            "TO" => Tag::TO,
            "UH" => Tag::UH,
            "VB" => Tag::VB,
            "VBD" => Tag::VBD,
            "VBG" => Tag::VBG,
            "VBN" => Tag::VBN,
            "VBP" => Tag::VBP,
            "VBZ" => Tag::VBZ,
            "WDT" | "WP" | "WP$" | "WRB" | "WH" => Tag::WH,
            "SYM" | "$" | "#" => Tag::SYM,
            "PUNCT" | "." | "," | ":" | "``" | "''" | "-LRB-" | "-RRB-" | "HYPH" | "NFP" => Tag::PUNCT,
            _ => return None,
        })
    }

    /// Whether it is a verb form (not a modal).
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// Whether it is a common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP)
    }
}

/// A set of tags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TagSet(pub u32);

impl TagSet {
    /// The set of these tags.
    pub const fn of(tags: &[Tag]) -> TagSet {
        let (mut bits, mut i) = (0, 0);
        while i < tags.len() {
            bits |= 1 << tags[i] as u32;
            i += 1;
        }
        TagSet(bits)
    }

    /// Adds `tag`.
    pub fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u32;
    }

    /// Whether `tag` is in the set.
    pub fn contains(self, tag: Tag) -> bool {
        self.0 & 1 << tag as u32 != 0
    }

    /// Whether no tag is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether there is exactly one tag.
    pub fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The first of the tags, [`Tag::CC`] where there is none.
    pub fn first(self) -> Tag {
        Tag::ALL.get(self.0.trailing_zeros() as usize).copied().unwrap_or(Tag::CC)
    }

    /// The tag, where there is exactly one.
    pub fn only(self) -> Option<Tag> {
        self.is_one().then(|| self.first())
    }

    /// The tags, in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let tag = Tag::ALL.get(rest.trailing_zeros() as usize).copied()?;
            rest &= rest - 1;
            Some(tag)
        })
    }
}
