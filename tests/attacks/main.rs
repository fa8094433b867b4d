//! What attackers of shops try, each in the shape of an advisory that somebody else's shop has had.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod cross_site;
mod enumeration;
mod fixation;
mod forged_headers;
mod mass_assignment;
mod replay;

use serde_json::{Value, json};
use support::{Client, PASSWORD, Reply, Shared, TestShop};

static SHOP: Shared = Shared::new();

fn registration(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "name": "Ada"})
}

fn credentials(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD})
}

/// `name=value` of the cookie of this name that an answer sets.
fn cookie_of(reply: &Reply, name: &str) -> String {
    let lines = reply.headers.get_all("set-cookie").iter();
    let mut pairs = lines.filter_map(|line| line.to_str().unwrap().split_once(';'));
    let found = pairs.find(|(pair, _)| pair.starts_with(&format!("{name}=")));
    found
        .unwrap_or_else(|| panic!("{}: no {name}", reply.what))
        .0
        .to_owned()
}

/// Somebody who has registered, in a browser.
fn browser(shop: &TestShop, email: &str) -> Client {
    let made = shop
        .guest()
        .post("/api/auth/register", registration(email))
        .expect_status(201);
    shop.guest()
        .with("Cookie", &cookie_of(&made, "souk_session"))
}

/// The token of the newest link that was sent to an address.
fn reset_token(shop: &TestShop, to: &str) -> String {
    let body = json!({"email": to});
    shop.guest()
        .post("/api/auth/password-reset", body)
        .expect_status(202);
    let admin = shop.admin();
    let list = admin.get("/api/admin/outbox?kind=password_reset&limit=100");
    let list = list.json();
    let items = list["items"].as_array().unwrap();
    let newest = items.iter().find(|item| item["recipient"] == to).unwrap();
    let letter = admin.get(&format!("/api/admin/outbox/{}", newest["id"]));
    let text = letter.json()["body"].as_str().unwrap().to_owned();
    let line = text.lines().find(|line| line.contains("?token=")).unwrap();
    line.split_once("?token=").unwrap().1.to_owned()
}
