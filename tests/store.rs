//! Storing: the same again changes nothing, a change replaces, and a database that cannot be used is refused in plain words.

use std::path::Path;

use annals::document::{DateSource, Document, Span};
use annals::error::Error;
use annals::event::{Argument, Basis, EventTime, Macro, Mention, Status};
use annals::extract::Extraction;
use annals::store::{Filter, Record, SCHEMA_VERSION, Store, Totals};
use annals::timex::{Interval, Relation, Timex, TimexType};

const TEXT: &str = "Café news. Northwind Inc. bought Contoso in May 2018. It sold “Fabrikam” later.";

fn document(id: &str, text: &str) -> Document {
    Document {
        id: id.into(),
        path: "news.jsonl".into(),
        date: "2018-07-12".parse().ok(),
        date_source: Some(DateSource::Metadata),
        title: Some("Deals".into()),
        text: text.into(),
        ..Document::default()
    }
}

fn span(text: &str, words: &str) -> Span {
    text.find(words).map(|s| Span::new(s, s + words.len())).expect("in the text")
}

fn mention(
    text: &str,
    trigger: &str,
    sentence: &str,
    days: Interval,
    basis: Basis,
    arguments: &[(Macro, &str)],
) -> Mention {
    let argument = |(macro_role, words): &(Macro, &str)| Argument {
        role: "any".into(),
        macro_role: *macro_role,
        text: (*words).into(),
        span: span(text, words),
    };
    Mention {
        kind: "acquisition".into(),
        status: Status::Happened,
        trigger: span(text, trigger),
        sentence: span(text, sentence),
        time: EventTime {
            interval: days,
            value: None,
            edtf: None,
            expression: (basis == Basis::Expression).then(|| span(text, "May 2018")),
            basis,
        },
        arguments: arguments.iter().map(argument).collect(),
        rule: format!("acquisition: {trigger}").into(),
    }
}

/// What `TEXT` says.
fn extraction(text: &str) -> Extraction {
    let may = Interval::new("2018-05-01".parse().ok(), "2018-05-31".parse().ok());
    let before = Interval::new(None, "2018-07-12".parse().ok());
    Extraction {
        sentences: Vec::new(),
        timexes: vec![Timex {
            span: span(text, "May 2018"),
            kind: TimexType::Date,
            value: "2018-05".into(),
            modifier: None,
            interval: Some(may),
            relation: Relation::At,
            range_with: None,
            quant: None,
            freq: None,
            begin_point: None,
            end_point: None,
            anchor: None,
            edtf: Some("2018-05".into()),
            reference: String::new(),
            why: "",
            rule: "month year".into(),
        }],
        mentions: vec![
            mention(
                text,
                "bought",
                "Northwind Inc. bought Contoso in May 2018.",
                may,
                Basis::Expression,
                &[(Macro::Agent, "Northwind Inc."), (Macro::Target, "Contoso")],
            ),
            mention(text, "sold", "It sold “Fabrikam” later.", before, Basis::None, &[(Macro::Target, "Fabrikam")]),
        ],
    }
}

fn record(id: &str) -> Record {
    Record::new(document(id, TEXT), extraction(TEXT))
}

fn put(store: &mut Store, records: &[Record]) -> Totals {
    store
        .write(&["annals".into(), "extract".into()], |w| records.iter().try_for_each(|r| w.put(r).map(|_| ())))
        .expect("a run")
}

/// The whole content of a database, as text.
fn dump(path: &Path) -> String {
    let store = Store::open_read_only(path).expect("a database");
    let tables =
        ["run", "document", "sentence", "timex", "mention", "argument", "entity", "fact", "fact_mention", "failure"];
    tables.map(|t| format!("{t}: {:?}\n", store.query(&format!("SELECT * FROM {t}"), &[]).expect("SQL").rows)).concat()
}

