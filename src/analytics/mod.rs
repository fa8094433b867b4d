//! Analytics: what events add up to, over a span of time, for the whole shop or for a seller's own
//! products.
//!
//! Invariant: answers come from the rollups, never from raw events, so that they cost the same whatever
//! the number of events is.

mod answers;
pub mod api;
mod carts;
mod live;
mod metrics;
pub mod model;
pub mod monitor;
pub mod pulse;
pub mod rollups;
mod searches;
mod sheet;
pub mod span;
mod trending;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use monitor::Monitor;

use crate::{
    catalogue::shop::{Catalogue, ProductRef},
    http::{caller::Caller, caller::Role, problem::Problem},
    store::StoreError,
    tracking::{Tracker, reading::Reading},
};

/// The analytics of a shop.
#[derive(Clone)]
pub struct Analytics {
    shop: Catalogue,
    reading: Reading,
    tracker: Tracker,
    monitor: Monitor,
}

/// Whose numbers: the whole shop's, or those of some products.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Everything.
    Shop,
    /// These products alone.
    Products(HashSet<i64>),
}

impl Scope {
    /// Whether a product belongs to it.
    pub fn has(&self, product: i64) -> bool {
        match self {
            Self::Shop => true,
            Self::Products(own) => own.contains(&product),
        }
    }
}

impl Analytics {
    /// The analytics of a catalogue, read beside the collector.
    pub fn new(shop: Catalogue, reading: Reading, monitor: Monitor, tracker: Tracker) -> Self {
        Self {
            shop,
            reading,
            tracker,
            monitor,
        }
    }

    /// What a caller who may read analytics sees.
    async fn scope(&self, caller: &Caller) -> Result<Scope, StoreError> {
        if caller.role == Role::Admin {
            return Ok(Scope::Shop);
        }
        let seller = caller.seller_id;
        let read = move |db: &Connection| {
            let own = "SELECT id FROM products WHERE seller_id = ?1";
            let mut select = db.prepare_cached(own)?;
            let ids = select.query_map([seller], |row| row.get(0))?;
            Ok::<_, StoreError>(ids.collect::<Result<_, _>>()?)
        };
        Ok(Scope::Products(self.shop.store.read_slow(read).await?))
    }

    /// Reads tracking.db; what is not there yet is all zeros.
    async fn read<T: Default + Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        Ok(self.reading.read(read).await?.unwrap_or_default())
    }

    /// The slugs and names of products that are still there.
    fn names(&self, products: &[i64]) -> Result<HashMap<i64, (String, String)>, StoreError> {
        self.shop.store.read(|db| {
            let name = "SELECT slug, name FROM products WHERE id = ?1";
            let mut select = db.prepare_cached(name)?;
            let mut names = HashMap::new();
            for id in products {
                let row = select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
                names.extend(row.optional()?.map(|found| (*id, found)));
            }
            Ok(names)
        })
    }

    /// A product's id and whose it is.
    fn owner(&self, product: &ProductRef) -> Result<Option<(i64, Option<i64>)>, Problem> {
        let (by, value) = product.key();
        let sql = format!("SELECT id, seller_id FROM products WHERE {by} = ?1");
        let found = self.shop.store.read(|db| {
            let mut select = db.prepare_cached(&sql)?;
            let row = select.query_row([value], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok::<_, StoreError>(row.optional()?)
        })?;
        Ok(found)
    }
}
