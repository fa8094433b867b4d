//! Request bodies: read strictly, refused in words.

use serde_json::json;

use crate::SHOP;

#[test]
fn what_is_not_json_is_refused() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let deep = format!(
        r#"{{"name":"x","price":1,"attributes":{}1{}}}"#,
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    for body in [
        &b""[..],
        b"{",
        b"nonsense",
        b"{\"name\":\"x\",\"price\":1",
        b"{\"name\":\"x\",\"price\":1} {}",
        b"{\"name\":\"x\",\"price\":1,}",
        b"{'name':'x'}",
        b"{\"name\":\"\xff\xfe\",\"price\":1}",
        b"{\"name\":\"\\ud800\",\"price\":1}",
        b"{\"name\":\"x\x01\",\"price\":1}",
        b"\xef\xbb\xbf{\"name\":\"x\",\"price\":1}",
        b"{\"name\":\"x\",\"price\":NaN}",
    ] {
        let reply = admin.post_text("/api/products", body);
        assert_eq!(
            reply.status,
            400,
            "{}: {}",
            String::from_utf8_lossy(body),
            reply.text()
        );
        let code = reply.json()["code"].as_str().unwrap().to_owned();
        reply.expect_problem(400, &code);
        assert!(
            ["invalid-body", "invalid-fields"].contains(&code.as_str()),
            "{code}"
        );
    }
    assert_eq!(admin.post_text("/api/products", deep).status, 400);
    assert_eq!(
        admin.post_text("/api/products", "[".repeat(100_000)).status,
        400
    );
}

