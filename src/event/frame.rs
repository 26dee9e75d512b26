//! Compiled frames: triggers by lemma, slots and restrictions as ids instead of strings.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::mention::{Macro, Status};
use super::rule::{EventFile, Frame as Rule};
use crate::error::{Error, Result};
use crate::rules::{RuleFile, RuleFiles, parse};
use crate::text::{ClassId, Form, Lexicon, WordId};

/// Where in the grammar a role is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Slot {
    Subject,
    Object,
    Object2,
    Possessor,
    Modifier,
    ToVerb,
    /// A time expression of the clause or before it.
    Time,
    /// The object of the infinitive or gerund that the trigger rules.
    Purpose,
    /// Who stands behind "by" of the participle that describes the trigger's object.
    Doer,
    /// Whom the story is about, where nothing else fills the role.
    Story,
    /// Who tells of it, where nothing else fills the role: "*Acme* said the plant will open".
    Teller,
    /// The subject of the clause that the trigger rules: "found that *Acme* broke the law".
    Content,
    Money,
    /// Money that is no price of one piece: not "26 dlrs a share".
    Sum,
    Number,
    Percent,
    Prep(WordId),
}

/// What a slot must or must not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Test {
    Lemma(WordId),
    Class(ClassId),
    /// A name that a word of the class describes: "its first Kestrel".
    FreshName(ClassId),
    /// A word of the first class that a word of the second describes: "a new phone", "a false claim".
    Fresh(ClassId, ClassId),
    Name,
    Person,
    Organisation,
    Place,
    Money,
    Number,
    Percent,
    Pronoun,
    Time,
    /// More than half of something: "all shares", "57.5 pct", "an 80 pct interest".
    Whole,
}

/// A role with its slots, best first.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) name: Arc<str>,
    pub(crate) macro_role: Macro,
    pub(crate) slots: Vec<Slot>,
}

/// A compiled frame.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) kind: usize,
    pub(crate) name: Arc<str>,
    pub(crate) roles: Vec<Role>,
    pub(crate) only: Vec<(Slot, Vec<Test>)>,
    pub(crate) unless: Vec<(Slot, Vec<Test>)>,
    pub(crate) needs: Vec<Slot>,
    pub(crate) support: Vec<WordId>,
    pub(crate) only_supported: bool,
    pub(crate) only_before: bool,
    pub(crate) status: Option<Status>,
}

/// One way in which a word may trigger a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    pub(crate) frame: usize,
    /// A noun, not a verb.
    pub(crate) noun: bool,
    /// The other words: behind a verb ("over", "for bankruptcy"), before a noun ("joint").
    pub(crate) others: Vec<WordId>,
    /// The inflection in which the word is written; set where triggers are listed by word.
    pub(crate) form: Option<Form>,
    /// A bit for each of the other words, by its number: where one is missing near the trigger, the words are not there.
    pub(crate) bloom: u64,
    /// The words right behind a noun that ends in a particle ("break" + "-in"); the adverb right before a verb ("jointly develop").
    pub(crate) tail: Vec<WordId>,
}

/// The bit of [`Trigger::bloom`] that a word has.
pub(crate) fn bit(word: WordId) -> u64 {
    1 << (word & 63)
}

/// An event type.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: Arc<str>,
    pub(crate) beats: Vec<Arc<str>>,
    pub(crate) crimes: bool,
    pub(crate) decided: bool,
    pub(crate) priced: bool,
    pub(crate) steps: bool,
    pub(crate) figures: bool,
}

/// All frames of all types.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    pub(crate) types: Vec<Type>,
    pub(crate) frames: Vec<Frame>,
    /// By the trigger's main lemma.
    pub(crate) triggers: FxHashMap<WordId, Vec<Trigger>>,
}

impl Frames {
    /// Compiles all files of `event/`; their words join `lexicon`.
    pub(crate) fn compile(files: &[(RuleFile, EventFile)], lexicon: &mut Lexicon) -> Result<Frames> {
        let mut frames = Frames::default();
        for (file, event) in files {
            let kind = frames.types.len();
            frames.types.push(Type {
                name: event.kind.as_str().into(),
                beats: event.beats.iter().map(|b| b.as_str().into()).collect(),
                crimes: event.crimes,
                decided: event.decided,
                priced: event.priced,
                steps: event.steps,
                figures: event.figures,
            });
            for rule in &event.frames {
                let at = Place { file, rule };
                let frame = compile(&at, event, kind, lexicon)?;
                let index = frames.frames.len();
                frames.frames.push(frame);
                for verb in &rule.verbs {
                    frames.add_trigger(verb, false, index, lexicon);
                }
                for noun in &rule.nouns {
                    frames.add_trigger(noun, true, index, lexicon);
                }
            }
        }
        Ok(frames)
    }

