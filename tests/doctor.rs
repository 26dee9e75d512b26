//! The doctor finds what the test broke, says how to mend it, and mends it.

mod common;

use common::Folder;
use rusqlite::Connection;

const NEWS: &str = "{\"id\": \"a\", \"date\": \"2018-07-12\", \"text\": \"Café news: Northwind acquired Contoso in May 2018.\"}\n{\"id\": \"b\", \"date\": \"2018-07-12\", \"text\": \"Fabrikam sued Wingtip on July 2, 2018.\"}\n";

/// A sound database, on which `sql` was let loose.
fn broken(sql: &str) -> Folder {
    let folder = Folder::new(&[("news.jsonl", NEWS.as_bytes())]);
    assert_eq!(folder.run(&["extract", "news.jsonl", "--quiet"]).code, 0);
    let c = Connection::open(folder.path().join("annals.db")).expect("opens");
    c.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).expect(sql);
    folder
}

#[test]
fn a_sound_database_is_sound() {
    let run = broken("").run(&["doctor"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "annals.db: sound\n", ""));
}

#[test]
fn damage_is_named_and_mended() {
    for (sql, words) in [
        (
            "UPDATE document SET text = replace(text, 'Contoso', 'Tailspin') WHERE key = 'a'",
            "1 document changed since being read",
        ),
        (
            "UPDATE document SET text = 'x' || text WHERE key = 'a'",
            "in mention whose trigger no longer stands in its document",
        ),
        ("UPDATE sentence SET text = 'Nothing.'", "2 rows in sentence whose text no longer stands"),
        ("UPDATE timex SET char_end = 100000", "2 rows in timex whose text no longer stands"),
        ("UPDATE timex SET char_start = -1", "2 rows in timex whose text no longer stands"),
        ("DELETE FROM document WHERE key = 'a'", "in mention whose document_id leads to no document"),
        ("DELETE FROM mention", "in argument whose mention_id leads to no mention"),
        ("DELETE FROM sentence", "in fact whose sentence_id leads to no sentence"),
        ("DELETE FROM entity", "in argument whose entity_id leads to no entity"),
        (
            "INSERT INTO sentence_fts (sentence_fts) VALUES ('delete-all')",
            "the full-text index and the sentences differ in 2 rows",
        ),
        (
            "INSERT INTO sentence_fts (sentence_fts, rowid, text) VALUES ('delete', (SELECT min(id) FROM sentence), 'Café news: Northwind acquired Contoso in May 2018.'); INSERT INTO sentence_fts (rowid, text) SELECT min(id), 'other words' FROM sentence",
            "the full-text index holds other words than the sentences",
        ),
        ("DROP INDEX fact_by_type", "indexes are missing: fact_by_type"),
    ] {
        let folder = broken(sql);
        let run = folder.run(&["doctor"]);
        assert_eq!(run.code, 3, "{sql}: {run:?}");
        assert!(run.out.contains(words) && run.out.contains("mend: annals doctor"), "{sql}: {run:?}");
        let mended = folder.run(&["doctor", "--mend"]);
        assert!(mended.code == 0 && mended.out.contains("annals.db: mended"), "{sql}: {mended:?}");
        assert_eq!(folder.run(&["extract", "news.jsonl", "--quiet"]).code, 0);
        let run = folder.run(&["doctor"]);
        assert_eq!((run.code, run.out.as_str()), (0, "annals.db: sound\n"), "{sql}");
        let facts = folder.run(&["query", "SELECT count(*) FROM timeline", "--to", "csv"]);
        assert_eq!(facts.out, "count(*)\r\n2\r\n", "{sql}");
    }
}

