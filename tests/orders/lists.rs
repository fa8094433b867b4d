//! Lists of orders: the own ones, and all of them for an admin.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    SHOP,
    support::{Client, TestShop, encode},
};

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|order| order["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Every order of a list, page by page.
fn walk(caller: &Client, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller
            .get(&format!("{path}{cursor}"))
            .expect_status(200)
            .json();
        all.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[test]
fn customers_see_their_own_orders_the_newest_first() {
    let shop = SHOP.get();
    let mug = shop.product("Listed Mug").stock(50).create();
    let (ada, bob) = (
        shop.customer("list-ada@example.org"),
        shop.customer("list-bob@example.org"),
    );
    let mut placed: Vec<String> = (0..5)
        .map(|_| shop.order(&[(&mug, 1)]).by(&ada).place().id)
        .collect();
    shop.order(&[(&mug, 1)]).by(&bob).place();
    // A guest with the same address is nobody's account.
    shop.order(&[(&mug, 1)])
        .email("list-ada@example.org")
        .place();
    placed.reverse();
    let page = ada
        .get("/api/orders")
        .expect_status(200)
        .expect_header("cache-control", "no-store");
    let page = page.json();
    assert_eq!(ids(&page), placed);
    assert_eq!(
        (&page["total"], &page["next_cursor"]),
        (&Value::from(5), &Value::Null)
    );
    assert_eq!(page["items"][0]["items"][0]["name"], "Listed Mug");
    assert_eq!(walk(&ada, "/api/orders?limit=2"), placed);
    // While one is added, the rest is walked once.
    let first = ada.get("/api/orders?limit=3").json();
    shop.order(&[(&mug, 1)]).by(&ada).place();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = ada
        .get(&format!("/api/orders?limit=3&cursor={cursor}"))
        .json();
    assert_eq!([ids(&first), ids(&rest)].concat(), placed);
    // One customer's cursor is not another's.
    bob.get(&format!("/api/orders?limit=3&cursor={cursor}"))
        .expect_bad_parameter("cursor");
    let none = shop
        .customer("list-none@example.org")
        .get("/api/orders")
        .json();
    assert_eq!((ids(&none), &none["total"]), (vec![], &Value::from(0)));
}

#[test]
fn who_has_no_account_has_no_orders() {
    let shop = SHOP.get();
    shop.get("/api/orders").expect_problem(401, "unauthorized");
    for caller in [shop.customer_token(), shop.admin()] {
        caller.get("/api/orders").expect_problem(403, "forbidden");
    }
}

#[test]
fn admins_filter_all_orders() {
    // Of its own: other tests' orders would be found as well.
    let shop = TestShop::start();
    let mug = shop.product("Filtered Mug").stock(100).create();
    let one = shop
        .order(&[(&mug, 1)])
        .email("zoe@example.org")
        .name("Zoë Ünal")
        .place();
    let two = shop.order(&[(&mug, 1)]).name("100% Wool_Ltd").place();
    let three = shop.order(&[(&mug, 1)]).place();
    two.advance(&shop, &["payment_confirmed"]);
    three.advance(&shop, &["cancelled"]);
    let admin = shop.admin();
    let found = |query: &str| -> HashSet<String> {
        let page = admin
            .get(&format!("/api/admin/orders?{query}"))
            .expect_status(200)
            .json();
        assert_eq!(
            page["total"],
            page["items"].as_array().unwrap().len(),
            "{query}"
        );
        ids(&page).into_iter().collect()
    };
    let set = |orders: &[&str]| {
        orders
            .iter()
            .map(|id| (*id).to_owned())
            .collect::<HashSet<_>>()
    };
    let (a, b, c) = (one.id.as_str(), two.id.as_str(), three.id.as_str());
    assert_eq!(found(""), set(&[a, b, c]));
    assert_eq!(found("status=pending_payment"), set(&[a]));
    assert_eq!(
        found("status=pending_payment&status=cancelled"),
        set(&[a, c])
    );
    assert_eq!(found("status=shipped"), set(&[]));
    assert_eq!(
        found(&format!("q={}", one.number.to_lowercase())),
        set(&[a])
    );
    assert_eq!(found(&format!("q={}", &two.number[4..])), set(&[b]));
    assert_eq!(found("q=ZOE%40example"), set(&[a]));
    assert_eq!(found(&format!("q={}", encode("Zoë"))), set(&[a]));
    assert_eq!(found("q=lovelace"), set(&[c]));
    // What LIKE means by a sign is not what people mean.
    assert_eq!(found("q=100%25"), set(&[b]));
    assert_eq!(found("q=_"), set(&[b]));
    assert_eq!(found("q=%25"), set(&[b]));
    assert_eq!(found("q=%5c"), set(&[]));
    assert_eq!(found("q=%20"), set(&[a, b, c]));
    assert_eq!(
        found("q=' OR 1=1 --".replace(' ', "%20").as_str()),
        set(&[])
    );
    assert_eq!(found("from=2020-01-01&to=2999-01-01"), set(&[a, b, c]));
    assert_eq!(found("to=2020-01-01"), set(&[]));
    assert_eq!(found("from=2999-01-01T00:00:00Z"), set(&[]));
    let at = admin.get(&two.admin_path()).json()["created_at"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(found(&format!("from={at}")).contains(b), "from is included");
    assert!(!found(&format!("to={at}")).contains(b), "to is not");
    assert_eq!(found("status=cancelled&q=wool"), set(&[]));
    let walked = walk(&admin, "/api/admin/orders?limit=1");
    assert_eq!(walked, [c, b, a]);
}

#[test]
fn bad_lists_are_named() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let long = "x".repeat(201);
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=", "cursor"),
        ("status=paid", "status"),
        ("status=", "status"),
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("from=2026-11-24&from=2026-11-25", "from"),
        ("sort=email", "sort"),
        (&format!("q={long}"), "q"),
    ] {
        let reply = admin.get(&format!("/api/admin/orders?{query}"));
        reply.expect_bad_parameter(name);
    }
    let ada = shop.customer("list-ada@example.org");
    for (query, name) in [
        ("limit=0", "limit"),
        ("cursor=x", "cursor"),
        ("user=1", "user"),
    ] {
        ada.get(&format!("/api/orders?{query}"))
            .expect_bad_parameter(name);
    }
}
