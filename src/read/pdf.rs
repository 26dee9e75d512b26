//! PDF, with the feature `pdf`: the text of all pages, its lines put together to paragraphs. A file that the parser breaks on fails by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Options, Page, Piece, Reader, Source, date::parse_date, head};
use crate::document::{DateSource, Document};

pub(super) const READER: Reader =
    Reader { name: "pdf", sure: true, endings: &["pdf"], guess: |head| head.starts_with(b"%PDF-"), read };

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some(bytes) = source.whole(give) else { return };
    let document = Document { id: source.path.into(), path: source.path.into(), ..Document::default() };
    give(Piece::Page(Box::new(Page { document, bytes, parse })));
}

fn parse(bytes: &[u8], options: &Options, document: &mut Document) -> Result<(), String> {
    // The parser takes broken files for its own mistakes, and panics.
    let text = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(bytes)));
    let text = text
        .map_err(|_| "is a PDF that its parser breaks on")?
        .map_err(|e| format!("is no PDF that can be read: {e}"))?;
    if text.len() as u64 > options.limit() {
        return Err("expands to more than --max-document-size".into());
    }
    document.text = paragraphs(&text);
    if document.text.is_empty() {
        return Err("has no text, only pictures".into());
    }
    if head::dateline(&document.text).is_none() {
        document.date = created(bytes).and_then(|day| parse_date(day).ok());
        document.date_source = document.date.map(|_| DateSource::Metadata);
    }
    Ok(())
}

/// Lines that follow each other are a paragraph; a word that was divided at a line's end is whole again.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let divided = out.ends_with('-') && line.starts_with(char::is_lowercase);
        match (open, divided) {
            (true, true) => drop(out.pop()),
            (true, false) => out.push(' '),
            (false, _) => out.push_str(if out.is_empty() { "" } else { "\n\n" }),
        }
        out.push_str(line);
        open = true;
    }
    out
}

/// The day of "/CreationDate (D:20180712…)", where it stands openly.
fn created(bytes: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"/CreationDate";
    let at = bytes.windows(KEY.len()).position(|w| w == KEY)?;
    let day = bytes[at + KEY.len()..].trim_ascii_start().strip_prefix(b"(D:")?.get(..8)?;
    std::str::from_utf8(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = "Northwind bought\nContoso for its man-\nagement.\n\n \nIt paid 12\nmillion.\n";
        assert_eq!(paragraphs(text), "Northwind bought Contoso for its management.\n\nIt paid 12 million.");
        assert_eq!(paragraphs(" \n\n"), "");
    }

    #[test]
    fn the_day_of_creation_stands_in_the_file() {
        assert_eq!(created(b"<< /CreationDate (D:20180712080000Z) >>"), Some("20180712"));
        assert_eq!(created(b"<< /CreationDate 12 0 R >>"), None);
    }

    #[test]
    fn a_pdf_is_read_and_a_broken_one_is_told() {
        let stream = "BT /F1 12 Tf 72 700 Td (Northwind bought Contoso in May 2018.) Tj ET";
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            "<< /CreationDate (D:20180712080000Z) >>".to_owned(),
        ];
        let (mut pdf, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
        for (n, object) in objects.iter().enumerate() {
            places.push(pdf.len());
            pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
        }
        let start = pdf.len();
        pdf.push_str("xref\n0 7\n0000000000 65535 f \n");
        places.iter().for_each(|p| pdf.push_str(&format!("{p:010} 00000 n \n")));
        pdf.push_str(&format!("trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"));
        let mut document = Document::default();
        parse(pdf.as_bytes(), &Options::default(), &mut document).expect("read");
        assert_eq!(document.text, "Northwind bought Contoso in May 2018.");
        assert_eq!(document.date.map(|d| d.to_string()).as_deref(), Some("2018-07-12"));
        for cut in [9, 60, start / 2, start] {
            assert!(parse(&pdf.as_bytes()[..cut], &Options::default(), &mut Document::default()).is_err(), "{cut}");
        }
    }
}
