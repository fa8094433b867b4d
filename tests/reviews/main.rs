//! Reviews: one a customer and product, averages that are right in the next read, helpful votes,
//! moderation.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod listing;
mod moderating;
mod racing;
mod writing;

use serde_json::{Value, json};
use support::{Client, Shared, TestProduct, TestShop};

static SHOP: Shared = Shared::new();

/// `/api/products/7/reviews`.
fn reviews_of(product: &TestProduct) -> String {
    format!("{}/reviews", product.path())
}

/// `/api/products/7/reviews/12`.
fn review_at(product: &TestProduct, review: &Value) -> String {
    format!("{}/{}", reviews_of(product), review["id"])
}

/// Writes a review of so many stars; gives it.
#[track_caller]
fn write(caller: &Client, product: &TestProduct, rating: i64) -> Value {
    let body = json!({"rating": rating, "title": format!("{rating} stars")});
    caller
        .post(&reviews_of(product), body)
        .expect_status(201)
        .json()
}

/// The average and number that a product shows.
#[track_caller]
fn rating_of(shop: &TestShop, product: &TestProduct) -> (Value, Value) {
    let product = shop.get(&product.path()).expect_status(200).json();
    (
        product["average_rating"].clone(),
        product["review_count"].clone(),
    )
}

/// Five customers, made once for the tests of a shop.
fn customers(shop: &TestShop) -> Vec<Client> {
    (1..=5)
        .map(|n| shop.customer(&format!("reviewer{n}@example.org")))
        .collect()
}
