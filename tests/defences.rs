//! What keeps strangers at bay: headers that browsers heed, CORS, rates, sizes, deadlines, shares.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use serde_json::json;
use support::{Client, Raw, Reply, TestShop, eventually};

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

#[track_caller]
fn armoured(reply: &Reply) {
    for (name, value) in ALWAYS {
        assert_eq!(reply.header(name), Some(value), "{}: {name}", reply.what);
    }
    let policy = reply.expect("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") || policy.starts_with("default-src 'self'"));
    let kind = reply.header("content-type").unwrap_or_default();
    if kind.starts_with("text/html") {
        let scripts = policy.split(';').find(|part| part.contains("script-src"));
        assert!(
            scripts.is_none_or(|scripts| !scripts.contains("unsafe")),
            "{}: {policy}",
            reply.what
        );
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{}: {policy}",
            reply.what
        );
    }
    assert!(reply.header("cross-origin-resource-policy").is_some());
    assert_eq!(reply.header("strict-transport-security"), None);
}

#[test]
fn every_answer_says_what_browsers_shall_refuse() {
    let shop = TestShop::start();
    let mug = shop.product("Mug").create();
    let guest = shop.guest();
    let etag = guest.get(&mug.path()).expect("etag").to_owned();
    for (reply, status) in [
        (guest.get("/"), 200),
        (guest.get("/docs"), 200),
        (guest.get("/docs/rapidoc"), 200),
        (guest.get("/openapi.json"), 200),
        (guest.get("/healthz"), 200),
        (guest.get("/favicon.svg"), 200),
        (guest.get(&mug.path()), 200),
        (guest.head(&mug.path()), 200),
        (guest.with("If-None-Match", &etag).get(&mug.path()), 304),
        (guest.options("/api/products"), 204),
        (guest.get("/api/nothing"), 404),
        (guest.get("/media/nothing"), 404),
        (guest.get("/nothing"), 404),
        (guest.delete("/api/products"), 405),
        (guest.post("/api/products", json!({})), 401),
        (
            shop.customer("armour@example.org")
                .post("/api/products", json!({})),
            403,
        ),
        (shop.admin().post("/api/products", json!({})), 400),
        (shop.product("Jug").send(), 201),
        (shop.admin().delete(&mug.path()), 204),
    ] {
        assert_eq!(reply.status, status, "{}", reply.what);
        armoured(&reply);
    }
    // What never reaches a route.
    let mut raw = shop.raw();
    raw.send("NONSENSE\r\n\r\n");
    armoured(&raw.reply().expect_status(400));
}

#[test]
fn https_stays_https_where_a_trusted_proxy_says_so() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    let secure = shop.guest().with("X-Forwarded-Proto", "https");
    let header = |caller: &Client| {
        let reply = caller.get("/api/products");
        reply.header("strict-transport-security").map(str::to_owned)
    };
    assert_eq!(header(&secure).as_deref(), Some("max-age=31536000"));
    assert_eq!(header(&shop.guest()), None);
    let other = TestShop::start();
    let lying = other.guest().with("X-Forwarded-Proto", "https");
    assert_eq!(header(&lying), None);
}

#[test]
fn only_configured_origins_may_call_from_pages() {
    let shop = TestShop::with(&["--cors-origin", "https://shop.example,https://app.example"]);
    for (origin, allowed) in [
        ("https://shop.example", true),
        ("https://app.example", true),
        ("https://shop.example:444", false),
        ("http://shop.example", false),
        ("https://shop.example.evil.example", false),
        ("https://evil.example", false),
        ("null", false),
        ("*", false),
    ] {
        let caller = shop.guest().with("Origin", origin);
        let asking = caller.with("Access-Control-Request-Method", "POST");
        let preflight = asking.options("/api/products").expect_status(204);
        let shared = allowed.then_some(origin);
        for reply in [
            &preflight,
            &caller.get("/api/products"),
            &caller.get("/api/nothing"),
            &caller.post("/api/products", json!({})),
        ] {
            assert_eq!(
                reply.header("access-control-allow-origin"),
                shared,
                "{origin} {}",
                reply.what
            );
            let credentials = reply.header("access-control-allow-credentials");
            assert_eq!(
                credentials,
                allowed.then_some("true"),
                "{origin} {}",
                reply.what
            );
            let varies = reply.headers.get_all("vary").iter();
            let mut varies = varies.filter_map(|value| value.to_str().ok());
            assert!(
                varies.any(|value| value.contains("Origin")),
                "{}",
                reply.what
            );
        }
        let methods = preflight.header("access-control-allow-methods");
        assert_eq!(methods.is_some(), allowed, "{origin}");
        assert_eq!(preflight.expect("allow"), "GET, HEAD, OPTIONS, POST");
    }
    let closed = TestShop::start();
    let caller = closed.guest().with("Origin", "https://shop.example");
    for reply in [caller.get("/api/products"), caller.options("/api/products")] {
        let mut names = reply.headers.keys().map(|name| name.as_str());
        assert!(
            !names.any(|name| name.starts_with("access-control")),
            "{}",
            reply.what
        );
    }
}

