//! Products for tests: `shop.product("Mug").price(1999).stock(1).create()`.

use serde_json::{Map, Value, json};

use super::{Client, Reply};

/// A product about to be made.
pub struct ProductBuilder {
    caller: Client,
    body: Map<String, Value>,
}

/// A product that was made.
#[derive(Debug, Clone)]
pub struct TestProduct {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// The id of its first variant.
    pub variant_id: i64,
    /// All of it, as it was answered.
    pub body: Value,
}

impl ProductBuilder {
    /// A product of this name for 10.00, of which there are ten.
    pub fn new(caller: Client, name: &str) -> Self {
        let body = json!({"name": name, "price": 1_000, "stock_quantity": 10});
        let Value::Object(body) = body else {
            unreachable!()
        };
        Self { caller, body }
    }

    /// Minor units.
    pub fn price(self, price: i64) -> Self {
        self.set("price", price)
    }

    /// How many there are.
    pub fn stock(self, stock: i64) -> Self {
        self.set("stock_quantity", stock)
    }

    /// The SKU of its only variant.
    pub fn sku(self, sku: &str) -> Self {
        self.set("sku", sku)
    }

    /// Its maker.
    pub fn brand(self, brand: &str) -> Self {
        self.set("brand", brand)
    }

    /// The id or slug of its category.
    pub fn category(self, category: impl Into<Value>) -> Self {
        self.set("category", category)
    }

    /// Its tags.
    pub fn tags(self, tags: &[&str]) -> Self {
        self.set("tags", tags)
    }

    /// Its variants: objects with `options`, `price`, `stock_quantity` …; price and stock are theirs.
    pub fn variants(mut self, variants: Value) -> Self {
        self.body.remove("price");
        self.body.remove("stock_quantity");
        self.set("variants", variants)
    }

    /// Any other field.
    pub fn set(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.body.insert(field.to_owned(), value.into());
        self
    }

    /// What would be sent.
    pub fn body(self) -> Value {
        Value::Object(self.body)
    }

    /// Sends it; the answer, whatever it is.
    #[track_caller]
    pub fn send(self) -> Reply {
        self.caller.post("/api/products", Value::Object(self.body))
    }

    /// Makes it.
    #[track_caller]
    pub fn create(self) -> TestProduct {
        let body = self.send().expect_status(201).json();
        TestProduct {
            id: body["id"].as_i64().unwrap(),
            slug: body["slug"].as_str().unwrap().to_owned(),
            variant_id: body["variants"][0]["id"].as_i64().unwrap(),
            body,
        }
    }
}

impl TestProduct {
    /// `/api/products/7`.
    pub fn path(&self) -> String {
        format!("/api/products/{}", self.id)
    }
}
