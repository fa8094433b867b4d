//! Every bad input of a checkout that came to mind.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{address, parcel, parcel_but},
};

/// The address with one field changed; null leaves it out.
fn address_but(field: &str, value: Value) -> Value {
    let mut address = address();
    match value {
        Value::Null => address.as_object_mut().unwrap().remove(field),
        value => address
            .as_object_mut()
            .unwrap()
            .insert(field.to_owned(), value),
    };
    address
}

#[test]
fn every_field_is_checked_and_named() {
    let shop = SHOP.get();
    let mug = shop.product("Bad Input Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let long = |length: usize| json!("x".repeat(length));
    for (fields, pointer) in [
        (json!({"email": null}), "/email"),
        (json!({"email": ""}), "/email"),
        (json!({"email": "ada"}), "/email"),
        (json!({"email": "ada@localhost"}), "/email"),
        (
            json!({"email": "ada@example.org\r\nBcc: x@example.org"}),
            "/email",
        ),
        (json!({"email": "a, b@example.org"}), "/email"),
        (json!({"email": 5}), "/email"),
        (
            json!({"email": format!("{}@example.org", "x".repeat(250))}),
            "/email",
        ),
        (json!({"payment_method": null}), "/payment_method"),
        (json!({"payment_method": ""}), "/payment_method"),
        (json!({"payment_method": "credit_card"}), "/payment_method"),
        (
            json!({"payment_method": "BANK_TRANSFER"}),
            "/payment_method",
        ),
        (json!({"payment_method": ["dummy"]}), "/payment_method"),
        (json!({"shipping_method": null}), "/shipping_method"),
        (json!({"shipping_method": ""}), "/shipping_method"),
        (json!({"shipping_method": "drone"}), "/shipping_method"),
        (json!({"shipping_method": 1}), "/shipping_method"),
        (json!({"shipping_method": long(101)}), "/shipping_method"),
        (json!({"shipping_address": null}), "/shipping_address"),
        (json!({"shipping_address": "Berlin"}), "/shipping_address"),
        (json!({"shipping_address": []}), "/shipping_address"),
        (json!({"expected_total": -1}), "/expected_total"),
        (json!({"expected_total": 1.5}), "/expected_total"),
        (json!({"expected_total": "1490"}), "/expected_total"),
        (json!({"expected_total": 1e30}), "/expected_total"),
        (json!({"note": long(1_001)}), "/note"),
        (json!({"note": "a\u{0}b"}), "/note"),
        (json!({"note": 1}), "/note"),
        (json!({"status": "delivered"}), "/status"),
        (json!({"total": 0}), "/total"),
        (json!({"user_id": "x"}), "/user_id"),
        (json!({"items": []}), "/items"),
    ] {
        let reply = guest.check_out(parcel_but(fields));
        reply.expect_bad_field(pointer);
    }
    assert_eq!(guest.cart()["item_count"], 1);
    assert_eq!(shop.stock_of(&mug.path()), 10);
}

#[test]
fn addresses_are_checked_field_by_field() {
    let shop = SHOP.get();
    let mug = shop.product("Bad Address Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let long = |length: usize| json!("x".repeat(length));
    for (field, value) in [
        ("name", Value::Null),
        ("name", json!("")),
        ("name", json!("  ")),
        ("name", long(201)),
        ("name", json!("Ada\nLovelace")),
        ("name", json!({"first": "Ada"})),
        ("line1", Value::Null),
        ("line1", json!("")),
        ("line1", long(201)),
        ("line2", long(201)),
        ("line2", json!(2)),
        ("city", Value::Null),
        ("city", json!("")),
        ("city", long(101)),
        ("region", long(101)),
        ("postal_code", Value::Null),
        ("postal_code", json!("")),
        ("postal_code", json!(10117)),
        ("postal_code", long(21)),
        ("country", Value::Null),
        ("country", json!("")),
        ("country", json!("Germany")),
        ("country", json!("DEU")),
        ("country", json!("XX")),
        ("country", json!("EU")),
        ("latitude", json!(1)),
    ] {
        for kind in ["shipping_address", "billing_address"] {
            let order = parcel_but(json!({kind: address_but(field, value.clone())}));
            guest
                .check_out(order)
                .expect_bad_field(&format!("/{kind}/{field}"));
        }
    }
    let several = json!({"email": "x", "payment_method": "x", "note": "x".repeat(1_001)});
    let problem = guest
        .check_out(parcel_but(several))
        .expect_problem(400, "invalid-fields");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3);
    assert_eq!(guest.cart()["item_count"], 1);
}

#[test]
fn a_method_has_to_go_there_and_a_payment_has_to_be_taken() {
    let shop = SHOP.get();
    let mug = shop.product("Far Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let far = parcel_but(json!({"shipping_address": address_but("country", json!("US"))}));
    guest.check_out(far).expect_bad_field("/shipping_method");
    let lower = parcel_but(json!({"shipping_address": address_but("country", json!("at"))}));
    let placed = guest.check_out(lower).expect_status(201).json();
    assert_eq!(placed["shipping_address"]["country"], "AT");

    let shop = crate::support::TestShop::start();
    shop.sends_parcels();
    let methods = json!({"payment_methods": ["pickup"]});
    shop.admin()
        .patch("/api/admin/settings", methods)
        .expect_status(200);
    let mug = shop.product("Untaken Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    guest
        .check_out(parcel())
        .expect_bad_field("/payment_method");
    guest
        .check_out(parcel_but(json!({"payment_method": "pickup"})))
        .expect_status(201);
}

#[test]
fn a_body_that_is_no_object_is_no_order() {
    let shop = SHOP.get();
    let keyed = || shop.guest().with("Idempotency-Key", "no-object");
    for body in [
        "",
        "[]",
        "null",
        "\"x\"",
        "{",
        "{\"email\":\"a\",\"email\":\"b\"}",
    ] {
        let reply = keyed().post_text("/api/checkout", body);
        assert_eq!(reply.status, 400, "{body:?}: {}", reply.text());
    }
    let text = keyed().send(
        "POST",
        "/api/checkout",
        Some(("text/plain", parcel().to_string().into_bytes())),
    );
    text.expect_problem(415, "unsupported-media-type");
    let large = parcel_but(json!({"note": "x".repeat(300_000)}));
    let reply = keyed().post("/api/checkout", large);
    reply.expect_problem(413, "body-too-large");
    shop.guest()
        .get("/api/checkout")
        .expect_problem(405, "method-not-allowed");
}
