//! What a caller may say of the texts: how their dates in numbers are ordered, and which time they tell of.

/// The order of day, month and year in dates of numbers alone, such as "5/6/2018". ISO dates ("2018-06-05") and numbers that leave no choice
/// ("25/6/2018") are read as they must be, whatever this says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// Learnt from the dates of the document that leave no choice; month first where there are none, but day first with points ("5.6.2018").
    #[default]
    Auto,
    /// "6/5/2018" is the fifth of June.
    Mdy,
    /// "5/6/2018" is the fifth of June.
    Dmy,
    /// "18/6/5" is the fifth of June 2018; with the year last, month before day.
    Ymd,
}

/// Which time a text tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Decided from the document.
    #[default]
    Auto,
    /// Of the time of its own date: dates without a year lie near it.
    News,
    /// Of another time, as histories do: dates without a year follow the time mentioned last.
    Narrative,
}

/// What a caller may say of the texts; the default leaves all to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The order of dates in numbers.
    pub date_order: DateOrder,
    /// The time that a text tells of.
    pub style: Style,
}
