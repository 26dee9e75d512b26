//! The scanner: how text is split into tokens.

use super::*;

fn words(text: &str) -> Vec<&str> {
    let mut lexicon = Lexicon::new();
    lexicon.intern("inc.");
    tokenize(text, &lexicon).tokens.iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
}

#[test]
fn hyphens_stand_alone() {
    assert_eq!(words("end-2016, Valley-based"), ["end", "-", "2016", ",", "Valley", "-", "based"]);
}

#[test]
fn clitics_are_split_off() {
    assert_eq!(words("the bank ' s plan"), ["the", "bank", "' s", "plan"]);
    assert_eq!(words("the ' song ' s"), ["the", "'", "song", "' s"]);
    assert_eq!(words("Tech’s don't O'Neill 2018's"), ["Tech", "’s", "do", "n't", "O'Neill", "2018", "'s"]);
}

#[test]
fn abbreviations_keep_their_period() {
    assert_eq!(
        words("U.S. a.m. Acme Inc. J. Smith left. Then www.acme.com fell. "),
        ["U.S.", "a.m.", "Acme", "Inc.", "J.", "Smith", "left", ".", "Then", "www.acme.com", "fell", "."]
    );
}

#[test]
fn numbers_and_letters() {
    assert_eq!(
        words("1,200.50 5th 1990s 10am $5bn Q3 2018-06-05"),
        ["1,200.50", "5th", "1990s", "10", "am", "$", "5", "bn", "Q3", "2018", "-", "06", "-", "05"]
    );
}

#[test]
fn addresses_are_one_token() {
    assert_eq!(words("see http://t.co/a1?b=2. ok"), ["see", "http://t.co/a1?b=2", ".", "ok"]);
}
