//! A document as the event engine walks through it: sentences are parsed when something asks for them, and names are remembered for pronouns.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use chrono::NaiveDate;

use smallvec::SmallVec;

use super::capital::Counts;
use super::clause::{Clause, Grammar};
use super::item::{Row, TimeRange};
use super::kind::{Kind, Kinds};
use crate::text::{
    Case, Chunks, ClassId, Kind as TokenKind, Lexicon, NounGroup, NounKind, Tag, Tagger, Text, group, tag,
};
use crate::timex::Timex;

/// A parsed sentence.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) chunks: Chunks,
    pub(crate) row: Row,
    pub(crate) clauses: Vec<Clause>,
    /// What each noun group stands for; judged when first asked for.
    kinds: Vec<Cell<Option<Kind>>>,
    /// Token ranges of the sentence's time expressions.
    pub(crate) times: Vec<TimeRange>,
    /// Index (in the document's list) of the first of them.
    pub(crate) first_timex: usize,
}

/// How far a sentence's parse has come. Each step can be taken for many sentences before the next, so that its code stays in the processor's cache.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// It has its tags.
    #[default]
    Tagged,
    /// It has its groups and times.
    Grouped,
    /// Its groups have been corrected.
    Mended,
    /// It is laid out as a row.
    LaidOut,
}

/// The first part of a sentence's parse, before clauses are built of it.
#[derive(Debug, Default)]
struct Groups {
    stage: Stage,
    chunks: Chunks,
    times: Vec<TimeRange>,
    first_timex: usize,
    row: Row,
}

/// A document under way. Sentences are parsed once, when first asked for.
pub(crate) struct Story<'a, 'd> {
    pub(crate) text: &'a Text<'d>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tagger: &'a Tagger,
    pub(crate) kinds: &'a Kinds,
    pub(crate) timexes: &'a [Timex],
    pub(crate) dct: Option<NaiveDate>,
    parsed: Vec<Option<Rc<Parsed>>>,
    /// Counted when first asked for.
    pub(super) counts: OnceCell<Counts<'d>>,
    /// Sentences under way.
    groups: Vec<Option<Groups>>,
    /// Working memory of the tagger.
    scratch: Chunks,
    /// How many pronouns and descriptions are being followed.
    pub(super) depth: u8,
    /// The firms' full names of the document; filled when first asked for.
    pub(super) firms: Option<super::name::Firms<'d>>,
}

/// Somebody or something that a noun group stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Referent {
    /// First token and one past the last of these words.
    pub(crate) tokens: (usize, usize),
    /// The head's token.
    pub(crate) head: usize,
    pub(crate) kind: Kind,
    /// A proper name.
    pub(crate) named: bool,
}

impl<'a, 'd> Story<'a, 'd> {
    pub(crate) fn new(
        text: &'a Text<'d>,
        lexicon: &'a Lexicon,
        tagger: &'a Tagger,
        kinds: &'a Kinds,
        timexes: &'a [Timex],
        dct: Option<NaiveDate>,
    ) -> Self {
        Story {
            text,
            lexicon,
            tagger,
            kinds,
            timexes,
            dct,
            parsed: vec![None; text.sentences.len()],
            counts: OnceCell::new(),
            groups: std::iter::repeat_with(|| None).take(text.sentences.len()).collect(),
            scratch: Chunks::default(),
            depth: 0,
            firms: None,
        }
    }

    /// The grammar of sentence `index`.
    pub(crate) fn parsed(&mut self, index: usize) -> Rc<Parsed> {
        if let Some(parsed) = &self.parsed[index] {
            return Rc::clone(parsed);
        }
        let parsed = Rc::new(self.parse(index));
        self.parsed[index] = Some(Rc::clone(&parsed));
        parsed
    }

    /// The tags of sentence `index`: what tells whether groups are worth their while.
    pub(crate) fn tags(&mut self, index: usize) -> &[Tag] {
        if self.parsed[index].is_none() {
            self.tagged(index);
        }
        self.known(index).map_or(&[], |chunks| &chunks.tags)
    }

