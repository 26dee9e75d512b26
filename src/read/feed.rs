//! RSS and Atom: a document an item, with the text that the feed holds of it (nothing is fetched).

use quick_xml::Reader as Xml;
use quick_xml::events::{BytesRef, Event};
use serde_json::Value;

use super::encoding::decode;
use super::{Piece, Reader, Source, date::parse_date, html};
use crate::document::{DateSource, Document};

pub(super) const READER: Reader =
    Reader { name: "feed", sure: true, endings: &["rss", "atom", "rdf", "xml"], guess, read };

fn guess(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(2048)]);
    let mut rest = head.trim_start();
    while let Some(inner) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        rest = inner.split_once('>').map_or("", |(_, r)| r).trim_start();
    }
    ["<rss", "<feed", "<rdf:RDF"].iter().any(|s| rest.starts_with(s))
}

/// What an item says; each the best that was seen so far.
#[derive(Default)]
struct Entry {
    title: String,
    link: String,
    id: String,
    published: String,
    updated: String,
    author: String,
    summary: String,
    content: String,
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some(bytes) = source.whole(give) else { return };
    let (text, replaced) = decode(&bytes, html::declared_charset(&bytes).as_deref());
    let mut xml = Xml::from_str(&text);
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    xml.config_mut().allow_dangling_amp = true;
    let (mut entry, mut items): (Option<Entry>, usize) = (None, 0);
    // The element inside the item that text belongs to, how deep in it we are, and its text.
    let (mut field, mut depth, mut words) = (String::new(), 0usize, String::new());
    // What the feed as a whole declares: RSS in an element, Atom in an attribute.
    let (mut language, mut declares) = (String::new(), false);
    loop {
        match xml.read_event() {
            Err(error) => {
                let message = format!("is broken after item {items}: {error}");
                give(Piece::Failure(source.error(None, message)));
                return;
            }
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if entry.is_none() {
                    declares = local(&name) == "language";
                    if name == "feed"
                        && let Some(own) = tag.attributes().flatten().find(|a| a.key.as_ref() == "xml:lang")
                    {
                        language = own.value.into_owned();
                    }
                    if matches!(local(&name), "item" | "entry") {
                        entry = Some(Entry::default());
                        (field, depth) = (String::new(), 0);
                    }
                } else if depth == 0 {
                    link(&tag, entry.as_mut());
                    words.clear();
                    (field, depth) = (name, 1);
                } else {
                    // XHTML inside of Atom is read as the HTML that it is.
                    words.push('<');
                    words.push_str(local(&name));
                    words.push('>');
                    depth += 1;
                }
            }
            Ok(Event::Empty(tag)) => {
                if depth == 0 {
                    link(&tag, entry.as_mut());
                } else {
                    words.push_str("<br>");
                }
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if depth > 1 {
                    depth -= 1;
                    words.push_str("</");
                    words.push_str(local(&name));
                    words.push('>');
                } else if depth == 1 {
                    depth = 0;
                    if let Some(entry) = entry.as_mut() {
                        take(entry, &field, words.trim());
                    }
                } else if matches!(local(&name), "item" | "entry")
                    && let Some(entry) = entry.take()
                {
                    items += 1;
                    let going = match document(source.path, items, entry, &language, replaced) {
                        Ok(document) => give(Piece::Document(document)),
                        Err(message) => give(Piece::Failure(source.error(None, message))),
                    };
                    if !going {
                        return;
                    }
                }
            }
            Ok(Event::Text(t)) if declares && entry.is_none() => {
                language.push_str(t.trim());
                declares = false;
            }
            Ok(Event::Text(t)) if depth > 0 => words.push_str(&t),
            Ok(Event::CData(t)) if depth > 0 => words.push_str(&t),
            Ok(Event::GeneralRef(r)) if depth > 0 => refer(&r, &mut words),
            Ok(_) => {}
        }
    }
    if items == 0 {
        give(Piece::Failure(source.error(None, "is a feed without items, or XML of another kind")));
    }
}

/// Writes the character that a reference stands for; one that XML does not know stays as it is.
pub(super) fn refer(reference: &BytesRef<'_>, words: &mut String) {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        words.push(c);
        return;
    }
    match &**reference {
        "lt" => words.push('<'),
        "gt" => words.push('>'),
        "amp" => words.push('&'),
        "quot" => words.push('"'),
        "apos" => words.push('\''),
        name => {
            words.push('&');
            words.push_str(name);
            words.push(';');
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Atom's `<link href=…>`, unless it leads to something else than the item.
fn link(tag: &quick_xml::events::BytesStart<'_>, entry: Option<&mut Entry>) {
    let (Some(entry), "link") = (entry, tag.name().as_ref()) else { return };
    let attribute =
        |name: &str| tag.attributes().flatten().find(|a| a.key.as_ref() == name).map(|a| a.value.replace("&amp;", "&"));
    let itself = attribute("rel").is_none_or(|r| r == "alternate");
    if let Some(href) = attribute("href").filter(|_| itself && entry.link.is_empty()) {
        entry.link = href;
    }
}

fn take(entry: &mut Entry, field: &str, words: &str) {
    let place = match field {
        "title" => &mut entry.title,
        "link" => &mut entry.link,
        "guid" | "id" => &mut entry.id,
        "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" | "created" => {
            &mut entry.published
        }
        "updated" | "modified" | "dcterms:modified" | "atom:updated" => &mut entry.updated,
        "author" | "dc:creator" => &mut entry.author,
        "description" | "summary" => &mut entry.summary,
        "content:encoded" | "content" => &mut entry.content,
        _ => return,
    };
    if place.is_empty() {
        words.clone_into(place);
    }
}

fn document(path: &str, number: usize, entry: Entry, language: &str, replaced: usize) -> Result<Document, String> {
    let best = if entry.content.len() > entry.summary.len() { &entry.content } else { &entry.summary };
    let text = html::fragment(best)?;
    if text.is_empty() {
        return Err(format!("item {number} has no text, only a title and a link; annals fetches nothing"));
    }
    let id = [&entry.id, &entry.link]
        .into_iter()
        .find(|i| !i.is_empty())
        .cloned()
        .unwrap_or_else(|| format!("{path}#{number}"));
    let title = Some(html::fragment(&entry.title)?).filter(|t| !t.is_empty());
    let mut document = Document { id, path: path.into(), title, text, replaced, ..Document::default() };
    for (words, from) in [(&entry.published, DateSource::Metadata), (&entry.updated, DateSource::Modified)] {
        if let Some(day) = parse_date(words).ok().filter(|_| document.date.is_none()) {
            (document.date, document.date_source) = (Some(day), Some(from));
        }
    }
    for (key, value) in [
        ("url", entry.link),
        ("author", html::fragment(&entry.author)?),
        ("lang", language.to_owned()),
        ("modified", entry.updated),
    ] {
        if !value.is_empty() {
            document.metadata.insert(key.into(), Value::String(value));
        }
    }
    Ok(document)
}
