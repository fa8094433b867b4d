//! What those who watch live hear of each batch.

use poem_openapi::{
    Object,
    types::{Example, ToJSON},
};

use super::{meaning::Tally, status::Status};

/// A batch that was written, and how tracking is after it.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Flushed {
    /// When.
    pub at: String,
    /// Events in the batch.
    pub batch_size: u64,
    /// How long writing took, in milliseconds.
    pub flush_ms: f64,
    /// Views in the batch.
    pub views: i64,
    /// Clicks in it.
    pub clicks: i64,
    /// Favourites in it, less those taken away.
    pub favorites: i64,
    /// Cart additions in it.
    pub cart_adds: i64,
    /// Purchases by product in it.
    pub purchases: i64,
    /// What they brought, in minor units.
    pub revenue: i64,
    /// How tracking is now.
    pub status: Status,
}

impl Flushed {
    /// What a batch counted, with the status after it.
    pub fn of(tally: &Tally, status: Status) -> Self {
        Self {
            at: status.last_flush_at.clone().unwrap_or_default(),
            batch_size: status.last_batch_size,
            flush_ms: status.last_flush_ms,
            views: tally.views,
            clicks: tally.clicks,
            favorites: tally.favorites,
            cart_adds: tally.cart_adds,
            purchases: tally.purchases,
            revenue: tally.revenue,
            status,
        }
    }

    /// One line of JSON.
    pub fn to_line(&self) -> String {
        self.to_json_string()
    }
}

impl Example for Flushed {
    fn example() -> Self {
        let tally = Tally {
            views: 240,
            clicks: 31,
            favorites: 2,
            cart_adds: 6,
            purchases: 1,
            units_sold: 1,
            revenue: 1_999,
            heat: 0.0,
        };
        Self::of(&tally, Status::example())
    }
}
