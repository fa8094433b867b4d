//! Letters that the shop wrote to people.

use serde_json::Value;

use crate::support::TestShop;

/// The letters of a kind to an address, the newest first.
pub fn letters(shop: &TestShop, kind: &str, to: &str) -> Vec<Value> {
    let admin = shop.admin();
    let list = admin.get(&format!("/api/admin/outbox?kind={kind}&limit=100"));
    let list = list.expect_status(200).json();
    let items = list["items"].as_array().unwrap().iter();
    items
        .filter(|item| item["recipient"] == to)
        .map(|item| {
            admin
                .get(&format!("/api/admin/outbox/{}", item["id"]))
                .json()
        })
        .collect()
}

/// The link of a letter.
pub fn link(letter: &Value) -> String {
    let body = letter["body"].as_str().unwrap();
    let line = body.lines().find(|line| line.contains("?token="));
    line.unwrap_or_else(|| panic!("no link in {body}"))
        .to_owned()
}

/// The token of the newest link to an address.
pub fn reset_token(shop: &TestShop, to: &str) -> String {
    let link = link(&letters(shop, "password_reset", to)[0]);
    link.split_once("?token=").unwrap().1.to_owned()
}
