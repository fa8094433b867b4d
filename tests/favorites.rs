//! Favourites: what a customer likes, and how many like a product.

#![allow(clippy::unwrap_used)]

mod support;

use std::{sync::Barrier, thread};

use serde_json::{Value, json};
use support::{Client, Shared, TestProduct, TestShop};

static SHOP: Shared = Shared::new();

fn at(product: &TestProduct) -> String {
    format!("/api/favorites/{}", product.id)
}

#[track_caller]
fn like(caller: &Client, product: &TestProduct) {
    let reply = caller.send("PUT", &at(product), None).expect_status(204);
    assert!(reply.body.is_empty());
}

fn count(shop: &TestShop, product: &TestProduct) -> Value {
    shop.get(&product.path()).expect_status(200).json()["favorite_count"].clone()
}

#[test]
fn the_count_is_right_in_the_next_read() {
    let shop = SHOP.get();
    let rug = shop.product("Liked rug").create();
    let (one, other) = (
        shop.customer("one@example.org"),
        shop.customer("other@example.org"),
    );
    assert_eq!(count(&shop, &rug), 0);
    like(&one, &rug);
    assert_eq!(count(&shop, &rug), 1);
    like(&one, &rug);
    assert_eq!(count(&shop, &rug), 1, "again changes nothing");
    let by_slug = format!("/api/favorites/{}", rug.slug);
    other.send("PUT", &by_slug, None).expect_status(204);
    assert_eq!(count(&shop, &rug), 2);
    one.delete(&by_slug).expect_status(204);
    one.delete(&at(&rug)).expect_status(204);
    assert_eq!(count(&shop, &rug), 1);
    other.delete(&at(&rug)).expect_status(204);
    assert_eq!(count(&shop, &rug), 0);
    shop.command(["check"]).expect_code(0);
}

#[test]
fn a_list_holds_products_as_lists_do_the_latest_first() {
    let shop = TestShop::start();
    let caller = shop.customer("a@example.org");
    let empty = caller.get("/api/favorites").expect_status(200).json();
    assert_eq!(empty, json!({"items": [], "total": 0, "next_cursor": null}));
    let products: Vec<TestProduct> = (0..5)
        .map(|n| shop.product(&format!("P{n}")).create())
        .collect();
    products.iter().for_each(|product| like(&caller, product));
    // Liking again does not move it.
    like(&caller, &products[0]);
    let list = caller
        .get("/api/favorites")
        .expect_header("cache-control", "no-store");
    assert_eq!(list.names(), ["P4", "P3", "P2", "P1", "P0"]);
    let mut item = list.json()["items"][0].clone();
    let at = item
        .as_object_mut()
        .unwrap()
        .remove("favorited_at")
        .unwrap();
    assert!(at.as_str().unwrap().ends_with('Z'));
    assert_eq!(item, shop.get("/api/products?q=P4").json()["items"][0]);
    assert_eq!(item["favorite_count"], 1);
    assert_eq!(
        shop.get("/api/products?sort=-favorites&limit=1").json()["items"][0]["favorite_count"],
        1
    );
    pages(&shop, &caller);
    // What is not on sale is left out until it is again; what is gone is gone.
    let hide = |is_active: bool| {
        shop.admin()
            .patch(&products[2].path(), json!({"is_active": is_active}))
            .expect_status(200)
    };
    hide(false);
    let list = caller.get("/api/favorites");
    assert_eq!((list.names().len(), &list.json()["total"]), (4, &json!(4)));
    hide(true);
    shop.admin().delete(&products[4].path()).expect_status(204);
    assert_eq!(
        caller.get("/api/favorites").names(),
        ["P3", "P2", "P1", "P0"]
    );
    shop.command(["check"]).expect_code(0);
}

