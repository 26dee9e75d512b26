//! How pages write days: in the written forms, as seconds, packed, or in numbers whose order their language tells.

use chrono::{DateTime, Datelike, NaiveDate};

use super::dom::Dom;
use crate::read::date::{find, parse_date};

/// Whether a stamp is in UTC: "2018-07-12T02:00:00Z".
pub(super) fn is_utc(words: &str) -> bool {
    let words = words.trim();
    words.contains(':') && ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|z| words.ends_with(z))
}

/// Which number of "07/12/2018" is the month, where the page's language tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    MonthFirst,
    DayFirst,
    Unknown,
}

impl Order {
    pub(super) fn of(dom: &Dom) -> Order {
        let lang = dom.attribute(0, "lang").unwrap_or("").to_lowercase().replace('_', "-");
        match lang.as_str() {
            "en-us" => Order::MonthFirst,
            "" | "en" | "en-ca" => Order::Unknown,
            _ => Order::DayFirst,
        }
    }
}

/// A day as a page declares it: the written forms, also with more around them, and seconds since 1970. Days that no page was published on are defaults of
/// the software that wrote them.
pub(super) fn declared_day(words: &str, order: Order) -> Option<NaiveDate> {
    let words = words.trim();
    let words = if words.contains('&') { &super::declared::unescape(words) } else { words };
    let parsed =
        parse_date(words).ok().or_else(|| seconds(words)).or_else(|| packed(words)).or_else(|| slashed(words, order));
    let parsed = parsed.or_else(|| (words.len() <= 120).then(|| find(words)).flatten());
    parsed.filter(|d| d.year() > 1700 && d.year() < 2200 && *d != NaiveDate::default())
}

/// "1531382400", "1531382400000".
fn seconds(words: &str) -> Option<NaiveDate> {
    let digits = words.split('.').next().filter(|w| w.bytes().all(|b| b.is_ascii_digit()))?;
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(seconds, 0).map(|t| t.date_naive()).filter(|d| d.year() > 1990)
}

/// "20180712T0800", "20180712080000".
fn packed(words: &str) -> Option<NaiveDate> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if !(digits == 12 || digits == 14) || !(words.starts_with("19") || words.starts_with("20")) {
        return None;
    }
    parse_date(&words[..8]).ok()
}

/// "07/12/2018 08:00", where the order is known or only one can be.
pub(super) fn slashed(words: &str, order: Order) -> Option<NaiveDate> {
    let first = words.split([' ', 'T', ',']).next()?;
    let mut parts = first.split(['/', '.', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || a.len() > 2 || b.len() > 2 || c.len() != 4 {
        return None;
    }
    let (a, b, year): (u32, u32, i32) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    let dotted = first.contains('.');
    let (month, day) = match (a, b) {
        _ if a == b => (a, b),
        (13.., _) => (b, a),
        (_, 13..) => (a, b),
        _ if dotted => (b, a),
        _ => match order {
            Order::MonthFirst => (a, b),
            Order::DayFirst => (b, a),
            Order::Unknown => return None,
        },
    };
    NaiveDate::from_ymd_opt(year, month, day)
}
