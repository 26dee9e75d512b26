//! The event engine: from a text with its time expressions to mentions. One engine for all types; what is particular to a type is in its file.

use std::sync::Arc;

use chrono::NaiveDate;

use super::answer::{Live, Seen};
use super::cue::{Cues, StatusExample};
use super::find::{Failure, Finder, Found};
use super::frame::{Frame, Frames, Trigger};
use super::gate::Gate;
use super::kind::Kinds;
use super::mention::{Argument, Basis, Macro, Mention, Status};
use super::offset::Beside;
use super::rule::{Counterexample, EventFile};
use super::status::Judge;
use super::story::{Stage, Story};
use super::when::{Clock, Dated};
use crate::document::Span;
use crate::error::Result;
use crate::rules::{RuleFile, RuleFiles};
use crate::text::{Lexicon, Tagger, Tense, Text};
use crate::timex::Timex;

/// The compiled event rules.
#[derive(Debug)]
pub struct Engine {
    frames: Frames,
    pub(super) cues: Cues,
    pub(super) kinds: Kinds,
    files: Vec<(RuleFile, EventFile)>,
    status_examples: (Vec<StatusExample>, Vec<Counterexample>),
    gate: Gate,
}

/// A frame that was tried on a sentence, for `explain`.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The frame's name.
    pub frame: Arc<str>,
    /// The trigger's words.
    pub trigger: Span,
    /// Why it did not hold, in words; empty where it did.
    pub failure: String,
    /// Whether nothing that it asks for was near, so that nobody would have expected it to hold.
    pub far: bool,
}

impl Engine {
    /// Compiles `event/*.toml` and `status.toml`; their words join `lexicon`.
    ///
    /// # Errors
    /// Where a file cannot be used; names file, line and rule.
    pub fn new(files: &RuleFiles, lexicon: &mut Lexicon) -> Result<Engine> {
        let events = super::frame::load(files)?;
        let (cues, examples, counterexamples) = Cues::load(files, lexicon)?;
        let frames = Frames::compile(&events, lexicon)?;
        let kinds = Kinds::new(lexicon);
        Ok(Engine {
            frames,
            cues,
            kinds,
            files: events,
            status_examples: (examples, counterexamples),
            gate: Gate::default(),
        })
    }

    /// Looks up which words can trigger a frame. To be called once, when the vocabulary is complete.
    pub fn seal(&mut self, lexicon: &Lexicon) {
        self.gate = Gate::new(&self.frames, &self.cues, lexicon);
    }

    /// The event files, for `rules` and `check`.
    pub fn files(&self) -> &[(RuleFile, EventFile)] {
        &self.files
    }

    /// The examples and counterexamples of `status.toml`.
    pub fn status_examples(&self) -> (&[StatusExample], &[Counterexample]) {
        (&self.status_examples.0, &self.status_examples.1)
    }

    /// All events of a text, in text order.
    pub fn mentions(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        tagger: &Tagger,
        timexes: &[Timex],
        dct: Option<NaiveDate>,
    ) -> Vec<Mention> {
        self.watched(text, lexicon, tagger, timexes, dct, None)
    }

    /// Like [`Engine::mentions`], and tells what each frame that was tried came to.
    pub fn trials(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        tagger: &Tagger,
        timexes: &[Timex],
        dct: Option<NaiveDate>,
    ) -> (Vec<Mention>, Vec<Trial>) {
        let mut trials = Vec::new();
        let mut watch = |frame: &Frame, trigger: &Trigger, token, outcome: std::result::Result<(), Failure>| {
            let far = matches!(outcome, Err(Failure::Far));
            let failure = outcome.err().map(|f| self.in_words(&f, frame, trigger, lexicon)).unwrap_or_default();
            trials.push(Trial { frame: Arc::clone(&frame.name), trigger: text.span(token, token + 1), failure, far });
        };
        let mentions = self.watched(text, lexicon, tagger, timexes, dct, Some(&mut watch));
        (mentions, trials)
    }

