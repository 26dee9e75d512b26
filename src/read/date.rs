//! Full dates in metadata and in file names. Nothing is guessed: a date without a day, or with its day and month in doubt, is none.

use chrono::NaiveDate;

/// What was found where a date may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A day.
    Day(NaiveDate),
    /// The shape of a date, but no day of the calendar.
    Impossible(String),
    /// Nothing like a date.
    Nothing,
}

/// Reads a date as metadata has it: "2018-07-12", "2018-07-12T08:00:00Z" (the day as written, whatever the zone), "2018/07/12", "20180712",
/// "July 12, 2018", "12 July 2018", "Thu, 12 Jul 2018 08:00:00 GMT".
///
/// # Errors
/// Says what is wrong with it.
pub fn parse_date(words: &str) -> Result<NaiveDate, String> {
    let words = words.trim();
    match iso(words).or_else(|| compact(words)) {
        Some((Some(day), _)) => return Ok(day),
        Some((None, len)) => return Err(format!("{} is no day of the calendar", &words[..len])),
        None => {}
    }
    match written(words) {
        Some((Some(day), _)) => Ok(day),
        Some((None, len)) => Err(format!("{} is no day of the calendar", words[..len].trim())),
        None => Err("not a full date; write it like 2018-07-12".into()),
    }
}

