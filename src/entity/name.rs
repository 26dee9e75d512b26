//! Names as they are compared.

use smallvec::SmallVec;

/// Words before a name that are no part of it.
const BEFORE: [&str; 7] = ["the", "a", "an", "its", "his", "her", "their"];

/// Words that say what sort of firm it is, at the end of its name.
pub(super) const AFTER: [&str; 37] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "companies",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "lp",
    "group",
    "holding",
    "holdings",
    "gmbh",
    "sa",
    "ag",
    "nv",
    "bv",
    "ab",
    "asa",
    "oy",
    "oyj",
    "spa",
    "srl",
    "sarl",
    "kk",
    "pty",
    "pte",
    "bhd",
    "berhad",
    "jsc",
    "pjsc",
    "kgaa",
    "sas",
];

/// Those of them that are common nouns, too, and no part of the name where they are written small: "U.S. companies" are not the U.S.
const NOUNS: [&str; 7] = ["company", "companies", "co", "group", "holding", "holdings", "limited"];

/// Marks inside words and around them that say nothing.
const MARKS: [char; 3] = ['.', '\'', '’'];

/// A name as it is compared: lower case, without article before it, possessive, punctuation and the company suffixes at its end. Empty
/// where nothing is left.
pub fn normal_name(name: &str) -> String {
    // The words, each with a space behind it, and where they end.
    let mut all = String::with_capacity(name.len() + 1);
    let mut ends: SmallVec<[usize; 8]> = SmallVec::new();
    // The last word that is a common noun.
    let mut noun = 0;
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '&' | '%' | '$' | '€' | '£');
    for word in name.split(|c: char| !inside(c)).filter(|word| !word.is_empty()) {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        // "U.S." is "us", "3.5" stays.
        let figure = word.contains(|c: char| c.is_ascii_digit());
        let bare = word.trim_matches(MARKS);
        let from = all.len();
        if bare.is_ascii() {
            all.extend(bare.chars().filter(|c| figure || !MARKS.contains(c)).map(|c| c.to_ascii_lowercase()));
        } else {
            all.extend(bare.to_lowercase().chars().filter(|c| figure || !MARKS.contains(c)));
        }
        if all.len() == from {
            continue;
        }
        all.push(' ');
        ends.push(all.len());
        if word.starts_with(char::is_lowercase) && NOUNS.contains(&&all[from..all.len() - 1]) {
            noun = ends.len();
        }
    }
    let begin = |at: usize| if at == 0 { 0 } else { ends[at - 1] };
    let word = |at: usize| &all[begin(at)..ends[at] - 1];
    let count = ends.len();
    let first = (0..count).find(|at| !BEFORE.contains(&word(*at))).unwrap_or(count);
    // "and Co" falls with its "and".
    let mut end = count;
    while end > first.max(noun)
        && (AFTER.contains(&word(end - 1)) || (end < count && matches!(word(end - 1), "and" | "&")))
    {
        end -= 1;
    }
    // "The Company" and "Group SA" consist of nothing else: they keep their words.
    let (first, end) = if first < end { (first, end) } else { (0, count) };
    if first < end { all[begin(first)..ends[end - 1] - 1].to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_suffix_article_and_case() {
        for (a, b) in [
            ("Northwind Inc.", "northwind"),
            ("the U.S.", "US"),
            ("Contoso Ltd", "Contoso"),
            ("Contoso's", "Contoso"),
            ("AT&T Corp", "AT&T"),
            ("Northwind Group Holdings", "Northwind Group"),
            ("Northwind Group Holdings", "Northwind"),
            ("Contoso & Co.", "Contoso"),
            ("Fabrikam S.A.", "Fabrikam"),
        ] {
            assert_eq!(normal_name(a), normal_name(b));
        }
        for (a, b) in [
            ("Contoso Bank", "Contoso"),
            ("Group of Twenty", "Twenty"),
            ("Northwind Traders", "Northwind"),
            ("Limited Brands", "Brands"),
            ("U.S. companies", "U.S."),
            ("a Chicago company", "Chicago"),
        ] {
            assert_ne!(normal_name(a), normal_name(b));
        }
        assert_eq!(normal_name("The Company"), "the company");
        assert_eq!(normal_name("$3.5 million."), "$3.5 million");
        assert_eq!(normal_name("—"), "");
    }
}
