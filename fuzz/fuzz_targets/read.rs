//! Every reader: the first byte chooses it (one more than there are: by content), the rest is the input. ANNALS_READER=jsonl keeps to that one.
#![no_main]

use annals::read::{Item, Options, READERS, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, input)) = bytes.split_first() else { return };
    let only = std::env::var("ANNALS_READER").ok();
    let format = match only {
        Some(name) => READERS.iter().find(|r| r.name == name),
        None => READERS.get(usize::from(*first) % (READERS.len() + 1)),
    };
    let options = Options { format, max_megabytes: 1, ..Options::default() };
    read_bytes("input", input.to_vec(), &options, &mut |item| {
        if let Item::Document(document) = item {
            assert!(!document.text.trim().is_empty() && !document.id.is_empty());
        }
        true
    });
});
