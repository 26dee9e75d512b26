//! Facts from tellings: at the end of a run, those of several documents that tell one event become one fact.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::history::Now;
use super::names::{self, Names};
use crate::entity::normal_name;
use crate::fact::same_name;
use crate::merge::{Profile, Sketch, merge, sources};

/// How many tellings are compared at once: they are held in memory, some 200 bytes each.
const AT_ONCE: usize = 250_000;

/// Tellings that one event's can be among: of one type and status, by the number that these share.
type Family = u64;

/// Makes the facts of all tellings what the tellings say now; rows that are right already stay untouched. Only tellings of the
/// documents in `new`, or of all if it is none, can be as the writer left them.
pub(super) fn gather(c: &Connection, new: Option<&FxHashSet<i64>>, now: Now) -> rusqlite::Result<()> {
    gather_by(c, new, now, AT_ONCE)
}

/// As [`gather`], with not many more than `most` tellings in memory, unless a family is larger.
fn gather_by(c: &Connection, new: Option<&FxHashSet<i64>>, now: Now, most: usize) -> rusqlite::Result<()> {
    let names = names::settle(c)?;
    parts(c, most)?.iter().try_for_each(|part| Part::read(c, &names, new, part.as_ref())?.write(c, now))
}

/// The families that are looked at together, in as few parts as can be; none stands for all of them.
fn parts(c: &Connection, most: usize) -> rusqlite::Result<Vec<Option<FxHashSet<Family>>>> {
    let count: i64 = c.query_row("SELECT count(*) FROM telling", [], |row| row.get(0))?;
    if count as usize <= most {
        return Ok(vec![None]);
    }
    let mut sizes: BTreeMap<Family, usize> = BTreeMap::new();
    let mut statement = c.prepare("SELECT profile FROM telling")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(family) = row.get_ref(0)?.as_blob().ok().and_then(Profile::family) {
            *sizes.entry(family).or_default() += 1;
        }
    }
    let mut sizes: Vec<(Family, usize)> = sizes.into_iter().collect();
    sizes.sort_unstable_by_key(|(family, size)| (std::cmp::Reverse(*size), *family));
    let mut parts: Vec<(usize, FxHashSet<Family>)> = Vec::new();
    for (family, size) in sizes {
        match parts.iter_mut().find(|(all, _)| all + size <= most) {
            Some((all, part)) => {
                *all += size;
                part.insert(family);
            }
            None => parts.push((size, FxHashSet::from_iter([family]))),
        }
    }
    Ok(parts.into_iter().map(|(_, part)| Some(part)).collect())
}

/// Tellings that are compared with each other, and what the database has of each.
#[derive(Default)]
struct Part {
    profiles: Vec<Profile>,
    /// The fact that each is told by.
    told: Vec<Option<i64>>,
    /// Whether its names are others than its fact's row was written with; and whether that may change more than `same_event`.
    stale: Vec<bool>,
    anew: Vec<bool>,
    /// By how many a fact is told that is not its only telling's.
    tellers: FxHashMap<i64, u32>,
}

impl Part {
    fn read(
        c: &Connection,
        Names { canon, changed }: &Names,
        new: Option<&FxHashSet<i64>>,
        families: Option<&FxHashSet<Family>>,
    ) -> rusqlite::Result<Part> {
        let mut part = Part::default();
        let mut statement = c.prepare("SELECT id, document_id, fact_id, profile FROM telling")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(3)?.as_blob().unwrap_or_default();
            if families.is_some_and(|f| Profile::family(bytes).is_none_or(|family| !f.contains(&family))) {
                continue;
            }
            let (id, fact): (i64, Option<i64>) = (row.get(0)?, row.get(2)?);
            let Some(mut profile) = Profile::read(id, row.get(1)?, bytes) else { continue };
            let other = !changed.is_empty() && profile.names_any(changed);
            let names = profile.names();
            let renamed = profile.rename(canon);
            part.anew.push(other || names != profile.names());
            part.stale.push(other || (renamed && new.is_none_or(|n| n.contains(&profile.document))));
            part.profiles.push(profile);
            part.told.push(fact);
            // A telling of its own, which nearly all are, needs no counting.
            if let Some(fact) = fact.filter(|f| *f != id) {
                *part.tellers.entry(fact).or_insert(1) += 1;
            }
        }
        Ok(part)
    }

    /// Writes the facts that these tellings tell, as far as their rows are not right already.
    fn write(&self, c: &Connection, now: Now) -> rusqlite::Result<()> {
        let Part { profiles, told, stale, anew, tellers } = self;
        let mut rewritten = Facts { old: FxHashSet::default(), new: Vec::new() };
        let mut grouped = vec![false; profiles.len()];
        for fact in merge(profiles) {
            let id = fact.iter().map(|n| profiles[*n as usize].id).min().unwrap_or_default();
            let right = |n: &u32| told[*n as usize] == Some(id) && !stale[*n as usize];
            fact.iter().for_each(|n| grouped[*n as usize] = true);
            if !fact.iter().all(right) || tellers.get(&id).copied().unwrap_or(1) as usize != fact.len() {
                let old: SmallVec<[i64; 8]> = fact.iter().filter_map(|n| told[*n as usize]).collect();
                rewritten.add(id, fact.into(), old);
            }
        }
        let mut same_event = c.prepare("UPDATE fact SET same_event = ? WHERE id = ?")?;
        for (n, profile) in profiles.iter().enumerate().filter(|(n, _)| !grouped[*n]) {
            if told[n] != Some(profile.id) || tellers.contains_key(&profile.id) || (stale[n] && anew[n]) {
                rewritten.add(profile.id, SmallVec::from_slice(&[n as u32]), told[n]);
            } else if stale[n] {
                // All else is as its document tells it.
                same_event.execute(params![Profile::same_event([profile]), profile.id])?;
            }
        }
        rewritten.write(c, profiles, now)
    }
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
struct Facts {
    old: FxHashSet<i64>,
    new: Vec<(i64, SmallVec<[u32; 2]>)>,
}

