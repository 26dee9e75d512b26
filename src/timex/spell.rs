//! How values are spelled: times of day, lengths, recurrences.

use super::meaning::{Clock, Length, Partial, Recurring};
use super::period::season_code;
use super::unit::{DayPart, Unit};

/// TIMEX3's time of day: "T17:30", "TMO"; empty for a date.
pub(crate) fn time_of_day(p: &Partial) -> String {
    match (p.clock, p.daypart) {
        (Some(clock), daypart) => {
            use DayPart::{Afternoon, Dawn, Dusk, Evening, Morning, Night};
            let implied = daypart.and_then(|d| match d {
                Morning | Dawn => Some(1),
                Afternoon | Evening | Dusk => Some(2),
                Night => Some(if (1..6).contains(&clock.hour) || clock.hour == 12 { 1 } else { 2 }),
                _ => None,
            });
            clock.spell(clock.meridiem.or(implied.filter(|_| clock.hour <= 12)))
        }
        (None, Some(part)) => part.suffix().into(),
        (None, None) => String::new(),
    }
}

impl Clock {
    fn spell(self, meridiem: Option<i32>) -> String {
        let hour = match meridiem {
            Some(1) => self.hour % 12,
            Some(_) => self.hour % 12 + 12,
            None => self.hour,
        };
        match self.second {
            Some(second) => format!("T{hour:02}:{:02}:{second:02}", self.minute.unwrap_or(0)),
            None => format!("T{hour:02}:{:02}", self.minute.unwrap_or(0)),
        }
    }
}

impl Length {
    /// "P3M", "PT1M30S", "P2Y3M"; X where the number is not known.
    pub(crate) fn value(&self) -> String {
        let mut value = self.unit.duration(self.count);
        // "a minute and a half" is PT1M30S.
        if let (Some(n), Unit::Minute | Unit::Hour) = (self.count, self.unit)
            && n.fract() == 0.5
        {
            return if self.unit == Unit::Minute {
                format!("PT{}M30S", n.trunc()).replace("PT0M", "PT")
            } else {
                format!("PT{}H30M", n.trunc()).replace("PT0H", "PT")
            };
        }
        if let Some((n, unit)) = self.rest {
            let rest = unit.duration(Some(n));
            let rest = rest.trim_start_matches('P');
            value.push_str(if value.contains('T') { rest.trim_start_matches('T') } else { rest });
        }
        value
    }
}

/// The value of a set: "P1D", "XXXX-WXX-1", "XXXX-XX-XXTMO".
pub(crate) fn recurring(set: &Recurring) -> String {
    let time = match (set.clock, set.daypart) {
        (Some(clock), _) => clock.spell(clock.meridiem),
        (None, Some(part)) => part.suffix().into(),
        (None, None) => String::new(),
    };
    if let Some(weekday) = set.weekday {
        return format!("XXXX-WXX-{weekday}{time}");
    }
    if let Some(month) = set.month {
        return set.day.map_or(format!("XXXX-{month:02}"), |day| format!("XXXX-{month:02}-{day:02}"));
    }
    if let Some(season) = set.season {
        return format!("XXXX-{}", season_code(season as u32));
    }
    if !time.is_empty() {
        return format!("XXXX-XX-XX{time}");
    }
    match set.unit {
        Some(Unit::Weekend) => "XXXX-WXX-WE".into(),
        Some(Unit::Night) => "XXXX-XX-XXTNI".into(),
        unit => unit.unwrap_or(Unit::Day).duration(Some(set.count.unwrap_or(1.0))),
    }
}
