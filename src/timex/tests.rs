//! Every example of the rules, and what must hold for any text.

use super::Tagger;

#[test]
fn every_example_of_every_rule_holds() {
    let tagger = Tagger::english().unwrap_or_else(|e| panic!("{e}"));
    let failures = tagger.check();
    let report: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "{}", report.join("\n"));
}
