//! Every example of the rules, whole passages, and what must hold for any text.

mod discourse;
mod forms;

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Modifier, Relation, Tagger, Timex, TimexType};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::english().unwrap_or_else(|e| panic!("{e}")));

fn dct(text: &str) -> Option<NaiveDate> {
    Some(text.parse().expect("a date"))
}

/// Each expression as "words value".
fn values(text: &str, dct: Option<NaiveDate>) -> Vec<String> {
    TAGGER.tag(text, dct).iter().map(|t| format!("{} {}", t.span.of(text), t.value)).collect()
}

fn days(t: &Timex) -> String {
    let day = |d: Option<NaiveDate>| d.map_or(String::new(), |d| d.to_string());
    t.interval.map_or("none".into(), |i| format!("{}..{}", day(i.earliest), day(i.latest)))
}

#[test]
fn every_example_of_every_rule_holds() {
    let failures = TAGGER.check();
    let report: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}

#[test]
fn a_narrative_keeps_its_thread_over_flashbacks_and_brackets() {
    let far = "The league was founded in 1801, split in 1803, joined in 1805, sued in 1806, merged in 1807 and ended in 1809.";
    let story = |tail: &str| {
        let text = format!("{far}\n{tail}");
        values(&text, dct("2009-12-19")).split_off(6)
    };
    assert_eq!(
        story("In May 1808 the king left. An old treaty of June 1802 was read out.\nBy August he was back."),
        ["May 1808 1808-05", "June 1802 1802-06", "August 1808-08"]
    );
    assert_eq!(
        story("In May 1808 the king left (his son had left in June 1802). He was back in August."),
        ["May 1808 1808-05", "June 1802 1802-06", "August 1808-08"]
    );
    assert_eq!(
        story("In May 1808 the king left. He had plans for 1810. The aim of 1810 was gold. He set off in June."),
        ["May 1808 1808-05", "1810 1810", "1810 1810", "June 1810-06"]
    );
    assert_eq!(
        story("In May 1808 the king left. A Spring Revolt of 1811 failed."),
        ["May 1808 1808-05", "Spring 1811-SP", "1811 1811"]
    );
}

#[test]
fn a_clause_tells_the_week_of_its_weekday() {
    let one = |text: &str| values(text, dct("2018-07-12")).join("; ");
    assert_eq!(one("The offer had been due to expire on Tuesday."), "Tuesday 2018-07-10");
    assert_eq!(one("The court postponed the hearing until Tuesday."), "Tuesday 2018-07-17");
    assert_eq!(one("He came home and could leave as early as Tuesday."), "Tuesday 2018-07-17");
    assert_eq!(one("They will appeal against Tuesday's ruling."), "Tuesday 2018-07-10");
}

#[test]
fn no_day_is_counted_from_a_year_before_our_era() {
    let found = values("The fleet was lost in 480 BC. The next day the king fled.", dct("2018-07-12"));
    assert_eq!(found, ["480 BC BC0480", "The next day XXXX-XX-XX"]);
}

#[test]
fn a_failing_example_names_its_rule_and_place() {
    let file = |path: &str, text: &str| crate::rules::RuleFile { path: path.into(), bytes: text.as_bytes().to_vec() };
    let rules = r#"
[[rule]]
name = "yesterday"
patterns = ["yesterday"]
form = { date = { shift = -1, unit = "day" } }
examples = [{ text = "It rained yesterday.", dct = "2018-07-12", span = "yesterday", value = "2018-07-10" }]
"#;
    let files = crate::rules::RuleFiles { files: vec![file("timex/mine.toml", rules)] };
    let tagger = Tagger::from_files(&files).expect("rules that load");
    let failures = tagger.check();
    assert_eq!(failures.len(), 1);
    assert_eq!((failures[0].line, &*failures[0].rule), (3, "yesterday"));
    assert!(failures[0].got.contains("2018-07-11"), "{}", failures[0]);
}

#[test]
fn rule_files_with_errors_are_refused_in_words() {
    let load = |text: &str| {
        let file = crate::rules::RuleFile { path: "timex/mine.toml".into(), bytes: text.as_bytes().to_vec() };
        let files = crate::rules::RuleFiles { files: vec![file] };
        Tagger::from_files(&files).expect_err("an error").to_string()
    };
    let rule = |pattern: &str, rest: &str| {
        format!("[[rule]]\nname = \"x\"\npatterns = [\"{pattern}\"]\nform = \"not\"\n{rest}")
    };
    assert!(load(&rule("soon", "")).contains("timex/mine.toml:2: rule \"x\": has no example"));
    assert!(load(&rule("(soon", "not = [\"a\"]")).contains("add `)`"));
    assert!(load(&rule("{moon}", "not = [\"a\"]")).contains("add [moon]"));
    assert!(load("[[rule]]\nname = \"x\"\nform = { date = { shfit = 1 } }").contains("timex/mine.toml:3"));
}

