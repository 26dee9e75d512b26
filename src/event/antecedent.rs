//! Whom a pronoun or "the company" stands for: names of the last sentences, weighed by their part in the sentence, by distance, and by how much of the document
//! is about them.

use super::clause::{Clause, Link};
use super::kind::Kind;
use super::story::{Parsed, Referent, Story};
use crate::text::{NounGroup, NounKind, UNKNOWN};

/// How many sentences back a pronoun may look.
pub(super) const MEMORY: usize = 3;

/// How many "the company" may: of what a text is about it speaks for long.
const LONG_MEMORY: usize = 5;

/// How far a pronoun may lead to a pronoun.
pub(super) const DEPTH: u8 = 2;

/// The most that being named often counts.
const OFTEN: f32 = 4.0;

/// What it counts to be known as an organisation.
const FOR_KIND: f32 = 0.5;

/// What it counts to be what the document's first sentences are about.
const FOR_LEAD: f32 = 0.3;

/// How many sentences those are, the title counted.
const LEAD: usize = 2;

/// What a pronoun or description looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// "he"
    Person,
    /// "it"
    One,
    /// "the company"
    Organisation,
    /// "they"
    Many,
    /// "the two companies"
    Members,
    /// "we": who speaks in a document about itself.
    Speaker,
}

impl Wanted {
    /// What a name's part as subject counts, how often it is named, and each sentence that lies between.
    fn weights(self) -> (f32, f32, f32) {
        match self {
            Wanted::Organisation => (1.0, 1.0, 0.6),
            _ => (2.0, 0.4, 1.0),
        }
    }

    /// The most that a name can weigh that stands `back` sentences before: where a better one is found, none need be read.
    fn highest(self, back: usize) -> f32 {
        let (for_subject, for_count, for_distance) = self.weights();
        for_count * OFTEN + FOR_KIND + FOR_LEAD + for_subject - for_distance * back as f32
    }

    fn takes(self, kind: Kind, group: &NounGroup) -> bool {
        match self {
            Wanted::Person => kind == Kind::Person || (kind == Kind::Name && group.end - group.core >= 2),
            // "Acme Industries"
            Wanted::One => kind == Kind::Organisation || (kind == Kind::Name && !group.plural),
            Wanted::Organisation | Wanted::Members | Wanted::Speaker => {
                matches!(kind, Kind::Organisation | Kind::Name)
            }
            Wanted::Many => group.plural,
        }
    }
}

