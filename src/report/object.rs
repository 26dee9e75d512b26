//! JSON objects with keys that are known, written straight into bytes: a line of the JSONL contract holds hundreds of them, and serde writes each quote and
//! comma by itself.

use chrono::NaiveDate;

use crate::document::iso_bytes;

/// An object that is being written; [`Object::end`] closes it.
#[must_use = "an object must be closed"]
pub(super) struct Object<'o> {
    out: &'o mut Vec<u8>,
    /// What stands before the next key.
    before: u8,
}

impl<'o> Object<'o> {
    /// Opens an object at the end of `out`.
    pub(super) fn new(out: &'o mut Vec<u8>) -> Object<'o> {
        Object { out, before: b'{' }
    }

    /// Writes a key, of letters only, and gives where its value goes. Inlined, as a key whose length is known is copied without a call.
    #[inline(always)]
    pub(super) fn value(&mut self, key: &'static str) -> &mut Vec<u8> {
        // Room for quotes, colon and what stands before, asked for once.
        self.out.reserve(key.len() + 4);
        self.out.push(self.before);
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.before = b',';
        self.out
    }

    #[inline]
    pub(super) fn text(&mut self, key: &'static str, value: &str) {
        text(value, self.value(key));
    }

    /// A text of which it is known that nothing in it must be escaped.
    #[inline]
    pub(super) fn name(&mut self, key: &'static str, name: &'static str) {
        let out = self.value(key);
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.push(b'"');
    }

    /// A text, or null.
    #[inline]
    pub(super) fn text_if_any(&mut self, key: &'static str, value: Option<&str>) {
        match value {
            Some(value) => self.text(key, value),
            None => self.null(key),
        }
    }

    #[inline]
    pub(super) fn number(&mut self, key: &'static str, value: usize) {
        // Memory does not fail.
        let _ = serde_json::to_writer(self.value(key), &value);
    }

    /// A letter and a number, as a text: "t3".
    #[inline]
    pub(super) fn label(&mut self, key: &'static str, letter: u8, number: usize) {
        let out = self.value(key);
        out.extend([b'"', letter]);
        // Memory does not fail.
        let _ = serde_json::to_writer(&mut *out, &number);
        out.push(b'"');
    }

    /// A day as ISO text, or null.
    #[inline]
    pub(super) fn day(&mut self, key: &'static str, value: Option<NaiveDate>) {
        let Some(day) = value.and_then(iso_bytes) else { return self.null(key) };
        let out = self.value(key);
        out.push(b'"');
        out.extend(day);
        out.push(b'"');
    }

    /// A list, each item written by `write`.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(T, &mut Vec<u8>),
    ) {
        let out = self.value(key);
        out.push(b'[');
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            write(item, out);
        }
        out.push(b']');
    }

    #[inline]
    fn null(&mut self, key: &'static str) {
        self.value(key).extend(*b"null");
    }

    /// Closes it.
    pub(super) fn end(self) {
        if self.before == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }
}

/// Writes a text in quotes. Most texts hold nothing that must be escaped.
pub(super) fn text(value: &str, out: &mut Vec<u8>) {
    let escaped = value.bytes().fold(false, |any, b| any | (b < b' ') | (b == b'"') | (b == b'\\'));
    if escaped {
        // Memory does not fail.
        let _ = serde_json::to_writer(out, value);
        return;
    }
    out.reserve(value.len() + 2);
    out.push(b'"');
    out.extend_from_slice(value.as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_object_without_keys_is_closed() {
        let mut out = Vec::new();
        Object::new(&mut out).end();
        assert_eq!(out, b"{}");
    }

    proptest! {
        #[test]
        fn texts_are_written_as_serde_writes_them(value in any::<String>()) {
            let mut out = Vec::new();
            text(&value, &mut out);
            prop_assert_eq!(out, serde_json::to_vec(&value).expect("a text"));
        }

        #[test]
        fn objects_read_back(name in any::<String>(), number in any::<u32>(), items in prop::collection::vec(any::<String>(), 0..4)) {
            let day = NaiveDate::from_ymd_opt(2018, 7, 12);
            let mut out = Vec::new();
            let mut object = Object::new(&mut out);
            object.text("name", &name);
            object.number("number", number as usize);
            object.day("day", day);
            object.day("never", None);
            object.list("items", items.iter(), |item, out| text(item, out));
            object.end();
            let read: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
            let expected = serde_json::json!({"name": name, "number": number, "day": "2018-07-12", "never": null, "items": items});
            prop_assert_eq!(read, expected);
        }
    }
}
