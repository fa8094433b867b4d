//! Idempotency keys: a POST that carries one happens once.

use std::thread;

use serde_json::json;

use crate::{
    SHOP,
    support::{TestShop, encode},
};

fn count(shop: &TestShop, brand: &str) -> i64 {
    let list = shop.get(&format!("/api/products?brand={}", encode(brand)));
    list.expect_status(200).json()["total"].as_i64().unwrap()
}

#[test]
fn the_first_answer_is_given_again() {
    let shop = SHOP.get();
    let caller = shop.admin().with("Idempotency-Key", "replay-1");
    let body = json!({"name": "Once", "price": 1, "brand": "Replayed"});
    let first = caller.post("/api/products", &body).expect_status(201);
    assert_eq!(first.header("idempotency-replayed"), None);
    let second = caller.post("/api/products", &body).expect_status(201);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, second.body);
    for name in ["content-type", "location", "etag", "cache-control"] {
        assert_eq!(first.expect(name), second.expect(name), "{name}");
    }
    assert_ne!(first.expect("request-id"), second.expect("request-id"));
    assert_eq!(count(&shop, "Replayed"), 1);
    // Another spelling of the path is the same path.
    let slashed = caller.post("/api/products/", &body).expect_status(201);
    assert_eq!(slashed.header("idempotency-replayed"), Some("true"));
    caller
        .post("/api/categories", json!({"name": "Keyed"}))
        .expect_status(201);
}

#[test]
fn another_body_under_the_same_key_is_422() {
    let shop = SHOP.get();
    let caller = shop.admin().with("Idempotency-Key", "mismatch-1");
    caller
        .post("/api/products", json!({"name": "One", "price": 1}))
        .expect_status(201);
    let other = caller.post("/api/products", json!({"name": "One", "price": 2}));
    other.expect_problem(422, "idempotency-mismatch");
}

#[test]
fn another_query_under_the_same_key_is_422() {
    let shop = SHOP.get();
    let caller = shop.admin().with("Idempotency-Key", "query-1");
    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                name,price\nKeyed import,1\n\r\n--x--\r\n";
    let import = |query: &str| {
        let body = ("multipart/form-data; boundary=x", form.as_bytes().to_vec());
        caller.send(
            "POST",
            &format!("/api/admin/import/products{query}"),
            Some(body),
        )
    };
    let dry = import("?dry_run=true").expect_status(200);
    assert_eq!(dry.json()["created"], 1, "{}", dry.text());
    import("").expect_problem(422, "idempotency-mismatch");
    assert_eq!(count(&shop, "Keyed import"), 0);
}

#[test]
fn a_dead_token_gets_no_answer_of_when_it_lived() {
    let shop = SHOP.get();
    let made = shop
        .command(["token", "create", "--role", "admin", "--json"])
        .json();
    let caller = shop
        .guest()
        .bearer(made["token"].as_str().unwrap())
        .with("Idempotency-Key", "dead-1");
    let body = json!({"name": "Living", "price": 1});
    caller.post("/api/products", &body).expect_status(201);
    shop.command(["token", "revoke", &made["id"].to_string()])
        .expect_code(0);
    caller
        .post("/api/products", &body)
        .expect_problem(401, "unauthorized");
}

#[test]
fn keys_belong_to_their_caller() {
    let shop = SHOP.get();
    let body = json!({"name": "Shared key", "price": 1, "brand": "Two Callers"});
    for caller in [shop.admin(), shop.seller("Key Looms")] {
        let made = caller
            .with("Idempotency-Key", "same")
            .post("/api/products", &body);
        assert_eq!(made.expect_status(201).header("idempotency-replayed"), None);
    }
    assert_eq!(count(&shop, "Two Callers"), 2);
}

#[test]
fn a_refusal_is_given_again_too_but_not_a_missing_token() {
    let shop = SHOP.get();
    let key = |caller: crate::support::Client| caller.with("Idempotency-Key", "refused-1");
    let bad = json!({"name": "", "price": 1});
    let first = key(shop.admin()).post("/api/products", &bad);
    first.expect_bad_field("/name");
    let second = key(shop.admin()).post("/api/products", &bad);
    assert_eq!(
        (second.status, second.header("idempotency-replayed")),
        (400, Some("true"))
    );
    assert_eq!(first.body, second.body);
    for _ in 0..2 {
        let reply = key(shop.guest()).post("/api/products", &bad);
        reply.expect_problem(401, "unauthorized");
        assert_eq!(reply.header("idempotency-replayed"), None);
    }
}