#[test]
fn a_news_report_is_read_against_its_date() {
    let text = "OSLO, July 12 - Northwind said on Thursday that it will sell its paper unit by the end of the year. \
                The firm, founded in 1987, bought the unit two years ago and has lost money since last summer. \
                Talks began in early March and broke off on Monday night. Contoso expects to decide next week.";
    let expected = [
        "July 12 2018-07-12",
        "Thursday 2018-07-12",
        "the end of the year 2018",
        "1987 1987",
        "two years ago 2016",
        "last summer 2017-SU",
        "early March 2018-03",
        "Monday night 2018-07-09TNI",
        "next week 2018-W29",
    ];
    assert_eq!(values(text, dct("2018-07-12")), expected);
}

#[test]
fn a_history_is_read_against_the_time_mentioned_last() {
    let text = "The company was founded on 3 May 1921 in Bergen. In June 1924 it opened a second mill. That November fire \
                destroyed it. In 1931 the family sold its shares. Two years later the mill was rebuilt. On 9 April 1940 it \
                was occupied. In May it was closed. Work began again in 1946. It was sold in 1952 and again in 1960.";
    let found = values(text, dct("2018-07-12"));
    for expected in ["November 1924-11", "Two years later 1933", "May 1940-05"] {
        assert!(found.iter().any(|v| v.ends_with(expected)), "{expected} in {found:?}");
    }
}

#[test]
fn a_financial_report_compares_quarters() {
    let text = "Fabrikam said third-quarter profit rose 5% from a year earlier. Sales in the quarter fell to $3 million \
                from $4 million in the year-ago period. For the nine months, profit was flat.";
    let expected = [
        "third-quarter 2018-Q3",
        "a year earlier 2017-Q3",
        "the quarter 2018-Q3",
        "the year-ago period 2017-Q3",
        "the nine months P9M",
    ];
    assert_eq!(values(text, dct("2018-10-25")), expected);
}

#[test]
fn the_quarter_ended_on_a_day_is_the_one_reported() {
    let text = "Profit in the quarter ended June 30 rose to $3 million from $2 million a year earlier.";
    let expected = ["the quarter 2018-Q2", "June 30 2018-06-30", "a year earlier 2017-Q2"];
    assert_eq!(values(text, dct("2018-10-25")), expected);
    let text = "Profit in the quarter ended Jan. 3, 2018 rose.";
    assert_eq!(values(text, dct("2018-02-25"))[0], "the quarter 2017-Q4");
}

#[test]
fn the_article_of_the_project_gives_its_dates() {
    let date = dct("2018-07-16");
    let one = |text: &str| TAGGER.tag(text, date).into_iter().next().expect("an expression");
    let end = one("Alipay entered the U.S. market in end-2016.");
    assert_eq!((end.value.as_str(), end.modifier), ("2016", Some(Modifier::End)));
    assert_eq!(days(&end), "2016-09-01..2016-12-31");
    assert_eq!(end.edtf.as_deref(), Some("[2016-09-01..2016-12-31]"));
    let since = one("It has grown abroad since summer 2013.");
    assert_eq!((since.relation, since.value.as_str()), (Relation::Since, "2013-SU"));
    assert_eq!(since.edtf.as_deref(), Some("2013-22"));
    let by = one("It hopes to enter the market by the end of the year.");
    assert_eq!((by.relation, days(&by).as_str()), (Relation::By, "2018-09-01..2018-12-31"));
    let text = "The firms stopped in April 2018. About a month later the ministry followed.";
    let later = &TAGGER.tag(text, date)[1];
    assert_eq!((later.value.as_str(), later.reference.as_str()), ("2018-05", "last-mentioned 2018-04"));
}

#[test]
fn the_ends_of_a_range_know_each_other() {
    let found = TAGGER.tag("It was shut between May and July 2017 and again in 2018.", dct("2018-07-16"));
    let pairs: Vec<_> = found.iter().map(|t| (t.value.as_str(), t.range_with)).collect();
    assert_eq!(pairs, [("2017-05", Some(1)), ("2017-07", Some(0)), ("2018", None)]);
}

