//! The timeline as one web page: a list that reads without scripts, and a script that filters and draws it. Nothing is fetched.
//!
//! All data stands in the list. Every word of a document passes [`escape`]; the content security policy allows the page's own
//! script and style by their hashes and nothing else.

mod conflict;

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::word::{bounds, date, key_day, steers};
use super::{Report, Style};
use crate::store::Entry;

pub(super) const REPORT: Report =
    Report { name: "html", about: "one web page to search, filter, print and publish", write };

const CSS: &str = include_str!("page.css");
const JS: &str = include_str!("page.js");
/// Hides the list while it is read: a browser that lays it out again and again meanwhile takes three times as long for 50,000 facts.
const EARLY: &str = "document.documentElement.className='loading'";
const TOOLS: &str = include_str!("tools.html");

fn write(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let conflicts = conflict::conflicts(entries);
    head(entries, style, out)?;
    let mut year = None;
    for (n, entry) in entries.iter().enumerate() {
        let now = Some(key_day(entry).map(|d| d.year()));
        if now != year {
            let title = now.flatten().map_or_else(|| "No date told".to_owned(), |y| y.to_string());
            writeln!(out, "{}<section><h2>{title}</h2><ol>", if n == 0 { "" } else { "</ol></section>\n" })?;
            year = now;
        }
        item(entry, out)?;
        for (kind, other) in conflicts.get(&n).into_iter().flatten() {
            let other = &entries[*other];
            write!(
                out,
                "<p class=x>{kind}: <a href=\"#f{}\">{}, {}</a></p>",
                other.id,
                escape(&date(other)),
                escape(&other.status)
            )?;
        }
        writeln!(out, "</li>")?;
    }
    if !entries.is_empty() {
        writeln!(out, "</ol></section>")?;
    }
    write!(out, "</main>\n<script>{JS}</script>\n</body>\n</html>\n")
}

fn head(entries: &[Entry], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let hash = |text: &str| base64(&Sha256::digest(text));
    let count = |n: usize, word: &str| format!("{} {word}{}", grouped(n), if n == 1 { "" } else { "s" });
    let title = escape(&style.title);
    let mut documents: Vec<(&str, &str)> = entries.iter().map(|e| (e.path.as_str(), e.document_key.as_str())).collect();
    documents.extend(entries.iter().flat_map(|e| &e.also).map(|t| (t.path.as_str(), t.document_key.as_str())));
    documents.sort_unstable();
    documents.dedup();
    let days = || entries.iter().filter_map(key_day);
    let period = match (days().min(), days().max()) {
        (Some(a), Some(b)) if a.year() == b.year() => format!(", {}", a.year()),
        (Some(a), Some(b)) => format!(", {} to {}", a.year(), b.year()),
        _ => String::new(),
    };
    let mut types: Vec<&str> = entries.iter().map(|e| e.kind.as_str()).collect();
    types.sort_unstable();
    types.dedup();
    let options: String = types.iter().map(|t| format!("<option>{}</option>", escape(t))).collect();
    write!(
        out,
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'sha256-{}' 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n<meta name=generator content=\"annals {}\">\n<title>{title}</title>\n<style>{CSS}</style>\n<script>{EARLY}</script>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{} from {}{period}</p>\n</header>\n{}\n<main id=facts>\n",
        hash(JS),
        hash(EARLY),
        hash(CSS),
        env!("CARGO_PKG_VERSION"),
        count(entries.len(), "fact"),
        count(documents.len(), "document"),
        TOOLS.trim().replace("{types}", &options),
    )
}

