//! Hiding reviews, with a reason.

use serde_json::{Value, json};

use crate::{
    SHOP, customers, rating_of, review_at, reviews_of,
    support::{Shared, TestShop},
    write,
};

fn moderated(review: &Value) -> String {
    format!("/api/admin/reviews/{}", review["id"])
}

#[test]
fn a_hidden_review_is_out_of_lists_and_averages() {
    let shop = SHOP.get();
    let rug = shop.product("Moderated rug").create();
    let people = customers(&shop);
    let rude = write(&people[0], &rug, 1);
    write(&people[1], &rug, 5);
    let admin = shop.admin();
    let hide = json!({"hidden": true, "reason": " It names a person. "});
    let hidden = admin
        .patch(&moderated(&rude), &hide)
        .expect_status(200)
        .json();
    assert_eq!(
        (&hidden["hidden"], &hidden["hidden_reason"]),
        (&json!(true), &json!("It names a person."))
    );
    assert!(
        hidden["hidden_at"].is_string() && hidden["product_slug"] == rug.slug.as_str(),
        "{hidden}"
    );
    assert_eq!(rating_of(&shop, &rug), (json!(5.0), json!(1)));
    let list = shop.get(&reviews_of(&rug)).json();
    assert_eq!(
        (&list["total"], &list["summary"]["count"]),
        (&json!(1), &json!(1))
    );
    let at = review_at(&rug, &rude);
    shop.get(&at).expect_problem(404, "not-found");
    people[1].get(&at).expect_problem(404, "not-found");
    let helpful = format!("/api/reviews/{}/helpful", rude["id"]);
    people[1]
        .send("POST", &helpful, None)
        .expect_problem(404, "not-found");
    // Its author sees it, and why; a change does not bring it back.
    let own = people[0].get(&reviews_of(&rug)).json()["own"].clone();
    assert_eq!(own["hidden_reason"], "It names a person.");
    let changed = people[0]
        .patch(&at, json!({"rating": 2}))
        .expect_status(200)
        .json();
    assert_eq!(changed["hidden"], true);
    assert_eq!(rating_of(&shop, &rug), (json!(5.0), json!(1)));
    people[0]
        .post(&reviews_of(&rug), json!({"rating": 5}))
        .expect_problem(409, "already-reviewed");
    let shown = admin
        .patch(&moderated(&rude), json!({"hidden": false}))
        .expect_status(200)
        .json();
    assert_eq!(
        (
            &shown["hidden"],
            &shown["hidden_reason"],
            &shown["hidden_at"]
        ),
        (&json!(false), &Value::Null, &Value::Null)
    );
    assert_eq!(rating_of(&shop, &rug), (json!(3.5), json!(2)));
    shop.command(["check"]).expect_code(0);
}

#[test]
fn to_hide_takes_a_reason_and_an_administrator() {
    let shop = SHOP.get();
    let rug = shop.product("Reasons rug").create();
    let author = shop.customer("reasons@example.org");
    let review = write(&author, &rug, 1);
    let path = moderated(&review);
    let admin = shop.admin();
    for (body, pointer) in [
        (json!({"hidden": true}), "/reason"),
        (json!({"hidden": true, "reason": "  "}), "/reason"),
        (
            json!({"hidden": true, "reason": "x".repeat(501)}),
            "/reason",
        ),
        (json!({"hidden": true, "reason": "a\nb"}), "/reason"),
        (json!({"reason": "x"}), "/hidden"),
        (json!({"hidden": "yes", "reason": "x"}), "/hidden"),
        (
            json!({"hidden": true, "reason": "x", "rating": 5}),
            "/rating",
        ),
    ] {
        admin.patch(&path, body).expect_bad_field(pointer);
    }
    let hide = json!({"hidden": true, "reason": "x"});
    shop.guest()
        .patch(&path, &hide)
        .expect_problem(401, "unauthorized");
    shop.guest()
        .get("/api/admin/reviews")
        .expect_problem(401, "unauthorized");
    for caller in [
        &author,
        &shop.seller("Moderating Looms"),
        &shop.customer_token(),
    ] {
        caller.patch(&path, &hide).expect_problem(403, "forbidden");
        caller
            .get("/api/admin/reviews")
            .expect_problem(403, "forbidden");
    }
    admin
        .patch("/api/admin/reviews/987654321", &hide)
        .expect_problem(404, "not-found");
    assert_eq!(rating_of(&shop, &rug), (json!(1.0), json!(1)));
}

