//! Who published a document: its metadata says so, or the host of its address.

use serde_json::Value;

use crate::document::Document;

/// Keys of metadata that name a publisher, best first; then those that hold an address.
const NAMES: [&str; 9] =
    ["publisher", "site_name", "og:site_name", "source_domain", "hostname", "domain", "source", "feed", "sitename"];
const ADDRESSES: [&str; 4] = ["url", "link", "canonical", "uri"];

/// The publisher's name, or the host of the document's address; none where nothing tells.
pub(super) fn publisher(document: &Document) -> Option<String> {
    let get = |key: &&str| match document.metadata.get(*key)? {
        Value::String(text) => Some(text.as_str()),
        Value::Object(map) => map.get("name")?.as_str(),
        _ => None,
    };
    let clean = |text: &str| {
        let text = host(text).unwrap_or(text).trim();
        (!text.is_empty() && text.len() <= 200).then(|| text.to_owned())
    };
    NAMES
        .iter()
        .filter_map(get)
        .find_map(clean)
        .or_else(|| ADDRESSES.iter().filter_map(get).chain([document.id.as_str()]).find_map(|a| clean(host(a)?)))
}

/// The host of an address, without "www.".
fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    Some(rest[..end].strip_prefix("www.").unwrap_or(&rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_better_than_an_address() {
        let with = |json: &str, id: &str| {
            let metadata = serde_json::from_str(json).expect("an object");
            publisher(&Document { metadata, id: id.into(), ..Document::default() })
        };
        assert_eq!(
            with(r#"{"publisher": {"name": "The Post"}, "url": "https://a.example/1"}"#, "").as_deref(),
            Some("The Post")
        );
        assert_eq!(with(r#"{"url": "https://www.a.example/1?x"}"#, "").as_deref(), Some("a.example"));
        assert_eq!(with("{}", "http://b.example:80/x").as_deref(), Some("b.example"));
        assert_eq!(with(r#"{"publisher": ""}"#, "notes/1.txt"), None);
    }
}
