//! Names and things that the groups have cut: "Packaging | Systems Corp", "Atwell Fleming | Printing Ltd", "Cross and | Trecker", "Huron, South Dakota, pork plant";
//! and "a statement Acme Inc", which holds two.

use super::kind::Kind;
use super::story::Story;
use crate::text::{Case, Chunks, Kind as TokenKind, NounGroup, NounKind, Tag};

impl Story<'_, '_> {
    /// "Packaging Systems Corp said", "Banc One Corp said": all capitals from the head of the sentence to "Corp" are one name.
    pub(super) fn join_opening(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first;
        let Some(suffix) = self.kinds.legal_suffix else { return };
        let token = |i: u32| self.text.tokens[i as usize];
        let Some(at) = chunks.nouns.iter().take(3).position(|n| n.kind == NounKind::Name && n.possessor.is_none())
        else {
            return;
        };
        let (first, head) = (chunks.nouns[at].first, chunks.nouns[at].head);
        let capital = |i: u32| token(i).case != Case::Lower && token(i).kind != TokenKind::Mark;
        let opens = base < first && first <= base + 3 && (base..=head).all(capital);
        if !opens || !self.lexicon.is(token(head).word, suffix) || self.is_title(base) {
            return;
        }
        chunks.verbs.retain(|v| v.first >= first);
        chunks.nouns.drain(..at);
        for later in &mut chunks.nouns {
            later.possessor = later.possessor.and_then(|p| p.checked_sub(at as u32));
        }
        chunks.nouns[0].first = base;
        chunks.nouns[0].core = base;
        chunks.tags[..(first - base) as usize].fill(Tag::NNP);
    }

    /// "Atwell Fleming Printing Ltd": capitals behind a name up to "Ltd" are a part of it.
    pub(super) fn join_endings(&self, index: usize, chunks: &mut Chunks) {
        let sentence = self.text.sentences[index];
        let Some(suffix) = self.kinds.legal_suffix else { return };
        let token = |i: u32| self.text.tokens[i as usize];
        for at in 0..chunks.nouns.len() {
            let group = chunks.nouns[at];
            let capital = |i: &u32| token(*i).case != Case::Lower && token(*i).kind == TokenKind::Word;
            let two = || group.end + 1 < sentence.end && capital(&group.end) && capital(&(group.end + 1));
            if !two() || group.kind != NounKind::Name || self.lexicon.is(token(group.head).word, suffix) {
                continue;
            }
            let behind = (group.end..sentence.end).take(4).take_while(capital);
            let Some(last) = behind.filter(|i| *i > group.end && self.lexicon.is(token(*i).word, suffix)).last() else {
                continue;
            };
            let inside = chunks.nouns[at + 1..].iter().take_while(|n| n.first <= last).count();
            let whole = chunks.nouns[at + 1..at + 1 + inside].iter().all(|n| n.end <= last + 1);
            if !whole || chunks.nouns.iter().any(|n| n.possessor.is_some_and(|p| p as usize >= at)) {
                continue;
            }
            chunks.verbs.retain(|v| v.end <= group.end || v.first > last);
            chunks.nouns.drain(at + 1..at + 1 + inside);
            (chunks.nouns[at].end, chunks.nouns[at].head, chunks.nouns[at].plural) = (last + 1, last, false);
            return;
        }
    }

    /// "The Los Angeles-based Rogers and Cowan Inc": one home, one firm.
    pub(super) fn join_home(&self, chunks: &mut Chunks) {
        let Some(suffix) = self.kinds.legal_suffix else { return };
        let word = |i: u32| self.text.word(i as usize);
        let Some(at) = (1..chunks.nouns.len()).find(|at| {
            let (first, second) = (&chunks.nouns[at - 1], &chunks.nouns[*at]);
            let names = (first.kind == NounKind::Name) & (second.kind == NounKind::Name) & second.possessor.is_none();
            let joined = first.end + 1 == second.first;
            let based = || first.core > first.first + 1 && word(first.core - 1) == "based";
            (names & joined)
                && based()
                && word(first.end) == "and"
                && self.lexicon.is(self.text.tokens[second.head as usize].word, suffix)
        }) else {
            return;
        };
        if chunks.nouns.iter().any(|n| n.possessor.is_some_and(|p| p as usize >= at)) {
            return;
        }
        let (end, head) = (chunks.nouns[at].end, chunks.nouns[at].head);
        (chunks.nouns[at - 1].end, chunks.nouns[at - 1].head) = (end, head);
        chunks.nouns.remove(at);
    }

