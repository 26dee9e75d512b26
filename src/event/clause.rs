//! Clauses: for each verb group its subject, objects and prepositional complements, with voice undone later by the frames.
//!
//! The grammar is a handful of searches to the left and right of the verb in the [`Row`]: see `subject`, `field` and `govern`.

use super::item::{Item, Row};
use crate::text::{Chunks, Lexicon, NounKind, Tense, Text, WordId};

/// How a clause hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// A main clause, or one that nothing is known of.
    Main,
    /// A complement of a verb: "plans to buy", "started selling", "said it will buy" (the governing clause).
    Complement(usize),
    /// An infinitive or gerund that hangs on a noun: "a plan to buy", "a deal for buying" (noun group).
    OfNoun(usize),
    /// A relative clause, full or reduced, of a noun group.
    Relative(usize),
    /// A participle or purpose infinitive beside another clause: "…, adding 20 jobs", "after buying" (that clause).
    Adjunct(usize),
    /// "X bought A and sold B": shares the subject of that clause.
    Coordinate(usize),
}

/// A prepositional complement.
#[derive(Debug, Clone)]
pub(crate) struct Complement {
    /// The preposition's word in the vocabulary.
    pub(crate) word: WordId,
    /// The noun groups, coordinated.
    pub(crate) nouns: Vec<usize>,
}

/// A verb group with what belongs to it. All numbers are indexes of the sentence's noun groups, verb groups and times.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Grammatical subject.
    pub(crate) subject: Vec<usize>,
    /// Noun groups right after the verb.
    pub(crate) object: Vec<usize>,
    /// The second noun group after the verb: "named X *chief executive*"; in a passive the only one.
    pub(crate) object2: Vec<usize>,
    /// Prepositional complements in its right field.
    pub(crate) complements: Vec<Complement>,
    /// How it hangs in the sentence.
    pub(crate) link: Link,
    /// The subordinating conjunction or preposition before it, if any (token).
    pub(crate) marker: Option<usize>,
    /// The adjective between a copula and this infinitive: "is *likely* to buy" (token).
    pub(crate) adjective: Option<usize>,
    /// The verb group of an infinitive in its right field.
    pub(crate) infinitive: Option<usize>,
    /// The times in its field, before or after the verb.
    pub(crate) times: Vec<usize>,
    /// First token and one past the last of its field.
    pub(crate) extent: (usize, usize),
}

impl Clause {
    /// A clause of one token of which nothing is known.
    pub(crate) fn bare(token: usize) -> Clause {
        Clause {
            subject: Vec::new(),
            object: Vec::new(),
            object2: Vec::new(),
            complements: Vec::new(),
            link: Link::Main,
            marker: None,
            adjective: None,
            infinitive: None,
            times: Vec::new(),
            extent: (token, token + 1),
        }
    }
}

/// The parts of a sentence that the grammar reads.
pub(crate) struct Grammar<'a, 'd> {
    pub(crate) text: &'a Text<'d>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) chunks: &'a Chunks,
    pub(crate) row: &'a Row,
}

impl Grammar<'_, '_> {
    /// The clauses of the sentence, one a verb group.
    pub(crate) fn clauses(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::with_capacity(self.chunks.verbs.len());
        for verb in 0..self.chunks.verbs.len() {
            let clause = self.clause(verb, &clauses);
            clauses.push(clause);
        }
        self.late_subjects(&mut clauses);
        clauses
    }

    fn item(&self, at: usize) -> Option<Item> {
        self.row.items.get(at).copied()
    }

    fn clause(&self, verb: usize, before: &[Clause]) -> Clause {
        let group = &self.chunks.verbs[verb];
        let mut clause = Clause::bare(group.first as usize);
        clause.extent.1 = group.end as usize;
        if self.row.verb_at[verb] == usize::MAX {
            return clause;
        }
        self.field(verb, &mut clause);
        match group.tense {
            Tense::Present | Tense::Past | Tense::Future => self.subject(verb, before, &mut clause),
            _ => self.govern(verb, before, &mut clause),
        }
        self.marker(verb, &mut clause);
        clause
    }

