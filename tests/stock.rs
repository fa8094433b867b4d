//! Stock: corrected, written down, and never off by one.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Barrier;

use serde_json::{Value, json};
use support::{Client, Folder, Reply, Shared, TestShop};

static SHOP: Shared = Shared::new();

fn adjust(admin: &Client, variant: i64, delta: i64) -> Reply {
    let body = json!({"variant_id": variant, "delta": delta, "reason": "counted"});
    admin.post("/api/admin/stock-adjustments", body)
}

/// The movements of a variant, the oldest first.
fn movements(admin: &Client, variant: i64) -> Vec<(String, i64)> {
    let list = admin.get(&format!(
        "/api/admin/stock-movements?limit=100&variant_id={variant}"
    ));
    let list = list.expect_status(200).json();
    assert_eq!(list["next_cursor"], Value::Null);
    let rows = list["items"].as_array().unwrap().iter().rev();
    rows.map(|row| {
        let reason = row["reason"].as_str().unwrap().to_owned();
        (reason, row["delta"].as_i64().unwrap())
    })
    .collect()
}

fn named(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    let owned = |(reason, delta): &(&str, i64)| ((*reason).to_owned(), *delta);
    expected.iter().map(owned).collect()
}

/// What a variant has, by `souk check` and by its row.
fn in_order(folder: &Folder) {
    let checked = folder.command(["check"]).expect_code(0);
    assert!(checked.stdout.contains("in order"), "{}", checked.stdout);
}

#[test]
fn every_way_to_change_stock_is_in_the_ledger() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let mug = shop.product("Ledger Mug").sku("LEDGER").stock(5).create();
    let variant = mug.variant_id;
    admin
        .patch(&mug.path(), json!({"stock_quantity": 8}))
        .expect_status(200);
    admin
        .patch(&mug.path(), json!({"name": "Ledger Mug II"}))
        .expect_status(200);
    let adjusted = adjust(&admin, variant, -3).expect_status(201);
    let expected =
        json!({"variant_id": variant, "delta": -3, "reason": "counted", "stock_quantity": 5});
    assert_eq!(adjusted.json(), expected);
    let file = shop.folder().file("import.csv");
    std::fs::write(
        &file,
        "sku,name,price,stock_quantity\nLEDGER,Ledger Mug,10.00,9\nNEW,New Mug,1.00,4\n",
    )
    .unwrap();
    shop.command(["import", file.to_str().unwrap()])
        .expect_code(0);
    let shown = shop.get(&mug.path()).json();
    assert_eq!(
        (&shown["stock_quantity"], &shown["in_stock"]),
        (&json!(9), &json!(true))
    );
    let expected = [
        ("opening", 5),
        ("edit", 3),
        ("adjustment", -3),
        ("import", 4),
    ];
    assert_eq!(movements(&admin, variant), named(&expected));
    let new = shop.get("/api/products?q=new").json()["items"][0]["id"].clone();
    let new = shop.get(&format!("/api/products/{new}")).json();
    let new = new["variants"][0]["id"].as_i64().unwrap();
    assert_eq!(movements(&admin, new), named(&[("opening", 4)]));

    // Variants that come and go.
    let two = json!({"variants": [
        {"id": variant, "options": {"Size": "S"}, "price": 100, "stock_quantity": 9},
        {"options": {"Size": "M"}, "price": 100, "stock_quantity": 2},
    ]});
    let with_two = admin.patch(&mug.path(), two).expect_status(200).json();
    let second = with_two["variants"][1]["id"].as_i64().unwrap();
    assert_eq!(movements(&admin, second), named(&[("opening", 2)]));
    let one = json!({"variants": [{"id": variant, "price": 100}]});
    admin.patch(&mug.path(), one).expect_status(200);
    assert_eq!(
        movements(&admin, second),
        named(&[("opening", 2), ("removed", -2)])
    );
    admin.delete(&mug.path()).expect_status(204);
    let whole = movements(&admin, variant);
    assert_eq!(whole.last(), Some(&("removed".to_owned(), -9)));
    assert_eq!(whole.iter().map(|(_, delta)| delta).sum::<i64>(), 0);
    in_order(&shop.stop());
}

#[test]
fn an_adjustment_is_refused_where_it_makes_no_sense() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Refused Mug").stock(5).create();
    let variant = mug.variant_id;
    let problem = adjust(&admin, variant, -6).expect_problem(409, "out-of-stock");
    assert_eq!(problem["available"], 5);
    adjust(&admin, variant, 999_996).expect_bad_field("/delta");
    adjust(&admin, 999_999, 1).expect_problem(404, "not-found");
    adjust(&admin, -1, 1).expect_problem(404, "not-found");
    let good = json!({"variant_id": variant, "delta": 1, "reason": "x"});
    let bad: &[(&str, Value)] = &[
        ("/delta", json!(0)),
        ("/delta", json!("1")),
        ("/delta", json!(1.5)),
        ("/delta", json!(null)),
        ("/delta", json!(i64::MAX)),
        ("/variant_id", json!("1")),
        ("/variant_id", json!(null)),
        ("/reason", json!("")),
        ("/reason", json!("  ")),
        ("/reason", json!(7)),
        ("/reason", json!(null)),
        ("/reason", json!("x".repeat(501))),
        ("/reason", json!("a\u{0}b")),
        ("/stock", json!(1)),
    ];
    for (pointer, value) in bad {
        let mut body = good.clone();
        body[&pointer[1..]] = value.clone();
        admin
            .post("/api/admin/stock-adjustments", body)
            .expect_bad_field(pointer);
    }
    let below = adjust(&admin, variant, i64::MIN);
    assert_eq!(below.status, 409);
    for missing in ["variant_id", "delta", "reason"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(missing);
        let refused = admin.post("/api/admin/stock-adjustments", body);
        refused.expect_bad_field(&format!("/{missing}"));
    }
    assert_eq!(movements(&admin, variant), named(&[("opening", 5)]));
    assert_eq!(shop.get(&mug.path()).json()["stock_quantity"], 5);
    // Down to nothing, and up again.
    let none = adjust(&admin, variant, -5).expect_status(201);
    assert_eq!(none.json()["stock_quantity"], 0);
    assert_eq!(shop.get(&mug.path()).json()["in_stock"], false);
    let names = shop.get("/api/products?in_stock=true&limit=100").names();
    assert!(!names.contains(&"Refused Mug".to_owned()));
    adjust(&admin, variant, 1).expect_status(201);
    assert_eq!(shop.get(&mug.path()).json()["in_stock"], true);
}

