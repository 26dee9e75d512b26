//! Web pages through the real binary: the article without what is around it, and the date of publication with the signal that told it.

mod common;

use common::Folder;
use serde_json::Value;

const ARTICLE: &str = "<article><h1>Northwind buys Contoso</h1>\
<p>Northwind said on Monday that it had bought Contoso, a maker of valves, for 12 million dollars in cash.</p>\
<p><strong>T</strong>he <img src=x>two companies had talked since the spring, and the deal closed a month before it was expected to.</p>\
<p>Contoso will keep its name, its plant and its 40 workers, said Ada Berg, who leads Northwind's board.</p></article>";

fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang=en><head><title>News</title>{head}</head><body>{body}</body></html>")
}

fn read(name: &str, bytes: &[u8]) -> Value {
    let folder = Folder::new(&[(name, bytes)]);
    let run = folder.run(&["read", "--to", "jsonl", name]);
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(run.out.trim()).expect("a line of JSON")
}

fn dated(head: &str, body: &str) -> String {
    let document = read("page.html", page(head, body).as_bytes());
    format!("{} {}", document["date"].as_str().unwrap_or("none"), document["date_source"].as_str().unwrap_or("none"))
}

#[test]
fn the_article_is_read_without_what_is_around_it() {
    let body = format!(
        "<nav><a href=/>Home</a> <a href=/world>World</a></nav><div class=cookie-banner><p>We use cookies, and we would like you to accept all of them now.</p></div>\
         {ARTICLE}<div class=related-stories><p>Fabrikam opens a second plant in the north of the country, its first in ten years.</p></div>\
         <footer><p>All rights reserved by the Daily Example, its owners and its readers everywhere.</p></footer><script>var text = 'A sentence in a script.';</script>"
    );
    let head = "<meta property=og:site_name content='Daily Example'><link rel=canonical href='https://example.com/a'><meta name=author content='Jo Lind'>";
    let document = read("page.html", page(head, &body).as_bytes());
    let text = document["text"].as_str().expect("a text");
    assert!(text.starts_with("Northwind said on Monday") && text.ends_with("board."), "{text}");
    assert_eq!(text.split("\n\n").count(), 3, "{text}");
    assert!(text.contains("\n\nThe two companies"), "{text}");
    assert_eq!(document["title"], "Northwind buys Contoso");
    assert_eq!(
        (&document["site"], &document["url"], &document["author"]),
        (&"Daily Example".into(), &"https://example.com/a".into(), &"Jo Lind".into())
    );
}

#[test]
fn each_signal_dates_a_page() {
    let json = "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"NewsArticle\", \"dateModified\": \"2019-01-05\", \"datePublished\": \"2018-07-12T23:30:00-05:00\"}]}</script>";
    let meta = "<meta property='article:modified_time' content='2019-01-05'><meta property='article:published_time' content='2018-07-12T08:00:00+02:00'>";
    for (head, before, expected) in [
        (json, "", "2018-07-12 json-ld"),
        (meta, "", "2018-07-12 meta"),
        ("<meta name='DC.date.issued' content='2018-07-12'>", "", "2018-07-12 meta"),
        ("", "<span itemprop=datePublished content=2018-07-12>last week</span>", "2018-07-12 markup"),
        ("", "<time pubdate datetime=2018-07-12>last week</time>", "2018-07-12 markup"),
        ("<link rel=canonical href='https://example.com/2018/07/12/deal'>", "", "2018-07-12 url"),
        ("", "<p class=meta>Published: 12 July 2018</p>", "2018-07-12 label"),
        ("<meta property='article:modified_time' content='2019-01-05'>", "", "2019-01-05 modified"),
        ("", "", "none none"),
    ] {
        assert_eq!(dated(head, &format!("{before}{ARTICLE}")), expected, "{head}{before}");
    }
}

#[test]
fn a_stamp_in_utc_gives_way_to_the_day_in_the_address() {
    let head = |day: &str| {
        format!(
            "<meta property='article:published_time' content='2018-07-13T01:00:00Z'><link rel=canonical href='https://example.com/2018/07/{day}/deal'>"
        )
    };
    assert_eq!(dated(&head("12"), ARTICLE), "2018-07-12 meta");
    assert_eq!(dated(&head("02"), ARTICLE), "2018-07-13 meta");
}

#[test]
fn a_day_in_doubt_is_none_unless_the_language_tells() {
    let meta = "<meta name=date content='07/12/2018'>";
    assert_eq!(dated(meta, ARTICLE), "none none");
    let us = page(meta, ARTICLE).replace("lang=en", "lang=en-US");
    assert_eq!(read("page.html", us.as_bytes())["date"], "2018-07-12");
    let gb = page(meta, ARTICLE).replace("lang=en", "lang=en-GB");
    assert_eq!(read("page.html", gb.as_bytes())["date"], "2018-12-07");
}

#[test]
fn a_page_is_told_by_its_content_and_decoded_as_it_declares() {
    let article = ARTICLE.replace("Ada Berg", "Zo\u{EB} Berg");
    let latin: Vec<u8> = page("<meta charset=iso-8859-1>", &article).chars().map(|c| c as u8).collect();
    let document = read("saved.txt", &latin);
    assert!(document["text"].as_str().expect("a text").contains("said Zo\u{EB} Berg"), "{document}");
}

#[test]
fn a_page_nested_without_end_is_a_failure_and_the_rest_is_read() {
    let deep = page("", &"<div>".repeat(10_000));
    let folder = Folder::new(&[("deep.html", deep.as_bytes()), ("good.html", page("", ARTICLE).as_bytes())]);
    let run = folder.run(&["read", "--to", "jsonl", "."]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("deep.html: its elements are nested deeper than 1000"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 1);
}
