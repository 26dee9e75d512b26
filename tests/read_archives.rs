//! Zip archives and Word documents through the real binary: read without unpacking, bounded, each failure named.

mod common;

use std::io::{Cursor, Write};

use common::Folder;
use serde_json::Value;
use zip::write::SimpleFileOptions;

const TEXT: &str =
    "Northwind said on Monday that it had bought Contoso, a maker of valves, for 12 million dollars in cash.";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("started");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn docx(body: &str, core: Option<&str>) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let core = core.map(|c| format!("<cp:coreProperties xmlns:dc=\"dc\" xmlns:dcterms=\"t\">{c}</cp:coreProperties>"));
    let mut files: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    if let Some(core) = &core {
        files.push(("docProps/core.xml", core.as_bytes()));
    }
    zip(&files)
}

fn read(name: &str, bytes: &[u8]) -> Vec<Value> {
    let folder = Folder::new(&[(name, bytes)]);
    let run = folder.run(&["read", "--to", "jsonl", name]);
    assert_eq!(run.code, 0, "{run:?}");
    run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

#[test]
fn a_zip_archive_holds_documents_of_all_formats_and_nothing_leaves_it() {
    let line = format!("{{\"id\": \"one\", \"text\": \"{TEXT}\"}}\n");
    let inner = zip(&[("b.txt", TEXT.as_bytes())]);
    let archive = zip(&[
        ("news/a.jsonl", line.as_bytes()),
        ("../../escape.txt", TEXT.as_bytes()),
        ("/tmp/absolute.md", TEXT.as_bytes()),
        ("photo.jpg", b"\xFF\xD8"),
        ("__MACOSX/._a.txt", b"\0\0"),
        ("inner.zip", &inner),
        ("empty/", b""),
    ]);
    let folder = Folder::new(&[("in/a.zip", &archive)]);
    let run = folder.run(&["read", "in", "--to", "jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    let ids: Vec<String> = run
        .out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).expect("JSON")["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["one", "in/a.zip/../../escape.txt", "in/a.zip//tmp/absolute.md", "in/a.zip/inner.zip/b.txt"]);
    let files: Vec<_> =
        walkdir::WalkDir::new(folder.path()).into_iter().flatten().filter(|e| e.file_type().is_file()).collect();
    assert_eq!(files.len(), 1, "nothing is unpacked: {files:?}");
    let piped = folder.feed(&["read", "-", "--to", "jsonl"], &archive);
    assert_eq!((piped.code, piped.out.lines().count()), (0, 4), "{piped:?}");
}

#[test]
fn broken_and_hostile_zip_archives_fail_and_the_rest_is_read() {
    let whole = zip(&[("a.txt", TEXT.as_bytes()), ("b.txt", &TEXT.repeat(40).into_bytes())]);
    let mut damaged = whole.clone();
    let at = damaged.windows(5).position(|w| w == b"b.txt").expect("its header") + 20;
    damaged[at..at + 8].fill(0x55);
    // 300 MB of zeros in 300 KB.
    let zeros = vec![b' '; 100 << 20];
    let bomb = zip(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.txt", &zeros)]);
    let nested = (0..6).fold(zip(&[("a.txt", TEXT.as_bytes())]), |inner, n| zip(&[(&*format!("{n}.zip"), &inner)]));
    for (bytes, reason) in [
        (&whole[..whole.len() / 2], "is a zip archive that cannot be read"),
        (b"PK\x03\x04".as_slice(), "is a zip archive that cannot be read"),
        (&damaged, "x.zip/b.txt: "),
        (&bomb, "-fold; it was read up to"),
        (&nested, "is wrapped in more than four archives"),
    ] {
        let folder = Folder::new(&[("x.zip", bytes), ("good.txt", TEXT.as_bytes())]);
        let run = folder.run(&["read", "--to", "jsonl", "x.zip", "good.txt"]);
        assert_eq!(run.code, 3, "{reason}: {}", run.err);
        assert!(run.err.contains(reason), "{reason}: {}", run.err);
        assert!(run.out.contains("\"id\":\"good.txt\""), "the rest is read: {}", run.out);
    }
}

#[test]
fn a_word_document_is_its_paragraphs() {
    let body = format!(
        "<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t xml:space=\"preserve\">It paid </w:t></w:r><w:del><w:r><w:delText>nothing</w:delText></w:r></w:del>\
         <w:r><w:instrText>PAGE</w:instrText><w:t>in May &amp; June</w:t><w:br/><w:t>2018.</w:t></w:r></w:p>\
         <w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:r><w:t>Around it.</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t><w:tab/><w:t>one</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    );
    let core = "<dc:title>Deals &amp; more</dc:title><dc:creator>A. Writer</dc:creator><dcterms:created>2018-07-12T08:00:00Z</dcterms:created>";
    // Its name says nothing: it is known by its content.
    let documents = read("report.bin", &docx(&body, Some(core)));
    let text = format!("{TEXT}\n\nIt paid in May & June\n2018.\n\nA box.\n\nAround it.\n\nCell\tone");
    assert_eq!(documents[0]["text"], text);
    assert_eq!((&documents[0]["title"], &documents[0]["author"]), (&"Deals & more".into(), &"A. Writer".into()));
    assert_eq!((&documents[0]["date"], &documents[0]["date_source"]), (&"2018-07-12".into(), &"metadata".into()));
}

#[test]
fn a_dateline_beats_the_day_on_which_a_word_file_was_begun() {
    let body = format!("<w:p><w:r><w:t>LISBON, July 9, 2018 — {TEXT}</w:t></w:r></w:p>");
    let created = "<dcterms:created>2011-01-01T00:00:00Z</dcterms:created>";
    let documents = read("a.docx", &docx(&body, Some(created)));
    assert_eq!((&documents[0]["date"], &documents[0]["date_source"]), (&"2018-07-09".into(), &"dateline".into()));
}

#[test]
fn office_files_without_words_are_told() {
    let sheet = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let deep = format!("{}{}", "<w:p>".repeat(50_000), TEXT);
    for (name, bytes, reason) in [
        ("a.docx", sheet, "is an Office file, but no Word document"),
        ("b.docx", docx("<w:p/>", None), "has no text"),
        ("c.docx", docx(&deep, None), "has no text"),
        ("d.docx", b"PK\x03\x04 and then nothing of a word/document".to_vec(), "is a zip archive that cannot be read"),
    ] {
        let folder = Folder::new(&[(name, &bytes)]);
        let run = folder.run(&["read", name]);
        assert_eq!(run.code, 2, "{name}: {run:?}");
        assert!(run.err.contains(reason), "{name}: {run:?}");
    }
}
