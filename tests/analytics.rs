//! Analytics: what events add up to, for the shop and for a seller.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Client, Shared, TestShop};

static EMPTY: Shared = Shared::new();

/// A shop with a known week of clicks and views, and two products, the first one a seller's.
fn shop() -> (TestShop, i64, i64, Client) {
    let shop = TestShop::start();
    let seller = shop.seller("Own stall");
    let own = seller.product("Own mug").create().id;
    let others = shop.product("Other bowl").create().id;
    let at = |action: &str, product: i64, at: &str, many: usize| {
        let event = json!({"action": action, "product_id": product, "at": at});
        let body = json!({"events": vec![event; many]});
        let guest = shop.guest().with("DNT", "1");
        guest.post("/api/events", body).expect_status(202);
    };
    at("view", own, "2026-03-02T00:00:00Z", 10);
    at("view", own, "2026-03-02T23:59:59Z", 20);
    at("click", own, "2026-03-03T12:00:00Z", 6);
    at("view", others, "2026-03-03T12:30:00Z", 50);
    at("click", others, "2026-03-09T00:00:00Z", 4);
    at("image_view", others, "2026-04-01T00:00:00Z", 7);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    (shop, own, others, seller)
}

fn read(caller: &Client, path: &str) -> Value {
    caller
        .get(&format!("/api/analytics/{path}"))
        .expect_status(200)
        .json()
}

fn counts(items: &Value, field: &str) -> Vec<i64> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[field].as_i64().unwrap()).collect()
}

#[test]
fn spans_add_up_to_the_hour() {
    let (shop, _, _, seller) = shop();
    let admin = shop.admin();
    let views = |caller: &Client, from: &str, to: &str| {
        let summary = read(caller, &format!("summary?from={from}&to={to}"));
        (
            summary["views"].as_i64().unwrap(),
            summary["clicks"].as_i64().unwrap(),
        )
    };
    assert_eq!(views(&admin, "2026-03-01", "2026-05-01"), (87, 10));
    assert_eq!(views(&admin, "2026-03-02", "2026-03-03"), (30, 0));
    assert_eq!(
        views(&admin, "2026-03-02T01:00:00Z", "2026-03-02T23:00:00Z"),
        (0, 0)
    );
    assert_eq!(
        views(&admin, "2026-03-02T23:00:00Z", "2026-03-03T12:00:00Z"),
        (20, 0)
    );
    assert_eq!(
        views(&admin, "2026-03-02T23:00:00Z", "2026-03-09T01:00:00Z"),
        (70, 10)
    );
    assert_eq!(views(&admin, "2026-03-09", "2026-04-01"), (0, 4));
    // A seller's, by the same days and hours.
    assert_eq!(views(&seller, "2026-03-01", "2026-05-01"), (30, 6));
    assert_eq!(
        views(&seller, "2026-03-02T23:00:00Z", "2026-03-09T01:00:00Z"),
        (20, 6)
    );
    let summary = read(&admin, "summary?from=2026-03-03&to=2026-03-04");
    assert_eq!(summary["previous"]["views"], 30);
    assert_eq!(summary["currency"], "EUR");
    assert_eq!(summary["view_to_click_rate"], 0.12);
    assert_eq!(read(&seller, "summary")["visitors"], Value::Null);
}

#[test]
fn series_have_every_interval() {
    let (shop, _, _, seller) = shop();
    let series = |caller: &Client, query: &str| read(caller, &format!("timeseries?{query}"));
    let days = series(&shop.admin(), "from=2026-03-01&to=2026-03-05");
    assert_eq!(counts(&days["items"], "views"), [0, 30, 50, 0]);
    assert_eq!(counts(&days["items"], "clicks"), [0, 0, 6, 0]);
    assert_eq!(days["items"][1]["at"], "2026-03-02T00:00:00Z");
    let weeks = series(&shop.admin(), "from=2026-03-03&to=2026-03-10&interval=week");
    assert_eq!(weeks["from"], "2026-03-02T00:00:00Z");
    assert_eq!(counts(&weeks["items"], "clicks"), [6, 4]);
    assert_eq!(counts(&weeks["items"], "views"), [80, 0]);
    let months = series(
        &shop.admin(),
        "from=2026-02-10&to=2026-04-02&interval=month",
    );
    assert_eq!(counts(&months["items"], "views"), [0, 80, 7]);
    for (caller, noon) in [(shop.admin(), [6, 0]), (seller.clone(), [6, 0])] {
        let hours = series(
            &caller,
            "from=2026-03-03T12:00:00Z&to=2026-03-03T14:00:00Z&interval=hour",
        );
        assert_eq!(counts(&hours["items"], "clicks"), noon);
    }
    let own = series(&seller, "from=2026-03-01&to=2026-03-05");
    assert_eq!(counts(&own["items"], "views"), [0, 30, 0, 0]);
}

