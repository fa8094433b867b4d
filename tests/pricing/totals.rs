//! Totals as a customer is charged them: from cart to order over HTTP, computed by hand.

use serde_json::{Value, json};

use crate::support::{TestShop, parcel_but};

/// A shop's terms, a cart, and what it costs. Minor units.
struct Case {
    currency: &'static str,
    /// Where it goes: country and region.
    place: (&'static str, Option<&'static str>),
    prices_include_tax: bool,
    /// Unit price and quantity of each line.
    lines: &'static [(i64, i64)],
    coupons: &'static [&'static str],
    /// Subtotal, discount, shipping, tax, total.
    costs: [i64; 5],
}

/// Standard parcels cost 490 and nothing from 20,000 on.
/// Rates: DE 19 % (parcels too), JP 10 %, US 5 % and in US-NY 8.875 %.
/// Coupons: `TENTH` is 10 %, `THREE` is 300, `PARCEL` pays the parcel.
const CASES: [Case; 10] = [
    // (1,999 + 490) × 19 ÷ 119: 319.17 and 78.24.
    Case {
        currency: "EUR",
        place: ("DE", None),
        prices_include_tax: true,
        lines: &[(1_999, 1)],
        coupons: &[],
        costs: [1_999, 0, 490, 397, 2_489],
    },
    // On top: 379.81 and 93.1.
    Case {
        currency: "EUR",
        place: ("DE", None),
        prices_include_tax: false,
        lines: &[(1_999, 1)],
        coupons: &[],
        costs: [1_999, 0, 490, 473, 2_962],
    },
    // Three lines of 999: 159.50 each is 160, the parcel's 78.24.
    Case {
        currency: "EUR",
        place: ("DE", None),
        prices_include_tax: true,
        lines: &[(999, 1), (999, 1), (999, 1)],
        coupons: &[],
        costs: [2_997, 0, 490, 558, 3_487],
    },
    // 10 % of 2,998 is 299.8: 300, of which 200 and 100 fall on the lines; (1,799 + 899) on top 341.81 and 170.81.
    Case {
        currency: "EUR",
        place: ("DE", None),
        prices_include_tax: false,
        lines: &[(1_999, 1), (999, 1)],
        coupons: &["TENTH"],
        costs: [2_998, 300, 490, 606, 3_794],
    },
    // The parcel is given: 1,000 on top 190.
    Case {
        currency: "EUR",
        place: ("DE", None),
        prices_include_tax: false,
        lines: &[(1_000, 1)],
        coupons: &["PARCEL"],
        costs: [1_000, 0, 0, 190, 1_190],
    },
    // No rate, no tax; a parcel that is free from 20,000 on.
    Case {
        currency: "EUR",
        place: ("FR", None),
        prices_include_tax: true,
        lines: &[(10_000, 2)],
        coupons: &[],
        costs: [20_000, 0, 0, 0, 20_000],
    },
    // What counts for it is left after the discount: 19,700.
    Case {
        currency: "EUR",
        place: ("FR", None),
        prices_include_tax: true,
        lines: &[(10_000, 2)],
        coupons: &["THREE"],
        costs: [20_000, 300, 490, 0, 20_190],
    },
    // A region's rate before its country's: 1,999 × 0.08875 is 177.41.
    Case {
        currency: "USD",
        place: ("US", Some("NY")),
        prices_include_tax: false,
        lines: &[(1_999, 1)],
        coupons: &[],
        costs: [1_999, 0, 490, 177, 2_666],
    },
    // Elsewhere in the country 5 %: 99.95.
    Case {
        currency: "USD",
        place: ("US", Some("CA")),
        prices_include_tax: false,
        lines: &[(1_999, 1)],
        coupons: &[],
        costs: [1_999, 0, 490, 100, 2_589],
    },
    // Yen have no decimals: 1,980 × 10 ÷ 110 is 180.
    Case {
        currency: "JPY",
        place: ("JP", None),
        prices_include_tax: true,
        lines: &[(1_980, 1)],
        coupons: &[],
        costs: [1_980, 0, 490, 180, 2_470],
    },
];

/// A shop with the terms that the cases are computed from.
fn shop_in(currency: &str) -> TestShop {
    let shop = TestShop::start();
    let admin = shop.admin();
    admin
        .patch("/api/admin/settings", json!({"currency": currency}))
        .expect_status(200);
    let made = |what: &str, body: Value| {
        admin
            .post(&format!("/api/admin/{what}"), body)
            .expect_status(201);
    };
    made(
        "shipping-methods",
        json!({"code": "standard", "name": "Parcel", "countries": ["DE", "FR", "US", "JP"],
               "price": 490, "free_above": 20_000}),
    );
    for rate in [
        json!({"country": "DE", "rate": 0.19, "name": "MwSt", "applies_to_shipping": true}),
        json!({"country": "JP", "rate": 0.1, "name": "Consumption tax"}),
        json!({"country": "US", "rate": 0.05, "name": "Sales tax"}),
        json!({"country": "US", "region": "NY", "rate": 0.08875, "name": "NYC sales tax"}),
    ] {
        made("tax-rates", rate);
    }
    for coupon in [
        json!({"code": "TENTH", "kind": "percent", "value": 10}),
        json!({"code": "THREE", "kind": "fixed", "value": 300}),
        json!({"code": "PARCEL", "kind": "free_shipping"}),
    ] {
        made("coupons", coupon);
    }
    shop
}

fn sums(of: &Value) -> [i64; 5] {
    [
        "subtotal",
        "discount_total",
        "shipping_total",
        "tax_total",
        "total",
    ]
    .map(|sum| of[sum].as_i64().unwrap())
}

fn is_charged(shop: &TestShop, case: &Case) {
    shop.admin()
        .patch(
            "/api/admin/settings",
            json!({"prices_include_tax": case.prices_include_tax}),
        )
        .expect_status(200);
    let products: Vec<_> = case
        .lines
        .iter()
        .map(|(price, quantity)| (shop.product("Priced").price(*price).create(), *quantity))
        .collect();
    let lines: Vec<_> = products.iter().map(|(one, count)| (one, *count)).collect();
    let guest = shop.guest_with(&lines);
    for code in case.coupons {
        guest
            .post("/api/cart/coupons", json!({"code": code}))
            .expect_status(200);
    }
    let (country, region) = case.place;
    let region_query = region.map_or(String::new(), |region| format!("&region={region}"));
    let quoted = guest
        .get(&format!(
            "/api/cart?country={country}{region_query}&shipping_method=standard"
        ))
        .expect_status(200)
        .json();
    assert_eq!(sums(&quoted), case.costs, "the cart of {quoted}");
    let mut address = json!({"name": "Ada", "line1": "Street 1", "city": "Town",
                             "postal_code": "10115", "country": country});
    if let Some(region) = region {
        address["region"] = json!(region);
    }
    let placed = guest
        .check_out(parcel_but(json!({
            "shipping_address": address, "expected_total": case.costs[4],
        })))
        .expect_status(201)
        .json();
    assert_eq!(sums(&placed), case.costs, "the order of {placed}");
    assert_eq!(placed["currency"], case.currency);
}

#[test]
fn carts_cost_what_was_computed_by_hand() {
    for currency in ["EUR", "USD", "JPY"] {
        let shop = shop_in(currency);
        let cases = CASES.iter().filter(|case| case.currency == currency);
        cases.for_each(|case| is_charged(&shop, case));
        shop.command(["check"]).expect_code(0);
    }
}
