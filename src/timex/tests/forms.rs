//! Intervals, EDTF, modifiers and reasons of single forms.

use super::{TAGGER, days, dct, values};

/// Each expression as "value days EDTF".
fn told(text: &str) -> Vec<String> {
    let found = TAGGER.tag(text, dct("2018-07-12"));
    found.iter().map(|t| format!("{} {} {}", t.value, days(t), t.edtf.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn dates_before_our_era_have_days_and_edtf() {
    assert_eq!(
        told(
            "It was built in the 5th century BC, lost in spring 480 BC, and burned on 15 March 44 BC and in the 470s BC."
        ),
        [
            "BC04 -0499-01-01..-0400-12-31 -0499/-0400",
            "BC0480-SP -0479-03-01..-0479-05-31 -0479-21",
            "BC0044-03-15 -0043-03-15..-0043-03-15 -0043-03-15",
            "BC047 -0478-01-01..-0469-12-31 -0478/-0469",
        ]
    );
    assert_eq!(told("It fell between 2 BC and AD 5.")[0], "BC0002 -0001-01-01..-0001-12-31 -0001");
    assert_eq!(told("It stood until 1 BC. A year later it fell.")[1], "0001 0001-01-01..0001-12-31 0001");
}

#[test]
fn feasts_of_a_table_stand_for_their_year_outside_it() {
    assert_eq!(
        told("The streets were empty on Super Bowl Sunday 2016.")[0],
        "2016-02-07 2016-02-07..2016-02-07 2016-02-07"
    );
    assert_eq!(told("The shops were shut for Diwali 1975.")[0], "1975 1975-01-01..1975-12-31 1975");
}

#[test]
fn a_day_of_a_month_that_lacks_it_is_no_date() {
    assert!(told("It opens on the fifth Friday of February 2018.").iter().all(|t| !t.contains("2018-03")));
}

#[test]
fn what_almost_lasted_was_less() {
    let modifier = |text: &str| TAGGER.tag(text, dct("2018-07-12"))[0].modifier.map(super::Modifier::name);
    assert_eq!(modifier("It took nearly ten days."), Some("LESS_THAN"));
    assert_eq!(modifier("It was sold almost two years ago."), Some("APPROX"));
    assert_eq!(modifier("It was sold more than two years ago."), Some("BEFORE"));
    assert_eq!(modifier("It was sold less than two years ago."), Some("AFTER"));
    assert_eq!(modifier("It was sold no more than two years ago."), Some("ON_OR_AFTER"));
}

#[test]
fn an_expression_says_why_it_is_the_one() {
    let why = |text: &str| {
        let found = TAGGER.tag(text, dct("2018-07-12"));
        found.last().map(|t| format!("{}: {}", t.reference, t.why)).unwrap_or_default()
    };
    assert_eq!(why("It was sold in May 2016."), ": ");
    assert_eq!(why("It was sold in May."), "document date 2018-07-12: the nearest, in a clause of the past");
    assert_eq!(why("It will be sold on Monday."), "document date 2018-07-12: the next, in a clause of the future");
    assert_eq!(why("It was sold last Monday."), "document date 2018-07-12: its own words say which");
    assert_eq!(
        why("It stopped on 3 April. Two days later it sold the unit."),
        "last-mentioned 2018-04-03: counted from there"
    );
    assert_eq!(
        why("It stopped in April. Two days later it sold the unit."),
        "last-mentioned 2018-04: that is no single day to count from"
    );
    assert_eq!(why("It met on 3 April. At noon it voted."), "last-mentioned 2018-04-03: the day just spoken of");
}

#[test]
fn a_low_number_is_a_year_only_behind_a_preposition() {
    let values = |text: &str| super::values(text, dct("2018-07-12"));
    assert_eq!(values("It was built in 1614."), ["1614 1614"]);
    assert_eq!(values("The old rules (1614) held."), ["1614 1614"]);
    assert_eq!(values("Call 228-1122 or come to the shop, 1122 Main Street."), [""; 0]);
    assert_eq!(values("It charged 1245 defendants."), [""; 0]);
    assert_eq!(values("It charged them in the spring of 1245."), ["the spring of 1245 1245-SP"]);
}

#[test]
fn a_span_of_days_and_nights_is_two_lengths() {
    assert_eq!(values("The tour is 7 days 6 nights.", dct("2018-07-12")), ["7 days P7D", "6 nights P6D"]);
    assert_eq!(values("It took 2 hours 3 minutes.", dct("2018-07-12")), ["2 hours 3 minutes PT2H3M"]);
}

#[test]
fn a_quarter_that_ended_on_a_day_has_its_days() {
    let found = TAGGER.tag("The quarter ended on May 31. Sales rose.", dct("2018-07-12"));
    assert_eq!(days(&found[0]), "2018-03-01..2018-05-31");
}
