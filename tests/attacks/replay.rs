//! Tokens that were good once: after the answer that ended them no request passes with them, however
//! busy they were a moment before.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use serde_json::json;

use crate::{
    SHOP, cookie_of, credentials, reset_token,
    support::{Client, PASSWORD, TestShop},
};

const NEW: &str = "an even longer pass phrase";

/// Ends a login while it is being used by others, and looks at once whether it is dead.
#[track_caller]
fn dies(what: &str, victim: &Client, end: impl FnOnce()) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    victim.get("/api/auth/me");
                }
            });
        }
        for _ in 0..10 {
            victim.get("/api/auth/me").expect_status(200);
        }
        end();
        let after: Vec<u16> = (0..20).map(|_| victim.get("/api/auth/me").status).collect();
        over.store(true, Ordering::Relaxed);
        assert_eq!(after, [401; 20], "{what}");
    });
}

#[test]
fn a_token_is_dead_after_whatever_ended_it() {
    let shop = SHOP.get();
    for round in 0..4 {
        let email = format!("replay-{round}@example.org");
        let own = shop.customer(&email);
        let other = || shop.log_in(&email);

        let victim = other();
        dies("logout", &victim, || {
            victim
                .send("POST", "/api/auth/logout", None)
                .expect_status(204);
        });

        let victim = other();
        let list = victim.get("/api/auth/sessions").json();
        let items = list["items"].as_array().unwrap().iter();
        let current = items
            .filter(|item| item["current"] == true)
            .collect::<Vec<_>>();
        let path = format!("/api/auth/sessions/{}", current[0]["id"]);
        dies("revoked", &victim, || {
            own.delete(&path).expect_status(204);
        });

        let victim = other();
        dies("password", &victim, || {
            let body = json!({"current_password": PASSWORD, "new_password": NEW});
            own.post("/api/auth/password", body).expect_status(204);
        });

        let token = reset_token(&shop, &email);
        dies("reset", &own, || {
            let body = json!({"token": token, "new_password": PASSWORD});
            shop.guest()
                .post("/api/auth/password-reset/confirm", body)
                .expect_status(204);
        });
        let body = json!({"token": token, "new_password": NEW});
        shop.guest()
            .post("/api/auth/password-reset/confirm", body)
            .expect_problem(400, "invalid-reset-token");

        let victim = other();
        dies("another login on top", &victim, || {
            victim
                .post("/api/auth/login", credentials(&email))
                .expect_status(200);
        });

        let victim = other();
        let id = victim.get("/api/auth/me").json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = format!("/api/admin/users/{id}");
        dies("blocked", &victim, || {
            shop.admin()
                .patch(&path, json!({"blocked": true}))
                .expect_status(200);
        });
    }
}

#[test]
fn a_cookie_is_dead_after_a_logout_of_the_browser() {
    let shop = SHOP.get();
    shop.customer("cookie-replay@example.org");
    let login = shop
        .guest()
        .post("/api/auth/login", credentials("cookie-replay@example.org"));
    let browser = shop
        .guest()
        .with("Cookie", &cookie_of(&login, "souk_session"));
    dies("cookie", &browser, || {
        browser
            .send("POST", "/api/auth/logout", None)
            .expect_status(204);
    });
}

#[test]
fn an_api_token_is_dead_after_it_was_revoked() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = json!({"name": "replayed", "role": "admin"});
    let made = admin.post("/api/admin/tokens", body).expect_status(201);
    let path = made.expect("location").to_owned();
    let caller = shop.guest().bearer(made.json()["token"].as_str().unwrap());
    caller.get("/api/admin/tokens").expect_status(200);
    admin.delete(&path).expect_status(204);
    for _ in 0..20 {
        caller
            .get("/api/admin/tokens")
            .expect_problem(401, "unauthorized");
    }
}

#[test]
fn a_suspended_seller_sells_nothing_from_that_moment_on() {
    let shop = TestShop::start();
    let seller = shop.seller("Suspended Looms");
    let rug = seller.product("Rug").create();
    let patch = json!({"model": "x"});
    let path = format!("/api/admin/sellers/{}", rug.body["seller"]["id"]);
    for _ in 0..5 {
        seller.patch(&rug.path(), &patch).expect_status(200);
        shop.admin()
            .patch(&path, json!({"status": "suspended"}))
            .expect_status(200);
        for _ in 0..5 {
            let refused = seller.patch(&rug.path(), &patch).status;
            assert!([401, 403, 404].contains(&refused), "{refused}");
        }
        shop.admin()
            .patch(&path, json!({"status": "active"}))
            .expect_status(200);
    }
}

#[test]
fn an_old_answer_is_no_way_in() {
    let shop = SHOP.get();
    shop.customer("keyed@example.org");
    let keyed = shop.guest().with("Idempotency-Key", "login-replay-1");
    let first = keyed.post("/api/auth/login", credentials("keyed@example.org"));
    let token = first.json()["token"].as_str().unwrap().to_owned();
    let ada = shop.guest().bearer(&token);
    ada.send("POST", "/api/auth/logout", None)
        .expect_status(204);
    // The replayed answer holds a token that is dead.
    let again = keyed.post("/api/auth/login", credentials("keyed@example.org"));
    let replayed = again.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(replayed, token);
    shop.guest()
        .bearer(&replayed)
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
}
