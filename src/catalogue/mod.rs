//! The catalogue: products with their variants, the category tree, search.
//!
//! Invariant: what a list shows, filters and sorts by stands in `products` itself, so that a page is
//! read in one statement.

pub mod api;
mod apply;
pub mod categories;
pub mod check;
mod combine;
pub mod counts;
pub mod cursor;
mod derived;
pub mod detail;
pub mod facets;
pub mod filter;
mod images;
pub mod input;
pub mod keeping;
pub mod list;
pub mod load;
pub mod model;
mod movements;
pub mod owning;
pub mod pictures;
pub mod record;
pub mod reference;
mod relevance;
pub mod render;
mod same_page;
pub mod save;
#[cfg(test)]
mod save_tests;
pub mod search;
pub mod shelves;
pub mod shop;
pub mod sitemap;
pub mod sorting;
pub mod stock;
pub mod suggest;
mod tags;
pub mod text;
mod texts;
pub mod tree;
pub mod validate;
mod variants;
pub mod withhold;

use crate::store::StoreError;
pub use record::{
    Condition, FieldError, ImageRecord, NAME_MAX, OptionRecord, Record, SHORT_DESCRIPTION_MAX,
    TAGS_MAX, VariantRecord,
};
pub use validate::{ATTRIBUTE_NAME_MAX, ATTRIBUTE_VALUE_MAX, ATTRIBUTES_MAX, IMAGES_MAX, TAG_MAX};

/// What can go wrong with a product or a category.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// No such product or category, or not the caller's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Another variant has this SKU.
    #[error("the SKU {0:?} is taken")]
    SkuTaken(String),
    /// Another product or category has this slug.
    #[error("the slug {0:?} is taken")]
    SlugTaken(String),
    /// Fields that cannot be as they are.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The product changed since the caller read it.
    #[error("the product was changed in the meantime")]
    Stale,
    /// A category that products or other categories stand in.
    #[error("the category is not empty")]
    CategoryNotEmpty,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FieldError {
    /// One field that cannot be as it is.
    pub fn invalid(pointer: &str, detail: &str) -> CatalogueError {
        CatalogueError::Invalid(vec![Self {
            pointer: pointer.to_owned(),
            detail: detail.to_owned(),
        }])
    }
}

impl From<rusqlite::Error> for CatalogueError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
