//! Tracking as clients meet it: what is counted, who may see it, what is refused.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};
use support::{Client, PATIENCE, Reply, Shared, TestProduct, TestShop, eventually};

static SHOP: Shared = Shared::new();

/// A caller whose events are never taken for another's.
fn unseen(shop: &TestShop) -> Client {
    shop.guest().with("DNT", "1")
}

fn flush(shop: &TestShop) -> Value {
    let flushed = shop.admin().post("/api/tracking/flush", json!({}));
    flushed.expect_status(200).json()
}

fn metrics(shop: &TestShop, product: &TestProduct) -> Value {
    flush(shop);
    let path = format!("{}/metrics", product.path());
    shop.admin().get(&path).expect_status(200).json()
}

fn events(caller: &Client, action: &str, product: i64, many: usize) -> Reply {
    let event = json!({"action": action, "product_id": product});
    caller.post("/api/events", json!({"events": vec![event; many]}))
}

#[test]
fn every_way_of_showing_a_product_counts_as_a_view() {
    let shop = SHOP.get();
    let lamps = shop.category("Lamps of views");
    let lamp = shop.product("Zephyrine lantern").category(lamps).create();
    let guest = unseen(&shop);
    assert_eq!(metrics(&shop, &lamp)["views"], 0);
    for path in [
        lamp.path(),
        "/api/products/zephyrine-lantern".to_owned(),
        "/api/products?q=zephyrine".to_owned(),
        "/api/products?category=lamps-of-views".to_owned(),
        "/api/products?limit=100".to_owned(),
    ] {
        guest.get(&path).expect_status(200);
    }
    assert_eq!(metrics(&shop, &lamp)["views"], 5);
    events(&guest, "view", lamp.id, 1).expect_status(202);
    events(&guest, "image_view", lamp.id, 1).expect_status(202);
    assert_eq!(metrics(&shop, &lamp)["views"], 7);
}

#[test]
fn what_nobody_sees_is_no_view() {
    let shop = SHOP.get();
    let mug = shop.product("Mug that nobody sees").create();
    let guest = unseen(&shop);
    guest.head(&mug.path()).expect_status(200);
    guest
        .with("Sec-Purpose", "prefetch")
        .get(&mug.path())
        .expect_status(200);
    guest.get("/api/products/999999999").expect_status(404);
    guest
        .get("/api/products?q=nobody&limit=0")
        .expect_status(400);
    assert_eq!(metrics(&shop, &mug)["views"], 0);
}

#[test]
fn what_a_browser_has_already_is_seen_as_well() {
    let shop = SHOP.get();
    let mug = shop.product("Mug in a cache").create();
    let guest = unseen(&shop);
    let etag = guest.get(&mug.path()).expect("etag").to_owned();
    let again = guest.with("If-None-Match", &etag).get(&mug.path());
    assert_eq!(again.status, 304);
    assert_eq!(metrics(&shop, &mug)["views"], 2);
}

#[test]
fn the_same_visitor_looking_again_within_a_second_counts_once() {
    let shop = SHOP.get();
    let mug = shop.product("Mug looked at twice").create();
    let one = shop.guest().with("User-Agent", "browser of one");
    let other = shop.guest().with("User-Agent", "browser of another");
    // At once, so that a second cannot pass in between.
    events(&one, "view", mug.id, 5).expect_status(202);
    assert_eq!(metrics(&shop, &mug)["views"], 1);
    events(&other, "view", mug.id, 5).expect_status(202);
    assert_eq!(metrics(&shop, &mug)["views"], 2);
    for header in ["DNT", "Sec-GPC"] {
        events(&one.with(header, "1"), "view", mug.id, 5).expect_status(202);
    }
    assert_eq!(
        metrics(&shop, &mug)["views"],
        12,
        "without a visitor there are no repeats"
    );
    let cart = one.with("Cart-Token", "some cart");
    events(&cart, "view", mug.id, 3).expect_status(202);
    assert_eq!(
        metrics(&shop, &mug)["views"],
        13,
        "a cart is a visitor of its own"
    );
}

