//! Names in the database: which stand for others, and why.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::record::number;
use crate::entity::{Alias, Told, kind, normal_name, resolve};
use crate::error::Result;
use crate::merge::Canon;

/// Forgets the entities that nobody names.
pub(super) const FORGET: &str =
    "DELETE FROM entity WHERE id NOT IN (SELECT entity_id FROM argument WHERE entity_id IS NOT NULL)
    AND id NOT IN (SELECT same_as FROM entity WHERE same_as IS NOT NULL);";

/// Which names stand for others.
#[derive(Default)]
pub(super) struct Names {
    /// All of them.
    pub(super) canon: Canon,
    /// Those that stand for something else than before.
    pub(super) changed: Canon,
}

/// Brings `entity.same_as` up to date with the aliases.
pub(super) fn settle(c: &Connection) -> rusqlite::Result<Names> {
    let told = "SELECT name, coalesce(stands_for, ''), count(DISTINCT document_id) FROM alias WHERE document_id IS NOT NULL GROUP BY 1, 2";
    let told: Vec<Told> = c
        .prepare(told)?
        .query_map([], |row| {
            let (short, name): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Told {
                short: normal_name(&short),
                long: normal_name(&name),
                name,
                documents: row.get::<_, i64>(2)? as usize,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let before: BTreeMap<i64, i64> = c
        .prepare("SELECT id, same_as FROM entity WHERE same_as IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut names = Names::default();
    let mut now = BTreeMap::new();
    let mut there = c.prepare("SELECT because FROM entity WHERE id = ?")?;
    let mut main = c.prepare("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, ?, NULL, NULL)")?;
    let mut update = c.prepare("UPDATE entity SET same_as = ?, because = ? WHERE id = ?")?;
    for (name, (stands_for, written, origin)) in resolve(&file(c)?, &told) {
        let (id, other) = (number(&name), number(&stands_for));
        names.canon.insert(id, other);
        let known: Option<Option<String>> = there.query_row([id], |row| row.get(0)).optional()?;
        let Some(because) = known else { continue };
        now.insert(id, other);
        if before.get(&id) != Some(&other) || because.as_deref() != Some(origin.name()) {
            main.execute(params![other, stands_for, written, kind(&written)])?;
            update.execute(params![other, origin.name(), id])?;
        }
        if before.get(&id) != Some(&other) {
            names.changed.insert(id, other);
        }
    }
    for (id, other) in before {
        if !now.contains_key(&id) {
            update.execute(params![None::<i64>, None::<&str>, id])?;
            names.changed.insert(id, other);
        }
    }
    Ok(names)
}

/// The aliases of the user's file.
pub(super) fn file(c: &Connection) -> rusqlite::Result<Vec<Alias>> {
    c.prepare("SELECT name, stands_for FROM alias WHERE document_id IS NULL AND stands_for IS NOT NULL ORDER BY id")?
        .query_map([], |row| Ok(Alias { name: row.get(0)?, stands_for: row.get(1)? }))?
        .collect()
}

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityName {
    /// The name, as first read.
    pub name: String,
    /// Why it stands for the entity: "file", "text", "built in"; none for the entity's own.
    pub because: Option<String>,
    /// How many mentions use it.
    pub mentions: i64,
    /// How it is written, most often first.
    pub forms: Vec<String>,
    /// Titles or keys of documents that introduce it.
    pub introduced: Vec<String>,
}

/// What is known of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityStory {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Option<String>,
    /// Its names: its own first.
    pub names: Vec<EntityName>,
    /// Names that share a word with it and are others.
    pub others: Vec<String>,
}

impl Store {
    /// The aliases of the user's file.
    ///
    /// # Errors
    /// Those of the database.
    pub fn aliases(&self) -> Result<Vec<Alias>> {
        file(&self.connection).map_err(|e| self.error(e))
    }

    /// What is known of the entity with this name; none where no document names it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn entity(&self, name: &str) -> Result<Option<EntityStory>> {
        self.story(&normal_name(name)).map_err(|e| self.error(e))
    }

    fn story(&self, normal: &str) -> rusqlite::Result<Option<EntityStory>> {
        let c = &self.connection;
        let sql = "SELECT m.id, m.name, m.normal FROM entity e JOIN entity m ON m.id = coalesce(e.same_as, e.id) WHERE e.id = ?";
        let found = c
            .query_row(sql, [number(normal)], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?)));
        let Some((id, name, main)) = found.optional()? else { return Ok(None) };
        let texts = |sql: &str, id: &dyn rusqlite::ToSql| -> rusqlite::Result<Vec<String>> {
            c.prepare_cached(sql)?.query_map([id], |row| row.get(0))?.collect()
        };
        let rows: Vec<(i64, String, Option<String>, String)> = c
            .prepare("SELECT id, name, because, normal FROM entity WHERE id = ?1 OR same_as = ?1 ORDER BY same_as IS NOT NULL, name")?
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut names = Vec::new();
        for (id, name, because, normal) in rows {
            let introduced = if because.as_deref() == Some("text") { self.introducing(&normal)? } else { Vec::new() };
            names.push(EntityName {
                mentions: c.query_row("SELECT count(*) FROM argument WHERE entity_id = ?", [id], |row| row.get(0))?,
                forms: texts(
                    "SELECT text FROM argument WHERE entity_id = ? GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 8",
                    &id,
                )?,
                introduced,
                name,
                because,
            });
        }
        let kind = c.query_row("SELECT kind FROM actor WHERE id = ?", [id], |row| row.get(0)).optional()?.flatten();
        let word = main.split(' ').max_by_key(|w| w.len()).unwrap_or("");
        let sql = "SELECT name FROM entity WHERE ' ' || normal || ' ' LIKE '% ' || ?1 || ' %' AND coalesce(same_as, id) <> ?2 AND same_as IS NULL ORDER BY name LIMIT 12";
        let others =
            c.prepare(sql)?.query_map(params![word, id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Some(EntityStory { name, kind, names, others }))
    }

    /// Documents that introduce a short name.
    fn introducing(&self, normal: &str) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT a.name, coalesce(d.title, d.key) FROM alias a JOIN document d ON d.id = a.document_id WHERE a.stands_for IS NOT NULL ORDER BY a.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut titles = Vec::new();
        for row in rows {
            let (name, title) = row?;
            if titles.len() < 5 && normal_name(&name) == normal {
                titles.push(title);
            }
        }
        Ok(titles)
    }
}