/// Asks until it is too much; how often it was not.
#[track_caller]
fn allowed(ask: impl Fn() -> Reply) -> usize {
    for count in 0..50 {
        let reply = ask();
        if reply.status == 429 {
            reply.expect_problem(429, "rate-limited");
            let wait: u32 = reply.expect("retry-after").parse().unwrap();
            assert!((1..=3_600).contains(&wait), "{wait}");
            armoured(&reply);
            return count;
        }
    }
    50
}

#[test]
fn each_peer_has_a_budget_for_each_class() {
    let shop = TestShop::with(&[
        "--trusted-proxy",
        "127.0.0.1",
        "--rate-limit-logins",
        "3/h",
        "--rate-limit-searches",
        "5/h",
        "--rate-limit-writes",
        "7/h",
        "--rate-limit-reads",
        "9/h",
    ]);
    for peer in ["198.51.100.1", "198.51.100.2", "2001:db8::1"] {
        let caller = shop.guest().with("X-Forwarded-For", peer);
        let login = json!({"email": format!("nobody-{}@example.org", peer.len()), "password": "0123456789"});
        assert_eq!(
            allowed(|| caller.post("/api/auth/login", &login)),
            3,
            "{peer}"
        );
        assert_eq!(
            allowed(|| caller.get("/api/search/suggest?q=mug")),
            5,
            "{peer}"
        );
        assert_eq!(allowed(|| caller.get("/api/products?q=mug")), 0, "{peer}");
        assert_eq!(
            allowed(|| caller.post("/api/products", json!({}))),
            7,
            "{peer}"
        );
        assert_eq!(allowed(|| caller.delete("/api/products/1")), 0, "{peer}");
        assert_eq!(allowed(|| caller.get("/api/products")), 9, "{peer}");
        // Being alive and being asked by browsers cost nothing.
        for _ in 0..20 {
            caller.get("/healthz").expect_status(200);
            caller.options("/api/products").expect_status(204);
        }
    }
    // A neighbour in the same /64 is the same peer; one elsewhere is not.
    let near = shop.guest().with("X-Forwarded-For", "2001:db8::ffff");
    near.get("/api/products")
        .expect_problem(429, "rate-limited");
    let far = shop.guest().with("X-Forwarded-For", "2001:db8:1::1");
    far.get("/api/products").expect_status(200);
}

#[test]
fn a_forged_address_buys_nothing() {
    let shop = TestShop::with(&["--rate-limit-reads", "5/h"]);
    let number = std::cell::Cell::new(0);
    let forged = || {
        number.set(number.get() + 1);
        let address = format!("203.0.113.{}", number.get());
        let caller = shop.guest().with("X-Forwarded-For", &address);
        let caller = caller.with("Forwarded", &format!("for={address}"));
        caller.with("X-Real-IP", &address).get("/api/products")
    };
    assert_eq!(allowed(forged), 5);
    // Behind a proxy, what its callers write in front of its own word buys nothing either.
    let shop = TestShop::with(&["--rate-limit-reads", "5/h", "--trusted-proxy", "127.0.0.1"]);
    let number = std::cell::Cell::new(0);
    let forged = || {
        number.set(number.get() + 1);
        let line = format!("203.0.113.{}, 198.51.100.7", number.get());
        shop.guest()
            .with("X-Forwarded-For", &line)
            .get("/api/products")
    };
    assert_eq!(allowed(forged), 5);
}

