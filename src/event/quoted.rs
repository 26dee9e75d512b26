//! Names in quotation marks: "the film “Night Riders”" is one group, and the marks around it part nothing.

use super::story::Story;
use crate::text::{Case, Chunks, Kind, NounGroup, NounKind, Tag};

/// How many tokens a title may have.
const LONGEST: usize = 7;

impl Story<'_, '_> {
    /// Makes one name of each title in quotation marks. Returns the tokens that the row has to leave out: the marks.
    pub(super) fn join_titles(&self, index: usize, chunks: &mut Chunks) -> Vec<(usize, usize)> {
        let sentence = self.text.sentences[index];
        let mut marks = Vec::new();
        let mut at = sentence.first as usize;
        while at < sentence.end as usize {
            let close = if self.opens_quote(at) { self.title_end(at, sentence.end as usize) } else { None };
            if let Some((end, close)) = close
                // "The “Take-Back” initiative"
                && !chunks.nouns.iter().any(|n| n.first as usize == close + 1)
                && self.name_title(index, chunks, at, end)
            {
                marks.extend([(at, at + 1), (close, close + 1)]);
                at = close;
            }
            at += 1;
        }
        marks
    }

    fn opens_quote(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        token.kind == Kind::Mark && matches!(self.text.word(at), "\"" | "“" | "``" | "«")
    }

    /// Of the title behind the mark at `open`: one past its last token, and the mark that closes it.
    fn title_end(&self, open: usize, end: usize) -> Option<(usize, usize)> {
        let word = |i: usize| self.text.word(i);
        let close = (open + 2..end.min(open + 3 + LONGEST)).find(|i| matches!(word(*i), "\"" | "”" | "''" | "»"))?;
        // "Night Riders,"
        let last = if word(close - 1) == "," { close - 1 } else { close };
        let capital = |i: usize| self.text.tokens[i].case != Case::Lower && self.text.tokens[i].kind == Kind::Word;
        let small = |i: usize| {
            self.text.tokens[i].kind == Kind::Number
                || matches!(
                    word(i),
                    "of" | "the"
                        | "and"
                        | "in"
                        | "a"
                        | "an"
                        | "to"
                        | "for"
                        | "on"
                        | "by"
                        | "with"
                        | "&"
                        | "-"
                        | "'"
                        | "’"
                        | "’s"
                        | "'s"
                )
        };
        let title = last > open + 1
            && capital(open + 1)
            && (capital(last - 1) || self.text.tokens[last - 1].kind == Kind::Number)
            && (open + 2..last).all(|i| capital(i) || small(i));
        // "He said: “No”", "“No,” he said"
        let spoken = open > 0 && matches!(word(open - 1), "," | ":") && last < close;
        (title && !spoken).then_some((last, close))
    }

    /// Makes one name of the tokens behind the mark at `open`, up to `end`, and of the common noun right before it.
    fn name_title(&self, index: usize, chunks: &mut Chunks, open: usize, end: usize) -> bool {
        let base = self.text.sentences[index].first as usize;
        let (first, last) = (open as u32 + 1, end as u32);
        let across = |from: u32, to: u32| from < last && to > first && (from < first || to > last);
        if chunks.nouns.iter().any(|n| across(n.first, n.end)) || chunks.verbs.iter().any(|v| across(v.first, v.end)) {
            return false;
        }
        let within = |from: u32, to: u32| first <= from && to <= last;
        let single = end == open + 2;
        if single && !chunks.nouns.iter().any(|n| n.first == first && n.kind == NounKind::Name) {
            return false;
        }
        if chunks.nouns.iter().any(|n| {
            n.possessor.is_some_and(|p| within(chunks.nouns[p as usize].first, chunks.nouns[p as usize].end))
                && !within(n.first, n.end)
        }) {
            return false;
        }
        let from = chunks.nouns.partition_point(|n| n.first < first);
        let to = chunks.nouns.partition_point(|n| n.first < last);
        let plain = |n: &NounGroup| n.end as usize == open && n.kind == NounKind::Common && !n.plural;
        let named = |n: &NounGroup| {
            let lemma = chunks.verbs.iter().find(|v| v.end == n.first).map(|v| v.head);
            lemma.is_some_and(|head| self.names(head as usize))
        };
        let described = from.checked_sub(1).map(|n| chunks.nouns[n]).filter(|n| plain(n) && !named(n));
        let from = if described.is_some() { from - 1 } else { from };
        let name = NounGroup {
            first: described.map_or(first, |n| n.first),
            core: first,
            end: last,
            head: last - 1,
            kind: NounKind::Name,
            plural: false,
            possessor: described.and_then(|n| n.possessor),
        };
        let gone = to - from;
        chunks.nouns.splice(from..to, [name]);
        for noun in &mut chunks.nouns[from + 1..] {
            noun.possessor = noun.possessor.map(|p| if p as usize >= to { p + 1 - gone as u32 } else { p });
        }
        chunks.verbs.retain(|v| !within(v.first, v.end));
        for i in open + 1..end {
            chunks.tags[i - base] = Tag::NNP;
        }
        true
    }

    /// "Called", "named": what stands behind is the name of what stands before.
    fn names(&self, verb: usize) -> bool {
        let word = self.text.tokens[verb].word;
        let gives = |w| self.kinds.name_giving.is_some_and(|c| self.lexicon.is(w, c));
        gives(word) || self.kinds.double_object.is_some_and(|c| self.lexicon.lemma_is(word, c))
    }
}
