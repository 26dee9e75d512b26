//! The timeline as CSV (RFC 4180, UTF-8): a header, then a record a fact.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Report, Sheet, Style};
use crate::store::Entry;

pub(super) const REPORT: Report = Report { name: "csv", about: "RFC 4180, for spreadsheets", write };

const HEADER: [&str; 24] = [
    "date_earliest",
    "date_latest",
    "date_value",
    "date_edtf",
    "type",
    "status",
    "agents",
    "trigger",
    "targets",
    "place",
    "amount",
    "quote",
    "expression",
    "basis",
    "mentions",
    "documents",
    "publishers",
    "sources",
    "document",
    "document_date",
    "publisher",
    "path",
    "document_key",
    "id",
];

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(style.sheet, out)?;
    csv.write_record(HEADER).map_err(io_error)?;
    for e in entries {
        let (agents, targets) = (e.agents.join("; "), e.targets.join("; "));
        let or_empty = |field: &'_ Option<String>| field.clone().unwrap_or_default();
        let record = [
            or_empty(&e.date_earliest),
            or_empty(&e.date_latest),
            or_empty(&e.date_value),
            or_empty(&e.date_edtf),
            e.kind.clone(),
            e.status.clone(),
            agents,
            e.trigger.clone(),
            targets,
            or_empty(&e.place),
            or_empty(&e.amount),
            e.quote.clone(),
            or_empty(&e.expression),
            e.basis.clone(),
            e.mentions.to_string(),
            e.documents.to_string(),
            e.publishers.to_string(),
            e.sources.to_string(),
            or_empty(&e.document),
            or_empty(&e.document_date),
            or_empty(&e.publisher),
            e.path.clone(),
            e.document_key.clone(),
            e.id.to_string(),
        ];
        csv.write_record(record.iter().map(|text| field(style.sheet, text).into_owned())).map_err(io_error)?;
    }
    csv.flush()
}

/// A writer of CSV, with the byte order mark that `sheet` asks for written.
pub(super) fn writer(sheet: Sheet, out: &mut dyn Write) -> io::Result<csv::Writer<&mut dyn Write>> {
    if sheet.bom {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
}

/// Text that no spreadsheet takes for a formula, where `sheet` asks for that: what begins with a sign that starts one, even after
/// white space, gets an apostrophe (OWASP, CSV injection). Numbers stay numbers.
pub(super) fn field(sheet: Sheet, text: &str) -> Cow<'_, str> {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let formula = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(SIGNS);
    if sheet.excel_safe && formula && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The error below a CSV error, so that a broken pipe is still seen as one.
pub(super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_from_documents_are_text_where_asked() {
        let safe = Sheet { excel_safe: true, bom: true };
        for (text, expected) in [
            ("=HYPERLINK(\"http://evil.example\")", "'=HYPERLINK(\"http://evil.example\")"),
            (" @SUM(1)", "' @SUM(1)"),
            ("\tx", "'\tx"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("＝1", "'＝1"),
            ("-5.5", "-5.5"),
            ("Northwind = Contoso", "Northwind = Contoso"),
        ] {
            assert_eq!(field(safe, text), expected);
            assert_eq!(field(Sheet::default(), text), text);
        }
        let mut out = Vec::new();
        write(&[], &Style { sheet: safe, ..Style::default() }, &mut out).expect("memory");
        assert!(out.starts_with(b"\xEF\xBB\xBFdate_earliest,"));
    }

    #[test]
    fn quotes_are_doubled_and_records_end_with_crlf() {
        let mut out = Vec::new();
        write(&[super::super::text::tests::entry()], &Style::default(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("text");
        let (header, record) = text.split_once("\r\n").expect("two records");
        assert_eq!(header.split(',').count(), 24);
        assert_eq!(
            record,
            ",,,,ban,happened,Ministry of Trade,barred,Northwind; Contoso,Freedonia,,\"The Ministry of Trade barred Northwind and Contoso, \"\"for now\"\".\",May 2018,expression,1,1,0,1,A ban,2018-07-12,,a.txt,a.txt,7\r\n"
        );
    }
}
