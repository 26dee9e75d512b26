//! Batches of Arrow: the same facts as the command line, whatever the columns' types; what is wrong costs a row, or names the column.
#![cfg(feature = "arrow")]

use std::sync::{Arc, LazyLock};

use annals::batch::{
    ARGUMENT, Column, Columns, DOCUMENT, Extracted, FAILURE, INPUT, Kind, MENTION, Settings, Source, TIMEX, VERSION,
    documents, extract_batch,
};
use annals::document::Document;
use annals::extract::Extractor;
use annals::read::Options;
use annals::report::line;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Int64Array, LargeStringArray, NullArray, RecordBatch,
    StringArray, StringViewArray, TimestampMicrosecondArray,
};
use serde_json::{Value, json};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(None).expect("the built-in rules"));

const TEXTS: [&str; 4] = [
    "Northwind Traders acquired Contoso for $40 million on Tuesday. Zoë Marin, who “founded” Contoso in late 2009, will leave next month.",
    "BERGEN, July 12, 2018 — The Coastal Safety Board banned Fabrikam's ferries from the fjord yesterday.",
    "Nothing happens here.",
    "Litware sued Fabrikam in May 2017. Litware sued Fabrikam in a court in Lyon in 2017, the papers show.",
];

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).expect("a batch")
}

fn texts() -> ArrayRef {
    Arc::new(StringArray::from(TEXTS.to_vec()))
}

fn extract(batch: &RecordBatch) -> Extracted {
    extract_batch(&EXTRACTOR, batch, &Settings::default()).expect("a batch of the contract")
}

fn refusal(batch: &RecordBatch, columns: Columns) -> String {
    let settings = Settings { columns, ..Settings::default() };
    extract_batch(&EXTRACTOR, batch, &settings).expect_err("refused").to_string()
}

fn text(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(column).unwrap_or_else(|| panic!("{column}")).as_string::<i64>();
    column.is_valid(row).then(|| column.value(row).to_owned())
}

fn number(batch: &RecordBatch, column: &str, row: usize) -> i64 {
    batch.column_by_name(column).unwrap_or_else(|| panic!("{column}")).as_primitive::<Int64Type>().value(row)
}

fn column(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    (0..batch.num_rows()).map(|row| text(batch, name, row)).collect()
}

fn days(batch: &RecordBatch) -> Vec<Option<String>> {
    column(batch, "document_date")
}

/// A mention's row as the command line prints it.
fn told(batch: &RecordBatch, row: usize) -> Value {
    let list = batch.column_by_name("arguments").expect("there").as_list::<i32>().value(row);
    let parts = RecordBatch::from(list.as_struct());
    let arguments: Vec<Value> = (0..parts.num_rows())
        .map(|n| {
            json!({"role": text(&parts, "role", n), "macro": text(&parts, "macro", n), "text": text(&parts, "text", n),
                   "start": number(&parts, "char_start", n), "end": number(&parts, "char_end", n)})
        })
        .collect();
    let names = |column: &str| -> Vec<String> {
        let joined = text(batch, column, row).expect("never null");
        joined.split("; ").filter(|n| !n.is_empty()).map(str::to_owned).collect()
    };
    json!({
        "type": text(batch, "type", row), "status": text(batch, "status", row), "trigger": text(batch, "trigger", row),
        "start": number(batch, "char_start", row), "end": number(batch, "char_end", row), "sentence": text(batch, "quote", row),
        "time": {"earliest": text(batch, "date_earliest", row), "latest": text(batch, "date_latest", row),
                 "value": text(batch, "date_value", row), "expression": text(batch, "expression", row), "source": text(batch, "basis", row)},
        "agents": names("agents"), "targets": names("targets"), "place": text(batch, "place", row), "amount": text(batch, "amount", row),
        "arguments": arguments, "rule": text(batch, "rule", row),
    })
}

#[test]
fn rows_say_what_lines_of_jsonl_say() {
    let mut expected = Vec::new();
    for (n, words) in TEXTS.iter().enumerate() {
        // The second has a dateline.
        let date = if n == 1 { "2018-07-12" } else { "2018-07-14" }.parse().ok();
        let document = Document { id: n.to_string(), text: (*words).into(), date, ..Document::default() };
        let mut out = Vec::new();
        line::extract(&document, &EXTRACTOR.extract(&document).mentions, &mut out);
        let line: Value = serde_json::from_slice(&out).expect("a line");
        expected.extend(line["facts"].as_array().expect("facts").iter().cloned());
    }
    let dates = StringArray::from(vec![Some("2018-07-14"), None, Some("14 July 2018"), Some("2018-07-14")]);
    let extracted = extract(&batch(vec![("text", texts()), ("date", Arc::new(dates))]));
    let rows: Vec<Value> = (0..extracted.mentions.num_rows()).map(|row| told(&extracted.mentions, row)).collect();
    assert!(rows.len() >= 5, "{}", rows.len());
    assert_eq!(rows, expected);
    assert_eq!((extracted.documents.num_rows(), extracted.failures.num_rows()), (4, 0));
}

