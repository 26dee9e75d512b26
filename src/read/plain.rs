//! Plain text: the whole file is the text.

use super::encoding::decode;
use super::{Item, Reader, Source};
use crate::document::Document;

pub(super) const READER: Reader =
    Reader { name: "text", sure: false, endings: &["txt", "text"], guess: |_| true, read };

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
    let bytes = source.whole(give)?;
    let (text, replaced) = decode(&bytes, None);
    if text.trim().is_empty() {
        give(Item::Failure(source.error(None, "has no text, only white space")));
        return None;
    }
    Some((text, replaced))
}
