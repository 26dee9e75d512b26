//! Noun groups and verb groups of whole sentences, with the built-in words and model.

use std::sync::OnceLock;

use annals::rules::{RuleFiles, load_tagger, load_words};
use annals::text::{Chunks, Lexicon, NounKind, Tagger, Tense, Text, VerbGroup, chunk};
use proptest::prelude::*;

fn english() -> &'static (Lexicon, Tagger) {
    static ENGLISH: OnceLock<(Lexicon, Tagger)> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let files = RuleFiles::embedded();
        let mut lexicon = Lexicon::new();
        load_words(&files, &mut lexicon).expect("the built-in words load");
        let tagger = load_tagger(&files, &lexicon).expect("the built-in model loads");
        (lexicon, tagger)
    })
}

/// Chunks the only sentence of `text`.
fn analyse(text: &str) -> (Text<'_>, Chunks) {
    let (lexicon, tagger) = english();
    let text = Text::new(text, lexicon);
    assert_eq!(text.sentences.len(), 1, "one sentence: {}", text.source);
    let mut chunks = Chunks::default();
    chunk(&text, 0, lexicon, tagger, &mut chunks);
    (text, chunks)
}

/// Each sentence is written as its groups shall be: `[noun group]`, `<verb group>`, `|` before a core behind a description.
#[track_caller]
fn check(sentences: &[&str]) {
    for expected in sentences {
        let plain: String = expected.chars().filter(|c| !"[]<>|".contains(*c)).collect();
        let (text, chunks) = analyse(&plain);
        assert_eq!(chunks.show(&text, 0), *expected);
    }
}

#[test]
fn names_keep_their_inner_words() {
    check(&[
        "[The U.S. Department of Defense] <ordered> [Contoso] <to stop> [sales].",
        "[Bank of America] <signed> [a deal] with [Johnson & Johnson].",
        "[ZTE] & [Huawei] <were fined>.",
        "[The Securities and Exchange Commission] <fined> [Fabrikam, Inc.] in [May].",
        "[He] <joined> [the Department of Health and Human Services].",
        "[The suit] <was filed> in [the U.S. District Court for the Northern District of California].",
        "[Ursula von der Leyen] <visited> [Kyiv].",
        "[Northwind] <sold> [its last |Boeing 737] to [Contoso].",
        "[AT&T] <bought> [Best Buy].",
    ]);
}

#[test]
fn a_date_without_a_comma_is_no_part_of_the_name_behind_it() {
    check(&[
        "On [Tuesday] [Velora] <opened> [a plant] in [Gyor].",
        "On [3 May] [Northwind] <bought> [Contoso].",
        "On [May] [3] [Northwind] <bought> [Contoso].",
        "In [May] [2018] [Northwind] <bought> [Contoso].",
        "On [May 3], [2018] [Northwind] <bought> [Contoso].",
        "In [early May] [Northwind] <bought> [Contoso].",
        "[The Tuesday Club] <met> in [Lyon].",
        "[She] <wrote> [a book] by [June Smith].",
    ]);
}

#[test]
fn titles_and_descriptions_stand_before_the_core() {
    check(&[
        "[Chief Executive |Tim Cook] <met> [President |Xi Jinping] of [China].",
        "[Microsoft Chief Financial Officer |Amy Hood] <resigned>.",
        "[Former Chinese President |Hu Jintao] <met> [German chancellor |Angela Merkel].",
        "[Smartphone maker |Xiaomi] <sued> [Attorney General |Loretta Lynch].",
        "[It] <bought> [Silicon Valley-based mobile payment start-up |Citcon].",
        "[Its finance affiliate |Adatum] <grew>.",
    ]);
}

#[test]
fn possessors_are_groups_of_their_own() {
    check(&[
        "[Fung Global Retail Tech]’s [Deborah Weinswig] <said> [sales] <fell>.",
        "[Alphabet]'s [purchase] of [Fitbit] <was approved>.",
        "[The bank] [whose shares] <fell> <did not sue>.",
    ]);
    let (_, chunks) = analyse("Alphabet's purchase of Fitbit closed.");
    assert_eq!(chunks.nouns.iter().map(|n| n.possessor).collect::<Vec<_>>(), [None, Some(0), None]);
}

#[test]
fn sums_and_counts() {
    check(&[
        "[It] <raised> [RMB 300 million], [83 mln dlrs], [€5m] and [US$5 billion].",
        "[Shares] <rose> [5 percent] to [$12.50].",
        "[More than |170,000 North America retail locations] <were signed up>.",
        "[A $2.1 billion deal] <was signed> by [about |300 people].",
        "[The firm] <laid off> [5,000] of [its employees].",
    ]);
    let (_, chunks) = analyse("It paid $2.1 billion.");
    assert_eq!(chunks.nouns[1].kind, NounKind::Number);
}

#[test]
fn modifiers_belong_to_their_noun() {
    check(&[
        "[The newly appointed chief executive] <will step down>.",
        "[The growing number] of [Chinese tourists] <helped>.",
        "[A large, profitable bank] <opened> [political and economic talks].",
        "[The firm] <went> public [last year].",
        "[Northwind]'s [founding] in [1931] <made> [headlines].",
        "[A $12 million fine] in [2014] <surprised> [investors].",
        "[An appeals court] <overturned> [a ban] on [9 July 2018].",
        "[It] <received> [$50 million] in [funding] from [Contoso] [last year].",
        "[The launching] of [the service] <could be delayed>.",
    ]);
}

