//! Corrections of a sentence's groups that only its time expressions or the whole document can tell.

use super::item::TimeRange;
use super::story::Story;
use crate::text::{Case, Chunks, ClassId, Form, Kind as TokenKind, NounGroup, NounKind, Tag, Tense, VerbGroup};
use crate::timex::TimexType;

/// How many words may stand between commas in the middle of a verb.
const ASIDE: usize = 14;

impl Story<'_, '_> {
    /// Corrects the tense and voice of verbs by what stands around them.
    pub(super) fn right_participles(&self, index: usize, chunks: &mut Chunks, times: &[TimeRange]) {
        self.join_each(chunks);
        // Most of these corrections are of verbs right behind a comma or "and", which few sentences have.
        let words = &self.kinds.words;
        let first = self.text.sentences[index].first;
        let (mut comma, mut and) = (false, false);
        for verb in chunks.verbs.iter().filter(|v| v.first > first) {
            let before = self.text.tokens[verb.first as usize - 1].word;
            comma |= before == words.comma;
            and |= before == words.and;
        }
        if comma {
            self.join_aside(index, chunks);
        }
        if and {
            self.join_verbs(index, chunks);
        }
        if comma {
            self.part_asides(index, chunks, times);
        }
        if comma || !times.is_empty() {
            self.right_past(index, chunks, times);
        }
        self.right_given_names(chunks);
        self.join_opening(index, chunks);
        self.join_endings(index, chunks);
        self.join_pair(index, chunks);
        self.join_places(chunks);
        self.join_home(chunks);
        self.name_letters(chunks);
        self.part_statements(index, chunks);
    }

    /// "Formed a joint venture called Acme": behind an indefinite object a verb that gives a name is a participle.
    fn right_given_names(&self, chunks: &mut Chunks) {
        let Chunks { verbs, nouns, .. } = chunks;
        let word = |token: u32| self.text.tokens[token as usize].word;
        for at in 1..verbs.len() {
            let verb = verbs[at];
            let gives = self.kinds.name_giving.is_some_and(|c| self.lexicon.is(word(verb.head), c));
            if !gives || verb.tense != Tense::Past || verb.first != verb.head {
                continue;
            }
            let indefinite = |n: &NounGroup| {
                let first = self.text.word(n.first as usize);
                n.end == verb.first
                    && n.kind == NounKind::Common
                    && matches!(first, "a" | "an" | "another" | "its" | "their")
            };
            let named = nouns.iter().any(|n| n.first == verb.end && n.kind == NounKind::Name);
            let object = nouns.iter().any(|n| indefinite(n) && verbs[at - 1].end == n.first);
            if named && object {
                verbs[at].tense = Tense::Participle;
            }
        }
    }

    /// "Are each charged": one verb, in the passive.
    fn join_each(&self, chunks: &mut Chunks) {
        let Chunks { verbs, nouns, .. } = chunks;
        for at in 1..verbs.len() {
            let (be, verb) = (verbs[at - 1], verbs[at]);
            let between = be.end + 1 == verb.head && verb.first == verb.head;
            if !between || !matches!(self.text.word(be.end as usize), "each" | "both" | "all") {
                continue;
            }
            if !self.kinds.be.is_some_and(|c| self.lexicon.is(self.text.tokens[be.head as usize].word, c)) {
                continue;
            }
            let participle = self.lexicon.has_form(self.text.tokens[verb.head as usize].word, Form::Participle);
            let Some(each) = nouns.iter().position(|n| n.first == be.end && n.end == verb.head).filter(|_| participle)
            else {
                continue;
            };
            verbs[at].first = be.first;
            (verbs[at].tense, verbs[at].perfect, verbs[at].passive) = (be.tense, be.perfect, true);
            verbs.remove(at - 1);
            nouns.remove(each);
            for noun in nouns.iter_mut() {
                noun.possessor = noun.possessor.map(|p| if p as usize > each { p - 1 } else { p });
            }
            return;
        }
    }

