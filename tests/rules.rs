//! Every example of every rule in data/en runs here, as `annals check` runs them for a user's own rules.

use annals::extract::Extractor;

#[test]
fn every_example_gives_what_it_says() {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let checked = extractor.check();
    assert!(checked.examples > 500, "only {} examples ran", checked.examples);
    assert!(
        checked.failures.is_empty(),
        "{} of {} examples failed:\n{}",
        checked.failures.len(),
        checked.examples,
        checked.failures.join("\n")
    );
}
