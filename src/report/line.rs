//! The JSONL contract: a line a document, for `read`, `tag`, `extract` and `anchor`. Offsets are code points.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::object::{Object, text};
use crate::document::{CodePoints, Document, iso_day};
use crate::event::{Macro, Mention};
use crate::extract::AnchoredTime;
use crate::timex::{Interval, Modifier, Timex};

/// What was read, as a line.
pub fn read(document: &Document, out: &mut Vec<u8>) {
    write(&ReadLine(document), out);
}

/// The time expressions of a document, as a line.
pub fn tag(document: &Document, timexes: &[Timex], out: &mut Vec<u8>) {
    list(document, "timexes", timexes, expression, out);
}

/// The line of a document with what was found in it, each written by `write`.
fn list<T>(
    document: &Document,
    key: &'static str,
    found: &[T],
    write: impl Fn(&T, &str, &CodePoints<'_>, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    let points = CodePoints::new(&document.text);
    let mut line = Object::new(out);
    line.text("doc", &document.id);
    line.list(key, found, |item, out| write(item, &document.text, &points, out));
    line.end();
    out.push(b'\n');
}

fn expression(t: &Timex, text: &str, points: &CodePoints<'_>, out: &mut Vec<u8>) {
    let mut object = Object::new(out);
    object.number("start", points.at(t.span.start));
    object.number("end", points.at(t.span.end));
    object.text("text", t.span.of(text));
    object.name("type", t.kind.name());
    object.text("value", &t.value);
    object.text_if_any("mod", t.modifier.map(Modifier::name));
    days(&mut object, t.interval.unwrap_or_default());
    object.text("rule", &t.rule);
    // What only some expressions have.
    if let Some(edtf) = &t.edtf {
        object.text("edtf", edtf);
    }
    if let Some(quant) = t.quant {
        object.text("quant", quant);
    }
    if let Some(freq) = t.freq {
        object.text("freq", &format!("{freq}X"));
    }
    for (name, other) in [("beginPoint", t.begin_point), ("endPoint", t.end_point), ("anchorTimeID", t.anchor)] {
        if let Some(other) = other {
            object.label(name, b't', other.number());
        }
    }
    object.end();
}

/// The mentions of a document, as a line.
pub fn extract(document: &Document, mentions: &[Mention], out: &mut Vec<u8>) {
    list(document, "facts", mentions, fact, out);
}

fn fact(m: &Mention, source: &str, points: &CodePoints<'_>, out: &mut Vec<u8>) {
    let mut object = Object::new(out);
    object.text("type", &m.kind);
    object.name("status", m.status.name());
    object.text("trigger", m.trigger.of(source));
    object.number("start", points.at(m.trigger.start));
    object.number("end", points.at(m.trigger.end));
    object.text("sentence", m.sentence.of(source));
    let mut time = Object::new(object.value("time"));
    days(&mut time, m.time.interval);
    time.text_if_any("value", m.time.value.as_deref());
    time.text_if_any("expression", m.time.expression.map(|s| s.of(source)));
    time.name("source", m.time.basis.name());
    time.end();
    object.list("agents", m.texts(Macro::Agent), text);
    object.list("targets", m.texts(Macro::Target), text);
    let first = |role: Macro| m.arguments.iter().find(|a| a.macro_role == role).map(|a| a.text.as_str());
    object.text_if_any("place", first(Macro::Place));
    object.text_if_any("amount", first(Macro::Amount));
    object.list("arguments", &m.arguments, |a, out| {
        let mut part = Object::new(out);
        part.text("role", &a.role);
        part.name("macro", a.macro_role.name());
        part.text("text", &a.text);
        part.number("start", points.at(a.span.start));
        part.number("end", points.at(a.span.end));
        part.end();
    });
    object.text("rule", &m.rule);
    object.end();
}

/// First and last day, as `earliest` and `latest`.
fn days(object: &mut Object<'_>, interval: Interval) {
    object.day("earliest", interval.earliest);
    object.day("latest", interval.latest);
}

/// The dates of events that somebody else found, as a line.
pub fn anchor(document: &Document, events: &[(String, Option<AnchoredTime>)], out: &mut Vec<u8>) {
    let events = events.iter().map(|(id, time)| Anchored { id, time: time.map(Anchor::new) });
    write(&AnchorLine { doc: &document.id, events: events.collect() }, out);
}

fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // Memory does not fail, and all keys are strings.
    let _ = serde_json::to_writer(&mut *out, value);
    out.push(b'\n');
}

/// First and last day.
#[derive(Serialize)]
struct Days {
    earliest: Option<String>,
    latest: Option<String>,
}

impl Days {
    fn new(interval: Interval) -> Days {
        Days { earliest: interval.earliest.and_then(iso_day), latest: interval.latest.and_then(iso_day) }
    }
}

