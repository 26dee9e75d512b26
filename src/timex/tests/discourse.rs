//! What a text has said before decides what its words mean: histories, plans, and the periods of a financial report.

use super::{TAGGER, days, dct, values};

/// The values of `tail` behind six far years, which make the text a history.
fn story(tail: &str) -> Vec<String> {
    let far = "The league was founded in 1801, split in 1803, joined in 1805, sued in 1806, merged in 1807 and ended in 1809.";
    values(&format!("{far}\n{tail}"), dct("2009-12-19")).split_off(6)
}

#[test]
fn the_end_of_a_stretch_leaves_a_history_where_it_stands() {
    assert_eq!(
        story(
            "In May 1808 the king laid a siege that held until the fall of the fort in February 1809. By August he had left."
        ),
        ["May 1808 1808-05", "February 1809 1809-02", "August 1808-08"]
    );
    assert_eq!(
        story("It was open until a treaty was signed in February 1809. In March he left."),
        ["February 1809 1809-02", "March 1809-03"]
    );
}

#[test]
fn a_winter_of_two_years_begins_in_the_first() {
    assert_eq!(
        story(
            "He landed in January 1808 and took the port in March. He held the coast from October to March, then left in May."
        ),
        ["January 1808 1808-01", "March 1808-03", "October 1807-10", "March 1808-03", "May 1808-05"]
    );
    assert_eq!(
        values("The pass was shut from October to March.", dct("2018-07-12")),
        ["October 2017-10", "March 2018-03"]
    );
}

#[test]
fn a_look_ahead_ends_with_its_paragraph() {
    assert_eq!(
        story("In May 1801 the bridge fell. A copy was burned in November 1808.\nIn June it was built again."),
        ["May 1801 1801-05", "November 1808 1808-11", "June 1801-06"]
    );
}

#[test]
fn that_year_is_the_year_that_was_only_touched() {
    assert_eq!(
        story("On May 11, 1801, he gave up. The war was lost by 1800. In August of that year a truce was made."),
        ["May 11, 1801 1801-05-11", "1800 1800", "August of that year 1800-08"]
    );
}

#[test]
fn no_day_is_counted_from_a_month() {
    let found = TAGGER.tag("The talks began in April 2018. Three days later they broke off.", dct("2018-07-12"));
    assert_eq!((found[1].value.as_str(), days(&found[1]).as_str()), ("2018-XX-XX", "2018-04-04..2018-05-03"));
    let found = TAGGER.tag("The talks began in April 2018 and broke off that same day.", dct("2018-07-12"));
    assert_eq!((found[1].value.as_str(), found[1].edtf.as_deref()), ("2018-04-XX", Some("2018-04-XX")));
    let found = TAGGER.tag("The talks began on 3 April 2018. Three days later they broke off.", dct("2018-07-12"));
    assert_eq!(found[1].value, "2018-04-06");
}

#[test]
fn a_plan_in_the_present_lies_ahead() {
    let one = |text: &str| values(text, dct("2018-07-12")).join("; ");
    assert_eq!(one("The fair opens Tuesday in Lima."), "Tuesday 2018-07-17");
    assert_eq!(one("On Tuesday, the league of towns plans to hold a march."), "Tuesday 2018-07-17");
    assert_eq!(one("On Tuesday, the board planned to sell."), "Tuesday 2018-07-10");
    assert_eq!(one("On Tuesday the court is due to rule."), "Tuesday 2018-07-17");
    assert_eq!(one("They planned a large march on Saturday."), "Saturday 2018-07-14");
    assert_eq!(one("A march planned for Tuesday was called off."), "Tuesday 2018-07-10");
}

#[test]
fn after_the_nine_months_a_year_earlier_is_the_year() {
    let text = "Fabrikam said third-quarter profit rose 5% from a year earlier. For the nine months, profit was $9 million, up from \
                $8 million a year earlier. In the 2017 period it paid no tax.";
    let expected = [
        "third-quarter 2018-Q3",
        "a year earlier 2017-Q3",
        "the nine months P9M",
        "a year earlier 2017",
        "the 2017 period 2017",
    ];
    assert_eq!(values(text, dct("2018-10-25")), expected);
}

