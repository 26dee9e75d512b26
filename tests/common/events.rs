//! What a passage tells, with its days.

/// The events that a passage published on 2018-07-12 tells, each as `line` writes it of the mention and its bounds ("open" where there is none).
pub(crate) fn events_of(text: &str, line: impl Fn(&annals::event::Mention, &str, &str) -> String) -> Vec<String> {
    let extractor = annals::extract::Extractor::new(None).expect("the built-in rules compile");
    let date = "2018-07-12".parse().ok();
    let document = annals::document::Document { text: text.into(), date, ..Default::default() };
    let day = |d: Option<chrono::NaiveDate>| d.map_or("open".into(), |d| d.to_string());
    let told = |m: &annals::event::Mention| line(m, &day(m.time.interval.earliest), &day(m.time.interval.latest));
    extractor.extract(&document).mentions.iter().map(told).collect()
}
