//! kill -9 in the middle of checkouts: what was acknowledged is there, nothing is half, and who asks again
//! gets the one order.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use support::{Client, TestProduct, TestShop, fresh_key, parcel};

const ROUNDS: u32 = 20;
const BUYERS: usize = 6;
const STOCK: i64 = 100_000;

/// A checkout that was begun: by which cart, under which key, and the order where it was answered.
struct Begun {
    cart: String,
    key: String,
    order: Option<String>,
}

/// Buys one mug after the other until the shop is gone.
fn buy(shop: &Client, mug: &TestProduct, begun: &Mutex<Vec<Begun>>, over: &AtomicBool) {
    let item = serde_json::json!({"product_id": mug.id}).to_string();
    let send = |client: &Client, path: &str, body: &str| {
        let body = ("application/json", body.as_bytes().to_vec());
        client.try_send("POST", path, Some(body)).ok()
    };
    while !over.load(Ordering::Relaxed) {
        let Some(made) = send(shop, "/api/cart/items", &item) else {
            return;
        };
        let (cart, key) = (made.expect("cart-token").to_owned(), fresh_key());
        let guest = shop.with("Cart-Token", &cart).with("Idempotency-Key", &key);
        let answer = send(&guest, "/api/checkout", &parcel().to_string());
        let order = answer.map(|reply| {
            let order = reply.expect_status(201).json();
            order["id"].as_str().unwrap().to_owned()
        });
        let ended = order.is_none();
        begun.lock().unwrap().push(Begun { cart, key, order });
        if ended {
            return;
        }
    }
}

#[test]
fn every_acknowledged_order_survives_and_none_is_half() {
    let mut shop = TestShop::start();
    shop.sends_parcels();
    let admin = shop.token(&["--role", "admin"]);
    let mug = shop.product("Crashed Mug").stock(STOCK).create();
    let mut orders = 0;
    for round in 0..ROUNDS {
        let (begun, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        let folder = thread::scope(|scope| {
            let guest = shop.guest();
            for _ in 0..BUYERS {
                let (guest, mug, begun, over) = (guest.clone(), &mug, &begun, &over);
                scope.spawn(move || buy(&guest, mug, begun, over));
            }
            // A different moment each round; what it meets is the point, not how long it takes.
            thread::sleep(Duration::from_millis(40 + u64::from(round) * 7));
            let folder = shop.kill();
            over.store(true, Ordering::Relaxed);
            folder
        });
        folder.command(["check"]).expect_code(0);
        shop = TestShop::options().on(folder).start();
        let begun = begun.into_inner().unwrap();
        for one in &begun {
            // Whether it was answered or not: asking again gives the one order.
            let again = shop
                .guest()
                .with("Cart-Token", &one.cart)
                .check_out_as(&one.key, parcel())
                .expect_status(201);
            let body = again.json();
            if let Some(order) = &one.order {
                assert_eq!(body["id"], order.as_str(), "round {round}");
                assert_eq!(again.header("idempotency-replayed"), Some("true"));
            }
            assert_eq!(body["items"].as_array().unwrap().len(), 1);
            assert_eq!(body["total"], 1_490);
        }
        orders += i64::try_from(begun.len()).unwrap();
        let list = shop.guest().bearer(&admin).get("/api/admin/orders?limit=1");
        assert_eq!(list.expect_status(200).json()["total"], orders);
        assert_eq!(shop.stock_of(&mug.path()), STOCK - orders, "round {round}");
    }
    assert!(orders > i64::from(ROUNDS), "only {orders} orders were made");
    shop.stop().command(["check"]).expect_code(0);
}
