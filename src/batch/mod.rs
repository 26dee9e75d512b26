//! Batches of Arrow: documents in, mentions out. The contract for Python, Spark and whoever else has documents in columns; docs/batch.md
//! shows its tables.
//!
//! [`extract_batch`] reads a batch as `annals extract` reads lines of JSONL, and finds the same mentions, word for word: a row a mention.
//! What is wrong with a row costs a row among the failures, and nothing else. Ids are made from what they stand for, so that the same
//! document gives the same rows wherever and whenever it is read.

mod column;
mod contract;
mod input;
mod load;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod reader;
mod table;

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;

pub use contract::{ARGUMENT, DOCUMENT, FAILURE, INPUT, MENTION, TIMEX, VERSION};
pub use input::{Columns, document_id};
pub use load::{Mentions, failures};
pub use output::Tables;
#[cfg(feature = "parquet")]
pub(crate) use parquet::write_table;
#[cfg(feature = "parquet")]
pub use parquet::{Folder, FolderWriter};
pub use reader::{Source, documents};
#[cfg(feature = "parquet")]
pub(crate) use table::{Cell, Table};
pub use table::{Column, Kind, schema};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::extract::{Extraction, Extractor};
use crate::parallel;
use crate::read::Options;
use crate::store::Record;
use input::{Input, Row};

/// The folders that hold a table each, in a folder of Parquet.
pub const TABLES: [&str; 3] = ["table=mention", "table=document", "table=failure"];

/// How a batch is read.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What its columns are called.
    pub columns: Columns,
    /// How its documents are read: the date of those without one, the largest one, the language of all.
    pub reading: Options,
    /// How many threads work; 0 and 1 are the caller's own.
    pub jobs: usize,
}

/// What a batch says.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// A row a mention ([`MENTION`]), in the order of the documents and of their texts.
    pub mentions: RecordBatch,
    /// A row a document that was read ([`DOCUMENT`]).
    pub documents: RecordBatch,
    /// A row a thing that went wrong ([`FAILURE`]).
    pub failures: RecordBatch,
}

/// All that the documents of `batch` say; a pure function.
///
/// # Errors
/// Where a column is missing or holds something else than it must: names the column. Nothing that a row holds is an error.
///
/// ```
/// use std::sync::Arc;
/// use annals::batch::{Settings, extract_batch};
/// use annals::extract::Extractor;
/// use arrow_array::{Array, RecordBatch, StringArray, cast::AsArray};
///
/// let text = StringArray::from(vec![Some("Northwind bought Contoso on Tuesday."), None]);
/// let date = StringArray::from(vec!["2018-07-12", "2018-07-13"]);
/// let batch = RecordBatch::try_from_iter([("text", Arc::new(text) as _), ("date", Arc::new(date) as _)])?;
/// let told = extract_batch(&Extractor::new(None)?, &batch, &Settings::default())?;
/// assert_eq!(told.mentions.num_rows(), 1);
/// let days = told.mentions.column_by_name("date_earliest").expect("of the contract").as_string::<i64>();
/// assert_eq!(days.value(0), "2018-07-10");
/// let message = told.failures.column_by_name("message").expect("of the contract").as_string::<i64>();
/// assert_eq!(message.value(0), "has no text; give the row a text that is not empty");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extract_batch(extractor: &Extractor, batch: &RecordBatch, settings: &Settings) -> Result<Extracted> {
    extract_with(&|document| extractor.extract(document), batch, settings)
}

/// Rows and bytes of text that are worked on at once.
const PACK: (usize, usize) = (256, 256 << 10);

fn extract_with(
    extract: &(impl Fn(&Document) -> Extraction + Sync),
    batch: &RecordBatch,
    settings: &Settings,
) -> Result<Extracted> {
    let input = &Input::new(batch, &settings.columns)?;
    let mut tables = Tables::default();
    parallel::ordered(
        settings.jobs,
        |give: &mut dyn FnMut(std::ops::Range<usize>) -> bool| {
            let (mut start, mut bytes) = (0, 0);
            for row in 0..batch.num_rows() {
                bytes += input.size(row);
                if row + 1 - start >= PACK.0 || bytes >= PACK.1 || row + 1 == batch.num_rows() {
                    if !give(start..row + 1) {
                        return;
                    }
                    (start, bytes) = (row + 1, 0);
                }
            }
        },
        |rows| -> Vec<(usize, Read)> {
            rows.map(|n| (n, Read::new(input.row(n, &settings.reading), extract))).collect()
        },
        |rows| {
            rows.iter().for_each(|(n, read)| tables.add(*n, read));
            Ok(())
        },
    )?;
    tables
        .finish()
        .map_err(|e| Error::Usage(format!("the batch is too large for Arrow ({e}); hand it over in smaller ones")))
}

/// What was read of a row.
struct Read {
    id: i64,
    key: Option<String>,
    path: String,
    line: Option<i64>,
    warnings: Vec<String>,
    record: std::result::Result<Box<Record>, Option<String>>,
}

impl Read {
    fn new(row: Row, extract: &impl Fn(&Document) -> Extraction) -> Read {
        let Row { id, key, path, line, document, warnings } = row;
        let record = document.and_then(|document| {
            // Nothing may panic; should it, the documents beside it are not to blame.
            let record = catch_unwind(AssertUnwindSafe(|| {
                let extraction = extract(&document);
                Box::new(Record::new(document, extraction))
            }));
            record.map_err(|_| Some(PANIC.to_owned()))
        });
        Read { id, key, path, line, warnings, record }
    }
}

/// What is said of a document that made annals stop.
const PANIC: &str = "made annals stop, which is a mistake in annals: please report it, with the text";

/// What stands for the month where there is none.
const UNDATED: &str = "undated";

/// The id that a digest stands for: its first eight bytes, the most significant first, without the sign.
fn id(digest: &[u8]) -> i64 {
    let first = digest.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte));
    (first & (u64::MAX >> 1)) as i64
}
