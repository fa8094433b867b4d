//! Amounts as people write them, and as they do not.

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
