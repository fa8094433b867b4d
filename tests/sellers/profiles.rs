//! What everybody may know of a seller.

use serde_json::{Value, json};

use crate::{SHOP, Stall};

#[test]
fn a_profile_adds_up_and_is_cached_by_its_state() {
    let shop = SHOP.get();
    let stall = Stall::open(&shop, "Rated Looms");
    stall
        .login
        .patch(&stall.path(), json!({"description": "<b>Rugs</b>"}))
        .expect_status(200);
    stall.decide(&shop, json!({"commission": 0.2}));
    let rug = stall.login.product("Rated Rug").create();
    stall.login.product("Rated Pot").create();
    stall
        .login
        .product("Unseen")
        .set("is_active", false)
        .create();
    for (number, stars) in [(1, 5), (2, 4), (3, 4)] {
        let customer = shop.customer(&format!("rater{number}@example.org"));
        let reviews = format!("{}/reviews", rug.path());
        customer
            .post(&reviews, json!({"rating": stars}))
            .expect_status(201);
    }
    let reply = shop.get("/api/sellers/rated-looms").expect_status(200);
    let profile = reply.json();
    assert_eq!(profile["id"], stall.id);
    assert_eq!(profile["name"], "Rated Looms");
    assert_eq!(profile["description"], "<b>Rugs</b>");
    assert_eq!(profile["product_count"], 2);
    assert_eq!(profile["review_count"], 3);
    assert_eq!(profile["average_rating"], 4.333);
    assert!(profile["member_since"].as_str().unwrap().ends_with('Z'));
    for secret in ["commission", "user", "user_id", "email"] {
        assert_eq!(profile.get(secret), None, "{secret}");
    }
    assert_eq!(
        reply.expect("cache-control"),
        "public, max-age=0, must-revalidate"
    );
    let tag = reply.expect("etag").to_owned();
    let again = shop.guest().with("If-None-Match", &tag).get(&stall.path());
    again.expect_status(304);
    // It is the same by id, for a stranger who is logged in, and with a slash.
    for (caller, path) in [
        (shop.guest(), stall.path()),
        (shop.customer("rater1@example.org"), stall.path()),
        (shop.seller("Rating Pots"), stall.path()),
        (shop.guest(), format!("{}/", stall.path())),
    ] {
        assert_eq!(caller.get(&path).expect_status(200).body, reply.body);
    }
    stall.login.product("Rated Bowl").create();
    let moved = shop.get(&stall.path());
    assert_ne!(moved.expect("etag"), tag);
    assert_eq!(moved.json()["product_count"], 3);
    // Its owner and an administrator see what it pays.
    for caller in [stall.login.clone(), shop.admin()] {
        let own = caller.get(&stall.path()).expect_status(200);
        assert_eq!(own.json()["commission"], 0.2);
        assert_eq!(own.expect("cache-control"), "no-store");
    }
    let page = shop.get("/s/rated-looms").expect_status(200).text();
    assert!(page.contains("&lt;b&gt;Rugs"), "escaped");
    assert!(!page.contains("<b>Rugs"));
}

#[test]
fn only_its_owner_and_administrators_change_a_profile() {
    let shop = SHOP.get();
    let stall = Stall::open(&shop, "Profiled Looms");
    let path = stall.path();
    let missing = "/api/sellers/999999";
    let hidden = |text: String| {
        let mut problem: Value = serde_json::from_str(&text).unwrap();
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    };
    for other in [
        shop.seller("Profiled Pots"),
        Stall::open(&shop, "Profiled Nuts").login,
    ] {
        let theirs = other.patch(&path, json!({"name": "Mine"}));
        let nobodys = other.patch(missing, json!({"name": "Mine"}));
        theirs.expect_problem(404, "not-found");
        assert_eq!(hidden(theirs.text()), hidden(nobodys.text()));
    }
    for other in [shop.customer("profile@example.org"), shop.customer_token()] {
        other
            .patch(&path, json!({"name": "Mine"}))
            .expect_problem(403, "forbidden");
        other
            .patch(missing, json!({"name": "Mine"}))
            .expect_problem(403, "forbidden");
    }
    shop.guest()
        .patch(&path, json!({"name": "Mine"}))
        .expect_problem(401, "unauthorized");
    for mine in [
        stall.login.clone(),
        shop.seller("Profiled Looms"),
        shop.admin(),
    ] {
        let body = json!({"name": "Renamed Looms"});
        let changed = mine
            .patch("/api/sellers/profiled-looms", body)
            .expect_status(200)
            .json();
        assert_eq!(changed["name"], "Renamed Looms");
        assert_eq!(changed["slug"], "profiled-looms", "links lead to it");
    }
    for (body, pointer) in [
        (json!({"name": null}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"description": "x".repeat(5_001)}), "/description"),
    ] {
        stall.login.patch(&path, body).expect_bad_field(pointer);
    }
    for body in [
        json!({"status": "active"}),
        json!({"commission": 0}),
        json!({"slug": "x"}),
        json!({"id": 1}),
    ] {
        assert_eq!(stall.login.patch(&path, body).status, 400);
    }
    let rug = stall.login.product("Renamed Rug").create();
    assert_eq!(rug.body["seller"]["name"], "Renamed Looms");
}
