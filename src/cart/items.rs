//! Lines: put in, changed, taken out.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Cart, CartError, LINES_MAX, QUANTITY_MAX,
    goods::{Choice, Good, Goods},
    look::{self, Line},
};
use crate::store::Tx;

/// What a line is called that is not there.
pub(super) const LINE: &str = "line in this cart";

/// What is put into a cart.
#[derive(Debug, Clone, Copy)]
pub struct NewItem {
    /// The product.
    pub product_id: i64,
    /// Which of its variants; its only one when left out.
    pub variant_id: Option<i64>,
    /// 1 to [`QUANTITY_MAX`].
    pub quantity: i64,
}

/// What moved into a cart (positive) or out of it, for the tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The product.
    pub product: i64,
    /// How many more, or less.
    pub units: i64,
    /// What one costs, in minor units.
    pub price: i64,
}

/// The variant that is meant, and what is said of it, if it can be bought.
fn offer(goods: &Goods<'_>, item: &NewItem) -> Result<(i64, Arc<Good>), CartError> {
    let variant = match item.variant_id {
        Some(variant) => variant,
        None => match goods.choice(item.product_id)? {
            Choice::Only(variant) => variant,
            Choice::Several => return Err(CartError::VariantRequired),
            Choice::None => return Err(CartError::NotFound("product")),
        },
    };
    match goods.good(item.product_id, variant)? {
        Some(good) if good.is_sold => Ok((variant, good)),
        _ => Err(missing(goods, item.product_id)?),
    }
}

/// Whether it is the product that is not there, or its variant.
fn missing(goods: &Goods<'_>, product: i64) -> Result<CartError, CartError> {
    Ok(CartError::NotFound(match goods.choice(product)? {
        Choice::None => "product",
        Choice::Only(_) | Choice::Several => "variant of this product",
    }))
}

/// What a change of one line did.
#[derive(Debug)]
pub(super) struct Written {
    /// The line's id.
    pub line: i64,
    /// Whether it was made.
    pub is_new: bool,
    /// What moved.
    pub moved: Moved,
    /// The lines of the cart after it, as they would be read.
    pub lines: Vec<Line>,
}

/// Puts something in: a new line, or more of one that is there.
///
/// # Errors
/// `NotFound`, `VariantRequired`, `OutOfStock`, `TooMany`, `Full`, or the store's.
pub(super) fn add(
    goods: &Goods<'_>,
    cart: &Cart,
    item: &NewItem,
    now: i64,
) -> Result<Written, CartError> {
    let (variant, good) = offer(goods, item)?;
    let mut lines = look::lines(goods, cart)?;
    let is_full = lines.len() >= LINES_MAX as usize;
    let held = lines.iter_mut().find(|line| line.variant_id == variant);
    let quantity = held.as_ref().map_or(0, |line| line.quantity) + item.quantity;
    if quantity > good.available {
        return Err(CartError::OutOfStock {
            available: good.available,
        });
    }
    if quantity > QUANTITY_MAX {
        return Err(CartError::TooMany);
    }
    let moved = Moved {
        product: item.product_id,
        units: item.quantity,
        price: good.price.unwrap_or(0),
    };
    let (line, is_new) = match held {
        Some(line) => {
            set_quantity(goods.db(), cart, line, quantity, now)?;
            (line.id, false)
        }
        None if is_full => return Err(CartError::Full),
        None => {
            let mut line = Line {
                id: 0,
                product_id: item.product_id,
                variant_id: variant,
                quantity,
                seen_price: moved.price,
                price: moved.price,
                changed_at: now,
                good,
            };
            insert(goods.db(), cart, &mut line)?;
            // Ids grow, and the lines stand by them.
            lines.push(line);
            (lines[lines.len() - 1].id, true)
        }
    };
    Ok(Written {
        line,
        is_new,
        moved,
        lines,
    })
}

fn set_quantity(
    tx: &Connection,
    cart: &Cart,
    line: &mut Line,
    quantity: i64,
    now: i64,
) -> rusqlite::Result<()> {
    (line.quantity, line.changed_at) = (quantity, now);
    tx.prepare_cached(
        "UPDATE cart_items SET quantity = ?3, changed_at = ?4 WHERE cart_id = ?1 AND variant_id = ?2",
    )?
    .execute(params![cart.id, line.variant_id, quantity, now])?;
    Ok(())
}

/// Writes a new line, and gives it its id.
fn insert(tx: &Connection, cart: &Cart, line: &mut Line) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE cart_item_ids SET last = last + 1")?
        .execute([])?;
    line.id = tx
        .prepare_cached("SELECT last FROM cart_item_ids")?
        .query_row([], |row| row.get(0))?;
    tx.prepare_cached(include_str!("../../sql/cart/insert_item.sql"))?
        .execute(params![
            cart.id,
            line.product_id,
            line.variant_id,
            line.quantity,
            line.good.name,
            line.seen_price,
            line.changed_at,
            line.id
        ])?;
    Ok(())
}

/// Sets how many of a line.
///
/// # Errors
/// `NotFound`, `OutOfStock` when it is more than there is, or the store's.
pub(super) fn set(
    goods: &Goods<'_>,
    cart: &Cart,
    id: i64,
    quantity: i64,
    now: i64,
) -> Result<Written, CartError> {
    let mut lines = look::lines(goods, cart)?;
    let line = lines.iter_mut().find(|line| line.id == id);
    let line = line.ok_or(CartError::NotFound(LINE))?;
    let available = line.good.available;
    if quantity > available {
        return Err(CartError::OutOfStock { available });
    }
    let moved = Moved {
        product: line.product_id,
        units: quantity - line.quantity,
        price: line.price,
    };
    set_quantity(goods.db(), cart, line, quantity, now)?;
    Ok(Written {
        line: id,
        is_new: false,
        moved,
        lines,
    })
}

/// Takes a line out.
///
/// # Errors
/// `NotFound`, or the store's.
pub(super) fn remove(tx: &Tx<'_>, cart: &Cart, id: i64) -> Result<Moved, CartError> {
    tx.prepare_cached(
        "DELETE FROM cart_items WHERE id = ?1 AND cart_id = ?2
         RETURNING product_id, -quantity, seen_price",
    )?
    .query_row(params![id, cart.id], moved)
    .optional()?
    .ok_or(CartError::NotFound(LINE))
}

/// Takes everything out, coupons included.
///
/// # Errors
/// The database's.
pub fn clear(tx: &Tx<'_>, cart: &Cart) -> rusqlite::Result<()> {
    if cart.has_coupons {
        tx.prepare_cached("DELETE FROM cart_coupons WHERE cart_id = ?1")?
            .execute([cart.id])?;
    }
    tx.prepare_cached("DELETE FROM cart_items WHERE cart_id = ?1")?
        .execute([cart.id])?;
    Ok(())
}

/// What moves when everything is taken out.
///
/// # Errors
/// The database's.
pub(super) fn all_out(tx: &Tx<'_>, cart: &Cart) -> rusqlite::Result<Vec<Moved>> {
    tx.prepare_cached(
        "SELECT product_id, -quantity, seen_price FROM cart_items WHERE cart_id = ?1",
    )?
    .query_map([cart.id], moved)?
    .collect()
}

fn moved(row: &Row<'_>) -> rusqlite::Result<Moved> {
    Ok(Moved {
        product: row.get(0)?,
        units: row.get(1)?,
        price: row.get(2)?,
    })
}
