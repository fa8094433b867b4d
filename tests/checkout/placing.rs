//! An order that is placed: its sums, its snapshot, its stock, its letter, its events.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{TestShop, eventually, parcel, parcel_but},
};

#[test]
fn a_guest_gets_an_order_and_the_secret_that_opens_it() {
    let shop = SHOP.get();
    let mug = shop.product("Placed Mug").price(1_999).stock(5).create();
    let rug = shop
        .seller("Placed Looms")
        .product("Placed Rug")
        .price(10_000)
        .create();
    let guest = shop.guest_with(&[(&mug, 2), (&rug, 1)]);
    let order = parcel_but(json!({"expected_total": 14_488, "note": " Ring twice "}));
    let placed = guest.check_out(order).expect_status(201);
    assert_eq!(placed.header("cache-control"), Some("no-store"));
    assert_eq!(placed.header("idempotency-replayed"), None);
    let body = placed.json();
    let number = |field: &str| body[field].as_i64().unwrap();
    assert_eq!(number("subtotal"), 13_998);
    assert_eq!(number("shipping_total"), 490);
    assert_eq!(number("total"), 14_488);
    assert_eq!(
        (
            &body["status"],
            &body["payment_method"],
            &body["email"],
            &body["note"]
        ),
        (
            &json!("pending_payment"),
            &json!("bank_transfer"),
            &json!("ada@example.org"),
            &json!("Ring twice")
        )
    );
    assert_eq!(body["items"].as_array().unwrap().len(), 2);
    let fulfillments = body["fulfillments"].as_array().unwrap();
    assert_eq!(fulfillments.len(), 2, "one a seller");
    assert_eq!(body["items"][0]["fulfillment_id"], fulfillments[0]["id"]);
    assert_eq!(fulfillments[1]["seller"]["name"], "Placed Looms");
    assert_eq!(body["history"].as_array().unwrap().len(), 1);
    let shown = body["number"].as_str().unwrap();
    assert!(
        shown.len() == 8 && shown.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{shown}"
    );
    let path = placed.expect("location");
    assert_eq!(
        path,
        format!("/api/orders/{}", body["id"].as_str().unwrap())
    );

    let secret = body["access_token"].as_str().unwrap();
    let opened = shop.guest().with("Order-Token", secret).get(path);
    let mut expected = body.clone();
    expected.as_object_mut().unwrap().remove("access_token");
    assert_eq!(opened.expect_status(200).json(), expected);
    for stranger in [
        shop.guest(),
        shop.guest().with("Order-Token", "x"),
        guest.clone(),
    ] {
        stranger.get(path).expect_problem(404, "not-found");
    }

    assert_eq!(shop.stock_of(&mug.path()), 3);
    assert_eq!(guest.cart()["items"], json!([]), "the cart is empty");
    assert!(guest.cart()["id"].is_string(), "and still theirs");
    guest.add(&mug, 1).expect_status(201);
}

#[test]
fn a_customer_has_it_among_their_orders() {
    let shop = SHOP.get();
    let mug = shop.product("Own Mug").create();
    let customer = shop.customer("own-order@example.org");
    customer.add(&mug, 1).expect_status(201);
    let placed = customer.check_out(parcel()).expect_status(201).json();
    assert_eq!(placed.get("access_token"), None);
    let own = customer.get("/api/orders").expect_status(200).json();
    assert_eq!(own["items"][0]["id"], placed["id"]);
    assert_eq!(customer.cart()["items"], json!([]));
    let path = format!("/api/orders/{}", placed["id"].as_str().unwrap());
    shop.customer("not-mine@example.org")
        .get(&path)
        .expect_problem(404, "not-found");
}