impl<'a> Story<'a, '_> {
    /// The names that a pronoun or definite description stands for.
    pub(super) fn antecedents(&mut self, index: usize, noun: usize, group: &NounGroup) -> Vec<Referent> {
        let word = self.text.word(group.head as usize).to_ascii_lowercase();
        // "Acme, whose shares fell"
        if word == "whose" {
            let parsed = self.parsed(index);
            let beside = |n: &NounGroup| n.end == group.first || n.end + 1 == group.first;
            let nouns = &parsed.chunks.nouns;
            let before = nouns.iter().rposition(beside).filter(|n| *n < noun);
            // "Bay Corp of America, whose board": one name.
            let whole = |n: usize| match n.checked_sub(1).map(|w| &nouns[w]) {
                Some(w) if w.kind == NounKind::Name && w.end + 1 == nouns[n].first => {
                    if self.text.word(w.end as usize) == "of" { n - 1 } else { n }
                }
                _ => n,
            };
            let before = before.map(whole);
            return before.map(|n| self.referents(index, n)).unwrap_or_default();
        }
        let wanted = match word.as_str() {
            "he" | "she" | "him" | "her" | "his" => Wanted::Person,
            "it" | "its" | "itself" => Wanted::One,
            "they" | "them" | "their" => Wanted::Many,
            "we" | "us" | "our" => Wanted::Speaker,
            _ if group.kind == NounKind::Pronoun => return Vec::new(),
            _ if group.plural || self.text.word(group.first as usize).eq_ignore_ascii_case("each") => Wanted::Members,
            _ => Wanted::Organisation,
        };
        if wanted == Wanted::Speaker {
            return self.topic(index + 1).into_iter().collect();
        }
        if group.kind == NounKind::Common
            && let Some(called) = self.called(index, group)
        {
            let rivals = self.rivals(index, noun, group);
            if !self.is_among(&called, &rivals) {
                return vec![called];
            }
        }
        let described = || {
            let head = self.text.tokens[group.head as usize].word;
            self.is_description(head) || self.tells_home(group) || group.plural && self.is_pair(group)
        };
        if group.kind == NounKind::Common && !described() {
            return self.bearer(index, noun, group.head as usize).into_iter().collect();
        }
        if matches!(word.as_str(), "its" | "their" | "his" | "her")
            && let Some(subject) = self.named_next(index, noun)
        {
            return self.referents(index, subject);
        }
        let of_group = self.parsed(index).chunks.nouns[noun].end != group.end;
        if matches!(word.as_str(), "its" | "his" | "her")
            && of_group
            && let Some(found) = self.owning_subject(index, noun, wanted)
        {
            return vec![found];
        }
        if let (Wanted::One, Some(teller)) = (wanted, self.teller_of(index, noun)) {
            let named = self.referents(index, teller);
            let parsed = self.parsed(index);
            let head = parsed.chunks.nouns[teller].head as usize;
            if !named.is_empty() {
                return named;
            }
            if !self.is_description(self.text.tokens[head].word) {
                return vec![self.own(&parsed, teller)];
            }
        }
        // "Police in Leeds said they had arrested"
        if let (Wanted::Many, Some(teller)) = (wanted, self.tellers_of(index, noun)) {
            return self.referents(index, teller);
        }
        if let Some(object) = self.shared_object(index, noun) {
            return self.referents(index, object);
        }
        if let (Wanted::One, Some(subject)) = (wanted, self.main_thing(index, noun)) {
            let parsed = self.parsed(index);
            return vec![self.own(&parsed, subject)];
        }
        // "Renamed itself": who did it.
        if matches!(word.as_str(), "itself" | "himself" | "herself" | "themselves") {
            let parsed = self.parsed(index);
            let own = |c: &&Clause| c.object.contains(&noun) || c.complements.iter().any(|p| p.nouns.contains(&noun));
            let subject = parsed.clauses.iter().find(own).map(|c| c.subject.clone()).unwrap_or_default();
            return subject.into_iter().filter(|n| *n != noun).flat_map(|n| self.referents(index, n)).collect();
        }
        if matches!(wanted, Wanted::Many | Wanted::Members) {
            return self.members(index, noun, group);
        }
        let rivals = self.rivals(index, noun, group);
        let lead = if wanted == Wanted::Organisation { self.lead(index) } else { Vec::new() };
        let mut best: Option<(f32, Referent)> = None;
        let parsed = self.parsed(index);
        let memory = match wanted {
            Wanted::Organisation => LONG_MEMORY,
            // "Plans to launch it": what was just spoken of.
            Wanted::One
                if parsed.clauses.iter().any(|c| c.object.contains(&noun))
                    && group.head as usize != 0
                    && word == "it" =>
            {
                1
            }
            _ => MEMORY,
        };
        for back in 0..=memory.min(index) {
            if best.as_ref().is_some_and(|(b, _)| *b >= wanted.highest(back)) {
                break;
            }
            let parsed = self.parsed(index - back);
            let limit = if back == 0 { noun } else { parsed.chunks.nouns.len() };
            for n in 0..limit {
                let own = parsed.clauses.iter().any(|c| c.subject.contains(&n));
                let named = self.fitting(&parsed, n, wanted);
                let found = named.or_else(|| {
                    (own && matches!(back, 1 | 2) || back == 1 && wanted == Wanted::One)
                        .then(|| self.taken_up(index - back, n, wanted))
                        .flatten()
                });
                let Some(found) = found.filter(|r| wanted != Wanted::Organisation || !self.is_authority(r)) else {
                    continue;
                };
                let subject = own || wanted == Wanted::One && self.speaks_through(&parsed, n);
                // In its own sentence a pronoun takes up a subject.
                if (back == 0 && wanted != Wanted::Organisation && !subject) || self.is_among(&found, &rivals) {
                    continue;
                }
                let leads = lead.iter().any(|l| self.text.word(*l) == self.text.word(found.head));
                let score = self.weight(&found, wanted, subject, back) + if leads { FOR_LEAD } else { 0.0 };
                if best.as_ref().is_none_or(|(b, _)| score > *b) {
                    best = Some((score, found));
                }
            }
        }
        match best {
            Some((_, found)) => vec![found],
            None if wanted == Wanted::Organisation => {
                let topic = self.topic(index + 1);
                topic.into_iter().filter(|t| !self.is_among(t, &rivals)).collect()
            }
            None if wanted == Wanted::Person && index > 0 => {
                let before = self.parsed(index - 1);
                self.somebody(&before).into_iter().collect()
            }
            None => Vec::new(),
        }
    }

    /// Whom the story is about at token `before` of a sentence, none of `rivals`: as "the company" there would say.
    pub(super) fn subject_matter(&mut self, index: usize, before: usize, rivals: &[Referent]) -> Option<Referent> {
        let mut best: Option<(f32, Referent)> = None;
        for back in 0..=MEMORY.min(index) {
            if best.as_ref().is_some_and(|(b, _)| *b >= Wanted::Organisation.highest(back)) {
                break;
            }
            let parsed = self.parsed(index - back);
            for n in 0..parsed.chunks.nouns.len() {
                if back == 0 && parsed.chunks.nouns[n].first as usize >= before {
                    break;
                }
                let Some(found) = self.fitting(&parsed, n, Wanted::Organisation) else { continue };
                if self.is_among(&found, rivals) || self.count(&found) < 2 {
                    continue;
                }
                let subject = parsed.clauses.iter().any(|c| c.subject.contains(&n));
                let score = self.weight(&found, Wanted::Organisation, subject, back);
                if best.as_ref().is_none_or(|(b, _)| score > *b) {
                    best = Some((score, found));
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// How well a name answers: subjects before others, near before far, what the document is about before what it names once.
    fn weight(&self, found: &Referent, wanted: Wanted, subject: bool, back: usize) -> f32 {
        let often = (1.0 + self.count(found) as f32).log2().min(OFTEN);
        let (for_subject, for_count, for_distance) = wanted.weights();
        let kind = if found.kind == Kind::Organisation { FOR_KIND } else { 0.0 };
        for_count * often + kind + if subject { for_subject } else { 0.0 } - for_distance * back as f32
    }

    /// The names that are the subjects of the first sentences before `index`: their heads.
    fn lead(&mut self, index: usize) -> Vec<usize> {
        let mut heads = Vec::new();
        for first in 0..LEAD.min(index) {
            let parsed = self.parsed(first);
            let main = parsed.clauses.iter().filter(|c| c.link == Link::Main);
            let subjects = main.flat_map(|c| c.subject.iter()).map(|n| &parsed.chunks.nouns[*n]);
            heads.extend(subjects.filter(|g| g.kind == NounKind::Name).map(|g| g.head as usize));
        }
        heads
    }

    /// "The court": only a name that holds the word, "Supreme Court".
    fn bearer(&mut self, index: usize, noun: usize, head: usize) -> Option<Referent> {
        (0..=MEMORY.min(index)).find_map(|back| {
            let parsed = self.parsed(index - back);
            let limit = if back == 0 { noun } else { parsed.chunks.nouns.len() };
            let named = (0..limit).filter(|n| parsed.chunks.nouns[*n].kind == NounKind::Name);
            let holds = |r: &Referent| (r.tokens.0..r.tokens.1).any(|i| self.same_lemma(i, head));
            named.map(|n| self.own(&parsed, n)).find(holds)
        })
    }

    fn same_lemma(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.text.tokens[a].word, self.text.tokens[b].word);
        a != UNKNOWN && (a == b || self.lexicon.lemmas(b).iter().any(|(l, _)| *l == a))
    }

    /// The names that the group cannot stand for: those of its own clause's subject, where it is the object or a complement.
    fn rivals(&mut self, index: usize, noun: usize, group: &NounGroup) -> Vec<Referent> {
        let parsed = self.parsed(index);
        if parsed.chunks.nouns[noun].first != group.first || parsed.chunks.nouns[noun].end != group.end {
            return Vec::new(); // "its unit": the owner may well be the subject.
        }
        let clause = parsed.clauses.iter().find(|c| {
            c.object.contains(&noun)
                || c.object2.contains(&noun)
                || c.complements.iter().any(|p| p.nouns.contains(&noun))
        });
        let Some(clause) = clause else { return self.opposites(&parsed, index, noun) };
        let told = clause.subject.iter().filter(|n| **n < noun).flat_map(|n| self.referents(index, *n));
        // "Acme's board recommended the offer for the company": the board is not the company.
        told.filter(|r| r.named).collect()
    }

    /// "The company sued the supplier", "the company sued Acme": those to whom the subject does something.
    fn opposites(&mut self, parsed: &Parsed, index: usize, noun: usize) -> Vec<Referent> {
        let Some(clause) = parsed.clauses.iter().find(|c| c.subject.first() == Some(&noun)) else { return Vec::new() };
        let mut found = Vec::new();
        for n in clause.object.iter().filter(|n| **n > noun) {
            let group = parsed.chunks.nouns[*n];
            match group.kind {
                // "Acme One" may be what Acme has launched.
                NounKind::Name if self.kind(parsed, *n) == Kind::Organisation => found.push(self.own(parsed, *n)),
                // "Lost its underwriter": the owner is no underwriter.
                NounKind::Common if self.points_back(&group) && !self.has_possessive_pronoun(parsed, *n, index) => {
                    found.extend(self.called(index, &group))
                }
                _ => {}
            }
        }
        found
    }

    fn is_among(&self, found: &Referent, rivals: &[Referent]) -> bool {
        rivals.iter().any(|r| self.same_name(r, found))
    }

    pub(super) fn same_name(&self, a: &Referent, b: &Referent) -> bool {
        self.text.word(a.tokens.0).eq_ignore_ascii_case(self.text.word(b.tokens.0))
    }

    pub(super) fn fitting(&self, parsed: &Parsed, noun: usize, wanted: Wanted) -> Option<Referent> {
        let group = &parsed.chunks.nouns[noun];
        if group.kind != NounKind::Name {
            let named = self.apposed(parsed, noun);
            return named.into_iter().find(|r| wanted.takes(r.kind, group));
        }
        let mut r = self.own(parsed, noun);
        // "Lee", where the document has told of "Ann Lee".
        let alone = r.kind == Kind::Name && r.tokens.1 - r.tokens.0 == 1;
        if alone && self.capital(r.tokens.0).surname {
            r.kind = Kind::Person;
        }
        wanted.takes(r.kind, group).then_some(r)
    }

    /// The organisation that the document is about: of the names in its first sentences, before sentence `end`, the one written most often, at least three times.
    pub(super) fn topic(&mut self, end: usize) -> Option<Referent> {
        let mut best: Option<(u32, Referent)> = None;
        for index in 0..end.min(MEMORY + 1) {
            let parsed = self.parsed(index);
            for n in 0..parsed.chunks.nouns.len() {
                let Some(found) = self.fitting(&parsed, n, Wanted::Organisation) else { continue };
                let count = self.count(&found);
                if count >= 3 && best.as_ref().is_none_or(|(b, _)| count > *b) {
                    best = Some((count, found));
                }
            }
        }
        best.map(|(_, found)| found)
    }
}
