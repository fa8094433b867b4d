//! A guest logs in: what is in the guest's cart goes into the account's, and the token dies.

use rusqlite::params;
use uuid::Uuid;

use super::{Cart, CartError, CartToken, LINES_MAX, QUANTITY_MAX, find, holder::Holder};
use crate::store::Tx;

/// Puts a guest's cart into an account's. Lines are added up, to at most [`QUANTITY_MAX`]; where that is
/// more than there is, the cart's warnings say so. The guest's cart becomes the account's where that
/// has none. Gives the account's cart.
///
/// # Errors
/// `NoCart` for a token that names none, `Full` when the lines do not fit into one cart (both stay as
/// they were), or the store's.
pub fn merge(tx: &Tx<'_>, user: Uuid, token: &CartToken, now: i64) -> Result<Cart, CartError> {
    let mut guest = find::by_token(tx, &token.hash(), now)?.ok_or(CartError::NoCart)?;
    let holder = Holder::Account(user);
    let Some(mut own) = find::find(tx, &holder, now)? else {
        // One that has ended would stand in the way.
        tx.prepare_cached("DELETE FROM carts WHERE user_id = ?1")?
            .execute([user])?;
        tx.prepare_cached("UPDATE carts SET user_id = ?2, token_hash = NULL WHERE id = ?1")?
            .execute(params![guest.id, user])?;
        guest.touch(tx, now)?;
        return Ok(guest);
    };
    // Before anything is written: a login goes on without the merge.
    let lines: i64 = tx
        .prepare_cached(include_str!("../../sql/cart/count_merged.sql"))?
        .query_row([own.id, guest.id], |row| row.get(0))?;
    if lines > LINES_MAX {
        return Err(CartError::Full);
    }
    tx.prepare_cached(include_str!("../../sql/cart/merge_items.sql"))?
        .execute(params![own.id, guest.id, QUANTITY_MAX])?;
    tx.prepare_cached(include_str!("../../sql/cart/merge_coupons.sql"))?
        .execute(params![own.id, guest.id])?;
    tx.prepare_cached("DELETE FROM carts WHERE id = ?1")?
        .execute([guest.id])?;
    own.has_coupons |= guest.has_coupons;
    own.touch(tx, now)?;
    Ok(own)
}

/// The same for somebody who has just logged in or registered: a token that names no cart is none, and
/// two carts that do not fit into one stay two. Says whether the token is dead now.
///
/// # Errors
/// The store's.
pub fn adopt(
    tx: &Tx<'_>,
    user: Uuid,
    token: &CartToken,
    now: i64,
) -> Result<bool, crate::store::StoreError> {
    match merge(tx, user, token, now) {
        Ok(_) | Err(CartError::NoCart) => Ok(true),
        Err(CartError::Store(error)) => Err(error),
        Err(_) => Ok(false),
    }
}
