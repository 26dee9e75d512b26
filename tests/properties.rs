//! What holds for any text: no panic, spans inside the text, earliest ≤ latest, the same output twice.

use std::sync::LazyLock;

use annals::document::{Document, Span};
use annals::extract::Extractor;
use proptest::prelude::*;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(None).expect("the built-in rules compile"));

/// Words that rules look for, marks, and letters of many scripts, in any order.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Northwind",
        "Contoso",
        "the company",
        "it",
        "its",
        "which",
        "who",
        "bought",
        "was",
        "banned",
        "by",
        "plans",
        "to",
        "launch",
        "a deal",
        "with",
        "Paris",
        "in",
        "May",
        "2018",
        "on",
        "Monday",
        "last",
        "week",
        "said",
        "that",
        "and",
        ",",
        ".",
        "–",
        "“",
        "(",
        ")",
        "$",
        "5",
        "million",
        "not",
        "will",
        "had",
        "of",
        "from",
        "after",
        "buying",
        "'s",
        "’s",
        "U.S.",
        "Inc.",
        "a",
        "month",
        "later",
        "Q3",
        "2018-13-45",
        "February",
        "30",
        "\n",
        "\n\n",
        "é",
        "日本",
        "🎉",
        "?",
    ]);
    prop_oneof![
        prop::collection::vec(word, 0..60).prop_map(|words| words.join(" ")),
        prop::collection::vec(any::<char>(), 0..200).prop_map(|chars| chars.into_iter().collect()),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

fn inside(span: Span, text: &str) -> bool {
    span.start < span.end && text.get(span.start..span.end).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_extracted_soundly(text in text(), dated in any::<bool>()) {
        let date = dated.then(|| "2018-07-12".parse().expect("a date"));
        let document = Document { text: text.clone(), date, ..Document::default() };
        let extraction = EXTRACTOR.extract(&document);
        for sentence in &extraction.sentences {
            prop_assert!(inside(*sentence, &text));
        }
        for timex in &extraction.timexes {
            prop_assert!(inside(timex.span, &text));
            if let Some((earliest, latest)) = timex.interval.and_then(|i| i.earliest.zip(i.latest)) {
                prop_assert!(earliest <= latest, "{:?}", timex);
            }
        }
        for mention in &extraction.mentions {
            prop_assert!(inside(mention.trigger, &text) && inside(mention.sentence, &text));
            prop_assert!(mention.sentence.contains(mention.trigger));
            for argument in &mention.arguments {
                prop_assert!(inside(argument.span, &text));
                prop_assert_eq!(argument.text.as_str(), argument.span.of(&text));
            }
            if let Some((earliest, latest)) = mention.time.interval.earliest.zip(mention.time.interval.latest) {
                prop_assert!(earliest <= latest, "{:?}", mention);
            }
        }
        let again = EXTRACTOR.extract(&document);
        prop_assert_eq!(&extraction.mentions, &again.mentions);
        prop_assert_eq!(&extraction.timexes, &again.timexes);
        prop_assert!(!EXTRACTOR.explain(&text, date).is_empty());
    }
}

/// Megabytes without a sentence end, of one word, of brackets: the work stays linear, so that these end at all.
#[test]
fn long_and_odd_texts_end() {
    for unit in ["Monday ", "1 2 3 4 ", "Northwind bought Contoso and ", "((((", "a", "the company said it "] {
        let document = Document { text: unit.repeat(300_000 / unit.len()), ..Document::default() };
        let extraction = EXTRACTOR.extract(&document);
        assert!(!extraction.sentences.is_empty());
    }
}

#[test]
fn a_start_behind_the_text_leaves_its_end_open() {
    let text = "will from February its Northwind banned last Northwind";
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    for mention in EXTRACTOR.extract(&document).mentions {
        let interval = mention.time.interval;
        assert!(interval.earliest.zip(interval.latest).is_none_or(|(lo, hi)| lo <= hi), "{mention:?}");
    }
}
