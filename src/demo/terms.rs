//! On what terms the bazaar sells: parcels, taxes, coupons, ways to pay.

use rusqlite::Connection;

use super::prices::Prices;
use crate::{
    money::MILLION,
    pricing::{Coupon, CouponKind, ShippingMethod, TaxRate, desk::Term},
    settings::{PaymentMethod, Settings},
};

const DAY: i64 = 86_400_000;

/// The countries of the European Union, and what they take in per mille of what is sold.
#[rustfmt::skip]
const UNION: &[(&str, i64)] = &[
    ("AT", 200), ("BE", 210), ("BG", 200), ("CY", 190), ("CZ", 210), ("DE", 190), ("DK", 250), ("EE", 240),
    ("ES", 210), ("FI", 255), ("FR", 200), ("GR", 240), ("HR", 250), ("HU", 270), ("IE", 230), ("IT", 220),
    ("LT", 210), ("LU", 170), ("LV", 210), ("MT", 180), ("NL", 210), ("PL", 230), ("PT", 230), ("RO", 210),
    ("SE", 250), ("SI", 220), ("SK", 230),
];
/// Others that the bazaar knows: country, region, millionths, name, whether parcels are taxed.
const OTHERS: &[(&str, &str, i64, &str, bool)] = &[
    ("GB", "", 200_000, "VAT", true),
    ("CH", "", 81_000, "MWST", true),
    ("TR", "", 200_000, "KDV", true),
    ("JP", "", 100_000, "Consumption tax", true),
    ("CA", "", 50_000, "GST", true),
    ("CA", "ON", 130_000, "HST", true),
    ("US", "CA", 72_500, "Sales tax", false),
    ("US", "NY", 40_000, "Sales tax", true),
];

/// Writes them. `now` is in milliseconds since the epoch.
pub(super) fn write(tx: &Connection, prices: Prices, now: i64) -> rusqlite::Result<()> {
    let settings = Settings {
        shop_name: "The Bazaar".to_owned(),
        payment_methods: PaymentMethod::ALL.to_vec(),
        ..Settings::load(tx)?
    };
    settings.save(tx)?;
    for method in shipping_methods(prices) {
        method.insert(tx)?;
    }
    for rate in tax_rates() {
        rate.insert(tx)?;
    }
    for coupon in coupons(prices, now) {
        coupon.insert(tx)?;
    }
    Ok(())
}

fn shipping_methods(prices: Prices) -> [ShippingMethod; 4] {
    let union = || {
        UNION
            .iter()
            .map(|(country, _)| (*country).to_owned())
            .collect()
    };
    let method = |position, code: &str, name: &str, cents| ShippingMethod {
        id: 0,
        code: code.to_owned(),
        name: name.to_owned(),
        countries: Vec::new(),
        price: if cents == 0 { 0 } else { prices.minor(cents) },
        free_above: None,
        price_per_kg: None,
        position,
    };
    [
        ShippingMethod {
            countries: union(),
            free_above: Some(prices.minor(7_500)),
            price_per_kg: Some(prices.minor(60)),
            ..method(0, "standard", "Standard parcel, 3 to 5 days", 490)
        },
        ShippingMethod {
            countries: union(),
            price_per_kg: Some(prices.minor(150)),
            ..method(1, "express", "Express, the day after tomorrow", 1_290)
        },
        ShippingMethod {
            price_per_kg: Some(prices.minor(800)),
            ..method(2, "world", "World parcel, 1 to 3 weeks", 1_490)
        },
        method(3, "collect", "Collect it at the stall", 0),
    ]
}

fn tax_rates() -> impl Iterator<Item = TaxRate> {
    let union = UNION
        .iter()
        .map(|(country, per_mille)| (*country, "", per_mille * MILLION / 1_000, "VAT", true));
    union
        .chain(OTHERS.iter().copied())
        .map(
            |(country, region, rate, name, applies_to_shipping)| TaxRate {
                id: 0,
                country: country.to_owned(),
                region: region.to_owned(),
                rate,
                name: name.to_owned(),
                applies_to_shipping,
            },
        )
}

fn coupons(prices: Prices, now: i64) -> [Coupon; 4] {
    let coupon = |code: &str, kind, value| Coupon {
        id: 0,
        code: code.to_owned(),
        kind,
        value,
        min_subtotal: None,
        starts_at: None,
        ends_at: None,
        usage_limit: None,
        per_customer_limit: None,
        used_count: 0,
        created_at: now,
        updated_at: now,
    };
    [
        Coupon {
            per_customer_limit: Some(1),
            ..coupon("WELCOME10", CouponKind::Percent, 10)
        },
        Coupon {
            min_subtotal: Some(prices.minor(4_000)),
            ..coupon("FIVE", CouponKind::Fixed, prices.minor(500))
        },
        Coupon {
            min_subtotal: Some(prices.minor(3_000)),
            usage_limit: Some(1_000),
            ..coupon("FREESHIP", CouponKind::FreeShipping, 0)
        },
        // One to see what happens to somebody who comes too late.
        Coupon {
            starts_at: Some(now - 60 * DAY),
            ends_at: Some(now - 30 * DAY),
            ..coupon("LASTMONTH", CouponKind::Percent, 25)
        },
    ]
}
