//! What the real binary prints: the JSONL contract, the database and its summary, reports, queries, exit codes.

mod common;

use std::process::{Command, Stdio};

use common::Folder;
use serde_json::Value;

const NEWS: &str = concat!(
    "{\"id\": \"a\", \"date\": \"2018-07-12\", \"title\": \"Deals\", \"text\": \"Zoë’s news. Northwind acquired Contoso in May 2018. ",
    "Fabrikam will launch a phone in March 2019.\"}\n",
    "{\"id\": \"b\", \"text\": \"Nothing of note.\", \"source\": \"wire\"}\n",
);

/// A folder with a database of two documents, and the summary of making it.
fn extracted() -> (Folder, String) {
    let folder = Folder::new(&[("news.jsonl", NEWS.as_bytes())]);
    let run = folder.run(&["extract", "news.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    (folder, run.err)
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn keys(value: &Value) -> String {
    value.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_summary_counts_and_names_the_next_command() {
    let (folder, summary) = extracted();
    let expected = "\
2 documents read into annals.db: 2 new, 0 changed, 0 as before
2 facts
  1 acquisition, 1 launch
2 time expressions
1 document without a date, where relative dates stay open; --date gives one
next: annals timeline
";
    assert_eq!(summary, expected);
    let again = folder.run(&["extract", "news.jsonl", "--quiet"]);
    assert_eq!((again.code, again.out + &again.err), (0, String::new()));
    assert!(
        folder
            .run(&["extract", "news.jsonl"])
            .err
            .starts_with("2 documents read into annals.db: 0 new, 0 changed, 2 as before\n2 facts\n")
    );
}

#[test]
fn facts_as_jsonl_keep_the_contract() {
    let folder = Folder::new(&[("news.jsonl", NEWS.as_bytes())]);
    let run = folder.run(&["extract", "--to", "jsonl", "news.jsonl"]);
    let documents = lines(&run.out);
    assert_eq!((documents.len(), &documents[1]), (2, &serde_json::json!({"doc": "b", "facts": []})));
    let fact = &documents[0]["facts"][0];
    assert_eq!(keys(fact), "type status trigger start end sentence time agents targets place amount arguments rule");
    assert_eq!(keys(&fact["time"]), "earliest latest value expression source");
    assert_eq!(keys(&fact["arguments"][0]), "role macro text start end");
    assert_eq!(
        (&fact["type"], &fact["agents"], &fact["targets"]),
        (&"acquisition".into(), &serde_json::json!(["Northwind"]), &serde_json::json!(["Contoso"]))
    );
    let text: Vec<char> = lines(NEWS)[0]["text"].as_str().expect("text").chars().collect();
    for fact in documents[0]["facts"].as_array().expect("facts") {
        let at = |key: &str| fact[key].as_u64().expect("an offset") as usize;
        assert_eq!(
            text[at("start")..at("end")].iter().collect::<String>(),
            fact["trigger"].as_str().expect("a trigger")
        );
    }
    assert!(!folder.path().join("annals.db").exists());
}

#[test]
fn time_expressions_as_jsonl_timeml_and_text() {
    let folder = Folder::new(&[("news.jsonl", NEWS.as_bytes())]);
    let tagged = lines(&folder.run(&["tag", "--to", "jsonl", "news.jsonl"]).out);
    let timex = &tagged[0]["timexes"][0];
    assert_eq!(keys(timex), "start end text type value mod earliest latest rule edtf");
    assert_eq!(
        (&timex["start"], &timex["text"], &timex["value"], &timex["earliest"]),
        (&42.into(), &"May 2018".into(), &"2018-05".into(), &"2018-05-01".into())
    );
    assert_eq!(tagged[1], serde_json::json!({"doc": "b", "timexes": []}));
    let timeml = folder.run(&["tag", "--to", "timeml", "news.jsonl"]).out;
    assert!(
        timeml.contains("Contoso in <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2018-05\">May 2018</TIMEX3>. Fabrikam"),
        "{timeml}"
    );
    let text = folder.run(&["tag", "news.jsonl"]).out;
    assert!(
        text.contains("a (2018-07-12)\n  DATE     2018-05                  May 2018  2018-05-01..2018-05-31\n"),
        "{text}"
    );
}

#[test]
fn the_order_is_that_of_the_input_however_many_work() {
    let news: String = (0..2000).map(|n| format!("{{\"id\": \"{n}\", \"date\": \"2018-07-12\", \"text\": \"Northwind acquired Firm {n} last year. {}\"}}\n", "It rained. ".repeat(n % 50))).collect();
    let folder = Folder::new(&[("news.jsonl", news.as_bytes())]);
    let one = folder.run(&["extract", "--to", "jsonl", "--jobs", "1", "news.jsonl"]).out;
    assert_eq!(one.lines().count(), 2000);
    assert!(one == folder.run(&["extract", "--to", "jsonl", "--jobs", "4", "news.jsonl"]).out, "another order");
    let dump = |db: &str, jobs: &str| {
        assert_eq!(folder.run(&["extract", "--db", db, "--jobs", jobs, "news.jsonl"]).code, 0);
        folder.run(&["query", "--db", db, "SELECT * FROM fact", "--to", "jsonl"]).out
    };
    assert!(dump("one.db", "1") == dump("four.db", "4"), "other rows");
}

#[test]
fn anchor_dates_given_events() {
    let text = "Zoë’s news. Northwind acquired Contoso in May 2018.";
    let folder = Folder::new(&[]);
    let line = |events: &str| {
        format!("{{\"id\": \"a\", \"date\": \"2018-07-12\", \"text\": \"{text}\", \"events\": {events}}}\n")
    };
    let run = folder.feed(&["anchor", "-"], line("[{\"id\": \"e1\", \"start\": 22, \"end\": 30}]").as_bytes());
    let documents = lines(&run.out);
    assert_eq!((run.code, &documents[0]["doc"], &documents[0]["events"][0]["id"]), (0, &"a".into(), &"e1".into()));
    assert!(documents[0]["events"][0].get("time").is_some());
    for events in ["null", "[{\"id\": \"e1\"}]", "[{\"id\": \"e1\", \"start\": 9, \"end\": 900}]"] {
        let run = folder.feed(&["anchor", "-"], line(events).as_bytes());
        assert_eq!(run.code, 2);
        assert!(run.err.contains("document a: ") && run.err.contains("\"start\": …"), "{}", run.err);
    }
}

#[test]
fn the_timeline_comes_from_the_database_or_from_documents() {
    let (folder, _) = extracted();
    let run = folder.run(&["timeline"]);
    let expected = "\
2018
  May
  ~ May 2018              acquisition  Northwind → Contoso · “acquired”

2019
  March
  ~ Mar 2019            + launch       Fabrikam → phone · “launch”

2 facts   ~ not one day   + planned   ? alleged   × denied
";
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, expected, ""));
    assert_eq!(folder.run(&["timeline", "news.jsonl"]).out, expected);
    let csv = folder
        .run(&[
            "timeline",
            "--to",
            "csv",
            "--type",
            "acquisition",
            "--from",
            "2018",
            "--until",
            "2018-05",
            "--actor",
            "NORTH",
        ])
        .out;
    assert!(csv.lines().count() == 2 && csv.contains("2018-05-01,2018-05-31,2018-05,"), "{csv}");
    let json: Value =
        serde_json::from_str(&folder.run(&["timeline", "--to", "json", "--status", "planned"]).out).expect("JSON");
    assert_eq!((json[0]["agents"][0].as_str(), json.as_array().map(Vec::len)), (Some("Fabrikam"), Some(1)));
    assert!(
        folder
            .run(&["timeline", "-v", "--search", "contoso"])
            .out
            .contains("“Northwind acquired Contoso in May 2018.”")
    );
    assert_eq!(folder.run(&["timeline", "--to", "markdown", "-o", "t.md"]).out, "");
    assert!(
        std::fs::read_to_string(folder.path().join("t.md")).expect("written").starts_with("# Timeline\n\n## 2018\n")
    );
}

#[test]
fn finding_nothing_is_exit_code_1() {
    let (folder, _) = extracted();
    let run = folder.run(&["timeline", "--type", "bann"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (1, "", "no fact found; the types there are: acquisition, launch\n")
    );
    assert_eq!(folder.run(&["query", "SELECT 1 WHERE 0"]).code, 1);
}

#[test]
fn queries_in_every_format() {
    let (folder, _) = extracted();
    let sql =
        "SELECT type, date_edtf FROM timeline WHERE type = :t AND date_lo <= '2018-12-31' AND date_hi >= '2018-01-01'";
    let query = |to: &str| folder.run(&["query", sql, "--param", "t=acquisition", "--to", to]).out;
    assert_eq!(query("jsonl"), "{\"type\":\"acquisition\",\"date_edtf\":\"2018-05\"}\n");
    assert_eq!(query("table"), "type         date_edtf\n-----------  ---------\nacquisition  2018-05\n");
    assert_eq!(folder.feed(&["query", "-", "--to", "csv"], b"SELECT count(*) AS n FROM fact").out, "n\r\n2\r\n");
    let like =
        folder.run(&["query", "SELECT type FROM timeline WHERE agents REGEXP '^North(wind|gate)$'", "--to", "csv"]);
    assert_eq!(like.out, "type\r\nacquisition\r\n");
    let broken = folder.run(&["query", "SELECT 1 FROM fact WHERE agents REGEXP '('"]);
    assert!(broken.code == 2 && broken.err.contains("unclosed group"), "{}", broken.err);
    let wrong = folder.run(&["query", "DELETE FROM fact"]);
    assert_eq!(
        (wrong.code, wrong.err.as_str()),
        (
            2,
            "error: annals query only reads this database: nothing that writes, attaches a file, loads an extension or sets a PRAGMA; for these use the sqlite3 program\n"
        )
    );
    assert_eq!(folder.run(&["query", "SELECT count(*) FROM fact", "--to", "jsonl"]).out, "{\"count(*)\":2}\n");
    let missing = folder.run(&["query", "SELECT 1", "--db", "missing.db"]);
    assert_eq!(
        (missing.code, missing.err.as_str()),
        (2, "error: missing.db: no such database; make one with: annals extract PATH… --db FILE\n")
    );
}

#[test]
fn a_failed_run_leaves_what_was_stored() {
    let (folder, _) = extracted();
    assert_eq!(folder.run(&["extract", "missing.txt"]).code, 2);
    folder.write("rules/event/acquisition.toml", b"type = ");
    let run = folder.run(&["extract", "news.jsonl", "--rules", "rules"]);
    assert!(run.code == 2 && run.err.starts_with("error: event/acquisition.toml:1: "), "{run:?}");
    folder.write("text.db", "no database at all, but a text long enough ".repeat(50).as_bytes());
    let run = folder.run(&["extract", "news.jsonl", "--db", "text.db"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: text.db: is not a SQLite database; name another file with --db\n")
    );
    assert_eq!(folder.run(&["query", "SELECT count(*) FROM fact", "--to", "csv"]).out, "count(*)\r\n2\r\n");
}

#[test]
fn a_broken_pipe_is_success() {
    let news: String = (0..20_000)
        .map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{}\"}}\n", "Nothing of note. ".repeat(20)))
        .collect();
    let folder = Folder::new(&[("news.jsonl", news.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["read", "--to", "jsonl", "news.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn help_completions_and_manual_know_all_commands() {
    let folder = Folder::new(&[]);
    let commands =
        ["extract", "timeline", "query", "read", "tag", "anchor", "explain", "check", "rules", "completions", "man"];
    let help = folder.run(&["--help"]).out;
    let man = folder.run(&["man"]).out;
    let bash = folder.run(&["completions", "bash"]).out;
    for command in commands {
        let run = folder.run(&[command, "--help"]);
        assert!(run.code == 0 && run.out.contains("Usage: annals "), "{run:?}");
        assert!(
            help.contains(&format!("  {command} "))
                && man.contains(&format!("annals\\-{command}"))
                && bash.contains(command),
            "{command}"
        );
    }
    assert_eq!(folder.run(&["extrakt"]).code, 2);
}

#[test]
fn rules_are_listed_explained_and_checked() {
    let folder = Folder::new(&[]);
    let rules = folder.run(&["rules"]).out;
    assert!(
        rules.lines().any(|l| l.starts_with("timex ")) && rules.lines().any(|l| l.starts_with("event ")),
        "{rules}"
    );
    let explained = folder.run(&["explain", "Northwind acquired Contoso in May 2018.", "--date", "2018-07-12"]);
    assert!(
        explained.code == 0 && explained.out.contains("May 2018") && explained.out.contains("acquisition"),
        "{explained:?}"
    );
}

/// Facts of which no date is told stood between the dated ones of the document's month.
#[test]
fn facts_without_a_date_come_last_under_one_heading() {
    let text = "Northwind bought Contoso in May 2017. It rained. It snowed. Fabrikam had launched a phone. Tailspin bought Alder in July 2018.";
    let line = format!("{{\"id\": \"a\", \"date\": \"2018-07-12\", \"text\": \"{text}\"}}\n");
    let folder = Folder::new(&[("news.jsonl", line.as_bytes())]);
    let out = folder.run(&["timeline", "news.jsonl"]).out;
    let at = |part: &str| out.find(part).unwrap_or_else(|| panic!("{part} is not in {out}"));
    assert!(
        at("2017") < at("2018") && at("Tailspin") < at("No date told") && at("No date told") < at("Fabrikam"),
        "{out}"
    );
    assert_eq!(out.matches("No date told").count(), 1);
}
