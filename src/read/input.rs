//! Which files the user means: files, folders (all documents in them, sorted), globs, `-`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

use super::{WRAPPERS, by_ending};

/// One input, or why it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file's path, as given or found; `-` is standard input.
    File(String),
    /// A path that leads to no document, and why.
    Failed((PathBuf, String)),
}

/// The inputs that `paths` mean, in the order given, each once; those of a folder or a glob sorted by path.
/// Hidden files and endings that no format claims are passed over in folders, but not where they are named.
pub fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        let failed = |message: &str| Input::Failed((path.clone(), message.into()));
        let Some(text) = path.to_str() else {
            inputs.push(failed("its name is not UTF-8; rename it"));
            continue;
        };
        if text == "-" || path.is_file() {
            inputs.push(Input::File(text.into()));
        } else if path.is_dir() {
            let before = inputs.len();
            walk(path, &mut inputs, |entry| entry.path().to_str().is_some_and(claimed));
            if inputs.len() == before {
                inputs.push(failed("no documents in this folder; annals looks for .txt, .md, .jsonl, .html and the other endings in its help"));
            }
        } else if path.exists() {
            // A pipe or another special file: `annals extract <(command)`.
            inputs.push(Input::File(text.into()));
        } else if text.contains(['*', '?', '[', '{']) {
            glob(path, text, &mut inputs);
        } else {
            inputs.push(failed("no such file or folder; check the spelling"));
        }
    }
    let mut seen = HashSet::new();
    inputs.retain(|input| {
        seen.insert(match input {
            Input::File(path) => path.clone(),
            Input::Failed((path, message)) => format!("{} {message}", path.display()),
        })
    });
    inputs
}

/// Whether a format claims the ending of a file's name, also below a wrapper's.
pub(super) fn claimed(name: &str) -> bool {
    let mut name = name.to_lowercase();
    if archived(&name) && !WRAPPERS.iter().any(|w| name.ends_with(w)) {
        return true;
    }
    if let Some(stem) = WRAPPERS.iter().find_map(|w| name.strip_suffix(w)) {
        name = stem.to_owned();
    }
    name.ends_with(".tar") || by_ending(&name).is_some()
}

/// Whether a file's name says that it is larger inside.
pub(super) fn archived(name: &str) -> bool {
    let name = name.to_lowercase();
    WRAPPERS.iter().chain(&[".tgz", ".tar", ".zip"]).any(|w| name.ends_with(w))
}

fn glob(path: &Path, text: &str, inputs: &mut Vec<Input>) {
    let matcher = match GlobBuilder::new(text.strip_prefix("./").unwrap_or(text)).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            inputs.push(Input::Failed((path.to_owned(), format!("no such file, and as a pattern: {}", error.kind()))));
            return;
        }
    };
    // Only the part before the first wildcard needs walking.
    let fixed: PathBuf =
        path.components().take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect();
    let root = if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed };
    let before = inputs.len();
    if root.exists() {
        walk(root, inputs, |entry| matcher.is_match(entry.path().strip_prefix("./").unwrap_or(entry.path())));
    }
    if inputs.len() == before {
        inputs.push(Input::Failed((path.to_owned(), "no file matches this pattern".into())));
    }
}

fn walk(root: &Path, inputs: &mut Vec<Input>, wanted: impl Fn(&DirEntry) -> bool) {
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && wanted(&entry) => inputs.push(match entry.path().to_str() {
                Some(path) => {
                    Input::File(path.strip_prefix("./").filter(|_| root == Path::new(".")).unwrap_or(path).into())
                }
                None => Input::Failed((entry.path().to_owned(), "its name is not UTF-8; rename it".into())),
            }),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let message = error
                    .io_error()
                    .map_or_else(|| "a link that leads back to its own folder".into(), ToString::to_string);
                inputs.push(Input::Failed((path, message)));
            }
        }
    }
}
