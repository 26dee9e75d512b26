//! Which verb carries a noun that tells an event: "signed an agreement", "the ban imposed by the city", "grew through the acquisition of".

use super::clause::Link;
use super::find::Finder;
use super::frame::Frame;
use crate::text::Tense;

impl Finder<'_, '_, '_, '_> {
    /// The verb that carries a noun: (its clause, whether the noun is its direct object, whether it counts as a support verb).
    pub(super) fn carrier(&self, noun: usize, frame: &Frame) -> (Option<usize>, bool, bool) {
        let listed = |c: usize| {
            let lemma = self.parsed.chunks.verbs[c].lemma;
            // "Has an agreement": where a noun must be carried, the frame's own verbs carry it.
            let any = !frame.only_supported || frame.support.is_empty();
            frame.support.contains(&lemma) || any && self.cues.is_support(self.story.lexicon, lemma)
        };
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.object.contains(&noun) || clause.object2.contains(&noun) {
                return (Some(c), true, listed(c));
            }
        }
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.subject.contains(&noun) && !matches!(clause.link, Link::OfNoun(_)) {
                return (Some(c), false, listed(c) && self.parsed.chunks.verbs[c].passive);
            }
        }
        // "a ban imposed by X", "the deal signed in May"
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.link == Link::Relative(noun) && self.parsed.chunks.verbs[c].tense == Tense::Participle {
                return (Some(c), false, listed(c));
            }
        }
        for (c, clause) in self.parsed.clauses.iter().enumerate() {
            if clause.complements.iter().any(|p| p.nouns.contains(&noun)) {
                let lemma = self.parsed.chunks.verbs[c].lemma;
                // "grew through the acquisition of X": who grew is who acquired.
                let through = clause.complements.iter().any(|p| p.nouns.contains(&noun) && self.cues.is_means(p.word));
                return (
                    Some(c),
                    false,
                    frame.support.contains(&lemma) || (through && !self.parsed.chunks.verbs[c].passive),
                );
            }
        }
        (None, false, false)
    }
}
