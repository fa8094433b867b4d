//! Mail: the outbox, and a sender that neither loses a letter nor sends one twice without need.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod links;
mod outbox;
mod post;
mod sending;
mod settings;

use rusqlite::{Connection, params};
use support::{Folder, TestShop};

/// Puts a letter into a shop's outbox, as a feature does; gives its id.
fn enqueue(folder: &Folder, recipient: &str, subject: &str) -> i64 {
    let db = Connection::open(folder.file("shop.db")).unwrap();
    db.busy_timeout(support::PATIENCE).unwrap();
    let insert = "INSERT INTO outbox (kind, recipient, subject, body, created_at, next_attempt_at)
                  VALUES ('order_shipped', ?1, ?2, 'Hello Läyla,' || char(10) || 'on its way.' || char(10),
                          unixepoch('subsec') * 1000, unixepoch('subsec') * 1000)";
    db.execute(
        &insert.replace(
            "unixepoch('subsec') * 1000",
            "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        ),
        params![recipient, subject],
    )
    .unwrap();
    db.last_insert_rowid()
}

/// The letter as administrators read it.
#[track_caller]
fn letter(shop: &TestShop, id: i64) -> serde_json::Value {
    let path = format!("/api/admin/outbox/{id}");
    shop.admin().get(&path).expect_status(200).json()
}

/// Waits until a letter is in a state.
#[track_caller]
fn wait_for(shop: &TestShop, id: i64, state: &str) -> serde_json::Value {
    support::eventually(&format!("letter {id} {state}"), || {
        Some(letter(shop, id)).filter(|letter| letter["state"] == state)
    })
}
