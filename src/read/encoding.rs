//! Bytes to text: a byte order mark, what is declared, UTF-8, and detection only where those fail.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much is looked at to detect an encoding.
const SAMPLE: usize = 64 * 1024;

/// Decodes `bytes`; broken sequences become U+FFFD and are counted.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> (String, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    // What is valid UTF-8 is UTF-8, whatever it is declared to be; only few other texts are by chance.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let stateful = declared.is_some_and(|d| d.to_ascii_lowercase().starts_with("iso-2022"));
        if !stateful {
            return (text.to_owned(), 0);
        }
    }
    match declared.and_then(|d| Encoding::for_label(d.as_bytes())) {
        Some(encoding) if encoding != UTF_8 => with(encoding, bytes),
        Some(_) => with(UTF_8, bytes),
        None => with(detect(bytes), bytes),
    }
}

/// UTF-8 with a few broken places is UTF-8; else what the bytes look like.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (mut wide, mut broken) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if wide > broken || bytes.len() < 200 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    if encoding == UTF_8 {
        let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
        return (String::from_utf8_lossy(bytes).into_owned(), broken);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    (text.into_owned(), replaced)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn marks_and_declarations_come_before_detection() {
        assert_eq!(decode(b"\xEF\xBB\xBFZo\xC3\xAB", Some("latin1")), ("Zo\u{EB}".into(), 0));
        assert_eq!(decode(b"\xFF\xFEZ\0o\0\xEB\0", None), ("Zo\u{EB}".into(), 0));
        assert_eq!(decode(b"Zo\xEB", Some("iso-8859-1")), ("Zo\u{EB}".into(), 0));
        assert_eq!(decode(b"Zo\xEB", Some("no such charset")), ("Zo\u{FFFD}".into(), 1));
        assert_eq!(decode(b"Zo\xEB and Zo\xC3\xAB", Some("utf-8")), ("Zo\u{FFFD} and Zo\u{EB}".into(), 1));
        assert_eq!(decode("Zoë".as_bytes(), Some("windows-1252")), ("Zoë".into(), 0));
    }

    #[test]
    fn a_long_text_without_a_declaration_is_detected() {
        let latin = "Le ministre a d\u{E9}clar\u{E9} que la soci\u{E9}t\u{E9} serait vendue \u{E0} l'\u{E9}t\u{E9}. "
            .repeat(10);
        let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
        assert_eq!(decode(&bytes, None), (latin, 0));
    }
}
