//! Many at once: stock goes back once, a parcel is not cancelled, invoices have no gap.

use std::{collections::BTreeSet, thread};

use serde_json::json;

use crate::support::{Reply, TestShop};

/// Runs calls on threads of their own, all at once.
fn at_once<'a>(calls: Vec<Box<dyn Fn() -> Reply + Send + Sync + 'a>>) -> Vec<Reply> {
    let ready = std::sync::Barrier::new(calls.len());
    thread::scope(|scope| {
        let running: Vec<_> = calls
            .iter()
            .map(|call| {
                scope.spawn(|| {
                    ready.wait();
                    call()
                })
            })
            .collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

#[test]
fn twenty_cancel_at_once_and_stock_goes_back_once() {
    let shop = TestShop::start();
    let mug = shop.product("Raced Mug").stock(10).create();
    for paid in [false, true] {
        let order = shop.order(&[(&mug, 4)]).place();
        if paid {
            order.advance(&shop, &["payment_confirmed"]);
        }
        assert_eq!(shop.stock(&mug), 6);
        let guest = order.guest(&shop);
        let (by_guest, by_admin) = (
            format!("{}/cancel", order.path()),
            format!("{}/transitions", order.admin_path()),
        );
        let calls = (0..20).map(|index| -> Box<dyn Fn() -> Reply + Send + Sync> {
            if index % 2 == 0 {
                Box::new(|| guest.post(&by_guest, json!({})))
            } else {
                Box::new(|| shop.admin().post(&by_admin, json!({"to": "cancelled"})))
            }
        });
        let replies = at_once(calls.collect());
        let done = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(done, 1);
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            reply.expect_problem(409, "invalid-transition");
        }
        assert_eq!(shop.stock(&mug), 10);
        let shown = order.read(&shop);
        assert_eq!(
            shown["refunds"].as_array().unwrap().len(),
            usize::from(paid)
        );
        assert_eq!(order.letters(&shop), ["order_cancelled"]);
    }
}

#[test]
fn an_order_is_either_cancelled_or_sent() {
    let shop = TestShop::start();
    let looms = shop.seller("Racing Looms");
    let rug = looms.product("Raced Rug").stock(20).create();
    for _ in 0..10 {
        let before = shop.stock(&rug);
        let order = shop.order(&[(&rug, 1)]).place();
        order.advance(&shop, &["payment_confirmed"]);
        let part = order.fulfillments(&shop)[0];
        let guest = order.guest(&shop);
        let cancel = format!("{}/cancel", order.path());
        let ship = format!("/api/seller/fulfillments/{part}/ship");
        let replies = at_once(vec![
            Box::new(|| guest.post(&cancel, json!({}))),
            Box::new(|| looms.post(&ship, json!({"carrier": "DHL", "tracking_number": "1"}))),
        ]);
        let statuses = (replies[0].status, replies[1].status);
        let shown = order.read(&shop);
        match statuses {
            (200, 409) => {
                assert_eq!(shown["status"], "cancelled");
                assert_eq!(shown["refunded_total"], shown["total"]);
                assert_eq!(shop.stock(&rug), before);
            }
            (409, 200) => {
                assert_eq!(shown["status"], "shipped");
                assert_eq!(shown["refunded_total"], 0);
                assert_eq!(shop.stock(&rug), before - 1);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn invoices_are_numbered_without_gap_or_repeat() {
    let shop = TestShop::start();
    let mug = shop.product("Invoiced Mug").stock(100).create();
    let orders: Vec<_> = (0..24).map(|_| shop.order(&[(&mug, 1)]).place()).collect();
    let admin = shop.admin();
    let calls =
        orders
            .iter()
            .enumerate()
            .map(|(index, order)| -> Box<dyn Fn() -> Reply + Send + Sync> {
                let path = format!("{}/transitions", order.admin_path());
                // Every fourth is never paid, every third is paid twice over.
                let to = if index % 4 == 3 {
                    "cancelled"
                } else {
                    "payment_confirmed"
                };
                let admin = &admin;
                Box::new(move || {
                    let first = admin.post(&path, json!({"to": to}));
                    if index % 3 == 0 {
                        admin
                            .post(&path, json!({"to": to}))
                            .expect_problem(409, "invalid-transition");
                    }
                    first
                })
            });
    let replies = at_once(calls.collect());
    let numbers: Vec<i64> = replies
        .into_iter()
        .filter_map(|reply| reply.expect_status(200).json()["invoice_number"].as_i64())
        .collect();
    assert_eq!(numbers.len(), 18);
    let set: BTreeSet<i64> = numbers.into_iter().collect();
    assert_eq!(
        set.into_iter().collect::<Vec<_>>(),
        (1..=18).collect::<Vec<_>>()
    );
}
