//! What terms must be before they are kept. Every rule names the field that breaks it, and all broken
//! rules are said at once.

use poem_openapi::types::MaybeUndefined;

use super::{TermsError, places::country};
use crate::{money::MILLION, time};

/// The largest amount of a term, in minor units, as of a price.
pub(super) const AMOUNT_MAX: i64 = 1_000_000_000;
/// The most that a code may hold.
const CODE_MAX: usize = 50;
/// The most that a name may hold, in characters.
const NAME_MAX: usize = 100;
/// How many decimals a rate has at most.
const RATE_DECIMALS: usize = 6;

/// Gathers what is wrong with a body.
#[derive(Default)]
pub struct Check {
    faults: Vec<(String, String)>,
}

impl Check {
    pub(super) fn fail(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.faults.push((pointer.into(), detail.into()));
    }

    /// Nothing is wrong, or all that is.
    pub(super) fn done(self) -> Result<(), TermsError> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(TermsError::Invalid(self.faults))
        }
    }

    /// Letters, digits, `-` and `_`.
    pub(super) fn code(&mut self, pointer: &str, code: &str) {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if code.is_empty() || code.len() > CODE_MAX || !code.bytes().all(plain) {
            let detail = format!("must be 1 to {CODE_MAX} letters, digits, - or _");
            self.fail(pointer, detail);
        }
    }

    /// One line for people.
    pub(super) fn name(&mut self, pointer: &str, name: &str) {
        if name.trim().is_empty() {
            self.fail(pointer, "must not be blank");
        } else if name.chars().count() > NAME_MAX {
            let detail = format!("must be at most {NAME_MAX} characters long");
            self.fail(pointer, detail);
        } else if name.chars().any(char::is_control) {
            self.fail(pointer, "must not hold control characters");
        }
    }

    /// A number between two others.
    pub(super) fn between(&mut self, pointer: &str, number: i64, least: i64, most: i64) {
        if number < least {
            self.fail(pointer, format!("must be at least {least}"));
        } else if number > most {
            self.fail(pointer, format!("must be at most {most}"));
        }
    }

    /// An amount, where there is one.
    pub(super) fn amount(&mut self, pointer: &str, amount: Option<i64>) {
        if let Some(amount) = amount {
            self.between(pointer, amount, 0, AMOUNT_MAX);
        }
    }

    /// A country's code.
    pub(super) fn country(&mut self, pointer: &str, code: &str) {
        if country(code).is_none() {
            let detail = "must be a country of ISO 3166-1 by its two capital letters, such as DE";
            self.fail(pointer, detail);
        }
    }

    /// Reads an instant; 0 where it is none.
    pub(super) fn instant(&mut self, pointer: &str, text: &str) -> i64 {
        time::from_rfc3339(text).unwrap_or_else(|| {
            self.fail(pointer, "must be an instant such as 2026-11-24T10:00:00Z");
            0
        })
    }

    /// Reads a fraction from 0 to 1 as millionths; 0 where it is none.
    pub(super) fn rate(&mut self, pointer: &str, rate: f64) -> i64 {
        millionths(rate).unwrap_or_else(|fault| {
            self.fail(pointer, fault);
            0
        })
    }

    /// Takes a field that cannot be null.
    pub(super) fn replace<T>(&mut self, pointer: &str, given: MaybeUndefined<T>, field: &mut T) {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => self.fail(pointer, "must not be null"),
            MaybeUndefined::Value(value) => *field = value,
        }
    }

    /// Takes a rate, which cannot be null.
    pub(super) fn replace_rate(
        &mut self,
        pointer: &str,
        given: MaybeUndefined<f64>,
        field: &mut i64,
    ) {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => self.fail(pointer, "must not be null"),
            MaybeUndefined::Value(rate) => *field = self.rate(pointer, rate),
        }
    }
}

/// Takes a field that null clears.
pub(super) fn clear<T>(given: MaybeUndefined<T>, field: &mut Option<T>) {
    match given {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = None,
        MaybeUndefined::Value(value) => *field = Some(value),
    }
}

/// A fraction from 0 to 1 as millionths.
///
/// # Errors
/// What it must be, where it is none.
pub fn millionths(rate: f64) -> Result<i64, String> {
    if !(0.0..=1.0).contains(&rate) {
        return Err("must be a fraction from 0 to 1: 0.19 is 19 %".to_owned());
    }
    // The shortest text that is this number: the one that was sent.
    let text = rate.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    if decimals.len() > RATE_DECIMALS {
        return Err(format!("must have at most {RATE_DECIMALS} decimals"));
    }
    let digits = format!("{whole}{decimals:0<RATE_DECIMALS$}");
    Ok(digits.parse().unwrap_or(0))
}

/// Millionths as the fraction that they are.
pub fn fraction(millionths: i64) -> f64 {
    millionths as f64 / MILLION as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millionths(rate: f64) -> Result<i64, ()> {
        let mut check = Check::default();
        let read = check.rate("/rate", rate);
        check.done().map(|()| read).map_err(|_| ())
    }

    #[test]
    fn every_rate_is_read_as_it_was_written() {
        for millionth in (0..=MILLION).step_by(7).chain([MILLION]) {
            let rate: f64 = format!("{}e-6", millionth).parse().unwrap();
            assert_eq!(millionths(rate), Ok(millionth));
            assert_eq!(fraction(millionth), rate);
        }
        for rate in [
            -0.1,
            1.000_001,
            0.000_000_1,
            0.123_456_7,
            f64::NAN,
            f64::INFINITY,
            1e300,
        ] {
            assert_eq!(millionths(rate), Err(()), "{rate}");
        }
    }
}
