//! The terms of trade as an admin keeps them: coupons, shipping methods, tax rates, settings, and the
//! log of who changed them. How totals come about is tested beside
//! `pricing::quote`, and here as a customer is charged them.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod audit;
mod coupons;
mod settings;
mod shipping_methods;
mod tax_rates;
mod totals;

use serde_json::{Map, Value};
use support::{Client, Shared};

static SHOP: Shared = Shared::new();

/// An object with some fields changed; a null in `changes` stays a null.
fn with(base: &Value, changes: &Value) -> Value {
    let mut fields: Map<String, Value> = base.as_object().unwrap().clone();
    for (name, value) in changes.as_object().unwrap() {
        fields.insert(name.clone(), value.clone());
    }
    Value::Object(fields)
}

/// An object without a field.
fn without(base: &Value, name: &str) -> Value {
    let mut fields = base.as_object().unwrap().clone();
    fields.remove(name);
    Value::Object(fields)
}

/// Every row of a list, walked by its cursor.
fn walk(admin: &Client, path: &str, limit: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = admin.get(&format!("{path}?limit={limit}{cursor}"));
        let page = page
            .expect_header("cache-control", "no-store")
            .expect_status(200)
            .json();
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}
