//! Mail: a message a file (EML), or many one after another (mbox). Text parts are read, HTML where there is no other; attachments are not.

use std::io::{BufRead, Read};

use mailparse::{MailHeaderMap, ParsedMail};
use serde_json::Value;

use super::{Piece, Reader, Source, date::parse_date, html, wrap};
use crate::document::{DateSource, Document};

pub(super) const EML: Reader = Reader { name: "eml", sure: false, endings: &["eml"], guess: headed, read: one };
pub(super) const MBOX: Reader = Reader {
    name: "mbox",
    sure: false,
    endings: &["mbox", "mbx"],
    guess: |head| envelope(head) && headed(head.splitn(2, |b| *b == b'\n').nth(1).unwrap_or(&[])),
    read: many,
};

/// How many parts in parts are followed.
const NESTING: usize = 8;

/// Whether the first lines are headers, and mail's.
fn headed(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let mut known = 0;
    for line in head.lines().take_while(|l| !l.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        known += usize::from(
            ["from", "received", "return-path", "message-id", "mime-version", "delivered-to", "subject"]
                .contains(&name.to_ascii_lowercase().as_str()),
        );
    }
    known >= 2
}

fn envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ")
}

fn one(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let Some(bytes) = source.whole(give) else { return };
    match message(&bytes, source.path, source.path) {
        Ok(document) => give(Piece::Document(document)),
        Err(why) => give(Piece::Failure(source.error(None, why))),
    };
}

fn many(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let limit = source.options.limit();
    let (mut bytes, mut line, mut number, mut too_large) = (Vec::new(), Vec::new(), 0, false);
    let mut after_blank = true;
    loop {
        line.clear();
        let n = match Read::take(&mut *source.bytes, 1 << 20).read_until(b'\n', &mut line) {
            Ok(n) => n,
            Err(error) => {
                give(Piece::Failure(crate::error::Error::io(source.path, error)));
                return;
            }
        };
        if n == 0 || (after_blank && envelope(&line)) {
            if number > 0 {
                let own = format!("{}#{number}", source.path);
                let item = if too_large {
                    Piece::Failure(wrap::too_large(&own, None, source.options))
                } else {
                    match message(&bytes, source.path, &own) {
                        Ok(document) => Piece::Document(document),
                        Err(why) => {
                            Piece::Failure(crate::error::Error::Input { path: own.into(), line: None, message: why })
                        }
                    }
                };
                if !give(item) {
                    return;
                }
            }
            if n == 0 {
                break;
            }
            number += 1;
            bytes.clear();
            too_large = false;
        } else if bytes.len() as u64 + n as u64 > limit {
            too_large = true;
        } else if !too_large {
            // A line of the text that begins like an envelope was marked when it was stored.
            let quoted = line.iter().take_while(|b| **b == b'>').count();
            bytes.extend_from_slice(if quoted > 0 && line[quoted..].starts_with(b"From ") {
                &line[1..]
            } else {
                &line
            });
        }
        after_blank = line.trim_ascii().is_empty();
    }
    if number == 0 {
        give(Piece::Failure(source.error(None, "holds no mail: no line begins with \"From \"")));
    }
}

fn message(bytes: &[u8], path: &str, own: &str) -> Result<Document, String> {
    // Parts are marked by lines that begin with two hyphens; without bound they would nest without end.
    let mail = mailparse::parse_mail(bytes).map_err(|e| format!("is no mail: {e}"))?;
    let header = |name: &str| mail.headers.get_first_value(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    let id = header("Message-ID").map(|i| i.trim_matches(['<', '>', ' ']).to_owned()).filter(|i| !i.is_empty());
    let id = id.unwrap_or_else(|| own.to_owned());
    let mut document = Document {
        id: if path == own { own.into() } else { id.clone() },
        path: path.into(),
        title: header("Subject"),
        ..Document::default()
    };
    document.text = part(&mail, "text/plain", NESTING)
        .map(Ok)
        .or_else(|| part(&mail, "text/html", NESTING).map(|h| html::fragment(&h)))
        .unwrap_or_else(|| Ok(String::new()))?;
    if document.text.trim().is_empty() {
        return Err("has no part of text".into());
    }
    if let Some(day) = header("Date").and_then(|d| parse_date(&d).ok()) {
        (document.date, document.date_source) = (Some(day), Some(DateSource::Metadata));
    }
    for (key, value) in [
        ("author", header("From")),
        ("lang", header("Content-Language")),
        ("message_id", Some(id).filter(|i| i != own)),
    ] {
        if let Some(value) = value {
            document.metadata.insert(key.into(), Value::String(value));
        }
    }
    Ok(document)
}

/// The first part of this kind that is no attachment.
fn part(mail: &ParsedMail<'_>, kind: &str, nested: usize) -> Option<String> {
    if mail.subparts.is_empty() {
        let attached = mail
            .headers
            .get_first_value("Content-Disposition")
            .is_some_and(|d| d.trim_start().to_ascii_lowercase().starts_with("attachment"));
        let body = (!attached && mail.ctype.mimetype.eq_ignore_ascii_case(kind)).then(|| mail.get_body().ok())??;
        return Some(body).filter(|b| !b.trim().is_empty());
    }
    let nested = nested.checked_sub(1)?;
    mail.subparts.iter().find_map(|p| part(p, kind, nested))
}
