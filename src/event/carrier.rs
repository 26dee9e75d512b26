//! Which verb carries a noun that tells an event: "signed an agreement", "the ban imposed by the city", "grew through the acquisition of".

use super::clause::{Clause, Link};
use super::find::Finder;
use super::frame::Frame;
use super::item::Item;
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
        let clauses = || self.parsed.clauses.iter().enumerate();
        let told =
            |(_, clause): &(usize, &Clause)| clause.subject.contains(&noun) && !matches!(clause.link, Link::OfNoun(_));
        // "a ban imposed by X", "the deal signed in May"
        let aside = |(c, clause): &(usize, &Clause)| {
            clause.link == Link::Relative(noun) && self.parsed.chunks.verbs[*c].tense == Tense::Participle
        };
        if let Some((c, _)) = clauses().find(told) {
            let supported = listed(c) && self.parsed.chunks.verbs[c].passive;
            // "The deal, signed in May, will help Acme"
            let signed = clauses().find(|clause| {
                let ours = || aside(clause) || self.is_behind_complement(noun, clause);
                !supported && frame.only_supported && listed(clause.0) && ours()
            });
            return signed.map_or((Some(c), false, supported), |(c, _)| (Some(c), false, true));
        }
        if let Some((c, _)) = clauses().find(aside) {
            return (Some(c), false, listed(c));
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

    /// "A partnership with Acme, announced in May,": not Acme is announced.
    fn is_behind_complement(&self, noun: usize, (verb, clause): &(usize, &Clause)) -> bool {
        let Link::Relative(of) = clause.link else { return false };
        let row = &self.parsed.row;
        let (ours, theirs) = (row.noun_at[noun], row.noun_at[of]);
        let verb = &self.parsed.chunks.verbs[*verb];
        let apart = self.story.text.word(verb.first.saturating_sub(1) as usize) == ",";
        apart
            && verb.tense == Tense::Participle
            && ours.checked_add(2) == Some(theirs)
            && matches!(row.items.get(ours + 1), Some(Item::Prep(_)))
    }
}
