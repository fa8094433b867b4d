//! Reviews over HTTP.

mod admin;
mod public;

use poem_openapi::OpenApi;

use super::ReviewError;
use crate::{
    http::problem::{ALREADY_REVIEWED, OWN_PRODUCT, OWN_REVIEW, Problem},
    store::Store,
    tracking::Tracker,
};

/// Every operation on reviews.
pub fn operations(store: &Store, tracker: &Tracker) -> impl OpenApi + use<> {
    (
        public::Reviews(store.clone(), tracker.clone()),
        admin::Moderation(store.clone()),
    )
}

impl From<ReviewError> for Problem {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::NotFound(thing) => Self::not_found(thing),
            ReviewError::AlreadyReviewed => Self::new(
                ALREADY_REVIEWED,
                "You have reviewed this product; change or delete that review.",
            ),
            ReviewError::OwnProduct => {
                Self::new(OWN_PRODUCT, "Nobody reviews the products that they sell.")
            }
            ReviewError::OwnReview => Self::new(OWN_REVIEW, "Nobody votes for their own review."),
            ReviewError::BadCursor => Self::foreign_cursor(),
            ReviewError::Invalid(errors) => Self::fields(
                errors
                    .into_iter()
                    .map(|error| (error.pointer, error.detail)),
            ),
            ReviewError::Store(error) => error.into(),
        }
    }
}

/// The stars that a repeated parameter names, each once.
fn stars(given: Option<Vec<i64>>) -> Result<Vec<i64>, Problem> {
    let mut stars = given.unwrap_or_default();
    if stars.iter().any(|stars| !(1..=5).contains(stars)) {
        return Err(Problem::parameter("rating", "must be from 1 to 5"));
    }
    stars.sort_unstable();
    stars.dedup();
    Ok(stars)
}