#[test]
fn clicks_and_the_rest_count_as_the_contract_says() {
    let shop = SHOP.get();
    let mug = shop.product("Mug that is clicked").create();
    let guest = unseen(&shop);
    events(&guest, "view", mug.id, 4).expect_status(202);
    events(&guest, "click", mug.id, 2).expect_status(202);
    events(&guest, "share", mug.id, 1).expect_status(202);
    let accepted = events(&guest, "contact_seller", mug.id, 3).expect_status(202);
    assert_eq!(accepted.json(), json!({"accepted": 3, "dropped": 0}));
    let metrics = metrics(&shop, &mug);
    assert_eq!(
        (&metrics["views"], &metrics["clicks"]),
        (&json!(4), &json!(2))
    );
    assert_eq!(metrics["view_to_click_rate"], 0.5);
    assert_eq!(metrics["click_to_cart_rate"], 0.0);
    for counter in [
        "favorites",
        "cart_adds",
        "purchases",
        "units_sold",
        "revenue",
    ] {
        assert_eq!(metrics[counter], 0, "{counter}");
    }
}

#[test]
fn lists_show_counters_and_sort_by_popularity() {
    let shop = TestShop::start();
    let (quiet, loud) = (
        shop.product("Quiet").create(),
        shop.product("Loud").create(),
    );
    shop.product("Silent").create();
    let guest = unseen(&shop);
    events(&guest, "click", quiet.id, 1).expect_status(202);
    events(&guest, "click", loud.id, 9).expect_status(202);
    flush(&shop);
    let list = guest.get("/api/products?sort=-popularity");
    assert_eq!(list.names(), ["Loud", "Quiet", "Silent"]);
    assert_eq!(list.json()["items"][0]["click_count"], 9);
    assert_eq!(guest.get(&loud.path()).json()["click_count"], 9);
    // The numbers are there after a restart, and counting goes on from them.
    let shop = shop.restart();
    events(&unseen(&shop), "click", loud.id, 1).expect_status(202);
    assert_eq!(metrics(&shop, &loud)["clicks"], 10);
    assert_eq!(shop.get(&loud.path()).json()["click_count"], 10);
}

#[test]
fn counters_reach_the_catalogue_by_themselves() {
    let shop = SHOP.get();
    let mug = shop.product("Mug that nobody flushes").create();
    events(&unseen(&shop), "click", mug.id, 3).expect_status(202);
    eventually("the click count in the catalogue", || {
        (unseen(&shop).get(&mug.path()).json()["click_count"] == 3).then_some(())
    });
}

#[test]
fn what_is_seen_in_one_session_is_related() {
    let shop = SHOP.get();
    let other = shop.category("Somewhere else");
    let rug = shop.product("Rug of a session").create();
    let bowl = shop.product("Bowl of a session").category(other).create();
    let related = format!("{}/related", rug.path());
    assert!(
        !shop
            .get(&related)
            .names()
            .contains(&"Bowl of a session".to_owned())
    );
    for visitor in ["first", "second"] {
        let visitor = shop.guest().with("User-Agent", visitor);
        visitor.get(&rug.path()).expect_status(200);
        visitor.get(&bowl.path()).expect_status(200);
    }
    flush(&shop);
    assert_eq!(shop.get(&related).names()[0], "Bowl of a session");
    let back = format!("{}/related", bowl.path());
    assert_eq!(shop.get(&back).names()[0], "Rug of a session");
}

#[test]
fn wrong_events_are_refused_by_name() {
    let shop = SHOP.get();
    let guest = shop.guest();
    let send = |body: Value| guest.post("/api/events", body);
    let event = |event: Value| send(json!({"events": [event]}));
    for (body, pointer) in [
        (
            json!({"action": "purchase", "product_id": 7}),
            "/events/0/action",
        ),
        (
            json!({"action": "view", "product_id": 0}),
            "/events/0/product_id",
        ),
        (
            json!({"action": "view", "product_id": "7"}),
            "/events/0/product_id",
        ),
        (json!({"action": "view"}), "/events/0/product_id"),
        (
            json!({"action": "view", "product_id": 7, "at": "yesterday"}),
            "/events/0/at",
        ),
        (
            json!({"action": "view", "product_id": 7, "context": "x"}),
            "/events/0/context",
        ),
        (
            json!({"action": "view", "product_id": 7, "context": {"a": "x".repeat(600)}}),
            "/events/0/context",
        ),
        (
            json!({"action": "view", "product_id": 7, "who": 1}),
            "/events/0/who",
        ),
    ] {
        event(body).expect_bad_field(pointer);
    }
    send(json!({"events": []})).expect_bad_field("/events");
    send(json!({})).expect_bad_field("/events");
    let one = json!({"action": "view", "product_id": 7});
    send(json!({"events": vec![one; 101]})).expect_bad_field("/events");
    guest
        .post_text("/api/events", "{")
        .expect_problem(400, "invalid-body");
    guest
        .get("/api/events")
        .expect_problem(405, "method-not-allowed");
}

