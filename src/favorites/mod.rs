//! Favourites: the products that a customer likes.
//!
//! Invariant: a product's `favorite_count` is the number of rows after every commit; the file's own
//! triggers see to it.

pub mod api;
pub mod check;
mod model;
mod read;
mod write;

use crate::store::StoreError;

/// What can go wrong with a favourite.
#[derive(Debug, thiserror::Error)]
pub enum FavoriteError {
    /// No such product, or not on sale.
    #[error("there is no such product")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for FavoriteError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
