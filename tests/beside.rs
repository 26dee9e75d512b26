//! Events told by another one: how far from it they lie, on which side, and which of its steps they are.

#[path = "common/events.rs"]
mod events;

/// The events of a passage that was published on 2018-07-12: trigger and bounds.
fn times(text: &str) -> Vec<String> {
    events::events_of(text, |m, lo, hi| format!("{} {lo}…{hi}", m.trigger.of(text)))
}

#[test]
fn a_distance_is_counted_from_the_event_beside() {
    let sold = "sold 2018-07-05…2018-07-05";
    let text = "Two days after Contoso was fined, Litware sold its paper unit on July 5.";
    assert_eq!(times(text), ["fined 2018-07-03…2018-07-03", sold]);
    let text = "Contoso sold its paper unit on July 5, two months after buying Litware.";
    assert_eq!(times(text), [sold, "buying 2018-05-01…2018-05-31"]);
    let text = "Contoso sold its paper unit on July 5, a week before buying Litware.";
    assert_eq!(times(text), [sold, "buying 2018-07-12…2018-07-12"]);
    let text = "Contoso sold its paper unit on July 5, just days after it bought Litware.";
    assert_eq!(times(text), [sold, "bought 2018-06-28…2018-07-04"]);
    assert_eq!(times("The move comes a day after Contoso sacked 300 workers."), ["sacked 2018-07-11…2018-07-11"]);
}

#[test]
fn what_is_told_after_a_day_lies_before_it_and_a_year_holds_both() {
    let text = "Bob Roe was sentenced on Monday after pleading guilty to fraud.";
    assert_eq!(times(text)[1], "pleading guilty open…2018-07-09");
    let text = "In 2000, after it purchased Litware, Contoso signed a contract with Tailspin.";
    assert_eq!(times(text)[0], "purchased 2000-01-01…2000-12-31");
    let text = "Contoso sold its paper unit on July 5 before buying Litware.";
    assert_eq!(times(text)[1], "buying 2018-07-05…2018-07-12");
}

#[test]
fn what_somebody_answers_for_came_before() {
    let text = "Bob Roe was sentenced on Monday to six years in prison for stealing $3 million from Contoso and bribing officials.";
    assert_eq!(times(text)[1], "stealing open…2018-07-09");
    assert_eq!(times(text)[2], "bribing open…2018-07-09");
    let text = "Contoso was fined $3 million in 2017 for leaking the data of customers.";
    assert_eq!(times(text)[1], "leaking open…2017-12-31");
}

#[test]
fn since_an_event_is_the_stretch_that_it_begins() {
    let text = "Since its launch in 2012, the app has been banned in Norland.";
    assert_eq!(times(text), ["launch 2012-01-01…2012-12-31", "banned 2012-01-01…2018-07-12"]);
    let text = "Bob Roe ran Contoso from 2010 to 2015, when he was fired.";
    assert_eq!(times(text), ["fired 2015-01-01…2015-12-31"]);
}

#[test]
fn so_much_of_a_year_is_counted_from_its_end_or_its_beginning() {
    assert_eq!(times("Sales rose 12% in the first nine months of 2017."), ["rose 2017-01-01…2017-09-30"]);
    assert_eq!(times("Sales rose 12% in the last three months of 2017."), ["rose 2017-10-01…2017-12-31"]);
    assert_eq!(times("Sales rose 12% over the past year."), ["rose 2017-07-12…2018-07-12"]);
}

#[test]
fn the_steps_of_a_case_are_events_of_their_own() {
    let text = "Prosecutors spoke to the press. Ann Lee answered them. Bob Roe was indicted on April 17, 2017. Bob Roe has pleaded \
                guilty to fraud.";
    assert_eq!(times(text), ["indicted 2017-04-17…2017-04-17", "pleaded guilty open…2018-07-12"]);
}

#[test]
fn whom_the_lead_describes_is_named_behind_it() {
    let text = "A Leeds banker was sentenced to a year in prison on Monday. The court sat in York. The case was long. Bob Roe was \
                sentenced by a judge.";
    assert_eq!(times(text)[1], "sentenced 2018-07-09…2018-07-09");
}

