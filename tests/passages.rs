//! Whole passages with the facts that they hold: what rules, grammar, story and dates come to together.

use annals::document::Document;
use annals::event::Macro;
use annals::extract::Extractor;

/// The facts of a passage, a line each: type, status, trigger, agents → targets, earliest … latest, basis.
fn facts(text: &str, date: &str) -> Vec<String> {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), date: date.parse().ok(), ..Document::default() };
    let day = |d: Option<chrono::NaiveDate>| d.map_or("open".into(), |d| d.to_string());
    extractor
        .extract(&document)
        .mentions
        .iter()
        .map(|m| {
            format!(
                "{} {} “{}” {} → {} {}…{} {}",
                m.kind,
                m.status.name(),
                m.trigger.of(text),
                m.texts(Macro::Agent).join(", "),
                m.texts(Macro::Target).join(", "),
                day(m.time.interval.earliest),
                day(m.time.interval.latest),
                m.time.basis.name(),
            )
        })
        .collect()
}

#[test]
fn an_affiliate_enters_a_market_at_the_end_of_a_year() {
    let text = "Northwind Group’s expansion into the U.S. was via its affiliate Tailspin Pay, which in end-2016 saw Tailspin enter the U.S. market.";
    let facts = facts(text, "2018-07-16");
    assert!(
        facts.contains(&"expansion happened “enter” Tailspin → U.S. market 2016-09-01…2016-12-31 expression".into()),
        "{facts:#?}"
    );
}

#[test]
fn a_month_later_is_counted_from_the_sentence_before_and_both_firms_are_named() {
    let text = "In April 2018, media reports indicated that some Elbonian firms were suspending U.S. expansion plans.\n\
                Just about a month later, two network equipment makers – Fabrikam & Contoso – were ordered by the U.S. Department of Defense to stop the sales of their phones.";
    assert_eq!(
        facts(text, "2018-07-16"),
        [
            "suspension alleged “suspending” Elbonian firms → U.S. expansion plans 2018-04-01…2018-04-30 announcement",
            "ban happened “ordered” U.S. Department of Defense → Fabrikam, Contoso 2018-05-01…2018-05-31 expression",
        ]
    );
}

#[test]
fn a_plan_with_a_deadline_begins_on_the_day_of_the_text() {
    let text = "Halcyon is looking to enter the Canadian market by the end of this year.";
    assert_eq!(
        facts(text, "2018-07-16"),
        ["expansion planned “enter” Halcyon → Canadian market 2018-07-16…2018-12-31 expression"]
    );
}

#[test]
fn a_document_without_a_date_keeps_its_relative_dates_open() {
    let text = "Northwind bought Contoso yesterday. Fabrikam bought Tailspin in May 2017.";
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), ..Document::default() };
    let mentions = extractor.extract(&document).mentions;
    assert_eq!(mentions.len(), 2);
    assert!(mentions[0].time.interval.is_open());
    assert_eq!(mentions[1].time.value.as_deref(), Some("2017-05"));
}

#[test]
fn a_name_ends_where_a_date_begins() {
    assert_eq!(
        facts("Northwind acquired Contoso yesterday.", "2018-07-12"),
        ["acquisition happened “acquired” Northwind → Contoso 2018-07-11…2018-07-11 expression"]
    );
}

#[test]
fn the_company_is_who_the_document_is_about_and_never_its_own_buyer() {
    let text = "Northwind makes scanners. Northwind sold many of them, and Northwind was known for that. Contoso acquired the company in 2015. In October 2016, the company launched Beacon, a scanner.";
    assert_eq!(
        facts(text, "2018-07-12"),
        [
            "acquisition happened “acquired” Contoso → Northwind 2015-01-01…2015-12-31 expression",
            "launch happened “launched” Northwind → Beacon 2016-10-01…2016-10-31 expression",
        ]
    );
}

