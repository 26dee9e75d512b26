//! The article of a page: its paragraphs, without navigation, notices, teasers and comments.
//!
//! The page is cut into blocks; a block weighs as much as it looks like prose (length, sentence marks, few links). What its name or element says is no
//! article is dropped unless most of the prose is in it. From the root, the way leads into the child that holds most of the weight, as long as there is one.

use super::dom::Dom;

/// Texts in these are never read.
const SKIP: [&str; 16] = [
    "audio", "button", "dialog", "form", "head", "iframe", "label", "noscript", "option", "script", "select", "style",
    "svg", "template", "textarea", "video",
];

/// Elements that hold no article.
const ASIDE: [&str; 5] = ["aside", "figcaption", "figure", "footer", "nav"];

/// Elements in which a text goes on.
const INLINE: [&str; 18] = [
    "", "?", "a", "abbr", "b", "br", "cite", "code", "em", "font", "i", "img", "input", "link", "meta", "small",
    "span", "strong",
];

/// Words in the class or id of what is no article.
const NAMES: [&str; 85] = [
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
    "widget",
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

struct Block {
    /// Its first text node.
    node: u32,
    /// The block element around it.
    holder: u32,
    text: String,
    links: usize,
    weight: u64,
}

/// The article's paragraphs, an empty line between them, and the node that holds it.
pub(super) fn article(dom: &Dom) -> (String, usize) {
    let mut blocks = blocks(dom);
    let sums = sums(dom, &blocks);
    let total = sums.last().copied().unwrap_or(0);
    let mut dropped = vec![false; dom.nodes.len()];
    for (i, node) in dom.nodes.iter().enumerate() {
        dropped[i] = dropped[node.parent as usize] || (unwanted(dom, i) && within(dom, &sums, i) * 5 < total * 2);
    }
    for block in &mut blocks {
        if dropped[block.node as usize] {
            block.weight = 0;
        }
    }
    let sums = self::sums(dom, &blocks);
    let holder = holder(dom, &sums);
    let range = holder..dom.nodes[holder].end as usize;
    let inside: Vec<&Block> =
        blocks.iter().filter(|b| range.contains(&(b.node as usize)) && !dropped[b.node as usize]).collect();
    let mut text = String::new();
    for (i, block) in inside.iter().enumerate() {
        if keep(dom, block, &inside[i + 1..]) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&block.text);
        }
    }
    (text, holder)
}

/// All text, an empty line between blocks.
pub(super) fn all(dom: &Dom) -> String {
    blocks(dom).into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n\n")
}

fn blocks(dom: &Dom) -> Vec<Block> {
    let count = dom.nodes.len();
    let (mut holders, mut skipped, mut linked) = (vec![0u32; count], vec![false; count], vec![false; count]);
    let mut blocks: Vec<Block> = Vec::new();
    let mut raw = String::new();
    let (mut first, mut links, mut breaks) = (0usize, 0, 0);
    let mut current = u32::MAX;
    for (i, node) in dom.nodes.iter().enumerate() {
        let parent = node.parent as usize;
        let id = u32::try_from(i).unwrap_or(u32::MAX);
        holders[i] = if INLINE.contains(&node.tag) || node.tag == "time" { holders[parent] } else { id };
        skipped[i] = (skipped[parent] && i > 0) || SKIP.contains(&node.tag) || concealed(dom, i);
        linked[i] = linked[parent] || node.tag == "a";
        if skipped[i] {
            continue;
        }
        let ends = match node.tag {
            "br" => {
                breaks += 1;
                raw.push('\n');
                breaks > 1
            }
            "" => holders[i] != current,
            _ => !(INLINE.contains(&node.tag) || node.tag == "time"),
        };
        if ends {
            finish(&mut blocks, &mut raw, first, current, links);
            links = 0;
            current = holders[i];
        }
        if node.tag.is_empty() {
            let text = dom.own_text(i);
            if !text.trim().is_empty() {
                breaks = 0;
                if raw.trim().is_empty() {
                    first = i;
                }
                if linked[i] {
                    links += text.trim().len();
                }
            }
            raw.push_str(text);
        }
    }
    finish(&mut blocks, &mut raw, first, current, links);
    for block in &mut blocks {
        block.weight = weight(block);
    }
    blocks
}

fn finish(blocks: &mut Vec<Block>, raw: &mut String, first: usize, holder: u32, links: usize) {
    if !raw.trim().is_empty() {
        let text = super::dom::collapse(raw);
        if !text.is_empty() {
            blocks.push(Block {
                node: u32::try_from(first).unwrap_or(u32::MAX),
                holder: holder.min(u32::MAX - 1),
                text,
                links,
                weight: 0,
            });
        }
    }
    raw.clear();
}

