//! A Mermaid timeline (mermaid.js.org/syntax/timeline.html): a section a year, a line a date.

use std::io::{self, Write};

use chrono::Datelike;

use super::export::{cut, headline};
use super::word::{date, key_day};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "mermaid", about: "a Mermaid timeline, for Markdown pages that draw it", write };

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "timeline\n    title {}", plain(&style.title))?;
    let (mut year, mut last) = (None, None);
    for entry in entries {
        let Some(day) = key_day(entry) else { continue };
        if year != Some(day.year()) {
            year = Some(day.year());
            last = None;
            writeln!(out, "    section {}", day.year())?;
        }
        let when = plain(&date(entry));
        let what = plain(&cut(&headline(entry), 120));
        if last.as_ref() == Some(&when) {
            writeln!(out, "             : {what}")?;
        } else {
            writeln!(out, "        {when} : {what}")?;
        }
        last = Some(when);
    }
    Ok(())
}

/// Text without the signs that Mermaid takes for its own: a colon ends a period, a hash and a semicolon begin an entity, angle brackets a tag.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ':' => '∶',
            ';' => ',',
            '#' => '＃',
            '<' => '‹',
            '>' => '›',
            '{' | '}' => ' ',
            '%' => '％',
            '&' => '＆',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_one_date_share_its_line_and_no_sign_is_mermaids() {
        let may = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: Some("2018-05-31".into()),
            targets: vec!["a: b; <c> #d %% e".into()],
            ..super::super::text::tests::entry()
        };
        let mut out = Vec::new();
        write(&[may.clone(), may, super::super::text::tests::entry()], &Style::default(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(
            text,
            "timeline\n    title Timeline\n    section 2018\n        May 2018 : Ministry of Trade → a∶ b, ‹c› ＃d ％％ e (ban)\n             : Ministry of Trade → a∶ b, ‹c› ＃d ％％ e (ban)\n"
        );
    }
}