    /// All triggers of which a form is written as `word`, longest first.
    pub(crate) fn triggers_of(&self, word: WordId, lexicon: &Lexicon) -> Box<[Trigger]> {
        let mut all: Vec<Trigger> = Vec::new();
        for (lemma, form) in lexicon.lemmas(word) {
            let noun = matches!(form, Form::Singular | Form::Plural);
            // The adjective "found" is no form of the verb "found".
            if *form == Form::Plain {
                continue;
            }
            for t in self.triggers.get(lemma).into_iter().flatten().filter(|t| t.noun == noun) {
                // "cut" is past and participle, "bought" too: one trigger.
                let form = if *form == Form::Participle { Form::Past } else { *form };
                let t = Trigger { form: Some(form), ..t.clone() };
                if !all.contains(&t) {
                    all.push(t);
                }
            }
        }
        all.sort_by_key(|t| (std::cmp::Reverse(t.others.len() + t.tail.len()), t.frame));
        all.into_boxed_slice()
    }

    fn add_trigger(&mut self, phrase: &str, noun: bool, frame: usize, lexicon: &mut Lexicon) {
        let words: Vec<&str> = phrase
            .split_whitespace()
            .flat_map(|w| w.split_inclusive('-'))
            .flat_map(|w| match w.strip_suffix('-') {
                Some(head) if !head.is_empty() => vec![head, "-"],
                _ => vec![w],
            })
            .collect();
        // A noun that ends in a particle ("break-in") is known by what stands before it.
        let is_particle = |w: &str| lexicon.class("particle").is_some_and(|c| lexicon.is(lexicon.id(w), c));
        let (words, tail) = match words.as_slice() {
            [head @ .., "-", last] if noun && !head.is_empty() && is_particle(last) => (head, vec!["-", *last]),
            // "jointly develop": the adverb stands before its verb.
            [adverb, rest @ ..] if !noun && rest.first().is_some_and(|w| *w != "-") && adverb.ends_with("ly") => {
                (rest, vec![*adverb])
            }
            all => (all, Vec::new()),
        };
        let (main, others) = match (noun, words) {
            (true, [others @ .., main]) | (false, [main, others @ ..]) => (*main, others),
            _ => return,
        };
        if noun {
            lexicon.add_noun(main);
        } else {
            lexicon.add_verb(main);
        }
        let id = lexicon.intern(main);
        let others: Vec<WordId> = others.iter().map(|w| lexicon.intern(w)).collect();
        let tail = tail.iter().map(|w| lexicon.intern(w)).collect();
        let bloom = others.iter().fold(0, |bloom, word| bloom | bit(*word));
        self.triggers.entry(id).or_default().push(Trigger { frame, noun, others, form: None, bloom, tail });
    }
}

/// Reads all files of `event/` and checks what serde cannot.
pub(crate) fn load(files: &RuleFiles) -> Result<Vec<(RuleFile, EventFile)>> {
    let mut events = Vec::new();
    for file in files.in_folder("event").filter(|f| f.path.ends_with(".toml")) {
        let event: EventFile = parse(file)?;
        if event.kind != file.stem() {
            let message = format!(
                "says type = \"{}\"; a type and its file bear the same name, so write type = \"{}\" or rename the file",
                event.kind,
                file.stem()
            );
            return Err(Error::Rule { file: PathBuf::from(&file.path), line: None, rule: None, message });
        }
        events.push((file.clone(), event));
    }
    Ok(events)
}

struct Place<'a> {
    file: &'a RuleFile,
    rule: &'a Rule,
}

impl Place<'_> {
    fn error(&self, message: String) -> Error {
        let needle = format!("\"{}\"", self.rule.name);
        let line = self
            .file
            .text()
            .ok()
            .and_then(|t| t.lines().position(|l| l.trim_start().starts_with("name") && l.contains(&needle)))
            .map(|l| l + 1);
        Error::Rule { file: PathBuf::from(&self.file.path), line, rule: Some(self.rule.name.clone()), message }
    }
}

