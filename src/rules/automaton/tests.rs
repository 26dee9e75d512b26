//! Patterns that match, their slots, and ties between them.

use super::*;
use std::collections::BTreeMap;

fn automaton(patterns: &[&str]) -> (Automaton, Lexicon) {
    let mut lexicon = Lexicon::new();
    for (word, value) in [("march", 3), ("june", 6)] {
        lexicon.add_to_class("month", word, value);
    }
    lexicon.add_to_class("unit", "weeks", 5);
    let parts = BTreeMap::from([("number".to_owned(), "{int}|a few".to_owned())]);
    let mut program = Program::new(&["number", "unit", "month", "year"], parts);
    for (i, p) in patterns.iter().enumerate() {
        program.add(i as u32, p, &mut lexicon).expect(p);
    }
    (Automaton::new(program, &lexicon), lexicon)
}

fn symbols(automaton: &Automaton, text: &Text<'_>, cache: &Cache) -> Vec<u16> {
    let mut symbols = Symbols::default();
    automaton.symbols(text, cache, &mut symbols);
    symbols.all
}

/// For the first match in `text`: the rule, its words, and its captures as "slot=words".
fn first(patterns: &[&str], text: &str) -> Option<(u32, String, Vec<String>)> {
    let (automaton, lexicon) = automaton(patterns);
    let text = Text::new(text, &lexicon);
    let mut cache = automaton.cache();
    let symbols = symbols(&automaton, &text, &cache);
    for i in 0..symbols.len() {
        if let Some((rule, length)) = automaton.longest(&symbols[i..], true, &mut cache) {
            let captures = automaton.captures(rule, &symbols[i..i + length], i);
            let words =
                |c: &Capture| format!("{}={}", c.slot, text.span(c.first as usize, c.end as usize).of(text.source));
            return Some((
                rule,
                text.span(i, i + length).of(text.source).to_owned(),
                captures.iter().map(words).collect(),
            ));
        }
    }
    None
}

#[test]
fn the_longest_match_wins_and_slots_are_captured() {
    let found = first(&["{number} {unit}", "{number} {unit} ago"], "it was a few weeks ago, no");
    assert_eq!(found, Some((1, "a few weeks ago".into(), vec!["0=a few".into(), "1=weeks".into()])));
}

#[test]
fn the_lower_rule_number_wins_a_tie() {
    assert_eq!(first(&["{Month}", "{month}"], "in March").map(|m| m.0), Some(0));
    assert_eq!(first(&["{Month}", "{month}"], "to march").map(|m| m.0), Some(1));
}

#[test]
fn a_rule_for_special_texts_leaves_the_match_to_others_elsewhere() {
    let mut lexicon = Lexicon::new();
    let mut program = Program::new(&[], BTreeMap::new());
    for (rule, pattern) in [(0, "day"), (1, "day"), (2, "day one")] {
        program.add(rule, pattern, &mut lexicon).expect(pattern);
    }
    program.restrict(0);
    program.restrict(2);
    let automaton = Automaton::new(program, &lexicon);
    let mut cache = automaton.cache();
    let symbols = symbols(&automaton, &Text::new("day one", &lexicon), &cache);
    assert_eq!(automaton.longest(&symbols, true, &mut cache), Some((2, 2)));
    assert_eq!(automaton.longest(&symbols, false, &mut cache), Some((1, 1)));
    assert_eq!(automaton.longest(&symbols[..1], true, &mut cache), Some((0, 1)));
}

#[test]
fn without_a_space_tokens_must_touch() {
    assert_eq!(first(&["{year:year4}-{month:month_number}"], "on 2018-06.").map(|m| m.1), Some("2018-06".into()));
    assert_eq!(first(&["{year:year4}-{month:month_number}"], "on 2018 - 06."), None);
    assert_eq!(first(&["mid -? {month}"], "by mid-March").map(|m| m.1), Some("mid-March".into()));
}

#[test]
fn alternatives_nest_and_optional_parts_may_be_left_out() {
    let pattern = &["((early|late) (in)?)? {month} (of? {year:year4})?"];
    assert_eq!(first(pattern, "late in March of 2018").map(|m| m.1), Some("late in March of 2018".into()));
    assert_eq!(first(pattern, "in March in 2018").map(|m| m.1), Some("March".into()));
}

#[test]
fn brackets_give_the_extent() {
    let found = first(&["the [ {year:year4} ] team"], "the 1953 team");
    assert_eq!(found, Some((0, "the 1953 team".into(), vec!["255=1953".into(), "3=1953".into()])));
}

#[test]
fn errors_say_what_to_write() {
    let mut lexicon = Lexicon::new();
    let mut program = Program::new(&["unit"], BTreeMap::new());
    for (pattern, hint) in [
        ("{moon} ago", "add [moon]"),
        ("(a b", "add `)`"),
        ("a )", "not opened"),
        ("a?", "not optional"),
        ("{x:word}", "no slot"),
        ("{word", "add `}`"),
    ] {
        let error = program.add(0, pattern, &mut lexicon).expect_err(pattern);
        assert!(error.contains(hint), "{pattern}: {error}");
    }
}
