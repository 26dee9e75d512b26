//! History: what facts said before a run changed them, or no longer told them; and what changed between two runs.

use rusqlite::{Connection, Row, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::record::ROWS;
use super::{Rows, Store};
use crate::error::{Error, Result};

/// Whose rows are being written: those of facts that the last finished run left are kept before they go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    /// The run under way.
    pub(super) run: i64,
    /// The last run that was finished; 0 where nothing is to be kept.
    pub(super) before: i64,
}

/// The columns that a version and a fact share, in the order of `past_fact`.
const SAID: &str =
    "type, status, trigger, agents, targets, place, amount, date_value, date_edtf, date_earliest, date_latest";

/// After the doctor removed documents: what is told no longer has ended.
pub(super) const FORGET: &str = "UPDATE past_fact SET thread = -n, fate = 'gone', joined = NULL
    WHERE fate IS NULL OR (thread > 0 AND thread NOT IN (SELECT id FROM fact));";

impl Now {
    /// The run that comes next.
    pub(super) fn next(c: &Connection) -> rusqlite::Result<Now> {
        let run = c.query_row("SELECT coalesce(max(id), 0) + 1 FROM run", [], |row| row.get(0))?;
        let finished = "SELECT coalesce(max(id), 0) FROM run WHERE finished_at IS NOT NULL";
        Ok(Now { run, before: c.query_row(finished, [], |row| row.get(0))? })
    }

    /// The last run, for who mends what it left: no run is to tell of that.
    pub(super) fn last(c: &Connection) -> rusqlite::Result<Now> {
        let run = c.query_row("SELECT coalesce(max(id), 0) FROM run", [], |row| row.get(0))?;
        Ok(Now { run, before: 0 })
    }

    /// Keeps what the fact says that is about to go.
    pub(super) fn keep(self, c: &Connection, fact: i64) -> rusqlite::Result<()> {
        self.keep_where(c, "id = ?3", &[&fact])
    }

    /// Keeps what the facts say that the document tells.
    pub(super) fn keep_of(self, c: &Connection, document: i64) -> rusqlite::Result<()> {
        let told = "id IN (SELECT fact_id FROM telling WHERE id BETWEEN ?3 AND ?4)";
        self.keep_where(c, told, &[&document, &(document + ROWS - 1)])
    }

    fn keep_where(self, c: &Connection, which: &str, values: &[&dyn rusqlite::ToSql]) -> rusqlite::Result<()> {
        if self.before == 0 {
            return Ok(());
        }
        let sql = format!(
            "INSERT INTO past_fact (thread, id, document_id, since, until, {SAID}, quote)
             SELECT id, id, document_id, run_id, ?1, {SAID}, coalesce((SELECT text FROM sentence WHERE id = sentence_id), '')
             FROM fact WHERE run_id <= ?2 AND {which}"
        );
        let values = [&[&self.run as &dyn rusqlite::ToSql, &self.before], values].concat();
        c.prepare_cached(&sql)?.execute(values.as_slice()).map(|_| ())
    }

    /// Finds what became of the facts that were kept: what says the same again was never gone.
    pub(super) fn settle(self, c: &Connection) -> rusqlite::Result<()> {
        let mut documents = c.prepare("SELECT DISTINCT document_id FROM past_fact WHERE fate IS NULL ORDER BY 1")?;
        let documents: Vec<i64> = documents.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut ends = Ends::default();
        for document in documents {
            self.settle_document(c, document, &mut ends)?;
        }
        ends.write(c)
    }

    fn settle_document(self, c: &Connection, document: i64, ends: &mut Ends) -> rusqlite::Result<()> {
        let sql = format!(
            "SELECT n, id, since, {SAID}, quote FROM past_fact WHERE fate IS NULL AND document_id = ? ORDER BY id, n"
        );
        let old: Vec<Version> =
            c.prepare_cached(&sql)?.query_map([document], Version::read)?.collect::<rusqlite::Result<_>>()?;
        let told = told(c, document)?;
        let facts: FxHashSet<i64> = told.iter().map(|(fact, ..)| *fact).collect();
        let sql = format!("SELECT mentions, id, run_id, {SAID}, '' FROM fact WHERE id = ?");
        let mut fact = c.prepare_cached(&sql)?;
        let mut new: Vec<Version> = Vec::new();
        for id in facts {
            let version = fact.query_row([id], Version::read)?;
            if version.since > self.before {
                new.push(version);
            }
        }
        new.sort_by_key(|v| v.id);
        let mut left: Vec<&Version> = old.iter().collect();
        for alike in [Version::says_the_same, Version::same_words, Version::same_people, Version::half_the_same] {
            left.retain(|old| {
                let fits = |new: &&Version| {
                    !ends.taken.contains(&new.id) && old.said[0] == new.said[0] && alike(old, new, &told)
                };
                // The one with the same id first: of two that say the same, each keeps its own.
                let Some(heir) = new.iter().filter(fits).min_by_key(|new| (new.id != old.id, new.id)) else {
                    return true;
                };
                ends.taken.insert(heir.id);
                ends.found.push((
                    old.n,
                    old.id,
                    if old.said == heir.said {
                        End::Same(heir.id, old.since)
                    } else {
                        End::Changed(heir.id, heir.since)
                    },
                ));
                false
            });
        }
        for old in left {
            let joined = new.iter().find(|new| new.n > 1 && new.said[0] == old.said[0] && old.same_words(new, &told));
            ends.found.push((
                old.n,
                old.id,
                joined.map_or(End::Gone(self.run), |fact| End::Joined(fact.id, fact.since)),
            ));
        }
        Ok(())
    }
}

