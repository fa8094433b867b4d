//! The outbox as administrators read it.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    enqueue, letter,
    support::{Shared, TestShop},
};

static SHOP: Shared = Shared::new();

#[test]
fn without_a_mail_server_letters_wait_and_can_be_read() {
    let shop = SHOP.get();
    let id = enqueue(shop.folder(), "leyla@example.org", "To read");
    let read = letter(&shop, id);
    assert_eq!(read["state"], "waiting");
    assert_eq!(read["recipient"], "leyla@example.org");
    assert_eq!(read["subject"], "To read");
    assert_eq!(read["body"], "Hello Läyla,\non its way.\n");
    assert_eq!(read["attempts"], 0);
    for field in ["order_id", "last_error", "sent_at", "failed_at"] {
        assert_eq!(read[field], Value::Null, "{field}");
    }
    assert!(read["created_at"].as_str().unwrap().ends_with('Z'));
    assert!(read["next_attempt_at"].is_string());
    let list = shop
        .admin()
        .get("/api/admin/outbox?state=waiting&kind=order_shipped");
    let list = list
        .expect_status(200)
        .expect_header("cache-control", "no-store")
        .json();
    assert!(list["items"].as_array().unwrap().contains(&read), "{list}");
    assert_eq!(list["has_mail_server"], false);
}

#[test]
fn the_list_is_walked_once_while_letters_are_added() {
    let shop = TestShop::start();
    let ids: Vec<i64> = (0..25)
        .map(|n| enqueue(shop.folder(), "a@example.org", &n.to_string()))
        .collect();
    let (mut seen, mut path) = (Vec::new(), "/api/admin/outbox?limit=10".to_owned());
    loop {
        let page = shop.admin().get(&path).expect_status(200).json();
        for item in page["items"].as_array().unwrap() {
            seen.push(item["id"].as_i64().unwrap());
        }
        enqueue(shop.folder(), "later@example.org", "later");
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/api/admin/outbox?limit=10&cursor={cursor}");
    }
    let newest_first: Vec<i64> = ids.into_iter().rev().collect();
    assert_eq!(seen, newest_first);
    let total = |query: &str| {
        shop.admin()
            .get(&format!("/api/admin/outbox?{query}"))
            .expect_status(200)
            .json()["total"]
            .clone()
    };
    assert_eq!(total("state=waiting"), 28);
    for none in [
        "state=sent",
        "state=failed",
        "kind=password_reset",
        "order=019ab5d0-7c1e-7b1a-9f60-3d0c8a2b4e5f",
    ] {
        assert_eq!(total(none), 0, "{none}");
    }
    let orders: HashSet<_> = [
        "order=x",
        "state=lost",
        "limit=0",
        "limit=101",
        "cursor=x",
        "state=sent&cursor=x",
    ]
    .into();
    for wrong in orders {
        let name = wrong.rsplit('&').next().unwrap().split('=').next().unwrap();
        shop.admin()
            .get(&format!("/api/admin/outbox?{wrong}"))
            .expect_bad_parameter(name);
    }
    let first = shop.admin().get("/api/admin/outbox?limit=1").json();
    let foreign = first["next_cursor"].as_str().unwrap();
    shop.admin()
        .get(&format!("/api/admin/outbox?state=waiting&cursor={foreign}"))
        .expect_bad_parameter("cursor");
}

#[test]
fn only_administrators_read_letters() {
    let shop = SHOP.get();
    let id = enqueue(shop.folder(), "secret@example.org", "Secret");
    for path in [
        "/api/admin/outbox".to_owned(),
        format!("/api/admin/outbox/{id}"),
    ] {
        shop.guest().get(&path).expect_problem(401, "unauthorized");
        shop.seller("Reader of letters")
            .get(&path)
            .expect_problem(403, "forbidden");
    }
    let retry = format!("/api/admin/outbox/{id}/retry");
    shop.guest()
        .send("POST", &retry, None)
        .expect_problem(401, "unauthorized");
    shop.seller("Reader of letters")
        .send("POST", &retry, None)
        .expect_problem(403, "forbidden");
    for missing in [
        "/api/admin/outbox/987654",
        "/api/admin/outbox/x",
        "/api/admin/outbox/-1",
    ] {
        shop.admin().get(missing).expect_problem(404, "not-found");
    }
    shop.admin()
        .send("POST", "/api/admin/outbox/987654/retry", None)
        .expect_problem(404, "not-found");
    let again = shop
        .admin()
        .send("POST", &retry, None)
        .expect_status(200)
        .json();
    assert_eq!(again["state"], "waiting");
}
