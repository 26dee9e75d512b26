//! Markwhen (markwhen.com): a line an event, ranges as EDTF intervals, the quote below.

use std::io::{self, Write};

use super::export::{headline, source, told};
use super::word::{bounds, safe};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "markwhen", about: "Markwhen, a text format that draws as a timeline", write };

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    // A title of other signs than letters has to be quoted; a string of JSON is one of YAML.
    let plain = style.title.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let title = if plain { style.title.clone() } else { serde_json::to_string(&line(&style.title))? };
    writeln!(out, "---\ntitle: {title}\ntimezone: UTC\n---\n")?;
    for entry in entries {
        // It has no open ends: the end that is known stands for both, and the line below tells how the text bounds it.
        let (a, b) = match bounds(entry) {
            (Some(a), Some(b)) => (a, b),
            (Some(a), None) | (None, Some(a)) => (a, a),
            (None, None) => continue,
        };
        let tag: String = entry.kind.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
        writeln!(out, "{a}/{b}: {} #{tag} #{}", line(&headline(entry)), entry.status)?;
        // A line that began with a date would be an event of its own.
        writeln!(out, "  “{}” — {}; {}\n", line(&safe(&entry.quote)), line(&source(entry)), line(&told(entry)))?;
    }
    Ok(())
}

/// Text of one line without the signs that Markwhen takes for its own: tags and links.
fn line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '#' => '＃',
            '[' => '(',
            ']' => ')',
            '@' => '＠',
            '\n' | '\r' => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_line_and_its_quote_the_next() {
        let may = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: Some("2018-05-31".into()),
            ..super::super::text::tests::entry()
        };
        let mut out = Vec::new();
        write(&[may, super::super::text::tests::entry()], &Style::default(), &mut out).expect("memory");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "---\ntitle: Timeline\ntimezone: UTC\n---\n\n2018-05-01/2018-05-31: Ministry of Trade → Northwind, Contoso (ban) ＃ban ＃happened\n"
                .replace('＃', "#")
                + "  “The Ministry of Trade barred Northwind and Contoso, \"for now\".” — A ban; May 2018 (“May 2018”)\n\n"
        );
    }
}
