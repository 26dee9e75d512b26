//! Every report stays right and readable on input that nobody likes: nothing, one fact, a hundred thousand on a day, no dates, scripts that
//! run from right to left, endless titles, the first and the last year, and years before Christ.

use annals::report::{REPORTS, Style};
use annals::store::{Entry, Telling};
use unicode_width::UnicodeWidthStr;

fn entry(id: i64) -> Entry {
    Entry {
        date_value: Some("2018-05-03".into()),
        date_edtf: Some("2018-05-03".into()),
        date_earliest: Some("2018-05-03".into()),
        date_latest: Some("2018-05-03".into()),
        kind: "ban".into(),
        status: "planned".into(),
        agents: vec!["Ministry of Trade".into()],
        trigger: "barred".into(),
        targets: vec!["Northwind".into()],
        actors: vec!["Ministry of Trade".into(), "Northwind".into()],
        place: None,
        amount: None,
        quote: "The Ministry of Trade barred Northwind.".into(),
        expression: None,
        basis: "expression".into(),
        mentions: 1,
        documents: 1,
        publishers: 0,
        sources: 1,
        document: Some("A ban".into()),
        document_date: Some("2018-07-12".into()),
        publisher: None,
        path: "a.txt".into(),
        document_key: "a.txt".into(),
        id,
        same_event: Some(7),
        also: Vec::new(),
    }
}

fn on(id: i64, earliest: Option<&str>, latest: Option<&str>) -> Entry {
    Entry { date_earliest: earliest.map(Into::into), date_latest: latest.map(Into::into), ..entry(id) }
}

/// Every report of these facts, by name; those that have a grammar of their own are read again.
fn all(entries: &[Entry]) -> Vec<(&'static str, String)> {
    let style = Style { quotes: true, ..Style::default() };
    let told: Vec<(&str, String)> = REPORTS
        .iter()
        .map(|report| {
            let mut out = Vec::new();
            report.write(entries, &style, &mut out).expect("memory");
            (report.name, String::from_utf8(out).expect("UTF-8"))
        })
        .collect();
    for (name, text) in &told {
        match *name {
            "json" | "timelinejs" | "jsonld" => drop(serde_json::from_str::<serde_json::Value>(text).expect(name)),
            "jsonl" => text.lines().for_each(|l| drop(serde_json::from_str::<serde_json::Value>(l).expect(name))),
            "csv" | "timelinejs-csv" => {
                let mut csv = csv::Reader::from_reader(text.as_bytes());
                assert!(csv.records().all(|r| r.is_ok()), "{name}");
            }
            "ical" => assert!(text.parse::<icalendar::Calendar>().is_ok(), "{name}"),
            "text" => assert!(text.lines().all(|l| l.width() <= 80), "{text}"),
            "html" => assert!(text.ends_with("</html>\n") && text.matches("<li ").count() == entries.len(), "{name}"),
            _ => {}
        }
        // What programs read keeps every character; what people look at holds none that steers terminals or the order of words.
        let data = matches!(*name, "csv" | "json" | "jsonl" | "jsonld");
        assert!(data || !text.contains(['\u{202E}', '\x1b']), "{name}: steers the reader");
    }
    told
}

fn report<'t>(told: &'t [(&str, String)], name: &str) -> &'t str {
    told.iter().find(|(n, _)| *n == name).map(|(_, text)| text.as_str()).expect(name)
}

