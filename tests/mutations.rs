//! Broken inputs of every format, by the thousand: each is a good one with bytes changed, lost, doubled or taken from another. No reader may
//! panic, give an empty document, or point outside of its text. The same on every machine; ANNALS_MUTATIONS=20000 makes it long, and
//! ANNALS_SEEDS=fuzz/corpus/read writes the good inputs where the fuzz targets in `fuzz/` look for them.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use annals::document::Document;
use annals::extract::Extractor;
use annals::read::{Item, Options, READERS, read_bytes};
use annals::store::Record;

const TEXT: &str = "LISBON, July 12, 2018 — Northwind Inc. said on Monday that it had bought Contoso, a maker of valves, for $12.5 million — “a bargain” — \
    and would close its plant in Lyon by the end of 2019.\n\nThe board met from 3 to 5 June 2018; Café Zoé sued Fabrikam two weeks later, on 19/06/2018 at 10:30 a.m.";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("started");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("gzip");
    encoder.finish().expect("gzip")
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    builder.append_data(&mut header, name, bytes).expect("added");
    builder.into_inner().expect("tar")
}

/// A good input of each format and wrapper: the format's name, and the bytes.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let flat = TEXT.replace('\n', " ");
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Deals</title><meta property=\"article:published_time\" content=\"2018-07-12T08:00:00+01:00\">\
         <link rel=\"canonical\" href=\"https://example.com/2018/07/12/deals\"><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"datePublished\":\"2018-07-12\",\"author\":[{{\"name\":\"A\"}}]}}</script></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>Deals</h1><time datetime=\"2018-07-12\" pubdate>July 12, 2018</time><p>{flat}</p><p>{flat}</p><ul><li>One<li>Two</ul><table><tr><td>x</table></article><footer>© 2018</footer></body></html>"
    );
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.com/a\r\nWARC-Date: 2019-03-02T04:05:06Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><language>en</language><item><title>A &amp; B</title><guid>g</guid><pubDate>Thu, 12 Jul 2018 08:00:00 GMT</pubDate><description><![CDATA[<p>{flat}</p>]]></description></item></channel></rss>"
    );
    let line = format!(
        "{{\"id\": \"a\", \"date\": \"2018-07-12\", \"title\": \"Deals\", \"text\": \"{flat}\", \"tags\": [1, {{\"x\": null}}]}}\n"
    );
    let csv = format!(
        "id,date,title,text\n1,2018-07-12,Deals,\"{flat}\"\n2,2018-07-13,\"More \"\"deals\"\"\",{}\n",
        flat.replace(',', ";")
    );
    let mail = format!(
        "From: A <a@example.com>\r\nSubject: =?utf-8?q?Deals?=\r\nDate: Thu, 12 Jul 2018 08:00:00 +0000\r\nMessage-ID: <m@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nNorthwind bought Contoso =E2=80=94 in May 2018.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>{flat}</p>\r\n--b--\r\n"
    );
    let word = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{flat}</w:t><w:br/></w:r></w:p></w:body></w:document>"
    );
    let core =
        "<p xmlns:dc=\"d\"><dc:title>Deals</dc:title><dcterms:created>2018-07-12T08:00:00Z</dcterms:created></p>";
    let docx = zip(&[
        ("[Content_Types].xml", b"<T/>"),
        ("word/document.xml", word.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ]);
    vec![
        ("html", page.into_bytes()),
        ("feed", feed.into_bytes()),
        ("warc", warc.into_bytes()),
        ("jsonl", line.repeat(2).into_bytes()),
        ("json", format!("[{line},{line}]").into_bytes()),
        ("csv", csv.clone().into_bytes()),
        ("tsv", csv.replace(',', "\t").into_bytes()),
        ("eml", mail.clone().into_bytes()),
        (
            "mbox",
            format!("From a Thu Jul 12 08:00:00 2018\n{mail}\nFrom b Thu Jul 12 08:00:00 2018\n{mail}").into_bytes(),
        ),
        ("docx", docx),
        (
            "markdown",
            format!("---\ntitle: Deals\ndate: 2018-07-12\ntags: [a, b]\n---\n# Deals\n\n{TEXT}\n").into_bytes(),
        ),
        ("text", TEXT.as_bytes().to_vec()),
        ("", gzip(line.as_bytes())),
        ("", zstd::encode_all(line.as_bytes(), 3).expect("zstd")),
        ("", tar("a.jsonl", line.as_bytes())),
        ("", zip(&[("a.jsonl", line.as_bytes()), ("b.txt", TEXT.as_bytes())])),
    ]
}

