//! `annals merge`: databases, and folders of Parquet, into one database.

mod common;

use common::Folder;
use serde_json::json;

const MONDAY: &str = "Northwind Traders acquired Contoso in May 2017. Zoë Marin will leave Contoso next month.";
const TUESDAY: &str = "Northwind Traders bought Contoso in May 2017, “for good”. Last week Litware sued Fabrikam.";

fn line(id: &str, text: &str) -> String {
    json!({"id": id, "date": "2018-07-14", "title": id, "text": text, "url": "https://www.paper.example/x"}).to_string()
}

/// Two files, each in a database of its own, and both in one.
fn folder() -> Folder {
    let folder = Folder::new(&[
        ("monday.jsonl", line("a", MONDAY).as_bytes()),
        ("tuesday.jsonl", format!("{}\n{{\"id\": \"none\"}}\n", line("b", TUESDAY)).as_bytes()),
        ("aliases.csv", b"name,stands_for\nLW,Litware\n"),
    ]);
    folder.run(&["extract", "-q", "monday.jsonl", "--db", "monday.db", "--aliases", "aliases.csv"]);
    folder.run(&["extract", "-q", "tuesday.jsonl", "--db", "tuesday.db"]);
    folder.run(&["extract", "-q", "monday.jsonl", "tuesday.jsonl", "--db", "both.db", "--aliases", "aliases.csv"]);
    folder
}

/// All tables of a database, but for what says when it was written and by whom.
fn tables(folder: &Folder, db: &str) -> String {
    let mut out = String::new();
    for sql in [
        "SELECT * FROM timeline ORDER BY id",
        "SELECT id, path, key, date, date_source, language, title, text, metadata, replaced, hex(sha256), publisher, hex(sketch), extraction FROM document",
        "SELECT * FROM sentence",
        "SELECT * FROM timex",
        "SELECT * FROM mention",
        "SELECT * FROM argument",
        "SELECT * FROM entity",
        "SELECT * FROM alias",
        "SELECT * FROM fact_mention",
        "SELECT id, document_id, fact_id, hex(profile) FROM telling",
        "SELECT path, line, message FROM failure",
        "SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH 'bought OR acquired'",
    ] {
        let run = folder.run(&["query", sql, "--db", db, "--to", "jsonl"]);
        assert!(run.code < 2, "{}", run.err);
        out += &run.out;
    }
    out
}

