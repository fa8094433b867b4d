//! Stock: the one place that moves it.
//!
//! Invariant: every change of a variant's stock is a row in `stock_movements`, written in the same
//! transaction, and the rows of a variant add up to what it has; those of one that is gone, to zero.
//! The product's `stock_quantity` and `in_stock` follow.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::record::STOCK_MAX;
use crate::{store::StoreError, time};

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The variant is new.
    Opening,
    /// Somebody changed the product.
    Edit,
    /// A file changed the product.
    Import,
    /// Somebody counted.
    Adjustment,
    /// An order took it.
    Sale,
    /// The order was cancelled.
    Cancelled,
    /// The order was not paid in time.
    Expired,
    /// The buyer sent it back.
    Returned,
    /// The variant is gone.
    Removed,
}

impl Reason {
    /// The name in SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Edit => "edit",
            Self::Import => "import",
            Self::Adjustment => "adjustment",
            Self::Sale => "sale",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Returned => "returned",
            Self::Removed => "removed",
        }
    }
}

/// Why stock does not move.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// Less is there than is asked for.
    #[error("only {available} left")]
    Short {
        /// What is there; 0 for a variant that is gone.
        available: i64,
    },
    /// More than a variant can have.
    #[error("there is room for {room} more")]
    Full {
        /// What still fits.
        room: i64,
    },
    /// No such variant.
    #[error("there is no such variant")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for StockError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Takes stock for a line of an order. Whether the variant may be sold is the caller's to decide.
///
/// # Errors
/// `Short`, and nothing has moved.
pub fn take(
    tx: &Connection,
    variant_id: i64,
    quantity: i64,
    order: Uuid,
) -> Result<(), StockError> {
    debug_assert!(quantity > 0, "a line has at least one piece");
    let taken = tx
        .prepare_cached(include_str!("../../sql/catalogue/take_stock.sql"))?
        .execute([variant_id, quantity])?;
    if taken == 0 {
        let available = stock_of(tx, variant_id)?.unwrap_or(0);
        return Err(StockError::Short { available });
    }
    follow(tx, place_of(tx, variant_id)?, -quantity)?;
    record(
        tx,
        variant_id,
        -quantity,
        Reason::Sale,
        None,
        Some(order),
        time::now(),
    )?;
    Ok(())
}

/// Puts back what an order took, and gives how many pieces found a place: none for a variant that is
/// gone, and no more than it can have.
///
/// # Errors
/// The database's.
pub fn give_back(
    tx: &Connection,
    variant_id: i64,
    quantity: i64,
    reason: Reason,
    order: Uuid,
) -> rusqlite::Result<i64> {
    let Some(current) = stock_of(tx, variant_id)? else {
        return Ok(0);
    };
    let given = quantity.min(STOCK_MAX - current);
    if given <= 0 {
        return Ok(0);
    }
    set(tx, variant_id, current + given, given)?;
    record(
        tx,
        variant_id,
        given,
        reason,
        None,
        Some(order),
        time::now(),
    )?;
    Ok(given)
}

/// Corrects the stock of a variant by `delta`, and gives what there is now. As a change by a person it
/// counts as a new version of the product.
///
/// # Errors
/// `NotFound`, `Short`, `Full`; nothing has moved then.
pub fn adjust(tx: &Connection, variant_id: i64, delta: i64, note: &str) -> Result<i64, StockError> {
    let current = stock_of(tx, variant_id)?.ok_or(StockError::NotFound)?;
    let stock = current.saturating_add(delta);
    if stock < 0 {
        return Err(StockError::Short { available: current });
    }
    if stock > STOCK_MAX {
        let room = STOCK_MAX - current;
        return Err(StockError::Full { room });
    }
    if delta == 0 {
        return Ok(stock);
    }
    let now = time::now();
    let place = set(tx, variant_id, stock, delta)?;
    record(
        tx,
        variant_id,
        delta,
        Reason::Adjustment,
        Some(note),
        None,
        now,
    )?;
    tx.prepare_cached("UPDATE products SET version = version + 1, updated_at = ?2 WHERE id = ?1")?
        .execute([place.product, now])?;
    Ok(stock)
}

/// Writes down that a variant was saved with another stock than before (0 for a new one). The caller
/// writes the variant and its product.
pub(super) fn saved(
    tx: &Connection,
    variant_id: i64,
    delta: i64,
    reason: Reason,
    now: i64,
) -> rusqlite::Result<()> {
    match delta {
        0 => Ok(()),
        delta => record(tx, variant_id, delta, reason, None, None, now),
    }
}

/// Writes down that all variants of a product are about to go.
pub(super) fn removing(tx: &Connection, product: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/catalogue/remove_stock.sql"))?
        .execute([product, time::now()])?;
    Ok(())
}

/// What a variant belongs to.
#[derive(Clone, Copy)]
struct Place {
    product: i64,
    /// Only active variants count in the product's stock.
    counts: bool,
}

/// Read by a statement of its own: RETURNING would keep its one row in a table that is made and thrown away.
fn place_of(tx: &Connection, variant_id: i64) -> rusqlite::Result<Place> {
    tx.prepare_cached("SELECT product_id, is_active FROM variants WHERE id = ?1")?
        .query_row([variant_id], |row| {
            Ok(Place {
                product: row.get(0)?,
                counts: row.get(1)?,
            })
        })
}

fn stock_of(tx: &Connection, variant_id: i64) -> rusqlite::Result<Option<i64>> {
    tx.prepare_cached("SELECT stock_quantity FROM variants WHERE id = ?1")?
        .query_row([variant_id], |row| row.get(0))
        .optional()
}

fn set(tx: &Connection, variant_id: i64, stock: i64, delta: i64) -> rusqlite::Result<Place> {
    tx.prepare_cached("UPDATE variants SET stock_quantity = ?2 WHERE id = ?1")?
        .execute([variant_id, stock])?;
    let place = place_of(tx, variant_id)?;
    follow(tx, place, delta)?;
    Ok(place)
}

/// Lets the product's columns follow its variant.
fn follow(tx: &Connection, place: Place, delta: i64) -> rusqlite::Result<()> {
    if !place.counts {
        return Ok(());
    }
    tx.prepare_cached(include_str!("../../sql/catalogue/follow_stock.sql"))?
        .execute([place.product, delta])?;
    let (shown, is): (bool, bool) = tx
        .prepare_cached("SELECT in_stock, stock_quantity > 0 FROM products WHERE id = ?1")?
        .query_row([place.product], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if shown != is {
        tx.prepare_cached("UPDATE products SET in_stock = ?2 WHERE id = ?1")?
            .execute(params![place.product, is])?;
    }
    Ok(())
}

fn record(
    tx: &Connection,
    variant_id: i64,
    delta: i64,
    reason: Reason,
    note: Option<&str>,
    order: Option<Uuid>,
    now: i64,
) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/catalogue/insert_movement.sql"))?
        .execute(params![
            variant_id,
            delta,
            reason.as_str(),
            note,
            order,
            now
        ])?;
    Ok(())
}

#[cfg(test)]
#[path = "stock_tests.rs"]
mod tests;