#[test]
fn wrong_shapes_name_the_field() {
    let shop = SHOP.get();
    let admin = shop.admin();
    for (body, pointer) in [
        (r#"[]"#, ""),
        (r#"null"#, ""),
        (r#""text""#, ""),
        (r#"{"price":1}"#, "/name"),
        (r#"{"name":7,"price":1}"#, "/name"),
        (r#"{"name":null,"price":1}"#, "/name"),
        (r#"{"name":"x"}"#, "/price"),
        (r#"{"name":"x","price":"1"}"#, "/price"),
        (r#"{"name":"x","price":1.5}"#, "/price"),
        (r#"{"name":"x","price":1e3}"#, "/price"),
        (r#"{"name":"x","price":99999999999999999999}"#, "/price"),
        (r#"{"name":"x","price":true}"#, "/price"),
        (r#"{"name":"x","price":1,"pirce":2}"#, "/pirce"),
        (r#"{"name":"x","price":1,"price":2}"#, "/price"),
        (r#"{"name":"x","price":1,"id":5}"#, "/id"),
        (r#"{"name":"x","price":1,"view_count":5}"#, "/view_count"),
        (r#"{"name":"x","price":1,"tags":"a"}"#, "/tags"),
        (r#"{"name":"x","price":1,"tags":["a",7]}"#, "/tags/1"),
        (
            r#"{"name":"x","price":1,"condition":"shiny"}"#,
            "/condition",
        ),
        (
            r#"{"name":"x","price":1,"attributes":{"a":1}}"#,
            "/attributes/a",
        ),
        (
            r#"{"name":"x","price":1,"attributes":{"a":"1","a":"2"}}"#,
            "/attributes/a",
        ),
        (
            r#"{"name":"x","variants":[{"price":1,"sku":5}]}"#,
            "/variants/0/sku",
        ),
        (
            r#"{"name":"x","variants":[{"price":1,"colour":"red"}]}"#,
            "/variants/0/colour",
        ),
        (
            r#"{"name":"x","variants":[{"price":1,"price":2}]}"#,
            "/variants/0/price",
        ),
        (
            r#"{"name":"x","variants":[{"price":1,"options":{"a":"1","a":"2"}}]}"#,
            "/variants/0/options/a",
        ),
        (r#"{"name":"x","variants":[[1]]}"#, "/variants/0"),
        (r#"{"name":"x","variants":{}}"#, "/variants"),
        (
            r#"{"name":"x","price":1,"category":{"id":1,"id":2}}"#,
            "/category/id",
        ),
    ] {
        let reply = admin.post_text("/api/products", body);
        let problem = reply.expect_problem(400, "invalid-fields");
        assert_eq!(
            problem["errors"][0]["pointer"], pointer,
            "{body}: {problem}"
        );
        let text = problem.to_string();
        for rust in ["struct ", "i64", "u32", "serde", "variant `", "Option"] {
            assert!(!text.contains(rust), "{body}: {text}");
        }
    }
}

#[test]
fn patches_are_as_strict() {
    let shop = SHOP.get();
    let mug = shop.product("Strict Mug").create();
    let patch = |body: &str| {
        let body = Some(("application/json", body.as_bytes().to_vec()));
        shop.admin().send("PATCH", &mug.path(), body)
    };
    for (body, pointer) in [
        (r#"{"price":1,"price":2}"#, "/price"),
        (r#"{"nothing":1}"#, "/nothing"),
        (r#"{"name":7}"#, "/name"),
        (r#"{"attributes":{"a":"1","a":"2"}}"#, "/attributes/a"),
        (
            r#"{"variants":[{"options":{"a":"1","a":"2"}}]}"#,
            "/variants/0/options/a",
        ),
        (r#"{"is_active":"yes"}"#, "/is_active"),
        (r#"[]"#, ""),
    ] {
        let problem = patch(body).expect_problem(400, "invalid-fields");
        assert_eq!(
            problem["errors"][0]["pointer"], pointer,
            "{body}: {problem}"
        );
    }
    assert_eq!(shop.get(&mug.path()).json()["name"], "Strict Mug");
    patch("{}").expect_status(200);
}

#[test]
fn only_json_is_taken_whatever_its_parameters() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = || br#"{"name":"Typed","price":1}"#.to_vec();
    for media_type in [
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON",
        "application/merge-patch+json",
    ] {
        admin
            .send("POST", "/api/products", Some((media_type, body())))
            .expect_status(201);
    }
    for media_type in [
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "application/xml",
        "multipart/form-data; boundary=x",
        "json",
        "application/json; charset=utf-16",
    ] {
        let reply = admin.send("POST", "/api/products", Some((media_type, body())));
        reply.expect_problem(415, "unsupported-media-type");
    }
    let mut raw = shop.raw();
    let authorization = admin.authorization().to_owned();
    raw.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Length: 2\r\n\r\n{{}}"
    ));
    raw.reply().expect_problem(415, "unsupported-media-type");
}

#[test]
fn a_packed_body_is_not_unpacked() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = || {
        Some((
            "application/json",
            b"{\"name\":\"Packed\",\"price\":1}".to_vec(),
        ))
    };
    for encoding in ["gzip", "br", "deflate", "gzip, identity"] {
        let reply = admin
            .with("Content-Encoding", encoding)
            .send("POST", "/api/products", body());
        reply.expect_problem(415, "unsupported-media-type");
    }
    let plain = admin
        .with("Content-Encoding", "identity")
        .send("POST", "/api/products", body());
    plain.expect_status(201);
}

#[test]
fn a_body_over_its_limit_is_413_with_a_length_and_without() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let large = json!({"name": "Large", "price": 1, "description": "x".repeat(300 * 1024)});
    admin
        .post("/api/products", &large)
        .expect_problem(413, "body-too-large");
    let text = large.to_string();
    let mut raw = shop.raw();
    let authorization = admin.authorization();
    raw.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        text.len()
    ));
    raw.try_send(&text);
    raw.reply().expect_problem(413, "body-too-large");
    // A length that is too large is refused before the body comes.
    let mut raw = shop.raw();
    raw.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\
         Content-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{{"
    ));
    raw.reply().expect_problem(413, "body-too-large");
    // The largest real product still fits.
    let whole = json!({"name": "Whole", "price": 1, "description": "x".repeat(20_000)});
    admin.post("/api/products", &whole).expect_status(201);
}

#[test]
fn a_body_may_come_in_pieces_and_after_a_question() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let authorization = admin.authorization();
    let mut raw = shop.raw();
    raw.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
    ));
    assert_eq!(raw.reply_to_head().status, 100);
    raw.send("d\r\n{\"name\":\"Piec\r\n")
        .send("e\r\nes\",\"price\":1}\r\n0\r\n\r\n");
    let made = raw.reply().expect_status(201).json();
    assert_eq!(made["name"], "Pieces");
}

#[test]
fn what_takes_no_body_refuses_one_that_says_something() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let product = shop.product("Not to be deleted").create();
    let path = product.path();
    for (method, path) in [
        ("POST", "/api/tracking/flush"),
        ("POST", "/api/admin/backups"),
        ("POST", "/api/reviews/1/helpful"),
        ("POST", "/api/auth/logout"),
        ("PUT", "/api/favorites/1"),
        ("DELETE", "/api/cart"),
        ("DELETE", &path),
    ] {
        let send = |body: &str| {
            let body = body.as_bytes().to_vec();
            admin.send(method, path, Some(("application/json", body)))
        };
        send(r#"{"force":true}"#).expect_bad_field("/force");
        send("[]").expect_bad_field("");
        send("null").expect_bad_field("");
        send("{").expect_problem(400, "invalid-body");
        send(&format!("{{}}{}", " ".repeat(10_000))).expect_problem(400, "invalid-body");
    }
    shop.get(&path).expect_status(200);
    for body in ["", "{}", " {\n} ", "  "] {
        admin
            .post_text("/api/tracking/flush", body)
            .expect_status(200);
        let body = Some(("text/plain", body.as_bytes().to_vec()));
        admin.send("DELETE", "/api/cart", body).expect_status(200);
    }
    // Who has to be known is asked first who that is; a guest has a cart.
    let nobody = shop.guest();
    nobody
        .post("/api/tracking/flush", json!({"x": 1}))
        .expect_problem(401, "unauthorized");
    let cart = nobody.send(
        "DELETE",
        "/api/cart",
        Some(("application/json", b"[]".to_vec())),
    );
    cart.expect_bad_field("");
    // Kept under a key as well: the body that is refused is no first answer of the one that is not.
    let keyed = admin.with("Idempotency-Key", "a-body-that-says-something");
    keyed
        .post("/api/tracking/flush", json!({"x": 1}))
        .expect_bad_field("/x");
    keyed
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    admin.delete(&path).expect_status(204);
}