struct ReadLine<'d>(&'d Document);

impl Serialize for ReadLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ReadLine(document) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &document.id)?;
        map.serialize_entry("date", &document.date.and_then(iso_day))?;
        map.serialize_entry("date_source", &document.date_source)?;
        map.serialize_entry("title", &document.title)?;
        map.serialize_entry("text", &document.text)?;
        map.serialize_entry("language", &document.language)?;
        // Metadata must not stand in the way of what was read: a line can be read again.
        let own = ["id", "doc", "date", "published", "date_source", "language", "title", "text"];
        for (key, value) in document.metadata.iter().filter(|(key, _)| !own.contains(&key.as_str())) {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct AnchorLine<'d> {
    doc: &'d str,
    events: Vec<Anchored<'d>>,
}

#[derive(Serialize)]
struct Anchored<'d> {
    id: &'d str,
    time: Option<Anchor>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Anchor {
    Day(Days),
    Span { begin: Days, end: Days },
}

impl Anchor {
    fn new(time: AnchoredTime) -> Anchor {
        match time {
            AnchoredTime::Day(interval) => Anchor::Day(Days::new(interval)),
            AnchoredTime::Span { begin, end } => Anchor::Span { begin: Days::new(begin), end: Days::new(end) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::event::{Argument, Basis, EventTime, Status};

    fn day(text: &str) -> Option<chrono::NaiveDate> {
        text.parse().ok()
    }

    fn document() -> Document {
        Document {
            id: "d1".into(),
            text: "É: Zoé left Contoso.".into(),
            date: day("2018-07-12"),
            ..Document::default()
        }
    }

    #[test]
    fn a_fact_has_the_keys_of_the_contract_in_their_order_and_code_points() {
        let document = document();
        let at = |word: &str| document.text.find(word).map(|s| Span::new(s, s + word.len())).expect("there");
        let mention = Mention {
            kind: "leadership".into(),
            status: Status::Happened,
            trigger: at("left"),
            sentence: at("Zoé left Contoso."),
            time: EventTime {
                interval: Interval::new(None, day("2018-07-12")),
                value: None,
                edtf: None,
                expression: None,
                basis: Basis::None,
            },
            arguments: vec![Argument {
                role: "leaver".into(),
                macro_role: Macro::Agent,
                text: "Zoé".into(),
                span: at("Zoé"),
            }],
            rule: "leadership: leave".into(),
        };
        let mut out = Vec::new();
        extract(&document, &[mention], &mut out);
        let expected = concat!(
            r#"{"doc":"d1","facts":[{"type":"leadership","status":"happened","trigger":"left","start":7,"end":11,"sentence":"Zoé left Contoso.","#,
            r#""time":{"earliest":null,"latest":"2018-07-12","value":null,"expression":null,"source":"none"},"agents":["Zoé"],"targets":[],"place":null,"amount":null,"#,
            r#""arguments":[{"role":"leaver","macro":"agent","text":"Zoé","start":3,"end":6}],"rule":"leadership: leave"}]}"#,
            "\n"
        );
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn documents_without_facts_have_lines_too() {
        let mut out = Vec::new();
        extract(&document(), &[], &mut out);
        tag(&document(), &[], &mut out);
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "{\"doc\":\"d1\",\"facts\":[]}\n{\"doc\":\"d1\",\"timexes\":[]}\n"
        );
    }

    #[test]
    fn anchors_are_days_spans_or_null() {
        let interval = Interval::new(day("2018-07-01"), None);
        let events = [
            ("e1".to_owned(), Some(AnchoredTime::Day(interval))),
            ("e2".into(), Some(AnchoredTime::Span { begin: interval, end: Interval::default() })),
            ("e3".into(), None),
        ];
        let mut out = Vec::new();
        anchor(&document(), &events, &mut out);
        let expected = concat!(
            r#"{"doc":"d1","events":[{"id":"e1","time":{"kind":"day","earliest":"2018-07-01","latest":null}},"#,
            r#"{"id":"e2","time":{"kind":"span","begin":{"earliest":"2018-07-01","latest":null},"end":{"earliest":null,"latest":null}}},{"id":"e3","time":null}]}"#,
            "\n"
        );
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn what_was_read_can_be_read_again() {
        let mut document = document();
        document.metadata.insert("source".into(), "wire".into());
        document.metadata.insert("published".into(), "nonsense".into());
        let mut out = Vec::new();
        read(&document, &mut out);
        let text = String::from_utf8(out).expect("text");
        assert_eq!(
            text,
            "{\"id\":\"d1\",\"date\":\"2018-07-12\",\"date_source\":null,\"title\":null,\"text\":\"É: Zoé left Contoso.\",\"language\":null,\"source\":\"wire\"}\n"
        );
    }
}