    fn watched(
        &self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        tagger: &Tagger,
        timexes: &[Timex],
        dct: Option<NaiveDate>,
        watch: Option<super::find::Watcher<'_>>,
    ) -> Vec<Mention> {
        let all = watch.is_some();
        let mut nobody = |_: &Frame, _: &Trigger, _: usize, _: std::result::Result<(), Failure>| {};
        let watch = match watch {
            Some(watch) => watch,
            None => &mut nobody,
        };
        let mut story = Story::new(text, lexicon, tagger, &self.kinds, timexes, dct);
        let mut seen = Seen::default();
        let mut tellings = Vec::new();
        for (index, live) in self.worth_parsing(&mut story, &mut seen) {
            seen.live = live;
            let parsed = story.parsed(index);
            let found = Finder {
                frames: &self.frames,
                gate: &self.gate,
                seen: &seen,
                cues: &self.cues,
                story: &mut story,
                index,
                parsed: parsed.clone(),
                all,
            }
            .find(watch);
            if !found.is_empty() {
                tellings.push((index, parsed, found));
            }
        }
        let mut drafts: Vec<Draft> = Vec::new();
        for (index, parsed, found) in tellings {
            let told: Vec<usize> = found.iter().filter_map(|f| f.clause).collect();
            for f in found {
                let frame = &self.frames.frames[f.frame];
                let judge = Judge {
                    story: &story,
                    cues: &self.cues,
                    parsed: &parsed,
                    index,
                    told: &told,
                    tells_crimes: self.frames.types[frame.kind].crimes,
                    tells_decisions: self.frames.types[frame.kind].decided,
                };
                let Some(status) = judge.status(&f, frame.status) else { continue };
                let clock = Clock { story: &story, cues: &self.cues, parsed: &parsed };
                let (time, dated) = match clock.beside(&f, status, index < super::context::LEAD) {
                    Some(Beside::Told(time)) => (Some(time), true),
                    Some(Beside::Bound(time)) => (Some(time), false),
                    None => {
                        let figure = self.frames.types[frame.kind].figures;
                        let measured = if figure { clock.measured(&f) } else { None };
                        let time = measured.or_else(|| clock.dated(&f, status)).map(|d| {
                            let time = clock.time(d, &f, status);
                            if figure && status == Status::Planned { clock.whole(d, time) } else { time }
                        });
                        let time = time.or_else(|| {
                            let crime = self.frames.types[frame.kind].crimes && status != Status::Planned;
                            let range = clock.closing_range(&f).filter(|_| crime)?;
                            Some(clock.time(Dated { time: range, basis: Basis::Expression }, &f, status))
                        });
                        let time = time.or_else(|| clock.at_once(&f, status));
                        let dated = time.is_some();
                        (time, dated)
                    }
                };
                let news = || {
                    super::context::is_news(&story, &parsed, &f, index)
                        && !clock.is_ground(&f)
                        && f.clause.is_none_or(|c| f.noun.is_some() || !clock.is_second_gerund(c))
                        && (!self.frames.types[frame.kind].crimes || !clock.is_on_record())
                };
                let time = time.unwrap_or_else(|| clock.undated(status, news()));
                // "The phone goes on sale in September": a present tense speaks of what is ahead, too.
                let present = |c: usize| {
                    let verb = &parsed.chunks.verbs[c];
                    verb.tense == Tense::Present && !verb.perfect
                };
                let ahead = time.interval.earliest.zip(dct).is_some_and(|(earliest, today)| earliest > today);
                // "An event organized by the club on May 3", told in April
                let bare = |c: usize| {
                    let days = time.interval.earliest.zip(time.interval.latest).map(|(lo, hi)| (hi - lo).num_days());
                    days.is_some_and(|d| d < 31)
                        && (f.noun.is_some()
                            || matches!(parsed.chunks.verbs[c].tense, Tense::Gerund | Tense::Participle))
                };
                let status = match status {
                    Status::Happened if ahead && f.clause.is_some_and(|c| present(c) || bare(c)) => Status::Planned,
                    status => status,
                };
                drafts.push(Draft {
                    mention: self.mention(text, index, &f, frame, status, time),
                    found: f,
                    dated,
                    sentence: index,
                });
            }
        }
        super::context::carry(&mut drafts, &mut story, &self.cues, &self.frames);
        super::recall::participants(&mut drafts, &mut story, &self.frames);
        super::price::tell(&mut drafts, &story, &self.frames);
        drafts.into_iter().map(|d| d.mention).collect()
    }

    /// The sentences in which something may be told, with the triggers that may hold there. Each step is taken for all of them before the next, so that
    /// its code and tables stay in the processor's cache.
    fn worth_parsing(&self, story: &mut Story<'_, '_>, seen: &mut Seen) -> Vec<(usize, Vec<Live>)> {
        let (text, lexicon) = (story.text, story.lexicon);
        let mut open = Vec::new();
        let mut boilerplate = 0;
        for (index, &sentence) in text.sentences.iter().enumerate() {
            if !self.cues.boilerplate.holds(text, sentence, &mut boilerplate)
                && !text.is_run_on(index)
                && self.gate.lets_in(text, lexicon, sentence, seen)
            {
                open.push((index, seen.live.clone()));
            }
        }
        open.retain_mut(|(index, live)| self.gate.goes_with(text, text.sentences[*index], story.tags(*index), live));
        open.retain_mut(|(index, live)| {
            let sentence = text.sentences[*index];
            !text.is_glued(*index)
                && story.chunks(*index).is_some_and(|chunks| self.gate.stands(text, lexicon, sentence, chunks, live))
        });
        for stage in [Stage::Mended, Stage::LaidOut] {
            open.iter().for_each(|(index, _)| story.advance(*index, stage));
        }
        for (index, _) in &open {
            story.parsed(*index);
        }
        open
    }

