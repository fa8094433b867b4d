//! Amounts as people write them: grouped or not, with a decimal point or comma, with a currency's sign
//! or code on either side.

use super::{
    AMOUNT_MAX, Currency,
    digits::{self, DecimalMark, mark_shown},
    signed,
};

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

/// An amount that may have had more decimals than its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Minor units, rounded half away from zero.
    pub minor: i64,
    /// Whether nothing was rounded.
    pub exact: bool,
}

/// Which decimal mark an amount shows beyond doubt.
pub fn decimal_mark_of(text: &str) -> Option<DecimalMark> {
    mark_shown(Written::of(text).number)
}

/// The currency that an amount names: by its code, or by a sign that stands for it before all others.
/// `kr` and `¥`, which are at home in several countries, name none.
pub fn currency_named_in(text: &str) -> Option<Currency> {
    let written = Written::of(text);
    let named = |sign: &str| {
        let at_home = match signed(sign) {
            ["SEK" | "JPY", _, ..] | [] => None,
            [code, ..] => Some(*code),
        };
        Currency::from_code(sign).or(at_home.and_then(Currency::from_code))
    };
    named(written.before).or_else(|| named(written.after))
}

/// Reads an amount. Never rounds. `mark` decides where the amount does not show its decimal mark.
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

/// Reads an amount like [`parse_amount`], and rounds decimals that the currency does not have.
///
/// # Errors
/// All of `parse_amount`'s but `Decimals`.
pub fn read_amount(
    text: &str,
    currency: Currency,
    mark: DecimalMark,
) -> Result<Amount, AmountError> {
    let written = Written::of(text);
    for sign in [written.before, written.after] {
        check_sign(sign, currency)?;
    }
    if written.number.is_empty() {
        let blank = !written.before.is_empty() || text.trim().is_empty();
        return Err(if blank {
            AmountError::Missing
        } else {
            AmountError::NoNumber
        });
    }
    // A currency without decimals has no decimal mark to mistake a group for.
    let mark = (currency.decimals > 0).then_some(mark);
    let (whole, decimals) = digits::split(written.number, mark).ok_or(AmountError::NoNumber)?;
    let amount = to_minor(&whole, decimals, currency)?;
    if written.negative && amount.minor > 0 {
        Err(AmountError::Negative)
    } else {
        Ok(amount)
    }
}

/// An amount taken apart: `-$ 1,299.00 USD`.
struct Written<'t> {
    negative: bool,
    /// The sign or code before the number; all of the text when there is no digit in it.
    before: &'t str,
    number: &'t str,
    after: &'t str,
}

impl<'t> Written<'t> {
    fn of(text: &'t str) -> Self {
        let text = text.trim();
        let is_digit = |c: char| c.is_ascii_digit();
        let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else {
            return Self {
                negative: false,
                before: text,
                number: "",
                after: "",
            };
        };
        // `.50` begins with its mark, and `Rs.50` does not.
        let (head, tail) = (&text[..first], &text[last + 1..]);
        let bare = head
            .strip_suffix(['.', ','])
            .filter(|rest| !rest.ends_with(char::is_alphabetic));
        let start = bare.map_or(first, str::len);
        let end = last + 1 + usize::from(tail.starts_with(['.', ',']));
        let (head, number, tail) = (&text[..start], &text[start..end], &text[end..]);
        let minus = ['-', '\u{2212}', '('];
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '+' | ')' | '.') || minus.contains(&c);
        // Swiss and German shop windows: `19.-`, `19,–`.
        let dashes = ['-', '\u{2013}', '\u{2014}', '\u{2212}'];
        let tail = if number.ends_with(['.', ',']) {
            tail.trim_start_matches(dashes)
        } else {
            tail
        };
        Self {
            negative: head.contains(minus),
            before: head.trim_matches(ends),
            number: number.trim_end_matches(['.', ',']),
            after: tail.trim_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '.')),
        }
    }
}

