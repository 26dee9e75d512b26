//! Who says so: unnamed sources, accusers and the papers of a case, whose word makes an event alleged.

use super::clause::Link;
use super::find::Found;
use super::kind::Kind;
use super::status::Judge;
use crate::text::NounKind;

/// How many sentences of a paragraph an accusation rules.
const PARAGRAPH: usize = 4;

impl Judge<'_, '_, '_> {
    /// "Prosecutors say he stole it": of a crime.
    pub(super) fn is_accuser(&self, noun: usize) -> bool {
        let head = self.parsed.chunks.nouns[noun].head as usize;
        self.tells_crimes && self.is(head, self.cues.accuser)
    }

    /// Unnamed sources: "sources", "media reports", "people familiar with the matter".
    pub(super) fn is_source(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let accuses = self.is(group.head as usize, self.cues.accusation);
        if group.kind == NounKind::Common && accuses {
            return true;
        }
        group.kind == NounKind::Common
            && group.possessor.is_none()
            && group.plural
            && self.is(group.head as usize, self.cues.alleged_source)
    }

    /// Whether a crime is told under an accusation: behind "the indictment alleges" in its sentence or, of somebody's deed, in its paragraph, with no word
    /// in between by which he has owned it or been found guilty.
    pub(super) fn is_accused(&self, found: &Found) -> bool {
        if !self.tells_crimes {
            return false;
        }
        let text = self.story.text;
        let mut end = found.head;
        let first = self.index.saturating_sub(PARAGRAPH);
        for index in (first..=self.index).rev() {
            let sentence = text.sentences[index];
            let own = index == self.index;
            let last = (sentence.first as usize..end).rev().find_map(|i| self.charge_word(i, sentence.first as usize));
            // What is owned anywhere in the sentence is no allegation of the one before.
            let owned = own && last.is_none() && sentence.range().any(|i| self.is_owned(i));
            if last.is_some() || owned || sentence.paragraph || !self.is_somebodys(found) {
                return last == Some(true);
            }
            end = sentence.first as usize;
        }
        false
    }

    /// Whether a word accuses ("alleges", "according to the indictment": true) or tells that it is so ("admitted", "convicted": false).
    fn charge_word(&self, at: usize, first: usize) -> Option<bool> {
        let text = self.story.text;
        let word = text.tokens[at].word;
        if self.is_owned(at) {
            return Some(false);
        }
        let according =
            || (first.max(at.saturating_sub(5))..at).any(|i| text.word(i).eq_ignore_ascii_case("according"));
        let is = |class| self.is(at, class);
        let accuses = self.lexicon().is(word, self.cues.alleged_adverb) || is(self.cues.allegation);
        (accuses || is(self.cues.accusation) && according()).then_some(true)
    }

    /// "Admitted", "convicted", "the jury"
    fn is_owned(&self, at: usize) -> bool {
        self.is(at, self.cues.owned)
    }

    /// Whether somebody does what is told: a person, a firm or "he", and not a fire.
    fn is_somebodys(&self, found: &Found) -> bool {
        let own = found.clause.filter(|c| found.noun.is_none() && !self.parsed.chunks.verbs[*c].passive);
        let somebody = |n: &usize| {
            matches!(self.story.kind(self.parsed, *n), Kind::Person | Kind::Organisation | Kind::Name | Kind::Pronoun)
                || self
                    .lemmas(self.parsed.chunks.nouns[*n].head as usize)
                    .any(|l| self.story.kinds.person_noun.is_some_and(|c| self.lexicon().is(l, c)))
        };
        own.is_some_and(|c| self.parsed.clauses[c].subject.iter().any(somebody))
    }

    /// "reportedly", or "according to sources".
    pub(super) fn is_alleged(&self, found: &Found) -> bool {
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let near =
            found.head.saturating_sub(8).max(sentence.first as usize)..(found.head + 9).min(sentence.end as usize);
        let adverb = text.tokens[near].iter().any(|t| self.lexicon().is(t.word, self.cues.alleged_adverb));
        adverb
            || self.parsed.chunks.nouns.iter().enumerate().any(|(n, g)| {
                let before = (g.first as usize).checked_sub(2).filter(|b| *b >= sentence.first as usize);
                // "According to a complaint filed today": the filing is no allegation.
                let own = || found.clause.is_some_and(|c| self.parsed.clauses[c].link == Link::Relative(n));
                before.is_some_and(|b| text.word(b + 1) == "to" && text.word(b).eq_ignore_ascii_case("according"))
                    && !own()
                    && self.is_source(n)
            })
    }
}
