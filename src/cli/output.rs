//! Where commands write: standard output or a file; messages go to standard error.

use std::fs::File;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::read::Input;
use crate::report::steers;

/// Standard output or a file.
pub(super) struct Output {
    writer: Box<dyn Write>,
    path: PathBuf,
    /// Whether people look at it.
    pub(super) terminal: bool,
    /// Whether what is written is handed on at once.
    eager: bool,
}

impl Output {
    pub(super) fn standard() -> Output {
        let out: StdoutLock<'static> = io::stdout().lock();
        let terminal = out.is_terminal();
        Output {
            writer: Box::new(io::BufWriter::with_capacity(1 << 16, out)),
            path: "standard output".into(),
            terminal,
            eager: false,
        }
    }

    /// A file, made anew; none or `-` is standard output.
    pub(super) fn open(path: Option<&Path>) -> Result<Output> {
        match path {
            Some(path) if path != Path::new("-") => {
                let file = File::create(path).map_err(|e| Error::io(path, e))?;
                Ok(Output {
                    writer: Box::new(io::BufWriter::new(file)),
                    path: path.to_owned(),
                    terminal: false,
                    eager: false,
                })
            }
            _ => Ok(Output::standard()),
        }
    }

    /// The same; what comes from a pipe is answered document by document.
    pub(super) fn for_inputs(path: Option<&Path>, inputs: &[Input]) -> Result<Output> {
        let eager = inputs.iter().any(|input| matches!(input, Input::File(path) if path == "-"));
        Ok(Output { eager, ..Output::open(path)? })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let eager = self.eager;
        self.with(|out| {
            out.write_all(bytes)?;
            if eager { out.flush() } else { Ok(()) }
        })
    }

    pub(super) fn with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        write(&mut self.writer).map_err(|e| Error::io(&self.path, e))
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.with(|out| out.flush())
    }

    /// Whether to colour: on a terminal, unless NO_COLOR says no.
    pub(super) fn colour(&self) -> bool {
        self.terminal && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }
}

/// Columns of the terminal; 80 where there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 160)
}

/// Writes a line to standard error; who closed it does not want to know.
pub(super) fn message(text: &str) {
    // Paths and quotes in messages come from outside: what could steer the terminal is shown, not done.
    let plain: String = text.chars().map(|c| if c == '\n' || !steers(c) { c } else { '\u{FFFD}' }).collect();
    let _ = writeln!(io::stderr().lock(), "{plain}");
}
