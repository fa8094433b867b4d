//! What caches may keep, and for how long an answer stays true: until the next write.

#![allow(clippy::unwrap_used)]

mod support;

use std::thread;

use serde_json::json;
use support::{Reply, Shared, TestShop};

static SHOP: Shared = Shared::new();

/// Every public read of the catalogue.
fn reads(shop: &TestShop) -> Vec<String> {
    let mug = shop.product("Cached Mug").tags(&["cached"]).create();
    vec![
        "/api/products".to_owned(),
        "/api/products?tag=cached&facets=true".to_owned(),
        "/api/products?q=cached".to_owned(),
        mug.path(),
        format!("/api/products/{}", mug.slug),
        format!("{}/related", mug.path()),
        "/api/search/suggest?q=cach".to_owned(),
        "/api/categories".to_owned(),
    ]
}

fn unchanged(reply: &Reply, etag: &str) {
    assert_eq!(reply.status, 304, "{}", reply.what);
    assert!(reply.body.is_empty(), "{}", reply.what);
    assert_eq!(reply.header("etag"), Some(etag), "{}", reply.what);
    let keep = "public, max-age=0, must-revalidate";
    assert_eq!(reply.header("cache-control"), Some(keep), "{}", reply.what);
    assert_eq!(reply.header("content-type"), None, "{}", reply.what);
    assert_eq!(reply.header("content-length"), None, "{}", reply.what);
    assert!(reply.header("request-id").is_some(), "{}", reply.what);
}

#[test]
fn every_read_has_a_tag_and_the_tag_saves_the_body() {
    let shop = TestShop::start();
    for path in reads(&shop) {
        let first = shop.get(&path).expect_status(200);
        assert_eq!(
            first.header("content-type"),
            Some("application/json"),
            "{path}"
        );
        assert_eq!(
            first.header("cache-control"),
            Some("public, max-age=0, must-revalidate"),
            "{path}"
        );
        let etag = first.expect("etag").to_owned();
        assert!(
            etag.starts_with('"') && etag.ends_with('"') && etag.len() > 4,
            "a strong tag: {etag}"
        );
        assert_eq!(
            shop.get(&path).expect("etag"),
            etag,
            "the same bytes, the same tag: {path}"
        );
        let ask = |tags: &str| shop.guest().with("If-None-Match", tags).get(&path);
        for tags in [
            etag.clone(),
            format!("W/{etag}"),
            format!("\"other\", {etag}"),
            format!("\"other\",W/{etag} , \"third\""),
            "*".to_owned(),
        ] {
            unchanged(&ask(&tags), &etag);
        }
        for tags in [
            "\"other\"",
            "W/\"other\"",
            "nonsense",
            "",
            &etag[1..etag.len() - 1],
            &etag.replace('"', "'"),
        ] {
            let fresh = ask(tags).expect_status(200);
            assert_eq!(fresh.body, first.body, "{path} {tags}");
        }
        // Two headers are one list.
        let two = shop
            .guest()
            .with("If-None-Match", "\"other\"")
            .with("If-None-Match", &etag);
        unchanged(&two.get(&path), &etag);
    }
}

#[test]
fn a_tag_tells_states_apart() {
    let shop = SHOP.get();
    let mug = shop.product("Tagged Mug").brand("Tagged").create();
    let paths = [
        mug.path(),
        format!("/api/products/{}", mug.slug),
        "/api/products?brand=Tagged".to_owned(),
        "/api/products?q=tagged&facets=true".to_owned(),
    ];
    let tags = || {
        paths
            .clone()
            .map(|path| shop.get(&path).expect("etag").to_owned())
    };
    let before = tags();
    for patch in [
        json!({"price": 5}),
        json!({"name": "Tagged Cup"}),
        json!({"stock_quantity": 0}),
        json!({"tags": ["x"]}),
    ] {
        let old = tags();
        shop.admin().patch(&mug.path(), &patch).expect_status(200);
        for ((path, old), new) in paths.iter().zip(old).zip(tags()) {
            assert_ne!(old, new, "{path} after {patch}");
            let asked = shop.guest().with("If-None-Match", &old).get(path);
            assert_eq!(asked.status, 200, "{path} after {patch}");
        }
    }
    assert_ne!(before[0], tags()[0]);
}

#[test]
fn personal_answers_and_failures_are_kept_by_nobody() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Personal Mug").create();
    let category = json!({"name": "Personal"});
    for reply in [
        admin.post("/api/products", json!({"name": "Personal", "price": 1})),
        admin.patch(&mug.path(), json!({"price": 2})),
        admin.get(&mug.path()),
        admin.post("/api/categories", &category),
        admin.patch("/api/categories/personal", json!({"position": 1})),
        admin.get("/api/admin/export/products.csv"),
        shop.get("/api/products/no-such"),
        shop.get("/api/products?limit=0"),
        shop.get("/healthz"),
        shop.get("/readyz"),
        admin.delete("/api/categories/personal"),
        admin.delete(&mug.path()),
    ] {
        let cached = reply.header("cache-control");
        assert_eq!(cached, Some("no-store"), "{} {}", reply.what, reply.status);
    }
}

#[test]
fn a_write_with_a_tag_it_knows_is_still_done() {
    let shop = SHOP.get();
    let mug = shop.product("Known Mug").create();
    let etag = shop.get(&mug.path()).expect("etag").to_owned();
    let knows = shop.admin().with("If-None-Match", &etag);
    let patched = knows.patch(&mug.path(), json!({})).expect_status(200);
    assert!(!patched.body.is_empty(), "304 is for reads");
}

#[test]
fn the_next_read_shows_the_write() {
    let shop = SHOP.get();
    let mug = shop.product("Fresh Mug").brand("Fresh").price(0).create();
    thread::scope(|scope| {
        // Others keep the same pages warm while they change.
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..150 {
                    shop.get("/api/products?brand=Fresh").expect_status(200);
                    shop.get(&mug.path()).expect_status(200);
                }
            });
        }
        for price in 1..=60 {
            shop.admin()
                .patch(&mug.path(), json!({"price": price}))
                .expect_status(200);
            assert_eq!(shop.get(&mug.path()).json()["price"], price);
            assert_eq!(
                shop.get("/api/products?brand=Fresh").json()["items"][0]["price"],
                price
            );
            let at = format!("/api/products?brand=Fresh&min_price={price}&max_price={price}");
            assert_eq!(shop.get(&at).json()["total"], 1, "{price}");
        }
    });
}

#[test]
fn what_never_changes_has_a_tag_as_well() {
    let shop = SHOP.get();
    for path in ["/openapi.json", "/docs", "/docs/rapidoc"] {
        let first = shop.get(path).expect_status(200);
        let etag = first.expect("etag").to_owned();
        let again = shop.guest().with("If-None-Match", &etag).get(path);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
}
