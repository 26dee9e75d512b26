//! When events happened: which expression dates which event, and what goes over from sentence to sentence.

#[path = "common/events.rs"]
mod events;

use annals::document::{Document, Span};
use annals::event::AnchoredTime;
use annals::extract::Extractor;

/// The events of a passage that was published on 2018-07-12: trigger, bounds, basis.
fn times(text: &str) -> Vec<String> {
    events::events_of(text, |m, lo, hi| format!("{} {lo}…{hi} {}", m.trigger.of(text), m.time.basis.name()))
}

/// When the event named by `word` in a text of 2018-07-12 took place, as `annals anchor` tells it.
fn anchored(text: &str, word: &str) -> String {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    let start = text.find(word).expect("the word stands in the text");
    let events = [(String::new(), Span { start, end: start + word.len() })];
    let day = |d: Option<chrono::NaiveDate>| d.map_or("open".into(), |d| d.format("%m-%d").to_string());
    match extractor.anchor(&document, &events)[0].1 {
        Some(AnchoredTime::Day(i)) => format!("{}…{}", day(i.earliest), day(i.latest)),
        Some(AnchoredTime::Span { begin, end }) => {
            format!("{}…{} to {}…{}", day(begin.earliest), day(begin.latest), day(end.earliest), day(end.latest))
        }
        None => "unknown".into(),
    }
}

#[test]
fn the_simple_past_without_an_expression_is_the_day_of_the_news() {
    assert_eq!(anchored("Miners fled a flooded pit. Rescuers found two of them.", "found"), "07-12…07-12");
}

#[test]
fn a_perfect_lies_before_and_a_future_behind_the_day_of_the_text() {
    assert_eq!(anchored("It rained. The firm has closed two pits.", "closed"), "open…07-11");
    assert_eq!(anchored("The firm had closed two pits.", "closed"), "open…07-11");
    assert_eq!(anchored("The firm would close two pits.", "close"), "07-13…open");
    assert_eq!(anchored("The firm will close two pits.", "close"), "07-13…open to 07-13…open");
}

#[test]
fn what_goes_on_began_before_and_ends_behind_the_day_of_the_text() {
    assert_eq!(anchored("Miners are digging at the site.", "digging"), "open…07-11 to 07-13…open");
    assert_eq!(anchored("Miners were digging at the site.", "digging"), "open…07-11 to open…07-11");
}

#[test]
fn an_expression_dates_its_own_verb_and_what_was_intended_lies_behind_it() {
    let text = "A ship left on July 3 to rescue the crew.";
    assert_eq!(anchored(text, "left"), "07-03…07-03");
    assert_eq!(anchored(text, "rescue"), "07-04…open");
}

#[test]
fn a_gerund_beside_a_past_verb_goes_with_it() {
    assert_eq!(anchored("The bank raised its rates, citing costs.", "citing"), "07-12…07-12");
}

#[test]
fn a_date_that_the_grammar_does_not_attach_dates_the_past_verb_of_its_sentence() {
    let text = "It rained. Lee was seized from his small, dark shop in the village of Lyngby at 10 p.m. on July 3, police said.";
    assert_eq!(anchored(text, "seized"), "07-03…07-03");
}

#[test]
fn what_is_still_awaited_lies_ahead() {
    assert_eq!(anchored("Miners will stay until the rain stops.", "stops"), "07-13…open");
    assert_eq!(anchored("The deal could include selling two pits.", "selling"), "07-13…open");
    assert_eq!(anchored("Lawmakers called for an inquest.", "inquest"), "07-13…open");
}

#[test]
fn the_past_behind_when_or_because_lies_before_the_news() {
    assert_eq!(anchored("Rescuers came when the pit collapsed.", "collapsed"), "open…07-11");
    assert_eq!(anchored("Rescuers came when the pit collapsed.", "came"), "07-12…07-12");
}

#[test]
fn a_stance_is_taken_on_the_day_and_tells_how_things_are() {
    let text = "The pit appears to hold. Traders expect a loss. The river continues to rise.";
    assert_eq!(anchored(text, "appears"), "07-12…07-12");
    assert_eq!(anchored(text, "expect"), "07-12…07-12");
    assert_eq!(anchored(text, "rise"), "open…07-11 to 07-13…open");
}