#[test]
fn databases_become_one_as_if_their_documents_had_been_read_together() {
    let folder = folder();
    let run = folder.run(&["merge", "--into", "all.db", "monday.db", "tuesday.db"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("2 documents merged into all.db: 2 new, 0 changed, 0 as before"), "{}", run.err);
    assert!(run.err.contains("1 input that could not be read when they were extracted"), "{}", run.err);
    assert_eq!(tables(&folder, "all.db"), tables(&folder, "both.db"));
    let facts = folder.run(&["query", "SELECT max(documents) AS n FROM fact", "--db", "all.db", "--to", "csv"]);
    assert_eq!(facts.out, "n\r\n2\r\n", "two papers tell one acquisition");
    let doctor = folder.run(&["doctor", "all.db"]);
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
}

#[test]
fn merging_again_changes_nothing_and_a_changed_document_takes_the_place_of_its_earlier_form() {
    let folder = folder();
    folder.run(&["merge", "-q", "--into", "all.db", "monday.db", "tuesday.db"]);
    let before = tables(&folder, "all.db");
    let run = folder.run(&["merge", "--into", "all.db", "tuesday.db", "monday.db"]);
    assert!(run.err.starts_with("2 documents merged into all.db: 0 new, 0 changed, 2 as before"), "{}", run.err);
    assert_eq!(tables(&folder, "all.db"), before);
    folder.write("monday.jsonl", line("a", "Northwind acquired Contoso in June 2017.").as_bytes());
    folder.run(&["extract", "-q", "monday.jsonl", "--db", "monday.db"]);
    let run = folder.run(&["merge", "--into", "all.db", "monday.db"]);
    assert!(run.err.contains("0 new, 1 changed, 0 as before"), "{}", run.err);
}

#[test]
fn what_cannot_be_merged_is_refused_before_anything_is_written() {
    let folder = folder();
    for (path, why) in [
        ("absent.db", "absent.db: no such database"),
        ("monday.jsonl", "monday.jsonl: is not a SQLite database"),
        ("both.db", "both.db: is the database to merge into; name others"),
        (
            ".",
            if cfg!(feature = "parquet") {
                ".: holds no Parquet files"
            } else {
                ".: is a folder of Parquet, which this annals does not read"
            },
        ),
    ] {
        let into = if path == "both.db" { path } else { "new.db" };
        let run = folder.run(&["merge", "--into", into, "monday.db", path]);
        assert_eq!(run.code, 2, "{path}: {}", run.err);
        assert!(run.err.contains(why), "{path}: {}", run.err);
        assert!(!folder.path().join("new.db").exists(), "{path}");
    }
}

#[test]
fn two_documents_of_one_name_are_told_apart_by_a_failure() {
    let folder = folder();
    folder.write("monday.jsonl", line("a", TUESDAY).as_bytes());
    folder.run(&["extract", "-q", "monday.jsonl", "--db", "other.db"]);
    let run = folder.run(&["merge", "--into", "all.db", "monday.db", "other.db"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("has two documents with the id \"a\"; only the first is stored"), "{}", run.err);
}

#[cfg(feature = "parquet")]
mod parquet {
    use super::*;

    #[test]
    fn a_folder_of_parquet_becomes_the_database_that_extract_makes() {
        let folder = folder();
        let run = folder.run(&["extract", "-q", "monday.jsonl", "tuesday.jsonl", "--to", "parquet", "-o", "lake"]);
        assert_eq!(run.code, 3, "one line has no text: {}", run.err);
        folder.run(&["extract", "-q", "monday.jsonl", "tuesday.jsonl", "--db", "plain.db"]);
        let run = folder.run(&["merge", "--into", "all.db", "lake"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(tables(&folder, "all.db"), tables(&folder, "plain.db"));
        let run = folder.run(&["export", "parquet", "--db", "plain.db", "-o", "exported"]);
        assert_eq!(run.code, 0, "{}", run.err);
        folder.run(&["merge", "--into", "again.db", "exported"]);
        assert_eq!(tables(&folder, "again.db"), tables(&folder, "plain.db"));
    }

    #[test]
    fn the_timeline_is_a_table_of_parquet() {
        let folder = folder();
        let run = folder.run(&["timeline", "--db", "both.db", "--to", "parquet", "-o", "timeline.parquet"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let file = std::fs::File::open(folder.path().join("timeline.parquet")).expect("written");
        let reader = ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
        let rows: usize = reader.build().expect("read").map(|batch| batch.expect("rows").num_rows()).sum();
        let facts = folder.run(&["query", "SELECT count(*) AS n FROM fact", "--db", "both.db", "--to", "jsonl"]);
        assert_eq!(facts.out.trim(), format!("{{\"n\":{rows}}}"));
    }

    #[test]
    fn what_is_no_table_of_ours_is_refused_by_name() {
        let folder = folder();
        folder.run(&["extract", "-q", "monday.jsonl", "--to", "parquet", "-o", "lake"]);
        let again = folder.run(&["extract", "-q", "monday.jsonl", "--to", "parquet", "-o", "lake"]);
        assert_eq!(
            (again.code, again.err.contains("lake: holds table=mention already; name another folder")),
            (2, true),
            "{}",
            again.err
        );
        let nowhere = folder.run(&["extract", "-q", "monday.jsonl", "--to", "parquet"]);
        assert!(nowhere.err.contains("Parquet is written into a folder; name it with -o"), "{}", nowhere.err);
        // A mention is missing: the folder was copied in part.
        std::fs::remove_file(folder.path().join("lake/table=mention/part-0.parquet")).expect("there");
        let part = folder.run(&["merge", "--into", "part.db", "lake"]);
        assert!(part.err.contains("1 input that could not be read"), "{}", part.err);
        let why = folder.run(&["query", "SELECT message FROM failure", "--db", "part.db", "--to", "csv"]);
        assert!(
            why.out.contains("document a has 2 mentions, but 0 of them are there: copy the whole folder"),
            "{}",
            why.out
        );
        folder.write("lake/table=document/part-1.parquet", b"PAR1 no");
        let broken = folder.run(&["merge", "--into", "all.db", "lake"]);
        assert!(broken.err.contains("part-1.parquet: cannot be read as Parquet"), "{}", broken.err);
    }
}