#[test]
fn without_a_document_date_only_absolute_dates_resolve() {
    let text = "It opened on March 5, 2016, was sold last week and will close on Friday or in June next year.";
    let found = TAGGER.tag(text, None);
    let found: Vec<_> = found.iter().map(|t| (t.value.as_str(), t.interval.is_some())).collect();
    assert_eq!(found[0], ("2016-03-05", true));
    assert_eq!(found[1], ("XXXX-WXX", false));
}

#[test]
fn numeric_dates_follow_those_that_leave_no_choice() {
    assert_eq!(values("Due 5/6/2018.", None), ["5/6/2018 2018-05-06"]);
    assert_eq!(values("Paid 25/3/2018, due 5/6/2018.", None), ["25/3/2018 2018-03-25", "5/6/2018 2018-06-05"]);
    assert_eq!(values("Paid 3/25/2018, due 5/6/2018.", None), ["3/25/2018 2018-03-25", "5/6/2018 2018-05-06"]);
}

#[test]
fn what_the_calendar_does_not_have_is_no_expression() {
    for text in ["on February 30", "on 31 April 2018", "the code 2018-13-45", "on June 31, 2019", "at 25:61"] {
        assert_eq!(values(text, dct("2018-07-16")), Vec::<String>::new(), "{text}");
    }
    assert_eq!(values("on 29 February 2016", None), ["29 February 2016 2016-02-29"]);
    assert_eq!(values("on 29 February 2018", None), Vec::<String>::new());
}

#[test]
fn far_away_dates_have_no_days_and_do_no_harm() {
    for text in [
        "in 99999 years",
        "999999999 years ago",
        "300000000000 days later",
        "the 99th century",
        "in 490 BC",
        "9998 years from now",
        "week 99 of 2018",
    ] {
        TAGGER.tag(text, dct("2018-07-16"));
        TAGGER.tag(text, dct("9999-12-31"));
        TAGGER.tag(text, dct("0001-01-01"));
    }
}

fn sane(text: &str, date: Option<NaiveDate>) -> Result<(), TestCaseError> {
    let found = TAGGER.tag(text, date);
    let mut end = 0;
    for (i, t) in found.iter().enumerate() {
        prop_assert!(t.span.start >= end && t.span.start < t.span.end && t.span.end <= text.len());
        prop_assert!(text.is_char_boundary(t.span.start) && text.is_char_boundary(t.span.end));
        end = t.span.end;
        prop_assert!(!t.value.is_empty());
        if let Some(interval) = t.interval {
            prop_assert!(
                interval.earliest.is_none() || interval.latest.is_none() || interval.earliest <= interval.latest
            );
        }
        if let Some(other) = t.range_with {
            prop_assert_eq!(found[other].range_with, Some(i));
        }
        prop_assert!(t.kind != TimexType::Duration || t.value.starts_with('P'));
    }
    prop_assert_eq!(found, TAGGER.tag(text, date));
    Ok(())
}

/// Words from which the rules are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "March",
        "may",
        "Mon",
        "2018",
        "31",
        "5th",
        "1990s",
        "Q3",
        "FY18",
        "-",
        "/",
        ",",
        "'",
        "98",
        "BC",
        "a",
        "the",
        "last",
        "next",
        "week",
        "years",
        "ago",
        "later",
        "half",
        "and",
        "to",
        "between",
        "from",
        "p.m.",
        "10",
        ":",
        "30",
        "noon",
        "Christmas",
        "quarter",
        "third",
        "hundred",
        "thousand",
        "million",
        "early",
        "of",
        "in",
        "year",
        "two",
        "twenty",
        "every",
        "0",
        "99999",
        "February",
        "since",
        "é",
        "day",
        "before",
        "1999-02",
        "fiscal",
        "century",
        "night",
        "weekend",
        ".",
        "now",
    ];
    prop::collection::vec((prop::sample::select(words.to_vec()), prop::bool::weighted(0.8)), 0..30).prop_map(|parts| {
        parts.iter().map(|(word, space)| format!("{word}{}", if *space { " " } else { "" })).collect()
    })
}