/// What the document tells: fact, trigger and quote of each mention.
fn told(c: &Connection, document: i64) -> rusqlite::Result<Vec<(i64, String, String)>> {
    let sql = "SELECT told.fact_id, mention.trigger, sentence.text FROM mention
               JOIN sentence ON sentence.id = mention.sentence_id
               JOIN fact_mention AS told ON told.mention_id = mention.id
               WHERE mention.id BETWEEN ? AND ?";
    let rows = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    c.prepare_cached(sql)?.query_map([document, document + ROWS - 1], rows)?.collect()
}

/// What a fact says, or said.
struct Version {
    /// The row of a past version; of a fact, how many mentions tell it.
    n: i64,
    id: i64,
    since: i64,
    trigger: String,
    quote: String,
    /// Type, status, agents, targets, place, amount, and the four columns of the date.
    said: [Option<String>; 10],
}

impl Version {
    fn read(row: &Row<'_>) -> rusqlite::Result<Version> {
        let mut said: [Option<String>; 10] = Default::default();
        for (place, column) in said.iter_mut().zip([3, 4, 6, 7, 8, 9, 10, 11, 12, 13]) {
            *place = row.get(column)?;
        }
        Ok(Version {
            n: row.get(0)?,
            id: row.get(1)?,
            since: row.get(2)?,
            trigger: row.get(5)?,
            quote: row.get(14)?,
            said,
        })
    }

    fn says_the_same(&self, new: &Version, _: &[(i64, String, String)]) -> bool {
        self.said == new.said
    }

    /// Whether the new fact is told by the words that this one was taken from.
    fn same_words(&self, new: &Version, told: &[(i64, String, String)]) -> bool {
        told.iter().any(|(fact, trigger, quote)| *fact == new.id && *trigger == self.trigger && *quote == self.quote)
    }

    fn same_people(&self, new: &Version, _: &[(i64, String, String)]) -> bool {
        let named = self.said[2..4].iter().flatten().any(|names| !names.is_empty());
        named && self.said[2..4] == new.said[2..4]
    }

    /// Whether who does it or whom it is done to is the same, and so is the word for it or the time.
    fn half_the_same(&self, new: &Version, _: &[(i64, String, String)]) -> bool {
        let same =
            |n: usize| self.said[n] == new.said[n] && self.said[n].as_ref().is_some_and(|names| !names.is_empty());
        (same(2) || same(3)) && (self.trigger == new.trigger || self.said[6..] == new.said[6..])
    }
}

/// What became of a version: the fact that continues it, and a run.
#[derive(Clone, Copy)]
enum End {
    Same(i64, i64),
    Changed(i64, i64),
    Joined(i64, i64),
    Gone(i64),
}

#[derive(Default)]
struct Ends {
    /// Facts that continue one already.
    taken: FxHashSet<i64>,
    /// Row and id of the version that ended, and how.
    found: Vec<(i64, i64, End)>,
}

impl Ends {
    fn write(&self, c: &Connection) -> rusqlite::Result<()> {
        // Earlier versions follow their fact to its new id; all are looked up before one is moved, since ids move from one fact to another.
        let (mut threads, mut joined): (FxHashMap<i64, i64>, FxHashMap<i64, Option<i64>>) = Default::default();
        let mut rows = c.prepare("SELECT n FROM past_fact WHERE thread = ?")?;
        let mut into = c.prepare("SELECT n FROM past_fact WHERE joined = ?")?;
        for (n, id, end) in &self.found {
            let (thread, fact) = match end {
                End::Same(fact, _) | End::Changed(fact, _) => (*fact, Some(*fact)),
                End::Joined(fact, _) => (-n, Some(*fact)),
                End::Gone(_) => (-n, None),
            };
            if thread != *id {
                for row in rows.query_map([id], |row| row.get(0))? {
                    threads.insert(row?, thread);
                }
            }
            if fact != Some(*id) {
                for row in into.query_map([id], |row| row.get(0))? {
                    joined.insert(row?, fact);
                }
            }
        }
        let mut thread = c.prepare("UPDATE past_fact SET thread = ? WHERE n = ?")?;
        for (n, to) in threads {
            thread.execute([to, n])?;
        }
        let mut fact = c.prepare("UPDATE past_fact SET joined = ? WHERE n = ?")?;
        for (n, to) in joined {
            fact.execute(params![to, n])?;
        }
        let mut forget = c.prepare("DELETE FROM past_fact WHERE n = ?")?;
        let mut since = c.prepare("UPDATE fact SET run_id = ? WHERE id = ?")?;
        let mut ended = c.prepare("UPDATE past_fact SET fate = ?, until = ?, joined = ? WHERE n = ?")?;
        for (n, _, end) in &self.found {
            match end {
                End::Same(fact, run) => {
                    forget.execute([n])?;
                    since.execute([run, fact])?;
                }
                End::Changed(_, run) => {
                    ended.execute(params!["changed", run, None::<i64>, n])?;
                }
                End::Joined(fact, run) => {
                    ended.execute(params!["joined", run, fact, n])?;
                }
                End::Gone(run) => {
                    ended.execute(params!["gone", run, None::<i64>, n])?;
                }
            }
        }
        Ok(())
    }
}

