//! Favourites as answers show them.

use poem_openapi::{Object, types::Example};

use crate::catalogue::model::ProductItem;

/// A product that the caller likes.
#[derive(Object)]
#[oai(example)]
pub struct Favorite {
    /// The product, as lists show it.
    #[oai(flatten)]
    pub item: ProductItem,
    /// Since when.
    pub favorited_at: String,
}

impl Example for Favorite {
    fn example() -> Self {
        Self {
            item: ProductItem::example(),
            favorited_at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

/// A page of favourites.
#[derive(Object)]
#[oai(example)]
pub struct FavoritePage {
    /// The products, the latest liked first. One that is not on sale is left out until it is again.
    pub items: Vec<Favorite>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl Example for FavoritePage {
    fn example() -> Self {
        Self {
            items: vec![Favorite::example()],
            total: 1,
            next_cursor: None,
        }
    }
}
