//! The day of an event as another sentence of the document tells it, and the words of its own that make a stretch or no day of it.

#[path = "common/events.rs"]
mod events;

/// The events of a passage that was published on 2018-07-12: trigger and bounds.
fn times(text: &str) -> Vec<String> {
    events::events_of(text, |m, lo, hi| format!("{} {lo}…{hi}", m.trigger.of(text)))
}

#[test]
fn a_sentence_that_only_says_when_dates_the_crime() {
    let text = "Hackers stole the data of 3 million customers of Lumo Airlines, the carrier said on Friday. \
                The breach took place between June 3 and June 20, Lumo said.";
    assert_eq!(times(text)[0], "stole 2018-06-03…2018-06-20");
    let text = "Hackers stole the data of 3 million customers of Lumo Airlines, the carrier said on Friday. \
                A similar breach took place on June 3, Lumo said.";
    assert_eq!(times(text)[0], "stole 2018-07-06…2018-07-06");
}

#[test]
fn a_crime_has_the_one_time_that_its_verb_has_elsewhere() {
    let text = "A former bookkeeper at Halden Paints pleaded guilty today to stealing $400,000 from the company. \
                From March 2012 until June 2016, Lind stole the money by writing checks to herself.";
    assert_eq!(times(text)[1..], ["stealing 2012-03-01…2016-06-30", "stole 2012-03-01…2016-06-30"]);
}

#[test]
fn a_day_goes_before_the_month_around_it() {
    let text = "Tessera Pay launched its app in Canada in January 2018, and growth has been fast. \
                \"On January 15 Tessera Pay launched its app in Canada,\" said Ann Lee.";
    assert_eq!(times(text), ["launched 2018-01-15…2018-01-15", "launched 2018-01-15…2018-01-15"]);
}

#[test]
fn what_an_after_clause_dates_is_no_step_of_the_story() {
    let text = "It rained. It snowed. Contoso sold its shops to Litware after its founder died in 2017. Fabrikam sued Tailspin.";
    assert_eq!(times(text).last().map(String::as_str), Some("sued open…2018-07-12"));
}

#[test]
fn a_figure_that_climbs_over_years_has_them_all() {
    let text = "Litware's revenue grew from $12 million in 2014 to $40 million in 2017.";
    assert_eq!(times(text), ["grew 2014-01-01…2017-12-31"]);
    let text = "Litware's revenue grew from $12 million in 2016 to $40 million in 2017.";
    assert_eq!(times(text), ["grew 2017-01-01…2017-12-31"]);
}

#[test]
fn a_length_is_counted_from_its_first_day() {
    let text = "Contoso will sponsor the Tessera league for three years from August 2018.";
    assert_eq!(times(text), ["sponsor 2018-08-01…2021-07-31"]);
}

#[test]
fn a_period_before_what_is_measured_dates_the_figure() {
    let text = "Fourth-quarter profit rose 5% to $3 million, Contoso said on Tuesday.";
    assert_eq!(times(text), ["rose 2017-10-01…2017-12-31"]);
}

#[test]
fn a_day_before_who_acts_is_the_day_of_the_deed() {
    let text = "It rained. It snowed. On Tuesday police arrested two suspects in the robbery.";
    assert_eq!(times(text), ["arrested 2018-07-10…2018-07-10"]);
    let text = "Three people died when a ferry caught fire off Bergen on Monday, police said.";
    assert_eq!(times(text), ["died 2018-07-09…2018-07-09"]);
}

#[test]
fn what_a_reader_is_taken_to_know_is_not_the_news() {
    let text = "President Alan Dell's decision to blacklist Contoso could cost chip makers billions.";
    assert_eq!(times(text)[0], "blacklist open…2018-07-12");
    let text = "Northwind, which bought rival Fabrikam, named Ann Lee chief executive on Monday.";
    assert_eq!(times(text)[1], "named 2018-07-09…2018-07-09");
}

#[test]
fn what_will_be_done_eventually_has_not_the_day_of_its_announcement() {
    let text = "Mobilux announced on Monday that it will eventually launch a taxi service in Norland.";
    assert_eq!(times(text), ["launch 2018-07-12…open"]);
}

#[test]
fn a_year_later_is_as_fine_as_what_it_is_counted_from() {
    let text = "It rained. In May 2016 Fabrikam acquired Litware. A year later, Fabrikam launched a mobile bank.";
    assert_eq!(times(text)[1], "launched 2017-05-01…2017-05-31");
}

#[test]
fn the_next_step_of_an_affair_came_in_its_year_or_later() {
    let text = "It rained. It snowed. The Justice Department sued Contoso in 1998. After an appeals court reversed the ruling, \
                the department settled the case.";
    assert_eq!(times(text)[2], "settled 1998-01-01…2018-07-12");
}

#[test]
fn the_day_of_the_paper_is_not_that_of_the_crime() {
    let text = "According to an indictment unsealed today, Bob Roe stole $3 million from Halden Paints.";
    assert_eq!(times(text).last().map(String::as_str), Some("stole open…2018-07-12"));
}

#[test]
fn what_a_crime_was_done_with_dates_it() {
    let text = "Hackers used stolen passwords to steal data from Contoso in May.";
    assert_eq!(times(text), ["steal 2018-05-01…2018-05-31"]);
}

#[test]
fn an_earlier_ruling_has_no_part_in_the_day_of_the_new_one() {
    let text = "On Monday a court found that Contoso can be sued. The decision overturned the previous court ruling in San Diego.";
    let ruling = times(text).into_iter().find(|t| t.starts_with("ruling"));
    assert!(ruling.is_none_or(|t| t == "ruling open…2018-07-12"));
}

#[test]
fn another_ones_sentence_has_not_the_day_of_a_plea() {
    let text = "It rained. It snowed. Bob Roe pleaded guilty on May 3 to fraud. Justin Lee was sentenced to five years in prison.";
    assert_eq!(times(text).last().map(String::as_str), Some("sentenced open…2018-07-12"));
}

#[test]
fn the_news_of_a_crime_have_one_time_for_it() {
    let text = "Hackers are feared to have stolen the data of 3 million customers of Lumo Airlines. It snowed. \
                The firm said that card numbers had been exposed between May and June. It rained. \
                The hackers are thought to have stolen passport numbers, too.";
    let stolen: Vec<String> = times(text).into_iter().filter(|t| t.starts_with("stolen")).collect();
    assert_eq!(stolen, ["stolen 2018-05-01…2018-06-30", "stolen 2018-05-01…2018-06-30"]);
}

#[test]
fn the_second_sentence_goes_on_with_the_date_of_the_lead() {
    let text = "A ferry sank off Bergen on Sunday. Nine people died.";
    assert_eq!(times(text), ["sank 2018-07-08…2018-07-08", "died 2018-07-08…2018-07-08"]);
}

#[test]
fn figures_of_a_year_and_of_a_day_in_it_are_two() {
    let text = "Contoso shares, which have risen 40% this year, fell 4% on Tuesday.";
    assert_eq!(times(text), ["risen 2018-01-01…2018-07-12", "fell 2018-07-10…2018-07-10"]);
}