fn check_sign(sign: &str, currency: Currency) -> Result<(), AmountError> {
    if sign.is_empty() || sign.eq_ignore_ascii_case(currency.code) {
        return Ok(());
    }
    let codes = signed(sign);
    if codes.contains(&currency.code) {
        Ok(())
    } else if !codes.is_empty() || Currency::from_code(sign).is_some() {
        Err(AmountError::OtherCurrency(currency.code))
    } else {
        Err(AmountError::NoNumber)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::currencies::CURRENCIES, *};

    fn read(text: &str) -> Result<i64, AmountError> {
        parse_amount(text, Currency::EUR, DecimalMark::Point)
    }

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
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
            ("1\u{2019}299.00", 129_900),
            ("1.234,56 €", 123_456),
            ("1 234,56", 123_456),
            ("1'234.50", 123_450),
            ("1,23,456.00", 12_345_600),
            ("€ 19,99", 1_999),
            ("€19.99", 1_999),
            ("19.99 EUR", 1_999),
            ("EUR 5", 500),
            ("EUR5.-", 500),
            ("19,– €", 1_900),
            ("19.99 Euro", 1_999),
            ("+7", 700),
            ("0", 0),
            (".5", 50),
            ("€ .5", 50),
            ("5.", 500),
            ("0,500", 50),
            ("1234.560", 123_456),
            ("19.990", 1_999),
            ("007", 700),
            ("10000000", 1_000_000_000),
            ("-0", 0),
            ("1,234,567", 123_456_700),
            ("1.234.567", 123_456_700),
            ("1,299", 129_900),
        ] {
            assert_eq!(read(text), Ok(minor), "{text}");
        }
        let comma = |text| parse_amount(text, Currency::EUR, DecimalMark::Comma);
        assert_eq!(comma("1.299"), Ok(129_900));
        assert_eq!(comma("0.500"), Ok(50));
    }

    #[test]
    fn other_currencies_have_other_signs_and_decimals() {
        for (text, code, minor) in [
            ("$1,234.56", "USD", 123_456),
            ("US$ 5", "USD", 500),
            ("$5", "CAD", 500),
            ("₹1,499", "INR", 149_900),
            ("Rs. 1,09,999.00", "INR", 10_999_900),
            ("Rs.499", "INR", 49_900),
            ("¥1,500", "JPY", 1_500),
            ("1.500", "JPY", 1_500),
            ("1,500 kr.", "SEK", 150_000),
            ("1.234", "KWD", 1_234),
            ("£3.42", "GBP", 342),
        ] {
            let amount = parse_amount(text, currency(code), DecimalMark::Point);
            assert_eq!(amount, Ok(minor), "{text}");
        }
        let dinar = parse_amount("1.234", currency("KWD"), DecimalMark::Comma);
        assert_eq!(dinar, Ok(1_234_000));
    }

    #[test]
    fn what_is_no_amount_says_why() {
        use AmountError::{Decimals, Missing, Negative, NoNumber, OtherCurrency, TooLarge};
        for (text, error) in [
            ("", Missing),
            ("  ", Missing),
            ("€", Missing),
            ("abc", NoNumber),
            ("n/a", NoNumber),
            ("1.2.3", NoNumber),
            ("1.2.345,6", NoNumber),
            ("-5", Negative),
            ("€-5", Negative),
            ("\u{2212}€5", Negative),
            ("(5.00)", Negative),
            ("19.995", Decimals("EUR")),
            ("1.234", Decimals("EUR")),
            ("10000000.01", TooLarge),
            ("99999999999999999999", TooLarge),
            ("$5", OtherCurrency("EUR")),
            ("5 USD", OtherCurrency("EUR")),
            ("12,34,56.00", NoNumber),
            ("12e3", NoNumber),
            ("5 - 10", NoNumber),
            ("5 per metre", NoNumber),
            ("NaN", NoNumber),
            ("inf", NoNumber),
            (".", NoNumber),
            ("-", NoNumber),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        let yen = parse_amount("1500.5", currency("JPY"), DecimalMark::Point);
        assert_eq!(yen, Err(Decimals("JPY")));
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
            let exact = false;
            assert_eq!(amount, Ok(Amount { minor, exact }), "{text}");
        }
    }

    #[test]
    fn marks_are_shown_or_not() {
        use DecimalMark::{Comma, Point};
        for (text, mark) in [
            ("1.234", None),
            ("€ 1,234", None),
            ("5", None),
            ("Rs.500", None),
            ("1.5", Some(Point)),
            ("1234,567", Some(Comma)),
            ("0.125", Some(Point)),
            ("1,234,567", Some(Point)),
            ("1.234.567", Some(Comma)),
            ("1.234,5 €", Some(Comma)),
        ] {
            assert_eq!(decimal_mark_of(text), mark, "{text}");
        }
    }

    #[test]
    fn signs_name_currencies() {
        for (text, code) in [
            ("$1", Some("USD")),
            ("1 €", Some("EUR")),
            ("CHF 1", Some("CHF")),
            ("Rs. 5", Some("INR")),
            ("5 kr", None),
            ("5", None),
            ("USD", Some("USD")),
        ] {
            assert_eq!(currency_named_in(text).map(Currency::code), code, "{text}");
        }
    }

    /// A whole number with a mark between groups of three.
    fn grouped(whole: &str, mark: &str) -> String {
        let bytes = whole.as_bytes();
        let first = (bytes.len() - 1) % 3 + 1;
        let mut text = whole[..first].to_owned();
        for group in bytes[first..].chunks(3) {
            text.push_str(mark);
            text.push_str(std::str::from_utf8(group).unwrap());
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(minor in 0..=AMOUNT_MAX, index in 0..CURRENCIES.len()) {
            let currency = currency(CURRENCIES[index].0);
            let text = currency.format(minor);
            let code = currency.code();
            let point = |text: &str| parse_amount(text, currency, DecimalMark::Point);
            prop_assert_eq!(point(&text), Ok(minor));
            prop_assert_eq!(point(&format!("{code} {text}")), Ok(minor));
            prop_assert_eq!(point(&format!("{text}{code}")), Ok(minor));
            let comma = text.replace('.', ",");
            prop_assert_eq!(parse_amount(&comma, currency, DecimalMark::Comma), Ok(minor));
        }

        #[test]
        fn groups_change_nothing(
            minor in 0..=AMOUNT_MAX, index in 0..CURRENCIES.len(), group in 0..6_usize,
        ) {
            let currency = currency(CURRENCIES[index].0);
            let text = currency.format(minor);
            let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
            let (mark, point) = [
                (",", "."), (".", ","), (" ", ","), ("\u{a0}", "."), ("'", "."), ("\u{202f}", ","),
            ][group];
            let habit = if point == "." { DecimalMark::Point } else { DecimalMark::Comma };
            let mut text = grouped(whole, mark);
            if !decimals.is_empty() {
                text = format!("{text}{point}{decimals}");
            }
            prop_assert_eq!(parse_amount(&text, currency, habit), Ok(minor), "{}", text);
            prop_assert_eq!(
                parse_amount(&format!("-{text}"), currency, habit),
                if minor == 0 { Ok(0) } else { Err(AmountError::Negative) }
            );
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}", digits in "[-+0-9., '€$A-Z()–]{0,24}") {
            for text in [text, digits] {
                let _ = (read(&text), decimal_mark_of(&text), currency_named_in(&text));
            }
        }
    }
}
