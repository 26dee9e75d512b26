//! The door of the Python package: what it hands to the library, and back. How it looks from Python is said in `annals/__init__.py`.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use annals::batch::{self, Columns, Extracted, Settings, Source};
use annals::document::Document;
use annals::extract::Extractor;
use annals::read::{Item, Options, Piece, parse_date, reader};
use annals::report::line;
use arrow_array::RecordBatch;
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Extraction builds many small lists.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

create_exception!(annals, Error, PyValueError, "What annals cannot do; says what the command line says.");

fn error(error: annals::error::Error) -> PyErr {
    Error::new_err(error.to_string())
}

fn wrong(message: impl Into<String>) -> PyErr {
    Error::new_err(message.into())
}

/// The compiled rules, and how documents are read.
#[pyclass(frozen, name = "Engine")]
struct Engine {
    extractor: Extractor,
    settings: Settings,
}

type Names = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

#[pymethods]
impl Engine {
    #[new]
    fn new(
        py: Python<'_>,
        rules: Option<PathBuf>,
        jobs: usize,
        language: Option<String>,
        max_document_size: u32,
    ) -> PyResult<Engine> {
        let extractor = py.detach(|| Extractor::new(rules.as_deref())).map_err(error)?;
        let language = language.as_deref().map(annals::read::parse_language).transpose().map_err(wrong)?;
        let reading = Options { language, max_megabytes: max_document_size, ..Options::default() };
        Ok(Engine { extractor, settings: Settings { columns: Columns::default(), reading, jobs } })
    }

    /// The line of JSON that `annals extract --to jsonl` prints.
    fn extract<'py>(
        &self,
        py: Python<'py>,
        text: String,
        date: Option<String>,
        title: Option<String>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let document = self.document(text, date, title)?;
        let out = py.detach(|| {
            let mut out = Vec::new();
            line::extract(&document, &self.extractor.extract(&document).mentions, &mut out);
            out
        });
        Ok(PyBytes::new(py, &out))
    }

    /// The line of JSON that `annals tag --to jsonl` prints.
    fn tag<'py>(
        &self,
        py: Python<'py>,
        text: String,
        date: Option<String>,
        title: Option<String>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let document = self.document(text, date, title)?;
        let out = py.detach(|| {
            let mut out = Vec::new();
            line::tag(&document, &self.extractor.tag(&document), &mut out);
            out
        });
        Ok(PyBytes::new(py, &out))
    }

    /// Mentions, documents and failures of a batch.
    fn extract_batch<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        names: Names,
    ) -> PyResult<[Bound<'py, PyAny>; 3]> {
        let data = RecordBatch::from_pyarrow_bound(data)?;
        let (text, id, date, title, path, metadata) = names;
        let columns = Columns { text, id, date, title, path, metadata };
        let settings = Settings { columns, ..self.settings.clone() };
        let extracted = py.detach(|| batch::extract_batch(&self.extractor, &data, &settings)).map_err(error)?;
        let Extracted { mentions, documents, failures } = extracted;
        Ok([mentions.to_pyarrow(py)?, documents.to_pyarrow(py)?, failures.to_pyarrow(py)?])
    }
}

impl Engine {
    /// The document that a text is, with its date and language found as in a file.
    fn document(&self, text: String, date: Option<String>, title: Option<String>) -> PyResult<Document> {
        let mut document = Document { text, title, ..Document::default() };
        if let Some(words) = date {
            let day = parse_date(&words).map_err(|why| wrong(format!("date \"{words}\": {why}")))?;
            document.date = Some(day);
        }
        let mut found = None;
        Piece::Document(document).read(&self.settings.reading, &mut |item| {
            if let Item::Document(document) = item {
                found = Some(document);
            }
            true
        });
        found.ok_or_else(|| wrong("the text could not be read"))
    }
}

/// The schemas of mentions, documents, failures and input.
#[pyfunction]
fn schemas(py: Python<'_>) -> PyResult<[Bound<'_, PyAny>; 4]> {
    let schema = |columns| batch::schema(columns).to_pyarrow(py);
    Ok([schema(batch::MENTION)?, schema(batch::DOCUMENT)?, schema(batch::FAILURE)?, schema(batch::INPUT)?])
}

/// A file object of Python.
struct Stream(Py<PyAny>);

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let bytes = self.0.bind(py).call_method1("read", (buffer.len().clamp(1, 1 << 20),));
            let bytes = bytes.map_err(|e| io::Error::other(e.to_string()))?;
            let bytes: &[u8] =
                bytes.extract().map_err(|_| io::Error::other("the file gives no bytes; open it in binary mode"))?;
            let n = bytes.len().min(buffer.len());
            buffer[..n].copy_from_slice(&bytes[..n]);
            Ok(n)
        })
    }
}

/// Batches of documents, read by a thread of their own, two ahead.
#[pyclass(frozen, name = "Reader")]
struct Reader {
    batches: Mutex<Option<Receiver<Result<RecordBatch, annals::error::Error>>>>,
}

#[pymethods]
impl Reader {
    #[new]
    fn new(
        source: Py<PyAny>,
        name: Option<String>,
        format: Option<String>,
        date: Option<String>,
        assume_crawl_date: bool,
        py: Python<'_>,
    ) -> PyResult<Reader> {
        let date = date.map(|d| parse_date(&d).map_err(|why| wrong(format!("date \"{d}\": {why}")))).transpose()?;
        let format = format.as_deref().map(reader).transpose().map_err(error)?;
        let options = Options { date, format, assume_crawl_date, ..Options::default() };
        let path: Option<PathBuf> = source.extract(py).ok();
        let (send, batches) = sync_channel(2);
        thread::spawn(move || {
            let source = match path {
                Some(path) => Source::Path(path.to_string_lossy().into_owned()),
                None => Source::Stream(name.unwrap_or_else(|| "-".into()), Box::new(Stream(source))),
            };
            let read = batch::documents(source, &options, &mut |batch| send.send(Ok(batch)).is_ok());
            if let Err(error) = read {
                let _ = send.send(Err(error));
            }
        });
        Ok(Reader { batches: Mutex::new(Some(batches)) })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let next = py.detach(|| {
            let batches = self.batches.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            batches.as_ref().and_then(|b| b.recv().ok())
        });
        next.map(|batch| batch.map_err(error)?.to_pyarrow(py)).transpose()
    }
}

/// Runs the command line with `arguments`, the first of which is the program's name; its exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| annals::cli::run_with(arguments))
}

#[pymodule]
fn _annals(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Error", module.py().get_type::<Error>())?;
    module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    module.add("BATCH", batch::VERSION)?;
    module.add_class::<Engine>()?;
    module.add_class::<Reader>()?;
    module.add_function(wrap_pyfunction!(schemas, module)?)?;
    module.add_function(wrap_pyfunction!(run, module)?)
}
