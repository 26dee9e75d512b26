//! The timeline as one Parquet file, with the columns of the CSV report.

use std::io::{self, Write};

use super::{Report, Style};
use crate::batch::{Cell, Column, Table, write_table};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "parquet", about: "a Parquet file, for data frames and DuckDB", write };

const COLUMNS: &[Column] = &[
    Column::text("date_earliest", "first possible day; null = open").or_null(),
    Column::text("date_latest", "last possible day; null = open").or_null(),
    Column::text("date_value", "TIMEX3 value of its time").or_null(),
    Column::text("date_edtf", "EDTF of its time").or_null(),
    Column::text("type", "the event's type"),
    Column::text("status", "happened, planned, alleged or denied"),
    Column::text("agents", "who does it; several are joined by \"; \""),
    Column::text("trigger", "the words that name the event"),
    Column::text("targets", "what or whom it is done to; several are joined by \"; \""),
    Column::text("place", "where it takes place").or_null(),
    Column::text("amount", "how much").or_null(),
    Column::text("quote", "the sentence, word for word"),
    Column::text("expression", "the date expression's words").or_null(),
    Column::text("basis", "where the time comes from"),
    Column::number("mentions", "how many mentions tell it"),
    Column::number("documents", "in how many documents"),
    Column::number("publishers", "of how many publishers"),
    Column::number("sources", "in how many texts that are no copies of each other"),
    Column::text("document", "the document's title").or_null(),
    Column::text("document_date", "the document's date").or_null(),
    Column::text("publisher", "who published it").or_null(),
    Column::text("path", "the file it was read from"),
    Column::text("document_key", "the document's own id"),
    Column::number("id", "the fact's"),
];

fn write(entries: &[Entry], _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(COLUMNS);
    for e in entries {
        let (agents, targets) = (e.agents.join("; "), e.targets.join("; "));
        let row: Vec<Cell<'_>> = vec![
            e.date_earliest.as_deref().into(),
            e.date_latest.as_deref().into(),
            e.date_value.as_deref().into(),
            e.date_edtf.as_deref().into(),
            e.kind.as_str().into(),
            e.status.as_str().into(),
            agents.as_str().into(),
            e.trigger.as_str().into(),
            targets.as_str().into(),
            e.place.as_deref().into(),
            e.amount.as_deref().into(),
            e.quote.as_str().into(),
            e.expression.as_deref().into(),
            e.basis.as_str().into(),
            e.mentions.into(),
            e.documents.into(),
            e.publishers.into(),
            e.sources.into(),
            e.document.as_deref().into(),
            e.document_date.as_deref().into(),
            e.publisher.as_deref().into(),
            e.path.as_str().into(),
            e.document_key.as_str().into(),
            e.id.into(),
        ];
        table.push(row);
    }
    write_table(table, out)
}
