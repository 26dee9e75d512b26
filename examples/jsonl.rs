//! jsonl
use annals::event::Macro;
use std::io::BufRead;
fn main() {
    let x = annals::extract::Extractor::new(None).unwrap_or_else(|e| {
        eprintln!("{e}");
        std::process::exit(2)
    });
    let t = std::time::Instant::now();
    let mut bytes = 0;
    let mut n = 0;
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap().to_owned();
        let date = v["date"].as_str().and_then(|d| d.parse().ok());
        let cp = |b: usize| text[..b].chars().count();
        bytes += text.len();
        let d = annals::document::Document { text: text.clone(), date, ..Default::default() };
        let e = x.extract(&d);
        n += e.mentions.len();
        if std::env::args().len() > 1 {
            continue;
        }
        let facts: Vec<_> = e.mentions.iter().map(|m| serde_json::json!({
            "type": &*m.kind, "status": m.status, "trigger": m.trigger.of(&text), "start": cp(m.trigger.start), "end": cp(m.trigger.end), "sentence": m.sentence.of(&text),
            "time": {"earliest": m.time.interval.earliest.map(|d| d.to_string()), "latest": m.time.interval.latest.map(|d| d.to_string()), "value": m.time.value, "source": m.time.basis, "expression": m.time.expression.map(|e| e.of(&text))},
            "agents": m.texts(Macro::Agent), "targets": m.texts(Macro::Target), "place": m.texts(Macro::Place).first(), "amount": m.texts(Macro::Amount).first(), "rule": &*m.rule,
            "arguments": m.arguments.iter().map(|a| serde_json::json!({"role": &*a.role, "text": a.text})).collect::<Vec<_>>()})).collect();
        println!("{}", serde_json::json!({"doc": v["id"], "facts": facts}));
    }
    eprintln!("{:.1} MB/s, {n} mentions", bytes as f64 / 1e6 / t.elapsed().as_secs_f64());
}
