//! Where an order may go, and what happens on the way.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{TestOrder, TestShop},
};

const ALL: [&str; 8] = [
    "pending_payment",
    "payment_confirmed",
    "awaiting_shipment",
    "shipped",
    "delivered",
    "cancelled",
    "return_requested",
    "refunded",
];

/// Each status with the way to it, and where an admin may go from there.
const LIFE: [(&str, &[&str], &[&str]); 8] = [
    ("pending_payment", &[], &["payment_confirmed", "cancelled"]),
    (
        "payment_confirmed",
        &["payment_confirmed"],
        &["awaiting_shipment", "cancelled"],
    ),
    (
        "awaiting_shipment",
        &["payment_confirmed", "awaiting_shipment"],
        &["shipped", "cancelled"],
    ),
    (
        "shipped",
        &["payment_confirmed", "awaiting_shipment", "shipped"],
        &["delivered"],
    ),
    (
        "delivered",
        &[
            "payment_confirmed",
            "awaiting_shipment",
            "shipped",
            "delivered",
        ],
        &["return_requested", "refunded"],
    ),
    ("cancelled", &["cancelled"], &[]),
    (
        "return_requested",
        &[
            "payment_confirmed",
            "awaiting_shipment",
            "shipped",
            "delivered",
            "return_requested",
        ],
        &["delivered", "refunded"],
    ),
    (
        "refunded",
        &[
            "payment_confirmed",
            "awaiting_shipment",
            "shipped",
            "delivered",
            "return_requested",
            "refunded",
        ],
        &[],
    ),
];

fn placed(shop: &TestShop) -> TestOrder {
    let mug = shop.product("Moving Mug").create();
    shop.order(&[(&mug, 2)]).place()
}

#[test]
fn every_step_that_is_not_in_the_table_is_refused_and_names_those_that_are() {
    let shop = SHOP.get();
    for (status, way, open) in LIFE {
        let order = placed(&shop);
        order.advance(&shop, way);
        assert_eq!(order.status(&shop), status);
        let path = format!("{}/transitions", order.admin_path());
        let before = order.read(&shop);
        for to in ALL.iter().filter(|to| !open.contains(to)) {
            let reply = shop.admin().post(&path, json!({"to": to}));
            let problem = reply.expect_problem(409, "invalid-transition");
            assert_eq!(problem["from"], status);
            let named: Vec<&str> = problem["allowed"]
                .as_array()
                .unwrap()
                .iter()
                .map(|to| to.as_str().unwrap())
                .collect();
            assert_eq!(named, open, "{status} → {to}");
        }
        assert_eq!(order.read(&shop), before, "refusals change nothing");
        for to in open {
            let order = placed(&shop);
            order.advance(&shop, way).advance(&shop, &[*to]);
            assert_eq!(order.status(&shop), *to);
        }
    }
}

#[test]
fn a_life_is_written_down_with_who_and_why() {
    let shop = SHOP.get();
    let order = placed(&shop);
    let path = format!("{}/transitions", order.admin_path());
    let step = json!({"to": "payment_confirmed", "note": "  The transfer came \n"});
    let paid = shop.admin().post(&path, step).expect_status(200);
    let paid = paid.expect_header("cache-control", "no-store").json();
    assert_eq!(
        paid["expires_at"],
        Value::Null,
        "what is paid expires no more"
    );
    assert!(paid["invoice_number"].as_i64().unwrap() >= 1);
    order.advance(&shop, &["awaiting_shipment", "shipped", "delivered"]);
    let shown = order.read(&shop);
    let history: Vec<_> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["status"].as_str().unwrap(),
                entry["by"].as_str().unwrap(),
                entry["note"].clone(),
            )
        })
        .collect();
    assert_eq!(
        history,
        [
            ("pending_payment", "customer", Value::Null),
            ("payment_confirmed", "admin", json!("The transfer came")),
            ("awaiting_shipment", "admin", Value::Null),
            ("shipped", "admin", Value::Null),
            ("delivered", "admin", Value::Null),
        ]
    );
    let part = &shown["fulfillments"][0];
    assert_eq!(part["status"], "delivered");
    assert!(part["shipped_at"].is_string() && part["delivered_at"].is_string());
    assert_eq!(order.letters(&shop), ["order_shipped"]);
    let audited = format!(
        "SELECT count(*) FROM audit_log WHERE action = 'transition' AND subject = 'order {}'",
        order.number
    );
    assert_eq!(shop.count(&audited), 4);
}

