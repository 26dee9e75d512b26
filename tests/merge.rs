//! One event, told by many documents: one fact, whatever was read first and in however many runs.

use annals::document::{Document, Span};
use annals::entity::Alias;
use annals::event::{Argument, Basis, EventTime, Macro, Mention, Status};
use annals::extract::Extraction;
use annals::store::{Record, Store, Totals};
use annals::timex::Interval;
use proptest::prelude::*;

/// What a sentence of a made-up document says: type, status, verb, agents, targets, first and last day, amount.
#[derive(Debug, Clone)]
struct Says {
    kind: &'static str,
    status: Status,
    verb: &'static str,
    agents: Vec<&'static str>,
    targets: Vec<&'static str>,
    days: Option<(&'static str, &'static str)>,
    amount: Option<&'static str>,
}

fn bought() -> Says {
    Says {
        kind: "acquisition",
        status: Status::Happened,
        verb: "bought",
        agents: vec!["Northwind"],
        targets: vec!["Contoso"],
        days: Some(("2018-05-03", "2018-05-03")),
        amount: None,
    }
}

fn record(id: &str, date: &str, says: &[Says]) -> Record {
    titled(id, date, "", says)
}

/// A document that says this, sentence by sentence, after `head`.
fn titled(id: &str, date: &str, head: &str, says: &[Says]) -> Record {
    let mut text = head.to_owned();
    let mut mentions = Vec::new();
    for (n, s) in says.iter().enumerate() {
        let start = text.len();
        text.push_str(&format!(
            "{} {} {} then, as it was told in {id} ({n}).",
            s.agents.join(" and "),
            s.verb,
            s.targets.join(" and ")
        ));
        let sentence = Span::new(start, text.len());
        let trigger = start + s.agents.join(" and ").len() + 1;
        let argument = |macro_role: Macro, name: &&str| Argument {
            role: "any".into(),
            macro_role,
            text: (*name).to_owned(),
            span: Span::new(start, start + 1),
        };
        let agents = s.agents.iter().map(|n| argument(Macro::Agent, n));
        let targets = s.targets.iter().map(|n| argument(Macro::Target, n));
        let amounts = s.amount.iter().map(|n| argument(Macro::Amount, n));
        let interval = s
            .days
            .map_or(Interval::new(None, date.parse().ok()), |(a, b)| Interval::new(a.parse().ok(), b.parse().ok()));
        mentions.push(Mention {
            kind: s.kind.into(),
            status: s.status,
            trigger: Span::new(trigger, trigger + s.verb.len()),
            sentence,
            time: EventTime {
                interval,
                value: None,
                edtf: None,
                expression: None,
                basis: if s.days.is_some() { Basis::Expression } else { Basis::None },
            },
            arguments: agents.chain(targets).chain(amounts).collect(),
            rule: s.kind.into(),
        });
        text.push(' ');
    }
    let document =
        Document { id: id.into(), path: "news.jsonl".into(), date: date.parse().ok(), text, ..Document::default() };
    Record::new(document, Extraction { mentions, ..Extraction::default() })
}

fn put(store: &mut Store, records: &[Record]) -> Totals {
    store.write(&[], |w| records.iter().try_for_each(|r| w.put(r).map(|_| ()))).expect("a run")
}

fn rows(store: &Store, sql: &str) -> Vec<String> {
    let rows = store.query(sql, &[]).expect("SQL").rows;
    rows.iter().map(|r| r.iter().map(|c| c.text()).collect::<Vec<_>>().join("|")).collect()
}

fn store(records: &[Record]) -> Store {
    let mut store = Store::in_memory().expect("a database");
    put(&mut store, records);
    store
}

/// All facts with all that they say, without ids.
const FACTS: &str = "
    SELECT f.type, f.status, f.trigger, f.agents, f.targets, f.place, f.amount, f.date_earliest, f.date_latest, f.basis, f.mentions, f.documents,
           f.publishers, f.sources, f.same_event, d.key, s.text,
           (SELECT group_concat(told, ', ') FROM (SELECT md.key || ':' || m.char_start AS told FROM fact_mention fm JOIN mention m ON m.id = fm.mention_id
            JOIN document md ON md.id = m.document_id WHERE fm.fact_id = f.id ORDER BY told))
    FROM fact f JOIN document d ON d.id = f.document_id JOIN sentence s ON s.id = f.sentence_id ORDER BY 18, 1";

#[test]
fn an_event_told_by_two_documents_is_one_fact_with_both_quotes() {
    let month = Says { days: Some(("2018-05-01", "2018-05-31")), amount: Some("$2 million"), ..bought() };
    let store = store(&[record("a", "2018-06-01", &[month]), record("b", "2018-06-02", &[bought()])]);
    assert_eq!(
        rows(&store, "SELECT agents, targets, amount, date_earliest, date_latest, mentions, documents FROM timeline"),
        ["Northwind|Contoso|$2 million|2018-05-03|2018-05-03|2|2"]
    );
    assert_eq!(rows(&store, "SELECT document_key FROM timeline"), ["b"], "the one that knows the day leads");
    assert_eq!(rows(&store, "SELECT count(*) FROM fact_mention"), ["2"]);
}

