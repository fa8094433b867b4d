//! Money: integers in minor units of one currency. Only this module knows how many digits a currency
//! has, and only it reads amounts that people write.

use std::fmt::Write;

/// The largest amount that a price may be, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000;

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    decimals: u8,
}

/// Codes with the number of their decimals, from ISO 4217's list of 2024: those that trade, without
/// funds, metals and test codes.
const CURRENCIES: &[(&str, u8)] = &[
    ("AED", 2),
    ("AFN", 2),
    ("ALL", 2),
    ("AMD", 2),
    ("ANG", 2),
    ("AOA", 2),
    ("ARS", 2),
    ("AUD", 2),
    ("AWG", 2),
    ("AZN", 2),
    ("BAM", 2),
    ("BBD", 2),
    ("BDT", 2),
    ("BGN", 2),
    ("BHD", 3),
    ("BIF", 0),
    ("BMD", 2),
    ("BND", 2),
    ("BOB", 2),
    ("BRL", 2),
    ("BSD", 2),
    ("BTN", 2),
    ("BWP", 2),
    ("BYN", 2),
    ("BZD", 2),
    ("CAD", 2),
    ("CDF", 2),
    ("CHF", 2),
    ("CLP", 0),
    ("CNY", 2),
    ("COP", 2),
    ("CRC", 2),
    ("CUP", 2),
    ("CVE", 2),
    ("CZK", 2),
    ("DJF", 0),
    ("DKK", 2),
    ("DOP", 2),
    ("DZD", 2),
    ("EGP", 2),
    ("ERN", 2),
    ("ETB", 2),
    ("EUR", 2),
    ("FJD", 2),
    ("FKP", 2),
    ("GBP", 2),
    ("GEL", 2),
    ("GHS", 2),
    ("GIP", 2),
    ("GMD", 2),
    ("GNF", 0),
    ("GTQ", 2),
    ("GYD", 2),
    ("HKD", 2),
    ("HNL", 2),
    ("HTG", 2),
    ("HUF", 2),
    ("IDR", 2),
    ("ILS", 2),
    ("INR", 2),
    ("IQD", 3),
    ("IRR", 2),
    ("ISK", 0),
    ("JMD", 2),
    ("JOD", 3),
    ("JPY", 0),
    ("KES", 2),
    ("KGS", 2),
    ("KHR", 2),
    ("KMF", 0),
    ("KPW", 2),
    ("KRW", 0),
    ("KWD", 3),
    ("KYD", 2),
    ("KZT", 2),
    ("LAK", 2),
    ("LBP", 2),
    ("LKR", 2),
    ("LRD", 2),
    ("LSL", 2),
    ("LYD", 3),
    ("MAD", 2),
    ("MDL", 2),
    ("MGA", 2),
    ("MKD", 2),
    ("MMK", 2),
    ("MNT", 2),
    ("MOP", 2),
    ("MRU", 2),
    ("MUR", 2),
    ("MVR", 2),
    ("MWK", 2),
    ("MXN", 2),
    ("MYR", 2),
    ("MZN", 2),
    ("NAD", 2),
    ("NGN", 2),
    ("NIO", 2),
    ("NOK", 2),
    ("NPR", 2),
    ("NZD", 2),
    ("OMR", 3),
    ("PAB", 2),
    ("PEN", 2),
    ("PGK", 2),
    ("PHP", 2),
    ("PKR", 2),
    ("PLN", 2),
    ("PYG", 0),
    ("QAR", 2),
    ("RON", 2),
    ("RSD", 2),
    ("RUB", 2),
    ("RWF", 0),
    ("SAR", 2),
    ("SBD", 2),
    ("SCR", 2),
    ("SDG", 2),
    ("SEK", 2),
    ("SGD", 2),
    ("SHP", 2),
    ("SLE", 2),
    ("SOS", 2),
    ("SRD", 2),
    ("SSP", 2),
    ("STN", 2),
    ("SVC", 2),
    ("SYP", 2),
    ("SZL", 2),
    ("THB", 2),
    ("TJS", 2),
    ("TMT", 2),
    ("TND", 3),
    ("TOP", 2),
    ("TRY", 2),
    ("TTD", 2),
    ("TWD", 2),
    ("TZS", 2),
    ("UAH", 2),
    ("UGX", 0),
    ("USD", 2),
    ("UYU", 2),
    ("UZS", 2),
    ("VED", 2),
    ("VES", 2),
    ("VND", 0),
    ("VUV", 0),
    ("WST", 2),
    ("XAF", 0),
    ("XCD", 2),
    ("XOF", 0),
    ("XPF", 0),
    ("YER", 2),
    ("ZAR", 2),
    ("ZMW", 2),
    ("ZWG", 2),
];

