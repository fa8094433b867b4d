//! CSRF: what a page of another site makes a browser send.

use serde_json::{Value, json};

use crate::{
    SHOP, browser, cookie_of, credentials, registration,
    support::{Browser, Client, TestShop},
};

/// What browsers say of requests from elsewhere.
fn elsewhere(caller: &Client) -> [Client; 6] {
    [
        caller.with("Origin", "https://evil.example"),
        caller.with("Origin", "null"),
        caller.with("Origin", "http://127.0.0.1:1"),
        caller.with("Sec-Fetch-Site", "cross-site"),
        caller.with("Sec-Fetch-Site", "same-site"),
        caller
            .with("Origin", "https://evil.example")
            .with("Sec-Fetch-Site", "cross-site"),
    ]
}

/// What they say of those from the shop's own pages, and what programs say.
fn at_home(shop: &TestShop, caller: &Client) -> [Client; 4] {
    let origin = format!("http://{}", shop.address());
    [
        caller.clone(),
        caller.with("Origin", &origin),
        caller.with("Sec-Fetch-Site", "same-origin"),
        caller
            .with("Origin", &origin)
            .with("Sec-Fetch-Site", "same-origin"),
    ]
}

#[test]
fn no_other_site_writes_with_a_login() {
    let shop = SHOP.get();
    let mug = shop.product("Cross Mug").stock(9).create();
    let ada = browser(&shop, "csrf@example.org");
    let writes: [(&str, String, Option<Value>); 9] = [
        ("PATCH", "/api/auth/me".into(), Some(json!({"name": "Eve"}))),
        ("POST", "/api/auth/logout".into(), None),
        (
            "POST",
            "/api/auth/password".into(),
            Some(json!({"current_password": "x", "new_password": "0123456789"})),
        ),
        ("DELETE", "/api/auth/sessions/1".into(), None),
        (
            "POST",
            "/api/cart/items".into(),
            Some(json!({"product_id": mug.id})),
        ),
        ("DELETE", "/api/cart".into(), None),
        ("PUT", format!("/api/favorites/{}", mug.id), None),
        (
            "POST",
            format!("/api/products/{}/reviews", mug.id),
            Some(json!({"rating": 1})),
        ),
        (
            "POST",
            "/api/events".into(),
            Some(json!({"events": [{"action": "click", "product_id": mug.id}]})),
        ),
    ];
    for (method, path, body) in &writes {
        for caller in elsewhere(&ada) {
            let body = body
                .as_ref()
                .map(|body| ("application/json", body.to_string().into_bytes()));
            let reply = caller.send(method, path, body);
            reply.expect_problem(403, "cross-origin");
        }
    }
    // A form needs no leave of the browser's, whatever it calls itself.
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let body = Some((kind, br#"{"name":"Eve"}"#.to_vec()));
        let caller = ada.with("Origin", "https://evil.example");
        caller
            .send("POST", "/api/auth/logout", body)
            .expect_problem(403, "cross-origin");
    }
    let me = ada.get("/api/auth/me").expect_status(200).json();
    assert_eq!(me["name"], "Ada", "nothing happened");
    assert_eq!(ada.get("/api/cart").json()["item_count"], 0);
    for caller in at_home(&shop, &ada) {
        caller
            .patch("/api/auth/me", json!({"name": "Ada L."}))
            .expect_status(200);
    }
    // Reading shows a foreign page nothing, and changes nothing.
    for caller in elsewhere(&ada) {
        let read = caller.get("/api/auth/me").expect_status(200);
        assert_eq!(read.header("access-control-allow-origin"), None);
    }
}

#[test]
fn no_other_site_writes_with_a_guests_cart() {
    let shop = SHOP.get();
    let mug = shop.product("Guest Mug").stock(9).create();
    let item = json!({"product_id": mug.id});
    let made = shop.guest().post("/api/cart/items", &item);
    let cart = cookie_of(&made.expect_status(201), "souk_cart");
    let guest = shop.guest().with("Cookie", &cart);
    for caller in elsewhere(&guest) {
        caller
            .post("/api/cart/items", &item)
            .expect_problem(403, "cross-origin");
        caller
            .delete("/api/cart")
            .expect_problem(403, "cross-origin");
        // Nor is it merged into an account of the attacker's.
        caller
            .post("/api/auth/register", registration("eve@example.org"))
            .expect_problem(403, "cross-origin");
    }
    assert_eq!(guest.get("/api/cart").json()["item_count"], 1);
    for caller in at_home(&shop, &guest) {
        caller.post("/api/cart/items", &item).expect_status(200);
    }
}

#[test]
fn who_carries_no_cookie_is_asked_nothing() {
    let shop = SHOP.get();
    let ada = shop.customer("bearer-csrf@example.org");
    for caller in elsewhere(&ada) {
        caller
            .patch("/api/auth/me", json!({"name": "Ada"}))
            .expect_status(200);
    }
    // A token says who calls, also beside a cookie, and no page sends one unasked.
    let both = ada.with("Cookie", "souk_session=stale");
    for caller in elsewhere(&both) {
        caller
            .patch("/api/auth/me", json!({"name": "Ada"}))
            .expect_status(200);
    }
}

#[test]
fn origins_that_the_shop_is_open_to_may_write() {
    let shop = TestShop::with(&["--cors-origin", "https://app.example"]);
    let ada = browser(&shop, "friend@example.org");
    let rename = |caller: &Client| caller.patch("/api/auth/me", json!({"name": "Ada"}));
    let friend = ada.with("Origin", "https://app.example");
    rename(&friend.with("Sec-Fetch-Site", "same-site")).expect_status(200);
    let stranger = ada.with("Origin", "https://app.example.evil.example");
    rename(&stranger).expect_problem(403, "cross-origin");
}

#[test]
fn forms_of_other_sites_are_refused_with_and_without_a_login() {
    let shop = SHOP.get();
    shop.customer("forms@example.org");
    let origin = format!("http://{}", shop.address());
    let browser = Browser::new(&shop.guest(), origin);
    let login = [
        ("email", "forms@example.org"),
        ("password", crate::support::PASSWORD),
    ];
    let evil = [("Origin", "https://evil.example")];
    let refused = browser.post_with("/account/login", &login, &evil);
    assert_eq!(refused.status, 403);
    assert!(
        browser.cookies().is_empty(),
        "nobody is logged in as another"
    );
    browser.post("/account/login", &login).expect_status(303);
    for headers in [&evil, &[("Sec-Fetch-Site", "cross-site")]] {
        let refused = browser.post_with("/account/logout", &[], headers);
        assert_eq!(refused.status, 403);
        assert!(
            refused.expect("content-type").starts_with("text/html"),
            "people are told"
        );
    }
    browser.get("/account").expect_status(200);
    browser.post("/account/logout", &[]).expect_status(303);
    shop.guest()
        .post("/api/auth/login", credentials("forms@example.org"))
        .expect_status(200);
}

#[test]
fn beacons_of_own_pages_are_taken() {
    let shop = SHOP.get();
    let mug = shop.product("Beacon Mug").create();
    let ada = browser(&shop, "beacon@example.org");
    let body = json!({"events": [{"action": "click", "product_id": mug.id}]}).to_string();
    let [silent, told @ ..] = at_home(&shop, &ada);
    let text = Some(("text/plain", body.clone().into_bytes()));
    silent
        .send("POST", "/api/events", text)
        .expect_problem(415, "unsupported-media-type");
    for caller in told {
        for kind in ["text/plain;charset=UTF-8", "application/json"] {
            let reply = caller.send(
                "POST",
                "/api/events",
                Some((kind, body.clone().into_bytes())),
            );
            reply.expect_status(202);
        }
    }
}

#[test]
fn behind_a_proxy_the_origin_is_the_one_that_people_see() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    let proxied = shop
        .guest()
        .with("X-Forwarded-Proto", "https")
        .with("X-Forwarded-Host", "shop.example");
    let made = proxied.post("/api/auth/register", registration("proxied@example.org"));
    let cookie = cookie_of(&made.expect_status(201), "__Host-souk_session");
    let ada = proxied.with("Cookie", &cookie);
    let rename = |origin: &str| {
        let caller = ada.with("Origin", origin);
        caller.patch("/api/auth/me", json!({"name": "Ada"}))
    };
    rename("https://shop.example").expect_status(200);
    rename("https://evil.example").expect_problem(403, "cross-origin");
    // Where nobody is trusted, such headers say nothing.
    let shop = TestShop::start();
    let ada = browser(&shop, "liar@example.org").with("X-Forwarded-Host", "evil.example");
    ada.with("Origin", "https://evil.example")
        .patch("/api/auth/me", json!({"name": "Eve"}))
        .expect_problem(403, "cross-origin");
}
