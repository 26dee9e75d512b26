//! The names that a common noun stands for in its own sentence: in apposition, given, equated or listed; and what "of …" adds to it.

use super::item::Item;
use super::story::{Parsed, Referent, Story};
use crate::text::{Chunks, Kind as TokenKind, NounGroup, NounKind, Tense, VerbGroup};

impl Story<'_, '_> {
    /// The end of a common noun with the "of …" that belongs to it.
    pub(super) fn with_of(&self, parsed: &Parsed, group: &NounGroup, mut end: usize) -> usize {
        for _ in 0..2 {
            let next = parsed.chunks.nouns.iter().find(|n| n.first as usize > end && n.first as usize <= end + 1);
            match next {
                Some(n)
                    if self.text.word(end) == "of" && n.kind != NounKind::Pronoun && n.kind != NounKind::Relative =>
                {
                    // A possessor ("of Acme's unit") belongs to what it possesses.
                    let owner = parsed
                        .chunks
                        .nouns
                        .iter()
                        .find(|o| o.possessor.is_some_and(|p| parsed.chunks.nouns[p as usize].first == n.first));
                    end = owner.map_or(n.end, |o| o.end) as usize;
                    end = self.with_and(parsed, group, n, end);
                }
                _ => break,
            }
            if end >= self.text.tokens.len() {
                break;
            }
        }
        end.max(group.end as usize)
    }

