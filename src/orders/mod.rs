//! Orders: what was bought, and what becomes of it.
//!
//! Invariants: an order is a snapshot and follows nothing in the catalogue; it changes its status only
//! by a step of [`machine::STEPS`], in one transaction with everything that the step does; each unit of
//! stock goes back once at most, which a CHECK of `order_items.restocked` holds.

pub mod access;
pub mod api;
pub mod check;
pub mod checkout;
mod effects;
pub mod expiry;
#[cfg(test)]
mod fixture;
pub mod fulfillments;
pub mod history;
mod letters;
pub mod lists;
pub mod load;
pub mod machine;
pub mod model;
mod papers;
pub mod refunds;
pub mod restock;
pub mod returns;
pub mod seller;
pub mod statements;
pub mod status;

use crate::{catalogue::FieldError, store::StoreError};
pub use status::{By, FulfillmentStatus, Status};

/// What can go wrong with an order that was placed.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// No such order or fulfilment, or not the caller's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// A step that is not in the table, or not for who asks.
    #[error("no step leads from {from} to {to}")]
    NoStep {
        /// Where the order is.
        from: Status,
        /// Where it should go.
        to: Status,
        /// Where the same caller may move it.
        allowed: Vec<Status>,
    },
    /// Cancelling after a part of it was handed over.
    #[error("a part of the order was handed over")]
    HandedOver,
    /// Shipping or delivering what is not ready for it.
    #[error("a {fulfillment} fulfilment of a {order} order")]
    FulfillmentNotReady {
        /// Where the fulfilment is.
        fulfillment: FulfillmentStatus,
        /// Where its order is.
        order: Status,
    },
    /// Money that cannot be given back: never paid, or not so much.
    #[error("at most {left} can be refunded")]
    NotRefundable {
        /// What is left, in minor units.
        left: i64,
    },
    /// An invoice before there is one.
    #[error("the order was never paid")]
    NotInvoiced,
    /// Fields that cannot be as they are.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for OrderError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl OrderError {
    /// One field that cannot be as it is.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            pointer: pointer.into(),
            detail: detail.into(),
        }])
    }
}
