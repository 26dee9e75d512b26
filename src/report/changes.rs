//! What changed between two runs, for a terminal: a line a fact.

use std::io::{self, Write};

use super::word::safe;
use crate::store::Rows;

/// Writes the rows of [`crate::store::Store::changes`]: a sign (new, changed, joined, gone), the date, the type and who.
///
/// # Errors
/// Those of `out`.
pub fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut counts = [("new", 0), ("changed", 0), ("joined to another", 0), ("gone", 0)];
    for row in &rows.rows {
        let cell = |name: &str| rows.columns.iter().position(|c| c == name).map_or(String::new(), |at| row[at].text());
        let (sign, n) = match cell("change").as_str() {
            "new" => ('+', 0),
            "changed" => ('~', 1),
            "joined" => ('=', 2),
            _ => ('-', 3),
        };
        counts[n].1 += 1;
        // What it says, or said; what it said before only where that is something else.
        let pair = |name: &str| {
            let (before, now) = (cell(&format!("{name}_before")), cell(name));
            match n {
                1 if before != now => format!("{} ⇒ {}", named(&before), named(&now)),
                0 | 1 => now,
                _ => before,
            }
        };
        let date = if n == 1 && cell("date_before") != cell("date_edtf") {
            format!("{} ⇒ {}", some(&cell("date_before")), some(&cell("date_edtf")))
        } else {
            some(&cell(if n < 2 { "date_edtf" } else { "date_before" })).to_owned()
        };
        let status = pair("status");
        let kind = if status == "happened" { cell("type") } else { format!("{}, {status}", cell("type")) };
        let who = match (pair("agents"), pair("targets")) {
            (agents, targets) if targets.is_empty() => agents,
            (agents, targets) => format!("{agents} → {targets}"),
        };
        let more = ["place", "amount"].map(pair).into_iter().filter(|text| !text.is_empty());
        let line = [format!("{sign} {date}"), kind, who.trim().to_owned()].into_iter().filter(|part| !part.is_empty());
        writeln!(out, "{}", safe(&line.chain(more).collect::<Vec<_>>().join(" · ")))?;
    }
    let counts: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
    writeln!(out, "{}", if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") })
}

fn named(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

fn some(text: &str) -> &str {
    if text.is_empty() { "undated" } else { text }
}
