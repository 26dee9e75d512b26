//! Runs the real binary in a folder of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A folder that is gone with the test.
pub(crate) struct Folder(tempfile::TempDir);

/// What a command printed, and its exit code.
#[derive(Debug)]
#[allow(dead_code)] // Not every test file looks at everything.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

#[allow(dead_code)]
impl Folder {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `annals` here, with `input` on standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(args)
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut stdin = child.stdin.take().expect("a pipe");
        let bytes = input.to_vec();
        // A program that does not read its input closes the pipe: that is its right.
        let feeder = std::thread::spawn(move || stdin.write_all(&bytes).is_ok());
        let output = child.wait_with_output().expect("ended");
        feeder.join().expect("fed");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().expect("no signal") }
    }

    /// Runs `annals` here, with nothing on standard input.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.feed(args, b"")
    }
}
