//! Weights: units as tables name them, and numbers with or without one.

/// A unit of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A thousandth of a gram.
    Milligram,
    /// What the shop keeps.
    Gram,
    /// 1,000 grams.
    Kilogram,
    /// 1,000,000 grams.
    Tonne,
    /// 28.35 grams.
    Ounce,
    /// 453.59 grams.
    Pound,
}

impl Unit {
    /// The unit of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(
            match name.to_ascii_lowercase().trim_end_matches('.').trim() {
                "g" | "gr" | "gram" | "grams" | "gramm" | "gramme" | "grammes" => Self::Gram,
                "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramm" => {
                    Self::Kilogram
                }
                "lb" | "lbs" | "pound" | "pounds" => Self::Pound,
                "oz" | "ounce" | "ounces" => Self::Ounce,
                "mg" => Self::Milligram,
                "t" | "ton" | "tonne" | "tonnes" => Self::Tonne,
                _ => return None,
            },
        )
    }

    const fn grams(self) -> f64 {
        match self {
            Self::Milligram => 0.001,
            Self::Gram => 1.0,
            Self::Kilogram => 1_000.0,
            Self::Tonne => 1_000_000.0,
            Self::Ounce => 28.349_523_125,
            Self::Pound => 453.592_37,
        }
    }
}

/// What a cell says about a weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Weighed {
    /// To the nearest gram.
    Grams(i64),
    /// A number of nobody knows what.
    NoUnit,
    /// No weight at all.
    No,
}

/// Reads a weight; a unit behind the number wins over the column's.
pub fn weigh(text: &str, unit: Option<Unit>) -> Weighed {
    let digits = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, behind) = text.split_at(digits);
    let unit = if behind.is_empty() {
        unit
    } else {
        match Unit::parse(behind) {
            Some(unit) => Some(unit),
            None => return Weighed::No,
        }
    };
    let Some(number) = number_of(number.trim()) else {
        return Weighed::No;
    };
    match unit {
        Some(unit) if (0.0..1e9).contains(&(number * unit.grams())) => {
            Weighed::Grams((number * unit.grams()).round() as i64)
        }
        Some(_) => Weighed::No,
        None => Weighed::NoUnit,
    }
}

/// A number with a point or a comma; with both, the first groups.
fn number_of(text: &str) -> Option<f64> {
    let plain = match (text.rfind('.'), text.rfind(',')) {
        (Some(point), Some(comma)) if point > comma => text.replace(',', ""),
        (Some(_), Some(_)) => text.replace('.', "").replace(',', "."),
        _ => text.replace(',', "."),
    };
    let sound = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.parse().ok().filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_grams() {
        use Weighed::{Grams, No, NoUnit};
        for (text, unit, weighed) in [
            ("4.8", Unit::parse("ounces"), Grams(136)),
            ("1,5", Some(Unit::Kilogram), Grams(1_500)),
            ("1.234,5 g", None, Grams(1_235)),
            ("250 g", Some(Unit::Kilogram), Grams(250)),
            ("0.5kg", None, Grams(500)),
            ("2 lbs.", None, Grams(907)),
            ("12", None, NoUnit),
            ("heavy", None, No),
            ("2 stone", None, No),
            ("inf", Some(Unit::Gram), No),
            ("-1", Some(Unit::Gram), No),
            ("", Some(Unit::Gram), No),
            ("1e5", Some(Unit::Gram), No),
        ] {
            assert_eq!(weigh(text, unit), weighed, "{text:?}");
        }
    }
}