#[test]
fn an_event_is_counted_when_it_happened() {
    let shop = TestShop::start();
    let body = json!({"events": [
        {"action": "click", "product_id": 7, "at": "2026-01-02T03:04:05+01:00", "context": {"from": "newsletter"}},
        {"action": "click", "product_id": 7, "at": "2999-01-01T00:00:00Z"},
    ]});
    shop.guest().post("/api/events", body).expect_status(202);
    flush(&shop);
    let clicks = |from: &str, to: &str| {
        let path = format!("/api/analytics/summary?from={from}&to={to}");
        shop.admin().get(&path).expect_status(200).json()["clicks"].clone()
    };
    assert_eq!(clicks("2026-01-02T02:00:00Z", "2026-01-02T03:00:00Z"), 1);
    assert_eq!(
        clicks("2026-01-02T03:00:00Z", "2999-01-01"),
        1,
        "the future is now"
    );
    assert_eq!(clicks("2998-01-01", "3000-01-01"), 0);
}

#[test]
fn a_beacon_may_be_text_from_the_shops_own_pages_only() {
    let shop = SHOP.get();
    let mug = shop.product("Mug of a beacon").create();
    let body = json!({"events": [{"action": "click", "product_id": mug.id}]}).to_string();
    let send = |caller: &Client| {
        let text = Some(("text/plain;charset=UTF-8", body.clone().into_bytes()));
        caller.send("POST", "/api/events", text)
    };
    let own = unseen(&shop).with("Origin", &format!("http://{}", shop.address()));
    send(&own).expect_status(202);
    let foreign = unseen(&shop).with("Origin", "https://evil.example");
    send(&foreign).expect_problem(415, "unsupported-media-type");
    send(&unseen(&shop)).expect_problem(415, "unsupported-media-type");
    assert_eq!(metrics(&shop, &mug)["clicks"], 1);
}

#[test]
fn a_repeated_request_with_a_key_is_counted_once() {
    let shop = SHOP.get();
    let mug = shop.product("Mug of a key").create();
    let caller = unseen(&shop).with("Idempotency-Key", "once");
    events(&caller, "click", mug.id, 2).expect_status(202);
    let again = events(&caller, "click", mug.id, 2).expect_status(202);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(metrics(&shop, &mug)["clicks"], 2);
}

#[test]
fn only_owners_and_administrators_see_numbers() {
    let shop = SHOP.get();
    let seller = shop.seller("Seller of metrics");
    let own = seller.product("Own mug").create();
    let others = shop.product("Mug of others").create();
    let metrics = |caller: &Client, path: String| caller.get(&format!("{path}/metrics"));
    metrics(&seller, own.path()).expect_status(200);
    metrics(&shop.admin(), own.path()).expect_status(200);
    metrics(&shop.admin(), others.path()).expect_status(200);
    let hidden = metrics(&seller, others.path()).expect_problem(404, "not-found");
    let missing = metrics(&seller, "/api/products/987654".into()).expect_problem(404, "not-found");
    assert_eq!(hidden["detail"], missing["detail"]);
    metrics(&shop.admin(), "/api/products/987654".into()).expect_problem(404, "not-found");
    metrics(&shop.customer_token(), own.path()).expect_problem(403, "forbidden");
    metrics(&shop.guest(), own.path()).expect_problem(401, "unauthorized");
    for caller in [&seller, &shop.customer_token()] {
        caller
            .get("/api/tracking/status")
            .expect_problem(403, "forbidden");
        caller
            .post("/api/tracking/flush", json!({}))
            .expect_problem(403, "forbidden");
        caller
            .get("/api/analytics/live")
            .expect_problem(403, "forbidden");
    }
    for path in [
        "/api/tracking/status",
        "/api/analytics/live",
        "/api/analytics/summary",
    ] {
        shop.get(path).expect_problem(401, "unauthorized");
    }
    shop.customer_token()
        .get("/api/analytics/summary")
        .expect_problem(403, "forbidden");
    seller.get("/api/analytics/summary").expect_status(200);
}