#[test]
fn the_type_of_a_column_changes_nothing() {
    let dates = ["2018-07-12", "2018-07-13", "2018-07-14", "1969-12-31"];
    let plain = extract(&batch(vec![("text", texts()), ("date", Arc::new(StringArray::from(dates.to_vec())))]));
    let since =
        |day: &&str| (day.parse::<chrono::NaiveDate>().expect("a day") - chrono::NaiveDate::default()).num_days();
    let days: Vec<i64> = dates.iter().map(since).collect();
    let late = days.iter().map(|d| d * 86_400_000_000 + 86_399_999_999);
    let others: [(ArrayRef, ArrayRef); 4] = [
        (Arc::new(LargeStringArray::from(TEXTS.to_vec())), Arc::new(LargeStringArray::from(dates.to_vec()))),
        (Arc::new(StringViewArray::from(TEXTS.to_vec())), Arc::new(StringViewArray::from(dates.to_vec()))),
        (
            Arc::new(BinaryArray::from(TEXTS.map(str::as_bytes).to_vec())),
            Arc::new(days.iter().map(|d| i32::try_from(*d).ok()).collect::<Date32Array>()),
        ),
        (texts(), Arc::new(TimestampMicrosecondArray::from_iter_values(late).with_timezone("UTC"))),
    ];
    for (text, date) in others {
        let other = extract(&batch(vec![("text", text), ("date", date)]));
        assert_eq!(other.mentions, plain.mentions);
        assert_eq!(other.documents, plain.documents);
    }
}

#[test]
fn threads_and_slices_change_nothing() {
    let many: Vec<&str> = (0..2000).map(|n| TEXTS[n % 4]).collect();
    let ids: Vec<i64> = (0..2000).collect();
    let whole = batch(vec![("text", Arc::new(StringArray::from(many))), ("id", Arc::new(Int64Array::from(ids)))]);
    let one = extract(&whole);
    let three = extract_batch(&EXTRACTOR, &whole, &Settings { jobs: 3, ..Settings::default() }).expect("a batch");
    assert_eq!(one.mentions, three.mentions);
    let part = extract(&whole.slice(3, 5));
    assert_eq!(column(&part.documents, "document_key"), ["3", "4", "5", "6", "7"].map(|id| Some(id.to_owned())));
    assert_eq!(part.documents.column(0), &one.documents.column(0).slice(3, 5));
}

#[test]
fn what_is_wrong_with_a_row_costs_that_row_only() {
    let words = [
        Some(TEXTS[0].as_bytes()),
        None,
        Some(b"  \n"),
        Some(b"Northwind b\xFFought Contoso in May 2017."),
        Some(TEXTS[3].as_bytes()),
    ];
    let dates = StringArray::from(vec!["2018-07-14", "2018-07-14", "2018-07-14", "2018-07-14", "2018-02-30"]);
    let ids = StringArray::from(vec!["a", "b", "c", "d", "e"]);
    let rows = batch(vec![
        ("id", Arc::new(ids)),
        ("text", Arc::new(BinaryArray::from_opt_vec(words.to_vec()))),
        ("date", Arc::new(dates)),
    ]);
    let extracted = extract(&rows);
    assert_eq!(column(&extracted.documents, "document_key"), ["a", "d", "e"].map(|id| Some(id.to_owned())));
    let failures: Vec<(Option<String>, Option<String>, Option<String>)> = (0..extracted.failures.num_rows())
        .map(|row| {
            let text = |column| text(&extracted.failures, column, row);
            (text("document_key"), text("severity"), text("message"))
        })
        .collect();
    let said =
        |key: &str, severity: &str, message: &str| (Some(key.into()), Some(severity.into()), Some(message.into()));
    assert_eq!(
        failures,
        [
            said("b", "failure", "has no text; give the row a text that is not empty"),
            said("c", "failure", "has no text; give the row a text that is not empty"),
            said("d", "warning", "has 1 broken byte sequence that became U+FFFD; save it as UTF-8"),
            said("e", "warning", "its date, \"2018-02-30\", is ignored: 2018-02-30 is no day of the calendar"),
        ]
    );
    assert_eq!(days(&extracted.documents), [Some("2018-07-14".into()), Some("2018-07-14".into()), None]);
}

