//! What follows recognition: one ordered list of merges and drops.

use super::meaning::{Found, Meaning, Partial, Recurring};
use super::number::short_year;
use super::options::DateOrder;
use super::rule::Order;
use crate::text::Text;

/// Applies all refinements, in this order:
/// 1. a time of day and the day that touches it become one ("5 p.m. Friday"); with a preposition between them ("at 5 p.m. on Friday") they stay two, but
///    the time is that day's;
/// 2. "in 2006-07" is two years, the second the next: written as a month only in dates of numbers alone;
/// 3. in "May 9, June 22 and Aug. 29, 2012" all days are of the year that stands behind the last;
/// 4. "from Monday to Wednesday of last week": both days are of that week;
/// 5. "every Monday, Wednesday and Friday", "Monday and Tuesday nights", "May 3 and June 4 of each year": all the days recur;
/// 6. "5/6/2018" is the fifth of June where the caller says so, or the text's other numeric dates put the day first.
pub(crate) fn refine(found: Vec<Found>, text: &Text<'_>, order: DateOrder, pivot: i32) -> Vec<Found> {
    let mut found = two_years(merge_times(found, text), text);
    share_year(&mut found, text);
    share_week(&mut found);
    share_recurrence(&mut found, text);
    order_numbers(&mut found, order, pivot);
    found
}

/// The caller decides how dates in numbers are read, else those that leave no choice ("25/6/2018") decide for the others.
fn order_numbers(found: &mut [Found], order: DateOrder, pivot: i32) {
    let numeric = |f: &Found| match &f.meaning {
        Meaning::Date(p) => p.form.order.zip(p.day.zip(p.month)),
        _ => None,
    };
    let sure = |order: Order| found.iter().filter_map(numeric).filter(|(o, (day, _))| *o == order && *day > 12).count();
    // Dates with points put the day first unless something says otherwise.
    let wanted = match order {
        DateOrder::Auto if sure(Order::DayMonth) > sure(Order::MonthDay) => Order::DayMonth,
        DateOrder::Auto => return,
        DateOrder::Dmy => Order::DayMonth,
        DateOrder::Mdy | DateOrder::Ymd => Order::MonthDay,
    };
    for f in found {
        let Meaning::Date(p) = &mut f.meaning else { continue };
        let (Some(own), Some(day), Some(month)) = (p.form.order, p.day, p.month) else { continue };
        if order == DateOrder::Ymd && p.short_year && own != Order::YearMonthDay {
            let (first, second) = if own == Order::MonthDay { (month, day) } else { (day, month) };
            let last = p.year.map_or(0, |y| y.rem_euclid(100));
            if (1..=12).contains(&second) && (1..=31).contains(&last) {
                (p.year, p.month, p.day) = (Some(short_year(first, pivot)), Some(second), Some(last));
            }
        } else if own != wanted && own != Order::YearMonthDay && day <= 12 {
            std::mem::swap(&mut p.day, &mut p.month);
        }
    }
}

/// Whether the words between two expressions make them members of a list.
fn listed(end: usize, first: usize, text: &Text<'_>) -> bool {
    match first.checked_sub(end) {
        Some(1) => matches!(text.word(end), "," | "and" | "or" | "&" | ";"),
        Some(2) => matches!(text.word(end), "," | ";") && matches!(text.word(end + 1), "and" | "or" | "&"),
        _ => false,
    }
}

