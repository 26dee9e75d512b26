//! Every other format through the real binary: feeds, web archives, tables, JSON, mail, and what wraps them; bounded where they are hostile.

mod common;

use std::io::Write;

use common::Folder;
use serde_json::Value;

const TEXT: &str =
    "Northwind said on Monday that it had bought Contoso, a maker of valves, for 12 million dollars in cash.";

/// The documents of one file, by `annals read` with these options.
fn read(name: &str, bytes: &[u8], options: &[&str]) -> Vec<Value> {
    let folder = Folder::new(&[(name, bytes)]);
    let run = folder.run(&[&["read", "--to", "jsonl", name], options].concat());
    assert_eq!(run.code, 0, "{run:?}");
    run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

/// Standard error of a run over one file that must end with `code`.
fn fails(name: &str, bytes: &[u8], code: i32) -> String {
    let folder = Folder::new(&[(name, bytes), ("good.txt", TEXT.as_bytes())]);
    let run = folder.run(&["read", "--to", "jsonl", name, "good.txt"]);
    assert_eq!(run.code, code, "{run:?}");
    assert!(run.out.contains("\"id\":\"good.txt\""), "the rest is read: {run:?}");
    run.err
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("gzip");
    encoder.finish().expect("gzip")
}

fn response(address: &str, status: &str, kind: &str, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2019-03-02T04:05:06Z\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    format!("{head}{http}\r\n\r\n").into_bytes()
}

#[test]
fn an_empty_id_is_none() {
    let lines =
        format!("{{\"id\": \"\", \"text\": \"{TEXT}\"}}\n{{\"id\": \" \", \"doc\": \"two\", \"text\": \"{TEXT}\"}}\n");
    let ids: Vec<Value> = read("a.jsonl", lines.as_bytes(), &[]).iter().map(|d| d["id"].clone()).collect();
    assert_eq!(ids, ["a.jsonl:1", "two"]);
    let mail = format!("From a Thu\nFrom: a@example.com\nSubject: x\nMessage-ID: <>\n\n{TEXT}\n");
    assert_eq!(read("a.mbox", mail.as_bytes(), &[])[0]["id"], "a.mbox#1");
}

#[test]
fn rss_items_are_documents_dated_as_published() {
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"x\"><channel><title>Daily</title><item><title>Northwind &amp; Contoso</title><link>https://example.com/1</link>\
         <pubDate>Thu, 12 Jul 2018 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[<p>{TEXT}</p><p>It closed.</p>]]></content:encoded></item>\
         <item><title>Empty</title><guid>g2</guid><pubDate>Fri, 13 Jul 2018 08:00:00 GMT</pubDate><description>&lt;p&gt;Fabrikam&amp;#8217;s plant closed.&lt;/p&gt;</description></item></channel></rss>"
    );
    let documents = read("feed", feed.as_bytes(), &[]);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0]["title"], "Northwind & Contoso");
    assert_eq!(documents[0]["text"], format!("{TEXT}\n\nIt closed."));
    assert_eq!((&documents[0]["id"], &documents[0]["date"]), (&"https://example.com/1".into(), &"2018-07-12".into()));
    assert_eq!(documents[1]["text"], "Fabrikam\u{2019}s plant closed.");
}

#[test]
fn atom_entries_prefer_published_to_updated() {
    let feed = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily</title><entry><title>A deal</title><id>urn:1</id><link rel=\"alternate\" href=\"https://example.com/1\"/>\
         <updated>2019-01-05T00:00:00Z</updated><published>2018-07-12T08:00:00+02:00</published><content type=\"xhtml\"><div><p>{TEXT}</p></div></content></entry></feed>"
    );
    let documents = read("feed.xml", feed.as_bytes(), &[]);
    assert_eq!(
        (&documents[0]["id"], &documents[0]["date"], &documents[0]["text"]),
        (&"urn:1".into(), &"2018-07-12".into(), &TEXT.into())
    );
}

#[test]
fn warc_responses_are_pages_and_the_crawl_date_is_used_only_on_demand() {
    let page = format!("<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>");
    let dated = page.replace("<body>", "<body><p>Published: 12 July 2018</p>");
    let archive = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nsoft\r\n\r\n".to_vec(),
        response("https://example.com/a", "200 OK", "text/html; charset=utf-8", &page),
        response("https://example.com/b.png", "200 OK", "image/png", "PNG"),
        response("https://example.com/c", "404 Not Found", "text/html", &page),
        response("https://example.com/d", "200 OK", "text/html", &dated),
    ];
    let each: Vec<u8> = archive.iter().flat_map(|r| gzip(r)).collect();
    let told = |options: &[&str]| -> Vec<String> {
        read("crawl.warc.gz", &each, options)
            .iter()
            .map(|d| format!("{} {} {}", d["id"], d["date"], d["crawl_date"]))
            .collect()
    };
    let crawl = "\"2019-03-02T04:05:06Z\"";
    let second = format!("\"https://example.com/d\" \"2018-07-12\" {crawl}");
    assert_eq!(told(&[]), [format!("\"https://example.com/a\" null {crawl}"), second.clone()]);
    assert_eq!(told(&["--assume-crawl-date"]), [format!("\"https://example.com/a\" \"2019-03-02\" {crawl}"), second]);
}

