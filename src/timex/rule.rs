//! The rule files of `timex/`: what a rule says, as serde reads it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;

use super::unit::{DayPart, Part, Unit};
use super::value::Modifier;
use crate::error::{Error, Result};
use crate::rules::{RuleFile, RuleFiles, parse};

/// The names that captures may have.
pub(crate) const SLOTS: &[&str] = &[
    "number", "number2", "unit", "unit2", "year", "month", "day", "weekday", "season", "quarter", "half", "week",
    "decade", "century", "hour", "minute", "second", "meridiem", "daypart", "zone", "deixis", "part", "approx", "era",
    "clock", "date", "ordinal", "fiscal", "fraction",
];

/// What the words of a rule mean; its captures fill in the rest.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Form {
    /// No time expression: keeps other rules from these words.
    Not,
    /// A vague reference.
    Reference(Reference),
    /// A point or period of the calendar.
    Date(DateForm),
    /// A length of time.
    Duration(DurationForm),
    /// Something that recurs.
    Set(SetForm),
}

/// TIMEX3's three vague values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
}

/// The texts that a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Style {
    /// All.
    #[default]
    Any,
    /// Short messages with handles, hashtags or links.
    Message,
    /// Texts that tell of another time than their own.
    Narrative,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Anchor {
    /// The document's date: "ago", "last year". In a narrative, too.
    #[default]
    Document,
    /// The time mentioned last: "later", "the following year".
    Mention,
    /// The document's date in news, the time mentioned last in a narrative: "this month".
    Style,
}

/// The order of day and month in a date in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    MonthDay,
    DayMonth,
    YearMonthDay,
}

/// A day that is computed from the year, or listed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Holiday {
    /// The same day every year: [month, day].
    Fixed([u32; 2]),
    /// The n-th (last: -1) weekday of a month: [month, weekday (1 Monday), n].
    Nth([i32; 3]),
    /// Days after such a weekday: [month, weekday, n, days].
    NthPlus([i32; 4]),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The day of each year, in order: of feasts that only tables tell.
    Days(Days),
}

/// Days that a rule file lists as text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) struct Days(pub(crate) Arc<[NaiveDate]>);

impl TryFrom<Vec<String>> for Days {
    type Error = String;

    fn try_from(days: Vec<String>) -> std::result::Result<Days, String> {
        days.iter().map(|day| example_date(day)).collect::<std::result::Result<_, _>>().map(Days)
    }
}

/// The fixed part of a date's meaning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DateForm {
    /// So many units after the anchor.
    pub(crate) shift: Option<i32>,
    /// The unit, where no capture says it.
    pub(crate) unit: Option<Unit>,
    /// -1: the captured number counts back; 1: forward.
    pub(crate) sign: Option<i32>,
    /// What shifts count from.
    pub(crate) anchor: Anchor,
    /// -1 the last such period before the anchor, 1 the next, where no capture says it.
    pub(crate) deixis: Option<i32>,
    /// A part of the day that is not captured.
    pub(crate) daypart: Option<DayPart>,
    /// A third of the period that is not captured.
    pub(crate) part: Option<Part>,
    /// A holiday.
    pub(crate) holiday: Option<Holiday>,
    /// A season that is not captured.
    pub(crate) season: Option<i32>,
    /// A month that is not captured.
    pub(crate) month: Option<i32>,
    /// A half that is not captured.
    pub(crate) half: Option<i32>,
    /// A quarter that is not captured.
    pub(crate) quarter: Option<i32>,
    /// The captured number counts the years (or the units of the slot "unit2") back from where the rest names a part: "two years ago this week".
    pub(crate) years: bool,
    /// The period that the text reports on: "the quarter", "the latest period".
    pub(crate) report: bool,
    /// The number of units is not known, though no word says so: "months later".
    pub(crate) vague: bool,
    /// The first or the last day of the period: "the last day of June".
    pub(crate) edge: Option<Part>,
    /// The period of this size that contains the day: "the week of March 6".
    pub(crate) within: Option<Unit>,
    /// How a date in numbers is ordered.
    pub(crate) order: Option<Order>,
    /// Minutes of which sign are counted from the hour: "ten past six", "a quarter to six".
    pub(crate) minutes: Option<i32>,
    /// The captured ordinal counts weekdays: "the last Friday of June".
    pub(crate) nth: bool,
    /// Two extents are members of a list, not the ends of a range.
    pub(crate) list: bool,
    /// TIMEX3 mod.
    #[serde(rename = "mod")]
    pub(crate) modifier: Option<Modifier>,
}

