//! What a frame's `where` and `unless` allow in a slot: words, kinds, new things, parts of things.

use super::find::Finder;
use super::frame::{Slot, Test};
use super::item::Item;
use super::kind::Kind;
use super::slots::Slots;
use super::story::Referent;
use crate::text::{ClassId, Kind as TokenKind, NounKind, UNKNOWN, WordId};

impl Finder<'_, '_, '_, '_> {
    /// Whether a filler of the slot passes one of the tests. For what a slot must not hold, `sure` asks for plain evidence: an unknown name is then nobody
    /// in particular, and a name's last word is no common noun.
    pub(super) fn passes(&mut self, slot: Slot, tests: &[Test], slots: &Slots<'_>, sure: bool) -> bool {
        if slot == Slot::Modifier {
            return self
                .modifier_of(slots)
                .is_some_and(|r| tests.iter().any(|t| self.test(*t, r.head, r.tokens.0, r.kind, true, slot)));
        }
        if slot == Slot::ToVerb {
            let Some(verb) = slots.clause.and_then(|c| c.infinitive) else { return false };
            let lemma = self.parsed.chunks.verbs[verb].lemma;
            return tests.iter().any(|t| match t {
                Test::Lemma(l) => *l == lemma,
                Test::Class(c) => self.story.lexicon.is(lemma, *c),
                _ => false,
            });
        }
        if let Some(span) = self.span(slot, slots) {
            let kind = if matches!(slot, Slot::Money | Slot::Sum) { Kind::Money } else { Kind::Number };
            return tests.iter().any(|t| *t == Test::Number || (*t == Test::Money && kind == Kind::Money))
                && span.0 < span.1;
        }
        let mut nouns = slots.nouns(self, slot);
        // "Its launch": whom the pronoun stands for.
        if slot == Slot::Possessor && nouns.is_empty() && !sure {
            let owned = slots.owned(self);
            let owners: Vec<Referent> = owned.into_iter().flat_map(|n| self.story.owner(self.index, n)).collect();
            return owners
                .iter()
                .any(|r| tests.iter().any(|t| self.test(*t, r.head, r.tokens.0, r.kind, r.named, slot)));
        }
        if sure {
            // Of a list its first member says what it is a list of.
            nouns.truncate(1);
        }
        // "Sold part of its stake", "two of its models"; "the number of users rose" is about a number, too.
        if slot != Slot::Object2 {
            let plural =
                |n: usize| self.parsed.chunks.nouns[n].plural || self.story.kind(&self.parsed, n) == Kind::Number;
            let parts: Vec<usize> =
                nouns.iter().copied().filter(|n| self.is_part(*n) && (!sure || plural(*n))).collect();
            nouns.extend(parts.into_iter().filter_map(|n| self.after(n, self.cues.of)).flatten());
        }
        nouns.iter().any(|n| {
            // "Bought Acme and sold it": what a pronoun plainly takes up is tested in its stead.
            let n = &self.story.shared_object(self.index, *n).unwrap_or(*n);
            let n = &if slot == Slot::Object { self.one_of(*n) } else { *n };
            let group = self.parsed.chunks.nouns[*n];
            let firm = sure
                && slot == Slot::Subject
                && group.kind == NounKind::Pronoun
                && tests.contains(&Test::Pronoun)
                && self.is_known_firm(*n);
            let vague = |t: &Test| {
                firm && *t == Test::Pronoun
                    || sure
                        && group.kind == NounKind::Name
                        && match t {
                            Test::Lemma(l) => {
                                group.end - group.core > 1 || self.story.text.tokens[group.head as usize].word != *l
                            }
                            Test::Class(_) => {
                                group.end - group.core > 1 || self.story.kind(&self.parsed, *n) == Kind::Name
                            }
                            Test::Person | Test::Organisation => self.story.kind(&self.parsed, *n) == Kind::Name,
                            _ => false,
                        }
            };
            let from = |t: &Test| match t {
                // What describes a name stands before it.
                Test::Fresh(..) | Test::FreshName(_) => group.first as usize,
                _ => group.core as usize,
            };
            let named = group.kind == NounKind::Name;
            // Few tests ask what the group stands for, which takes longer than they do.
            let kind = |t: &Test| if asks_kind(t) { self.story.kind(&self.parsed, *n) } else { Kind::Thing };
            if tests.iter().any(|t| !vague(t) && self.test(*t, group.head as usize, from(t), kind(t), named, slot)) {
                return true;
            }
            // "The new round, Series C, was led": so does the noun that the name stands beside.
            let beside = self.beside(*n).filter(|_| !sure && group.kind == NounKind::Name);
            if let Some(common) = beside {
                let common = &self.parsed.chunks.nouns[common];
                let (head, first) = (common.head as usize, common.first as usize);
                let of_kind = |t: &Test| matches!(t, Test::Lemma(_) | Test::Class(_) | Test::Fresh(..));
                if tests.iter().any(|t| of_kind(t) && self.test(*t, head, first, Kind::Thing, false, slot)) {
                    return true;
                }
            }
            // "The library Socket", "Judge Reed ordered": what a name is stands before it. "Announced Judge Reed" tells of nobody's post.
            let described = || slot == Slot::Subject || self.story.kind(&self.parsed, *n) != Kind::Person;
            if named && !sure && group.core > group.first && described() {
                let described = group.core as usize - 1;
                let word = self.story.text.tokens[described].word;
                let common =
                    self.parsed.chunks.tags[described - self.story.text.sentences[self.index].first as usize].is_noun();
                return common
                    && tests.iter().any(|t| match t {
                        Test::Lemma(_) | Test::Class(_) | Test::Fresh(..) => {
                            word != UNKNOWN && self.test(*t, described, group.first as usize, Kind::Thing, false, slot)
                        }
                        _ => false,
                    });
            }
            // "Litware's finance chief, Rosa Blum, will leave": what the name is said to be.
            if let (Slot::Subject, false, Some(rank)) = (slot, sure, self.rank_before(*n)) {
                let g = self.parsed.chunks.nouns[rank];
                let kind = |t: &Test| if asks_kind(t) { self.story.kind(&self.parsed, rank) } else { Kind::Thing };
                return tests.iter().any(|t| self.test(*t, g.head as usize, g.core as usize, kind(t), false, slot));
            }
            if group.kind != NounKind::Pronoun {
                return false;
            }
            let referents = self.story.referents(self.index, *n);
            // "Northwind bought it in 2016.": where a text begins with a pronoun, nothing says that it is no firm.
            let open =
                !sure && self.index == 0 && referents.is_empty() && is_thing(self.story.text.word(group.head as usize));
            open && tests.contains(&Test::Organisation)
                || referents.iter().any(|r| {
                    // "It", which stands for an unknown name, is nobody's pronoun in particular.
                    let vague = |t: &Test| sure && r.kind == Kind::Name && *t == Test::Person;
                    tests.iter().any(|t| !vague(t) && self.test(*t, r.head, r.tokens.0, r.kind, r.named, slot))
                })
        })
    }

