//! The article of a page: its paragraphs, without navigation, notices, teasers and comments.
//!
//! The page is cut into blocks; a block weighs as much as it looks like prose (length, sentence marks, few links). What its name or element says is no
//! article is dropped unless most of the prose is in it. From the root, the way leads into the child that holds most of the weight, as long as there is one.

use super::boilerplate::{invites, unwanted};
use super::dom::Dom;
use super::element::{self, INLINE, SKIP, VOID};

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
    if blocks.iter().all(|b| b.weight == 0 || dropped[b.node as usize]) {
        // Nothing else tells anything: a gallery, say, whose captions are the article.
        dropped.fill(false);
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
        holders[i] = if goes_on(node.tag) { holders[parent] } else { id };
        skipped[i] = (skipped[parent] && i > 0) || element::is(node.tag, SKIP) || concealed(dom, i);
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
            tag => !goes_on(tag),
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

/// Whether a text goes on in this element, or behind it.
fn goes_on(tag: &str) -> bool {
    matches!(tag, "" | "?") || element::is(tag, INLINE) || (element::is(tag, VOID) && tag != "hr")
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