fn one(store: &Store, sql: &str) -> String {
    let rows = store.query(sql, &[]).expect("SQL");
    rows.rows.iter().map(|r| r.iter().map(|c| c.text()).collect::<Vec<_>>().join("|")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_fact_is_found_by_type_period_name_and_words() {
    let mut store = Store::in_memory().expect("a database");
    put(&mut store, &[record("a")]);
    let sql = "SELECT date_lo, date_hi, agents, targets, quote, document FROM timeline WHERE type = 'acquisition' AND date_lo <= '2018-12-31' AND date_hi >= '2018-05-31' AND agents <> ''";
    assert_eq!(
        one(&store, sql),
        "2018-05-01|2018-05-31|Northwind Inc.|Contoso|Northwind Inc. bought Contoso in May 2018.|Deals"
    );
    let count = |filter: Filter| store.timeline(&filter).expect("a timeline").len();
    let text = |t: &str| Some(t.to_owned());
    assert_eq!(count(Filter::default()), 2);
    assert_eq!(count(Filter { actor: text("northwind"), ..Filter::default() }), 1);
    assert_eq!(count(Filter { actor: text("%"), ..Filter::default() }), 0, "a per cent sign is a sign");
    assert_eq!(count(Filter { search: text("fabrikam later"), ..Filter::default() }), 1);
    assert_eq!(count(Filter { search: text("U.S."), ..Filter::default() }), 0);
    assert_eq!(count(Filter { search: text("contoso OR fabrikam"), ..Filter::default() }), 2);
    assert_eq!(
        count(Filter { from: text("2018-06-01"), ..Filter::default() }),
        0,
        "a fact of no known time is in no period"
    );
    assert_eq!(
        count(Filter {
            until: text("2018-05-01"),
            types: vec!["acquisition".into(), "ban".into()],
            ..Filter::default()
        }),
        1
    );
    let wrong =
        store.timeline(&Filter { search: text("\"open"), ..Filter::default() }).expect_err("no search expression");
    assert!(matches!(wrong, Error::Query(m) if m.contains("--search") && m.contains("plain words")));
}

#[test]
fn offsets_in_the_database_are_code_points() {
    let mut store = Store::in_memory().expect("a database");
    put(&mut store, &[record("a")]);
    for (table, words) in [("mention", "x.trigger"), ("timex", "x.text"), ("sentence", "x.text")] {
        let sql = format!(
            "SELECT count(*), sum(substr(d.text, x.char_start + 1, x.char_end - x.char_start) = {words}) FROM {table} x JOIN document d ON d.id = x.document_id"
        );
        let counts = one(&store, &sql);
        let (rows, right) = counts.split_once('|').expect("two");
        assert!(rows == right && rows != "0", "{table}: {counts}");
    }
    assert_eq!(
        one(&store, "SELECT a.text FROM argument a JOIN entity e ON e.id = a.entity_id ORDER BY e.normal"),
        "Contoso\nFabrikam\nNorthwind Inc."
    );
    assert_eq!(
        one(&store, "SELECT group_concat(normal) FROM (SELECT normal FROM entity ORDER BY 1)"),
        "contoso,fabrikam,northwind"
    );
}

#[test]
fn the_same_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let both = || [record("a"), record("b")];
    assert_eq!(put(&mut Store::open(&path).expect("new"), &both()).added, 2);
    let before = dump(&path);
    let again = put(&mut Store::open(&path).expect("there"), &both());
    assert_eq!((again.added, again.replaced, again.unchanged), (0, 0, 2));
    assert_eq!(dump(&path), before);
    assert!(before.contains("Northwind"));
}

#[test]
fn a_changed_document_replaces_what_it_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    put(&mut Store::open(&path).expect("new"), &[record("a"), record("b")]);
    let text = "Northwind bought Wingtip in May 2018.";
    let days = Interval::new("2018-05-01".parse().ok(), "2018-05-31".parse().ok());
    let mentions = vec![mention(
        text,
        "bought",
        text,
        days,
        Basis::Expression,
        &[(Macro::Agent, "Northwind"), (Macro::Target, "Wingtip")],
    )];
    let changed = Record::new(document("a", text), Extraction { mentions, ..Extraction::default() });
    let mut store = Store::open(&path).expect("there");
    let totals = put(&mut store, &[changed]);
    assert_eq!((totals.added, totals.replaced), (0, 1));
    assert_eq!(one(&store, "SELECT count(*) FROM document"), "2");
    assert_eq!(one(&store, "SELECT targets FROM timeline WHERE document_key = 'a'"), "Wingtip");
    assert_eq!(one(&store, "SELECT count(*) FROM timeline WHERE document_key = 'b'"), "2");
    // The full-text index has forgotten the old words, for that document alone, and entities that nobody names any more are gone.
    assert_eq!(one(&store, "SELECT count(*) FROM sentence_fts WHERE sentence_fts MATCH 'contoso'"), "1");
    assert_eq!(one(&store, "SELECT count(*) FROM sentence_fts WHERE sentence_fts MATCH 'wingtip'"), "1");
    let back = [record("a")];
    put(&mut store, &back);
    assert_eq!(one(&store, "SELECT count(*) FROM entity WHERE normal = 'wingtip'"), "0");
    assert_eq!(one(&store, "PRAGMA integrity_check"), "ok");
    assert_eq!(one(&store, "PRAGMA foreign_key_check"), "");
}

