//! Dates in what a reader of the page sees: `time` elements, and short texts that are a date or a label and one.

use chrono::{Datelike, NaiveDate};

use super::date::Place;
use super::dom::Dom;
use super::stamp::{Order, declared_day, slashed};
use crate::read::date::{find, parse_date};

/// Microdata, RDFa and `time` elements: what is named as the publication first, then the page's first `time` before or in the article.
pub(super) fn markup(dom: &Dom, place: &Place<'_>, order: Order) -> Option<NaiveDate> {
    let day = |n: usize| {
        let given = ["content", "datetime", "data-date", "data-timestamp", "title"]
            .iter()
            .find_map(|a| dom.attribute(n, a).and_then(|v| declared_day(v, order)));
        given.or_else(|| Some(dom.text(n)).filter(|t| t.len() <= 80).and_then(|t| declared_day(&t, order)))
    };
    let end = dom.nodes[place.holder].end as usize;
    let has = |n: usize, wanted: &[&str]| {
        ["itemprop", "property"].iter().filter_map(|a| dom.attribute(n, a)).any(|p| {
            p.split_whitespace()
                .any(|p| wanted.contains(&p.rsplit([':', '/']).next().unwrap_or(p).to_lowercase().as_str()))
        })
    };
    let elements = || (0..dom.nodes.len()).filter(|n| !matches!(dom.nodes[*n].tag, "" | "meta"));
    if let Some(found) = elements().filter(|n| has(*n, &["datepublished", "issued"])).find_map(day) {
        return Some(found);
    }
    if let Some(found) =
        elements().filter(|n| dom.nodes[*n].tag == "time" && dom.attribute(*n, "pubdate").is_some()).find_map(day)
    {
        return Some(found);
    }
    if let Some(found) = elements().filter(|n| has(*n, &["datecreated", "created", "date"])).find_map(day) {
        return Some(found);
    }
    let class = |n: usize| {
        let own = dom.attribute(n, "class").unwrap_or("").to_lowercase();
        let parent = dom.attribute(dom.nodes[n].parent as usize, "class").unwrap_or("").to_lowercase();
        (own, parent)
    };
    let changed = |n: usize| {
        let (own, parent) = class(n);
        let text = |node: usize| Some(dom.text(node)).filter(|t| t.len() < 100).unwrap_or_default().to_lowercase();
        let words = text(n);
        [own, parent].iter().any(|c| c.contains("updat") || c.contains("modif"))
            || words.starts_with("updated")
            || words.starts_with("last ")
            || words.starts_with("modified")
            || has(n, &["datemodified", "modified"])
            || before(dom, n)
                .is_some_and(|b| b.ends_with("updated") || b.ends_with("updated on") || b.ends_with("modified"))
    };
    let times: Vec<usize> = elements().filter(|n| *n < end && dom.nodes[*n].tag == "time" && !changed(*n)).collect();
    let named = times.iter().copied().filter(|n| {
        let (own, parent) = class(*n);
        [own, parent].iter().any(|c| {
            ["publish", "posted", "pubdate", "entry-date", "post-date", "article-date"].iter().any(|w| c.contains(w))
        })
    });
    if let Some(found) = named.clone().find_map(day) {
        return Some(found);
    }
    // Times near the article: in it, or after the page's headline.
    let headline = dom.all("h1").filter(|n| *n < end).last().unwrap_or(place.holder).min(place.holder);
    let near = times.iter().copied().filter(|n| *n >= headline);
    if let Some(found) = near.clone().find_map(day) {
        return Some(found);
    }
    None
}

/// The words before an element, in lower case, without the mark after them.
fn before(dom: &Dom, node: usize) -> Option<String> {
    let at = (node.saturating_sub(4)..node).rev().find(|n| !dom.own_text(*n).trim().is_empty())?;
    Some(dom.own_text(at).trim().trim_end_matches([':', ' ']).to_lowercase())
}

/// Words before a date that say what it is the date of.
const LABELS: [&str; 12] = [
    "published",
    "posted",
    "first published",
    "publication date",
    "date published",
    "released",
    "release date",
    "date",
    "issued",
    "created",
    "submitted",
    "added",
];

/// A short text near the article that is a date, or a label and one: "Published: 12 July 2018", "Thursday, July 12, 2018".
pub(super) fn labelled(dom: &Dom, place: &Place<'_>, order: Order) -> Option<NaiveDate> {
    let end = dom.nodes[place.holder].end as usize;
    let mut named = None;
    let mut plain = None;
    for node in 0..end {
        if !dom.nodes[node].tag.is_empty() {
            continue;
        }
        let text = dom.own_text(node).trim();
        if text.len() < 6
            || text.len() > 160
            || !text.bytes().any(|b| b.is_ascii_digit())
            || dom.nodes[dom.nodes[node].parent as usize].tag == "script"
        {
            continue;
        }
        let lower = text.to_lowercase();
        let before = before(dom, node).unwrap_or_default();
        let label = LABELS.iter().filter(|l| lower.starts_with(**l)).map(|l| l.len()).max();
        if lower.starts_with("updated")
            || lower.starts_with("last ")
            || before.ends_with("updated")
            || before.ends_with("modified")
            || lower.starts_with('©')
            || lower.starts_with("copyright")
        {
            continue;
        }
        let rest = text.get(label.unwrap_or(0)..).unwrap_or(text).trim_start_matches([':', ' ', '-', '–', '|', ',']);
        let rest = rest.strip_prefix("on ").unwrap_or(rest);
        let Some(day) =
            parse_date(rest).ok().or_else(|| slashed(rest, order)).filter(|d| d.year() > 1990 && d.year() < 2200)
        else {
            if label.is_some() && named.is_none() {
                named = find(rest).filter(|d| d.year() > 1990 && d.year() < 2200);
            }
            continue;
        };
        if label.is_some() || LABELS.iter().any(|l| before.ends_with(l) || before.ends_with(&format!("{l} on"))) {
            return Some(day);
        }
        let class = [node, dom.nodes[node].parent as usize, dom.nodes[dom.nodes[node].parent as usize].parent as usize]
            .iter()
            .any(|n| dom.attribute(*n, "class").or_else(|| dom.attribute(*n, "id")).is_some_and(dated));
        if class && named.is_none() {
            named = Some(day);
        }
        // A date alone and nothing after it, just above the article or at its head.
        if plain.is_none() && text.len() <= 60 && node + 200 > place.holder {
            plain = Some(day);
        }
    }
    named.or(plain)
}

/// Whether a class or id names a date or the line that has it.
fn dated(name: &str) -> bool {
    let name = name.to_lowercase();
    ["date", "publish", "posted", "byline", "dateline", "timestamp", "submitted", "entry-meta", "post-meta"]
        .iter()
        .any(|w| name.contains(w))
        && !name.contains("updat")
}

/// A date that the text says the page was last changed on: "last edited 2018-07-12 08:00".
pub(super) fn edited(dom: &Dom) -> Option<NaiveDate> {
    let texts = (0..dom.nodes.len()).filter(|n| dom.nodes[*n].tag.is_empty()).map(|n| dom.own_text(n).trim());
    texts.filter(|t| t.len() <= 120).find_map(|text| {
        let lower = text.to_lowercase();
        let label = ["last edited", "last updated", "last modified", "last changed", "updated"]
            .iter()
            .find(|l| lower.contains(*l))?;
        find(text.get(lower.find(label)? + label.len()..)?)
    })
}
