//! Alias files: CSV that says which name stands for which.

use std::io::{Read, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// A line of an alias file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The name of what it stands for; the name itself where it must never be joined with another.
    pub stands_for: String,
}

/// The aliases that come with the program: countries, authorities.
pub(super) const BUILT_IN: &str = include_str!("../../data/en/aliases.csv");

/// Reads an alias file: a header `name,stands_for`, then a name and what it stands for in each line; more columns are left alone.
///
/// # Errors
/// Where it is no such CSV, with the line.
pub fn read_aliases(path: &Path, input: impl Read) -> Result<Vec<Alias>> {
    let wrong = |line: Option<u64>, message: String| Error::Input {
        path: path.to_owned(),
        line: line.map(|l| l as usize),
        message,
    };
    let mut csv = csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).trim(csv::Trim::All).from_reader(input);
    let header = csv.headers().map_err(|e| wrong(None, e.to_string()))?.clone();
    let column = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{FEFF}').eq_ignore_ascii_case(name));
    let (Some(name), Some(stands_for)) = (column("name"), column("stands_for")) else {
        return Err(wrong(Some(1), "needs a first line with the columns name,stands_for".into()));
    };
    let mut aliases = Vec::new();
    for record in csv.records() {
        let record = record.map_err(|e| wrong(e.position().map(csv::Position::line), e.to_string()))?;
        let line = record.position().map(csv::Position::line);
        let get = |at: usize| record.get(at).filter(|t| !t.is_empty());
        let (Some(name), Some(stands_for)) = (get(name), get(stands_for)) else {
            return Err(wrong(line, "needs a name and what it stands for".into()));
        };
        aliases.push(Alias { name: name.into(), stands_for: stands_for.into() });
    }
    Ok(aliases)
}

/// Writes aliases as [`read_aliases`] reads them.
///
/// # Errors
/// Those of `out`.
pub fn write_aliases(aliases: &[Alias], out: impl Write) -> std::io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["name", "stands_for"])?;
    for alias in aliases {
        csv.write_record([&alias.name, &alias.stands_for])?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_mistakes_have_a_line() {
        let read = |text: &str| read_aliases(Path::new("a.csv"), text.as_bytes());
        let aliases = read("\u{FEFF}Name,stands_for,why\r\n# ours\r\n\"North, Wind\",Northwind,x\r\nNWT,Northwind\r\n")
            .expect("aliases");
        assert_eq!(aliases.len(), 2);
        let mut out = Vec::new();
        write_aliases(&aliases, &mut out).expect("memory");
        assert_eq!(read(&String::from_utf8(out).expect("text")).expect("aliases"), aliases);
        assert!(read("short,long\na,b\n").expect_err("columns").to_string().contains("name,stands_for"));
        let error = read("name,stands_for\na,b\nc,\n").expect_err("no value").to_string();
        assert!(error.contains("a.csv:3"), "{error}");
        assert!(!read_aliases(Path::new("built-in"), BUILT_IN.as_bytes()).expect("built in").is_empty());
    }
}
