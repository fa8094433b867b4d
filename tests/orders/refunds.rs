//! Money that is given back in parts.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Reply, TestOrder, TestShop},
};

fn refund(shop: &TestShop, order: &TestOrder, body: Value) -> Reply {
    shop.admin()
        .post(&format!("{}/refunds", order.admin_path()), body)
}

#[test]
fn parts_add_up_to_what_was_paid_and_no_further() {
    let shop = SHOP.get();
    let mug = shop.product("Refunded Mug").price(1_000).create();
    let order = shop.order(&[(&mug, 2)]).shipping(490).place();
    let nothing = refund(&shop, &order, json!({"amount": 1}));
    let problem = nothing.expect_problem(409, "not-refundable");
    assert_eq!(problem["available"], 0, "nothing was paid yet");
    order.advance(&shop, &["payment_confirmed"]);
    let first = refund(
        &shop,
        &order,
        json!({"amount": 1_000, "reason": "A scratch"}),
    );
    let shown = first
        .expect_status(201)
        .expect_header("cache-control", "no-store")
        .json();
    assert_eq!(shown["refunded_total"], 1_000);
    assert_eq!(shown["status"], "payment_confirmed");
    assert_eq!(shown["refunds"][0]["reason"], "A scratch");
    let problem =
        refund(&shop, &order, json!({"amount": 1_491})).expect_problem(409, "not-refundable");
    assert_eq!(problem["available"], 1_490);
    refund(&shop, &order, json!({"amount": 1_490})).expect_status(201);
    refund(&shop, &order, json!({"amount": 1})).expect_problem(409, "not-refundable");
    assert_eq!(order.letters(&shop), ["refunded", "refunded"]);
    // Everything is back: cancelling gives back no more.
    order.advance(&shop, &["cancelled"]);
    let shown = order.read(&shop);
    assert_eq!(
        (
            &shown["refunded_total"],
            shown["refunds"].as_array().unwrap().len()
        ),
        (&json!(2_490), 2)
    );
    let audited = format!(
        "SELECT count(*) FROM audit_log WHERE action = 'refund' AND subject = 'order {}'",
        order.number
    );
    assert_eq!(shop.count(&audited), 2);
}

#[test]
fn units_go_back_into_stock_once() {
    let shop = SHOP.get();
    let mug = shop.product("Restocked Mug").stock(10).create();
    let order = shop.order(&[(&mug, 3)]).place();
    order.advance(&shop, &["payment_confirmed"]);
    let line = order.read(&shop)["items"][0]["id"].as_i64().unwrap();
    let body =
        |quantity: i64| json!({"amount": 1, "restock": [{"item_id": line, "quantity": quantity}]});
    refund(&shop, &order, body(2)).expect_status(201);
    assert_eq!(shop.stock(&mug), 9);
    refund(&shop, &order, body(2)).expect_bad_field("/restock/0/quantity");
    assert_eq!(shop.stock(&mug), 9);
    assert_eq!(
        order.read(&shop)["refunded_total"],
        1,
        "a refusal gives nothing back"
    );
    order.advance(&shop, &["cancelled"]);
    assert_eq!(shop.stock(&mug), 10);
}

#[test]
fn one_seller_may_bear_a_refund_alone() {
    let shop = SHOP.get();
    let rug = shop
        .seller("Refund Looms")
        .product("Rug")
        .price(3_000)
        .create();
    let mug = shop.product("Refund Mug").price(1_000).create();
    let order = shop.order(&[(&rug, 1), (&mug, 1)]).shipping(0).place();
    order.advance(&shop, &["payment_confirmed"]);
    let parts = order.fulfillments(&shop);
    let problem = refund(
        &shop,
        &order,
        json!({"amount": 1_001, "fulfillment_id": parts[1]}),
    );
    assert_eq!(
        problem.expect_problem(409, "not-refundable")["available"],
        1_000
    );
    refund(
        &shop,
        &order,
        json!({"amount": 400, "fulfillment_id": parts[1]}),
    )
    .expect_status(201);
    refund(&shop, &order, json!({"amount": 1_800})).expect_status(201);
    let share = |part: i64| {
        shop.count(&format!(
            "SELECT sum(amount) FROM refund_shares WHERE fulfillment_id = {part}"
        ))
    };
    // 3000 and 600 were left of the two.
    assert_eq!((share(parts[0]), share(parts[1])), (1_500, 400 + 300));
}

#[test]
fn bad_refunds_are_named() {
    let shop = SHOP.get();
    let mug = shop.product("Bad Refund Mug").create();
    let order = shop.order(&[(&mug, 1)]).place();
    let other = shop.order(&[(&mug, 1)]).place();
    order.advance(&shop, &["payment_confirmed"]);
    let foreign = other.fulfillments(&shop)[0];
    let line = other.read(&shop)["items"][0]["id"].clone();
    for (body, pointer) in [
        (json!({}), "/amount"),
        (json!({"amount": 0}), "/amount"),
        (json!({"amount": -5}), "/amount"),
        (json!({"amount": "5"}), "/amount"),
        (json!({"amount": 1.5}), "/amount"),
        (json!({"amount": 1e30}), "/amount"),
        (json!({"amount": 1, "reason": []}), "/reason"),
        (json!({"amount": 1, "reason": "x".repeat(2_001)}), "/reason"),
        (
            json!({"amount": 1, "fulfillment_id": foreign}),
            "/fulfillment_id",
        ),
        (
            json!({"amount": 1, "fulfillment_id": "1"}),
            "/fulfillment_id",
        ),
        (
            json!({"amount": 1, "restock": [{"item_id": line, "quantity": 1}]}),
            "/restock/0/item_id",
        ),
        (
            json!({"amount": 1, "restock": [{"item_id": 1, "quantity": 0}]}),
            "/restock/0/quantity",
        ),
        (
            json!({"amount": 1, "restock": [{"item_id": 1}]}),
            "/restock/0/quantity",
        ),
        (json!({"amount": 1, "restock": {}}), "/restock"),
        (json!({"amount": 1, "currency": "USD"}), "/currency"),
    ] {
        refund(&shop, &order, body).expect_bad_field(pointer);
    }
    let most = json!({"amount": 9_223_372_036_854_775_807_i64});
    refund(&shop, &order, most).expect_problem(409, "not-refundable");
    assert_eq!(order.read(&shop)["refunded_total"], 0);
}
