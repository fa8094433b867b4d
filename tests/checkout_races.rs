//! Races of checkouts, with real threads over HTTP: nothing is sold twice, whatever happens at once.

#![allow(clippy::unwrap_used)]

mod support;

use std::{sync::Barrier, thread};

use serde_json::json;
use support::{Client, Reply, Shared, TestShop, fresh_key, parcel};

static SHOP: Shared = Shared::filled(TestShop::sends_parcels);

/// Runs `work` in so many threads: each gets ready, all begin at once.
fn at_once<R: Send, T: Send>(
    threads: usize,
    ready: impl Fn(usize) -> R + Sync,
    work: impl Fn(R) -> T + Sync,
) -> Vec<T> {
    let barrier = Barrier::new(threads);
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                let (barrier, ready, work) = (&barrier, &ready, &work);
                scope.spawn(move || {
                    let ready = ready(thread);
                    barrier.wait();
                    work(ready)
                })
            })
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn count(replies: &[Reply], status: u16) -> usize {
    replies
        .iter()
        .filter(|reply| reply.status == status)
        .count()
}

#[test]
fn ten_of_two_hundred_buyers_get_the_last_ten() {
    const ROUNDS: usize = 20;
    const BUYERS: usize = 200;
    let shop = SHOP.get();
    for round in 0..ROUNDS {
        let mug = shop
            .product(&format!("Raced Mug {round}"))
            .stock(10)
            .create();
        let replies = at_once(
            BUYERS,
            |_| shop.guest_with(&[(&mug, 1)]),
            |guest: Client| guest.check_out(parcel()),
        );
        assert_eq!(count(&replies, 201), 10, "round {round}");
        for reply in replies.iter().filter(|reply| reply.status != 201) {
            let problem = reply.expect_problem(409, "out-of-stock");
            assert_eq!(problem["errors"][0]["available"], 0);
        }
        assert_eq!(shop.stock_of(&mug.path()), 0);
    }
    shop.command(["check"]).expect_code(0);
}

#[test]
fn lines_of_several_products_are_taken_together_or_not_at_all() {
    let shop = SHOP.get();
    let (mug, rug) = (
        shop.product("Paired Mug").stock(30).create(),
        shop.product("Paired Rug").stock(20).create(),
    );
    let replies = at_once(
        40,
        |_| shop.guest_with(&[(&mug, 2), (&rug, 1)]),
        |guest: Client| guest.check_out(parcel()),
    );
    assert_eq!(count(&replies, 201), 15);
    assert_eq!(count(&replies, 409), 25);
    assert_eq!(shop.stock_of(&mug.path()), 0);
    assert_eq!(shop.stock_of(&rug.path()), 5);
}

#[test]
fn one_key_fifty_times_is_one_order_and_fifty_equal_answers() {
    let shop = SHOP.get();
    let mug = shop.product("Keyed Race Mug").stock(50).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let key = fresh_key();
    // Who asks while the first one runs waits for the writer, so there is no 409 to try again after.
    let replies = at_once(50, |_| (), |()| guest.check_out_as(&key, parcel()));
    assert_eq!(count(&replies, 201), 50);
    let first: Vec<_> = replies
        .iter()
        .filter(|reply| reply.header("idempotency-replayed").is_none())
        .collect();
    assert_eq!(first.len(), 1);
    for reply in &replies {
        assert_eq!(reply.body, first[0].body);
        assert_eq!(reply.expect("location"), first[0].expect("location"));
    }
    assert_eq!(shop.stock_of(&mug.path()), 49);
}

#[test]
fn one_cart_under_fifty_keys_is_one_order() {
    let shop = SHOP.get();
    let mug = shop.product("Many Keys Mug").stock(50).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let replies = at_once(50, |_| (), |()| guest.check_out(parcel()));
    assert_eq!(count(&replies, 201), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        reply.expect_problem(409, "empty-cart");
    }
    assert_eq!(shop.stock_of(&mug.path()), 49);
}

#[test]
fn a_coupon_for_one_is_used_by_one_of_fifty() {
    let shop = SHOP.get();
    let mug = shop.product("Coupon Race Mug").stock(50).create();
    let coupon = json!({"code": "FIRST", "kind": "fixed", "value": 100, "usage_limit": 1});
    shop.admin()
        .post("/api/admin/coupons", coupon)
        .expect_status(201);
    let with_coupon = |_| {
        let guest = shop.guest_with(&[(&mug, 1)]);
        guest
            .post("/api/cart/coupons", json!({"code": "FIRST"}))
            .expect_status(200);
        guest
    };
    let replies = at_once(50, with_coupon, |guest: Client| guest.check_out(parcel()));
    assert_eq!(count(&replies, 201), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        reply.expect_problem(409, "coupon-unavailable");
    }
    assert_eq!(shop.stock_of(&mug.path()), 49);
}

#[test]
fn many_additions_to_one_cart_all_count() {
    let shop = SHOP.get();
    let mug = shop.product("Shared Cart Mug").stock(40).create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let replies = at_once(60, |_| (), |()| guest.add(&mug, 1));
    assert_eq!(count(&replies, 200), 39);
    assert_eq!(count(&replies, 409), 21);
    assert_eq!(guest.cart()["item_count"], 40);
}
