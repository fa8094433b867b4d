//! Orders for tests: `shop.order(&[(&mug, 2)]).place()`.
//!
//! They are written beside the shop as a checkout writes them, so that a test may choose what no
//! checkout would: an instant, a discount, an account that is somebody else's.

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Client, TestProduct, TestShop};

/// An order about to be placed.
pub struct Placing<'a> {
    shop: &'a TestShop,
    lines: Vec<(&'a TestProduct, i64)>,
    user: Option<Uuid>,
    email: String,
    name: String,
    shipping: i64,
    discounts: Vec<i64>,
    expires_in: i64,
    note: Option<String>,
}

/// An order that was placed.
#[derive(Debug, Clone)]
pub struct TestOrder {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub number: String,
    /// A guest's token.
    pub token: String,
}

impl TestShop {
    /// An order of these products, by a guest.
    pub fn order<'a>(&'a self, lines: &[(&'a TestProduct, i64)]) -> Placing<'a> {
        Placing {
            shop: self,
            lines: lines.to_vec(),
            user: None,
            email: "ada@example.org".to_owned(),
            name: "Ada Lovelace".to_owned(),
            shipping: 490,
            discounts: vec![0; lines.len()],
            expires_in: 24 * 60 * 60 * 1000,
            note: None,
        }
    }

    /// The shop's file, beside the server.
    pub fn file(&self) -> Connection {
        let db = Connection::open(self.folder().file("shop.db")).unwrap();
        db.busy_timeout(super::PATIENCE).unwrap();
        db.pragma_update(None, "foreign_keys", true).unwrap();
        db
    }

    /// A number that a statement counts in the shop's file.
    pub fn count(&self, sql: &str) -> i64 {
        self.file().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// How many of a product are in stock; the ledger says the same.
    #[track_caller]
    pub fn stock(&self, product: &TestProduct) -> i64 {
        let variant = product.variant_id;
        let sql = |what: &str, table: &str, key: &str| {
            format!("SELECT {what} FROM {table} WHERE {key} = {variant}")
        };
        let stock = self.count(&sql("stock_quantity", "variants", "id"));
        let ledger = self.count(&sql("sum(delta)", "stock_movements", "variant_id"));
        assert_eq!(stock, ledger, "the ledger adds up to the stock");
        stock
    }
}

impl<'a> Placing<'a> {
    /// By the account of a caller.
    pub fn by(mut self, customer: &Client) -> Self {
        let me = customer.get("/api/auth/me").expect_status(200).json();
        self.user = Some(me["id"].as_str().unwrap().parse().unwrap());
        self.email = me["email"].as_str().unwrap().to_owned();
        self
    }

    /// Whom letters go to.
    pub fn email(mut self, email: &str) -> Self {
        self.email = email.to_owned();
        self
    }

    /// Who gets the parcel.
    pub fn name(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    /// What the customer says.
    pub fn note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }

    /// What sending it costs.
    pub fn shipping(mut self, shipping: i64) -> Self {
        self.shipping = shipping;
        self
    }

    /// Each line's share of a discount.
    pub fn discounts(mut self, discounts: &[i64]) -> Self {
        self.discounts = discounts.to_vec();
        self
    }

    /// When it expires, in milliseconds from now.
    pub fn expires_in(mut self, milliseconds: i64) -> Self {
        self.expires_in = milliseconds;
        self
    }

    /// Places it, not paid yet. Prices hold 19 % of tax.
    #[track_caller]
    pub fn place(self) -> TestOrder {
        let id = Uuid::now_v7();
        let simple = id.simple().to_string();
        let order = TestOrder {
            id: id.to_string(),
            number: format!("T-{}", &simple[20..]),
            token: format!("token-of-{id}"),
        };
        let mut db = self.shop.file();
        let tx = db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .unwrap();
        self.write_order(&tx, id, &order);
        let mut parts: Vec<(Option<i64>, i64)> = Vec::new();
        for (index, (product, quantity)) in self.lines.iter().enumerate() {
            let seller = product.body["seller"]["id"].as_i64();
            let known = parts.iter().find(|(one, _)| *one == seller);
            let part = known.map_or_else(
                || {
                    tx.execute(
                        "INSERT INTO fulfillments (order_id, seller_id, status) VALUES (?1, ?2, 'pending')",
                        params![id, seller],
                    )
                    .unwrap();
                    tx.last_insert_rowid()
                },
                |(_, part)| *part,
            );
            parts.push((seller, part));
            write_line(&tx, id, part, product, *quantity, self.discounts[index]);
        }
        tx.commit().unwrap();
        order
    }

    fn write_order(&self, tx: &Connection, id: Uuid, order: &TestOrder) {
        let lines = self.lines.iter();
        let subtotal: i64 = lines.map(|(product, count)| price(product) * count).sum();
        let discount: i64 = self.discounts.iter().sum();
        let total = subtotal - discount + self.shipping;
        let address = json!({
            "name": self.name, "line1": "Main St 1", "line2": null, "city": "Berlin",
            "region": null, "postal_code": "10115", "country": "DE",
        });
        let shipping = json!({
            "code": "parcel", "name": "Parcel", "price": self.shipping, "tax": 0, "tax_rate": 0,
        });
        let hash = Sha256::digest(&order.token).to_vec();
        let guest = self.user.is_none().then_some(hash);
        let tax: i64 = self
            .lines
            .iter()
            .zip(&self.discounts)
            .map(|((product, count), discount)| tax_in(price(product) * count - discount))
            .sum();
        let now = now();
        tx.execute(
            "INSERT INTO orders (id, number, user_id, email, access_hash, status, currency, prices_include_tax,
                 subtotal, discount_total, shipping_total, tax_total, total, shipping, payment_method,
                 shipping_address, note, created_at, updated_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 'pending_payment', 'EUR', 1, ?6, ?7, ?8, ?9, ?10, ?11,
                 'bank_transfer', ?12, ?13, ?14, ?14, ?15)",
            params![
                id, order.number, self.user, self.email, guest, subtotal, discount, self.shipping, tax,
                total, shipping.to_string(), address.to_string(), self.note, now, now + self.expires_in,
            ],
        )
        .unwrap();
        tx.execute(
            "INSERT INTO order_history (order_id, status, at, actor) VALUES (?1, 'pending_payment', ?2, 'customer')",
            params![id, now],
        )
        .unwrap();
    }
}

fn price(product: &TestProduct) -> i64 {
    product.body["price"].as_i64().unwrap()
}

/// What 19 % of tax an amount holds.
fn tax_in(amount: i64) -> i64 {
    (amount * 19 + 59) / 119
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(since.unwrap().as_millis()).unwrap()
}

fn write_line(
    tx: &Connection,
    order: Uuid,
    part: i64,
    product: &TestProduct,
    quantity: i64,
    discount: i64,
) {
    let (body, price) = (&product.body, price(product));
    tx.execute(
        "INSERT INTO order_items (order_id, fulfillment_id, product_id, variant_id, seller_id, slug, name, sku,
             is_digital, quantity, unit_price, line_total, discount, tax, tax_rate)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 190000)",
        params![
            order,
            part,
            product.id,
            product.variant_id,
            body["seller"]["id"].as_i64(),
            product.slug,
            body["name"].as_str(),
            body["variants"][0]["sku"].as_str(),
            body["is_digital"].as_bool(),
            quantity,
            price,
            price * quantity,
            discount,
            tax_in(price * quantity - discount),
        ],
    )
    .unwrap();
    tx.execute(
        "UPDATE variants SET stock_quantity = stock_quantity - ?2 WHERE id = ?1",
        params![product.variant_id, quantity],
    )
    .unwrap();
    tx.execute(
        "UPDATE products SET stock_quantity = stock_quantity - ?2, in_stock = stock_quantity > ?2 WHERE id = ?1",
        params![product.id, quantity],
    )
    .unwrap();
    tx.execute(
        "INSERT INTO stock_movements (variant_id, delta, reason, order_id, at) VALUES (?1, ?2, 'sale', ?3, ?4)",
        params![product.variant_id, -quantity, order, now()],
    )
    .unwrap();
}

