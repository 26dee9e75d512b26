//! Noun groups and verb groups of one sentence. All indexes are token indexes into the [`Text`](super::Text), half-open.

use super::classes::Classes;
use super::lexicon::{ClassId, Form, Lexicon, UNKNOWN, WordId};
use super::look::Look;
use super::tag::Tag;
use super::tagger::Tagger;
use super::token::{Case, Gap, Token};
use super::{Text, headline, noun, repair, verb};

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

impl NounGroup {
    /// The group's token indexes.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

impl VerbGroup {
    /// The group's token indexes.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The analysis of one sentence. Reuse it: its buffers keep their memory.
#[derive(Debug, Clone, Default)]
pub struct Chunks {
    /// One tag a token of the sentence, the first token's first.
    pub tags: Vec<Tag>,
    /// Noun groups in text order; they do not overlap.
    pub nouns: Vec<NounGroup>,
    /// Verb groups in text order; they do not overlap.
    pub verbs: Vec<VerbGroup>,
    looks: Vec<Look>,
}

impl Chunks {
    /// Takes over the working memory of an analysis that is finished.
    pub(crate) fn reuse(&mut self, finished: &mut Chunks) {
        std::mem::swap(&mut self.looks, &mut finished.looks);
    }

    /// The sentence with its groups in brackets, for people: `[Northwind] <has launched> [a service] in [New York City]`. Behind a possessor stands `'s`,
    /// the core of a group begins at `|` where more than a determiner comes before it.
    pub fn show(&self, text: &Text<'_>, sentence: usize) -> String {
        let mut out = String::new();
        for at in text.sentences[sentence].range() {
            let closes = |end: u32| end as usize == at;
            if self.verbs.iter().any(|v| closes(v.end)) {
                out.push('>');
            }
            if self.nouns.iter().any(|n| closes(n.end)) {
                out.push(']');
            }
            if text.tokens[at].gap != Gap::None && !out.is_empty() {
                out.push(' ');
            }
            if self.verbs.iter().any(|v| v.first as usize == at) {
                out.push('<');
            }
            if let Some(n) = self.nouns.iter().find(|n| n.first as usize <= at && at < n.end as usize) {
                if n.first as usize == at {
                    out.push('[');
                }
                let determined = at > text.sentences[sentence].first as usize
                    && matches!(self.tags[at - 1 - text.sentences[sentence].first as usize], Tag::DT | Tag::PRPS);
                if n.core as usize == at && n.core != n.first && !determined {
                    out.push('|');
                }
            }
            out.push_str(text.word(at));
        }
        let end = text.sentences[sentence].end;
        if self.verbs.last().is_some_and(|v| v.end == end) {
            out.push('>');
        }
        if self.nouns.last().is_some_and(|n| n.end == end) {
            out.push(']');
        }
        out
    }
}

/// Tags the sentence and finds its noun groups and verb groups; `out` holds nothing else afterwards.
pub fn chunk(text: &Text<'_>, sentence: usize, lexicon: &Lexicon, tagger: &Tagger, out: &mut Chunks) {
    tag(text, sentence, lexicon, tagger, out);
    group(text, sentence, lexicon, tagger, out);
}

/// The first half of [`chunk`]: the tags.
pub fn tag(text: &Text<'_>, sentence: usize, lexicon: &Lexicon, tagger: &Tagger, out: &mut Chunks) {
    out.nouns.clear();
    out.verbs.clear();
    let style = tagger.tag(text, sentence, lexicon, &mut out.looks, &mut out.tags);
    let range = text.sentences[sentence].range();
    repair::repair(text, range.clone(), style, lexicon, tagger.classes(), &mut out.tags);
    headline::repair(text, range, lexicon, tagger.classes(), &mut out.tags);
}

/// The second half of [`chunk`]: the groups of a tagged sentence.
pub fn group(text: &Text<'_>, sentence: usize, lexicon: &Lexicon, tagger: &Tagger, out: &mut Chunks) {
    let range = text.sentences[sentence].range();
    let view = View {
        text,
        tokens: &text.tokens[range.clone()],
        first: range.start,
        end: range.end,
        lexicon,
        classes: tagger.classes(),
        tags: &out.tags,
    };
    out.nouns.reserve(range.len() / 3 + 1);
    out.verbs.reserve(range.len() / 6 + 1);
    let mut at = view.first;
    while at < view.end {
        at = if let Some(group) = verb::parse(&view, at, out.nouns.last()) {
            let end = group.end as usize;
            out.verbs.push(group);
            end
        } else if let Some(mut group) = noun::parse(&view, at) {
            group.possessor = noun::possessor(&view, group.first as usize, &out.nouns);
            let end = group.end as usize;
            out.nouns.push(group);
            end
        } else {
            at + 1
        };
    }
}

/// One sentence with its tags, as the group parsers see it. Indexes are token indexes of the text; beyond the sentence there is nothing.
pub(super) struct View<'a> {
    pub(super) text: &'a Text<'a>,
    /// The sentence's.
    tokens: &'a [Token],
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) lexicon: &'a Lexicon,
    pub(super) classes: &'a Classes,
    pub(super) tags: &'a [Tag],
}

impl View<'_> {
    /// The tag of token `at`, [`Tag::PUNCT`] outside the sentence.
    #[inline]
    pub(super) fn tag(&self, at: usize) -> Tag {
        self.tags.get(at.wrapping_sub(self.first)).copied().unwrap_or(Tag::PUNCT)
    }

    #[inline]
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at.wrapping_sub(self.first))
    }

    #[inline]
    pub(super) fn id(&self, at: usize) -> WordId {
        self.token(at).map_or(UNKNOWN, |t| t.word)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        if at < self.first || at >= self.end { "" } else { self.text.word(at) }
    }

    /// Whether token `at` is in `class`.
    #[inline]
    pub(super) fn is(&self, at: usize, class: Option<ClassId>) -> bool {
        class.is_some_and(|c| self.token(at).is_some_and(|t| self.lexicon.is(t.word, c)))
    }

    /// The value of token `at` in `class`.
    pub(super) fn value(&self, at: usize, class: Option<ClassId>) -> Option<i32> {
        let id = self.id(at);
        if id == UNKNOWN { None } else { self.lexicon.value(id, class?) }
    }

    /// Whether token `at` touches the one before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > self.first && self.token(at).is_some_and(|t| t.gap == Gap::None)
    }

    /// Whether token `at` has a capital letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.case != Case::Lower)
    }

    /// Whether token `at` is a hyphen or slash that touches both neighbours.
    pub(super) fn hyphen(&self, at: usize) -> bool {
        self.glued(at) && self.glued(at + 1) && matches!(self.word(at), "-" | "‐" | "‑" | "–" | "/")
    }

    /// Whether token `at` can be that form of some lemma.
    pub(super) fn has_form(&self, at: usize, form: Form) -> bool {
        self.lexicon.has_form(self.id(at), form)
    }
}
