//! A title and the sentence under it: one fact, told with the better names.

use annals::document::Document;
use annals::event::Mention;
use annals::extract::Extractor;
use annals::fact::{Fact, merge};

/// Texts of 12 July 2018, a Thursday, and the facts in them: trigger's mentions, status, agents, targets.
const TEXTS: [(&str, &[&str]); 12] = [
    (
        "Norway bans battery ferries from western fjords after fire\n\nNorway's Coastal Safety Board on Thursday banned the ferry operator Havlinje from running its battery-powered ships in the western fjords.",
        &["2 happened Coastal Safety Board → Havlinje"],
    ),
    (
        "Norway bans battery ferries\n\nNorway's maritime authority has banned battery-powered ferries from its fjords. It banned diesel ferries in 2015.",
        &["2 happened Norway's maritime authority → battery-powered ferries", "1 happened  → diesel ferries"],
    ),
    // The text knows better that it is a plan.
    (
        "Contoso buys Danish chip maker for $40m\n\nContoso Corp. on Monday agreed to buy Fabrikam A/S, a maker of chips based in Aarhus, for $40 million.",
        &["2 planned Contoso Corp. → Fabrikam A/S"],
    ),
    // Not the first such event of the sentence, but the one with the title's names.
    (
        "Contoso buys Northwind\n\nContoso acquired Fabrikam in 2017, before it acquired Northwind last week.",
        &["2 happened Contoso → Northwind", "1 happened Contoso → Fabrikam"],
    ),
    (
        "Microsoft sues Google\n\nApple sued Samsung on Monday, a week after Microsoft sued Google.",
        &["2 happened Microsoft → Google", "1 happened Apple → Samsung"],
    ),
    (
        "Bank fined $2m for leak\n\nThe Bank of Elbonia was fined $2 million on Monday after a leak of data.",
        &["2 happened  → Bank of Elbonia"],
    ),
    // Another sum: another fine.
    (
        "Bank fined $2m for leak\n\nThe Bank of Elbonia was fined $7 million on Monday after a leak of data.",
        &["1 happened  → Bank", "1 happened  → Bank of Elbonia"],
    ),
    ("Mayor Berg quits\n\nOle Berg resigned as mayor of Bergen on Tuesday.", &["2 happened Ole Berg → Bergen"]),
    (
        "Court jails former mayor\n\nA court in Oslo jailed Ole Berg, the former mayor of Bergen, for three years on Tuesday.",
        &["2 happened court → Ole Berg"],
    ),
    (
        "Velora names new chief executive\n\nVelora Mobility said on Monday it had named Lone Hald chief executive. Tessera named Ole Berg chief financial officer.",
        &["2 happened Velora Mobility → Lone Hald", "1 happened Tessera → Ole Berg"],
    ),
    (
        "Skyhook to lay off 120\n\nSkyhook will lay off 120 workers in September. Silvane will lay off 50.",
        &["2 planned Skyhook → 120 workers", "1 planned Silvane → "],
    ),
    // No title: a first sentence.
    (
        "Contoso acquired Fabrikam. Northwind, a rival of Contoso, acquired Silvane in 2016.",
        &["1 happened Contoso → Fabrikam", "1 happened Northwind → Silvane"],
    ),
];

fn told(fact: &Fact, mentions: &[Mention]) -> String {
    let status = mentions[fact.lead].status.name();
    format!("{} {status} {} → {}", fact.mentions.len(), fact.agents.join(", "), fact.targets.join(", "))
}

#[test]
fn a_title_and_the_sentence_under_it_are_one_fact() {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    for (text, expected) in TEXTS {
        let date = "2018-07-12".parse().ok();
        let document = Document { id: "title".into(), date, text: text.into(), ..Document::default() };
        let mentions = extractor.extract(&document).mentions;
        let facts: Vec<String> = merge(&document, &mentions).iter().map(|f| told(f, &mentions)).collect();
        assert_eq!(facts, expected, "{text}");
    }
}
