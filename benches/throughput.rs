//! Bytes a second of tagging and extracting, on text made here or on the JSONL file that `ANNALS_BENCH` names.

use annals::document::Document;
use annals::extract::Extractor;
use annals::rules::{RuleFile, RuleFiles};
use annals::timex::Tagger;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The documents to measure on: the texts of `$ANNALS_BENCH`, or 500 made ones.
fn documents() -> Vec<Document> {
    let date = chrono::NaiveDate::from_ymd_opt(2018, 7, 12);
    let document = |text: String| Document { text, date, ..Document::default() };
    if let Ok(path) = std::env::var("ANNALS_BENCH") {
        let lines = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let values = lines.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
        return values.filter_map(|v| v["text"].as_str().map(|t| document(t.to_owned()))).take(2000).collect();
    }
    let firms = ["Northwind", "Contoso", "Fabrikam", "Meridian Foods", "Halcyon Air"];
    let made = |i: usize| {
        let (a, b) = (firms[i % 5], firms[(i + 2) % 5]);
        format!(
            "{a} said on Monday that it had agreed to buy {b} for ${i} million.\n\
             The deal, which regulators approved in March {}, is expected to close by the end of the year. \
             Analysts had long argued that the two firms, both of which make parts for cars, would gain little from it, \
             and the price of copper, which fell last week, made matters worse.\n\
             A month later {b} opened offices in Paris and {a} appointed a new chief executive.",
            1990 + i % 28
        )
    };
    (0..500).map(|i| document(made(i))).collect()
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

#[divan::bench]
fn tag(bencher: Bencher<'_, '_>) {
    let (extractor, documents) = (Extractor::new(None).expect("the built-in rules compile"), documents());
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|d| black_box(extractor.tag(d)).len()).sum::<usize>());
}

#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    let (extractor, documents) = (Extractor::new(None).expect("the built-in rules compile"), documents());
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|d| black_box(extractor.extract(d)).mentions.len()).sum::<usize>());
}

/// The built-in date rules and 300 made ones: each begins with words that news is full of, and ends with one of its own.
fn more_rules() -> RuleFiles {
    let mut rules = String::new();
    for i in 0..300 {
        let (pattern, example) = match i % 3 {
            0 => (format!("the {{unit:unit_one}} of w{i}q"), format!("the week of w{i}q")),
            1 => (format!("{{month}} ({{day:day_text}})? w{i}q"), format!("March 3 w{i}q")),
            _ => (format!("(early|late) (in|on)? (the)? w{i}q {{year:year4}}"), format!("late in the w{i}q 2016")),
        };
        rules.push_str(&format!(
            "[[rule]]\nname = \"made {i}\"\npatterns = [\"{pattern}\"]\nform = {{ reference = \"past\" }}\n\
             examples = [{{ text = \"{example}\", span = \"{example}\", value = \"PAST_REF\" }}]\n"
        ));
    }
    let mut files = RuleFiles::embedded();
    files.files.push(RuleFile { path: "timex/made.toml".into(), bytes: rules.into_bytes() });
    files
}

fn tag_with(bencher: Bencher<'_, '_>, files: &RuleFiles) {
    let (tagger, documents) = (Tagger::from_files(files).expect("rules that compile"), documents());
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|d| black_box(tagger.tag(&d.text, d.date)).len()).sum::<usize>());
}

/// Beside the next one: what a rule more costs.
#[divan::bench]
fn tag_with_the_built_in_rules(bencher: Bencher<'_, '_>) {
    tag_with(bencher, &RuleFiles::embedded());
}

#[divan::bench]
fn tag_with_300_rules_more(bencher: Bencher<'_, '_>) {
    tag_with(bencher, &more_rules());
}

#[divan::bench]
fn compile_rules() -> Extractor {
    Extractor::new(None).expect("the built-in rules compile")
}
