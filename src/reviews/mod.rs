//! Reviews: what customers say of products, one a customer and product.
//!
//! Invariant: a product's average and number of reviews, and a review's helpful votes, are what the
//! rows say after every commit; the file's own triggers see to it.

pub mod api;
pub mod check;
mod input;
mod model;
mod moderation;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::{catalogue::FieldError, store::StoreError};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 120;
/// The longest text, in characters.
pub const BODY_MAX: usize = 5_000;
/// The longest reason for hiding a review, in characters.
pub const REASON_MAX: usize = 500;

/// What can go wrong with a review.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// No such product or review, or not the caller's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The customer has reviewed the product.
    #[error("reviewed already")]
    AlreadyReviewed,
    /// Nobody reviews what they sell.
    #[error("own product")]
    OwnProduct,
    /// Nobody votes for themselves.
    #[error("own review")]
    OwnReview,
    /// Not a cursor of the list.
    #[error("not a cursor of this list")]
    BadCursor,
    /// Fields that cannot be as they are.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for ReviewError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