#[test]
fn other_participants_days_amounts_and_statuses_are_other_facts() {
    let others = [
        Says { targets: vec!["Fabrikam"], ..bought() },
        Says { days: Some(("2018-06-03", "2018-06-03")), ..bought() },
        Says { status: Status::Planned, ..bought() },
        Says { kind: "ban", ..bought() },
        Says { amount: Some("$3 billion"), ..bought() },
        Says { targets: vec![], ..bought() },
    ];
    for other in others {
        let first = Says { amount: Some("$2 million"), ..bought() };
        let told = format!("{other:?}");
        let store = store(&[record("a", "2018-06-01", &[first]), record("b", "2018-06-01", &[other])]);
        assert_eq!(rows(&store, "SELECT count(*) FROM fact"), ["2"], "{told}");
    }
}

#[test]
fn an_event_without_a_date_is_told_once_only_by_the_same_words_in_the_same_days() {
    let undated = Says { days: None, ..bought() };
    let store =
        store(&[record("a", "2018-06-01", std::slice::from_ref(&undated)), record("b", "2018-06-02", &[undated])]);
    assert_eq!(rows(&store, "SELECT count(*) FROM fact"), ["2"]);
}

#[test]
fn copies_of_a_text_are_one_source() {
    let head = (0..80).map(|n| format!("word{} ", n * 37 % 101)).collect::<String>();
    let says = [bought()];
    let copies = |id: &str| titled(id, "2018-06-01", &head, &says);
    let store = store(&[copies("a"), copies("b"), copies("c"), record("d", "2018-06-01", &says)]);
    assert_eq!(rows(&store, "SELECT documents, sources FROM fact"), ["4|2"]);
}

#[test]
fn the_course_of_a_plan_is_told_in_steps() {
    let plan = |a, b| Says { status: Status::Planned, days: Some((a, b)), ..bought() };
    let store = store(&[
        record("a", "2018-01-01", &[plan("2018-06-01", "2018-06-30")]),
        record("b", "2018-05-01", &[plan("2018-08-01", "2018-08-31")]),
        record("c", "2018-09-09", &[Says { days: Some(("2018-09-05", "2018-09-05")), ..bought() }]),
    ]);
    assert_eq!(
        rows(&store, "SELECT step, told FROM course ORDER BY same_event, step_n"),
        ["announced|2018-01-01", "postponed|2018-05-01", "happened, later than planned|2018-09-09"]
    );
    assert_eq!(rows(&store, "SELECT DISTINCT conflict FROM conflicts"), ["plan"]);
}

#[test]
fn a_document_that_changes_leaves_the_facts_it_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let both = [record("a", "2018-06-01", &[bought()]), record("b", "2018-06-02", &[bought()])];
    put(&mut Store::open(&path).expect("new"), &both);
    for changed in ["a", "b"] {
        let mut store = Store::open(&path).expect("there");
        put(&mut store, &[record(changed, "2018-06-01", &[])]);
        assert_eq!(rows(&store, "SELECT documents, (SELECT count(*) FROM fact_mention) FROM fact"), ["1|1"]);
        assert_eq!(rows(&store, "SELECT count(*) FROM telling WHERE fact_id IS NULL"), ["0"]);
        put(&mut store, &both);
        assert_eq!(rows(&store, "SELECT documents, (SELECT count(*) FROM fact_mention) FROM fact"), ["2|2"]);
        assert_eq!(store.examine().expect("examined"), []);
    }
}

#[test]
fn the_summary_counts_a_shared_fact_once() {
    let mut store = Store::in_memory().expect("a database");
    let totals = put(&mut store, &[record("a", "2018-06-01", &[bought()]), record("b", "2018-06-02", &[bought()])]);
    assert_eq!((totals.facts["acquisition"], totals.joined), (1, 1));
    assert_eq!(rows(&store, "SELECT facts FROM run"), ["1"]);
}

#[test]
fn a_run_that_changes_nothing_counts_as_the_first_did() {
    let records = [record("a", "2018-06-01", &[bought()]), record("b", "2018-06-02", &[bought()])];
    let mut store = Store::in_memory().expect("a database");
    let (first, again) = (put(&mut store, &records), put(&mut store, &records));
    assert_eq!((again.unchanged, &again.facts, again.joined), (2, &first.facts, first.joined));
}

