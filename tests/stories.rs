//! From three notes to their story: one fact told twice, a plan's course, names and why they are one, pivots and exports.

mod common;

use common::Folder;

const NOTES: &str = r#"{"id": "post/1", "date": "2018-02-01", "publisher": "The Harbour Post", "title": "Ferry deal", "text": "Northwind will acquire Havlinje in June 2018. The Harbour Safety Office (HSO) banned Fabrikam on 30 January 2018."}
{"id": "times/7", "date": "2018-05-20", "publisher": "Fjord Times", "title": "Deal slips", "text": "Northwind will acquire Havlinje in August 2018. HSO banned Fabrikam in January 2018."}
{"id": "post/9", "date": "2018-08-15", "publisher": "The Harbour Post", "title": "Deal done", "text": "Northwind acquired Havlinje on 14 August 2018."}
"#;

fn notes() -> Folder {
    let folder = Folder::new(&[("notes.jsonl", NOTES.as_bytes())]);
    let run = folder.run(&["extract", "notes.jsonl"]);
    assert!(run.code == 0 && run.err.contains("\n4 facts\n"), "{run:?}");
    folder
}

/// What a command prints.
fn told(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(args);
    assert_eq!(run.code, 0, "{run:?}");
    run.out.replace('\r', "")
}

#[test]
fn one_fact_has_all_its_quotes_and_publishers() {
    let folder = notes();
    let text = told(&folder, &["timeline", "--type", "ban", "--verbose"]);
    assert!(
        text.contains("2 mentions") && text.contains("Ferry deal") && text.contains("HSO banned Fabrikam"),
        "{text}"
    );
    let sql = "SELECT date_edtf, agents, documents, publishers, sources FROM timeline WHERE type = 'ban'";
    assert!(told(&folder, &["query", sql, "--to", "csv"]).ends_with("\n2018-01-30,Harbour Safety Office,2,2,2\n"));
    // A name finds what its other names do.
    assert_eq!(told(&folder, &["timeline", "--actor", "hso", "--to", "jsonl"]).lines().count(), 1);
}

#[test]
fn a_plan_has_a_course() {
    let steps = told(&notes(), &["query", "SELECT step FROM course ORDER BY step_n", "--to", "csv"]);
    assert_eq!(steps, "step\nannounced\npostponed\nhappened\n");
}

#[test]
fn names_are_one_for_a_reason_that_is_shown() {
    let folder = notes();
    let text = told(&folder, &["explain-entity", "HSO"]);
    assert!(
        text.starts_with("Harbour Safety Office, authority\n") && text.contains("introduced by \"Ferry deal\""),
        "{text}"
    );
    assert_eq!(folder.run(&["explain-entity", "Nobody"]).code, 1);
    folder.write("names.csv", b"name,stands_for\nHSO,HSO\nHavlinje,Northwind Ferries\n");
    assert_eq!(folder.run(&["extract", "notes.jsonl", "--aliases", "names.csv", "-q"]).code, 0);
    let text = told(&folder, &["explain-entity", "Havlinje"]);
    assert!(text.starts_with("Northwind Ferries") && text.contains("your alias file says so"), "{text}");
    assert!(told(&folder, &["explain-entity", "HSO"]).starts_with("HSO, authority\n  HSO: its own name"));
    let exported = told(&folder, &["export", "aliases"]);
    assert_eq!(exported, "name,stands_for\nHSO,HSO\nHavlinje,Northwind Ferries\n");
    assert_eq!(folder.run(&["doctor"]).code, 0);
    folder.write("broken.csv", b"short,long\na,b\n");
    let run = folder.run(&["extract", "notes.jsonl", "--aliases", "broken.csv"]);
    assert!(run.code == 2 && run.err.contains("name,stands_for"), "{run:?}");
}

#[test]
fn counts_and_comparisons() {
    let folder = notes();
    let by = |what: &str| told(&folder, &["timeline", "--by", what, "--to", "csv"]);
    assert!(by("actor").contains("Northwind,3,1,2,0,0,Jun 2018,14 Aug 2018\n"), "{}", by("actor"));
    assert!(by("source").contains("The Harbour Post,3,2,1,0,0,"), "{}", by("source"));
    assert_eq!(by("month").lines().count(), 4);
    assert_eq!(folder.run(&["timeline", "--by", "type", "--to", "html"]).code, 2);
    let sides = told(&folder, &["compare", "Northwind", "HSO", "--to", "csv"]);
    assert!(sides.starts_with("date,Northwind,HSO\n30 Jan 2018,,ban "), "{sides}");
    assert_eq!(sides.lines().count(), 5);
    assert!(told(&folder, &["compare", "Northwind", "HSO"]).lines().all(|l| l.chars().count() <= 100));
    assert_eq!(folder.run(&["compare", "Nobody", "Nothing"]).code, 1);
}

#[test]
fn the_schema_and_datasette_metadata_are_printed() {
    let folder = notes();
    assert!(told(&folder, &["schema"]).contains("CREATE TABLE fact ("));
    let metadata: serde_json::Value = serde_json::from_str(&told(&folder, &["export", "datasette"])).expect("JSON");
    assert!(metadata["databases"]["annals"]["queries"]["next"]["sql"].is_string());
}

#[test]
fn an_empty_database_has_empty_reports() {
    let folder = Folder::new(&[("a.txt", b"Nothing happens here.")]);
    assert_eq!(folder.run(&["extract", "a.txt", "-q"]).code, 0);
    for format in ["text", "html", "csv", "json", "ical", "mermaid", "markwhen", "timelinejs", "jsonld"] {
        let run = folder.run(&["timeline", "--to", format]);
        assert!(run.code == 1 && run.err.contains("there are no facts"), "{format}: {run:?}");
    }
    assert_eq!(folder.run(&["timeline", "--key-dates", "3"]).code, 1);
    assert_eq!(folder.run(&["timeline", "--by", "actor"]).code, 1);
}

#[test]
fn what_is_launched_is_a_product() {
    let text = b"Northwind launched Kestrel in Oslo on 3 May 2017. Ann Lee was appointed chief executive in June 2017.";
    let folder = Folder::new(&[("a.txt", text)]);
    assert_eq!(folder.run(&["extract", "a.txt"]).code, 0);
    let kinds = told(&folder, &["query", "SELECT name, kind FROM actor ORDER BY name", "--to", "csv"]);
    assert!(kinds.contains("Kestrel,product\n") && kinds.contains("Ann Lee,person\n"), "{kinds}");
}