    /// "WOR-TV": capitals on both sides of a hyphen are a name.
    pub(super) fn name_letters(&self, chunks: &mut Chunks) {
        for group in chunks.nouns.iter_mut().filter(|n| (n.kind == NounKind::Common) & (n.end == n.core + 3)) {
            let upper = |i: u32| self.text.tokens[i as usize].case == Case::Upper;
            if upper(group.core) && self.text.word(group.core as usize + 1) == "-" && upper(group.core + 2) {
                group.kind = NounKind::Name;
            }
        }
    }

    /// "Cross and Trecker said it agreed": two firms would say "they".
    pub(super) fn join_pair(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first;
        let word = |i: u32| self.text.tokens.get(i as usize).map_or("", |_| self.text.word(i as usize));
        if word(base + 1) != "and" || self.text.tokens[base as usize].case != Case::Capital || self.is_title(base) {
            return;
        }
        let Some(at) = chunks.nouns.iter().take(2).position(|n| n.first == base + 2 && n.kind == NounKind::Name) else {
            return;
        };
        let end = chunks.nouns[at].end;
        let said = chunks.verbs.iter().any(|v| v.first == end && word(v.head) == "said" && word(v.end) == "it");
        if !said || chunks.nouns[..at].iter().any(|n| n.end > base + 1) {
            return;
        }
        (chunks.nouns[at].first, chunks.nouns[at].core) = (base, base);
        chunks.nouns.drain(..at);
        chunks.tags[0] = Tag::NNP;
        for later in &mut chunks.nouns {
            later.possessor = later.possessor.map(|p| p.saturating_sub(at as u32));
        }
    }

    /// "Its Huron, South Dakota, pork plant": where a thing stands is told before it.
    pub(super) fn join_places(&self, chunks: &mut Chunks) {
        let place = |n: &NounGroup| self.kinds.of(self.text, self.lexicon, n) == Kind::Place;
        let comma = |i: u32| self.text.word(i as usize) == ",";
        let Some(at) = (2..chunks.nouns.len()).find(|at| {
            let (town, state, thing) = (&chunks.nouns[at - 2], &chunks.nouns[at - 1], &chunks.nouns[*at]);
            // Asked at once, as nothing foretells a single answer.
            let apart = (state.first != town.end + 1) | (thing.first != state.end + 1) | (state.kind != NounKind::Name);
            if apart {
                return false;
            }
            let owned = town.core == town.first + 1
                && matches!(self.text.word(town.first as usize), "its" | "the" | "their" | "a");
            owned
                && town.kind == NounKind::Name
                && thing.kind == NounKind::Common
                && thing.core == thing.first
                && comma(town.end)
                && comma(state.end)
                && place(state)
        }) else {
            return;
        };
        if chunks.nouns.iter().any(|n| n.possessor.is_some_and(|p| p as usize + 2 >= at)) {
            return;
        }
        let town = chunks.nouns[at - 2];
        (chunks.nouns[at].first, chunks.nouns[at].core) = (town.first, town.core);
        chunks.nouns.drain(at - 2..at);
    }

    /// "Analysts", "Chairman", "The": what opens a sentence before a name without being part of it.
    fn is_title(&self, token: u32) -> bool {
        let word = self.text.tokens[token as usize].word;
        let apart = [self.kinds.office, self.kinds.person_noun, self.kinds.demonym, self.kinds.place];
        apart.into_iter().flatten().any(|c| self.lexicon.lemma_is(word, c))
            || self.lexicon.likely(word).is_some_and(|t| {
                matches!(t, Tag::DT | Tag::IN | Tag::PRP | Tag::PRPS | Tag::WH | Tag::CC | Tag::RB | Tag::TO)
            })
    }

    /// "Said in a statement Acme Inc bought": a statement is none of Acme's names.
    pub(super) fn part_statements(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first;
        let Some(document) = self.kinds.document else { return };
        let at = chunks.nouns.iter().position(|n| {
            (n.core > n.first) & (n.kind == NounKind::Name) & (n.first > base)
                && self.text.word(n.first as usize - 1) == "in"
                && self.lexicon.lemma_is(self.text.tokens[n.core as usize - 1].word, document)
                && chunks.verbs.iter().any(|v| v.first == n.end)
        });
        let Some(at) = at else { return };
        let name = chunks.nouns[at];
        let told = NounGroup {
            end: name.core,
            core: name.core - 1,
            head: name.core - 1,
            kind: NounKind::Common,
            plural: false,
            ..name
        };
        chunks.nouns[at] = NounGroup { first: name.core, possessor: None, ..name };
        chunks.nouns.insert(at, told);
        for later in &mut chunks.nouns[at + 1..] {
            later.possessor = later.possessor.map(|p| if p as usize >= at { p + 1 } else { p });
        }
    }
}
