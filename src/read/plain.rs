//! Plain text: the whole file is the text.

use super::encoding::decode;
use super::{Piece, Reader, Source};
use crate::document::Document;

pub(super) const READER: Reader =
    Reader { name: "text", sure: false, endings: &["txt", "text"], guess: |_| true, read };

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    if let Some((text, replaced)) = whole(source, give) {
        give(Piece::Document(Document {
            id: source.path.into(),
            path: source.path.into(),
            text,
            replaced,
            ..Document::default()
        }));
    }
}

/// All of the source's text; says so itself where there is none.
pub(super) fn whole(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) -> Option<(String, usize)> {
    let bytes = source.whole(give)?;
    let (text, replaced) = decode(&bytes, None);
    if text.trim().is_empty() {
        give(Piece::Failure(source.error(None, "has no text, only white space")));
        return None;
    }
    Some((text, replaced))
}
