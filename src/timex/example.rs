//! Runs the examples that stand beside the rules.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::rule::{Example, Rule, example_date};
use super::tagger::Tagger;
use super::value::{Timex, TimexType};

/// An example that did not come out as its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule's file, relative to the rules folder.
    pub file: PathBuf,
    /// The rule's line, counted from 1.
    pub line: usize,
    /// The rule's name.
    pub rule: String,
    /// The example's sentence.
    pub text: String,
    /// What it asks for.
    pub expected: String,
    /// What the tagger gave.
    pub got: String,
}

impl Tagger {
    /// Runs every example of every rule; an empty list means that all hold.
    pub fn check(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        for rule in &self.rules {
            for example in &rule.examples {
                self.example(rule, example, &mut failures);
            }
            for text in &rule.not {
                let found = self.tag(text, rule.dct);
                if let Some(t) = found.iter().find(|t| t.rule == rule.name) {
                    failures.push(failure(rule, text, "that this rule finds nothing".into(), describe(t, text)));
                }
                // A rule that suppresses must leave nothing in its own sentences.
                if matches!(rule.form, super::rule::Form::Not) && !found.is_empty() {
                    let got = found.iter().map(|t| describe(t, text)).collect::<Vec<_>>().join("; ");
                    failures.push(failure(rule, text, "no time expression".into(), got));
                }
            }
        }
        failures
    }

    fn example(&self, rule: &Rule, example: &Example, failures: &mut Vec<Failure>) {
        let dct: Result<Option<NaiveDate>, String> = match example.dct.as_deref() {
            Some("none") => Ok(None),
            Some(date) => example_date(date).map(Some),
            None => Ok(rule.dct),
        };
        let expected = format!(
            "\"{}\" {} {}{} by \"{}\"",
            example.span,
            example.kind.as_deref().unwrap_or("DATE"),
            example.value,
            example.modifier.map_or(String::new(), |m| format!(" {m:?}")),
            rule.name
        );
        let dct = match dct {
            Ok(dct) => dct,
            Err(message) => return failures.push(failure(rule, &example.text, expected, message)),
        };
        let found = self.tag(&example.text, dct);
        let holds = |t: &Timex| {
            let days = |want: &Option<String>, got: Option<NaiveDate>| {
                want.as_ref().is_none_or(|w| got.is_some_and(|g| g.to_string() == *w))
            };
            t.span.of(&example.text) == example.span
                && kind_name(t.kind) == example.kind.as_deref().unwrap_or("DATE")
                && t.value == example.value
                && example.modifier.is_none_or(|m| t.modifier == Some(m))
                && days(&example.earliest, t.interval.and_then(|i| i.earliest))
                && days(&example.latest, t.interval.and_then(|i| i.latest))
                && t.rule == rule.name
        };
        if !found.iter().any(holds) {
            let got = if found.is_empty() {
                "no time expression".into()
            } else {
                found.iter().map(|t| describe(t, &example.text)).collect::<Vec<_>>().join("; ")
            };
            failures.push(failure(rule, &example.text, expected, got));
        }
    }
}

fn failure(rule: &Rule, text: &str, expected: String, got: String) -> Failure {
    Failure {
        file: rule.file.clone(),
        line: rule.line,
        rule: rule.name.to_string(),
        text: text.to_owned(),
        expected,
        got,
    }
}

fn describe(t: &Timex, text: &str) -> String {
    let modifier = t.modifier.map_or(String::new(), |m| format!(" {m:?}"));
    let days = t.interval.map_or(String::new(), |i| {
        format!(
            " [{}..{}]",
            i.earliest.map_or(String::new(), |d| d.to_string()),
            i.latest.map_or(String::new(), |d| d.to_string())
        )
    });
    format!("\"{}\" {} {}{modifier}{days} by \"{}\"", t.span.of(text), kind_name(t.kind), t.value, t.rule)
}

fn kind_name(kind: TimexType) -> &'static str {
    match kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}: rule \"{}\": \"{}\"\n  expected {}\n  got      {}",
            self.file.display(),
            self.line,
            self.rule,
            self.text,
            self.expected,
            self.got
        )
    }
}
