//! Writing, changing and deleting one's own review.

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::{
    SHOP, customers, rating_of, review_at, reviews_of,
    support::{Client, TestProduct, TestShop},
    write,
};

#[test]
fn the_average_is_right_in_the_next_read() {
    let shop = SHOP.get();
    let rug = shop.product("Reviewed rug").create();
    assert_eq!(rating_of(&shop, &rug), (Value::Null, json!(0)));
    let people = customers(&shop);
    let first = write(&people[0], &rug, 5);
    assert_eq!(rating_of(&shop, &rug), (json!(5.0), json!(1)));
    write(&people[1], &rug, 4);
    let third = write(&people[2], &rug, 4);
    assert_eq!(rating_of(&shop, &rug), (json!(4.333), json!(3)));
    let changed = people[2].patch(&review_at(&rug, &third), json!({"rating": 1}));
    assert_eq!(changed.expect_status(200).json()["rating"], 1);
    assert_eq!(rating_of(&shop, &rug), (json!(3.333), json!(3)));
    people[0]
        .delete(&review_at(&rug, &first))
        .expect_status(204);
    assert_eq!(rating_of(&shop, &rug), (json!(2.5), json!(2)));
    people[0]
        .delete(&review_at(&rug, &first))
        .expect_problem(404, "not-found");
    // Who took a review back may write another.
    write(&people[0], &rug, 3);
    assert_eq!(rating_of(&shop, &rug), (json!(2.667), json!(3)));
    let found = shop.command(["check"]);
    found.expect_code(0);
}

#[test]
fn lists_filters_and_facets_follow() {
    let shop = TestShop::start();
    let (good, bad) = (shop.product("Good").create(), shop.product("Bad").create());
    shop.product("Unknown").create();
    let caller = shop.customer("a@example.org");
    write(&caller, &good, 5);
    let poor = write(&caller, &bad, 2);
    let names = |query: &str| shop.get(&format!("/api/products?{query}")).names();
    assert_eq!(names("sort=-rating"), ["Good", "Bad", "Unknown"]);
    assert_eq!(names("min_rating=4"), ["Good"]);
    let facets = || shop.get("/api/products?facets=true").json()["facets"]["rating"].clone();
    let at_least = |stars: i64| -> i64 {
        let facets = facets();
        let steps = facets.as_array().unwrap();
        steps
            .iter()
            .find(|step| step["value"] == stars)
            .map_or(0, |step| step["count"].as_i64().unwrap())
    };
    assert_eq!((at_least(4), at_least(2)), (1, 2));
    caller
        .patch(&review_at(&bad, &poor), json!({"rating": 4}))
        .expect_status(200);
    assert_eq!(names("min_rating=4&sort=name"), ["Bad", "Good"]);
    assert_eq!((at_least(4), at_least(2)), (2, 2));
    assert_eq!(
        shop.get("/api/products?sort=-rating").json()["items"][0]["average_rating"],
        5.0
    );
}

#[test]
fn a_review_shows_what_was_written_and_by_whom() {
    let shop = SHOP.get();
    let bowl = shop.product("Reviewed bowl").create();
    let caller = shop.customer("Names@Example.org");
    let body =
        json!({"rating": 4, "title": "  Fine <b>bowl</b> ", "body": " Big.\r\n\r\n\"Blue\".\t\n"});
    let path = format!("/api/products/{}/reviews", bowl.slug);
    let made = caller
        .post(&path, body)
        .expect_status(201)
        .expect_header("cache-control", "no-store");
    let review = made.json();
    let at = review_at(&bowl, &review);
    assert_eq!(made.expect("location"), at);
    for (field, value) in [
        ("product_id", json!(bowl.id)),
        ("author", json!("Somebody")),
        ("rating", json!(4)),
        ("title", json!("Fine <b>bowl</b>")),
        ("body", json!("Big.\n\n\"Blue\".")),
        ("verified_purchase", json!(false)),
        ("helpful_count", json!(0)),
        ("hidden", json!(false)),
    ] {
        assert_eq!(review[field], value, "{field}");
    }
    assert!(review["id"].as_i64().unwrap() > 0);
    assert_eq!(review["created_at"], review["updated_at"]);
    assert_eq!(shop.get(&at).expect_status(200).json(), review);
    assert!(
        !shop
            .get(&path)
            .text()
            .to_lowercase()
            .contains("example.org"),
        "names only"
    );
    let patched = caller
        .patch(&at, json!({"title": null}))
        .expect_status(200)
        .json();
    assert_eq!(
        (&patched["title"], &patched["body"]),
        (&Value::Null, &review["body"])
    );
    // The same again is no change.
    let again = caller
        .patch(&at, json!({"rating": 4}))
        .expect_status(200)
        .json();
    assert_eq!(again, patched);
}