/// Signs that stand for one currency, and so contradict another. `$`, `kr`, `£` and `¥` stand for
/// several.
const SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("₺", &["TRY"]),
    ("₹", &["INR"]),
    ("₽", &["RUB"]),
    ("₴", &["UAH"]),
    ("₩", &["KRW", "KPW"]),
    ("₪", &["ILS"]),
    ("₫", &["VND"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    (
        "£",
        &[
            "GBP", "EGP", "FKP", "GIP", "SHP", "SDG", "SSP", "SYP", "LBP",
        ],
    ),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("R$", &["BRL"]),
    (
        "$",
        &[
            "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "ARS", "CLP", "COP", "BBD", "BMD",
            "BND", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD",
            "TWD", "UYU", "XCD", "DOP", "CUP",
        ],
    ),
];

impl Currency {
    /// The euro, which a new shop has unless it is told otherwise.
    pub const EUR: Self = Self {
        code: "EUR",
        decimals: 2,
    };

    /// The currency of an ISO 4217 code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = CURRENCIES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(code))?;
        Some(Self {
            code: found.0,
            decimals: found.1,
        })
    }

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many minor units one has: 100 for EUR, 1 for JPY.
    pub fn minor_units(self) -> i64 {
        10_i64.pow(u32::from(self.decimals))
    }

    /// An amount with all its decimals and a point: `1999` EUR is `19.99`.
    pub fn format(self, minor: i64) -> String {
        let mut text = String::new();
        let (whole, rest) = (
            minor.unsigned_abs() / self.minor_units().unsigned_abs(),
            minor.unsigned_abs() % self.minor_units().unsigned_abs(),
        );
        if minor < 0 {
            text.push('-');
        }
        let _ = write!(text, "{whole}");
        if self.decimals > 0 {
            let _ = write!(text, ".{rest:0width$}", width = usize::from(self.decimals));
        }
        text
    }
}

/// The character before the decimals, where an amount alone does not show it: `1,299` is 1299 in one
/// country and 1.299 in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1,299.00`
    #[default]
    Point,
    /// `1.299,00`
    Comma,
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing there.
    #[error("is missing")]
    Missing,
    /// Not a number.
    #[error("is no amount")]
    NoNumber,
    /// Below zero.
    #[error("must not be negative")]
    Negative,
    /// Digits that the currency does not have.
    #[error("has more decimals than {0} has")]
    Decimals(&'static str),
    /// Above the limit.
    #[error("is too large")]
    TooLarge,
    /// Another currency's sign or code.
    #[error("is not in {0}, the shop's currency")]
    OtherCurrency(&'static str),
}

/// Which decimal mark an amount shows beyond doubt: the later of two different marks, or one that
/// is not followed by exactly three digits.
pub fn decimal_mark_of(text: &str) -> Option<DecimalMark> {
    let point = text.rfind('.');
    let comma = text.rfind(',');
    let is_decimal = |at: usize, mark: char| {
        let digits = text[at + 1..]
            .chars()
            .take_while(char::is_ascii_digit)
            .count();
        text.matches(mark).count() == 1 && digits != 3 && digits > 0
    };
    match (point, comma) {
        (Some(point), Some(comma)) if point > comma => Some(DecimalMark::Point),
        (Some(_), Some(_)) => Some(DecimalMark::Comma),
        (Some(point), None) if is_decimal(point, '.') => Some(DecimalMark::Point),
        (None, Some(comma)) if is_decimal(comma, ',') => Some(DecimalMark::Comma),
        _ => None,
    }
}

/// Reads an amount as people write it: grouped or not, with a currency's sign or code on either
/// side. Never rounds.
///
/// # Errors
/// What is wrong with it, said so that it completes "price …".
pub fn parse_amount(text: &str, currency: Currency, mark: DecimalMark) -> Result<i64, AmountError> {
    let amount = read_amount(text, currency, mark)?;
    if amount.exact {
        Ok(amount.minor)
    } else {
        Err(AmountError::Decimals(currency.code))
    }
}

/// An amount that may have had more decimals than its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Minor units, rounded half away from zero.
    pub minor: i64,
    /// Whether nothing was rounded.
    pub exact: bool,
}

