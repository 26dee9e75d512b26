//! Progress on a terminal: how much is done, how quick it goes, how long it takes yet, and which file it is at.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};

use crate::read::Input;
use crate::report::safe;

/// A bar over the bytes of all inputs. Within a file the text read so far stands for its bytes, so that the bar is near the truth for plain
/// files and runs ahead for compressed ones.
pub(super) struct Progress {
    pub(super) bar: ProgressBar,
    /// For each file the bytes before it and its own.
    places: HashMap<String, (u64, u64)>,
    total: u64,
    file: String,
    /// Bytes of text: of this file, and of all.
    here: u64,
    read: u64,
    documents: usize,
    began: Instant,
}

impl Progress {
    pub(super) fn new(inputs: &[Input], quiet: bool) -> Progress {
        // indicatif draws on terminals only; where it draws nothing, no file need be measured.
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let (mut places, mut total) = (HashMap::new(), 0);
        if !bar.is_hidden() {
            for input in inputs {
                if let Input::File(path) = input {
                    let bytes = std::fs::metadata(path).map_or(0, |m| m.len());
                    places.insert(path.clone(), (total, bytes));
                    total += bytes;
                }
            }
            let template = if total > 0 { "{bar:16} {percent:>3}% {wide_msg}" } else { "{spinner} {wide_msg}" };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_length(total);
        }
        Progress { bar, places, total, file: String::new(), here: 0, read: 0, documents: 0, began: Instant::now() }
    }

    /// Another batch is done: its documents, their bytes, the file of the last one, and the facts of all so far.
    pub(super) fn advance(&mut self, documents: usize, bytes: usize, file: Option<String>, facts: usize) {
        if self.bar.is_hidden() {
            return;
        }
        self.documents += documents;
        self.read += bytes as u64;
        self.here += bytes as u64;
        if let Some(file) = file.filter(|f| *f != self.file) {
            self.file = file;
            self.here = bytes as u64;
        }
        let (before, own) = self.places.get(&self.file).copied().unwrap_or_default();
        let at = before + self.here.min(own);
        self.bar.set_position(at);
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let facts = if facts > 0 { format!(", {} facts", HumanCount(facts as u64)) } else { String::new() };
        let left = (at > 0 && self.total > 0).then(|| seconds * self.total.saturating_sub(at) as f64 / at as f64);
        let left = left.map(|s| format!(", {} left", HumanDuration(Duration::from_secs(s as u64)))).unwrap_or_default();
        self.bar.set_message(format!(
            "{} documents{facts}, {:.1} MB/s{left}, {}",
            HumanCount(self.documents as u64),
            self.read as f64 / 1e6 / seconds,
            safe(&self.file)
        ));
    }
}
