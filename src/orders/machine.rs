//! The state machine of an order: one table. Nothing else changes an order's status.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    OrderError,
    effects::Effect::{
        self, CancelFulfillments, DeliverDigital, DeliverRest, ForgetReturn, FreeCoupons, Invoice,
        RefundRest, RefuseHandedOver, RefuseWaiting, ReturnStock, ShipRest, StockBack,
        TellCancelled, TellRefunded,
    },
    history,
    status::{
        By::{self, Admin, Customer, Seller, System},
        Status::{
            self, AwaitingShipment, Cancelled, Delivered, PaymentConfirmed, PendingPayment,
            Refunded, ReturnRequested, Shipped,
        },
    },
};
use crate::time;

/// A step that an order may take.
#[derive(Debug)]
pub struct Step {
    /// Where it is.
    pub from: Status,
    /// Where it goes.
    pub to: Status,
    /// Who may move it.
    pub by: &'static [By],
    /// What else happens, in this order and in the same transaction.
    pub does: &'static [Effect],
}

const fn step(from: Status, to: Status, by: &'static [By], does: &'static [Effect]) -> Step {
    Step { from, to, by, does }
}

/// What cancelling a paid order does.
const UNDO: &[Effect] = &[
    RefuseHandedOver,
    StockBack,
    FreeCoupons,
    CancelFulfillments,
    RefundRest,
    TellCancelled,
];

/// Every step there is.
#[rustfmt::skip]
pub const STEPS: &[Step] = &[
    step(PendingPayment,   PaymentConfirmed, &[Admin, System],           &[Invoice, DeliverDigital]),
    step(PendingPayment,   Cancelled,        &[Customer, Admin, System], &[StockBack, FreeCoupons, CancelFulfillments, TellCancelled]),
    step(PaymentConfirmed, AwaitingShipment, &[Admin, Seller],           &[]),
    step(PaymentConfirmed, Delivered,        &[System],                  &[RefuseWaiting]),
    step(PaymentConfirmed, Cancelled,        &[Customer, Admin],         UNDO),
    step(AwaitingShipment, Shipped,          &[Admin, Seller],           &[ShipRest]),
    step(AwaitingShipment, Cancelled,        &[Customer, Admin],         UNDO),
    step(Shipped,          Delivered,        &[Admin, Seller],           &[DeliverRest]),
    step(Delivered,        ReturnRequested,  &[Customer, Admin],         &[]),
    step(Delivered,        Refunded,         &[Admin],                   &[RefundRest, TellRefunded]),
    step(ReturnRequested,  Delivered,        &[Admin],                   &[ForgetReturn]),
    step(ReturnRequested,  Refunded,         &[Admin],                   &[ReturnStock, RefundRest, TellRefunded]),
];

/// Where somebody may move an order that is at `from`.
pub fn allowed(from: Status, by: By) -> Vec<Status> {
    let steps = STEPS.iter();
    let open = steps.filter(|step| step.from == from && step.by.contains(&by));
    open.map(|step| step.to).collect()
}

/// What a step needs to know of its order.
#[derive(Debug)]
pub struct Head {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub number: String,
    /// Where it is, before the step.
    pub status: Status,
    /// Whom letters go to.
    pub email: String,
    /// The account that bought; `None` for a guest.
    pub user_id: Option<Uuid>,
    /// ISO 4217.
    pub currency: String,
    /// Minor units.
    pub total: i64,
    /// Minor units.
    pub refunded_total: i64,
    /// Whether money ever came.
    pub paid: bool,
}

impl Head {
    /// Reads it; `None` when there is no such order.
    ///
    /// # Errors
    /// The database's.
    pub fn find(db: &Connection, id: Uuid) -> rusqlite::Result<Option<Self>> {
        db.prepare_cached(include_str!("../../sql/orders/find_head.sql"))?
            .query_row([id], |row| {
                Ok(Self {
                    id,
                    number: row.get(0)?,
                    status: row.get(1)?,
                    email: row.get(2)?,
                    user_id: row.get(3)?,
                    currency: row.get(4)?,
                    total: row.get(5)?,
                    refunded_total: row.get(6)?,
                    paid: row.get(7)?,
                })
            })
            .optional()
    }

    /// Reads one that must be there.
    ///
    /// # Errors
    /// `NotFound`, or the database's.
    pub fn of(db: &Connection, id: Uuid) -> Result<Self, OrderError> {
        Self::find(db, id)?.ok_or(OrderError::NotFound("order"))
    }
}

/// A step as it is taken.
#[derive(Debug)]
pub struct Taken<'a> {
    /// The order as it was before.
    pub order: Head,
    /// The step.
    pub step: &'static Step,
    /// Who takes it.
    pub by: By,
    /// What they said.
    pub note: Option<&'a str>,
    /// Milliseconds since the epoch.
    pub at: i64,
}

/// Moves an order a step on, with all that the step does. Changes nothing when it fails, provided
/// that the caller's job fails as well.
///
/// # Errors
/// `NotFound`, `NoStep` for a step that is not in the table or not for `by`, `HandedOver`, or the
/// database's.
pub fn advance(
    tx: &Connection,
    order: Uuid,
    to: Status,
    by: By,
    note: Option<&str>,
) -> Result<(), OrderError> {
    let order = Head::of(tx, order)?;
    let from = order.status;
    let fits = |step: &&Step| step.from == from && step.to == to && step.by.contains(&by);
    let Some(step) = STEPS.iter().find(fits) else {
        let allowed = allowed(from, by);
        return Err(OrderError::NoStep { from, to, allowed });
    };
    let at = time::now();
    tx.prepare_cached(include_str!("../../sql/orders/set_status.sql"))?
        .execute(params![order.id, to, at])?;
    history::record(tx, order.id, to, by, note)?;
    let taken = Taken {
        order,
        step,
        by,
        note,
        at,
    };
    step.does
        .iter()
        .try_for_each(|effect| effect.happen(tx, &taken))
}

#[cfg(test)]
#[path = "machine_tests.rs"]
#[allow(clippy::unwrap_used)]
mod tests;