#[test]
fn an_adjustment_is_a_new_version_of_the_product() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Versioned Mug").stock(5).create();
    let tag = shop.get(&mug.path()).expect("etag").to_owned();
    adjust(&admin, mug.variant_id, 1).expect_status(201);
    assert_ne!(shop.get(&mug.path()).expect("etag"), tag);
    admin
        .with("If-Match", &tag)
        .patch(&mug.path(), json!({"stock_quantity": 5}))
        .expect_problem(412, "precondition-failed");
}

#[test]
fn of_many_who_take_at_once_none_takes_what_is_not_there() {
    let shop = SHOP.get();
    let admin = shop.admin();
    for _ in 0..5 {
        let mug = shop.product("Contended Mug").stock(10).create();
        let start = Barrier::new(24);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let calls: Vec<_> = (0..24)
                .map(|number| {
                    let (start, admin) = (&start, &admin);
                    scope.spawn(move || {
                        start.wait();
                        // Five put one in, nineteen take one out.
                        let delta = if number < 5 { 1 } else { -1 };
                        adjust(admin, mug.variant_id, delta).status
                    })
                })
                .collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let taken = statuses[5..]
            .iter()
            .filter(|status| **status == 201)
            .count();
        let refused = statuses[5..]
            .iter()
            .filter(|status| **status == 409)
            .count();
        assert_eq!(taken + refused, 19, "{statuses:?}");
        assert!(
            statuses[..5].iter().all(|status| *status == 201),
            "{statuses:?}"
        );
        let left = 15 - i64::try_from(taken).unwrap();
        assert!(
            (0..=5).contains(&left) && (taken == 15 || refused > 0),
            "{taken}"
        );
        let shown = shop.get(&mug.path()).json();
        assert_eq!(shown["stock_quantity"], left);
        assert_eq!(shown["in_stock"], left > 0);
        let moved: i64 = movements(&admin, mug.variant_id)
            .iter()
            .map(|(_, delta)| delta)
            .sum();
        assert_eq!(moved, left);
    }
    let checked = shop.command(["check"]).expect_code(0);
    assert!(checked.stdout.contains("in order"));
}

#[test]
fn a_repeated_adjustment_moves_once() {
    let shop = SHOP.get();
    let mug = shop.product("Repeated Mug").stock(5).create();
    let admin = shop.admin().with("Idempotency-Key", "adjust-once");
    for _ in 0..3 {
        let answer = adjust(&admin, mug.variant_id, -2).expect_status(201);
        assert_eq!(answer.json()["stock_quantity"], 3);
    }
    assert_eq!(shop.get(&mug.path()).json()["stock_quantity"], 3);
}

#[test]
fn the_ledger_is_walked_from_the_newest() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Walked Mug").stock(1).create();
    for _ in 0..6 {
        adjust(&admin, mug.variant_id, 1).expect_status(201);
    }
    let path = format!(
        "/api/admin/stock-movements?limit=3&variant_id={}",
        mug.variant_id
    );
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("{path}{cursor}"));
        let page = page.expect_header("cache-control", "no-store").json();
        assert_eq!(page["total"], 7);
        let rows = page["items"].as_array().unwrap();
        ids.extend(rows.iter().map(|row| row["id"].as_i64().unwrap()));
        assert!(rows.iter().all(|row| row["product_id"] == mug.id));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(ids.len(), 7);
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]));
    admin
        .get(&format!("/api/admin/stock-movements?limit=3{cursor}"))
        .expect_bad_parameter("cursor");
}

#[test]
fn the_check_names_a_ledger_that_does_not_add_up() {
    let shop = TestShop::start();
    let mug = shop.product("Broken Mug").stock(5).create();
    let folder = shop.stop();
    in_order(&folder);
    let db = rusqlite::Connection::open(folder.file("shop.db")).unwrap();
    db.execute("UPDATE stock_movements SET delta = 4", [])
        .unwrap();
    drop(db);
    let checked = folder.command(["check"]).expect_code(1);
    let named = format!(
        "variant {} has 5 in stock, and its movements add up to 4",
        mug.variant_id
    );
    assert!(checked.stdout.contains(&named), "{}", checked.stdout);
}