#[test]
fn a_missing_table_and_torn_pages_are_beyond_mending() {
    let folder = broken("DROP TABLE fact_mention");
    let run = folder.run(&["doctor"]);
    assert!(
        run.code == 3 && run.out.contains("the table fact_mention is missing") && run.out.contains("restore the file"),
        "{run:?}"
    );
    let folder = broken("");
    let path = folder.path().join("annals.db");
    let mut bytes = std::fs::read(&path).expect("there");
    let size = bytes.len();
    // One page of a table, and not one of the list of tables.
    let page = rusqlite::Connection::open(&path)
        .and_then(|c| {
            c.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'mention'", [], |r| r.get::<_, i64>(0))
        })
        .expect("a table");
    let page = usize::try_from(page).expect("a number");
    bytes[(page - 1) * 16384..page * 16384].fill(0xA5);
    std::fs::write(&path, &bytes).expect("written");
    let run = folder.run(&["doctor"]);
    assert!(run.code == 3 && run.out.contains("wrong: ") && run.out.contains(".recover"), "{run:?}");
    // Where not even the list of tables can be read, that is all there is to say.
    bytes[size / 8..].fill(0xA5);
    std::fs::write(&path, &bytes).expect("written");
    let run = folder.run(&["doctor"]);
    assert!(run.code == 2 && run.err.contains("annals.db: is damaged") && run.err.contains(".recover"), "{run:?}");
}

#[test]
fn a_first_run_that_was_cut_off_is_a_note() {
    let folder = broken("DROP INDEX fact_by_date; UPDATE run SET finished_at = NULL");
    let run = folder.run(&["doctor"]);
    assert!(
        run.code == 0 && run.out.contains("note: the first run was cut off") && run.out.contains("sound"),
        "{run:?}"
    );
    assert_eq!(folder.run(&["extract", "news.jsonl", "--quiet"]).code, 0);
    assert!(!folder.run(&["doctor"]).out.contains("first run"));
}

#[test]
fn what_is_no_database_cannot_be_examined() {
    let folder = Folder::new(&[("text.db", "only a text of some length ".repeat(99).as_bytes())]);
    for (db, words) in [("text.db", "is not a SQLite database"), ("none.db", "no such database")] {
        let run = folder.run(&["doctor", db]);
        assert!(run.code == 2 && run.err.contains(words), "{run:?}");
    }
}

#[test]
fn the_documents_of_an_older_database_are_read_again_from_its_own_text() {
    for (version, changes) in [
        (3, "UPDATE fact SET agents = 'as an older program had it'"),
        (1, "ALTER TABLE document DROP COLUMN language; DROP TABLE alias"),
    ] {
        let folder = broken("");
        folder.write("b.jsonl", b"{\"id\": 1}\n");
        assert_eq!(folder.run(&["extract", "b.jsonl", "--quiet"]).code, 2);
        let facts =
            ["query", "SELECT agents, targets, date_edtf, document_key, document_date FROM timeline", "--to", "csv"];
        let before = folder.run(&facts).out;
        let path = folder.path().join("annals.db");
        let c = Connection::open(&path).expect("opens");
        let views = "SELECT group_concat('DROP VIEW ' || name, ';') FROM sqlite_schema WHERE type = 'view'";
        let views: String = c.query_row(views, [], |row| row.get(0)).expect("views");
        c.execute_batch(&format!("{views}; {changes}; PRAGMA user_version = {version};")).expect(changes);
        drop(c);
        // The articles are gone; what was read of them is not.
        std::fs::remove_file(folder.path().join("news.jsonl")).expect("removed");
        for args in [["extract", "b.jsonl"], ["query", "SELECT 1"]] {
            let run = folder.run(&args);
            assert!(run.code == 2 && run.err.contains("annals doctor annals.db --mend"), "{run:?}");
        }
        let run = folder.run(&["doctor"]);
        assert!(run.code == 3 && run.out.contains("written by an older annals"), "{run:?}");
        // What a run that was killed meanwhile left is no hindrance.
        folder.write("annals.db.new", b"half a file");
        let run = folder.run(&["doctor", "--mend"]);
        assert!(run.code == 0 && run.out.contains("2 documents were read again"), "{run:?}");
        assert_eq!(folder.run(&facts).out, before, "version {version}");
        assert_eq!(folder.run(&["query", "SELECT count(*) FROM failure", "--to", "csv"]).out, "count(*)\r\n1\r\n");
        assert_eq!(folder.run(&["doctor"]).out, "annals.db: sound\n");
        let kept = Connection::open(folder.path().join(format!("annals.db.v{version}"))).expect("kept");
        let documents: i64 = kept.query_row("SELECT count(*) FROM document", [], |row| row.get(0)).expect("whole");
        assert_eq!(documents, 2);
        let files = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 3, "the database, the old one, and the input");
    }
}
