//! Cells read as values: amounts, numbers, flags, instants. Each failure says what the cell must be.

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
    /// The mark that ambiguous numbers are read with.
    pub mark: DecimalMark,
    /// Whether that mark is beyond doubt, so that `22.788` is a price to be rounded and no
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

    /// A number of pieces: `12`, `12.0`, `1,200`, and as shops write it `5 new`, `10+`, `>10`.
    pub fn pieces(self, text: &str) -> Result<i64, String> {
        let wrong = || "must be a whole number".to_owned();
        let number = text.trim_start_matches(['+', '>', '<', '~', ' ']);
        let words = |c: char| c.is_alphabetic() || c == '+' || c.is_whitespace();
        let number = match number.find(|c: char| c.is_alphabetic() || c == '+') {
            Some(end) if end > 0 && number[end..].chars().all(words) => &number[..end],
            Some(_) => return Err(wrong()),
            None => number,
        };
        let (negative, number) = match number.trim().strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, number.trim()),
        };
        let group = match self.mark {
            DecimalMark::Point => ',',
            DecimalMark::Comma => '.',
        };
        let ungrouped = ungrouped(number, group);
        let (whole, rest) = ungrouped.split_once(['.', ',']).unwrap_or((&ungrouped, ""));
        if rest.bytes().any(|byte| byte != b'0') {
            return Err(wrong());
        }
        let pieces: i64 = whole.parse().map_err(|_| wrong())?;
        Ok(if negative { -pieces } else { pieces })
    }
}

/// A number without the marks that group it, where they stand before three digits each.
fn ungrouped(number: &str, mark: char) -> String {
    let is_mark = |c: char| c == mark || c.is_whitespace() || matches!(c, '\'' | '\u{2019}');
    let mut groups = number.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let sound = !first.starts_with('0')
        && (1..=3).contains(&first.len())
        && groups.all(|group| {
            let (group, _) = group.split_once(['.', ',']).unwrap_or((group, ""));
            group.len() == 3
        });
    if sound {
        number.replace(is_mark, "")
    } else {
        number.to_owned()
    }
}

/// Yes or no, as tables and programs write it.
pub fn flag(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "true" | "1" | "1.0" | "yes" | "y" | "t" | "x" | "on" | "active" | "enabled"
        | "published" | "ja" | "wahr" | "oui" | "vrai" | "si" | "sí" | "verdadero" | "vero"
        | "sim" | "tak" | "evet" => Ok(true),
        "false" | "0" | "0.0" | "-1" | "no" | "n" | "f" | "off" | "draft" | "archived"
        | "inactive" | "disabled" | "hidden" | "private" | "unlisted" | "nein" | "falsch"
        | "non" | "faux" | "falso" | "não" | "nie" | "hayır" => Ok(false),
        _ => Err("must be true or false".to_owned()),
    }
}

/// Whether there are any: a flag, or the words of shop feeds.
pub fn in_stock(text: &str) -> Result<bool, String> {
    match text.to_lowercase().replace(['_', '-'], " ").as_str() {
        "in stock"
        | "instock"
        | "available"
        | "backorder"
        | "onbackorder"
        | "preorder"
        | "pre order"
        | "limited availability"
        | "unlimited"
        | "auf lager"
        | "lieferbar"
        | "vorrätig"
        | "verfügbar"
        | "en stock"
        | "disponible"
        | "in magazzino" => Ok(true),
        "out of stock" | "outofstock" | "sold out" | "soldout" | "unavailable" | "discontinued"
        | "ausverkauft" | "nicht vorrätig" | "épuisé" | "agotado" => Ok(false),
        _ => flag(text),
    }
}

/// A condition by souk's names and those of shop feeds.
pub fn condition(text: &str) -> Result<Condition, String> {
    let name = text.to_ascii_lowercase().replace([' ', '-'], "_");
    let known = match name.as_str() {
        "brand_new" | "neu" | "neuf" | "nuevo" => Some(Condition::New),
        "refurbished" | "renewed" | "open_box" | "as_new" => Some(Condition::LikeNew),
        "used" | "very_good" | "pre_owned" | "gebraucht" => Some(Condition::Good),
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

/// Whether a cell only says that there is nothing, as programs of statistics write it.
pub fn is_blank(text: &str) -> bool {
    let blanks = ["nan", "null", "n/a", "#n/a", "na", "\\n", "-", "--"];
    text.is_empty() || blanks.iter().any(|blank| text.eq_ignore_ascii_case(blank))
}

/// A text without control characters, which no product may hold; line breaks and tabs stay.
pub fn clean(text: &str) -> String {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    text.replace(control, " ").trim().to_owned()
}

/// A text on one line, as names are.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole() {
        let numbers = |mark| Numbers {
            currency: Currency::EUR,
            mark,
            rounds: false,
        };
        let point = numbers(DecimalMark::Point);
        for (text, pieces) in [
            ("12", 12),
            ("12.0", 12),
            ("1,200", 1_200),
            ("1 200", 1_200),
            ("1,234,567.00", 1_234_567),
            ("1.000", 1),
            ("5 new", 5),
            ("5\u{a0}new", 5),
            ("10+", 10),
            (">10", 10),
            ("3 left in stock", 3),
            ("-5", -5),
            ("0", 0),
        ] {
            assert_eq!(point.pieces(text), Ok(pieces), "{text}");
        }
        assert_eq!(numbers(DecimalMark::Comma).pieces("1.200"), Ok(1_200));
        assert_eq!(numbers(DecimalMark::Comma).pieces("12,0"), Ok(12));
        for text in [
            "12.5",
            "",
            "many",
            "1-2",
            "5/6",
            "99999999999999999999",
            "0x10",
        ] {
            assert!(point.pieces(text).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_become_clean() {
        assert_eq!(clean(" a\u{b}b\nc\u{85} "), "a b\nc");
        assert_eq!(one_line(" a \n b\u{a0}c "), "a b c");
        assert!(is_blank("NaN") && !is_blank("None"));
    }
}
