//! Credentials: 401, 403, and the 404 of what is somebody else's.

use serde_json::json;

use crate::{
    SHOP,
    support::{Client, Reply},
};

fn writes(caller: &Client) -> Vec<Reply> {
    let product = json!({"name": "x", "price": 1});
    vec![
        caller.post("/api/products", &product),
        caller.patch("/api/products/1", json!({"price": 2})),
        caller.delete("/api/products/1"),
        caller.post("/api/categories", json!({"name": "x"})),
        caller.patch("/api/categories/1", json!({"name": "x"})),
        caller.delete("/api/categories/1"),
        caller.get("/api/admin/export/products.csv"),
    ]
}

#[test]
fn without_good_credentials_everything_that_needs_them_is_401() {
    let shop = SHOP.get();
    let guest = shop.guest();
    let token = shop.token(&["--role", "admin"]);
    let long = format!("Bearer {}", "x".repeat(10_000));
    let callers = [
        guest.clone(),
        guest.with("Authorization", ""),
        guest.with("Authorization", "Bearer"),
        guest.with("Authorization", "Bearer "),
        guest.with("Authorization", "Basic YWRtaW46YWRtaW4="),
        guest.with("Authorization", &token),
        guest.bearer("nonsense"),
        guest.bearer("souk_nonsense"),
        guest.bearer(&token[..token.len() - 1]),
        guest.bearer(&format!("{token}x")),
        guest.bearer(&token.to_uppercase()),
        guest.with("Authorization", &long),
    ];
    for caller in callers {
        for reply in writes(&caller) {
            let problem = reply.expect_problem(401, "unauthorized");
            assert!(
                reply.expect("www-authenticate").starts_with("Bearer"),
                "{problem}"
            );
            assert!(!problem.to_string().contains(&token), "{problem}");
        }
    }
    let mut raw = shop.raw();
    raw.send(
        b"DELETE /api/products/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xe4\xff\r\n\r\n",
    );
    raw.reply().expect_problem(401, "unauthorized");
    // The scheme's case does not matter, and one that lives is let in.
    let lower = guest.with("Authorization", &format!("bearer {token}"));
    lower
        .post("/api/products", json!({"name": "Let in", "price": 1}))
        .expect_status(201);
}

#[test]
fn bad_credentials_are_refused_where_none_are_needed() {
    let shop = SHOP.get();
    let mug = shop.product("Public Mug").create();
    shop.guest()
        .bearer("nonsense")
        .get(&mug.path())
        .expect_problem(401, "unauthorized");
    shop.guest().get(&mug.path()).expect_status(200);
}

#[test]
fn a_customer_may_not_write() {
    let shop = SHOP.get();
    for reply in writes(&shop.customer_token()) {
        reply.expect_problem(403, "forbidden");
    }
}

#[test]
fn a_seller_may_not_do_what_is_the_administrators() {
    let shop = SHOP.get();
    let seller = shop.seller("Forbidden Looms");
    seller
        .post("/api/categories", json!({"name": "x"}))
        .expect_problem(403, "forbidden");
    seller
        .delete("/api/categories/1")
        .expect_problem(403, "forbidden");
    seller
        .get("/api/admin/export/products.csv")
        .expect_problem(403, "forbidden");
    let product = json!({"name": "x", "price": 1, "seller": "somebody-else"});
    seller
        .post("/api/products", product)
        .expect_problem(403, "forbidden");
}

#[test]
fn not_yours_looks_like_not_there_to_the_byte() {
    let shop = SHOP.get();
    let theirs = shop.seller("Their Looms").product("Theirs").create();
    let shops = shop.product("The Shop's").create();
    let me = shop.seller("My Looms");
    let shown = |reply: Reply| {
        reply.expect_problem(404, "not-found");
        let mut headers: Vec<_> = reply
            .headers
            .iter()
            .filter(|(name, _)| !["date", "request-id"].contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        headers.sort();
        (reply.body, headers)
    };
    let nowhere = "/api/products/987654321".to_owned();
    let price = json!({"price": 5});
    let patched = shown(me.patch(&nowhere, &price));
    let deleted = shown(me.delete(&nowhere));
    for path in [
        theirs.path(),
        shops.path(),
        format!("/api/products/{}", theirs.slug),
    ] {
        assert_eq!(shown(me.patch(&path, &price)), patched, "{path}");
        assert_eq!(shown(me.delete(&path)), deleted, "{path}");
        // A precondition tells nothing either.
        let stale = me.with("If-Match", "\"stale\"");
        assert_eq!(shown(stale.patch(&path, &price)), patched, "{path}");
        // Nor does a body that could not be.
        assert_eq!(
            shown(me.patch(&path, json!({"category": "no-such"}))),
            shown(me.patch(&nowhere, json!({"category": "no-such"}))),
            "{path}"
        );
    }
    assert_eq!(shop.get(&theirs.path()).json()["price"], 1_000);
}
