//! From files to batches: what `annals extract` would read, as the rows that [`extract_batch`](super::extract_batch) takes.

use std::io::Read;

use arrow_array::RecordBatch;

use super::output::Inputs;
use crate::error::{Error, Result};
use crate::read::{Input, Item, Options, Piece, expand, pieces, stream};

/// A batch is handed on when it holds this many bytes of text, or documents.
const FULL: (usize, usize) = (4 << 20, 4096);

/// Where documents come from.
pub enum Source {
    /// A file, folder or glob.
    Path(String),
    /// Bytes from elsewhere, which are read as if they were the file of that name.
    Stream(String, Box<dyn Read>),
}

/// Reads all documents of `source` and hands them on in batches of [`INPUT`](super::INPUT), until `give` says no; what cannot be read is a row,
/// too. One batch is in memory at a time, whatever the size of the file.
///
/// # Errors
/// Where a batch is larger than Arrow can hold.
pub fn documents(source: Source, options: &Options, give: &mut dyn FnMut(RecordBatch) -> bool) -> Result<()> {
    let (mut inputs, mut bytes, mut outcome) = (Inputs::new(), 0, Ok(true));
    let mut hand = |inputs: Inputs| -> Result<bool> {
        let batch =
            inputs.finish().map_err(|e| Error::Usage(format!("the documents fill more than a batch of Arrow: {e}")))?;
        Ok(give(batch))
    };
    let mut each = |piece: Piece| {
        piece.read(options, &mut |item| {
            match item {
                Item::Document(document) => {
                    bytes += document.text.len();
                    inputs.document(&document);
                }
                Item::Warning(error) => inputs.note(&error, false),
                Item::Failure(error) => inputs.note(&error, true),
            }
            if bytes >= FULL.0 || inputs.rows() >= FULL.1 {
                bytes = 0;
                outcome = hand(std::mem::replace(&mut inputs, Inputs::new()));
            }
            matches!(outcome, Ok(true))
        })
    };
    match source {
        Source::Path(path) => {
            let found: Vec<Input> = expand(&[path.into()]);
            pieces(&found, options, &mut each);
        }
        Source::Stream(name, bytes) => stream(&name, bytes, options, &mut each),
    }
    if outcome? && inputs.rows() > 0 {
        hand(inputs)?;
    }
    Ok(())
}
