//! HTML: the article of a web page, and what the page declares: title, site, address, author, dates.

mod boilerplate;
mod content;
mod date;
mod declared;
mod dom;
mod element;
mod stamp;
mod visible;

use serde_json::Value;

use super::encoding::decode;
use super::{Page, Piece, Reader, Source};
use crate::document::Document;

pub(super) const READER: Reader =
    Reader { name: "html", sure: true, endings: &["html", "htm", "xhtml", "shtml"], guess, read };

fn guess(head: &[u8]) -> bool {
    let mut rest = head;
    // Comments and the XML declaration may come first.
    for _ in 0..8 {
        rest = rest.trim_ascii_start();
        let close: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            _ => break,
        };
        match rest.windows(close.len()).position(|w| w == close) {
            Some(at) => rest = &rest[at + close.len()..],
            None => break,
        }
    }
    let start = rest[..rest.len().min(16)].to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|s| start.starts_with(s.as_bytes()))
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some(bytes) = source.whole(give) else { return };
    let document = Document { id: source.path.into(), path: source.path.into(), ..Document::default() };
    give(Piece::Page(Box::new(Page {
        document,
        bytes,
        parse: |bytes, _, document| page(bytes, None, None, document),
    })));
}

/// Reads a page into a document that has its id and path. `charset` and `address` are what came with it (HTTP).
pub(super) fn page(
    bytes: &[u8],
    charset: Option<&str>,
    address: Option<&str>,
    document: &mut Document,
) -> Result<(), String> {
    let declared = charset.map(str::to_owned).or_else(|| declared_charset(bytes));
    let (page, replaced) = decode(bytes, declared.as_deref());
    document.replaced = replaced;
    markup(&page, address, document)
}

/// The same for a page that is decoded.
fn markup(page: &str, address: Option<&str>, document: &mut Document) -> Result<(), String> {
    let dom = dom::Dom::parse(page);
    if dom.too_deep {
        return Err(format!("its elements are nested deeper than {}; it is no page for people", dom::MAX_DEPTH));
    }
    let declared = declared::Declared::of(&dom);
    let (text, holder) = content::article(&dom);
    let text = match article_body(&declared) {
        Some(body) if body.len() > text.len() * 2 => body,
        _ => text,
    };
    // A page of pictures has at least a description.
    let text = if text.trim().is_empty() {
        declared.meta(&["og:description", "description", "twitter:description"]).map(dom::collapse).unwrap_or_default()
    } else {
        text
    };
    if text.trim().is_empty() {
        return Err("has no text that is more than navigation; --format text reads its source as it is".into());
    }
    let found = date::published(&dom, &declared, &date::Place { text: &text, holder }, address);
    document.date = document.date.or(found.map(|f| f.0));
    document.date_source = document.date_source.or(found.map(|f| f.1));
    document.title = document.title.take().or_else(|| title(&dom, &declared));
    for (key, value) in [
        ("url", declared.canonical.clone().or_else(|| address.map(str::to_owned))),
        ("site", declared.site()),
        ("author", declared.author()),
        ("lang", dom.attribute(0, "lang").map(str::to_owned)),
        ("modified", date::modified(&declared)),
    ] {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            document.metadata.entry(key).or_insert(Value::String(value));
        }
    }
    document.text = text;
    Ok(())
}

/// The text of a piece of HTML, such as an item of a feed: all of it, an empty line between paragraphs. Plain text stays as it is.
pub(super) fn fragment(piece: &str) -> Result<String, String> {
    let marked = piece.contains('<') || piece.contains('&');
    if !marked {
        return Ok(piece.trim().to_owned());
    }
    let dom = dom::Dom::parse(piece);
    if dom.too_deep {
        return Err(format!("its elements are nested deeper than {}; it is no text for people", dom::MAX_DEPTH));
    }
    Ok(content::all(&dom))
}

/// The article's text as JSON-LD has it, for pages that draw it by script.
fn article_body(declared: &declared::Declared) -> Option<String> {
    let body = declared.articles().find_map(|o| o.get("articleBody").and_then(Value::as_str))?;
    let body = if body.contains("</") { dom::Dom::parse(body).text(0) } else { declared::unescape(body) };
    Some(body).filter(|b| b.len() > 200)
}

fn title(dom: &dom::Dom, declared: &declared::Declared) -> Option<String> {
    let title = declared.title().map(|t| dom::collapse(&t)).filter(|t| !t.is_empty());
    let title = title.or_else(|| dom.all("h1").map(|n| dom.text(n)).find(|t| !t.is_empty()));
    title.or_else(|| dom.all("title").map(|n| dom.text(n)).find(|t| !t.is_empty()))
}

/// The charset that a page declares in its first bytes: `<meta charset=…>`, `<meta … content="text/html; charset=…">`, `<?xml … encoding=…?>`.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = |key: &str| head.find(key).map(|at| &head[at + key.len()..]);
    let rest =
        after("charset=").or_else(|| head.trim_start().starts_with("<?xml").then(|| after("encoding=")).flatten())?;
    let name: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}
