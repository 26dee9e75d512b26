//! Nothing is lost: runs that are killed, interrupted, kept waiting or out of room leave whole documents, and the next run goes on.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::Folder;
use rusqlite::Connection;

const ARGS: [&str; 6] = ["extract", "news.jsonl", "--quiet", "--batch", "0.02", "--db"];

/// How many articles a run reads: enough for a dozen batches.
const DOCUMENTS: usize = 200;

/// Articles that differ, with dates, names that come again, and letters of more than one byte.
fn news(count: usize) -> String {
    let names = ["Northwind", "Contoso", "Fabrikam", "Wingtip", "Café Zoé"];
    let line = |n: usize| {
        let (a, b, year) = (names[n % 5], names[(n / 5 + 1 + n % 5) % 5], 2001 + n % 17);
        let text = format!(
            "{a} bought {b} for $3{n} million in May {year}. On June {} , {year} {b} sued {a} — “wrongly”. {a} will open a plant in Lyon next year. ",
            1 + n % 28
        );
        format!("{{\"id\": \"{n}\", \"date\": \"2018-07-12\", \"text\": \"{}\"}}\n", text.repeat(1 + n % 9))
    };
    (0..count).map(line).collect()
}

fn start(folder: &Folder, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(args).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("started")
}

/// All rows but those that count runs, by table; only those of documents up to the last one in `limit`.
fn content(path: &Path, limit: i64) -> BTreeMap<String, Vec<String>> {
    let c = Connection::open(path).expect("opens");
    let tables = [
        ("document", "id"),
        ("sentence", "id"),
        ("timex", "id"),
        ("mention", "id"),
        ("argument", "mention_id"),
        ("fact", "id"),
        ("fact_mention", "fact_id"),
    ];
    let mut all = BTreeMap::new();
    for (table, id) in tables {
        let columns: String = c
            .query_row("SELECT group_concat(name) FROM pragma_table_info(?) WHERE name <> 'run_id'", [table], |r| {
                r.get(0)
            })
            .expect("columns");
        let width = columns.split(',').count();
        let sql = format!("SELECT {columns} FROM {table} WHERE {id} < ? ORDER BY {id}, 2");
        let mut statement = c.prepare(&sql).expect("SQL");
        let rows = statement.query_map([limit], |row| {
            (0..width)
                .map(|i| row.get::<_, rusqlite::types::Value>(i).map(|v| format!("{v:?}")))
                .collect::<Result<String, _>>()
        });
        all.insert(table.to_owned(), rows.expect("rows").collect::<Result<_, _>>().expect("rows"));
    }
    all
}

/// Everything, the searchable words and the names included.
fn everything(path: &Path) -> String {
    let c = Connection::open(path).expect("opens");
    let text = |sql: &str| c.query_row(sql, [], |r| r.get::<_, String>(0)).expect("SQL");
    let words = text("SELECT group_concat(rowid) FROM sentence_fts WHERE sentence_fts MATCH 'contoso OR lyon'");
    let names = text("SELECT group_concat(id || normal || name) FROM (SELECT * FROM entity ORDER BY id)");
    let schema = text("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY 1)");
    format!("{:?} {words} {names} {schema}", content(path, i64::MAX))
}

