//! Reading orders.

use poem_openapi::types::ToJSON;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::model::{Fulfillment, HistoryEntry, Order, OrderItem, Refund, ShippingChoice};
use crate::{catalogue::model::SellerLink, time};

/// An order with everything that hangs on it; `None` when there is none.
///
/// # Errors
/// The database's.
pub fn load(db: &Connection, id: Uuid) -> rusqlite::Result<Option<Order>> {
    let head = db
        .prepare_cached(include_str!("../../sql/orders/load_order.sql"))?
        .query_row([id], |row| head(row, id))
        .optional()?;
    let Some(order) = head else { return Ok(None) };
    Ok(Some(Order {
        items: items(db, id)?,
        fulfillments: fulfillments(db, id)?,
        history: history(db, id)?,
        refunds: refunds(db, id)?,
        ..order
    }))
}

/// The bytes of an order's JSON; `None` when there is none.
///
/// # Errors
/// The database's.
pub fn render(db: &Connection, id: Uuid) -> rusqlite::Result<Option<String>> {
    Ok(load(db, id)?.map(|order| order.to_json_string()))
}

/// A column of JSON that this module's types wrote.
fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else {
        return Ok(None);
    };
    let value = serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })?;
    Ok(Some(value))
}

fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(time::to_rfc3339))
}

/// Three columns `id`, `slug`, `name` of a seller who may be none.
fn seller(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<SellerLink>> {
    let Some(id) = row.get(column)? else {
        return Ok(None);
    };
    Ok(Some(SellerLink {
        id,
        slug: row.get(column + 1)?,
        name: row.get(column + 2)?,
    }))
}

fn head(row: &Row<'_>, id: Uuid) -> rusqlite::Result<Order> {
    let (shipping_method, shipping_method_name) = json::<ShippingChoice>(row, 5)?
        .map(|choice| (choice.code, choice.name))
        .unzip();
    Ok(Order {
        id,
        number: row.get(0)?,
        status: row.get(1)?,
        email: row.get(2)?,
        items: Vec::new(),
        fulfillments: Vec::new(),
        shipping_address: json(row, 3)?,
        billing_address: json(row, 4)?,
        shipping_method,
        shipping_method_name,
        payment_method: row.get(6)?,
        currency: row.get(7)?,
        prices_include_tax: row.get(8)?,
        subtotal: row.get(9)?,
        discount_total: row.get(10)?,
        shipping_total: row.get(11)?,
        tax_total: row.get(12)?,
        total: row.get(13)?,
        refunded_total: row.get(14)?,
        coupons: json(row, 15)?.unwrap_or_default(),
        note: row.get(16)?,
        invoice_number: row.get(17)?,
        history: Vec::new(),
        refunds: Vec::new(),
        created_at: time::to_rfc3339(row.get(18)?),
        updated_at: time::to_rfc3339(row.get(19)?),
        expires_at: instant(row, 20)?,
    })
}

fn items(db: &Connection, id: Uuid) -> rusqlite::Result<Vec<OrderItem>> {
    db.prepare_cached(include_str!("../../sql/orders/load_items.sql"))?
        .query_map([id], |row| {
            Ok(OrderItem {
                id: row.get(0)?,
                fulfillment_id: row.get(1)?,
                product_id: row.get(2)?,
                variant_id: row.get(3)?,
                slug: row.get(4)?,
                name: row.get(5)?,
                sku: row.get(6)?,
                options: json(row, 7)?.unwrap_or_default(),
                image_url: row.get(8)?,
                is_digital: row.get(9)?,
                quantity: row.get(10)?,
                unit_price: row.get(11)?,
                line_total: row.get(12)?,
                discount: row.get(13)?,
                tax: row.get(14)?,
                tax_rate: row.get::<_, i64>(15)? as f64 / 1e6,
                return_quantity: row.get(16)?,
                seller: seller(row, 17)?,
            })
        })?
        .collect()
}

fn fulfillments(db: &Connection, id: Uuid) -> rusqlite::Result<Vec<Fulfillment>> {
    db.prepare_cached(include_str!("../../sql/orders/load_fulfillments.sql"))?
        .query_map([id], |row| {
            Ok(Fulfillment {
                id: row.get(0)?,
                status: row.get(1)?,
                carrier: row.get(2)?,
                tracking_number: row.get(3)?,
                shipped_at: instant(row, 4)?,
                delivered_at: instant(row, 5)?,
                seller: seller(row, 6)?,
            })
        })?
        .collect()
}

fn history(db: &Connection, id: Uuid) -> rusqlite::Result<Vec<HistoryEntry>> {
    db.prepare_cached(include_str!("../../sql/orders/load_history.sql"))?
        .query_map([id], |row| {
            Ok(HistoryEntry {
                status: row.get(0)?,
                at: time::to_rfc3339(row.get(1)?),
                by: row.get(2)?,
                note: row.get(3)?,
            })
        })?
        .collect()
}

fn refunds(db: &Connection, id: Uuid) -> rusqlite::Result<Vec<Refund>> {
    db.prepare_cached(include_str!("../../sql/orders/load_refunds.sql"))?
        .query_map([id], |row| {
            Ok(Refund {
                id: row.get(0)?,
                amount: row.get(1)?,
                reason: row.get(2)?,
                at: time::to_rfc3339(row.get(3)?),
            })
        })?
        .collect()
}