    /// "The leaders of Norland and Elbonia": several people of two names.
    pub(super) fn with_and(&self, parsed: &Parsed, group: &NounGroup, of: &NounGroup, end: usize) -> usize {
        let people = group.plural
            && self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(self.text.tokens[group.head as usize].word, c));
        let next = parsed.chunks.nouns.iter().find(|n| n.first as usize == end + 1 && n.kind == NounKind::Name);
        let joined = end < self.text.tokens.len() && self.text.word(end) == "and";
        match next {
            Some(n) if people && joined && of.kind == NounKind::Name && of.end as usize == end => n.end as usize,
            _ => end,
        }
    }

    /// Names in apposition to a common noun: "two firms – A & B –", "a start-up, Citcon,".
    pub(super) fn apposed(&self, parsed: &Parsed, noun: usize) -> Vec<Referent> {
        if let Some(name) = self.given_name(&parsed.chunks, &parsed.chunks.nouns[noun]) {
            return vec![self.own(parsed, name)];
        }
        let at = parsed.row.noun_at[noun];
        if at == usize::MAX {
            return Vec::new();
        }
        // "Two directors on Monday: Ann Roe and Bob Lee"
        let timed = matches!(parsed.row.items.get(at + 1), Some(Item::Time(_)));
        let after = if timed && parsed.row.items.get(at + 2) == Some(&Item::Stop) { at + 2 } else { at + 1 };
        let mark = parsed.row.items.get(after).copied();
        if !matches!(mark, Some(Item::Comma | Item::Dash | Item::Stop)) {
            return Vec::new();
        }
        let mut names = Vec::new();
        let mut next = after + 1;
        while let Some(Item::Noun(n)) = parsed.row.items.get(next).copied() {
            let group = &parsed.chunks.nouns[n];
            if group.kind != NounKind::Name {
                return Vec::new();
            }
            names.push(self.own(parsed, n));
            next += 1;
            match (parsed.row.items.get(next), parsed.row.items.get(next + 1)) {
                (Some(Item::And(_)), Some(Item::Noun(_))) => next += 1,
                (Some(Item::Comma), Some(Item::And(_))) => next += 2,
                _ => break,
            }
        }
        let closed = parsed.row.items.get(next).copied();
        let fits = closed == mark
            || closed.is_none()
            || matches!(closed, Some(Item::Stop))
            || (next >= parsed.row.items.len().saturating_sub(1));
        let plural = parsed.chunks.nouns[noun].plural;
        if fits && !names.is_empty() && (plural || names.len() == 1) { names } else { Vec::new() }
    }

    /// "A firm called Acme": the name of the noun group `noun` behind a participle.
    pub(super) fn given_name(&self, chunks: &Chunks, noun: &NounGroup) -> Option<usize> {
        let verb = chunks.verbs.binary_search_by_key(&noun.end, |v| v.first).ok()?;
        if noun.kind == NounKind::Common { self.name_behind(chunks, &chunks.verbs[verb]) } else { None }
    }

    /// The name that stands behind a participle that gives it to what stands before: from the participle to the name's end.
    pub(super) fn given_behind(&self, chunks: &Chunks, verb: &VerbGroup) -> Option<(usize, usize)> {
        let name = self.name_behind(chunks, verb)?;
        let named = chunks.nouns.iter().any(|n| n.end == verb.first && n.kind == NounKind::Common);
        named.then_some((verb.first as usize, chunks.nouns[name].end as usize))
    }

    /// "Voted *52-48* to pass the bill": the count of a vote, from its first token to its last.
    pub(super) fn count_behind(&self, verb: &VerbGroup) -> Option<(usize, usize)> {
        let at = verb.end as usize;
        let counted = self.text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
        let word = self.text.tokens[verb.head as usize].word;
        if !counted || !self.kinds.balloting.is_some_and(|c| self.lexicon.is(word, c)) {
            return None;
        }
        let other = self.text.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number);
        (other && matches!(self.text.word(at + 1), "-" | "–" | "to")).then_some((at, at + 3))
    }

    fn name_behind(&self, chunks: &Chunks, verb: &VerbGroup) -> Option<usize> {
        let gives =
            || self.kinds.name_giving.is_some_and(|c| self.lexicon.is(self.text.tokens[verb.head as usize].word, c));
        if verb.tense != Tense::Participle || verb.first != verb.head || !gives() {
            return None;
        }
        chunks.nouns.iter().position(|n| n.first == verb.end && n.kind == NounKind::Name)
    }

    /// The subject that a predicate noun tells about: "Northwind is a *company* formed in 2013".
    pub(super) fn equated(&self, parsed: &Parsed, noun: usize) -> Option<usize> {
        let copula = |at: usize| {
            let verb = &parsed.chunks.verbs[at];
            self.kinds.be.is_some_and(|c| self.lexicon.is(self.text.tokens[verb.head as usize].word, c))
                && !verb.negated
        };
        // "Is a global, research-based company": the adjective before the comma opens what the comma goes on with.
        let opened = noun.checked_sub(1).filter(|n| {
            let (before, here) = (&parsed.chunks.nouns[*n], &parsed.chunks.nouns[noun]);
            before.end + 1 == here.first
                && self.text.word(before.end as usize) == ","
                && here.core == here.first
                && before.end == before.first + 2
                && matches!(self.text.word(before.first as usize), "a" | "an")
                && here.kind == NounKind::Common
        });
        let holds = |n: &usize| *n == noun || Some(*n) == opened;
        let at = parsed.clauses.iter().position(|c| c.object.first().is_some_and(holds))?;
        let subject = *parsed.clauses[at].subject.first()?;
        let named = parsed.chunks.nouns[subject].kind != NounKind::Common && subject < noun;
        (copula(at) && named).then_some(subject)
    }

    /// The members of "a consortium of A, B and C", two names at least, or who leads it.
    pub(super) fn members_of(&self, parsed: &Parsed, noun: usize) -> Vec<Referent> {
        let group = &parsed.chunks.nouns[noun];
        let head = self.text.tokens[group.head as usize].word;
        let at = parsed.row.noun_at[noun];
        if at == usize::MAX || !self.kinds.collective.is_some_and(|c| self.lexicon.lemma_is(head, c)) {
            return Vec::new();
        }
        // "Investors led by Acme"
        if let (Some(Item::Verb(verb)), Some(Item::Prep(by)), Some(Item::Noun(n))) =
            (parsed.row.items.get(at + 1), parsed.row.items.get(at + 2), parsed.row.items.get(at + 3))
        {
            let led = self.lexicon.text(parsed.chunks.verbs[*verb].lemma) == "lead" && self.text.word(*by) == "by";
            let named = parsed.chunks.nouns[*n].kind == NounKind::Name;
            return if led && named { vec![self.own(parsed, *n)] } else { Vec::new() };
        }
        let of = |token: usize| matches!(self.text.word(token), "of" | "between" | "comprising" | "including");
        if !matches!(parsed.row.items.get(at + 1), Some(Item::Prep(token)) if of(*token)) {
            return Vec::new();
        }
        let mut names = Vec::new();
        let mut next = at + 2;
        let mut joined = false;
        while let Some(Item::Noun(n)) = parsed.row.items.get(next).copied() {
            if parsed.chunks.nouns[n].kind != NounKind::Name {
                break;
            }
            names.push(self.own(parsed, n));
            joined |= matches!(parsed.row.items.get(next - 1), Some(Item::And(_)));
            next += match (parsed.row.items.get(next + 1), parsed.row.items.get(next + 2)) {
                (Some(Item::And(_)), Some(Item::Noun(_))) => 2,
                (Some(Item::Comma), Some(Item::And(_))) => 3,
                (Some(Item::Comma), Some(Item::Noun(_))) if !joined => 2,
                _ => break,
            };
        }
        if joined && names.len() > 1 { names } else { Vec::new() }
    }

    /// The members that a collective is said to hold: "several companies, including A, B and C", "firms such as A".
    pub(super) fn listed(&self, parsed: &Parsed, noun: usize) -> Vec<Referent> {
        let from = parsed.chunks.nouns[noun].end as usize;
        let to = (from + 16)
            .min(parsed.clauses.iter().map(|c| c.extent.1).max().unwrap_or(0) + 16)
            .min(self.text.tokens.len());
        let Some(mark) = (from..to).find(|i| {
            let word = self.text.word(*i);
            word == "including" || (word == "such" && *i + 1 < to && self.text.word(*i + 1) == "as")
        }) else {
            return Vec::new();
        };
        let mut names: Vec<Referent> = Vec::new();
        let mut at = mark + 1 + usize::from(self.text.word(mark) == "such");
        for (n, group) in parsed.chunks.nouns.iter().enumerate().filter(|(_, g)| g.core as usize > mark) {
            let joins = |i: usize| matches!(self.text.word(i), "," | "and");
            let apart = (at..group.core as usize).all(joins) && (!names.is_empty() || at == group.core as usize);
            let possessor = parsed.chunks.nouns.iter().any(|o| o.possessor == Some(n as u32));
            if possessor {
                continue;
            }
            let glued = names.is_empty() || at < group.core as usize || group.possessor.is_some();
            if !(apart || group.possessor.is_some()) || !glued {
                break;
            }
            let holds_name = group.kind == NounKind::Name || group.possessor.is_some();
            if !holds_name {
                break;
            }
            names.push(self.own(parsed, n));
            at = group.end as usize;
        }
        names
    }
}
