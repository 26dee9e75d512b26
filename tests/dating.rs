//! When events happened: which expression dates which event, and what goes over from sentence to sentence.

use annals::document::Document;
use annals::extract::Extractor;

/// The events of a passage that was published on 2018-07-12: trigger, bounds, basis.
fn times(text: &str) -> Vec<String> {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    let day = |d: Option<chrono::NaiveDate>| d.map_or("open".into(), |d| d.to_string());
    let line = |m: &annals::event::Mention| {
        let time = &m.time;
        let (lo, hi) = (day(time.interval.earliest), day(time.interval.latest));
        format!("{} {lo}…{hi} {}", m.trigger.of(text), time.basis.name())
    };
    extractor.extract(&document).mentions.iter().map(line).collect()
}

#[test]
fn a_date_far_behind_its_noun_is_found() {
    let text = "Analysts were upbeat. Traders were not. Litware was created by the merger between Fabrikam Ltd. and Contoso Inc. in 2007.";
    assert_eq!(times(text).last().map(String::as_str), Some("merger 2007-01-01…2007-12-31 expression"));
}

#[test]
fn a_dateline_dates_no_event() {
    assert_eq!(
        times("LYON, July 11 - Fabrikam acquired Contoso, a maker of valves."),
        ["acquired 2018-07-12…2018-07-12 document"]
    );
}

#[test]
fn a_relative_clause_about_somebody_else_dates_no_plan() {
    let text = "Analysts were upbeat. Traders were not. Fabrikam, which was named after a river in 2014, plans to acquire Contoso.";
    assert_eq!(times(text), ["acquire 2018-07-12…open none"]);
}

#[test]
fn a_present_perfect_takes_no_time_that_is_over() {
    let text = "Analysts were upbeat. Traders were not. Fabrikam was founded in 2010 and has acquired Contoso.";
    assert_eq!(times(text), ["founded 2010-01-01…2010-12-31 expression", "acquired open…2018-07-12 none"]);
}

#[test]
fn the_simple_past_goes_on_with_the_time_of_the_sentence_before() {
    let text = "Analysts were upbeat. Traders were not. In March 2016 Fabrikam opened a factory in Norway. The firm hired Ann Lee as chief executive.";
    assert_eq!(times(text).last().map(String::as_str), Some("hired 2016-03-01…2016-03-31 context"));
}

#[test]
fn what_also_happened_happened_at_the_time_told_before() {
    let text = "Analysts were upbeat. Traders were not. On June 4, 2018, Fabrikam acquired Contoso. It is a maker of valves. Valves are dear. They last long. \
                Fabrikam also hired Ann Lee as chief executive.";
    assert_eq!(times(text).last().map(String::as_str), Some("hired 2018-06-04…2018-06-04 context"));
}

#[test]
fn what_came_before_the_news_is_not_dated_by_the_news() {
    let text = "Fabrikam cut prices after acquiring Contoso.";
    assert_eq!(times(text), ["acquiring open…2018-07-12 none"]);
}
