//! The timeline in Markdown: a heading a year, a line a fact, its quote below.

use std::io::{self, Write};

use chrono::Datelike;

use super::word::{date, key_day, safe, sentence};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "markdown", about: "a heading a year, a line a fact, with its quote", write };

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escape(&style.title))?;
    let mut year = None;
    for entry in entries {
        let now = Some(key_day(entry).map(|d| d.year()));
        if now != year {
            year = now;
            let title = now.flatten().map_or_else(|| "No date told".to_owned(), |y| y.to_string());
            writeln!(out, "\n## {title}\n")?;
        }
        let status = if entry.status == "happened" { String::new() } else { format!(" ({})", entry.status) };
        writeln!(
            out,
            "- **{}** *{}*{status}: {}",
            escape(&date(entry)),
            escape(&entry.kind),
            escape(&sentence(entry))
        )?;
        let source = entry.document.as_deref().unwrap_or(&entry.document_key);
        writeln!(out, "  > {} — {}", escape(&safe(&entry.quote)), escape(&safe(source)))?;
    }
    Ok(())
}

/// Text that means itself in Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_a_line_and_its_quote_a_block() {
        let entry = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: Some("2018-05-31".into()),
            trigger: "*barred*".into(),
            ..super::super::text::tests::entry()
        };
        let mut out = Vec::new();
        write(&[entry], &Style::default(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(
            text,
            "# Timeline\n\n## 2018\n\n- **May 2018** *ban*: Ministry of Trade → Northwind, Contoso · in Freedonia · “\\*barred\\*”\n  > The Ministry of Trade barred Northwind and Contoso, \"for now\". — A ban\n"
        );
    }
}
