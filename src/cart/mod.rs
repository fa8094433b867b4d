//! The cart: what a visitor means to buy, priced at this moment.
//!
//! Invariants: a cart keeps no price that is paid, every look has the catalogue's of its moment; it belongs to
//! one account or to whoever holds its token, of which only the SHA-256 is kept; a change that is
//! refused leaves it as it was.

pub mod api;
pub mod coupons;
mod find;
pub mod goods;
mod holder;
mod items;
pub mod look;
pub mod merge;
pub mod model;
mod render;
pub mod sweep;

pub use find::{Cart, LIFETIME, find};
pub use holder::{CartToken, Holder};
pub use items::{Moved, NewItem, clear};
pub use render::render;

use crate::{
    pricing::{PricingError, Refusal},
    store::StoreError,
};

/// The most of one variant in a cart.
pub const QUANTITY_MAX: i64 = 10_000;
/// The most lines of a cart.
pub const LINES_MAX: i64 = 200;

/// What can go wrong with a cart.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    /// The token names no cart: never issued, expired or merged away.
    #[error("there is no such cart")]
    NoCart,
    /// No such line, product, variant or shipping method.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The product has several variants and none was chosen.
    #[error("a variant has to be chosen")]
    VariantRequired,
    /// More than there is.
    #[error("only {available} left")]
    OutOfStock {
        /// How many there are.
        available: i64,
    },
    /// More of one variant than a line takes.
    #[error("a line takes {QUANTITY_MAX}")]
    TooMany,
    /// More lines than a cart takes.
    #[error("a cart takes {LINES_MAX} lines")]
    Full,
    /// A coupon that cannot be used.
    #[error(transparent)]
    Coupon(Refusal),
    /// More coupons than a cart takes.
    #[error("a cart takes {} coupons", coupons::COUPONS_MAX)]
    TooManyCoupons,
    /// A shipping method that is not one, or does not go there.
    #[error("no such shipping method goes there")]
    NoMethod,
    /// A sum that no amount can hold.
    #[error(transparent)]
    Sum(#[from] PricingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for CartError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
