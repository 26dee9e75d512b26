//! The statements that store a document, what is bound to them, and how its rows are deleted.

use rusqlite::types::{ToSqlOutput as Value, Value as Owned, ValueRef};
use rusqlite::{Connection, Statement};

use super::record::ROWS;

/// The statements of a run, prepared once.
#[derive(Debug)]
pub(super) struct Statements<'c> {
    pub(super) find: Statement<'c>,
    pub(super) document: Statement<'c>,
    pub(super) sentence: Statement<'c>,
    pub(super) full_text: Statement<'c>,
    pub(super) timex: Statement<'c>,
    pub(super) mention: Statement<'c>,
    pub(super) argument: Statement<'c>,
    pub(super) entity: Statement<'c>,
    pub(super) fact: Statement<'c>,
    pub(super) telling: Statement<'c>,
    pub(super) alias: Statement<'c>,
    pub(super) fact_mention: Statement<'c>,
}

impl<'c> Statements<'c> {
    pub(super) fn new(c: &'c Connection) -> rusqlite::Result<Statements<'c>> {
        let insert = |table: &str, columns: usize| {
            c.prepare(&format!("INSERT INTO {table} VALUES ({}?)", "?, ".repeat(columns - 1)))
        };
        Ok(Statements {
            find: c.prepare("SELECT id, sha256, extraction, reading FROM document WHERE path = ? AND key = ?")?,
            document: insert("document", 16)?,
            sentence: insert("sentence", 5)?,
            full_text: insert("sentence_fts (rowid, text)", 2)?,
            timex: insert("timex", 12)?,
            mention: insert("mention", 15)?,
            argument: insert("argument", 8)?,
            entity: c.prepare("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, ?, NULL, NULL)")?,
            fact: c.prepare(
                "INSERT INTO fact (id, document_id, sentence_id, mention_id, type, status, trigger, agents, targets, place, amount, date_value, date_edtf,
                                   date_earliest, date_latest, expression, basis, mentions, documents, publishers, sources, same_event, run_id)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 1, ?, ?)",
            )?,
            telling: insert("telling", 4)?,
            alias: insert("alias", 4)?,
            fact_mention: insert("fact_mention", 2)?,
        })
    }
}

// What is bound, without a copy of our own and without a virtual call for each value.
pub(super) const NULL: Value<'static> = Value::Owned(Owned::Null);

pub(super) fn int(n: i64) -> Value<'static> {
    Value::Owned(Owned::Integer(n))
}

pub(super) fn word(text: &str) -> Value<'_> {
    Value::Borrowed(ValueRef::Text(text.as_bytes()))
}

pub(super) fn blob(bytes: &[u8]) -> Value<'_> {
    Value::Borrowed(ValueRef::Blob(bytes))
}

pub(super) fn perhaps(text: Option<&str>) -> Value<'_> {
    text.map_or(NULL, word)
}

pub(super) fn day(iso: &Option<[u8; 10]>) -> Value<'_> {
    iso.as_ref().map_or(NULL, |bytes| Value::Borrowed(ValueRef::Text(bytes)))
}

/// Deletes the rows of a document, but for its entries in the full-text index.
pub(super) fn delete(c: &Connection, id: i64) -> rusqlite::Result<()> {
    // Facts that other documents tell too are made anew when the run ends: their tellings are told by no fact until then.
    let touched = "(SELECT fact_id FROM telling WHERE id BETWEEN ?1 AND ?2)";
    for sql in [
        format!("DELETE FROM fact_mention WHERE fact_id IN {touched}"),
        format!("DELETE FROM fact WHERE id IN {touched}"),
        format!("UPDATE telling SET fact_id = NULL WHERE fact_id IN {touched}"),
    ] {
        c.prepare_cached(&sql)?.execute([id, id + ROWS - 1])?;
    }
    for (table, column) in [
        ("telling", "id"),
        ("alias", "id"),
        ("argument", "mention_id"),
        ("mention", "id"),
        ("timex", "id"),
        ("sentence", "id"),
        ("document", "id"),
    ] {
        c.prepare_cached(&format!("DELETE FROM {table} WHERE {column} BETWEEN ? AND ?"))?
            .execute([id, id + ROWS - 1])?;
    }
    Ok(())
}
