//! The timeline as JSON: an array, or an object a line.

use std::io::{self, Write};

use super::{Report, Style};
use crate::store::Entry;

pub(super) const JSON: Report = Report { name: "json", about: "an array of objects", write: array };
pub(super) const JSONL: Report = Report { name: "jsonl", about: "an object a line", write: lines };

fn array(entries: &[Entry], _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, entries)?;
    writeln!(out)
}

fn lines(entries: &[Entry], _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for entry in entries {
        serde_json::to_writer(&mut *out, entry)?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lists_and_unknown_values_null() {
        let mut out = Vec::new();
        lines(&[super::super::text::tests::entry()], &Style::default(), &mut out).expect("memory");
        let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(value["targets"], serde_json::json!(["Northwind", "Contoso"]));
        assert_eq!(
            (&value["type"], &value["amount"], &value["mentions"]),
            (&"ban".into(), &serde_json::Value::Null, &1.into())
        );
    }
}
