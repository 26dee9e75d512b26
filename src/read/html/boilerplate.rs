//! What stands on a page beside its article: navigation, notices, teasers, comments, by their names and by how they begin.

use super::dom::Dom;
use super::element::{self, ASIDE};

/// Words in the class or id of what is no article.
const NAMES: [&str; 84] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "carousel",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "cta",
    "disqus",
    "donate",
    "donation",
    "follow",
    "foot",
    "footer",
    "footnotes",
    "gallery",
    "gdpr",
    "hidden",
    "infobox",
    "keywords",
    "login",
    "masthead",
    "menu",
    "metadata",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "popular",
    "popup",
    "print",
    "promo",
    "promos",
    "promoted",
    "promotion",
    "rail",
    "recirc",
    "recirculation",
    "recommend",
    "recommendations",
    "recommended",
    "related",
    "relatedlinks",
    "sharing",
    "share",
    "shares",
    "sharebar",
    "sidebar",
    "signup",
    "skip",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "taglist",
    "teaser",
    "teasers",
    "toolbar",
    "trending",
    "tooltip",
];

/// How short blocks begin that invite or credit instead of telling.
const INVITES: [&str; 33] = [
    "advertisement",
    "all rights reserved",
    "also read",
    "also see",
    "by signing up",
    "click here",
    "click to",
    "copyright",
    "download our",
    "follow us",
    "follow our",
    "for more information, visit",
    "get the latest",
    "get our",
    "image caption",
    "image:",
    "image source",
    "join our",
    "listen to this article",
    "more:",
    "more on this",
    "photo:",
    "photograph:",
    "read also",
    "read more",
    "read next",
    "related:",
    "see also",
    "share this",
    "sign up",
    "subscribe",
    "this article was originally published",
    "watch:",
];

/// Whether an element's tag, role or name says that it holds no article.
pub(super) fn unwanted(dom: &Dom, node: usize) -> bool {
    let tag = dom.nodes[node].tag;
    if matches!(tag, "" | "html" | "body" | "main" | "article" | "br" | "p") {
        return false;
    }
    element::is(tag, ASIDE)
        || dom.attribute(node, "role").is_some_and(|r| {
            matches!(r, "navigation" | "complementary" | "contentinfo" | "dialog" | "search" | "menu" | "banner")
        })
        || dom.attribute(node, "class").is_some_and(named)
        || dom.attribute(node, "id").is_some_and(named)
}

/// Words that make a widget a part of the article: builders of pages call every block so.
const TELLING: [&str; 6] = ["article", "content", "editor", "paragraph", "story", "text"];

/// Whether one of the words of a class or id is among [`NAMES`]: "related-links", "sideBar", "post__comments".
fn named(names: &str) -> bool {
    let bytes = names.as_bytes();
    let mut word = [0u8; 16];
    let mut len = 0;
    let (mut widget, mut told) = (false, false);
    for i in 0..=bytes.len() {
        let c = bytes.get(i).copied().unwrap_or(b' ');
        let boundary =
            !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && i > 0 && bytes[i - 1].is_ascii_lowercase());
        if boundary {
            if let Some(Ok(word)) = word.get(..len).map(std::str::from_utf8) {
                if word == "widget" {
                    widget = true;
                } else if NAMES.contains(&word) {
                    return true;
                }
                told |= TELLING.contains(&word);
            }
            len = 0;
        }
        if c.is_ascii_alphabetic() {
            if len < word.len() {
                word[len] = c.to_ascii_lowercase();
            }
            len += 1;
        }
    }
    widget && !told
}

/// Whether a short block invites or credits instead of telling.
pub(super) fn invites(text: &str) -> bool {
    let start: String = text
        .trim_start_matches(['(', '[', '*', '©', '-', '•', ' '])
        .chars()
        .take(40)
        .collect::<String>()
        .to_lowercase();
    text.starts_with('©') || INVITES.iter().any(|i| start.starts_with(i))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_read_word_by_word() {
        for name in
            ["related-links", "sideBar sidebar", "post__comments", "Nav", "x relatedArticles", "widget widget_recent"]
        {
            assert!(named(name), "{name}");
        }
        for name in [
            "",
            "article-body",
            "article-widget article-widget-text",
            "elementor-widget-text-editor",
            "canvas",
            "shareholder",
            "loading",
            "administration-of-everything-else",
        ] {
            assert!(!named(name), "{name}");
        }
    }
}
