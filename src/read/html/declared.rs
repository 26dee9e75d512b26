//! What a page declares of itself: meta elements and JSON-LD.

use serde_json::{Map, Value};

use super::dom::Dom;

/// The declarations of a page.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Meta elements in their order: the name (or property, or itemprop) in lower case, and the content.
    pub(super) metas: Vec<(String, String)>,
    /// Objects of the page's JSON-LD that stand for the page or something on it.
    pub(super) objects: Vec<Map<String, Value>>,
    /// JSON-LD that is no JSON, for a look at single keys.
    pub(super) broken: Vec<String>,
    pub(super) canonical: Option<String>,
}

impl Declared {
    pub(super) fn of(dom: &Dom) -> Declared {
        let mut declared = Declared::default();
        for node in dom.all("meta") {
            let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| dom.attribute(node, a));
            if let (Some(key), Some(content)) = (key, dom.attribute(node, "content"))
                && !content.trim().is_empty()
            {
                declared.metas.push((key.trim().to_lowercase(), content.trim().to_owned()));
            }
        }
        for node in dom.all("script") {
            if dom.attribute(node, "type").is_some_and(|t| t.trim().to_lowercase().starts_with("application/ld+json")) {
                declared.json(&dom.text_of_script(node));
            }
        }
        let link =
            dom.all("link").find(|n| dom.attribute(*n, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")));
        declared.canonical =
            link.and_then(|n| dom.attribute(n, "href")).filter(|h| h.starts_with("http")).map(str::to_owned);
        if declared.canonical.is_none() {
            declared.canonical = declared.meta(&["og:url"]).filter(|u| u.starts_with("http")).map(str::to_owned);
        }
        declared
    }

    /// The first of `keys` that a meta element has.
    pub(super) fn meta(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|k| self.metas.iter().find(|(name, _)| name == k)).map(|(_, content)| content.as_str())
    }

    fn json(&mut self, script: &str) {
        // Line ends in strings are no JSON, but common.
        let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let clean =
            clean.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let clean = clean
            .trim_end_matches("-->")
            .trim_end_matches("//]]>")
            .trim_end_matches("]]>")
            .trim()
            .trim_end_matches(';');
        match serde_json::from_str::<Value>(clean) {
            Ok(value) => self.collect(value),
            Err(_) => self.broken.push(clean.to_owned()),
        }
    }

    fn collect(&mut self, value: Value) {
        match value {
            Value::Array(items) => items.into_iter().for_each(|v| self.collect(v)),
            Value::Object(mut map) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if map.get(key).is_some_and(|v| v.is_array() || v.is_object())
                        && let Some(inner) = map.remove(key)
                    {
                        self.collect(inner);
                    }
                }
                self.objects.push(map);
            }
            _ => {}
        }
    }

    /// The objects that are articles, then the others.
    pub(super) fn articles_first(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.articles().chain(self.objects.iter().filter(|o| !is_article(o)))
    }

    pub(super) fn articles(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.objects.iter().filter(|o| is_article(o))
    }

    pub(super) fn title(&self) -> Option<String> {
        let headline = self.articles().find_map(|o| o.get("headline").and_then(Value::as_str)).map(unescape);
        headline.or_else(|| self.meta(&["og:title", "twitter:title", "dc.title", "parsely-title"]).map(str::to_owned))
    }

    pub(super) fn site(&self) -> Option<String> {
        let site = self.meta(&["og:site_name", "application-name"]).map(str::to_owned);
        site.or_else(|| self.articles_first().find_map(|o| name(o.get("publisher")?)))
    }

    pub(super) fn author(&self) -> Option<String> {
        let author = self.articles().find_map(|o| name(o.get("author")?));
        let plain = |a: &&str| !a.starts_with("http") && a.len() < 200;
        author.or_else(|| {
            self.meta(&[
                "author",
                "article:author",
                "byl",
                "parsely-author",
                "sailthru.author",
                "dc.creator",
                "dcterms.creator",
            ])
            .filter(plain)
            .map(str::to_owned)
        })
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let article = |kind: &str| {
        ["Article", "Posting", "Report", "Review"].iter().any(|a| kind.contains(a)) && !kind.contains("AggregateR")
    };
    match object.get("@type") {
        Some(Value::String(kind)) => article(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(article),
        _ => false,
    }
}

/// The names of a person, an organisation or several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(unescape(s)).filter(|s| !s.trim().is_empty() && !s.starts_with("http")),
        Value::Object(map) => map.get("name").and_then(name),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().take(20).filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// JSON-LD often holds text as HTML has it.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.trim().to_owned();
    }
    super::dom::Dom::parse(&text.replace('<', "&lt;")).text(0)
}
