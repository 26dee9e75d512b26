//! The days that `--key-dates` chooses, against those that most mentions are of: on three invented stories with the days that a chronology would list.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::Folder;

/// A story: its documents as JSONL, and its key days.
#[derive(Default)]
struct Story {
    lines: String,
    key: BTreeSet<String>,
}

fn stories() -> BTreeMap<&'static str, Story> {
    let mut stories: BTreeMap<&str, Story> = BTreeMap::new();
    for (n, line) in include_str!("key_dates.tsv").lines().filter(|l| !l.starts_with('#')).enumerate() {
        let mut parts = line.splitn(3, '\t');
        let mut part = || parts.next().expect("three parts");
        let (name, date, text) = (part(), part(), part());
        let story = stories.entry(name).or_default();
        if date == "key" {
            story.key = text.split(' ').map(str::to_owned).collect();
        } else {
            story.lines += &format!("{}\n", serde_json::json!({"id": n, "date": date, "text": text}));
        }
    }
    stories
}

#[test]
fn key_dates_are_those_of_a_chronology_more_often_than_the_most_mentioned_days() {
    let (mut wanted, mut chosen, mut counted) = (0, 0, 0);
    for (name, Story { lines, key }) in stories() {
        let folder = Folder::new(&[("story.jsonl", lines.as_bytes())]);
        assert_eq!(folder.run(&["extract", "story.jsonl", "--quiet"]).code, 0);
        let n = key.len().to_string();
        let run = folder.run(&["timeline", "--key-dates", &n, "--to", "jsonl"]);
        let days = run.out.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"));
        let days: BTreeSet<String> = days.filter_map(|d| Some(d["date_earliest"].as_str()?.to_owned())).collect();
        let sql = "SELECT date_earliest FROM mention WHERE date_earliest = date_latest AND basis <> 'none' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT :n";
        let run = folder.run(&["query", sql, "--param", &format!("n={n}"), "--to", "csv"]);
        let most: BTreeSet<String> = run.out.lines().skip(1).map(|l| l.trim().to_owned()).collect();
        println!("{name}: wanted {key:?}\n  key dates {days:?}\n  most mentioned {most:?}");
        wanted += key.len();
        chosen += key.intersection(&days).count();
        counted += key.intersection(&most).count();
    }
    println!("of {wanted} days: key dates {chosen}, most mentioned {counted}");
    assert!(chosen > counted && chosen * 10 >= wanted * 8, "{chosen} and {counted} of {wanted}");
}