#[test]
fn a_comparison_with_an_earlier_quarter_leaves_the_one_reported() {
    let text = "Third-quarter profit rose 5% after a flat second quarter. Sales were $3 million in the quarter.";
    let expected = ["Third-quarter 2018-Q3", "second quarter 2018-Q2", "the quarter 2018-Q3"];
    assert_eq!(values(text, dct("2018-10-25")), expected);
}

#[test]
fn a_firm_has_its_own_calendar_where_the_text_tells_it() {
    let told = |text: &str| {
        let found = TAGGER.tag(text, dct("2018-10-25"));
        found.iter().map(|t| format!("{} {} {}", t.span.of(text), t.value, days(t))).collect::<Vec<_>>()
    };
    assert_eq!(told("Profit rose in the quarter ended July 31.")[0], "the quarter 2018-Q2 2018-05-01..2018-07-31");
    let books = told("Profit fell in the fourth quarter ended Aug. 31. For fiscal 2017 it rose.");
    assert_eq!(books[2], "fiscal 2017 2017 2016-09-01..2017-08-31");
    let books = told("Profit fell in the fiscal year ended June 30. It rose in the fiscal 2017 third quarter.");
    assert_eq!(books[2], "the fiscal 2017 third quarter 2017-Q3 2017-01-01..2017-03-31");
    let calendar = told("Profit fell in the fourth quarter ended Dec. 31. For fiscal 2017 it rose.");
    assert_eq!(calendar[2], "fiscal 2017 2017 2017-01-01..2017-12-31");
}

#[test]
fn a_rule_for_messages_hides_no_other_elsewhere() {
    let text = "They hope for better things in future years.";
    assert!(TAGGER.tag(text, dct("2018-07-12")).iter().all(|t| &*t.rule != "future in a message"));
    assert_eq!(story("Its future king was born in May 1808."), ["future FUTURE_REF", "May 1808 1808-05"]);
}

#[test]
fn a_day_of_the_month_lies_on_the_side_of_its_clause() {
    let one = |text: &str| values(text, dct("2018-07-12")).join("; ");
    assert_eq!(one("The rent was paid on the 20th, as ever."), "the 20th 2018-06-20");
    assert_eq!(one("The rent will be paid on the 20th, as ever."), "the 20th 2018-07-20");
    assert_eq!(one("The rent will be paid on the 3rd, as ever."), "the 3rd 2018-08-03");
    assert_eq!(story("In May 1808 he left. On the 20th, he was back."), ["May 1808 1808-05", "the 20th 1808-05-20"]);
}

#[test]
fn a_comparison_looks_back() {
    assert_eq!(
        story("In April 1805 it was calm, compared with the fights of November. In May the town fell."),
        ["April 1805 1805-04", "November 1804-11", "May 1805-05"]
    );
}

#[test]
fn a_report_on_old_deeds_is_news() {
    let text = "LIMA - A clerk was sentenced today for fraud. He opened books in 1998, 2001, 2002, 2003, 2004, 2005 and 2006. His aide will be \
                sentenced in August. The case was opened in May.";
    let found = values(text, dct("2018-07-12"));
    assert_eq!((found[8].as_str(), found[9].as_str()), ("August 2018-08", "May 2018-05"));
}

#[test]
fn the_days_of_a_list_share_the_year_behind_the_last() {
    let found = values("They pleaded on May 9, June 22, and Aug. 29, 2012.", dct("2018-07-12"));
    assert_eq!(found, ["May 9 2012-05-09", "June 22 2012-06-22", "Aug. 29, 2012 2012-08-29"]);
    let found = values("They met on Dec. 29 and Jan. 3, 2012.", dct("2018-07-12"));
    assert_eq!(found, ["Dec. 29 2011-12-29", "Jan. 3, 2012 2012-01-03"]);
}

