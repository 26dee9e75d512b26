//! Formats of other programs, held against what these programs ask for: JSON-LD by a processor that somebody else wrote and the terms that
//! schema.org has, TimelineJS by the rules of its reader.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::Folder;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use serde_json::Value;

/// Documents with people, plans, bounds, names that are markup, and no date.
const NEWS: &str = r#"{"id": "a", "date": "2018-07-12", "title": "<b>Deals</b> & more", "publisher": "The Post", "text": "Northwind Inc. bought \"Contoso & Sons\" in May 2018. Ann Lee resigned from Fabrikam on July 2, 2018. The Ministry of Docks will ban <Kestrel> scooters by 2020."}
{"id": "b", "date": "2018-07-13", "text": "Wingtip denied that it had bought Tailspin on July 3, 2018. Adatum was founded by Dieter Hanswurst."}
{"id": "c", "date": "2018-07-14", "text": "On July 2, Ann Lee resigned from Fabrikam."}"#;

fn told(format: &str) -> String {
    let run = Folder::new(&[("news.jsonl", NEWS.as_bytes())]).run(&["timeline", "news.jsonl", "--to", format]);
    assert_eq!(run.code, 0, "{run:?}");
    run.out
}

/// What schema.org's own context says of the terms that are written here; the rest of it is two thousand more of them.
const CONTEXT: &str = r#"{"@context": {"@vocab": "http://schema.org/", "schema": "http://schema.org/",
    "startDate": {"@id": "schema:startDate", "@type": "Date"}, "endDate": {"@id": "schema:endDate", "@type": "Date"},
    "datePublished": {"@id": "schema:datePublished", "@type": "Date"}}}"#;

/// Terms of schema.org by the class whose instances they are said of, superclasses included; checked against schema-dts 2.1.0.
const TERMS: [(&str, &[&str]); 6] = [
    (
        "Event",
        &["name", "keywords", "startDate", "endDate", "eventStatus", "location", "organizer", "about", "subjectOf"],
    ),
    ("Article", &["headline", "text", "datePublished", "publisher"]),
    ("Place", &["name"]),
    ("Person", &["name"]),
    ("Organization", &["name"]),
    ("GovernmentOrganization", &["name"]),
];

#[test]
fn a_json_ld_processor_reads_events_of_schema_org() {
    let text = told("jsonld");
    let facts = serde_json::from_str::<Value>(&text).expect("JSON")["@graph"].as_array().map_or(0, Vec::len);
    assert!(facts >= 5, "{text}");
    let parser = JsonLdParser::new().for_slice(text.as_bytes()).with_load_document_callback(|address, _| {
        assert_eq!(address.trim_end_matches('/'), "https://schema.org", "the only address that is named");
        Ok(JsonLdRemoteDocument { document: CONTEXT.into(), document_url: address.into() })
    });
    let mut nodes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for quad in parser {
        let quad = quad.expect("JSON-LD");
        nodes
            .entry(quad.subject.to_string())
            .or_default()
            .push((quad.predicate.as_str().to_owned(), quad.object.to_string()));
    }
    let schema = |term: &str| term.trim_matches(['<', '>']).strip_prefix("http://schema.org/").map(str::to_owned);
    let (mut events, mut edtf, mut kinds) = (0, 0, BTreeSet::new());
    for (node, said) in &nodes {
        let class = said.iter().find(|(p, _)| p.ends_with("#type")).and_then(|(_, class)| schema(class));
        let known =
            TERMS.iter().find(|(name, _)| class.as_deref() == Some(*name)).map_or(&["name"][..], |(_, terms)| terms);
        events += usize::from(class.as_deref() == Some("Event"));
        kinds.extend(class);
        for (predicate, object) in said {
            if predicate == "http://purl.org/dc/terms/date" {
                assert!(object.ends_with("^^<http://id.loc.gov/datatypes/edtf/EDTF>"), "{object}");
                edtf += 1;
            } else if let Some(term) = schema(predicate) {
                assert!(known.contains(&term.as_str()), "{node}: schema.org has no {term} here");
                if matches!(term.as_str(), "startDate" | "endDate" | "datePublished") {
                    let day = object.strip_suffix("^^<http://schema.org/Date>").expect("a date").trim_matches('"');
                    assert!(day.parse::<chrono::NaiveDate>().is_ok(), "{object}");
                }
                if term == "eventStatus" {
                    let status = ["\"https://schema.org/EventScheduled\"", "\"https://schema.org/EventCancelled\""];
                    assert!(status.contains(&object.as_str()), "{object}");
                }
            } else {
                assert!(predicate.ends_with("#type"), "{node} {predicate} {object}");
            }
        }
    }
    assert_eq!(events, facts, "every fact is an event, and nothing was dropped");
    assert!(edtf >= 4 && kinds.contains("Person") && kinds.contains("GovernmentOrganization"), "{edtf} {kinds:?}");
}

#[test]
fn timelinejs_finds_what_its_reader_asks_for() {
    let all: Value = serde_json::from_str(&told("timelinejs")).expect("JSON");
    // The keys of its documentation; what its reader does not know it passes over, which hides slips.
    let keys = |value: &Value, known: &[&str]| {
        let found: Vec<&String> = value.as_object().expect("an object").keys().collect();
        assert!(found.iter().all(|key| known.contains(&key.as_str())), "{found:?}");
    };
    keys(&all, &["title", "events", "eras", "scale"]);
    let mut ids = BTreeSet::new();
    let events = all["events"].as_array().expect("events");
    assert!(events.len() >= 4);
    for event in events {
        keys(
            event,
            &[
                "start_date",
                "end_date",
                "text",
                "media",
                "group",
                "display_date",
                "background",
                "autolink",
                "unique_id",
            ],
        );
        keys(&event["text"], &["headline", "text"]);
        let id = event["unique_id"].as_str().expect("an id");
        assert!(ids.insert(id), "{id} twice");
        // It becomes the id of an element and part of an address.
        assert!(id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(|c| c.is_ascii_alphanumeric()));
        // An event without a start is dropped without a word; an end that is the start is dropped as well.
        let day = |key: &str| {
            let date = event.get(key)?;
            keys(date, &["year", "month", "day"]);
            let part = |name: &str| date[name].as_i64().expect(name);
            let number = |name: &str| u32::try_from(part(name)).expect(name);
            Some(chrono::NaiveDate::from_ymd_opt(part("year") as i32, number("month"), number("day")).expect("a day"))
        };
        let start = day("start_date").expect("a start");
        assert!(day("end_date").is_none_or(|end| end > start), "{event}");
        // Headline and text are read as HTML, of which only ours may be there.
        for field in [&event["text"]["headline"], &event["text"]["text"], &event["display_date"], &event["group"]] {
            let ours = ["<blockquote>", "</blockquote>", "<p>", "</p>"];
            let text = ours.iter().fold(field.as_str().expect("text").to_owned(), |text, tag| text.replace(tag, ""));
            assert!(!text.contains(['<', '>']), "{text}");
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
            assert_eq!(
                entities.iter().map(|e| text.matches(e).count()).sum::<usize>(),
                text.matches('&').count(),
                "{text}"
            );
        }
    }
    let text = events[0]["text"]["text"].as_str().expect("text");
    assert!(text.contains("&lt;b&gt;Deals&lt;/b&gt; &amp; more"), "{text}");
}