#[test]
fn a_budget_fills_up_again() {
    let shop = TestShop::with(&["--rate-limit-reads", "2/s"]);
    assert!(allowed(|| shop.get("/api/products")) < 50);
    eventually("a new budget", || {
        (shop.get("/api/products").status == 200).then_some(())
    });
}

#[test]
fn callers_on_this_machine_are_free_where_nobody_asked_for_a_limit() {
    let shop = TestShop::start();
    // Not a login: wrong ones are counted on this machine as well.
    let nobody = json!({"email": "", "password": "", "name": ""});
    for _ in 0..70 {
        let answer = shop.guest().post("/api/auth/register", &nobody);
        answer.expect_problem(400, "invalid-fields");
    }
}

#[test]
fn wrong_rates_are_refused_at_the_start() {
    for rate in ["5", "0/s", "x/m", "5/d"] {
        let folder = support::Folder::new();
        let ran = support::refused(&folder, &["--rate-limit-writes", rate], &[]);
        ran.expect_code(2).expect_complaint(&[rate]);
    }
}

#[test]
fn bodies_have_their_limits() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let large = "x".repeat(65 * 1024);
    let category = json!({"name": large});
    admin
        .post("/api/categories", category)
        .expect_problem(413, "body-too-large");
    let keyed = admin.with("Idempotency-Key", "large");
    keyed
        .post("/api/categories", json!({"name": large}))
        .expect_problem(413, "body-too-large");
    // The largest product that may be: 200 variants, and 20,000 characters of four bytes.
    let variant = |n: usize| {
        json!({"price": 1_000_000, "stock_quantity": 1_000, "sku": format!("LARGEST-{n:04}"),
               "options": {"Colour": format!("Colour number {n}"), "Size": "Extraordinarily large"}})
    };
    let product = json!({
        "name": "Largest", "description": "🧿".repeat(20_000),
        "variants": (0..200).map(variant).collect::<Vec<_>>(),
    });
    assert!(product.to_string().len() > 64 * 1024);
    let made = admin
        .post("/api/products", &product)
        .expect_status(201)
        .json();
    let path = format!("/api/products/{}", made["id"]);
    let patch = json!({"description": "🪬".repeat(20_000)});
    admin.patch(&path, patch).expect_status(200);
    let more = json!({"name": "x", "price": 1, "description": "x".repeat(257 * 1024)});
    admin
        .post("/api/products", more)
        .expect_problem(413, "body-too-large");
}

#[test]
fn slow_heads_and_slow_bodies_are_cut_off() {
    let shop = TestShop::with(&["--header-timeout", "300ms", "--body-timeout", "300ms"]);
    let since = Instant::now();
    let mut head = shop.raw();
    head.send("GET / HTTP/1.1\r\nHost: x\r\nX-Half");
    let mut body = shop.raw();
    body.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        shop.admin().authorization()
    ));
    let reply = body.reply().expect_status(408);
    armoured(&reply);
    let reply = head.reply().expect_status(408);
    armoured(&reply);
    assert!(since.elapsed() < Duration::from_secs(10));
}

#[test]
fn one_peer_cannot_take_every_connection() {
    let shop = TestShop::with(&["--max-connections", "8", "--max-peer-connections", "2"]);
    // 0 where the shop hung up: it turns away in words one caller at a time.
    let alive = |raw: &mut Raw| {
        raw.try_send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        raw.try_reply(false).map_or(0, |reply| reply.status)
    };
    let connect = || {
        let mut raw = shop.raw();
        let status = alive(&mut raw);
        (raw, status)
    };
    // Those of the start have gone by now.
    let held = eventually("two places", || {
        let (one, two) = (connect(), connect());
        ((one.1, two.1) == (200, 200)).then_some((one.0, two.0))
    });
    eventually("a refusal in words", || {
        let (_third, status) = connect();
        assert_ne!(status, 200);
        (status == 503).then_some(())
    });
    let (mut one, two) = held;
    drop(two);
    eventually("a place", || (connect().1 == 200).then_some(()));
    assert_eq!(alive(&mut one), 200);
}
