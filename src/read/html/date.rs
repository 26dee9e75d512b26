//! When a page was published, by a cascade over what it declares: JSON-LD, meta elements, microdata and `time`, its address, a date line or a
//! labelled date in its text. A date of modification counts only on a page that declares no other.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::declared::Declared;
use super::dom::Dom;
use super::stamp::{Order, declared_day, is_utc};
use super::visible::{edited, labelled, markup};
use crate::document::DateSource;
use crate::read::date::in_path;

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
