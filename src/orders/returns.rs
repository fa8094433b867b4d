//! What a customer wants to send back.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    OrderError,
    machine::{self},
    status::{By, Status},
};

/// Asks to return `items`, pairs of a line's id and a quantity, of a delivered order; all of it when
/// `None`.
///
/// # Errors
/// `NoStep` when it is not delivered, `Invalid` for lines that are not the order's.
pub fn request(
    tx: &Connection,
    order: Uuid,
    by: By,
    reason: Option<&str>,
    items: Option<&[(i64, i64)]>,
) -> Result<(), OrderError> {
    machine::advance(tx, order, Status::ReturnRequested, by, reason)?;
    tx.prepare_cached("UPDATE order_items SET return_quantity = 0 WHERE order_id = ?1")?
        .execute([order])?;
    let Some(items) = items else {
        tx.prepare_cached("UPDATE order_items SET return_quantity = quantity WHERE order_id = ?1")?
            .execute([order])?;
        return Ok(());
    };
    if items.is_empty() {
        let detail = "must name a line; leave it out to return everything";
        return Err(OrderError::field("/items", detail));
    }
    let mut named = HashSet::new();
    for (index, (item, quantity)) in items.iter().enumerate() {
        let refuse = |field: &str, detail: String| {
            Err(OrderError::field(format!("/items/{index}/{field}"), detail))
        };
        if !named.insert(*item) {
            return refuse("item_id", "is there twice".to_owned());
        }
        let bought: Option<i64> = tx
            .prepare_cached("SELECT quantity FROM order_items WHERE id = ?1 AND order_id = ?2")?
            .query_row(params![item, order], |row| row.get(0))
            .optional()?;
        match bought {
            None => return refuse("item_id", "is not a line of this order".to_owned()),
            Some(bought) if !(1..=bought).contains(quantity) => {
                return refuse("quantity", format!("must be from 1 to {bought}"));
            }
            Some(_) => {}
        }
        tx.prepare_cached("UPDATE order_items SET return_quantity = ?2 WHERE id = ?1")?
            .execute(params![item, quantity])?;
    }
    Ok(())
}
