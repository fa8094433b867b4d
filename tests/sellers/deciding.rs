//! Approving and suspending: products, credentials, carts, orders, letters, the log.

use serde_json::{Value, json};

use crate::{
    SHOP, Stall, email,
    support::{Client, TestProduct, TestShop, parcel},
};

/// Every place where a shown product is found by everybody, as path and name; whether it is there.
fn sightings(shop: &TestShop, stall: &Stall, product: &TestProduct) -> Vec<(String, bool)> {
    let name = product.body["name"].as_str().unwrap();
    let word = name.split(' ').next().unwrap();
    let slug = product.body["slug"].as_str().unwrap();
    let paths = [
        "/api/products?limit=100".to_owned(),
        format!("/api/products?q={word}"),
        format!("/api/products?seller={}", stall.slug),
        format!("/api/products?tag={word}-tag"),
        format!("/api/products?brand={word}-brand"),
        format!("/api/search/suggest?q={word}"),
        "/sitemap-1.xml".to_owned(),
        "/feed.xml".to_owned(),
        format!("/api/products/{slug}"),
        product.path(),
        format!("/p/{slug}"),
        format!("/s/{}", stall.slug),
    ];
    let seen = |path: String| {
        let reply = shop.get(&path);
        let there =
            reply.status == 200 && (reply.text().contains(name) || reply.text().contains(slug));
        (path, there)
    };
    paths.into_iter().map(seen).collect()
}

fn everywhere(shop: &TestShop, stall: &Stall, product: &TestProduct, there: bool) {
    for (path, seen) in sightings(shop, stall, product) {
        assert_eq!(seen, there, "{path}");
    }
}

fn make(seller: &Client, word: &str) -> TestProduct {
    seller
        .product(&format!("{word} Rug"))
        .tags(&[&format!("{word}-tag")])
        .brand(&format!("{word}-brand"))
        .category("stalls")
        .stock(5)
        .create()
}

fn count_in_category(shop: &TestShop) -> Value {
    let tree = shop.get("/api/categories").json();
    let nodes = tree["items"].as_array().unwrap().clone();
    let found = nodes.into_iter().find(|node| node["slug"] == "stalls");
    found.unwrap()["product_count"].clone()
}

#[test]
fn a_suspended_sellers_products_are_nowhere_and_come_back() {
    let shop = TestShop::start();
    shop.category("Stalls");
    let stall = Stall::open(&shop, "Gone Looms");
    let rug = make(&stall.login, "Zyzzyva");
    let hidden = stall
        .login
        .product("Never shown")
        .set("is_active", false)
        .create();
    let other = make(&shop.seller("Staying Looms"), "Quixotic");
    everywhere(&shop, &stall, &rug, true);
    assert_eq!(count_in_category(&shop), 2);
    let related = format!("{}/related", other.path());
    assert_eq!(shop.get(&related).names(), ["Zyzzyva Rug"]);
    let favorites = shop.customer("liking@example.org");
    favorites.put(&format!("/api/favorites/{}", rug.body["id"]), json!({}));

    let decided = stall.decide(
        &shop,
        json!({"status": "suspended", "reason": "Late parcels"}),
    );
    assert_eq!(decided["status"], "suspended");
    assert_eq!(decided["product_count"], 2);
    everywhere(&shop, &stall, &rug, false);
    assert_eq!(count_in_category(&shop), 1);
    assert_eq!(shop.get(&related).names(), [""; 0]);
    assert_eq!(shop.get("/api/products?facets=true").json()["total"], 1);
    let facets = shop.get("/api/products?facets=true").text();
    assert!(!facets.contains("Zyzzyva"), "{facets}");
    shop.get(&format!("{}/reviews", rug.path()))
        .expect_problem(404, "not-found");
    assert_eq!(favorites.get("/api/favorites").json()["total"], 0);
    // An administrator sees it, and why nobody does.
    let seen = shop.admin().get(&rug.path()).expect_status(200).json();
    assert_eq!(
        (&seen["is_active"], &seen["is_withheld"]),
        (&json!(true), &json!(true))
    );
    // Changes of it do not show it, nor does a new one of that seller.
    shop.admin()
        .patch(&rug.path(), json!({"is_active": true, "price": 7}))
        .expect_status(200);
    shop.product("Smuggled in").set("seller", stall.id).create();
    everywhere(&shop, &stall, &rug, false);
    assert_eq!(shop.get("/api/products").json()["total"], 1);
    // What is given to another seller is shown.
    let moved = shop.product("Moved on").set("seller", stall.id).create();
    shop.admin()
        .patch(&moved.path(), json!({"seller": "staying-looms"}))
        .expect_status(200);
    shop.get(&moved.path()).expect_status(200);

    stall.decide(&shop, json!({"status": "active"}));
    everywhere(&shop, &stall, &rug, true);
    assert_eq!(shop.get(&rug.path()).json()["price"], 7);
    shop.get(&hidden.path()).expect_problem(404, "not-found");
    assert_eq!(
        shop.get(&format!("/api/products?seller={}", stall.slug))
            .json()["total"],
        2
    );
    assert_eq!(favorites.get("/api/favorites").json()["total"], 1);
    shop.command(["check"]).expect_code(0);
}

