//! The attributes of TIMEX3 beside type and value: `mod` where the words around an expression say it, `quant` and `freq` of sets, and the expressions that
//! one leans on (`beginPoint`, `endPoint`, `anchorTimeID`).

use super::meaning::{Found, Meaning};
use super::value::{Modifier, Other, Timex, TimexType};
use super::words::Words;
use crate::text::Text;

/// How far back the expression that another was resolved against is looked for.
const FAR: usize = 256;

/// Completes `timexes`, each with what was found for it (`found` holds those, too, that came to nothing).
pub(crate) fn complete(timexes: &mut [Timex], found: &[Found], text: &Text<'_>, words: &Words, dated: bool) {
    let mut sources = found.iter();
    for at in 0..timexes.len() {
        let start = timexes[at].span.start;
        let Some(f) = sources.find(|f| text.tokens[f.first].start as usize == start) else { return };
        let anchor = anchor(timexes, at);
        let t = &mut timexes[at];
        t.anchor = anchor;
        match t.kind {
            TimexType::Set => (t.quant, t.freq) = recurrence(f, text, words),
            TimexType::Duration => {
                t.modifier = t.modifier.or_else(|| bound(f, text));
                if let (Meaning::Duration(length), true) = (&f.meaning, dated) {
                    match length.toward {
                        Some(-1) => t.end_point = Some(Other::Document),
                        Some(1) => t.begin_point = Some(Other::Document),
                        _ => {}
                    }
                }
            }
            TimexType::Date | TimexType::Time => {
                t.modifier = t.modifier.or_else(|| limit(f, text));
                if let Some(other) = t.range_with {
                    match other > at {
                        true => t.end_point = Some(Other::Expression(other)),
                        false => t.begin_point = Some(Other::Expression(other)),
                    }
                }
            }
        }
    }
}

/// What expression `at` was resolved against.
fn anchor(timexes: &[Timex], at: usize) -> Option<Other> {
    let reference = &timexes[at].reference;
    if reference.starts_with("document date") {
        return Some(Other::Document);
    }
    let value = reference.strip_prefix("last-mentioned ")?;
    let said = |t: &Timex| t.value.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('T'));
    let near = at.saturating_sub(FAR);
    timexes[near..at].iter().rposition(said).map(|i| Other::Expression(near + i))
}

/// The lower-case word of a token; empty for one that is not there.
fn word(text: &Text<'_>, at: Option<usize>) -> String {
    at.filter(|at| *at < text.tokens.len()).map(|at| text.word(at).to_ascii_lowercase()).unwrap_or_default()
}

/// The words before an expression, nearest first, or its own first words, in this order.
fn before(f: &Found, text: &Text<'_>) -> [String; 4] {
    [1, 2, 3, 4].map(|n| word(text, f.first.checked_sub(n)))
}

/// "at least two years", inside the expression or before it.
fn bound(f: &Found, text: &Text<'_>) -> Option<Modifier> {
    let own = [0, 1, 2].map(|n| word(text, Some(f.first + n).filter(|at| *at < f.end)));
    let [a, b, c, _] = before(f, text);
    comparison(&own[0], &own[1], &own[2]).or_else(|| comparison(&c, &b, &a)).or_else(|| comparison(&b, &a, ""))
}

fn comparison(a: &str, b: &str, c: &str) -> Option<Modifier> {
    Some(match (a, b, c) {
        ("no" | "not", "more" | "longer", "than") | ("at", "most", _) | ("up", "to", _) => Modifier::EqualOrLess,
        ("no" | "not", "less" | "fewer", "than") | ("at", "least", _) => Modifier::EqualOrMore,
        ("more" | "longer" | "better", "than", _) => Modifier::MoreThan,
        ("less" | "fewer" | "shorter", "than", _) => Modifier::LessThan,
        _ => return None,
    })
}

/// "on or before March 3", "no later than May", "circa 1650": before the expression.
fn limit(f: &Found, text: &Text<'_>) -> Option<Modifier> {
    let [a, b, c, _] = before(f, text);
    Some(match (c.as_str(), b.as_str(), a.as_str()) {
        ("on", "or", "before") | ("no" | "not", "later", "than") => Modifier::OnOrBefore,
        ("on", "or", "after") | ("no" | "not", "earlier" | "sooner", "than") => Modifier::OnOrAfter,
        (_, _, "circa" | "ca." | "ca" | "c." | "c" | "approximately" | "roughly" | "around") => Modifier::Approx,
        _ => return None,
    })
}

/// "every", "each"; "twice a week" is 2X.
fn recurrence(f: &Found, text: &Text<'_>, words: &Words) -> (Option<&'static str>, Option<u32>) {
    let first = word(text, Some(f.first));
    let number = || words.value(words.small_number, text.tokens[f.first].word).and_then(|n| u32::try_from(n).ok());
    match first.as_str() {
        "each" => (Some("EACH"), None),
        "some" => (Some("SOME"), None),
        "once" => (None, Some(1)),
        "twice" => (None, Some(2)),
        "per" => (None, None),
        digits if word(text, Some(f.first + 1)) == "times" => (None, digits.parse().ok().or_else(number)),
        // "every", and what means it: "daily", "Mondays".
        _ => (Some("EVERY"), None),
    }
}
