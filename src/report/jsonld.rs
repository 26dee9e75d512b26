//! Events of schema.org, as JSON-LD.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::export::{headline, source};
use super::word::bounds;
use super::{Report, Style};
use crate::entity::kind;
use crate::store::Entry;

pub(super) const REPORT: Report = Report { name: "jsonld", about: "schema.org events, as JSON-LD", write };

fn write(entries: &[Entry], _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let graph: Vec<Value> = entries.iter().map(event).collect();
    // schema.org has no uncertain dates, so what it cannot say is said as a Dublin Core date in EDTF, the Library of Congress's data type.
    let edtf = json!({"@id": "http://purl.org/dc/terms/date", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"});
    let context = json!(["https://schema.org", {"edtf": edtf}]);
    serde_json::to_writer_pretty(&mut *out, &json!({"@context": context, "@graph": graph}))?;
    writeln!(out)
}

fn event(entry: &Entry) -> Value {
    let mut event = Map::new();
    let mut put = |key: &str, value: Value| drop(event.insert(key.to_owned(), value));
    put("@type", "Event".into());
    put("@id", format!("urn:annals:fact:{}", entry.id).into());
    put("name", headline(entry).into());
    // Not additionalType: that is an address.
    put("keywords", entry.kind.as_str().into());
    let (first, last) = bounds(entry);
    for (key, day) in [("startDate", first), ("endDate", last)] {
        if let Some(day) = day {
            put(key, day.to_string().into());
        }
    }
    if let Some(edtf) = &entry.date_edtf {
        put("edtf", edtf.as_str().into());
    }
    if entry.status == "planned" {
        put("eventStatus", "https://schema.org/EventScheduled".into());
    } else if entry.status == "denied" {
        put("eventStatus", "https://schema.org/EventCancelled".into());
    }
    if let Some(place) = &entry.place {
        put("location", json!({"@type": "Place", "name": place}));
    }
    let each =
        |names: &[String], node: fn(&str) -> Value| Value::from(names.iter().map(|n| node(n)).collect::<Vec<_>>());
    for (key, names, node) in
        [("organizer", &entry.agents, agent as fn(&str) -> Value), ("about", &entry.targets, thing)]
    {
        if !names.is_empty() {
            put(key, each(names, node));
        }
    }
    let mut article = json!({"@type": "Article", "headline": source(entry), "text": entry.quote});
    if let Some(map) = article.as_object_mut() {
        if let Some(date) = &entry.document_date {
            map.insert("datePublished".into(), date.as_str().into());
        }
        if let Some(name) = &entry.publisher {
            map.insert("publisher".into(), json!({"@type": "Organization", "name": name}));
        }
    }
    put("subjectOf", article);
    Value::Object(event)
}

/// What schema.org wants as an organizer is a person or an organisation: which of them is said where the name tells, else the name stands alone.
fn agent(name: &str) -> Value {
    match kind(name) {
        Some("person") => json!({"@type": "Person", "name": name}),
        Some("organisation") => json!({"@type": "Organization", "name": name}),
        Some("authority") => json!({"@type": "GovernmentOrganization", "name": name}),
        _ => name.into(),
    }
}

fn thing(name: &str) -> Value {
    json!({"@type": "Thing", "name": name})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_its_days_its_people_and_its_article() {
        let entry = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: None,
            date_edtf: Some("[2018-05-01..]".into()),
            status: "planned".into(),
            ..super::super::text::tests::entry()
        };
        let mut out = Vec::new();
        write(&[entry], &Style::default(), &mut out).expect("memory");
        let value: Value = serde_json::from_slice(&out).expect("JSON");
        let event = &value["@graph"][0];
        assert_eq!((&event["startDate"], &event["endDate"]), (&"2018-05-01".into(), &Value::Null));
        assert_eq!(event["edtf"], "[2018-05-01..]");
        assert_eq!(event["about"][1]["name"], "Contoso");
        assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(event["subjectOf"]["datePublished"], "2018-07-12");
    }
}
