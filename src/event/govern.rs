//! What rules an infinitive, gerund or participle, and whom it takes as its subject.

use smallvec::smallvec;

use super::clause::{Clause, Complement, Grammar, Link, Nouns};
use super::item::Item;
use crate::text::{NounKind, Tense};

impl Grammar<'_, '_> {
    /// The understood subject of an infinitive, gerund or participle, and what it hangs on.
    pub(super) fn govern(&self, verb: usize, before: &[Clause], clause: &mut Clause) {
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
                // "A round last year led by X"
                Item::Time(_) if tense != Tense::Participle || self.is_by(here + 1) => {}
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
            Item::Noun(noun) => {
                // "signed a letter of intent to buy": the letter holds the infinitive.
                let outer = match (
                    left.checked_sub(1).and_then(|i| self.item(i)),
                    left.checked_sub(2).and_then(|i| self.item(i)),
                ) {
                    (Some(Item::Prep(token)), Some(Item::Noun(outer)))
                        if tense == Tense::Infinitive
                            && self.is_of(token)
                            && before.iter().any(|c| {
                                let into =
                                    |p: &Complement| p.nouns.contains(&outer) && self.lexicon.text(p.word) == "into";
                                let behind = c.complements.iter().any(into);
                                c.object.contains(&outer) || c.object2.contains(&outer) || behind
                            }) =>
                    {
                        Some(outer)
                    }
                    _ => None,
                };
                match outer {
                    Some(outer) => self.govern_noun(verb, left - 2, outer, before, clause),
                    None => self.govern_noun(verb, left, noun, before, clause),
                }
            }
            Item::Prep(token) | Item::Sub(token) => {
                clause.marker = Some(token);
                // "Moved to block firms from selling": who is kept from it is the nearest verb's object.
                if let (Tense::Gerund, "from", Some(Item::Noun(noun))) =
                    (tense, self.text.word(token), left.checked_sub(1).and_then(|i| self.item(i)))
                    && let Some(v) = before.iter().rposition(|c| c.object.contains(&noun))
                    && self.is_object_control(v)
                {
                    clause.link = Link::Complement(v);
                    clause.subject = before[v].object.clone();
                    return;
                }
                // "Is interested in buying"
                if let (Tense::Gerund, Some(Item::Adjective(a))) =
                    (tense, left.checked_sub(1).and_then(|i| self.item(i)))
                {
                    clause.adjective = Some(a);
                }
                if let (Some(Item::Noun(noun)), true) = (
                    left.checked_sub(1).and_then(|i| self.item(i)),
                    matches!(
                        self.text.word(token),
                        "of" | "for" | "in" | "to" | "at" | "about" | "on" | "towards" | "toward"
                    ) && tense == Tense::Gerund,
                ) {
                    let accused =
                        before.iter().rposition(|c| c.object.contains(&noun)).filter(|v| self.is_object_control(*v));
                    if let Some(v) = accused {
                        // "accused Acme of selling", "barred firms from selling"
                        clause.link = Link::Complement(v);
                        clause.subject = before[v].object.clone();
                        return;
                    }
                    // "Joined Acme in suing Globex": both do.
                    let joined = before.iter().rposition(|c| c.object.contains(&noun)).filter(|v| {
                        self.text.word(token) == "in" && self.lexicon.text(self.chunks.verbs[*v].lemma) == "join"
                    });
                    clause.link = Link::OfNoun(noun);
                    clause.subject = self.holder(noun, before);
                    if let Some(v) = joined {
                        clause.link = Link::Complement(v);
                        clause.subject = before[v].subject.iter().chain(&before[v].object).copied().collect();
                    }
                } else if let Some(v) = self.finite_before(left).filter(|v| *v < before.len()) {
                    clause.link = Link::Adjunct(v);
                    clause.subject = before[v].subject.clone();
                    // "The jury found Reed guilty of stealing"
                    let behind = (0..left).rev().map(|i| self.row.items[i]).find(|i| !matches!(i, Item::Time(_)));
                    let told = matches!(behind, Some(Item::Adjective(_))) && self.is_of(token);
                    if told && tense == Tense::Gerund && !before[v].object.is_empty() {
                        clause.subject = before[v].object.clone();
                    }
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
            // "Will expand its plant and, over the next years, create jobs"
            Item::Comma if self.and_before_aside(left).is_some() => {
                let and = self.and_before_aside(left).unwrap_or(left);
                if let Some(v) = self.verb_before(and).filter(|v| *v < before.len()) {
                    clause.link = Link::Coordinate(v);
                    clause.subject = before[v].subject.clone();
                }
            }
            Item::Comma | Item::Dash => {
                let noun = left.checked_sub(1).and_then(|i| self.item(i));
                // "To shut a plant, cut jobs": two infinitives of a headline share their "to".
                let first = self.verb_before(left).filter(|v| *v < before.len());
                if let (Tense::Bare, Some(v)) = (tense, first)
                    && self.chunks.verbs[v].tense == Tense::Infinitive
                {
                    clause.link = Link::Coordinate(v);
                    clause.subject = before[v].subject.clone();
                } else if let (Tense::Participle, Some(Item::Noun(n))) = (tense, noun) {
                    let n = self.apposed_before(left).unwrap_or(n);
                    clause.link = Link::Relative(n);
                    clause.subject = smallvec![n];
                } else if let Some(v) = self.finite_before(left).filter(|v| *v < before.len()) {
                    clause.link = Link::Adjunct(v);
                    clause.subject = before[v].subject.clone();
                }
            }
            _ => {}
        }
    }

    /// The "and" before what two commas set off, where the second stands at row place `close` and no verb between them.
    fn and_before_aside(&self, close: usize) -> Option<usize> {
        let open = (2..close).rev().take(8).find(|i| self.row.items[*i] == Item::Comma)?;
        let plain = !self.row.items[open..close].iter().any(|i| matches!(i, Item::Verb(_)));
        (plain && matches!(self.row.items[open - 1], Item::And(_))).then_some(open - 1)
    }

    /// Whether "by" stands at row place `at`.
    fn is_by(&self, at: usize) -> bool {
        matches!(self.item(at), Some(Item::Prep(token)) if self.text.word(token) == "by")
    }

    /// "Project Harbour, an initiative to fight fraud and abuse, launched in May": the noun before the apposition that the mark at row place `close` ends.
    fn apposed_before(&self, close: usize) -> Option<usize> {
        let mark = self.row.items[close];
        let open = (1..close).rev().take(20).find(|i| self.row.items[*i] == mark)?;
        let (Item::Noun(named), Item::Noun(told)) = (self.row.items[open - 1], self.row.items[open + 1]) else {
            return None;
        };
        let opens = self.text.word(self.chunks.nouns[told].first as usize);
        let indefinite = ["a", "an", "the"].iter().any(|a| opens.eq_ignore_ascii_case(a));
        let common = self.chunks.nouns[told].kind == NounKind::Common;
        let name = self.chunks.nouns[named].kind == NounKind::Name;
        (indefinite && common && name && self.is_parenthesis(open, close)).then_some(named)
    }

    /// A non-finite verb right behind a noun: a reduced relative, an object under control, or a noun's infinitive.
    pub(super) fn govern_noun(&self, verb: usize, left: usize, noun: usize, before: &[Clause], clause: &mut Clause) {
        // "was ordered by the court to stop"
        let by = |p: &Complement| p.word == self.kinds.words.by && p.nouns.contains(&noun);
        if self.chunks.verbs[verb].tense == Tense::Infinitive
            && let Some(v) = before.iter().rposition(|c| c.complements.iter().any(by))
            && self.chunks.verbs[v].passive
        {
            clause.link = Link::Complement(v);
            clause.subject = before[v].subject.clone();
            return;
        }
        // "An agreement for Acme to buy Globex": whom the words name is who is to do it.
        let named = matches!(self.chunks.nouns[noun].kind, NounKind::Name | NounKind::Pronoun);
        if let (Tense::Infinitive, true, Some(Item::Prep(token))) =
            (self.chunks.verbs[verb].tense, named && left > 1, left.checked_sub(1).and_then(|i| self.item(i)))
            && let Item::Noun(outer) = self.row.items[left - 2]
            && (self.text.word(token) == "for" || self.is_bidder(outer, token))
        {
            clause.link = Link::OfNoun(outer);
            clause.subject = smallvec![noun];
            return;
        }
        let holder = || before.iter().rposition(|c| c.object.contains(&noun) || c.object2.contains(&noun));
        match self.chunks.verbs[verb].tense {
            // "Spent a billion buying Acme"
            Tense::Gerund if holder().is_some_and(|v| self.lexicon.text(self.chunks.verbs[v].lemma) == "spend") => {
                let v = holder().unwrap_or_default();
                clause.link = Link::Complement(v);
                clause.subject = before[v].subject.clone();
            }
            Tense::Participle | Tense::Gerund => {
                clause.link = Link::Relative(noun);
                clause.subject = smallvec![noun];
                // "bars firms from selling" has a preposition; "saw sales falling" is like a relative.
            }
            Tense::Bare => {
                // "saw Alipay enter", "helped Acme grow"
                clause.subject = smallvec![noun];
                if let Some(v) = holder() {
                    clause.link = Link::Complement(v);
                }
            }
            _ => match holder() {
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
                    if let Some(v) = passive.filter(|_| in_complement && self.chunks.nouns[noun].kind == NounKind::Name)
                    {
                        // "partnered with Contoso to build": a name has no infinitive of its own.
                        clause.link = Link::Adjunct(v);
                        clause.subject = before[v].subject.clone();
                    } else if in_complement {
                        clause.link = Link::OfNoun(noun);
                        clause.subject = self.holder(noun, before);
                    } else {
                        // A headline: "Acme to buy Globex".
                        clause.subject = self.noun_phrase_ending(left);
                        if clause.subject.is_empty() {
                            clause.subject = smallvec![noun];
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

    /// "An offer from Acme to buy", "a bid by Acme to buy": whom the preposition at `token` names has made it.
    fn is_bidder(&self, noun: usize, token: usize) -> bool {
        let head = self.text.word(self.chunks.nouns[noun].head as usize);
        match self.text.word(token) {
            "by" => true,
            "from" => matches!(head, "offer" | "bid" | "proposal" | "approach" | "request" | "pledge" | "promise"),
            _ => false,
        }
    }

    /// Whose plan, deal or bid a noun is: its possessor, or the subject of the verb that has it as its object.
    pub(super) fn holder(&self, noun: usize, before: &[Clause]) -> Nouns {
        if let Some(p) = self.chunks.nouns[noun].possessor {
            return smallvec![p as usize];
        }
        let carrier = before.iter().rev().find(|c| {
            c.object.contains(&noun)
                || c.object2.contains(&noun)
                || c.complements.iter().any(|p| p.nouns.contains(&noun))
        });
        carrier.map(|c| c.subject.clone()).unwrap_or_default()
    }

    pub(super) fn is_object_control(&self, verb: usize) -> bool {
        self.kinds.object_control_verb.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c))
            && !self.chunks.verbs[verb].passive
    }

    /// The conjunction before the clause: "if", "after", "that".
    pub(super) fn marker(&self, verb: usize, clause: &mut Clause) {
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
    pub(super) fn late_subjects(&self, clauses: &mut [Clause]) {
        for verb in 0..clauses.len() {
            if !clauses[verb].subject.is_empty() || self.row.verb_at[verb] == usize::MAX {
                continue;
            }
            let tense = self.chunks.verbs[verb].tense;
            let finite = matches!(tense, Tense::Present | Tense::Past | Tense::Future);
            if finite {
                // Inverted reporting: "said Lee".
                let reporting =
                    self.kinds.reporting_verb.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c));
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
        // "Since coming in 1990 and opening an office, X …": the second shares what the first was given late.
        for verb in 1..clauses.len() {
            if let Link::Coordinate(up) = clauses[verb].link
                && clauses[verb].subject.is_empty()
                && up < verb
            {
                clauses[verb].subject = clauses[up].subject.clone();
            }
        }
        // "A deal worth $5m, X said": the reporting clause behind governs what stands before it.
        for verb in 1..clauses.len() {
            let reporting =
                self.kinds.reporting_verb.is_some_and(|c| self.lexicon.is(self.chunks.verbs[verb].lemma, c));
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
