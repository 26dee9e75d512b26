//! What the formats of other programs share: a line that says what a fact is, and where it comes from.

use std::borrow::Cow;

use super::word::{date, safe};
use crate::store::Entry;

/// "Northwind → Contoso (acquisition, planned)".
pub(super) fn headline(entry: &Entry) -> String {
    let who = match (entry.agents.is_empty(), entry.targets.is_empty()) {
        (false, false) => format!("{} → {}", entry.agents.join(", "), entry.targets.join(", ")),
        (false, true) => entry.agents.join(", "),
        (true, false) => entry.targets.join(", "),
        (true, true) => entry.trigger.clone(),
    };
    let status = if entry.status == "happened" { String::new() } else { format!(", {}", entry.status) };
    safe(&format!("{who} ({}{status})", entry.kind)).into_owned()
}

/// The title of the leading document, or its key.
pub(super) fn source(entry: &Entry) -> Cow<'_, str> {
    safe(entry.document.as_deref().unwrap_or(&entry.document_key))
}

/// The date in words, quoted as the text has it where it is not one day.
pub(super) fn told(entry: &Entry) -> String {
    match entry.expression.as_deref() {
        Some(words) if entry.date_earliest != entry.date_latest => format!("{} (“{}”)", date(entry), safe(words)),
        _ => date(entry),
    }
}

/// At most `most` characters, cut with "…".
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
        None => Cow::Borrowed(text),
    }
}
