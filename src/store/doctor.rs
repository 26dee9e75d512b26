//! The doctor: is the database whole, does it say what its documents say, and how is it mended.

use std::collections::BTreeSet;
use std::fmt;

use rusqlite::{Connection, OpenFlags, Row};

use super::history::Now;
use super::open::lacks_indexes;
use super::record::{ROWS, fingerprint};
use super::{SCHEMA, Store};
use crate::error::Result;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is wrong, but something is left to do.
    Note,
    /// Something is wrong.
    Damage,
}

/// Something that the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What is the case.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Note => "note",
            Severity::Damage => "wrong",
        };
        write!(f, "{word}: {}\n  mend: {}", self.what, self.mend)
    }
}

const RESTORE: &str = "restore the file from a copy; or save what can be read with: sqlite3 DB .recover | sqlite3 NEW; or delete it and extract the documents again";
const AGAIN: &str = "annals doctor DB --mend removes the documents concerned; then extract them again";
const REBUILD: &str = "annals doctor DB --mend makes it anew";

/// References that must lead somewhere: table, column, table it points to. Rows of one document share its range of ids.
const REFERENCES: [(&str, &str, &str); 18] = [
    ("document", "run_id", "run"),
    ("sentence", "document_id", "document"),
    ("timex", "document_id", "document"),
    ("mention", "document_id", "document"),
    ("mention", "sentence_id", "sentence"),
    ("argument", "mention_id", "mention"),
    ("argument", "entity_id", "entity"),
    ("fact", "document_id", "document"),
    ("fact", "sentence_id", "sentence"),
    ("fact", "mention_id", "mention"),
    ("fact", "run_id", "run"),
    ("fact_mention", "fact_id", "fact"),
    ("fact_mention", "mention_id", "mention"),
    ("telling", "document_id", "document"),
    ("telling", "fact_id", "fact"),
    ("entity", "same_as", "entity"),
    ("alias", "document_id", "document"),
    ("failure", "run_id", "run"),
];

/// Words that must stand in their document at their offsets: table, column.
const QUOTES: [(&str, &str); 3] = [("sentence", "text"), ("timex", "text"), ("mention", "trigger")];

/// Looks at one side of a database.
type Check = fn(&Store, &Connection, &mut Chart) -> rusqlite::Result<()>;

/// What was found, and the documents that are to be removed.
#[derive(Default)]
struct Chart {
    findings: Vec<Finding>,
    documents: BTreeSet<i64>,
    full_text: bool,
}

impl Chart {
    fn note(&mut self, severity: Severity, what: impl Into<String>, mend: &str) {
        self.findings.push(Finding { severity, what: what.into(), mend: mend.into() });
    }
}

impl Store {
    /// Looks for damage; changes nothing.
    ///
    /// # Errors
    /// Where the database cannot be read at all; damage is a finding.
    pub fn examine(&self) -> Result<Vec<Finding>> {
        Ok(self.chart()?.findings)
    }

    /// Removes the documents whose rows are damaged and makes the full-text index and the indexes anew; gives how many documents went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn mend(&mut self) -> Result<usize> {
        let chart = self.chart()?;
        let sql = self.repair(&chart);
        let c = &self.connection;
        let done = c
            .execute_batch("BEGIN IMMEDIATE")
            .and_then(|()| sql(c))
            .and_then(|()| c.execute_batch("COMMIT; REINDEX; ANALYZE"));
        if done.is_err() && !c.is_autocommit() {
            let _ = c.execute_batch("ROLLBACK");
        }
        done.map_err(|e| self.error(e))?;
        self.unfinished = false;
        self.settle();
        Ok(chart.documents.len())
    }

    fn repair<'c>(&self, chart: &'c Chart) -> impl Fn(&Connection) -> rusqlite::Result<()> + use<'c> {
        let indexes = super::open::indexes();
        move |c| {
            for id in &chart.documents {
                super::statement::delete(c, *id)?;
            }
            super::gather::gather(c, None, Now::last(c)?)?;
            c.execute_batch(super::history::FORGET)?;
            c.execute_batch(super::names::FORGET)?;
            c.execute_batch("DELETE FROM failure WHERE run_id NOT IN (SELECT id FROM run);")?;
            c.execute_batch("INSERT INTO sentence_fts (sentence_fts) VALUES ('rebuild');")?;
            c.execute_batch(&indexes)
        }
    }

    fn chart(&self) -> Result<Chart> {
        let mut chart = Chart::default();
        let c = &self.connection;
        let checks: [(&str, Check); 6] = [
            ("file", integrity),
            ("schema", schema),
            ("runs", runs),
            ("references", references),
            ("quotes", quotes),
            ("full-text index", full_text),
        ];
        for (name, check) in checks {
            if let Err(error) = check(self, c, &mut chart) {
                use rusqlite::ErrorCode as Code;
                match error.sqlite_error_code() {
                    Some(Code::DatabaseBusy | Code::DatabaseLocked) => return Err(self.error(error)),
                    // A table that is missing or damaged: that is what we look for.
                    _ => chart.note(Severity::Damage, format!("the {name} cannot be examined: {error}"), RESTORE),
                }
            }
        }
        Ok(chart)
    }
}

