//! Sellers over HTTP.

mod admin;
mod public;

use poem_openapi::OpenApi;

use super::{SellerError, profiles::Profiles};
use crate::{
    http::problem::{ALREADY_SELLER, Problem},
    store::Store,
};

/// Every operation on sellers.
pub fn operations(store: &Store) -> impl OpenApi + use<> {
    (
        public::Sellers(Profiles::new(store.clone())),
        admin::Desk(store.clone()),
    )
}

impl From<SellerError> for Problem {
    fn from(error: SellerError) -> Self {
        match error {
            SellerError::NotFound => Self::not_found("seller"),
            SellerError::AlreadySeller => Self::new(
                ALREADY_SELLER,
                "Your account has a seller: `GET /api/auth/me` says how it stands.",
            ),
            SellerError::Invalid(errors) => Self::fields(
                errors
                    .into_iter()
                    .map(|error| (error.pointer, error.detail)),
            ),
            SellerError::Refused(problem) => problem,
            SellerError::Catalogue(error) => error.into(),
            SellerError::Store(error) => error.into(),
        }
    }
}