/// A generator of numbers that needs no crate: a failing round can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A database that was cut off: it opens, is whole, and holds whole documents, the first ones. Gives how many.
fn check_cut_off(path: &Path, reference: &Path) -> usize {
    let c = Connection::open(path).expect("opens");
    let sound: String = c.query_row("PRAGMA integrity_check", [], |r| r.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    let there: i64 =
        c.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'document'", [], |r| r.get(0)).expect("counted");
    if there == 0 {
        return 0;
    }
    let last: i64 = c.query_row("SELECT coalesce(max(id), 0) FROM document", [], |r| r.get(0)).expect("SQL");
    let limit = last + (1 << 25);
    let (here, whole) = (content(path, i64::MAX), content(reference, limit));
    // Facts are gathered when a run ends; that each telling has one holds at any time.
    for (table, rows) in here.iter().filter(|(table, _)| !table.starts_with("fact")) {
        let same = rows.iter().zip(&whole[table]).position(|(a, b)| a != b);
        let at = same.unwrap_or(rows.len().min(whole[table].len()));
        assert_eq!(
            (rows.get(at), rows.len()),
            (whole[table].get(at), whole[table].len()),
            "only whole documents: {table}"
        );
    }
    let lost = "SELECT count(*) FROM telling WHERE fact_id IS NULL OR fact_id NOT IN (SELECT id FROM fact)";
    let lost: i64 = c.query_row(lost, [], |r| r.get(0)).expect("counted");
    assert_eq!(lost, 0, "tellings without a fact");
    here["document"].len()
}

/// ANNALS_KILLS=200 cargo test --test lasting kill -- --nocapture: the long run.
#[test]
fn a_killed_run_leaves_whole_documents_and_the_next_goes_on() {
    let kills: usize = std::env::var("ANNALS_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let folder = Folder::new(&[("news.jsonl", news(DOCUMENTS).as_bytes())]);
    let began = Instant::now();
    assert_eq!(folder.run(&[ARGS.as_slice(), &["whole.db", "--jobs", "2"]].concat()).code, 0);
    let whole = u64::try_from(began.elapsed().as_micros()).expect("short");
    let reference = folder.path().join("whole.db");
    let expected = everything(&reference);
    let (mut dice, mut killed, mut partial, mut round) = (Dice(20_181_207), 0, 0, 0);
    while killed < kills {
        round += 1;
        let name = format!("{round}.db");
        let path = folder.path().join(&name);
        for _ in 0..=dice.below(3) {
            let mut child =
                start(&folder, &[ARGS.as_slice(), &[&name, "--jobs", if round % 2 == 0 { "1" } else { "2" }]].concat());
            std::thread::sleep(Duration::from_micros(dice.below(whole + whole / 4)));
            child.kill().expect("killed or ended");
            let ended = child.wait().expect("ended");
            killed += usize::from(!ended.success());
            // Now and then annals itself is the first to open what is left.
            if path.exists() && dice.below(3) > 0 {
                let stored = check_cut_off(&path, &reference);
                partial += usize::from(0 < stored && stored < DOCUMENTS);
            }
        }
        let run = folder.run(&[ARGS.as_slice(), &[&name]].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "round {round}");
        assert!(everything(&path) == expected, "round {round}: another result than an uninterrupted run's");
        let doctor = folder.run(&["doctor", &name]);
        assert_eq!((doctor.code, doctor.out), (0, format!("{name}: sound\n")));
        std::fs::remove_file(&path).expect("removed");
    }
    println!("{killed} kills in {round} rounds, {partial} of the checked databases held a part of the documents");
}

#[test]
fn ctrl_c_finishes_the_batch_and_says_how_to_go_on() {
    let folder = Folder::new(&[("news.jsonl", news(DOCUMENTS).as_bytes())]);
    assert_eq!(folder.run(&[ARGS.as_slice(), &["whole.db"]].concat()).code, 0);
    for (signal, jobs) in [("INT", "2"), ("TERM", "1")] {
        let name = format!("{signal}.db");
        // Standard input stays open, so that the run cannot end before the signal comes.
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(["extract", "-", "--jobs", jobs, "--db", &name])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut pipe = child.stdin.take().expect("a pipe");
        let text = news(DOCUMENTS);
        let half = text.len() / 2;
        std::io::Write::write_all(&mut pipe, &text.as_bytes()[..half]).expect("fed");
        // Signals are listened to as soon as the database is open.
        while !folder.path().join(&name).exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_secs(1));
        Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("sent");
        std::thread::sleep(Duration::from_millis(100));
        // Who stopped reads no further, so the pipe may be closed by now.
        let _ = std::io::Write::write_all(&mut pipe, &text.as_bytes()[half..]);
        drop(pipe);
        let output = child.wait_with_output().expect("ended");
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(3), "{err}");
        assert!(err.contains("interrupted: ") && err.contains("run the same command again"), "{err}");
        let c = Connection::open(folder.path().join(&name)).expect("opens");
        let stored: i64 = c.query_row("SELECT count(*) FROM document", [], |r| r.get(0)).expect("SQL");
        assert!(stored < DOCUMENTS as i64, "{stored}");
        assert_eq!(folder.run(&["doctor", &name]).code, 0);
    }
}