    fn tagged(&mut self, index: usize) -> &mut Groups {
        self.groups[index].get_or_insert_with(|| {
            let mut groups = Groups::default();
            groups.chunks.reuse(&mut self.scratch);
            tag(self.text, index, self.lexicon, self.tagger, &mut groups.chunks);
            self.scratch.reuse(&mut groups.chunks);
            groups
        })
    }

    /// The noun and verb groups of sentence `index`: half of its parse, and what tells whether the other half is worth its while.
    pub(crate) fn chunks(&mut self, index: usize) -> Option<&Chunks> {
        self.advance(index, Stage::Grouped);
        self.known(index)
    }

    /// Takes the parse of sentence `index` as far as `stage`.
    pub(crate) fn advance(&mut self, index: usize, stage: Stage) {
        if self.parsed[index].is_none() {
            let groups = self.analysed(index, stage);
            self.groups[index] = Some(groups);
        }
    }

    /// As much of the analysis of sentence `index` as there is.
    fn known(&self, index: usize) -> Option<&Chunks> {
        let parsed = self.parsed[index].as_ref().map(|parsed| &parsed.chunks);
        parsed.or_else(|| self.groups[index].as_ref().map(|groups| &groups.chunks))
    }

    fn analysed(&mut self, index: usize, stage: Stage) -> Groups {
        let mut groups = std::mem::take(self.tagged(index));
        let sentence = self.text.sentences[index];
        let Groups { ref mut chunks, ref mut times, .. } = groups;
        if groups.stage < Stage::Grouped && stage >= Stage::Grouped {
            group(self.text, index, self.lexicon, self.tagger, chunks);
            groups.first_timex = self.times(sentence.first as usize, sentence.end as usize, times);
            self.cut_times(index, chunks, times, groups.first_timex);
        }
        if groups.stage < Stage::Mended && stage >= Stage::Mended {
            self.right_participles(index, chunks, times);
            self.right_names(index, chunks);
            self.part_dateline(index, chunks);
            self.part_offices(index, chunks);
        }
        if groups.stage < Stage::LaidOut && stage >= Stage::LaidOut {
            let marks = self.join_titles(index, chunks);
            let aside = |v| self.given_behind(chunks, v).or_else(|| self.count_behind(v));
            let given: SmallVec<[(usize, usize); 2]> = chunks.verbs.iter().filter_map(aside).chain(marks).collect();
            groups.row = Row::build(self.text, (self.lexicon, self.kinds), sentence, chunks, times, &given);
        }
        groups.stage = groups.stage.max(stage);
        groups
    }

    fn parse(&mut self, index: usize) -> Parsed {
        let Groups { chunks, times, first_timex, row, .. } = self.analysed(index, Stage::LaidOut);
        self.groups[index] = None;
        let clauses =
            Grammar { text: self.text, lexicon: self.lexicon, kinds: self.kinds, chunks: &chunks, row: &row }.clauses();
        let kinds = vec![Cell::new(None); chunks.nouns.len()];
        Parsed { chunks, row, clauses, kinds, times, first_timex }
    }

    /// What noun group `noun` stands for.
    pub(crate) fn kind(&self, parsed: &Parsed, noun: usize) -> Kind {
        parsed.kinds[noun].get().unwrap_or_else(|| {
            let kind = self.judge(parsed, &parsed.chunks.nouns[noun]);
            parsed.kinds[noun].set(Some(kind));
            kind
        })
    }

    /// Whether noun group `noun` stands for a sum, a percentage or a count: most words tell at once that they don't.
    pub(crate) fn is_figure(&self, parsed: &Parsed, noun: usize) -> bool {
        let group = &parsed.chunks.nouns[noun];
        let opens = self.text.tokens[group.core as usize].kind;
        match group.kind {
            NounKind::Number => true,
            NounKind::Common if matches!(opens, TokenKind::Number | TokenKind::Mark) => {
                self.kind(parsed, noun).is_figure()
            }
            _ => is_timed(parsed, group),
        }
    }