    fn mention(
        &self,
        text: &Text<'_>,
        index: usize,
        found: &Found,
        frame: &Frame,
        status: Status,
        time: super::mention::EventTime,
    ) -> Mention {
        let sentence = text.sentences[index];
        let mut arguments: Vec<Argument> = found
            .fillers
            .iter()
            .map(|(role, referent)| {
                let role = &frame.roles[*role];
                Argument {
                    role: Arc::clone(&role.name),
                    macro_role: role.macro_role,
                    text: text.span(referent.tokens.0, referent.tokens.1).of(text.source).to_owned(),
                    span: text.span(referent.tokens.0, referent.tokens.1),
                }
            })
            .collect();
        arguments.sort_by_key(|a| (a.macro_role, a.span.start));
        // A place is told once.
        let mut place = false;
        arguments.retain(|a| a.macro_role != Macro::Place || !std::mem::replace(&mut place, true));
        Mention {
            kind: Arc::clone(&self.frames.types[frame.kind].name),
            status,
            trigger: text.span(found.trigger.0, found.trigger.1),
            sentence: text.span(sentence.first as usize, sentence.end as usize),
            time,
            arguments,
            rule: Arc::clone(&frame.name),
        }
    }

    fn in_words(&self, failure: &Failure, frame: &Frame, trigger: &Trigger, lexicon: &Lexicon) -> String {
        match failure {
            Failure::Words if trigger.others.is_empty() => {
                "the verb has a particle, which makes it another verb".into()
            }
            Failure::Words => format!(
                "the words \"{}\" are not with it",
                trigger.others.iter().map(|w| lexicon.text(*w)).collect::<Vec<_>>().join(" ")
            ),
            Failure::Far => "the words beside it do not go with it, or no word that the frame asks for is near".into(),
            Failure::Where(slot) => {
                format!("{} holds nothing that the frame's where allows", self.slot_name(*slot, lexicon))
            }
            Failure::Unless(slot) => {
                format!("{} holds what the frame's unless forbids", self.slot_name(*slot, lexicon))
            }
            Failure::Needs => format!(
                "none of the slots it needs is filled: {}",
                frame.needs.iter().map(|s| self.slot_name(*s, lexicon)).collect::<Vec<_>>().join(", ")
            ),
            Failure::Bare => "the noun stands alone: no participant, support verb or date".into(),
            Failure::Unsupported => "the noun is not the object of one of the frame's support verbs".into(),
            Failure::NotBefore => "the frame wants a participle before its object".into(),
            Failure::Beaten => "an earlier frame of the same type has the trigger".into(),
        }
    }

    fn slot_name(&self, slot: super::frame::Slot, lexicon: &Lexicon) -> String {
        use super::frame::Slot;
        match slot {
            Slot::Subject => "subject".into(),
            Slot::Object => "object".into(),
            Slot::Object2 => "object2".into(),
            Slot::Possessor => "possessor".into(),
            Slot::Modifier => "modifier".into(),
            Slot::Purpose => "purpose".into(),
            Slot::Doer => "doer".into(),
            Slot::Story => "story".into(),
            Slot::Teller => "teller".into(),
            Slot::Content => "content".into(),
            Slot::ToVerb => "to-verb".into(),
            Slot::Time => "time".into(),
            Slot::Money => "{money}".into(),
            Slot::Sum => "{sum}".into(),
            Slot::Number => "{number}".into(),
            Slot::Percent => "{percent}".into(),
            Slot::Prep(word) => format!("\"{}\"", lexicon.text(word)),
        }
    }
}

/// A mention before the story's context has been looked at.
pub(super) struct Draft {
    pub(super) mention: Mention,
    pub(super) found: Found,
    /// An expression of its own sentence dates it.
    pub(super) dated: bool,
    pub(super) sentence: usize,
}

impl Draft {
    /// Whether the mention's time is only what its tense says.
    pub(super) fn is_loose(&self) -> bool {
        !self.dated && matches!(self.mention.time.basis, Basis::None | Basis::Document)
    }
}
