//! Sentences that tell no happening: questions, general truths, and what texts provide for.

use super::clause::Link;
use super::cue::{VERB, Verdict};
use super::find::Found;
use super::item::Item;
use super::mention::Status;
use super::status::Judge;
use crate::text::{Kind, NounKind, Tag, Tense};

/// How many tokens before an event "subject to" may stand.
const CONDITION: usize = 9;

impl Judge<'_, '_, '_> {
    pub(super) fn is_question(&self) -> bool {
        let sentence = self.story.text.sentences[self.index];
        sentence.range().rev().take(3).any(|i| self.story.text.word(i) == "?")
    }

    /// Whether the sentence ends in a period; a headline has none.
    fn has_period(&self) -> bool {
        let text = self.story.text;
        let last = text.sentences[self.index].range().rev().take(3);
        last.into_iter().any(|i| text.tokens[i].kind == Kind::Mark && text.word(i) == ".")
    }

    /// "is up 50 percent", "are on strike", "remain pending": what holds today is news in the present tense.
    pub(super) fn is_state(&self, found: &Found) -> bool {
        let last = found.trigger.1.saturating_sub(1);
        last > found.head && self.lexicon().is(self.story.text.tokens[last].word, self.cues.state)
    }

    /// Whether what is not done in clause `at` is refused, and does not merely not hold: on a day ("did not meet on Monday"), by what somebody says ("said
    /// it had not sold") or decides ("decided not to sell").
    pub(super) fn is_denial(&self, at: usize) -> bool {
        let clause = &self.parsed.clauses[at];
        let verb = &self.parsed.chunks.verbs[at];
        let word = |lemma| self.lexicon().is(lemma, self.cues.chosen);
        let finite = !matches!(verb.tense, Tense::Infinitive | Tense::Gerund | Tense::Participle | Tense::Bare);
        let governed = match clause.link {
            Link::Complement(up) => {
                let lemma = self.parsed.chunks.verbs[up].lemma;
                let said = self.cues.is_reporting(self.lexicon(), lemma) && !self.is_falsely_told(up);
                if finite { said } else { word(lemma) }
            }
            Link::OfNoun(noun) => self.lemmas(self.parsed.chunks.nouns[noun].head as usize).any(word),
            _ => false,
        };
        governed || finite && !clause.times.is_empty()
    }

    /// "Until convicted", "when the bank opens": a day that has not come; with a date of its own it is planned.
    pub(super) fn open_end(&self, at: usize) -> Verdict {
        let verb = &self.parsed.chunks.verbs[at];
        let clause = &self.parsed.clauses[at];
        let text = self.story.text;
        let open = clause.marker.is_some_and(|m| {
            let near = verb.tense != Tense::Participle || m + 2 >= verb.first as usize;
            near && m < verb.first as usize && self.lexicon().is(text.tokens[m].word, self.cues.open_marker)
        });
        let ahead = verb.tense == Tense::Present && !verb.progressive || verb.tense == Tense::Participle;
        if !open || !ahead || !self.has_period() {
            return Verdict::Real;
        }
        match (clause.times.is_empty(), verb.tense) {
            (true, _) => Verdict::Imagined,
            (false, Tense::Present) => Verdict::Status(Status::Planned),
            _ => Verdict::Real,
        }
    }

    /// "Must sell it to a buyer approved by the court", "any drug approved by the agency": a participle behind one of which nobody knows which it will be.
    pub(super) fn is_any(&self, noun: usize, at: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let first = self.story.text.tokens[group.first as usize].word;
        let any = self.lexicon().is(first, self.cues.any);
        let one = any || self.lexicon().is(first, self.cues.one);
        let ahead = |c: usize| {
            let verb = &self.parsed.chunks.verbs[c];
            let modal = verb.modal.is_some_and(|m| self.lexicon().is(m, self.cues.hypothetical_modal));
            modal || verb.tense == Tense::Future
        };
        // "Research funded by the agency shows": what is so described is not what is told.
        let head = self.story.text.tokens[group.head as usize].case == crate::text::Case::Lower;
        let bare = group.core == group.first && group.possessor.is_none() && group.kind == NounKind::Common && head;
        let beside = self.parsed.chunks.verbs[at].first == group.end;
        if bare && beside && !self.tells_crimes && !self.is_counted(noun) && self.has_period() {
            return self.parsed.clauses[at].times.is_empty();
        }
        // "A firm listed in Oslo"
        let stands = self.lexicon().is(self.parsed.chunks.verbs[at].lemma, self.cues.standing);
        if stands && beside && self.parsed.clauses[at].times.is_empty() && self.has_period() {
            return true;
        }
        let ruled = || (0..at).any(|c| ahead(c) && self.parsed.chunks.verbs[c].end <= group.first);
        self.parsed.clauses[at].times.is_empty() && (any || one && ruled())
    }

    /// "Flexibility in hiring workers": a gerund behind a preposition, of some or others, on no day.
    pub(super) fn is_general(&self, clause: usize, noun: Option<usize>) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let of = &self.parsed.clauses[clause];
        let word = |m: usize| self.story.text.tokens[m].word;
        let marked = || of.marker.is_some_and(|m| self.lexicon().is(word(m), self.cues.general));
        if self.tells_crimes || verb.tense != Tense::Gerund || verb.progressive || !of.times.is_empty() || !marked() {
            return false;
        }
        match noun {
            Some(noun) => self.is_bare(noun),
            None => !of.object.is_empty() && of.object.iter().all(|n| self.is_bare(*n)),
        }
    }

    /// "Foreign firms": a plural of common nouns, with no article or number.
    fn is_bare(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let lower = self.story.text.tokens[group.head as usize].case == crate::text::Case::Lower;
        let plain = group.plural && group.core == group.first && group.possessor.is_none() && !self.is_counted(noun);
        plain && group.kind == NounKind::Common && lower
    }

    /// "Who served as chairman": without a date no happening but part of a life.
    pub(super) fn is_biography(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let aside = matches!(self.parsed.clauses[clause].link, Link::Adjunct(_)) && verb.tense == Tense::Gerund;
        let past = aside || verb.tense == Tense::Past || verb.perfect;
        let planned = matches!(self.parsed.clauses[clause].link, Link::Complement(_));
        // "Currently serves as", too; "has served since 2005" has its date.
        let now = verb.tense == Tense::Present && !verb.perfect && !verb.progressive && verb.modal.is_none();
        let post = self.parsed.clauses[clause].complements.iter().any(|c| self.lexicon().text(c.word) == "as");
        post && !planned
            && self.lexicon().is(verb.lemma, self.cues.biography)
            && (now || past && self.parsed.clauses[clause].times.is_empty())
    }

    /// "With the release of the phone much will change": what the future waits for lies there, too, unless it has a date.
    pub(super) fn is_awaited(&self, noun: usize, found: &Found) -> bool {
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        let before = at.checked_sub(1).filter(|_| at != usize::MAX).map(|b| row.items[b]);
        let waits = matches!(before, Some(Item::Prep(p) | Item::Sub(p))
            if self.lexicon().is(self.story.text.tokens[p].word, self.cues.awaiting)
                && (at == 1 || self.story.text.tokens[p].word != self.cues.with));
        let ahead = || self.parsed.chunks.verbs.iter().any(|v| v.tense == Tense::Future);
        let over = || self.parsed.chunks.verbs.iter().any(|v| v.tense == Tense::Past);
        found.clause.is_none() && waits && self.parsed.times.is_empty() && ahead() && !over()
    }

    /// "Will continue to work", "plans to keep on selling": nothing new.
    pub(super) fn goes_on(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let ahead = matches!(verb.tense, Tense::Future | Tense::Infinitive);
        ahead && self.lexicon().is(verb.lemma, self.cues.ongoing)
    }

    /// "Subject to approval by the court": what has still to come, and may not.
    pub(super) fn is_condition(&self, noun: usize) -> bool {
        let text = self.story.text;
        let first = self.parsed.chunks.nouns[noun].first as usize;
        let from = first.saturating_sub(CONDITION).max(text.sentences[self.index].first as usize);
        (from + 1..first).any(|i| {
            self.lexicon().is(text.tokens[i - 1].word, self.cues.condition)
                && matches!(text.word(i), "to" | "on" | "upon")
        }) || first > from && self.lexicon().is(text.tokens[first - 1].word, self.cues.condition)
    }

    /// "Was investigated by the police in cooperation with the customs": who helped with a case.
    pub(super) fn is_credit(&self, noun: usize) -> bool {
        let row = &self.parsed.row;
        let at = row.noun_at[noun];
        let group = &self.parsed.chunks.nouns[noun];
        let before = at.checked_sub(1).filter(|_| at != usize::MAX).map(|b| row.items[b]);
        let inside = matches!(before, Some(Item::Prep(p)) if self.story.text.tokens[p].word == self.cues.inside);
        let credited =
            |v: &crate::text::VerbGroup| self.lexicon().is(v.lemma, self.cues.credit) && v.end <= group.first;
        inside && group.end - group.first == 1 && self.parsed.chunks.verbs.iter().any(credited)
    }

    /// "Pre-launch tests": no launch.
    pub(super) fn is_prefixed(&self, found: &Found) -> bool {
        let text = self.story.text;
        let first = text.sentences[self.index].first as usize;
        let back = |back: usize| found.head.checked_sub(back).filter(|i| *i >= first);
        back(1).is_some_and(|i| text.word(i) == "-")
            && back(2).is_some_and(|i| self.lexicon().is(text.tokens[i].word, self.cues.prefix))
    }

    /// "Five firms"
    fn is_counted(&self, noun: usize) -> bool {
        let first = self.parsed.chunks.nouns[noun].first;
        let tag = self.parsed.chunks.tags[(first - self.story.text.sentences[self.index].first) as usize];
        tag == Tag::CD || self.story.kind(self.parsed, noun) == super::kind::Kind::Number
    }

    /// "Falsely claimed that"
    pub(super) fn is_falsely_told(&self, at: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[at];
        let base = self.story.text.sentences[self.index].first;
        (verb.first.saturating_sub(1).max(base)..verb.end)
            .any(|i| self.lexicon().is(self.story.text.tokens[i as usize].word, self.cues.false_adverb))
    }

    /// "Those who …", "anyone who …"
    pub(super) fn is_anybody(&self, noun: usize) -> bool {
        let head = self.parsed.chunks.nouns[noun].head as usize;
        self.lexicon().is(self.story.text.tokens[head].word, self.cues.anybody)
    }

    /// Whether the subject is a text: "the bill", "this section".
    pub(super) fn is_text(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        let text = |n: &usize| self.is_document(*n);
        let subject = &self.parsed.clauses[clause].subject;
        // "The indictment charges Lee"
        let charges = self.lexicon().is(verb.lemma, self.cues.charge[VERB]);
        let acts = !charges && !verb.passive && !self.parsed.clauses[clause].object.is_empty();
        acts && !subject.is_empty() && subject.iter().all(|n| text(n) || self.is_named_text(*n))
    }

    /// "The Fair Housing Act", "Title VII"
    fn is_named_text(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let word = |at: u32| self.lexicon().is(self.story.text.tokens[at as usize].word, self.cues.statute);
        group.kind == NounKind::Name && (word(group.head) || word(group.core))
    }

    /// "The bill", "a complaint"
    pub(super) fn is_document(&self, noun: usize) -> bool {
        let group = &self.parsed.chunks.nouns[noun];
        let class = self.story.kinds.document;
        group.kind == NounKind::Common
            && self.lemmas(group.head as usize).any(|l| class.is_some_and(|c| self.lexicon().is(l, c)))
    }

    /// "No bank was fined", "they bought no firm": what nobody did, or nobody will do.
    pub(super) fn nobody(&self, clause: usize) -> Verdict {
        let none = |n: &usize| {
            let group = &self.parsed.chunks.nouns[*n];
            self.lexicon().is(self.story.text.tokens[group.first as usize].word, self.cues.nobody)
        };
        let of = &self.parsed.clauses[clause];
        match self.parsed.chunks.verbs[clause].tense {
            _ if !of.subject.iter().chain(&of.object).any(none) => Verdict::Real,
            Tense::Past if self.is_denial(clause) => Verdict::Status(Status::Denied),
            _ => Verdict::Imagined,
        }
    }

    /// "Had Acme bought Globex, …": a condition whose "if" the order of its words says.
    pub(super) fn is_inverted(&self, clause: usize) -> bool {
        let text = self.story.text;
        let first = text.sentences[self.index].first as usize;
        let head = self.parsed.chunks.verbs[clause].head as usize;
        let opens = self.lexicon().is(text.tokens[first].word, self.cues.opener);
        // "Would have told of it had Acme not bought Globex"
        let subject = self.parsed.clauses[clause].subject.first().map(|n| self.parsed.chunks.nouns[*n].first as usize);
        let behind = subject.is_some_and(|s| {
            s > first + 1
                && s < head
                && text.word(s - 1) == "had"
                && (first..s).any(|i| matches!(text.word(i), "would" | "could" | "might"))
        });
        behind || opens && head > first && (first..head).all(|i| text.word(i) != ",")
    }

    /// The verb that rules a clause which is being worked on: "continue to plot", "works to pass".
    pub(super) fn works_on(&self, clause: usize) -> Option<usize> {
        let open = matches!(self.parsed.chunks.verbs[clause].tense, Tense::Infinitive | Tense::Gerund);
        let up = match self.parsed.clauses[clause].link {
            Link::Complement(up) | Link::Adjunct(up) if open => up,
            _ => return None,
        };
        let transparent = self.cues.is_transparent(self.lexicon(), self.parsed.chunks.verbs[up].lemma);
        transparent.then(|| self.works_on(up).unwrap_or(up))
    }

    /// A present tense that tells no happening: "firms often sue", "the bank sells loans". Headlines, which have no period, and dated sentences are kept.
    pub(super) fn is_generic(&self, clause: usize) -> bool {
        let verb = &self.parsed.chunks.verbs[clause];
        if verb.passive && verb.tense == Tense::Present && !verb.perfect && !verb.progressive {
            // "Foreign firms are prohibited from owning land"
            let subject = &self.parsed.clauses[clause].subject;
            let times = &self.parsed.clauses[clause].times;
            // "The shares are listed in Oslo"
            let stands = self.lexicon().is(verb.lemma, self.cues.standing);
            let generic = stands || !subject.is_empty() && subject.iter().all(|n| self.is_bare(*n));
            return generic && times.is_empty() && self.has_period();
        }
        if verb.tense != Tense::Present || verb.perfect || verb.progressive || verb.passive {
            return verb.tense == Tense::Bare && self.parsed.clauses[clause].subject.is_empty();
        }
        let text = self.story.text;
        let sentence = text.sentences[self.index];
        let period = self.has_period();
        let named =
            self.parsed.clauses[clause].subject.iter().any(|n| self.parsed.chunks.nouns[*n].kind == NounKind::Name);
        let tag = self.parsed.chunks.tags.get(verb.first as usize - sentence.first as usize);
        // A lead in the present tense tells the news: "Lee joins Contoso."
        let lead = named && self.index < 2;
        let times = &self.parsed.clauses[clause].times;
        // "The new rules take effect on 1 January 2019", "go on sale next week"
        let told = |t: &usize| {
            let range = self.parsed.times[*t];
            (range.core..range.end).any(|i| {
                let word = text.word(i);
                let ahead = ["next", "tomorrow", "tonight", "later"].iter().any(|w| word.eq_ignore_ascii_case(w));
                text.tokens[i].kind == Kind::Number || ahead
            })
        };
        // "Leaders gather in Davos": a title tells the news.
        let title = self.index == 0 && !period;
        (period && !lead && times.is_empty()) || (!named && !title && tag == Some(&Tag::VBP) && !times.iter().any(told))
    }
}
