//! What can go wrong with the terms that an admin keeps.

use crate::store::StoreError;

/// Why terms are not kept as somebody wants them.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    /// No such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Another coupon has this code, in whatever case.
    #[error("the coupon code {0:?} is taken")]
    CouponTaken(String),
    /// Another shipping method has this code.
    #[error("the shipping method {0:?} is taken")]
    MethodTaken(String),
    /// The place has a rate.
    #[error("{0} has a tax rate")]
    RateTaken(String),
    /// Fields that cannot be as they are: pointers and details.
    #[error("invalid fields")]
    Invalid(Vec<(String, String)>),
    /// It changed since the caller read it.
    #[error("it was changed in the meantime")]
    Stale,
    /// Prices or orders are in the currency that is to be changed.
    #[error("prices or orders are in the currency")]
    CurrencyInUse,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for TermsError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