/// A generator of numbers that needs no crate: a failing round can be run again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// Bytes that mean something in some format.
const TOKENS: [&[u8]; 24] = [
    b"<",
    b">",
    b"\"",
    b"'",
    b"&",
    b"&#x110000;",
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<p>",
    b"</div>",
    b"<![CDATA[",
    b"-->",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"99999999999999999999",
    b"-1",
    b"2018-02-30",
    b"\xE2\x80",
    b"0000",
];

fn mutate(bytes: &mut Vec<u8>, others: &[(&str, Vec<u8>)], dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = at + dice.below(40).min(bytes.len() - at);
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let copy = bytes[at..end].repeat(1 + dice.below(50));
                drop(bytes.splice(at..at, copy));
            }
            4 => drop(bytes.splice(at..at, TOKENS[dice.below(TOKENS.len())].iter().copied())),
            5 => {
                let other = &others[dice.below(others.len())].1;
                let from = dice.below(other.len());
                drop(bytes.splice(at..end, other[from..(from + dice.below(200)).min(other.len())].iter().copied()));
            }
            6 if dice.below(4) == 0 => bytes.truncate(at),
            _ => drop(bytes.splice(at..end, TOKENS[dice.below(TOKENS.len())].iter().copied())),
        }
    }
}

fn rounds(usual: usize) -> usize {
    std::env::var("ANNALS_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Fails with the round's number and what the input was.
fn sound(what: &str, round: usize, input: &[u8], check: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(check)).is_err() {
        panic!("{what}, round {round}: {}", String::from_utf8_lossy(input).escape_debug());
    }
}

#[test]
fn no_reader_panics_on_broken_input() {
    let seeds = seeds();
    if let Ok(folder) = std::env::var("ANNALS_SEEDS") {
        std::fs::create_dir_all(&folder).expect("made");
        for (n, (name, bytes)) in seeds.iter().enumerate() {
            let reader = READERS.iter().position(|r| r.name == *name).unwrap_or(READERS.len());
            std::fs::write(format!("{folder}/{n}-{name}"), [&[reader as u8], bytes.as_slice()].concat())
                .expect("written");
        }
    }
    assert!(
        READERS.iter().all(|r| r.name == "pdf" || seeds.iter().any(|(name, _)| *name == r.name)),
        "a good input for every reader"
    );
    let mut read = 0;
    for (n, (name, seed)) in seeds.iter().enumerate() {
        for round in 0..rounds(60) {
            let mut dice = Dice(20_181_207 + (n * 1_000_003 + round) as u64);
            let mut bytes = seed.clone();
            if round > 0 {
                mutate(&mut bytes, &seeds, &mut dice);
            }
            let format = READERS.iter().find(|r| r.name == *name && round % 2 == 0);
            let options = Options { format, max_megabytes: 1, ..Options::default() };
            let path = format!("in.{name}");
            let mut good = 0;
            sound(name, round, &bytes, || {
                read_bytes(&path, bytes.clone(), &options, &mut |item| {
                    if let Item::Document(document) = item {
                        assert!(!document.text.trim().is_empty() && !document.id.is_empty());
                        good += 1;
                    }
                    true
                });
            });
            assert!(round > 0 || good > 0, "the good input of {name} is read");
            read += good;
        }
    }
    println!("{read} documents were read");
    assert!(read > 100, "most stay readable");
}

#[test]
fn no_rule_panics_on_broken_text() {
    let extractor = Extractor::new(None).expect("the built-in rules");
    let seeds = [("text", TEXT.as_bytes().to_vec()), ("page", seeds().swap_remove(0).1)];
    for round in 0..rounds(100) {
        let mut dice = Dice(20_181_208 + round as u64);
        let mut bytes = seeds[round % 2].1.clone();
        mutate(&mut bytes, &seeds, &mut dice);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        sound("text", round, &bytes, || {
            let date = if round % 3 == 0 { None } else { "2018-07-12".parse().ok() };
            let document = Document { id: "a".into(), date, text, ..Document::default() };
            let extraction = extractor.extract(&document);
            for timex in &extraction.timexes {
                assert!(!timex.span.of(&document.text).is_empty());
            }
            for mention in &extraction.mentions {
                assert!(mention.sentence.contains(mention.trigger));
            }
            let _ = Record::new(document, extraction);
        });
    }
}
