//! Coupons: what they take off, when they may be used, and how often they were.
//!
//! Invariants: `used_count` is the number of orders in `coupon_uses` and never passes `usage_limit`; an
//! order that is cancelled or expires frees the uses that it counted.

use poem_openapi::Enum;
use rusqlite::{
    Connection, OptionalExtension, Row, params,
    types::{FromSql, FromSqlError, FromSqlResult, ValueRef},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a coupon does, in the order in which coupons are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum CouponKind {
    /// Takes off a part of what is left.
    Percent,
    /// Takes off an amount, and at most what is left.
    Fixed,
    /// The parcel costs nothing.
    FreeShipping,
}

impl CouponKind {
    /// The name in SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Fixed => "fixed",
            Self::FreeShipping => "free_shipping",
        }
    }
}

impl FromSql for CouponKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        [Self::Percent, Self::Fixed, Self::FreeShipping]
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// A coupon. Instants are milliseconds since the epoch, amounts minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// Its id.
    pub id: i64,
    /// What a customer types, in any case.
    pub code: String,
    /// What it does.
    pub kind: CouponKind,
    /// Whole percent, or an amount; 0 for free shipping.
    pub value: i64,
    /// The subtotal, before discounts, from which on it counts.
    pub min_subtotal: Option<i64>,
    /// Not before.
    pub starts_at: Option<i64>,
    /// No longer from here on.
    pub ends_at: Option<i64>,
    /// How many orders may use it.
    pub usage_limit: Option<i64>,
    /// How many orders of one customer may use it.
    pub per_customer_limit: Option<i64>,
    /// How many orders do.
    pub used_count: i64,
    /// When it was made.
    pub created_at: i64,
    /// When it was changed.
    pub updated_at: i64,
}

impl Coupon {
    /// Whether a subtotal, before discounts, is enough.
    pub fn reaches(&self, subtotal: i64) -> bool {
        self.min_subtotal.is_none_or(|least| subtotal >= least)
    }
}

/// Why a coupon cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such coupon.
    #[error("there is no such coupon")]
    Unknown,
    /// Before `starts_at`.
    #[error("the coupon cannot be used yet")]
    NotStarted,
    /// From `ends_at` on.
    #[error("the coupon has expired")]
    Ended,
    /// As many orders used it as may.
    #[error("the coupon has been used up")]
    UsedUp,
    /// The customer used it as often as one may.
    #[error("you have used this coupon as often as one customer may")]
    UsedByCustomer,
    /// The subtotal is too small.
    #[error("the coupon needs a larger order")]
    BelowMinimum {
        /// The subtotal from which on it counts.
        min_subtotal: i64,
    },
}

/// Who wants to use a coupon; an account and an address are one customer, and either is enough to be
/// recognised by. Nobody knows a guest before the checkout.
#[derive(Debug, Clone, Copy, Default)]
pub struct Customer<'a> {
    /// The account.
    pub user_id: Option<Uuid>,
    /// The e-mail address, in any case.
    pub email: Option<&'a str>,
}

impl Customer<'_> {
    /// The names under which uses are counted.
    fn names(&self) -> [Option<String>; 2] {
        let email = self.email.map(|email| email.trim().to_lowercase());
        [self.user_id.map(|id| id.to_string()), email]
    }
}

/// The columns that [`read`] expects.
pub(super) const COLUMNS: &str = "id, code, kind, value, min_subtotal, starts_at, ends_at, \
     usage_limit, per_customer_limit, used_count, created_at, updated_at";

/// The coupon of a code, in any case.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, code: &str) -> rusqlite::Result<Option<Coupon>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM coupons WHERE code = ?1"))?
        .query_row([code.trim()], read)
        .optional()
}

/// The coupon of an id.
///
/// # Errors
/// The database's.
pub fn by_id(db: &Connection, id: i64) -> rusqlite::Result<Option<Coupon>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM coupons WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Whether a coupon may be used now, for a subtotal before discounts, by a customer.
///
/// # Errors
/// The database's; the inner one says why it may not.
pub fn check(
    db: &Connection,
    coupon: &Coupon,
    now: i64,
    subtotal: i64,
    customer: Customer<'_>,
) -> rusqlite::Result<Result<(), Refusal>> {
    let refusal = if coupon.starts_at.is_some_and(|start| now < start) {
        Refusal::NotStarted
    } else if coupon.ends_at.is_some_and(|end| now >= end) {
        Refusal::Ended
    } else if coupon
        .usage_limit
        .is_some_and(|limit| coupon.used_count >= limit)
    {
        Refusal::UsedUp
    } else if exhausted(db, coupon, customer)? {
        Refusal::UsedByCustomer
    } else if let Some(min_subtotal) = coupon.min_subtotal.filter(|least| subtotal < *least) {
        Refusal::BelowMinimum { min_subtotal }
    } else {
        return Ok(Ok(()));
    };
    Ok(Err(refusal))
}

/// Counts the use of a coupon by an order that is in the file already. [`check`] it in the same
/// transaction: this one only keeps the limits.
///
/// # Errors
/// The database's; the inner one says which limit was reached, and nothing was counted.
pub fn count_use(
    tx: &Connection,
    coupon: &Coupon,
    order: Uuid,
    customer: Customer<'_>,
) -> rusqlite::Result<Result<(), Refusal>> {
    if exhausted(tx, coupon, customer)? {
        return Ok(Err(Refusal::UsedByCustomer));
    }
    let counted = tx
        .prepare_cached(include_str!("../../sql/pricing/count_use.sql"))?
        .execute([coupon.id])?;
    if counted == 0 {
        return Ok(Err(Refusal::UsedUp));
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO coupon_uses (coupon_id, order_id, customer) VALUES (?1, ?2, ?3)",
    )?;
    for name in customer.names().into_iter().flatten() {
        insert.execute(params![coupon.id, order, name])?;
    }
    Ok(Ok(()))
}

/// Frees what an order used, once: for one that was cancelled or has expired.
///
/// # Errors
/// The database's.
pub fn free_uses(tx: &Connection, order: Uuid) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/pricing/free_uses.sql"))?
        .execute([order])?;
    tx.prepare_cached("DELETE FROM coupon_uses WHERE order_id = ?1")?
        .execute([order])?;
    Ok(())
}

/// Whether a customer has used a coupon as often as one may.
fn exhausted(db: &Connection, coupon: &Coupon, customer: Customer<'_>) -> rusqlite::Result<bool> {
    let Some(limit) = coupon.per_customer_limit else {
        return Ok(false);
    };
    let [account, email] = customer.names();
    let used: i64 = db
        .prepare_cached(include_str!("../../sql/pricing/uses_of_customer.sql"))?
        .query_row(params![coupon.id, account, email], |row| row.get(0))?;
    Ok(used >= limit)
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Coupon> {
    Ok(Coupon {
        id: row.get(0)?,
        code: row.get(1)?,
        kind: row.get(2)?,
        value: row.get(3)?,
        min_subtotal: row.get(4)?,
        starts_at: row.get(5)?,
        ends_at: row.get(6)?,
        usage_limit: row.get(7)?,
        per_customer_limit: row.get(8)?,
        used_count: row.get(9)?,
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
    })
}

#[cfg(test)]
#[path = "coupons_tests.rs"]
mod tests;
