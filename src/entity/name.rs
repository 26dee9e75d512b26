//! Names as they are compared.

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

/// A name as it is compared: lower case, without article before it, possessive, punctuation and the company suffixes at its end. Empty
/// where nothing is left.
pub fn normal_name(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    // The last word that is a common noun.
    let mut noun = 0;
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '&' | '%' | '$' | '€' | '£');
    for word in name.split(|c: char| !inside(c)) {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let mut lower = word.to_lowercase();
        // "U.S." is "us", "3.5" stays.
        if !lower.contains(|c: char| c.is_ascii_digit()) {
            lower.retain(|c| !matches!(c, '.' | '\'' | '’'));
        }
        let lower = lower.trim_matches(['.', '\'', '’']);
        if !lower.is_empty() {
            words.push(lower.to_owned());
            if word.starts_with(char::is_lowercase) && NOUNS.contains(&lower) {
                noun = words.len();
            }
        }
    }
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let first = words.iter().position(|w| !is(&BEFORE, w)).unwrap_or(words.len());
    // "and Co" falls with its "and".
    let mut end = words.len();
    while end > first.max(noun)
        && (is(&AFTER, &words[end - 1]) || (end < words.len() && matches!(words[end - 1].as_str(), "and" | "&")))
    {
        end -= 1;
    }
    // "The Company" and "Group SA" consist of nothing else: they keep their words.
    if first < end { words[first..end].join(" ") } else { words.join(" ") }
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
