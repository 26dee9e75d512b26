//! Sentences that tell no happening: questions, general truths, and what texts provide for.

use super::cue::{VERB, Verdict};
use super::find::Found;
use super::mention::Status;
use super::status::Judge;
use crate::text::{Kind, NounKind, Tag, Tense};

impl Judge<'_, '_, '_> {
    pub(super) fn is_question(&self) -> bool {
        let sentence = self.story.text.sentences[self.index];
        sentence.range().rev().take(3).any(|i| self.story.text.word(i) == "?")
    }

    /// "is up 50 percent", "is down", "remain pending": what holds today is news in the present tense.
    pub(super) fn is_state(&self, found: &Found) -> bool {
        let last = found.trigger.1.saturating_sub(1);
        last > found.head && matches!(self.story.text.word(last), "up" | "down" | "pending")
    }

    /// Whether the subject is a text: "the bill", "this section".
    pub(super) fn is_text(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let text = |n: &usize| self.is_document(*n);
        let subject = &self.parsed.clauses[clause].subject;
        // "The indictment charges Lee"
        let charges = self.lexicon().is(verb.lemma, self.cues.charge[VERB]);
        let acts = !charges && !verb.passive && !self.parsed.clauses[clause].object.is_empty();
        acts && !subject.is_empty() && subject.iter().all(text)
    }

    /// "The bill", "a complaint"
    pub(super) fn is_document(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let class = self.story.kinds.document;
        group.kind == NounKind::Common
            && self.lemmas(group.head as usize).any(|l| class.is_some_and(|c| self.lexicon().is(l, c)))
    }

    /// "No bank was fined", "they bought no firm": what nobody did, or nobody will do.
    pub(super) fn nobody(&self, clause: usize) -> Verdict {
        let none = |n: &usize| {
            let group = &self.parsed.chunks.nouns[*n];
            self.lexicon().is(self.story.text.tokens[group.first as usize].word, self.cues.nobody)
        };
        let of = &self.parsed.clauses[clause];
        match self.parsed.chunks.verbs[clause].tense {
            _ if !of.subject.iter().chain(&of.object).any(none) => Verdict::Real,
            Tense::Past => Verdict::Status(Status::Denied),
            _ => Verdict::Imagined,
        }
    }

    /// "Had Acme bought Globex, …": a condition whose "if" the order of its words says.
    pub(super) fn is_inverted(&self, clause: usize) -> bool {
        let text = self.story.text;
        let first = text.sentences[self.index].first as usize;
        let head = self.parsed.chunks.verbs[clause].head as usize;
        let opens = self.lexicon().is(text.tokens[first].word, self.cues.opener);
        // "Would have told of it had Acme not bought Globex"
        let subject = self.parsed.clauses[clause].subject.first().map(|n| self.parsed.chunks.nouns[*n].first as usize);
        let behind = subject.is_some_and(|s| {
            s > first + 1
                && s < head
                && text.word(s - 1) == "had"
                && (first..s).any(|i| matches!(text.word(i), "would" | "could" | "might"))
        });
        behind || opens && head > first && (first..head).all(|i| text.word(i) != ",")
    }

    /// A present tense that tells no happening: "firms often sue", "the bank sells loans". Headlines, which have no period, and dated sentences are kept.
    pub(super) fn is_generic(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        if verb.tense != Tense::Present || verb.perfect || verb.progressive || verb.passive {
            return verb.tense == Tense::Bare && self.parsed.clauses[clause].subject.is_empty();
        }
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let period = sentence.range().rev().take(3).any(|i| text.tokens[i].kind == Kind::Mark && text.word(i) == ".");
        let named =
            self.parsed.clauses[clause].subject.iter().any(|n| self.parsed.chunks.nouns[*n].kind == NounKind::Name);
        let tag = self.parsed.chunks.tags.get(verb.first as usize - sentence.first as usize);
        // A lead in the present tense tells the news: "Lee joins Contoso."
        let lead = named && self.index < 2;
        let times = &self.parsed.clauses[clause].times;
        // "The new rules take effect on 1 January 2019", "go on sale next week"
        let told = |t: &usize| {
            let range = self.parsed.times[*t];
            (range.core..range.end).any(|i| {
                let word = text.word(i);
                let ahead = ["next", "tomorrow", "tonight", "later"].iter().any(|w| word.eq_ignore_ascii_case(w));
                text.tokens[i].kind == Kind::Number || ahead
            })
        };
        // "Leaders gather in Davos": a title tells the news.
        let title = self.index == 0 && !period;
        (period && !lead && times.is_empty()) || (!named && !title && tag == Some(&Tag::VBP) && !times.iter().any(told))
    }
}