#[test]
fn names_that_texts_introduce_or_the_user_joins_are_one_participant() {
    let full = Says { agents: vec!["Harbour Safety Office"], ..bought() };
    let short = Says { agents: vec!["HSO"], ..bought() };
    let other = Says { agents: vec!["Hart Street Offices"], ..bought() };
    let head = "The Harbour Safety Office (HSO) said so. ";
    let facts = |store: &Store| rows(store, "SELECT agents, documents FROM fact ORDER BY 1");
    let mut told = store(&[
        record("a", "2018-06-01", std::slice::from_ref(&full)),
        record("b", "2018-06-02", &[short]),
        record("c", "2018-06-03", &[other]),
    ]);
    assert_eq!(facts(&told).len(), 3, "nothing says what HSO is");
    put(&mut told, &[titled("d", "2018-06-04", head, &[full])]);
    assert_eq!(facts(&told), ["Harbour Safety Office|3", "Hart Street Offices|1"]);
    let story = told.entity("hso").expect("a database").expect("known");
    assert_eq!((story.name.as_str(), story.names[1].because.as_deref()), ("Harbour Safety Office", Some("text")));
    assert_eq!(story.names[1].introduced, ["d"]);
    // Another text says otherwise, and they part again; then the user decides.
    put(&mut told, &[titled("e", "2018-06-04", "The Hart Street Offices (HSO) said so. ", &[])]);
    assert_eq!(facts(&told).len(), 3);
    let aliases = [Alias { name: "HSO".into(), stands_for: "Hart Street Offices".into() }];
    told.write(&[], |w| w.set_aliases(&aliases)).expect("a run");
    assert_eq!(facts(&told), ["Harbour Safety Office|2", "Hart Street Offices|2"]);
    assert_eq!(told.aliases().expect("a database"), aliases);
    told.write(&[], |w| w.set_aliases(&[])).expect("a run");
    assert_eq!(facts(&told).len(), 3);
}

fn says() -> impl Strategy<Value = Says> {
    let names = || {
        prop::sample::subsequence(vec!["Northwind", "Contoso", "United States", "U.S.", "the court", "factory"], 0..3)
    };
    let days = prop::sample::select(vec![
        None,
        Some(("2018-05-03", "2018-05-03")),
        Some(("2018-05-04", "2018-05-04")),
        Some(("2018-05-01", "2018-05-31")),
        Some(("2018-04-28", "2018-05-03")),
        Some(("2018-01-01", "2018-12-31")),
        Some(("0001-01-01", "9999-12-31")),
    ]);
    let amount = prop::sample::select(vec![None, None, Some("$2 million"), Some("$3bn")]);
    let kind = prop::sample::select(vec!["acquisition", "legal", "meeting"]);
    let status = prop::sample::select(vec![Status::Happened, Status::Happened, Status::Planned]);
    let verb = prop::sample::select(vec!["bought", "took"]);
    (kind, status, verb, names(), names(), days, amount).prop_map(
        |(kind, status, verb, agents, targets, days, amount)| Says {
            kind,
            status,
            verb,
            agents,
            targets,
            days,
            amount,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn facts_do_not_depend_on_the_order_or_the_number_of_runs(
        documents in prop::collection::vec(prop::collection::vec(says(), 1..4), 2..12),
        turn in 0usize..12,
        parts in 1usize..4,
        replaced in any::<prop::sample::Index>(),
    ) {
        let names: Vec<String> = (0..documents.len()).map(|n| format!("d{n}")).collect();
        let make = |n: usize| record(&names[n], if n.is_multiple_of(2) { "2018-06-01" } else { "2018-06-04" }, &documents[n]);
        let all: Vec<Record> = (0..documents.len()).map(make).collect();
        let once = rows(&store(&all), FACTS);
        let mut order: Vec<usize> = (0..documents.len()).rev().collect();
        order.rotate_left(turn % documents.len());
        let mut later = Store::in_memory().expect("a database");
        // One document says other things first, and is replaced in the end.
        let other = replaced.index(documents.len());
        put(&mut later, &[record(&names[other], "2018-06-09", &documents[(other + 1) % documents.len()])]);
        for part in order.chunks(documents.len().div_ceil(parts)) {
            put(&mut later, &part.iter().map(|n| make(*n)).collect::<Vec<_>>());
        }
        prop_assert_eq!(rows(&later, FACTS), once);
    }
}

#[test]
fn copies_of_one_text_are_one_fact_though_nobody_is_named() {
    let extractor = annals::extract::Extractor::new(None).expect("the built-in rules compile");
    let telling = |id: &str, date: &str| {
        let document = Document {
            id: id.into(),
            date: date.parse().ok(),
            text: "A pedestrian bridge collapsed on Tuesday morning after two weeks of heavy rain.".into(),
            ..Document::default()
        };
        let extraction = extractor.extract(&document);
        assert_eq!(extraction.mentions.len(), 1);
        Record::new(document, extraction)
    };
    let told = store(&[telling("a", "2018-07-11"), telling("b", "2018-07-11"), telling("c", "2018-08-15")]);
    assert_eq!(rows(&told, "SELECT documents, date_earliest FROM fact ORDER BY 2"), ["2|2018-07-10", "1|2018-08-14"]);
}
