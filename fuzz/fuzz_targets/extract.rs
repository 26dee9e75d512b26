//! The whole way from a text to what is stored of it.
#![no_main]

use std::sync::LazyLock;

use annals::document::Document;
use annals::extract::Extractor;
use annals::store::Record;
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(None).expect("the built-in rules"));

fuzz_target!(|text: &str| {
    let date = "2018-07-12".parse().ok();
    let document = Document { id: "a".into(), date, text: text.into(), ..Document::default() };
    let extraction = EXTRACTOR.extract(&document);
    for mention in &extraction.mentions {
        assert!(mention.sentence.of(text).contains(mention.trigger.of(text)));
    }
    let _ = Record::new(document, extraction);
});