/// Reads an amount like [`parse_amount`], and rounds decimals that the currency does not have.
///
/// # Errors
/// All of `parse_amount`'s but `Decimals`.
pub fn read_amount(
    text: &str,
    currency: Currency,
    mark: DecimalMark,
) -> Result<Amount, AmountError> {
    let number = strip_currency(text.trim(), currency)?;
    if number.is_empty() {
        return Err(AmountError::Missing);
    }
    let (negative, number) = match number.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (
            false,
            number.strip_prefix('+').unwrap_or(number).trim_start(),
        ),
    };
    // What the amount itself shows beyond doubt wins over the file's habit.
    let mark = decimal_mark_of(number).unwrap_or(mark);
    let (point, group) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, decimals) = number.split_once(point).unwrap_or((number, ""));
    let whole = ungroup(whole, group).ok_or(AmountError::NoNumber)?;
    let digits = decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || (whole.is_empty() && decimals.is_empty()) {
        return Err(AmountError::NoNumber);
    }
    let amount = to_minor(&whole, decimals, currency)?;
    if negative && amount.minor > 0 {
        Err(AmountError::Negative)
    } else {
        Ok(amount)
    }
}

fn to_minor(whole: &str, decimals: &str, currency: Currency) -> Result<Amount, AmountError> {
    let places = usize::from(currency.decimals);
    let decimals = decimals.trim_end_matches('0');
    let (kept, rest) = decimals.split_at(decimals.len().min(places));
    let whole = whole.trim_start_matches('0');
    if whole.len() > 12 {
        return Err(AmountError::TooLarge);
    }
    let digits = format!("{whole}{kept:0<places$}");
    let minor = if digits.is_empty() {
        Ok(0)
    } else {
        digits.parse::<i64>()
    };
    let up = i64::from(rest.bytes().next().is_some_and(|first| first >= b'5'));
    match minor {
        Ok(minor) if minor + up <= AMOUNT_MAX => Ok(Amount {
            minor: minor + up,
            exact: rest.is_empty(),
        }),
        _ => Err(AmountError::TooLarge),
    }
}

/// Takes the currency off either end; refuses another one's.
fn strip_currency(text: &str, currency: Currency) -> Result<&str, AmountError> {
    let mut rest = text;
    for _ in 0..2 {
        rest = rest.trim_matches(|c: char| c.is_whitespace());
        let symbol = |c: char| c.is_alphabetic() || "€₺₹₽₴₩₪₫£¥$".contains(c);
        let start = rest.len() - rest.trim_start_matches(symbol).len();
        let end = rest.trim_end_matches(symbol).len();
        let (sign, number) = if start > 0 {
            rest.split_at(start)
        } else {
            let (number, sign) = rest.split_at(end);
            (sign, number)
        };
        if sign.is_empty() {
            break;
        }
        check_sign(sign, currency)?;
        rest = number;
    }
    Ok(rest.trim())
}

fn check_sign(sign: &str, currency: Currency) -> Result<(), AmountError> {
    if let Some(named) = Currency::from_code(sign) {
        let same = named == currency;
        return if same {
            Ok(())
        } else {
            Err(AmountError::OtherCurrency(currency.code))
        };
    }
    match SIGNS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(sign))
    {
        Some((_, codes)) if codes.contains(&currency.code) => Ok(()),
        Some(_) => Err(AmountError::OtherCurrency(currency.code)),
        None => Err(AmountError::NoNumber),
    }
}

