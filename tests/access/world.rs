//! Everybody who calls, and what they have.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::support::{Client, TestOrder, TestProduct, TestShop};

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    CustomerA,
    CustomerB,
    SellerA,
    SellerB,
    /// An API token of seller A's.
    TokenA,
    Suspended,
    Admin,
}

/// The columns of the table.
pub const WHO: [Who; 8] = [
    Who::Anonymous,
    Who::CustomerA,
    Who::CustomerB,
    Who::SellerA,
    Who::SellerB,
    Who::TokenA,
    Who::Suspended,
    Who::Admin,
];

/// A shop with everybody in it.
pub struct World {
    pub shop: TestShop,
    pub customer: Client,
    pub seller: Client,
    pub admin: Client,
    others: [Client; 4],
    /// What seller A shows.
    pub rug: TestProduct,
    /// What the shop itself shows.
    pub mug: TestProduct,
    /// The id of a seller who waits.
    pub applicant: i64,
    next: AtomicU64,
}

/// Opens a seller for a login.
fn open(login: &Client, name: &str) -> i64 {
    let made = login
        .post("/api/sellers", json!({"name": name}))
        .expect_status(201);
    made.json()["id"].as_i64().unwrap()
}

impl World {
    pub fn new() -> Self {
        let shop = TestShop::start();
        shop.sends_parcels();
        let customer = shop.customer("customer.a@example.org");
        let other = shop.customer("customer.b@example.org");
        let [seller, rival, suspended] = ["a", "b", "c"].map(|letter| {
            let login = shop.customer(&format!("seller.{letter}@example.org"));
            let id = open(&login, &format!("Seller {letter}"));
            let path = format!("/api/admin/sellers/{id}");
            shop.admin()
                .patch(&path, json!({"status": "active"}))
                .expect_status(200);
            if letter == "c" {
                shop.admin()
                    .patch(&path, json!({"status": "suspended"}))
                    .expect_status(200);
            }
            login
        });
        let waiting = shop.customer("applicant@example.org");
        Self {
            admin: shop.admin_account("admin@example.org"),
            rug: seller.product("Rug").stock(1_000).create(),
            mug: shop.product("Mug").stock(1_000).create(),
            applicant: open(&waiting, "Applicant"),
            others: [other, rival, shop.seller("seller-a"), suspended],
            customer,
            seller,
            next: AtomicU64::new(1),
            shop,
        }
    }

    /// The caller, for an operation: whoever logs out does it from a login of its own.
    pub fn client(&self, who: Who, operation: &str) -> Client {
        let email = match who {
            Who::CustomerA => Some("customer.a@example.org"),
            Who::CustomerB => Some("customer.b@example.org"),
            Who::SellerA => Some("seller.a@example.org"),
            Who::SellerB => Some("seller.b@example.org"),
            Who::Suspended => Some("seller.c@example.org"),
            Who::Admin => Some("admin@example.org"),
            Who::Anonymous | Who::TokenA => None,
        };
        if let (Some(email), true) = (email, ["logOut", "logIn", "register"].contains(&operation)) {
            return self.shop.log_in(email);
        }
        match who {
            Who::Anonymous => self.shop.guest(),
            Who::CustomerA => self.customer.clone(),
            Who::SellerA => self.seller.clone(),
            Who::Admin => self.admin.clone(),
            Who::CustomerB => self.others[0].clone(),
            Who::SellerB => self.others[1].clone(),
            Who::TokenA => self.others[2].clone(),
            Who::Suspended => self.others[3].clone(),
        }
    }

    /// A number that nothing has yet.
    pub fn fresh(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A product of seller A's.
    pub fn product(&self, is_active: bool) -> TestProduct {
        let name = format!("Fresh {}", self.fresh());
        self.seller
            .product(&name)
            .stock(5)
            .set("is_active", is_active)
            .create()
    }

    /// An order of customer A's, of seller A's rug.
    pub fn order(&self) -> TestOrder {
        self.shop
            .order(&[(&self.rug, 1)])
            .by(&self.customer)
            .place()
    }

    /// One that is paid.
    pub fn paid(&self) -> TestOrder {
        let order = self.order();
        order.advance(&self.shop, &["payment_confirmed"]);
        order
    }

    /// The seller's part of a paid order.
    pub fn part(&self) -> i64 {
        self.paid().fulfillments(&self.shop)[0]
    }

    /// A review of customer A's: of which product, and its id.
    pub fn review(&self) -> (i64, i64) {
        let product = self.product(true);
        let path = format!("{}/reviews", product.path());
        let made = self
            .customer
            .post(&path, json!({"rating": 4}))
            .expect_status(201);
        (product.id, made.json()["id"].as_i64().unwrap())
    }

    /// A line in customer A's cart.
    pub fn line(&self) -> i64 {
        self.customer.delete("/api/cart");
        let cart = self.customer.add(&self.mug, 1).json();
        cart["items"][0]["id"].as_i64().unwrap()
    }

    /// What an administrator makes at a path; the answer.
    #[track_caller]
    pub fn made(&self, path: &str, body: Value) -> Value {
        let made = self.shop.admin().post(path, body).expect_status(201);
        made.json()
    }
}
