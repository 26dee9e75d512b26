//! The JSONL contract: a line a document, for `read`, `tag`, `extract` and `anchor`. Offsets are code points.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::document::{CodePoints, Document, iso_day};
use crate::event::{Basis, Macro, Mention, Status};
use crate::extract::AnchoredTime;
use crate::timex::{Interval, Modifier, Timex, TimexType};

/// What was read, as a line.
pub fn read(document: &Document, out: &mut Vec<u8>) {
    write(&ReadLine(document), out);
}

/// The time expressions of a document, as a line.
pub fn tag(document: &Document, timexes: &[Timex], out: &mut Vec<u8>) {
    let points = CodePoints::new(&document.text);
    let expressions = timexes.iter().map(|t| Expression {
        start: points.at(t.span.start),
        end: points.at(t.span.end),
        text: t.span.of(&document.text),
        kind: t.kind,
        value: &t.value,
        modifier: t.modifier,
        days: days(t.interval.unwrap_or_default()),
        more: t,
        rule: &t.rule,
    });
    write(&TagLine { doc: &document.id, timexes: expressions.collect() }, out);
}

/// The mentions of a document, as a line.
pub fn extract(document: &Document, mentions: &[Mention], out: &mut Vec<u8>) {
    let points = CodePoints::new(&document.text);
    let text = document.text.as_str();
    let facts = mentions.iter().map(|m| Told {
        kind: &m.kind,
        status: m.status,
        trigger: m.trigger.of(text),
        start: points.at(m.trigger.start),
        end: points.at(m.trigger.end),
        sentence: m.sentence.of(text),
        time: When {
            days: days(m.time.interval),
            value: m.time.value.as_deref(),
            expression: m.time.expression.map(|s| s.of(text)),
            source: m.time.basis,
        },
        agents: m.texts(Macro::Agent),
        targets: m.texts(Macro::Target),
        place: first(m, Macro::Place),
        amount: first(m, Macro::Amount),
        arguments: m
            .arguments
            .iter()
            .map(|a| Part {
                role: &a.role,
                macro_role: a.macro_role,
                text: &a.text,
                start: points.at(a.span.start),
                end: points.at(a.span.end),
            })
            .collect(),
        rule: &m.rule,
    });
    write(&ExtractLine { doc: &document.id, facts: facts.collect() }, out);
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

fn first(mention: &Mention, role: Macro) -> Option<&str> {
    mention.arguments.iter().find(|a| a.macro_role == role).map(|a| a.text.as_str())
}

/// First and last day, as `earliest` and `latest`.
#[derive(Serialize)]
struct Days {
    earliest: Option<String>,
    latest: Option<String>,
}

fn days(interval: Interval) -> Days {
    Days { earliest: interval.earliest.and_then(iso_day), latest: interval.latest.and_then(iso_day) }
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
struct TagLine<'d> {
    doc: &'d str,
    timexes: Vec<Expression<'d>>,
}

/// A flattened field would make serde collect a map first, so the bounds are written by hand in this and in `When`.
struct Expression<'d> {
    start: usize,
    end: usize,
    text: &'d str,
    kind: TimexType,
    value: &'d str,
    modifier: Option<Modifier>,
    days: Days,
    more: &'d Timex,
    rule: &'d str,
}

impl Serialize for Expression<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &self.start)?;
        map.serialize_entry("end", &self.end)?;
        map.serialize_entry("text", self.text)?;
        map.serialize_entry("type", self.kind.name())?;
        map.serialize_entry("value", self.value)?;
        map.serialize_entry("mod", &self.modifier.map(Modifier::name))?;
        map.serialize_entry("earliest", &self.days.earliest)?;
        map.serialize_entry("latest", &self.days.latest)?;
        map.serialize_entry("rule", self.rule)?;
        // What only some expressions have.
        let t = self.more;
        if let Some(edtf) = &t.edtf {
            map.serialize_entry("edtf", edtf)?;
        }
        if let Some(quant) = t.quant {
            map.serialize_entry("quant", quant)?;
        }
        if let Some(freq) = t.freq {
            map.serialize_entry("freq", &format_args!("{freq}X"))?;
        }
        for (name, other) in [("beginPoint", t.begin_point), ("endPoint", t.end_point), ("anchorTimeID", t.anchor)] {
            if let Some(other) = other {
                map.serialize_entry(name, &format_args!("t{}", other.number()))?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ExtractLine<'d> {
    doc: &'d str,
    facts: Vec<Told<'d>>,
}

#[derive(Serialize)]
struct Told<'d> {
    #[serde(rename = "type")]
    kind: &'d str,
    status: Status,
    trigger: &'d str,
    start: usize,
    end: usize,
    sentence: &'d str,
    time: When<'d>,
    agents: Vec<&'d str>,
    targets: Vec<&'d str>,
    place: Option<&'d str>,
    amount: Option<&'d str>,
    arguments: Vec<Part<'d>>,
    rule: &'d str,
}

struct When<'d> {
    days: Days,
    value: Option<&'d str>,
    expression: Option<&'d str>,
    source: Basis,
}

impl Serialize for When<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("earliest", &self.days.earliest)?;
        map.serialize_entry("latest", &self.days.latest)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("expression", &self.expression)?;
        map.serialize_entry("source", self.source.name())?;
        map.end()
    }
}

#[derive(Serialize)]
struct Part<'d> {
    role: &'d str,
    #[serde(rename = "macro")]
    macro_role: Macro,
    text: &'d str,
    start: usize,
    end: usize,
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
            AnchoredTime::Day(interval) => Anchor::Day(days(interval)),
            AnchoredTime::Span { begin, end } => Anchor::Span { begin: days(begin), end: days(end) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::event::{Argument, EventTime};

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
