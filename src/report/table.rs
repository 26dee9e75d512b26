//! The result of a query: aligned columns, CSV, JSON, JSONL, Markdown.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Sheet;
use super::csv::{field, io_error, writer};
use super::markdown::escape;
use super::word::safe;
use crate::store::{Cell, Rows};

/// How a result is written.
#[derive(Debug)]
pub struct Format {
    /// What `--to` calls it.
    pub name: &'static str,
    write: fn(&Rows, Sheet, &mut dyn Write) -> io::Result<()>,
}

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[
    Format { name: "table", write: table },
    Format { name: "csv", write: csv },
    Format { name: "json", write: json },
    Format { name: "jsonl", write: jsonl },
    Format { name: "markdown", write: markdown },
];

impl Format {
    /// Writes `rows`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, rows: &Rows, sheet: Sheet, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(rows, sheet, out)
    }
}

fn table(rows: &Rows, _: Sheet, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<Vec<String>> =
        rows.rows.iter().map(|row| row.iter().map(|c| safe(&c.text()).into_owned()).collect()).collect();
    let numeric: Vec<bool> = (0..rows.columns.len())
        .map(|i| {
            !rows.rows.is_empty()
                && rows.rows.iter().all(|r| matches!(r[i], Cell::Integer(_) | Cell::Real(_) | Cell::Null))
        })
        .collect();
    let columns: Vec<String> = rows.columns.iter().map(|c| safe(c).into_owned()).collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|i| cells.iter().map(|row| row[i].width()).chain([columns[i].width()]).max().unwrap_or(0))
        .collect();
    let mut line = |cells: &[String]| {
        let mut text = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let space = " ".repeat(widths[i] - cell.width());
            let (before, after) = if numeric[i] { (space.as_str(), "") } else { ("", space.as_str()) };
            text.extend([if i == 0 { "" } else { "  " }, before, cell, after]);
        }
        writeln!(out, "{}", text.trim_end())
    };
    line(&columns)?;
    line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>())?;
    cells.iter().try_for_each(|row| line(row))
}

fn csv(rows: &Rows, sheet: Sheet, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = writer(sheet, out)?;
    csv.write_record(rows.columns.iter().map(|name| field(sheet, name).into_owned())).map_err(io_error)?;
    for row in &rows.rows {
        csv.write_record(row.iter().map(|cell| field(sheet, &cell.text()).into_owned())).map_err(io_error)?;
    }
    csv.flush()
}

fn object(columns: &[String], row: &[Cell]) -> serde_json::Map<String, serde_json::Value> {
    columns.iter().zip(row).map(|(name, cell)| (name.clone(), serde_json::to_value(cell).unwrap_or_default())).collect()
}

fn json(rows: &Rows, _: Sheet, out: &mut dyn Write) -> io::Result<()> {
    let objects: Vec<_> = rows.rows.iter().map(|row| object(&rows.columns, row)).collect();
    serde_json::to_writer_pretty(&mut *out, &objects)?;
    writeln!(out)
}

fn jsonl(rows: &Rows, _: Sheet, out: &mut dyn Write) -> io::Result<()> {
    for row in &rows.rows {
        serde_json::to_writer(&mut *out, &object(&rows.columns, row))?;
        writeln!(out)?;
    }
    Ok(())
}

fn markdown(rows: &Rows, _: Sheet, out: &mut dyn Write) -> io::Result<()> {
    let mut line = |cells: Vec<String>| writeln!(out, "| {} |", cells.join(" | "));
    line(rows.columns.iter().map(|c| escape(&safe(c))).collect())?;
    line(vec!["---".into(); rows.columns.len()])?;
    rows.rows.iter().try_for_each(|row| line(row.iter().map(|c| escape(&safe(&c.text()))).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_result_in_every_format() {
        let rows = Rows {
            columns: vec!["type".into(), "n".into()],
            rows: vec![vec![Cell::Text("ban|\n, x".into()), Cell::Integer(12)], vec![Cell::Null, Cell::Integer(3)]],
        };
        let expected = [
            "type       n\n--------  --\nban| , x  12\n           3\n",
            "type,n\r\n\"ban|\n, x\",12\r\n,3\r\n",
            "[\n  {\n    \"type\": \"ban|\\n, x\",\n    \"n\": 12\n  },\n  {\n    \"type\": null,\n    \"n\": 3\n  }\n]\n",
            "{\"type\":\"ban|\\n, x\",\"n\":12}\n{\"type\":null,\"n\":3}\n",
            "| type | n |\n| --- | --- |\n| ban\\| , x | 12 |\n|  | 3 |\n",
        ];
        for (format, expected) in FORMATS.iter().zip(expected) {
            let mut out = Vec::new();
            format.write(&rows, Sheet::default(), &mut out).expect("memory");
            assert_eq!(String::from_utf8(out).expect("text"), expected, "{}", format.name);
        }
    }
}
