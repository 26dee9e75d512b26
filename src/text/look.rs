//! What the part-of-speech tagger sees of a token: its letters as hashes, its shape, and the tags that word lists and spelling allow.

use rustc_hash::FxHashMap;

use super::Text;
use super::lexicon::{Lexicon, WordId};
use super::tag::{Tag, TagSet};
use super::token::{Case, Gap, Kind, Token};

/// What the tagger sees of one token, hashed.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The word in lower case.
    pub word: u32,
    pub(super) suffix2: u32,
    pub(super) suffix3: u32,
    /// The tags that the word lists know of, and the likeliest.
    pub(super) ambiguity: u32,
    /// Kind, case, and how the sentence is written.
    pub(super) shape: u32,
    /// The tags that it can have as far as word lists, spelling and the corpus' frequent words say.
    pub(super) possible: TagSet,
}

impl Look {
    /// The tags among which the model chooses, `known` being those of the corpus' frequent words.
    pub fn possible(&self, known: &FxHashMap<u32, TagSet>) -> TagSet {
        let case = if self.shape >> 4 & 3 == Case::Lower as u32 { Case::Lower } else { Case::Capital };
        among(self.possible, case, known.get(&self.word).copied())
    }
}

/// What a capitalised word inside running text can be that nothing knows.
const NAME: TagSet = TagSet::of(&[Tag::NNP, Tag::JJ]);
/// What a word can be that nothing knows.
const OPEN: TagSet = TagSet::of(&[
    Tag::NN,
    Tag::NNS,
    Tag::NNP,
    Tag::JJ,
    Tag::RB,
    Tag::VB,
    Tag::VBD,
    Tag::VBG,
    Tag::VBN,
    Tag::VBP,
    Tag::VBZ,
    Tag::UH,
]);

/// Beyond the ends of the sentence.
pub(super) const OUTSIDE: Look = Look { word: 1, suffix2: 1, suffix3: 1, ambiguity: 1, shape: 1, possible: OPEN };

/// What the tagger sees of each word of the vocabulary, so that letters are hashed and lists asked only for words that nothing knows.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings {
    rows: Vec<Spelling>,
    /// The tags of the corpus' frequent words, by the words' hashes.
    known: FxHashMap<u32, TagSet>,
}

/// A word's hashes and the tags that it can have.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
struct Spelling {
    /// Bytes; 0 where the word is not written in ASCII, whose capitals are no matter of one bit.
    len: u32,
    word: u32,
    suffix2: u32,
    suffix3: u32,
    ambiguity: u32,
    /// Its tags without a capital, with one, and with one where that tells something.
    tags: [TagSet; 3],
}

impl Spellings {
    /// Those of the words of `lexicon`, where the corpus has the tags `known`.
    pub(super) fn new(lexicon: &Lexicon, known: FxHashMap<u32, TagSet>) -> Spellings {
        let spelling = |id: WordId| {
            let bytes = lexicon.text(id).as_bytes();
            if !bytes.is_ascii() {
                return Spelling::default();
            }
            let word = hash(bytes).max(16);
            let seen = known.get(&word).copied();
            let tags = |case, telling| among(of_word(lexicon.tags(id), case, telling), case, seen);
            Spelling {
                len: bytes.len() as u32,
                word,
                suffix2: suffix(bytes, 2),
                suffix3: suffix(bytes, 3),
                ambiguity: ambiguity(lexicon, id),
                tags: [tags(Case::Lower, false), tags(Case::Capital, false), tags(Case::Capital, true)],
            }
        };
        let rows = (0..lexicon.len() as WordId).map(spelling).collect();
        Spellings { rows, known }
    }

    /// The token's spelling, where it is a word of the vocabulary written with the same letters (an apostrophe may be written otherwise: it is longer), or
    /// with a space behind its apostrophe.
    fn of(&self, token: &Token) -> Option<&Spelling> {
        let len = token.end - token.start;
        self.rows.get(token.word as usize).filter(|s| s.len > 0 && (s.len == len || s.len + 1 == len))
    }
}

