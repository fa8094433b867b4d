//! Full queues and reads that take too long: 503, with the time to come back.

use std::{sync::Mutex, thread, time::Instant};

use serde_json::json;

use crate::support::{PATIENCE, Reply, TestShop, eventually};

fn busy(reply: &Reply) {
    reply.expect_problem(503, "busy");
    let seconds: u32 = reply.expect("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
}

#[test]
fn a_full_queue_refuses_at_once_and_loses_nothing_that_it_took() {
    let shop = TestShop::with(&["--write-queue", "2"]);
    let admin = shop.admin();
    // Another process writes, and takes its time.
    let other = rusqlite::Connection::open(shop.folder().file("shop.db")).unwrap();
    other.busy_timeout(PATIENCE).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let replies = Mutex::new(Vec::new());
    let refused = |replies: &Vec<Reply>| replies.iter().filter(|reply| reply.status == 503).count();
    thread::scope(|scope| {
        for n in 0..24 {
            let (admin, replies) = (&admin, &replies);
            scope.spawn(move || {
                let reply = admin.product(&format!("Queued {n}")).send();
                replies.lock().unwrap().push(reply);
            });
        }
        let since = Instant::now();
        eventually("refusals", || {
            (refused(&replies.lock().unwrap()) >= 12).then_some(())
        });
        assert!(since.elapsed().as_secs() < 4, "they came at once");
        // Readers are not held up.
        shop.get("/api/products").expect_status(200);
        shop.get("/readyz").expect_status(200);
        other.execute_batch("COMMIT").unwrap();
    });
    let replies = replies.into_inner().unwrap();
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    assert!(made >= 2, "those in the queue were made");
    replies
        .iter()
        .filter(|reply| reply.status != 201)
        .for_each(busy);
    assert_eq!(shop.get("/api/products").json()["total"], made);
    shop.product("Afterwards").create();
}

#[test]
fn a_read_that_takes_too_long_is_given_up() {
    let shop = TestShop::with(&["--read-timeout", "2ms"]);
    let rows: String = (0..6_000)
        .map(|n| {
            format!(
                "Thing {n} of wool and brass,{},tag{}\n",
                n % 500 + 1,
                n % 90
            )
        })
        .collect();
    let file = shop.folder().file("many.csv");
    std::fs::write(&file, format!("name,price,brand\n{rows}")).unwrap();
    shop.command(["import", file.to_str().unwrap()])
        .expect_code(0);
    let slow = "/api/products?q=thing%20wool%20brass&facets=true&sort=name&limit=100";
    eventually("the imported rows in a read that is too long", || {
        let reply = shop.get(slow);
        (reply.status == 503).then(|| busy(&reply))
    });
    // A short one is answered, and the connections are as good as before.
    for _ in 0..20 {
        shop.get("/api/products/thing-1-of-wool-and-brass")
            .expect_status(200);
    }
}

#[test]
fn many_callers_at_once_are_all_answered() {
    let shop = TestShop::start();
    let mug = shop.product("Popular Mug").create();
    let admin = shop.admin();
    thread::scope(|scope| {
        for n in 0..24 {
            let (shop, admin, mug) = (&shop, &admin, &mug);
            scope.spawn(move || {
                for round in 0..15 {
                    shop.get("/api/products?facets=true").expect_status(200);
                    shop.get(&mug.path()).expect_status(200);
                    shop.get("/api/search/suggest?q=popular").expect_status(200);
                    if round % 5 == 0 {
                        admin
                            .patch(&mug.path(), json!({"price": n}))
                            .expect_status(200);
                    }
                }
            });
        }
    });
    shop.stop();
}
