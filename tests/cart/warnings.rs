//! What changed behind a visitor's back is said, and never an error.

use serde_json::{Value, json};

use crate::{SHOP, support::Client};

/// The codes of the warnings with the place of the line that each names.
fn warnings(cart: &Value) -> Vec<(String, Option<usize>)> {
    let items = cart["items"].as_array().unwrap();
    let place = |id: &Value| items.iter().position(|item| item["id"] == *id);
    cart["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| {
            assert!(!warning["detail"].as_str().unwrap().is_empty());
            (
                warning["code"].as_str().unwrap().to_owned(),
                place(&warning["item_id"]),
            )
        })
        .collect()
}

#[track_caller]
fn expect(client: &Client, expected: &[(&str, usize)]) -> Value {
    let cart = client.cart();
    let expected: Vec<_> = expected
        .iter()
        .map(|(code, place)| ((*code).to_owned(), Some(*place)))
        .collect();
    assert_eq!(warnings(&cart), expected, "{cart}");
    cart
}

#[test]
fn a_product_that_shrank_or_went_is_told() {
    let shop = SHOP.get();
    let (shrunk, hidden, gone) = (
        shop.product("Warned Shrunk").price(100).create(),
        shop.product("Warned Hidden").price(100).create(),
        shop.product("Warned Gone")
            .price(100)
            .sku("WARNED")
            .create(),
    );
    let guest = shop.guest_with(&[(&shrunk, 5), (&hidden, 1), (&gone, 1)]);
    expect(&guest, &[]);
    let admin = shop.admin();
    admin
        .patch(
            &shrunk.path(),
            json!({"variants": [{"id": shrunk.variant_id, "stock_quantity": 2}]}),
        )
        .expect_status(200);
    admin
        .patch(&hidden.path(), json!({"is_active": false}))
        .expect_status(200);
    admin.delete(&gone.path()).expect_status(204);
    let cart = expect(
        &guest,
        &[
            ("insufficient-stock", 0),
            ("unavailable", 1),
            ("unavailable", 2),
        ],
    );
    let items = &cart["items"];
    assert_eq!(items[0]["available"], 2);
    assert_eq!(items[0]["quantity"], 5, "it stays as it was asked for");
    for place in [1, 2] {
        assert_eq!(items[place]["available"], 0);
        assert_eq!(items[place]["line_total"], 0, "nobody pays for it");
    }
    assert_eq!(items[2]["name"], "Warned Gone");
    assert_eq!(items[2]["slug"], Value::Null);
    assert_eq!(cart["total"], 500);
    // What is there can still be lowered, what is gone only removed.
    let path = |place: usize| format!("/api/cart/items/{}", items[place]["id"]);
    guest
        .patch(&path(0), json!({"quantity": 2}))
        .expect_status(200);
    let refused = guest.patch(&path(2), json!({"quantity": 1}));
    assert_eq!(refused.expect_problem(409, "out-of-stock")["available"], 0);
    guest.delete(&path(2)).expect_status(200);
    guest.delete(&path(1)).expect_status(200);
    expect(&guest, &[]);
}

#[test]
fn a_product_that_comes_back_is_sold_again() {
    let shop = SHOP.get();
    let mug = shop.product("Returning Mug").price(100).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    for (active, expected) in [(false, &[("unavailable", 0)][..]), (true, &[])] {
        shop.admin()
            .patch(&mug.path(), json!({"is_active": active}))
            .expect_status(200);
        expect(&guest, expected);
    }
    assert_eq!(guest.cart()["total"], 100);
}

#[test]
fn another_price_counts_at_once_and_is_told_until_the_line_is_written() {
    let shop = SHOP.get();
    let (mug, rug) = (
        shop.product("Priced Mug").price(100).create(),
        shop.product("Priced Rug").price(7).create(),
    );
    let guest = shop.guest_with(&[(&mug, 2)]);
    let price = |price: i64| {
        shop.admin()
            .patch(&mug.path(), json!({"price": price}))
            .expect_status(200);
    };
    price(150);
    let cart = expect(&guest, &[("price-changed", 0)]);
    assert_eq!(cart["items"][0]["unit_price"], 150);
    assert_eq!(cart["total"], 300);
    // Another line's change tells it and keeps it, this line's tells it for the last time.
    let other = guest.add(&rug, 1).expect_status(201).json();
    assert_eq!(warnings(&other), [("price-changed".to_owned(), Some(0))]);
    expect(&guest, &[("price-changed", 0)]);
    let own = guest.add(&mug, 1).expect_status(200).json();
    assert_eq!(warnings(&own), [("price-changed".to_owned(), Some(0))]);
    expect(&guest, &[]);
    price(100);
    expect(&guest, &[("price-changed", 0)]);
    price(150);
    expect(&guest, &[]);
}
