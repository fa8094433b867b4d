//! What stands in the way of an order, and that nothing happens then.

use serde_json::json;

use crate::{
    SHOP,
    support::{fresh_key, parcel, parcel_but},
};

#[test]
fn an_empty_cart_is_no_order() {
    let shop = SHOP.get();
    shop.guest()
        .check_out(parcel())
        .expect_problem(409, "empty-cart");
    shop.customer("empty-cart@example.org")
        .check_out(parcel())
        .expect_problem(409, "empty-cart");
    let mug = shop.product("Emptied Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    guest.delete("/api/cart").expect_status(200);
    guest.check_out(parcel()).expect_problem(409, "empty-cart");
    shop.guest()
        .with("Cart-Token", "nonsense")
        .check_out(parcel())
        .expect_problem(404, "cart-not-found");
}

#[test]
fn every_line_that_is_short_is_named() {
    let shop = SHOP.get();
    let (fine, short, gone) = (
        shop.product("Short Fine").create(),
        shop.product("Short Mug").stock(5).create(),
        shop.product("Short Gone").create(),
    );
    let guest = shop.guest_with(&[(&fine, 1), (&short, 4), (&gone, 1)]);
    shop.guest_with(&[(&short, 3)])
        .check_out(parcel())
        .expect_status(201);
    shop.admin().delete(&gone.path()).expect_status(204);
    let before = guest.cart();
    let problem = guest
        .check_out(parcel())
        .expect_problem(409, "out-of-stock");
    let faults = problem["errors"].as_array().unwrap();
    let named: Vec<_> = faults
        .iter()
        .map(|fault| (fault["pointer"].clone(), fault["available"].clone()))
        .collect();
    assert_eq!(
        named,
        [(json!("/items/1"), json!(2)), (json!("/items/2"), json!(0))]
    );
    assert_eq!(guest.cart(), before, "the cart is as it was");
    assert_eq!(shop.stock_of(&fine.path()), 10, "nothing was taken");
    // Lowered and removed, it can be bought.
    let item = |place: usize| format!("/api/cart/items/{}", before["items"][place]["id"]);
    guest
        .patch(&item(1), json!({"quantity": 2}))
        .expect_status(200);
    guest.delete(&item(2)).expect_status(200);
    guest.check_out(parcel()).expect_status(201);
    assert_eq!(shop.stock_of(&short.path()), 0);
}

#[test]
fn another_total_than_expected_is_no_order() {
    let shop = SHOP.get();
    let mug = shop.product("Expected Mug").price(1_000).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    for wrong in [0, 1_000, 1_489, 1_491] {
        let order = parcel_but(json!({"expected_total": wrong}));
        let problem = guest.check_out(order).expect_problem(409, "cart-changed");
        assert_eq!(problem["cart"]["total"], 1_490, "with what sending costs");
        assert_eq!(problem["cart"]["items"][0]["product_id"], mug.id);
    }
    assert_eq!(shop.stock_of(&mug.path()), 10);
    guest
        .check_out(parcel_but(json!({"expected_total": 1_490})))
        .expect_status(201);
}

#[test]
fn a_coupon_that_ended_or_was_used_up_is_no_order() {
    let shop = SHOP.get();
    let mug = shop.product("Coupon Checkout Mug").price(1_000).create();
    let admin = shop.admin();
    let coupon = |body| admin.post("/api/admin/coupons", body).expect_status(201);
    let with = |code: &str| {
        let guest = shop.guest_with(&[(&mug, 1)]);
        guest
            .post("/api/cart/coupons", json!({"code": code}))
            .expect_status(200);
        guest
    };
    coupon(json!({"code": "ENDING", "kind": "fixed", "value": 100}));
    let guest = with("ENDING");
    admin
        .patch(
            "/api/admin/coupons/ENDING",
            json!({"ends_at": "2020-01-01T00:00:00Z"}),
        )
        .expect_status(200);
    let refused = guest.check_out(parcel());
    refused.expect_problem(409, "coupon-unavailable");
    assert_eq!(guest.cart()["item_count"], 1);
    guest.delete("/api/cart/coupons/ENDING").expect_status(200);
    guest.check_out(parcel()).expect_status(201);

    coupon(json!({"code": "ONCE", "kind": "fixed", "value": 100, "usage_limit": 1}));
    let (first, second) = (with("ONCE"), with("ONCE"));
    first.check_out(parcel()).expect_status(201);
    second
        .check_out(parcel())
        .expect_problem(409, "coupon-unavailable");

    coupon(json!({"code": "EACH", "kind": "fixed", "value": 100, "per_customer_limit": 1}));
    let order = |email: &str| parcel_but(json!({"email": email}));
    let (first, second) = (with("EACH"), with("EACH"));
    first
        .check_out(order("each@example.org"))
        .expect_status(201);
    second
        .check_out(order("EACH@example.org"))
        .expect_problem(409, "coupon-unavailable");
    second
        .check_out(order("another@example.org"))
        .expect_status(201);
}

#[test]
fn a_refusal_is_given_again_under_its_key() {
    let shop = SHOP.get();
    let mug = shop.product("Refused Again").price(1_000).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let key = fresh_key();
    let order = parcel_but(json!({"expected_total": 1}));
    let first = guest.check_out_as(&key, order.clone());
    first.expect_problem(409, "cart-changed");
    let again = guest.check_out_as(&key, order);
    again.expect_problem(409, "cart-changed");
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body);
}
