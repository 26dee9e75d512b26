//! The EDTF of a time expression, read by a parser that somebody else wrote: it is valid, and its bounds are the days that annals gives.

use std::sync::LazyLock;

use annals::timex::{Tagger, Timex};
use chrono::{Datelike, NaiveDate};
use edtf_core::{Bound, Edtf};
use proptest::prelude::*;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::english().expect("the built-in rules compile"));

/// Expressions with random numbers in them, of all kinds that have an interval.
fn expression() -> impl Strategy<Value = String> {
    let month = || {
        prop::sample::select(vec![
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
            "Nov.",
            "December",
        ])
    };
    let unit = || prop::sample::select(vec!["days", "weeks", "months", "years"]);
    let part =
        || prop::sample::select(vec!["early", "mid-", "late", "the beginning of", "the end of", "the middle of"]);
    let season = || prop::sample::select(vec!["spring", "summer", "fall", "winter"]);
    prop_oneof![
        (month(), 1..=31_u32, 1000..2400_i32).prop_map(|(m, d, y)| format!("on {m} {d}, {y}")),
        (month(), 1000..2400_i32).prop_map(|(m, y)| format!("in {m} {y}")),
        (1000..2400_i32).prop_map(|y| format!("in the year {y}")),
        (1..900_i32).prop_map(|y| format!("in {y} BC")),
        (100..230_i32).prop_map(|d| format!("in the {d}0s")),
        (11..21_i32).prop_map(|c| format!("in the {c}th century")),
        (part(), month(), 1900..2100_i32).prop_map(|(p, m, y)| format!("in {p} {m} {y}")),
        (part(), 1900..2100_i32).prop_map(|(p, y)| format!("in {p} {y}")),
        (season(), 1900..2100_i32).prop_map(|(s, y)| format!("in {s} {y}")),
        (1..=4_i32, 1900..2100_i32).prop_map(|(q, y)| format!("in Q{q} {y}")),
        (1..60_i32, unit()).prop_map(|(n, u)| format!("{n} {u} ago")),
        (1..60_i32, unit()).prop_map(|(n, u)| format!("in {n} {u}")),
        (month(), 1..28_u32, 1..28_u32, 1900..2100_i32).prop_map(|(m, a, b, y)| format!(
            "from {m} {} to {m} {}, {y}",
            a.min(b),
            a.max(b) + 1
        )),
        Just("last week".to_owned()),
        Just("next quarter".to_owned()),
        Just("this weekend".to_owned()),
        Just("yesterday".to_owned()),
        Just("on Tuesday".to_owned()),
        Just("by the end of the decade".to_owned()),
    ]
}

fn day(bound: Bound) -> Option<(i64, u32, u32)> {
    match bound {
        Bound::Date(d) => Some((d.year, u32::from(d.month), u32::from(d.day))),
        _ => None,
    }
}

fn own(day: Option<NaiveDate>) -> Option<(i64, u32, u32)> {
    day.map(|d| (i64::from(d.year()), d.month(), d.day()))
}

/// Whether an expression is of a season or a quarter, whose months EDTF leaves to the reader ("21" to "24", "33" to "36").
fn is_season(edtf: &str) -> bool {
    edtf.rsplit('-').next().and_then(|last| last.parse::<u32>().ok()).is_some_and(|n| (21..=41).contains(&n))
}

fn check(timex: &Timex, text: &str) {
    let Some(edtf) = &timex.edtf else { return };
    let parsed: Edtf = edtf.parse().unwrap_or_else(|e| panic!("{text:?}: {edtf:?} is no EDTF: {e}"));
    let Some(interval) = timex.interval else { return };
    if is_season(edtf) {
        return;
    }
    let bounds = parsed.bounds();
    assert_eq!(
        (day(bounds.earliest), day(bounds.latest)),
        (own(interval.earliest), own(interval.latest)),
        "{text:?}: {edtf} for {} ({})",
        timex.value,
        timex.rule
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_edtf_is_valid_and_has_the_bounds_of_its_interval(expression in expression(), days in 0..150_000_i64) {
        let dct = NaiveDate::from_ymd_opt(1700, 1, 1).and_then(|d| d.checked_add_signed(chrono::Duration::days(days)));
        let text = format!("The firm opened a shop {expression}.");
        for timex in TAGGER.tag(&text, dct) {
            check(&timex, &text);
        }
    }
}

/// Without this, the property could hold because nothing is found.
#[test]
fn each_kind_of_expression_has_an_edtf() {
    let dct = NaiveDate::from_ymd_opt(2018, 7, 16);
    for (expression, edtf) in [
        ("on May 3, 2018", "2018-05-03"),
        ("in May 2018", "2018-05"),
        ("in the year 1999", "1999"),
        ("in the 1990s", "199X"),
        ("in the 19th century", "18XX"),
        ("in Q3 2017", "2017-35"),
        ("in summer 2016", "2016-22"),
        ("last week", "2018-07-09/2018-07-15"),
        ("yesterday", "2018-07-15"),
    ] {
        let text = format!("The firm opened a shop {expression}.");
        let found = TAGGER.tag(&text, dct);
        assert_eq!(found.first().and_then(|t| t.edtf.as_deref()), Some(edtf), "{expression}");
    }
}
