//! From customer to seller.

use serde_json::{Value, json};

use crate::{SHOP, Stall, email, support::TestShop};

#[test]
fn who_applies_waits_and_cannot_sell_yet() {
    let shop = SHOP.get();
    let login = shop.customer("waiting@example.org");
    let body = json!({"name": "  Waiting Löoms ", "description": "Rugs.\nAnd more."});
    let made = login.post("/api/sellers", body).expect_status(201);
    let seller = made.json();
    assert_eq!(seller["name"], "Waiting Löoms");
    assert_eq!(seller["slug"], "waiting-looms");
    assert_eq!(seller["description"], "Rugs.\nAnd more.");
    assert_eq!(seller["status"], "pending");
    assert_eq!(seller["product_count"], 0);
    assert_eq!(seller["average_rating"], Value::Null);
    assert_eq!(
        made.expect("location"),
        format!("/api/sellers/{}", seller["id"])
    );
    assert_eq!(made.expect("cache-control"), "no-store");

    let me = login.get("/api/auth/me").json();
    assert_eq!(me["role"], "customer");
    assert_eq!(me["seller"]["status"], "pending");
    let refused = login
        .product("Too early")
        .send()
        .expect_problem(403, "forbidden");
    assert!(
        refused["detail"].as_str().unwrap().contains("approves"),
        "{refused}"
    );
    login
        .get("/api/seller/orders")
        .expect_problem(403, "forbidden");

    // Nobody else sees it; who applied does, and may mend it.
    let path = made.expect("location").to_owned();
    for other in [
        shop.guest(),
        shop.customer("other@example.org"),
        shop.seller("Applied Pots"),
    ] {
        other.get(&path).expect_problem(404, "not-found");
        other
            .get("/api/sellers/waiting-looms")
            .expect_problem(404, "not-found");
    }
    assert_eq!(
        login.get(&path).expect_status(200).json()["status"],
        "pending"
    );
    let mended = login
        .patch(&path, json!({"description": null}))
        .expect_status(200)
        .json();
    assert_eq!(mended["description"], Value::Null);
}

#[test]
fn an_account_has_one_seller() {
    let shop = SHOP.get();
    let stall = Stall::apply(&shop, "Only One");
    stall
        .login
        .post("/api/sellers", json!({"name": "Second"}))
        .expect_problem(409, "already-seller");
    stall.decide(&shop, json!({"status": "suspended"}));
    stall
        .login
        .post("/api/sellers", json!({"name": "Again"}))
        .expect_problem(409, "already-seller");
    let login = shop.customer("racing.seller@example.org");
    let made: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| login.post("/api/sellers", json!({"name": "Racer"})).status))
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(
        made.iter().filter(|status| **status == 201).count(),
        1,
        "{made:?}"
    );
    assert_eq!(
        made.iter().filter(|status| **status == 409).count(),
        7,
        "{made:?}"
    );
}

#[test]
fn slugs_are_unique_and_never_a_number() {
    let shop = SHOP.get();
    assert_eq!(Stall::apply(&shop, "Same Name").slug, "same-name");
    for (number, name) in [(2, "Same  Name"), (3, "Same name!")] {
        let login = shop.customer(&format!("same{number}@example.org"));
        let made = login
            .post("/api/sellers", json!({"name": name}))
            .expect_status(201);
        assert_eq!(made.json()["slug"], format!("same-name-{number}"));
    }
    let login = shop.customer("number@example.org");
    let made = login
        .post("/api/sellers", json!({"name": "1"}))
        .expect_status(201);
    assert_eq!(made.json()["slug"], "p-1");
    let login = shop.customer("signs@example.org");
    let made = login
        .post("/api/sellers", json!({"name": "☆!"}))
        .expect_status(201);
    assert_eq!(made.json()["slug"], "seller");
}

#[test]
fn an_application_that_cannot_be_is_refused() {
    let shop = SHOP.get();
    let login = shop.customer("faulty.seller@example.org");
    for (body, pointer) in [
        (json!({"name": ""}), "/name"),
        (json!({"name": " \n "}), "/name"),
        (json!({"name": "two\nlines"}), "/name"),
        (json!({"name": "x".repeat(201)}), "/name"),
        (
            json!({"name": "x", "description": "x".repeat(5_001)}),
            "/description",
        ),
        (
            json!({"name": "x", "description": "a\u{0}b"}),
            "/description",
        ),
    ] {
        login.post("/api/sellers", body).expect_bad_field(pointer);
    }
    for body in [
        json!({}),
        json!({"name": 7}),
        json!({"name": null}),
        json!({"name": "x", "status": "active"}),
        json!({"name": "x", "commission": 0}),
        json!({"name": "x", "slug": "anatolian"}),
        json!({"name": "x", "user_id": "1"}),
        json!([]),
    ] {
        let refused = login.post("/api/sellers", body);
        assert_eq!(refused.status, 400, "{}", refused.text());
    }
    shop.guest()
        .post("/api/sellers", json!({"name": "x"}))
        .expect_problem(401, "unauthorized");
    // An API token has no account that could sell.
    shop.admin()
        .post("/api/sellers", json!({"name": "x"}))
        .expect_problem(403, "forbidden");
    assert_eq!(login.get("/api/auth/me").json()["seller"], Value::Null);
}

#[test]
fn in_an_open_shop_everybody_sells_at_once() {
    let shop = TestShop::start();
    shop.admin()
        .patch("/api/admin/settings", json!({"open_sellers": true}))
        .expect_status(200);
    let stall = Stall::apply(&shop, "Open Stall");
    assert_eq!(stall.login.get("/api/auth/me").json()["role"], "seller");
    let made = stall.login.product("Sold at once").create();
    assert_eq!(made.body["seller"]["slug"], "open-stall");
    let profile = shop
        .get("/api/sellers/open-stall")
        .expect_status(200)
        .json();
    assert_eq!(profile["product_count"], 1);
    assert_eq!(profile["status"], "active");
    assert_eq!(email("Open Stall"), "open.stall@example.org");
}
