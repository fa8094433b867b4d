//! Letters about orders: put into the outbox in the transaction of what they tell of.

use rusqlite::Connection;

use super::{
    fulfillments::Parcel,
    machine::{Head, Taken},
    status::By,
};
use crate::{
    mail::outbox::{Letter, enqueue},
    money::Currency,
};

fn send(
    tx: &Connection,
    order: &Head,
    kind: &'static str,
    subject: String,
    body: String,
) -> rusqlite::Result<()> {
    enqueue(
        tx,
        &Letter {
            kind,
            recipient: order.email.clone(),
            subject,
            body,
            order_id: Some(order.id),
        },
    )
}

/// Tells that a parcel is on its way.
pub(super) fn shipped(
    tx: &Connection,
    order: &Head,
    parcel: Option<&Parcel>,
) -> rusqlite::Result<()> {
    let number = &order.number;
    let how = parcel.map_or_else(String::new, |parcel| {
        format!(
            "\n\nCarrier: {}\nTracking number: {}",
            parcel.carrier, parcel.tracking_number
        )
    });
    let body = format!("Good news: a parcel of your order {number} is on its way.{how}\n");
    send(
        tx,
        order,
        "order_shipped",
        format!("Your order {number} is on its way"),
        body,
    )
}

/// Tells that an order ended before it was shipped.
pub(super) fn cancelled(tx: &Connection, taken: &Taken<'_>) -> rusqlite::Result<()> {
    let order = &taken.order;
    let number = &order.number;
    let why = match taken.by {
        By::Customer => "as you asked",
        By::System => "because it was not paid in time",
        By::Admin | By::Seller => "by the shop",
    };
    let note = match (taken.by, taken.note) {
        (By::Admin, Some(note)) => format!("\n\n{note}"),
        _ => String::new(),
    };
    let rest = order.total - order.refunded_total;
    let money = if order.paid && rest > 0 {
        format!("\n\nYou get {} back.", amount(order, rest))
    } else {
        String::new()
    };
    let body = format!("Your order {number} was cancelled {why}.{note}{money}\n");
    send(
        tx,
        order,
        "order_cancelled",
        format!("Your order {number} is cancelled"),
        body,
    )
}

/// Tells that money comes back.
pub(super) fn refunded(tx: &Connection, order: &Head, minor: i64) -> rusqlite::Result<()> {
    if minor == 0 {
        return Ok(());
    }
    let number = &order.number;
    let body = format!(
        "You get {} of your order {number} back.\n",
        amount(order, minor)
    );
    send(
        tx,
        order,
        "refunded",
        format!("A refund for your order {number}"),
        body,
    )
}

/// `19.99 EUR`.
fn amount(order: &Head, minor: i64) -> String {
    let figures = Currency::from_code(&order.currency).map(|currency| currency.format(minor));
    format!(
        "{} {}",
        figures.unwrap_or_else(|| minor.to_string()),
        order.currency
    )
}
