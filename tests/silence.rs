//! Texts that speak of events in words and tell none, or whose grammar nobody can tell.

use annals::document::Document;
use annals::extract::Extractor;

/// The triggers of the events of a text that was published on 2018-07-12.
fn triggers(text: &str) -> Vec<String> {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    extractor.extract(&document).mentions.iter().map(|m| m.trigger.of(text).to_owned()).collect()
}

#[test]
fn long_runs_of_words_without_a_mark_tell_nothing() {
    let run = "Senator Lee said today that Northwind opened a plant in Ohio and the state has jobs ".repeat(6);
    assert_eq!(triggers(&run), [""; 0]);
    // The same words are read where marks tell the sentences apart.
    let text = "Senator Lee said today that Northwind opened a plant in Ohio. ".repeat(2);
    assert_eq!(triggers(&text), ["opened"; 2]);
}

#[test]
fn a_paragraph_on_forward_looking_statements_tells_nothing_to_its_end() {
    let text = "Contoso acquired Fabrikam on Monday.\n\nThis release contains forward-looking statements. Risks are that \
                Contoso bought Kestrel at too high a price.\n\nNorthwind opened a plant in Ohio on Tuesday.";
    assert_eq!(triggers(text), ["acquired", "opened"]);
}

#[test]
fn explain_says_that_a_run_of_words_is_not_read() {
    let run = "Northwind opened a plant in Ohio and the state has jobs ".repeat(8);
    let page = Extractor::new(None).expect("the built-in rules compile").explain(&run, None);
    assert!(page.contains("a long run of words without marks: no event is looked for here"), "{page}");
}

#[test]
fn what_nobody_did_is_denied() {
    let text = "No bank was fined in May 2017.";
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let document = Document { text: text.into(), ..Document::default() };
    let found = extractor.extract(&document).mentions;
    assert_eq!(found.iter().map(|m| m.status.name()).collect::<Vec<_>>(), ["denied"]);
}
