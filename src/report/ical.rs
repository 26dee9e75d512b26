//! iCalendar (RFC 5545): dated plans as all-day events, for the calendar of who waits for them.

use std::io::{self, Write};

use super::export::{headline, source, told};
use super::word::{bounds, safe};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "ical", about: "iCalendar: plans that are dated to the month or closer", write };

/// What is dated less closely stands in no calendar.
const LONGEST: i64 = 31;

fn write(entries: &[Entry], _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let mut line = |text: &str| fold(text, out);
    line("BEGIN:VCALENDAR")?;
    line("VERSION:2.0")?;
    line(&format!("PRODID:-//annals//annals {version}//EN"))?;
    for entry in entries.iter().filter(|e| e.status == "planned") {
        let (Some(first), Some(last)) = bounds(entry) else { continue };
        let Some(end) = last.succ_opt().filter(|_| (last - first).num_days() < LONGEST) else { continue };
        line("BEGIN:VEVENT")?;
        line(&format!("UID:{}@annals", entry.id))?;
        // When the text was written: nothing here asks the clock.
        let stamp = entry.document_date.as_deref().unwrap_or("1970-01-01").replace('-', "");
        line(&format!("DTSTAMP:{stamp}T000000Z"))?;
        line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")))?;
        line(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")))?;
        line(&format!("SUMMARY:{}", escape(&headline(entry))))?;
        line(&format!(
            "DESCRIPTION:{}",
            escape(&format!("{}: “{}” — {}", told(entry), safe(&entry.quote), source(entry)))
        ))?;
        if let Some(place) = &entry.place {
            line(&format!("LOCATION:{}", escape(&safe(place))))?;
        }
        line(&format!("CATEGORIES:{}", escape(&entry.kind)))?;
        line("STATUS:TENTATIVE")?;
        line("TRANSP:TRANSPARENT")?;
        line("END:VEVENT")?;
    }
    line("END:VCALENDAR")
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A content line: at most 75 bytes, continued by a blank.
fn fold(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    let mut room = 75;
    while rest.len() > room {
        let mut end = room;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        write!(out, "{}\r\n ", &rest[..end])?;
        rest = &rest[end..];
        room = 74;
    }
    write!(out, "{rest}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use icalendar::{Component, EventLike};

    #[test]
    fn another_program_reads_the_plans() {
        let base = super::super::text::tests::entry;
        let plan = Entry {
            status: "planned".into(),
            date_earliest: Some("2019-05-01".into()),
            date_latest: Some("2019-05-31".into()),
            agents: vec!["Müller, Söhne; Partner".into(), "北風".into()],
            quote: "It “will” open, \\ so; they say, ".repeat(20),
            ..base()
        };
        let year = Entry { id: 8, date_latest: Some("2019-12-31".into()), ..plan.clone() };
        let mut out = Vec::new();
        write(&[plan, year, base()], &Style::default(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("text");
        assert!(text.split("\r\n").all(|l| l.len() <= 75));
        let calendar: icalendar::Calendar = text.parse().expect("iCalendar");
        let events: Vec<_> = calendar.components.iter().filter_map(|c| c.as_event()).collect();
        assert_eq!(events.len(), 1, "a year is no appointment, and what happened is none");
        assert_eq!(events[0].get_summary(), Some("Müller, Söhne; Partner, 北風 → Northwind, Contoso (ban, planned)"));
        assert_eq!(events[0].get_location(), Some("Freedonia"));
        let start = chrono::NaiveDate::from_ymd_opt(2019, 5, 1).expect("a day");
        assert_eq!(events[0].get_start(), Some(icalendar::DatePerhapsTime::Date(start)));
    }
}
