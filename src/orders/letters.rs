//! Letters about orders: put into the outbox in the transaction of what they tell of.

use rusqlite::Connection;

use super::{
    fulfillments::Parcel,
    machine::{Head, Taken},
    status::By,
};
use crate::{
    mail::{
        layout::Page,
        outbox::{Letter, enqueue},
    },
    money::Currency,
    settings::Settings,
};

/// Writes a letter and puts it into the outbox, signed by the shop.
fn send(
    tx: &Connection,
    order: &Head,
    kind: &'static str,
    subject: String,
    write: impl FnOnce(&mut Page),
) -> rusqlite::Result<()> {
    let mut page = Page::default();
    write(&mut page);
    enqueue(
        tx,
        &Letter {
            kind,
            recipient: order.email.clone(),
            subject,
            body: page.signed(&Settings::load(tx)?.shop_name),
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
    let subject = format!("Your order {number} is on its way");
    send(tx, order, "order_shipped", subject, |page| {
        page.paragraph(&format!(
            "Good news: a parcel of your order {number} is on its way."
        ));
        if let Some(parcel) = parcel {
            page.row("Carrier", &parcel.carrier);
            page.row("Tracking number", &parcel.tracking_number);
        }
    })
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
    let subject = format!("Your order {number} is cancelled");
    send(tx, order, "order_cancelled", subject, |page| {
        page.paragraph(&format!("Your order {number} was cancelled {why}."));
        if let (By::Admin, Some(note)) = (taken.by, taken.note) {
            page.paragraph(note);
        }
        let rest = order.total - order.refunded_total;
        if order.paid && rest > 0 {
            page.paragraph(&format!("You get {} back.", amount(order, rest)));
        }
    })
}

/// Tells that money comes back.
pub(super) fn refunded(tx: &Connection, order: &Head, minor: i64) -> rusqlite::Result<()> {
    if minor == 0 {
        return Ok(());
    }
    let number = &order.number;
    let subject = format!("A refund for your order {number}");
    send(tx, order, "refunded", subject, |page| {
        let money = amount(order, minor);
        page.paragraph(&format!("You get {money} of your order {number} back."));
    })
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
