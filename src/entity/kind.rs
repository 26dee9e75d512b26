//! What a name alone tells about its bearer: person, organisation, place, authority.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The word lists of the rules, which are built in.
const NAMES: &str = include_str!("../../data/en/words/names.toml");

#[derive(Default)]
struct Lists {
    authority: FxHashSet<String>,
    authority_noun: FxHashSet<String>,
    company_suffix: FxHashSet<String>,
    organisation_noun: FxHashSet<String>,
    person_title: FxHashSet<String>,
    given_name: FxHashSet<String>,
    place: FxHashSet<String>,
    place_noun: FxHashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let tables: toml::Table = NAMES.parse().unwrap_or_default();
    let list = |name: &str| {
        let words = tables.get(name).and_then(|t| t.get("words")?.as_array());
        words.into_iter().flatten().filter_map(|w| w.as_str().map(str::to_owned)).collect()
    };
    Lists {
        authority: list("authority"),
        authority_noun: list("authority_noun"),
        company_suffix: list("company_suffix"),
        organisation_noun: list("organisation_noun"),
        person_title: list("person_title"),
        given_name: list("given_name"),
        place: list("place"),
        place_noun: list("place_noun"),
    }
});

/// The kind that the name alone tells; none where it does not.
pub fn kind(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower).trim();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let l = &*LISTS;
    let several = words.len() > 1;
    let after = |word: &str| words.iter().position(|w| *w == word).filter(|n| *n > 0).map(|n| words[n - 1]);
    let noun = after("of").or_else(|| after("for")).unwrap_or(last);
    if l.place.contains(lower) {
        Some("place")
    } else if l.authority.contains(lower) || (several && l.authority.contains(lower.trim_start_matches("u.s. "))) {
        Some("authority")
    } else if l.person_title.contains(first) && several {
        Some("person")
    } else if several && l.company_suffix.contains(last) {
        Some("organisation")
    } else if several && l.given_name.contains(first) && words.len() < 5 {
        Some("person")
    } else if several && l.authority_noun.contains(noun) {
        Some("authority")
    } else if several && l.organisation_noun.contains(noun) {
        Some("organisation")
    } else if several && l.place_noun.contains(noun) {
        Some("place")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_their_bearers_are() {
        for (name, expected) in [
            ("Northwind Inc.", Some("organisation")),
            ("Harbour Commission", Some("authority")),
            ("the Ministry of Docks", Some("authority")),
            ("John Doe", Some("person")),
            ("Lisbon", Some("place")),
            ("Northwind", None),
            ("", None),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
