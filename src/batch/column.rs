//! Columns of a batch that somebody else made: found by name, checked, and read as text whatever their exact type.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, PrimitiveArray, RecordBatch, StructArray,
};
use arrow_schema::{DataType, Schema, TimeUnit};
use chrono::{DateTime, Duration, NaiveDate};

use crate::document::iso_day;
use crate::error::{Error, Result};

/// Text, as bytes: who hands over Arrow from elsewhere may not have looked whether it is UTF-8.
#[derive(Debug)]
pub(super) enum Words {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// Numbers as ids, days as dates.
    Made(Vec<Option<String>>),
}

impl Words {
    pub(super) fn bytes(&self, row: usize) -> Option<&[u8]> {
        match self {
            Words::Small(a) => a.is_valid(row).then(|| a.value(row)),
            Words::Large(a) => a.is_valid(row).then(|| a.value(row)),
            Words::View(a) => a.is_valid(row).then(|| a.value(row)),
            Words::Made(a) => a.get(row)?.as_deref().map(str::as_bytes),
        }
    }

    /// The text of a row, broken bytes as U+FFFD.
    pub(super) fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        self.bytes(row).map(String::from_utf8_lossy)
    }

    /// The text of a row, if there is one that is not blank.
    pub(super) fn said(&self, row: usize) -> Option<String> {
        self.text(row).filter(|t| !t.trim().is_empty()).map(Cow::into_owned)
    }
}

/// The column `name`; none where there is none, which is an error where it is `wanted`.
pub(super) fn find<'b>(batch: &'b RecordBatch, name: &str, wanted: bool) -> Result<Option<&'b ArrayRef>> {
    match batch.column_by_name(name) {
        Some(column) => Ok(Some(column)),
        None if wanted => Err(Error::Usage(missing(name, batch.schema_ref()))),
        None => Ok(None),
    }
}

fn missing(name: &str, schema: &Schema) -> String {
    let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
    format!(
        "the batch has no column \"{name}\"; it has {}",
        if names.is_empty() { "none".into() } else { names.join(", ") }
    )
}

fn wrong(name: &str, column: &dyn Array, what: &str) -> Error {
    Error::Usage(format!("column \"{name}\" is {}; it must hold {what}", column.data_type()))
}

/// A column of text.
pub(super) fn words(name: &str, column: &dyn Array) -> Result<Words> {
    strings(column).ok_or_else(|| wrong(name, column, "text: Utf8, LargeUtf8, Utf8View, or the same as Binary"))
}

/// A column of ids: text, or whole numbers.
pub(super) fn ids(name: &str, column: &dyn Array) -> Result<Words> {
    fn numbers<T: arrow_array::ArrowPrimitiveType>(column: &dyn Array) -> Words
    where
        T::Native: ToString,
    {
        Words::Made(column.as_primitive::<T>().iter().map(|n| n.map(|n| n.to_string())).collect())
    }
    Ok(match column.data_type() {
        DataType::Int32 => numbers::<Int32Type>(column),
        DataType::Int64 => numbers::<Int64Type>(column),
        DataType::UInt32 => numbers::<UInt32Type>(column),
        DataType::UInt64 => numbers::<UInt64Type>(column),
        _ => strings(column)
            .ok_or_else(|| wrong(name, column, "ids: text (Utf8, LargeUtf8, Utf8View) or whole numbers"))?,
    })
}

/// A column of dates: text, days or points in time; these count in UTC.
pub(super) fn dates(name: &str, column: &dyn Array) -> Result<Words> {
    fn days<T: arrow_array::ArrowPrimitiveType>(
        column: &dyn Array,
        day: impl Fn(T::Native) -> Option<NaiveDate>,
    ) -> Words {
        let array: &PrimitiveArray<T> = column.as_primitive::<T>();
        // A day that no ISO text can say is shown as what it is: no date.
        let say = |n: T::Native| day(n).and_then(iso_day).unwrap_or_else(|| format!("{n:?}"));
        Words::Made(array.iter().map(|n| n.map(say)).collect())
    }
    let after = |days: i64| NaiveDate::default().checked_add_signed(Duration::try_days(days)?);
    let second = |s: i64| DateTime::from_timestamp(s, 0).map(|t| t.date_naive());
    Ok(match column.data_type() {
        DataType::Date32 => days::<Date32Type>(column, |n| after(n.into())),
        DataType::Date64 => days::<Date64Type>(column, |n| second(n.div_euclid(1000))),
        DataType::Timestamp(TimeUnit::Second, _) => days::<TimestampSecondType>(column, second),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            days::<TimestampMillisecondType>(column, |n| second(n.div_euclid(1000)))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            days::<TimestampMicrosecondType>(column, |n| second(n.div_euclid(1_000_000)))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            days::<TimestampNanosecondType>(column, |n| second(n.div_euclid(1_000_000_000)))
        }
        _ => strings(column)
            .ok_or_else(|| wrong(name, column, "dates: text such as 2018-07-12, Date32, Date64 or Timestamp"))?,
    })
}

fn strings(column: &dyn Array) -> Option<Words> {
    Some(match column.data_type() {
        DataType::Utf8 => {
            let a = column.as_string::<i32>();
            Words::Small(BinaryArray::try_new(a.offsets().clone(), a.values().clone(), a.nulls().cloned()).ok()?)
        }
        DataType::LargeUtf8 => {
            let a = column.as_string::<i64>();
            Words::Large(LargeBinaryArray::try_new(a.offsets().clone(), a.values().clone(), a.nulls().cloned()).ok()?)
        }
        DataType::Utf8View => Words::View(column.as_string_view().clone().to_binary_view()),
        DataType::Binary => Words::Small(column.as_binary::<i32>().clone()),
        DataType::LargeBinary => Words::Large(column.as_binary::<i64>().clone()),
        DataType::BinaryView => Words::View(column.as_binary_view().clone()),
        DataType::Null => Words::Made(Vec::new()),
        _ => return None,
    })
}

/// A column of 64-bit numbers.
pub(super) fn numbers<'b>(name: &str, column: &'b ArrayRef) -> Result<&'b PrimitiveArray<Int64Type>> {
    column.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong(name, column, "Int64"))
}

/// A column of lists of records: for each row the range of its records in the array of all of them.
pub(super) fn records<'b>(name: &str, column: &'b ArrayRef) -> Result<(&'b StructArray, Vec<std::ops::Range<usize>>)> {
    let refuse = || wrong(name, column, "List<Struct>");
    let list = column.as_list_opt::<i32>().ok_or_else(refuse)?;
    let records = list.values().as_struct_opt().ok_or_else(refuse)?;
    let range = |row: usize| {
        let [start, end] = [list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize];
        if list.is_valid(row) { start..end } else { 0..0 }
    };
    Ok((records, (0..list.len()).map(range).collect()))
}