#[test]
fn credentials_lose_their_power_at_once() {
    let shop = SHOP.get();
    let stall = Stall::open(&shop, "Powerful Looms");
    let token = shop.seller("Powerful Looms");
    let rug = stall.login.product("Powerful Rug").create();
    for caller in [&stall.login, &token] {
        caller
            .patch(&rug.path(), json!({"price": 5}))
            .expect_status(200);
        caller.get("/api/seller/orders").expect_status(200);
    }
    for round in 0..3 {
        stall.decide(&shop, json!({"status": "suspended"}));
        for caller in [&stall.login, &token] {
            let refused = caller
                .product("Another")
                .send()
                .expect_problem(403, "forbidden");
            assert!(
                refused["detail"].as_str().unwrap().contains("suspended"),
                "{refused}"
            );
            let tried = caller.patch(&rug.path(), json!({"price": round}));
            assert!([403, 404].contains(&tried.status), "{}", tried.text());
            assert_eq!(caller.get(&rug.path()).status, 404);
            assert_ne!(caller.get("/api/seller/orders").status, 200);
            assert_ne!(
                caller.patch(&stall.path(), json!({"name": "x"})).status,
                200
            );
        }
        assert_eq!(stall.login.get("/api/auth/me").json()["role"], "customer");
        stall.decide(&shop, json!({"status": "active"}));
        for caller in [&stall.login, &token] {
            caller
                .patch(&rug.path(), json!({"price": 9}))
                .expect_status(200);
        }
    }
}

#[test]
fn carts_say_it_and_orders_stay() {
    let shop = SHOP.get();
    shop.sends_parcels();
    let stall = Stall::open(&shop, "Ordered Looms");
    let rug = stall
        .login
        .product("Ordered Rug")
        .price(5_000)
        .stock(9)
        .create();
    let order = shop.order(&[(&rug, 1)]).place();
    order.advance(&shop, &["payment_confirmed"]);
    let guest = shop.guest_with(&[(&rug, 2)]);
    stall.decide(&shop, json!({"status": "suspended"}));
    let cart = guest.cart();
    assert_eq!(cart["items"][0]["available"], 0, "{cart}");
    assert_eq!(cart["warnings"][0]["code"], "unavailable", "{cart}");
    let refused = guest.check_out(parcel());
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_ne!(shop.guest().add(&rug, 1).status, 201);
    // The order is there, and an administrator sends it.
    let [part] = order.fulfillments(&shop)[..] else {
        panic!("one fulfilment")
    };
    let ship = format!("/api/seller/fulfillments/{part}/ship");
    let sent = json!({"carrier": "DHL", "tracking_number": "1"});
    assert!([403, 404].contains(&stall.login.post(&ship, &sent).status));
    shop.admin().post(&ship, &sent).expect_status(200);
    assert_eq!(order.status(&shop), "shipped");
    let read = order.read(&shop);
    assert_eq!(read["fulfillments"][0]["seller"]["name"], "Ordered Looms");
    stall.decide(&shop, json!({"status": "active"}));
    assert_eq!(guest.cart()["warnings"], json!([]));
}

