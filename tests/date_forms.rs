//! docs/dates.md is the table that `annals rules --to markdown` prints: a new rule shows there.
//!
//! `UPDATE=1 cargo test --test date_forms` writes it.

mod common;

use std::path::Path;

use common::Folder;

#[test]
fn the_page_of_dates_is_that_of_the_rules() {
    let printed = Folder::new(&[]).feed(&["rules", "--to", "markdown"], b"");
    assert_eq!(printed.code, 0, "{}", printed.err);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dates.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&page, &printed.out).expect("written");
    }
    let kept = std::fs::read_to_string(&page).expect("docs/dates.md");
    let differs = kept.lines().zip(printed.out.lines()).find(|(kept, printed)| kept != printed);
    assert!(kept == printed.out, "docs/dates.md is behind; UPDATE=1 cargo test --test date_forms\n{differs:?}");
}
