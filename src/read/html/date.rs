//! When a page was published, by a cascade over what it declares: JSON-LD, meta elements, microdata and `time`, its address, a date line or a
//! labelled date in its text. A date of modification counts only on a page that declares no other.

use chrono::{DateTime, Datelike, NaiveDate};
use serde_json::{Map, Value};

use super::declared::Declared;
use super::dom::Dom;
use crate::document::DateSource;
use crate::read::date::{find, in_path, parse_date};

/// Names of meta elements that hold the date of publication, best first.
const PUBLISHED: [&str; 58] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "rnews:datepublished",
    "datepublished",
    "article:published",
    "article.published",
    "article_date_original",
    "article:post_date",
    "article:publicationdate",
    "originalpublicationdate",
    "date_published",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "published_date",
    "publisheddate",
    "published_time",
    "published_at",
    "published",
    "publication_date",
    "publication-date",
    "publicationdate",
    "publishtime",
    "pubdate",
    "pub_date",
    "bt:pubdate",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "shareaholic:article_published_time",
    "prism.publicationdate",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.available",
    "dc.date.available",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dcterm:created",
    "dc:date",
    "dc:created",
    "datecreated",
    "date.created",
    "created_time",
    "release_date",
    "releasedate",
    "gentime",
    "displaydate",
    "article_date",
    "date",
    "timestamp",
];

const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article.updated",
];

/// Where the page's text is.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    /// The element that holds the article.
    pub(super) holder: usize,
}

/// The date of publication, and where it was found.
pub(super) fn published(
    dom: &Dom,
    declared: &Declared,
    place: &Place<'_>,
    address: Option<&str>,
) -> Option<(NaiveDate, DateSource)> {
    let order = Order::of(dom);
    let plain = |words: &str| declared_day(words, order);
    let day = |words: &str| Some((declared_day(words, order)?, is_utc(words)));
    let json = || {
        let keys = ["datePublished", "dateCreated", "uploadDate"];
        let in_objects = |objects: &mut dyn Iterator<Item = &Map<String, Value>>, keys: &[&str]| {
            let objects: Vec<_> = objects.collect();
            keys.iter().find_map(|k| objects.iter().find_map(|o| value(o.get(*k)?).and_then(|v| day(&v))))
        };
        in_objects(&mut declared.articles(), &keys)
            .or_else(|| in_objects(&mut declared.objects.iter(), &keys[..1]))
            .or_else(|| declared.broken.iter().find_map(|s| after_key(s, "\"datePublished\"").and_then(day)))
    };
    let metas =
        || PUBLISHED.iter().find_map(|k| declared.metas.iter().filter(|(n, _)| n == k).find_map(|(_, v)| day(v)));
    let url = || {
        let addresses = [declared.canonical.as_deref(), address, declared.meta(&["og:url", "twitter:url"])];
        addresses.into_iter().flatten().find_map(in_path)
    };
    // A stamp in UTC may be a day off from the page's own day; an address that says the neighbouring day knows.
    let own = |(found, utc): (NaiveDate, bool)| {
        let near = |d: &NaiveDate| (*d - found).num_days().abs() == 1;
        url().filter(|d| utc && near(d)).unwrap_or(found)
    };
    json()
        .map(|d| (own(d), DateSource::JsonLd))
        .or_else(|| metas().map(|d| (own(d), DateSource::Meta)))
        .or_else(|| markup(dom, place, order).map(|d| (d, DateSource::Markup)))
        .or_else(|| url().map(|d| (d, DateSource::Url)))
        .or_else(|| crate::read::head::dateline(place.text).map(|d| (d, DateSource::Dateline)))
        .or_else(|| labelled(dom, place, order).map(|d| (d, DateSource::Label)))
        .or_else(|| {
            modified(declared).and_then(|m| plain(&m)).or_else(|| edited(dom)).map(|d| (d, DateSource::Modified))
        })
}

/// Whether a stamp is in UTC: "2018-07-12T02:00:00Z".
fn is_utc(words: &str) -> bool {
    let words = words.trim();
    words.contains(':') && ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|z| words.ends_with(z))
}