    /// The verb's right field: objects, complements and times up to the next verb or clause boundary.
    fn field(&self, verb: usize, clause: &mut Clause) {
        let passive = self.chunks.verbs[verb].passive;
        let mut at = self.row.verb_at[verb] + 1;
        let mut last_noun = false;
        while let Some(item) = self.item(at) {
            match item {
                Item::Noun(_) => {
                    let (nouns, next) = self.list(at);
                    // "bought Y and Z sold W": the last noun of the list is the next verb's subject.
                    let nouns = self.cut_before_verb(nouns, next);
                    if nouns.is_empty() {
                        break;
                    }
                    if clause.object.is_empty() && !passive && clause.complements.is_empty() {
                        clause.object = nouns;
                    } else if clause.object2.is_empty() && clause.complements.is_empty() && (last_noun || passive) {
                        clause.object2 = nouns;
                    } else {
                        break;
                    }
                    last_noun = true;
                    clause.extent.1 = self.row.extents[next - 1].1;
                    at = next;
                    continue;
                }
                Item::Prep(token) => {
                    let Some(Item::Noun(_)) = self.item(at + 1) else {
                        // "after buying": the gerund is a clause of its own.
                        break;
                    };
                    let (nouns, next) = self.list(at + 1);
                    let kept = self.cut_before_verb(nouns, next);
                    if kept.is_empty() {
                        break;
                    }
                    if !self.is_of(token) {
                        clause.complements.push(Complement { word: self.text.tokens[token].word, nouns: kept });
                    }
                    clause.extent.1 = self.row.extents[next - 1].1;
                    at = next;
                    last_noun = false;
                    continue;
                }
                Item::Time(time) => clause.times.push(time),
                Item::Verb(next) => {
                    if self.chunks.verbs[next].tense == Tense::Infinitive {
                        clause.infinitive = Some(next);
                    }
                    break;
                }
                Item::Comma | Item::Dash => match self.after_mark(at) {
                    Some(next) => {
                        at = next;
                        last_noun = false;
                        continue;
                    }
                    None => break,
                },
                Item::Adjective(_) | Item::Other(_) | Item::Quote => {}
                Item::Bracket => {
                    // What stands in brackets is skipped.
                    match (at + 1..self.row.items.len().min(at + 12)).find(|i| self.row.items[*i] == Item::Bracket) {
                        Some(close) => at = close,
                        None => break,
                    }
                }
                Item::Relative(_) | Item::Sub(_) | Item::And(_) | Item::Stop => break,
            }
            clause.extent.1 = self.row.extents[at].1;
            at += 1;
        }
    }

    /// Behind a comma or dash: where the field goes on (a preposition or time follows, or an apposition that is closed), or `None`.
    fn after_mark(&self, at: usize) -> Option<usize> {
        match self.item(at + 1)? {
            Item::Prep(_) => matches!(self.item(at + 2)?, Item::Noun(_)).then_some(at + 1),
            Item::Time(_) => Some(at + 1),
            Item::Noun(_) => {
                let (_, mut next) = self.list(at + 1);
                while let (Some(Item::Prep(_)), Some(Item::Noun(_))) = (self.item(next), self.item(next + 1)) {
                    next = self.list(next + 1).1;
                }
                let closed = self.item(next) == self.item(at);
                (closed && !matches!(self.item(next + 1), Some(Item::Verb(_)) | None)).then_some(next + 1)
            }
            _ => None,
        }
    }