/// Makes the days of a list recur of which one is said to: those behind "every Monday", those before "Tuesday nights" and "May 3 of each year".
fn share_recurrence(found: &mut [Found], text: &Text<'_>) {
    let set = |f: &Found| match &f.meaning {
        Meaning::Set(set) => set.weekday.or(set.day).map(|_| set.clone()),
        _ => None,
    };
    let bare = |f: &Found| match &f.meaning {
        Meaning::Date(p) if p.deixis.is_none() && p.unit.is_none() && p.clock.is_none() && p.year.is_none() => {
            let (weekday, month, day) = (p.weekday, p.month, p.day);
            let whole =
                if weekday.is_some() { month.is_none() && day.is_none() } else { month.is_some() && day.is_some() };
            whole.then(|| Recurring { weekday, month, day, daypart: p.daypart, ..Recurring::default() })
        }
        _ => None,
    };
    let alike = |a: &Recurring, b: &Recurring| a.weekday.is_some() == b.weekday.is_some();
    if !found.iter().any(|f| set(f).is_some()) {
        return;
    }
    let every = |f: &Found| matches!(text.word(f.first), "every" | "each" | "Every" | "Each");
    let mut goes_on = false;
    for i in 0..found.len() {
        let behind = i > 0 && goes_on && {
            let end = found[i - 1].end;
            listed(end, found[i].first, text)
                || found[i].first == end + 1 && matches!(text.word(end), "to" | "through" | "-" | "–")
        };
        let last = i.checked_sub(1).and_then(|before| set(&found[before]));
        match bare(&found[i]).filter(|own| behind && last.is_some_and(|last| alike(own, &last))) {
            Some(recurring) => found[i].meaning = Meaning::Set(recurring),
            None => goes_on = set(&found[i]).is_some() && every(&found[i]),
        }
    }
    for i in (1..found.len()).rev() {
        if let (Some(own), Some(last)) = (bare(&found[i - 1]), set(&found[i]).filter(|_| !every(&found[i])))
            && listed(found[i - 1].end, found[i].first, text)
            && alike(&own, &last)
        {
            found[i - 1].meaning = Meaning::Set(Recurring { daypart: own.daypart.or(last.daypart), ..own });
        }
    }
}

/// Gives the days of a list the year that only its last one names; December before January is of the year before.
fn share_year(found: &mut [Found], text: &Text<'_>) {
    for i in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(i);
        let (Some(a), Some(b)) = (before.last_mut(), behind.first()) else { continue };
        let (Meaning::Date(p), Meaning::Date(q)) = (&mut a.meaning, &b.meaning) else { continue };
        let open = p.month.is_some() && p.day.is_some() && p.year.is_none() && p.deixis.is_none() && p.unit.is_none();
        if open && q.day.is_some() && listed(a.end, b.first, text) {
            p.year = q.year.filter(|_| q.month.is_some()).map(|year| year - i32::from(p.month > q.month));
        }
    }
}

/// Gives the weekday or month that begins a stretch the week or year that only its end names.
fn share_week(found: &mut [Found]) {
    for i in 1..found.len() {
        let (before, behind) = found.split_at_mut(i);
        let (Some(a), Some(b)) = (before.last_mut(), behind.first()) else { continue };
        let range = a.range && a.rule == b.rule;
        if let (true, Meaning::Date(p), Meaning::Date(q)) = (range, &mut a.meaning, &b.meaning)
            && (p.weekday.is_some() && q.unit == Some(super::unit::Unit::Week)
                || p.month.is_some() && q.unit == Some(super::unit::Unit::Year))
        {
            p.deixis = q.deixis;
        }
    }
}

/// Splits "2006-07" behind a preposition or an article, where the second number is the year after the first.
fn two_years(found: Vec<Found>, text: &Text<'_>) -> Vec<Found> {
    let follows = |p: &Partial| p.year.zip(p.month).is_some_and(|(year, month)| (year + 1).rem_euclid(100) == month);
    let is = |f: &Found| match &f.meaning {
        Meaning::Date(p) => p.day.is_none() && follows(p) && f.end == f.first + 3 && text.word(f.first + 1) == "-",
        _ => false,
    };
    let spoken = |f: &Found| {
        f.first.checked_sub(1).is_some_and(|before| {
            matches!(text.word(before), "in" | "In" | "the" | "The" | "during" | "for" | "of" | "over")
        })
    };
    if !found.iter().any(|f| is(f) && spoken(f)) {
        return found;
    }
    let mut out = Vec::with_capacity(found.len() + 1);
    for f in found {
        let Meaning::Date(p) = &f.meaning else {
            out.push(f);
            continue;
        };
        if !is(&f) || !spoken(&f) {
            out.push(f);
            continue;
        }
        let year = |by: i32| {
            let mut one = p.clone();
            (one.year, one.month) = (p.year.map(|y| y + by), None);
            Meaning::Date(one)
        };
        out.push(Found { end: f.first + 1, meaning: year(0), range: true, ..f });
        out.push(Found { first: f.first + 2, meaning: year(1), range: false, ..f });
    }
    out
}

