//! What changed between two runs: facts that are new, changed (date, status, participants), joined to another and gone.

mod common;

use common::Folder;

const PATH: &str = "news.jsonl";

/// A line of JSONL.
fn line((id, date, text): &(&str, &str, &str)) -> String {
    serde_json::json!({"id": id, "date": date, "text": text}).to_string() + "\n"
}

/// A folder whose database has read each of these states of a file, one a run.
fn read(runs: &[&[(&str, &str, &str)]]) -> Folder {
    let folder = Folder::new(&[]);
    for documents in runs {
        folder.write(PATH, documents.iter().map(line).collect::<String>().as_bytes());
        let run = folder.run(&["extract", PATH, "--quiet"]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    assert_eq!(folder.run(&["doctor"]).out, "annals.db: sound\n");
    folder
}

fn changes(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(&[&["changes"], args].concat());
    assert!(run.code < 2, "{run:?}");
    run.out
}

fn sql(folder: &Folder, sql: &str) -> String {
    folder.run(&["query", sql, "--to", "csv"]).out.replace('\r', "")
}

const PLAN: (&str, &str, &str) = ("plan", "2018-02-01", "Northwind will acquire Havlinje in June 2018.");
const LATER: (&str, &str, &str) = ("plan", "2018-02-01", "Corrected: Northwind will acquire Havlinje in August 2018.");
const BAN: (&str, &str, &str) = ("ban", "2018-02-02", "The Harbour Safety Office banned Fabrikam on January 30, 2018.");
const NO_BAN: (&str, &str, &str) = ("ban", "2018-02-02", "This article has been withdrawn.");
const SUIT: (&str, &str, &str) = ("suit", "2018-07-03", "Fabrikam sued Wingtip on July 2, 2018.");

#[test]
fn new_changed_and_gone_facts_are_told() {
    let folder = read(&[&[PLAN, BAN], &[LATER, NO_BAN, SUIT]]);
    let expected = "\
+ 2018-07-02 · legal · Fabrikam → Wingtip
~ 2018-06 ⇒ 2018-08 · acquisition, planned · Northwind → Havlinje
- 2018-01-30 · ban · Harbour Safety Office → Fabrikam
1 new, 1 changed, 1 gone
";
    assert_eq!(changes(&folder, &[]), expected);
    // The documentation shows just this, and the same asked in SQL.
    let page = std::fs::read_to_string("docs/sql.md").expect("the page");
    let (asked, after) =
        page.split_once("```sql\nSELECT change, what").expect("the question").1.split_once("\n```\n").expect("its end");
    let table = folder.run(&["query", &format!("SELECT change, what{asked}")]).out;
    assert!(page.contains(expected) && after.starts_with(&format!("```text\n{table}```")), "{table}");
    let rows = sql(&folder, "SELECT change, what, date_before, date_edtf FROM change WHERE run_id = 2 ORDER BY 1");
    assert_eq!(
        rows,
        "change,what,date_before,date_edtf\nchanged,date,2018-06,2018-08\ngone,,2018-01-30,\nnew,,,2018-07-02\n"
    );
    assert!(changes(&folder, &["--since", "0", "--until", "1"]).ends_with("2 new\n"));
    assert!(changes(&folder, &["--since", "0"]).ends_with("2 new\n"), "what went is not new");
    // What it said after the first run can still be asked for.
    let then = "SELECT date_edtf FROM fact_version WHERE since <= 1 AND (until IS NULL OR until > 1) ORDER BY 1";
    assert_eq!(sql(&folder, then), "date_edtf\n2018-01-30\n2018-06\n");
}

#[test]
fn status_and_participants_change_too() {
    let said = |text| ("a", "2018-07-03", text);
    let folder = read(&[
        &[said("Northwind will launch Bluebird on July 9, 2018.")],
        &[said("Northwind launched Bluebird on July 2, 2018.")],
        &[said("Contoso launched Bluebird on July 2, 2018.")],
    ]);
    let rows =
        sql(&folder, "SELECT run_id, change, what, agents_before, agents FROM change WHERE run_id > 1 ORDER BY 1");
    assert_eq!(
        rows,
        "run_id,change,what,agents_before,agents\n2,changed,\"date, status\",Northwind,Northwind\n3,changed,participants,Northwind,Contoso\n"
    );
    // Over both runs it is one change, of one fact.
    let expected =
        "~ 2018-07-09 ⇒ 2018-07-02 · launch, planned ⇒ happened · Northwind ⇒ Contoso → Bluebird\n1 changed\n";
    assert_eq!(changes(&folder, &["--since", "1"]), expected);
}

#[test]
fn a_document_that_changes_and_says_the_same_changes_nothing() {
    let more = ("suit", "2018-07-03", "A dispute about chairs has begun. Fabrikam sued Wingtip on July 2, 2018.");
    let folder = read(&[&[SUIT, BAN], &[more, BAN]]);
    assert_eq!(changes(&folder, &[]), "nothing changed\n");
    assert_eq!(sql(&folder, "SELECT count(*) AS n FROM past_fact"), "n\n0\n");
    assert_eq!(sql(&folder, "SELECT DISTINCT run_id FROM fact"), "run_id\n1\n", "both are as the first run left them");
}

#[test]
fn what_goes_and_comes_back_is_no_change() {
    let folder = read(&[&[PLAN, BAN], &[LATER, NO_BAN], &[PLAN, BAN]]);
    assert!(changes(&folder, &[]).ends_with("1 new, 1 changed\n"), "{}", changes(&folder, &[]));
    assert_eq!(changes(&folder, &["--since", "1"]), "nothing changed\n");
}

#[test]
fn facts_that_turn_out_to_be_one_are_joined() {
    let suit = ("again", "2018-07-09", "The DHS sued Adatum on January 10, 2018.");
    let other = ("long", "2018-07-09", "The Department of Harbour Safety sued Adatum on January 10, 2018.");
    let key = ("key", "2018-07-10", "The Department of Harbour Safety (DHS) sued Contoso on March 3, 2018.");
    let folder = read(&[&[other, suit], &[other, suit, key]]);
    let expected = "\
+ 2018-03-03 · legal · Department of Harbour Safety → Contoso
= 2018-01-10 · legal · DHS → Adatum
1 new, 1 joined to another
";
    assert_eq!(changes(&folder, &[]), expected);
    let rows = sql(
        &folder,
        "SELECT count(*) AS n FROM change JOIN fact USING (id) WHERE change = 'joined' AND fact.documents = 2",
    );
    assert_eq!(rows, "n\n1\n");
    // A third telling says nothing new of it.
    let third = ("third", "2018-07-11", "On January 10, 2018, the Department of Harbour Safety sued Adatum.");
    folder.write(PATH, [other, suit, key, third].iter().map(line).collect::<String>().as_bytes());
    assert_eq!(folder.run(&["extract", PATH, "--quiet"]).code, 0);
    assert_eq!(changes(&folder, &[]), "nothing changed\n");
}

#[test]
fn one_run_and_runs_that_are_not_there_are_told_in_plain_words() {
    let folder = read(&[&[SUIT]]);
    let run = folder.run(&["changes"]);
    assert!(run.code == 1 && run.err.contains("one run") && run.err.contains("--since 0"), "{run:?}");
    let run = folder.run(&["changes", "--since", "1", "--until", "9"]);
    assert!(run.code == 2 && run.err.contains("no finished run 9"), "{run:?}");
    assert_eq!(folder.run(&["changes", "--since", "0", "--to", "jsonl"]).out.lines().count(), 1);
}
