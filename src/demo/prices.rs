//! Prices of the demo in any currency: thought up in euro cents, converted roughly, rounded as people
//! round.

use crate::money::Currency;

/// The dearest thing that the demo makes, in euro cents.
const DEAREST: i64 = 400_000;
/// The highest price that a product may have, in minor units.
const PRICE_MAX: i64 = crate::catalogue::record::PRICE_MAX;

/// How many units of a currency go for a hundred euros, roughly. It is for prices that look right and
/// for nothing else. What is not here goes one for one.
#[rustfmt::skip]
const PER_HUNDRED_EUROS: &[(&str, i64)] = &[
    ("AED", 430), ("AFN", 7_700), ("ALL", 9_700), ("AMD", 44_500), ("ANG", 200), ("AOA", 105_000),
    ("ARS", 160_000), ("AUD", 175), ("AWG", 200), ("AZN", 200), ("BAM", 200), ("BBD", 230),
    ("BDT", 14_000), ("BGN", 200), ("BHD", 43), ("BIF", 340_000), ("BMD", 115), ("BND", 150),
    ("BOB", 800), ("BRL", 630), ("BSD", 115), ("BTN", 10_200), ("BWP", 1_550), ("BYN", 350),
    ("BZD", 230), ("CAD", 160), ("CDF", 260_000), ("CHF", 94), ("CLP", 108_000), ("CNY", 820),
    ("COP", 450_000), ("CRC", 58_000), ("CUP", 2_800), ("CVE", 11_000), ("CZK", 2_450),
    ("DJF", 20_500), ("DKK", 750), ("DOP", 7_300), ("DZD", 15_100), ("EGP", 5_500), ("ERN", 1_700),
    ("ETB", 17_500), ("FJD", 260), ("FKP", 87), ("GBP", 87), ("GEL", 310), ("GHS", 1_250),
    ("GIP", 87), ("GMD", 8_400), ("GNF", 1_000_000), ("GTQ", 890), ("GYD", 24_200), ("HKD", 900),
    ("HNL", 3_000), ("HTG", 15_100), ("HUF", 38_500), ("IDR", 1_930_000), ("ILS", 380),
    ("INR", 10_200), ("IQD", 151_000), ("IRR", 4_870_000), ("ISK", 14_700), ("JMD", 18_500),
    ("JOD", 82), ("JPY", 18_000), ("KES", 15_000), ("KGS", 10_100), ("KHR", 465_000),
    ("KMF", 49_200), ("KPW", 104_000), ("KRW", 169_000), ("KWD", 36), ("KYD", 96), ("KZT", 60_000),
    ("LAK", 2_500_000), ("LBP", 10_300_000), ("LKR", 35_500), ("LRD", 20_800), ("LSL", 2_000),
    ("LYD", 630), ("MAD", 1_070), ("MDL", 1_970), ("MGA", 520_000), ("MKD", 6_150),
    ("MMK", 243_000), ("MNT", 413_000), ("MOP", 930), ("MRU", 4_600), ("MUR", 5_300),
    ("MVR", 1_780), ("MWK", 201_000), ("MXN", 2_130), ("MYR", 480), ("MZN", 7_400), ("NAD", 2_000),
    ("NGN", 167_000), ("NIO", 4_250), ("NOK", 1_180), ("NPR", 16_400), ("NZD", 205), ("OMR", 44),
    ("PAB", 115), ("PEN", 390), ("PGK", 490), ("PHP", 6_800), ("PKR", 32_500), ("PLN", 425),
    ("PYG", 810_000), ("QAR", 420), ("RON", 510), ("RSD", 11_700), ("RUB", 9_300), ("RWF", 168_000),
    ("SAR", 435), ("SBD", 950), ("SCR", 1_600), ("SDG", 69_500), ("SEK", 1_100), ("SGD", 150),
    ("SHP", 87), ("SLE", 2_700), ("SOS", 66_000), ("SRD", 4_400), ("SSP", 530_000), ("STN", 2_450),
    ("SVC", 1_000), ("SYP", 1_280_000), ("SZL", 2_000), ("THB", 3_750), ("TJS", 1_070),
    ("TMT", 400), ("TND", 340), ("TOP", 275), ("TRY", 4_900), ("TTD", 780), ("TWD", 3_600),
    ("TZS", 285_000), ("UAH", 4_900), ("UGX", 420_000), ("USD", 115), ("UYU", 4_600),
    ("UZS", 1_380_000), ("VED", 27_000), ("VES", 27_000), ("VND", 3_040_000), ("VUV", 14_000), ("WST", 320),
    ("XAF", 65_600), ("XCD", 310), ("XOF", 65_600), ("XPF", 11_900), ("YER", 27_500),
    ("ZAR", 2_000), ("ZMW", 2_600), ("ZWG", 3_000),
];

/// Turns euro cents into minor units of a currency.
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    /// Minor units for a million euro cents.
    rate: i64,
    exact: bool,
}

impl Prices {
    /// Prices in a currency.
    pub fn of(currency: Currency) -> Self {
        let known = PER_HUNDRED_EUROS
            .iter()
            .find(|(code, _)| *code == currency.code());
        let units = known.map_or(100, |(_, units)| *units);
        // A hundred euros are ten thousand cents.
        let rate = units * currency.minor_units() * 100;
        Self {
            // Where money has many noughts, all is cheaper, so that the dearest thing still has a
            // price that a product may have.
            rate: rate.min(PRICE_MAX / DEAREST * 900_000),
            exact: currency == Currency::EUR,
        }
    }

    /// The price of something that costs so many euro cents.
    pub fn minor(self, cents: i64) -> i64 {
        if self.exact {
            return cents;
        }
        round((i128::from(cents) * i128::from(self.rate) / 1_000_000) as i64)
    }

    /// A former price, which must stay above the present one.
    pub fn former(self, cents: i64, price: i64) -> i64 {
        self.minor(cents).max(price + price / 20 + 1)
    }
}

/// Rounds to two and a half leading digits: 4,279 → 4,300, 1,138 → 1,150.
pub fn round(amount: i64) -> i64 {
    let mut step = 1;
    while amount / step >= 100 {
        step *= 10;
    }
    let step = (step / 2).max(1);
    ((amount + step / 2) / step * step).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_currency(code: &str, cents: i64) -> String {
        let currency = Currency::from_code(code).unwrap();
        currency.format(Prices::of(currency).minor(cents))
    }

    #[test]
    fn prices_look_right_in_every_kind_of_money() {
        for (code, cents, price) in [
            ("EUR", 1_290, "12.90"),
            ("USD", 38_900, "445.00"),
            ("GBP", 590, "5.15"),
            ("JPY", 590, "1050"),
            ("JPY", 38_900, "70000"),
            ("KWD", 590, "2.100"),
            ("KWD", 38_900, "140.000"),
            ("TRY", 1_290, "630.00"),
        ] {
            assert_eq!(in_currency(code, cents), price, "{code} {cents}");
        }
    }

    #[test]
    fn the_dearest_thing_has_a_price_in_all_money() {
        for (code, _) in PER_HUNDRED_EUROS {
            let currency = Currency::from_code(code).unwrap();
            let prices = Prices::of(currency);
            assert!(prices.minor(DEAREST) <= PRICE_MAX, "{code}");
            assert!(prices.minor(350) > 0, "{code}");
            assert!(prices.former(400, prices.minor(390)) > prices.minor(390));
        }
    }
}