/// "2018-07-12" at the start, with `-`, `/`, `.` or `_` between: the day, if it exists, and the length.
pub(super) fn iso(text: &str) -> Option<(Option<NaiveDate>, usize)> {
    let (year, rest) = number(text, 4, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_'))?;
    let (month, rest) = number(&rest[1..], 1, 2)?;
    let (day, rest) = number(rest.strip_prefix(separator)?, 1, 2)?;
    ends(rest).then(|| (date(year, month, day), text.len() - rest.len()))
}

/// "20180712" at the start.
fn compact(text: &str) -> Option<(Option<NaiveDate>, usize)> {
    let (n, rest) = number(text, 8, 8)?;
    ends(rest).then(|| (date(n / 10_000, n / 100 % 100, n % 100), 8))
}

/// "July 12, 2018", "12 July 2018", "Thu, 12 Jul 2018", at the start: the day, if it exists, and the length.
pub(super) fn written(text: &str) -> Option<(Option<NaiveDate>, usize)> {
    let rest = match word(text) {
        Some((name, rest)) if weekday(name) => rest.trim_start_matches(['.', ',', ' ']),
        _ => text,
    };
    let (year, month, day, rest) = if let Some((day, rest)) = number(rest, 1, 2) {
        let rest = ordinal(rest).trim_start_matches([' ', '-']);
        let (name, rest) = word(rest.strip_prefix("of ").unwrap_or(rest))?;
        let (year, rest) = number(rest.trim_start_matches(['.', ',', ' ', '-']), 4, 4)?;
        (year, month(name)?, day, rest)
    } else {
        let (name, rest) = word(rest)?;
        let month = month(name)?;
        let (day, rest) = number(rest.trim_start_matches(['.', ' ', '-']), 1, 2)?;
        let rest = ordinal(rest);
        let (year, rest) = number(rest.strip_prefix(',').unwrap_or(rest).trim_start_matches([' ', '-']), 4, 4)?;
        (year, month, day, rest)
    };
    ends(rest).then(|| (date(year, month, day), text.len() - rest.len()))
}

/// "July 12", "12 July" at the start, without a year: month, day, and the length.
pub(super) fn day_of_month(text: &str) -> Option<(u32, u32, usize)> {
    let (month, day, rest) = if let Some((day, rest)) = number(text, 1, 2) {
        let (name, rest) = word(ordinal(rest).trim_start_matches(' '))?;
        (month(name)?, day, rest.strip_prefix('.').unwrap_or(rest))
    } else {
        let (name, rest) = word(text)?;
        let (day, rest) = number(rest.trim_start_matches(['.', ' ']), 1, 2)?;
        (month(name)?, day, ordinal(rest))
    };
    ends(rest).then(|| (month, day, text.len() - rest.len()))
}

/// A date in the file's name: "2018-07-12-title.md", "20180712_title.txt", "title-2018-07-12.txt".
pub(super) fn in_file_name(path: &str) -> Found {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut impossible = Found::Nothing;
    for (at, _) in name.char_indices() {
        let fresh = !name[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let plausible = name[at..].starts_with("19") || name[at..].starts_with("20");
        if !fresh || !plausible {
            continue;
        }
        match (iso(&name[at..]), compact(&name[at..])) {
            (Some((Some(day), _)), _) | (None, Some((Some(day), _))) => return Found::Day(day),
            (Some((None, len)), _) => impossible = Found::Impossible(name[at..at + len].to_owned()),
            _ => {}
        }
    }
    impossible
}

/// The first full date anywhere in a short text.
pub(super) fn find(text: &str) -> Option<NaiveDate> {
    let fresh = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric());
    let starts = text.char_indices().filter(|(at, c)| c.is_ascii_alphanumeric() && fresh(*at));
    starts.filter_map(|(at, _)| iso(&text[at..]).or_else(|| written(&text[at..]))).find_map(|found| found.0)
}

/// The day in the path of an address: "/2018/07/12/title", "/2018-07-12-title", "/20180712/", "/2018/jul/12/title".
pub(super) fn in_path(address: &str) -> Option<NaiveDate> {
    let path = address.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let plausible = |d: &NaiveDate| (1990..2100).contains(&chrono::Datelike::year(d));
    let slashes = path.match_indices(['/', '-', '_']).map(|(at, _)| &path[at + 1..]);
    slashes.filter(|rest| rest.starts_with("19") || rest.starts_with("20")).find_map(|rest| {
        let full = iso_path(rest).or_else(|| compact(rest).and_then(|f| f.0)).or_else(|| {
            let mut parts = rest.split('/');
            let (year, name, day) = (parts.next()?, parts.next()?, parts.next()?);
            let (day, tail) = number(day, 1, 2)?;
            (year.len() == 4 && name.bytes().all(|b| b.is_ascii_alphabetic()) && ends(tail))
                .then(|| date(year.parse().ok()?, month(name)?, day))?
        });
        full.filter(plausible)
    })
}

/// "2018/07/12", "2018-07-12", "2018/0712": months and days of two digits, but for slashes.
fn iso_path(text: &str) -> Option<NaiveDate> {
    if let Some((day, len)) = iso(text) {
        // "2018-7-12-ways-to" may be anything.
        return day.filter(|_| text[..len].contains('/') || len == 10);
    }
    let (year, rest) = number(text, 4, 4)?;
    let (packed, rest) = number(rest.strip_prefix('/')?, 4, 4)?;
    ends(rest).then(|| date(year, packed / 100, packed % 100))?
}

/// The day, where years are those that a document can have.
fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|y| *y > 0)?, month, day)
}

/// A number of `least` to `most` digits, and no more, at the start; and the rest.
fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits < least || digits > most {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// The letters at the start, and the rest.
fn word(text: &str) -> Option<(&str, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    (letters > 0).then(|| text.split_at(letters))
}

fn ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|o| text.strip_prefix(o)).unwrap_or(text)
}

