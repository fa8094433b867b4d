//! Cells read as values: amounts, numbers, flags, lists. Each failure says what the cell must be.

use serde::de::DeserializeOwned;

use crate::{
    catalogue::Condition,
    money::{Amount, Currency, DecimalMark, parse_amount, read_amount},
    time,
};

/// What a file's numbers look like.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// The shop's currency.
    pub currency: Currency,
    /// The mark that ambiguous amounts are read with.
    pub mark: DecimalMark,
    /// Whether the file shows its mark, so that `22.788` is a price to be rounded and no
    /// twenty-two thousand.
    pub rounds: bool,
}

impl Numbers {
    /// An amount in minor units, and whether it stood there exactly.
    pub fn amount(self, text: &str) -> Result<Amount, String> {
        let amount = if self.rounds {
            read_amount(text, self.currency, self.mark)
        } else {
            parse_amount(text, self.currency, self.mark).map(|minor| Amount { minor, exact: true })
        };
        amount.map_err(|error| error.to_string())
    }

    /// A whole number; `12.0` is one.
    pub fn whole(self, text: &str) -> Result<i64, String> {
        let wrong = || "must be a whole number".to_owned();
        let text = text.trim_start_matches('+');
        let (number, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
        if rest.bytes().any(|byte| byte != b'0') {
            return Err(wrong());
        }
        number.parse().map_err(|_| wrong())
    }

    /// A weight in grams, to the nearest one.
    pub fn grams(self, text: &str, grams: f64) -> Result<i64, String> {
        let plain = match self.mark {
            _ if text.contains('.') && text.contains(',') => text.replace(',', ""),
            _ => text.replace(',', "."),
        };
        match plain.parse::<f64>() {
            Ok(number) if number.is_finite() && (0.0..1e9).contains(&(number * grams)) => {
                Ok((number * grams).round() as i64)
            }
            _ => Err("must be a weight".to_owned()),
        }
    }
}

/// How many grams a unit of weight has.
pub fn unit(text: &str) -> Option<f64> {
    match text.to_ascii_lowercase().trim_end_matches('.') {
        "g" | "gram" | "grams" | "gr" => Some(1.0),
        "kg" | "kilogram" | "kilograms" | "kilo" | "kilos" => Some(1000.0),
        "lb" | "lbs" | "pound" | "pounds" => Some(453.592_37),
        "oz" | "ounce" | "ounces" => Some(28.349_523_125),
        "mg" => Some(0.001),
        "t" | "ton" | "tonne" | "tonnes" => Some(1_000_000.0),
        _ => None,
    }
}

/// Yes or no, as tables and programs write it.
pub fn flag(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "y" | "x" | "on" | "active" | "enabled" | "published" | "ja"
        | "oui" => Ok(true),
        "false" | "0" | "-1" | "no" | "n" | "off" | "draft" | "archived" | "inactive"
        | "disabled" | "hidden" | "nein" | "non" => Ok(false),
        _ => Err("must be true or false".to_owned()),
    }
}

/// Whether there are any: a flag, or the words of shop feeds.
pub fn in_stock(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().replace(['_', '-'], " ").as_str() {
        "in stock" | "instock" | "available" | "backorder" | "onbackorder" => Ok(true),
        "out of stock" | "outofstock" | "sold out" | "unavailable" => Ok(false),
        _ => flag(text),
    }
}

/// A condition by souk's names and those of shop feeds.
pub fn condition(text: &str) -> Result<Condition, String> {
    let name = text.to_ascii_lowercase().replace([' ', '-'], "_");
    let known = match name.as_str() {
        "refurbished" | "open_box" | "as_new" => Some(Condition::LikeNew),
        "used" | "very_good" => Some(Condition::Good),
        "acceptable" => Some(Condition::Fair),
        "for_parts" => Some(Condition::Poor),
        name => Condition::parse(name),
    };
    known.ok_or_else(|| "must be new, like_new, good, fair or poor".to_owned())
}

/// An instant.
pub fn instant(text: &str) -> Result<i64, String> {
    time::from_rfc3339(text).ok_or_else(|| "must be a time such as 2026-11-24T10:00:00Z".to_owned())
}

/// JSON of souk's own files.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text)
        .map_err(|error| format!("must be JSON as `souk export` writes it: {error}"))
}

/// Words between commas, without repeats.
pub fn list(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text
        .split([',', ';', '|'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        if !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Addresses of pictures: between commas, bars or spaces.
pub fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text
        .split([' ', '|', ';', '\n', '\t'])
        .flat_map(|part| part.split(",http"))
    {
        let part = part.trim_matches(',').trim();
        let whole = if part.starts_with("://") || part.starts_with("s://") {
            format!("http{part}")
        } else {
            part.to_owned()
        };
        if !whole.is_empty() && !found.contains(&whole) {
            found.push(whole);
        }
    }
    found
}

/// A path of categories, `A > B`; a `>` of a name is written `\>`.
pub fn path(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let last = names.len() - 1;
        match character {
            '\\' => names[last].extend(rest.next()),
            '>' => names.push(String::new()),
            other => names[last].push(other),
        }
    }
    names
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The same path as text.
pub fn path_text(names: &[String]) -> String {
    let escaped: Vec<String> = names
        .iter()
        .map(|name| name.replace('\\', "\\\\").replace('>', "\\>"))
        .collect();
    escaped.join(" > ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pictures_stand_between_anything() {
        let expected = ["https://a/1.jpg", "https://a/2.jpg"];
        for text in [
            "https://a/1.jpg, https://a/2.jpg",
            "https://a/1.jpg,https://a/2.jpg",
            "https://a/1.jpg|https://a/2.jpg",
        ] {
            assert_eq!(addresses(text), expected, "{text}");
        }
        assert_eq!(
            addresses("https://a/w_1,h_2/x.jpg"),
            ["https://a/w_1,h_2/x.jpg"]
        );
    }

    #[test]
    fn weights_and_numbers() {
        let numbers = Numbers {
            currency: Currency::EUR,
            mark: DecimalMark::Point,
            rounds: false,
        };
        assert_eq!(numbers.grams("4.8", unit("ounces").unwrap()), Ok(136));
        assert_eq!(numbers.grams("1,5", 1000.0), Ok(1_500));
        assert_eq!(numbers.whole("12.0"), Ok(12));
        assert!(numbers.whole("12.5").is_err() && numbers.whole("").is_err());
        assert!(numbers.grams("inf", 1.0).is_err() && numbers.grams("-1", 1.0).is_err());
    }

    proptest! {
        #[test]
        fn paths_survive(names in proptest::collection::vec("[a-z>\\\\ ]{0,6}[a-z>\\\\]", 1..5)) {
            let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
            prop_assert_eq!(path(&path_text(&names)), names);
        }
    }
}
