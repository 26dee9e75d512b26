//! What a token looks like, apart from which word it is: "a four-digit year", "a day of the month", "Q3".

use crate::text::Kind;

macro_rules! shapes {
    ($($name:ident = $text:literal, $about:literal;)*) => {
        /// A property of a token that patterns can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Shape { $(#[doc = $about] $name),* }

        impl Shape {
            /// Every shape with the name that patterns use and what it matches.
            pub const ALL: &[(Shape, &str, &str)] = &[$((Shape::$name, $text, $about)),*];
        }
    };
}

shapes! {
    Word = "word", "any word of letters";
    Name = "name", "a word that begins with a capital";
    Int = "int", "a whole number: 5, 120, 1,200";
    Decimal = "decimal", "a number with a point: 2.5";
    Day = "day_number", "1 to 31";
    Month = "month_number", "1 to 12";
    Year4 = "year4", "four digits, 1000 to 2199";
    Year3 = "year3", "three digits";
    Digits2 = "digits2", "exactly two digits";
    Hour = "hour_number", "0 to 24";
    Minute = "minute_number", "two digits, 00 to 59";
    DottedClock = "dotted_clock", "an hour and minutes with a point: 5.30";
    Military = "military", "an hour and minutes in four digits: 0930";
    ShortClock = "short_clock", "an hour and minutes in three digits: 430";
    CompactDate = "compact_date", "eight digits: 20180605";
    DottedDate = "dotted_date", "day, month and year with points: 5.6.2018, 05.06.18";
    Ordinal = "ordinal_number", "digits with an ordinal ending: 21st";
    OrdinalDay = "ordinal_day", "1st to 31st";
    Decade4 = "decade4", "a decade in four digits: 1990s";
    Decade2 = "decade2", "a decade in two digits: 90s";
    Decade3 = "decade3", "a decade in three digits: 470s";
    QuarterCode = "quarter_code", "Q1 to Q4";
    HalfCode = "half_code", "H1 or H2";
    YearCode = "year_code", "a fiscal or calendar year: FY18, FY2018, CY18";
    WeekCode = "week_code", "an ISO week: W23";
    TimeCode = "time_code", "an ISO hour: T09";
    MonthYear = "month_year", "a month and a year in one word: JUN18, JUN2018";
    DayClock = "day_clock", "a day and a time in six digits: 101530";
    QuarterYear = "quarter_year", "the Q and the year of 1Q18 or 1Q2018, behind its number";
    HalfYear = "half_year", "the H and the year of 1H18 or 1H2018, behind its number";
}

/// The shapes of a token, as a bit set by [`Shape`].
pub(crate) fn shapes(kind: Kind, capital: bool, text: &str) -> u32 {
    let mut set = 0;
    let mut add = |shape: Shape, holds: bool| set |= u32::from(holds) << shape as u32;
    match kind {
        Kind::Word => {
            add(Shape::Word, true);
            add(Shape::Name, capital);
        }
        Kind::Number => number(text, &mut add),
        Kind::Ordinal => {
            add(Shape::Ordinal, true);
            add(Shape::OrdinalDay, leading(text).is_some_and(|n| (1..=31).contains(&n)));
        }
        Kind::Plural => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let round =
                text.as_bytes()[digits - 1] == b'0' && digits == text.bytes().filter(u8::is_ascii_digit).count();
            add(Shape::Decade4, round && digits == 4 && leading(text).is_some_and(|n| (1000..2200).contains(&n)));
            add(Shape::Decade3, round && digits == 3);
            add(Shape::Decade2, round && digits == 2);
        }
        Kind::Mixed => code(text, &mut add),
        Kind::Address | Kind::Mark => {}
    }
    set
}