#[test]
fn a_key_is_1_to_128_visible_characters() {
    let shop = SHOP.get();
    let body = json!({"name": "Keyed", "price": 1});
    let with = |key: &str| {
        shop.admin()
            .with("Idempotency-Key", key)
            .post("/api/products", &body)
    };
    with(&"k".repeat(128)).expect_status(201);
    with("!~{}\"").expect_status(201);
    let long = "k".repeat(129);
    for bad in ["", " ", "a b", "\u{e4}", long.as_str()] {
        with(bad).expect_bad_parameter("Idempotency-Key");
    }
}

#[test]
fn it_means_nothing_but_on_post() {
    let shop = SHOP.get();
    let mug = shop.product("Patch Mug").create();
    let caller = shop.admin().with("Idempotency-Key", "not-post");
    for price in [5, 6] {
        let patched = caller
            .patch(&mug.path(), json!({"price": price}))
            .expect_status(200);
        assert_eq!(patched.json()["price"], price);
        assert_eq!(patched.header("idempotency-replayed"), None);
    }
    caller.delete(&mug.path()).expect_status(204);
    caller.delete(&mug.path()).expect_problem(404, "not-found");
    caller.get("/api/products").expect_status(200);
}

#[test]
fn in_parallel_it_happens_once_and_the_others_wait_or_get_the_answer() {
    let shop = SHOP.get();
    let caller = shop.admin().with("Idempotency-Key", "parallel-1");
    let body = json!({"name": "Parallel", "price": 1, "brand": "In Parallel"});
    let replies: Vec<_> = thread::scope(|scope| {
        let calls: Vec<_> = (0..12)
            .map(|_| scope.spawn(|| caller.post("/api/products", &body)))
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    let mut made = 0;
    for reply in &replies {
        match reply.status {
            201 if reply.header("idempotency-replayed").is_none() => made += 1,
            201 => {}
            _ => {
                reply.expect_problem(409, "idempotency-in-progress");
            }
        }
    }
    assert_eq!(made, 1);
    assert_eq!(count(&shop, "In Parallel"), 1);
}

#[test]
fn answers_are_kept_across_a_restart() {
    let shop = TestShop::start();
    let token = shop.token(&["--role", "admin"]);
    let body = json!({"name": "Kept", "price": 1});
    let post = |shop: &TestShop| {
        let caller = shop
            .guest()
            .bearer(&token)
            .with("Idempotency-Key", "kept-1");
        caller.post("/api/products", &body).expect_status(201)
    };
    let first = post(&shop);
    let shop = TestShop::options().on(shop.kill()).start();
    let second = post(&shop);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, second.body);
}

#[test]
fn strangers_who_choose_one_key_get_carts_of_their_own() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    let made = shop.admin().post(
        "/api/products",
        json!({"name": "Bowl", "price": 100, "stock_quantity": 9}),
    );
    let body = json!({"product_id": made.expect_status(201).json()["id"]});
    let put = |address: &str, agent: &str| {
        let caller = shop.guest().with("Idempotency-Key", "1");
        // Of no order: a page that sends it with everything.
        let caller = caller.with("Order-Token", "undefined");
        let caller = caller.with("X-Forwarded-For", address);
        let reply = caller
            .with("User-Agent", agent)
            .post("/api/cart/items", &body);
        let reply = reply.expect_status(201);
        let token = reply.expect("cart-token").to_owned();
        (token, reply.header("idempotency-replayed").is_some())
    };
    let (first, replayed) = put("192.0.2.1", "a");
    assert!(!replayed);
    assert_eq!(put("192.0.2.1", "a"), (first.clone(), true));
    for (address, agent) in [("192.0.2.2", "a"), ("192.0.2.1", "b")] {
        let (other, replayed) = put(address, agent);
        assert!(!replayed && other != first, "{address} {agent}");
    }
}
