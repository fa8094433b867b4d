//! Many at once, over HTTP with real threads.

use std::{sync::Barrier, thread};

use serde_json::json;

use crate::{
    SHOP, customers, rating_of, reviews_of,
    support::{Client, eventually},
    write,
};

/// The statuses of calls that are made at the same moment.
fn at_once(count: usize, call: impl Fn(usize) -> u16 + Sync) -> Vec<u16> {
    let start = Barrier::new(count);
    thread::scope(|scope| {
        let one = |n: usize| {
            let (start, call) = (&start, &call);
            scope.spawn(move || {
                start.wait();
                call(n)
            })
        };
        let threads: Vec<_> = (0..count).map(one).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[test]
fn of_fifty_first_reviews_one_is_written() {
    let shop = SHOP.get();
    let caller = shop.customer("fifty@example.org");
    for round in 0..3 {
        let rug = shop.product(&format!("Fifty {round}")).create();
        let path = reviews_of(&rug);
        let statuses = at_once(50, |n| {
            let reply = caller.post(&path, json!({"rating": n % 5 + 1}));
            if reply.status != 201 {
                reply.expect_problem(409, "already-reviewed");
            }
            reply.status
        });
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1);
        let page = shop.get(&path).json();
        let (average, count) = rating_of(&shop, &rug);
        assert_eq!((count, &average), (json!(1), &page["summary"]["average"]));
        assert_eq!(page["items"][0]["rating"].as_f64(), average.as_f64());
    }
}

#[test]
fn parallel_votes_count_once_each() {
    let shop = SHOP.get();
    let rug = shop.product("Votes at once").create();
    let people = customers(&shop);
    let review = write(&shop.customer("voted@example.org"), &rug, 5);
    let path = format!("/api/reviews/{}/helpful", review["id"]);
    let statuses = at_once(50, |n| people[n % 5].send("POST", &path, None).status);
    assert_eq!(statuses, [200; 50]);
    let votes = people[0].send("POST", &path, None).json();
    assert_eq!(votes["helpful_count"], 5);
}

#[test]
fn averages_hold_while_everybody_writes() {
    let shop = SHOP.get();
    let rug = shop.product("Written at once").create();
    let people = customers(&shop);
    let path = reviews_of(&rug);
    let turn = |caller: &Client, n: usize| {
        let made = caller.post(&path, json!({"rating": n % 5 + 1}));
        if made.status == 201 && n.is_multiple_of(3) {
            caller
                .delete(&format!("{path}/{}", made.json()["id"]))
                .expect_status(204);
        }
        made.status
    };
    at_once(40, |n| turn(&people[n % 5], n));
    let page = shop.get(&format!("{path}?limit=100")).json();
    let ratings: Vec<f64> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["rating"].as_f64().unwrap())
        .collect();
    let (average, count) = rating_of(&shop, &rug);
    assert_eq!(count, ratings.len());
    if !ratings.is_empty() {
        let exact = ratings.iter().sum::<f64>() / ratings.len() as f64;
        assert!(
            (average.as_f64().unwrap() - exact).abs() <= 0.0005,
            "{average} {exact}"
        );
    }
}

#[test]
fn a_review_is_told_to_the_tracker_once() {
    let shop = SHOP.get();
    let rug = shop.product("Counted rug").create();
    let caller = shop.customer("counted@example.org");
    let reviews = || {
        shop.admin()
            .send("POST", "/api/tracking/flush", None)
            .expect_status(200);
        let db = rusqlite::Connection::open(shop.folder().file("tracking.db")).unwrap();
        let count = "SELECT count(*) FROM events e JOIN actions a USING (action)
                     WHERE a.name = 'review' AND e.product_id = ?1";
        db.query_row(count, [rug.id], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let review = write(&caller, &rug, 5);
    caller
        .post(&reviews_of(&rug), json!({"rating": 1}))
        .expect_problem(409, "already-reviewed");
    let at = format!("{}/{}", reviews_of(&rug), review["id"]);
    caller.patch(&at, json!({"rating": 4})).expect_status(200);
    eventually("one event", || (reviews() == 1).then_some(()));
    caller.delete(&at).expect_status(204);
    assert_eq!(reviews(), 1);
}
