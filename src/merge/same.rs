//! Whether two tellings are of one event: nothing contradicts, and enough speaks for it.

use super::profile::{Profile, Who};

/// Whether two tellings of different documents are of one event.
///
/// What they name must agree; a name in common counts most, then an amount, then common nouns, place and words. The less
/// closely they are dated, and the more such events there are, the more is asked for; but nobody is sentenced or appointed twice on a day. The same sentence in two papers is enough, if it names
/// somebody or has all else in common, too.
pub fn same(a: &Profile, b: &Profile) -> bool {
    if contradicts(a, b) {
        return false;
    }
    let weight = a.who.iter().map(|w| found(*w, a, b)).sum::<u32>();
    let alike = || (a.lo, a.hi, a.place, &a.who) == (b.lo, b.hi, b.place, &b.who);
    if a.quote != 0 && a.quote == b.quote && a.stem == b.stem && (weight >= 2 || alike()) {
        return a.dated() == b.dated();
    }
    if !a.dated() || !b.dated() || weight < 2 {
        return false;
    }
    let words = u32::from(a.stem == b.stem || a.rule == b.rule || (a.step != 0 && a.step == b.step));
    let amount = if a.amount != 0 && a.amount == b.amount { 2 } else { 0 };
    let place = u32::from(a.place != 0 && a.place == b.place);
    if a.once_a_day() && b.once_a_day() && words > 0 && found_target(a, b) {
        return true;
    }
    let enough = match a.days().max(b.days()) {
        ..=7 if !a.prolific() => 4,
        ..=366 => 5,
        _ if !a.prolific() && announced(a, b) => 5,
        _ => return false,
    };
    // In a type of many steps, "sued" and "settled" are two.
    (words > 0 || !a.prolific()) && weight + words + amount + place >= enough
}

/// Whether one of the two is known to have taken place by a day, on which it was announced, and the other took place or was announced shortly before.
fn announced(a: &Profile, b: &Profile) -> bool {
    const SOON: i64 = 10;
    const MONTH: i64 = 31;
    let before = |day: i32, other: &Profile| match other.told_by() {
        Some(other) => (i64::from(day) - i64::from(other)).abs() <= SOON,
        None => other.days() <= MONTH && (0..=SOON).contains(&(i64::from(day) - i64::from(other.lo))),
    };
    match (a.told_by(), b.told_by()) {
        (Some(day), _) => before(day, b),
        (None, Some(day)) => before(day, a),
        (None, None) => false,
    }
}

/// Whether a target of `a` that has a name is one of `b` too.
fn found_target(a: &Profile, b: &Profile) -> bool {
    a.who.iter().any(|w| w.named() && w.target() && b.who.contains(w))
}

/// What a participant of `a` tells about its being in `b` too.
fn found(who: Who, a: &Profile, b: &Profile) -> u32 {
    let there = b.who.iter().any(|other| if a.mutual() { who.either() == other.either() } else { who == *other });
    if !there {
        0
    } else if who.named() {
        2
    } else {
        1
    }
}

/// Whether two tellings cannot be of one event: other types, statuses, days or participants, or one document that tells them apart.
pub fn contradicts(a: &Profile, b: &Profile) -> bool {
    a.document == b.document
        || a.kind != b.kind
        || a.status != b.status
        || a.hi < b.lo
        || b.hi < a.lo
        || distant(a, b)
        || (a.place != 0 && b.place != 0 && a.place != b.place && elsewhere(a, b))
        || (a.amount != 0 && b.amount != 0 && a.amount != b.amount)
        || if a.mutual() { apart(a, b, |_| true) } else { apart(a, b, |w| w.target()) || apart(a, b, |w| !w.target()) }
}

/// Whether other places make other events: not on one day, of the same two names or more, since a town lies in a country.
fn elsewhere(a: &Profile, b: &Profile) -> bool {
    let names = || a.who.iter().filter(|w| w.named() && found(**w, a, b) > 0).count();
    a.prolific() || a.days().min(b.days()) > 1 || names() < 2
}

/// Whether two tellings that know one bound at most, their documents' dates, are of other weeks: "a hearing will be set" is said of many.
fn distant(a: &Profile, b: &Profile) -> bool {
    const WEEKS: i64 = 10;
    let apart = |x: i32, y: i32| (i64::from(x) - i64::from(y)).abs() > WEEKS;
    a.days() == i64::MAX && b.days() == i64::MAX && (apart(a.lo, b.lo) || apart(a.hi, b.hi))
}

/// Whether those of the participants that `chosen` takes are others: of the names on both sides, the fewer are not all among the more;
/// where nobody has a name on both sides, no common noun is on both.
fn apart(a: &Profile, b: &Profile, chosen: impl Fn(Who) -> bool) -> bool {
    let side = |p: &Profile, named: bool| p.who.iter().filter(|w| chosen(**w) && w.named() == named).count();
    let (names_a, names_b) = (side(a, true), side(b, true));
    if names_a > 0 && names_b > 0 {
        let (few, many) = if names_a <= names_b { (a, b) } else { (b, a) };
        return !few
            .who
            .iter()
            .filter(|w| chosen(**w) && w.named())
            .all(|w| many.who.iter().any(|o| chosen(*o) && w.either() == o.either()));
    }
    let counted = a.amount != 0 && a.amount == b.amount;
    // "200 scooters" and "200 vehicles".
    if names_a + names_b > 0 || side(a, false) == 0 || side(b, false) == 0 || counted {
        return false;
    }
    !a.who.iter().filter(|w| chosen(**w)).any(|w| b.who.iter().any(|o| chosen(*o) && w.either() == o.either()))
}
