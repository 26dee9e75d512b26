//! Two timelines side by side.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::word::{date, key_day, safe, sentence, sign};
use crate::store::{Cell, Entry, Rows};

/// The facts of two actors by date: a row a fact, on the side of the one that takes part in it, or on both.
pub fn compare(names: [&str; 2], left: &[Entry], right: &[Entry]) -> Rows {
    let mut all: Vec<(&Entry, bool, bool)> =
        left.iter().map(|e| (e, true, right.iter().any(|r| r.id == e.id))).collect();
    all.extend(right.iter().filter(|r| !left.iter().any(|l| l.id == r.id)).map(|e| (e, false, true)));
    all.sort_by_key(|(e, _, _)| (key_day(e).is_none(), key_day(e), e.date_latest.clone(), e.id));
    let row = |(entry, in_left, in_right): (&Entry, bool, bool)| {
        let mark = sign(&entry.status);
        let text = format!(
            "{}{} {}",
            if mark == ' ' { String::new() } else { format!("{mark} ") },
            entry.kind,
            sentence(entry)
        );
        let side = |there: bool| if there { Cell::Text(text.clone()) } else { Cell::Null };
        vec![Cell::Text(date(entry)), side(in_left), side(in_right)]
    };
    Rows { columns: ["date", names[0], names[1]].map(str::to_owned).to_vec(), rows: all.into_iter().map(row).collect() }
}

/// Writes two timelines in columns that fit `width`.
///
/// # Errors
/// Those of `out`.
pub fn columns(rows: &Rows, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let first = rows.rows.iter().map(|r| r[0].text().width()).max().unwrap_or(4).clamp(4, 24);
    let side = width.saturating_sub(first + 4) / 2;
    let wrap = |text: &str, width: usize| -> Vec<String> {
        textwrap::wrap(&safe(text), width.max(8)).into_iter().map(|l| l.into_owned()).collect()
    };
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
    let mut line = |cells: [Vec<String>; 3]| -> io::Result<()> {
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for n in 0..lines {
            let cell = |i: usize| cells[i].get(n).map_or("", String::as_str);
            let text = format!("{}  {}  {}", pad(cell(0), first), pad(cell(1), side), cell(2));
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    };
    line([vec![], wrap(&rows.columns[1], side), wrap(&rows.columns[2], side)])?;
    line([vec!["-".repeat(first)], vec!["-".repeat(side)], vec!["-".repeat(side)]])?;
    for row in &rows.rows {
        line([wrap(&row[0].text(), first), wrap(&row[1].text(), side), wrap(&row[2].text(), side)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_fact_stands_on_both_sides() {
        let on = |id: i64, day: &str| Entry {
            id,
            date_earliest: Some(day.into()),
            date_latest: Some(day.into()),
            ..super::super::text::tests::entry()
        };
        let rows = compare(
            ["Northwind", "Contoso"],
            &[on(1, "2018-05-03"), on(2, "2018-06-01")],
            &[on(3, "2018-05-20"), on(2, "2018-06-01")],
        );
        let sides: Vec<(bool, bool)> = rows.rows.iter().map(|r| (r[1] != Cell::Null, r[2] != Cell::Null)).collect();
        assert_eq!(sides, [(true, false), (false, true), (true, true)]);
        let mut out = Vec::new();
        columns(&rows, 72, &mut out).expect("memory");
        let text = String::from_utf8(out).expect("text");
        assert!(text.lines().all(|l| l.width() <= 72), "{text}");
        assert!(text.starts_with("             Northwind                     Contoso\n"), "{text}");
    }
}