impl TestOrder {
    /// `/api/orders/…`.
    pub fn path(&self) -> String {
        format!("/api/orders/{}", self.id)
    }

    /// `/api/admin/orders/…`.
    pub fn admin_path(&self) -> String {
        format!("/api/admin/orders/{}", self.id)
    }

    /// The guest who placed it.
    pub fn guest(&self, shop: &TestShop) -> Client {
        shop.guest().with("Order-Token", &self.token)
    }

    /// All of it, as an admin sees it.
    #[track_caller]
    pub fn read(&self, shop: &TestShop) -> Value {
        let path = self.admin_path();
        shop.admin().get(&path).expect_status(200).json()
    }

    /// Where it is.
    #[track_caller]
    pub fn status(&self, shop: &TestShop) -> String {
        self.read(shop)["status"].as_str().unwrap().to_owned()
    }

    /// Moves it, as an admin, through all of these.
    #[track_caller]
    pub fn advance(&self, shop: &TestShop, steps: &[&str]) -> &Self {
        for to in steps {
            let path = format!("{}/transitions", self.admin_path());
            shop.admin()
                .post(&path, json!({"to": to}))
                .expect_status(200);
        }
        self
    }

    /// The ids of its fulfilments.
    #[track_caller]
    pub fn fulfillments(&self, shop: &TestShop) -> Vec<i64> {
        let order = self.read(shop);
        let parts = order["fulfillments"].as_array().unwrap().iter();
        parts.map(|part| part["id"].as_i64().unwrap()).collect()
    }

    /// The kinds of the letters that tell of it, in order.
    pub fn letters(&self, shop: &TestShop) -> Vec<String> {
        let db = shop.file();
        let mut select = db
            .prepare("SELECT kind FROM outbox WHERE order_id = ?1 ORDER BY id")
            .unwrap();
        let id: Uuid = self.id.parse().unwrap();
        let kinds = select.query_map([id], |row| row.get(0)).unwrap();
        kinds.map(Result::unwrap).collect()
    }
}