#[test]
fn cancelling_an_unpaid_order_puts_its_stock_back() {
    let shop = SHOP.get();
    let mug = shop.product("Cancelled Mug").stock(5).create();
    let order = shop.order(&[(&mug, 3)]).place();
    assert_eq!(shop.stock(&mug), 2);
    let guest = order.guest(&shop);
    let cancel = format!("{}/cancel", order.path());
    let cancelled = guest
        .post(&cancel, json!({"reason": "Ordered twice"}))
        .expect_status(200)
        .json();
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(cancelled["fulfillments"][0]["status"], "cancelled");
    assert_eq!(cancelled["refunded_total"], 0);
    assert_eq!(cancelled["history"][1]["note"], "Ordered twice");
    assert_eq!(cancelled["history"][1]["by"], "customer");
    assert_eq!(shop.stock(&mug), 5);
    assert_eq!(shop.get(&mug.path()).json()["stock_quantity"], 5);
    assert_eq!(order.letters(&shop), ["order_cancelled"]);
    guest
        .post(&cancel, json!({}))
        .expect_problem(409, "invalid-transition");
    assert_eq!(shop.stock(&mug), 5, "once");
}

#[test]
fn cancelling_a_paid_order_gives_the_money_back() {
    let shop = SHOP.get();
    let mug = shop.product("Paid Mug").stock(5).create();
    let ada = shop.customer("moving-ada@example.org");
    let order = shop.order(&[(&mug, 5)]).by(&ada).place();
    order.advance(&shop, &["payment_confirmed", "awaiting_shipment"]);
    assert_eq!(shop.get(&mug.path()).json()["in_stock"], false);
    // Nothing but the path: a body says nothing that is needed.
    let reply = ada.send("POST", &format!("{}/cancel", order.path()), None);
    let cancelled = reply.expect_status(200).json();
    assert_eq!(cancelled["refunded_total"], cancelled["total"]);
    assert_eq!(cancelled["refunds"][0]["amount"], cancelled["total"]);
    assert!(
        cancelled["invoice_number"].is_i64(),
        "a number is not taken back"
    );
    assert_eq!(shop.get(&mug.path()).json()["in_stock"], true);
    assert_eq!(shop.stock(&mug), 5);
}

#[test]
fn what_was_sent_is_not_cancelled() {
    let shop = SHOP.get();
    let mug = shop.product("Sent Mug").stock(5).create();
    let order = shop.order(&[(&mug, 1)]).place();
    order.advance(
        &shop,
        &["payment_confirmed", "awaiting_shipment", "shipped"],
    );
    let cancel = format!("{}/cancel", order.path());
    for _ in 0..2 {
        let refused = order.guest(&shop).post(&cancel, json!({}));
        refused.expect_problem(409, "invalid-transition");
    }
    assert_eq!(
        (shop.stock(&mug), order.status(&shop).as_str()),
        (4, "shipped")
    );
}

#[test]
fn a_cancelled_order_lets_its_coupon_be_used_again() {
    let shop = SHOP.get();
    let order = placed(&shop);
    let db = shop.file();
    let id: uuid::Uuid = order.id.parse().unwrap();
    db.execute_batch(
        "INSERT INTO coupons (code, kind, value, usage_limit, used_count, created_at, updated_at)
         VALUES ('FREED', 'fixed', 1, 1, 1, 0, 0)",
    )
    .unwrap();
    let coupon = db.last_insert_rowid();
    let usage = "INSERT INTO coupon_uses (coupon_id, order_id, customer) VALUES (?1, ?2, ?3)";
    for customer in ["ada@example.org", "an account"] {
        db.execute(usage, rusqlite::params![coupon, id, customer])
            .unwrap();
    }
    order.advance(&shop, &["cancelled"]);
    assert_eq!(
        shop.count("SELECT used_count FROM coupons WHERE code = 'FREED'"),
        0
    );
    assert_eq!(
        shop.count(&format!(
            "SELECT count(*) FROM coupon_uses WHERE coupon_id = {coupon}"
        )),
        0
    );
}

