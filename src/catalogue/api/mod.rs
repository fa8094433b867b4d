//! The catalogue over HTTP.

mod categories;
mod keeping;
mod products;
pub mod query;
mod search;
mod stock;

use poem_openapi::OpenApi;

use super::{CatalogueError, shop::Catalogue};
use crate::http::problem::{
    CATEGORY_NOT_EMPTY, PRECONDITION_FAILED, Problem, SKU_TAKEN, SLUG_TAKEN,
};
use crate::tracking::Tracker;

/// Every operation of the catalogue.
pub fn operations(shop: &Catalogue, tracker: &Tracker) -> impl OpenApi + use<> {
    (
        products::Products(shop.clone(), tracker.clone()),
        search::SearchApi(shop.clone()),
        categories::Categories(shop.clone()),
        stock::StockApi(shop.store.clone()),
        keeping::Keeping(shop.clone()),
    )
}

impl From<CatalogueError> for Problem {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::NotFound(thing) => Self::not_found(thing),
            CatalogueError::SkuTaken(sku) => {
                Self::new(SKU_TAKEN, format!("Another variant has the SKU {sku:?}."))
            }
            CatalogueError::SlugTaken(slug) => Self::new(
                SLUG_TAKEN,
                format!("The slug {slug:?} is taken; leave it out to get a free one."),
            ),
            CatalogueError::Invalid(errors) => Self::fields(
                errors
                    .into_iter()
                    .map(|error| (error.pointer, error.detail)),
            ),
            CatalogueError::Stale => Self::new(
                PRECONDITION_FAILED,
                "It was changed since you read it; read it again.",
            ),
            CatalogueError::CategoryNotEmpty => Self::new(
                CATEGORY_NOT_EMPTY,
                "Products or categories stand below it; move or delete them first.",
            ),
            CatalogueError::Store(error) => error.into(),
        }
    }
}
