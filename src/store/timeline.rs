//! The timeline: facts by date, chosen by type, participant, place, status, period and words.

use rusqlite::Row;
use rusqlite::types::Value;
use serde::Serialize;

use super::Store;
use crate::error::{Error, Result};

/// Which facts to show; what is empty chooses nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// One of these types.
    pub types: Vec<String>,
    /// One of these statuses.
    pub statuses: Vec<String>,
    /// A part of an agent's or a target's name, whatever its case.
    pub actor: Option<String>,
    /// A part of the place's name.
    pub place: Option<String>,
    /// Possibly on or after this ISO day; facts of which no time is known are left out.
    pub from: Option<String>,
    /// Possibly on or before this ISO day; facts of which no time is known are left out.
    pub until: Option<String>,
    /// Words of the quote: all of them, or an FTS5 expression.
    pub search: Option<String>,
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Entry {
    /// TIMEX3 value.
    pub date_value: Option<String>,
    pub date_edtf: Option<String>,
    /// First possible ISO day; none = open.
    pub date_earliest: Option<String>,
    /// Last possible ISO day; none = open.
    pub date_latest: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub status: String,
    pub agents: Vec<String>,
    pub trigger: String,
    pub targets: Vec<String>,
    pub place: Option<String>,
    pub amount: Option<String>,
    pub quote: String,
    /// The date expression's words.
    pub expression: Option<String>,
    /// Where the time comes from.
    pub basis: String,
    /// How many mentions tell it.
    pub mentions: i64,
    /// The document's title.
    pub document: Option<String>,
    pub document_date: Option<String>,
    pub path: String,
    pub document_key: String,
    pub id: i64,
}

const COLUMNS: &str = "date_value, date_edtf, date_earliest, date_latest, type, status, agents, trigger, targets, place, amount, quote, expression, basis, \
                       mentions, document, document_date, path, document_key, id";

impl Entry {
    fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
        let list = |text: String| text.split("; ").filter(|t| !t.is_empty()).map(str::to_owned).collect();
        Ok(Entry {
            date_value: row.get(0)?,
            date_edtf: row.get(1)?,
            date_earliest: row.get(2)?,
            date_latest: row.get(3)?,
            kind: row.get(4)?,
            status: row.get(5)?,
            agents: list(row.get(6)?),
            trigger: row.get(7)?,
            targets: list(row.get(8)?),
            place: row.get(9)?,
            amount: row.get(10)?,
            quote: row.get(11)?,
            expression: row.get(12)?,
            basis: row.get(13)?,
            mentions: row.get(14)?,
            document: row.get(15)?,
            document_date: row.get(16)?,
            path: row.get(17)?,
            document_key: row.get(18)?,
            id: row.get(19)?,
        })
    }
}

impl Store {
    /// The facts that `filter` chooses, by date; those of which the text tells no time come last.
    ///
    /// # Errors
    /// Where the words to search for are no search expression, and those of the database.
    pub fn timeline(&self, filter: &Filter) -> Result<Vec<Entry>> {
        let (sql, values) = statement(filter);
        let failed = |e: rusqlite::Error| match &filter.search {
            // The rest of the statement is ours, so plain SQL errors come from the search expression.
            Some(words) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::Unknown) => Error::Query(format!(
                "--search {words:?} is no search expression: {e}; give plain words, or FTS5 syntax such as '\"two words\" OR word*'"
            )),
            _ => self.error(e),
        };
        let mut statement = self.connection.prepare(&sql).map_err(failed)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), Entry::read).map_err(failed)?;
        rows.collect::<rusqlite::Result<Vec<Entry>>>().map_err(failed)
    }

    /// The types of all facts, in order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn types(&self) -> Result<Vec<String>> {
        let failed = |e| self.error(e);
        let mut statement = self.connection.prepare("SELECT DISTINCT type FROM fact ORDER BY 1").map_err(failed)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(failed)
    }
}

fn statement(filter: &Filter) -> (String, Vec<Value>) {
    let mut wanted: Vec<String> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut choose = |condition: String, texts: Vec<String>| {
        wanted.push(condition);
        values.extend(texts.into_iter().map(Value::Text));
    };
    for (column, list) in [("type", &filter.types), ("status", &filter.statuses)] {
        if !list.is_empty() {
            choose(format!("{column} IN (?{})", ", ?".repeat(list.len() - 1)), list.clone());
        }
    }
    if let Some(actor) = &filter.actor {
        choose(r"(agents LIKE ? ESCAPE '\' OR targets LIKE ? ESCAPE '\')".into(), vec![part(actor), part(actor)]);
    }
    if let Some(place) = &filter.place {
        choose(r"place LIKE ? ESCAPE '\'".into(), vec![part(place)]);
    }
    for (condition, day) in [("date_hi >= ?", &filter.from), ("date_lo <= ?", &filter.until)] {
        if let Some(day) = day {
            choose(format!("{condition} AND basis <> 'none'"), vec![day.clone()]);
        }
    }
    if let Some(words) = &filter.search {
        choose(
            "sentence_id IN (SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH ?)".into(),
            vec![search(words)],
        );
    }
    let condition = if wanted.is_empty() { String::new() } else { format!(" WHERE {}", wanted.join(" AND ")) };
    let order = "basis = 'none', coalesce(date_earliest, date_latest, '9999-12-31'), date_hi, path, document_key, id";
    (format!("SELECT {COLUMNS} FROM timeline{condition} ORDER BY {order}"), values)
}

fn part(text: &str) -> String {
    format!("%{}%", text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"))
}

/// Plain words are all looked for, whatever signs they hold ("U.S."); who writes FTS5 syntax gets it.
fn search(words: &str) -> String {
    let syntax = words.contains(['"', '*', '(']) || words.split_whitespace().any(|w| matches!(w, "AND" | "OR" | "NOT"));
    if syntax {
        return words.to_owned();
    }
    words.split_whitespace().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" ")
}
