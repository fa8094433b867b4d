//! Money that is given back: in part or whole, never more than was paid, and borne by those who sold.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{OrderError, letters, machine::Head};
use crate::{money, time};

/// What a fulfilment was paid, less what it gave back already.
struct Share {
    fulfillment: i64,
    left: i64,
}

/// Gives `amount` back: writes it down, and what each fulfilment bears of it, in proportion to what is
/// left of what it was paid; shipping is the shop's. `fulfillment` lets one alone bear it.
///
/// # Errors
/// `NotRefundable` when less is left, or nothing was ever paid.
pub fn give_back(
    tx: &Connection,
    order: Uuid,
    amount: i64,
    fulfillment: Option<i64>,
    reason: &str,
) -> Result<i64, OrderError> {
    let head = Head::of(tx, order)?;
    let shares = shares(tx, order)?;
    let borne = share_out(&head, &shares, amount, fulfillment)?;
    tx.prepare_cached(
        "INSERT INTO refunds (order_id, amount, reason, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![order, amount, reason, time::now()])?;
    let refund = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached(
        "INSERT INTO refund_shares (refund_id, fulfillment_id, amount) VALUES (?1, ?2, ?3)",
    )?;
    for (fulfillment, amount) in borne.into_iter().filter(|(_, amount)| *amount > 0) {
        insert.execute(params![refund, fulfillment, amount])?;
    }
    tx.prepare_cached(
        "UPDATE orders SET refunded_total = refunded_total + ?2, updated_at = ?3 WHERE id = ?1",
    )?
    .execute(params![order, amount, time::now()])?;
    Ok(refund)
}

/// As [`give_back`], and tells the customer.
///
/// # Errors
/// As there.
pub fn give_back_and_tell(
    tx: &Connection,
    order: Uuid,
    amount: i64,
    fulfillment: Option<i64>,
    reason: &str,
) -> Result<i64, OrderError> {
    let refund = give_back(tx, order, amount, fulfillment, reason)?;
    letters::refunded(tx, &Head::of(tx, order)?, amount)?;
    Ok(refund)
}

/// Which fulfilment bears how much.
fn share_out(
    order: &Head,
    shares: &[Share],
    amount: i64,
    fulfillment: Option<i64>,
) -> Result<Vec<(i64, i64)>, OrderError> {
    let left = if order.paid {
        order.total - order.refunded_total
    } else {
        0
    };
    if amount > left {
        return Err(OrderError::NotRefundable { left });
    }
    if let Some(id) = fulfillment {
        let share = shares.iter().find(|share| share.fulfillment == id);
        let share = share.ok_or_else(|| {
            OrderError::field("/fulfillment_id", "is not a fulfilment of this order")
        })?;
        if amount > share.left {
            return Err(OrderError::NotRefundable { left: share.left });
        }
        return Ok(vec![(id, amount)]);
    }
    let goods: i64 = shares.iter().map(|share| share.left).sum();
    let shipping = (left - goods).max(0);
    let mut weights: Vec<i64> = shares.iter().map(|share| share.left).collect();
    weights.push(shipping);
    let parts = money::split(amount, &weights).ok_or(OrderError::NotRefundable { left })?;
    Ok(shares
        .iter()
        .map(|share| share.fulfillment)
        .zip(parts)
        .collect())
}

fn shares(db: &Connection, order: Uuid) -> rusqlite::Result<Vec<Share>> {
    db.prepare_cached(include_str!("../../sql/orders/refundable_shares.sql"))?
        .query_map([order], |row| {
            Ok(Share {
                fulfillment: row.get(0)?,
                left: row.get(1)?,
            })
        })?
        .collect()
}
