//! The date at the head of a text: a dateline ("BEIJING, July 12, 2018 — …") or a line that is a date. Conservative: first lines only, and full dates unless the day
//! of publication is known.

use chrono::{Datelike, NaiveDate};

use super::date::{day_of_month, iso, written};

/// How many lines with words, and how many bytes of them, count as the head.
const LINES: usize = 5;
const BYTES: usize = 300;

/// Words before a date that belong to no dateline: then the sentence goes on about that day.
const PROSE: [&str; 12] = ["on", "in", "since", "by", "until", "from", "after", "before", "the", "a", "at", "as"];

/// Words that may stand before the date in a line of its own.
const LABELS: [&str; 9] =
    ["published", "posted", "updated", "date", "released", "issued", "dated", "press release", "for immediate release"];

/// Words in small letters within the names of places.
const PARTICLES: [&str; 4] = ["de", "of", "da", "la"];

/// The date that the text's first lines give it.
pub(super) fn dateline(text: &str) -> Option<NaiveDate> {
    let mut seen = 0;
    for line in text.lines().filter(|l| !l.trim().is_empty()).take(LINES) {
        if seen > BYTES {
            return None;
        }
        let line = clean(line);
        if let Some(day) = date_line(line).or_else(|| before_dash(line, None)) {
            return Some(day);
        }
        seen += line.len();
    }
    None
}

/// For how many days a report may wait for its publication.
const WAITED: i64 = 7;

/// The day on which a text that was published on `published` speaks: that of its dateline ("OSLO, June 10 –"), where it lies within a week of it.
pub fn told_on(text: &str, published: NaiveDate) -> NaiveDate {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).scan(0, |from, end| {
        let line = &text[*from..end];
        *from = (end + 1).min(text.len());
        Some(line)
    });
    let lines = lines.filter(|l| !l.trim().is_empty()).take(LINES);
    let near = |day: &NaiveDate| (*day - published).num_days().abs() <= WAITED;
    lines.filter_map(|l| before_dash(clean(l), Some(published))).find(near).unwrap_or(published)
}

/// "June 10": with the year that brings it nearest to `published`.
fn yearless(text: &str, published: NaiveDate) -> Option<(NaiveDate, usize)> {
    let (month, day, len) = day_of_month(text)?;
    let years = (published.year() - 1)..=(published.year() + 1);
    let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    Some((days.min_by_key(|d| (*d - published).num_days().abs())?, len))
}

/// Without Markdown's emphasis and heading marks.
fn clean(line: &str) -> &str {
    line.trim().trim_matches(['*', '_', '#', '>', '|']).trim()
}

/// A line that is a date and nothing else: "March 28, 2006", "Published: Monday, 28 March 2006, 10:30 GMT".
fn date_line(line: &str) -> Option<NaiveDate> {
    if line.len() > 100 {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let label = LABELS.iter().filter(|l| lower.starts_with(**l)).map(|l| l.len()).max().unwrap_or(0);
    let rest = line[label..].trim_start_matches([':', ' ', '-', '–', '—', ',']);
    let rest = rest.strip_prefix("on ").filter(|_| label > 0).unwrap_or(rest);
    let (day, len) = full_date(rest)?;
    // After the date a time of day may stand, no words.
    let tail = rest[len..].trim_start_matches(['T', ',', ' ', '|', '-', '–', '—', '.']);
    let time =
        tail.is_empty() || (tail.len() <= 24 && tail.starts_with(|c: char| c.is_ascii_digit()) && tail.contains(':'));
    time.then_some(day)
}

/// A place, a date, a dash: "BEIJING, July 12, 2018 — ", "PARIS (Agency, 12 July 2018) - ", "BERLIN--(WIRE)--July 12, 2018--".
/// A date without a year counts where the text's day of publication is given.
fn before_dash(line: &str, published: Option<NaiveDate>) -> Option<NaiveDate> {
    let mut end = line.len().min(160);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    for (at, c) in head.char_indices() {
        let fresh = !head[..at].ends_with(|c: char| c.is_alphanumeric());
        if !fresh || !c.is_ascii_alphanumeric() {
            continue;
        }
        // Behind a word in small letters no date is a dateline's: see `place`.
        let small = c.is_ascii_lowercase() && at > 0;
        if small && !PARTICLES.iter().any(|p| head[at..].strip_prefix(p).is_some_and(|r| r.starts_with(' '))) {
            return None;
        }
        let full = full_date(&head[at..]);
        let Some((day, len)) = full.or_else(|| yearless(&head[at..], published?)) else {
            continue;
        };
        let after = head[at + len..].trim_start();
        let parenthesis = head[..at].rfind('(').is_some_and(|open| !head[open..at].contains(')'));
        let closed = ["—", "–", "--", "- ", "/PR", "(", ":"].iter().any(|mark| after.starts_with(mark))
            || (parenthesis && after.starts_with(')'));
        return (closed && place(&head[..at])).then_some(day);
    }
    None
}

/// Whether what stands before the date can be a place and an agency: short, capitalised words only, the first of them no word of prose.
fn place(before: &str) -> bool {
    let mut words =
        before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty()).peekable();
    let Some(first) = words.peek() else {
        return false;
    };
    let prose = PROSE.contains(&first.to_lowercase().as_str());
    !prose
        && before.chars().count() <= 80
        && words.all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || PARTICLES.contains(&w))
}

