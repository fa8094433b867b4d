//! Goods that go back into stock. Each unit of a line goes back once at most: `restocked` counts them,
//! and a CHECK refuses more than were bought.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::OrderError;
use crate::catalogue::stock;
pub use stock::Reason;

/// A line's units that go back.
struct Units {
    item: i64,
    variant: i64,
    quantity: i64,
}

/// Puts back whatever of an order was not put back yet.
///
/// # Errors
/// The database's.
pub fn everything(tx: &Connection, order: Uuid, reason: Reason) -> Result<(), OrderError> {
    let rest = "SELECT id, variant_id, quantity - restocked FROM order_items
                WHERE order_id = ?1 AND restocked < quantity";
    put_back(tx, order, reason, rest)
}

/// Puts back what a return request names, or all where it names nothing; goods without a parcel
/// do not come back.
///
/// # Errors
/// The database's.
pub fn returned(tx: &Connection, order: Uuid) -> Result<(), OrderError> {
    let coming = include_str!("../../sql/orders/returned_units.sql");
    put_back(tx, order, Reason::Returned, coming)
}

fn put_back(tx: &Connection, order: Uuid, reason: Reason, units: &str) -> Result<(), OrderError> {
    let units: Vec<Units> = tx
        .prepare_cached(units)?
        .query_map([order], |row| {
            Ok(Units {
                item: row.get(0)?,
                variant: row.get(1)?,
                quantity: row.get(2)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    units
        .iter()
        .try_for_each(|units| restock(tx, order, reason, units))
}

/// Puts some units of a line back.
///
/// # Errors
/// `Invalid` at `pointer` when the order has no such line or not so many units are left of it.
pub fn some(
    tx: &Connection,
    order: Uuid,
    item: i64,
    quantity: i64,
    pointer: &str,
) -> Result<(), OrderError> {
    use rusqlite::OptionalExtension;
    let find =
        "SELECT variant_id, quantity - restocked FROM order_items WHERE id = ?1 AND order_id = ?2";
    let found: Option<(i64, i64)> = tx
        .prepare_cached(find)?
        .query_row(params![item, order], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((variant, left)) = found else {
        let pointer = format!("{pointer}/item_id");
        return Err(OrderError::field(pointer, "is not a line of this order"));
    };
    if quantity > left {
        let pointer = format!("{pointer}/quantity");
        return Err(OrderError::field(
            pointer,
            format!("must be at most {left}"),
        ));
    }
    let units = Units {
        item,
        variant,
        quantity,
    };
    restock(tx, order, Reason::Returned, &units)
}

fn restock(tx: &Connection, order: Uuid, reason: Reason, units: &Units) -> Result<(), OrderError> {
    tx.prepare_cached("UPDATE order_items SET restocked = restocked + ?2 WHERE id = ?1")?
        .execute(params![units.item, units.quantity])?;
    stock::give_back(tx, units.variant, units.quantity, reason, order)?;
    Ok(())
}