#[test]
fn the_second_of_two_runs_waits_and_then_says_who_holds_the_database() {
    let folder = Folder::new(&[("news.jsonl", news(3).as_bytes())]);
    let mut first = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["extract", "-", "--db", "a.db"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let pipe = first.stdin.take().expect("a pipe");
    while std::fs::read_to_string(folder.path().join("a.db.lock")).unwrap_or_default().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = folder.run(&["extract", "news.jsonl", "--db", "a.db", "--wait", "1"]);
    assert_eq!(second.code, 2);
    let who = format!("error: a.db: another run (process {} since ", first.id());
    assert!(second.err.starts_with(&who) && second.err.contains("did not end within 1 seconds"), "{}", second.err);
    // A third one has more patience, and gets its turn.
    let third = start(&folder, &["extract", "news.jsonl", "--db", "a.db", "--wait", "60", "--quiet"]);
    std::thread::sleep(Duration::from_millis(50));
    drop(pipe);
    first.wait().expect("ended");
    let third = third.wait_with_output().expect("ended");
    assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
    assert!(!folder.path().join("a.db.lock").exists(), "the lock goes with its owner");
}

/// A limit on file size stands for the full disk: no mount is needed for it.
#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_what_was_stored_stays() {
    let folder = Folder::new(&[("few.jsonl", news(20).as_bytes()), ("news.jsonl", news(DOCUMENTS).as_bytes())]);
    assert_eq!(folder.run(&[ARGS.as_slice(), &["whole.db"]].concat()).code, 0);
    for blocks in [0, 100, 500] {
        let _ = std::fs::remove_file(folder.path().join("a.db"));
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let limited = |args: &[&str]| {
            let output = Command::new("sh")
                .args(["-c", &script, env!("CARGO_BIN_EXE_annals")])
                .args(args)
                .current_dir(folder.path())
                .output()
                .expect("ran");
            (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
        };
        let (code, err) = limited(&[ARGS.as_slice(), &["a.db"]].concat());
        assert_eq!(code, Some(2), "{blocks}: {err}");
        assert!(err.starts_with("error: a.db: cannot grow, the disk is full; make room"), "{blocks}: {err}");
        assert_eq!(err.lines().count(), 1, "{err}");
        if folder.path().join("a.db").exists() {
            check_cut_off(&folder.path().join("a.db"), &folder.path().join("whole.db"));
        }
        assert_eq!(folder.run(&[ARGS.as_slice(), &["a.db"]].concat()).code, 0, "{blocks}");
        assert!(everything(&folder.path().join("a.db")) == everything(&folder.path().join("whole.db")));
    }
}

#[test]
#[cfg(unix)]
fn places_where_no_database_can_be_are_told() {
    let folder = Folder::new(&[("news.jsonl", news(3).as_bytes()), ("folder/x", b"")]);
    std::os::unix::fs::symlink("nowhere/b.db", folder.path().join("broken.db")).expect("linked");
    for (db, words) in [
        ("broken.db", "is a link that leads nowhere"),
        ("folder", "is a folder; name a file"),
        ("no/such/a.db", "check that the folder exists"),
        ("/proc/a.db", "folder"),
    ] {
        let run = folder.run(&["extract", "news.jsonl", "--db", db]);
        assert!(run.code == 2 && run.err.lines().count() == 1 && run.err.contains(words), "{run:?}");
    }
    assert!(!folder.path().join("broken.db").exists());
    let run = folder.run(&["extract", "news.jsonl", "--to", "jsonl", "-o", "/dev/full"]);
    assert!(run.code == 2 && run.err.contains("/dev/full: No space left"), "{run:?}");
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let folder = Folder::new(&[("news.jsonl", news(300).as_bytes())]);
    let [one, two, five] = ["1", "2", "5"].map(|jobs| {
        let name = format!("{jobs}.db");
        assert_eq!(folder.run(&[ARGS.as_slice(), &[&name, "--jobs", jobs]].concat()).code, 0);
        everything(&folder.path().join(name))
    });
    assert!(one == two && two == five);
}

#[test]
fn a_run_that_was_killed_before_the_statistics_has_them_made_by_the_next() {
    let folder = Folder::new(&[("news.jsonl", news(20).as_bytes())]);
    let args = [ARGS.as_slice(), &["a.db"]].concat();
    assert_eq!(folder.run(&args).code, 0);
    let path = folder.path().join("a.db");
    let whole = everything(&path);
    // As a run leaves it that is killed when its documents and indexes are stored.
    Connection::open(&path)
        .and_then(|c| c.execute_batch("DROP TABLE sqlite_stat1; DROP TABLE sqlite_stat4"))
        .expect("dropped");
    assert_eq!(folder.run(&args).code, 0);
    assert!(everything(&path) == whole, "the planner's statistics are there again");
}

#[test]
fn what_was_read_with_the_same_rules_and_options_is_not_extracted_again() {
    let folder = Folder::new(&[("news.jsonl", news(20).as_bytes())]);
    let run = |more: &[&str]| {
        let run = folder.run(&[&["extract", "news.jsonl", "--db", "a.db"], more].concat());
        assert_eq!(run.code, 0, "{run:?}");
        run.err.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(run(&[]), "20 documents read into a.db: 20 new, 0 changed, 0 as before");
    // As if the rules had found other things: only who extracts again sees that.
    let forget = || {
        Connection::open(folder.path().join("a.db")).and_then(|c| c.execute_batch("UPDATE document SET extraction = 0"))
    };
    forget().expect("forgotten");
    assert_eq!(run(&[]), "20 documents read into a.db: 0 new, 0 changed, 20 as before");
    assert_eq!(run(&["--date-order", "dmy"]), "20 documents read into a.db: 0 new, 20 changed, 0 as before");
    assert_eq!(run(&["--date-order", "dmy"]), "20 documents read into a.db: 0 new, 0 changed, 20 as before");
    // Other options that find the same: said as before, and remembered as read with them.
    assert_eq!(run(&["--date-order", "mdy"]), "20 documents read into a.db: 0 new, 0 changed, 20 as before");
    forget().expect("forgotten");
    assert_eq!(run(&["--date-order", "mdy"]), "20 documents read into a.db: 0 new, 0 changed, 20 as before");
    folder.write("news.jsonl", news(21).replace("Lyon", "Porto").as_bytes());
    assert_eq!(run(&["--date-order", "mdy"]), "21 documents read into a.db: 1 new, 20 changed, 0 as before");
    assert_eq!(folder.run(&["doctor", "a.db"]).code, 0);
}