fn merge_times(found: Vec<Found>, text: &Text<'_>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut next in found {
        second_zone(&mut out, &next, text);
        if let Some(last) = out.last_mut()
            && let link @ (Link::Touching | Link::Preposition) = link(last.end, next.first, text)
            && !last.range
            && let (Meaning::Date(a), Meaning::Date(b)) = (&mut last.meaning, &mut next.meaning)
            && let Some(both) = unite(a, b)
        {
            if link == Link::Touching {
                **a = both;
                last.end = next.end;
                last.range = next.range;
                continue;
            }
            let time = if is_time_only(a) { a } else { b };
            **time = both;
        }
        out.push(next);
    }
    out
}

/// "10:35 a.m. (0735 GMT) Friday": the day behind the brackets is that of both times.
fn second_zone(out: &mut [Found], day: &Found, text: &Text<'_>) {
    let [.., time, again] = out else { return };
    let word = |at: Option<usize>| at.map_or("", |at| text.word(at));
    let enclosed = time.end + 1 == again.first && word(Some(time.end)) == "(" && word(Some(again.end)) == ")";
    let next = match day.first.checked_sub(again.end) {
        Some(1) => true,
        Some(2) => matches!(word(day.first.checked_sub(1)), "on" | ","),
        _ => false,
    };
    let (Meaning::Date(a), Meaning::Date(b), Meaning::Date(c)) = (&mut time.meaning, &mut again.meaning, &day.meaning)
    else {
        return;
    };
    if enclosed
        && next
        && is_time_only(a)
        && is_time_only(b)
        && let (Some(first), Some(second)) = (unite(a, c), unite(b, c))
    {
        (**a, **b) = (first, second);
    }
}

/// What stands between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Nothing, a comma, or "of".
    Touching,
    /// "on", "at".
    Preposition,
    Other,
}

fn link(end: usize, first: usize, text: &Text<'_>) -> Link {
    let preposition = |at: usize| matches!(text.word(at), "on" | "at");
    match first - end {
        0 => Link::Touching,
        1 if matches!(text.word(end), "," | "of") => Link::Touching,
        1 if preposition(end) => Link::Preposition,
        2 if text.word(end) == "," && preposition(end + 1) => Link::Preposition,
        _ => Link::Other,
    }
}

fn unite(a: &Partial, b: &Partial) -> Option<Partial> {
    let (time, date) = match (is_time_only(a), is_time_only(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        (true, true) if a.clock.is_some() != b.clock.is_some() => (a, b),
        _ => return None,
    };
    let is_day = date.day.is_some()
        || date.weekday.is_some()
        || date.holiday.is_some()
        || date.unit.is_some_and(|u| u <= super::unit::Unit::Day)
        || is_time_only(date);
    if !is_day || time.clock.is_some() && date.clock.is_some() {
        return None;
    }
    let mut both = date.clone();
    both.clock = time.clock.or(date.clock);
    both.daypart = date.daypart.or(time.daypart);
    both.modifier = both.modifier.or(time.modifier);
    Some(both)
}

fn is_time_only(p: &Partial) -> bool {
    (p.clock.is_some() || p.daypart.is_some())
        && p.day.is_none()
        && p.weekday.is_none()
        && p.month.is_none()
        && p.year.is_none()
        && p.holiday.is_none()
        && p.unit.is_none()
        && p.season.is_none()
}
