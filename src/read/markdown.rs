//! Markdown, with YAML front matter between `---` lines. The body is kept as it is, markup and all.

use serde_json::{Map, Value};

use super::plain::whole;
use super::{DATE_KEYS, Piece, Reader, Source, set_date};
use crate::document::Document;

pub(super) const READER: Reader = Reader {
    name: "markdown",
    sure: false,
    endings: &["md", "markdown"],
    guess: |head| split_head(head).is_some(),
    read,
};

fn split_head(head: &[u8]) -> Option<()> {
    (head.starts_with(b"---\n") || head.starts_with(b"---\r\n")).then_some(())
}

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some((text, replaced)) = whole(source, give) else {
        return;
    };
    let mut document = Document { id: source.path.into(), path: source.path.into(), replaced, ..Document::default() };
    let mut warning = None;
    match front_matter(&text) {
        Some((yaml, body)) => {
            match serde_norway::from_str::<Value>(yaml) {
                Ok(Value::Object(map)) => warning = describe(&mut document, map),
                Ok(Value::Null) => {}
                // Two thematic breaks with prose between them are no front matter.
                Ok(_) => document.text = text.clone(),
                Err(error) => {
                    let line = error.location().map_or(1, |l| l.line()) + 1;
                    give(Piece::Failure(source.error(
                        Some(line),
                        format!("the front matter is not YAML: {error}; put values with a colon in quotes"),
                    )));
                    return;
                }
            }
            if document.text.is_empty() {
                document.text = body.to_owned();
            }
        }
        None => document.text = text,
    }
    if document.text.trim().is_empty() {
        give(Piece::Failure(source.error(None, "has front matter but no text after it")));
        return;
    }
    if document.title.is_none() {
        document.title = heading(&document.text);
    }
    if let Some(warning) = warning
        && !give(Piece::Warning(warning))
    {
        return;
    }
    give(Piece::Document(document));
}

/// The YAML and what comes after it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Takes id, title and date out of the metadata and keeps the rest.
fn describe(document: &mut Document, mut map: Map<String, Value>) -> Option<crate::error::Error> {
    if let Some(id) = map.shift_remove("id").as_ref().and_then(scalar) {
        document.id = id;
    }
    document.title = map.shift_remove("title").as_ref().and_then(scalar);
    let key = DATE_KEYS.iter().find(|k| map.get(**k).is_some_and(|v| !v.is_null()));
    let warning = key.and_then(|k| {
        let value = map.shift_remove(*k)?;
        set_date(document, None, &scalar(&value).unwrap_or_else(|| value.to_string()))
    });
    document.metadata = map;
    warning
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The first `# heading`.
fn heading(text: &str) -> Option<String> {
    let line = text.lines().take(50).find_map(|l| l.strip_prefix("# "))?;
    let title = line.trim().trim_end_matches('#').trim();
    (!title.is_empty()).then(|| title.to_owned())
}