fn compile(at: &Place<'_>, event: &EventFile, kind: usize, lexicon: &mut Lexicon) -> Result<Frame> {
    let rule = at.rule;
    if rule.verbs.is_empty() && rule.nouns.is_empty() {
        return Err(at.error("has no trigger; write verbs = [\"…\"] or nouns = [\"…\"]".into()));
    }
    if rule.examples.is_empty() {
        return Err(at.error("has no example; write a [[frame.example]] with text and fact behind it".into()));
    }
    let mut roles = Vec::new();
    for (name, slots) in &rule.roles {
        let macro_role = match event.roles.get(name) {
            Some(m) => *m,
            None => match name.as_str() {
                "agent" => Macro::Agent,
                "target" => Macro::Target,
                "place" => Macro::Place,
                "amount" => Macro::Amount,
                _ => return Err(at.error(format!("fills a role \"{name}\" that [roles] does not name; add {name} = \"agent\", \"target\", \"place\" or \"amount\" there"))),
            },
        };
        let slots = slots.iter().map(|s| slot(s, lexicon)).collect();
        roles.push(Role { name: name.as_str().into(), macro_role, slots });
    }
    roles.sort_by_key(|r| r.macro_role);
    let tests = |map: &std::collections::BTreeMap<String, Vec<String>>,
                 lexicon: &mut Lexicon|
     -> Result<Vec<(Slot, Vec<Test>)>> {
        let mut out = Vec::new();
        for (name, entries) in map {
            let mut tests = Vec::new();
            for entry in entries {
                tests.push(test(at, entry, lexicon)?);
            }
            out.push((slot(name, lexicon), tests));
        }
        Ok(out)
    };
    Ok(Frame {
        kind,
        name: format!("{}: {}", event.kind, rule.name).into(),
        roles,
        only: subject_last(tests(&rule.only, lexicon)?),
        unless: tests(&rule.unless, lexicon)?,
        needs: rule.needs.iter().map(|s| slot(s, lexicon)).collect(),
        support: rule
            .support
            .iter()
            .map(|s| {
                // "inked a deal": a support verb has its inflections, too.
                lexicon.add_verb(s);
                lexicon.intern(s)
            })
            .collect(),
        only_supported: rule.only_supported,
        only_before: rule.only_before,
        status: rule.status,
    })
}

fn slot(name: &str, lexicon: &mut Lexicon) -> Slot {
    match name {
        "subject" => Slot::Subject,
        "object" => Slot::Object,
        "object2" => Slot::Object2,
        "possessor" => Slot::Possessor,
        "modifier" => Slot::Modifier,
        "purpose" => Slot::Purpose,
        "doer" => Slot::Doer,
        "story" => Slot::Story,
        "teller" => Slot::Teller,
        "content" => Slot::Content,
        "to-verb" => Slot::ToVerb,
        "time" => Slot::Time,
        "{money}" => Slot::Money,
        "{sum}" => Slot::Sum,
        "{number}" => Slot::Number,
        "{percent}" => Slot::Percent,
        preposition => Slot::Prep(lexicon.intern(preposition)),
    }
}

/// "new goods_noun": the classes `new_adjective` and `goods_noun`, where there are two such.
fn class_of(described: &str, lexicon: &Lexicon) -> Option<(ClassId, ClassId)> {
    let (adjective, class) = described.split_once(' ')?;
    Some((lexicon.class(&format!("{adjective}_adjective"))?, lexicon.class(class)?))
}

fn test(at: &Place<'_>, entry: &str, lexicon: &mut Lexicon) -> Result<Test> {
    let Some(kind) = entry.strip_prefix('{').and_then(|e| e.strip_suffix('}')) else {
        // "Class action": a phrase is a class of its own, in singular and plural.
        if entry.contains([' ', '-']) {
            let class = format!("phrase {entry}");
            lexicon.add_to_class(&class, entry, 0);
            lexicon.add_to_class(&class, &format!("{entry}s"), 0);
            return Ok(Test::Class(lexicon.intern_class(&class)));
        }
        // Its plural must be known, too.
        if lexicon.tags(lexicon.id(entry)).is_empty() {
            lexicon.add_noun(entry);
        }
        return Ok(Test::Lemma(lexicon.intern(entry)));
    };
    Ok(match kind {
        "name" => Test::Name,
        "person" => Test::Person,
        "organisation" => Test::Organisation,
        "place" => Test::Place,
        "money" => Test::Money,
        "number" => Test::Number,
        "percent" => Test::Percent,
        "pronoun" => Test::Pronoun,
        "new name" => match lexicon.class("new_adjective") {
            Some(fresh) => Test::FreshName(fresh),
            None => Test::Name,
        },
        "time" => Test::Time,
        "whole" => Test::Whole,
        described => match (class_of(described, lexicon), lexicon.class(described)) {
            (Some((adjective, id)), None) => Test::Fresh(id, adjective),
            (_, Some(id)) => Test::Class(id),
            _ => return Err(at.error(format!("asks for {{{described}}}, which is no kind and no class of words/*.toml; write a table [{described}] with words = [\"…\"] there, or correct the name"))),
        },
    })
}
/// A subject may be a pronoun, and whom it stands for takes long to tell: where another slot does not hold what it should, nobody has to know.
fn subject_last(mut only: Vec<(Slot, Vec<Test>)>) -> Vec<(Slot, Vec<Test>)> {
    only.sort_by_key(|(slot, _)| *slot == Slot::Subject);
    only
}
