//! Which of a sentence's expressions is an event's own: years that are left out, days of beginning, and what a clause keeps to itself.

#[path = "common/events.rs"]
mod events;

/// The events of a passage that was published on 2018-07-12: trigger and bounds.
fn times(text: &str) -> Vec<String> {
    events::events_of(text, |m, lo, hi| format!("{} {lo}…{hi}", m.trigger.of(text)))
}

#[test]
fn what_and_joins_to_a_dated_deed_comes_after_it() {
    let text = "Bob Reed was arrested in March 2016 and extradited in November.";
    assert_eq!(times(text), ["arrested 2016-03-01…2016-03-31", "extradited 2016-11-01…2016-11-30"]);
}

#[test]
fn a_year_between_two_commas_is_not_that_of_the_news() {
    let text = "Fabrikam, founded in April 2014, raised $4 million in March.";
    assert_eq!(times(text), ["founded 2014-04-01…2014-04-30", "raised 2018-03-01…2018-03-31"]);
}

#[test]
fn what_is_shut_starting_on_a_day_is_shut_then() {
    let text = "Fabrikam will shut down its plant in Lyon for repairs starting August 5.";
    assert_eq!(times(text), ["shut down 2018-08-05…2018-08-05"]);
}

#[test]
fn who_was_appointed_was_so_before_it_takes_effect() {
    let text = "Fabrikam named Ann Lee chief executive, effective August 20.";
    assert_eq!(times(text), ["named 2018-07-12…2018-07-12"]);
}

#[test]
fn what_is_done_immediately_is_done_today() {
    let text = "Fabrikam said it would close its plant in Lyon immediately.";
    assert_eq!(times(text), ["close 2018-07-12…2018-07-12"]);
}

#[test]
fn a_scheme_in_which_he_stole_has_not_the_day_of_the_sentence() {
    let text = "Bob Reed was sentenced on Monday for his role in a scheme in which he stole $3 million.";
    assert_eq!(times(text), ["sentenced 2018-07-09…2018-07-09", "stole open…2018-07-12"]);
}

#[test]
fn what_was_done_since_an_opening_was_done_since_its_year() {
    let text = "Since opening its first store in Oslo in 2011, Fabrikam has expanded to Sweden.";
    assert_eq!(times(text)[1], "expanded 2011-01-01…2018-07-12");
}

#[test]
fn a_count_as_of_a_day_is_that_days() {
    let text = "At the close of business Monday, Fabrikam said 11,580 shares had been tendered to its offer.";
    assert_eq!(times(text), ["tendered 2018-07-09…2018-07-09"]);
}

#[test]
fn a_figure_reported_on_a_day_is_that_of_its_period() {
    let text = "Fabrikam posted a first-quarter loss of $3 million on Tuesday.";
    assert_eq!(times(text), ["posted 2018-01-01…2018-03-31"]);
    let text = "Shares of Fabrikam rose 4% on Tuesday after it reported a profit of $3 million for the first quarter.";
    assert_eq!(times(text), ["rose 2018-07-10…2018-07-10", "reported 2018-01-01…2018-03-31"]);
}

#[test]
fn a_plan_told_beside_a_dated_deed_begins_with_it() {
    let text = "In January 2017, Fabrikam launched a fund, with plans to invest up to $25 million.";
    assert_eq!(times(text), ["launched 2017-01-01…2017-01-31", "invest 2017-01-01…open"]);
}

#[test]
fn the_stretch_at_a_sentences_end_is_that_of_the_crime() {
    let text = "Fabrikam conspired with others to fix the prices of parts sold to carmakers in Norway from about September 2002 \
                until at least November 2007.";
    assert_eq!(times(text), ["conspired 2002-09-01…2007-11-30"]);
}

#[test]
fn what_holds_for_a_length_until_a_day_began_so_long_before() {
    let text = "The licence is effective for three months, until Sept. 19.";
    assert_eq!(times(text), ["is effective 2018-06-20…2018-09-19"]);
}

#[test]
fn a_day_between_a_subject_and_its_verb_is_that_verbs() {
    let text = "Fabrikam closed its plant in Lyon after a fire on Monday killed two workers.";
    assert_eq!(times(text), ["closed 2018-07-12…2018-07-12", "killed 2018-07-09…2018-07-09"]);
}

#[test]
fn a_year_within_what_killed_is_that_of_the_deaths() {
    let text = "Bob Reed was charged on Monday over a 2015 attack that killed nine people.";
    assert_eq!(times(text).last().map(String::as_str), Some("killed 2015-01-01…2015-12-31"));
}

#[test]
fn a_petition_that_was_answered_is_not_the_news() {
    let text =
        "The council approved duty-free imports of watches. The move came in response to a petition filed by Fabrikam.";
    assert_eq!(times(text)[1], "filed open…2018-07-12");
}

#[test]
fn what_tells_somebody_apart_is_older_than_what_is_done_to_him() {
    let text = "Police on Monday arrested a man who stole $3 million from the bank.";
    assert_eq!(times(text), ["arrested 2018-07-09…2018-07-09", "stole open…2018-07-12"]);
    let text = "On Monday there was an explosion that killed nine people in Lyon.";
    assert_eq!(times(text).last().map(String::as_str), Some("killed 2018-07-09…2018-07-09"));
}

#[test]
fn the_year_of_a_birth_is_not_that_of_the_deed() {
    let text = "Born in Oslo in 1961, he met the president.";
    assert_eq!(times(text), ["met 2018-07-12…2018-07-12"]);
}

#[test]
fn what_court_documents_tell_is_not_the_days_news() {
    let text = "According to court documents, Bob Reed stole $3 million from the bank.";
    assert_eq!(times(text), ["stole open…2018-07-12"]);
}
