//! The layers: imports point down the list only, SQLite is known to the store alone, the command line to the cli alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From the bottom to the top, as in DESIGN.
const LAYERS: [&str; 17] = [
    "error", "parallel", "document", "read", "text", "rules", "timex", "event", "extract", "entity", "fact", "merge",
    "store", "batch", "report", "cli", "main",
];

/// Every source file with its layer, and its text without comments.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.expect("readable").into_path();
        if path.extension().is_some_and(|e| e == "rs") {
            let inside = path.strip_prefix(&root).expect("below src").to_path_buf();
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
            let text = std::fs::read_to_string(&path).expect("readable");
            let code: String = text.lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
            files.push((inside, first, code));
        }
    }
    files
}

#[test]
fn imports_point_down_only() {
    let rank: BTreeMap<&str, usize> = LAYERS.iter().enumerate().map(|(i, l)| (*l, i)).collect();
    let mut wrong = Vec::new();
    for (path, layer, code) in sources().iter().filter(|(_, layer, _)| layer != "lib") {
        let own = rank.get(layer.as_str()).unwrap_or_else(|| panic!("{}: not in the list of layers", path.display()));
        for (at, _) in code.match_indices("crate::") {
            let name: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rank.get(name.as_str()).is_some_and(|other| other > own) {
                wrong.push(format!("{} imports crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sqlite_and_clap_have_one_room_each() {
    for (path, layer, code) in sources() {
        let inside = path.display();
        assert!(!code.contains("rusqlite") || layer == "store", "{inside} knows SQLite");
        assert!(!code.contains("clap") || layer == "cli", "{inside} knows clap");
    }
}

#[test]
fn every_file_opens_with_what_lives_in_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, _, _) in sources() {
        let text = std::fs::read_to_string(root.join(&path)).expect("readable");
        assert!(text.starts_with("//!"), "{} has no module comment", path.display());
    }
}
