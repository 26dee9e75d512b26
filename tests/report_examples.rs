//! The example of each format in docs/reports.md is what the program prints; ids aside, which follow what the rules find in the samples.

mod common;

use common::Folder;

/// Numbers of eight digits and more, as one word.
fn without_ids(text: &str) -> String {
    let mut plain = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        // A day is eight digits, too: 20201215.
        plain.push_str(if digits.len() > 8 { "ID" } else { &digits });
        digits.clear();
        plain.push(c);
    }
    plain.trim().to_owned()
}

#[test]
fn each_format_has_an_example_that_is_what_is_printed() {
    let page = std::fs::read_to_string("docs/reports.md").expect("the page");
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let folder = Folder::new(&[]);
    for file in std::fs::read_dir(samples).expect("samples") {
        let file = file.expect("a file");
        let name = format!("data/samples/{}", file.file_name().to_string_lossy());
        folder.write(&name, &std::fs::read(file.path()).expect("read"));
    }
    assert_eq!(folder.run(&["extract", "data/samples", "--quiet"]).code, 0);
    let mut seen = 0;
    for part in page.split("\n`--to ").skip(1) {
        let Some((format, rest)) = part.split_once("`\n\n```") else { continue };
        let block = rest.split_once('\n').and_then(|(_, rest)| rest.split_once("\n```")).expect("a block").0;
        let run = folder
            .run(&["timeline", "--actor", "Quantrel", "--type", "listing", "--status", "planned", "--to", format]);
        let told = without_ids(&run.out.replace('\r', ""));
        assert_eq!(without_ids(block), told, "{format}");
        seen += 1;
    }
    assert!(seen >= 11, "{seen} examples");
}