    /// "Will, according to a report, buy", "has, sources said, agreed": one verb, what stands between commas aside.
    fn join_aside(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first as usize;
        let Chunks { verbs, tags, .. } = chunks;
        for at in 0..verbs.len() {
            let (verb, close) = (verbs[at], (verbs[at].first as usize).saturating_sub(1));
            if verb.first != verb.head || close <= base + 2 || self.text.word(close) != "," {
                continue;
            }
            let open = (base + 2..close).rev().take(ASIDE).find(|i| self.text.word(*i) == ",");
            let Some(aux) = open.map(|i| i - 1).filter(|i| tags[i - base] == Tag::MD || self.is_auxiliary(*i)) else {
                continue;
            };
            let word = self.text.tokens[verb.head as usize].word;
            let group = verbs[..at].iter().position(|v| v.end as usize == aux + 1 && v.head as usize == aux);
            match group {
                None if tags[aux - base] == Tag::MD && self.lexicon.has_form(word, Form::Base) => {
                    let will =
                        self.lexicon.class("modal").and_then(|c| self.lexicon.value(self.text.tokens[aux].word, c));
                    verbs[at].tense = if will == Some(1) { Tense::Future } else { Tense::Present };
                    verbs[at].modal = Some(self.text.tokens[aux].word);
                    tags[verb.head as usize - base] = Tag::VB;
                }
                Some(have) if self.lexicon.has_form(word, Form::Participle) => {
                    let passive = self.kinds.be.is_some_and(|c| self.lexicon.is(self.text.tokens[aux].word, c));
                    (verbs[at].tense, verbs[at].perfect, verbs[at].passive) = (verbs[have].tense, !passive, passive);
                    tags[verb.head as usize - base] = Tag::VBN;
                    verbs.remove(have);
                }
                _ => continue,
            }
            return;
        }
    }

    /// Whether a form of "be" or "have" stands at a token.
    fn is_auxiliary(&self, token: usize) -> bool {
        let classes = [self.kinds.be, self.lexicon.class("have")];
        classes.into_iter().flatten().any(|c| self.lexicon.is(self.text.tokens[token].word, c))
    }

    /// What "and" joins to a verb goes with it, where its form leaves that open.
    fn join_verbs(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first as usize;
        let Chunks { verbs, nouns, .. } = chunks;
        for at in 1..verbs.len() {
            let (before, verb) = (verbs[at - 1], verbs[at]);
            let single = verb.tense == Tense::Past && verb.first == verb.head && verb.end == verb.head + 1;
            let joined = verb.first as usize > base && self.text.word(verb.first as usize - 1) == "and";
            if !single || !joined {
                continue;
            }
            let participle = self.lexicon.lemmas(self.text.tokens[verb.head as usize].word).iter();
            let may_be = participle.clone().any(|(_, form)| *form == Form::Participle);
            let finite = matches!(before.tense, Tense::Past | Tense::Present | Tense::Future) && before.passive;
            let object = nouns.iter().any(|n| n.first == verb.end);
            // "Was fined and ordered to pay": without an object of its own it is passive, too.
            if may_be && finite && !object {
                (verbs[at].tense, verbs[at].passive) = (Tense::Participle, true);
            }
            // "Would close 40 branches and cut 500 jobs"
            let ahead = matches!(before.tense, Tense::Future | Tense::Infinitive) || before.modal.is_some();
            let base_form = || self.lexicon.has_form(self.text.tokens[verb.head as usize].word, Form::Base);
            if ahead && !before.passive && !before.perfect && object && base_form() {
                (verbs[at].tense, verbs[at].modal) = (before.tense, before.modal);
            }
        }
    }