#[test]
fn an_order_without_a_parcel_is_delivered_when_it_is_paid() {
    let shop = SHOP.get();
    let book = shop.product("E-Book").set("is_digital", true).create();
    let order = shop.order(&[(&book, 1)]).place();
    let path = format!("{}/transitions", order.admin_path());
    let paid = shop
        .admin()
        .post(&path, json!({"to": "payment_confirmed"}))
        .expect_status(200)
        .json();
    assert_eq!(paid["status"], "delivered");
    let history = paid["history"].as_array().unwrap();
    let named: Vec<_> = history
        .iter()
        .map(|entry| (&entry["status"], &entry["by"]))
        .collect();
    assert_eq!(named[1], (&json!("payment_confirmed"), &json!("admin")));
    assert_eq!(named[2], (&json!("delivered"), &json!("system")));
    // A mug beside it still needs a parcel.
    let mug = shop.product("Mug beside").create();
    let order = shop.order(&[(&book, 1), (&mug, 1)]).place();
    order.advance(&shop, &["payment_confirmed"]);
    assert_eq!(order.status(&shop), "payment_confirmed");
}

#[test]
fn bad_steps_are_named() {
    let shop = SHOP.get();
    let order = placed(&shop);
    let path = format!("{}/transitions", order.admin_path());
    let long = "x".repeat(2_001);
    for (body, pointer) in [
        (json!({}), "/to"),
        (json!({"to": null}), "/to"),
        (json!({"to": 1}), "/to"),
        (json!({"to": ""}), "/to"),
        (json!({"to": "Shipped"}), "/to"),
        (json!({"to": "paid"}), "/to"),
        (json!({"to": ["shipped"]}), "/to"),
        (json!({"to": "payment_confirmed", "note": 1}), "/note"),
        (json!({"to": "payment_confirmed", "note": long}), "/note"),
        (
            json!({"to": "payment_confirmed", "note": "a\u{0}b"}),
            "/note",
        ),
        (json!({"to": "payment_confirmed", "by": "system"}), "/by"),
        (
            json!({"to": "payment_confirmed", "from": "shipped"}),
            "/from",
        ),
    ] {
        shop.admin().post(&path, &body).expect_bad_field(pointer);
    }
    shop.admin()
        .post_text(&path, r#"{"to":"cancelled","to":"cancelled"}"#)
        .expect_bad_field("/to");
    shop.admin()
        .post_text(&path, "[]")
        .expect_problem(400, "invalid-fields");
    shop.admin()
        .post_text(&path, "")
        .expect_problem(400, "invalid-body");
    let text = shop
        .admin()
        .send("POST", &path, Some(("text/plain", b"{}".to_vec())));
    text.expect_problem(415, "unsupported-media-type");
    let cancel = format!("{}/cancel", order.path());
    let guest = order.guest(&shop);
    for (body, pointer) in [
        (json!({"reason": 1}), "/reason"),
        (json!({"reason": "x".repeat(2_001)}), "/reason"),
        (json!({"status": "refunded"}), "/status"),
    ] {
        guest.post(&cancel, &body).expect_bad_field(pointer);
    }
    guest
        .post_text(&cancel, "nonsense")
        .expect_problem(400, "invalid-body");
    guest
        .send("POST", &cancel, Some(("text/plain", b"x".to_vec())))
        .expect_problem(415, "unsupported-media-type");
    assert_eq!(order.status(&shop), "pending_payment");
}

#[test]
fn a_repeated_step_with_a_key_is_taken_once() {
    let shop = SHOP.get();
    let order = placed(&shop);
    let path = format!("{}/transitions", order.admin_path());
    let admin = shop.admin().with("Idempotency-Key", &order.id);
    let step = json!({"to": "payment_confirmed"});
    let first = admin.post(&path, &step).expect_status(200);
    let second = admin.post(&path, &step).expect_status(200);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, second.body);
    // Another guest's key on the same path is another key.
    let cancel = format!("{}/cancel", order.path());
    let guest = order.guest(&shop).with("Idempotency-Key", &order.id);
    guest.post(&cancel, json!({})).expect_status(200);
    let other = shop
        .guest()
        .with("Order-Token", "other")
        .with("Idempotency-Key", &order.id);
    other
        .post(&cancel, json!({}))
        .expect_problem(404, "not-found");
}