/// How the letters of a sentence are cased.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Running,
    Title,
    Upper,
}

fn style(tokens: &[Token], lexicon: &Lexicon) -> Style {
    let is_word = |t: &Token| (t.kind == Kind::Word) & (t.gap != Gap::None);
    let (mut lower, mut capital, mut upper) = (0, 0, 0);
    // Without branches: a capital comes when it will.
    for t in tokens.iter().skip(1) {
        let named = matches!(t.case, Case::Capital | Case::Mixed) & (t.end - t.start > 3);
        upper += u32::from(is_word(t) & (t.case == Case::Upper));
        capital += u32::from(is_word(t) & named);
    }
    let is_upper = |lower| upper >= 3 && upper >= 4 * (lower + capital);
    let is_title = |lower| capital >= 3 && capital >= 12 * lower;
    // Headlines leave only small words without a capital. Most sentences have enough others soon.
    for t in tokens.iter().skip(1).filter(|t| is_word(t) & (t.case == Case::Lower)) {
        if !is_upper(lower) && !is_title(lower) {
            return Style::Running;
        }
        let tags = lexicon.tags(t.word);
        let small = tags.contains(Tag::IN) || tags.contains(Tag::DT) || tags.contains(Tag::PRPS);
        lower += u32::from(!small && (tags.0 & OPEN.0 != 0 || (tags.is_empty() && t.end - t.start > 3)));
    }
    if is_upper(lower) {
        Style::Upper
    } else if is_title(lower) {
        Style::Title
    } else {
        Style::Running
    }
}