    /// "The bank, fined in 2017, named a chief": a past without an object between commas, before the verb of the same subject, is a participle.
    fn part_asides(&self, index: usize, chunks: &mut Chunks, times: &[TimeRange]) {
        let base = self.text.sentences[index].first as usize;
        let Chunks { verbs, nouns, tags, .. } = chunks;
        for at in 0..verbs.len().saturating_sub(1) {
            // "Announced in 2019 and delayed by a flood,": what is joined to it stands aside, too.
            let joined = |v: &&VerbGroup| v.first == v.head && self.text.word(v.first as usize - 1) == "and";
            let behind = &verbs[at + 1..];
            let (verb, next) = (verbs[at], *behind.iter().find(|v| !joined(v)).unwrap_or(&behind[0]));
            let (first, end) = (verb.head as usize, verb.end as usize);
            // "Run by Acme" may look like a base form.
            let open = matches!(verb.tense, Tense::Past | Tense::Bare | Tense::Present);
            let single = open && verb.first == verb.head && verb.end == verb.head + 1;
            if !single || first <= base || self.text.word(first - 1) != "," || next.first as usize <= end {
                continue;
            }
            let mut resumes = next.first as usize;
            while resumes > end && tags[resumes - 1 - base] == Tag::RB {
                resumes -= 1;
            }
            let finite = matches!(next.tense, Tense::Past | Tense::Present | Tense::Future);
            let closed = resumes > end && self.text.word(resumes - 1) == ",";
            // "Roe, 50, pleaded guilty on Monday, …": what stands between commas itself is no subject.
            let opens = |n: &NounGroup| {
                let before = n.first as usize;
                let apart = before > base && self.text.word(before - 1) == ",";
                !apart || tags[0] == Tag::IN && (base..before - 1).all(|i| self.text.word(i) != ",")
            };
            let is_subject = |n: &NounGroup| {
                n.end as usize == first - 1 && matches!(n.kind, NounKind::Name | NounKind::Common) && opens(n)
            };
            let subject = nouns.iter().any(is_subject);
            let object = nouns.iter().any(|n| n.first as usize == end);
            let may_be = self.lexicon.has_form(self.text.tokens[first].word, Form::Participle);
            if finite && closed && subject && may_be && (!object || times.iter().any(|t| t.core == end)) {
                (verbs[at].tense, verbs[at].passive) = (Tense::Participle, true);
                tags[first - base] = Tag::VBN;
            }
        }
    }

    /// "Mira, a start-up, introduced its headset": a participle with an object right behind it is a verb in the past.
    fn right_past(&self, index: usize, chunks: &mut Chunks, times: &[TimeRange]) {
        let base = self.text.sentences[index].first as usize;
        let Chunks { verbs, nouns, tags, .. } = chunks;
        for verb in
            verbs.iter_mut().filter(|v| v.tense == Tense::Participle && v.first == v.head && v.end == v.head + 1)
        {
            let behind_comma = verb.first as usize > base && self.text.word(verb.first as usize - 1) == ",";
            // "Chairman Lee today named Ann Roe": a time stands before no participle.
            let behind_time = times.iter().any(|t| t.end == verb.first as usize);
            if !behind_comma && !behind_time {
                continue;
            }
            let is = |class: Option<ClassId>| class.is_some_and(|c| self.lexicon.is(verb.lemma, c));
            let opens = |n: &NounGroup| {
                n.first == verb.end
                    && matches!(tags[n.first as usize - base], Tag::DT | Tag::PRPS)
                    && n.kind != NounKind::Pronoun
            };
            let object = nouns.iter().any(opens);
            let named = nouns.iter().any(|n| n.first == verb.end && n.kind != NounKind::Pronoun);
            let names =
                self.kinds.name_giving.is_some_and(|c| self.lexicon.is(self.text.tokens[verb.head as usize].word, c));
            if (behind_comma && !is(self.kinds.double_object) && !names && object) || (behind_time && (object || named))
            {
                (verb.tense, verb.passive) = (Tense::Past, false);
            }
        }
    }

    /// "Elected Rosa Blum chairwoman and Omar Diaz vice chairman": behind a verb with two objects the name ends where the office begins.
    pub(super) fn part_offices(&self, index: usize, chunks: &mut Chunks) {
        let base = self.text.sentences[index].first as usize;
        let double = |lemma| self.kinds.double_object.is_some_and(|c| self.lexicon.is(lemma, c));
        let Some(office) = self.kinds.office else { return };
        for v in 0..chunks.verbs.len() {
            let verb = chunks.verbs[v];
            if !double(verb.lemma) || verb.passive {
                continue;
            }
            let mut at = verb.end;
            while let Some(n) = chunks.nouns.iter().position(|n| n.first == at && n.kind == NounKind::Common) {
                let group = chunks.nouns[n];
                let word = |i: u32| self.text.tokens[i as usize].word;
                let name = (group.core..group.head).take_while(|i| chunks.tags[*i as usize - base] == Tag::NNP);
                let split = group.core + name.count() as u32;
                let titled = self.lexicon.lemma_is(word(group.head), office);
                if !titled || group.core != group.first || split < group.core + 2 || group.possessor.is_some() {
                    break;
                }
                let named = NounGroup { end: split, head: split - 1, kind: NounKind::Name, plural: false, ..group };
                chunks.nouns[n] = named;
                chunks.nouns.insert(n + 1, NounGroup { first: split, core: split, ..group });
                for later in &mut chunks.nouns {
                    later.possessor = later.possessor.map(|p| if p as usize > n { p + 1 } else { p });
                }
                let joined = (group.end as usize) < self.text.sentences[index].end as usize
                    && matches!(self.text.word(group.end as usize), "and" | ",");
                at = group.end + u32::from(joined);
            }
        }
    }

