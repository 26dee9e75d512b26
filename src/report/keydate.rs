//! The days that tell most of a topic.
//!
//! A day counts by how many sources speak of it, the more so in hindsight: a text that comes back to a day weeks later says that it mattered, and
//! the news of the day itself is only half a voice. Many facts on a day and many mentions add to it, each with the logarithm, so that no
//! single long text makes a day. Only facts of which the day is known count.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::word::{bounds, exact};
use crate::store::Entry;

/// How many facts stand for a day.
const FACTS: usize = 3;

#[derive(Default)]
struct Day<'e> {
    later: BTreeSet<(&'e str, &'e str)>,
    same: BTreeSet<(&'e str, &'e str)>,
    mentions: i64,
    facts: Vec<&'e Entry>,
}

impl Day<'_> {
    fn score(&self) -> f64 {
        let voices = self.later.len() as f64 + 0.5 * self.same.len() as f64;
        2.0 * voices.ln_1p() + (self.facts.len() as f64).ln_1p() + 0.5 * (self.mentions as f64).ln_1p()
    }
}

/// The facts of the `most` days that tell most, in their order; of each day those that most sources tell.
pub fn key_dates(entries: Vec<Entry>, most: usize) -> Vec<Entry> {
    let mut days: BTreeMap<NaiveDate, Day<'_>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| exact(e) && e.basis != "none") {
        let Some(date) = bounds(entry).0 else { continue };
        let day = days.entry(date).or_default();
        let lead = (entry.document_date.as_deref(), entry.path.as_str(), entry.document_key.as_str());
        let also = entry.also.iter().map(|t| (t.document_date.as_deref(), t.path.as_str(), t.document_key.as_str()));
        for (told, path, key) in std::iter::once(lead).chain(also) {
            let told: Option<NaiveDate> = told.and_then(|d| d.parse().ok());
            let hindsight = told.is_some_and(|told| (told - date).num_days() > 2);
            if hindsight { &mut day.later } else { &mut day.same }.insert((path, key));
        }
        day.mentions += entry.mentions;
        day.facts.push(entry);
    }
    let mut ranked: Vec<(NaiveDate, Day<'_>)> = days.into_iter().collect();
    ranked.sort_by(|a, b| b.1.score().total_cmp(&a.1.score()).then(a.0.cmp(&b.0)));
    let mut kept = BTreeSet::new();
    for (_, mut day) in ranked.into_iter().take(most) {
        day.facts.sort_by_key(|e| (std::cmp::Reverse((e.sources, e.mentions)), e.id));
        kept.extend(day.facts.iter().take(FACTS).map(|e| e.id));
    }
    entries.into_iter().filter(|e| kept.contains(&e.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Telling;

    #[test]
    fn a_day_that_texts_come_back_to_beats_one_that_a_single_text_repeats() {
        let base = super::super::text::tests::entry;
        let on = |id: i64, day: &str, mentions: i64, told: &[&str]| Entry {
            id,
            date_earliest: Some(day.into()),
            date_latest: Some(day.into()),
            mentions,
            document_date: Some(told[0].into()),
            document_key: format!("{day}{}", told[0]),
            also: told[1..]
                .iter()
                .map(|d| Telling {
                    date_edtf: None,
                    quote: String::new(),
                    document: None,
                    document_date: Some((*d).into()),
                    publisher: None,
                    path: String::new(),
                    document_key: (*d).into(),
                })
                .collect(),
            ..base()
        };
        let repeated = on(1, "2018-03-01", 9, &["2018-03-01"]);
        let looked_back = on(2, "2018-05-05", 4, &["2018-05-06", "2018-07-01", "2018-09-01", "2019-01-01"]);
        let month = Entry { id: 3, date_latest: Some("2018-05-31".into()), ..on(3, "2018-05-01", 50, &["2019-01-01"]) };
        let key = |n| key_dates(vec![repeated.clone(), looked_back.clone(), month.clone()], n);
        assert_eq!(key(1).iter().map(|e| e.id).collect::<Vec<_>>(), [2], "by mentions alone it would be the first");
        assert_eq!(key(9).iter().map(|e| e.id).collect::<Vec<_>>(), [1, 2], "a month is no day");
    }
}