/// What is new, changed or gone from what the database said after one run to what it said after another. What went and came back is neither.
const BETWEEN: &str = "
WITH old AS (SELECT * FROM fact_version WHERE since <= :since AND until > :since AND until <= :until),
     new AS (SELECT * FROM fact_version WHERE since > :since AND since <= :until AND (until IS NULL OR until > :until)),
     both AS (
       SELECT CASE WHEN old.thread IS NULL THEN 'new'
                   WHEN new.thread IS NOT NULL THEN 'changed'
                   ELSE (SELECT fate FROM past_fact WHERE thread = old.thread ORDER BY until DESC LIMIT 1) END AS change,
              CASE WHEN old.thread IS NULL OR new.thread IS NULL THEN ''
                   ELSE substr(iif(old.date_value IS new.date_value AND old.date_earliest IS new.date_earliest AND old.date_latest IS new.date_latest, '', ', date')
                     || iif(old.status = new.status, '', ', status')
                     || iif(old.agents = new.agents AND old.targets = new.targets, '', ', participants')
                     || iif(old.place IS new.place, '', ', place')
                     || iif(old.amount IS new.amount, '', ', amount'), 3) END AS what,
              coalesce(new.type, old.type) AS type,
              old.date_edtf AS date_before, new.date_edtf, old.status AS status_before, new.status,
              old.agents AS agents_before, new.agents, old.targets AS targets_before, new.targets,
              old.place AS place_before, new.place, old.amount AS amount_before, new.amount,
              old.quote AS quote_before, new.quote, coalesce(new.id, old.id) AS id,
              coalesce(new.date_earliest, new.date_latest, old.date_earliest, old.date_latest) AS day,
              iif(old.thread IS NULL, json_array(new.type, new.status, new.agents, new.targets, new.date_value, new.date_edtf, new.quote),
                  json_array(old.type, old.status, old.agents, old.targets, old.date_value, old.date_edtf, old.quote)) AS key
       FROM old FULL JOIN new ON new.thread = old.thread)
SELECT change, what, type, date_before, date_edtf, status_before, status, agents_before, agents, targets_before, targets, place_before, place,
       amount_before, amount, quote_before, quote, id
FROM (SELECT *, row_number() OVER (PARTITION BY key, change ORDER BY id) AS n,
             sum(change = 'new') OVER (PARTITION BY key) AS come, sum(change = 'gone') OVER (PARTITION BY key) AS went
      FROM both)
WHERE CASE change WHEN 'changed' THEN what <> '' WHEN 'new' THEN n > went WHEN 'gone' THEN n > come ELSE 1 END
ORDER BY CASE change WHEN 'new' THEN 1 WHEN 'changed' THEN 2 WHEN 'joined' THEN 3 ELSE 4 END, day, id";

impl Store {
    /// The finished run before `until`, or before the last one, and the last one: what changed most lately lies between the two.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_runs(&self, until: Option<i64>) -> Result<(Option<i64>, Option<i64>)> {
        let run = |before: i64| {
            let sql = "SELECT max(id) FROM run WHERE finished_at IS NOT NULL AND id < ?";
            self.connection.query_row(sql, [before], |row| row.get(0)).map_err(|e| self.error(e))
        };
        let last: Option<i64> = run(i64::MAX)?;
        let before = until.or(last).map_or(Ok(None), run)?;
        Ok((before, last))
    }

    /// What changed from what the database said after the run `since` to what it said after `until`: a row a fact.
    ///
    /// # Errors
    /// Where there is no such run, or one was cut off; and those of the database.
    pub fn changes(&self, since: i64, until: i64) -> Result<Rows> {
        for run in [since, until] {
            let sql = "SELECT count(*) FROM run WHERE id = ? AND finished_at IS NOT NULL";
            let known: i64 = self.connection.query_row(sql, [run], |row| row.get(0)).map_err(|e| self.error(e))?;
            if known == 0 && run != 0 {
                return Err(Error::Query(format!(
                    "there is no finished run {run}; the runs are listed by: annals query \"SELECT * FROM run\""
                )));
            }
        }
        self.query(BETWEEN, &[("since".into(), since.to_string()), ("until".into(), until.to_string())])
    }
}
