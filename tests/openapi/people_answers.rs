//! Real answers about accounts, logins and tokens, held against the document.

use serde_json::{Value, json};

use crate::{
    SHOP,
    answers::Checked,
    support::{PASSWORD, Reply},
};

#[track_caller]
fn expect(reply: Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}: {}", reply.what, reply.text());
    match reply.body.is_empty() {
        true => Value::Null,
        false => reply.json(),
    }
}

#[test]
fn logins_and_passwords_are_as_documented() {
    let shop = SHOP.get();
    let ada = Checked(shop.customer("documented-ada@example.org"));
    let guest = Checked(shop.guest());
    let token = Checked(shop.customer_token());
    ada.get("/api/auth/sessions", 200);
    ada.get("/api/auth/sessions?limit=0", 400);
    guest.get("/api/auth/sessions", 401);
    token.get("/api/auth/sessions", 403);
    let end = |caller: &Checked, id: &str| {
        caller.call("DELETE", &format!("/api/auth/sessions/{id}"), None)
    };
    expect(end(&ada, "999999"), 404);
    expect(end(&guest, "1"), 401);
    expect(end(&token, "1"), 403);
    let path = "/api/auth/password";
    let body = json!({"current_password": PASSWORD, "new_password": "another pass phrase"});
    expect(ada.call("POST", path, Some(body.clone())), 204);
    expect(ada.call("POST", path, Some(body)), 401);
    expect(ada.call("POST", path, Some(json!({}))), 400);
    let path = "/api/auth/password-reset";
    let body = json!({"email": "documented-ada@example.org"});
    expect(guest.call("POST", path, Some(body)), 202);
    expect(guest.call("POST", path, Some(json!({}))), 400);
    let path = "/api/auth/password-reset/confirm";
    let body = json!({"token": "x", "new_password": PASSWORD});
    expect(guest.call("POST", path, Some(body)), 400);
    let browser = shop
        .guest()
        .with("Cookie", "souk_session=x")
        .with("Sec-Fetch-Site", "cross-site");
    let browser = Checked(browser);
    let body = json!({"email": "a@example.org", "password": "x"});
    expect(browser.call("POST", "/api/auth/login", Some(body)), 403);
    let body = json!({"events": []});
    expect(browser.call("POST", "/api/events", Some(body)), 403);
    let current = ada.0.get("/api/auth/sessions").json()["items"][0]["id"].clone();
    expect(end(&ada, &current.to_string()), 204);
}

#[test]
fn tokens_and_accounts_are_as_documented() {
    let shop = SHOP.get();
    let admin = Checked(shop.admin());
    let ada = shop.customer("documented-user@example.org");
    let id = ada.get("/api/auth/me").json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let nobody = [(Checked(shop.guest()), 401), (Checked(ada), 403)];
    let path = "/api/admin/tokens";
    let body = json!({"name": "documented", "role": "customer"});
    let made = expect(admin.call("POST", path, Some(body)), 201);
    expect(admin.call("POST", path, Some(json!({"name": ""}))), 400);
    admin.get(path, 200);
    let one = format!("{path}/{}", made["id"]);
    admin.get(&one, 200);
    admin.get("/api/admin/tokens/999999", 404);
    expect(admin.call("DELETE", &one, None), 204);
    expect(admin.call("DELETE", &one, None), 404);
    let users = "/api/admin/users";
    let user = format!("{users}/{id}");
    admin.get(users, 200);
    admin.get("/api/admin/users?role=king", 400);
    admin.get(&user, 200);
    admin.get("/api/admin/users/x", 404);
    let body = json!({"blocked": true});
    for (caller, status) in nobody {
        for path in [path, &one, users, &user] {
            caller.get(path, status);
        }
        expect(caller.call("PATCH", &user, Some(body.clone())), status);
        expect(caller.call("DELETE", &one, None), status);
    }
    expect(admin.call("PATCH", &user, Some(body)), 200);
    expect(admin.call("PATCH", &user, Some(json!({"blocked": 1}))), 400);
    let login = json!({"email": "documented-user@example.org", "password": PASSWORD});
    let guest = Checked(shop.guest());
    expect(guest.call("POST", "/api/auth/login", Some(login)), 403);
}
