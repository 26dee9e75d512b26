//! Who does what to whom where the words name it a step away: owners of works and launches, posts, suits told of, asides, companions.

use annals::document::Document;
use annals::event::Macro;
use annals::extract::Extractor;

/// A text of 12 June 2019, a trigger in it, and the agents and targets of its event.
const TEXTS: [(&str, &str, &[&str], &[&str]); 53] = [
    ("Contoso, whose chief executive Ann Roe resigned in May, made a loss.", "resigned", &["Ann Roe"], &["Contoso"]),
    (
        "Contoso, whose chief executive Ann Roe resigned in May, reported a loss of $3 million on Monday.",
        "reported",
        &["Contoso"],
        &["loss of $3 million"],
    ),
    (
        "Police in Leeds said they had arrested a 33-year-old man on Monday.",
        "arrested",
        &["Police"],
        &["33-year-old man"],
    ),
    (
        "Police arrested a 33-year-old man on Monday. He was charged with murder on Tuesday.",
        "charged",
        &[],
        &["33-year-old man"],
    ),
    (
        "Ann Roe and Bob Lee, who founded Contoso in 2012, sold it to Velora in 2017.",
        "founded",
        &["Ann Roe", "Bob Lee"],
        &["Contoso"],
    ),
    ("A unit of Contoso, Litware, laid off 40 workers on Monday.", "laid off", &["Litware"], &["40 workers"]),
    ("Velora's new plant in Leeds will create 300 jobs.", "create", &["Velora"], &["300 jobs"]),
    ("The $100 million investment by Contoso will create 500 jobs in the city.", "create", &["Contoso"], &["500 jobs"]),
    ("Fabrikam started a soft launch of its app in May.", "soft launch", &["Fabrikam"], &["app"]),
    ("Contoso said its appeal filed on Tuesday would be heard.", "filed", &["Contoso"], &["appeal"]),
    ("The approval by the agency in 2017 lifted Northwind.", "approval", &["agency"], &[]),
    // "It" takes up whose sales they are.
    ("Sales at Fabrikam jumped 9 percent following its purchase of Litware.", "purchase", &["Fabrikam"], &["Litware"]),
    (
        "Northwind's investment reached $4 million since 2013, when it launched as an independent company.",
        "launched",
        &[],
        &["Northwind"],
    ),
    // The possessive of an object is its own verb's subject.
    ("Contoso said on Monday that Fabrikam has raised its offer for Litware.", "offer", &["Fabrikam"], &["Litware"]),
    (
        "In a lawsuit filed on Tuesday, Litware accuses Fabrikam of copying its chips.",
        "filed",
        &["Litware"],
        &["Fabrikam"],
    ),
    (
        "Litware accused Fabrikam of copying its chips in a lawsuit filed on Tuesday.",
        "filed",
        &["Litware"],
        &["Fabrikam"],
    ),
    ("According to a charge filed on Monday, Contoso fixed prices.", "filed", &[], &["Contoso"]),
    (
        "The city sought an injunction on Monday blocking Fabrikam from raising prices.",
        "sought",
        &["city"],
        &["Fabrikam"],
    ),
    (
        "A court in Oslo found on Thursday that Contoso can be held liable for injuries.",
        "found",
        &["court"],
        &["Contoso"],
    ),
    ("Contoso broke the law, a court ruled on Monday.", "ruled", &["court"], &["Contoso"]),
    (
        "Police arrested three men. One of them, Bob Roe, pleaded guilty on Wednesday.",
        "pleaded guilty",
        &["Bob Roe"],
        &[],
    ),
    ("Northwind will, according to Reuters, buy Contoso for $4 million.", "buy", &["Northwind"], &["Contoso"]),
    ("Northwind has, sources said on Monday, agreed to buy Contoso.", "buy", &["Northwind"], &["Contoso"]),
    ("The government moved to block Contoso from buying Fabrikam.", "buying", &["Contoso"], &["Fabrikam"]),
    (
        "Wells Bank named Bill Daley vice chairman on Monday. The appointment of Daley was a sign of change.",
        "appointment",
        &["Wells Bank"],
        &["Daley"],
    ),
    ("Contoso CEO Ann Roe was fired on Tuesday.", "fired", &["Contoso"], &["Ann Roe"]),
    ("Contoso said on Monday its chief executive, Ann Roe, had resigned.", "resigned", &["Ann Roe"], &["Contoso"]),
    (
        "A consortium of Contoso, Fabrikam and Velora bought the airport in May for $3 billion.",
        "bought",
        &["Contoso", "Fabrikam", "Velora"],
        &["airport"],
    ),
    ("Contoso, together with Fabrikam, opened a plant in May.", "opened", &["Contoso", "Fabrikam"], &["plant"]),
    ("The service, run by Fabrikam, was shut down on Monday.", "shut down", &["Fabrikam"], &["service"]),
    (
        "Contoso appointed two new directors on Monday: Ann Roe and Bob Lee.",
        "appointed",
        &["Contoso"],
        &["Ann Roe", "Bob Lee"],
    ),
    (
        "Fabrikam, a unit of Velora that was bought by Contoso in 2014, makes pumps.",
        "bought",
        &["Contoso"],
        &["Fabrikam"],
    ),
    (
        "Contoso is brighter than Snap Inc., which has slumped since its 2017 initial public offering.",
        "initial public offering",
        &["Snap Inc."],
        &[],
    ),
    ("Fabrikam joined Contoso in suing Litware in 2018.", "suing", &["Fabrikam", "Contoso"], &["Litware"]),
    (
        "Norland Metals made a loss. It said it cut long term debt in 2018 to $900 million.",
        "cut",
        &["Norland Metals"],
        &["long term debt"],
    ),
    (
        "Canaan Inc. makes chips. The firm, which initially filed to go public in October, lost a banker.",
        "filed",
        &["Canaan Inc."],
        &[],
    ),
    (
        "Bob Roe pleaded guilty to theft on Monday. Sentencing is scheduled for August 2.",
        "scheduled",
        &[],
        &["Bob Roe"],
    ),
    (
        "Having bought Fabrikam in 2014, Contoso sold it to Velora in 2016.",
        "sold",
        &["Contoso", "Velora"],
        &["Fabrikam"],
    ),
    // Lists that semicolons part.
    (
        "Contoso appointed Ann Roe, of Austin, Texas; Bob Lee, of Fairfax, Va.; and Carl Moss, of George County, Miss., to its board.",
        "appointed",
        &["Contoso"],
        &["Ann Roe", "Bob Lee", "Carl Moss"],
    ),
    // Names that begin with a number.
    ("18F launched a new website for the agency on Tuesday.", "launched", &["18F"], &["new website"]),
    ("7-Eleven opened its first store in Leeds on Monday.", "opened", &["7-Eleven"], &["first store"]),
    ("4th Wave Partners bought the pump maker Litware in May.", "bought", &["4th Wave Partners"], &["Litware"]),
    // What stands behind a relative clause belongs to the verb before it.
    ("Omar Diaz sold a company he founded to Contoso in 2016.", "sold", &["Omar Diaz", "Contoso"], &["company"]),
    ("Contoso, whose shares fell 8 percent on Monday, will cut 600 jobs.", "fell", &["Contoso"], &["shares"]),
    ("Shares in Contoso fell 5 percent on Monday after it cut its forecast.", "cut", &["Contoso"], &["forecast"]),
    (
        "Litware's takeover by Contoso was approved by the Norland regulator on Tuesday.",
        "takeover",
        &["Contoso"],
        &["Litware"],
    ),
    (
        "Omar Diaz founded Litware in 2009. The entrepreneur sold the company to Contoso seven years later.",
        "sold",
        &["Omar Diaz", "Contoso"],
        &["Litware"],
    ),
    ("Bitcoin has doubled since January.", "doubled", &["Bitcoin"], &[]),
    // Titles in quotation marks are names.
    ("The rapper \"Big Moss\" was charged with fraud on Friday.", "charged", &[], &["Big Moss"]),
    (
        "Nova Pictures will release the film \"Stand By Me Now\" in June.",
        "release",
        &["Nova Pictures"],
        &["Stand By Me Now"],
    ),
    ("Ana Sole, author of \"Night Riders,\" won the Alder Prize on Monday.", "won", &[], &["Ana Sole"]),
    // "By" tells who charges, not who stole.
    ("Omar Diaz was charged with fraud by prosecutors in Ghent in May.", "charged", &["prosecutors"], &["Omar Diaz"]),
    (
        "The appointment of Ana Sole as chief executive was announced by Contoso on Monday.",
        "appointment",
        &["Contoso"],
        &["Ana Sole"],
    ),
];

