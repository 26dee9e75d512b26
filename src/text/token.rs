//! What a token is.

use super::lexicon::WordId;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Letters only: "bank", "U.S.", "n't".
    Word,
    /// Digits, with commas and one point inside: "1,200.50".
    Number,
    /// Digits and an ordinal ending: "5th".
    Ordinal,
    /// Digits and an s: "1990s".
    Plural,
    /// Letters, then digits, maybe more of both: "Q3", "G20", "COVID19".
    Mixed,
    /// A web or mail address.
    Address,
    /// One mark: a quote, comma, bracket, currency sign …
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Case {
    /// No capital: "bank"; marks and numbers, too.
    Lower,
    /// First letter only: "Bank".
    Capital,
    /// All capitals, two letters or more: "IBM"; "U.S." too.
    Upper,
    /// Anything else: "iPhone", "McDonald", "PayPal".
    Mixed,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Gap {
    /// Nothing: it touches the token before it.
    None,
    /// Spaces or tabs.
    Space,
    /// A line break.
    Line,
    /// A line break and spaces: the next line is indented.
    Indent,
    /// An empty line, or the start of the text.
    Paragraph,
}

/// A token. Offsets are bytes, half-open.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word's id in the vocabulary, or [`UNKNOWN`](super::UNKNOWN); marks are looked up too.
    pub word: WordId,
    /// What it is made of.
    pub kind: Kind,
    /// How it is written.
    pub case: Case,
    /// What stands before it.
    pub gap: Gap,
}