fn pages(shop: &TestShop, caller: &Client) {
    let (mut seen, mut path) = (Vec::new(), "/api/favorites?limit=2".to_owned());
    loop {
        let page = caller.get(&path).expect_status(200);
        assert_eq!(page.json()["total"], 5 + i64::from(seen.len() > 1));
        seen.extend(page.names());
        let Some(cursor) = page.json()["next_cursor"].as_str().map(str::to_owned) else {
            break;
        };
        if seen.len() == 2 {
            like(caller, &shop.product("Later").create());
        }
        path = format!("/api/favorites?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, ["P4", "P3", "P2", "P1", "P0"]);
    caller.delete("/api/favorites/later").expect_status(204);
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=x", "cursor"),
        ("sort=rating", "sort"),
    ] {
        caller
            .get(&format!("/api/favorites?{query}"))
            .expect_bad_parameter(name);
    }
    let first = caller.get("/api/favorites?limit=1").json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let stranger = shop.customer("stranger@example.org");
    stranger
        .get(&format!("/api/favorites?cursor={cursor}"))
        .expect_bad_parameter("cursor");
}

#[test]
fn favourites_belong_to_an_account() {
    let shop = SHOP.get();
    let rug = shop.product("Private rug").create();
    let (one, other) = (
        shop.customer("mine@example.org"),
        shop.customer("theirs@example.org"),
    );
    like(&one, &rug);
    assert_eq!(other.get("/api/favorites").json()["total"], 0);
    other.delete(&at(&rug)).expect_status(204);
    assert_eq!(count(&shop, &rug), 1, "nobody takes another's away");
    for (caller, status, code) in [
        (shop.guest(), 401, "unauthorized"),
        (shop.customer_token(), 403, "forbidden"),
        (shop.admin(), 403, "forbidden"),
    ] {
        caller.get("/api/favorites").expect_problem(status, code);
        caller
            .send("PUT", &at(&rug), None)
            .expect_problem(status, code);
        caller.delete(&at(&rug)).expect_problem(status, code);
    }
}

#[test]
fn what_is_not_on_sale_cannot_be_liked() {
    let shop = SHOP.get();
    let caller = shop.customer("sale@example.org");
    let (liked, other) = (
        shop.product("Was on sale").create(),
        shop.product("Never liked").create(),
    );
    like(&caller, &liked);
    for product in [&liked, &other] {
        shop.admin()
            .patch(&product.path(), json!({"is_active": false}))
            .expect_status(200);
    }
    let missing = caller
        .send("PUT", "/api/favorites/987654321", None)
        .expect_problem(404, "not-found");
    for path in [
        at(&liked),
        at(&other),
        "/api/favorites/no-such".to_owned(),
        "/api/favorites/0".to_owned(),
    ] {
        assert_eq!(
            caller
                .send("PUT", &path, None)
                .expect_problem(404, "not-found"),
            missing
        );
    }
    caller.delete(&at(&other)).expect_problem(404, "not-found");
    caller
        .delete("/api/favorites/no-such")
        .expect_problem(404, "not-found");
    caller.delete(&at(&liked)).expect_status(204);
    shop.command(["check"]).expect_code(0);
}

#[test]
fn parallel_likes_and_dislikes_keep_the_count() {
    let shop = SHOP.get();
    let rug = shop.product("Contended rug").create();
    let people: Vec<Client> = (0..4)
        .map(|n| shop.customer(&format!("crowd{n}@example.org")))
        .collect();
    let start = Barrier::new(40);
    thread::scope(|scope| {
        for n in 0..40 {
            let (start, caller, path) = (&start, &people[n % 4], at(&rug));
            scope.spawn(move || {
                start.wait();
                let method = if n % 3 == 0 { "DELETE" } else { "PUT" };
                caller.send(method, &path, None).expect_status(204);
            });
        }
    });
    let likes: i64 = people
        .iter()
        .map(|caller| {
            caller.get("/api/favorites").json()["total"]
                .as_i64()
                .unwrap()
        })
        .sum();
    assert_eq!(count(&shop, &rug), likes);
    people.iter().for_each(|caller| like(caller, &rug));
    assert_eq!(count(&shop, &rug), 4);
    shop.command(["check"]).expect_code(0);
}

#[test]
fn the_tracker_hears_of_changes_only() {
    let shop = SHOP.get();
    let rug = shop.product("Counted rug").create();
    let caller = shop.customer("counted@example.org");
    like(&caller, &rug);
    like(&caller, &rug);
    caller.delete(&at(&rug)).expect_status(204);
    caller.delete(&at(&rug)).expect_status(204);
    like(&caller, &rug);
    shop.admin()
        .send("POST", "/api/tracking/flush", None)
        .expect_status(200);
    let metrics = shop
        .admin()
        .get(&format!("{}/metrics", rug.path()))
        .expect_status(200)
        .json();
    assert_eq!(metrics["favorites"], 1);
    let db = rusqlite::Connection::open(shop.folder().file("tracking.db")).unwrap();
    let count = |action: &str| -> i64 {
        let sql = "SELECT count(*) FROM events e JOIN actions a USING (action)
                   WHERE a.name = ?1 AND e.product_id = ?2";
        db.query_row(sql, rusqlite::params![action, rug.id], |row| row.get(0))
            .unwrap()
    };
    assert_eq!((count("favorite"), count("unfavorite")), (2, 1));
    // The catalogue's count is the table's, whatever the events say.
    assert_eq!(shop.get(&rug.path()).json()["favorite_count"], 1);
    let rebuilt = shop.command(["tracking", "rebuild"]);
    rebuilt.expect_code(0);
    assert_eq!(shop.get(&rug.path()).json()["favorite_count"], 1);
}
