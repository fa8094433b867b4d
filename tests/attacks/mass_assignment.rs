//! Mass assignment: fields that nobody asked for, in the hope that they are written.

use serde_json::{Value, json};

use crate::{SHOP, registration, support::Client};

/// What an attacker would like to be.
fn wishes() -> [(&'static str, Value); 12] {
    [
        ("role", json!("admin")),
        ("is_admin", json!(true)),
        ("id", json!("0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10")),
        ("user_id", json!("0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10")),
        ("seller", json!({"id": 1})),
        ("seller_id", json!(1)),
        ("password_hash", json!("$argon2id$v=19$m=19456,t=2,p=1$x$y")),
        ("blocked_at", Value::Null),
        ("created_at", json!("2001-01-01T00:00:00Z")),
        ("email_verified", json!(true)),
        ("permissions", json!(["*"])),
        ("__proto__", json!({"role": "admin"})),
    ]
}

#[track_caller]
fn refused(caller: &Client, method: &str, path: &str, body: &Value) {
    for (field, value) in wishes() {
        let mut body = body.clone();
        body[field] = value;
        let sent = Some(("application/json", body.to_string().into_bytes()));
        let reply = caller.send(method, path, sent);
        reply.expect_bad_field(&format!("/{field}"));
    }
}

#[test]
fn nobody_makes_themselves_more_than_they_are() {
    let shop = SHOP.get();
    let guest = shop.guest();
    let body = registration("mass@example.org");
    refused(&guest, "POST", "/api/auth/register", &body);
    let login = json!({"email": "mass@example.org", "password": "0123456789"});
    refused(&guest, "POST", "/api/auth/login", &login);
    let ada = shop.customer("mass@example.org");
    let before = ada.get("/api/auth/me").json();
    refused(&ada, "PATCH", "/api/auth/me", &json!({"name": "Ada"}));
    let passwords = json!({"current_password": "0123456789", "new_password": "0123456789"});
    refused(&ada, "POST", "/api/auth/password", &passwords);
    let asked = json!({"email": "mass@example.org"});
    refused(&guest, "POST", "/api/auth/password-reset", &asked);
    let confirmed = json!({"token": "x", "new_password": "0123456789"});
    refused(
        &guest,
        "POST",
        "/api/auth/password-reset/confirm",
        &confirmed,
    );
    assert_eq!(ada.get("/api/auth/me").json(), before);
    assert_eq!(before["role"], "customer");
}

#[test]
fn a_key_twice_is_no_key() {
    let shop = SHOP.get();
    let twice = r#"{"email":"twice@example.org","name":"A","password":"0123456789","name":"B"}"#;
    let reply = shop.guest().post_text("/api/auth/register", twice);
    assert_eq!(reply.status, 400, "{}", reply.text());
}

#[test]
fn an_accounts_own_routes_are_its_own() {
    let shop = SHOP.get();
    let ada = shop.customer("own-a@example.org");
    let bob = shop.customer("own-b@example.org");
    let id = ada.get("/api/auth/me").json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for path in [format!("/api/admin/users/{id}"), "/api/admin/users".into()] {
        bob.get(&path).expect_problem(403, "forbidden");
        shop.guest().get(&path).expect_problem(401, "unauthorized");
    }
    let patch = json!({"role": "admin"});
    for caller in [&ada, &bob] {
        caller
            .patch(&format!("/api/admin/users/{id}"), &patch)
            .expect_problem(403, "forbidden");
    }
}
