//! All products by address, in parts of bounded size.

use rusqlite::params;

use super::{CatalogueError, shop::Catalogue};
use crate::time;

/// The most addresses that one sitemap may hold, with room for the other pages.
pub const PART: usize = 45_000;

/// A product's address and when it last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its slug.
    pub slug: String,
    /// RFC 3339.
    pub updated: String,
}

impl Catalogue {
    /// The id that each part begins at; none without products.
    ///
    /// # Errors
    /// The store's.
    pub async fn sitemap_parts(&self) -> Result<Vec<i64>, CatalogueError> {
        let read = |db: &rusqlite::Connection| {
            let mut select =
                db.prepare_cached(include_str!("../../sql/catalogue/sitemap_parts.sql"))?;
            let starts = select.query_map([PART as i64], |row| row.get(0))?;
            Ok(starts.collect::<rusqlite::Result<_>>()?)
        };
        self.store.read_slow(read).await
    }

    /// At most `limit` active products from an id on, in the order of their ids.
    ///
    /// # Errors
    /// The store's.
    pub async fn sitemap_part(
        &self,
        start: i64,
        limit: usize,
    ) -> Result<Vec<Place>, CatalogueError> {
        let read = move |db: &rusqlite::Connection| {
            let mut select =
                db.prepare_cached(include_str!("../../sql/catalogue/sitemap_part.sql"))?;
            let places = select.query_map(params![start, limit as i64], |row| {
                Ok(Place {
                    slug: row.get(0)?,
                    updated: time::Rfc3339(row.get(1)?).to_string(),
                })
            })?;
            Ok(places.collect::<rusqlite::Result<_>>()?)
        };
        self.store.read_slow(read).await
    }
}