#[test]
fn the_status_adds_up_and_names_everything() {
    let shop = TestShop::with(&["--flush-interval", "50ms", "--queue-capacity", "1000"]);
    events(&shop.guest(), "click", 7, 10).expect_status(202);
    let status = flush(&shop);
    assert_eq!(status["flush_interval_ms"], 50);
    assert_eq!(status["queue_capacity"], 1000);
    for (name, count) in [
        ("offered", 10),
        ("accepted", 10),
        ("dropped", 0),
        ("persisted", 10),
        ("pending", 0),
        ("dead_lettered", 0),
    ] {
        assert_eq!(status[name], count, "{name}: {status}");
    }
    assert_eq!(status["success_rate"], 1.0);
    assert_eq!(status["healthy"], true);
    for name in [
        "queue_depth",
        "retries",
        "batches",
        "last_batch_size",
        "last_flush_at",
        "last_flush_ms",
        "oldest_pending_ms",
    ] {
        assert!(!status[name].is_null(), "{name}: {status}");
    }
    let read = shop.admin().get("/api/tracking/status").expect_status(200);
    assert_eq!(read.header("cache-control"), Some("no-store"));
}

#[test]
fn metrics_are_for_this_machine_and_administrators() {
    let shop = SHOP.get();
    shop.get("/api/products?limit=1").expect_status(200);
    let text = shop.get("/metrics").expect_status(200);
    assert!(text.expect("content-type").starts_with("text/plain"));
    let text = text.text();
    for series in [
        "souk_tracking_queue_depth ",
        "souk_tracking_offered_total ",
        "souk_tracking_dropped_total{reason=\"full\"} 0",
        "souk_tracking_flush_seconds_bucket{le=\"0.005\"}",
        "souk_tracking_batch_size_count ",
        "souk_http_request_duration_seconds_count{method=\"GET\",route=\"/api/products\",status=\"2xx\"}",
    ] {
        assert!(text.contains(series), "{series}: {text}");
    }
    let proxied = shop.guest().with("X-Forwarded-For", "203.0.113.7");
    proxied.get("/metrics").expect_problem(401, "unauthorized");
    let customer = shop.customer_token().with("X-Forwarded-For", "203.0.113.7");
    customer.get("/metrics").expect_problem(403, "forbidden");
    shop.admin()
        .with("X-Forwarded-For", "203.0.113.7")
        .get("/metrics")
        .expect_status(200);
}

#[test]
fn those_who_watch_hear_of_each_batch_and_are_let_go_at_the_end() {
    let mut shop = TestShop::with(&["--flush-interval", "20ms"]);
    let mut stream = std::net::TcpStream::connect(shop.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let authorization = shop.admin().authorization().to_owned();
    write!(
        stream,
        "GET /api/analytics/live HTTP/1.1\r\nHost: shop\r\nAuthorization: {authorization}\r\n\r\n"
    )
    .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().contains(" 200 "));
    lines.find(|line| line == ": watching").unwrap();
    events(&unseen(&shop), "click", 7, 3).expect_status(202);
    lines.find(|line| line == "event: metrics").unwrap();
    let data = lines.next().unwrap();
    let batch: Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(
        (&batch["batch_size"], &batch["clicks"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(batch["status"]["persisted"], 3);
    shop.signal();
    assert_eq!(shop.wait().code(), Some(0));
    assert!(lines.count() < 10, "the stream ends");
}

#[test]
fn a_shop_without_tracking_counts_nothing_and_works() {
    let shop = TestShop::with(&["--no-tracking"]);
    let mug = shop.product("Mug").create();
    shop.get(&mug.path()).expect_status(200);
    let answer = events(&shop.guest(), "click", mug.id, 2)
        .expect_status(202)
        .json();
    assert_eq!(answer, json!({"accepted": 0, "dropped": 2}));
    let status = shop.admin().get("/api/tracking/status").json();
    assert_eq!(
        (&status["enabled"], &status["accepted"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(metrics(&shop, &mug)["views"], 0);
    let folder = shop.stop();
    assert!(!folder.file("tracking.db").exists());
}
