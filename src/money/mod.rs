//! Money: integers in minor units of one currency. Only this module knows how many digits a currency
//! has, only it reads amounts that people write, and only it rounds.

mod amount;
mod arithmetic;
mod currencies;
mod digits;

use std::fmt::Write;

pub use amount::{
    Amount, AmountError, currency_named_in, decimal_mark_of, parse_amount, read_amount,
};
pub use arithmetic::{MILLION, scale, split, sum};
pub use digits::DecimalMark;

use currencies::{CURRENCIES, SIGNS};

/// The largest amount that a price may be, in minor units.
const AMOUNT_MAX: i64 = 1_000_000_000;

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    decimals: u8,
}

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

/// The codes of all currencies, in order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CURRENCIES.iter().map(|(code, _)| *code)
}

/// The currencies that a sign (`€`, `kr`, `Rs`) may stand for; none when it is no sign.
fn signed(sign: &str) -> &'static [&'static str] {
    SIGNS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(sign))
        .map_or(&[], |(_, codes)| codes)
}