/// The digits of a whole number whose groups of three may be set apart by `mark`, a space or an
/// apostrophe. Digits that are grouped otherwise are no number.
fn ungroup(text: &str, mark: char) -> Option<String> {
    let is_mark = |c: char| c == mark || c.is_whitespace() || matches!(c, '\'' | '\u{2019}');
    let mut groups = text.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<i64, AmountError> {
        parse_amount(text, Currency::EUR, DecimalMark::Point)
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, minor) in [
            ("19.99", 1_999),
            ("19,99", 1_999),
            ("1,299.00", 129_900),
            ("1.299,00", 129_900),
            ("1 299,5", 129_950),
            ("1\u{a0}299,00", 129_900),
            ("1\u{202f}299", 129_900),
            ("1'299.00", 129_900),
            ("€ 19,99", 1_999),
            ("19.99 EUR", 1_999),
            ("EUR 5", 500),
            ("+7", 700),
            ("0", 0),
            (".5", 50),
            ("5.", 500),
            ("19.990", 1_999),
            ("007", 700),
            ("10000000", 1_000_000_000),
            ("-0", 0),
            ("1,234,567", 123_456_700),
            ("1,299", 129_900),
        ] {
            assert_eq!(read(text), Ok(minor), "{text}");
        }
        assert_eq!(
            parse_amount("1.299", Currency::EUR, DecimalMark::Comma),
            Ok(129_900)
        );
    }

    #[test]
    fn what_is_no_amount_says_why() {
        use AmountError::{Decimals, Missing, Negative, NoNumber, OtherCurrency, TooLarge};
        for (text, error) in [
            ("", Missing),
            ("  ", Missing),
            ("€", Missing),
            ("abc", NoNumber),
            ("1.2.3", NoNumber),
            ("-5", Negative),
            ("19.995", Decimals("EUR")),
            ("10000000.01", TooLarge),
            ("99999999999999999999", TooLarge),
            ("$5", OtherCurrency("EUR")),
            ("5 USD", OtherCurrency("EUR")),
            ("1,23,456.00", NoNumber),
            ("12e3", NoNumber),
            ("NaN", NoNumber),
            (".", NoNumber),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        let yen = Currency::from_code("jpy").unwrap();
        assert_eq!(parse_amount("¥1,500", yen, DecimalMark::Point), Ok(1_500));
        assert_eq!(
            parse_amount("1500.5", yen, DecimalMark::Point),
            Err(Decimals("JPY"))
        );
        let dinar = Currency::from_code("KWD").unwrap();
        assert_eq!(parse_amount("1.234", dinar, DecimalMark::Point), Ok(1_234));
    }

    #[test]
    fn surplus_decimals_round_half_away_from_zero() {
        for (text, minor) in [
            ("22.788", 2_279),
            ("0.005", 1),
            ("0.0049", 0),
            ("9.995", 1_000),
        ] {
            let amount = read_amount(text, Currency::EUR, DecimalMark::Point);
            assert_eq!(
                amount,
                Ok(Amount {
                    minor,
                    exact: false
                }),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(minor in 0..=AMOUNT_MAX, index in 0..CURRENCIES.len()) {
            let currency = Currency::from_code(CURRENCIES[index].0).unwrap();
            let text = currency.format(minor);
            prop_assert_eq!(parse_amount(&text, currency, DecimalMark::Point), Ok(minor));
            prop_assert_eq!(parse_amount(&format!("{} {text}", currency.code()), currency, DecimalMark::Point), Ok(minor));
            let comma = text.replace('.', ",");
            prop_assert_eq!(parse_amount(&comma, currency, DecimalMark::Comma), Ok(minor));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}", digits in "[-+0-9., '€$A-Z]{0,24}") {
            let _ = read(&text);
            let _ = read(&digits);
        }
    }
}
