//! Checkouts for tests: `guest.check_out(guest_order())`.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::{Client, Reply, TestShop};

/// A key that no other call of this process has.
pub fn fresh_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A German address.
pub fn address() -> Value {
    json!({
        "name": "Ada Lovelace",
        "line1": "Unter den Linden 1",
        "city": "Berlin",
        "postal_code": "10117",
        "country": "DE",
    })
}

/// An order by parcel, paid by transfer.
pub fn parcel() -> Value {
    json!({
        "email": "ada@example.org",
        "shipping_address": address(),
        "shipping_method": "standard",
        "payment_method": "bank_transfer",
    })
}

/// The same with other fields, or without those that are null.
pub fn parcel_but(fields: Value) -> Value {
    let mut order = parcel();
    let Value::Object(fields) = fields else {
        panic!("an object of fields")
    };
    for (name, value) in fields {
        match value {
            Value::Null => order.as_object_mut().unwrap().remove(&name),
            value => order.as_object_mut().unwrap().insert(name, value),
        };
    }
    order
}

impl Client {
    /// Checks out under a key of its own.
    #[track_caller]
    pub fn check_out(&self, order: Value) -> Reply {
        self.check_out_as(&fresh_key(), order)
    }

    /// Checks out under a key.
    #[track_caller]
    pub fn check_out_as(&self, key: &str, order: Value) -> Reply {
        self.with("Idempotency-Key", key)
            .post("/api/checkout", order)
    }
}

impl TestShop {
    /// Sends parcels to Germany and Austria for 4.90 as `standard`, and takes every payment method.
    pub fn sends_parcels(&self) {
        let method = json!({
            "code": "standard", "name": "Standard", "countries": ["DE", "AT"], "price": 490,
        });
        self.admin()
            .post("/api/admin/shipping-methods", method)
            .expect_status(201);
        let methods = ["bank_transfer", "cash_on_delivery", "pickup", "dummy"];
        self.admin()
            .patch("/api/admin/settings", json!({"payment_methods": methods}))
            .expect_status(200);
    }

    /// What is left of a product.
    #[track_caller]
    pub fn stock_of(&self, path: &str) -> i64 {
        let product = self.admin().get(path).expect_status(200).json();
        product["stock_quantity"].as_i64().unwrap()
    }
}
