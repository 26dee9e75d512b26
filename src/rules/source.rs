//! Where rule files come from.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/en");

/// One file of rules.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// Relative to the rules folder, with `/`: "timex/date.toml".
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl RuleFile {
    /// The file's name without folder and ending: "acquisition".
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }

    /// The file as text.
    ///
    /// # Errors
    /// Where it is not UTF-8.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.bytes).map_err(|e| {
            let line = self.bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Error::Rule {
                file: PathBuf::from(&self.path),
                line: Some(line),
                rule: None,
                message: "is not UTF-8 text; save it as UTF-8".into(),
            }
        })
    }
}

/// All files of a set of rules, sorted by path.
#[derive(Debug, Clone)]
pub struct RuleFiles {
    /// The files.
    pub files: Vec<RuleFile>,
}

impl RuleFiles {
    /// The English rules that are built in.
    pub fn embedded() -> RuleFiles {
        let mut files = Vec::new();
        collect(&EMBEDDED, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        RuleFiles { files }
    }

    /// The built-in rules with those of `folder` laid over them: a file of the same path replaces, another one adds.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read.
    pub fn with_folder(folder: &Path) -> Result<RuleFiles> {
        let mut all = RuleFiles::embedded();
        for file in RuleFiles::folder(folder)?.files {
            match all.files.iter_mut().find(|f| f.path == file.path) {
                Some(old) => *old = file,
                None => all.files.push(file),
            }
        }
        all.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(all)
    }

    /// Only the files of `folder`.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read, or no file in it is a rule file (`.toml` or `.txt`).
    pub fn folder(folder: &Path) -> Result<RuleFiles> {
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|e| Error::io(folder, e.into()))?;
            let ending = entry.path().extension().and_then(|e| e.to_str());
            if entry.file_type().is_file() && matches!(ending, Some("toml" | "txt")) {
                let bytes = std::fs::read(entry.path()).map_err(|e| Error::io(entry.path(), e))?;
                let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                files.push(RuleFile { path: relative.to_string_lossy().replace('\\', "/"), bytes });
            }
        }
        if files.is_empty() {
            let message = "holds no rule files; a rules folder has event/*.toml, timex/*.toml or words/*.toml".into();
            return Err(Error::Rule { file: folder.to_owned(), line: None, rule: None, message });
        }
        Ok(RuleFiles { files })
    }

    /// The files directly in `folder` ("event", "timex", "words"), in path order.
    pub fn in_folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a RuleFile> + 'a {
        self.files.iter().filter(move |f| f.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The file at `path`, if there is one.
    pub fn get(&self, path: &str) -> Option<&RuleFile> {
        self.files.iter().find(|f| f.path == path)
    }
}

fn collect(dir: &Dir<'_>, files: &mut Vec<RuleFile>) {
    for file in dir.files() {
        files
            .push(RuleFile { path: file.path().to_string_lossy().replace('\\', "/"), bytes: file.contents().to_vec() });
    }
    for sub in dir.dirs() {
        collect(sub, files);
    }
}

/// Reads a TOML rule file.
///
/// # Errors
/// Names the file and the line, and says what TOML or the rule format expects there.
pub fn parse<T: DeserializeOwned>(file: &RuleFile) -> Result<T> {
    let text = file.text()?;
    toml::from_str(text).map_err(|e| {
        let line = e.span().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        Error::Rule { file: PathBuf::from(&file.path), line, rule: None, message: e.message().replace('\n', " ") }
    })
}
