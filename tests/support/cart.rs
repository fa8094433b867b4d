//! Carts for tests: `let guest = shop.guest_with(&[(&mug, 2)]);`.

use serde_json::{Value, json};

use super::{Client, Reply, TestProduct, TestShop};

impl Client {
    /// Puts something into the cart.
    #[track_caller]
    pub fn add(&self, product: &TestProduct, quantity: i64) -> Reply {
        let body = json!({"product_id": product.id, "quantity": quantity});
        self.post("/api/cart/items", body)
    }

    /// The cart as it is.
    #[track_caller]
    pub fn cart(&self) -> Value {
        self.get("/api/cart").expect_status(200).json()
    }

    /// The same caller with the cart that an answer made.
    #[track_caller]
    pub fn holding(&self, made: &Reply) -> Self {
        self.with("Cart-Token", made.expect("cart-token"))
    }
}

impl TestShop {
    /// A guest with a cart of their own, and so many of each in it.
    #[track_caller]
    pub fn guest_with(&self, items: &[(&TestProduct, i64)]) -> Client {
        let ((first, quantity), rest) = items.split_first().expect("something to put in");
        let made = self.guest().add(first, *quantity).expect_status(201);
        let guest = self.guest().holding(&made);
        for (product, quantity) in rest {
            guest.add(product, *quantity).expect_status(201);
        }
        guest
    }
}
