//! What needs no parcel needs no address.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{address, parcel},
};

#[test]
fn an_all_digital_cart_needs_no_address_and_no_method() {
    let shop = SHOP.get();
    let file = shop
        .product("Digital File")
        .price(300)
        .set("is_digital", true)
        .create();
    let guest = shop.guest_with(&[(&file, 2)]);
    let order = json!({"email": "ada@example.org", "payment_method": "dummy"});
    let placed = guest.check_out(order).expect_status(201).json();
    assert_eq!(
        (&placed["total"], &placed["shipping_total"]),
        (&json!(600), &json!(0))
    );
    assert_eq!(placed["shipping_address"], Value::Null);
    assert_eq!(placed["items"][0]["is_digital"], true);
    assert_eq!(placed["status"], "delivered", "nothing is left to send");
    assert_eq!(shop.stock_of(&file.path()), 8);
}

#[test]
fn what_is_given_all_the_same_costs_nothing() {
    let shop = SHOP.get();
    let file = shop
        .product("Addressed File")
        .price(300)
        .set("is_digital", true)
        .create();
    let placed = shop
        .guest_with(&[(&file, 1)])
        .check_out(parcel())
        .expect_status(201)
        .json();
    assert_eq!(placed["total"], 300);
    let billed = json!({
        "email": "ada@example.org", "payment_method": "bank_transfer", "billing_address": address(),
    });
    let placed = shop
        .guest_with(&[(&file, 1)])
        .check_out(billed)
        .expect_status(201)
        .json();
    assert_eq!(placed["billing_address"]["city"], "Berlin");
}

#[test]
fn one_thing_with_a_parcel_needs_both() {
    let shop = SHOP.get();
    let (file, mug) = (
        shop.product("Mixed File").set("is_digital", true).create(),
        shop.product("Mixed Mug").create(),
    );
    let guest = shop.guest_with(&[(&file, 1), (&mug, 1)]);
    let bare = json!({"email": "ada@example.org", "payment_method": "bank_transfer"});
    guest.check_out(bare).expect_bad_field("/shipping_address");
    guest.check_out(parcel()).expect_status(201);
}
