//! Which names stand for others: the user's word first, then what texts say, then what is built in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::alias::{Alias, BUILT_IN, read_aliases};
use super::kind::kind;
use super::name::{AFTER, normal_name};

/// Why a name stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An alias file says so.
    File,
    /// A text introduces it.
    Text,
    /// It is in the list that comes with the program.
    BuiltIn,
}

impl Origin {
    /// The name under which it is stored and printed.
    pub fn name(self) -> &'static str {
        match self {
            Origin::File => "file",
            Origin::Text => "text",
            Origin::BuiltIn => "built in",
        }
    }
}

/// A short name that texts introduce: normal short name, normal long name, the long name as it stands, and in how many documents. The long
/// name is empty where its words do not spell the short one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Told {
    pub short: String,
    pub long: String,
    pub name: String,
    pub documents: usize,
}

static KNOWN: LazyLock<Vec<Alias>> =
    LazyLock::new(|| read_aliases(Path::new("data/en/aliases.csv"), BUILT_IN.as_bytes()).unwrap_or_default());

/// For each normal name that stands for another: that one's normal name, the name as it is written, and why.
pub fn resolve(file: &[Alias], told: &[Told]) -> BTreeMap<String, (String, String, Origin)> {
    let mut direct: BTreeMap<String, (String, String, Origin)> = BTreeMap::new();
    // Names about which the user has spoken, and which nobody else may join.
    let mut settled: BTreeSet<String> = BTreeSet::new();
    for (aliases, origin) in [(file, Origin::File)] {
        for Alias { name, stands_for } in aliases {
            let normal = normal_name(name);
            if settled.insert(normal.clone()) {
                direct.insert(normal, (normal_name(stands_for), stands_for.clone(), origin));
            }
        }
    }
    for known in KNOWN.iter() {
        let normal = normal_name(&known.name);
        if !settled.contains(&normal) {
            direct
                .entry(normal)
                .or_insert_with(|| (normal_name(&known.stands_for), known.stands_for.clone(), Origin::BuiltIn));
        }
    }
    let ends = |mut name: String| {
        // A ring of aliases ends somewhere, and for all its names at the same.
        for _ in 0..8 {
            match direct.get(&name) {
                Some((next, _, _)) if *next != name => name = next.clone(),
                _ => break,
            }
        }
        name
    };
    let mut texts: BTreeMap<&str, BTreeMap<String, (usize, &str)>> = BTreeMap::new();
    for t in told.iter().filter(|t| telling(&t.short)) {
        let long = texts.entry(&t.short).or_default().entry(ends(t.long.clone())).or_insert((0, &t.name));
        long.0 += t.documents;
        long.1 = long.1.min(&t.name);
    }
    let mut from_texts = BTreeMap::new();
    for (short, mut longs) in texts {
        // Other words before "(ABC)" than those that spell it: it may be many things, unless they are few.
        let others = longs.remove("").map_or(0, |l| l.0);
        if 4 * others > longs.values().map(|l| l.0).sum() {
            continue;
        }
        // What texts disagree about stays apart: "ABC" is many things.
        if let (Some((long, (_, name))), 1) = (longs.first_key_value(), longs.len())
            && !direct.contains_key(short)
            && short != long
        {
            from_texts.insert(short.to_owned(), (long.clone(), (*name).to_owned(), Origin::Text));
        }
    }
    direct.extend(from_texts);
    let mut resolved = BTreeMap::new();
    for (name, (next, written, origin)) in &direct {
        let (mut last, mut written) = (next, written);
        for _ in 0..8 {
            match direct.get(last) {
                Some((next, more, _)) if next != last => (last, written) = (next, more),
                _ => break,
            }
        }
        if last != name {
            resolved.insert(name.clone(), (last.clone(), written.clone(), *origin));
        }
    }
    resolved
}

/// Whether a short name can be nobody else's: three letters or more, no place, and no word ("ACT").
fn telling(short: &str) -> bool {
    short.chars().filter(|c| c.is_alphabetic()).count() > 2
        && kind(short) != Some("place")
        && !AFTER.contains(&short)
        && !COMMON.contains(short)
}

/// The common words that the rules know.
static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lexicon = include_str!("../../data/en/words/lexicon.txt");
    lexicon.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_whitespace().next()).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(name: &str, stands_for: &str) -> Alias {
        Alias { name: name.into(), stands_for: stands_for.into() }
    }

    fn told(short: &str, long: &str) -> Told {
        Told { short: short.into(), long: normal_name(long), name: long.into(), documents: 1 }
    }

    #[test]
    fn the_user_comes_first_then_texts_that_agree() {
        let file = [alias("Fabrikam", "Meta Fabrikam"), alias("NBF", "NBF")];
        let texts = [
            told("hso", "Harbour Safety Office"),
            told("nbf", "Northern Barge Federation"),
            told("abc", "Alpha Beta Club"),
            told("abc", "Air Boat Crew"),
        ];
        let names = resolve(&file, &texts);
        let stands_for = |name: &str| names.get(name).map(|n| n.0.as_str());
        assert_eq!(stands_for("fabrikam"), Some("meta fabrikam"));
        assert_eq!(stands_for("hso"), Some("harbour safety office"));
        assert_eq!(stands_for("nbf"), None, "the user says that it stands for itself");
        assert_eq!(stands_for("abc"), None, "texts disagree");
        assert_eq!(stands_for("act"), None, "a word");
        assert_eq!(stands_for("xyz"), None, "as many texts have other words before it");
        assert_eq!(stands_for("pentagon"), Some("us department of defense"));
        assert_eq!(names["pentagon"].2, Origin::BuiltIn);
    }

    #[test]
    fn chains_end_and_rings_do_no_harm() {
        let names = resolve(&[alias("A", "B"), alias("B", "C"), alias("X", "Y"), alias("Y", "X")], &[]);
        assert_eq!(names["a"].0, "c");
        assert!(names.len() >= 2);
    }
}
