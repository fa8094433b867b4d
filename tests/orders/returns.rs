//! Sending something back.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{TestOrder, TestProduct, TestShop},
};

const DELIVERED: [&str; 4] = [
    "payment_confirmed",
    "awaiting_shipment",
    "shipped",
    "delivered",
];

/// A delivered order of three mugs and two pots, of ten each.
fn delivered(shop: &TestShop) -> (TestOrder, TestProduct, TestProduct) {
    let mug = shop.product("Returned Mug").create();
    let pot = shop.product("Returned Pot").create();
    let order = shop.order(&[(&mug, 3), (&pot, 2)]).place();
    order.advance(shop, &DELIVERED);
    (order, mug, pot)
}

fn lines(shop: &TestShop, order: &TestOrder) -> Vec<i64> {
    let shown = order.read(shop);
    let items = shown["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_return_brings_back_what_was_named() {
    let shop = SHOP.get();
    let (order, mug, pot) = delivered(&shop);
    let lines = lines(&shop, &order);
    let body = json!({"reason": "Too small", "items": [{"item_id": lines[0], "quantity": 2}]});
    let path = format!("{}/return-request", order.path());
    let asked = order
        .guest(&shop)
        .post(&path, body)
        .expect_status(200)
        .json();
    assert_eq!(asked["status"], "return_requested");
    assert_eq!(asked["items"][0]["return_quantity"], 2);
    assert_eq!(asked["items"][1]["return_quantity"], 0);
    assert_eq!(asked["history"][5]["note"], "Too small");
    assert_eq!(
        (shop.stock(&mug), shop.stock(&pot)),
        (7, 8),
        "nothing is back yet"
    );
    order.advance(&shop, &["refunded"]);
    assert_eq!((shop.stock(&mug), shop.stock(&pot)), (9, 8));
    let shown = order.read(&shop);
    assert_eq!(shown["refunded_total"], shown["total"]);
    assert_eq!(order.letters(&shop), ["order_shipped", "refunded"]);
}

#[test]
fn without_items_everything_comes_back() {
    let shop = SHOP.get();
    let (order, mug, pot) = delivered(&shop);
    let path = format!("{}/return-request", order.path());
    order
        .guest(&shop)
        .send("POST", &path, None)
        .expect_status(200);
    order.advance(&shop, &["refunded"]);
    assert_eq!((shop.stock(&mug), shop.stock(&pot)), (10, 10));
}

#[test]
fn a_declined_return_can_be_asked_for_again() {
    let shop = SHOP.get();
    let (order, mug, pot) = delivered(&shop);
    let lines = lines(&shop, &order);
    let path = format!("{}/return-request", order.path());
    let guest = order.guest(&shop);
    let all = json!({"items": [{"item_id": lines[0], "quantity": 3}, {"item_id": lines[1], "quantity": 2}]});
    guest.post(&path, all).expect_status(200);
    guest
        .post(&path, json!({}))
        .expect_problem(409, "invalid-transition");
    order.advance(&shop, &["delivered"]);
    let declined = order.read(&shop);
    assert_eq!(declined["items"][0]["return_quantity"], 0);
    assert_eq!(declined["refunded_total"], 0);
    let one = json!({"items": [{"item_id": lines[1], "quantity": 1}]});
    guest.post(&path, one).expect_status(200);
    order.advance(&shop, &["refunded"]);
    assert_eq!((shop.stock(&mug), shop.stock(&pot)), (7, 9));
}

#[test]
fn what_has_not_arrived_is_not_returned() {
    let shop = SHOP.get();
    let mug = shop.product("Early Mug").create();
    let order = shop.order(&[(&mug, 1)]).place();
    let path = format!("{}/return-request", order.path());
    for step in DELIVERED {
        let refused = order.guest(&shop).post(&path, json!({}));
        refused.expect_problem(409, "invalid-transition");
        order.advance(&shop, &[step]);
    }
    order.guest(&shop).post(&path, json!({})).expect_status(200);
}

#[test]
fn bad_requests_are_named_and_change_nothing() {
    let shop = SHOP.get();
    let (order, ..) = delivered(&shop);
    let (other, ..) = delivered(&shop);
    let (mine, theirs) = (lines(&shop, &order), lines(&shop, &other));
    let path = format!("{}/return-request", order.path());
    let item = |id: i64, quantity: Value| json!({"items": [{"item_id": id, "quantity": quantity}]});
    for (body, pointer) in [
        (json!({"reason": {}}), "/reason"),
        (json!({"items": {}}), "/items"),
        (json!({"items": []}), "/items"),
        (json!({"items": [7]}), "/items/0"),
        (json!({"items": [[1, 2]]}), "/items/0"),
        (
            json!({"items": [{"item_id": mine[0]}]}),
            "/items/0/quantity",
        ),
        (json!({"items": [{"quantity": 1}]}), "/items/0/item_id"),
        (item(mine[0], json!(0)), "/items/0/quantity"),
        (item(mine[0], json!(-1)), "/items/0/quantity"),
        (item(mine[0], json!(4)), "/items/0/quantity"),
        (item(mine[0], json!(1.5)), "/items/0/quantity"),
        (
            item(mine[0], json!(9_223_372_036_854_775_807_i64)),
            "/items/0/quantity",
        ),
        (item(theirs[0], json!(1)), "/items/0/item_id"),
        (item(0, json!(1)), "/items/0/item_id"),
        (
            json!({"items": [{"item_id": mine[0], "quantity": 1}, {"item_id": mine[0], "quantity": 1}]}),
            "/items/1/item_id",
        ),
        (
            json!({"items": [{"item_id": mine[0], "quantity": 1, "refund": 5}]}),
            "/items/0/refund",
        ),
        (json!({"amount": 5}), "/amount"),
    ] {
        order
            .guest(&shop)
            .post(&path, &body)
            .expect_bad_field(pointer);
    }
    let shown = order.read(&shop);
    assert_eq!(shown["status"], "delivered");
    assert_eq!(shown["items"][0]["return_quantity"], 0);
}
