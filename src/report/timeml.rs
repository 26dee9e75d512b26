//! TimeML: the text with TIMEX3 tags around its time expressions, and nothing else changed.

use crate::document::{Document, iso_day};
use crate::timex::Timex;

/// `document` as a TimeML document. Characters that XML cannot hold are left out.
pub fn timeml(document: &Document, timexes: &[Timex]) -> String {
    let text = &document.text;
    let mut xml = String::with_capacity(text.len() + 512 + timexes.len() * 64);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>");
    escape(&document.id, &mut xml);
    xml.push_str("</DOCID>\n");
    if let Some(day) = document.date.and_then(iso_day) {
        xml.push_str(&format!("<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>\n"));
    }
    if let Some(title) = &document.title {
        xml.push_str("<TITLE>");
        escape(title, &mut xml);
        xml.push_str("</TITLE>\n");
    }
    xml.push_str("<TEXT>");
    let mut at = 0;
    for (n, t) in timexes.iter().enumerate() {
        // Tags cannot cross: of two expressions that share words the first is tagged.
        if t.span.start < at {
            continue;
        }
        escape(&text[at..t.span.start], &mut xml);
        xml.push_str(&format!("<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"", n + 1, t.kind.name()));
        escape(&t.value, &mut xml);
        if let Some(modifier) = t.modifier {
            xml.push_str("\" mod=\"");
            xml.push_str(modifier.name());
        }
        attributes(t, &mut xml);
        xml.push_str("\">");
        escape(t.span.of(text), &mut xml);
        xml.push_str("</TIMEX3>");
        at = t.span.end;
    }
    escape(&text[at..], &mut xml);
    xml.push_str("</TEXT>\n</TimeML>\n");
    xml
}

/// The attributes of sets, and the ids of the times that an expression leans on.
fn attributes(t: &Timex, xml: &mut String) {
    if let Some(quant) = t.quant {
        xml.push_str(&format!("\" quant=\"{quant}"));
    }
    if let Some(freq) = t.freq {
        xml.push_str(&format!("\" freq=\"{freq}X"));
    }
    for (name, other) in [("beginPoint", t.begin_point), ("endPoint", t.end_point), ("anchorTimeID", t.anchor)] {
        if let Some(other) = other {
            xml.push_str(&format!("\" {name}=\"t{}", other.number()));
        }
    }
}

fn escape(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // A parser would turn a bare carriage return into a line feed.
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' => xml.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::timex::{Modifier, Relation, TimexType};

    #[test]
    fn the_text_is_unchanged_but_for_tags() {
        let text = "A & B <met> in\x07 late 2016,\r\nthen left.";
        let at = text.find("late 2016").expect("there");
        let timex = Timex {
            span: Span::new(at, at + 9),
            kind: TimexType::Date,
            value: "2016".into(),
            modifier: Some(Modifier::End),
            interval: None,
            relation: Relation::At,
            edtf: None,
            reference: String::new(),
            why: "",
            rule: "test".into(),
            range_with: None,
            quant: None,
            freq: None,
            begin_point: None,
            end_point: None,
            anchor: None,
        };
        let document = Document {
            id: "a\"1".into(),
            text: text.into(),
            date: chrono::NaiveDate::from_ymd_opt(2018, 7, 12),
            ..Document::default()
        };
        let xml = timeml(&document, &[timex.clone(), timex]);
        assert!(
            xml.contains(
                "<TEXT>A &amp; B &lt;met&gt; in <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2016\" mod=\"END\">late 2016</TIMEX3>,&#13;\nthen left.</TEXT>"
            ),
            "{xml}"
        );
        assert!(xml.contains("<DOCID>a&quot;1</DOCID>") && xml.contains("value=\"2018-07-12\""));
    }
}
