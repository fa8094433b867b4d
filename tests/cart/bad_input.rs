//! Every bad input of a cart that came to mind.

use serde_json::{Value, json};

use crate::SHOP;

#[test]
fn what_is_put_in_is_read_strictly() {
    let shop = SHOP.get();
    let mug = shop.product("Strict Mug").create();
    let id = mug.id;
    let guest = shop.guest();
    for (body, pointer) in [
        (json!({}), "/product_id"),
        (json!({"product_id": null}), "/product_id"),
        (json!({"product_id": id.to_string()}), "/product_id"),
        (json!({"product_id": mug.slug}), "/product_id"),
        (json!({"product_id": 1.5}), "/product_id"),
        (json!({"product_id": 0}), "/product_id"),
        (json!({"product_id": -id}), "/product_id"),
        (json!({"product_id": [id]}), "/product_id"),
        (json!({"product_id": true}), "/product_id"),
        (json!({"product_id": id, "quantity": 0}), "/quantity"),
        (json!({"product_id": id, "quantity": -1}), "/quantity"),
        (json!({"product_id": id, "quantity": 10_001}), "/quantity"),
        (json!({"product_id": id, "quantity": 1.5}), "/quantity"),
        (json!({"product_id": id, "quantity": 1.0}), "/quantity"),
        (json!({"product_id": id, "quantity": "1"}), "/quantity"),
        (json!({"product_id": id, "quantity": null}), "/quantity"),
        (json!({"product_id": id, "quantity": i64::MAX}), "/quantity"),
        (json!({"product_id": id, "quantity": 1e300}), "/quantity"),
        (json!({"product_id": id, "variant_id": "1"}), "/variant_id"),
        (json!({"product_id": id, "variant_id": 0}), "/variant_id"),
        (json!({"product_id": id, "price": 1}), "/price"),
        (json!({"product_id": id, "unit_price": 0}), "/unit_price"),
        (json!({"product_id": id, "user_id": 1}), "/user_id"),
    ] {
        let reply = guest.post("/api/cart/items", &body);
        reply.expect_bad_field(pointer);
        assert_eq!(reply.header("cart-token"), None, "{body}");
    }
    for body in ["", "[]", "null", "1", "{", "{\"product_id\":1,}", "\u{0}"] {
        let reply = guest.post_text("/api/cart/items", body);
        assert_eq!(reply.status, 400, "{body:?}: {}", reply.text());
    }
    let twice = format!("{{\"product_id\":{id},\"product_id\":{id}}}");
    guest
        .post_text("/api/cart/items", twice)
        .expect_bad_field("/product_id");
    for unknown in [999_999_999, i64::MAX] {
        guest
            .post("/api/cart/items", json!({"product_id": unknown}))
            .expect_problem(404, "not-found");
    }
    let both = guest.post("/api/cart/items", json!({"product_id": 0, "quantity": 0}));
    assert_eq!(
        both.expect_problem(400, "invalid-fields")["errors"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_quantity_is_read_strictly() {
    let shop = SHOP.get();
    let mug = shop.product("Strict Quantity").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let path = format!("/api/cart/items/{}", guest.cart()["items"][0]["id"]);
    for body in [
        json!({}),
        json!({"quantity": 0}),
        json!({"quantity": -5}),
        json!({"quantity": 10_001}),
        json!({"quantity": "2"}),
        json!({"quantity": 2.5}),
        json!({"quantity": null}),
        json!({"quantity": {}}),
    ] {
        guest.patch(&path, &body).expect_bad_field("/quantity");
    }
    guest
        .patch(&path, json!({"quantity": 2, "unit_price": 1}))
        .expect_bad_field("/unit_price");
    for item in ["0", "-1", "x", "1.5", "99999999999999999999", "%00", "'"] {
        let path = format!("/api/cart/items/{item}");
        let reply = guest.patch(&path, json!({"quantity": 2}));
        reply.expect_problem(404, "not-found");
        guest.delete(&path).expect_problem(404, "not-found");
    }
    assert_eq!(guest.cart()["item_count"], 1);
}

#[test]
fn parameters_are_read_strictly() {
    let shop = SHOP.get();
    let guest = shop.guest();
    for (path, name) in [
        ("/api/cart?nothing=1", "nothing"),
        ("/api/cart?country=XX", "country"),
        ("/api/cart?country=DEU", "country"),
        ("/api/cart?country=", "country"),
        ("/api/cart?region=BY", "country"),
        ("/api/cart?shipping_method=a", "country"),
        (
            "/api/cart?country=DE&shipping_method=none",
            "shipping_method",
        ),
        ("/api/cart/shipping-methods", "country"),
        ("/api/cart/shipping-methods?country=ZZ", "country"),
        (
            "/api/cart/shipping-methods?country=DE&country=FR",
            "country",
        ),
        ("/api/cart/shipping-methods?country=DE&zip=1", "zip"),
    ] {
        guest.get(path).expect_bad_parameter(name);
    }
    guest.get("/api/cart?country=de").expect_status(200);
    guest
        .get("/api/cart/?country=DE&region=BY")
        .expect_status(200);
}

#[test]
fn methods_that_are_not_there_are_405() {
    let shop = SHOP.get();
    for (method, path) in [
        ("POST", "/api/cart"),
        ("PATCH", "/api/cart"),
        ("GET", "/api/cart/items"),
        ("GET", "/api/cart/items/1"),
        ("PUT", "/api/cart/items/1"),
        ("GET", "/api/cart/coupons"),
        ("GET", "/api/cart/merge"),
    ] {
        let reply = shop.guest().send(method, path, None);
        reply.expect_problem(405, "method-not-allowed");
        reply.expect("allow");
    }
}

#[test]
fn a_code_is_read_strictly() {
    let shop = SHOP.get();
    let long = "x".repeat(101);
    for code in [
        json!(""),
        json!("   "),
        json!(long),
        json!(5),
        Value::Null,
        json!(["A"]),
    ] {
        let reply = shop
            .guest()
            .post("/api/cart/coupons", json!({"code": code}));
        reply.expect_bad_field("/code");
    }
    shop.guest()
        .post(
            "/api/cart/coupons",
            json!({"code": "'; DROP TABLE coupons; --"}),
        )
        .expect_problem(409, "coupon-unavailable");
}
