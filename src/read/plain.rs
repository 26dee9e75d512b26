//! Plain text: the whole file is the text.

use super::{Item, Reader, Source, decode};
use crate::document::Document;
use crate::error::Error;

pub(super) const READER: Reader = Reader { name: "text", endings: &["txt", "text"], guess: |_| true, read };

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Item) -> bool) {
    if let Some((text, replaced)) = whole(source, give) {
        give(Item::Document(Document {
            id: source.path.into(),
            path: source.path.into(),
            text,
            replaced,
            ..Document::default()
        }));
    }
}

/// All of the source's text; says so itself where there is none.
pub(super) fn whole(source: &mut Source<'_>, give: &mut dyn FnMut(Item) -> bool) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    if let Err(error) = source.bytes.read_to_end(&mut bytes) {
        give(Item::Failure(Error::io(source.path, error)));
        return None;
    }
    let (text, replaced) = decode(bytes);
    if text.trim().is_empty() {
        give(Item::Failure(source.error(None, "has no text, only white space")));
        return None;
    }
    Some((text, replaced))
}
