//! Folders of Parquet: `table=mention`, `table=document` and `table=failure`, as Spark, `annals extract --to parquet` and others write them,
//! in whatever files below.

use std::fs::{File, create_dir_all, rename};
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use walkdir::WalkDir;

use super::contract::{DOCUMENT, FAILURE, MENTION};
use super::load::{Mentions, failures};
use super::table::{Table, schema};
use super::{Extracted, TABLES};
use crate::error::{Error, Result};
use crate::store::Record;

/// Rows that are read at once: texts may be long.
const ROWS: usize = 256;

/// Of how many bytes of Parquet the mentions are kept in memory until their documents come; a larger folder is read in as many passes.
const PASS: u64 = 64 << 20;

/// The files of a folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// For each of [`TABLES`].
    files: [Vec<PathBuf>; 3],
}

impl Folder {
    /// The files of the folder at `path`. What a job of Spark that is under way has not committed is not among them.
    ///
    /// # Errors
    /// Where the folder cannot be read, or holds no documents.
    pub fn open(path: &Path) -> Result<Folder> {
        let mut folder = Folder { path: path.to_owned(), files: Default::default() };
        let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with(['_', '.']);
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e))
        {
            let entry = entry.map_err(|e| Error::io(path, e.into()))?;
            let inside = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let table = TABLES.iter().position(|t| inside.iter().any(|part| part == *t));
            if let Some(table) = table.filter(|_| entry.path().extension().is_some_and(|e| e == "parquet")) {
                folder.files[table].push(entry.into_path());
            }
        }
        // Newest first: of two forms of one document, the one that was written last is stored.
        let written = |path: &PathBuf| std::fs::metadata(path).and_then(|m| m.modified()).ok();
        folder.files.iter_mut().for_each(|files| files.sort_by_key(|file| std::cmp::Reverse(written(file))));
        if folder.files[1].is_empty() {
            let message = format!(
                "holds no Parquet files below {}; name the folder that annals.spark.save or annals extract --to parquet wrote",
                TABLES[1]
            );
            return Err(Error::Input { path: path.to_owned(), line: None, message });
        }
        Ok(folder)
    }

    /// Hands on all documents, each with what it says, and what could not be read.
    ///
    /// # Errors
    /// Where a file is damaged, or not of the contract: names it; and those of `give`.
    pub fn records(&self, give: &mut dyn FnMut(std::result::Result<Record, Error>) -> Result<()>) -> Result<()> {
        let [mentions, documents, failed] = &self.files;
        let bytes: u64 = mentions.iter().filter_map(|f| std::fs::metadata(f).ok()).map(|m| m.len()).sum();
        let passes = (bytes / PASS + 1) as i64;
        for pass in 0..passes {
            let wanted = |id: i64| id.rem_euclid(passes) == pass;
            let mut told = Mentions::default();
            each(mentions, &mut |batch| told.add(batch, &wanted))?;
            each(documents, &mut |batch| told.documents(batch, &wanted, give))?;
        }
        each(failed, &mut |batch| {
            failures(batch)?.into_iter().try_for_each(|error| match error {
                Error::Input { path, line, message } if path.as_os_str().is_empty() => {
                    give(Err(Error::Input { path: self.path.clone(), line, message }))
                }
                error => give(Err(error)),
            })
        })
    }
}

fn each(files: &[PathBuf], take: &mut dyn FnMut(&RecordBatch) -> Result<()>) -> Result<()> {
    for path in files {
        let wrong = |message: String| Error::Input { path: path.clone(), line: None, message };
        let damaged = |e: ParquetError| wrong(format!("cannot be read as Parquet: {e}"));
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(damaged)?;
        for batch in reader.with_batch_size(ROWS).build().map_err(damaged)? {
            let batch = batch.map_err(|e| damaged(e.into()))?;
            take(&batch).map_err(|e| match e {
                Error::Usage(message) => wrong(message),
                other => other,
            })?;
        }
    }
    Ok(())
}

/// Writes a folder; its files have their names when they are whole.
pub struct FolderWriter {
    tables: Vec<(PathBuf, ArrowWriter<File>)>,
}

impl FolderWriter {
    /// Begins the files in the folder at `path`, which is made if it is not there.
    ///
    /// # Errors
    /// Where it holds tables already, or cannot be written.
    pub fn new(path: &Path) -> Result<FolderWriter> {
        let mut tables = Vec::new();
        for (name, columns) in TABLES.iter().zip([MENTION, DOCUMENT, FAILURE]) {
            let folder = path.join(name);
            let whole = |e: std::io::Result<std::fs::DirEntry>| {
                e.is_ok_and(|e| !e.file_name().to_string_lossy().starts_with('.'))
            };
            if std::fs::read_dir(&folder).is_ok_and(|mut files| files.any(whole)) {
                let message = format!("holds {name} already; name another folder, or remove that one");
                return Err(Error::Input { path: path.to_owned(), line: None, message });
            }
            create_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
            let file = folder.join(".part-0.parquet");
            let out = File::create(&file).map_err(|e| Error::io(&file, e))?;
            let writer = properties().and_then(|p| ArrowWriter::try_new(out, schema(columns), Some(p)));
            let writer = writer.map_err(|e| refuse(&file, &e))?;
            tables.push((file, writer));
        }
        Ok(FolderWriter { tables })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// Where the files cannot be written.
    pub fn write(&mut self, rows: &Extracted) -> Result<()> {
        for ((file, writer), batch) in self.tables.iter_mut().zip([&rows.mentions, &rows.documents, &rows.failures]) {
            writer.write(batch).map_err(|e| refuse(file, &e))?;
        }
        Ok(())
    }

    /// Ends the files.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn finish(self) -> Result<()> {
        for (file, writer) in self.tables {
            writer.close().map_err(|e| refuse(&file, &e))?;
            rename(&file, file.with_file_name("part-0.parquet")).map_err(|e| Error::io(&file, e))?;
        }
        Ok(())
    }
}

fn properties() -> std::result::Result<WriterProperties, ParquetError> {
    Ok(WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?)).build())
}

/// A table as one file.
pub(crate) fn write_table(table: Table, out: &mut dyn Write) -> std::io::Result<()> {
    let write = || -> std::result::Result<Vec<u8>, ParquetError> {
        let rows = table.finish()?;
        let mut writer = ArrowWriter::try_new(Vec::new(), rows.schema(), Some(properties()?))?;
        writer.write(&rows)?;
        writer.into_inner()
    };
    out.write_all(&write().map_err(std::io::Error::other)?)
}

fn refuse(path: &Path, error: &ParquetError) -> Error {
    Error::Input { path: path.to_owned(), line: None, message: format!("cannot be written as Parquet: {error}") }
}