/// How much a block looks like prose.
fn weight(block: &Block) -> u64 {
    let (len, links) = (block.text.len(), block.links);
    if len < 50 || links * 2 > len {
        return 0;
    }
    let own = (len - links.min(len)) as u64;
    let stops = block.text.matches(". ").count() + usize::from(ends_sentence(&block.text));
    match (stops, len) {
        (0, ..200) => own / 8,
        (0, _) => own / 3,
        _ => own,
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']).ends_with(['.', '?', '!', '…', ':'])
}

/// Before each node, the weight of the blocks so far.
fn sums(dom: &Dom, blocks: &[Block]) -> Vec<u64> {
    let mut sums = vec![0; dom.nodes.len() + 1];
    for block in blocks {
        sums[block.node as usize + 1] += block.weight;
    }
    for i in 1..sums.len() {
        sums[i] += sums[i - 1];
    }
    sums
}

fn within(dom: &Dom, sums: &[u64], node: usize) -> u64 {
    let end = (dom.nodes[node].end as usize).min(sums.len() - 1);
    sums[end.max(node)] - sums[node]
}

fn concealed(dom: &Dom, node: usize) -> bool {
    !dom.nodes[node].tag.is_empty()
        && !matches!(dom.nodes[node].tag, "html" | "body")
        && (dom.attribute(node, "hidden").is_some_and(|h| h != "until-found")
            || dom.attribute(node, "style").is_some_and(|s| s.contains("display:none") || s.contains("display: none")))
}

/// Whether an element's tag, role or name says that it holds no article.
fn unwanted(dom: &Dom, node: usize) -> bool {
    let tag = dom.nodes[node].tag;
    if matches!(tag, "" | "html" | "body" | "main" | "article" | "br" | "p") {
        return false;
    }
    ASIDE.contains(&tag)
        || dom.attribute(node, "role").is_some_and(|r| {
            matches!(r, "navigation" | "complementary" | "contentinfo" | "dialog" | "search" | "menu" | "banner")
        })
        || dom.attribute(node, "class").is_some_and(named)
        || dom.attribute(node, "id").is_some_and(named)
}

/// Whether one of the words of a class or id is among [`NAMES`]: "related-links", "sideBar", "post__comments".
fn named(names: &str) -> bool {
    let bytes = names.as_bytes();
    let mut word = [0u8; 16];
    let mut len = 0;
    for i in 0..=bytes.len() {
        let c = bytes.get(i).copied().unwrap_or(b' ');
        let boundary =
            !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && i > 0 && bytes[i - 1].is_ascii_lowercase());
        if boundary {
            if len <= word.len() && std::str::from_utf8(&word[..len]).is_ok_and(|w| NAMES.contains(&w)) {
                return true;
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
    false
}

/// The node that holds the article.
fn holder(dom: &Dom, sums: &[u64]) -> usize {
    let total = sums.last().copied().unwrap_or(0);
    let best = |share: u64, wanted: &dyn Fn(usize) -> bool| {
        (1..dom.nodes.len())
            .filter(|n| wanted(*n))
            .max_by_key(|n| (within(dom, sums, *n), std::cmp::Reverse(*n)))
            .filter(|n| within(dom, sums, *n) * 100 >= total * share)
    };
    let declared =
        best(30, &|n| dom.attribute(n, "itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == "articleBody")));
    let declared = declared.or_else(|| best(50, &|n| dom.nodes[n].tag == "article"));
    let mut at = declared.or_else(|| best(50, &|n| dom.nodes[n].tag == "main")).unwrap_or(0);
    loop {
        let weight = within(dom, sums, at);
        let (mut best, mut child) = (None, at + 1);
        while child < dom.nodes[at].end as usize {
            let inner = within(dom, sums, child);
            if best.is_none_or(|(_, w)| inner > w) {
                best = Some((child, inner));
            }
            child = (dom.nodes[child].end as usize).max(child + 1);
        }
        match best {
            // A single paragraph never is the article, however long.
            Some((child, inner))
                if weight > 0 && inner * 4 >= weight * 3 && !matches!(dom.nodes[child].tag, "" | "p" | "span") =>
            {
                at = child
            }
            _ => return at,
        }
    }
}

fn keep(dom: &Dom, block: &Block, after: &[&Block]) -> bool {
    let tag = dom.nodes[block.holder as usize].tag;
    let (len, links) = (block.text.len(), block.links);
    if tag == "h1" || (len < 160 && invites(&block.text)) {
        return false;
    }
    if matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6") {
        // A heading stands over something.
        return links * 2 <= len && after.first().is_some_and(|b| b.weight > 0);
    }
    if links * 5 > len * 3 {
        return false;
    }
    match tag {
        "p" | "blockquote" | "pre" | "dd" => len >= 25 || ends_sentence(&block.text),
        "li" | "td" => len >= 40 || ends_sentence(&block.text),
        _ => len >= 60 && (ends_sentence(&block.text) || len >= 140),
    }
}

fn invites(text: &str) -> bool {
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
        for name in ["related-links", "sideBar sidebar", "post__comments", "Nav", "x relatedArticles"] {
            assert!(named(name), "{name}");
        }
        for name in ["", "article-body", "canvas", "shareholder", "loading", "administration-of-everything-else"] {
            assert!(!named(name), "{name}");
        }
    }
}
