//! The subject of a finite verb: a search to its left over parentheses, complements and coordination.

use smallvec::smallvec;

use super::clause::{Clause, Grammar, Link, Nouns};
use super::item::Item;
use crate::text::{NounKind, Tense};

impl Grammar<'_, '_> {
    /// The subject of a finite verb, to its left.
    pub(super) fn subject(&self, verb: usize, before: &[Clause], clause: &mut Clause) {
        let here = self.row.verb_at[verb];
        let Some(mut at) = self.skip_left(here) else {
            return;
        };
        self.times_between(at, here, clause);
        let mut closed = false;
        // A closed parenthesis between subject and verb: ", a start-up," or "– A & B –" or ", which …,".
        if let mark @ (Item::Comma | Item::Dash | Item::Bracket) = self.row.items[at] {
            let open = (0..at).rev().take(25).find(|i| self.row.items[*i] == mark);
            match open {
                Some(open) if open > 0 && self.is_parenthesis(open, at) => match self.skip_left(open) {
                    Some(left) => {
                        if let Some(names) =
                            self.names_between(open, at).filter(|_| self.is_common(left) || self.is_office(left))
                        {
                            // "Lee and his company, Acme, were": the name stands for the last of them.
                            let mut told = self.noun_phrase_ending(left);
                            let first = told.first().map_or(left, |n| self.row.noun_at[*n]);
                            clause.extent.0 = self.row.extents[first].0;
                            told.pop();
                            told.retain(|n| self.chunks.nouns[*n].kind == NounKind::Name);
                            told.extend(names);
                            clause.subject = told;
                            self.times_before(here, clause);
                            return;
                        }
                        at = self.skip_asides(left);
                        closed = true;
                    }
                    None => return,
                },
                _ => {
                    self.share_subject(verb, at, before, clause);
                    return;
                }
            }
        }
        // "Its bid to acquire Contoso was blocked", "rules requiring helmets took effect": what the infinitive or participle describes.
        if let Some(noun) = self.described_before(at) {
            clause.subject = self.noun_phrase_ending(self.row.noun_at[noun]);
            if let Some(name) = self.named_by(&clause.subject).filter(|_| closed) {
                clause.subject = smallvec![name];
            }
            if let Some(&n) = clause.subject.first() {
                clause.extent.0 = self.chunks.nouns[n].first as usize;
                self.link_finite(clause, before);
                self.times_before(here, clause);
                return;
            }
        }
        match self.row.items[at] {
            Item::Relative(_) => {
                if let Some(noun) = self.antecedent(at) {
                    clause.subject = noun.1;
                    clause.link = Link::Relative(noun.0);
                }
            }
            Item::Noun(_) => {
                clause.subject =
                    self.both_described(at).or_else(|| self.both_in_office(at).filter(|_| closed)).unwrap_or_default();
                if clause.subject.is_empty() {
                    clause.subject = self.noun_phrase_ending(self.behind_place(at));
                    if let Some(name) = self.named_by(&clause.subject).filter(|_| closed) {
                        clause.subject = smallvec![name];
                    }
                }
                if let Some(&n) = clause.subject.first() {
                    clause.extent.0 = self.chunks.nouns[n].first as usize;
                }
                self.link_finite(clause, before);
                self.gap(verb, clause);
            }
            Item::And(_) | Item::Sub(_) if at > 0 => {
                // "X bought A and sold B".
                if let Some(previous) = self.verb_before(at).filter(|p| *p < before.len())
                    && matches!(self.row.items[at], Item::And(_))
                {
                    clause.subject = before[previous].subject.clone();
                    clause.link = Link::Coordinate(previous);
                }
            }
            Item::Verb(_) | Item::Quote => {}
            _ => {}
        }
        self.times_before(here, clause);
    }

