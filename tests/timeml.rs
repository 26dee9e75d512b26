//! What `annals tag --to timeml` writes is XML that another program's parser reads back to the same text and the same expressions.

use std::sync::LazyLock;

use annals::document::Document;
use annals::report::timeml::timeml;
use annals::timex::Tagger;
use proptest::prelude::*;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::english().expect("the built-in rules compile"));

/// The characters that XML 1.0 can hold.
fn held(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Tags `text`, parses the TimeML, and looks at everything that it says.
fn read_back(text: &str, id: &str, title: &str) {
    let date = chrono::NaiveDate::from_ymd_opt(2018, 7, 12);
    let document =
        Document { id: id.into(), title: Some(title.into()), text: text.into(), date, ..Document::default() };
    let timexes = TAGGER.tag(text, date);
    let xml = timeml(&document, &timexes);
    let parsed = roxmltree::Document::parse(&xml).unwrap_or_else(|e| panic!("{e} in {xml}"));
    let root = parsed.root_element();
    let child =
        |name: &str| root.children().find(|n| n.has_tag_name(name)).unwrap_or_else(|| panic!("no {name}: {xml}"));
    let words = |node: roxmltree::Node<'_, '_>| {
        node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect::<String>()
    };
    let kept = |text: &str| text.chars().filter(|c| held(*c)).collect::<String>();

    assert_eq!(root.tag_name().name(), "TimeML");
    assert_eq!(words(child("DOCID")), kept(id));
    assert_eq!(words(child("TITLE")), kept(title));
    assert_eq!(words(child("TEXT")), kept(text), "the text changed");

    let tagged: Vec<_> = child("TEXT").children().filter(roxmltree::Node::is_element).collect();
    let told: Vec<_> = tagged.iter().map(|n| (words(*n), n.attribute("value"), n.attribute("type"))).collect();
    let given: Vec<_> =
        timexes.iter().map(|t| (kept(t.span.of(text)), Some(t.value.as_str()), Some(t.kind.name()))).collect();
    assert_eq!(told, given);
    let ids: Vec<_> = parsed.descendants().filter_map(|n| n.attribute("tid")).collect();
    for node in &tagged {
        assert!(ids.iter().filter(|id| Some(**id) == node.attribute("tid")).count() == 1, "two ids alike: {xml}");
        for attribute in ["beginPoint", "endPoint", "anchorTimeID"] {
            assert!(
                node.attribute(attribute).is_none_or(|other| ids.contains(&other)),
                "{attribute} to nothing: {xml}"
            );
        }
    }
}

#[test]
fn expressions_of_every_kind_are_read_back() {
    read_back(
        "It ran from March 3-5, 2019, <i>twice a week</i> & for \"two to three weeks\", until 5 p.m. EST on Friday; in 480 BC, \
         at the end of last year, daily, more than ten years ago.\r\nThree days later it broke off. It's now closed.",
        "a<b>&\"c\".html",
        "Profit & <loss>",
    );
}

#[test]
fn what_xml_cannot_hold_is_left_out_inside_expressions_too() {
    read_back(
        "\u{0}\u{1f}May 5,\u{8} 2018\u{fffe}\u{b}, ]]> last\u{c}week \u{feff}\u{85}\u{2028}",
        "\u{7}",
        "\u{1b}[31m",
    );
}

#[test]
fn every_example_of_the_rules_is_read_back() {
    for rule in TAGGER.rules() {
        for (words, _) in rule.examples {
            read_back(words, "x", words);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_back(
        parts in prop::collection::vec(
            prop_oneof![
                any::<char>().prop_map(String::from),
                prop::sample::select(vec!["May 5, 2018", "last week", " ", "<", "]]>", "&amp;", "\r\n", "\r", "every day ", "two to three weeks"])
                    .prop_map(String::from),
            ],
            0..40,
        ),
    ) {
        let text: String = parts.concat();
        read_back(&text, &text, &text);
    }
}
