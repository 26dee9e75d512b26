//! The words of a timeline row for people: its date, who and what, and text made safe for a terminal.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use crate::store::Entry;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's name.
pub(super) fn month(n: u32) -> &'static str {
    MONTHS.get(n as usize - 1).copied().unwrap_or("")
}

fn day_of(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}

/// First and last possible day.
pub(super) fn bounds(entry: &Entry) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (day_of(entry.date_earliest.as_deref()), day_of(entry.date_latest.as_deref()))
}

/// The day by which the timeline sorts: the first possible one, or the last where that is open; none where the text tells no time.
pub(super) fn key_day(entry: &Entry) -> Option<NaiveDate> {
    if entry.basis == "none" {
        return None;
    }
    let (earliest, latest) = bounds(entry);
    earliest.or(latest)
}

/// Whether one day is known.
pub(super) fn exact(entry: &Entry) -> bool {
    entry.date_earliest.is_some() && entry.date_earliest == entry.date_latest
}

/// The date in few words: "12 Jul 2018", "Apr 2018", "Sep-Dec 2016", "2017", "by 16 Jul 2018", "from 1 Jun 2013".
pub(super) fn date(entry: &Entry) -> String {
    let short = |d: NaiveDate| format!("{} {} {}", d.day(), &month(d.month())[..3], d.year());
    let (a, b) = match bounds(entry) {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => return format!("from {}", short(a)),
        (None, Some(b)) => return format!("by {}", short(b)),
        (None, None) => return entry.date_value.clone().unwrap_or_else(|| "undated".into()),
    };
    let first = a.day() == 1;
    let last = b.succ_opt().is_some_and(|n| n.day() == 1);
    let (am, bm) = (&month(a.month())[..3], &month(b.month())[..3]);
    if a == b {
        short(a)
    } else if first && last && a.year() == b.year() {
        match (a.month(), b.month()) {
            (1, 12) => a.year().to_string(),
            (m, n) if m == n => format!("{am} {}", a.year()),
            _ => format!("{am}-{bm} {}", a.year()),
        }
    } else if first && last {
        if (a.month(), b.month()) == (1, 12) {
            format!("{}-{}", a.year(), b.year())
        } else {
            format!("{am} {}-{bm} {}", a.year(), b.year())
        }
    } else if (a.year(), a.month()) == (b.year(), b.month()) {
        format!("{}-{} {am} {}", a.day(), b.day(), a.year())
    } else if a.year() == b.year() {
        format!("{} {am}-{} {bm} {}", a.day(), b.day(), a.year())
    } else {
        format!("{}-{}", short(a), short(b))
    }
}

/// A sign before facts that did not simply happen.
pub(super) fn sign(status: &str) -> char {
    match status {
        "planned" => '+',
        "alleged" => '?',
        "denied" => '×',
        _ => ' ',
    }
}

/// Who did it, to whom, where, how much, and the word that says so.
pub(super) fn sentence(entry: &Entry) -> String {
    let mut parts = Vec::new();
    match (entry.agents.is_empty(), entry.targets.is_empty()) {
        (false, false) => parts.push(format!("{} → {}", entry.agents.join(", "), entry.targets.join(", "))),
        (false, true) => parts.push(entry.agents.join(", ")),
        (true, false) => parts.push(format!("→ {}", entry.targets.join(", "))),
        (true, true) => {}
    }
    parts.extend(entry.place.iter().map(|p| format!("in {p}")));
    parts.extend(entry.amount.iter().cloned());
    parts.push(format!("“{}”", entry.trigger));
    if entry.mentions > 1 {
        parts.push(format!("{} mentions", entry.mentions));
    }
    if entry.documents > 1 {
        parts.push(format!("{} documents", entry.documents));
    }
    safe(&parts.join(" · ")).into_owned()
}

/// Whether the character could steer a terminal, or the order in which words are shown.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Text without what could steer a terminal: control characters and bidirectional overrides become spaces or U+FFFD, white space is one space.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() {
            ' '
        } else if steers(c) {
            '\u{FFFD}'
        } else {
            c
        };
        if c != ' ' || !clean.ends_with(' ') {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_few_words() {
        for (earliest, latest, expected) in [
            ("2018-07-12", "2018-07-12", "12 Jul 2018"),
            ("2018-04-01", "2018-04-30", "Apr 2018"),
            ("2016-09-01", "2016-12-31", "Sep-Dec 2016"),
            ("2017-01-01", "2017-12-31", "2017"),
            ("1990-01-01", "1999-12-31", "1990-1999"),
            ("2013-12-01", "2014-02-28", "Dec 2013-Feb 2014"),
            ("2018-07-16", "2018-12-31", "16 Jul-31 Dec 2018"),
            ("2018-07-09", "2018-07-15", "9-15 Jul 2018"),
            ("2013-06-01", "2018-07-16", "1 Jun 2013-16 Jul 2018"),
            ("", "2018-07-16", "by 16 Jul 2018"),
            ("2018-07-16", "", "from 16 Jul 2018"),
            ("", "", "undated"),
        ] {
            let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
            let entry = Entry {
                date_earliest: some(earliest),
                date_latest: some(latest),
                ..super::super::text::tests::entry()
            };
            assert_eq!(date(&entry), expected);
        }
    }

    #[test]
    fn nothing_from_a_document_steers_the_terminal() {
        assert_eq!(safe("a\x1b[31mb\r\nc\u{202E}d\u{9b}"), "a\u{FFFD}[31mb c\u{FFFD}d\u{FFFD}");
        assert_eq!(safe("plain text"), "plain text");
    }
}
