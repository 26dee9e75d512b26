//! Who says so: unnamed sources, accusers and the papers of a case, whose word makes an event alleged.

use super::clause::Link;
use super::find::Found;
use super::status::Judge;
use crate::text::NounKind;

impl Judge<'_, '_, '_> {
    /// "Prosecutors say he stole it": of a crime.
    pub(super) fn is_accuser(&self, noun: usize) -> bool {
        let head = self.parsed.chunks.nouns[noun].head as usize;
        self.tells_crimes && self.lemmas(head).any(|l| self.lexicon().is(l, self.cues.accuser))
    }

    /// Unnamed sources: "sources", "media reports", "people familiar with the matter".
    pub(super) fn is_source(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let accuses = self.lemmas(group.head as usize).any(|l| self.lexicon().is(l, self.cues.accusation));
        if group.kind == NounKind::Common && accuses {
            return true;
        }
        group.kind == NounKind::Common
            && group.possessor.is_none()
            && group.plural
            && self.lemmas(group.head as usize).any(|l| self.lexicon().is(l, self.cues.alleged_source))
    }

    /// "reportedly", or "according to sources".
    pub(super) fn is_alleged(&self, found: &Found) -> bool {
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let adverb = sentence
            .range()
            .any(|i| self.lexicon().is(text.tokens[i].word, self.cues.alleged_adverb) && i.abs_diff(found.head) <= 8);
        adverb
            || self.parsed.chunks.nouns.iter().enumerate().any(|(n, g)| {
                let before = (g.first as usize).checked_sub(2).filter(|b| *b >= sentence.first as usize);
                // "According to a complaint filed today": the filing is no allegation.
                let own = found.clause.is_some_and(|c| self.parsed.clauses[c].link == Link::Relative(n));
                !own && before
                    .is_some_and(|b| text.word(b).eq_ignore_ascii_case("according") && text.word(b + 1) == "to")
                    && self.is_source(n)
            })
    }
}
