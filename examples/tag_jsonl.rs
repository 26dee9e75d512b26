//! Tags JSONL documents: for measuring.
use std::io::{BufRead, Write};

fn main() {
    let files = annals::rules::RuleFiles::folder("data/en".as_ref()).unwrap_or_else(|e| panic!("{e}"));
    let mut lexicon = annals::text::Lexicon::new();
    annals::rules::load_words(&files, &mut lexicon).unwrap_or_else(|e| panic!("{e}"));
    let start = std::time::Instant::now();
    let tagger = annals::timex::Tagger::new(&files, &mut lexicon).unwrap_or_else(|e| panic!("{e}"));
    if std::env::args().any(|a| a == "--check") {
        println!("loaded in {:?}", start.elapsed());
        for failure in tagger.check() {
            println!("{failure}");
        }
        return;
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let doc: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let text = doc["text"].as_str().unwrap_or("");
        let date = doc["date"].as_str().and_then(|d| d.parse().ok());
        let (mut bytes, mut chars) = (0, 0);
        let mut at = |b: usize| {
            chars += text[bytes..b].chars().count();
            bytes = b;
            chars
        };
        let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string());
        let timexes: Vec<_> = tagger
            .tag(text, date)
            .into_iter()
            .map(|t| {
                serde_json::json!({"start": at(t.span.start), "end": at(t.span.end), "text": t.span.of(text), "type": t.kind, "value": t.value, "mod": t.modifier,
                "earliest": day(t.interval.and_then(|i| i.earliest)), "latest": day(t.interval.and_then(|i| i.latest)), "rule": &*t.rule})
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"doc": doc["id"], "timexes": timexes})).expect("write");
    }
}
