//! Which tellings of different documents are of one event: pairwise precision and recall on a set of our own.

use std::collections::BTreeMap;

use annals::document::Document;
use annals::extract::Extractor;
use annals::store::{Record, Store};

/// A document of the set: the label of its event, its date, its text.
fn set() -> Vec<(&'static str, &'static str, &'static str)> {
    let line = |line: &'static str| {
        let mut parts = line.splitn(3, '\t');
        let mut part = || parts.next().expect("three parts");
        (part(), part(), part())
    };
    include_str!("same_event.tsv").lines().filter(|l| !l.starts_with('#')).map(line).collect()
}

#[test]
fn events_told_by_several_documents_are_told_from_those_that_look_alike() {
    let set = set();
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let record = |(n, (_, date, text)): (usize, &(&str, &str, &str))| {
        let (id, date) = (format!("{n:03}"), date.parse().ok());
        let document = Document { id, path: "set".into(), date, text: (*text).into(), ..Document::default() };
        let extraction = extractor.extract(&document);
        Record::new(document, extraction)
    };
    let records: Vec<Record> = set.iter().enumerate().map(record).collect();
    let mut store = Store::in_memory().expect("a database");
    store.write(&[], |w| records.iter().try_for_each(|r| w.put(r).map(|_| ()))).expect("a run");
    // Two documents are together if they tell a fact together.
    let sql = "SELECT DISTINCT a.document_id / 33554432 - 1, b.document_id / 33554432 - 1
               FROM telling a JOIN telling b ON b.fact_id = a.fact_id AND b.document_id > a.document_id ORDER BY 1, 2";
    let number = |cell: &annals::store::Cell| cell.text().parse::<usize>().expect("a number");
    let rows = store.query(sql, &[]).expect("SQL").rows;
    let found: Vec<(usize, usize)> = rows.iter().map(|row| (number(&row[0]), number(&row[1]))).collect();
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    set.iter().for_each(|(label, ..)| *events.entry(label).or_default() += 1);
    let wanted: usize = events.values().map(|n| n * (n - 1) / 2).sum();
    let right = found.iter().filter(|(a, b)| set[*a].0 == set[*b].0).count();
    for (a, b) in found.iter().filter(|(a, b)| set[*a].0 != set[*b].0) {
        println!("wrong: {} = {}\n  {}\n  {}", set[*a].0, set[*b].0, set[*a].2, set[*b].2);
    }
    for (a, one) in set.iter().enumerate() {
        for (b, other) in set.iter().enumerate().skip(a + 1) {
            if one.0 == other.0 && !found.contains(&(a, b)) {
                println!("missed: {}\n  {}\n  {}", one.0, one.2, other.2);
            }
        }
    }
    // Other events of one family ("deal-1", "deal-2") look alike: that these stay apart is half of the matter.
    let family = |label: &'static str| label.rsplit_once('-').map_or(label, |(family, _)| family);
    let near = |a: usize, b: usize| set[a].0 != set[b].0 && family(set[a].0) == family(set[b].0);
    let alike: usize = (0..set.len()).map(|a| (a + 1..set.len()).filter(|b| near(a, *b)).count()).sum();
    let taken = found.iter().filter(|(a, b)| near(*a, *b)).count();
    let silent = records.iter().filter(|r| r.facts.is_empty()).count();
    println!(
        "{} documents ({silent} tell no fact), {} events; pairs: {right} right of {} found, {wanted} wanted; {taken} of {alike} pairs that look alike are taken for one",
        set.len(),
        events.len(),
        found.len()
    );
    assert!(wanted >= 60 && alike >= 100, "a set that tells something");
    assert_eq!(right, found.len(), "no two events are taken for one");
    assert!(right * 100 >= wanted * FLOOR, "{right} of {wanted} pairs");
}

/// The share of pairs, in percent, that has to be found.
const FLOOR: usize = 66;
