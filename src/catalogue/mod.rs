//! The catalogue: products with their variants, the category tree, search.

pub mod categories;
pub mod record;
pub mod save;

use crate::store::StoreError;
pub use record::{Condition, FieldError, ImageRecord, OptionRecord, Record, VariantRecord};

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
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for CatalogueError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
