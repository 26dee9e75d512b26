//! Facts from tellings: at the end of a run, those of several documents that tell one event become one fact.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{self, Names};
use crate::entity::normal_name;
use crate::fact::same_name;
use crate::merge::{Profile, Sketch, merge, sources};

/// Makes the facts of all tellings what the tellings say now; rows that are right already stay untouched. Only tellings of the
/// documents in `new`, or of all if it is none, can be as the writer left them.
pub(super) fn gather(c: &Connection, new: Option<&FxHashSet<i64>>) -> rusqlite::Result<()> {
    let Names { canon, changed } = names::settle(c)?;
    let (mut profiles, mut told, mut stale, mut anew) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut tellers: FxHashMap<i64, u32> = FxHashMap::default();
    let mut statement = c.prepare("SELECT id, document_id, fact_id, profile FROM telling")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, fact): (i64, Option<i64>) = (row.get(0)?, row.get(2)?);
        let Some(mut profile) = Profile::read(id, row.get(1)?, row.get_ref(3)?.as_blob().unwrap_or_default()) else {
            continue;
        };
        let other = !changed.is_empty() && profile.names_any(&changed);
        let names = profile.names();
        let renamed = profile.rename(&canon);
        anew.push(other || names != profile.names());
        stale.push(other || (renamed && new.is_none_or(|n| n.contains(&profile.document))));
        profiles.push(profile);
        told.push(fact);
        // A telling of its own, which nearly all are, needs no counting.
        if let Some(fact) = fact.filter(|f| *f != id) {
            *tellers.entry(fact).or_insert(1) += 1;
        }
    }
    drop(rows);
    let facts = merge(&profiles);
    let mut writer = Facts::new(c);
    let mut grouped = vec![false; profiles.len()];
    for fact in &facts {
        let id = fact.iter().map(|n| profiles[*n as usize].id).min().unwrap_or_default();
        let right = |n: &u32| told[*n as usize] == Some(id) && !stale[*n as usize];
        fact.iter().for_each(|n| grouped[*n as usize] = true);
        if !fact.iter().all(right) || tellers.get(&id).copied().unwrap_or(1) as usize != fact.len() {
            let members: Vec<&Profile> = fact.iter().map(|n| &profiles[*n as usize]).collect();
            writer.rewrite(id, &members, fact.iter().filter_map(|n| told[*n as usize]));
        }
    }
    let mut same_event = c.prepare("UPDATE fact SET same_event = ? WHERE id = ?")?;
    for (n, profile) in profiles.iter().enumerate().filter(|(n, _)| !grouped[*n]) {
        if told[n] != Some(profile.id) || tellers.contains_key(&profile.id) || (stale[n] && anew[n]) {
            writer.rewrite(profile.id, &[profile], told[n]);
        } else if stale[n] {
            // All else is as its document tells it.
            same_event.execute(params![Profile::same_event([profile]), profile.id])?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// What the documents of `run` tell more than once: how many tellings there are beyond the first, by type.
pub(super) fn joined(c: &Connection, run: &FxHashSet<i64>) -> rusqlite::Result<BTreeMap<String, usize>> {
    let mut told: FxHashMap<i64, usize> = FxHashMap::default();
    let sql = "SELECT fact_id, document_id FROM telling WHERE fact_id IN (SELECT id FROM fact WHERE documents > 1)";
    let mut statement = c.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if run.contains(&row.get(1)?) {
            *told.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut joined = BTreeMap::new();
    let mut kind = c.prepare("SELECT type FROM fact WHERE id = ?")?;
    for (fact, tellings) in told.into_iter().filter(|(_, n)| *n > 1) {
        *joined.entry(kind.query_row([fact], |row| row.get(0))?).or_default() += tellings - 1;
    }
    Ok(joined)
}

/// Facts that are to be written anew: all old rows go before the first new one comes, since ids move from one to the other.
struct Facts<'c> {
    connection: &'c Connection,
    old: FxHashSet<i64>,
    new: Vec<(i64, Vec<Profile>)>,
}

impl<'c> Facts<'c> {
    fn new(connection: &'c Connection) -> Facts<'c> {
        Facts { connection, old: FxHashSet::default(), new: Vec::new() }
    }

    fn rewrite(&mut self, id: i64, members: &[&Profile], old: impl IntoIterator<Item = i64>) {
        self.old.insert(id);
        self.old.extend(old);
        self.new.push((id, members.iter().map(|p| (*p).clone()).collect()));
    }

    fn finish(self) -> rusqlite::Result<()> {
        let c = self.connection;
        let mut fact = c.prepare("DELETE FROM fact WHERE id = ?")?;
        let mut mention = c.prepare("DELETE FROM fact_mention WHERE fact_id = ?")?;
        for id in &self.old {
            fact.execute([id])?;
            mention.execute([id])?;
        }
        let mut insert = Insert::new(c)?;
        self.new.iter().try_for_each(|(id, members)| insert.fact(*id, members))
    }
}

struct Insert<'c> {
    arguments: rusqlite::Statement<'c>,
    fact: rusqlite::Statement<'c>,
    mention: rusqlite::Statement<'c>,
    telling: rusqlite::Statement<'c>,
    source: rusqlite::Statement<'c>,
}

impl<'c> Insert<'c> {
    fn new(c: &'c Connection) -> rusqlite::Result<Insert<'c>> {
        Ok(Insert {
            arguments: c.prepare("SELECT macro, text, coalesce(same_as, entity_id), same_as IS NULL FROM argument LEFT JOIN entity ON entity.id = entity_id WHERE mention_id = ? ORDER BY n")?,
            fact: c.prepare(
                "INSERT INTO fact (id, document_id, sentence_id, mention_id, type, status, trigger, agents, targets, place, amount, date_value, date_edtf,
                                   date_earliest, date_latest, expression, basis, mentions, documents, publishers, sources, same_event)
                 SELECT ?1, document_id, sentence_id, id, type, status, trigger, ?3, ?4, ?5, ?6, date_value, date_edtf, date_earliest, date_latest,
                        expression, basis, ?7, ?8, ?9, ?10, ?11
                 FROM mention WHERE id = ?2",
            )?,
            mention: c.prepare("INSERT INTO fact_mention VALUES (?, ?)")?,
            telling: c.prepare("UPDATE telling SET fact_id = ? WHERE id = ?")?,
            source: c.prepare("SELECT publisher, sketch FROM document WHERE id = ?")?,
        })
    }

    /// Writes the fact that `members` tell; the first of them leads.
    fn fact(&mut self, id: i64, members: &[Profile]) -> rusqlite::Result<()> {
        let mut names: [Listed; 4] = Default::default();
        let mut mentions = Vec::new();
        for member in members {
            let all = std::iter::once(member.id).chain(member.more.iter().map(|m| member.document + i64::from(*m)));
            let all: Vec<i64> = all.collect();
            let lead = member.document + i64::from(member.lead);
            for mention in std::iter::once(&lead).chain(&all) {
                let mut rows = self.arguments.query([mention])?;
                while let Some(row) = rows.next()? {
                    let at = match row.get_ref(0)?.as_str()? {
                        "agent" => 0,
                        "target" => 1,
                        "place" => 2,
                        _ => 3,
                    };
                    names[at].add(row.get_ref(1)?.as_str()?, row.get(2)?, row.get(3)?);
                }
            }
            mentions.extend(all);
        }
        let documents: FxHashSet<i64> = members.iter().map(|m| m.document).collect();
        let (mut publishers, mut sketches) = (FxHashSet::default(), Vec::new());
        for document in &documents {
            let (publisher, sketch): (Option<String>, Option<Vec<u8>>) =
                self.source.query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
            publishers.extend(publisher);
            sketches.push(sketch.as_deref().and_then(Sketch::read));
        }
        let lead = members.first().map_or(id, |m| m.document + i64::from(m.lead));
        let [agents, targets, places, amounts] = names;
        self.fact.execute(params![
            id,
            lead,
            agents.names.join("; "),
            targets.names.join("; "),
            places.names.first(),
            amounts.names.first(),
            mentions.len() as i64,
            documents.len() as i64,
            publishers.len() as i64,
            sources(&sketches) as i64,
            Profile::same_event(members)
        ])?;
        for mention in &mentions {
            self.mention.execute([id, *mention])?;
        }
        for member in members {
            self.telling.execute([id, member.id])?;
        }
        Ok(())
    }
}

/// Names in their order, each once under whatever form, as one document's facts list them.
#[derive(Default)]
struct Listed {
    names: Vec<String>,
    /// For each of them the entity, and whether the name is its own.
    entities: Vec<(Option<i64>, bool)>,
    normal: Vec<String>,
}

impl Listed {
    fn add(&mut self, text: &str, entity: Option<i64>, own: bool) {
        let name = normal_name(text);
        let known = entity.and_then(|_| self.entities.iter().position(|(e, _)| *e == entity));
        if let Some(at) = known {
            // An entity's own name says more than one that stands for it.
            if own && !self.entities[at].1 {
                (self.names[at], self.normal[at], self.entities[at].1) = (text.to_owned(), name, true);
            }
        } else if !self.normal.iter().any(|n| same_name(n, &name)) {
            self.names.push(text.to_owned());
            self.normal.push(name);
            self.entities.push((entity, own));
        }
    }
}

/// Whether the tellings of a database may be of other facts than their rows say: a run was cut off before it could gather; `run` is the one under way.
pub(super) fn pending(c: &Connection, run: i64) -> rusqlite::Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM run WHERE finished_at IS NULL AND id = (SELECT max(id) FROM run WHERE id <> ?))";
    c.query_row(sql, [run], |row| row.get(0))
}
