//! The coupons of a cart: held until the checkout, checked on every look.

use rusqlite::{Connection, params};

use super::{Cart, CartError, goods::Goods, look};
use crate::{
    pricing::{
        Coupon, Customer, Refusal,
        coupons::{by_id, check, find},
    },
    store::Tx,
};

/// The most coupons of a cart.
pub const COUPONS_MAX: i64 = 10;
/// The longest code that is looked up, in characters.
pub const CODE_MAX: usize = 100;

/// A coupon in a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The coupon as it is now.
    pub coupon: Coupon,
    /// Why it cannot be used at the moment.
    pub refusal: Option<Refusal>,
}

/// The coupons of a cart whose lines cost `subtotal`.
///
/// # Errors
/// The database's.
pub(super) fn of(
    db: &Connection,
    cart: &Cart,
    subtotal: i64,
    customer: Customer<'_>,
    now: i64,
) -> rusqlite::Result<Vec<Held>> {
    let mut select = db.prepare_cached("SELECT coupon_id FROM cart_coupons WHERE cart_id = ?1")?;
    let mut ids = select.query([cart.id])?;
    let mut held = Vec::new();
    while let Some(row) = ids.next()? {
        // The foreign key lets no coupon go alone.
        if let Some(coupon) = by_id(db, row.get(0)?)? {
            let refusal = check(db, &coupon, now, subtotal, customer)?.err();
            held.push(Held { coupon, refusal });
        }
    }
    Ok(held)
}

/// Puts a coupon into a cart; one that is there already stays.
///
/// # Errors
/// `Coupon` when it cannot be used, `TooManyCoupons`, or the store's.
pub(super) fn add(
    goods: &Goods<'_>,
    cart: &mut Cart,
    code: &str,
    customer: Customer<'_>,
    now: i64,
) -> Result<(), CartError> {
    let tx = goods.db();
    let coupon = find(tx, code)?.ok_or(CartError::Coupon(Refusal::Unknown))?;
    let subtotal = look::lines(goods, cart)?
        .iter()
        .map(look::Line::total)
        .sum();
    check(tx, &coupon, now, subtotal, customer)?.map_err(CartError::Coupon)?;
    tx.prepare_cached(
        "INSERT INTO cart_coupons (cart_id, coupon_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?
    .execute(params![cart.id, coupon.id])?;
    let held: i64 = tx
        .prepare_cached("SELECT count(*) FROM cart_coupons WHERE cart_id = ?1")?
        .query_row([cart.id], |row| row.get(0))?;
    if held > COUPONS_MAX {
        return Err(CartError::TooManyCoupons);
    }
    cart.has_coupons = true;
    Ok(())
}

/// Takes a coupon out of a cart.
///
/// # Errors
/// `NotFound` when it is not in it, or the store's.
pub(super) fn remove(tx: &Tx<'_>, cart: &Cart, code: &str) -> Result<(), CartError> {
    let removed = tx
        .prepare_cached(
            "DELETE FROM cart_coupons WHERE cart_id = ?1
             AND coupon_id = (SELECT id FROM coupons WHERE code = ?2)",
        )?
        .execute(params![cart.id, code.trim()])?;
    match removed {
        0 => Err(CartError::NotFound("coupon in this cart")),
        _ => Ok(()),
    }
}
