//! Coupons in a cart, and what sending it costs.

use serde_json::{Value, json};

use crate::{SHOP, support::TestShop};

fn coupon(shop: &TestShop, body: Value) {
    let made = shop.admin().post("/api/admin/coupons", body);
    made.expect_status(201);
}

fn codes(cart: &Value) -> &Value {
    &cart["coupons"]
}

#[test]
fn a_coupon_takes_off_and_goes_again() {
    let shop = SHOP.get();
    let mug = shop.product("Coupon Mug").price(999).create();
    coupon(
        &shop,
        json!({"code": "TEN", "kind": "percent", "value": 10}),
    );
    coupon(&shop, json!({"code": "TWO", "kind": "fixed", "value": 200}));
    let guest = shop.guest_with(&[(&mug, 3)]);
    let with = guest
        .post("/api/cart/coupons", json!({"code": " ten "}))
        .expect_status(200)
        .json();
    assert_eq!(codes(&with), &json!(["TEN"]));
    assert_eq!(
        (&with["subtotal"], &with["discount_total"], &with["total"]),
        (&json!(2_997), &json!(300), &json!(2_697))
    );
    // The same one again changes nothing.
    guest
        .post("/api/cart/coupons", json!({"code": "TEN"}))
        .expect_status(200);
    let both = guest
        .post("/api/cart/coupons", json!({"code": "TWO"}))
        .expect_status(200)
        .json();
    assert_eq!(both["discount_total"], 500);
    assert_eq!(both["coupons"].as_array().unwrap().len(), 2);
    let one = guest
        .delete("/api/cart/coupons/ten")
        .expect_status(200)
        .json();
    assert_eq!(
        (codes(&one), &one["discount_total"]),
        (&json!(["TWO"]), &json!(200))
    );
    guest
        .delete("/api/cart/coupons/TEN")
        .expect_problem(404, "not-found");
    let emptied = guest.delete("/api/cart").expect_status(200).json();
    assert_eq!(codes(&emptied), &json!([]));
}

#[test]
fn one_that_cannot_be_used_is_refused() {
    let shop = SHOP.get();
    let mug = shop.product("Refused Coupon Mug").price(1_000).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    coupon(
        &shop,
        json!({"code": "OVER", "kind": "fixed", "value": 1, "ends_at": "2020-01-01T00:00:00Z"}),
    );
    coupon(
        &shop,
        json!({"code": "SOON", "kind": "fixed", "value": 1, "starts_at": "2099-01-01T00:00:00Z"}),
    );
    coupon(
        &shop,
        json!({"code": "LARGE", "kind": "fixed", "value": 1, "min_subtotal": 1_001}),
    );
    for code in ["OVER", "SOON", "LARGE", "NONE"] {
        guest
            .post("/api/cart/coupons", json!({"code": code}))
            .expect_problem(409, "coupon-unavailable");
    }
    assert_eq!(codes(&guest.cart()), &json!([]));
}

#[test]
fn one_that_fits_no_longer_is_told_and_takes_nothing() {
    let shop = SHOP.get();
    let mug = shop.product("Shrinking Coupon Mug").price(1_000).create();
    let guest = shop.guest_with(&[(&mug, 2)]);
    coupon(
        &shop,
        json!({"code": "BIG", "kind": "fixed", "value": 100, "min_subtotal": 2_000}),
    );
    guest
        .post("/api/cart/coupons", json!({"code": "BIG"}))
        .expect_status(200);
    let path = format!("/api/cart/items/{}", guest.cart()["items"][0]["id"]);
    let less = guest
        .patch(&path, json!({"quantity": 1}))
        .expect_status(200)
        .json();
    assert_eq!(
        (&less["discount_total"], &less["total"]),
        (&json!(0), &json!(1_000))
    );
    assert_eq!(less["warnings"][0]["code"], "coupon-unavailable");
    assert_eq!(less["warnings"][0]["item_id"], Value::Null);
    let more = guest
        .patch(&path, json!({"quantity": 2}))
        .expect_status(200)
        .json();
    assert_eq!(
        (&more["discount_total"], &more["warnings"]),
        (&json!(100), &json!([]))
    );
}

#[test]
fn sending_it_costs_what_is_in_it() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for body in [
        json!({"code": "standard", "name": "Standard", "countries": ["DE", "AT"], "price": 490, "free_above": 5_000}),
        json!({"code": "heavy", "name": "By weight", "countries": [], "price": 100, "price_per_kg": 200}),
    ] {
        admin
            .post("/api/admin/shipping-methods", body)
            .expect_status(201);
    }
    admin
        .post(
            "/api/admin/tax-rates",
            json!({"country": "DE", "rate": 0.19, "name": "MwSt"}),
        )
        .expect_status(201);
    let rug = shop
        .product("Sent Rug")
        .price(2_000)
        .set("weight_grams", 1_500)
        .create();
    let file = shop.product("Sent File").set("is_digital", true).create();
    let guest = shop.guest_with(&[(&rug, 2)]);
    let offers = |query: &str| {
        let list = guest.get(&format!("/api/cart/shipping-methods?{query}"));
        let list = list.expect_status(200).json();
        let pair = |item: &Value| (item["code"].clone(), item["price"].clone());
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(pair)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        offers("country=DE"),
        [
            (json!("standard"), json!(490)),
            (json!("heavy"), json!(700))
        ]
    );
    assert_eq!(offers("country=US"), [(json!("heavy"), json!(700))]);
    let priced = guest
        .get("/api/cart?country=DE&shipping_method=standard")
        .expect_status(200)
        .json();
    assert_eq!(
        (
            &priced["shipping_total"],
            &priced["tax_total"],
            &priced["total"]
        ),
        (&json!(490), &json!(639), &json!(4_490)),
        "4,000 hold 639 of tax"
    );
    guest.add(&rug, 1).expect_status(200);
    assert_eq!(offers("country=DE")[0], (json!("standard"), json!(0)));
    let digital = shop.guest_with(&[(&file, 1)]);
    let none = digital.get("/api/cart/shipping-methods?country=DE");
    assert_eq!(none.expect_status(200).json()["items"], json!([]));
    assert_eq!(digital.cart()["requires_shipping"], false);
    let all = shop.get("/api/cart/shipping-methods?country=DE");
    assert_eq!(all.expect_status(200).json()["total"], 2);
}
