//! The guide for people who write their own event type works as it stands in `docs/event-types.md`.

mod common;

use annals::document::Document;
use annals::event::Macro;
use annals::extract::Extractor;
use common::Folder;

/// The files that the guide shows: a line with the path in backquotes, and a block of TOML behind it.
fn files() -> Vec<(String, String)> {
    let guide = std::fs::read_to_string("docs/event-types.md").expect("the guide");
    let mut files = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let path = line.strip_prefix('`').and_then(|l| l.strip_suffix("`")).filter(|p| p.ends_with(".toml"));
        if let Some(path) = path {
            assert_eq!(lines.next(), Some("```toml"), "behind {path}");
            let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            files.push((path.to_owned(), block.join("\n")));
        }
    }
    files
}

fn pack(change: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::new(&[]);
    for (path, toml) in files() {
        folder.write(&path, change(&toml).as_bytes());
    }
    folder
}

#[test]
fn the_guides_pack_checks_and_finds_a_transfer() {
    assert_eq!(files().len(), 2);
    let folder = pack(str::to_owned);
    let extractor = Extractor::new(Some(folder.path())).expect("the pack compiles");
    let checked = extractor.check();
    assert!(checked.failures.is_empty(), "{}", checked.failures.join("\n"));
    let text = "Elbonia United bought the winger Juan Paz from Northwich Rovers for $9 million in May 2018.";
    let document = Document { text: text.into(), date: "2018-07-12".parse().ok(), ..Document::default() };
    let found = extractor.extract(&document).mentions;
    let transfer = found.iter().find(|m| &*m.kind == "transfer").expect("a transfer");
    assert_eq!(transfer.texts(Macro::Agent), ["Elbonia United", "Northwich Rovers"]);
    assert_eq!(transfer.texts(Macro::Target), ["Juan Paz"]);
    assert_eq!(transfer.texts(Macro::Amount), ["$9 million"]);
}

#[test]
fn a_slip_in_the_pack_is_named_with_its_line() {
    let folder = pack(|toml| toml.replace("{player_noun}", "{playr_noun}"));
    let error = Extractor::new(Some(folder.path())).expect_err("no such list").to_string();
    assert!(
        error.contains("transfer.toml") && error.contains("playr_noun") && error.contains("sign a player"),
        "{error}"
    );
}

#[test]
fn a_phrase_in_where_is_found() {
    let folder = pack(str::to_owned);
    let extractor = Extractor::new(Some(folder.path())).expect("the pack compiles");
    let count = |text: &str| {
        let document = Document { text: text.into(), ..Document::default() };
        extractor.extract(&document).mentions.iter().filter(|m| &*m.kind == "transfer").count()
    };
    assert_eq!(count("Elbonia United signed two transfer targets."), 1);
    assert_eq!(count("Elbonia United signed two sales targets."), 0);
}
