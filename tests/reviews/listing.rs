//! The list of a product's reviews: orders, filters, pages, summary, caching.

use std::collections::HashSet;

use serde_json::json;

use crate::{
    SHOP, customers, review_at, reviews_of,
    support::{TestProduct, TestShop},
    write,
};

/// A product with reviews of 5, 3, 5, 1 and 4 stars, written in this order.
fn reviewed(shop: &TestShop, name: &str) -> TestProduct {
    let product = shop.product(name).create();
    for (caller, stars) in customers(shop).iter().zip([5, 3, 5, 1, 4]) {
        write(caller, &product, stars);
    }
    product
}

fn stars(shop: &TestShop, product: &TestProduct, query: &str) -> Vec<i64> {
    let page = shop
        .get(&format!("{}?{query}", reviews_of(product)))
        .expect_status(200)
        .json();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["rating"].as_i64().unwrap())
        .collect()
}

#[test]
fn a_list_has_an_order_a_filter_and_a_summary() {
    let shop = SHOP.get();
    let rug = reviewed(&shop, "Listed rug");
    assert_eq!(stars(&shop, &rug, ""), [4, 1, 5, 3, 5], "the newest first");
    assert_eq!(
        stars(&shop, &rug, "sort=newest"),
        stars(&shop, &rug, "sort=-created_at")
    );
    assert_eq!(stars(&shop, &rug, "sort=created_at"), [5, 3, 5, 1, 4]);
    assert_eq!(stars(&shop, &rug, "sort=-rating"), [5, 5, 4, 3, 1]);
    assert_eq!(stars(&shop, &rug, "sort=rating"), [1, 3, 4, 5, 5]);
    assert_eq!(stars(&shop, &rug, "rating=5"), [5, 5]);
    assert_eq!(stars(&shop, &rug, "rating=1&rating=4&rating=1"), [4, 1]);
    assert_eq!(stars(&shop, &rug, "rating=2"), [0; 0]);
    let page = shop
        .get(&format!("{}?rating=5&limit=1", reviews_of(&rug)))
        .json();
    assert_eq!(page["total"], 2);
    assert_eq!(
        page["summary"],
        json!({"average": 3.6, "count": 5, "histogram": {"1": 1, "2": 0, "3": 1, "4": 1, "5": 2}})
    );
    let none = shop
        .get(&reviews_of(&shop.product("Unreviewed").create()))
        .json();
    assert_eq!(
        none,
        json!({"items": [], "total": 0, "next_cursor": null, "own": null, "summary": {"average": null, "count": 0,
               "histogram": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}}})
    );
}

#[test]
fn the_most_helpful_come_first() {
    let shop = SHOP.get();
    let rug = reviewed(&shop, "Helpful rug");
    let people = customers(&shop);
    let reviews = shop
        .get(&format!("{}?sort=created_at", reviews_of(&rug)))
        .json();
    let id = |at: usize| reviews["items"][at]["id"].clone();
    let vote = |by: usize, at: usize| {
        people[by].send("POST", &format!("/api/reviews/{}/helpful", id(at)), None)
    };
    for (by, at, votes) in [(0, 3, 1), (1, 3, 2), (1, 3, 2), (2, 4, 1)] {
        let counted = vote(by, at)
            .expect_status(200)
            .expect_header("cache-control", "no-store")
            .json();
        assert_eq!(
            counted,
            json!({"review_id": id(at), "helpful_count": votes})
        );
    }
    vote(3, 3).expect_problem(409, "own-review");
    people[0]
        .send("POST", "/api/reviews/987654321/helpful", None)
        .expect_problem(404, "not-found");
    assert_eq!(stars(&shop, &rug, "sort=helpful&limit=2"), [1, 4]);
    assert_eq!(
        stars(&shop, &rug, "sort=helpful"),
        stars(&shop, &rug, "sort=-helpful")
    );
    assert_eq!(
        shop.get(&format!("{}?sort=helpful", reviews_of(&rug)))
            .json()["items"][0]["helpful_count"],
        2
    );
}

#[test]
fn every_order_is_walked_once_while_reviews_are_added() {
    let shop = SHOP.get();
    for sort in ["newest", "created_at", "helpful", "rating", "-rating"] {
        let rug = reviewed(&shop, &format!("Walked by {sort}"));
        let late = shop.customer("late@example.org");
        let before: Vec<_> = shop.get(&reviews_of(&rug)).json()["items"]
            .as_array()
            .unwrap()
            .clone();
        let before: HashSet<i64> = before
            .iter()
            .map(|review| review["id"].as_i64().unwrap())
            .collect();
        let first = format!("{}?sort={sort}&limit=2", reviews_of(&rug));
        let (mut seen, mut path, mut added) = (Vec::new(), first.clone(), false);
        loop {
            let page = shop.get(&path).expect_status(200).json();
            seen.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|review| review["id"].as_i64().unwrap()),
            );
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            path = format!("{first}&cursor={cursor}");
            if !std::mem::replace(&mut added, true) {
                write(&late, &rug, 2);
            }
        }
        let once: HashSet<i64> = seen.iter().copied().collect();
        assert_eq!(once.len(), seen.len(), "{sort}: {seen:?}");
        assert!(once.is_superset(&before), "{sort}: {seen:?}");
    }
}

#[test]
fn what_a_list_cannot_be_asked_is_refused() {
    let shop = SHOP.get();
    let rug = reviewed(&shop, "Asked rug");
    let path = reviews_of(&rug);
    for (query, name) in [
        ("sort=best", "sort"),
        ("sort=", "sort"),
        ("rating=0", "rating"),
        ("rating=6", "rating"),
        ("rating=five", "rating"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=x", "cursor"),
        ("hidden=true", "hidden"),
    ] {
        shop.get(&format!("{path}?{query}"))
            .expect_bad_parameter(name);
    }
    let cursor = shop.get(&format!("{path}?limit=1")).json()["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    for query in ["sort=rating", "rating=5"] {
        shop.get(&format!("{path}?{query}&cursor={cursor}"))
            .expect_bad_parameter("cursor");
    }
    let other = reviews_of(&shop.product("Other asked").create());
    shop.get(&format!("{other}?cursor={cursor}"))
        .expect_bad_parameter("cursor");
    // By slug it is the same list.
    let by_slug = format!("/api/products/{}/reviews?limit=1&cursor={cursor}", rug.slug);
    shop.get(&by_slug).expect_status(200);
    shop.get("/api/products/no-such/reviews")
        .expect_problem(404, "not-found");
}

#[test]
fn a_list_is_cached_for_all_and_ones_own_review_is_not() {
    let shop = SHOP.get();
    let rug = shop.product("Cached rug").create();
    let caller = shop.customer("cached@example.org");
    let review = write(&caller, &rug, 4);
    let path = reviews_of(&rug);
    let list = shop
        .get(&path)
        .expect_header("cache-control", "public, max-age=0, must-revalidate");
    let etag = list.expect("etag").to_owned();
    assert_eq!(list.json()["own"], json!(null));
    shop.guest()
        .with("If-None-Match", &etag)
        .get(&path)
        .expect_status(304);
    let own = caller
        .get(&path)
        .expect_header("cache-control", "no-store")
        .json();
    assert_eq!(own["own"], review);
    caller
        .patch(&review_at(&rug, &review), json!({"rating": 3}))
        .expect_status(200);
    shop.guest()
        .with("If-None-Match", &etag)
        .get(&path)
        .expect_status(200);
}
