//! Runs the examples of the event rules: each must be found by its own frame, each counterexample must hold no fact of the type.

use chrono::NaiveDate;

use super::engine::Engine;
use super::mention::{Macro, Mention, Status};
use super::rule::{Example, Expected};
use crate::rules::RuleFile;

/// How a text is extracted: its mentions, given the document's date.
pub(super) type Extract<'e> = &'e dyn Fn(&str, NaiveDate) -> Vec<Mention>;

/// What running the examples came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How many ran.
    pub ran: usize,
    /// A message for each that failed: file, line, rule, expected, found.
    pub failures: Vec<String>,
}

impl Engine {
    /// Runs all examples of the event files and of `status.toml`.
    pub fn check(&self, extract: Extract<'_>) -> Outcome {
        let mut outcome = Outcome::default();
        for (file, event) in self.files() {
            for frame in &event.frames {
                let rule = format!("{}: {}", event.kind, frame.name);
                for example in &frame.examples {
                    outcome.ran += 1;
                    let mentions = extract(&example.text, dct(example.dct.as_deref()));
                    if let Err(message) = expect(example, &rule, &event.kind, &mentions) {
                        outcome.failures.push(format!(
                            "{}: rule \"{}\": {message}\n    in: {}",
                            place(file, &example.text),
                            frame.name,
                            example.text
                        ));
                    }
                }
            }
            for counter in &event.counterexamples {
                outcome.ran += 1;
                let mentions = extract(&counter.text, dct(counter.dct.as_deref()));
                if let Some(m) = mentions.iter().find(|m| *m.kind == *event.kind) {
                    outcome.failures.push(format!(
                        "{}: counterexample: rule \"{}\" found \"{}\"\n    in: {}",
                        place(file, &counter.text),
                        m.rule,
                        m.trigger.of(&counter.text),
                        counter.text
                    ));
                }
            }
        }
        let (examples, counterexamples) = self.status_examples();
        for example in examples {
            outcome.ran += 1;
            let mentions = extract(&example.text, dct(None));
            let found = mentions.iter().find(|m| m.trigger.of(&example.text).contains(&example.trigger));
            match found {
                Some(m) if m.status == example.status => {}
                Some(m) => outcome.failures.push(format!(
                    "status.toml: expected status {:?}, found {:?}\n    in: {}",
                    example.status, m.status, example.text
                )),
                None => outcome.failures.push(format!(
                    "status.toml: no fact with the trigger \"{}\"\n    in: {}",
                    example.trigger, example.text
                )),
            }
        }
        for counter in counterexamples {
            outcome.ran += 1;
            if let Some(m) = extract(&counter.text, dct(counter.dct.as_deref())).first() {
                outcome.failures.push(format!(
                    "status.toml: counterexample: rule \"{}\" found \"{}\" ({:?})\n    in: {}",
                    m.rule,
                    m.trigger.of(&counter.text),
                    m.status,
                    counter.text
                ));
            }
        }
        outcome
    }
}

/// The date of examples that name none.
fn dct(date: Option<&str>) -> NaiveDate {
    let fallback = NaiveDate::from_ymd_opt(2018, 7, 12).unwrap_or_default();
    date.and_then(|d| d.parse().ok()).unwrap_or(fallback)
}

/// File and line of an example.
fn place(file: &RuleFile, text: &str) -> String {
    let line = file.text().ok().and_then(|t| t.lines().position(|l| l.contains(text)));
    line.map_or_else(|| file.path.clone(), |l| format!("{}:{}", file.path, l + 1))
}

fn expect(example: &Example, rule: &str, kind: &str, mentions: &[Mention]) -> Result<(), String> {
    let of_kind: Vec<&Mention> = mentions.iter().filter(|m| *m.kind == *kind).collect();
    // A carrying verb may belong to the trigger: "signed a deal" tells "deal".
    let fits = |m: &Mention| {
        let words = m.trigger.of(&example.text);
        let ends = |long: &str, short: &str| long == short || long.ends_with(&format!(" {short}"));
        ends(words, &example.fact.trigger) || ends(&example.fact.trigger, words)
    };
    let hit = of_kind.iter().find(|m| fits(m) && *m.rule == *rule).or_else(|| of_kind.iter().find(|m| fits(m)));
    let Some(hit) = hit else {
        let others: Vec<String> =
            mentions.iter().map(|m| format!("{} \"{}\"", m.rule, m.trigger.of(&example.text))).collect();
        return Err(format!(
            "no fact with the trigger \"{}\"; found: {}",
            example.fact.trigger,
            if others.is_empty() { "nothing".into() } else { others.join(", ") }
        ));
    };
    if *hit.rule != *rule {
        return Err(format!("found by another frame, \"{}\"", hit.rule));
    }
    compare(&example.fact, hit)
}

fn compare(expected: &Expected, found: &Mention) -> Result<(), String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, expected: String, found: String| {
        if expected != found {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    let list = |texts: Vec<&str>| format!("[{}]", texts.join(" | "));
    let texts = |names: &[String]| list(names.iter().map(String::as_str).collect());
    if let Some(agents) = &expected.agents {
        same("agents", texts(agents), list(found.texts(Macro::Agent)));
    }
    if let Some(targets) = &expected.targets {
        same("targets", texts(targets), list(found.texts(Macro::Target)));
    }
    if let Some(place) = &expected.place {
        same("place", place.clone(), found.texts(Macro::Place).first().map_or("none".into(), |p| (*p).to_owned()));
    }
    if let Some(amount) = &expected.amount {
        same("amount", amount.clone(), found.texts(Macro::Amount).first().map_or("none".into(), |p| (*p).to_owned()));
    }
    same("status", format!("{:?}", expected.status.unwrap_or(Status::Happened)), format!("{:?}", found.status));
    if let Some(value) = &expected.value {
        same("value", value.clone(), found.time.value.clone().unwrap_or_else(|| "none".into()));
    }
    let day = |d: Option<NaiveDate>| d.map_or("open".into(), |d| d.format("%Y-%m-%d").to_string());
    if let Some(earliest) = &expected.earliest {
        same("earliest", earliest.clone(), day(found.time.interval.earliest));
    }
    if let Some(latest) = &expected.latest {
        same("latest", latest.clone(), day(found.time.interval.latest));
    }
    if let Some(source) = &expected.source {
        same("source", format!("{source:?}"), format!("{:?}", found.time.basis));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}
