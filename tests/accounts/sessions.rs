//! The own logins: listed, ended, swept.

use serde_json::{Value, json};

use crate::{
    SHOP, cookie, credentials,
    support::{Client, TestShop, eventually, instant},
};

fn sessions(caller: &Client) -> Vec<Value> {
    let list = caller.get("/api/auth/sessions").expect_status(200);
    let list = list.expect_header("cache-control", "no-store").json();
    let items = list["items"].as_array().unwrap().clone();
    assert_eq!(list["total"], items.len());
    items
}

fn log_in_as(shop: &TestShop, email: &str, agent: &str) -> Client {
    let guest = shop.guest().with("User-Agent", agent);
    let login = guest.post("/api/auth/login", credentials(email));
    guest.bearer(login.expect_status(200).json()["token"].as_str().unwrap())
}

#[test]
fn logins_are_listed_with_the_current_one_marked() {
    let shop = SHOP.get();
    let first = shop.customer("sessions@example.org");
    let phone = log_in_as(&shop, "sessions@example.org", "Phone/1.0");
    shop.customer("sessions-other@example.org");
    let items = sessions(&phone);
    assert_eq!(items.len(), 2, "the newest first: {items:?}");
    assert_eq!(items[0]["user_agent"], "Phone/1.0");
    assert_eq!(
        (&items[0]["current"], &items[1]["current"]),
        (&json!(true), &json!(false))
    );
    assert!(items[0]["id"].as_i64() > items[1]["id"].as_i64());
    assert!(instant(&items[0]["expires_at"]) > instant(&items[0]["created_at"]));
    assert!(instant(&items[0]["last_seen_at"]) >= instant(&items[0]["created_at"]));
    assert_eq!(sessions(&first)[1]["current"], true);
    let text = json!(items).to_string();
    assert!(
        !text.contains("souklogin_") && !text.contains("hash"),
        "{text}"
    );
    let page = phone.get("/api/auth/sessions?limit=1").json();
    assert_eq!(page["items"], json!([items[0]]));
    let next = page["next_cursor"].as_str().unwrap();
    let rest = phone.get(&format!("/api/auth/sessions?limit=1&cursor={next}"));
    assert_eq!(rest.json()["items"][0]["id"], items[1]["id"]);
    assert_eq!(rest.json()["next_cursor"], Value::Null);
    let foreign = shop.customer("sessions-other@example.org");
    foreign
        .get(&format!("/api/auth/sessions?cursor={next}"))
        .expect_bad_parameter("cursor");
    for limit in ["0", "101", "x"] {
        phone
            .get(&format!("/api/auth/sessions?limit={limit}"))
            .expect_bad_parameter("limit");
    }
    shop.admin()
        .get("/api/auth/sessions")
        .expect_problem(403, "forbidden");
}

#[test]
fn a_login_is_ended_by_its_owner_alone() {
    let shop = SHOP.get();
    let here = shop.customer("end@example.org");
    let there = log_in_as(&shop, "end@example.org", "There");
    let other = shop.customer("end-other@example.org");
    there.get("/api/auth/me").expect_status(200);
    let path = format!("/api/auth/sessions/{}", sessions(&there)[0]["id"]);
    let not_yours = other.delete(&path);
    let not_there = other.delete("/api/auth/sessions/999999999");
    not_yours.expect_problem(404, "not-found");
    assert_eq!(not_yours.body, not_there.body);
    there.get("/api/auth/me").expect_status(200);
    shop.admin().delete(&path).expect_problem(403, "forbidden");
    shop.guest()
        .delete(&path)
        .expect_problem(401, "unauthorized");
    here.delete(&path).expect_status(204);
    there
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
    let again = here.delete(&path);
    assert_eq!((again.status, again.body), (404, not_there.body));
    for id in ["x", "-1", "99999999999999999999"] {
        here.delete(&format!("/api/auth/sessions/{id}"))
            .expect_problem(404, "not-found");
    }
}

#[test]
fn the_current_login_is_ended_with_its_cookie() {
    let shop = SHOP.get();
    shop.customer("current@example.org");
    let login = shop
        .guest()
        .post("/api/auth/login", credentials("current@example.org"));
    let browser = shop.guest().with("Cookie", &cookie(&login).0);
    let items = sessions(&browser);
    let current = items.iter().find(|one| one["current"] == true).unwrap();
    let ended = browser.delete(&format!("/api/auth/sessions/{}", current["id"]));
    let ended = ended.expect_status(204);
    assert!(ended.expect("set-cookie").contains("Max-Age=0"));
    browser
        .get("/api/auth/sessions")
        .expect_problem(401, "unauthorized");
}

#[test]
fn when_a_login_was_used_is_written_in_minutes_and_not_each_time() {
    let shop = TestShop::start();
    let ada = shop.customer("seen@example.org");
    let seen = || sessions(&ada)[0]["last_seen_at"].clone();
    let first = seen();
    for _ in 0..20 {
        ada.get("/api/auth/me").expect_status(200);
    }
    assert_eq!(seen(), first);
    let file = shop.file();
    file.execute(
        "UPDATE sessions SET last_seen_at = last_seen_at - 600000",
        [],
    )
    .unwrap();
    let before = seen();
    assert!(instant(&before) < instant(&first));
    let now = eventually("it is seen", || {
        let now = seen();
        (now != before).then_some(now)
    });
    assert!(instant(&now) >= instant(&first), "{now} {first}");
}

#[test]
fn logins_that_have_ended_are_nobodys_and_swept() {
    let shop = TestShop::start();
    let ada = shop.customer("ended@example.org");
    ada.get("/api/auth/me").expect_status(200);
    let file = shop.file();
    file.execute("UPDATE sessions SET expires_at = created_at + 1", [])
        .unwrap();
    eventually("the end is seen", || {
        (ada.get("/api/auth/me").status == 401).then_some(())
    });
    let shop = shop.restart();
    let file = shop.file();
    let rows = || {
        file.query_row("SELECT count(*) FROM sessions", [], |row| {
            row.get::<_, i64>(0)
        })
    };
    eventually("the sweep", || (rows().unwrap() == 0).then_some(()));
}

#[test]
fn an_account_has_so_many_logins_and_the_oldest_makes_room() {
    let shop = TestShop::start();
    let first = shop.customer("many@example.org");
    let file = shop.file();
    file.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
         INSERT INTO sessions (user_id, hash, created_at, last_seen_at, expires_at)
         SELECT s.user_id, randomblob(32), s.created_at, s.last_seen_at, s.expires_at FROM n, sessions s",
        [],
    )
    .unwrap();
    drop(file);
    let newest = shop.log_in("many@example.org");
    assert_eq!(
        newest.get("/api/auth/sessions?limit=100").json()["total"],
        100
    );
    eventually("the first is gone", || {
        (first.get("/api/auth/me").status == 401).then_some(())
    });
}