/// "12,400".
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// A fact, without the end of its element.
fn item(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let (earliest, latest) =
        if entry.basis == "none" && entry.date_earliest.is_none() { (None, None) } else { bounds(entry) };
    write!(
        out,
        "<li id=f{} class={} data-k=\"{}\" data-s={}",
        entry.id,
        entry.status,
        escape(&entry.kind),
        entry.status
    )?;
    for (name, day) in [("lo", earliest), ("hi", latest)] {
        if let Some(day) = day {
            write!(out, " data-{name}={}", day.num_days_from_ce())?;
        }
    }
    let names: Vec<&str> = entry.actors.iter().map(String::as_str).collect();
    let mut sources: Vec<&str> =
        std::iter::once(source(entry.publisher.as_deref(), entry.document.as_deref(), &entry.document_key))
            .chain(entry.also.iter().map(|t| source(t.publisher.as_deref(), t.document.as_deref(), &t.document_key)))
            .collect();
    sources.sort_unstable();
    sources.dedup();
    for (name, value) in
        [("n", names.join("\n")), ("p", entry.place.clone().unwrap_or_default()), ("o", sources.join("\n"))]
    {
        if !value.is_empty() {
            write!(out, " data-{name}=\"{}\"", escape(&value))?;
        }
    }
    write!(out, "><h3><time")?;
    // HTML knows days, months and years, and no bounds.
    if let (Some(a), Some(b)) = (earliest, latest)
        && a == b
    {
        write!(out, " datetime={a}")?;
    }
    write!(out, ">{}</time> <span class=k>{}</span>", escape(&date(entry)), escape(&entry.kind))?;
    if entry.status != "happened" {
        write!(out, " <span class=s>{}</span>", entry.status)?;
    }
    writeln!(out, " <bdi>{}</bdi></h3>", escape(&what(entry)))?;
    if earliest.or(latest).is_some() {
        write!(out, "<div class=bar></div>")?;
    }
    write!(out, "<p class=q dir=auto>{}</p><cite dir=auto>{}</cite>", escape(&entry.quote), escape(&cited(entry)))?;
    if !entry.also.is_empty() {
        let n = entry.also.len();
        let apart = if entry.documents > 1 {
            format!(
                ", in {} documents from {}",
                entry.documents,
                if entry.sources == 1 { "one source".into() } else { format!("{} sources", entry.sources) }
            )
        } else {
            String::new()
        };
        write!(out, "<details><summary>{n} more mention{}{apart}</summary>", if n == 1 { "" } else { "s" })?;
        for t in &entry.also {
            let from = line(
                t.document.as_deref().unwrap_or(&t.document_key),
                t.publisher.as_deref(),
                t.document_date.as_deref(),
            );
            let when = t.date_edtf.as_deref().map_or(String::new(), |d| format!(" · {d}"));
            write!(
                out,
                "<p class=q dir=auto>{}</p><cite dir=auto>{}</cite>",
                escape(&t.quote),
                escape(&format!("{from}{when}"))
            )?;
        }
        write!(out, "</details>")?;
    }
    Ok(())
}

/// Who did it, to whom, where and how much.
fn what(entry: &Entry) -> String {
    let mut text = match (entry.agents.is_empty(), entry.targets.is_empty()) {
        (false, false) => format!("{} → {}", entry.agents.join(", "), entry.targets.join(", ")),
        (false, true) => entry.agents.join(", "),
        (true, false) => entry.targets.join(", "),
        (true, true) => entry.trigger.clone(),
    };
    for more in entry.place.iter().map(|p| format!("in {p}")).chain(entry.amount.clone()) {
        text.push_str(" · ");
        text.push_str(&more);
    }
    text
}

fn source<'e>(publisher: Option<&'e str>, title: Option<&'e str>, key: &'e str) -> &'e str {
    publisher.or(title).unwrap_or(key)
}

fn line(title: &str, publisher: Option<&str>, date: Option<&str>) -> String {
    [Some(title), publisher, date].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn cited(entry: &Entry) -> String {
    let from = line(
        entry.document.as_deref().unwrap_or(&entry.document_key),
        entry.publisher.as_deref(),
        entry.document_date.as_deref(),
    );
    match entry.expression.as_deref() {
        Some(words) => format!("{from}, “{words}”"),
        None => from,
    }
}

/// Text that means itself in HTML, between tags and in quoted attributes; what steers the order of words is marked as broken.
fn escape(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || (steers(c) && c != '\n');
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push('\n'),
            c if c.is_whitespace() => escaped.push(' '),
            c if steers(c) => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// Base 64 (RFC 4648), as the content security policy wants hashes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let n = three.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let letter = LETTERS[(n >> (18 - 6 * i)) as usize & 63];
            text.push(if i <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(entries: &[Entry]) -> String {
        let mut out = Vec::new();
        write(entries, &Style::default(), &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_documents_say_stays_text() {
        let evil = "</p><script>alert(1)</script><img src=x onerror='alert(1)'>\"\u{202E}";
        let entry = Entry {
            quote: evil.into(),
            document: Some(evil.into()),
            agents: vec![evil.into()],
            place: Some(evil.into()),
            publisher: Some(evil.into()),
            trigger: evil.into(),
            expression: Some(evil.into()),
            ..super::super::text::tests::entry()
        };
        let text = page(&[entry]);
        assert_eq!(text.matches("<script>").count(), 2, "the page's own");
        assert!(!text.contains("<img") && !text.contains('\u{202E}') && text.contains("&lt;script&gt;"));
    }

    #[test]
    fn the_policy_names_the_hashes_of_script_and_style_and_allows_nothing_else() {
        let text = page(&[]);
        let policy = text
            .split("Content-Security-Policy content=\"")
            .nth(1)
            .and_then(|t| t.split('"').next())
            .expect("a policy");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
        for (tag, directive) in [("script", "script-src"), ("style", "style-src")] {
            let allowed = policy.split("; ").find(|p| p.starts_with(directive)).expect("a directive");
            let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
            for body in text.split(&start).skip(1).map(|t| t.split(&end).next().expect("an end")) {
                assert!(allowed.contains(&format!("'sha256-{}'", base64(&Sha256::digest(body)))), "{tag}: {body}");
            }
        }
        assert!(
            !JS.contains("</script")
                && !CSS.contains("</style")
                && !text.contains(" style=")
                && !text.contains(" onclick=")
        );
        for far in ["http:", "https:", "//cdn", "fetch(", "XMLHttpRequest", "import("] {
            assert!(!text.contains(far), "{far}");
        }
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
