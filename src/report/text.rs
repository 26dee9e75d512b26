//! The timeline for a terminal: grouped by year and month, wrapped to the width.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Colour};
use chrono::Datelike;
use unicode_width::UnicodeWidthStr;

use super::histogram::histogram;
use super::word::{bounds, date, exact, key_day, month, safe, sentence, sign};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report = Report { name: "text", about: "grouped by year and month, for a terminal", write };

/// Columns of the date and of the type.
const DATE: usize = 19;
const KIND: usize = 12;

/// Columns of what is said, at least; where the terminal has less, it stands below the date.
const LEAST: usize = 24;

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if !style.ascii {
        return tell(entries, style, out);
    }
    let mut bytes = Vec::new();
    tell(entries, &Style { width: style.width.saturating_sub(2), ..style.clone() }, &mut bytes)?;
    out.write_all(ascii(&String::from_utf8_lossy(&bytes)).as_bytes())
}

/// Our own signs, and the commonest of documents, in ASCII; letters stay.
fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '→' => plain.push_str("->"),
            '—' => plain.push_str("--"),
            '…' => plain.push_str("..."),
            '·' | '–' | '‑' | '−' => plain.push('-'),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '×' => plain.push('x'),
            '\u{A0}' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

fn tell(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |colour: Colour| if style.colour { colour } else { Colour::new() };
    let heading = paint(Colour::new().bold());
    let dim = paint(Colour::new().dimmed());
    if let Some(lines) = histogram(entries, style.width.saturating_sub(2), style.ascii) {
        for line in lines {
            writeln!(out, "  {dim}{line}{dim:#}")?;
        }
        writeln!(out)?;
    }
    let (mut year, mut month_shown) = (None, None);
    for (n, entry) in entries.iter().enumerate() {
        let day = key_day(entry);
        if n == 0 || day.map(|d| d.year()) != year {
            year = day.map(|d| d.year());
            month_shown = None;
            let title = year.map_or_else(|| "No date told".to_owned(), |y| y.to_string());
            writeln!(out, "{}{heading}{title}{heading:#}", if n == 0 { "" } else { "\n" })?;
        }
        let month_now = day.filter(|_| !long(entry)).map(|d| d.month());
        if month_now != month_shown
            && let Some(m) = month_now
        {
            writeln!(out, "  {heading}{}{heading:#}", month(m))?;
            month_shown = month_now;
        }
        line(entry, style, out)?;
        if style.quotes {
            let indent = " ".repeat(6);
            let quoted = |out: &mut dyn Write, quote: &str, from: String| -> io::Result<()> {
                for text in [format!("“{}”", safe(quote)), from] {
                    for row in wrap(&text, style.width.saturating_sub(indent.len())) {
                        writeln!(out, "{indent}{dim}{row}{dim:#}")?;
                    }
                }
                Ok(())
            };
            let from = |title: &str, date: Option<&str>| format!("— {}, {}", safe(title), date.unwrap_or("no date"));
            let title = entry.document.as_deref().unwrap_or(&entry.document_key);
            quoted(out, &entry.quote, format!("{}, {}", from(title, entry.document_date.as_deref()), basis(entry)))?;
            for t in &entry.also {
                let title = t.document.as_deref().unwrap_or(&t.document_key);
                quoted(out, &t.quote, from(title, t.document_date.as_deref()))?;
            }
        }
    }
    if !entries.is_empty() {
        let legend = "~ not one day   + planned   ? alleged   × denied";
        let line = format!("{} fact{}   {legend}", entries.len(), if entries.len() == 1 { "" } else { "s" });
        writeln!(out)?;
        for row in wrap(&line, style.width) {
            writeln!(out, "{dim}{row}{dim:#}")?;
        }
    }
    Ok(())
}

/// Whether the time covers a year or more, so that no month is a heading for it.
fn long(entry: &Entry) -> bool {
    matches!(bounds(entry), (Some(a), Some(b)) if (b - a).num_days() >= 364)
}

fn basis(entry: &Entry) -> String {
    match (entry.basis.as_str(), entry.expression.as_deref()) {
        (_, Some(words)) => format!("“{}”", safe(words)),
        ("context", None) => "date from the context".into(),
        ("announcement", None) => "date of the announcement".into(),
        ("document", None) => "date of the document".into(),
        _ => "no date told".into(),
    }
}

