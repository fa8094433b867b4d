//! What the API shows of the catalogue: schemas and examples of the bytes that `render` writes.
//!
//! These types document; the hot path never builds them. A black-box test holds the served bytes
//! against the served schemas.

macro_rules! example {
    ($type:ty, $value:expr) => {
        impl Example for $type {
            fn example() -> Self {
                $value
            }
        }
    };
}

mod lists;
mod product;
mod tree;

pub use lists::{FacetValue, Facets, PriceRange, ProductPage, RatingStep, RelatedProducts};
pub use product::{CategoryLink, Image, OptionAxis, Product, ProductItem, SellerLink, Variant};
pub use tree::{CategoryNode, CategoryTree, FacetName, ProductSuggestion, Suggestions};
