//! The elements that somebody here asks for, and what they are to a text. All others are "?".

/// A text goes on in it.
pub(super) const INLINE: u8 = 1;
/// It ends a paragraph that is still open.
pub(super) const ENDS_P: u8 = 2;
/// It holds nothing.
pub(super) const VOID: u8 = 4;
/// Texts in it are never read.
pub(super) const SKIP: u8 = 8;
/// It holds no article.
pub(super) const ASIDE: u8 = 16;

/// Names in their order, and what they are.
const ELEMENTS: [(&str, u8); 75] = [
    ("a", INLINE),
    ("abbr", INLINE),
    ("address", ENDS_P),
    ("article", ENDS_P),
    ("aside", ENDS_P | ASIDE),
    ("audio", SKIP),
    ("b", INLINE),
    ("blockquote", ENDS_P),
    ("body", 0),
    ("br", VOID),
    ("button", SKIP),
    ("caption", 0),
    ("center", ENDS_P),
    ("cite", INLINE),
    ("code", INLINE),
    ("dd", 0),
    ("details", ENDS_P),
    ("dialog", SKIP),
    ("div", ENDS_P),
    ("dl", ENDS_P),
    ("dt", 0),
    ("em", INLINE),
    ("fieldset", ENDS_P),
    ("figcaption", ENDS_P | ASIDE),
    ("figure", ENDS_P | ASIDE),
    ("font", INLINE),
    ("footer", ENDS_P | ASIDE),
    ("form", ENDS_P | SKIP),
    ("h1", ENDS_P),
    ("h2", ENDS_P),
    ("h3", ENDS_P),
    ("h4", ENDS_P),
    ("h5", ENDS_P),
    ("h6", ENDS_P),
    ("head", SKIP),
    ("header", ENDS_P),
    ("hr", ENDS_P | VOID),
    ("html", 0),
    ("i", INLINE),
    ("iframe", SKIP),
    ("img", VOID),
    ("input", VOID),
    ("label", SKIP),
    ("li", 0),
    ("link", VOID),
    ("main", ENDS_P),
    ("meta", VOID),
    ("nav", ENDS_P | ASIDE),
    ("noscript", SKIP),
    ("ol", ENDS_P),
    ("option", SKIP),
    ("p", ENDS_P),
    ("picture", 0),
    ("pre", ENDS_P),
    ("script", SKIP),
    ("section", ENDS_P),
    ("select", SKIP),
    ("small", INLINE),
    ("span", INLINE),
    ("strong", INLINE),
    ("style", SKIP),
    ("summary", 0),
    ("svg", SKIP),
    ("table", 0),
    ("tbody", 0),
    ("td", 0),
    ("template", SKIP),
    ("textarea", SKIP),
    ("th", 0),
    ("thead", 0),
    ("time", INLINE),
    ("title", 0),
    ("tr", 0),
    ("ul", ENDS_P),
    ("video", SKIP),
];

/// How many there are.
pub(super) const COUNT: usize = ELEMENTS.len();

/// The place of a tag in the list; [`COUNT`] for all others.
pub(super) fn place(tag: &str) -> usize {
    ELEMENTS.binary_search_by(|e| e.0.cmp(tag)).unwrap_or(COUNT)
}

/// The tag of this name.
pub(super) fn known(name: &[u8]) -> &'static str {
    ELEMENTS.binary_search_by(|e| e.0.as_bytes().cmp(name)).map_or("?", |i| ELEMENTS[i].0)
}

/// Whether a tag is all of `what`.
pub(super) fn is(tag: &str, what: u8) -> bool {
    ELEMENTS.get(place(tag)).is_some_and(|e| e.1 & what == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        assert!(ELEMENTS.is_sorted());
        assert!(is("footer", ENDS_P | ASIDE) && !is("p", INLINE) && !is("?", INLINE) && !is("", 0));
        assert_eq!((known(b"p"), known(b"blink"), place("blink")), ("p", "?", COUNT));
    }
}
