//! Many at once: of those who want the same thing one gets it, and the shop stays whole.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    collections::BTreeMap,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use serde_json::{Value, json};
use support::{Reply, Shared};

static SHOP: Shared = Shared::new();

/// Calls from `count` threads at the same moment.
fn at_once(count: usize, call: impl Fn(usize) -> Reply + Sync) -> Vec<Reply> {
    let start = Barrier::new(count);
    thread::scope(|scope| {
        let calls: Vec<_> = (0..count)
            .map(|n| {
                let (start, call) = (&start, &call);
                scope.spawn(move || {
                    start.wait();
                    call(n)
                })
            })
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}

fn statuses(replies: &[Reply]) -> BTreeMap<u16, usize> {
    let mut counts = BTreeMap::new();
    for reply in replies {
        *counts.entry(reply.status).or_default() += 1;
    }
    counts
}

#[test]
fn of_sixteen_with_the_same_sku_one_is_made() {
    let shop = SHOP.get();
    let admin = shop.admin();
    for round in 0..5 {
        let replies = at_once(16, |n| {
            let made = admin.product(&format!("Raced {n}")).brand("Raced");
            made.sku(&format!("RACE-{round}")).send()
        });
        assert_eq!(statuses(&replies), BTreeMap::from([(201, 1), (409, 15)]));
        for reply in replies.iter().filter(|reply| reply.status == 409) {
            reply.expect_problem(409, "sku-taken");
        }
    }
    assert_eq!(shop.get("/api/products?brand=Raced").json()["total"], 5);
}

#[test]
fn of_those_who_read_the_same_state_one_changes_it() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Contended Mug").create();
    for _ in 0..10 {
        let etag = shop.get(&mug.path()).expect("etag").to_owned();
        let caller = admin.with("If-Match", &etag);
        let replies = at_once(8, |n| {
            caller.patch(&mug.path(), json!({"stock_quantity": 100 + n}))
        });
        let mut counts = statuses(&replies);
        // The one whose number stands there already changes nothing, and may pass as often.
        let passed = counts.remove(&200).unwrap_or_default();
        assert_eq!(counts, BTreeMap::from([(412, 8 - passed)]));
        assert!((1..=2).contains(&passed), "{passed} passed");
        let now = shop.get(&mug.path()).json();
        let winners = replies.iter().filter(|reply| reply.status == 200);
        assert!(
            winners
                .into_iter()
                .any(|reply| reply.json()["stock_quantity"] == now["stock_quantity"])
        );
    }
}

#[test]
fn equal_names_at_once_get_different_slugs() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let replies = at_once(16, |_| admin.product("Raced Twin").send());
    assert_eq!(statuses(&replies), BTreeMap::from([(201, 16)]));
    let slugs: std::collections::HashSet<String> = replies
        .iter()
        .map(|reply| reply.json()["slug"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(slugs.len(), 16);
    let replies = at_once(16, |_| {
        admin.product("Raced Slug").set("slug", "raced-slug").send()
    });
    assert_eq!(statuses(&replies), BTreeMap::from([(201, 1), (409, 15)]));
    let replies = at_once(8, |_| {
        admin.post("/api/categories", json!({"name": "Raced", "slug": "raced"}))
    });
    assert_eq!(statuses(&replies), BTreeMap::from([(201, 1), (409, 7)]));
}

#[test]
fn deleting_and_changing_meet_in_some_order() {
    let shop = SHOP.get();
    let admin = shop.admin();
    for _ in 0..10 {
        let mug = shop.product("Doomed Mug").create();
        let replies = at_once(6, |n| match n % 2 {
            0 => admin.delete(&mug.path()),
            _ => admin.patch(&mug.path(), json!({"price": n})),
        });
        let deleted = replies.iter().filter(|reply| reply.status == 204).count();
        assert_eq!(deleted, 1);
        assert!(
            replies
                .iter()
                .all(|reply| [200, 204, 404].contains(&reply.status))
        );
        shop.get(&mug.path()).expect_problem(404, "not-found");
    }
}

#[test]
fn one_bad_write_in_a_group_harms_no_other() {
    let shop = SHOP.get();
    let admin = shop.admin();
    shop.product("Grouped First").sku("GROUPED").create();
    let replies = at_once(24, |n| match n % 3 {
        0 => admin
            .product("Grouped")
            .brand("Grouped")
            .sku("GROUPED")
            .send(),
        1 => admin.product("Grouped").brand("Grouped").price(-1).send(),
        _ => admin.product("Grouped").brand("Grouped").send(),
    });
    assert_eq!(
        statuses(&replies),
        BTreeMap::from([(201, 8), (400, 8), (409, 8)])
    );
    assert_eq!(shop.get("/api/products?brand=Grouped").json()["total"], 8);
}

#[test]
fn readers_never_see_half_of_a_change() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let variants = |price: i64| {
        json!([
            {"price": price, "stock_quantity": price, "options": {"Size": "S"}},
            {"price": price, "stock_quantity": price, "options": {"Size": "M"}},
        ])
    };
    let rug = shop
        .product("Whole Rug")
        .brand("Whole")
        .variants(variants(1))
        .create();
    let whole = |product: &Value| {
        let price = product["price"].as_i64().unwrap();
        assert_eq!(product["stock_quantity"], 2 * price, "{product}");
        if let Some(variants) = product["variants"].as_array() {
            assert!(
                variants.iter().all(|variant| variant["price"] == price),
                "{product}"
            );
        }
    };
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for price in 2..80 {
                admin
                    .patch(&rug.path(), json!({"variants": variants(price)}))
                    .expect_status(200);
            }
            over.store(true, Ordering::Relaxed);
        });
        for _ in 0..3 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    whole(&shop.get(&rug.path()).expect_status(200).json());
                    whole(
                        &shop
                            .get("/api/products?brand=Whole")
                            .expect_status(200)
                            .json()["items"][0],
                    );
                }
            });
        }
    });
}

#[test]
fn a_hot_list_is_never_refused_while_the_catalogue_changes() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Mug of the Moment").brand("Hot").create();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for stock in 1..=60 {
                admin
                    .patch(&mug.path(), json!({"stock_quantity": stock}))
                    .expect_status(200);
            }
            done.store(true, Ordering::Release);
        });
        for _ in 0..32 {
            scope.spawn(|| {
                while !done.load(Ordering::Acquire) {
                    let page = shop.get("/api/products?brand=Hot&facets=true");
                    assert_eq!(page.expect_status(200).json()["total"], 1);
                }
            });
        }
    });
    let page = shop.get("/api/products?brand=Hot").json();
    assert_eq!(page["items"][0]["stock_quantity"], 60);
}
