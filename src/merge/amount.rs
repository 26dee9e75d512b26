//! Amounts as they are compared: "$1.5bn" and "1,500 million dollars" are one.

/// A number that equal amounts share: currency and three digits of the value; 0 where there is no number, or one that says little.
pub(super) fn amount(text: &str) -> u32 {
    let mut value: Option<f64> = None;
    let mut currency = 0;
    for word in text.split(|c: char| c.is_whitespace() || c == '-') {
        let lower = word.to_lowercase();
        for (sign, n) in [("$", 1), ("€", 2), ("£", 3), ("¥", 4), ("₹", 5)] {
            if lower.contains(sign) {
                currency = n;
            }
        }
        let letters = lower.trim_matches(|c: char| !c.is_alphabetic());
        currency = match letters {
            "dollars" | "dollar" | "usd" => 1,
            "euros" | "euro" | "eur" => 2,
            "pounds" | "pound" | "sterling" | "gbp" => 3,
            "yen" | "yuan" | "renminbi" => 4,
            "rupees" | "rupee" => 5,
            _ => currency,
        };
        let digits: String = lower.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        if value.is_none() {
            value = digits.trim_matches('.').parse().ok();
        }
        let factor = match letters.trim_start_matches(|c: char| !c.is_ascii_alphabetic()) {
            "thousand" | "k" => 1e3,
            "million" | "m" | "mln" | "mn" => 1e6,
            "billion" | "bn" | "b" => 1e9,
            "trillion" | "tn" => 1e12,
            _ => 1.0,
        };
        value = value.map(|v| v * factor);
    }
    let Some(value) = value.filter(|v| *v >= 10.0 || (currency > 0 && *v > 0.0)) else { return 0 };
    let exponent = value.log10().floor();
    let digits = (value / 10f64.powf(exponent - 2.0)).round();
    ((digits as u32) << 12) | (((exponent as u32) & 0xFF) << 4) | currency | 1 << 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_equal_however_they_are_written() {
        for (a, b) in [
            ("$1.5bn", "$1,500 million"),
            ("1.5 billion dollars", "$1.5 billion"),
            ("1,100 jobs", "1100"),
            ("about 250 engineers", "250"),
            ("€3 million", "3m euros"),
        ] {
            assert_eq!(amount(a), amount(b), "{a} and {b}");
            assert_ne!(amount(a), 0);
        }
        for (a, b) in [("$1.5bn", "€1.5bn"), ("$1.5bn", "$1.6bn"), ("250", "2,500")] {
            assert_ne!(amount(a), amount(b), "{a} and {b}");
        }
        for small in ["three people", "6", "half", "", "…", "NaN"] {
            assert_eq!(amount(small), 0, "{small}");
        }
    }
}
