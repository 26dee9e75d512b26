//! Events that are only spoken of: in a courtesy ("thanked Acme for launching"), in the description of a charge ("two counts of launching"), or by a noun
//! that points back to what was told ("under the settlement").

use super::clause::Link;
use super::cue::{NOUN, VERB, Verdict};
use super::find::Found;
use super::item::Item;
use super::mention::Status;
use super::status::Judge;
use crate::text::{NounKind, Tense};

/// How far up a sentence's clauses a courtesy or charge is looked for.
const DEPTH: usize = 4;

impl Judge<'_, '_, '_> {
    /// "Under the settlement", "in his plea", "as part of the merger": a noun behind a preposition and "the", with no name, sum or time of its own.
    pub(super) fn points_back(&self, found: &Found) -> bool {
        let Some(noun) = found.noun else { return false };
        let group = &self.parsed.chunks.nouns[noun];
        let text = self.story.text;
        let base = text.sentences[self.index].first as usize;
        let first = group.first as usize;
        let opens = text.word(first).to_ascii_lowercase();
        let definite = matches!(
            opens.as_str(),
            "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "such" | "our"
        );
        let at = self.parsed.row.noun_at[noun];
        if !definite || group.possessor.is_some() || first <= base || at == usize::MAX || at == 0 {
            return false;
        }
        if !matches!(self.parsed.row.items[at - 1], Item::Prep(_)) || found.trigger.0 < first {
            return false;
        }
        let dated = self.parsed.times.iter().any(|t| t.core >= first && t.end <= group.end as usize);
        let named =
            (group.core..group.head).any(|i| self.parsed.chunks.tags[i as usize - base] == crate::text::Tag::NNP);
        // "The acquisition of three firms in May", "the lawsuit filed by Acme" tell the event again.
        let tells = match self.parsed.row.items.get(at + 1) {
            Some(Item::Prep(_)) => matches!(self.parsed.row.items.get(at + 2), Some(Item::Noun(_))),
            Some(Item::Time(_)) => true,
            Some(Item::Verb(v)) => self.parsed.clauses[*v].link == Link::Relative(noun),
            _ => false,
        };
        group.end - group.core <= 2 && !tells && !dated && !named
    }

    /// "Customers typically were sued": what happens again and again is no happening.
    pub(super) fn is_habit(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let base = self.story.text.sentences[self.index].first;
        (verb.first.saturating_sub(1).max(base)..verb.end)
            .any(|i| self.lexicon().is(self.story.text.tokens[i as usize].word, self.cues.habit))
    }

    /// "Selling phones has been hard": a gerund that is what the sentence speaks of.
    pub(super) fn is_topic(&self, clause: usize) -> bool {
        let gerund = &self.parsed.clauses[clause];
        let behind = self.parsed.clauses.get(clause + 1);
        self.parsed.chunks.verbs[clause].tense == Tense::Gerund
            && gerund.marker.is_none()
            && self.parsed.row.verb_at[clause] == 0
            && behind.is_some_and(|c| !c.subject.is_empty() && c.subject.iter().all(|n| gerund.object.contains(n)))
    }

    /// "We thank Acme for sponsoring", "commended the agents for the arrest".
    pub(super) fn is_courtesy(&self, found: &Found) -> bool {
        let thanks = |c: usize| {
            let verb = &self.parsed.chunks.verbs[c];
            let speaker = |n: &usize| {
                let word = self.story.text.word(self.parsed.chunks.nouns[*n].head as usize);
                ["i", "we"].iter().any(|p| word.eq_ignore_ascii_case(p))
            };
            let subject = &self.parsed.clauses[c].subject;
            self.lexicon().is(verb.lemma, self.cues.courtesy)
                && (verb.tense == Tense::Infinitive || subject.is_empty() || subject.iter().any(speaker))
        };
        // "We thank the agents who arrested Lee"
        let led = self.parsed.chunks.verbs.iter().enumerate().any(|(c, v)| (v.head as usize) < found.head && thanks(c));
        let aside = || self.hangs_on_noun(found.clause);
        (led && aside())
            || self
                .above(found)
                .any(|step| thanks(step.clause) && (found.noun.is_some() || found.clause != Some(step.clause)))
    }

    /// Whether a clause stands in a relative clause, itself or by what rules it.
    fn hangs_on_noun(&self, clause: Option<usize>) -> bool {
        let mut at = clause;
        for _ in 0..DEPTH {
            let Some(clause) = at else { return false };
            at = match self.parsed.clauses[clause].link {
                Link::Relative(_) => return true,
                Link::Complement(up) | Link::Adjunct(up) | Link::Coordinate(up) if up != clause => Some(up),
                _ => None,
            };
        }
        false
    }

    /// Whether the event is what somebody is charged with (then alleged) or found guilty of.
    pub(super) fn charge(&self, found: &Found) -> Option<Verdict> {
        let said = |formal: bool| if formal { Verdict::Status(Status::Alleged) } else { Verdict::Real };
        if let Some(noun) = found.noun {
            let at = self.parsed.row.noun_at[noun];
            if at != usize::MAX
                && at >= 2
                && let (Item::Noun(n), Item::Prep(_)) = (self.parsed.row.items[at - 2], self.parsed.row.items[at - 1])
                && self.is_charge(n)
            {
                return Some(said(self.is_open(n)));
            }
            let clause = found.clause?;
            let verb = &self.parsed.chunks.verbs[clause];
            let behind = self.parsed.clauses[clause].complements.iter().any(|c| c.nouns.contains(&noun));
            let charged = self.lexicon().is(verb.lemma, self.cues.charge[VERB]);
            return (behind && charged).then(|| said(self.lexicon().is(verb.lemma, self.cues.alleged[VERB])));
        }
        self.above(found).find_map(|step| {
            let verb = &self.parsed.chunks.verbs[step.clause];
            if let Some(noun) = step.noun.filter(|n| self.is_charge(*n)) {
                return Some(said(self.is_open(noun)));
            }
            let charged = step.ruled
                && found.clause != Some(step.clause)
                && self.lexicon().is(verb.lemma, self.cues.charge[VERB]);
            charged.then(|| said(self.lexicon().is(verb.lemma, self.cues.alleged[VERB])))
        })
    }

    /// Whether a charge is one that nobody has owned or been found guilty of: "arrested on charges of", not "pleaded guilty to two counts of".
    fn is_open(&self, noun: usize) -> bool {
        let holder = self.parsed.clauses.iter().position(|c| {
            let holds = |nouns: &[usize]| nouns.contains(&noun);
            holds(&c.object) || holds(&c.object2) || c.complements.iter().any(|p| holds(&p.nouns))
        });
        holder.is_some_and(|h| {
            let lemma = self.parsed.chunks.verbs[h].lemma;
            matches!(
                self.lexicon().text(lemma),
                "arrest"
                    | "accuse"
                    | "charge"
                    | "detain"
                    | "extradite"
                    | "face"
                    | "hold"
                    | "indict"
                    | "seize"
                    | "sue"
                    | "want"
            )
        })
    }

    /// "Two counts of", "a charge of", "an offence"
    fn is_charge(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        group.kind == NounKind::Common && self.is(group.head as usize, self.cues.charge[NOUN])
    }

    /// The clauses from the event's own upward, by infinitives, gerunds and participles only.
    fn above(&self, found: &Found) -> impl Iterator<Item = Step> + '_ {
        let mut next = found.clause.map(|clause| (clause, false));
        let mut steps = 0;
        std::iter::from_fn(move || {
            let (clause, ruled) = next?;
            steps += 1;
            let finite = matches!(self.parsed.chunks.verbs[clause].tense, Tense::Past | Tense::Present | Tense::Future);
            let (up, noun) = match self.parsed.clauses[clause].link {
                Link::Complement(up) | Link::Adjunct(up) if !finite => (Some((up, true)), None),
                Link::Coordinate(up) if !finite => (Some((up, false)), None),
                Link::OfNoun(noun) => {
                    let holds = |nouns: &[usize]| nouns.contains(&noun);
                    let holder = self.parsed.clauses.iter().position(|c| {
                        holds(&c.object) || holds(&c.object2) || c.complements.iter().any(|p| holds(&p.nouns))
                    });
                    (holder.map(|h| (h, true)), Some(noun))
                }
                _ => (None, None),
            };
            next = up.filter(|(u, _)| *u != clause && steps < DEPTH);
            Some(Step { clause, noun, ruled })
        })
    }
}

/// A clause on the way up from an event.
struct Step {
    clause: usize,
    /// The noun that the clause hangs on.
    noun: Option<usize>,
    /// Reached from what it rules, not by coordination.
    ruled: bool,
}