fn line(entry: &Entry, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let colour = match entry.status.as_str() {
        _ if !style.colour => Colour::new(),
        "planned" => AnsiColor::Cyan.on_default(),
        "alleged" => AnsiColor::Yellow.on_default(),
        "denied" => AnsiColor::Red.on_default(),
        _ => Colour::new(),
    };
    let near = if exact(entry) || key_day(entry).is_none() { ' ' } else { '~' };
    let head = format!("  {near} {}", pad(&date(entry), DATE));
    let kind = pad(&entry.kind, KIND);
    let indent = 4 + DATE + 1 + 2 + KIND + 1;
    if style.width < indent + LEAST {
        writeln!(out, "{} {colour}{} {}{colour:#}", head.trim_end(), sign(&entry.status), entry.kind)?;
        return wrap(&sentence(entry), style.width.saturating_sub(6))
            .iter()
            .try_for_each(|row| writeln!(out, "      {row}"));
    }
    let mut first = true;
    for row in wrap(&sentence(entry), style.width - indent) {
        if first {
            // A date that is too long for its column has a line of its own.
            if head.width() > 4 + DATE {
                writeln!(out, "{head}")?;
                write!(out, "{:4}{:DATE$}", "", "")?;
            } else {
                write!(out, "{head}")?;
            }
            writeln!(out, " {colour}{} {kind}{colour:#} {row}", sign(&entry.status))?;
            first = false;
        } else {
            writeln!(out, "{:indent$}{row}", "")?;
        }
    }
    Ok(())
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn wrap(text: &str, width: usize) -> Vec<std::borrow::Cow<'_, str>> {
    textwrap::wrap(text, textwrap::Options::new(width.max(10)).word_splitter(textwrap::WordSplitter::NoHyphenation))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::report) fn entry() -> Entry {
        Entry {
            date_value: None,
            date_edtf: None,
            date_earliest: None,
            date_latest: None,
            kind: "ban".into(),
            status: "happened".into(),
            agents: vec!["Ministry of Trade".into()],
            trigger: "barred".into(),
            targets: vec!["Northwind".into(), "Contoso".into()],
            place: Some("Freedonia".into()),
            amount: None,
            quote: "The Ministry of Trade barred Northwind and Contoso, \"for now\".".into(),
            expression: Some("May 2018".into()),
            basis: "expression".into(),
            mentions: 1,
            documents: 1,
            publishers: 0,
            sources: 1,
            publisher: None,
            same_event: None,
            also: Vec::new(),
            actors: vec!["Ministry of Trade".into(), "Northwind".into(), "Contoso".into()],
            document: Some("A ban".into()),
            document_date: Some("2018-07-12".into()),
            path: "a.txt".into(),
            document_key: "a.txt".into(),
            id: 7,
        }
    }

    fn told(entries: &[Entry], style: &Style) -> String {
        let mut out = Vec::new();
        write(entries, style, &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_narrow_terminal_is_kept_to_and_ascii_is_ascii() {
        let may = Entry {
            date_earliest: Some("2018-05-01".into()),
            date_latest: Some("2018-05-31".into()),
            status: "planned".into(),
            ..entry()
        };
        let style = Style { quotes: true, ..Style::default() };
        for width in [40, 50, 60, 80, 140] {
            let text = told(std::slice::from_ref(&may), &Style { width, ..style.clone() });
            assert!(text.lines().all(|line| line.width() <= width), "{width}: {text}");
        }
        let narrow = told(std::slice::from_ref(&may), &Style { width: 40, ..Style::default() });
        assert!(narrow.contains("  ~ May 2018 + ban\n      Ministry of Trade → Northwind,\n"), "{narrow}");
        let plain = told(&[may], &Style { ascii: true, ..style });
        assert!(plain.is_ascii() && plain.contains("Ministry of Trade -> Northwind, Contoso\n"), "{plain}");
    }

    #[test]
    fn facts_stand_under_their_year_and_month() {
        let may = Entry { date_earliest: Some("2018-05-01".into()), date_latest: Some("2018-05-31".into()), ..entry() };
        let day = Entry {
            date_earliest: Some("2018-05-03".into()),
            date_latest: Some("2018-05-03".into()),
            status: "planned".into(),
            mentions: 3,
            ..entry()
        };
        let text = told(&[may, day, entry()], &Style::default());
        let expected = "\
2018
  May
  ~ May 2018              ban          Ministry of Trade → Northwind, Contoso ·
                                       in Freedonia · “barred”
    3 May 2018          + ban          Ministry of Trade → Northwind, Contoso ·
                                       in Freedonia · “barred” · 3 mentions

No date told
    undated               ban          Ministry of Trade → Northwind, Contoso ·
                                       in Freedonia · “barred”

3 facts   ~ not one day   + planned   ? alleged   × denied
";
        assert_eq!(text, expected);
    }

    #[test]
    fn eighty_columns_hold_every_line_and_colour_is_for_terminals() {
        let long = Entry {
            date_earliest: Some("2013-06-01".into()),
            date_latest: Some("2018-07-16".into()),
            targets: vec!["a very long participant name that goes on".into(); 5],
            ..entry()
        };
        let text = told(std::slice::from_ref(&long), &Style { quotes: true, ..Style::default() });
        assert!(text.lines().all(|l| l.width() <= 80), "{text}");
        assert!(text.contains("“The Ministry of Trade barred") && text.contains("— A ban, 2018-07-12, “May 2018”"));
        assert!(!text.contains('\x1b'));
        assert!(told(&[long], &Style { colour: true, ..Style::default() }).contains("\x1b[1m2013"));
    }
}
