//! Which facts of a report contradict each other, as the view `conflicts` has it.

use std::collections::BTreeMap;

use super::bounds;
use crate::store::Entry;

/// How many conflicts of a fact are shown.
const MOST: usize = 5;

/// For each fact that contradicts others: in what, and which.
pub(super) fn conflicts(entries: &[Entry]) -> BTreeMap<usize, Vec<(&'static str, usize)>> {
    let mut events: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate().filter(|(_, e)| matches!(e.basis.as_str(), "expression" | "context")) {
        if let Some(event) = entry.same_event {
            events.entry(event).or_default().push(n);
        }
    }
    let mut found: BTreeMap<usize, Vec<(&'static str, usize)>> = BTreeMap::new();
    for same in events.values().filter(|same| same.len() > 1) {
        for (i, a) in same.iter().enumerate() {
            // Neighbours by date: of hundreds of the like, these tell most.
            for b in same[i + 1..].iter().take(MOST) {
                let Some(kind) = conflict(&entries[*a], &entries[*b]) else { continue };
                for (one, other) in [(*a, *b), (*b, *a)] {
                    let list = found.entry(one).or_default();
                    if list.len() < MOST {
                        list.push((kind, other));
                    }
                }
            }
        }
    }
    found
}

fn conflict(a: &Entry, b: &Entry) -> Option<&'static str> {
    let ((a_first, a_last), (b_first, b_last)) = (bounds(a), bounds(b));
    let before = |last: Option<_>, first: Option<_>| {
        last.zip(first).is_some_and(|(last, first): (chrono::NaiveDate, _)| last < first)
    };
    let apart = before(a_last, b_first) || before(b_last, a_first);
    if (a.status == "denied") != (b.status == "denied") {
        Some("Told otherwise")
    } else if apart && (a.status == "planned" || b.status == "planned") {
        Some("Planned for another time")
    } else if apart {
        Some("Told for another time")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_one_event_that_cannot_both_be_right() {
        let entry = |day: &str, status: &str, event| Entry {
            date_earliest: Some(day.into()),
            date_latest: Some(day.into()),
            status: status.into(),
            same_event: Some(event),
            ..super::super::super::text::tests::entry()
        };
        let entries = [
            entry("2018-01-01", "happened", 1),
            entry("2018-02-01", "happened", 1),
            entry("2018-02-01", "planned", 2),
            entry("2018-03-01", "happened", 2),
            entry("2018-03-01", "happened", 3),
            entry("2018-03-01", "denied", 3),
        ];
        let found: Vec<_> = conflicts(&entries).into_iter().map(|(n, list)| (n, list[0].0, list[0].1)).collect();
        assert_eq!(found[0], (0, "Told for another time", 1));
        assert_eq!(found[2], (2, "Planned for another time", 3));
        assert_eq!(found[4], (4, "Told otherwise", 5));
        assert_eq!(found.len(), 6);
    }
}