fn texts(c: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    c.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// SQLite's own check of pages, indexes and types.
fn integrity(_: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    for line in texts(c, "PRAGMA integrity_check(10)")?.iter().filter(|l| *l != "ok") {
        // Indexes and full text can be made anew; pages cannot.
        let mend = if line.contains("inverted index") {
            chart.full_text = true;
            REBUILD
        } else if line.contains("missing from index") || line.contains("wrong # of entries in index") {
            REBUILD
        } else {
            RESTORE
        };
        chart.note(Severity::Damage, format!("SQLite's integrity check says: {line}"), mend);
    }
    Ok(())
}

/// All tables and views that the contract promises are there, as it promises them.
fn schema(_: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    let model = Connection::open_in_memory()?;
    model.execute_batch(SCHEMA)?;
    let sql =
        "SELECT type || ' ' || name FROM sqlite_schema WHERE type <> 'index' AND name NOT LIKE 'sqlite%' ORDER BY 1";
    let there = texts(c, sql)?;
    for name in texts(&model, sql)?.iter().filter(|n| !there.contains(n)) {
        chart.note(Severity::Damage, format!("the {name} is missing"), RESTORE);
    }
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1";
    let there = texts(c, sql)?;
    let missing: Vec<String> = texts(&model, sql)?.into_iter().filter(|n| !there.contains(n)).collect();
    if lacks_indexes(c)? {
        let what = "the first run was cut off before it made the indexes and the full-text index, so searches find nothing yet";
        chart.note(
            Severity::Note,
            what,
            "run the same annals extract again: it goes on with what is missing; or annals doctor DB --mend",
        );
    } else if !missing.is_empty() {
        chart.note(Severity::Damage, format!("indexes are missing: {}", missing.join(", ")), REBUILD);
    }
    Ok(())
}

fn runs(_: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    let sql = "SELECT id || ' of ' || started_at FROM run WHERE finished_at IS NULL AND id = (SELECT max(id) FROM run)";
    for run in texts(c, sql)? {
        chart.note(
            Severity::Note,
            format!("run {run} is under way or was cut off"),
            "run the same annals extract again: it goes on with what is missing",
        );
    }
    Ok(())
}

fn references(_: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    for (table, column, parent) in REFERENCES {
        let id = match table {
            "argument" => "x.mention_id",
            "fact_mention" => "x.fact_id",
            "failure" | "entity" => "0",
            _ => "x.id",
        };
        let sql = format!(
            "SELECT {id} FROM {table} x WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = x.{column})"
        );
        let rows: Vec<i64> = c.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if !rows.is_empty() {
            chart.documents.extend(rows.iter().filter(|id| **id != 0).map(|id| id / ROWS * ROWS));
            let what = format!("{} in {table} whose {column} leads to no {parent}", count(rows.len(), "row"));
            chart.note(Severity::Damage, what, AGAIN);
        }
    }
    let sql = "SELECT count(*) FROM entity e WHERE NOT EXISTS (SELECT 1 FROM argument a WHERE a.entity_id = e.id)
               AND id NOT IN (SELECT same_as FROM entity WHERE same_as IS NOT NULL)";
    // There is no index for this on an unfinished database.
    if !lacks_indexes(c)? {
        let idle: i64 = c.query_row(sql, [], |row| row.get(0))?;
        if idle > 0 {
            chart.note(
                Severity::Note,
                format!("{} that no document names", count(idle as usize, "entity row")),
                "annals doctor DB --mend removes them",
            );
        }
    }
    Ok(())
}

/// Documents are as they were read, and all quotes stand in them at their offsets.
fn quotes(_: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    let mut documents =
        c.prepare("SELECT id, text, sha256, date, date_source, language, title, metadata FROM document ORDER BY id")?;
    let mut words = QUOTES
        .iter()
        .map(|(table, column)| {
            c.prepare(&format!("SELECT char_start, char_end, {column} FROM {table} WHERE id BETWEEN ? AND ?"))
        })
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let (mut edited, mut wrong) = (0, [0; QUOTES.len()]);
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let text: String = row.get(1)?;
        let mut whole = row.get::<_, [u8; 32]>(2)? == sum(row, &text)?;
        edited += usize::from(!whole);
        let starts: Option<Vec<usize>> =
            (!text.is_ascii()).then(|| text.char_indices().map(|(i, _)| i).chain([text.len()]).collect());
        let place = |n: i64| {
            let n = usize::try_from(n).ok()?;
            starts.as_ref().map_or(Some(n), |s| s.get(n).copied())
        };
        for (statement, wrong) in words.iter_mut().zip(&mut wrong) {
            let mut quotes = statement.query([id, id + ROWS - 1])?;
            while let Some(quote) = quotes.next()? {
                let at = place(quote.get(0)?).zip(place(quote.get(1)?)).and_then(|(a, b)| text.get(a..b));
                if at != Some(quote.get_ref(2)?.as_str()?) {
                    *wrong += 1;
                    whole = false;
                }
            }
        }
        if !whole {
            chart.documents.insert(id);
        }
    }
    if edited > 0 {
        chart.note(Severity::Damage, format!("{} changed since being read", count(edited, "document")), AGAIN);
    }
    for ((table, column), wrong) in QUOTES.iter().zip(wrong).filter(|(_, wrong)| *wrong > 0) {
        let what = format!("{} in {table} whose {column} no longer stands in its document", count(wrong, "row"));
        chart.note(Severity::Damage, what, AGAIN);
    }
    Ok(())
}

