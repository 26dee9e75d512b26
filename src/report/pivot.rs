//! Facts counted: by actor, type, place, month or source.

use std::collections::BTreeMap;

use super::word::{date, key_day};
use crate::store::{Cell, Entry, Rows};

/// What facts are counted by.
#[derive(Debug)]
pub struct By {
    /// What `--by` calls it.
    pub name: &'static str,
    keys: fn(&Entry) -> Vec<String>,
    /// Whether rows stand in the order of their names, and not by their number of facts.
    ordered: bool,
}

/// All of them.
pub const BY: &[By] = &[
    By { name: "actor", keys: |e| e.actors.clone(), ordered: false },
    By { name: "type", keys: |e| vec![e.kind.clone()], ordered: false },
    By { name: "place", keys: |e| e.place.iter().cloned().collect(), ordered: false },
    By { name: "month", keys: month, ordered: true },
    By { name: "source", keys: sources, ordered: false },
];

/// The month that a fact surely lies in; else the words of its date.
fn month(entry: &Entry) -> Vec<String> {
    let part = |day: &Option<String>| day.as_deref().and_then(|d| d.get(..7)).map(str::to_owned);
    match (part(&entry.date_earliest), part(&entry.date_latest)) {
        (Some(a), Some(b)) if a == b => vec![a],
        _ => vec!["not one month".into()],
    }
}

fn sources(entry: &Entry) -> Vec<String> {
    let name = |publisher: &Option<String>, title: &Option<String>, key: &str| {
        publisher.as_deref().or(title.as_deref()).unwrap_or(key).to_owned()
    };
    let mut names = vec![name(&entry.publisher, &entry.document, &entry.document_key)];
    names.extend(entry.also.iter().map(|t| name(&t.publisher, &t.document, &t.document_key)));
    names.sort_unstable();
    names.dedup();
    names
}

/// A row a key: its facts in all and by status, and when the first and the last took place.
pub fn pivot(entries: &[Entry], by: &By) -> Rows {
    const STATUSES: [&str; 4] = ["happened", "planned", "alleged", "denied"];
    let mut groups: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        for key in (by.keys)(entry) {
            groups.entry(key).or_default().push(entry);
        }
    }
    let mut groups: Vec<(String, Vec<&Entry>)> = groups.into_iter().collect();
    if !by.ordered {
        groups.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.len()));
    }
    let row = |(key, facts): (String, Vec<&Entry>)| {
        let mut row = vec![Cell::Text(key), Cell::Integer(facts.len() as i64)];
        row.extend(STATUSES.map(|s| Cell::Integer(facts.iter().filter(|e| e.status == s).count() as i64)));
        let dated = || facts.iter().filter(|e| key_day(e).is_some());
        let cell = |entry: Option<&&Entry>| entry.map_or(Cell::Null, |e| Cell::Text(date(e)));
        row.extend([cell(dated().min_by_key(|e| key_day(e))), cell(dated().max_by_key(|e| key_day(e)))]);
        row
    };
    let columns =
        [by.name, "facts"].iter().chain(&STATUSES).chain(&["first", "last"]).map(|c| (*c).to_owned()).collect();
    Rows { columns, rows: groups.into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_counted_by_what_is_asked() {
        let base = super::super::text::tests::entry;
        let on = |day: &str, status: &str| Entry {
            date_earliest: Some(day.into()),
            date_latest: Some(day.into()),
            status: status.into(),
            ..base()
        };
        let entries = [on("2018-05-03", "happened"), on("2018-05-09", "planned"), base()];
        let told = |name: &str| -> Vec<String> {
            let by = BY.iter().find(|b| b.name == name).expect("there");
            pivot(&entries, by).rows.iter().map(|r| r.iter().map(Cell::text).collect::<Vec<_>>().join("|")).collect()
        };
        assert_eq!(told("type"), ["ban|3|2|1|0|0|3 May 2018|9 May 2018"]);
        assert_eq!(told("month"), ["2018-05|2|1|1|0|0|3 May 2018|9 May 2018", "not one month|1|1|0|0|0||"]);
        assert_eq!(told("actor").len(), 3);
        assert_eq!(told("source"), ["A ban|3|2|1|0|0|3 May 2018|9 May 2018"]);
        assert!(pivot(&[], &BY[0]).rows.is_empty());
    }
}