    /// The common noun before the name in apposition to it: "finance chief, Rosa Blum,".
    fn rank_before(&self, noun: usize) -> Option<usize> {
        let rank = noun.checked_sub(1)?;
        let (name, told) = (&self.parsed.chunks.nouns[noun], &self.parsed.chunks.nouns[rank]);
        let apart = told.end + 1 == name.first && self.story.text.word(told.end as usize) == ",";
        (name.kind == NounKind::Name && told.kind == NounKind::Common && apart).then_some(rank)
    }

    fn test(&self, test: Test, head: usize, first: usize, kind: Kind, named: bool, slot: Slot) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        let lemmas =
            || std::iter::once(word).chain(lexicon.lemmas(word).iter().map(|(l, _)| *l)).filter(|w| *w != UNKNOWN);
        match test {
            Test::Lemma(lemma) => lemmas().any(|l| l == lemma),
            Test::Class(class) => self.is_of_class(head, first, class),
            Test::Fresh(class, fresh) => {
                (first..head).any(|i| lexicon.is(text.tokens[i].word, fresh)) && self.is_of_class(head, first, class)
            }
            Test::FreshName(fresh) => named && (first..head).any(|i| lexicon.is(text.tokens[i].word, fresh)),
            Test::Name => named && kind != Kind::Thing,
            Test::Person => {
                kind == Kind::Person
                    || (kind == Kind::Name && named && head > first)
                    || (kind == Kind::Pronoun && is_personal(text.word(head)))
            }
            Test::Organisation => {
                matches!(kind, Kind::Organisation | Kind::Name)
                    || (kind == Kind::Place && matches!(slot, Slot::Subject))
                    || (!named && self.story.kinds.is_organisation_noun(lexicon, word))
            }
            Test::Place => kind == Kind::Place,
            Test::Money => kind == Kind::Money,
            Test::Number => {
                matches!(kind, Kind::Number | Kind::Money | Kind::Percent)
                    || text.tokens[first].kind == TokenKind::Number
                    // "3,000 Haulers": goods of a name.
                    || (named && kind == Kind::Thing)
            }
            Test::Percent => kind == Kind::Percent,
            Test::Pronoun => kind == Kind::Pronoun,
            Test::Time => false,
            Test::Whole => self.is_whole(head, first, kind),
        }
    }

    /// Whether a pronoun is an "it" that stands for an organisation whose name is told: it is as good as the name.
    fn is_known_firm(&mut self, noun: usize) -> bool {
        let head = self.parsed.chunks.nouns[noun].head as usize;
        is_thing(self.story.text.word(head))
            && self.story.referents(self.index, noun).iter().any(|r| r.named && r.kind == Kind::Organisation)
    }

    /// The common noun that a name between marks stands beside.
    fn beside(&self, name: usize) -> Option<usize> {
        let row = &self.parsed.row;
        let at = row.noun_at[name];
        if at == usize::MAX || at < 2 || row.items.get(at + 1) != Some(&row.items[at - 1]) {
            return None;
        }
        match (row.items[at - 2], row.items[at - 1]) {
            (Item::Noun(n), Item::Comma | Item::Dash) if self.parsed.chunks.nouns[n].kind == NounKind::Common => {
                Some(n)
            }
            _ => None,
        }
    }

    /// Whether a noun only says how much, or which, of what stands behind its "of".
    fn is_part(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let word = self.story.text.tokens[group.head as usize].word;
        group.kind == NounKind::Number
            && self.story.kind(&self.parsed, noun) == Kind::Number
            && self.story.text.word(group.head as usize) != "one"
            || (group.kind == NounKind::Common
                && self.story.kinds.part_noun.is_some_and(|c| self.story.lexicon.is(word, c)))
    }

    /// Whether the noun at `head`, or a phrase that ends there and begins behind `first`, is of the class.
    fn is_of_class(&self, head: usize, first: usize, class: ClassId) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        lexicon.lemma_is(word, class)
            || (first.max(head.saturating_sub(3))..head)
                .any(|i| super::kind::phrase(text, lexicon, i, head + 1).iter().any(|(c, _)| *c == class))
    }

    /// Whether a noun group is more than half of what it is a share of: "all the stock", "57.5 pct", "an 80 pct interest".
    pub(super) fn is_whole(&self, head: usize, first: usize, kind: Kind) -> bool {
        let (text, lexicon) = (self.story.text, self.story.lexicon);
        let word = text.tokens[head].word;
        let is = |w: WordId| lexicon.class("stake_noun").is_some_and(|c| lexicon.is(w, c));
        if text.word(head) == "all" && text.tokens.get(head + 1).is_some_and(|t| t.word == self.cues.of) {
            return true; // "substantially all of the assets"
        }
        let share = kind == Kind::Percent || is(word) || lexicon.lemmas(word).iter().any(|(l, _)| is(*l));
        if !share {
            return false;
        }
        if let Some((start, _, Slot::Percent)) = self.story.kinds.figures.at(text, lexicon, first, head + 1) {
            return text.word(start).parse::<f64>().is_ok_and(|n| n > 50.0);
        }
        let from = first.saturating_sub(3).max(text.sentences[self.index].first.min(first as u32) as usize);
        (from..head).any(|i| {
            let all = matches!(text.word(i), "all" | "All" | "entire" | "remaining" | "100");
            // "all" belongs to the group only with nothing but determiners between.
            all && (i >= first
                || (i + 1..first)
                    .all(|j| matches!(text.word(j), "the" | "of" | "its" | "their" | "issued" | "outstanding")))
        })
    }
}

/// Whether a test may ask what the noun group stands for.
fn asks_kind(test: &Test) -> bool {
    !matches!(test, Test::Lemma(_) | Test::Class(_) | Test::Fresh(..) | Test::FreshName(_) | Test::Time)
}

fn is_personal(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "he" | "she" | "him" | "her" | "who" | "i" | "we")
}

fn is_thing(word: &str) -> bool {
    ["it", "they", "them"].iter().any(|w| word.eq_ignore_ascii_case(w))
}
