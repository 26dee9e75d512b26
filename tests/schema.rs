//! The database contract: every column explained, STRICT tables, plain views, and the names that users' SQL relies on.

use annals::store::{SCHEMA, Store};

/// Rows of a query on a new database, joined by blanks.
fn rows(sql: &str) -> Vec<String> {
    let store = Store::in_memory().expect("a database");
    let rows = store.query(sql, &[]).expect("SQL");
    rows.rows.iter().map(|row| row.iter().map(|c| c.text()).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_column_has_a_comment() {
    let mut columns = 0;
    for table in SCHEMA.split("CREATE TABLE ").skip(1) {
        let (name, body) = table.split_once(" (\n").expect("a table");
        let body = body.split_once("\n)").expect("an end").0;
        for line in
            body.lines().map(str::trim).filter(|l| !l.starts_with("UNIQUE (") && !l.starts_with("PRIMARY KEY ("))
        {
            let comment = line.split_once("-- ").map_or("", |(_, comment)| comment);
            assert!(comment.len() >= 5, "{name}: no comment on: {line}");
            columns += 1;
        }
    }
    assert!(columns > 80, "only {columns} columns found");
}

#[test]
fn tables_are_strict_and_singular() {
    let tables = rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1",
    );
    let expected = [
        "alias 1",
        "argument 1",
        "document 1",
        "entity 1",
        "fact 1",
        "fact_mention 1",
        "failure 1",
        "mention 1",
        "past_fact 1",
        "run 1",
        "sentence 1",
        "telling 1",
        "timex 1",
    ];
    assert_eq!(tables, expected);
}

#[test]
fn views_leave_the_order_to_who_asks() {
    let views = rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY 1");
    let names: Vec<&str> = views.iter().map(|v| v.split(' ').next().expect("a name")).collect();
    assert_eq!(
        names,
        [
            "actor",
            "by_month",
            "change",
            "conflicts",
            "course",
            "fact_run",
            "fact_version",
            "one_source",
            "part",
            "planned",
            "timeline",
            "undated"
        ]
    );
    // A window has an order of its own.
    assert!(views.iter().all(|v| !v.to_uppercase().replace("SAME_EVENT ORDER BY", "").contains("ORDER BY")));
}

#[test]
fn the_timeline_has_these_columns() {
    let expected = "date_value date_edtf date_earliest date_latest date_lo date_hi type status agents trigger targets place amount quote expression basis mentions documents publishers sources \
                    document document_date publisher path document_key document_id sentence_id same_event id";
    assert_eq!(rows("SELECT group_concat(name, ' ') FROM pragma_table_info('timeline')"), [expected]);
}

#[test]
fn the_usual_question_uses_an_index_and_counting_reads_the_facts_alone() {
    let mut store = Store::in_memory().expect("a database");
    store.write(&[], |_| Ok(())).expect("a run that writes nothing");
    let sql = "EXPLAIN QUERY PLAN SELECT * FROM timeline WHERE type = 'ban' AND date_lo <= '2018-12-31' AND date_hi >= '2018-01-01'";
    let plan: Vec<String> = store.query(sql, &[]).expect("SQL").rows.iter().map(|r| r[3].text()).collect();
    // Of each fact that is found the quote and the document are looked up.
    assert!(plan[0].starts_with("SEARCH fact USING INDEX"), "{plan:?}");
    assert!(plan.iter().all(|step| step.starts_with("SEARCH") || step.starts_with("CORRELATED SCALAR")), "{plan:?}");
    let sql = "EXPLAIN QUERY PLAN SELECT type, count(*) FROM (SELECT * FROM timeline) GROUP BY type";
    let plan: Vec<String> = store.query(sql, &[]).expect("SQL").rows.iter().map(|r| r[3].text()).collect();
    assert!(plan.iter().all(|step| !step.contains("sentence") && !step.contains("document")), "{plan:?}");
}

#[test]
fn the_file_says_whose_it_is() {
    assert_eq!(
        rows("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"),
        ["1634627180 5"]
    );
    assert_eq!(1_634_627_180_i32.to_be_bytes(), *b"annl");
}