#[test]
fn a_collective_is_told_by_its_members_and_brackets_break_no_list() {
    assert_eq!(
        facts("In 2014, Northwind acquired several firms, including Halcyon, Fabrikam, and Tailspin.", "2018-07-12"),
        ["acquisition happened “acquired” Northwind → Halcyon, Fabrikam, Tailspin 2014-01-01…2014-12-31 expression"]
    );
    assert_eq!(
        facts("The merger between Halcyon Group Inc. (HGI) and Fabrikam in 2007 was praised.", "2018-07-12"),
        ["acquisition happened “merger” Halcyon Group Inc., Fabrikam →  2007-01-01…2007-12-31 expression"]
    );
}

#[test]
fn a_clause_behind_after_or_since_has_a_subject_of_its_own() {
    assert_eq!(
        facts("Prices fell in Elbonia after Graustark sanctioned Contoso in May 2017.", "2018-07-12"),
        ["ban happened “sanctioned” Graustark → Contoso 2017-05-01…2017-05-31 expression"]
    );
    assert_eq!(
        facts("Northwind has grown since it went public in May 2017.", "2018-07-12"),
        ["listing happened “went public” Northwind →  2017-05-01…2017-05-31 expression"]
    );
}

#[test]
fn a_surname_is_no_company() {
    let text = "Northwind makes scanners, and Ann Lee led Northwind. Lee joined as chairwoman in 2011, served as president, and stepped down in 2014.";
    let facts = facts(text, "2018-07-12");
    assert!(
        facts.contains(&"leadership happened “stepped down” Lee → Northwind 2014-01-01…2014-12-31 expression".into()),
        "{facts:#?}"
    );
}

#[test]
fn an_alias_and_an_age_stand_for_nobody() {
    let alias = facts("Rolf Dane, aka Duke, 27, of East Lake, Ohio, was sentenced today to nine months.", "2018-07-12");
    assert_eq!(alias, ["legal happened “sentenced”  → Rolf Dane 2018-07-12…2018-07-12 expression"]);
    let list = facts("Ann Lee, 44, Bob Roe, 51, and Carl Poe, 33, were sentenced on Monday.", "2018-07-12");
    assert_eq!(list, ["legal happened “sentenced”  → Ann Lee, Bob Roe, Carl Poe 2018-07-09…2018-07-09 expression"]);
}

#[test]
fn the_sum_of_a_deal_is_told_behind_it() {
    let sum = |text: &str| {
        let extractor = Extractor::new(None).expect("the built-in rules compile");
        let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
        extractor.extract(&document).mentions[0].texts(Macro::Amount).join("")
    };
    let sold = "Northwind acquired Contoso in May.";
    assert_eq!(sum(&format!("{sold} The transaction was valued at $20 million.")), "$20 million");
    assert_eq!(sum(&format!("{sold} Terms of the deal were not disclosed.")), "not disclosed");
    assert_eq!(sum(&format!("{sold} The price of oil was $60 a barrel.")), "");
}

#[test]
fn a_relative_clause_has_its_object_before_it() {
    let told = facts("Fans liked the phone that Northwind launched in May 2017.", "2018-07-12");
    assert_eq!(told, ["launch happened “launched” Northwind → phone 2017-05-01…2017-05-31 expression"]);
}

#[test]
fn the_day_of_saying_dates_no_plan_with_a_date_of_its_own() {
    let told = facts("Northwind said on Tuesday it would stop supporting the phone in January 2019.", "2018-07-12");
    assert_eq!(told[0], "suspension planned “stop supporting” Northwind → phone 2019-01-01…2019-01-31 expression");
}

#[test]
fn a_noun_that_points_back_and_thanks_tell_nothing() {
    assert!(facts("Under the settlement, Northwind keeps its licence.", "2018-07-12").is_empty());
    assert!(facts("We thank Northwind for sponsoring the fair.", "2018-07-12").is_empty());
}

#[test]
fn what_and_joins_to_a_passive_is_passive() {
    let told = facts("Juan Cortes was sentenced today to 16 years, and ordered to pay restitution.", "2018-07-12");
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1], "legal happened “ordered”  → Juan Cortes 2018-07-12…2018-07-12 expression");
}