    /// The coordinated noun groups that begin at row place `at`, and the place behind them.
    fn list(&self, at: usize) -> (Vec<usize>, usize) {
        let mut nouns = Vec::new();
        let mut next = at;
        while let Some(Item::Noun(noun)) = self.item(next) {
            nouns.push(noun);
            next += 1;
            // "X of Y": Y belongs to X.
            let mut after = next;
            while let (Some(Item::Prep(token)), Some(Item::Noun(_))) = (self.item(after), self.item(after + 1)) {
                if !self.is_of(token) {
                    break;
                }
                after += 2;
            }
            next = after;
            match (self.item(next), self.item(next + 1), self.item(next + 2)) {
                (Some(Item::And(token)), Some(Item::Noun(_)), _) if self.joins(token) => next += 1,
                (Some(Item::Comma), Some(Item::And(token)), Some(Item::Noun(_)))
                    if self.joins(token) && nouns.len() > 1 =>
                {
                    next += 2
                }
                (Some(Item::Comma), Some(Item::Noun(other)), _)
                    if self.same_sort(noun, other) && self.list_goes_on(next + 1) =>
                {
                    next += 1
                }
                _ => break,
            }
        }
        (nouns, next)
    }

    /// Whether after the comma a list goes on to an "and" ("A, B and C"), rather than an apposition.
    fn list_goes_on(&self, mut at: usize) -> bool {
        for _ in 0..12 {
            match self.item(at) {
                Some(Item::Noun(_)) => at += 1,
                Some(Item::Prep(token)) if self.is_of(token) => at += 1,
                Some(Item::Comma) => at += 1,
                Some(Item::And(token)) => return self.joins(token) && matches!(self.item(at + 1), Some(Item::Noun(_))),
                _ => return false,
            }
        }
        false
    }

