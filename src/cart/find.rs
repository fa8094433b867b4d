//! The cart of a holder: found, made, touched.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use super::{CartError, Holder};
use crate::store::Tx;

/// How long a cart lives after its last change, in milliseconds.
pub const LIFETIME: i64 = 30 * 24 * 60 * 60 * 1000;
/// Carts end on full minutes.
const MINUTE: i64 = 60 * 1000;
/// How much longer a cart is kept than it says, so that changes of its lines within this time write to
/// the lines alone.
const GRACE: i64 = 60 * MINUTE;

/// A cart's own row. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cart {
    /// UUIDv7.
    pub id: Uuid,
    /// When it was made.
    pub created_at: i64,
    /// When it last changed, but for its lines, which say so themselves.
    pub updated_at: i64,
    /// Until when it is kept unless it changes before.
    pub expires_at: i64,
    /// Whether it may have coupons.
    pub has_coupons: bool,
}

impl Cart {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            created_at: row.get(1)?,
            updated_at: row.get(2)?,
            expires_at: row.get(3)?,
            has_coupons: row.get(4)?,
        })
    }

    /// A number that stands for it in tracking: the random half of its id. Not zero.
    pub fn number(&self) -> i64 {
        let (_, low) = self.id.as_u64_pair();
        i64::try_from(low >> 1).unwrap_or(i64::MAX).max(1)
    }

    /// Writes that it changed now.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn touch(&mut self, tx: &Tx<'_>, now: i64) -> rusqlite::Result<()> {
        self.updated_at = now;
        self.expires_at = expiry(now) + GRACE;
        tx.prepare_cached("UPDATE carts SET updated_at = ?2, expires_at = ?3 WHERE id = ?1")?
            .execute(params![self.id, now, self.expires_at])?;
        Ok(())
    }

    /// Sees to it that it is kept long enough after a change of a line, which says itself when it changed.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn keep(&mut self, tx: &Tx<'_>, now: i64) -> rusqlite::Result<()> {
        if self.expires_at < expiry(now) {
            self.touch(tx, now)?;
        }
        Ok(())
    }
}

/// When a cart ends that changes now: the first full minute that is a lifetime away.
pub(super) fn expiry(now: i64) -> i64 {
    (now + LIFETIME + MINUTE - 1).div_euclid(MINUTE) * MINUTE
}

/// The live cart of a holder; `None` for an account or a guest who has none yet.
///
/// # Errors
/// `NoCart` for a guest's token that names none, or the store's.
pub fn find(db: &Connection, holder: &Holder, now: i64) -> Result<Option<Cart>, CartError> {
    Ok(match holder {
        Holder::Account(user) => select(db, "user_id", user, now)?,
        Holder::Guest(token) => Some(by_token(db, &token.hash(), now)?.ok_or(CartError::NoCart)?),
        Holder::New(_) | Holder::Nobody => None,
    })
}

/// The live cart of the token with this hash.
///
/// # Errors
/// The database's.
pub(super) fn by_token(
    db: &Connection,
    hash: &[u8; 32],
    now: i64,
) -> rusqlite::Result<Option<Cart>> {
    select(db, "token_hash", &&hash[..], now)
}

macro_rules! select_by {
    ($column:literal) => {
        concat!(
            "SELECT id, created_at, updated_at, expires_at,
                EXISTS (SELECT 1 FROM cart_coupons WHERE cart_id = carts.id)
             FROM carts WHERE ",
            $column,
            " = ?1 AND expires_at > ?2"
        )
    };
}

/// Both columns are UNIQUE, so each look-up is one seek.
fn select(
    db: &Connection,
    column: &str,
    key: &dyn ToSql,
    now: i64,
) -> rusqlite::Result<Option<Cart>> {
    let sql = match column {
        "user_id" => select_by!("user_id"),
        _ => select_by!("token_hash"),
    };
    let cart = db
        .prepare_cached(sql)?
        .query_row(params![key, now], Cart::read)
        .optional()?;
    match cart {
        // It is kept longer than it says.
        Some(cart) if cart.expires_at - GRACE <= now => {
            let changed = "SELECT max(changed_at) FROM cart_items WHERE cart_id = ?1";
            let changed: Option<i64> = db
                .prepare_cached(changed)?
                .query_row([cart.id], |row| row.get(0))?;
            let changed = changed.map_or(cart.updated_at, |at| at.max(cart.updated_at));
            Ok((expiry(changed) > now).then_some(cart))
        }
        other => Ok(other),
    }
}

/// The live cart of a holder, made where there is none.
///
/// # Errors
/// As [`find`].
pub(super) fn find_or_make(tx: &Tx<'_>, holder: &Holder, now: i64) -> Result<Cart, CartError> {
    if let Some(cart) = find(tx, holder, now)? {
        return Ok(cart);
    }
    let (user, hash) = match holder {
        Holder::Account(user) => {
            // One that has ended and was not swept yet would stand in the way.
            tx.prepare_cached("DELETE FROM carts WHERE user_id = ?1")?
                .execute([user])?;
            (Some(*user), None)
        }
        Holder::New(token) => (None, Some(token.hash())),
        Holder::Guest(_) | Holder::Nobody => return Err(CartError::NoCart),
    };
    let cart = Cart {
        id: Uuid::now_v7(),
        created_at: now,
        updated_at: now,
        expires_at: expiry(now) + GRACE,
        has_coupons: false,
    };
    tx.prepare_cached(
        "INSERT INTO carts (id, user_id, token_hash, created_at, updated_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5)",
    )?
    .execute(params![
        cart.id,
        user,
        hash.as_ref().map(|hash| &hash[..]),
        now,
        cart.expires_at
    ])?;
    Ok(cart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cart_ends_on_the_first_full_minute_after_thirty_days() {
        assert_eq!(expiry(0), LIFETIME);
        assert_eq!(expiry(1), LIFETIME + MINUTE);
        assert_eq!(expiry(MINUTE), LIFETIME + MINUTE);
    }
}