#[test]
fn administrators_find_reviews() {
    static OWN: Shared = Shared::new();
    let shop = OWN.get();
    let (rug, bowl) = (shop.product("Rug").create(), shop.product("Bowl").create());
    let caller = shop.customer("a@example.org");
    let (first, second) = (write(&caller, &rug, 2), write(&caller, &bowl, 4));
    let other = shop.customer("b@example.org");
    write(&other, &bowl, 5);
    shop.admin()
        .patch(
            &moderated(&first),
            json!({"hidden": true, "reason": "rude"}),
        )
        .expect_status(200);
    let ids = |query: &str| -> Vec<i64> {
        let path = format!("/api/admin/reviews?{query}");
        let page = shop
            .admin()
            .get(&path)
            .expect_status(200)
            .expect_header("cache-control", "no-store")
            .json();
        assert_eq!(
            page["total"].as_i64().unwrap() as usize,
            page["items"].as_array().unwrap().len()
        );
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|review| review["id"].as_i64().unwrap())
            .collect()
    };
    let (one, two) = (
        first["id"].as_i64().unwrap(),
        second["id"].as_i64().unwrap(),
    );
    assert_eq!(ids("").len(), 3);
    assert_eq!(ids("hidden=true"), [one]);
    assert_eq!(ids("hidden=false").len(), 2);
    assert_eq!(ids(&format!("product={}", rug.id)), [one]);
    assert_eq!(ids(&format!("product={}&rating=4", bowl.slug)), [two]);
    assert_eq!(ids("product=no-such"), [0; 0]);
    assert_eq!(ids("rating=2&rating=4"), [two, one]);
    assert_eq!(ids("verified_purchase=true"), [0; 0]);
    for (query, name) in [
        ("hidden=maybe", "hidden"),
        ("rating=9", "rating"),
        ("cursor=x", "cursor"),
        ("limit=0", "limit"),
    ] {
        shop.admin()
            .get(&format!("/api/admin/reviews?{query}"))
            .expect_bad_parameter(name);
    }
    walk(&shop);
    audited(&shop, one);
}

fn walk(shop: &TestShop) {
    let first = shop.admin().get("/api/admin/reviews?limit=2").json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = shop
        .admin()
        .get(&format!("/api/admin/reviews?limit=2&cursor={cursor}"))
        .json();
    assert_eq!(
        (
            rest["items"].as_array().unwrap().len(),
            &rest["next_cursor"]
        ),
        (1, &Value::Null)
    );
    shop.admin()
        .get(&format!("/api/admin/reviews?hidden=true&cursor={cursor}"))
        .expect_bad_parameter("cursor");
}

/// A decision is written down once, whoever asks for it again.
fn audited(shop: &TestShop, id: i64) {
    let path = format!("/api/admin/reviews/{id}");
    shop.admin()
        .patch(&path, json!({"hidden": true, "reason": "rude"}))
        .expect_status(200);
    shop.admin()
        .patch(&path, json!({"hidden": false, "reason": "not so rude"}))
        .expect_status(200);
    let db = rusqlite::Connection::open(shop.folder().file("shop.db")).unwrap();
    let rows: Vec<(String, String, String)> = db
        .prepare("SELECT action, before, after FROM audit_log WHERE subject = ?1 ORDER BY id")
        .unwrap()
        .query_map([format!("review {id}")], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let expected = [
        (
            "hide",
            r#"{"hidden":false,"reason":null}"#,
            r#"{"hidden":true,"reason":"rude"}"#,
        ),
        (
            "show",
            r#"{"hidden":true,"reason":"rude"}"#,
            r#"{"hidden":false,"reason":"not so rude"}"#,
        ),
    ];
    let expected = expected
        .map(|(action, before, after)| (action.to_owned(), before.to_owned(), after.to_owned()));
    assert_eq!(rows, expected);
}

#[test]
fn nobody_reviews_what_they_sell() {
    let shop = SHOP.get();
    let caller = shop.customer("seller@example.org");
    let rug = shop.seller("Reviewed Looms").product("Own rug").create();
    // As when an administrator has approved the seller.
    let db = rusqlite::Connection::open(shop.folder().file("shop.db")).unwrap();
    db.busy_timeout(crate::support::PATIENCE).unwrap();
    let own =
        "UPDATE sellers SET user_id = (SELECT id FROM users WHERE email = 'seller@example.org')
               WHERE slug = 'reviewed-looms'";
    assert_eq!(db.execute(own, []).unwrap(), 1);
    let again = shop.log_in("seller@example.org");
    again
        .post(&reviews_of(&rug), json!({"rating": 5}))
        .expect_problem(409, "own-product");
    drop(caller);
    write(&again, &shop.product("Another's rug").create(), 5);
}