    fn same_sort(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.chunks.nouns[a], &self.chunks.nouns[b]);
        a.kind == b.kind || (a.kind == NounKind::Common && b.kind == NounKind::Common)
    }

    /// Whether a conjunction joins noun groups: "and", "&", "or", "as well as"; not "but".
    fn joins(&self, token: usize) -> bool {
        matches!(self.text.word(token), "and" | "&" | "or" | "And" | "nor" | "plus")
    }

    fn is_of(&self, token: usize) -> bool {
        self.text.word(token).eq_ignore_ascii_case("of")
    }

    /// Drops the last noun of an object list where a finite verb follows it directly: it is that verb's subject.
    fn cut_before_verb(&self, mut nouns: Vec<usize>, next: usize) -> Vec<usize> {
        let mut at = next;
        while let Some(Item::Other(_)) = self.item(at) {
            at += 1;
        }
        if let Some(Item::Verb(v)) = self.item(at) {
            let finite = matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future);
            if finite {
                nouns.pop();
            }
        }
        nouns
    }

    /// The subject of a finite verb, to its left.
    fn subject(&self, verb: usize, before: &[Clause], clause: &mut Clause) {
        let here = self.row.verb_at[verb];
        let Some(mut at) = self.skip_left(here) else {
            return;
        };
        self.times_between(at, here, clause);
        // A closed parenthesis between subject and verb: ", a start-up," or "– A & B –" or ", which …,".
        if let mark @ (Item::Comma | Item::Dash | Item::Bracket) = self.row.items[at] {
            let open = (0..at).rev().take(25).find(|i| self.row.items[*i] == mark);
            match open {
                Some(open) if open > 0 && self.is_parenthesis(open, at) => match self.skip_left(open) {
                    Some(left) => {
                        if let Some(names) = self.names_between(open, at).filter(|_| self.is_common(left)) {
                            let first = self.noun_phrase_ending(left).first().map_or(left, |n| self.row.noun_at[*n]);
                            clause.extent.0 = self.row.extents[first].0;
                            clause.subject = names;
                            self.times_before(clause);
                            return;
                        }
                        at = left;
                    }
                    None => return,
                },
                _ => return,
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
                clause.subject = self.noun_phrase_ending(at);
                if let Some(&n) = clause.subject.first() {
                    clause.extent.0 = self.chunks.nouns[n].first as usize;
                }
                self.link_finite(clause, before);
            }
            Item::And(_) | Item::Sub(_) if at > 0 => {
                // "X bought A and sold B".
                if let Some(previous) = self.verb_before(at).filter(|p| *p < before.len()) {
                    if matches!(self.row.items[at], Item::And(_)) {
                        clause.subject = before[previous].subject.clone();
                        clause.link = Link::Coordinate(previous);
                    }
                }
            }
            Item::Verb(_) | Item::Quote => {}
            _ => {}
        }
        self.times_before(clause);
    }

    /// A finite clause inside another: "X said (that) Y bought …".
    fn link_finite(&self, clause: &mut Clause, before: &[Clause]) {
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
    fn skip_left(&self, from: usize) -> Option<usize> {
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
    fn times_between(&self, from: usize, to: usize, clause: &mut Clause) {
        for item in &self.row.items[from + 1..to] {
            if let Item::Time(t) = item {
                clause.times.push(*t);
            }
        }
    }

    /// Whether what stands between two marks can be left out: it begins with a noun group (apposition), a relative, a participle, a preposition or a time.
    fn is_parenthesis(&self, open: usize, close: usize) -> bool {
        match self.row.items.get(open + 1) {
            Some(
                Item::Relative(_) | Item::Prep(_) | Item::Time(_) | Item::Other(_) | Item::Adjective(_) | Item::Sub(_),
            ) => true,
            Some(Item::Verb(v)) => matches!(self.chunks.verbs[*v].tense, Tense::Gerund | Tense::Participle),
            Some(Item::Noun(_)) => {
                let finite = |i: &Item| matches!(i, Item::Verb(v) if matches!(self.chunks.verbs[*v].tense, Tense::Present | Tense::Past | Tense::Future));
                !self.row.items[open..close].iter().any(finite)
                    || self.row.items[open..close].iter().any(|i| matches!(i, Item::Relative(_)))
            }
            _ => false,
        }
    }

    /// The names between two marks, where nothing else is there: "two firms – A & B – were".
    fn names_between(&self, open: usize, close: usize) -> Option<Vec<usize>> {
        let mut names = Vec::new();
        for item in &self.row.items[open + 1..close] {
            match item {
                Item::Noun(n) if self.chunks.nouns[*n].kind == NounKind::Name => names.push(*n),
                Item::And(_) | Item::Comma => {}
                _ => return None,
            }
        }
        (!names.is_empty()).then_some(names)
    }

    fn is_common(&self, at: usize) -> bool {
        matches!(self.row.items[at], Item::Noun(n) if self.chunks.nouns[n].kind == NounKind::Common)
    }

    /// The noun phrase whose last noun group stands at row place `at`: its head groups, coordinated; prepositional parts are stripped.
    fn noun_phrase_ending(&self, at: usize) -> Vec<usize> {
        let mut head = at;
        // Strip "of X", "in Y" from the right until no preposition stands before the head.
        let mut guard = 0;
        while guard < 8 {
            guard += 1;
            let list = self.list_start(head);
            match (list > 0).then(|| self.row.items[list - 1]) {
                Some(Item::Prep(_)) if list >= 2 => match self.row.items[list - 2] {
                    Item::Noun(_) => head = list - 2,
                    _ => return Vec::new(),
                },
                Some(Item::Prep(_)) => return Vec::new(),
                _ => {
                    let from = list;
                    return (from..=head)
                        .filter_map(|i| if let Item::Noun(n) = self.row.items[i] { Some(n) } else { None })
                        .collect();
                }
            }
        }
        Vec::new()
    }

    /// The first place of the coordination that ends at noun place `at`: the left-most noun of "A, B and C" that is not an earlier verb's object.
    fn list_start(&self, at: usize) -> usize {
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
                    if start != at && matches!(self.row.items[start], Item::Noun(m) if self.same_sort(n, m)) =>
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

    /// The noun that a relative pronoun at row place `at` stands for: (the noun, with those coordinated to it).
    fn antecedent(&self, at: usize) -> Option<(usize, Vec<usize>)> {
        let mut left = at.checked_sub(1)?;
        while matches!(self.row.items[left], Item::Comma | Item::Dash | Item::Other(_) | Item::Quote | Item::And(_)) {
            left = left.checked_sub(1)?;
        }
        let who = matches!(self.row.items[at], Item::Relative(n) if self.text.word(self.chunks.nouns[n].head as usize).eq_ignore_ascii_case("who"));
        let Item::Noun(nearest) = self.row.items[left] else {
            return None;
        };
        // "the head of the firm, who …" stands for the head.
        if who && left >= 2 && matches!(self.row.items[left - 1], Item::Prep(_)) {
            if let Item::Noun(n) = self.row.items[left - 2] {
                return Some((n, vec![n]));
            }
        }
        let start = self.list_start(left);
        let plural_verb =
            matches!(self.item(at + 1), Some(Item::Verb(v)) if self.chunks.verbs[v].tense == Tense::Present);
        let nouns = if start < left && plural_verb {
            (start..=left).filter_map(|i| if let Item::Noun(n) = self.row.items[i] { Some(n) } else { None }).collect()
        } else {
            vec![nearest]
        };
        Some((nearest, nouns))
    }

    /// The last verb group left of row place `at`.
    fn verb_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find_map(|i| if let Item::Verb(v) = self.row.items[i] { Some(v) } else { None })
    }

    /// The finite verb that rules the words around row place `at`: the nearest one to the left in the same clause.
    fn finite_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find_map(|i| match self.row.items[i] {
            Item::Verb(v) if matches!(self.chunks.verbs[v].tense, Tense::Present | Tense::Past | Tense::Future) => {
                Some(v)
            }
            _ => None,
        })
    }

    /// Times that stand before the subject or between it and the verb belong to the clause.
    fn times_before(&self, clause: &mut Clause) {
        let Some(start) = self.row.extents.iter().position(|e| e.0 >= clause.extent.0) else { return };
        let mut at = start;
        while at > 0 {
            at -= 1;
            match self.row.items[at] {
                Item::Time(t) => {
                    clause.times.push(t);
                    clause.extent.0 = self.row.extents[at].0;
                }
                Item::Comma | Item::Other(_) | Item::Adjective(_) => {}
                Item::Noun(n) if self.is_fronted(at, n) => {}
                Item::Prep(_) => {}
                _ => return,
            }
        }
    }

    /// Whether noun place `at` is inside a fronted prepositional phrase ("In London on Monday, …").
    fn is_fronted(&self, at: usize, _noun: usize) -> bool {
        at > 0 && matches!(self.row.items[at - 1], Item::Prep(_)) && self.verb_before(at).is_none()
    }

    /// The understood subject of an infinitive, gerund or participle, and what it hangs on.
    fn govern(&self, verb: usize, before: &[Clause], clause: &mut Clause) {
        let here = self.row.verb_at[verb];
        let tense = self.chunks.verbs[verb].tense;
        let mut at = here;
        loop {
            let Some(left) = at.checked_sub(1) else {
                return; // The sentence begins with it: `late_subjects` sees to it.
            };
            match self.row.items[left] {
                Item::Adjective(token) => {
                    clause.adjective.get_or_insert(token);
                }
                Item::Other(_) | Item::Quote => {}
                Item::Time(_) if tense != Tense::Participle => {}
                _ => break,
            }
            at = left;
        }
        let left = at - 1;
        match self.row.items[left] {
            Item::Verb(v) if v < before.len() => {
                clause.link = Link::Complement(v);
                clause.subject = before[v].subject.clone();
            }
            Item::Noun(noun) => self.govern_noun(verb, left, noun, before, clause),
            Item::Prep(token) | Item::Sub(token) => {
                clause.marker = Some(token);
                if let (Some(Item::Noun(noun)), true) = (
                    left.checked_sub(1).and_then(|i| self.item(i)),
                    matches!(self.text.word(token), "of" | "for" | "in" | "to" | "at" | "about" | "on")
                        && tense == Tense::Gerund,
                ) {
                    let accused =
                        before.iter().rposition(|c| c.object.contains(&noun)).filter(|v| self.is_object_control(*v));
                    if let Some(v) = accused {
                        // "accused Acme of selling", "barred firms from selling"
                        clause.link = Link::Complement(v);
                        clause.subject = before[v].object.clone();
                        return;
                    }
                    clause.link = Link::OfNoun(noun);
                    clause.subject = self.holder(noun, before);
                } else if let Some(v) = self.finite_before(left).filter(|v| *v < before.len()) {
                    clause.link = Link::Adjunct(v);
                    clause.subject = before[v].subject.clone();
                    if self.is_object_control(v) && !before[v].object.is_empty() {
                        clause.subject = before[v].object.clone();
                        clause.link = Link::Complement(v);
                    }
                }
            }
            Item::And(_) => {
                if let Some(v) = self.verb_before(left).filter(|v| *v < before.len()) {
                    clause.link = Link::Coordinate(v);
                    clause.subject = before[v].subject.clone();
                }
            }
            Item::Comma | Item::Dash => {
                let noun = left.checked_sub(1).and_then(|i| self.item(i));
                if let (Tense::Participle, Some(Item::Noun(n))) = (tense, noun) {
                    clause.link = Link::Relative(n);
                    clause.subject = vec![n];
                } else if let Some(v) = self.finite_before(left).filter(|v| *v < before.len()) {
                    clause.link = Link::Adjunct(v);
                    clause.subject = before[v].subject.clone();
                }
            }
            _ => {}
        }
    }

    /// A non-finite verb right behind a noun: a reduced relative, an object under control, or a noun's infinitive.
    fn govern_noun(&self, verb: usize, left: usize, noun: usize, before: &[Clause], clause: &mut Clause) {
        // "was ordered by the court to stop"
        let doer = before
            .iter()
            .rposition(|c| c.complements.iter().any(|p| p.nouns.contains(&noun) && self.lexicon.text(p.word) == "by"));
        if let Some(v) =
            doer.filter(|v| self.chunks.verbs[*v].passive && self.chunks.verbs[verb].tense == Tense::Infinitive)
        {
            clause.link = Link::Complement(v);
            clause.subject = before[v].subject.clone();
            return;
        }
        let holder = before.iter().rposition(|c| c.object.contains(&noun) || c.object2.contains(&noun));
        match self.chunks.verbs[verb].tense {
            Tense::Participle | Tense::Gerund => {
                clause.link = Link::Relative(noun);
                clause.subject = vec![noun];
                // "bars firms from selling" has a preposition; "saw sales falling" is like a relative.
            }
            Tense::Bare => {
                // "saw Alipay enter", "helped Acme grow"
                clause.subject = vec![noun];
                if let Some(v) = holder {
                    clause.link = Link::Complement(v);
                }
            }
            _ => match holder {
                Some(v) if self.is_object_control(v) => {
                    clause.link = Link::Complement(v);
                    clause.subject = before[v].object.clone();
                }
                Some(_) => {
                    clause.link = Link::OfNoun(noun);
                    clause.subject = self.holder(noun, before);
                }
                None => {
                    let passive = self.verb_before(left).filter(|v| *v < before.len());
                    let in_complement =
                        passive.is_some_and(|v| before[v].complements.iter().any(|c| c.nouns.contains(&noun)));
                    if in_complement {
                        clause.link = Link::OfNoun(noun);
                        clause.subject = self.holder(noun, before);
                    } else {
                        // A headline: "Acme to buy Globex".
                        clause.subject = self.noun_phrase_ending(left);
                        if clause.subject.is_empty() {
                            clause.subject = vec![noun];
                        }
                        if self.chunks.nouns[noun].kind == NounKind::Common && !self.chunks.nouns[noun].plural {
                            clause.link = Link::OfNoun(noun);
                            clause.subject = self.holder(noun, before);
                        }
                    }
                }
            },
        }
    }

    /// Whose plan, deal or bid a noun is: its possessor, or the subject of the verb that has it as its object.
    fn holder(&self, noun: usize, before: &[Clause]) -> Vec<usize> {
        if let Some(p) = self.chunks.nouns[noun].possessor {
            return vec![p as usize];
        }
        let carrier = before.iter().rev().find(|c| {
            c.object.contains(&noun)
                || c.object2.contains(&noun)
                || c.complements.iter().any(|p| p.nouns.contains(&noun))
        });
        carrier.map(|c| c.subject.clone()).unwrap_or_default()
    }

    fn is_object_control(&self, verb: usize) -> bool {
        let class = self.lexicon.class("object_control_verb");
        class.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c)) && !self.chunks.verbs[verb].passive
    }

    /// The conjunction before the clause: "if", "after", "that".
    fn marker(&self, verb: usize, clause: &mut Clause) {
        if clause.marker.is_some() {
            return;
        }
        let start = clause
            .subject
            .first()
            .map(|n| self.row.noun_at[*n])
            .filter(|p| *p != usize::MAX && *p < self.row.verb_at[verb])
            .unwrap_or(self.row.verb_at[verb]);
        let mut at = start;
        let mut limit = 4;
        while at > 0 && limit > 0 {
            at -= 1;
            limit -= 1;
            match self.row.items[at] {
                Item::Sub(token) | Item::Prep(token) => {
                    clause.marker = Some(token);
                    return;
                }
                Item::Time(_) | Item::Comma | Item::Other(_) => {}
                _ => return,
            }
        }
    }

    /// "Founded in 1998, Google …", "To grow abroad, it …", "…," said Lee: subjects that stand to the right.
    fn late_subjects(&self, clauses: &mut [Clause]) {
        for verb in 0..clauses.len() {
            if !clauses[verb].subject.is_empty() || self.row.verb_at[verb] == usize::MAX {
                continue;
            }
            let tense = self.chunks.verbs[verb].tense;
            let finite = matches!(tense, Tense::Present | Tense::Past | Tense::Future);
            if finite {
                // Inverted reporting: "said Lee".
                let reporting = self
                    .lexicon
                    .class("reporting_verb")
                    .is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c));
                let left = self.row.verb_at[verb].checked_sub(1).map(|i| self.row.items[i]);
                if reporting && matches!(left, Some(Item::Comma | Item::Quote)) {
                    clauses[verb].subject = std::mem::take(&mut clauses[verb].object);
                }
            } else if clauses[verb].link == Link::Main {
                let later = (verb + 1..clauses.len()).find(|v| {
                    matches!(self.chunks.verbs[*v].tense, Tense::Present | Tense::Past | Tense::Future)
                        && matches!(clauses[*v].link, Link::Main)
                        && !clauses[*v].subject.is_empty()
                });
                if let Some(main) = later {
                    clauses[verb].subject = clauses[main].subject.clone();
                    clauses[verb].link = Link::Adjunct(main);
                }
            }
        }
        // "A deal worth $5m, X said": the reporting clause behind governs what stands before it.
        for verb in 1..clauses.len() {
            let reporting =
                self.lexicon.class("reporting_verb").is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c));
            let finite = matches!(self.chunks.verbs[verb].tense, Tense::Present | Tense::Past | Tense::Future);
            if !reporting || !finite || !clauses[verb].object.is_empty() || !matches!(clauses[verb].link, Link::Main) {
                continue;
            }
            let start = clauses[verb]
                .subject
                .first()
                .map(|n| self.row.noun_at[*n])
                .filter(|p| *p != usize::MAX)
                .map_or(self.row.verb_at[verb], |p| p.min(self.row.verb_at[verb]));
            let behind_quote = start > 0 && matches!(self.row.items[start - 1], Item::Comma | Item::Quote);
            let main = (0..verb).find(|v| {
                clauses[*v].link == Link::Main
                    && matches!(self.chunks.verbs[*v].tense, Tense::Present | Tense::Past | Tense::Future)
            });
            if let (true, Some(main)) = (behind_quote, main) {
                clauses[main].link = Link::Complement(verb);
            }
        }
    }
}