#[test]
fn a_document_that_is_too_large_is_a_failure() {
    let large = "word ".repeat(300_000);
    let rows = batch(vec![("text", Arc::new(StringArray::from(vec![large.as_str(), TEXTS[0]])))]);
    let reading = Options { max_megabytes: 1, ..Options::default() };
    let extracted = extract_batch(&EXTRACTOR, &rows, &Settings { reading, ..Settings::default() }).expect("a batch");
    let message = text(&extracted.failures, "message", 0).expect("a failure");
    assert_eq!(message, "has 1 MB of text, more than the 1 MB that a document may have; split it");
    assert_eq!(extracted.documents.num_rows(), 1);
}

#[test]
fn errors_name_the_column() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true]));
    let words: ArrayRef = Arc::new(StringArray::from(vec!["x"]));
    let none = Columns::default;
    assert_eq!(
        refusal(&batch(vec![("body", words.clone()), ("date", words.clone())]), none()),
        "the batch has no column \"text\"; it has body, date"
    );
    assert_eq!(
        refusal(&batch(vec![("text", numbers.clone())]), none()),
        "column \"text\" is Int64; it must hold text: Utf8, LargeUtf8, Utf8View, or the same as Binary"
    );
    assert_eq!(
        refusal(&batch(vec![("text", words.clone()), ("date", numbers)]), none()),
        "column \"date\" is Int64; it must hold dates: text such as 2018-07-12, Date32, Date64 or Timestamp"
    );
    assert_eq!(
        refusal(&batch(vec![("text", words.clone()), ("id", flags)]), none()),
        "column \"id\" is Boolean; it must hold ids: text (Utf8, LargeUtf8, Utf8View) or whole numbers"
    );
    assert_eq!(
        refusal(&batch(vec![("text", words)]), Columns { date: Some("day".into()), ..none() }),
        "the batch has no column \"day\"; it has text"
    );
}

