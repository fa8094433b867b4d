//! Orders over HTTP: for who bought, for who runs the shop, and for who sells.

mod admin;
mod asked;
mod checkout;
mod customer;
mod papers;
mod seller;

use poem_openapi::OpenApi;

use super::{OrderError, status::FulfillmentStatus};
use crate::{
    http::{
        payload::Rendered,
        problem::{INVALID_TRANSITION, NOT_INVOICED, NOT_REFUNDABLE, Problem},
    },
    settings::LiveCurrency,
    store::Store,
    tracking::Tracker,
};

/// Paths whose answers are kept under their idempotency keys by the routes themselves.
pub const OWN_KEYS: [&str; 1] = ["/api/checkout"];

/// Every operation of orders.
pub fn operations(
    store: &Store,
    currency: &LiveCurrency,
    tracker: &Tracker,
) -> impl OpenApi + use<> {
    (
        checkout::Checkout {
            store: store.clone(),
            currency: currency.clone(),
            tracker: tracker.clone(),
        },
        customer::CustomerOrders(store.clone()),
        admin::AdminOrders(store.clone()),
        seller::SellerOrders(store.clone()),
        papers::Papers(store.clone()),
    )
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::NotFound(thing) => Self::not_found(thing),
            OrderError::NoStep { from, to, allowed } => {
                let names: Vec<&str> = allowed.iter().map(|status| status.as_str()).collect();
                let open = match names.as_slice() {
                    [] => "Nothing follows for you.".to_owned(),
                    names => format!("From there you can move it to {}.", names.join(" or ")),
                };
                Self::new(
                    INVALID_TRANSITION,
                    format!("The order is {from}; it cannot become {to}. {open}"),
                )
                .with("from", from.as_str())
                .with("allowed", names)
            }
            OrderError::HandedOver => Self::new(
                INVALID_TRANSITION,
                "A part of the order was handed over; ask to return it when it has arrived.",
            )
            .with("allowed", Vec::<String>::new()),
            OrderError::FulfillmentNotReady { fulfillment, order } => {
                not_ready(fulfillment, order.as_str())
            }
            OrderError::NotRefundable { left: 0 } => {
                Self::new(NOT_REFUNDABLE, "There is nothing to give back.").with("available", 0)
            }
            OrderError::NotRefundable { left } => Self::new(
                NOT_REFUNDABLE,
                format!("Give back at most {left}, in minor units."),
            )
            .with("available", left),
            OrderError::NotInvoiced => Self::new(
                NOT_INVOICED,
                "An order gets its invoice when its payment is confirmed.",
            ),
            OrderError::Invalid(errors) => Self::fields(
                errors
                    .into_iter()
                    .map(|error| (error.pointer, error.detail)),
            ),
            OrderError::Store(error) => error.into(),
        }
    }
}

/// Why a fulfilment cannot be moved: by where it is itself, or by where its order is.
fn not_ready(fulfillment: FulfillmentStatus, order: &str) -> Problem {
    let (why, allowed): (String, &[&str]) = match fulfillment {
        FulfillmentStatus::Pending => (
            format!(
                "The order is {order}; only a paid one can be sent, and what was sent delivered."
            ),
            &[],
        ),
        FulfillmentStatus::Shipped => (
            "It was sent; it can be delivered.".to_owned(),
            &["delivered"],
        ),
        FulfillmentStatus::Delivered => ("It was delivered.".to_owned(), &[]),
        FulfillmentStatus::Cancelled => ("It was cancelled.".to_owned(), &[]),
    };
    Problem::new(INVALID_TRANSITION, why)
        .with("from", fulfillment.as_str())
        .with("allowed", allowed.to_vec())
}

/// JSON for the caller alone.
fn private<T, M>(json: String) -> Rendered<T, M> {
    Rendered::new(json).private()
}

/// An order as JSON, after a step.
fn rendered(tx: &rusqlite::Connection, id: uuid::Uuid) -> Result<String, OrderError> {
    super::load::render(tx, id)?.ok_or(OrderError::NotFound("order"))
}

/// An order's id in a path, for the document.
fn example_order() -> String {
    "01935e7b-7c00-7000-8000-00000000002a".to_owned()
}

/// A number of rows, for the document.
fn example_limit() -> Option<i64> {
    Some(20)
}
