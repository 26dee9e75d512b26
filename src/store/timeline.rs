//! The timeline: facts by date, chosen by type, participant, place, status, period and words.

use rusqlite::Row;
use rusqlite::types::Value;
use serde::Serialize;

use rustc_hash::FxHashMap;

use super::Store;
use crate::entity::normal_name;
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
    /// Those of the participants that have proper names, each under its entity's name, once.
    pub actors: Vec<String>,
    pub place: Option<String>,
    pub amount: Option<String>,
    pub quote: String,
    /// The date expression's words.
    pub expression: Option<String>,
    /// Where the time comes from.
    pub basis: String,
    /// How many mentions tell it.
    pub mentions: i64,
    /// In how many documents.
    pub documents: i64,
    /// Of how many publishers, as far as these are known.
    pub publishers: i64,
    /// In how many texts that are no copies of each other.
    pub sources: i64,
    /// The document's title.
    pub document: Option<String>,
    pub document_date: Option<String>,
    pub publisher: Option<String>,
    pub path: String,
    pub document_key: String,
    pub id: i64,
    /// Equal for facts of the same type and participants.
    #[serde(skip)]
    pub same_event: Option<i64>,
    /// What the other mentions say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Telling>,
}

/// Another mention of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Telling {
    pub date_edtf: Option<String>,
    pub quote: String,
    pub document: Option<String>,
    pub document_date: Option<String>,
    pub publisher: Option<String>,
    pub path: String,
    pub document_key: String,
}

const COLUMNS: &str = "date_value, date_edtf, date_earliest, date_latest, type, status, agents, trigger, targets, place, amount, quote, expression, basis, \
                       mentions, documents, publishers, sources, document, document_date, publisher, path, document_key, id, same_event";

/// What the mentions of a fact but for the leading one say.
const ALSO: &str = "SELECT m.date_edtf, s.text, d.title, d.date, d.publisher, d.path, d.key
    FROM fact_mention AS fm JOIN mention AS m ON m.id = fm.mention_id JOIN sentence AS s ON s.id = m.sentence_id JOIN document AS d ON d.id = m.document_id
    WHERE fm.fact_id = ?1 AND m.id <> (SELECT mention_id FROM fact WHERE id = ?1) ORDER BY d.date, d.path, d.key, m.char_start";

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
            documents: row.get(15)?,
            publishers: row.get(16)?,
            sources: row.get(17)?,
            document: row.get(18)?,
            document_date: row.get(19)?,
            publisher: row.get(20)?,
            path: row.get(21)?,
            document_key: row.get(22)?,
            id: row.get(23)?,
            same_event: row.get(24)?,
            also: Vec::new(),
            actors: Vec::new(),
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
        let mut entries = rows.collect::<rusqlite::Result<Vec<Entry>>>().map_err(failed)?;
        let names = self.entity_names().map_err(|e| self.error(e))?;
        for entry in &mut entries {
            for name in entry.agents.iter().chain(&entry.targets).filter(|n| n.contains(char::is_uppercase)) {
                let name = names.get(&normal_name(name)).unwrap_or(name);
                if !entry.actors.contains(name) {
                    entry.actors.push(name.clone());
                }
            }
            if entry.mentions > 1 {
                entry.also = self.also(entry.id).map_err(|e| self.error(e))?;
            }
        }
        Ok(entries)
    }

    /// Normal names that stand for another entity, with its name; and of firms named in several ways, the name as first read.
    fn entity_names(&self) -> rusqlite::Result<FxHashMap<String, String>> {
        let sql = "SELECT e.normal, m.name FROM entity AS e JOIN entity AS m ON m.id = coalesce(e.same_as, e.id)";
        let mut statement = self.connection.prepare(sql)?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn also(&self, fact: i64) -> rusqlite::Result<Vec<Telling>> {
        let mut statement = self.connection.prepare_cached(ALSO)?;
        let telling = |row: &Row<'_>| {
            Ok(Telling {
                date_edtf: row.get(0)?,
                quote: row.get(1)?,
                document: row.get(2)?,
                document_date: row.get(3)?,
                publisher: row.get(4)?,
                path: row.get(5)?,
                document_key: row.get(6)?,
            })
        };
        statement.query_map([fact], telling)?.collect()
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
        // Also under the names that stand for one like it: "Pentagon" finds the Department of Defense.
        let other = r"id IN (SELECT fm.fact_id FROM entity AS e JOIN entity AS o ON coalesce(o.same_as, o.id) = coalesce(e.same_as, e.id)
            JOIN argument AS a ON a.entity_id = o.id AND a.macro IN ('agent', 'target') JOIN fact_mention AS fm ON fm.mention_id = a.mention_id
            WHERE e.name LIKE ? ESCAPE '\' AND (e.same_as IS NOT NULL OR e.id IN (SELECT same_as FROM entity)))";
        choose(
            format!(r"(agents LIKE ? ESCAPE '\' OR targets LIKE ? ESCAPE '\' OR {other})"),
            vec![part(actor), part(actor), part(actor)],
        );
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
