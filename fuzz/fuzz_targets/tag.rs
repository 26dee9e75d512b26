//! The tagger of time expressions, over any text; half of the texts have a date.
#![no_main]

use std::sync::LazyLock;

use annals::rules::RuleFiles;
use annals::timex::Tagger;
use libfuzzer_sys::fuzz_target;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::from_files(&RuleFiles::embedded()).expect("the built-in rules"));

fuzz_target!(|text: &str| {
    let date = (text.len() % 2 == 0).then(|| "2018-07-12".parse().ok()).flatten();
    for timex in TAGGER.tag(text, date) {
        assert!(!timex.span.of(text).is_empty());
    }
});
