//! Tables as data: a list of columns makes the Arrow schema, the builders and the page in the docs.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Int64Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use super::VERSION;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text, with 64-bit offsets: `LargeUtf8`.
    Text,
    /// A number: `Int64`.
    Number,
    /// Yes or no: `Boolean`.
    Flag,
    /// A list of records: `List<Struct>`.
    List(&'static [Column]),
}

/// A column of the contract.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
    /// One line for the docs.
    pub about: &'static str,
}

impl Column {
    pub(crate) const fn text(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Text, nullable: false, about }
    }

    pub(crate) const fn number(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Number, nullable: false, about }
    }

    pub(crate) const fn flag(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Flag, nullable: false, about }
    }

    pub(crate) const fn list(name: &'static str, of: &'static [Column], about: &'static str) -> Column {
        Column { name, kind: Kind::List(of), nullable: false, about }
    }

    pub(crate) const fn or_null(self) -> Column {
        Column { nullable: true, ..self }
    }

    /// The type as the docs write it.
    pub fn type_name(&self) -> String {
        match self.kind {
            Kind::Text => "LargeUtf8".into(),
            Kind::Number => "Int64".into(),
            Kind::Flag => "Boolean".into(),
            Kind::List(_) => "List<Struct>".into(),
        }
    }

    fn field(&self) -> Field {
        let kind = match self.kind {
            Kind::Text => DataType::LargeUtf8,
            Kind::Number => DataType::Int64,
            Kind::Flag => DataType::Boolean,
            Kind::List(columns) => DataType::List(element(columns)),
        };
        Field::new(self.name, kind, self.nullable)
    }
}

fn element(columns: &[Column]) -> Arc<Field> {
    Arc::new(Field::new("element", DataType::Struct(fields(columns)), false))
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(Column::field).collect()
}

/// The schema of a table, with the contract's version in its metadata.
pub fn schema(columns: &[Column]) -> SchemaRef {
    let metadata = [("annals.batch", VERSION.to_string()), ("annals.version", env!("CARGO_PKG_VERSION").to_owned())];
    let metadata: HashMap<String, String> = metadata.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    Arc::new(Schema::new_with_metadata(fields(columns), metadata))
}

/// A value of a row.
#[derive(Debug)]
pub(crate) enum Cell<'a> {
    Text(Option<&'a str>),
    Number(Option<i64>),
    Flag(bool),
    List(Vec<Vec<Cell<'a>>>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Cell<'a> {
        Cell::Text(text)
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Cell::Number(Some(number))
    }
}

impl From<Option<i64>> for Cell<'_> {
    fn from(number: Option<i64>) -> Self {
        Cell::Number(number)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

/// Rows under way.
#[derive(Debug)]
pub(crate) struct Table {
    columns: &'static [Column],
    builders: Vec<Builder>,
    pub(crate) rows: usize,
}

#[derive(Debug)]
enum Builder {
    Text(LargeStringBuilder),
    Number(Int64Builder),
    Flag(BooleanBuilder),
    List(Table, Vec<i32>),
}

impl Table {
    pub(crate) fn new(columns: &'static [Column]) -> Table {
        let builder = |column: &Column| match column.kind {
            Kind::Text => Builder::Text(LargeStringBuilder::new()),
            Kind::Number => Builder::Number(Int64Builder::new()),
            Kind::Flag => Builder::Flag(BooleanBuilder::new()),
            Kind::List(of) => Builder::List(Table::new(of), vec![0]),
        };
        Table { columns, builders: columns.iter().map(builder).collect(), rows: 0 }
    }

    /// Adds a row: a cell a column, in their order.
    pub(crate) fn push(&mut self, row: Vec<Cell<'_>>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a cell a column");
        for (builder, cell) in self.builders.iter_mut().zip(row) {
            match (builder, cell) {
                (Builder::Text(b), Cell::Text(text)) => b.append_option(text),
                (Builder::Number(b), Cell::Number(number)) => b.append_option(number),
                (Builder::Flag(b), Cell::Flag(flag)) => b.append_value(flag),
                (Builder::List(table, offsets), Cell::List(rows)) => {
                    rows.into_iter().for_each(|row| table.push(row));
                    offsets.push(table.rows as i32);
                }
                (builder, cell) => debug_assert!(false, "{cell:?} is not for {builder:?}"),
            }
        }
        self.rows += 1;
    }

    /// The rows as a batch.
    pub(crate) fn finish(self) -> Result<RecordBatch, ArrowError> {
        let columns = self.columns;
        RecordBatch::try_new(schema(columns), self.arrays()?)
    }

    fn arrays(self) -> Result<Vec<ArrayRef>, ArrowError> {
        let array = |(builder, column): (Builder, &Column)| -> Result<ArrayRef, ArrowError> {
            Ok(match (builder, column.kind) {
                (Builder::Text(mut b), _) => Arc::new(b.finish()),
                (Builder::Number(mut b), _) => Arc::new(b.finish()),
                (Builder::Flag(mut b), _) => Arc::new(b.finish()),
                (Builder::List(table, offsets), _) => {
                    let of = table.columns;
                    let rows = table.rows;
                    let records = StructArray::try_new_with_length(fields(of), table.arrays()?, None, rows)?;
                    let offsets = OffsetBuffer::new(offsets.into());
                    Arc::new(ListArray::try_new(element(of), offsets, Arc::new(records), None)?)
                }
            })
        };
        self.builders.into_iter().zip(self.columns).map(array).collect()
    }
}