/// The fixed part of a duration's meaning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DurationForm {
    /// The number, where no capture says it.
    pub(crate) number: Option<f64>,
    /// The unit, where no capture says it.
    pub(crate) unit: Option<Unit>,
    /// -1: it ends at the document's date; 1: it begins there.
    pub(crate) toward: Option<i32>,
    /// TIMEX3 mod.
    #[serde(rename = "mod")]
    pub(crate) modifier: Option<Modifier>,
}

/// The fixed part of a set's meaning.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SetForm {
    /// How many units lie between two occurrences, where no capture says it.
    pub(crate) number: Option<f64>,
    /// The unit, where no capture says it.
    pub(crate) unit: Option<Unit>,
    /// A part of the day that is not captured.
    pub(crate) daypart: Option<DayPart>,
}

/// A sentence that a rule must read as it says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    /// The sentence.
    pub(crate) text: String,
    /// The document's date; the file's where it is missing; "none" for a document without a date.
    pub(crate) dct: Option<String>,
    /// The expression's words.
    pub(crate) span: String,
    /// TIMEX3 type: DATE where it is missing.
    #[serde(rename = "type", default)]
    pub(crate) kind: Option<String>,
    /// TIMEX3 value.
    pub(crate) value: String,
    /// TIMEX3 mod.
    #[serde(rename = "mod")]
    pub(crate) modifier: Option<Modifier>,
    /// First day.
    pub(crate) earliest: Option<String>,
    /// Last day.
    pub(crate) latest: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    dct: Option<String>,
    #[serde(default)]
    part: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: toml::Spanned<String>,
    patterns: Vec<String>,
    form: Form,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    style: Style,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    not: Vec<String>,
}

/// A rule, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) name: std::sync::Arc<str>,
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
    pub(crate) patterns: Vec<String>,
    pub(crate) form: Form,
    pub(crate) priority: i32,
    pub(crate) style: Style,
    pub(crate) dct: Option<NaiveDate>,
    pub(crate) examples: Vec<Example>,
    pub(crate) not: Vec<String>,
}

impl Rule {
    /// An error of this rule.
    pub(crate) fn error(&self, message: String) -> Error {
        Error::Rule { file: self.file.clone(), line: Some(self.line), rule: Some(self.name.to_string()), message }
    }
}

/// Reads all rules, those of higher priority first, and the parts of patterns.
///
/// # Errors
/// Names file, line and rule where a file cannot be read, two rules or parts share a name, or a rule has no example.
pub(crate) fn read(files: &RuleFiles) -> Result<(Vec<Rule>, BTreeMap<String, String>)> {
    let (mut rules, mut parts): (Vec<Rule>, BTreeMap<String, String>) = Default::default();
    for file in files.in_folder("timex").filter(|f| f.path.ends_with(".toml")) {
        let text = file.text()?;
        let read: File = parse(file)?;
        let dct = match &read.dct {
            Some(date) => Some(example_date(date).map_err(|message| whole_file(file, message))?),
            None => None,
        };
        for (name, pattern) in read.part {
            if parts.insert(name.clone(), pattern).is_some() {
                return Err(whole_file(
                    file,
                    format!("part \"{name}\" is defined a second time; rename one of the two"),
                ));
            }
        }
        for written in read.rule {
            let line = text[..written.name.span().start.min(text.len())].matches('\n').count() + 1;
            let name: std::sync::Arc<str> = written.name.into_inner().into();
            let earlier = rules.iter().find(|r| r.name == name).map(|r| format!("{}:{}", r.file.display(), r.line));
            let Written { patterns, form, priority, style, examples, not, .. } = written;
            let rule = Rule {
                name,
                file: PathBuf::from(&file.path),
                line,
                patterns,
                form,
                priority,
                style,
                dct,
                examples,
                not,
            };
            if let Some(earlier) = earlier {
                return Err(rule.error(format!("has the name of the rule at {earlier}; rename one of the two")));
            }
            if rule.patterns.is_empty() {
                return Err(rule.error("has no pattern; add patterns = [\"…\"]".into()));
            }
            let (shown, form) = match rule.form {
                Form::Not => (!rule.not.is_empty(), "not = [\"a sentence\"]"),
                _ => (!rule.examples.is_empty(), "examples = [{ text = \"…\", span = \"…\", value = \"…\" }]"),
            };
            if !shown {
                return Err(rule.error(format!("has no example; add {form}")));
            }
            rules.push(rule);
        }
    }
    rules.sort_by_key(|r| std::cmp::Reverse(r.priority));
    Ok((rules, parts))
}

fn whole_file(file: &RuleFile, message: String) -> Error {
    Error::Rule { file: PathBuf::from(&file.path), line: None, rule: None, message }
}

/// A date of an example.
pub(crate) fn example_date(text: &str) -> std::result::Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("\"{text}\" is no date; write it as \"2018-07-12\""))
}