#[test]
fn a_title_is_text_in_every_form() {
    let title = "Deals: \"A & B\" <b>*2018*</b> #1; $x".to_owned();
    let style = Style { title, ..Style::default() };
    let told = |name: &str| {
        let mut out = Vec::new();
        let report = REPORTS.iter().find(|r| r.name == name).expect(name);
        report.write(&[entry(1)], &style, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    };
    let page = told("html");
    let escaped = "Deals: &quot;A &amp; B&quot; &lt;b&gt;*2018*&lt;/b&gt; #1; $x";
    assert!(
        page.contains(&format!("<h1>{escaped}</h1>")) && page.contains(&format!("<title>{escaped}</title>")),
        "{}",
        &page[..900]
    );
    assert!(told("markdown").starts_with("# Deals: "), "{}", told("markdown"));
    assert!(!told("markdown").contains("<b>") && !told("markdown").contains(" *2018"), "{}", told("markdown"));
    assert!(told("markwhen").starts_with("---\ntitle: \"Deals: \\\"A & B\\\""), "{}", told("markwhen"));
    assert!(told("mermaid").lines().nth(1).is_some_and(|l| !l.contains([':', '#', ';', '<'])), "{}", told("mermaid"));
    assert!(told("timelinejs").contains("&lt;b&gt;*2018*"), "{}", told("timelinejs"));
}

#[test]
fn nothing_and_a_single_fact() {
    let none = all(&[]);
    assert_eq!(report(&none, "text"), "");
    assert!(report(&none, "html").contains("0 facts from 0 documents"));
    let one = all(&[entry(1)]);
    assert!(report(&one, "html").contains("1 fact from 1 document, 2018"));
    assert!(report(&one, "mermaid").contains("3 May 2018 : Ministry of Trade → Northwind (ban, planned)"));
}

#[test]
fn a_hundred_thousand_facts_on_a_day() {
    let many: Vec<Entry> = (0..100_000).map(entry).collect();
    let told = all(&many);
    assert!(report(&told, "text").contains("100000 facts"));
    // All are of one event, so all could contradict all: they do not, and nothing takes the square of them.
    assert!(!report(&told, "html").contains("class=x>"));
}

#[test]
fn facts_without_dates_and_with_one_bound() {
    let undated = Entry { basis: "none".into(), date_edtf: None, date_value: None, ..on(1, None, None) };
    let told = all(&[on(2, None, Some("2018-07-16")), on(3, Some("2018-07-16"), None), undated]);
    assert!(report(&told, "text").contains("by 16 Jul 2018") && report(&told, "text").contains("No date told"));
    assert!(report(&told, "html").contains("data-hi=736891") && report(&told, "html").contains("No date told"));
    assert_eq!(report(&told, "ical").matches("BEGIN:VEVENT").count(), 0, "no day is made up");
}

#[test]
fn the_first_and_the_last_year_and_years_before_christ() {
    let caesar =
        Entry { date_value: Some("-0043-03-15".into()), date_edtf: Some("-0043-03-15".into()), ..on(1, None, None) };
    let entries = [
        on(2, Some("0001-01-01"), Some("0001-12-31")),
        on(3, Some("9999-01-01"), Some("9999-12-31")),
        on(4, Some("0001-01-01"), Some("9999-12-31")),
        caesar,
    ];
    let told = all(&entries);
    let text = report(&told, "text");
    assert!(text.contains("1-9999") && text.contains("-0043-03-15"), "{text}");
    assert!(report(&told, "html").contains("data-lo=1 data-hi=365"));
    assert!(report(&told, "csv").contains("0001-01-01") && report(&told, "jsonld").contains("\"0001-01-01\""));
}

#[test]
fn names_of_all_scripts_and_titles_without_end() {
    let long = "Very long title ".repeat(320);
    let other = Entry {
        agents: vec!["وزارة التجارة".into(), "北風株式会社".into(), "a\u{202E}b".into()],
        targets: vec!["משרד \"המסחר\"".into()],
        document: Some(long.clone()),
        quote: long,
        place: Some("東京".into()),
        also: vec![Telling {
            date_edtf: None,
            quote: "<b>\x1b[31m".into(),
            document: None,
            document_date: None,
            publisher: Some("a & b".into()),
            path: "b".into(),
            document_key: "b".into(),
        }],
        mentions: 2,
        ..entry(1)
    };
    let unbroken = Entry { targets: vec!["x".repeat(5000)], ..entry(2) };
    let told = all(&[other, unbroken]);
    assert!(
        report(&told, "html").contains("北風株式会社")
            && report(&told, "html").contains("<p class=q dir=auto>&lt;b&gt;")
    );
    assert!(report(&told, "ical").contains("北風"));
}