    /// "OSLO Acme Corp. was founded": a place in capitals that opens a paragraph is a dateline, also where its dash is lost.
    pub(super) fn part_dateline(&self, index: usize, chunks: &mut Chunks) {
        let sentence = self.text.sentences[index];
        let Some(group) = chunks.nouns.first_mut().filter(|n| n.first == sentence.first && n.kind == NounKind::Name)
        else {
            return;
        };
        let tokens = &self.text.tokens[group.first as usize..group.end as usize];
        let long = |case| case == Case::Capital || case == Case::Mixed;
        let apart = tokens.len() > 1
            && tokens[0].case == Case::Upper
            && tokens[0].end - tokens[0].start > 4
            && self.kinds.place.is_some_and(|c| self.lexicon.is(tokens[0].word, c))
            && (long(tokens[1].case) || tokens.len() < 4)
            && self.text.tokens[group.end as usize..sentence.end as usize].iter().any(|t| t.case == Case::Lower);
        if sentence.paragraph && apart && group.core == group.first {
            group.first += 1;
            group.core += 1;
        }
    }

    /// "Acme was founded": a capital at the head of a sentence says nothing, but the same word elsewhere in the document with one says that it is a name.
    pub(super) fn right_names(&self, index: usize, chunks: &mut Chunks) {
        let first = self.text.sentences[index].first;
        let Some(group) = chunks.nouns.first_mut().filter(|n| n.first == first && n.core == first) else { return };
        let capital = (group.core..group.end).all(|i| self.text.tokens[i as usize].case != Case::Lower);
        let whole = group.kind == NounKind::Common && group.end - group.core == 1 && capital && !group.plural;
        if whole && self.is_named_elsewhere(group.core as usize) {
            group.kind = NounKind::Name;
            chunks.tags[0] = Tag::NNP;
        }
    }

    /// "Last year President Lee bought Contoso yesterday": a time at either end of a name is no part of it, nor is a day behind "on" part of what acts on it
    /// ("on Tuesday police arrested").
    pub(super) fn cut_times(&self, index: usize, chunks: &mut Chunks, times: &[TimeRange], first_timex: usize) {
        let base = self.text.sentences[index].first as usize;
        for (i, time) in times.iter().enumerate() {
            let year = time.end == time.core + 1 && self.text.tokens[time.core].kind == TokenKind::Number;
            if !matches!(self.timexes[first_timex + i].kind, TimexType::Date | TimexType::Time) {
                continue;
            }
            let on = time.first < time.core && self.text.word(time.first).eq_ignore_ascii_case("on");
            for group in &mut chunks.nouns {
                let acts = || chunks.verbs.iter().any(|v| v.first == group.end);
                let (first, core, end) = (group.first as usize, group.core as usize, group.end as usize);
                let opens = first == time.first || first == time.core;
                let apart = group.kind == NounKind::Name && !year || first == time.core && on && acts();
                if apart && opens && (group.head as usize) >= time.end {
                    group.first = time.end as u32;
                    group.core = group.core.max(group.first);
                } else if core < time.first && time.first < end && time.end == end {
                    let last = time.first - 1;
                    match chunks.tags[last - base] {
                        Tag::NNP => group.kind = NounKind::Name,
                        Tag::NN | Tag::NNS => {}
                        _ => continue,
                    }
                    group.end = time.first as u32;
                    group.head = last as u32;
                }
            }
        }
    }
}