fn dates() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of((1..=9999, 1_u32..=366).prop_filter_map("a day", |(year, day)| NaiveDate::from_yo_opt(year, day)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_gives_ordered_spans_and_sound_intervals(text in "\\PC{0,120}", date in dates()) {
        sane(&text, date)?;
    }

    #[test]
    fn any_order_of_date_words_does(text in pieces(), date in dates()) {
        sane(&text, date)?;
    }
}

fn values_with(options: super::Options, text: &str) -> Vec<String> {
    let tagger = Tagger::english().expect("rules that load").with_options(options);
    tagger.tag(text, chrono::NaiveDate::from_ymd_opt(2018, 7, 12)).into_iter().map(|t| t.value).collect()
}

#[test]
fn the_order_of_dates_in_numbers_is_learnt_or_given() {
    use super::{DateOrder, Options};
    let read = |date_order, text| values_with(Options { date_order, ..Options::default() }, text);
    for (order, text, expected) in [
        (DateOrder::Auto, "Paid on 5/6/2018.", vec!["2018-05-06"]),
        (DateOrder::Auto, "Paid on 5/6/2018 and 25/6/2018.", vec!["2018-06-05", "2018-06-25"]),
        (DateOrder::Dmy, "Paid on 5/6/2018.", vec!["2018-06-05"]),
        (DateOrder::Dmy, "Paid on 6/25/2018 and 2018-05-06.", vec!["2018-06-25", "2018-05-06"]),
        (DateOrder::Mdy, "Paid on 5/6/2018 and 25/6/2018.", vec!["2018-05-06", "2018-06-25"]),
        (DateOrder::Mdy, "Paid on 5.6.2018.", vec!["2018-05-06"]),
        (DateOrder::Auto, "Paid on 5.6.2018.", vec!["2018-06-05"]),
        (DateOrder::Ymd, "Paid on 18/06/05 and 2018/06/05.", vec!["2018-06-05", "2018-06-05"]),
    ] {
        assert_eq!(read(order, text), expected, "{order:?}: {text}");
    }
}

#[test]
fn the_style_can_be_given() {
    use super::{Options, Style};
    let read = |style| values_with(Options { style, ..Options::default() }, "It began in March 1916. In May it ended.");
    assert_eq!(read(Style::News), ["1916-03", "2018-05"]);
    assert_eq!(read(Style::Narrative), ["1916-03", "1916-05"]);
}

/// Each expression with its attributes, as TimeML names them.
fn attributes(text: &str) -> Vec<String> {
    let found = TAGGER.tag(text, chrono::NaiveDate::from_ymd_opt(2018, 7, 12));
    let point =
        |name: &str, other: Option<super::Other>| other.map(|o| format!(" {name}=t{}", o.number())).unwrap_or_default();
    let show = |t: &super::Timex| {
        format!(
            "{} {}{}{}{}{}{}{}",
            t.span.of(text),
            t.value,
            t.modifier.map(|m| format!(" mod={}", m.name())).unwrap_or_default(),
            t.quant.map(|q| format!(" quant={q}")).unwrap_or_default(),
            t.freq.map(|f| format!(" freq={f}X")).unwrap_or_default(),
            point("begin", t.begin_point),
            point("end", t.end_point),
            point("anchor", t.anchor),
        )
    };
    found.iter().map(show).collect()
}

#[test]
fn expressions_carry_all_attributes_of_timex3() {
    for (text, expected) in [
        ("It lasted at least two years.", vec!["at least two years P2Y mod=EQUAL_OR_MORE"]),
        ("It lasted no more than ten days.", vec!["no more than ten days P10D mod=EQUAL_OR_LESS"]),
        ("It lasted less than a month.", vec!["less than a month P1M mod=LESS_THAN"]),
        ("It lasted more than three weeks.", vec!["more than three weeks P3W mod=MORE_THAN"]),
        ("It is due no later than March 2019.", vec!["March 2019 2019-03 mod=ON_OR_BEFORE"]),
        ("It is due on or after March 3, 2019.", vec!["March 3, 2019 2019-03-03 mod=ON_OR_AFTER"]),
        ("It was built circa 1650.", vec!["1650 1650 mod=APPROX"]),
        ("They meet twice a week.", vec!["twice a week P1W freq=2X"]),
        ("They meet three times a year.", vec!["three times a year P1Y freq=3X"]),
        ("They meet every Monday.", vec!["every Monday XXXX-WXX-1 quant=EVERY"]),
        ("They meet each year.", vec!["each year P1Y quant=EACH"]),
        ("It was shut from May 2016 to July 2017.", vec!["May 2016 2016-05 end=t2", "July 2017 2017-07 begin=t1"]),
        ("It grew over the past three months.", vec!["the past three months P3M end=t0 anchor=t0"]),
        (
            "It opened in April 2016 and shut a month later.",
            vec!["April 2016 2016-04", "a month later 2016-05 anchor=t1"],
        ),
    ] {
        assert_eq!(attributes(text), expected, "{text}");
    }
}

#[test]
fn years_of_two_digits_are_whole_before_and_after_an_era() {
    assert_eq!(attributes("He died in 44 BC."), ["44 BC BC0044"]);
    assert_eq!(attributes("The town fell in AD 79."), ["AD 79 0079"]);
}
