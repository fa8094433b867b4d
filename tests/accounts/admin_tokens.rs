//! API tokens over HTTP.

use serde_json::{Value, json};

use crate::{SHOP, support::TestShop};

const PATH: &str = "/api/admin/tokens";

#[test]
fn a_token_is_shown_once_and_works_at_once() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = json!({"name": " Deploy ", "role": "admin"});
    let made = admin.post(PATH, &body).expect_status(201);
    let made = made.expect_header("cache-control", "no-store");
    let body = made.json();
    let secret = body["token"].as_str().unwrap();
    assert!(
        secret.starts_with("souk_") && secret.len() >= 48,
        "256 bits"
    );
    assert_eq!(
        (&body["name"], &body["role"]),
        (&json!("Deploy"), &json!("admin"))
    );
    assert_eq!(
        (&body["expires_at"], &body["seller"]),
        (&Value::Null, &Value::Null)
    );
    let caller = shop.guest().bearer(secret);
    caller.product("Made by a token").create();
    let path = made.expect("location").to_owned();
    let kept = admin.get(&path).expect_status(200);
    assert_eq!(kept.json()["prefix"], secret[..11]);
    let list = admin.get(PATH).expect_status(200);
    for reply in [&kept, &list] {
        assert!(!reply.text().contains(&secret[11..]), "{}", reply.what);
    }
    // Dead at once, and only once.
    admin.delete(&path).expect_status(204);
    caller.get(PATH).expect_problem(401, "unauthorized");
    admin.delete(&path).expect_problem(404, "not-found");
    assert!(admin.get(&path).json()["revoked_at"].is_string());
    let log = admin.get(&format!("/api/admin/audit?subject=token+{}", body["id"]));
    let log = log.json();
    let actions: Vec<_> = log["items"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&actions[0]["action"], &actions[1]["action"]),
        (&json!("revoke"), &json!("create"))
    );
    assert!(!log.to_string().contains(&secret[11..]));
}

#[test]
fn a_sellers_token_acts_for_its_seller() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mine = shop.seller("Token Looms").product("Mine").create();
    let theirs = shop.seller("Other Looms").product("Theirs").create();
    for seller in [
        json!("token-looms"),
        mine.body["seller"]["id"].clone(),
        mine.body["seller"].clone(),
    ] {
        let body = json!({"name": "sync", "role": "seller", "seller": seller,
                          "expires_at": "2099-01-01T00:00:00Z"});
        let made = admin.post(PATH, body).expect_status(201).json();
        assert_eq!(made["seller"], mine.body["seller"]);
        assert_eq!(made["expires_at"], "2099-01-01T00:00:00Z");
        let caller = shop.guest().bearer(made["token"].as_str().unwrap());
        let patch = json!({"model": "x"});
        caller.patch(&mine.path(), &patch).expect_status(200);
        caller
            .patch(&theirs.path(), &patch)
            .expect_problem(404, "not-found");
        caller.get(PATH).expect_problem(403, "forbidden");
    }
}

#[test]
fn what_cannot_be_a_token_is_named() {
    let shop = SHOP.get();
    shop.seller("Named Looms");
    let admin = shop.admin();
    for (body, pointer) in [
        (json!({"role": "admin"}), "/name"),
        (json!({"name": " ", "role": "admin"}), "/name"),
        (json!({"name": "x".repeat(201), "role": "admin"}), "/name"),
        (json!({"name": "x", "role": "king"}), "/role"),
        (json!({"name": "x"}), "/role"),
        (json!({"name": "x", "role": "seller"}), "/seller"),
        (
            json!({"name": "x", "role": "seller", "seller": "nobody"}),
            "/seller",
        ),
        (
            json!({"name": "x", "role": "admin", "seller": "named-looms"}),
            "/seller",
        ),
        (
            json!({"name": "x", "role": "admin", "expires_at": "2001-01-01T00:00:00Z"}),
            "/expires_at",
        ),
        (
            json!({"name": "x", "role": "admin", "expires_at": "soon"}),
            "/expires_at",
        ),
        (
            json!({"name": "x", "role": "admin", "token": "souk_mine"}),
            "/token",
        ),
    ] {
        admin.post(PATH, &body).expect_bad_field(pointer);
    }
}

#[test]
fn tokens_are_an_admins_alone_and_paged() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for caller in [shop.customer("t@example.org"), shop.seller("Looms")] {
        let body = json!({"name": "x", "role": "admin"});
        caller.get(PATH).expect_problem(403, "forbidden");
        caller.post(PATH, body).expect_problem(403, "forbidden");
        caller
            .delete("/api/admin/tokens/1")
            .expect_problem(403, "forbidden");
    }
    for number in 0..4 {
        let body = json!({"name": format!("n{number}"), "role": "customer"});
        admin.post(PATH, body).expect_status(201);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("{PATH}?limit=2{cursor}")).json();
        assert_eq!(page["total"], 6);
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["id"].as_i64().unwrap()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 1]);
    admin
        .get(&format!("{PATH}?cursor=x"))
        .expect_bad_parameter("cursor");
}
