//! Facts by month, quarter, year or decade, as one line of bars.

use chrono::{Datelike, NaiveDate};

use super::word::{key_day, month};
use crate::store::Entry;

/// From how many dated facts on a histogram says more than the list.
const FEW: usize = 12;

const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 9] = [' ', '.', ':', '-', '=', '+', '*', '#', '@'];

/// The bars and the line below them, in at most `width` columns; none where there are too few facts, or all lie in one month.
pub(super) fn histogram(entries: &[Entry], width: usize, ascii: bool) -> Option<[String; 3]> {
    let mut days: Vec<NaiveDate> = entries.iter().filter_map(key_day).collect();
    if days.len() < FEW || width < 24 {
        return None;
    }
    days.sort_unstable();
    let months = |d: NaiveDate| d.year() * 12 + d.month0() as i32;
    // A few facts far out would press the rest into one bar.
    let at = |share: usize| months(days[(days.len() - 1) * share / 100]);
    let (mut first, mut last) = (months(days[0]), months(days[days.len() - 1]));
    let middle = at(97) - at(3);
    if last - first > 4 * middle.max(6) {
        (first, last) = (at(3), at(97));
    }
    let (unit, name) = [
        (1, "month"),
        (3, "quarter"),
        (12, "year"),
        (24, "two years"),
        (60, "five years"),
        (120, "decade"),
        (1200, "century"),
    ]
    .into_iter()
    .find(|(unit, _)| last / unit - first / unit < width as i32)?;
    let (from, to) = (first.div_euclid(unit), last.div_euclid(unit));
    if from == to {
        return None;
    }
    let mut bins = vec![0usize; (to - from + 1) as usize];
    let (mut before, mut after) = (0, 0);
    for day in &days {
        match months(*day).div_euclid(unit) - from {
            ..0 => before += 1,
            n if n as usize >= bins.len() => after += 1,
            n => bins[n as usize] += 1,
        }
    }
    let most = bins.iter().copied().max().filter(|m| *m > 0)?;
    let wide = (width / bins.len()).clamp(1, 4);
    let signs = if ascii { ASCII } else { BARS };
    let bars: String = bins.iter().flat_map(|n| std::iter::repeat_n(signs[(n * 8).div_ceil(most)], wide)).collect();
    let title = |bin: i32| {
        let start = bin * unit;
        let year = start.div_euclid(12);
        if unit < 12 { format!("{} {year}", &month(start.rem_euclid(12) as u32 + 1)[..3]) } else { year.to_string() }
    };
    let (left, right) = (title(from), title(to));
    let gap = (bins.len() * wide).saturating_sub(left.len() + right.len()).max(1);
    let top = bins.iter().position(|n| *n == most).unwrap_or(0) as i32;
    let mut legend = format!("facts by {name}, most {most} in {}", title(from + top));
    for (n, word) in [(before, "earlier"), (after, "later")] {
        if n > 0 {
            legend.push_str(&format!(", {n} {word}"));
        }
    }
    Some([bars.trim_end().to_owned(), format!("{left}{}{right}", " ".repeat(gap)), legend])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> Entry {
        Entry { date_earliest: Some(day.into()), date_latest: Some(day.into()), ..super::super::text::tests::entry() }
    }

    #[test]
    fn months_where_they_fit_and_coarser_where_not() {
        let entries: Vec<Entry> =
            (1..=12).flat_map(|m| std::iter::repeat_n(on(&format!("2018-{m:02}-05")), m)).collect();
        let [bars, line, legend] = histogram(&entries, 78, false).expect("enough");
        assert_eq!(bars, "▁▁▁▁▂▂▂▂▂▂▂▂▃▃▃▃▄▄▄▄▄▄▄▄▅▅▅▅▆▆▆▆▆▆▆▆▇▇▇▇████████");
        assert_eq!(line, "Jan 2018                                Dec 2018");
        assert_eq!(legend, "facts by month, most 12 in Dec 2018");
        assert!(histogram(&entries, 78, true).expect("enough")[0].is_ascii());
        let long: Vec<Entry> = (1900..2000).map(|y| on(&format!("{y}-01-01"))).collect();
        assert!(histogram(&long, 40, false).expect("enough")[2].starts_with("facts by five years"));
    }

    #[test]
    fn the_first_and_the_last_year_press_nothing_flat() {
        let mut entries: Vec<Entry> = (0..100).map(|n| on(&format!("2018-{:02}-05", n % 12 + 1))).collect();
        entries.extend([on("0001-01-01"), on("9999-12-31")]);
        let [_, _, legend] = histogram(&entries, 60, false).expect("enough");
        assert!(legend.ends_with("1 earlier, 1 later"), "{legend}");
        assert_eq!(histogram(&vec![on("2018-01-01"); 100_000], 60, false), None, "all on one day");
        assert_eq!(histogram(&[], 60, false), None);
    }
}
