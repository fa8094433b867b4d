//! Orders for unit tests, in a shop in memory: as a checkout would write them, without a cart.

#![allow(clippy::unwrap_used)]

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{
    history,
    status::{By, Status},
};
use crate::{
    catalogue::{Record, VariantRecord, save::Saver, stock},
    store, time,
};

/// How many of each product there are before anything is sold.
pub const STOCK: i64 = 100;

/// A line of an order.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Whose it is; `None` is the shop's.
    pub seller: Option<i64>,
    /// Minor units.
    pub price: i64,
    /// How many.
    pub quantity: i64,
    /// Without a parcel.
    pub digital: bool,
}

/// An order that was placed.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The order.
    pub id: Uuid,
    /// The variant of each line.
    pub variants: Vec<i64>,
    /// The fulfilments, in the order of their sellers' first lines.
    pub fulfillments: Vec<i64>,
}

/// A shop with two sellers (ids 1 and 2; the first pays a tenth) and a coupon (id 1).
pub fn shop() -> Connection {
    let db = store::in_memory();
    db.execute_batch(
        "INSERT INTO sellers (slug, name, created_at, commission)
         VALUES ('looms', 'Looms', 0, 100000), ('pots', 'Pots', 0, NULL);
         INSERT INTO settings (key, value) VALUES ('default_commission', '55000');
         INSERT INTO coupons (code, kind, value, created_at, updated_at) VALUES ('ONE', 'fixed', 1, 0, 0);",
    )
    .unwrap();
    db
}

/// Places an order of new products; prices hold their tax, which is none.
pub fn place(db: &Connection, lines: &[Line], shipping: i64) -> Placed {
    let id = Uuid::now_v7();
    let now = time::now();
    let subtotal: i64 = lines.iter().map(|line| line.price * line.quantity).sum();
    db.execute(
        "INSERT INTO orders (id, number, email, status, currency, prices_include_tax, subtotal,
             discount_total, shipping_total, tax_total, total, payment_method, created_at, updated_at, expires_at)
         VALUES (?1, ?2, 'ada@example.org', 'pending_payment', 'EUR', 1, ?3, 0, ?4, 0, ?5,
             'bank_transfer', ?6, ?6, ?6)",
        params![id, id.to_string(), subtotal, shipping, subtotal + shipping, now],
    )
    .unwrap();
    let mut placed = Placed {
        id,
        variants: Vec::new(),
        fulfillments: Vec::new(),
    };
    let mut sellers: Vec<Option<i64>> = Vec::new();
    for line in lines {
        if !sellers.contains(&line.seller) {
            sellers.push(line.seller);
            db.execute(
                "INSERT INTO fulfillments (order_id, seller_id, status) VALUES (?1, ?2, 'pending')",
                params![id, line.seller],
            )
            .unwrap();
            placed.fulfillments.push(db.last_insert_rowid());
        }
        let place = sellers.iter().position(|seller| *seller == line.seller);
        let fulfillment = placed.fulfillments[place.unwrap()];
        placed.variants.push(buy(db, id, fulfillment, line));
    }
    db.execute_batch("UPDATE coupons SET used_count = used_count + 1 WHERE id = 1")
        .unwrap();
    db.execute(
        "INSERT INTO coupon_uses (coupon_id, order_id, customer) VALUES (1, ?1, 'ada@example.org')",
        [id],
    )
    .unwrap();
    history::record(db, id, Status::PendingPayment, By::Customer, None).unwrap();
    placed
}

/// Makes a product and lets the order have some of it; gives its variant.
fn buy(db: &Connection, order: Uuid, fulfillment: i64, line: &Line) -> i64 {
    let record = Record {
        name: "Thing".to_owned(),
        seller_id: line.seller,
        is_digital: line.digital,
        is_active: true,
        variants: vec![VariantRecord {
            price: line.price,
            stock_quantity: STOCK,
            is_default: true,
            is_active: true,
            ..VariantRecord::default()
        }],
        ..Record::default()
    };
    let product = Saver::new(db).insert(&record).unwrap();
    let variant: i64 = db
        .query_row(
            "SELECT id FROM variants WHERE product_id = ?1",
            [product],
            |row| row.get(0),
        )
        .unwrap();
    stock::take(db, variant, line.quantity, order).unwrap();
    db.execute(
        "INSERT INTO order_items (order_id, fulfillment_id, product_id, variant_id, seller_id, slug, name,
             is_digital, quantity, unit_price, line_total, discount, tax, tax_rate)
         VALUES (?1, ?2, ?3, ?4, ?5, 'thing', 'Thing', ?6, ?7, ?8, ?9, 0, 0, 0)",
        params![
            order,
            fulfillment,
            product,
            variant,
            line.seller,
            line.digital,
            line.quantity,
            line.price,
            line.price * line.quantity
        ],
    )
    .unwrap();
    variant
}