#[test]
fn participants_are_found_a_step_away_from_their_verb() {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    for (text, trigger, agents, targets) in TEXTS {
        let date = "2019-06-12".parse().ok();
        let document = Document { id: "who".into(), date, text: text.into(), ..Document::default() };
        let mentions = extractor.extract(&document).mentions;
        let told = mentions.iter().find(|m| m.trigger.of(text).contains(trigger));
        let told = told.unwrap_or_else(|| panic!("no fact of {trigger:?} in: {text}"));
        assert_eq!(told.texts(Macro::Agent), agents, "agents in: {text}");
        assert_eq!(told.texts(Macro::Target), targets, "targets in: {text}");
    }
}

#[test]
fn who_charges_somebody_with_a_crime_did_not_commit_it() {
    let extractor = Extractor::new(None).expect("the built-in rules compile");
    let text = "Omar Diaz was charged with fraud by prosecutors in Ghent in May.";
    let document = Document { id: "charge".into(), text: text.into(), ..Document::default() };
    let mentions = extractor.extract(&document).mentions;
    let deeds = mentions.iter().filter(|m| m.texts(Macro::Agent).contains(&"prosecutors"));
    assert_eq!(deeds.map(|m| m.kind.as_ref()).collect::<Vec<_>>(), ["legal"]);
}
