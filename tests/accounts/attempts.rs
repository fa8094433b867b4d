//! Wrong tries: ten in a quarter of an hour, and no more.

use std::thread;

use serde_json::json;

use crate::{
    letters::reset_token,
    support::{Client, PASSWORD, Reply, TestShop},
};

fn log_in(caller: &Client, email: &str, password: &str) -> Reply {
    caller.post(
        "/api/auth/login",
        json!({"email": email, "password": password}),
    )
}

#[track_caller]
fn too_many(reply: &Reply) {
    reply.expect_problem(429, "rate-limited");
    let wait: u32 = reply.expect("retry-after").parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
}

#[test]
fn the_eleventh_wrong_try_at_an_account_is_refused_and_so_is_the_right_one() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    let from = |last: usize| {
        let address = format!("198.51.100.{last}");
        shop.guest().with("X-Forwarded-For", &address)
    };
    let body = json!({"email": "ada@example.org", "password": PASSWORD, "name": "Ada"});
    let made = from(1).post("/api/auth/register", body).expect_status(201);
    let ada = from(1).bearer(made.json()["token"].as_str().unwrap());
    for email in ["ada@example.org", "nobody@example.org"] {
        for number in 0..10 {
            log_in(&from(number + 10), email, "not the pass phrase")
                .expect_problem(401, "invalid-credentials");
        }
        too_many(&log_in(&from(30), email, "not the pass phrase"));
    }
    too_many(&log_in(&from(31), "ADA@example.org", PASSWORD));
    too_many(&log_in(&from(1), "ada@example.org", PASSWORD));
    // Who is in stays in, but proves nothing either.
    ada.get("/api/auth/me").expect_status(200);
    let body = json!({"current_password": PASSWORD, "new_password": "another pass phrase"});
    too_many(&ada.post("/api/auth/password", body));
    let body = json!({"email": "x@example.org", "current_password": PASSWORD});
    too_many(&ada.patch("/api/auth/me", body));
    // A link is the way out.
    let body = json!({"email": "ada@example.org"});
    from(1)
        .post("/api/auth/password-reset", body)
        .expect_status(202);
    let token = reset_token(&shop, "ada@example.org");
    let body = json!({"token": token, "new_password": "another pass phrase"});
    from(1)
        .post("/api/auth/password-reset/confirm", body)
        .expect_status(204);
    log_in(&from(1), "ada@example.org", "another pass phrase").expect_status(200);
}

#[test]
fn the_eleventh_wrong_try_of_a_peer_is_refused_whatever_it_says_of_itself() {
    let shop = TestShop::start();
    shop.customer("known@example.org");
    let admin = shop.admin_account("late@example.org");
    admin.get("/api/auth/me").expect_status(200);
    let claiming = |number: usize| {
        let address = format!("203.0.113.{number}");
        let caller = shop.guest().with("X-Forwarded-For", &address);
        caller.with("Forwarded", &format!("for={address}"))
    };
    for number in 0..10 {
        let email = format!("spray-{number}@example.org");
        log_in(&claiming(number), &email, "not the pass phrase")
            .expect_problem(401, "invalid-credentials");
    }
    for number in 10..15 {
        let email = format!("spray-{number}@example.org");
        too_many(&log_in(&claiming(number), &email, "not the pass phrase"));
    }
    // Links are counted apart.
    let body = json!({"token": "soukreset_x", "new_password": PASSWORD});
    claiming(20)
        .post("/api/auth/password-reset/confirm", body)
        .expect_problem(400, "invalid-reset-token");
    // Somebody who got in from there before is not kept out by the others.
    log_in(&claiming(21), "known@example.org", PASSWORD).expect_status(200);
}

#[test]
fn wrong_links_are_wrong_tries() {
    let shop = TestShop::start();
    let confirm = |number: usize| {
        let body = json!({"token": format!("soukreset_{number}"), "new_password": PASSWORD});
        shop.guest().post("/api/auth/password-reset/confirm", body)
    };
    for number in 0..10 {
        confirm(number).expect_problem(400, "invalid-reset-token");
    }
    too_many(&confirm(10));
}

#[test]
fn wrong_passwords_of_who_is_logged_in_are_wrong_tries() {
    let shop = TestShop::start();
    let ada = shop.customer("ada@example.org");
    for number in 0..10 {
        let reply = match number % 2 {
            0 => {
                let body = json!({"current_password": "not it, I fear", "new_password": PASSWORD});
                ada.post("/api/auth/password", body)
            }
            _ => {
                let body = json!({"current_password": "not it, I fear", "email": "x@example.org"});
                ada.patch("/api/auth/me", body)
            }
        };
        reply.expect_problem(401, "invalid-credentials");
    }
    let body = json!({"current_password": PASSWORD, "new_password": "another pass phrase"});
    too_many(&ada.post("/api/auth/password", body));
}

#[test]
fn many_tries_at_once_are_counted_as_well() {
    let shop = TestShop::start();
    shop.customer("ada@example.org");
    let statuses: Vec<u16> = thread::scope(|scope| {
        let tries: Vec<_> = (0..40)
            .map(|number| {
                let caller = shop.guest();
                scope.spawn(move || {
                    let password = format!("pass phrase number {number}");
                    log_in(&caller, "ada@example.org", &password).status
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let wrong = statuses.iter().filter(|status| **status == 401).count();
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert_eq!((wrong, wrong + refused), (10, 40), "{statuses:?}");
}

#[test]
fn right_logins_are_never_too_many() {
    let shop = TestShop::start();
    shop.customer("often@example.org");
    for _ in 0..25 {
        log_in(&shop.guest(), "often@example.org", PASSWORD).expect_status(200);
    }
}
