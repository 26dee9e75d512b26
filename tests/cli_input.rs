//! Bad and odd input through the real binary: each gets one clear message and the right exit code, and the rest goes on.

mod common;

use common::Folder;

const GOOD: &str = "{\"id\": \"a\", \"date\": \"2018-07-12\", \"text\": \"Northwind acquired Contoso in May 2018.\"}\n";

/// Standard error of a run that must end with `code`.
fn told(folder: &Folder, args: &[&str], code: i32) -> String {
    let run = folder.run(args);
    assert_eq!(run.code, code, "{run:?}");
    run.err
}

fn ids(out: &str) -> Vec<String> {
    out.lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON")["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn a_missing_path_is_named() {
    let folder = Folder::new(&[("a.jsonl", GOOD.as_bytes())]);
    assert_eq!(
        told(&folder, &["extract", "missing.txt"], 2),
        "error: missing.txt: no such file or folder; check the spelling\n"
    );
    assert!(!folder.path().join("annals.db").exists(), "no database is made for nothing");
    let err = told(&folder, &["extract", "missing.txt", "a.jsonl"], 3);
    assert!(
        err.contains("failed: missing.txt: no such file") && err.contains("1 document read into annals.db: 1 new"),
        "{err}"
    );
}

#[test]
fn a_folder_without_documents_says_what_is_looked_for() {
    let folder = Folder::new(&[("empty/picture.png", b"x"), ("empty/.hidden.txt", b"x")]);
    let err = told(&folder, &["read", "empty"], 2);
    assert!(err.starts_with("error: empty: no documents in this folder; annals looks for .txt"), "{err}");
}

#[test]
fn files_that_are_no_text_are_failures() {
    let files: [(&str, &[u8]); 5] = [
        ("empty.txt", b""),
        ("blank.md", b" \n\t\n"),
        ("binary.txt", b"\x7FELF\x02\0\0"),
        ("page", b"<!DOCTYPE html><html></html>"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj"),
    ];
    let folder = Folder::new(&files);
    for (name, words) in [
        ("empty.txt", "is empty"),
        ("blank.md", "only white space"),
        ("a.pdf", "build it with the feature pdf"),
        ("binary.txt", "is a binary file of a kind that annals does not read; it reads html, feed"),
        ("binary.txt", "and any of them in .gz, .zst, .zip and .tar"),
        ("page", "--format text"),
    ] {
        let err = told(&folder, &["read", name], 2);
        assert!(err.contains(&format!("{name}: ")) && err.contains(words), "{err}");
    }
    // In a folder the good ones go on, and each failure is named and kept.
    folder.write("good.jsonl", GOOD.as_bytes());
    let err = told(&folder, &["extract", "."], 3);
    assert_eq!(err.matches("failed: ").count(), 3, "{err}");
    let failures = folder.run(&["query", "SELECT path FROM failure ORDER BY 1", "--to", "csv"]).out;
    assert_eq!(failures, "path\r\nbinary.txt\r\nblank.md\r\nempty.txt\r\n");
}

#[test]
fn broken_utf8_is_replaced_and_said() {
    let folder = Folder::new(&[
        ("a.txt", b"Caf\xE9 news: Northwind \xFF\xFEgrew."),
        ("b.jsonl", b"{\"text\": \"Caf\xE9 news\"}\n"),
    ]);
    let run = folder.run(&["read", "--to", "jsonl", "a.txt", "b.jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("Caf\u{FFFD} news: Northwind \u{FFFD}\u{FFFD}grew.") && run.out.contains("\"b.jsonl:1\""));
    assert!(run.err.contains("warning: a.txt: has 3 broken byte sequences that became U+FFFD"), "{}", run.err);
    assert!(run.err.contains("b.jsonl: document b.jsonl:1: has 1 broken byte sequence that became"), "{}", run.err);
}

#[test]
fn a_bad_line_is_named_and_the_others_go_on() {
    let lines = [
        "{\"text\": \"One.\"}",
        "",
        "{\"text\": \"Tw",
        "[1]",
        "{\"title\": \"no text\"}",
        "{\"text\": \" \"}",
        "{\"text\": 5}",
        "{\"id\": 7, \"doc\": \"x\", \"text\": \"Two.\"}\r",
    ];
    let folder = Folder::new(&[("a.jsonl", format!("\u{FEFF}{}", lines.join("\n")).as_bytes())]);
    let run = folder.run(&["read", "--to", "jsonl", "a.jsonl"]);
    assert_eq!((run.code, ids(&run.out)), (3, vec!["a.jsonl:1".to_owned(), "7".into()]));
    let starts = [
        "failed: a.jsonl:3: is no JSON",
        "failed: a.jsonl:4: is no document",
        "failed: a.jsonl:5: has no text",
        "failed: a.jsonl:6: has no text",
        "failed: a.jsonl:7: is no document",
    ];
    for (line, start) in run.err.lines().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    assert!(folder.feed(&["read", "-"], b"\n\n").err.contains("has no text"));
    folder.write("blank.jsonl", b"\n\n");
    assert!(told(&folder, &["read", "blank.jsonl"], 2).contains("only blank lines"));
}

#[test]
fn a_flood_of_failures_is_told_in_part_and_stored_whole() {
    let lines = "{\"title\": \"no text\"}\n".repeat(30) + "{\"text\": \"One.\"}\n";
    let folder = Folder::new(&[("a.jsonl", lines.as_bytes())]);
    let run = folder.run(&["extract", "a.jsonl"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.err.matches("failed: a.jsonl:").count(), 20, "{}", run.err);
    assert_eq!(run.err.matches("more failures are not told here").count(), 1, "{}", run.err);
    let ask = "annals query --db annals.db \"SELECT path, line, message FROM failure\" names them";
    assert!(run.err.contains(&format!("30 inputs could not be read, {ask}")), "{}", run.err);
    let asked = folder.run(&["query", "SELECT count(*) AS n FROM failure", "--to", "csv"]);
    assert_eq!(asked.out.lines().collect::<Vec<_>>(), ["n", "30"]);
    // Where nothing stores them, each is told.
    let printed = folder.run(&["extract", "--to", "jsonl", "a.jsonl"]);
    assert_eq!(printed.err.matches("failed: a.jsonl:").count(), 30);
}

#[test]
fn an_impossible_date_is_ignored_and_named() {
    let folder = Folder::new(&[
        ("2018-13-45-news.txt", b"Northwind grew."),
        ("a.md", b"---\ndate: February 30, 2018\ntitle: News\n---\nMarch 28, 2006\n\nNorthwind grew.\n"),
        ("b.jsonl", b"{\"date\": \"2018\", \"text\": \"Northwind grew on February 30.\"}\n"),
    ]);
    let run = folder.run(&["read", "--to", "jsonl", "."]);
    assert_eq!(run.code, 0);
    assert!(
        run.err.contains("2018-13-45-news.txt: the file's name has an impossible date, 2018-13-45, which is ignored"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("a.md: its date, \"February 30, 2018\", is ignored: February 30, 2018 is no day of the calendar"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("b.jsonl:1: its date, \"2018\", is ignored: not a full date; write it like 2018-07-12"),
        "{}",
        run.err
    );
    assert!(
        run.out.contains("\"date\":\"2006-03-28\",\"date_source\":\"dateline\",\"title\":\"News\""),
        "the next place to look is the text's head: {}",
        run.out
    );
    assert_eq!(run.out.matches("\"date\":null").count(), 2);
    let tagged = folder.run(&["tag", "--to", "jsonl", "b.jsonl"]);
    assert!(tagged.code == 0 && !tagged.out.contains("2018-02-30"), "{tagged:?}");
    assert!(told(&folder, &["read", "a.md", "--date", "2018-02-30"], 2).contains("is no day of the calendar"));
}

#[test]
fn a_date_comes_from_metadata_then_dateline_then_file_name_then_the_user() {
    let dateline = "BEIJING, July 2, 2018 — Northwind grew.";
    let front = format!("---\npublished: 2018-07-01T23:00:00-08:00\n---\n{dateline}");
    let folder = Folder::new(&[
        ("2018-07-03-a.md", front.as_bytes()),
        ("2018-07-03-b.md", dateline.as_bytes()),
        ("2018-07-03-c.md", b"Northwind grew."),
        ("d.md", b"# News\nNorthwind grew."),
    ]);
    let run = folder.run(&["read", "--to", "jsonl", "--date", "2018-07-04", "."]);
    let found: Vec<String> = run
        .out
        .lines()
        .map(|l| {
            let d: serde_json::Value = serde_json::from_str(l).expect("JSON");
            format!("{} {}", d["date"].as_str().unwrap_or(""), d["date_source"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(found, ["2018-07-01 metadata", "2018-07-02 dateline", "2018-07-03 file-name", "2018-07-04 given"]);
    assert!(run.out.lines().last().expect("d.md").contains("\"title\":\"News\""));
}

#[test]
fn folders_and_globs_are_walked_in_order_and_nothing_is_read_twice() {
    let folder = Folder::new(&[
        ("x/b.txt", b"B."),
        ("x/a.txt", b"A."),
        ("x/sub/c.md", b"C."),
        ("x/sub/d.json", b"{}"),
        ("x/.git/e.txt", b"E."),
        ("x/f.TXT", b"F."),
    ]);
    let read = |args: &[&str]| ids(&folder.run(&[&["read", "--to", "jsonl"], args].concat()).out);
    assert_eq!(read(&["x"]), ["x/a.txt", "x/b.txt", "x/f.TXT", "x/sub/c.md"]);
    assert_eq!(read(&["x/b.txt", "x"]), ["x/b.txt", "x/a.txt", "x/f.TXT", "x/sub/c.md"]);
    assert_eq!(read(&["x/*.txt"]), ["x/a.txt", "x/b.txt"]);
    assert_eq!(read(&["**/*.{md,txt}"]), ["x/a.txt", "x/b.txt", "x/sub/c.md"]);
    assert!(told(&folder, &["read", "x/*.rtf"], 2).contains("x/*.rtf: no file matches this pattern"));
    assert!(told(&folder, &["read", "x/[.txt"], 2).contains("as a pattern"));
}

#[test]
fn standard_input_is_text_markdown_or_jsonl() {
    let folder = Folder::new(&[]);
    let read = |input: &str, args: &[&str]| {
        folder.feed(&[&["read", "--to", "jsonl", "-"], args].concat(), input.as_bytes()).out
    };
    assert_eq!(ids(&read(GOOD, &[])), ["a"]);
    assert!(
        read("---\ntitle: News\n---\nNorthwind grew.", &[]).contains("\"title\":\"News\",\"text\":\"Northwind grew.\"")
    );
    assert!(
        read("Northwind grew.\r\n", &[]).contains(
            "\"id\":\"-\",\"date\":null,\"date_source\":null,\"title\":null,\"text\":\"Northwind grew.\\r\\n\""
        )
    );
    assert!(
        read(GOOD, &["--format", "text"]).contains("\\\"Northwind")
            || read(GOOD, &["--format", "text"]).contains("\"id\":\"-\"")
    );
}

#[test]
fn front_matter_that_is_no_yaml_is_named_by_line() {
    let folder = Folder::new(&[
        ("a.md", b"---\ntitle: News\ndate: [2018\n---\nNorthwind grew."),
        ("b.md", b"---\njust a rule\n---\nNorthwind grew."),
    ]);
    let err = told(&folder, &["read", "a.md"], 2);
    assert!(err.contains("failed: a.md:") && err.contains("front matter is not YAML"), "{err}");
    assert!(folder.run(&["read", "--to", "jsonl", "b.md"]).out.contains("just a rule"), "two thematic breaks are text");
}

#[test]
fn a_line_of_a_hundred_megabytes_is_one_document() {
    let text = "Northwind grew and grew without a full stop ".repeat(100_000_000 / 44);
    let folder = Folder::new(&[("a.jsonl", format!("{{\"text\": \"{text}\"}}\n{GOOD}").as_bytes())]);
    let run = folder.run(&["read", "a.jsonl"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains(&format!("{} bytes: Northwind grew", text.len())), "{}", &run.out[..200]);
}