/// Hash of lower-case letters (FNV-1a). Only ASCII capitals are folded, which is all that the model needs; typographic apostrophes are ASCII ones.
fn hash(bytes: &[u8]) -> u32 {
    if let [0xE2, 0x80, 0x99, rest @ ..] = bytes {
        return rest.iter().fold(hash(b"'"), |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193));
    }
    bytes.iter().fold(0x811C_9DC5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

fn suffix(bytes: &[u8], n: usize) -> u32 {
    hash(bytes.get(bytes.len().saturating_sub(n)..).unwrap_or(bytes))
}

/// Looks at every token of the sentence. For the program that learns; the tagger does it itself.
pub fn look(text: &Text<'_>, sentence: usize, lexicon: &Lexicon, looks: &mut Vec<Look>) {
    look_spelled(text, sentence, lexicon, &Spellings::default(), looks);
}

/// Looks at every token of the sentence and says how its letters are cased.
pub(super) fn look_spelled(
    text: &Text<'_>,
    sentence: usize,
    lexicon: &Lexicon,
    spellings: &Spellings,
    looks: &mut Vec<Look>,
) -> Style {
    looks.clear();
    let range = text.sentences[sentence].range();
    let tokens = &text.tokens[range.clone()];
    let style = style(tokens, lexicon);
    let mut behind_mark = false;
    looks.extend(tokens.iter().enumerate().map(|(i, t)| {
        let bytes = &text.source.as_bytes()[t.start as usize..t.end as usize];
        let glued_left = (t.gap == Gap::None) & behind_mark;
        behind_mark = t.kind == Kind::Mark;
        let glued_right = tokens.get(i + 1).is_some_and(|n| {
            (n.gap == Gap::None) & (n.kind == Kind::Mark) & (text.source.as_bytes()[n.start as usize] == b'-')
        });
        // In a headline each word has a capital; at the start of a sentence, the first.
        let shape = t.kind as u32
            | (t.case as u32) << 4
            | (style as u32) << 8
            | u32::from(i == 0) << 12
            | u32::from(glued_left) << 13
            | u32::from(glued_right) << 14;
        let telling = (style == Style::Running) & (i > 0) & (t.gap != Gap::None);
        if t.kind == Kind::Word
            && let Some(s) = spellings.of(t)
        {
            let Spelling { word, suffix2, suffix3, ambiguity, tags, .. } = *s;
            let possible = tags[usize::from(t.case != Case::Lower) * (1 + usize::from(telling))];
            return Look { word, suffix2, suffix3, ambiguity, shape, possible };
        }
        let word = match t.kind {
            Kind::Number => 2 + u32::from(bytes.len() == 4 && !bytes.contains(&b',') && !bytes.contains(&b'.')),
            Kind::Ordinal => 4,
            Kind::Plural => 5,
            _ => hash(bytes).max(16),
        };
        let (suffix2, suffix3) = match t.kind {
            Kind::Word => (suffix(bytes, 2), suffix(bytes, 3)),
            _ => (word, word),
        };
        let seen = match t.kind {
            Kind::Number | Kind::Ordinal | Kind::Plural => None,
            _ => spellings.known.get(&word).copied(),
        };
        let possible = among(possible(t, bytes, lexicon, telling), t.case, seen);
        Look { word, suffix2, suffix3, ambiguity: ambiguity(lexicon, t.word), shape, possible }
    }));
    style
}

/// The tags that the word lists know of, and the likeliest.
fn ambiguity(lexicon: &Lexicon, word: WordId) -> u32 {
    lexicon.tags(word).0 | lexicon.likely(word).map_or(0, |t| t as u32 + 1) << 26
}

/// The `possible` tags and those that the corpus has, `seen`, where the word is frequent there.
fn among(possible: TagSet, case: Case, seen: Option<TagSet>) -> TagSet {
    match seen {
        Some(seen) if possible == OPEN || possible == NAME => {
            // A word of the closed classes is a name only where its capital tells.
            let named = case != Case::Lower && (seen.0 & OPEN.0 != 0 || possible == NAME);
            TagSet(seen.0 | if named { 1 << Tag::NNP as u32 } else { 0 })
        }
        Some(seen) => TagSet(seen.0 | possible.0),
        None => possible,
    }
}

/// The tags that a token can have, whatever stands around it. A capital is `telling` inside a sentence of running text.
fn possible(token: &Token, bytes: &[u8], lexicon: &Lexicon, telling: bool) -> TagSet {
    match token.kind {
        Kind::Mark => match bytes {
            b"$" | b"%" | b"#" | b"+" | b"=" | b"<" | b">" | b"@" | b"^" | b"~" => TagSet::of(&[Tag::SYM]),
            b"&" => TagSet::of(&[Tag::CC]),
            b"'" | [0xE2, 0x80, 0x99] => TagSet::of(&[Tag::PUNCT, Tag::POS]),
            [0xC2, 0xA2..=0xA5 | 0xA7..=0xA9 | 0xAE | 0xB0 | 0xB1] | [0xE2, 0x82, ..] => TagSet::of(&[Tag::SYM]),
            _ => TagSet::of(&[Tag::PUNCT]),
        },
        Kind::Number => TagSet::of(&[Tag::CD]),
        Kind::Ordinal => TagSet::of(&[Tag::JJ]),
        Kind::Plural => TagSet::of(&[Tag::NNS]),
        Kind::Address => TagSet::of(&[Tag::NNP]),
        Kind::Mixed => TagSet::of(&[Tag::NN, Tag::NNP, Tag::JJ, Tag::NNS]),
        Kind::Word => of_word(lexicon.tags(token.word), token.case, telling),
    }
}

/// The tags that a word can have of which the lists say `tags`.
fn of_word(mut tags: TagSet, case: Case, telling: bool) -> TagSet {
    if tags.is_empty() {
        return if telling && case != Case::Lower { NAME } else { OPEN };
    }
    if case != Case::Lower {
        tags.insert(Tag::NNP);
    }
    if tags.contains(Tag::VBN) {
        tags.insert(Tag::JJ);
    }
    if tags.contains(Tag::VBG) {
        tags.insert(Tag::NN);
        tags.insert(Tag::JJ);
    }
    tags
}