#[test]
fn the_perfect_of_the_first_sentence_tells_the_news() {
    let text = "The firm has closed two pits. It has sold three.";
    assert_eq!(anchored(text, "closed"), "07-12…07-12");
    assert_eq!(anchored(text, "sold"), "open…07-11");
}

#[test]
fn what_has_lasted_to_this_day_goes_on() {
    assert_eq!(anchored("Miners have been digging at the site.", "digging"), "open…07-11 to 07-13…open");
    assert_eq!(anchored("The firm plans to monitor two pits.", "monitor"), "07-13…open to 07-13…open");
    assert_eq!(anchored("The firm declined to name a buyer.", "name"), "07-12…07-12");
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

#[test]
fn what_is_being_done_is_news_wherever_it_is_told() {
    let text = "Analysts were upbeat. Traders were not. Ann Lee is charged with fraud.";
    assert_eq!(times(text), ["charged 2018-07-12…2018-07-12 document"]);
}

#[test]
fn since_then_and_during_this_time_hang_on_the_time_told_before() {
    let before = "Analysts were upbeat. Traders were not. In March 2016 Fabrikam opened a factory in Norway.";
    let last = |text: &str| times(&format!("{before} {text}")).last().cloned();
    assert_eq!(
        last("Since then, Fabrikam has acquired Contoso.").as_deref(),
        Some("acquired 2016-03-01…2018-07-12 context")
    );
    assert_eq!(last("Fabrikam then acquired Contoso.").as_deref(), Some("acquired 2016-03-01…2018-07-12 context"));
    assert_eq!(
        last("During this time, Fabrikam has acquired Contoso.").as_deref(),
        Some("acquired 2016-03-01…2016-03-31 context")
    );
}

#[test]
fn the_attack_is_the_attack_told_before() {
    let text = "Analysts were upbeat. Traders were not. On June 4, 2018, hackers carried out an attack on Contoso. Rivals watched. Engineers slept. \
                Nobody noticed. The attack has hit Contoso.";
    assert_eq!(times(text).last().map(String::as_str), Some("hit 2018-06-04…2018-06-04 context"));
}

#[test]
fn what_is_told_again_by_a_surname_keeps_its_time() {
    let text = "Analysts were upbeat. Traders were not. Fabrikam hired Ann Lee as chief executive in May 2017. They slept. Nobody noticed. It rained. Fabrikam has hired Lee as chief executive.";
    assert_eq!(times(text).last().map(String::as_str), Some("hired 2017-05-01…2017-05-31 context"));
}

#[test]
fn an_example_is_not_the_news() {
    let text = "Analysts were upbeat. For example, Fabrikam is partnering with Contoso.";
    assert_eq!(times(text), ["partnering open…2018-07-12 none"]);
}

#[test]
fn a_stretch_is_told_by_its_end() {
    let line = |text: &str| times(text).first().cloned();
    assert_eq!(
        line("Revenue rose 4% in the quarter ended in February 2018.").as_deref(),
        Some("rose 2017-12-01…2018-02-28 expression")
    );
    assert_eq!(
        line("Revenue rose 4% in the nine months ended March 15, 2018.").as_deref(),
        Some("rose 2017-06-16…2018-03-15 expression")
    );
    assert_eq!(
        line("Fabrikam raised $3 million in debt this year through July 3.").as_deref(),
        Some("raised 2018-01-01…2018-07-03 expression")
    );
    assert_eq!(
        line("Fabrikam ended 2017 with 9 million users.").as_deref(),
        Some("ended 2017-09-01…2017-12-31 expression")
    );
}

#[test]
fn what_is_planned_for_a_year_has_not_happened() {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let text = "Fabrikam announced the launch of a phone planned for 2019.";
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    let status = |m: &annals::event::Mention| m.status.name();
    assert_eq!(extractor.extract(&document).mentions.iter().map(status).collect::<Vec<_>>(), ["planned"]);
}

const BEFORE: &str = "Analysts were upbeat. Traders were not.";

/// The last event of a text that begins with two sentences beside the point.
fn last(text: &str) -> Option<String> {
    times(&format!("{BEFORE} {text}")).pop()
}

#[test]
fn what_was_done_to_date_was_done_by_this_day() {
    let text = "Fabrikam has raised $26 million to date.";
    assert_eq!(last(text).as_deref(), Some("raised open…2018-07-12 expression"));
}

#[test]
fn an_infinitive_of_a_complement_has_the_time_of_the_verb() {
    let text = "Fabrikam last year agreed to a $5 million deal to buy Contoso.";
    assert_eq!(last(text).as_deref(), Some("buy 2017-01-01…2017-12-31 announcement"));
}

#[test]
fn a_relative_clause_in_the_pluperfect_lies_before_its_sentence() {
    let text = "On June 4, 2018, Fabrikam sold the unit, which had acquired Contoso.";
    assert_eq!(last(text).as_deref(), Some("acquired open…2018-07-12 none"));
}

#[test]
fn what_a_description_stands_for_is_what_was_told_by_name() {
    let text = "Ann Lee joined Contoso in March 2017. Rivals watched. Engineers slept. Nobody noticed. Lee joined the bank as chief executive.";
    assert_eq!(last(text).as_deref(), Some("joined 2017-03-01…2017-03-31 context"));
}

#[test]
fn what_somebody_is_charged_with_does_not_go_on_with_the_case() {
    let text = "Ann Lee was arrested on June 4, 2018. According to the charges, she allegedly paid bribes to an official in Lyon.";
    assert_eq!(last(text).as_deref(), Some("paid bribes open…2018-07-12 none"));
}

#[test]
fn what_holds_to_this_day_is_no_step_of_a_story() {
    let text = "Shares of Contoso have doubled this year. Fabrikam hired Ann Lee as chief executive.";
    assert_eq!(last(text).as_deref(), Some("hired open…2018-07-12 none"));
}

#[test]
fn the_date_of_a_later_main_clause_is_its_own() {
    let text = "Fabrikam acquired Contoso, and the river froze on June 4, 2018.";
    assert_eq!(last(text).as_deref(), Some("acquired open…2018-07-12 none"));
}

#[test]
fn a_perfect_with_a_length_began_so_long_ago() {
    let text = "Fabrikam and Contoso have been in talks for a year.";
    assert_eq!(last(text).as_deref(), Some("been in talks 2017-07-12…2018-07-12 expression"));
}

#[test]
fn what_somebody_is_pursued_for_has_no_part_in_the_time_of_the_pursuit() {
    let text = "Ann Lee was arrested last year on allegations of bribing an official.";
    let bribing = times(&format!("{BEFORE} {text}")).into_iter().find(|t| t.starts_with("bribing"));
    assert_eq!(bribing.as_deref(), Some("bribing open…2018-07-12 none"));
}

#[test]
fn a_date_in_an_after_clause_is_that_clauses_own() {
    let text = "Fabrikam partnered with Contoso after Norway became the first country to legalize ferries in May 2018.";
    let partnered = times(text).into_iter().find(|t| t.starts_with("partnered"));
    assert_eq!(partnered.as_deref(), Some("partnered 2018-07-12…2018-07-12 document"));
}

#[test]
fn the_day_of_a_plea_is_not_the_day_of_the_crime() {
    let text = "On April 30, 2014, Reed pleaded guilty to stealing data from Contoso.";
    assert_eq!(times(text)[0], "pleaded guilty 2014-04-30…2014-04-30 expression");
    assert_eq!(times(text)[1], "stealing open…2018-07-12 none");
}

#[test]
fn what_starts_after_the_news_has_no_end_before_it_begins() {
    let text = "Contoso hired 200 people in Ohio beginning in May 2019.";
    assert_eq!(times(text), ["hired 2019-05-01…open expression"]);
}

#[test]
fn what_is_so_goes_on_and_what_is_over_has_no_day_ahead() {
    assert_eq!(anchored("It rained. The mood is gloomy.", "gloomy"), "open…07-11 to 07-13…open");
    assert_eq!(anchored("It rained. The firm now controls two pits.", "controls"), "open…07-11 to 07-13…open");
    assert_eq!(anchored("It rained. The minister promised a vote next year.", "promised"), "07-12…07-12");
    assert_eq!(anchored("It rained. A war could cost billions.", "war"), "07-13…open to 07-13…open");
}

#[test]
fn what_was_done_this_week_was_not_done_today() {
    assert_eq!(anchored("It rained. The king met the president this week.", "met"), "07-09…07-11");
}
