//! The idempotency key of a checkout: needed, and good for one order.

use serde_json::json;

use crate::{
    SHOP,
    support::{TestShop, fresh_key, parcel, parcel_but},
};

#[test]
fn without_a_key_there_is_no_checkout() {
    let shop = SHOP.get();
    let mug = shop.product("Keyless Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    for body in [parcel(), json!({})] {
        guest
            .post("/api/checkout", body)
            .expect_problem(400, "idempotency-key-required");
    }
    for bad in ["", " ", "a b", &"k".repeat(129)] {
        guest
            .check_out_as(bad, parcel())
            .expect_bad_parameter("Idempotency-Key");
    }
    assert_eq!(guest.cart()["item_count"], 1);
}

#[test]
fn the_same_key_and_body_are_the_same_order() {
    let shop = SHOP.get();
    let mug = shop.product("Repeated Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let key = fresh_key();
    let first = guest.check_out_as(&key, parcel()).expect_status(201);
    guest.add(&mug, 2).expect_status(201);
    let again = guest.check_out_as(&key, parcel()).expect_status(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body, "the guest's secret with it");
    for name in ["location", "content-type", "cache-control"] {
        assert_eq!(first.expect(name), again.expect(name), "{name}");
    }
    assert_eq!(shop.stock_of(&mug.path()), 9);
    assert_eq!(guest.cart()["item_count"], 2, "the new cart is untouched");
    let other = parcel_but(json!({"note": "Another"}));
    guest
        .check_out_as(&key, other)
        .expect_problem(422, "idempotency-mismatch");
    let second = guest.check_out(parcel()).expect_status(201);
    assert_ne!(first.json()["id"], second.json()["id"]);
    assert_ne!(first.json()["number"], second.json()["number"]);
}

#[test]
fn keys_belong_to_their_cart_or_account() {
    let shop = SHOP.get();
    let mug = shop.product("Scoped Mug").create();
    let key = fresh_key();
    let (one, other) = (shop.guest_with(&[(&mug, 1)]), shop.guest_with(&[(&mug, 1)]));
    let customer = shop.customer("scoped@example.org");
    customer.add(&mug, 1).expect_status(201);
    let mut ids = Vec::new();
    for buyer in [&one, &other, &customer] {
        let placed = buyer.check_out_as(&key, parcel()).expect_status(201);
        assert_eq!(placed.header("idempotency-replayed"), None);
        ids.push(placed.json()["id"].clone());
    }
    ids.dedup();
    assert_eq!(ids.len(), 3);
    // Another login of the same account asks again.
    let again = shop
        .log_in("scoped@example.org")
        .check_out_as(&key, parcel())
        .expect_status(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.json()["id"], ids[2]);
}

#[test]
fn a_request_that_is_invalid_uses_no_key_up() {
    let shop = SHOP.get();
    let mug = shop.product("Typo Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let key = fresh_key();
    guest
        .check_out_as(&key, parcel_but(json!({"email": "ada@"})))
        .expect_bad_field("/email");
    guest.check_out_as(&key, parcel()).expect_status(201);
}

#[test]
fn the_answer_outlives_a_restart_and_the_secret_is_in_no_file() {
    let shop = TestShop::start();
    shop.sends_parcels();
    let mug = shop.product("Restarted Mug").create();
    let made = shop.guest().add(&mug, 1).expect_status(201);
    let token = made.expect("cart-token").to_owned();
    let buy = |shop: &TestShop| {
        let guest = shop.guest().with("Cart-Token", &token);
        guest.check_out_as("restart", parcel()).expect_status(201)
    };
    let first = buy(&shop);
    let folder = shop.stop();
    let secret = first.json()["access_token"].as_str().unwrap().to_owned();
    let bytes = std::fs::read(folder.path().join("shop.db")).unwrap();
    let found = bytes
        .windows(secret.len())
        .any(|window| window == secret.as_bytes());
    assert!(!found, "the secret stands in shop.db");
    let shop = TestShop::options().on(folder).start();
    let again = buy(&shop);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body);
}