fn full_date(text: &str) -> Option<(NaiveDate, usize)> {
    let (day, len) = iso(text).or_else(|| written(text))?;
    Some((day.filter(|d| (1000..=2999).contains(&d.year()))?, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn datelines_and_date_lines() {
        for text in [
            "BEIJING, July 12, 2018 — Northwind said",
            "BEIJING, July 12, 2018 /PRNewswire/ -- Northwind said",
            "Northwind opens a plant\n\nPARIS (Agency, 12 July 2018) - Northwind said",
            "SAN FRANCISCO--(WIRE)--July 12, 2018--Northwind said",
            "New York, July 12, 2018 – Northwind said",
            "July 12, 2018",
            "Northwind opens a plant\nThursday, July 12, 2018\nNorthwind said",
            "# Northwind opens a plant\n\n*July 12, 2018*\n\nNorthwind said",
            "Published: 12 July 2018, 10:30 GMT\nNorthwind said",
            "2018-07-12\nNorthwind said",
            "2018-07-12T08:00:00Z\nNorthwind said",
        ] {
            assert_eq!(dateline(text), NaiveDate::from_ymd_opt(2018, 7, 12), "{text}");
        }
    }

    #[test]
    fn a_dateline_tells_the_day_on_which_a_text_speaks() {
        let day = |d| NaiveDate::from_ymd_opt(2018, 7, d).unwrap_or_default();
        assert_eq!(told_on("OSLO, July 10 - The bank said today it would close.", day(12)), day(10));
        assert_eq!(told_on("Oslo, 10 July (Agency) – The bank said so.", day(12)), day(10));
        assert_eq!(told_on("Oslo, July 11, 2018 – The bank said so.", day(12)), day(11));
        assert_eq!(told_on("OSLO, May 10 - An old text.", day(12)), day(12));
        assert_eq!(told_on("On July 10 - a Tuesday - it closed.", day(12)), day(12));
    }

    #[test]
    fn dates_that_the_text_speaks_of_are_no_datelines() {
        for text in [
            "On July 12, 2018 — the day of the vote — Northwind said",
            "Northwind was founded on July 12, 2018 - and grew.",
            "In BEIJING, July 12, 2018 — a day to remember",
            "July 12, 2018 was a good day for Northwind.",
            "BEIJING, July 12 — Northwind said",
            "BEIJING, February 30, 2018 — Northwind said",
            "Northwind said\n\n\nso.\n\n1\n\n2\n\n3\n\nJuly 12, 2018",
            "",
            "July 2018",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in any::<String>(), ascii in "[A-Za-z0-9 ,()—\n-]{0,200}") {
            let _ = (dateline(&text), dateline(&ascii));
        }
    }
}
