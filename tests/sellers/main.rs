//! Sellers: applying, profiles, and what an administrator's decision does to products and credentials.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod applying;
mod deciding;
mod earning;
mod listing;
mod profiles;

use serde_json::{Value, json};
use support::{Client, Shared, TestShop};

static SHOP: Shared = Shared::new();

/// Somebody with an account and a seller, as `GET /api/sellers/{id}` shows it to them.
struct Stall {
    login: Client,
    id: i64,
    slug: String,
}

impl Stall {
    /// Registers and applies; the seller waits.
    #[track_caller]
    fn apply(shop: &TestShop, name: &str) -> Self {
        let login = shop.customer(&email(name));
        let made = login.post("/api/sellers", json!({"name": name}));
        let seller = made.expect_status(201).json();
        Self {
            login,
            id: seller["id"].as_i64().unwrap(),
            slug: seller["slug"].as_str().unwrap().to_owned(),
        }
    }

    /// One that may sell.
    #[track_caller]
    fn open(shop: &TestShop, name: &str) -> Self {
        let stall = Self::apply(shop, name);
        stall.decide(shop, json!({"status": "active"}));
        stall
    }

    fn path(&self) -> String {
        format!("/api/sellers/{}", self.id)
    }

    /// An administrator decides; gives the answer.
    #[track_caller]
    fn decide(&self, shop: &TestShop, decision: Value) -> Value {
        let path = format!("/api/admin/sellers/{}", self.id);
        let decided = shop.admin().patch(&path, decision);
        decided.expect_status(200).json()
    }
}

/// The address of who sells under a name.
fn email(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase().replace(' ', "."))
}
