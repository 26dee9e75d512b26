//! Clauses: for each verb group its subject, objects and prepositional complements, with voice undone later by the frames.
//!
//! The grammar is a handful of searches to the left and right of the verb in the [`Row`]: see `subject`, `field` and `govern`.

use smallvec::SmallVec;

use super::item::{Item, Row};
use super::kind::Kinds;
use crate::text::{Case, Chunks, Lexicon, NounKind, Tense, Text, WordId};

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

/// Indexes of noun groups, or of times: a slot mostly holds one or two.
pub(crate) type Nouns = SmallVec<[usize; 3]>;

/// A prepositional complement.
#[derive(Debug, Clone)]
pub(crate) struct Complement {
    /// The preposition's word in the vocabulary.
    pub(crate) word: WordId,
    /// The noun groups, coordinated.
    pub(crate) nouns: Nouns,
}

/// A verb group with what belongs to it. All numbers are indexes of the sentence's noun groups, verb groups and times.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Grammatical subject.
    pub(crate) subject: Nouns,
    /// Noun groups right after the verb.
    pub(crate) object: Nouns,
    /// The second noun group after the verb: "named X *chief executive*"; in a passive the only one.
    pub(crate) object2: Nouns,
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
    pub(crate) times: Nouns,
    /// First token and one past the last of its field.
    pub(crate) extent: (usize, usize),
}

impl Clause {
    /// A clause of one token of which nothing is known.
    pub(crate) fn bare(token: usize) -> Clause {
        Clause {
            subject: Nouns::new(),
            object: Nouns::new(),
            object2: Nouns::new(),
            complements: Vec::new(),
            link: Link::Main,
            marker: None,
            adjective: None,
            infinitive: None,
            times: Nouns::new(),
            extent: (token, token + 1),
        }
    }
}

/// The parts of a sentence that the grammar reads.
pub(crate) struct Grammar<'a, 'd> {
    pub(crate) text: &'a Text<'d>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) kinds: &'a Kinds,
    pub(crate) chunks: &'a Chunks,
    pub(crate) row: &'a Row,
}

impl Grammar<'_, '_> {
    /// The clauses of the sentence, one a verb group.
    pub(crate) fn clauses(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::with_capacity(self.chunks.verbs.len());
        for verb in 0..self.chunks.verbs.len() {
            let group = &self.chunks.verbs[verb];
            let mut bare = Clause::bare(group.first as usize);
            bare.extent.1 = group.end as usize;
            clauses.push(bare);
            // Filled where it stands: a clause is large.
            let (before, here) = clauses.split_at_mut(verb);
            self.fill(verb, before, &mut here[0]);
        }
        self.late_subjects(&mut clauses);
        self.lend(&mut clauses);
        clauses
    }

    pub(super) fn item(&self, at: usize) -> Option<Item> {
        self.row.items.get(at).copied()
    }

    fn fill(&self, verb: usize, before: &[Clause], clause: &mut Clause) {
        if self.row.verb_at[verb] == usize::MAX {
            return;
        }
        self.field(verb, clause);
        if self.row.semicolons {
            self.series(verb, clause);
        }
        match self.chunks.verbs[verb].tense {
            Tense::Present | Tense::Past | Tense::Future => self.subject(verb, before, clause),
            _ => self.govern(verb, before, clause),
        }
        self.marker(verb, clause);
    }