#[test]
fn named_columns_nulls_and_no_rows() {
    let rows = batch(vec![
        ("body", texts()),
        ("seen", Arc::new(NullArray::new(4))),
        ("meta", Arc::new(StringArray::from(vec![Some(r#"{"publisher": "The Post"}"#), Some("[1]"), None, None]))),
    ]);
    let columns = Columns {
        text: Some("body".into()),
        date: Some("seen".into()),
        metadata: Some("meta".into()),
        ..Columns::default()
    };
    let settings = Settings { columns, ..Settings::default() };
    let extracted = extract_batch(&EXTRACTOR, &rows, &settings).expect("a batch");
    assert_eq!(text(&extracted.mentions, "publisher", 0).as_deref(), Some("The Post"));
    assert_eq!(number(&extracted.mentions, "publishers", 0), 1);
    let message = text(&extracted.failures, "message", 0).expect("a warning");
    assert!(message.starts_with("its metadata is ignored: it is no JSON object"), "{message}");
    let empty = extract_batch(&EXTRACTOR, &rows.slice(0, 0), &settings).expect("a batch");
    assert_eq!((empty.mentions.num_rows(), empty.mentions.schema()), (0, extracted.mentions.schema()));
}

#[test]
fn ids_are_made_from_what_they_stand_for() {
    let rows = |title: Option<&str>| {
        let title = StringArray::from(vec![title; 4]);
        extract(&batch(vec![("text", texts()), ("title", Arc::new(title))]))
    };
    let (a, b) = (rows(Some("x")), rows(Some("y")));
    assert_eq!(a.mentions, rows(Some("x")).mentions);
    assert_ne!(number(&a.documents, "document_id", 0), number(&b.documents, "document_id", 0));
    let column = a.mentions.column_by_name("id").expect("there");
    let mut ids: Vec<i64> = column.as_primitive::<Int64Type>().values().to_vec();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    // Spark computes the same to pass over documents that it has read: sha2(concat_ws('\0', path, id, date, title, text), 256).
    let one = extract(&batch(vec![("text", Arc::new(StringArray::from(vec!["Hello."])))]));
    assert_eq!(number(&one.documents, "document_id", 0), 0x4cd0_63cc_bacc_7bc8);
}

#[test]
fn the_mentions_of_one_event_share_a_fact_and_one_of_them_leads() {
    let extracted = extract(&batch(vec![("text", texts())]));
    let mentions = &extracted.mentions;
    let sued: Vec<usize> =
        (0..mentions.num_rows()).filter(|row| text(mentions, "type", *row).as_deref() == Some("legal")).collect();
    let [a, b] = sued.as_slice() else { panic!("two mentions: {sued:?}") };
    assert_eq!(number(mentions, "fact_id", *a), number(mentions, "fact_id", *b));
    assert_eq!(number(mentions, "mentions", *a), 2);
    let leads = mentions.column_by_name("leads").expect("there").as_boolean();
    assert_ne!(leads.value(*a), leads.value(*b));
    let lead = if leads.value(*a) { *a } else { *b };
    assert_eq!(text(mentions, "fact_targets", lead).as_deref(), Some("Fabrikam"));
    assert_eq!(text(mentions, "ym", *a).as_deref(), Some("2017-05"));
}

#[test]
fn files_become_batches_that_can_be_extracted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("news.jsonl");
    let lines = [
        json!({"id": "a", "date": "2018-07-14", "text": TEXTS[0], "publisher": "The Post"}).to_string(),
        "{\"id\": \"b\"}".to_owned(),
        json!({"id": "c", "published": "no date", "text": TEXTS[3]}).to_string(),
    ];
    std::fs::write(&file, lines.join("\n")).expect("written");
    let mut batches = Vec::new();
    let path = file.to_str().expect("UTF-8").to_owned();
    documents(Source::Path(path.clone()), &Options::default(), &mut |batch| {
        batches.push(batch);
        true
    })
    .expect("read");
    let bytes = std::fs::read(&file).expect("there");
    documents(Source::Stream(path.clone(), Box::new(std::io::Cursor::new(bytes))), &Options::default(), &mut |batch| {
        batches.push(batch);
        true
    })
    .expect("read");
    let [from_file, from_stream] = batches.as_slice() else { panic!("two batches") };
    assert_eq!(from_file, from_stream);
    let extracted = extract(from_file);
    assert_eq!(column(&extracted.documents, "document_key"), [Some("a".to_owned()), Some("c".into())]);
    assert_eq!(text(&extracted.documents, "publisher", 0).as_deref(), Some("The Post"));
    assert_eq!(column(&extracted.failures, "severity"), [Some("failure".to_owned()), Some("warning".into())]);
    assert_eq!(number(&extracted.failures, "line", 0), 2);
    assert_eq!(text(&extracted.failures, "path", 0), Some(path));
}

/// docs/batch.md's tables, as the contract has them.
fn page() -> String {
    let row = |c: &Column| {
        let null = if c.nullable { "yes" } else { "" };
        format!("| `{}` | {} | {null} | {} |\n", c.name, c.type_name(), c.about.replace('|', "\\|"))
    };
    let table = |columns: &[Column]| {
        let rows: String = columns.iter().map(row).collect();
        format!("| column | type | null | |\n| --- | --- | --- | --- |\n{rows}")
    };
    let named = [
        ("mention", MENTION),
        ("arguments", ARGUMENT),
        ("document", DOCUMENT),
        ("timexes", TIMEX),
        ("failure", FAILURE),
        ("input", INPUT),
    ];
    named.iter().map(|(name, columns)| format!("<!-- {name} -->\n{}<!-- /{name} -->\n", table(columns))).collect()
}

#[test]
fn the_docs_show_the_contract() {
    let docs = std::fs::read_to_string("docs/batch.md").expect("docs/batch.md");
    assert!(docs.contains(&format!("version {VERSION}")), "docs/batch.md: names another version than {VERSION}");
    let page = page();
    if std::env::var_os("ANNALS_SHOW").is_some() {
        println!("{page}");
    }
    for table in page.split_inclusive(" -->\n<!--").map(|t| t.trim_end_matches("<!--")) {
        let lines: Vec<&str> = table.lines().filter(|l| l.starts_with('|')).collect();
        assert!(docs.contains(&lines.join("\n")), "docs/batch.md must have this table:\n{}", lines.join("\n"));
    }
    assert!(MENTION.iter().any(|c| matches!(c.kind, Kind::List(_))));
}

#[test]
fn the_first_columns_are_those_of_the_view_timeline() {
    let schema = annals::store::SCHEMA;
    let view = schema
        .split("CREATE VIEW timeline AS\nSELECT ")
        .nth(1)
        .and_then(|s| s.split("\nFROM").next())
        .expect("the view");
    let name = |line: &str| {
        let line = line.trim().trim_end_matches(',');
        line.rsplit(" AS ").next().and_then(|l| l.rsplit('.').next()).unwrap_or("").to_owned()
    };
    let columns: Vec<String> = view.lines().map(name).collect();
    let ours: Vec<&str> = MENTION.iter().map(|c| c.name).take(columns.len()).collect();
    assert_eq!(ours, columns);
}
