//! TimelineJS (timeline.knightlab.com): its JSON, and the CSV of its spreadsheet.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::csv::{field, io_error, writer};
use super::export::{headline, source, told};
use super::word::{bounds, safe};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const JSON: Report = Report { name: "timelinejs", about: "JSON for TimelineJS", write: json };
pub(super) const CSV: Report =
    Report { name: "timelinejs-csv", about: "the spreadsheet of TimelineJS, as CSV", write: csv };

/// First and last day; an open end is left out.
fn days(entry: &Entry) -> Option<(NaiveDate, Option<NaiveDate>)> {
    match bounds(entry) {
        (Some(a), Some(b)) if a == b => Some((a, None)),
        (Some(a), b) => Some((a, b)),
        (None, b) => b.map(|b| (b, None)),
    }
}

fn json(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let date = |d: NaiveDate| json!({"year": d.year(), "month": d.month(), "day": d.day()});
    let event = |entry: &Entry| -> Option<Value> {
        let (first, last) = days(entry)?;
        let mut event = json!({
            "unique_id": format!("f{}", entry.id),
            "start_date": date(first),
            "display_date": html(&told(entry)),
            "text": {"headline": html(&headline(entry)), "text": format!("<blockquote>{}</blockquote><p>{}</p>", html(&safe(&entry.quote)), html(&source(entry)))},
            "group": entry.kind,
        });
        if let (Some(last), Some(map)) = (last, event.as_object_mut()) {
            map.insert("end_date".into(), date(last));
        }
        Some(event)
    };
    let events: Vec<Value> = entries.iter().filter_map(event).collect();
    serde_json::to_writer_pretty(
        &mut *out,
        &json!({"title": {"text": {"headline": html(&style.title)}}, "events": events}),
    )?;
    writeln!(out)
}

/// TimelineJS reads its texts as HTML.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const HEADER: [&str; 19] = [
    "Year",
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Media Credit",
    "Media Caption",
    "Media Thumbnail",
    "Alt Text",
    "Type",
    "Group",
    "Background",
];

fn csv(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(style.sheet, out)?;
    csv.write_record(HEADER).map_err(io_error)?;
    for entry in entries {
        let Some((first, last)) = days(entry) else { continue };
        let part = |f: fn(&NaiveDate) -> u32| last.as_ref().map_or(String::new(), |d| f(d).to_string());
        let mut record =
            vec![first.year().to_string(), first.month().to_string(), first.day().to_string(), String::new()];
        record.extend([
            last.map_or(String::new(), |d| d.year().to_string()),
            part(NaiveDate::month),
            part(NaiveDate::day),
            String::new(),
        ]);
        record.extend([
            html(&told(entry)),
            html(&headline(entry)),
            html(&format!("“{}” — {}", safe(&entry.quote), source(entry))),
        ]);
        record.extend(std::iter::repeat_n(String::new(), 6));
        record.extend([entry.kind.clone(), String::new()]);
        csv.write_record(record.iter().map(|t| field(style.sheet, t).into_owned())).map_err(io_error)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbers_and_text_is_no_html() {
        let entry = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: Some("2018-05-31".into()),
            quote: "<script>".into(),
            ..super::super::text::tests::entry()
        };
        let told = |report: &Report| {
            let mut out = Vec::new();
            report
                .write(&[entry.clone(), super::super::text::tests::entry()], &Style::default(), &mut out)
                .expect("memory");
            String::from_utf8(out).expect("text")
        };
        let value: Value = serde_json::from_str(&told(&JSON)).expect("JSON");
        assert_eq!(value["events"].as_array().map(Vec::len), Some(1), "what has no date stands on no timeline");
        let event = &value["events"][0];
        assert_eq!(event["start_date"], json!({"year": 2018, "month": 5, "day": 1}));
        assert_eq!(event["end_date"]["day"], 31);
        assert!(event["text"]["text"].as_str().is_some_and(|t| t.contains("&lt;script&gt;")));
        let text = told(&CSV);
        let mut csv = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(csv.headers().expect("a header").len(), 19);
        let record = csv.records().next().expect("a record").expect("CSV");
        assert_eq!(
            (&record[0], &record[1], &record[6], &record[8], &record[17]),
            ("2018", "5", "31", "May 2018 (“May 2018”)", "ban")
        );
    }
}
