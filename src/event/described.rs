//! Definite descriptions: which noun groups only point back to a name ("the company", "the Berlin-based start-up", "both countries"), and whom several of them
//! stand for.

use super::antecedent::MEMORY;
use super::kind::Kind;
use super::story::{Parsed, Referent, Story};
use crate::text::{NounGroup, NounKind, WordId};

/// Words that tell a firm from the one told of.
const OTHERS: [&str; 24] = [
    "other",
    "another",
    "new",
    "combined",
    "same",
    "parent",
    "former",
    "rival",
    "second",
    "third",
    "first",
    "largest",
    "biggest",
    "private",
    "target",
    "merged",
    "resulting",
    "successor",
    "smaller",
    "larger",
    "only",
    "holding",
    "shell",
    "different",
];

/// What the members of a collective are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Members {
    /// "the two countries"
    Places,
    /// "both men"
    Persons,
    /// "the two sides", "the companies"
    Any,
}

impl Members {
    fn of(word: &str) -> Members {
        match word {
            "countries" | "nations" | "governments" | "states" => Members::Places,
            "men" | "women" | "leaders" | "ministers" | "presidents" | "brothers" => Members::Persons,
            _ => Members::Any,
        }
    }

    fn takes(self, kind: Kind) -> bool {
        match self {
            Members::Places => kind == Kind::Place || kind == Kind::Name,
            Members::Persons => matches!(kind, Kind::Person | Kind::Name),
            Members::Any => !matches!(kind, Kind::Place | Kind::Thing | Kind::Number),
        }
    }
}

impl Story<'_, '_> {
    /// "The company", "the bank", "both firms": a definite organisation noun without a name.
    pub(super) fn points_back(&self, group: &NounGroup) -> bool {
        let head = self.text.tokens[group.head as usize].word;
        let opens = self.text.word(group.first as usize).to_ascii_lowercase();
        let definite = matches!(opens.as_str(), "the" | "this" | "these" | "both" | "that" | "two" | "its" | "each");
        if !definite || group.possessor.is_some() {
            return false;
        }
        if group.plural && self.is_pair(group) {
            return true;
        }
        // "The Danish company", but neither "its printer business" nor "the printer unit".
        let alone = group.end - group.core == 1;
        let trade = opens == "its" || self.kinds.unit_noun.is_some_and(|c| self.lexicon.is(head, c));
        let bare = alone || (group.end - group.core == 2 && !trade);
        bare && (self.is_description(head) || self.kinds.is_organisation_noun(self.lexicon, head))
            || opens == "the" && self.tells_home(group)
    }

    /// "The Berlin-based start-up", "the U.S. tech giant": a description by where its firm is at home.
    pub(super) fn tells_home(&self, group: &NounGroup) -> bool {
        let (core, head) = (group.core as usize, group.head as usize);
        if group.plural || head < core + 2 || group.end as usize != head + 1 {
            return false;
        }
        let word = |i: usize| self.text.word(i);
        // "start-up" is one word.
        let startup = word(head) == "up" && word(head - 1) == "-" && word(head - 2) == "start";
        let last = if startup { head - 2 } else { head };
        let based = (core + 1..last).find(|i| word(*i) == "based" && word(*i - 1) == "-");
        let home = |i: usize| {
            let token = self.text.tokens[i].word;
            [self.kinds.place, self.kinds.demonym].into_iter().flatten().any(|c| self.lexicon.is(token, c))
        };
        let from = based.map_or_else(|| core + usize::from(home(core)), |b| b + 1);
        from > core
            && last < from + 2
            && (startup || self.is_description(self.text.tokens[head].word))
            && !(core..head).any(|i| OTHERS.contains(&word(i)))
    }

    /// "The two countries", "both sides": a plural that says that two have been named.
    pub(super) fn is_pair(&self, group: &NounGroup) -> bool {
        let word = |i: u32| self.text.word(i as usize);
        let both = (group.first..group.head).any(|i| matches!(word(i), "both" | "Both" | "two" | "Two" | "three"));
        let organisation = self.kinds.is_organisation_noun(self.lexicon, self.text.tokens[group.head as usize].word)
            && !matches!(word(group.head), "departments" | "ministries" | "offices" | "courts" | "divisions" | "units");
        let definite = ["the", "both", "these"].iter().any(|d| word(group.first).eq_ignore_ascii_case(d));
        let head = matches!(
            word(group.head),
            "countries"
                | "nations"
                | "governments"
                | "sides"
                | "parties"
                | "men"
                | "women"
                | "leaders"
                | "ministers"
                | "presidents"
                | "brothers"
                | "universities"
                | "organisations"
                | "organizations"
        );
        both && definite && (head || organisation) && group.end - group.core <= 2
    }

    /// Whether a word names no company by itself: "company", "firms", "retailer".
    pub(super) fn is_description(&self, word: WordId) -> bool {
        self.kinds.description.is_some_and(|c| self.lexicon.lemma_is(word, c))
    }

    /// Whether a name is an authority's, which no text calls "the company".
    pub(super) fn is_authority(&self, named: &Referent) -> bool {
        self.kinds.is_authority(self.text, self.lexicon, named.tokens.0, named.tokens.1)
    }

