//! SQL that only reads, as somebody types it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use regex::Regex;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use serde::{Serialize, Serializer};

use super::Store;
use crate::error::{Error, Result};

/// A value of a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; bytes that are no text are given in hexadecimal.
    Text(String),
}

impl Cell {
    /// As text; null is empty.
    pub fn text(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Integer(n) => n.to_string(),
            Cell::Real(n) => n.to_string(),
            Cell::Text(text) => text.clone(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Cell::Null => serializer.serialize_none(),
            Cell::Integer(n) => serializer.serialize_i64(*n),
            Cell::Real(n) => serializer.serialize_f64(*n),
            Cell::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// A result: names of columns, and rows of as many cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Store {
    /// Runs one statement that only reads; `parameters` are values by name, without the colon.
    ///
    /// # Errors
    /// [`Error::Query`] where the SQL is wrong, writes, is more than one statement, or names a parameter that has no value.
    pub fn query(&self, sql: &str, parameters: &[(String, String)]) -> Result<Rows> {
        self.guarded.store(true, Ordering::Relaxed);
        let rows = self.rows(sql, parameters);
        self.guarded.store(false, Ordering::Relaxed);
        rows
    }

    fn rows(&self, sql: &str, parameters: &[(String, String)]) -> Result<Rows> {
        let failed = |e: rusqlite::Error| explain(sql, &e);
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        if !statement.readonly() {
            return Err(Error::Query(READS.into()));
        }
        if statement.column_count() == 0 {
            return Err(Error::Query("the SQL gives no rows; write a SELECT".into()));
        }
        bind(&mut statement, parameters)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = Vec::new();
        let mut cursor = statement.raw_query();
        while let Some(row) = cursor.next().map_err(failed)? {
            rows.push(
                (0..columns.len())
                    .map(|i| row.get_ref(i).map(cell))
                    .collect::<rusqlite::Result<_>>()
                    .map_err(failed)?,
            );
        }
        Ok(Rows { columns, rows })
    }
}

/// What is said of SQL that does more than read.
const READS: &str = "annals query only reads this database: nothing that writes, attaches a file, loads an extension or sets a PRAGMA; for these use the sqlite3 program";

/// PRAGMAs that tell something; those of the first list with an argument that names a table or an index.
const TELLING: [&str; 12] = [
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "foreign_key_check",
    "integrity_check",
    "quick_check",
    "function_list",
    "collation_list",
];
const VALUES: [&str; 9] = [
    "user_version",
    "application_id",
    "compile_options",
    "database_list",
    "encoding",
    "page_count",
    "page_size",
    "data_version",
    "journal_mode",
];

/// What SQL that somebody types may do: look, and nothing else. Everything that is not named here is refused.
fn allow(context: &AuthContext<'_>) -> Authorization {
    let fine = match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma { pragma_name, pragma_value } => {
            let name = pragma_name.to_ascii_lowercase();
            TELLING.contains(&name.as_str()) || (pragma_value.is_none() && VALUES.contains(&name.as_str()))
        }
        _ => false,
    };
    if fine { Authorization::Allow } else { Authorization::Deny }
}

/// Lets `connection` do only what [`allow`] allows, while the flag is set.
pub(super) fn guard(connection: &mut Connection) -> rusqlite::Result<Arc<AtomicBool>> {
    let guarded = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&guarded);
    connection.authorizer(Some(
        move |context: AuthContext<'_>| {
            if flag.load(Ordering::Relaxed) { allow(&context) } else { Authorization::Allow }
        },
    ))?;
    Ok(guarded)
}

/// Teaches `connection` SQL's `text REGEXP pattern`; a null matches nothing. The pattern is compiled once a statement.
pub(super) fn add_regexp(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("regexp", 2, flags, |context| {
        let wrong = |e: Box<dyn std::error::Error + Send + Sync>| rusqlite::Error::UserFunctionError(e);
        let regex: Arc<Regex> =
            context.get_or_create_aux(0, |pattern| Ok::<_, BoxError>(Regex::new(pattern.as_str()?)?))?;
        match context.get_raw(1) {
            ValueRef::Null => Ok(None),
            text => text.as_str().map(|text| Some(regex.is_match(text))).map_err(|e| wrong(e.into())),
        }
    })
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn bind(statement: &mut rusqlite::Statement<'_>, parameters: &[(String, String)]) -> Result<()> {
    let mut free: Vec<String> =
        (1..=statement.parameter_count()).filter_map(|i| statement.parameter_name(i).map(str::to_owned)).collect();
    if free.len() < statement.parameter_count() {
        return Err(Error::Query("parameters need names: write :name in the SQL and give --param name=value".into()));
    }
    for (name, value) in parameters {
        let Some(at) = free.iter().position(|f| f[1..] == *name) else {
            return Err(Error::Query(format!("--param {name}: the SQL has no :{name}")));
        };
        let index = statement.parameter_index(&free.remove(at)).ok().flatten().unwrap_or(0);
        let bound = match value.parse::<i64>() {
            Ok(number) => statement.raw_bind_parameter(index, number),
            Err(_) => statement.raw_bind_parameter(index, value),
        };
        bound.map_err(|e| Error::Query(format!("--param {name}: {e}")))?;
    }
    match free.first() {
        Some(name) => Err(Error::Query(format!("{name} has no value; give --param {}=VALUE", &name[1..]))),
        None => Ok(()),
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Integer(n),
        ValueRef::Real(n) => Cell::Real(n),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(bytes.iter().map(|b| format!("{b:02x}")).collect()),
    }
}

/// SQLite's message, with the place in the SQL where it is known.
fn explain(sql: &str, error: &rusqlite::Error) -> Error {
    Error::Query(match error {
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            if msg.contains("not authorized") {
                return Error::Query(READS.into());
            }
            let at = usize::try_from(*offset).ok().filter(|at| sql.is_char_boundary(*at));
            format!("the SQL is wrong: {}{}", hint(msg), at.map(|at| point(sql, at)).unwrap_or_default())
        }
        rusqlite::Error::MultipleStatement => "only one statement at a time; run annals query for each".into(),
        rusqlite::Error::SqliteFailure(code, message) => match code.code {
            rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::AuthorizationForStatementDenied => READS.into(),
            rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => {
                "the database is locked by a program that writes to it; try again when that is done".into()
            }
            _ => format!("the SQL fails: {}", hint(message.as_deref().unwrap_or(&code.to_string()))),
        },
        other => format!("the SQL fails: {other}"),
    })
}

/// Says where the names are, to who misses one.
fn hint(message: &str) -> String {
    let missing = message.contains("no such table") || message.contains("no such column");
    let hint = if missing {
        "; tables, views and their columns are listed by: annals query \"SELECT sql FROM sqlite_schema\""
    } else {
        ""
    };
    format!("{message}{hint}")
}

/// The line of the SQL with a sign below the place.
fn point(sql: &str, at: usize) -> String {
    let start = sql[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = sql[start..].lines().next().unwrap_or("");
    format!("\n  {line}\n  {}^", " ".repeat(sql[start..at].chars().count()))
}
