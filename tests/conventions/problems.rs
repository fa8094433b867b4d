//! Failures: RFC 9457 for every one, the framework's own and the protocol's included.

use serde_json::json;

use crate::SHOP;

#[test]
fn what_is_not_there_is_a_problem_everywhere() {
    let shop = SHOP.get();
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/products/999999999",
        "/api/products/99999999999999999999999999",
        "/api/products/0",
        "/api/products/no-such-slug",
        "/api/products/1/nothing",
        "/api/products/%00",
        "/api/products/%ff%fe",
        "/api/products/..%2f..%2fetc%2fpasswd",
        "/nothing",
        "/docs/nothing",
        "/docs/rapidoc/nothing",
        "/openapi.yaml",
        "/media/demo/nothing.svg",
        "/..",
    ] {
        let problem = shop.get(path).expect_problem(404, "not-found");
        let text = problem.to_string();
        for internal in ["rusqlite", "poem", "src/", "sql"] {
            assert!(!text.contains(internal), "{path}: {text}");
        }
    }
}

#[test]
fn heads_that_are_no_http_are_problems_too() {
    let shop = SHOP.get();
    let many: String = (0..5_000).map(|n| format!("X-{n}: 1\r\n")).collect();
    let wide = "x".repeat(40 * 1024);
    for (bytes, status, code) in [
        ("nonsense\r\n\r\n".to_owned(), 400, "bad-request"),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), 400, "bad-request"),
        (
            "GET /api/products HTTP/1.1\r\nno colon\r\n\r\n".to_owned(),
            400,
            "bad-request",
        ),
        (
            "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".to_owned(),
            400,
            "bad-request",
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc".to_owned(),
            400,
            "bad-request",
        ),
        (
            "\u{16}\u{3}\u{1} a TLS hello\r\n\r\n".to_owned(),
            400,
            "bad-request",
        ),
        (
            format!("GET / HTTP/1.1\r\n{many}\r\n"),
            431,
            "headers-too-large",
        ),
        (
            format!("GET / HTTP/1.1\r\nX: {wide}\r\n\r\n"),
            431,
            "headers-too-large",
        ),
    ] {
        let mut raw = shop.raw();
        raw.try_send(&bytes);
        let reply = raw.reply();
        reply.expect_problem(status, code);
        assert_eq!(reply.header("connection"), Some("close"), "{bytes:.40}");
        assert_eq!(raw.rest(), b"", "one answer, then the end: {bytes:.40}");
    }
}

#[test]
fn the_connection_survives_a_problem() {
    let shop = SHOP.get();
    let mut raw = shop.raw();
    for _ in 0..3 {
        raw.send("GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
        raw.reply().expect_problem(404, "not-found");
        raw.send("POST /api/products HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        raw.reply().expect_problem(401, "unauthorized");
        raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        raw.reply().expect_status(200);
    }
}

#[test]
fn every_bad_field_is_named_at_once() {
    let shop = SHOP.get();
    let body = json!({
        "name": " ", "price": -1, "slug": "Not A Slug", "tags": ["a", "a"], "weight_grams": -5,
        "attributes": {"a/b~c": "\u{7}"},
    });
    let problem = shop
        .admin()
        .post("/api/products", body)
        .expect_problem(400, "invalid-fields");
    let named: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    for pointer in [
        "/name",
        "/price",
        "/slug",
        "/tags/1",
        "/weight_grams",
        "/attributes/a~1b~0c",
    ] {
        assert!(named.contains(&pointer), "{pointer} is not in {named:?}");
    }
    for error in problem["errors"].as_array().unwrap() {
        assert!(
            error["detail"]
                .as_str()
                .is_some_and(|words| !words.is_empty())
        );
    }
}