fn sum(row: &Row<'_>, text: &str) -> rusqlite::Result<[u8; 32]> {
    let part = |i: usize| Ok::<String, rusqlite::Error>(row.get::<_, Option<String>>(i)?.unwrap_or_default());
    Ok(fingerprint([&part(3)?, &part(4)?, &part(5)?, &part(6)?, &part(7)?, text]))
}

/// The full-text index knows the sentences that there are, word for word.
fn full_text(store: &Store, c: &Connection, chart: &mut Chart) -> rusqlite::Result<()> {
    if lacks_indexes(c)? || chart.full_text {
        return Ok(());
    }
    let sql = "SELECT (SELECT count(*) FROM sentence WHERE id NOT IN (SELECT id FROM sentence_fts_docsize))
                    + (SELECT count(*) FROM sentence_fts_docsize WHERE id NOT IN (SELECT id FROM sentence))";
    let apart: i64 = c.query_row(sql, [], |row| row.get(0))?;
    // SQLite's own comparison is written as an insert, so it needs a connection that may write; it changes nothing.
    let compare = || {
        let writable = Connection::open_with_flags(
            &store.path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        writable.execute_batch(
            "BEGIN; INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('integrity-check', 1); ROLLBACK;",
        )
    };
    let differs = apart == 0
        && compare()
            .is_err_and(|e: rusqlite::Error| e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt));
    if apart > 0 || differs {
        let what = if apart > 0 {
            format!("the full-text index and the sentences differ in {}", count(apart as usize, "row"))
        } else {
            "the full-text index holds other words than the sentences".into()
        };
        chart.note(Severity::Damage, what, REBUILD);
    }
    Ok(())
}

fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
