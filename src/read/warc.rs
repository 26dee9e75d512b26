//! WARC: the responses of a web archive that are HTML, one record after another. A record that is broken is passed over, the rest is read.

use std::io::{self, BufRead, Read};

use serde_json::Value;

use super::{Options, Page, Piece, Reader, Source, html, wrap};
use crate::document::Document;

pub(super) const READER: Reader =
    Reader { name: "warc", sure: true, endings: &["warc"], guess: |head| head.starts_with(b"WARC/"), read };

/// How many bytes the headers of a record may have.
const HEADERS: u64 = 64 << 10;

fn read(source: &mut Source<'_>, give: &mut dyn FnMut(Piece) -> bool) {
    let (mut pages, mut records) = (0, 0);
    loop {
        match record(source, &mut pages, give) {
            Ok(true) => records += 1,
            Ok(false) => break,
            Err(error) => {
                let message = format!("cannot be read on after record {records}: {error}");
                give(Piece::Failure(source.error(None, message)));
                return;
            }
        }
    }
    if pages == 0 {
        give(Piece::Failure(source.error(None, "holds no web page")));
    }
}

/// Reads one record; whether there may be more.
fn record(source: &mut Source<'_>, pages: &mut usize, give: &mut dyn FnMut(Piece) -> bool) -> io::Result<bool> {
    let Some(headers) = headers(source.bytes)? else { return Ok(false) };
    let length = header(&headers, "content-length").and_then(|l| l.parse::<u64>().ok());
    let length = length.ok_or_else(|| io::Error::other("a record has no Content-Length"))?;
    let kind = header(&headers, "warc-type").unwrap_or("");
    let address = header(&headers, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    let response = kind == "response" && address.as_deref().is_some_and(|a| a.starts_with("http"));
    if !response {
        skip(source.bytes, length)?;
        return Ok(true);
    }
    let address = address.unwrap_or_default();
    let limit = source.options.limit();
    if length > limit {
        skip(source.bytes, length)?;
        return Ok(give(Piece::Failure(wrap::too_large(&format!("{}: {address}", source.path), None, source.options))));
    }
    let mut body = Vec::new();
    Read::take(&mut *source.bytes, length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends within a record"));
    }
    let mut document = Document { id: address.clone(), path: source.path.into(), ..Document::default() };
    if let Some(date) = header(&headers, "warc-date") {
        document.metadata.insert("crawl_date".into(), Value::String(date.into()));
    }
    if !is_page(&body) {
        return Ok(true);
    }
    *pages += 1;
    Ok(give(Piece::Page(Box::new(Page { document, bytes: body, parse: page }))))
}

/// Whether a response of HTTP is a page at all.
fn is_page(response: &[u8]) -> bool {
    let Ok(Some(headers)) = headers(&mut &*response) else { return false };
    let status = headers.split_whitespace().nth(1).unwrap_or("");
    let kind = header(&headers, "content-type").unwrap_or("").to_ascii_lowercase();
    status == "200" && (kind.contains("html") || kind.is_empty())
}

/// Reads a response of HTTP that is a page.
fn page(response: &[u8], options: &Options, document: &mut Document) -> Result<(), String> {
    let mut rest = response;
    let headers = headers(&mut rest).map_err(|e| e.to_string())?.unwrap_or_default();
    let kind = header(&headers, "content-type").unwrap_or("").to_ascii_lowercase();
    let limit = options.limit();
    let chunked = header(&headers, "transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
    let mut body = if chunked { unchunk(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    if body.starts_with(&[0x1F, 0x8B]) {
        body = bounded(flate2::read::MultiGzDecoder::new(body.as_slice()), limit)?;
    } else if header(&headers, "content-encoding").is_some_and(|e| e.trim() == "br")
        && !body.trim_ascii_start().starts_with(b"<")
    {
        body = bounded(brotli_decompressor::Decompressor::new(body.as_slice(), 4096), limit)?;
    }
    let charset = kind
        .split("charset=")
        .nth(1)
        .map(|c| c.trim_matches(['"', '\'', ' ']).split(';').next().unwrap_or("").to_owned());
    let address = document.id.clone();
    html::page(&body, charset.filter(|c| !c.is_empty()).as_deref(), Some(&address), document)
}

fn bounded(bytes: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    bytes.take(limit + 1).read_to_end(&mut plain).map_err(|e| format!("its body cannot be expanded: {e}"))?;
    if plain.len() as u64 > limit {
        return Err("expands to more than --max-document-size".into());
    }
    Ok(plain)
}

/// The lines up to an empty one; `None` at the end of the input.
fn headers(bytes: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut headers = Vec::new();
    let mut left = HEADERS;
    loop {
        let start = headers.len();
        let n = Read::take(&mut *bytes, left).read_until(b'\n', &mut headers)?;
        left -= n as u64;
        let line = headers[start..].trim_ascii();
        match (n, line.is_empty()) {
            (0, _) if left == 0 => return Err(io::Error::other("a record's headers have no end")),
            (0, _) => {
                return Ok((!headers.trim_ascii().is_empty()).then(|| String::from_utf8_lossy(&headers).into_owned()));
            }
            (_, true) if headers.trim_ascii().is_empty() => headers.clear(),
            (_, true) => return Ok(Some(String::from_utf8_lossy(&headers).into_owned())),
            _ => {}
        }
    }
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers
        .lines()
        .filter_map(|l| l.split_once(':'))
        .find(|(n, _)| n.trim().eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

fn skip(bytes: &mut dyn BufRead, length: u64) -> io::Result<()> {
    io::copy(&mut Read::take(bytes, length), &mut io::sink()).map(|_| ())
}

/// The body of a response that was sent in chunks.
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(bytes.get(end + 1..)?.get(..size)?);
        bytes = bytes.get(end + 1 + size..)?.trim_ascii_start();
    }
}