/// Whether a date may end here: not in the middle of a number or a word ("2018-07-12T08:00" ends a day).
fn ends(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('T') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that a name or its abbreviation of three or four letters means.
fn month(name: &str) -> Option<u32> {
    let at = begun(name, &MONTHS)?;
    u32::try_from(at + 1).ok().filter(|_| abbreviates(name, MONTHS[at]))
}

fn weekday(name: &str) -> bool {
    begun(name, &WEEKDAYS).is_some_and(|at| {
        let whole = WEEKDAYS[at];
        abbreviates(name, whole)
            || (name.len() <= 5 && whole.len() > name.len() && whole[..name.len()].eq_ignore_ascii_case(name))
    })
}

/// Which of the names, no two of which do so alike, begins with the three letters that `name` begins with.
fn begun(name: &str, names: &[&str]) -> Option<usize> {
    let first: &[u8; 3] = name.as_bytes().first_chunk()?;
    let first = first.map(|b| b.to_ascii_lowercase());
    names.iter().position(|n| n.as_bytes().starts_with(&first))
}

fn abbreviates(name: &str, whole: &str) -> bool {
    whole.eq_ignore_ascii_case(name)
        || (matches!(name.len(), 3 | 4) && whole.len() > name.len() && whole[..name.len()].eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn metadata_dates_in_the_usual_forms() {
        for words in [
            "2018-07-12",
            " 2018-07-12 ",
            "2018-07-12T08:00:00Z",
            "2018-07-12T23:30:00-08:00",
            "2018-07-12 08:00",
            "2018/07/12",
            "2018/7/12",
            "20180712",
            "July 12, 2018",
            "Jul. 12, 2018",
            "July 12 2018",
            "Jul 12th, 2018",
            "12 July 2018",
            "12 Jul 2018, 10:00",
            "12-Jul-2018",
            "12th of July, 2018",
            "Thu, 12 Jul 2018 08:00:00 GMT",
            "Thursday, July 12, 2018",
        ] {
            assert_eq!(parse_date(words), Ok(day(2018, 7, 12)), "{words}");
        }
        assert_eq!(parse_date("Sept. 3, 2019"), Ok(day(2019, 9, 3)));
    }

    #[test]
    fn what_is_no_full_date_is_refused_with_a_reason() {
        for words in [
            "2018",
            "2018-07",
            "July 2018",
            "07/12/2018",
            "yesterday",
            "",
            "Martyr 12, 2018",
            "2018-07-123",
            "12018-07-12",
        ] {
            assert!(parse_date(words).is_err_and(|e| e.contains("not a full date")), "{words}");
        }
        for words in ["2018-13-45", "2018-02-30", "February 30, 2018", "31 April 2019", "20181345", "0000-01-01"] {
            assert!(parse_date(words).is_err_and(|e| e.contains("no day of the calendar")), "{words}");
        }
    }

    #[test]
    fn dates_in_file_names() {
        for name in [
            "2018-07-12-title.md",
            "a/b/2018-07-12.txt",
            "2018_07_12_x.txt",
            "20180712_x.txt",
            "title-2018-07-12.txt",
            "x 20180712.txt",
        ] {
            assert_eq!(in_file_name(name), Found::Day(day(2018, 7, 12)), "{name}");
        }
        assert_eq!(in_file_name("2018-13-45-title.md"), Found::Impossible("2018-13-45".into()));
        for name in [
            "000_e6ce9e708c381a95.txt",
            "2018-title.md",
            "2018-07-12/title.md",
            "201807121.txt",
            "a20180712.txt",
            "20181345.txt",
            "1234-05-06.txt",
            "été.txt",
        ] {
            assert_eq!(in_file_name(name), Found::Nothing, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in any::<String>(), tail in "[0-9A-Za-z ,./_-]{0,24}") {
            let _ = (parse_date(&text), in_file_name(&text), parse_date(&tail), in_file_name(&tail));
        }

        #[test]
        fn every_day_is_found_in_every_form(days in 0..40_000i64) {
            let day = day(1900, 1, 1) + chrono::Duration::days(days);
            for form in ["%Y-%m-%d", "%Y-%m-%dT10:00:00+02:00", "%B %-d, %Y", "%-d %b %Y", "%a, %d %b %Y %H"] {
                let words = day.and_hms_opt(0, 0, 0).expect("midnight").format(form).to_string();
                prop_assert_eq!(parse_date(&words), Ok(day), "{}", words);
            }
            prop_assert_eq!(in_file_name(&day.format("%Y-%m-%d-x.md").to_string()), Found::Day(day));
        }
    }
}