#[test]
fn weekdays_of_a_list_recur_together() {
    let one = |text: &str| values(text, dct("2018-07-12")).join("; ");
    assert_eq!(
        one("The ferry sails every Monday, Wednesday and Friday."),
        "every Monday XXXX-WXX-1; Wednesday XXXX-WXX-3; Friday XXXX-WXX-5"
    );
    assert_eq!(
        one("Two flights leave on Monday and Tuesday nights."),
        "Monday XXXX-WXX-1TNI; Tuesday nights XXXX-WXX-2TNI"
    );
    assert_eq!(
        one("It is paid on February 28, May 30 and August 30 of each year."),
        "February 28 XXXX-02-28; May 30 XXXX-05-30; August 30 of each year XXXX-08-30"
    );
    assert_eq!(one("The ferry sails every Monday. It sank on Friday."), "every Monday XXXX-WXX-1; Friday 2018-07-06");
}

#[test]
fn a_day_behind_a_second_time_in_brackets_is_that_of_both() {
    let found = values("The blast came at 10:35 a.m. (0735 GMT) Friday.", dct("2018-07-12"));
    assert_eq!(found, ["10:35 a.m. 2018-07-06T10:35", "0735 GMT 2018-07-06T07:35", "Friday 2018-07-06"]);
}

#[test]
fn a_time_and_its_weekday_are_of_one_day() {
    let found = values("The meeting starts at half past nine on Friday morning.", dct("2018-07-12"));
    assert_eq!(found, ["half past nine 2018-07-13T09:30", "Friday morning 2018-07-13TMO"]);
}

#[test]
fn a_firm_reports_on_its_own_fourth_quarter_before_the_year_is_over() {
    let text =
        "The firm reported a decline in fourth-quarter earnings. Sales in the latest period fell from a year earlier.";
    let found = values(text, dct("2018-11-02"));
    assert_eq!(found, ["fourth-quarter 2018-Q4", "the latest period 2018-Q4", "a year earlier 2017-Q4"]);
    let ahead = "The firm expects fourth-quarter earnings to fall. Sales in the latest period rose.";
    assert_eq!(values(ahead, dct("2018-11-02")), ["fourth-quarter 2018-Q4", "the latest period 2018-Q3"]);
}

#[test]
fn a_month_behind_a_name_is_a_surname() {
    let one = |text: &str| values(text, dct("2018-07-12"));
    assert_eq!(one("The party chose Theresa Olsen May, who accepted."), [""; 0]);
    assert_eq!(one("They met in May, in Oslo."), ["May 2018-05"]);
}

#[test]
fn what_was_dated_in_the_same_sentence_tells_the_year() {
    let found = values("It paid $3,000 in June 2018: $1,000 on March 2; $2,000 on April 16.", dct("2018-12-15"));
    assert_eq!(found, ["June 2018 2018-06", "March 2 2018-03-02", "April 16 2018-04-16"]);
    let ahead = "If approved at the summit in April, the pact will end.";
    assert_eq!(values(ahead, dct("2018-02-15")), ["April 2018-04"]);
}

#[test]
fn a_figure_of_old_is_looked_back_on() {
    let one = |text: &str| values(text, dct("2018-11-12"));
    assert_eq!(one("The price is $42, up from $29 in March."), ["March 2018-03"]);
    assert_eq!(one("Output is higher than in April."), ["April 2018-04"]);
    assert_eq!(one("It must pay no later than April 3."), ["April 3 2019-04-03"]);
}

#[test]
fn a_stretch_of_weekdays_ahead_stays_in_order() {
    let one = |text: &str| values(text, dct("2018-07-12")).join("; ");
    assert_eq!(one("The fair opens from Monday to Friday."), "Monday 2018-07-16; Friday 2018-07-20");
    assert_eq!(one("They met from Wednesday to Friday."), "Wednesday 2018-07-04; Friday 2018-07-06");
}