impl Facts {
    fn add(&mut self, id: i64, members: SmallVec<[u32; 2]>, old: impl IntoIterator<Item = i64>) {
        self.old.insert(id);
        self.old.extend(old);
        self.new.push((id, members));
    }

    fn write(&self, c: &Connection, profiles: &[Profile], now: Now) -> rusqlite::Result<()> {
        let mut fact = c.prepare("DELETE FROM fact WHERE id = ?")?;
        let mut mention = c.prepare("DELETE FROM fact_mention WHERE fact_id = ?")?;
        for id in &self.old {
            now.keep(c, *id)?;
            fact.execute([id])?;
            mention.execute([id])?;
        }
        let mut insert = Insert::new(c)?;
        for (id, members) in &self.new {
            let members: SmallVec<[&Profile; 8]> = members.iter().map(|n| &profiles[*n as usize]).collect();
            insert.fact(*id, &members, now)?;
        }
        Ok(())
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
                                   date_earliest, date_latest, expression, basis, mentions, documents, publishers, sources, same_event, run_id)
                 SELECT ?1, document_id, sentence_id, id, type, status, trigger, ?3, ?4, ?5, ?6, date_value, date_edtf, date_earliest, date_latest,
                        expression, basis, ?7, ?8, ?9, ?10, ?11, ?12
                 FROM mention WHERE id = ?2",
            )?,
            mention: c.prepare("INSERT INTO fact_mention VALUES (?, ?)")?,
            telling: c.prepare("UPDATE telling SET fact_id = ? WHERE id = ?")?,
            source: c.prepare("SELECT publisher, sketch FROM document WHERE id = ?")?,
        })
    }

    /// Writes the fact that `members` tell; the first of them leads.
    fn fact(&mut self, id: i64, members: &[&Profile], now: Now) -> rusqlite::Result<()> {
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
            Profile::same_event(members.iter().copied()),
            now.run
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::extract::Extractor;
    use crate::store::{Record, Store};

    #[test]
    fn facts_are_the_same_however_many_tellings_are_looked_at_at_once() {
        let extractor = Extractor::new(None).expect("the built-in rules compile");
        let mut store = Store::in_memory().expect("a database");
        let texts = [
            "Northwind bought Contoso for $3 million on June 4, 2018. Fabrikam sued Wingtip on July 2, 2018.",
            "On June 4, 2018, Northwind acquired Contoso. Northwind will launch Bluebird on August 1, 2018.",
            "Fabrikam sued Wingtip on July 2, 2018. Northwind will launch Bluebird on August 1, 2018.",
        ];
        let record = |(n, text): (usize, &&str)| {
            let date = "2018-07-12".parse().ok();
            let document = Document { id: n.to_string(), date, text: (*text).into(), ..Document::default() };
            let extraction = extractor.extract(&document);
            Record::new(document, extraction)
        };
        let records: Vec<Record> = texts.iter().enumerate().map(record).collect();
        store.write(&[], |w| records.iter().try_for_each(|r| w.put(r).map(|_| ()))).expect("a run");
        let facts = || {
            let sql = "SELECT group_concat(f.id || type || status || agents || targets || documents || mention_id) FROM fact f";
            store.connection.query_row(sql, [], |row| row.get::<_, String>(0)).expect("facts")
        };
        let together: i64 =
            store.connection.query_row("SELECT max(documents) FROM fact", [], |row| row.get(0)).expect("facts");
        assert_eq!(together, 2, "some are told twice");
        let once = facts();
        for most in [0, 2, 100] {
            let forget = "DELETE FROM fact; DELETE FROM fact_mention; UPDATE telling SET fact_id = NULL";
            store.connection.execute_batch(forget).expect("forgotten");
            gather_by(&store.connection, None, Now { run: 1, before: 0 }, most).expect("gathered");
            assert_eq!(facts(), once, "{most} at once");
        }
    }
}