/// A date that the text says the page was last changed on: "last edited 2018-07-12 08:00".
fn edited(dom: &Dom) -> Option<NaiveDate> {
    let texts = (0..dom.nodes.len()).filter(|n| dom.nodes[*n].tag.is_empty()).map(|n| dom.own_text(n).trim());
    texts.filter(|t| t.len() <= 120).find_map(|text| {
        let lower = text.to_lowercase();
        let label = ["last edited", "last updated", "last modified", "last changed", "updated"]
            .iter()
            .find(|l| lower.contains(*l))?;
        find(text.get(lower.find(label)? + label.len()..)?)
    })
}

/// The declared date of the last change, as it is written.
pub(super) fn modified(declared: &Declared) -> Option<String> {
    declared
        .articles_first()
        .find_map(|o| value(o.get("dateModified")?))
        .or_else(|| declared.meta(&MODIFIED).map(str::to_owned))
}

fn value(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(items) => items.first().and_then(self::value),
        Value::Object(map) => map.get("@value").and_then(self::value),
        _ => None,
    }
}

/// The string that a key has in JSON that cannot be parsed.
fn after_key<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let rest = &json[json.find(key)? + key.len()..];
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split('"').next()
}

/// Which number of "07/12/2018" is the month, where the page's language tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    MonthFirst,
    DayFirst,
    Unknown,
}

impl Order {
    fn of(dom: &Dom) -> Order {
        let lang = dom.attribute(0, "lang").unwrap_or("").to_lowercase().replace('_', "-");
        match lang.as_str() {
            "en-us" => Order::MonthFirst,
            "" | "en" | "en-ca" => Order::Unknown,
            _ => Order::DayFirst,
        }
    }
}

/// A day as a page declares it: the written forms, also with more around them, and seconds since 1970. Days that no page was published on are defaults of
/// the software that wrote them.
fn declared_day(words: &str, order: Order) -> Option<NaiveDate> {
    let words = words.trim();
    let words = if words.contains('&') { &super::declared::unescape(words) } else { words };
    let parsed =
        parse_date(words).ok().or_else(|| seconds(words)).or_else(|| packed(words)).or_else(|| slashed(words, order));
    let parsed = parsed.or_else(|| (words.len() <= 120).then(|| find(words)).flatten());
    parsed.filter(|d| d.year() > 1700 && d.year() < 2200 && *d != NaiveDate::default())
}

/// "1531382400", "1531382400000".
fn seconds(words: &str) -> Option<NaiveDate> {
    let digits = words.split('.').next().filter(|w| w.bytes().all(|b| b.is_ascii_digit()))?;
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        9 | 10 => number,
        13 => number / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(seconds, 0).map(|t| t.date_naive()).filter(|d| d.year() > 1990)
}

/// "20180712T0800", "20180712080000".
fn packed(words: &str) -> Option<NaiveDate> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if !(digits == 12 || digits == 14) || !(words.starts_with("19") || words.starts_with("20")) {
        return None;
    }
    parse_date(&words[..8]).ok()
}

/// "07/12/2018 08:00", where the order is known or only one can be.
fn slashed(words: &str, order: Order) -> Option<NaiveDate> {
    let first = words.split([' ', 'T', ',']).next()?;
    let mut parts = first.split(['/', '.', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || a.len() > 2 || b.len() > 2 || c.len() != 4 {
        return None;
    }
    let (a, b, year): (u32, u32, i32) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    let dotted = first.contains('.');
    let (month, day) = match (a, b) {
        _ if a == b => (a, b),
        (13.., _) => (b, a),
        (_, 13..) => (a, b),
        _ if dotted => (b, a),
        _ => match order {
            Order::MonthFirst => (a, b),
            Order::DayFirst => (b, a),
            Order::Unknown => return None,
        },
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Microdata, RDFa and `time` elements: what is named as the publication first, then the page's first `time` before or in the article.
fn markup(dom: &Dom, place: &Place<'_>, order: Order) -> Option<NaiveDate> {
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
fn labelled(dom: &Dom, place: &Place<'_>, order: Order) -> Option<NaiveDate> {
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
