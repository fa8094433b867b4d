//! Whole lives of orders that a real checkout placed.

use serde_json::{Value, json};

use crate::support::{Client, TestShop, parcel_but};

/// A shop that sends parcels for 4.90, takes dummy payments, and has a coupon of ten percent for one use.
fn shop() -> TestShop {
    let shop = TestShop::start();
    shop.file()
        .execute_batch(
            "INSERT INTO shipping_methods (code, name, countries, price) VALUES ('standard', 'Standard', '[]', 490);
             INSERT OR REPLACE INTO settings (key, value)
             VALUES ('payment_methods', '[\"bank_transfer\", \"dummy\"]'), ('order_expiry_hours', '3');
             INSERT INTO coupons (code, kind, value, usage_limit, created_at, updated_at)
             VALUES ('TENTH', 'percent', 10, 1, 0, 0);",
        )
        .unwrap();
    shop
}

fn ship(seller: &Client, part: &Value) {
    let parcel = json!({"carrier": "Post", "tracking_number": "42"});
    let path = format!("/api/seller/fulfillments/{part}/ship");
    seller.post(&path, parcel).expect_status(200);
}

#[test]
fn a_guests_order_of_two_sellers_is_sent_returned_and_refunded() {
    let shop = shop();
    let (looms, pots) = (shop.seller("Whole Looms"), shop.seller("Whole Pots"));
    let rug = looms.product("Whole Rug").price(10_000).create();
    let pot = pots.product("Whole Pot").price(2_500).create();
    let book = pots
        .product("Whole E-Book")
        .price(999)
        .set("is_digital", true)
        .create();
    let guest = shop.guest_with(&[(&rug, 1), (&pot, 2), (&book, 1)]);
    guest
        .post("/api/cart/coupons", json!({"code": "TENTH"}))
        .expect_status(200);
    let placed = guest.check_out(parcel_but(json!({}))).expect_status(201);
    let order = placed.json();
    let path = placed.expect("location").to_owned();
    assert_eq!(order["total"], 15_999 - 1_600 + 490);
    let holder = shop
        .guest()
        .with("Order-Token", order["access_token"].as_str().unwrap());
    let read = || holder.get(&path).expect_status(200).json();
    let mut same = order.clone();
    same.as_object_mut().unwrap().remove("access_token");
    assert_eq!(read(), same, "what the checkout answers is what is read");
    shop.guest().get(&path).expect_problem(404, "not-found");

    let admin = shop.admin();
    let transitions = format!(
        "/api/admin{}/transitions",
        path.strip_prefix("/api").unwrap()
    );
    let step = |to: &str| {
        admin
            .post(&transitions, json!({"to": to}))
            .expect_status(200)
            .json()
    };
    let paid = step("payment_confirmed");
    assert_eq!(
        (&paid["status"], &paid["invoice_number"]),
        (&json!("payment_confirmed"), &json!(1))
    );
    let parts: Vec<&Value> = paid["fulfillments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| &part["id"])
        .collect();
    assert_eq!(parts.len(), 2);
    let theirs = pots.get("/api/seller/orders").json();
    let lines = theirs["items"][0]["items"].as_array().unwrap();
    assert_eq!(lines.len(), 2, "the pots and the book");
    ship(&looms, parts[0]);
    ship(&pots, parts[1]);
    assert_eq!(read()["status"], "shipped");
    for (seller, part) in [(&looms, parts[0]), (&pots, parts[1])] {
        let path = format!("/api/seller/fulfillments/{part}/deliver");
        seller.send("POST", &path, None).expect_status(200);
    }
    assert_eq!(read()["status"], "delivered");
    holder
        .post(
            &format!("{path}/return-request"),
            json!({"reason": "Too large"}),
        )
        .expect_status(200);
    let refunded = step("refunded");
    assert_eq!(refunded["refunded_total"], refunded["total"]);
    assert_eq!(
        (shop.stock(&rug), shop.stock(&pot), shop.stock(&book)),
        (10, 10, 9),
        "a book is not sent back"
    );
    let month = refunded["updated_at"].as_str().unwrap()[..7].to_owned();
    for seller in [&looms, &pots] {
        let statement = seller
            .get(&format!("/api/seller/statements?month={month}"))
            .json();
        assert_eq!(statement["items"].as_array().unwrap().len(), 2);
        assert_eq!(
            (&statement["net"], &statement["gross"]),
            (&json!(0), &statement["refunds"])
        );
    }
    let html = holder
        .get(&format!("{path}/invoice"))
        .expect_status(200)
        .text();
    assert!(
        html.contains("Whole Rug") && html.contains("TENTH"),
        "{html}"
    );
    shop.command(["check"]).expect_code(0);
}

#[test]
fn a_coupon_of_a_cancelled_order_is_used_again() {
    let shop = shop();
    let mug = shop.product("Coupon Mug").create();
    let buy = || {
        let guest = shop.guest_with(&[(&mug, 1)]);
        guest.post("/api/cart/coupons", json!({"code": "TENTH"}));
        let placed = guest
            .check_out(parcel_but(json!({})))
            .expect_status(201)
            .json();
        let token = placed["access_token"].as_str().unwrap().to_owned();
        (placed, shop.guest().with("Order-Token", &token))
    };
    let used = || shop.count("SELECT used_count FROM coupons");
    let (first, holder) = buy();
    assert_eq!((&first["discount_total"], used()), (&json!(100), 1));
    let path = format!("/api/orders/{}/cancel", first["id"].as_str().unwrap());
    holder.post(&path, json!({})).expect_status(200);
    assert_eq!(used(), 0);
    let (second, _) = buy();
    assert_eq!((&second["discount_total"], used()), (&json!(100), 1));
    assert_eq!(shop.stock(&mug), 9);
}

#[test]
fn a_customers_order_is_in_the_list_and_expires_as_the_settings_say() {
    let shop = shop();
    let mug = shop.product("Customer Mug").create();
    let ada = shop.customer("whole-ada@example.org");
    ada.add(&mug, 2).expect_status(201);
    let placed = ada
        .check_out(parcel_but(json!({})))
        .expect_status(201)
        .json();
    assert_eq!(placed.get("access_token"), None, "an account needs none");
    let list = ada.get("/api/orders").json();
    assert_eq!((&list["total"], &list["items"][0]), (&json!(1), &placed));
    let hours = "SELECT (expires_at - created_at) / 3600000 FROM orders";
    assert_eq!(shop.count(hours), 3);
}

#[test]
fn what_is_paid_at_once_and_needs_no_parcel_is_delivered_at_once() {
    let shop = shop();
    let book = shop
        .product("Dummy E-Book")
        .set("is_digital", true)
        .create();
    let guest = shop.guest_with(&[(&book, 1)]);
    let order = parcel_but(
        json!({"shipping_address": null, "shipping_method": null, "payment_method": "dummy"}),
    );
    let placed = guest.check_out(order).expect_status(201).json();
    assert_eq!(placed["status"], "delivered");
    assert_eq!(placed["fulfillments"][0]["status"], "delivered");
    assert_eq!(placed["invoice_number"], 1);
    let statuses: Vec<&Value> = placed["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["status"])
        .collect();
    assert_eq!(
        statuses,
        ["pending_payment", "payment_confirmed", "delivered"]
    );
}
