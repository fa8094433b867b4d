//! What an approved seller does with a login: sell, fulfil, read the own numbers and the statement.

use serde_json::{Value, json};

use crate::{SHOP, Stall, support::TestShop};

/// The month that an answer's instant is in.
fn month_of(shop: &TestShop, order: &crate::support::TestOrder) -> String {
    let read = order.read(shop);
    let at = read["fulfillments"][0]["delivered_at"].as_str().unwrap();
    at[..7].to_owned()
}

#[test]
fn a_statement_has_the_commission_that_an_administrator_set() {
    let shop = SHOP.get();
    let stall = Stall::open(&shop, "Earning Looms");
    stall.decide(&shop, json!({"commission": 0.15}));
    let rug = stall
        .login
        .product("Earning Rug")
        .price(10_000)
        .stock(9)
        .create();
    let order = shop.order(&[(&rug, 2)]).shipping(0).place();
    order.advance(&shop, &["payment_confirmed"]);
    // The rate of when it was paid holds.
    stall.decide(&shop, json!({"commission": 0.5}));
    let list = stall
        .login
        .get("/api/seller/orders")
        .expect_status(200)
        .json();
    assert_eq!(list["items"][0]["id"], order.id.as_str());
    let [part] = order.fulfillments(&shop)[..] else {
        panic!("one fulfilment")
    };
    let parcel = json!({"carrier": "DHL", "tracking_number": "1"});
    let path = |step: &str| format!("/api/seller/fulfillments/{part}/{step}");
    stall.login.post(&path("ship"), parcel).expect_status(200);
    stall
        .login
        .send("POST", &path("deliver"), None)
        .expect_status(200);
    let month = month_of(&shop, &order);
    let statement = stall
        .login
        .get(&format!("/api/seller/statements?month={month}"))
        .expect_status(200)
        .json();
    assert_eq!(statement["seller"]["slug"], "earning-looms");
    let gross = statement["gross"].as_i64().unwrap();
    assert!(gross >= 20_000, "{statement}");
    assert_eq!(statement["commission"], gross * 15 / 100, "{statement}");
    assert_eq!(statement["net"], gross - gross * 15 / 100, "{statement}");
    let other = Stall::open(&shop, "Earning Pots");
    let theirs = format!("/api/seller/statements?month={month}&seller=earning-looms");
    other.login.get(&theirs).expect_problem(404, "not-found");
    let nobodys = format!("/api/seller/statements?month={month}&seller=no-such-looms");
    other.login.get(&nobodys).expect_problem(404, "not-found");
    shop.admin().get(&theirs).expect_status(200);
    other
        .login
        .post(
            &path("ship"),
            json!({"carrier": "x", "tracking_number": "1"}),
        )
        .expect_problem(404, "not-found");
}

#[test]
fn numbers_are_of_the_own_products() {
    let shop = SHOP.get();
    let stall = Stall::open(&shop, "Measured Looms");
    let rug = stall.login.product("Measured Rug").create();
    let other = shop
        .seller("Measured Pots")
        .product("Measured Pot")
        .create();
    for _ in 0..2 {
        shop.get(&rug.path()).expect_status(200);
        shop.get(&other.path()).expect_status(200);
    }
    let clicks = json!({"events": [
        {"action": "click", "product_id": rug.body["id"]},
        {"action": "click", "product_id": other.body["id"]},
    ]});
    shop.guest().post("/api/events", clicks).expect_status(202);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let own = stall
        .login
        .get(&format!("{}/metrics", rug.path()))
        .expect_status(200)
        .json();
    assert_eq!(own["clicks"], 1, "{own}");
    stall
        .login
        .get(&format!("{}/metrics", other.path()))
        .expect_problem(404, "not-found");
    let top = stall
        .login
        .get("/api/analytics/top")
        .expect_status(200)
        .json();
    let names: Vec<&Value> = top["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert!(!names.contains(&&json!("Measured Pot")), "{top}");
    for route in ["summary", "timeseries", "funnel", "carts"] {
        let reply = stall.login.get(&format!("/api/analytics/{route}"));
        assert!(
            [200, 403].contains(&reply.status),
            "{route}: {}",
            reply.text()
        );
    }
    let summary = stall
        .login
        .get("/api/analytics/summary")
        .expect_status(200)
        .json();
    assert_eq!(summary["clicks"], 1, "{summary}");
    // Searches are the shop's.
    stall
        .login
        .get("/api/analytics/live")
        .expect_problem(403, "forbidden");
    let customer = shop.customer("measuring@example.org");
    customer
        .get("/api/analytics/summary")
        .expect_problem(403, "forbidden");
}