fn number(text: &str, add: &mut impl FnMut(Shape, bool)) {
    let bytes = text.as_bytes();
    let length = bytes.len();
    if let Some(n) = whole(text) {
        let plain = !text.contains(',');
        add(Shape::Int, true);
        add(Shape::Day, length <= 2 && (1..=31).contains(&n));
        add(Shape::Month, length <= 2 && (1..=12).contains(&n));
        add(Shape::Hour, length <= 2 && n <= 24);
        add(Shape::Digits2, length == 2);
        add(Shape::Minute, length == 2 && n < 60);
        add(Shape::Year3, length == 3 && bytes[0] != b'0');
        add(Shape::Year4, plain && length == 4 && (1000..2200).contains(&n));
        add(Shape::Military, plain && length == 4 && n / 100 <= 24 && n % 100 < 60);
        let day_clock = (1..=31).contains(&(n / 10_000)) && n / 100 % 100 < 24 && n % 100 < 60;
        add(Shape::DayClock, plain && length == 6 && day_clock);
        add(Shape::ShortClock, plain && length == 3 && (1..=12).contains(&(n / 100)) && n % 100 < 60);
        let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
        add(
            Shape::CompactDate,
            plain
                && length == 8
                && (1900..2200).contains(&year)
                && (1..=12).contains(&month)
                && (1..=31).contains(&day),
        );
        return;
    }
    let parts: Vec<&str> = text.split('.').collect();
    match parts[..] {
        [hour, minute] => {
            add(Shape::Decimal, true);
            let clock =
                whole(hour).is_some_and(|h| h <= 24) && minute.len() == 2 && whole(minute).is_some_and(|m| m < 60);
            add(Shape::DottedClock, clock && hour.len() <= 2);
        }
        [day, month, year] => {
            let plausible = |d: &str, m: &str, y: &str| {
                // "27.03.15", but not the version 1.2.15.
                let year = match y.len() {
                    4 => whole(y).is_some_and(|n| (1000..2200).contains(&n)) && d.len() <= 2 && m.len() <= 2,
                    length => length == 2 && whole(y).is_some() && d.len() == 2 && m.len() == 2,
                };
                year && whole(d).is_some_and(|n| (1..=31).contains(&n))
                    && whole(m).is_some_and(|n| (1..=12).contains(&n))
            };
            add(Shape::DottedDate, plausible(day, month, year) || plausible(year, month, day));
        }
        _ => {}
    }
}

fn code(text: &str, add: &mut impl FnMut(Shape, bool)) {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (head, digits) = text.split_at(letters);
    let Some(n) = whole(digits) else { return };
    let is = |name: &str| head.eq_ignore_ascii_case(name);
    let named = matches!(
        head.to_ascii_lowercase().as_str(),
        "jan" | "feb" | "mar" | "apr" | "may" | "jun" | "jul" | "aug" | "sep" | "oct" | "nov" | "dec"
    );
    add(Shape::MonthYear, named && (digits.len() == 2 || digits.len() == 4 && (1900..2200).contains(&n)));
    add(Shape::QuarterCode, is("Q") && digits.len() == 1 && (1..=4).contains(&n));
    add(Shape::QuarterYear, is("Q") && matches!(digits.len(), 2 | 4));
    add(Shape::HalfYear, is("H") && matches!(digits.len(), 2 | 4));
    add(Shape::HalfCode, is("H") && digits.len() == 1 && (1..=2).contains(&n));
    add(
        Shape::YearCode,
        (is("FY") || is("CY")) && (digits.len() == 2 || digits.len() == 4 && (1900..2200).contains(&n)),
    );
    add(Shape::WeekCode, is("W") && digits.len() == 2 && (1..=53).contains(&n));
    add(Shape::TimeCode, is("T") && digits.len() == 2 && n <= 24);
}

/// A whole number of at most nine digits, thousands separated or not.
pub(crate) fn whole(text: &str) -> Option<u32> {
    let mut n = 0_u32;
    let mut digits = 0;
    for b in text.bytes() {
        match b {
            b'0'..=b'9' if digits < 9 => (n, digits) = (n * 10 + u32::from(b - b'0'), digits + 1),
            b',' if digits > 0 => {}
            _ => return None,
        }
    }
    (digits > 0).then_some(n)
}

/// The number at the beginning of `text`.
pub(crate) fn leading(text: &str) -> Option<u32> {
    whole(&text[..text.bytes().take_while(|b| b.is_ascii_digit() || *b == b',').count()])
}

/// Tokens that between them show every combination of shapes.
pub(crate) fn samples() -> impl Iterator<Item = (Kind, bool, String)> {
    let plain = (0..2300).map(|n| n.to_string());
    let padded = (0..100).map(|n| format!("{n:02}")).chain((0..2500).map(|n| format!("{n:04}")));
    let long = [
        "1,200", "10,000", "12345", "101530", "999999", "4960", "9999", "20180605", "20189905", "1234567", "2.5",
        "12.30", "5.30", "99.30", "2.75", "5.6.2018", "2018.6.5", "1.2.3", "27.03.15",
    ];
    let numbers = plain.chain(padded).chain(long.into_iter().map(String::from)).map(|t| (Kind::Number, false, t));
    let ordinals = (0..40).map(|n| (Kind::Ordinal, false, format!("{n}th")));
    let plurals = ["1990s", "90s", "95s", "1995s", "190s", "9990s"].map(|t| (Kind::Plural, false, t.to_owned()));
    let codes = [
        "Q3", "Q7", "Q18", "Q2018", "H18", "H2018", "H1", "H5", "FY18", "FY2018", "W23", "W99", "T09", "T88", "A4",
        "JUN18",
    ]
    .map(|t| (Kind::Mixed, true, t.to_owned()));
    let words = [(Kind::Word, false, "x".to_owned()), (Kind::Word, true, "X".to_owned())];
    numbers.chain(ordinals).chain(plurals).chain(codes).chain(words)
}