#[test]
fn other_rules_over_the_same_text_replace_too() {
    let mut store = Store::in_memory().expect("a database");
    put(&mut store, &[record("a")]);
    let mut less = extraction(TEXT);
    less.mentions.pop();
    let totals = put(&mut store, &[Record::new(document("a", TEXT), less)]);
    assert_eq!((totals.replaced, one(&store, "SELECT count(*) FROM fact").as_str()), (1, "1"));
}

#[test]
fn two_documents_of_one_run_cannot_share_an_id() {
    let mut store = Store::in_memory().expect("a database");
    let other = Record::new(document("a", "Another text."), Extraction::default());
    let error = store
        .write(&[], |w| [record("a"), record("a"), other].iter().try_for_each(|r| w.put(r).map(|_| ())))
        .expect_err("the third is another document");
    assert!(
        matches!(&error, Error::Input { message, .. } if message.contains("two documents with the id \"a\"")),
        "{error}"
    );
}

#[test]
fn what_was_written_before_an_error_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let result = Store::open(&path).expect("new").write(&[], |w| {
        w.put(&record("a"))?;
        Err(Error::Usage("cut off".into()))
    });
    assert!(matches!(result, Err(Error::Usage(_))));
    let store = Store::open(&path).expect("whole");
    assert_eq!(one(&store, "SELECT count(*) FROM document"), "1");
    assert_eq!(one(&store, "PRAGMA integrity_check"), "ok");
}

#[test]
fn failures_are_kept_until_the_input_is_read() {
    let mut store = Store::in_memory().expect("a database");
    let broken = Error::Input { path: "news.jsonl".into(), line: Some(3), message: "is no JSON".into() };
    store.write(&[], |w| w.fail(&broken)).expect("a run");
    store.write(&[], |w| w.fail(&broken)).expect("a run");
    assert_eq!(one(&store, "SELECT path, line, message FROM failure"), "news.jsonl|3|is no JSON");
    put(&mut store, &[record("a")]);
    assert_eq!(one(&store, "SELECT count(*) FROM failure"), "0");
}

#[test]
fn contradictory_facts_are_conflicts() {
    let mut store = Store::in_memory().expect("a database");
    let mut later = extraction(TEXT);
    later.mentions[0].time.interval = Interval::new("2019-01-01".parse().ok(), "2019-12-31".parse().ok());
    put(&mut store, &[record("a"), Record::new(document("b", TEXT), later)]);
    assert_eq!(one(&store, "SELECT conflict, agents, targets FROM conflicts"), "date|Northwind Inc.|Contoso");
}

#[test]
fn the_finished_file_opens_read_only_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    put(&mut Store::open(&path).expect("new"), &[record("a")]);
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|f| f.expect("a file").file_name()).collect();
    assert_eq!(files, ["a.db"], "no write-ahead log is left");
    // Bytes 18 and 19 of the header: 1 is a rollback journal, 2 a write-ahead log.
    assert_eq!(std::fs::read(&path).expect("there")[18..20], [1, 1]);
    assert_eq!(one(&Store::open_read_only(&path).expect("there"), "SELECT count(*) FROM fact"), "2");
}

