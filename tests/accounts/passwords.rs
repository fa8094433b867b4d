//! Another password, by who knows the old one.

use serde_json::{Value, json};

use crate::{
    SHOP, cookie, credentials,
    letters::letters,
    support::{Client, PASSWORD},
};

const NEW: &str = "an even longer pass phrase";

fn change(caller: &Client, current: &str, new: &str) -> crate::support::Reply {
    let body = json!({"current_password": current, "new_password": new});
    caller.post("/api/auth/password", body)
}

#[test]
fn a_new_password_ends_the_other_logins() {
    let shop = SHOP.get();
    let here = shop.customer("password@example.org");
    let there = shop.log_in("password@example.org");
    let other = shop.customer("password-other@example.org");
    there.get("/api/auth/me").expect_status(200);
    let done = change(&here, PASSWORD, NEW).expect_status(204);
    assert_eq!(done.header("set-cookie"), None, "a bearer token goes on");
    there
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
    here.get("/api/auth/me").expect_status(200);
    other.get("/api/auth/me").expect_status(200);
    let log_in = |password: &str| {
        let body = json!({"email": "password@example.org", "password": password});
        shop.guest().post("/api/auth/login", body)
    };
    log_in(PASSWORD).expect_problem(401, "invalid-credentials");
    log_in(NEW).expect_status(200);
    let told = letters(&shop, "password_changed", "password@example.org");
    assert_eq!(told.len(), 1);
    let text = told[0].to_string();
    assert!(!text.contains(NEW) && !text.contains(PASSWORD), "{text}");
}

#[test]
fn a_browsers_login_goes_on_under_another_token() {
    let shop = SHOP.get();
    shop.customer("browser@example.org");
    let login = shop
        .guest()
        .post("/api/auth/login", credentials("browser@example.org"));
    let old = shop.guest().with("Cookie", &cookie(&login).0);
    let sessions = |caller: &Client| caller.get("/api/auth/sessions").json();
    let before = sessions(&old);
    let done = change(&old, PASSWORD, NEW).expect_status(204);
    let (pair, attributes) = cookie(&done);
    assert!(attributes.contains("HttpOnly"), "{attributes}");
    old.get("/api/auth/me").expect_problem(401, "unauthorized");
    let new = shop.guest().with("Cookie", &pair);
    new.get("/api/auth/me").expect_status(200);
    let after = sessions(&new);
    assert_eq!(after["total"], 1);
    assert_eq!(after["items"][0]["id"], before["items"][0]["id"]);
    assert_eq!(
        after["items"][0]["expires_at"],
        before["items"][0]["expires_at"]
    );
}

#[test]
fn what_cannot_be_a_new_password_is_named_and_changes_nothing() {
    let shop = SHOP.get();
    let ada = shop.customer("no-change@example.org");
    let stays = shop.log_in("no-change@example.org");
    for (body, pointer) in [
        (json!({"current_password": PASSWORD}), "/new_password"),
        (json!({"new_password": NEW}), "/current_password"),
        (
            json!({"current_password": PASSWORD, "new_password": "short"}),
            "/new_password",
        ),
        (
            json!({"current_password": PASSWORD, "new_password": "x".repeat(257)}),
            "/new_password",
        ),
        (
            json!({"current_password": PASSWORD, "new_password": Value::Null}),
            "/new_password",
        ),
        (
            json!({"current_password": PASSWORD, "new_password": NEW, "role": "admin"}),
            "/role",
        ),
    ] {
        ada.post("/api/auth/password", &body)
            .expect_bad_field(pointer);
    }
    let wrong = change(&ada, "not the pass phrase", NEW).expect_problem(401, "invalid-credentials");
    assert_eq!(wrong["detail"], "The current password is not that.");
    assert!(!wrong.to_string().contains("mail"), "{wrong}");
    change(&shop.guest(), PASSWORD, NEW).expect_problem(401, "unauthorized");
    change(&shop.admin(), PASSWORD, NEW).expect_problem(403, "forbidden");
    stays.get("/api/auth/me").expect_status(200);
    shop.log_in("no-change@example.org");
    assert!(letters(&shop, "password_changed", "no-change@example.org").is_empty());
}

#[test]
fn the_old_address_is_told_of_a_new_one() {
    let shop = SHOP.get();
    let ada = shop.customer("old-address@example.org");
    let body = json!({"email": "new-address@example.org", "current_password": PASSWORD});
    ada.patch("/api/auth/me", body).expect_status(200);
    let told = letters(&shop, "email_changed", "old-address@example.org");
    assert_eq!(told.len(), 1);
    assert!(
        told[0]["body"]
            .as_str()
            .unwrap()
            .contains("new-address@example.org")
    );
    // A change of the name alone is nothing to write about.
    ada.patch("/api/auth/me", json!({"name": "A"}))
        .expect_status(200);
    assert!(letters(&shop, "email_changed", "new-address@example.org").is_empty());
}
