//! Languages through the real binary: documents that are not English are stored and marked, and no rule reads them.

mod common;

use common::Folder;

const GERMAN: &str = "Die Nordwind AG kaufte am 5. Juni 2018 die Firma Contoso, wie das Unternehmen mitteilte. Northwind acquired Contoso on 5 June 2018, stand in einer Meldung aus dem Ausland, die das Werk in Lissabon erst am Abend erreichte.";

fn lines() -> String {
    let line = |id: &str, text: &str, more: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"{more}}}\n");
    [
        line("de", GERMAN, ""),
        line("en", "The board said that Northwind acquired Contoso on 5 June 2018.", ", \"language\": \"fr\""),
        line("short", "Northwind acquired Contoso on 5 June 2018.", ""),
        line("declared", "Northwind acquired Fabrikam on 6 June 2018.", ", \"language\": \"nl-BE\""),
    ]
    .concat()
}

#[test]
fn no_rule_reads_what_is_not_english_but_it_is_stored_marked_and_counted() {
    let folder = Folder::new(&[("a.jsonl", lines().as_bytes())]);
    let run = folder.run(&["extract", "a.jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    let told = "2 documents not in English (1 de, 1 nl), which no rule reads; --language en has them read as English";
    assert!(run.err.lines().any(|l| l == told), "{run:?}");
    let sql = "SELECT key, language, (SELECT count(*) FROM telling WHERE document_id = d.id) AS facts, \
               (SELECT count(*) FROM timex WHERE document_id = d.id) AS dates FROM document d ORDER BY id";
    let run = folder.run(&["query", sql, "--to", "csv"]);
    assert_eq!(
        run.out.replace('\r', ""),
        "key,language,facts,dates\nde,de,0,0\nen,en,1,1\nshort,,1,1\ndeclared,nl,0,0\n"
    );
    assert_eq!(folder.run(&["doctor", "annals.db"]).code, 0);
}

#[test]
fn a_language_that_is_forced_holds_for_all_documents() {
    let folder = Folder::new(&[("a.jsonl", lines().as_bytes())]);
    for language in ["en", "English"] {
        let run = folder.run(&["extract", "a.jsonl", "--language", language]);
        assert!(run.code == 0 && !run.err.contains("not in English"), "{run:?}");
    }
    let run = folder.run(&["query", "SELECT count(*), min(language), max(language) FROM document", "--to", "csv"]);
    assert!(run.out.trim_end().ends_with("\n4,en,en"), "{run:?}");
    let run = folder.run(&["tag", "a.jsonl", "--language", "fr", "--to", "jsonl"]);
    assert_eq!(run.out.matches("\"timexes\":[]").count(), 4, "{run:?}");
    let run = folder.run(&["tag", "a.jsonl", "--language", "klingonese"]);
    assert!(run.code == 2 && run.err.contains("write its code, like en or de"), "{run:?}");
}

#[test]
fn pages_feeds_and_mail_declare_their_language() {
    let page =
        "<!doctype html><html lang=\"da\"><body><article><p>Nordvind A/S, 5. juni 2018.</p></article></body></html>";
    let feed = "<rss version=\"2.0\"><channel><title>x</title><language>es-MX</language><item><title>Viento</title><guid>g</guid><description>Viento Norte.</description></item></channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"sv\"><entry><id>i</id><content>Nordanvind.</content></entry></feed>";
    let mail = "From: a@example.com\nSubject: Vent\nContent-Language: fr\n\nVent du Nord.\n";
    let files: [(&str, &str, &str); 4] =
        [("a.html", page, "da"), ("b.xml", feed, "es"), ("c.atom", atom, "sv"), ("d.eml", mail, "fr")];
    for (name, content, language) in files {
        let folder = Folder::new(&[(name, content.as_bytes())]);
        let run = folder.run(&["read", "--to", "jsonl", name]);
        assert!(run.out.contains(&format!("\"language\":\"{language}\"")), "{name}: {run:?}");
    }
}

/// Texts of known language, and how they fare when they are cut to so many letters and signs.
#[test]
fn languages_are_told_of_a_labelled_set() {
    const LENGTHS: [usize; 4] = [50, 100, 200, 400];
    let set = include_str!("languages.tsv");
    let set: Vec<(&str, &str)> =
        set.lines().filter(|l| !l.starts_with('#')).map(|l| l.split_once('\t').expect("a code and a text")).collect();
    let cut = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    let lines = LENGTHS.iter().flat_map(|length| {
        set.iter().map(|(_, text)| serde_json::json!({"text": cut(text, *length)}).to_string() + "\n")
    });
    let folder = Folder::new(&[("set.jsonl", lines.collect::<String>().as_bytes())]);
    let run = folder.run(&["read", "set.jsonl", "--to", "jsonl", "--quiet"]);
    let told: Vec<serde_json::Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(told.len(), set.len() * LENGTHS.len(), "{}", run.err);
    for (length, told) in LENGTHS.iter().zip(told.chunks(set.len())) {
        // English: read by the rules or lost. Others: marked rightly, marked as another foreign language, or read by the rules.
        let (mut english, mut lost, mut right, mut other, mut missed) = (0, 0, 0, 0, 0);
        for ((code, text), told) in set.iter().zip(told) {
            let found = told["language"].as_str();
            let counter = match (*code, found) {
                ("en", None | Some("en")) => &mut english,
                ("en", _) => &mut lost,
                (_, None | Some("en")) => &mut missed,
                (code, Some(found)) if code == found => &mut right,
                _ => &mut other,
            };
            *counter += 1;
            if found.unwrap_or("en") != *code {
                println!("{length}: {code} taken for {}: {}", found.unwrap_or("unknown"), cut(text, 60));
            }
        }
        println!(
            "{length} letters: English {english}, lost {lost}; foreign {right} right, {other} taken for others, {missed} read as English"
        );
        assert_eq!(lost, 0, "English of {length} letters that no rule reads");
        // Short texts in Latin letters are read as English: a fact that is lost costs more.
        let foreign = right + other + missed;
        let floor = match length {
            50 | 100 => 30,
            200 => 95,
            _ => 97,
        };
        assert!(100 * (right + other) >= floor * foreign, "{length} letters: {missed} of {foreign} read as English");
        assert!(other <= 1, "{length} letters: {other} taken for another foreign language");
    }
}
