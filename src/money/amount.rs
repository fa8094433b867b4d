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
#[path = "amount_tests.rs"]
mod tests;