    fn judge(&self, parsed: &Parsed, group: &NounGroup) -> Kind {
        if is_timed(parsed, group) {
            return Kind::Number;
        }
        let person =
            || self.is_surname(group) || self.is_followed_by_who(group) || self.holds_office(&parsed.chunks, group);
        match self.kinds.of(self.text, self.lexicon, group) {
            Kind::Name if person() => Kind::Person,
            kind => kind,
        }
    }

    /// "Kolar, who": a person.
    fn is_followed_by_who(&self, group: &NounGroup) -> bool {
        let end = group.end as usize;
        end + 1 < self.text.tokens.len() && self.text.word(end) == "," && self.text.word(end + 1) == "who"
    }

    /// "Its chief executive, Lone Hald, will leave": a name beside an office is a person's.
    fn holds_office(&self, chunks: &Chunks, group: &NounGroup) -> bool {
        let (first, end) = (group.first as usize, group.end as usize);
        if first < 2 || end >= self.text.tokens.len() || self.text.word(first - 1) != "," || self.text.word(end) != ","
        {
            return false;
        }
        let office = self.text.tokens[first - 2].word;
        self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(office, c))
            && chunks.nouns.iter().any(|n| n.end as usize == first - 1 && n.kind == NounKind::Common)
    }

    /// Whether a time expression begins in sentence `index`.
    pub(crate) fn has_times(&self, index: usize) -> bool {
        let tokens = &self.text.tokens[self.text.sentences[index].range()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let next = self.timexes.partition_point(|t| t.span.start < first.start as usize);
        self.timexes.get(next).is_some_and(|t| t.span.start < last.end as usize)
    }

    /// The time expressions between two tokens, as token ranges.
    /// Returns the index (in the document's list) of the first of them.
    fn times(&self, first: usize, end: usize, times: &mut Vec<TimeRange>) -> usize {
        let tokens = &self.text.tokens;
        let (from, to) = (tokens[first].start as usize, tokens[end - 1].end as usize);
        let start = self.timexes.partition_point(|t| t.span.start < from);
        times.clear();
        for timex in self.timexes[start..].iter().take_while(|t| t.span.start < to) {
            let core = tokens[..end].partition_point(|t| (t.end as usize) <= timex.span.start).max(first);
            let last = tokens[..end].partition_point(|t| (t.start as usize) < timex.span.end).max(core + 1);
            let before = |back: usize, class: Option<ClassId>| {
                let word = core.checked_sub(back).filter(|b| *b >= first).map(|b| tokens[b].word);
                word.zip(class).is_some_and(|(word, class)| self.lexicon.is(word, class))
            };
            let said = |back: usize| before(back, self.kinds.time_opener);
            // "In about three months"
            let about = before(1, self.kinds.time_opener_hedge) && tokens[core - 1].case == Case::Lower;
            let taken = match (said(1), about && said(2)) {
                (_, true) => core - 2,
                (true, _) => core - 1,
                _ => core,
            };
            times.push(TimeRange { first: taken, core, end: last });
        }
        start
    }

    /// What noun group `noun` of sentence `index` stands for: itself, the name in apposition, or, for a pronoun or "the company", the last fitting name.
    /// `None` where that is not plain.
    pub(crate) fn referents(&mut self, index: usize, noun: usize) -> Vec<Referent> {
        let parsed = self.parsed(index);
        let group = parsed.chunks.nouns[noun];
        let base = self.text.sentences[index].first as usize;
        if parsed.chunks.tags.get(group.head as usize - base) == Some(&Tag::WH) {
            return Vec::new();
        }
        match group.kind {
            NounKind::Pronoun => return self.antecedents(index, noun, &group),
            NounKind::Relative => return Vec::new(),
            NounKind::Common => {
                let named = self.apposed(&parsed, noun);
                if !named.is_empty() {
                    return named;
                }
                if let Some(subject) = self.equated(&parsed, noun) {
                    return self.referents(index, subject);
                }
                let members = self.members_of(&parsed, noun);
                if !members.is_empty() {
                    return members;
                }
                let listed = if group.plural { self.listed(&parsed, noun) } else { Vec::new() };
                if !listed.is_empty() {
                    return listed;
                }
                if self.points_to_person(&group) {
                    let found = self.person_called(index, noun);
                    return vec![found.unwrap_or_else(|| self.own(&parsed, noun))];
                }
                if self.points_back(&group) {
                    let found = self.antecedents(index, noun, &group);
                    // "The regulator" may stand for itself; "the company" may not.
                    let itself =
                        self.tells_home(&group) || !self.is_description(self.text.tokens[group.head as usize].word);
                    if !found.is_empty() || !itself {
                        return found;
                    }
                }
            }
            _ => {}
        }
        vec![self.own(&parsed, noun)]
    }

    /// The group's own words as a referent.
    pub(crate) fn own(&self, parsed: &Parsed, noun: usize) -> Referent {
        let group = &parsed.chunks.nouns[noun];
        let (mut first, mut end) = (group.core as usize, group.end as usize);
        if group.kind == NounKind::Common {
            let owner = group.possessor.map(|p| &parsed.chunks.nouns[p as usize]);
            if let Some(firm) = self.firm_before(group) {
                return Referent { tokens: firm, head: firm.1 - 1, kind: Kind::Organisation, named: true };
            }
            if let Some(p) = owner.filter(|p| p.kind == NounKind::Name) {
                first = p.core as usize;
            }
            end = self.with_of(parsed, group, end);
        }
        let named = group.kind == NounKind::Name;
        // "The Attorney General"
        if named && first > group.first as usize && end == first + 1 && self.text.word(first) == "General" {
            first -= 1;
        }
        // "The Secretary of Defense Thomas Hall"
        let given = |i: usize| self.kinds.given_name.is_some_and(|c| self.lexicon.is(self.text.tokens[i].word, c));
        if named && end > first + 2 && first > 1 && self.text.word(first - 1) == "of" && given(first + 1) {
            let office = self.text.tokens[first - 2].word;
            first += usize::from(self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(office, c)));
        }
        // "The Secretary of Health"
        let titled = || self.kinds.office.is_some_and(|c| self.lexicon.lemma_is(self.text.tokens[end - 1].word, c));
        if named && end <= first + 2 && titled() {
            end = self.with_of(parsed, group, end);
        }
        Referent { tokens: (first, end), head: group.head as usize, kind: self.kind(parsed, noun), named }
    }

    /// Whether a noun group begins with "its", "their", "his" or "her".
    pub(crate) fn has_possessive_pronoun(&self, parsed: &Parsed, noun: usize, index: usize) -> bool {
        let first = parsed.chunks.nouns[noun].first as usize;
        let base = self.text.sentences[index].first as usize;
        parsed.chunks.tags.get(first - base) == Some(&Tag::PRPS)
    }

    /// Whom the possessive pronoun before a noun group stands for: "its purchase".
    pub(crate) fn owner(&mut self, index: usize, noun: usize) -> Vec<Referent> {
        let parsed = self.parsed(index);
        // "Our conviction": who speaks tells no event by that.
        let speaker = |i: u32| matches!(self.text.word(i as usize).to_ascii_lowercase().as_str(), "our" | "my");
        if !self.has_possessive_pronoun(&parsed, noun, index) || speaker(parsed.chunks.nouns[noun].first) {
            return Vec::new();
        }
        let first = parsed.chunks.nouns[noun].first;
        let pronoun = NounGroup {
            first,
            core: first,
            end: first + 1,
            head: first,
            kind: NounKind::Pronoun,
            plural: false,
            possessor: None,
        };
        self.antecedents(index, noun, &pronoun)
    }
}

/// Whether all of a noun group belongs to a time expression.
fn is_timed(parsed: &Parsed, group: &NounGroup) -> bool {
    parsed.times.iter().any(|t| t.core <= group.core as usize && group.end as usize <= t.end)
}