    /// The verb's right field: objects, complements and times up to the next verb or clause boundary.
    pub(super) fn field(&self, verb: usize, clause: &mut Clause) {
        let passive = self.chunks.verbs[verb].passive;
        let mut at = self.row.verb_at[verb] + 1;
        let mut last_noun = false;
        // "Its bid to acquire Contoso was": the bid is the next verb's subject.
        let describes = self.described(self.row.verb_at[verb]).is_some();
        while let Some(item) = self.item(at) {
            match item {
                Item::Noun(_) => {
                    let (nouns, next) = self.list(at);
                    // "bought Y and Z sold W": the last noun of the list is the next verb's subject.
                    let nouns = if describes { nouns } else { self.cut_before_verb(nouns, next) };
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
                    // "Revenue of between 5 and 6 million"
                    if matches!(self.item(at + 1), Some(Item::Prep(_))) && self.is_of(token) {
                        at += 1;
                        continue;
                    }
                    let Some(Item::Noun(_)) = self.item(at + 1) else {
                        // "after buying": the gerund is a clause of its own.
                        break;
                    };
                    let (nouns, next) = self.list(at + 1);
                    let kept = if describes { nouns } else { self.cut_before_verb(nouns, next) };
                    if kept.is_empty() {
                        break;
                    }
                    if !self.is_of(token) || at == self.row.verb_at[verb] + 1 {
                        clause.complements.push(Complement { word: self.text.tokens[token].word, nouns: kept });
                    }
                    clause.extent.1 = self.row.extents[next - 1].1;
                    at = next;
                    last_noun = false;
                    continue;
                }
                // "Shut it after a fire on Monday killed two": the day is that of the clause whose subject stands before it.
                Item::Time(_) if self.begins_next(at) => {
                    clause.complements.pop();
                    break;
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
                // "Elected Ann Roe chairwoman and Bob Lee treasurer": another pair of objects.
                Item::And(_) if self.is_pair(verb, at) && !clause.object2.is_empty() => {
                    if let Some(Item::Noun(name)) = self.item(at + 1) {
                        clause.object.push(name);
                    }
                    at += 3;
                    clause.extent.1 = self.row.extents[at - 1].1;
                    continue;
                }
                Item::Relative(_) | Item::Sub(_) | Item::And(_) | Item::Stop => break,
            }
            clause.extent.1 = self.row.extents[at].1;
            at += 1;
        }
    }

    /// Whether "after" or "when" and a noun stand before row place `at`, and a finite verb behind it.
    fn begins_next(&self, at: usize) -> bool {
        let finite = |v: usize| matches!(self.chunks.verbs[v].tense, Tense::Past | Tense::Present | Tense::Future);
        let (Some(Item::Noun(_)), Some(Item::Verb(verb))) = (self.item(at - 1), self.item(at + 1)) else {
            return false;
        };
        let marker = at.checked_sub(2).and_then(|i| self.item(i));
        let joins = |token: usize| matches!(self.text.word(token), "after" | "before" | "since" | "until");
        matches!(marker, Some(Item::Prep(token)) if joins(token)) && finite(verb)
    }

    /// Whether a name and an office stand behind the "and" at row place `at`, and the verb has two objects.
    fn is_pair(&self, verb: usize, at: usize) -> bool {
        let (Some(Item::Noun(name)), Some(Item::Noun(post))) = (self.item(at + 1), self.item(at + 2)) else {
            return false;
        };
        let kind = |n: usize| self.chunks.nouns[n].kind;
        let office = self.text.tokens[self.chunks.nouns[post].head as usize].word;
        kind(name) == NounKind::Name
            && kind(post) == NounKind::Common
            && self.kinds.double_object.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c))
            && self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(office, c))
    }

    /// Behind a comma or dash: where the field goes on (a preposition or time follows, or an apposition that is closed), or `None`.
    pub(super) fn after_mark(&self, at: usize) -> Option<usize> {
        match self.item(at + 1)? {
            Item::Prep(_) => matches!(self.item(at + 2)?, Item::Noun(_)).then_some(at + 1),
            Item::Time(_) => (!self.closes_relative(at)).then_some(at + 1),
            // "Appointed Lee, formerly of Contoso, as chief"
            Item::Other(_) => {
                let aside =
                    matches!((self.item(at + 2), self.item(at + 3)), (Some(Item::Prep(_)), Some(Item::Noun(_))));
                (aside && self.item(at + 4) == self.item(at) && matches!(self.item(at + 5), Some(Item::Prep(_))))
                    .then_some(at + 5)
            }
            // "Bought the firm, which makes sensors, in May"
            Item::Relative(_) => {
                let close = (at + 3..at + 14).find(|i| self.item(*i) == self.item(at))?;
                matches!(self.item(close + 1), Some(Item::Time(_))).then_some(close + 1)
            }
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

    /// Whether the mark at row place `at` ends a relative clause that the same mark began: "the firm, which makes sensors, …".
    fn closes_relative(&self, at: usize) -> bool {
        let open = (at.saturating_sub(12)..at).rev().find(|i| self.item(*i) == self.item(at));
        open.is_some_and(|o| matches!(self.item(o + 1), Some(Item::Relative(_))))
    }

    /// The coordinated noun groups that begin at row place `at`, and the place behind them.
    pub(super) fn list(&self, at: usize) -> (Nouns, usize) {
        let mut nouns = Nouns::new();
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
    pub(super) fn list_goes_on(&self, mut at: usize) -> bool {
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

    pub(super) fn same_sort(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.chunks.nouns[a], &self.chunks.nouns[b]);
        a.kind == b.kind || (a.kind == NounKind::Common && b.kind == NounKind::Common)
    }

    /// Whether a conjunction joins noun groups: "and", "&", "or", "as well as"; not "but".
    pub(super) fn joins(&self, token: usize) -> bool {
        let small = self.text.tokens[token].case == Case::Lower;
        small && self.text.tokens[token].word == self.kinds.words.and
            || matches!(self.text.word(token), "&" | "or" | "And" | "nor" | "plus")
    }

    pub(super) fn is_of(&self, token: usize) -> bool {
        self.text.tokens[token].word == self.kinds.words.of
    }

    /// Drops the last noun of an object list where a finite verb follows it directly: it is that verb's subject.
    pub(super) fn cut_before_verb(&self, mut nouns: Nouns, next: usize) -> Nouns {
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
}
