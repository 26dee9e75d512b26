//! Numbers and years as they are written: "1,200", "2 1/2", "twenty-four", "a dozen", "two and a half", "'98", "nineteen ninety-six".

use super::words::Words;
use crate::rules::whole;
use crate::text::{Kind, Text};

/// The number that tokens `first..end` spell; `None` where they are vague ("several").
pub(crate) fn number(text: &Text<'_>, first: usize, end: usize, words: &Words) -> Option<f64> {
    let (mut total, mut part, mut found) = (0.0, 0.0, false);
    let mut at = first;
    while at < end {
        let token = &text.tokens[at];
        let word = text.word(at);
        if matches!(token.kind, Kind::Number | Kind::Ordinal) {
            let digits: String = word.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            let n: f64 = digits.parse().ok()?;
            if at + 2 < end && text.word(at + 1) == "/" {
                let below: f64 = text.word(at + 2).parse().ok()?;
                part += if below == 0.0 { 0.0 } else { n / below };
                at += 3;
                found = true;
                continue;
            }
            part += n;
            found = true;
        } else if let Some(n) = words
            .value(words.small_number, token.word)
            .or_else(|| words.value(words.tens, token.word))
            .or_else(|| words.value(words.ordinal_word, token.word))
        {
            part += f64::from(n);
            found = true;
        } else if let Some(scale) = words.value(words.scale, token.word) {
            let count = if part == 0.0 { 1.0 } else { part };
            if scale == 100 {
                part = count * 100.0;
            } else {
                total += count * f64::from(scale);
                part = 0.0;
            }
            found = true;
        } else {
            let worth = match word.to_ascii_lowercase().as_str() {
                "half" | "½" => 0.5,
                "¼" => 0.25,
                "¾" => 0.75,
                "couple" => 2.0,
                "dozen" => return Some(if part == 0.0 { 12.0 } else { part * 12.0 }),
                "a" | "an" if end - first == 1 => 1.0,
                "several" | "few" | "many" | "some" | "countless" => return None,
                _ => {
                    at += 1;
                    continue;
                }
            };
            part += worth;
            found = true;
        }
        at += 1;
    }
    found.then_some(total + part)
}

/// A year: two digits mean the one that lies nearest to `pivot` plus twenty years before.
pub(crate) fn year(text: &Text<'_>, first: usize, end: usize, pivot: i32, words: &Words) -> Option<i32> {
    let last = text.word(end - 1);
    let digits = last.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches(|c: char| !c.is_ascii_digit());
    if let Some(n) = whole(digits) {
        let n = i32::try_from(n).ok()?;
        return Some(if digits.len() == 2 { short_year(n, pivot) } else { n });
    }
    // "nineteen ninety-six", "twenty eighteen", "two thousand and one"
    let value = |at: usize| {
        words.value(words.small_number, text.tokens[at].word).or_else(|| words.value(words.tens, text.tokens[at].word))
    };
    let scaled = (first..end).any(|at| words.value(words.scale, text.tokens[at].word).is_some());
    if scaled {
        return number(text, first, end, words).map(|n| n as i32);
    }
    let mut values = (first..end).filter_map(value);
    let century = values.next()?;
    let rest: i32 = values.sum();
    (century >= 10).then_some(century * 100 + rest)
}

/// The year that two digits mean, seen from `pivot`: at most twenty years ahead.
pub(crate) fn short_year(digits: i32, pivot: i32) -> i32 {
    let century = pivot - pivot.rem_euclid(100);
    let year = century + digits;
    if year > pivot + 20 { year - 100 } else { year }
}

/// "JUN2018", "JUN18": the month and the year.
pub(crate) fn month_year(word: &str, pivot: i32) -> Option<(i32, i32)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (name, digits) = word.split_at_checked(3)?;
    let month = MONTHS.iter().position(|m| name.eq_ignore_ascii_case(m))? as i32 + 1;
    let year = i32::try_from(whole(digits)?).ok()?;
    Some((month, if digits.len() == 2 { short_year(year, pivot) } else { year }))
}
