//! Fulfilments: each seller's part of an order, sent and delivered by itself. The order is shipped
//! when all of them are, and delivered when all of them are.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    OrderError, letters,
    machine::{self, Head},
    status::{
        By,
        FulfillmentStatus::{self, Delivered, Pending, Shipped},
        Status,
    },
};
use crate::time;

/// How a parcel is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number.
    pub tracking_number: String,
}

/// A fulfilment, as far as moving it needs it.
#[derive(Debug)]
pub struct Part {
    /// Its id.
    pub id: i64,
    /// Its order.
    pub order: Uuid,
    /// Whose it is; `None` is the shop's.
    pub seller: Option<i64>,
    /// Where it is.
    pub status: FulfillmentStatus,
}

/// Reads a fulfilment; `None` when there is none.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, id: i64) -> rusqlite::Result<Option<Part>> {
    db.prepare_cached("SELECT order_id, seller_id, status FROM fulfillments WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Part {
                id,
                order: row.get(0)?,
                seller: row.get(1)?,
                status: row.get(2)?,
            })
        })
        .optional()
}

/// Sends a fulfilment of a paid order: the first one that is sent moves the order to
/// `awaiting_shipment`, the last one to `shipped`.
///
/// # Errors
/// `FulfillmentNotReady` when it was sent or cancelled or the order is not paid.
pub fn ship(tx: &Connection, part: &Part, by: By, parcel: &Parcel) -> Result<(), OrderError> {
    let order = Head::of(tx, part.order)?;
    let open = matches!(
        order.status,
        Status::PaymentConfirmed | Status::AwaitingShipment
    );
    if part.status != Pending || !open {
        return Err(not_ready(part, &order));
    }
    if order.status == Status::PaymentConfirmed {
        machine::advance(tx, order.id, Status::AwaitingShipment, by, None)?;
    }
    tx.prepare_cached(include_str!("../../sql/orders/ship_fulfillment.sql"))?
        .execute(params![
            part.id,
            parcel.carrier,
            parcel.tracking_number,
            time::now()
        ])?;
    letters::shipped(tx, &order, Some(parcel))?;
    follow(tx, order.id, by)
}

/// Says that a fulfilment arrived.
///
/// # Errors
/// `FulfillmentNotReady` when it is not on its way.
pub fn deliver(tx: &Connection, part: &Part, by: By) -> Result<(), OrderError> {
    if part.status != Shipped {
        return Err(not_ready(part, &Head::of(tx, part.order)?));
    }
    tx.prepare_cached(
        "UPDATE fulfillments SET status = 'delivered', delivered_at = ?2 WHERE id = ?1",
    )?
    .execute(params![part.id, time::now()])?;
    follow(tx, part.order, by)
}

fn not_ready(part: &Part, order: &Head) -> OrderError {
    OrderError::FulfillmentNotReady {
        fulfillment: part.status,
        order: order.status,
    }
}

/// Moves the order after its fulfilments.
fn follow(tx: &Connection, order: Uuid, by: By) -> Result<(), OrderError> {
    tx.prepare_cached("UPDATE orders SET updated_at = ?2 WHERE id = ?1")?
        .execute(params![order, time::now()])?;
    let parts: Vec<FulfillmentStatus> = tx
        .prepare_cached("SELECT status FROM fulfillments WHERE order_id = ?1")?
        .query_map([order], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let status = Head::of(tx, order)?.status;
    if status == Status::AwaitingShipment && !parts.contains(&Pending) {
        machine::advance(tx, order, Status::Shipped, by, None)?;
    }
    if status != Status::PaymentConfirmed && parts.iter().all(|part| *part == Delivered) {
        machine::advance(tx, order, Status::Delivered, by, None)?;
    }
    Ok(())
}
