//! What a step of an order does beside changing its status.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    OrderError, letters,
    machine::{self, Taken},
    refunds, restock,
    status::{By, FulfillmentStatus, Status},
};
use crate::{pricing::coupons, settings};

/// One thing that a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Gives the next invoice number, and keeps each seller's commission of this moment.
    Invoice,
    /// Delivers fulfilments without a parcel; the order too, when nothing is left to send.
    DeliverDigital,
    /// Stops the step when a part of the order was handed over.
    RefuseHandedOver,
    /// Stops the step while a part of the order waits to be sent or to arrive.
    RefuseWaiting,
    /// Puts everything back into stock.
    StockBack,
    /// Puts what came back into stock: the lines of the return request, else all; no digital ones.
    ReturnStock,
    /// Lets coupons be used once more.
    FreeCoupons,
    /// Ends fulfilments that were not sent.
    CancelFulfillments,
    /// Marks what was not sent yet as sent, and tells the customer.
    ShipRest,
    /// Marks what is on its way as arrived.
    DeliverRest,
    /// Gives back what was paid and not given back yet.
    RefundRest,
    /// Forgets what the customer wanted to send back.
    ForgetReturn,
    /// Tells the customer that the order is cancelled.
    TellCancelled,
    /// Tells the customer that the money comes back.
    TellRefunded,
}

impl Effect {
    /// The effect in a sentence's middle, for the documentation.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Invoice => "gives the next invoice number",
            Self::DeliverDigital => "delivers what needs no parcel",
            Self::RefuseHandedOver => "refused once a part was handed over",
            Self::RefuseWaiting => "refused while a parcel is to come",
            Self::StockBack => "puts all stock back",
            Self::ReturnStock => "puts returned stock back",
            Self::FreeCoupons => "frees coupons",
            Self::CancelFulfillments => "cancels fulfilments",
            Self::ShipRest => "ships the other fulfilments, letter",
            Self::DeliverRest => "delivers the other fulfilments",
            Self::RefundRest => "refunds what was paid",
            Self::ForgetReturn => "forgets the request",
            Self::TellCancelled | Self::TellRefunded => "letter",
        }
    }

    /// Does it.
    pub(super) fn happen(self, tx: &Connection, taken: &Taken<'_>) -> Result<(), OrderError> {
        let order = &taken.order;
        match self {
            Self::Invoice => invoice(tx, taken)?,
            Self::DeliverDigital => deliver_digital(tx, taken)?,
            Self::RefuseHandedOver => refuse_handed_over(tx, taken)?,
            Self::RefuseWaiting => {
                if let Some(fulfillment) = waiting(tx, order.id)? {
                    return Err(OrderError::FulfillmentNotReady {
                        fulfillment,
                        order: order.status,
                    });
                }
            }
            Self::StockBack => restock::everything(tx, order.id, reason(taken))?,
            Self::ReturnStock => restock::returned(tx, order.id)?,
            Self::FreeCoupons => coupons::free_uses(tx, order.id)?,
            Self::CancelFulfillments => {
                let cancel = "UPDATE fulfillments SET status = 'cancelled'
                              WHERE order_id = ?1 AND status = 'pending'";
                tx.prepare_cached(cancel)?.execute([order.id])?;
            }
            Self::ShipRest => ship_rest(tx, taken)?,
            Self::DeliverRest => {
                let deliver = "UPDATE fulfillments SET status = 'delivered', delivered_at = ?2
                               WHERE order_id = ?1 AND status = 'shipped'";
                tx.prepare_cached(deliver)?
                    .execute(params![order.id, taken.at])?;
            }
            Self::RefundRest => refund_rest(tx, taken)?,
            Self::ForgetReturn => {
                tx.prepare_cached(
                    "UPDATE order_items SET return_quantity = 0 WHERE order_id = ?1",
                )?
                .execute([order.id])?;
            }
            Self::TellCancelled => letters::cancelled(tx, taken)?,
            Self::TellRefunded => {
                letters::refunded(tx, order, order.total - order.refunded_total)?;
            }
        }
        Ok(())
    }
}

/// What the stock ledger says of goods of an order that was cancelled.
fn reason(taken: &Taken<'_>) -> restock::Reason {
    match (taken.by, taken.order.status) {
        (By::System, Status::PendingPayment) => restock::Reason::Expired,
        _ => restock::Reason::Cancelled,
    }
}

fn invoice(tx: &Connection, taken: &Taken<'_>) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/orders/give_invoice_number.sql"))?
        .execute(params![taken.order.id, taken.at])?;
    let rate = settings::default_commission(tx)?;
    tx.prepare_cached(include_str!("../../sql/orders/keep_commission.sql"))?
        .execute(params![taken.order.id, rate])?;
    Ok(())
}

fn deliver_digital(tx: &Connection, taken: &Taken<'_>) -> Result<(), OrderError> {
    let order = taken.order.id;
    tx.prepare_cached(include_str!("../../sql/orders/deliver_digital.sql"))?
        .execute(params![order, taken.at])?;
    match waiting(tx, order)? {
        Some(_) => Ok(()),
        None => machine::advance(tx, order, Status::Delivered, By::System, None),
    }
}

/// Where a fulfilment is that has not arrived; `None` when all have.
fn waiting(tx: &Connection, order: Uuid) -> rusqlite::Result<Option<FulfillmentStatus>> {
    let waiting = "SELECT status FROM fulfillments
                   WHERE order_id = ?1 AND status <> 'delivered' LIMIT 1";
    tx.prepare_cached(waiting)?
        .query_row([order], |row| row.get(0))
        .optional()
}

fn refuse_handed_over(tx: &Connection, taken: &Taken<'_>) -> Result<(), OrderError> {
    let gone =
        "SELECT 1 FROM fulfillments WHERE order_id = ?1 AND status IN ('shipped', 'delivered')";
    if tx.prepare_cached(gone)?.exists([taken.order.id])? {
        return Err(OrderError::HandedOver);
    }
    Ok(())
}

fn ship_rest(tx: &Connection, taken: &Taken<'_>) -> rusqlite::Result<()> {
    let ship = "UPDATE fulfillments SET status = 'shipped', shipped_at = ?2
                WHERE order_id = ?1 AND status = 'pending'";
    let shipped = tx
        .prepare_cached(ship)?
        .execute(params![taken.order.id, taken.at])?;
    if shipped > 0 {
        letters::shipped(tx, &taken.order, None)?;
    }
    Ok(())
}

fn refund_rest(tx: &Connection, taken: &Taken<'_>) -> Result<(), OrderError> {
    let order = &taken.order;
    let rest = order.total - order.refunded_total;
    if rest > 0 {
        let why = taken.note.unwrap_or(taken.step.to.as_str());
        refunds::give_back(tx, order.id, rest, None, why)?;
    }
    Ok(())
}
