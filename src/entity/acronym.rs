//! Short names that a text introduces: "Department of Defense (DoD)", "DoD (Department of Defense)".
//!
//! In the way of Schwartz and Hearst (2003), but stricter: every letter must be a word's first, in order, and no word of weight may be left out.

/// Words that an acronym may leave out.
const SMALL: [&str; 12] = ["of", "the", "and", "for", "on", "in", "to", "de", "la", "des", "der", "&"];

/// The short and long names that `text` introduces, as they stand there, each pair once; without a long name where the words before a short
/// one in brackets do not spell it.
pub fn acronyms(text: &str) -> Vec<(&str, Option<&str>)> {
    let mut found: Vec<(&str, Option<&str>)> = Vec::new();
    for (open, _) in text.match_indices('(') {
        // What stands in brackets is looked at as far as the longest name could go.
        let rest = &text[open + 1..];
        let Some(close) =
            rest.char_indices().take(90).find(|(_, c)| matches!(c, ')' | '(' | '\n')).filter(|(_, c)| *c == ')')
        else {
            continue;
        };
        let inside = rest[..close.0].trim();
        let before = text[..open].trim_end();
        let pair = if is_short(inside) {
            let name = before[before.rfind(' ').map_or(0, |i| i + 1)..].starts_with(char::is_uppercase);
            let long = long(before, inside).map(|l| extend(before, l));
            (name || long.is_some()).then_some((inside, long))
        } else {
            let end = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '&' | '.' | '-')));
            let short = &before[end.map_or(0, |i| next(before, i))..];
            // Of a long name in brackets, all words must count.
            long(inside, short).filter(|l| is_short(short) && l.len() == inside.len()).map(|l| (short, Some(l)))
        };
        if let Some(pair) = pair.filter(|p| !found.contains(p)) {
            found.push(pair);
        }
    }
    found
}

/// `long`, the end of `text`, with "Department of" and the like before it: HHS is the Department of Health and Human Services.
fn extend<'t>(text: &'t str, long: &'t str) -> &'t str {
    let Some(before) = text.rfind(long).map(|at| &text[..at]) else { return long };
    let of = before.trim_end().trim_end_matches(" the");
    let Some(head) = of.strip_suffix(" of") else { return long };
    let start = head.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |i| next(head, i));
    if head[start..].starts_with(char::is_uppercase) { &text[start..before.len() + long.len()] } else { long }
}

fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether it looks like an acronym: two to eight letters, most of them capitals.
fn is_short(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters)
        && text.chars().count() <= 12
        && 2 * capitals > letters
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '&' | '.' | '-'))
}

/// The end of `text` whose words begin with the letters of `short`; none where a letter or a word of weight is left over.
fn long<'t>(text: &'t str, short: &str) -> Option<&'t str> {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).collect();
    let text = text.trim_end_matches(['"', '”', '\'', '’', ',']);
    let mut end = text.len();
    let mut left = letters.len();
    let mut start = end;
    while left > 0 {
        let line = &text[..end];
        let word = &line[line.rfind([' ', '\u{a0}', '-', '\n', '\t']).map_or(0, |i| next(line, i))..];
        // A sentence or a bracket lies between.
        if word.is_empty()
            || word.contains(['.', ';', ':', '(', ')', '?', '!', '"', '“'])
            || line[line.len() - word.len()..].contains('\n')
        {
            return None;
        }
        let at = end - word.len();
        let first = word.chars().next()?;
        let small = SMALL.contains(&word.to_lowercase().as_str());
        // "DoD": the small letter is the small word.
        let letter = letters[left - 1];
        let same =
            first == letter || (!small && first.is_uppercase() && first.to_lowercase().eq(letter.to_lowercase()));
        if same && small != letter.is_uppercase() {
            left -= 1;
        } else if !small {
            return None;
        }
        start = at;
        end = text[..at].trim_end_matches([' ', '\u{a0}', '-', '\t']).len();
        if at == 0 {
            break;
        }
    }
    let whole = text[start..].trim();
    (left == 0 && whole.starts_with(char::is_uppercase) && whole.contains([' ', '-'])).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_introduces_its_short_names() {
        let text = "The Harbour Safety Office (HSO) and the U.S. Department of Docks (DoD) met. The NBF (Northern Barge Federation) agreed.\n\
                    The Office of Canals and Locks (OCL) asked the Department of Hay and Hops (HH), the Centre for Mud & Mire Studies (CMS) and the Bureau of Reeds, Rivers and Rain (BRRR).";
        assert_eq!(
            acronyms(text),
            [
                ("HSO", Some("Harbour Safety Office")),
                ("DoD", Some("Department of Docks")),
                ("NBF", Some("Northern Barge Federation")),
                ("OCL", Some("Office of Canals and Locks")),
                ("HH", Some("Department of Hay and Hops")),
                ("CMS", None),
                ("BRRR", Some("Bureau of Reeds, Rivers and Rain")),
            ]
        );
    }

    #[test]
    fn brackets_that_introduce_nothing() {
        for text in [
            "Northwind (NYSE) rose.",
            "It rose (UP) again.",
            "The firm Contoso (CFO) said",
            "The big red fox (BRF) ran",
            "(ABC)",
            "Alpha. Beta Company (ABC)",
            "It made Alpha Beta tools Company (ABC)",
            "Zürich (ÜÜ",
            "Ministry of Trade (Mr)",
            "New York (N.",
        ] {
            assert!(acronyms(text).iter().all(|(_, long)| long.is_none()), "{text}");
        }
    }
}