#[test]
fn sellers_get_letters_and_the_log_knows_who() {
    let shop = SHOP.get();
    let stall = Stall::apply(&shop, "Lettered Looms");
    stall.decide(&shop, json!({"status": "active"}));
    stall.decide(&shop, json!({"status": "active"}));
    stall.decide(
        &shop,
        json!({"status": "suspended", "reason": "Fakes\r\nBcc: x@example.org"}),
    );
    stall.decide(&shop, json!({"status": "active", "commission": 0.125}));
    stall.decide(&shop, json!({"commission": null}));
    let letters = shop.admin().get("/api/admin/outbox?limit=100").json();
    let address = email("Lettered Looms");
    let own = |letter: &&Value| letter["recipient"] == address;
    let items = letters["items"].as_array().unwrap();
    let mut got: Vec<String> = items
        .iter()
        .filter(own)
        .map(|letter| letter["subject"].as_str().unwrap().to_owned())
        .collect();
    got.reverse();
    assert_eq!(
        got,
        [
            "Lettered Looms may sell now",
            "Lettered Looms is suspended",
            "Lettered Looms may sell again"
        ]
    );
    let audit = shop.admin().get("/api/admin/audit?limit=100").json();
    let of_stall = |row: &&Value| row["subject"] == "seller lettered-looms";
    let rows: Vec<&Value> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(of_stall)
        .collect();
    let actions: Vec<&str> = rows
        .iter()
        .rev()
        .map(|row| row["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["approve", "suspend", "approve", "update"]);
    assert_eq!(rows[0]["before"]["commission"], 0.125);
    assert_eq!(rows[0]["after"]["commission"], Value::Null);
    assert!(
        rows[2]["after"]["reason"]
            .as_str()
            .unwrap()
            .starts_with("Fakes")
    );
}

#[test]
fn a_decision_that_cannot_be_is_refused() {
    let shop = SHOP.get();
    let stall = Stall::apply(&shop, "Undecided Looms");
    let path = format!("/api/admin/sellers/{}", stall.id);
    let admin = shop.admin();
    for (body, pointer) in [
        (json!({"status": null}), "/status"),
        (json!({"commission": -0.1}), "/commission"),
        (json!({"commission": 1.5}), "/commission"),
        (json!({"commission": 0.123_456_7}), "/commission"),
        (json!({"reason": "x".repeat(501)}), "/reason"),
    ] {
        admin.patch(&path, body).expect_bad_field(pointer);
    }
    for body in [
        json!({"status": "pending"}),
        json!({"status": 1}),
        json!({"commission": "0.1"}),
        json!({"slug": "x"}),
        json!({"user_id": null}),
    ] {
        let refused = admin.patch(&path, body);
        assert_eq!(refused.status, 400, "{}", refused.text());
    }
    for missing in [
        "0",
        "999999",
        "99999999999999999999",
        "nobody",
        "%27%20OR%201",
    ] {
        let path = format!("/api/admin/sellers/{missing}");
        admin
            .patch(&path, json!({"status": "active"}))
            .expect_problem(404, "not-found");
        admin.get(&path).expect_problem(404, "not-found");
    }
    for other in [
        stall.login.clone(),
        shop.seller("Deciding Pots"),
        shop.customer_token(),
    ] {
        other
            .patch(&path, json!({"status": "active"}))
            .expect_problem(403, "forbidden");
    }
    shop.guest()
        .patch(&path, json!({"status": "active"}))
        .expect_problem(401, "unauthorized");
    assert_eq!(admin.get(&path).json()["status"], "pending");
}
