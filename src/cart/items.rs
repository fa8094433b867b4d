//! Lines: put in, changed, taken out.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Cart, CartError, LINES_MAX, QUANTITY_MAX};
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

/// What can be bought of a variant.
struct Offer {
    variant: i64,
    price: i64,
    stock: i64,
    name: String,
    /// The line that the cart has of it: its id, and how many.
    line: Option<(i64, i64)>,
}

impl Offer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            variant: row.get(0)?,
            price: row.get(1)?,
            stock: row.get(2)?,
            name: row.get(3)?,
            line: match row.get(4)? {
                Some(id) => Some((id, row.get(5)?)),
                None => None,
            },
        })
    }
}

const OFFER_OF_VARIANT: &str = include_str!("../../sql/cart/offer_of_variant.sql");
const OFFERS_OF_PRODUCT: &str = include_str!("../../sql/cart/offers_of_product.sql");

/// The variant that is meant, if it can be bought.
fn offer(db: &Connection, cart: &Cart, item: &NewItem) -> Result<Offer, CartError> {
    if let Some(variant) = item.variant_id {
        let offer = db
            .prepare_cached(OFFER_OF_VARIANT)?
            .query_row(params![variant, item.product_id, cart.id], Offer::read)
            .optional()?;
        return match offer {
            Some(offer) => Ok(offer),
            None => Err(missing(db, cart, item.product_id)?),
        };
    }
    let mut select = db.prepare_cached(OFFERS_OF_PRODUCT)?;
    let mut offers = select.query_map(params![item.product_id, cart.id], Offer::read)?;
    match (offers.next().transpose()?, offers.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(CartError::VariantRequired),
        (None, _) => Err(CartError::NotFound("product")),
    }
}

/// Whether it is the product that is not there, or its variant.
fn missing(db: &Connection, cart: &Cart, product: i64) -> Result<CartError, CartError> {
    let sold = db
        .prepare_cached(OFFERS_OF_PRODUCT)?
        .exists(params![product, cart.id])?;
    Ok(CartError::NotFound(if sold {
        "variant of this product"
    } else {
        "product"
    }))
}

/// What putting something in did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Added {
    /// The line's id.
    pub line: i64,
    /// Whether it was made.
    pub is_new: bool,
    /// What moved.
    pub moved: Moved,
}

/// Puts something in: a new line, or more of one that is there.
///
/// # Errors
/// `NotFound`, `VariantRequired`, `OutOfStock`, `TooMany`, `Full`, or the store's.
pub(super) fn add(tx: &Tx<'_>, cart: &Cart, item: &NewItem, now: i64) -> Result<Added, CartError> {
    let offer = offer(tx, cart, item)?;
    if item.quantity > offer.stock {
        return Err(CartError::OutOfStock {
            available: offer.stock,
        });
    }
    let line = match offer.line {
        Some((id, before)) => {
            grow(tx, cart, before + item.quantity, &offer, now)?;
            id
        }
        None => insert(tx, cart, item, &offer, now)?,
    };
    let moved = Moved {
        product: item.product_id,
        units: item.quantity,
        price: offer.price,
    };
    Ok(Added {
        line,
        is_new: offer.line.is_none(),
        moved,
    })
}

fn grow(tx: &Tx<'_>, cart: &Cart, quantity: i64, offer: &Offer, now: i64) -> Result<(), CartError> {
    if quantity > offer.stock {
        return Err(CartError::OutOfStock {
            available: offer.stock,
        });
    }
    if quantity > QUANTITY_MAX {
        return Err(CartError::TooMany);
    }
    set_quantity(tx, cart, offer.variant, quantity, now)?;
    Ok(())
}

fn set_quantity(
    tx: &Tx<'_>,
    cart: &Cart,
    variant: i64,
    quantity: i64,
    now: i64,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE cart_items SET quantity = ?3, changed_at = ?4 WHERE cart_id = ?1 AND variant_id = ?2",
    )?
    .execute(params![cart.id, variant, quantity, now])?;
    Ok(())
}

fn insert(
    tx: &Tx<'_>,
    cart: &Cart,
    item: &NewItem,
    offer: &Offer,
    now: i64,
) -> Result<i64, CartError> {
    let id: i64 = tx
        .prepare_cached("UPDATE cart_item_ids SET last = last + 1 RETURNING last")?
        .query_row([], |row| row.get(0))?;
    let inserted = tx
        .prepare_cached(include_str!("../../sql/cart/insert_item.sql"))?
        .execute(params![
            cart.id,
            item.product_id,
            offer.variant,
            item.quantity,
            offer.name,
            offer.price,
            now,
            LINES_MAX,
            id
        ])?;
    match inserted {
        0 => Err(CartError::Full),
        _ => Ok(id),
    }
}

/// Sets how many of a line.
///
/// # Errors
/// `NotFound`, `OutOfStock` when it is more than there is, or the store's.
pub(super) fn set(
    tx: &Tx<'_>,
    cart: &Cart,
    id: i64,
    quantity: i64,
    now: i64,
) -> Result<Moved, CartError> {
    let (before, product, price, stock, variant): (i64, i64, i64, i64, i64) = tx
        .prepare_cached(include_str!("../../sql/cart/offer_of_item.sql"))?
        .query_row(params![id, cart.id], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?
        .ok_or(CartError::NotFound(LINE))?;
    if quantity > stock {
        return Err(CartError::OutOfStock { available: stock });
    }
    set_quantity(tx, cart, variant, quantity, now)?;
    Ok(Moved {
        product,
        units: quantity - before,
        price,
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
pub fn clear(tx: &Tx<'_>, cart: &Cart) -> rusqlite::Result<Vec<Moved>> {
    tx.prepare_cached("DELETE FROM cart_coupons WHERE cart_id = ?1")?
        .execute([cart.id])?;
    tx.prepare_cached(
        "DELETE FROM cart_items WHERE cart_id = ?1 RETURNING product_id, -quantity, seen_price",
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
