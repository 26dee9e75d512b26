//! `annals extract --to parquet` and `annals export parquet`: a folder of Parquet, as Spark writes them, without Spark.

use std::path::Path;

use super::Outcome;
use super::input::{InputArgs, RulesArgs, TimeArgs};
use crate::batch::{FolderWriter, Tables, document_id};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::store::{Record, Store};

/// Rows that are kept until they are written.
const ROWS: usize = 16_384;

pub(super) fn write(input: &InputArgs, rules: &RulesArgs, times: TimeArgs, output: Option<&Path>) -> Result<Outcome> {
    let folder = folder(output)?;
    let inputs = input.inputs()?;
    let extractor = rules.extractor()?.with_options(times.options());
    let mut out = FolderWriter::new(folder)?;
    let mut tables = Tables::default();
    let work = |documents: Vec<Document>| -> Vec<(i64, Record)> {
        let record = |document: Document| {
            let extraction = extractor.extract(&document);
            (document_id(&document), Record::new(document, extraction))
        };
        documents.into_iter().map(record).collect()
    };
    let seen = input.run(&inputs, work, |result| {
        match result {
            Ok(records) => records.iter().for_each(|(id, record)| tables.record(*id, record)),
            Err(error) => tables.fail(error),
        }
        if tables.rows() < ROWS { Ok(()) } else { flush(&mut out, &mut tables) }
    })?;
    flush(&mut out, &mut tables)?;
    out.finish()?;
    seen.outcome()
}

/// The documents of a database, with what they say.
pub(super) fn export(store: &Store, output: Option<&Path>) -> Result<Outcome> {
    let mut out = FolderWriter::new(folder(output)?)?;
    let mut tables = Tables::default();
    store.records(&mut |record| {
        match record {
            Ok(record) => tables.record(document_id(&record.document), &record),
            Err(error) => tables.fail(&error),
        }
        if tables.rows() < ROWS { Ok(()) } else { flush(&mut out, &mut tables) }
    })?;
    flush(&mut out, &mut tables)?;
    out.finish()?;
    Ok(Outcome::Done)
}

fn folder(output: Option<&Path>) -> Result<&Path> {
    let folder = output.filter(|path| *path != Path::new("-"));
    folder.ok_or_else(|| Error::Usage("Parquet is written into a folder; name it with -o".into()))
}

fn flush(out: &mut FolderWriter, tables: &mut Tables) -> Result<()> {
    let rows = std::mem::take(tables).finish();
    out.write(&rows.map_err(|e| Error::Usage(format!("the rows do not fit into Arrow: {e}")))?)
}