    /// "They": the names of a coordinated subject. "The two companies": also coordinated names elsewhere, or the two organisations of one clause or sentence.
    pub(super) fn members(&mut self, index: usize, noun: usize, group: &NounGroup) -> Vec<Referent> {
        let pronoun = group.kind == NounKind::Pronoun;
        let wanted = if pronoun { Members::Any } else { Members::of(self.text.word(group.head as usize)) };
        // "Two", "both", "three": so many.
        let count = (group.first..group.head).find_map(|i| match self.text.word(i as usize) {
            "both" | "Both" | "two" | "Two" => Some(2),
            "three" => Some(3),
            _ => None,
        });
        let fits = |all: &[Referent]| all.len() > 1 && count.is_none_or(|n| n == all.len());
        let mut both: Vec<(usize, Vec<usize>)> = Vec::new();
        for back in 0..=MEMORY.min(index) {
            let parsed = self.parsed(index - back);
            let limit = if back == 0 { noun } else { parsed.chunks.nouns.len() };
            let names = |nouns: &mut dyn Iterator<Item = usize>| -> Vec<Referent> {
                nouns
                    .filter(|n| *n < limit && parsed.chunks.nouns[*n].kind == NounKind::Name)
                    .map(|n| self.own(&parsed, n))
                    .filter(|r| wanted.takes(r.kind))
                    .collect()
            };
            for clause in &parsed.clauses {
                let all = names(&mut clause.subject.iter().copied());
                if fits(&all) {
                    return all;
                }
            }
            if pronoun {
                let plural = |n: &usize| *n < limit && parsed.chunks.nouns[*n].plural;
                let subject = parsed.clauses.iter().flat_map(|c| c.subject.iter().copied()).find(plural);
                let named = subject.filter(|n| parsed.chunks.nouns[*n].kind == NounKind::Name);
                if let Some(found) = named {
                    return vec![self.own(&parsed, found)];
                }
                if back == 1
                    && let Some(found) = self.several(&parsed)
                {
                    return vec![found];
                }
                continue;
            }
            let sorted = |all: &Vec<Referent>| {
                fits(all) && (wanted == Members::Persons || all.iter().all(|r| r.kind != Kind::Person))
            };
            for clause in &parsed.clauses {
                let fields = [&clause.object].into_iter().chain(clause.complements.iter().map(|c| &c.nouns));
                let lists = fields.clone().map(|f| names(&mut f.iter().copied()));
                if let Some(all) = lists.into_iter().find(sorted) {
                    return all;
                }
                let told: Vec<usize> = clause.subject.iter().chain(fields.flatten()).copied().collect();
                let pair = names(&mut told.iter().copied());
                if pair.len() < 2 && told.len() == 2 && back > 0 && self.depth == 0 {
                    both.push((index - back, told));
                    continue;
                }
                if pair.len() == 2 && sorted(&pair) {
                    return pair;
                }
            }
            let mut all: Vec<Referent> = Vec::new();
            for found in names(&mut (0..limit)) {
                if !all.iter().any(|r| self.same_name(r, &found)) {
                    all.push(found);
                }
            }
            if all.len() == 2 && sorted(&all) {
                return all;
            }
            // "The company sued the supplier": whom they stand for.
            for (at, told) in std::mem::take(&mut both) {
                let pair = self.pair_of(&parsed, at, &told);
                if pair.len() == 2 && pair.iter().all(|r| r.named && wanted.takes(r.kind) && r.kind != Kind::Person) {
                    return pair;
                }
            }
        }
        Vec::new()
    }

    /// Whom two noun groups of one clause stand for.
    fn pair_of(&mut self, parsed: &Parsed, index: usize, told: &[usize]) -> Vec<Referent> {
        self.depth += 1;
        let mut pair = Vec::new();
        for n in told {
            let group = parsed.chunks.nouns[*n];
            match group.kind {
                NounKind::Common if self.points_back(&group) => pair.extend(self.referents(index, *n)),
                NounKind::Name => pair.push(self.own(parsed, *n)),
                _ => {}
            }
        }
        self.depth -= 1;
        pair
    }

    /// "Police arrested a man. He …": the one person of whom the sentence tells by a common noun.
    pub(super) fn somebody(&self, parsed: &Parsed) -> Option<Referent> {
        let takes_part = |n: &usize| parsed.clauses.iter().any(|c| c.subject.contains(n) || c.object.contains(n));
        let person = |n: &usize| {
            let group = &parsed.chunks.nouns[*n];
            let word = self.text.tokens[group.head as usize].word;
            let is = self.kinds.person_noun.is_some_and(|c| self.lexicon.lemma_is(word, c));
            group.kind == NounKind::Common && !group.plural && is
        };
        let mut told = (0..parsed.chunks.nouns.len()).filter(person);
        let only = told.next()?;
        let plain = told.next().is_none() && takes_part(&only);
        plain.then(|| self.own(parsed, only))
    }

    /// "Police arrested two suspects. They …": the people of the sentence before, where it tells of one group only.
    fn several(&self, parsed: &Parsed) -> Option<Referent> {
        let takes_part = |n: &usize| parsed.clauses.iter().any(|c| c.subject.contains(n) || c.object.contains(n));
        let people = |n: &usize| {
            let group = &parsed.chunks.nouns[*n];
            let word = self.text.tokens[group.head as usize].word;
            let person = [self.kinds.office, self.kinds.person_noun].into_iter().flatten();
            group.kind == NounKind::Common && group.plural && person.into_iter().any(|c| self.lexicon.lemma_is(word, c))
        };
        let mut told = (0..parsed.chunks.nouns.len()).filter(people);
        let only = told.next()?;
        let plain = told.next().is_none() && takes_part(&only);
        plain.then(|| self.own(parsed, only))
    }
}
