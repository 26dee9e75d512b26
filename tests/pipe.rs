//! The program in a pipe: it answers line by line, so that who feeds it may wait for each answer.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[test]
fn each_line_is_answered_before_the_next_one_is_written() {
    for (verb, key) in [("extract", "facts"), ("tag", "timexes")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args([verb, "-q", "--to", "jsonl", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let mut input = child.stdin.take().expect("a pipe");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        for n in 0..3 {
            let line = format!("{{\"id\": \"d{n}\", \"text\": \"Northwind bought Contoso in May 201{n}.\"}}\n");
            input.write_all(line.as_bytes()).expect("written");
            input.flush().expect("flushed");
            let mut answer = String::new();
            // A program that waited for more would keep us here for ever.
            output.read_line(&mut answer).expect("an answer");
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("an object");
            assert_eq!(answer["doc"], format!("d{n}"));
            assert_eq!(answer[key].as_array().map(Vec::len), Some(1));
        }
        drop(input);
        assert!(child.wait().expect("ended").success());
    }
}

#[test]
fn an_object_over_several_lines_that_comes_in_drops_is_read_whole() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["read", "-q", "--to", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = child.stdin.take().expect("a pipe");
    for part in ["[{\n", "\"id\": \"a\",\n", "\"text\": \"It rains.\"}\n]\n"] {
        input.write_all(part.as_bytes()).expect("written");
        input.flush().expect("flushed");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    drop(input);
    let output = child.wait_with_output().expect("ended");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("\"id\":\"a\"") && text.contains("It rains."), "{text}");
}
