//! Slashes, HEAD, OPTIONS and CORS, request ids.

use serde_json::json;

use crate::{SHOP, support::TestShop};

#[test]
fn a_trailing_slash_makes_no_difference_and_no_redirect() {
    // Of its own: what other tests make between two reads would be a difference.
    let shop = TestShop::start();
    let mug = shop.product("Slash Mug").create();
    for path in [
        "/api/products".to_owned(),
        "/api/products?limit=1".to_owned(),
        mug.path(),
        format!("/api/products/{}", mug.slug),
        format!("{}/related", mug.path()),
        "/api/categories".to_owned(),
        "/api/search/suggest?q=mug".to_owned(),
    ] {
        let slashed = match path.split_once('?') {
            Some((path, query)) => format!("{path}/?{query}"),
            None => format!("{path}/"),
        };
        let (without, with) = (shop.get(&path), shop.get(&slashed));
        assert_eq!((without.status, with.status), (200, 200), "{path}");
        assert_eq!(without.body, with.body, "{path}");
    }
    let admin = shop.admin();
    let made = admin
        .post("/api/products/", json!({"name": "Slash Pot", "price": 1}))
        .expect_status(201);
    let path = format!("{}/", made.expect("location"));
    admin.patch(&path, json!({"price": 2})).expect_status(200);
    admin.delete(&path).expect_status(204);
    admin
        .post("/api/categories/", json!({"name": "Slash"}))
        .expect_status(201);
    // One slash is forgiven, not two.
    shop.get("/api/products//").expect_problem(404, "not-found");
}

#[test]
fn head_is_get_without_the_body() {
    let shop = SHOP.get();
    let mug = shop.product("Head Mug").create();
    for path in [
        mug.path(),
        "/api/products?limit=2".to_owned(),
        "/api/categories".to_owned(),
        "/api/products/does-not-exist".to_owned(),
        "/api/products?limit=0".to_owned(),
        "/api/nothing".to_owned(),
        "/openapi.json".to_owned(),
        "/docs".to_owned(),
        "/healthz".to_owned(),
        "/readyz".to_owned(),
        "/".to_owned(),
    ] {
        let get = shop.get(&path);
        let mut raw = shop.raw();
        // Pages name the host that they are asked for under.
        let host = shop.address();
        raw.send(format!(
            "HEAD {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ));
        let head = raw.reply_to_head();
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(raw.rest(), b"", "{path}");
        for name in ["content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
        assert_eq!(
            head.expect("content-length"),
            get.body.len().to_string(),
            "{path}"
        );
        assert!(head.header("request-id").is_some());
    }
    let etag = shop.get(&mug.path()).expect("etag").to_owned();
    let unchanged = shop.guest().with("If-None-Match", &etag).head(&mug.path());
    unchanged.expect_status(304).expect_header("etag", &etag);
}

#[test]
fn a_method_that_is_not_there_is_405_and_says_which_are() {
    let shop = SHOP.get();
    for (method, path, allow) in [
        ("PUT", "/api/products", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", "/api/products", "GET, HEAD, OPTIONS, POST"),
        (
            "POST",
            "/api/products/1",
            "DELETE, GET, HEAD, OPTIONS, PATCH",
        ),
        ("POST", "/api/products/1/related", "GET, HEAD, OPTIONS"),
        ("PATCH", "/api/categories", "GET, HEAD, OPTIONS, POST"),
        ("GET", "/api/categories/1", "DELETE, OPTIONS, PATCH"),
        ("BREW", "/api/products", "GET, HEAD, OPTIONS, POST"),
        ("POST", "/healthz", "GET, HEAD, OPTIONS"),
        ("DELETE", "/openapi.json", "GET, HEAD"),
        ("DELETE", "/docs", "GET, HEAD"),
        ("DELETE", "/", "GET, HEAD"),
    ] {
        let reply = shop.guest().send(method, path, None);
        reply.expect_problem(405, "method-not-allowed");
        assert_eq!(reply.header("allow"), Some(allow), "{method} {path}");
    }
}

#[test]
fn cors_is_for_the_configured_origins_only() {
    let shop = TestShop::with(&[
        "--cors-origin",
        "https://shop.example",
        "--cors-origin",
        "http://localhost:3000",
    ]);
    for origin in ["https://shop.example", "http://localhost:3000"] {
        let browser = shop.guest().with("Origin", origin);
        let preflight = browser
            .with("Access-Control-Request-Method", "PATCH")
            .with(
                "Access-Control-Request-Headers",
                "authorization, content-type",
            )
            .options("/api/products/1")
            .expect_status(204)
            .expect_header("access-control-allow-origin", origin);
        assert!(
            preflight
                .expect("access-control-allow-methods")
                .contains("PATCH")
        );
        let headers = preflight
            .expect("access-control-allow-headers")
            .to_ascii_lowercase();
        for name in [
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "cart-token",
        ] {
            assert!(headers.contains(name), "{name}");
        }
        assert!(preflight.expect("vary").contains("Origin"));
        let list = browser
            .get("/api/products")
            .expect_header("access-control-allow-origin", origin);
        assert!(list.expect("vary").contains("Origin"));
        assert!(
            list.expect("access-control-expose-headers")
                .contains("etag")
        );
        // A failure can be read across origins as well, or nobody learns what is wrong.
        browser
            .get("/api/nothing")
            .expect_header("access-control-allow-origin", origin);
    }
    for origin in [
        "https://evil.example",
        "https://shop.example.evil.example",
        "null",
        "http://shop.example",
    ] {
        let browser = shop.guest().with("Origin", origin);
        let preflight = browser.options("/api/products").expect_status(204);
        assert_eq!(
            preflight.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
        let list = browser.get("/api/products").expect_status(200);
        assert_eq!(list.header("access-control-allow-origin"), None, "{origin}");
        assert!(
            list.expect("vary").contains("Origin"),
            "a cache would mix up origins"
        );
    }
}

#[test]
fn without_configured_origins_options_says_the_methods_and_no_cors() {
    let shop = SHOP.get();
    let options = shop
        .guest()
        .with("Origin", "https://any.example")
        .options("/api/products");
    let options = options
        .expect_status(204)
        .expect_header("allow", "GET, HEAD, OPTIONS, POST");
    assert_eq!(options.header("access-control-allow-origin"), None);
    assert!(options.body.is_empty());
    shop.guest()
        .options("/api/nothing")
        .expect_problem(404, "not-found");
}

#[test]
fn every_answer_has_a_request_id_and_a_sane_one_is_the_callers() {
    let shop = SHOP.get();
    let first = shop.get("/healthz");
    let second = shop.get("/healthz");
    assert_ne!(first.expect("request-id"), second.expect("request-id"));
    for path in ["/api/products", "/api/nothing", "/docs", "/"] {
        let reply = shop.guest().with("Request-Id", "caller-1.A_b").get(path);
        assert_eq!(reply.header("request-id"), Some("caller-1.A_b"), "{path}");
    }
    let long = "x".repeat(65);
    for insane in ["a b", "<script>", "ä", long.as_str(), ""] {
        let reply = shop.guest().with("Request-Id", insane).get("/healthz");
        let id = reply.expect("request-id");
        assert!(id != insane && id.len() >= 8, "{insane:?} → {id:?}");
    }
}
