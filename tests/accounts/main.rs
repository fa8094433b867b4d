//! Accounts: what §2 and §6 of the contract promise of people, their logins and their tokens.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod admin_tokens;
mod attempts;
mod command_line;
mod customers;
mod letters;
mod own;
mod passwords;
mod resets;
mod sessions;

use serde_json::{Value, json};
use support::{PASSWORD, Reply, Shared, TestShop};

static SHOP: Shared = Shared::new();

fn credentials(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD})
}

fn register(shop: &TestShop, email: &str) -> Reply {
    let body = json!({"email": email, "password": PASSWORD, "name": "Ada"});
    shop.guest().post("/api/auth/register", body)
}

fn token(reply: &Reply) -> String {
    reply.json()["token"].as_str().unwrap().to_owned()
}

/// The cookie that an answer sets, and how it is kept.
fn cookie(reply: &Reply) -> (String, String) {
    let line = reply.expect("set-cookie");
    let (pair, attributes) = line.split_once("; ").unwrap();
    (pair.to_owned(), attributes.to_owned())
}