#[test]
fn databases_that_cannot_be_used_are_refused_in_plain_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let refused = |name: &str, words: &str| {
        for result in [Store::open(&at(name)), Store::open_read_only(&at(name))] {
            let message = result.expect_err("refused").to_string();
            assert!(message.contains(name) && message.contains(words), "{message}");
        }
    };
    std::fs::write(
        at("text.db"),
        "this is no database, only a text that is long enough to look like a file of some kind ".repeat(20),
    )
    .expect("written");
    refused("text.db", "is not a SQLite database");
    rusqlite::Connection::open(at("other.db"))
        .and_then(|c| c.execute_batch("CREATE TABLE recipe (a)"))
        .expect("another program's");
    refused("other.db", "of another program");
    drop(Store::open(&at("newer.db")).expect("new"));
    let newer = format!("PRAGMA user_version = {}", SCHEMA_VERSION + 1);
    rusqlite::Connection::open(at("newer.db")).and_then(|c| c.execute_batch(&newer)).expect("made newer");
    refused("newer.db", "written by a newer annals");
    drop(Store::open(&at("older.db")).expect("new"));
    let older = format!("PRAGMA user_version = {}", SCHEMA_VERSION - 1);
    rusqlite::Connection::open(at("older.db")).and_then(|c| c.execute_batch(&older)).expect("made older");
    refused("older.db", "written by an older annals");
    let missing = Store::open_read_only(&at("missing.db")).expect_err("missing").to_string();
    assert!(missing.contains("no such database") && !at("missing.db").exists());
    let nowhere = Store::open(&at("no/folder/a.db")).expect_err("no folder").to_string();
    assert!(nowhere.contains("cannot be opened"), "{nowhere}");
    std::fs::write(at("empty.db"), "").expect("written");
    assert!(Store::open_read_only(&at("empty.db")).expect_err("empty").to_string().contains("is an empty file"));
}

#[test]
fn a_locked_database_is_told_and_stays_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    put(&mut Store::open(&path).expect("new"), &[record("a")]);
    let other = rusqlite::Connection::open(&path).expect("another program");
    other.execute_batch("BEGIN EXCLUSIVE").expect("locks it");
    let error = Store::open(&path)
        .and_then(|mut s| s.write(&[], |w| w.put(&record("b")).map(|_| ())))
        .expect_err("locked")
        .to_string();
    assert!(error.contains("is locked: another program is writing to it"), "{error}");
    other.execute_batch("ROLLBACK").expect("unlocked");
    assert_eq!(one(&Store::open_read_only(&path).expect("there"), "SELECT count(*) FROM document"), "1");
}

#[test]
fn queries_only_read() {
    let mut store = Store::in_memory().expect("a database");
    put(&mut store, &[record("a")]);
    let said = |sql: &str| store.query(sql, &[]).expect_err(sql).to_string();
    for sql in
        ["DELETE FROM fact", "CREATE TABLE x (a)", "UPDATE document SET title = ''", "DROP VIEW timeline", "VACUUM"]
    {
        assert!(said(sql).contains("only reads"), "{sql}: {}", said(sql));
    }
    for sql in [
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "PRAGMA user_version = 9",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = DELETE",
        "SELECT load_extension('x.so')",
        "BEGIN IMMEDIATE",
        "CREATE TEMP TABLE x (a)",
        "REINDEX",
        "INSERT INTO sentence_fts (sentence_fts) VALUES ('rebuild')",
    ] {
        assert!(said(sql).contains("only reads"), "{sql}: {}", said(sql));
    }
    for sql in [
        "SELECT count(*) FROM sentence_fts WHERE sentence_fts MATCH 'northwind'",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT max(i) FROM n",
        "SELECT name FROM pragma_table_info('fact')",
        "PRAGMA table_info(fact)",
        "PRAGMA integrity_check",
        "EXPLAIN QUERY PLAN SELECT * FROM timeline",
    ] {
        assert!(!store.query(sql, &[]).expect(sql).rows.is_empty(), "{sql}");
    }
    assert!(said("SELECT 1; SELECT 2").contains("one statement"));
    assert!(said("SELECT absent FROM fact").contains("no such column: absent"));
    assert!(said("SELEC 1").contains("\n  SELEC 1\n  ^"));
    assert!(said("SELECT :a").contains("--param a=VALUE"));
    assert!(said("SELECT ?").contains("need names"));
    assert!(said("").contains("write a SELECT"));
    let parameters = [("a".to_owned(), "5".to_owned()), ("b".to_owned(), "x".to_owned())];
    let rows = store.query("SELECT :a + 1, :b, :a, x'ff', NULL, 0.5", &parameters).expect("parameters");
    assert_eq!(rows.rows[0].iter().map(|c| c.text()).collect::<Vec<_>>(), ["6", "x", "5", "ff", "", "0.5"]);
}