    /// The noun that the verb at row place `place` describes as an infinitive or participle right behind it, where no finite verb but a reporting one stands
    /// before: "its bid to acquire".
    pub(super) fn described(&self, place: usize) -> Option<usize> {
        let Some(Item::Verb(verb)) = self.item(place) else { return None };
        if !matches!(self.chunks.verbs[verb].tense, Tense::Infinitive | Tense::Gerund | Tense::Participle) {
            return None;
        }
        let left = place.checked_sub(1)?;
        let Item::Noun(mut noun) = self.row.items[left] else { return None };
        if self.chunks.verbs[verb].tense == Tense::Infinitive {
            // "A deal with Northwind to build a plant collapsed"
            noun = self.noun_phrase_ending(left).first().copied().unwrap_or(noun);
        }
        let finite = |v: usize| matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future);
        let ruled = (0..place)
            .rev()
            .find_map(|i| match self.row.items[i] {
                Item::Verb(v) if finite(v) => Some(!self.reports(i)),
                Item::Sub(_) | Item::Stop | Item::Quote => Some(false),
                _ => None,
            })
            .unwrap_or(false);
        (self.chunks.nouns[noun].kind == NounKind::Common && !ruled).then_some(noun)
    }

    /// What the last verb up to row place `at` describes, with nothing but its own objects behind it.
    fn described_before(&self, at: usize) -> Option<usize> {
        let place = (0..=at).rev().take(12).find(|i| matches!(self.row.items[*i], Item::Verb(_)))?;
        let plain = self.row.items[place + 1..=at].iter().all(|i| {
            matches!(
                i,
                Item::Noun(_) | Item::Prep(_) | Item::Time(_) | Item::Other(_) | Item::Adjective(_) | Item::And(_)
            )
        });
        if plain { self.described(place).or_else(|| self.owner_of_relative(place, at)) } else { None }
    }

    /// "A doctor who owned two clinics pleaded guilty": what the relative clause from the verb at `place` to its object at `at` tells of.
    fn owner_of_relative(&self, place: usize, at: usize) -> Option<usize> {
        let finite = |i: usize| {
            matches!(self.row.items[i], Item::Verb(v)
                if matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future))
        };
        // "Who agreed to pay a fine"
        let mut verb = place;
        while verb > 0 && matches!(self.row.items[verb - 1], Item::Verb(_)) {
            verb -= 1;
        }
        // "The bank that owns the mill Acme bought": the last name is the next clause's own subject.
        let two = (place..at).any(|i| matches!(self.row.items[i..=i + 1], [Item::Noun(_), Item::Noun(_)]));
        let relative = self.skip_left(verb)?;
        let own = finite(verb) && !self.reports(verb) && !two && matches!(self.row.items[relative], Item::Relative(_));
        own.then(|| self.antecedent(relative).map(|(noun, _)| noun)).flatten()
    }

    /// "X joined A, served as B and left": a finite verb right behind a comma goes on with the subject of the verb before.
    fn share_subject(&self, verb: usize, at: usize, before: &[Clause], clause: &mut Clause) {
        let reporting = self.lexicon.class("reporting_verb");
        let reports = reporting.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c));
        let Some(up) = self.finite_before(at).filter(|p| *p < before.len()) else { return };
        let same = self.chunks.verbs[up].tense == self.chunks.verbs[verb].tense;
        if self.row.items[at] == Item::Comma && same && !reports && self.row.verb_at[verb] == at + 1 {
            clause.subject = before[up].subject.clone();
            clause.link = Link::Coordinate(up);
        }
    }

    /// A finite clause inside another: "X said (that) Y bought …".
    pub(super) fn link_finite(&self, clause: &mut Clause, before: &[Clause]) {
        let Some(&first) = clause.subject.first() else { return };
        let mut at = self.row.noun_at[first];
        if at == usize::MAX {
            return;
        }
        // Times and adverbs may stand between: "said on Monday it would buy".
        let mut limit = 6;
        while at > 0 && limit > 0 {
            at -= 1;
            limit -= 1;
            match self.row.items[at] {
                Item::Time(_) | Item::Other(_) | Item::Quote => {}
                Item::Sub(token) if self.text.word(token).eq_ignore_ascii_case("that") => {}
                Item::Verb(v) if v < before.len() => {
                    clause.link = Link::Complement(v);
                    return;
                }
                // "A scheme in which he bribed officials"
                Item::Relative(_) if at > 1 => {
                    if let (Item::Prep(_), Item::Noun(n)) = (self.row.items[at - 1], self.row.items[at - 2]) {
                        clause.link = Link::Relative(n);
                    }
                    return;
                }
                Item::Noun(n) if limit > 0 => {
                    // "told reporters (that) it would buy"
                    if before.last().is_some_and(|c| c.object.contains(&n))
                        && self.text.word(self.row.extents[at + 1].0).eq_ignore_ascii_case("that")
                    {
                        clause.link = Link::Complement(before.len() - 1);
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    /// Steps left over adverbs and times from row place `from` (exclusive).
    pub(super) fn skip_left(&self, from: usize) -> Option<usize> {
        let mut at = from;
        while at > 0 {
            at -= 1;
            match self.row.items[at] {
                Item::Other(_) | Item::Time(_) | Item::Adjective(_) => {}
                _ => return Some(at),
            }
        }
        None
    }

    /// "Acme on Monday bought": the times between the subject and its verb.
    pub(super) fn times_between(&self, from: usize, to: usize, clause: &mut Clause) {
        for item in &self.row.items[from + 1..to] {
            if let Item::Time(t) = item {
                clause.times.push(*t);
            }
        }
    }

    pub(super) fn is_common(&self, at: usize) -> bool {
        matches!(self.row.items[at], Item::Noun(n) if self.chunks.nouns[n].kind == NounKind::Common)
    }

    /// The noun phrase whose last noun group stands at row place `at`: its head groups, coordinated; prepositional parts are stripped.
    pub(super) fn noun_phrase_ending(&self, at: usize) -> Nouns {
        let mut head = at;
        // Strip "of X", "in Y" from the right until no preposition stands before the head.
        let mut guard = 0;
        while guard < 8 {
            guard += 1;
            let list = self.list_start(head);
            match (list > 0).then(|| self.row.items[list - 1]) {
                // "fell since it went public": what follows is a clause of its own.
                Some(Item::Prep(token)) if self.opens_clause(token) && !self.is_post(token, list) => {
                    return (list..=head)
                        .filter_map(|i| if let Item::Noun(n) = self.row.items[i] { Some(n) } else { None })
                        .collect();
                }
                Some(Item::Prep(_)) if list >= 2 => match self.row.items[list - 2] {
                    Item::Noun(_) => head = list - 2,
                    _ => return Nouns::new(),
                },
                Some(Item::Prep(_)) => return Nouns::new(),
                _ => {
                    let from = list;
                    return (from..=head)
                        .filter_map(|i| if let Item::Noun(n) = self.row.items[i] { Some(n) } else { None })
                        .collect();
                }
            }
        }
        Nouns::new()
    }

    /// "The appointment of Ann Roe *as finance chief* was": a post behind "as", which no article opens, is no clause's subject.
    fn is_post(&self, token: usize, at: usize) -> bool {
        let Item::Noun(noun) = self.row.items[at] else { return false };
        let group = &self.chunks.nouns[noun];
        let office = self.text.tokens[group.head as usize].word;
        self.text.word(token) == "as"
            && group.kind == NounKind::Common
            && group.first == group.core
            && self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(office, c))
    }

    /// Whether a preposition may open a clause: "after", "since".
    fn opens_clause(&self, token: usize) -> bool {
        matches!(
            self.text.word(token).to_ascii_lowercase().as_str(),
            "after" | "before" | "since" | "until" | "till" | "as" | "than"
        )
    }

    /// The first place of the coordination that ends at noun place `at`: the left-most noun of "A, B and C" that is not an earlier verb's object.
    pub(super) fn list_start(&self, at: usize) -> usize {
        let mut start = at;
        loop {
            let left = match (
                start.checked_sub(1).map(|i| self.row.items[i]),
                start.checked_sub(2).map(|i| self.row.items[i]),
            ) {
                (Some(Item::And(t)), Some(Item::Noun(_))) if self.joins(t) => start - 2,
                (Some(Item::And(t)), Some(Item::Comma))
                    if self.joins(t) && start >= 3 && matches!(self.row.items[start - 3], Item::Noun(_)) =>
                {
                    start - 3
                }
                (Some(Item::Comma), Some(Item::Noun(n)))
                    if start != at
                        && matches!(self.row.items[start], Item::Noun(m) if self.same_sort(n, m) || self.is_member(m)) =>
                {
                    start - 2
                }
                _ => return start,
            };
            // "bought Y and Z sold": Y is the object of "bought".
            let before = left.checked_sub(1).map(|i| self.row.items[i]);
            if matches!(before, Some(Item::Verb(_))) {
                return start;
            }
            start = left;
        }
    }

    /// "The head of Acme, Ann Roe, was": whether an office's or unit's "of …" ends at row place `at`.
    fn is_office(&self, at: usize) -> bool {
        let of = at > 1 && matches!(self.row.items[at - 1], Item::Prep(token) if self.is_of(token));
        let head = of.then(|| self.row.items[at - 2]);
        // "A unit of Acme, Globex, cut jobs"
        let classes = [self.kinds.office, self.kinds.unit_noun];
        matches!(head, Some(Item::Noun(n)) if self.chunks.nouns[n].kind == NounKind::Common
            && classes.into_iter().flatten().any(|c| self.lexicon.lemma_is(self.text.tokens[self.chunks.nouns[n].head as usize].word, c)))
    }

    /// "Acme's president", "two officials": common nouns that in a list stand beside a name and not for it.
    fn is_member(&self, noun: usize) -> bool {
        let group = &self.chunks.nouns[noun];
        let counted = self.text.tokens[group.first as usize].kind == crate::text::Kind::Number;
        group.kind == NounKind::Common && (group.possessor.is_some() || counted)
    }

    /// The noun that a relative pronoun at row place `at` stands for: (the noun, with those coordinated to it).
    pub(super) fn antecedent(&self, at: usize) -> Option<(usize, Nouns)> {
        let mut left = at.checked_sub(1)?;
        while matches!(self.row.items[left], Item::Comma | Item::Dash | Item::Other(_) | Item::Quote | Item::And(_)) {
            left = left.checked_sub(1)?;
        }
        let who = matches!(self.row.items[at], Item::Relative(n) if self.text.word(self.chunks.nouns[n].head as usize).eq_ignore_ascii_case("who"));
        let Item::Noun(nearest) = self.row.items[left] else {
            return None;
        };
        // "the head of the firm, who …" stands for the head.
        if who
            && left >= 2
            && matches!(self.row.items[left - 1], Item::Prep(_))
            && let Item::Noun(n) = self.row.items[left - 2]
        {
            return Some((n, smallvec![n]));
        }
        // "Acme, a unit of Velora that was bought": the unit, and so who is one.
        let that = matches!(self.row.items[at], Item::Relative(n) if self.text.word(self.chunks.nouns[n].head as usize) == "that");
        if that
            && left >= 2
            && self.row.items[at - 1] == self.row.items[left]
            && let (Item::Prep(token), Item::Noun(n)) = (self.row.items[left - 1], self.row.items[left - 2])
            && self.is_of(token)
            && matches!(self.text.word(self.chunks.nouns[n].first as usize), "a" | "an")
            && self
                .kinds
                .unit_noun
                .is_some_and(|c| self.lexicon.lemma_is(self.text.tokens[self.chunks.nouns[n].head as usize].word, c))
        {
            let named = match (
                left.checked_sub(3).map(|i| self.row.items[i]),
                left.checked_sub(4).map(|i| self.row.items[i]),
            ) {
                (Some(Item::Comma), Some(Item::Noun(name))) if self.chunks.nouns[name].kind == NounKind::Name => name,
                _ => n,
            };
            return Some((named, smallvec![named]));
        }
        // "The attack in Lyon that killed four": a place kills nobody.
        let place = self
            .kinds
            .place
            .is_some_and(|c| self.lexicon.is(self.text.tokens[self.chunks.nouns[nearest].head as usize].word, c));
        if place
            && left >= 2
            && let (Item::Prep(token), Item::Noun(n)) = (self.row.items[left - 1], self.row.items[left - 2])
            && !self.is_of(token)
            && self.row.items[at - 1] == self.row.items[left]
        {
            return Some((n, smallvec![n]));
        }
        let start = self.list_start(left);
        let plural_verb =
            matches!(self.item(at + 1), Some(Item::Verb(v)) if self.chunks.verbs[v].tense == Tense::Present);
        // "Ann Roe and Bob Lee, who founded Acme"
        let both = who && left == start + 2 && matches!(self.row.items[at - 1], Item::Comma);
        let nouns = if start < left && (plural_verb || both) {
            (start..=left).filter_map(|i| if let Item::Noun(n) = self.row.items[i] { Some(n) } else { None }).collect()
        } else {
            smallvec![nearest]
        };
        Some((nearest, nouns))
    }

    /// The last verb group left of row place `at`.
    pub(super) fn verb_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find_map(|i| if let Item::Verb(v) = self.row.items[i] { Some(v) } else { None })
    }

    /// The finite verb that rules the words around row place `at`: the nearest one to the left in the same clause.
    pub(super) fn finite_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find_map(|i| match self.row.items[i] {
            Item::Verb(v) if matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future) => {
                Some(v)
            }
            _ => None,
        })
    }

    /// Times that stand before the subject, or between it and the verb at row place `here`, belong to the clause.
    pub(super) fn times_before(&self, here: usize, clause: &mut Clause) {
        let mut at = here;
        while at > 0 && self.row.extents[at - 1].0 >= clause.extent.0 {
            at -= 1;
        }
        while at > 0 {
            at -= 1;
            match self.row.items[at] {
                // "Said on Tuesday it would close": the day is that of the saying.
                Item::Time(_) if at > 0 && self.reports(at - 1) => return,
                // "Born in Oslo in 1961, he joined the firm": the year is that of what opens the sentence.
                Item::Time(_) if self.opens_with_participle(at) => return,
                Item::Time(t) => {
                    clause.times.push(t);
                    clause.extent.0 = self.row.extents[at].0;
                }
                Item::Comma | Item::Other(_) | Item::Adjective(_) => {}
                Item::Noun(_) if self.is_fronted(at) => {}
                // "Rose on Tuesday after it reported": the day is that of what stands before.
                Item::Prep(token) if matches!(self.text.word(token), "after" | "before" | "since" | "until") => return,
                Item::Prep(_) => {}
                _ => return,
            }
        }
    }

    /// Whether a participle opens the sentence and no other verb stands between it and row place `at`.
    fn opens_with_participle(&self, at: usize) -> bool {
        let participle = |v: usize| self.chunks.verbs[v].tense == Tense::Participle;
        at < 8
            && matches!(self.row.items[0], Item::Verb(v) if participle(v))
            && !self.row.items[1..at].iter().any(|i| matches!(i, Item::Verb(_) | Item::Comma))
    }

    /// Whether a verb of saying stands at row place `at`.
    pub(super) fn reports(&self, at: usize) -> bool {
        let reporting = self.kinds.reporting_verb;
        matches!(self.row.items[at], Item::Verb(v) if reporting.is_some_and(|c| self.lexicon.is(self.chunks.verbs[v].lemma, c)))
    }

    /// Whether noun place `at` is inside a fronted prepositional phrase ("In London on Monday, …").
    pub(super) fn is_fronted(&self, at: usize) -> bool {
        at > 0 && matches!(self.row.items[at - 1], Item::Prep(_)) && self.verb_before(at).is_none()
    }
}
