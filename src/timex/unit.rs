//! Units of time and parts of the day, as the word lists number them.

use serde::Deserialize;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The unit with the number that `words/time.toml` gives it.
    pub(crate) fn from_code(code: i32) -> Option<Unit> {
        Some(match code {
            1 => Unit::Second,
            2 => Unit::Minute,
            3 => Unit::Hour,
            4 => Unit::Day,
            5 => Unit::Week,
            6 => Unit::Month,
            7 => Unit::Quarter,
            8 => Unit::Year,
            9 => Unit::Decade,
            10 => Unit::Century,
            11 => Unit::Weekend,
            12 => Unit::Fortnight,
            13 => Unit::Night,
            14 => Unit::Millennium,
            _ => return None,
        })
    }

    /// A duration of `count` of them ("X" where it is vague), as TIMEX3 spells it: "P3M", "PT2H", "P10Y".
    pub(crate) fn duration(self, count: Option<f64>) -> String {
        let times = |factor: f64| count.map(|c| c * factor);
        match self {
            Unit::Second => format!("PT{}S", spell(count)),
            Unit::Minute => format!("PT{}M", spell(count)),
            Unit::Hour => format!("PT{}H", spell(count)),
            Unit::Day | Unit::Night => format!("P{}D", spell(count)),
            Unit::Weekend => format!("P{}WE", spell(count)),
            Unit::Week => format!("P{}W", spell(count)),
            Unit::Fortnight => format!("P{}W", spell(times(2.0))),
            Unit::Month => format!("P{}M", spell(count)),
            Unit::Quarter => format!("P{}Q", spell(count)),
            Unit::Year => format!("P{}Y", spell(count)),
            Unit::Decade if count.is_none() => "PXE".into(),
            Unit::Decade => format!("P{}Y", spell(times(10.0))),
            Unit::Century if count.is_none() => "PXC".into(),
            Unit::Century => format!("P{}Y", spell(times(100.0))),
            Unit::Millennium => format!("P{}Y", spell(times(1000.0))),
        }
    }
}

fn spell(count: Option<f64>) -> String {
    match count {
        Some(n) if n < 1e12 => format!("{n}"),
        _ => "X".into(),
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
    Noon,
    Midnight,
    Dawn,
    Dusk,
}

impl DayPart {
    pub(crate) fn from_code(code: i32) -> Option<DayPart> {
        use DayPart::*;
        [Morning, Afternoon, Evening, Night, Daytime, Noon, Midnight, Dawn, Dusk]
            .get(usize::try_from(code - 1).ok()?)
            .copied()
    }

    /// What TIMEX3 writes behind the day.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            DayPart::Morning | DayPart::Dawn => "TMO",
            DayPart::Afternoon => "TAF",
            DayPart::Evening | DayPart::Dusk => "TEV",
            DayPart::Night => "TNI",
            DayPart::Daytime => "TDT",
            DayPart::Noon => "T12:00",
            DayPart::Midnight => "T00:00",
        }
    }
}

/// A third of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    Start,
    Mid,
    End,
}

impl Part {
    pub(crate) fn from_code(code: i32) -> Option<Part> {
        [Part::Start, Part::Mid, Part::End].get(usize::try_from(code - 1).ok()?).copied()
    }
}
