//! How the shop works from moment to moment, as the API document shows it.

use poem_openapi::{Object, types::Example};

use crate::tracking::{live::Flushed, status::Status};

/// The pipeline and the API over a moment of some seconds. Rates are per second.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Pulse {
    /// When the moment ended.
    pub at: String,
    /// Events that waited at its end.
    pub queue_depth: u64,
    /// Events that were to be queued.
    pub offered_per_second: f64,
    /// Events that were written.
    pub persisted_per_second: f64,
    /// Events that were not queued.
    pub dropped_per_second: f64,
    /// Transactions.
    pub batches: u64,
    /// Events a transaction, on average; null without one.
    pub batch_size: Option<f64>,
    /// How long the last transaction took, in milliseconds; null without one.
    pub flush_ms: Option<f64>,
    /// How long the oldest pending event had waited, in milliseconds.
    pub lag_ms: i64,
    /// Requests to the API.
    pub requests_per_second: f64,
    /// Half of them were answered within so many milliseconds; null without one.
    pub p50_ms: Option<f64>,
    /// All but a hundredth of them were; null without one.
    pub p99_ms: Option<f64>,
}

impl Example for Pulse {
    fn example() -> Self {
        Self {
            at: "2026-11-24T10:00:00Z".into(),
            queue_depth: 120,
            offered_per_second: 310.5,
            persisted_per_second: 308.0,
            dropped_per_second: 0.0,
            batches: 8,
            batch_size: Some(77.0),
            flush_ms: Some(3.2),
            lag_ms: 85,
            requests_per_second: 95.5,
            p50_ms: Some(0.4),
            p99_ms: Some(6.1),
        }
    }
}

/// How long the requests of a route took in the last minute.
#[derive(Debug, Clone, Object)]
pub struct RouteTiming {
    /// The method; empty for pages and for what leads nowhere.
    pub method: String,
    /// The path as the document writes it, or `other`.
    pub route: String,
    /// Requests.
    pub requests: u64,
    /// Those that ended with a 5xx.
    pub failed: u64,
    /// Half of them were answered within so many milliseconds.
    pub p50_ms: f64,
    /// All but a hundredth of them were.
    pub p99_ms: f64,
}

fn example_route() -> RouteTiming {
    RouteTiming {
        method: "GET".into(),
        route: "/api/products".into(),
        requests: 5_120,
        failed: 0,
        p50_ms: 0.4,
        p99_ms: 6.1,
    }
}

/// What the batches of a minute counted.
#[derive(Debug, Clone, Default, Object)]
pub struct Minute {
    /// When it began.
    pub at: String,
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites added less those taken away.
    pub favorites: i64,
    /// Cart additions.
    pub cart_adds: i64,
    /// Purchases by product.
    pub purchases: i64,
    /// Minor units.
    pub revenue: i64,
}

impl Minute {
    /// A minute in which nothing was counted yet.
    pub fn begun(at: String) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }

    /// Counts a batch.
    pub fn add(&mut self, batch: &Flushed) {
        self.views += batch.views;
        self.clicks += batch.clicks;
        self.favorites += batch.favorites;
        self.cart_adds += batch.cart_adds;
        self.purchases += batch.purchases;
        self.revenue += batch.revenue;
    }
}

/// A beat of the live stream: the newest moment, and what goes with it.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Beat {
    /// The moment.
    pub pulse: Pulse,
    /// How tracking is at its end.
    pub status: Status,
    /// The routes that were asked in the last minute, the busiest first.
    pub routes: Vec<RouteTiming>,
    /// The minute that runs.
    pub minute: Minute,
}

impl Example for Beat {
    fn example() -> Self {
        let Pipeline {
            items,
            routes,
            minutes,
            status,
            ..
        } = Pipeline::example();
        Self {
            pulse: items.into_iter().next().unwrap_or_else(Pulse::example),
            status,
            routes,
            minute: minutes.into_iter().next().unwrap_or_default(),
        }
    }
}

/// How the shop has worked lately. Kept in memory: it begins anew with the process.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Pipeline {
    /// How long a moment is, in milliseconds.
    pub interval_ms: u64,
    /// The span that routes are timed over, in milliseconds.
    pub routes_ms: u64,
    /// The currency of revenues.
    pub currency: String,
    /// How tracking is now.
    pub status: Status,
    /// The moments of the last ten minutes, the oldest first.
    pub items: Vec<Pulse>,
    /// The routes that were asked in the last minute, the busiest first.
    pub routes: Vec<RouteTiming>,
    /// The last sixty minutes, so far as the process has lived through them, the oldest first.
    pub minutes: Vec<Minute>,
}

impl Example for Pipeline {
    fn example() -> Self {
        Self {
            interval_ms: 2_000,
            routes_ms: 60_000,
            currency: "EUR".into(),
            status: Status::example(),
            items: vec![Pulse::example()],
            routes: vec![example_route()],
            minutes: vec![Minute {
                views: 240,
                clicks: 31,
                cart_adds: 6,
                purchases: 1,
                revenue: 1_999,
                ..Minute::begun("2026-11-24T10:00:00Z".into())
            }],
        }
    }
}
