//! DOCX: the paragraphs of a Word document, without what was deleted, headers, footers and notes.

use std::io::{Cursor, Read};

use quick_xml::Reader as Xml;
use quick_xml::events::Event;
use serde_json::Value;

use super::{Piece, Reader, Source, date::parse_date, feed, head};
use crate::document::{DateSource, Document};

pub(super) const READER: Reader = Reader { name: "docx", sure: true, endings: &["docx"], guess: office, read };

/// How the names of files begin that an Office document begins with.
const PARTS: [&[u8]; 5] = [b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"customXml/"];

/// Whether a zip archive is an Office document: its first file is a part of one.
pub(super) fn office(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") && head.get(30..).is_some_and(|name| PARTS.iter().any(|p| name.starts_with(p)))
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some(bytes) = source.whole(give) else { return };
    let limit = source.options.limit();
    match document(&bytes, source.path, limit) {
        Ok(document) => give(Piece::Document(document)),
        Err(why) => give(Piece::Failure(source.error(None, why))),
    };
}

fn document(bytes: &[u8], path: &str, limit: u64) -> Result<Document, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("is no DOCX file: {e}"))?;
    let names = archive.file_names().flatten();
    let main = names.map(|n| n.into_owned()).find(|n| n.starts_with("word/document") && n.ends_with(".xml"));
    let main = main.ok_or("is an Office file, but no Word document; of these annals reads DOCX only")?;
    let mut part = |name: &str| -> Result<String, String> {
        let mut bytes = Vec::new();
        let entry = archive.by_name(name).map_err(|e| format!("its part {name} cannot be read: {e}"))?;
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|e| format!("its part {name} cannot be read: {e}"))?;
        if bytes.len() as u64 > limit {
            return Err(format!("its part {name} expands to more than --max-document-size"));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let text = paragraphs(&part(&main)?)?;
    if text.is_empty() {
        return Err("has no text".into());
    }
    let about = part("docProps/core.xml").map(|xml| properties(&xml)).unwrap_or_default();
    let mut document = Document { id: path.into(), path: path.into(), text, ..Document::default() };
    for (name, value) in about {
        match name.as_str() {
            "title" => document.title = Some(value),
            // Who wrote a dateline meant it; the day on which a file was begun may be its template's.
            "created" if head::dateline(&document.text).is_none() => {
                document.date = parse_date(&value).ok();
                document.date_source = document.date.map(|_| DateSource::Metadata);
            }
            "creator" => drop(document.metadata.insert("author".into(), Value::String(value))),
            "modified" => drop(document.metadata.insert("modified".into(), Value::String(value))),
            "language" => drop(document.metadata.insert("lang".into(), Value::String(value))),
            _ => {}
        }
    }
    Ok(document)
}

/// The text, an empty line between paragraphs. One may lie in another: that of a text box in the one that it is anchored at.
fn paragraphs(xml: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    // In `w:t`, and how deep in what older programs show instead of a text box that was read already.
    let (mut inside, mut fallback) = (false, 0usize);
    each(xml, &mut |event| match event {
        Event::Start(tag) => match tag.local_name().as_ref() {
            "Fallback" => fallback += 1,
            _ if fallback > 0 => {}
            "p" => open.push(String::new()),
            name => inside = name == "t",
        },
        Event::End(tag) => match tag.local_name().as_ref() {
            "Fallback" => fallback = fallback.saturating_sub(1),
            "p" if fallback == 0 => {
                let paragraph = open.pop().unwrap_or_default();
                if !paragraph.trim().is_empty() {
                    out.push_str(if out.is_empty() { "" } else { "\n\n" });
                    out.push_str(paragraph.trim());
                }
            }
            _ => inside = false,
        },
        Event::Empty(tag) if fallback == 0 => {
            let mark = match tag.local_name().as_ref() {
                "tab" => "\t",
                "br" | "cr" => "\n",
                "noBreakHyphen" => "-",
                _ => "",
            };
            if let Some(paragraph) = open.last_mut() {
                paragraph.push_str(mark);
            }
        }
        Event::Text(text) if inside && fallback == 0 => {
            if let Some(paragraph) = open.last_mut() {
                paragraph.push_str(text);
            }
        }
        Event::GeneralRef(reference) if inside && fallback == 0 => {
            if let Some(paragraph) = open.last_mut() {
                feed::refer(reference, paragraph);
            }
        }
        _ => {}
    })?;
    Ok(out)
}

/// What the file says of itself: the names of elements without their prefix, and their texts.
fn properties(xml: &str) -> Vec<(String, String)> {
    let (mut all, mut name, mut value) = (Vec::new(), String::new(), String::new());
    let read = each(xml, &mut |event| match event {
        Event::Start(tag) => {
            tag.local_name().as_ref().clone_into(&mut name);
            value.clear();
        }
        Event::Text(text) => value.push_str(text),
        Event::GeneralRef(reference) => feed::refer(reference, &mut value),
        Event::End(_) if !value.trim().is_empty() => {
            all.push((std::mem::take(&mut name), value.trim().to_owned()));
            value.clear();
        }
        _ => {}
    });
    read.map(|()| all).unwrap_or_default()
}

fn each(xml: &str, take: &mut dyn FnMut(&Event<'_>)) -> Result<(), String> {
    let mut xml = Xml::from_str(xml);
    xml.config_mut().check_end_names = false;
    loop {
        match xml.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => take(&event),
            Err(error) => return Err(format!("is broken: {error}")),
        }
    }
}
