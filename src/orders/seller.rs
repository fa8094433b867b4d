//! Orders as a seller sees them: the own lines and the own fulfilment, and where to send it. Nothing of
//! other sellers, of the payment, or of the customer beyond the parcel.

use poem_openapi::{
    Object,
    types::{Example, ToJSON},
};
use rusqlite::{Connection, Row, params, types::Value};
use uuid::Uuid;

use super::{
    OrderError, load,
    model::{Address, Fulfillment, Order, OrderItem},
    status::{FulfillmentStatus, Status},
};
use crate::catalogue::sorting::{Key, MADE, Sorts, window::Window};

/// What a seller's orders are sorted by: the fulfilments' ids.
pub struct FulfillmentKeys;

impl Sorts for FulfillmentKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[];
    const TIE: &'static str = "id";
}

/// A seller's part of an order.
#[derive(Debug, Object)]
#[oai(example)]
pub struct SellerOrder {
    /// The order's id.
    pub id: Uuid,
    /// What people call it.
    pub number: String,
    /// Where the whole order is.
    pub status: Status,
    /// The own lines.
    pub items: Vec<OrderItem>,
    /// The own fulfilment.
    pub fulfillments: Vec<Fulfillment>,
    /// Where it is sent; null where nothing is.
    pub shipping_address: Option<Address>,
    /// The code of the shipping method; null where nothing is sent.
    pub shipping_method: Option<String>,
    /// Its name.
    pub shipping_method_name: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// Minor units: the own lines.
    pub subtotal: i64,
    /// Minor units: what the own lines were reduced by.
    pub discount_total: i64,
    /// Minor units: the own lines' tax.
    pub tax_total: i64,
    /// What the customer said.
    pub note: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: String,
}

impl Example for SellerOrder {
    fn example() -> Self {
        let order = Order::example();
        let fulfillment = order.fulfillments[0].id;
        Self::of(order, fulfillment)
    }
}

/// A page of a seller's orders.
#[derive(Debug, Object)]
#[oai(example)]
pub struct SellerOrderPage {
    /// The rows.
    pub items: Vec<SellerOrder>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl Example for SellerOrderPage {
    fn example() -> Self {
        Self {
            items: vec![SellerOrder::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

impl SellerOrder {
    /// The part of an order that one fulfilment is.
    pub fn of(order: Order, fulfillment: i64) -> Self {
        let own = |item: &OrderItem| item.fulfillment_id == fulfillment;
        let items: Vec<OrderItem> = order.items.into_iter().filter(own).collect();
        let sum = |of: fn(&OrderItem) -> i64| items.iter().map(of).sum();
        Self {
            id: order.id,
            number: order.number,
            status: order.status,
            subtotal: sum(|item| item.line_total),
            discount_total: sum(|item| item.discount),
            tax_total: sum(|item| item.tax),
            items,
            fulfillments: order
                .fulfillments
                .into_iter()
                .filter(|one| one.id == fulfillment)
                .collect(),
            shipping_address: order.shipping_address,
            shipping_method: order.shipping_method,
            shipping_method_name: order.shipping_method_name,
            currency: order.currency,
            note: order.note,
            created_at: order.created_at,
        }
    }
}

/// Which orders of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Whose; `None` is the shop's own.
    pub seller: Option<i64>,
    /// Whose fulfilment is in one of these; all when empty.
    pub status: Vec<FulfillmentStatus>,
}

impl Asked {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("seller orders {:?} {:?}", self.seller, self.status)
    }
}

/// A page as JSON, by `fulfillments_of_seller`.
///
/// # Errors
/// The database's.
pub fn page(db: &Connection, asked: &Asked, window: &Window) -> Result<String, OrderError> {
    let status = status_list(&asked.status);
    let total: i64 = db
        .prepare_cached(include_str!("../../sql/orders/count_fulfillments.sql"))?
        .query_row(params![asked.seller, status], |row| row.get(0))?;
    let select = include_str!("../../sql/orders/list_fulfillments.sql");
    let values = vec![
        asked.seller.map_or(Value::Null, Value::Integer),
        status.map_or(Value::Null, Value::Text),
    ];
    let read = |row: &Row<'_>| Ok::<(i64, Uuid), OrderError>((row.get(0)?, row.get(1)?));
    let (rows, next_cursor) = window.rows(db, select, values, read)?;
    let mut items = Vec::with_capacity(rows.len());
    for (fulfillment, order) in rows {
        let order = load::load(db, order)?;
        items.extend(order.map(|order| SellerOrder::of(order, fulfillment)));
    }
    let page = SellerOrderPage {
        items,
        total,
        next_cursor,
    };
    Ok(page.to_json_string())
}

/// The statuses as a JSON list; `None` for all.
fn status_list(status: &[FulfillmentStatus]) -> Option<String> {
    let names: Vec<&str> = status.iter().map(|status| status.as_str()).collect();
    (!names.is_empty()).then(|| serde_json::Value::from(names).to_string())
}