#[test]
fn what_is_paid_at_once_is_confirmed_with_an_invoice() {
    let shop = SHOP.get();
    let mug = shop.product("Dummy Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let placed = guest
        .check_out(parcel_but(json!({"payment_method": "dummy"})))
        .expect_status(201)
        .json();
    assert_eq!(placed["status"], "payment_confirmed");
    assert!(placed["invoice_number"].as_i64().unwrap() >= 1);
    assert_eq!(placed["expires_at"], Value::Null);
    let history = placed["history"].as_array().unwrap();
    let pair = |entry: &Value| (entry["status"].clone(), entry["by"].clone());
    assert_eq!(
        history.iter().map(pair).collect::<Vec<_>>(),
        [
            (json!("pending_payment"), json!("customer")),
            (json!("payment_confirmed"), json!("system"))
        ]
    );
}

#[test]
fn prices_are_read_again_and_the_snapshot_stays() {
    let shop = SHOP.get();
    let mug = shop
        .product("Snapshot Mug")
        .price(1_000)
        .sku("SNAP-1")
        .create();
    let guest = shop.guest_with(&[(&mug, 2)]);
    shop.admin()
        .patch(&mug.path(), json!({"price": 1_500}))
        .expect_status(200);
    let refused = guest.check_out(parcel_but(json!({"expected_total": 2_490})));
    let problem = refused.expect_problem(409, "cart-changed");
    assert_eq!(problem["cart"]["total"], 3_490);
    assert_eq!(problem["cart"]["warnings"][0]["code"], "price-changed");
    assert_eq!(shop.stock_of(&mug.path()), 10, "nothing was taken");
    let placed = guest
        .check_out(parcel_but(json!({"expected_total": 3_490})))
        .expect_status(201);
    let secret = placed.json()["access_token"].as_str().unwrap().to_owned();
    let path = placed.expect("location").to_owned();
    let look = || {
        let order = shop.guest().with("Order-Token", &secret).get(&path);
        order.expect_status(200).json()
    };
    let before = look();
    assert_eq!(before["items"][0]["unit_price"], 1_500);
    shop.admin()
        .patch(&mug.path(), json!({"name": "Another", "price": 9}))
        .expect_status(200);
    shop.admin().delete(&mug.path()).expect_status(204);
    assert_eq!(look(), before, "an order follows nothing");
    assert_eq!(before["items"][0]["sku"], "SNAP-1");
}

#[test]
fn discounts_tax_and_shipping_add_up_to_the_total() {
    let shop = TestShop::start();
    shop.sends_parcels();
    let admin = shop.admin();
    for (path, body) in [
        (
            "tax-rates",
            json!({"country": "DE", "rate": 0.19, "name": "MwSt", "applies_to_shipping": true}),
        ),
        (
            "coupons",
            json!({"code": "SEVEN", "kind": "percent", "value": 7}),
        ),
    ] {
        admin
            .post(&format!("/api/admin/{path}"), body)
            .expect_status(201);
    }
    let (one, two) = (
        shop.product("Sum One").price(333).create(),
        shop.product("Sum Two").price(1_001).create(),
    );
    for included in [true, false] {
        admin
            .patch(
                "/api/admin/settings",
                json!({"prices_include_tax": included}),
            )
            .expect_status(200);
        let guest = shop.guest_with(&[(&one, 3), (&two, 1)]);
        guest
            .post("/api/cart/coupons", json!({"code": "SEVEN"}))
            .expect_status(200);
        let quoted = guest
            .get("/api/cart?country=DE&shipping_method=standard")
            .expect_status(200)
            .json();
        let placed = guest
            .check_out(parcel_but(json!({"expected_total": quoted["total"]})))
            .expect_status(201)
            .json();
        let number = |field: &str| placed[field].as_i64().unwrap();
        assert_eq!((number("subtotal"), number("discount_total")), (2_000, 140));
        let on_top = if included { 0 } else { number("tax_total") };
        assert_eq!(number("total"), 2_000 - 140 + 490 + on_top);
        assert!(number("tax_total") > 0);
        let items = placed["items"].as_array().unwrap();
        let sum =
            |field: &str| -> i64 { items.iter().map(|item| item[field].as_i64().unwrap()).sum() };
        assert_eq!(sum("line_total"), 2_000);
        assert_eq!(sum("discount"), 140);
        assert_eq!(placed["coupons"][0]["code"], "SEVEN");
        assert_eq!(placed["coupons"][0]["amount"], 140);
        assert_eq!(guest.cart()["coupons"], json!([]));
    }
    shop.command(["check"]).expect_code(0);
}

#[test]
fn nothing_to_pay_is_paid() {
    let shop = SHOP.get();
    let file = shop
        .product("Free File")
        .price(0)
        .set("is_digital", true)
        .create();
    let guest = shop.guest_with(&[(&file, 1)]);
    let order = json!({"email": "ada@example.org", "payment_method": "bank_transfer"});
    let placed = guest.check_out(order).expect_status(201).json();
    assert_eq!(placed["total"], 0);
    assert_ne!(placed["status"], "pending_payment");
}

#[test]
fn a_letter_confirms_it() {
    let shop = SHOP.get();
    let mug = shop.product("Letter Mug").price(1_250).create();
    let guest = shop.guest_with(&[(&mug, 2)]);
    let order = parcel_but(json!({"email": "Letters@Example.org"}));
    let placed = guest.check_out(order).expect_status(201).json();
    assert_eq!(placed["email"], "letters@example.org");
    let number = placed["number"].as_str().unwrap();
    let (kind, subject, body): (String, String, String) = shop
        .file()
        .query_row(
            "SELECT kind, subject, body FROM outbox WHERE recipient = 'letters@example.org'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(kind, "order_confirmation");
    assert!(subject.contains(number), "{subject}");
    assert!(body.contains(number), "{body}");
    for (left, right) in [("2 × Letter Mug ", " 25.00 EUR"), ("Total ", " 29.90 EUR")] {
        let is_row = |line: &str| {
            line.starts_with(left) && line.ends_with(right) && line.chars().count() == 78
        };
        assert!(body.lines().any(is_row), "{left}: {body}");
    }
    assert!(body.ends_with("\n-- \nsouk\n"), "{body}");
}

#[test]
fn the_tracker_learns_what_was_bought_and_for_how_much() {
    let shop = TestShop::start();
    shop.sends_parcels();
    let (mug, rug) = (
        shop.product("Bought Mug").price(500).create(),
        shop.product("Bought Rug").price(7_000).create(),
    );
    let guest = shop.guest_with(&[(&mug, 3), (&rug, 1)]);
    guest.check_out(parcel()).expect_status(201);
    for (product, units, revenue) in [(&mug, 3, 1_500), (&rug, 1, 7_000)] {
        let metrics = format!("{}/metrics", product.path());
        eventually("the purchase", || {
            shop.admin()
                .post("/api/tracking/flush", json!({}))
                .expect_status(200);
            let seen = shop.admin().get(&metrics).expect_status(200).json();
            let found = (&seen["purchases"], &seen["units_sold"], &seen["revenue"]);
            (found == (&json!(1), &json!(units), &json!(revenue))).then_some(())
        });
    }
}