#[test]
fn a_warc_that_ends_within_a_record_gives_what_was_whole() {
    let page = format!("<html><body><article><p>{TEXT}</p></article></body></html>");
    let mut archive = response("https://example.com/a", "200 OK", "text/html", &page);
    archive.extend(&response("https://example.com/b", "200 OK", "text/html", &page)[..200]);
    let folder = Folder::new(&[("a.warc", &archive)]);
    let run = folder.run(&["read", "--to", "jsonl", "a.warc"]);
    assert!(run.code == 3 && run.out.lines().count() == 1 && run.err.contains("ends within"), "{run:?}");
}

#[test]
fn tables_are_read_by_the_usual_names_or_the_named_columns() {
    let csv = format!("url,Title,published,body,desk\nu1,A deal,2018-07-12,\"{TEXT}\",business\n");
    let documents = read("a.csv", csv.as_bytes(), &[]);
    assert_eq!(
        (&documents[0]["id"], &documents[0]["title"], &documents[0]["desk"]),
        (&"u1".into(), &"A deal".into(), &"business".into())
    );
    assert_eq!((&documents[0]["date"], &documents[0]["text"]), (&"2018-07-12".into(), &TEXT.into()));
    let tsv = format!("when\twhat\n12 July 2018\t{TEXT}\n");
    let documents = read("a.tsv", tsv.as_bytes(), &["--text-column", "what", "--date-column", "when"]);
    assert_eq!((&documents[0]["id"], &documents[0]["date"]), (&"a.tsv:2".into(), &"2018-07-12".into()));
    assert!(fails("a.csv", b"a,b\n1,2\n", 3).contains("its columns are a, b; --text-column says"));
}

#[test]
fn json_arrays_and_the_fields_of_crawlers() {
    let json = format!(
        "[{{\"maintext\": \"{TEXT}\", \"date_publish\": \"2018-07-12 08:00:00\", \"title\": \"A deal\"}}, {{\"text\": \"{TEXT}\", \"publish_date\": \"2018-07-13\"}}]"
    );
    let documents = read("a.json", json.as_bytes(), &[]);
    assert_eq!(
        documents.iter().map(|d| d["date"].as_str().expect("a date")).collect::<Vec<_>>(),
        ["2018-07-12", "2018-07-13"]
    );
    let pretty = format!("{{\n  \"text\": \"{TEXT}\"\n}}\n");
    assert_eq!(read("b.json", pretty.as_bytes(), &[])[0]["text"], TEXT);
}

#[test]
fn mail_is_read_by_its_text_part() {
    let message = format!(
        "From: Ada <ada@example.com>\nSubject: =?utf-8?q?A_d=C3=A9al?=\nDate: Thu, 12 Jul 2018 23:30:00 -0500\nMessage-ID: <m1@example.com>\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{TEXT}\n--b\nContent-Type: text/html\n\n<p>no</p>\n--b--\n"
    );
    let document = &read("a.eml", message.as_bytes(), &[])[0];
    assert_eq!((&document["title"], &document["date"]), (&"A d\u{E9}al".into(), &"2018-07-12".into()));
    assert_eq!(document["text"].as_str().map(str::trim), Some(TEXT));
    let mbox = format!(
        "From a@b Thu Jul 12 08:00:00 2018\n{message}\nFrom a@b Thu Jul 12 08:00:00 2018\nSubject: Two\nFrom: b\nDate: 13 Jul 2018 08:00:00 +0000\n\n>From here on.\n"
    );
    let documents = read("box.mbox", mbox.as_bytes(), &[]);
    assert_eq!((&documents[0]["id"], &documents[1]["text"]), (&"m1@example.com".into(), &"From here on.\n".into()));
}

#[test]
fn wrappers_change_nothing_of_what_is_inside() {
    let line = format!("{{\"text\": \"{TEXT}\"}}\n");
    assert_eq!(read("a.jsonl.gz", &gzip(line.as_bytes()), &[])[0]["id"], "a.jsonl:1");
    let zst = zstd::stream::encode_all(line.as_bytes(), 1).expect("zstd");
    assert_eq!(read("a.jsonl.zst", &zst, &[])[0]["text"], TEXT);
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["a.txt", "b/c.jsonl", "picture.png"] {
        let mut header = tar::Header::new_gnu();
        header.set_size(line.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, line.as_bytes()).expect("tar");
    }
    let ids: Vec<Value> =
        read("news.tgz", &gzip(&tar.into_inner().expect("tar")), &[]).iter().map(|d| d["id"].clone()).collect();
    assert_eq!(ids, ["news.tar/a.txt", "news.tar/b/c.jsonl:1"]);
}

#[test]
fn what_expands_without_end_or_is_too_large_is_a_failure_of_its_own() {
    let bomb = gzip(&vec![b' '; 100 << 20]);
    assert!(fails("bomb.jsonl.gz", &bomb, 3).contains("expands more than 200-fold"));
    let folder = Folder::new(&[(
        "long.jsonl",
        [format!("{{\"text\": \"{}\"}}\n", "a ".repeat(1 << 20)), format!("{{\"text\": \"{TEXT}\"}}\n")]
            .concat()
            .as_bytes(),
    )]);
    let run = folder.run(&["read", "--to", "jsonl", "--max-document-size", "1", "long.jsonl"]);
    assert!(
        run.code == 3 && run.out.lines().count() == 1 && run.err.contains("long.jsonl:1: is larger than 1 MB"),
        "{run:?}"
    );
    let mut nested = gzip(TEXT.as_bytes());
    for _ in 0..5 {
        nested = gzip(&nested);
    }
    assert!(fails("nested.gz", &nested, 3).contains("more than four archives"));
}