#[test]
fn a_customer_reviews_a_product_once() {
    let shop = SHOP.get();
    let lamp = shop.product("Reviewed lamp").create();
    let caller = shop.customer("once@example.org");
    write(&caller, &lamp, 5);
    caller
        .post(&reviews_of(&lamp), json!({"rating": 1}))
        .expect_problem(409, "already-reviewed");
    assert_eq!(rating_of(&shop, &lamp), (json!(5.0), json!(1)));
    let keyed = caller.with("Idempotency-Key", "a-review");
    let pot = shop.product("Reviewed pot").create();
    let first = keyed
        .post(&reviews_of(&pot), json!({"rating": 3}))
        .expect_status(201);
    let again = keyed
        .post(&reviews_of(&pot), json!({"rating": 3}))
        .expect_status(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let shop = SHOP.get();
    let tray = shop.product("Reviewed tray").create();
    let caller = shop.customer("wrong@example.org");
    let path = reviews_of(&tray);
    let long = |n: usize| "ä".repeat(n);
    for (body, pointer) in [
        (json!({}), "/rating"),
        (json!({"rating": null}), "/rating"),
        (json!({"rating": "5"}), "/rating"),
        (json!({"rating": 4.5}), "/rating"),
        (json!({"rating": 0}), "/rating"),
        (json!({"rating": 6}), "/rating"),
        (json!({"rating": -1}), "/rating"),
        (json!({"rating": 9_223_372_036_854_775_807i64}), "/rating"),
        (json!({"rating": 5, "title": long(121)}), "/title"),
        (json!({"rating": 5, "title": "two\nlines"}), "/title"),
        (json!({"rating": 5, "title": ["x"]}), "/title"),
        (json!({"rating": 5, "body": long(5_001)}), "/body"),
        (json!({"rating": 5, "body": "a\u{0}b"}), "/body"),
        (json!({"rating": 5, "body": "a\u{1b}[2Jb"}), "/body"),
        (
            json!({"rating": 5, "verified_purchase": true}),
            "/verified_purchase",
        ),
        (json!({"rating": 5, "user_id": 1}), "/user_id"),
        (json!({"rating": 5, "helpful_count": 9}), "/helpful_count"),
    ] {
        caller.post(&path, body).expect_bad_field(pointer);
    }
    caller
        .post(&path, json!([5]))
        .expect_problem(400, "invalid-fields");
    caller
        .post_text(&path, r#"{"rating":5,"rating":1}"#)
        .expect_bad_field("/rating");
    caller
        .post_text(&path, "{")
        .expect_problem(400, "invalid-body");
    assert_eq!(rating_of(&shop, &tray), (Value::Null, json!(0)));
    let body = json!({"rating": 5, "title": long(120), "body": long(5_000)});
    let review = caller.post(&path, body).expect_status(201).json();
    let at = review_at(&tray, &review);
    for (body, pointer) in [
        (json!({"rating": null}), "/rating"),
        (json!({"rating": 6}), "/rating"),
        (json!({"title": long(121)}), "/title"),
        (json!({"hidden": false}), "/hidden"),
        (json!({"id": 3}), "/id"),
    ] {
        caller.patch(&at, body).expect_bad_field(pointer);
    }
    assert_eq!(shop.get(&at).json(), review);
    let blank = caller
        .patch(&at, json!({"title": "  ", "body": ""}))
        .expect_status(200)
        .json();
    assert_eq!(
        (&blank["title"], &blank["body"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn others_reviews_are_not_there() {
    let shop = SHOP.get();
    let (rug, bowl) = (
        shop.product("Others rug").create(),
        shop.product("Others bowl").create(),
    );
    let (mine, other) = (
        shop.customer("mine@example.org"),
        shop.customer("other@example.org"),
    );
    let review = write(&mine, &rug, 5);
    let at = review_at(&rug, &review);
    let nowhere = format!("{}/987654321", reviews_of(&rug));
    let shown = |caller: &Client, path: &str| {
        let (change, deletion) = (
            caller.patch(path, json!({"rating": 1})),
            caller.delete(path),
        );
        change.expect_problem(404, "not-found");
        deletion.expect_problem(404, "not-found");
        (change.body, deletion.body)
    };
    let admin = shop.admin_account("boss@example.org");
    for caller in [&other, &admin] {
        assert_eq!(shown(caller, &at), shown(caller, &nowhere));
    }
    // Nor is one's own, where it does not belong.
    let elsewhere = format!("{}/{}", reviews_of(&bowl), review["id"]);
    assert_eq!(shown(&mine, &elsewhere), shown(&mine, &nowhere));
    shop.get(&elsewhere).expect_problem(404, "not-found");
    for (caller, status, code) in [
        (shop.guest(), 401, "unauthorized"),
        (shop.customer_token(), 403, "forbidden"),
        (shop.admin(), 403, "forbidden"),
    ] {
        caller
            .post(&reviews_of(&rug), json!({"rating": 1}))
            .expect_problem(status, code);
        caller
            .patch(&at, json!({"rating": 1}))
            .expect_problem(status, code);
        caller.delete(&at).expect_problem(status, code);
        let helpful = format!("/api/reviews/{}/helpful", review["id"]);
        caller
            .send("POST", &helpful, None)
            .expect_problem(status, code);
    }
    assert_eq!(shop.get(&at).json(), review);
    for path in ["x", "0", "-1", "99999999999999999999"] {
        mine.delete(&format!("{}/{path}", reviews_of(&rug)))
            .expect_problem(404, "not-found");
    }
}

#[test]
fn only_what_is_on_sale_is_reviewed() {
    let shop = SHOP.get();
    let caller = shop.customer("sale@example.org");
    let gone = shop.product("Gone product").create();
    let review = write(&caller, &gone, 2);
    shop.admin()
        .patch(&gone.path(), json!({"is_active": false}))
        .expect_status(200);
    let missing = caller.post("/api/products/987654321/reviews", json!({"rating": 1}));
    let missing = missing.expect_problem(404, "not-found");
    let hidden = caller
        .post(&reviews_of(&gone), json!({"rating": 1}))
        .expect_problem(404, "not-found");
    assert_eq!(hidden, missing);
    shop.get(&reviews_of(&gone))
        .expect_problem(404, "not-found");
    shop.get(&review_at(&gone, &review))
        .expect_problem(404, "not-found");
    // What one wrote can still be taken back.
    caller.get(&review_at(&gone, &review)).expect_status(200);
    caller.delete(&review_at(&gone, &review)).expect_status(204);
    let deleted = shop.product("Deleted product").create();
    write(&caller, &deleted, 2);
    shop.admin().delete(&deleted.path()).expect_status(204);
    shop.get(&reviews_of(&deleted))
        .expect_problem(404, "not-found");
    shop.command(["check"]).expect_code(0);
}

/// Writes an order of one product down, as the checkout does.
fn order(shop: &TestShop, caller: &Client, product: &TestProduct, number: &str) -> Connection {
    let user = caller.get("/api/auth/me").expect_status(200).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let hex: String = user.chars().filter(|c| *c != '-').collect();
    let byte = |n: usize| u8::from_str_radix(&hex[n * 2..n * 2 + 2], 16).unwrap();
    let user: Vec<u8> = (0..16).map(byte).collect();
    let db = Connection::open(shop.folder().file("shop.db")).unwrap();
    db.busy_timeout(crate::support::PATIENCE).unwrap();
    let order = "INSERT INTO orders (id, number, user_id, email, status, currency, prices_include_tax, subtotal,
        discount_total, shipping_total, tax_total, total, payment_method, created_at, updated_at)
        VALUES (randomblob(16), ?1, ?2, 'x@example.org', 'shipped', 'EUR', 1, 1000, 0, 0, 0, 1000, 'dummy', 0, 0)";
    db.execute(order, params![number, user]).unwrap();
    let of = "(SELECT id FROM orders WHERE number = ?1)";
    db.execute(
        &format!("INSERT INTO fulfillments (order_id, status) VALUES ({of}, 'shipped')"),
        [number],
    )
    .unwrap();
    let item = format!(
        "INSERT INTO order_items (order_id, fulfillment_id, product_id, variant_id, slug, name, is_digital, quantity,
         unit_price, line_total, discount, tax, tax_rate)
         SELECT {of}, (SELECT max(id) FROM fulfillments), ?2, ?3, 'x', 'x', 0, 1, 1000, 1000, 0, 0, 0"
    );
    db.execute(&item, params![number, product.id, product.variant_id])
        .unwrap();
    db
}

fn deliver(db: &Connection, number: &str) {
    db.execute(
        "UPDATE orders SET status = 'delivered' WHERE number = ?1",
        [number],
    )
    .unwrap();
}

#[test]
fn who_got_it_is_a_verified_purchase() {
    let shop = SHOP.get();
    let (rug, bowl) = (
        shop.product("Bought rug").create(),
        shop.product("Not bought").create(),
    );
    let (buyer, other) = (
        shop.customer("buyer@example.org"),
        shop.customer("looker@example.org"),
    );
    let db = order(&shop, &buyer, &rug, "REVIEW-1");
    let early = write(&buyer, &rug, 5);
    assert_eq!(early["verified_purchase"], false, "it is still on its way");
    deliver(&db, "REVIEW-1");
    let now = shop.get(&review_at(&rug, &early)).json();
    assert_eq!(now["verified_purchase"], true);
    buyer.delete(&review_at(&rug, &early)).expect_status(204);
    assert_eq!(write(&buyer, &rug, 4)["verified_purchase"], true);
    assert_eq!(write(&buyer, &bowl, 4)["verified_purchase"], false);
    assert_eq!(write(&other, &rug, 4)["verified_purchase"], false);
    let listed = shop
        .admin()
        .get(&format!(
            "/api/admin/reviews?verified_purchase=true&product={}",
            rug.slug
        ))
        .json();
    assert_eq!(listed["total"], 1, "{listed}");
}