#[test]
fn the_funnel_and_the_top_are_ranked() {
    let (shop, own, others, seller) = shop();
    let span = "from=2026-03-01&to=2026-05-01";
    let funnel = read(&shop.admin(), &format!("funnel?{span}"));
    let steps: Vec<_> = funnel["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["step"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["view", "click", "cart", "purchase"]);
    assert_eq!(counts(&funnel["steps"], "count"), [87, 10, 0, 0]);
    let top = |caller: &Client, query: &str| {
        read(caller, &format!("top?{span}&{query}"))["items"].clone()
    };
    assert_eq!(
        counts(&top(&shop.admin(), "by=views"), "product_id"),
        [others, own]
    );
    assert_eq!(
        counts(&top(&shop.admin(), "by=clicks"), "product_id"),
        [own, others]
    );
    assert_eq!(
        counts(&top(&shop.admin(), "by=clicks&limit=1"), "views"),
        [30]
    );
    assert_eq!(counts(&top(&seller, "by=views"), "product_id"), [own]);
    assert_eq!(top(&shop.admin(), "")[0]["name"], "Other bowl");
    assert_eq!(top(&shop.admin(), "by=revenue"), json!([]));
    // A product that is deleted keeps its numbers and loses its name.
    shop.admin()
        .delete(&format!("/api/products/{others}"))
        .expect_status(204);
    assert_eq!(top(&shop.admin(), "")[0]["name"], Value::Null);
}

#[test]
fn searches_are_known_with_and_without_result() {
    let shop = TestShop::start();
    shop.product("Brass lamp").create();
    let guest = shop.guest().with("DNT", "1");
    for query in [
        "brass", "Brass%20", "lamp", "qqqqqqqq", "qqqqqqqq", "qqqqqqqq",
    ] {
        guest
            .get(&format!("/api/products?q={query}"))
            .expect_status(200);
    }
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let searches = read(&shop.admin(), "searches");
    assert_eq!(
        searches["most_used"][0],
        json!({"query": "qqqqqqqq", "searches": 3, "without_result": 3})
    );
    assert_eq!(
        searches["most_used"][1],
        json!({"query": "brass", "searches": 2, "without_result": 0})
    );
    assert_eq!(searches["without_result"].as_array().unwrap().len(), 1);
    assert_eq!(read(&shop.admin(), "summary")["searches"], 6);
    let limited = read(&shop.admin(), "searches?limit=1");
    assert_eq!(limited["most_used"].as_array().unwrap().len(), 1);
}

#[test]
fn a_seller_sees_the_searches_that_find_the_own_products() {
    let shop = TestShop::start();
    let (one, other) = (shop.seller("One"), shop.seller("Other"));
    one.product("Brass lamp").create();
    let hidden = one.product("Samovar").create();
    other.product("Brass bowl").create();
    let guest = shop.guest().with("DNT", "1");
    for query in [
        "brass", "brass", "brass", "lamp", "lamp", "bowl", "samovar", "kettle", "brss",
    ] {
        guest
            .get(&format!("/api/products?q={query}"))
            .expect_status(200);
    }
    let admin = shop.admin();
    admin
        .patch(&hidden.path(), json!({"is_active": false}))
        .expect_status(200);
    admin
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let words = |caller: &Client, list: &str, query: &str| {
        let found = read(caller, &format!("searches?{query}"))[list].clone();
        let items = found.as_array().unwrap().iter();
        items
            .map(|words| words["query"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&admin, "most_used", "").len(), 6);
    // Misspelt words that find it count as well.
    assert_eq!(words(&one, "most_used", ""), ["brass", "lamp", "brss"]);
    assert_eq!(words(&other, "most_used", ""), ["brass", "bowl", "brss"]);
    assert_eq!(words(&one, "most_used", "limit=1"), ["brass"]);
    assert_eq!(words(&one, "most_used", "to=2020-01-01").len(), 0);
    let nobody = shop.seller("Without any");
    assert_eq!(words(&nobody, "most_used", "").len(), 0);
    // What nobody has is nobody's, until somebody has it.
    assert_eq!(words(&admin, "without_result", ""), ["kettle"]);
    assert_eq!(words(&other, "without_result", "").len(), 0);
    other.product("Copper kettle").create();
    assert_eq!(words(&other, "without_result", ""), ["kettle"]);
    let file = other
        .get("/api/analytics/export.csv?report=searches")
        .text();
    assert!(
        file.contains("kettle,1,1") && !file.contains("lamp"),
        "{file}"
    );
}

#[test]
fn every_report_is_widened_to_whole_intervals() {
    let (shop, _, _, seller) = shop();
    let span = "from=2026-03-03T12:10:00Z&to=2026-03-03T13:00:00Z";
    for (interval, from, to, views) in [
        (
            "hour",
            "2026-03-03T12:00:00Z",
            "2026-03-03T13:00:00Z",
            [50, 0],
        ),
        (
            "day",
            "2026-03-03T00:00:00Z",
            "2026-03-04T00:00:00Z",
            [50, 0],
        ),
        (
            "week",
            "2026-03-02T00:00:00Z",
            "2026-03-09T00:00:00Z",
            [80, 30],
        ),
        (
            "month",
            "2026-03-01T00:00:00Z",
            "2026-04-01T00:00:00Z",
            [80, 30],
        ),
    ] {
        for (caller, views) in [(shop.admin(), views[0]), (seller.clone(), views[1])] {
            let report = |name: &str| read(&caller, &format!("{name}?{span}&interval={interval}"));
            let series = report("timeseries");
            let sum: i64 = counts(&series["items"], "views").iter().sum();
            assert_eq!(sum, views, "{interval}");
            assert_eq!(report("summary")["views"], views, "{interval}");
            let steps = report("funnel");
            assert_eq!(steps["steps"][0]["count"], views, "{interval}");
            let top: i64 = counts(&report("top")["items"], "views").iter().sum();
            assert_eq!(top, views, "{interval}");
            for name in ["summary", "timeseries", "funnel", "top", "carts"] {
                let found = report(name);
                assert_eq!(found["from"], from, "{name} {interval}");
                assert_eq!(found["to"], to, "{name} {interval}");
            }
            // Searches are known by whole days.
            let searches = report("searches");
            let day = if interval == "hour" {
                "2026-03-03T00:00:00Z"
            } else {
                from
            };
            assert_eq!(searches["from"], day, "{interval}");
            let file = caller.get(&format!(
                "/api/analytics/export.csv?report=funnel&{span}&interval={interval}"
            ));
            assert!(
                file.text().contains(&format!("view,{views},")),
                "{interval}"
            );
        }
    }
    // The month before a month is a month, whatever their lengths.
    let april = read(
        &shop.admin(),
        "summary?from=2026-04-10&to=2026-04-11&interval=month",
    );
    assert_eq!(april["views"], 7);
    assert_eq!(april["previous"]["from"], "2026-03-01T00:00:00Z");
    assert_eq!(april["previous"]["views"], 80);
}

#[test]
fn what_rises_is_trending() {
    let shop = TestShop::start();
    let (old, new) = (shop.product("Old").create(), shop.product("New").create());
    let guest = shop.guest().with("DNT", "1");
    let day = 86_400;
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let click = |product: i64, ago: u64, many: usize| {
        let at = jiff::Timestamp::from_second((now - ago) as i64)
            .unwrap()
            .to_string();
        let event = json!({"action": "click", "product_id": product, "at": at});
        guest
            .post("/api/events", json!({"events": vec![event; many]}))
            .expect_status(202);
    };
    (1..8).for_each(|days| click(old.id, days * day + 7_200, 10));
    click(old.id, 60, 10);
    click(new.id, 60, 10);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let trending = read(&shop.admin(), "trending");
    assert_eq!(trending["items"][0]["product_id"], new.id);
    assert!(
        trending["items"][0]["growth"].as_f64().unwrap() > 2.0,
        "{trending}"
    );
    assert_eq!(
        read(&shop.seller("Without any"), "trending"),
        json!({"items": []})
    );
}

#[test]
fn a_shop_without_events_has_zeros() {
    let shop = EMPTY.get();
    let admin = shop.admin();
    assert_eq!(read(&admin, "summary")["views"], 0);
    let days = read(&admin, "timeseries?from=2020-01-01&to=2020-01-04");
    assert_eq!(counts(&days["items"], "views"), [0, 0, 0]);
    assert_eq!(read(&admin, "top")["items"], json!([]));
    let carts = read(&admin, "carts");
    assert_eq!(
        (&carts["opened"], &carts["abandonment_rate"]),
        (&json!(0), &json!(0.0))
    );
    assert_eq!(carts["idle_minutes"], 60);
}

#[test]
fn wrong_spans_are_refused_by_name() {
    let shop = EMPTY.get();
    let admin = shop.admin();
    for (query, parameter) in [
        ("summary?from=yesterday", "from"),
        ("summary?to=2026-13-01", "to"),
        ("summary?from=2026-02-01&to=2026-01-01", "from"),
        ("timeseries?interval=minute", "interval"),
        (
            "timeseries?interval=hour&from=2000-01-01&to=2026-01-01",
            "interval",
        ),
        ("top?by=smell", "by"),
        ("top?limit=0", "limit"),
        ("top?limit=101", "limit"),
        ("carts?idle_minutes=-1", "idle_minutes"),
        ("summary?interval=minute", "interval"),
        ("funnel?interval=", "interval"),
        ("top?interval=Day", "interval"),
        ("searches?interval=year", "interval"),
        ("carts?interval=7", "interval"),
        ("funnel?interval=day&interval=week", "interval"),
        ("summary?from=2026-01-01T10:00:00", "from"),
    ] {
        admin
            .get(&format!("/api/analytics/{query}"))
            .expect_bad_parameter(parameter);
    }
}
