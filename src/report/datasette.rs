//! Metadata with which Datasette (datasette.io) opens a database well: what each table and column holds, facets, search, and questions to ask.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::store::SCHEMA;

/// Questions that people ask: name, title, SQL. Each is bounded, so that none runs into Datasette's limit of a second.
const QUESTIONS: [(&str, &str, &str); 7] = [
    (
        "next",
        "What is planned from a day on?",
        "SELECT date_edtf, type, agents, targets, place, quote, document FROM timeline WHERE status = 'planned' AND date_lo >= :day ORDER BY date_lo LIMIT 200",
    ),
    (
        "actor_timeline",
        "What did somebody do, under whatever name?",
        "SELECT DISTINCT t.date_edtf, t.type, t.status, t.agents, t.targets, t.quote FROM part JOIN timeline AS t USING (id) WHERE part.actor = :actor ORDER BY t.date_lo LIMIT 500",
    ),
    (
        "search",
        "Which facts have these words in their quote?",
        "SELECT date_edtf, type, agents, targets, quote, document FROM timeline WHERE sentence_id IN (SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH :words) LIMIT 200",
    ),
    (
        "most_told",
        "What do most sources tell of a type?",
        "SELECT sources, documents, date_edtf, agents, targets, quote FROM timeline WHERE type = :type AND sources > 1 ORDER BY sources DESC LIMIT 100",
    ),
    (
        "broken_plans",
        "Which plans were postponed or called off?",
        "SELECT step, told, date_edtf, type, agents, targets, quote FROM course WHERE step NOT IN ('announced', 'confirmed', 'happened') LIMIT 200",
    ),
    ("disputed", "What do facts contradict?", "SELECT * FROM conflicts LIMIT 200"),
    ("changed", "What did a run change?", "SELECT * FROM change WHERE run_id = :run LIMIT 500"),
];

/// Writes the metadata for the database that Datasette calls `name`.
///
/// # Errors
/// Those of `out`.
pub fn metadata(name: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut tables = Map::new();
    for (table, columns) in tables_of(SCHEMA) {
        tables.insert(table, json!({"columns": columns}));
    }
    let mut set = |table: &str, more: Value| {
        let entry = tables.entry(table.to_owned()).or_insert_with(|| json!({}));
        if let (Some(entry), Value::Object(more)) = (entry.as_object_mut(), more) {
            entry.extend(more);
        }
    };
    let search = |pk: &str| json!({"fts_table": "sentence_fts", "fts_pk": pk});
    for (table, pk) in
        [("fact", "sentence_id"), ("timeline", "sentence_id"), ("sentence", "id"), ("mention", "sentence_id")]
    {
        set(table, search(pk));
    }
    for (table, facets) in [
        ("fact", json!(["type", "status"])),
        ("timeline", json!(["type", "status"])),
        ("mention", json!(["type", "status", "basis"])),
        ("timex", json!(["type"])),
        ("entity", json!(["kind"])),
    ] {
        set(table, json!({"facets": facets}));
    }
    set("fact", json!({"sort": "date_lo", "description": "One event, told by one or more documents"}));
    set("timeline", json!({"description": "One wide row a fact: who asks by type and period needs nothing else"}));
    set("document", json!({"label_column": "title"}));
    set("entity", json!({"label_column": "name"}));
    set("sentence", json!({"label_column": "text"}));
    set("telling", json!({"hidden": true}));
    set("fact_mention", json!({"hidden": true}));
    set("past_fact", json!({"hidden": true}));
    set(
        "change",
        json!({"description": "What each run changed: facts that are new, changed, joined to another or gone"}),
    );
    let queries: Map<String, Value> =
        QUESTIONS.iter().map(|(name, title, sql)| ((*name).to_owned(), json!({"title": title, "sql": sql}))).collect();
    let all = json!({
        "title": "Dated facts",
        "description": "Who did what to whom, when, where, how surely, and which words say so; made with annals",
        "databases": {name: {"tables": tables, "queries": queries}},
    });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

/// The tables of the schema, each with what its columns hold.
fn tables_of(schema: &str) -> Vec<(String, Map<String, Value>)> {
    let mut tables = Vec::new();
    for part in schema.split("CREATE TABLE ").skip(1) {
        let Some((name, body)) = part.split_once(" (\n") else { continue };
        let body = body.split_once("\n)").map_or(body, |(body, _)| body);
        let column = |line: &str| {
            let (definition, comment) = line.split_once("-- ")?;
            let column = definition.split_whitespace().next()?;
            Some((column.to_owned(), Value::from(comment.trim())))
        };
        tables.push((name.to_owned(), body.lines().filter_map(column).collect()));
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn every_question_is_sql_that_the_schema_answers() {
        let store = Store::in_memory().expect("a database");
        for (name, _, sql) in QUESTIONS {
            let parameters: Vec<(String, String)> = ["day", "actor", "words", "type", "run"]
                .iter()
                .filter(|p| sql.contains(&format!(":{p}")))
                .map(|p| ((*p).to_owned(), "x".to_owned()))
                .collect();
            store.query(sql, &parameters).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    #[test]
    fn tables_and_columns_are_explained() {
        let mut out = Vec::new();
        metadata("news", &mut out).expect("memory");
        let value: Value = serde_json::from_slice(&out).expect("JSON");
        let tables = &value["databases"]["news"]["tables"];
        assert_eq!(tables["fact"]["columns"]["documents"], "in how many documents");
        assert_eq!(tables["timeline"]["fts_table"], "sentence_fts");
        assert!(tables.as_object().is_some_and(|t| t.len() > 10));
    }
}