#[test]
fn what_and_joins_to_a_step_is_of_its_day() {
    let text = "Bob Roe was sentenced on Monday. The court sat in York. In addition, Bob Roe was sentenced to a year of \
                supervision and ordered to pay $3 million.";
    let told = times(text);
    assert_eq!(told[1..], ["sentenced 2018-07-09…2018-07-09", "ordered 2018-07-09…2018-07-09"]);
}

#[test]
fn a_record_is_not_dated_by_the_one_before() {
    let text = "The strike hurt. It was long. Contoso shares fell 8% on Tuesday, the most since 2016.";
    assert_eq!(times(text), ["fell 2018-07-10…2018-07-10"]);
    let text = "The central bank raised rates on Wednesday for the first time since 2011.";
    assert_eq!(times(text), ["raised 2018-07-11…2018-07-11"]);
    let text = "At least 40 people have been killed since 2016.";
    assert_eq!(times(text), ["killed 2016-01-01…2018-07-12"]);
}

#[test]
fn a_plan_lies_as_far_ahead_as_its_words_say() {
    assert_eq!(times("Contoso will close the plant within a month."), ["close 2018-07-12…2018-08-12"]);
    assert_eq!(times("Contoso will close the plant in about three months."), ["close 2018-10-01…2018-10-31"]);
    assert_eq!(times("Contoso will close the plant within a month of the sale."), ["close 2018-07-12…open"]);
}

#[test]
fn what_stands_behind_an_object_is_of_the_verb() {
    assert_eq!(times("Congress passed a law banning the drug in 2014.")[0], "passed 2014-01-01…2014-12-31");
    let text = "Contoso sold its paper unit in a deal that closed on May 31.";
    assert_eq!(times(text)[0], "sold 2018-05-31…2018-05-31");
}

#[test]
fn a_verb_is_meant_again_in_another_place() {
    let text = "Contoso launched its app in Norland in 2014, in Elbonia in 2015 and in Sudmark last year.";
    let years: Vec<String> =
        times(text).iter().filter_map(|t| t.split(' ').nth(1).map(|days| days[..4].to_owned())).collect();
    assert_eq!(years, ["2014", "2015", "2017"]);
}

#[test]
fn a_forecast_figure_is_that_of_the_whole_period() {
    assert_eq!(times("Contoso expects sales to rise 5% this year."), ["rise 2018-01-01…2018-12-31"]);
    assert_eq!(times("Contoso's net income was $40 million in the June quarter."), ["was 2018-04-01…2018-06-30"]);
    assert_eq!(times("Police arrested 40 people in the two weeks to July 6."), ["arrested 2018-06-23…2018-07-06"]);
}

#[test]
fn deeds_go_on_with_the_stretch_told_before_and_findings_do_not() {
    let text = "Bob Roe was sentenced on Monday. He lived in York. From about 2009 through 2014, Bob Roe ran a clinic. Bob Roe paid \
                illegal bribes to officials. A jury convicted Bob Roe.";
    let told = times(text);
    assert_eq!(told[1], "paid illegal bribes 2009-01-01…2014-12-31");
    assert_eq!(told[2], "convicted open…2018-07-12");
}

#[test]
fn a_present_perfect_lasts_since_what_its_clause_tells() {
    let text = "Contoso has opened 40 stores since Litware was sold in 2013.";
    assert_eq!(times(text), ["opened 2013-01-01…2018-07-12", "sold 2013-01-01…2013-12-31"]);
}

#[test]
fn what_somebody_pleads_guilty_to_a_part_in_is_not_of_the_day_of_the_plea() {
    let text = "Bob Roe pleaded guilty on Monday for his role in a conspiracy to rig bids.";
    assert!(times(text).iter().any(|t| t.starts_with("conspiracy open…")), "{:?}", times(text));
}

#[test]
fn what_was_done_previously_takes_no_time_told_before() {
    let text = "The court sat. Judges came. Bob Roe pleaded guilty on May 3, 2017. Bob Roe previously pleaded guilty to theft.";
    assert_eq!(times(text), ["pleaded guilty 2017-05-03…2017-05-03", "pleaded guilty open…2018-07-12"]);
}

#[test]
fn after_a_stretch_another_begins_with_then() {
    let text = "Bob Roe served as chief executive of Contoso from 2010 to 2015 and then joined Litware.";
    assert!(times(text).contains(&"joined 2015-01-01…2018-07-12".to_owned()), "{:?}", times(text));
}