#[test]
fn pronouns_and_relatives() {
    check(&[
        "[The plan] [that] <was announced> in [May] <was dropped>.",
        "[Ann Lee], [who] <leads> [the unit], <said> [this] <would help> [them].",
    ]);
    let (_, chunks) = analyse("Ann Lee, who leads the unit, said this would help them.");
    let kinds: Vec<NounKind> = chunks.nouns.iter().map(|n| n.kind).collect();
    use NounKind::*;
    assert_eq!(kinds, [Name, Relative, Common, Pronoun, Pronoun]);
    assert!(chunks.nouns[4].plural && !chunks.nouns[3].plural);
}

#[test]
fn verb_groups_hold_their_auxiliaries() {
    check(&[
        "[The two companies], [which] <have not yet been shut down>, <will no longer sell> [phones] <made> by [ZTE].",
        "[She]<'s bought> [the firm] and [he]<'ll sell> [it].",
        "[They] <won't go>.",
        "[Northwind] <is going to launch> [a service] and <is set> <to open> [a store].",
        "[The company] <got fined> [last week].",
        "<Having bought> [the firm], [Northwind] <plans> <to sell> [it].",
        "[Northwind], <founded> in [1999] and <based> in [Berlin], <was acquired> by [Contoso] in [2015].",
        "[Northwind] <teamed up> with [Contoso] and <rolled out> [an app].",
    ]);
}

/// The first verb group of a sentence.
fn verb(text: &str) -> VerbGroup {
    analyse(text).1.verbs[0]
}

#[test]
fn tense_of_verb_groups() {
    for (text, tense) in [
        ("It buys the firm.", Tense::Present),
        ("It has bought the firm.", Tense::Present),
        ("It bought the firm.", Tense::Past),
        ("It was buying the firm.", Tense::Past),
        ("It will buy the firm.", Tense::Future),
        ("It is going to buy the firm.", Tense::Future),
        ("A plan to buy the firm.", Tense::Infinitive),
        ("The firm buying the bank.", Tense::Gerund),
        ("The phones made by Contoso.", Tense::Participle),
    ] {
        assert_eq!(verb(text).tense, tense, "{text}");
    }
}

#[test]
fn voice_aspect_negation_and_modality_of_verb_groups() {
    let group = verb("The firm has not yet been sold.");
    assert!(group.perfect && group.passive && group.negated && !group.progressive);
    assert_eq!(english().0.text(group.lemma), "sell");
    let group = verb("The firm is being investigated.");
    assert!(group.progressive && group.passive && !group.perfect && !group.negated);
    assert!(verb("The phones made by Contoso.").passive);
    assert!(verb("The firm got fined.").passive);
    assert!(verb("Contoso never launched the product.").negated);
    assert!(verb("Contoso no longer sells it.").negated);
    assert!(verb("Contoso doesn't sell it.").negated);
    assert!(!verb("Contoso not only sells it.").negated);
    let modal = verb("Contoso could sell it.").modal;
    assert_eq!(modal.map(|m| english().0.text(m)), Some("could"));
    let (text, chunks) = analyse("Contoso shut down the plant.");
    assert_eq!(chunks.verbs[0].particle.map(|p| text.word(p as usize)), Some("down"));
}

#[test]
fn headlines_are_understood() {
    check(&[
        "[Costco Wholesale] <to Pay> [$11.75 Million] <to Settle> [Allegations]",
        "[Apple] <Launches> [New iPhone] in [China]",
        "[ACME] <TO BUY> [FABRIKAM] FOR [3 BLN DLRS]",
    ]);
}

#[test]
fn a_participle_with_an_object_is_a_past() {
    check(&["[Police] <arrested> [three men] after [an explosion] <killed> [two people]."]);
    assert_eq!(verb("The unit acquired a bank.").tense, Tense::Past);
}

proptest! {
    /// Whatever the text, groups lie in their sentence, in order, do not overlap, and hold their core and head.
    #[test]
    fn groups_are_in_order(text in "(\\PC|[ \n.,'’&$%-]|the|of|Bank|was|to|not|5|and|been|buying|bought){0,60}") {
        let (lexicon, tagger) = english();
        let text = Text::new(&text, lexicon);
        let mut chunks = Chunks::default();
        for sentence in 0..text.sentences.len() {
            chunk(&text, sentence, lexicon, tagger, &mut chunks);
            let range = text.sentences[sentence].range();
            prop_assert_eq!(chunks.tags.len(), range.len());
            let mut groups: Vec<(u32, u32)> = Vec::new();
            for n in &chunks.nouns {
                prop_assert!(n.first <= n.core && n.core <= n.head && n.head < n.end, "{:?}", n);
                prop_assert!(n.possessor.is_none_or(|p| (p as usize) < chunks.nouns.len()));
                groups.push((n.first, n.end));
            }
            for v in &chunks.verbs {
                prop_assert!(v.first <= v.head && v.head < v.end, "{:?}", v);
                groups.push((v.first, v.end));
            }
            prop_assert!(chunks.nouns.is_sorted_by_key(|n| n.first) && chunks.verbs.is_sorted_by_key(|v| v.first));
            groups.sort_unstable();
            prop_assert!(groups.windows(2).all(|w| w[0].1 <= w[1].0), "{:?}", groups);
            prop_assert!(groups.iter().all(|g| range.start <= g.0 as usize && g.1 as usize <= range.end));
            chunks.show(&text, sentence);
        }
    }
}
