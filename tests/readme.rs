//! The README's console blocks, run in their order by the real binary over a copy of the samples, print what the README says.
//!
//! A line `$ command` (continued by lines `> …`) is followed by what it prints; a line `...` stands for any lines, and `...` at the
//! head of a line for any words. A `toml` block whose first line is `# path` is written to that file first.
//! `UPDATE=1 cargo test --test readme` writes what the commands print into the README.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};

struct Step {
    command: String,
    expected: Vec<String>,
}

/// The README's fenced blocks: language and lines.
fn blocks(readme: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.strip_prefix("```") {
            Some(language) if !inside => {
                blocks.push((language, Vec::new()));
                inside = true;
            }
            Some(_) => inside = false,
            None if inside => blocks.last_mut().unwrap().1.push(line),
            None => {}
        }
    }
    blocks
}

fn steps(lines: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in lines {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step { command: command.into(), expected: Vec::new() });
            continue;
        }
        let step = steps.last_mut().unwrap_or_else(|| panic!("a console block starts without a command: {line}"));
        match line.strip_prefix("> ") {
            Some(more) if step.expected.is_empty() => step.command.push_str(&format!("\n{more}")),
            _ => step.expected.push(line.trim_end().into()),
        }
    }
    steps
}

/// What `command` prints in `folder`, messages last; none where it needs a program that is not here.
fn run(command: &str, folder: &Path) -> Option<Vec<String>> {
    let program = command.split(' ').next().unwrap();
    if program == "sqlite3" && Command::new("sqlite3").arg("--version").stdout(Stdio::null()).status().is_err() {
        return None;
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_annals"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    Some(text.lines().map(|l| l.trim_end().into()).collect())
}

/// Whether `lines` are what `expected` says.
fn fits(expected: &[String], lines: &[String]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|n| fits(rest, &lines[n..])),
        Some((first, rest)) => {
            let same =
                |line: &String| line == first || first.strip_prefix("...").is_some_and(|end| line.ends_with(end));
            lines.first().is_some_and(same) && fits(rest, &lines[1..])
        }
    }
}

#[test]
fn the_commands_of_the_readme_print_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let samples = folder.path().join("data/samples");
    std::fs::create_dir_all(&samples).unwrap();
    for file in std::fs::read_dir(root.join("data/samples")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), samples.join(file.file_name())).unwrap();
    }
    let blocks = blocks(&readme);
    for (_, lines) in blocks.iter().filter(|b| b.0 == "toml") {
        if let Some(path) = lines[0].strip_prefix("# ").filter(|p| p.ends_with(".toml")) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, lines.join("\n")).unwrap();
        }
    }
    let mut ran = 0;
    let mut wrong = Vec::new();
    let update = std::env::var_os("UPDATE").is_some();
    let mut updated = readme.clone();
    for step in blocks.iter().filter(|b| b.0 == "console").flat_map(|(_, lines)| steps(lines)) {
        if step.command == "cargo test" {
            continue; // This is it.
        }
        let command = step.command.replace("cargo run --release -- ", "annals ");
        let Some(lines) = run(&command, folder.path()) else {
            eprintln!("not run, the program is missing: {command}");
            continue;
        };
        ran += 1;
        if fits(&step.expected, &lines) {
            continue;
        }
        if update && !step.expected.iter().any(|line| line.starts_with("...")) {
            let text = |lines: &[String]| lines.iter().map(|l| format!("{l}\n")).collect::<String>();
            let shown = format!("$ {}\n", step.command.replace('\n', "\n> "));
            updated = updated.replacen(&(shown.clone() + &text(&step.expected)), &(shown + &text(&lines)), 1);
            continue;
        }
        let (command, says, prints) = (step.command, step.expected.join("\n"), lines.join("\n"));
        wrong.push(format!("$ {command}\n-- the README says:\n{says}\n-- it prints:\n{prints}"));
    }
    if update {
        std::fs::write(root.join("README.md"), updated).unwrap();
    }
    assert!(ran >= 8, "only {ran} commands found in the README");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
