//! Is it alive, is it ready.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use poem_openapi::{
    Object, OpenApi,
    types::{Example, ToJSON},
};

use crate::{
    http::{
        failure::{Failure, Probing, Ready},
        payload::{Done, Rendered},
        problem::{BUSY, DRAINING, Problem},
        tags::Tag,
    },
    store::{Store, StoreError},
    tracking::Tracker,
};

/// What the probes look at.
pub struct Health {
    store: Store,
    draining: Arc<AtomicBool>,
    tracker: Tracker,
}

impl Health {
    /// Probes of a store, of the server's stopping and of tracking.
    pub fn new(store: Store, draining: Arc<AtomicBool>, tracker: Tracker) -> Self {
        Self {
            store,
            draining,
            tracker,
        }
    }

    /// How tracking is. A shop is ready whatever that says: it sells without being counted.
    fn tracking(&self) -> &'static str {
        let status = self.tracker.status();
        match (status.enabled, status.healthy) {
            (false, _) => "off",
            (true, true) => "ok",
            (true, false) => "degraded",
        }
    }
}

/// That the process lives.
#[derive(Object)]
#[oai(example)]
struct Liveness {
    /// Always `ok`.
    status: String,
    /// The version of souk.
    version: String,
}

impl Example for Liveness {
    fn example() -> Self {
        Self {
            status: "ok".into(),
            version: env!("CARGO_PKG_VERSION").into(),
        }
    }
}

/// Whether the shop takes requests, and the state of each part.
#[derive(Object)]
#[oai(example)]
struct Readiness {
    /// Always `ready`; a shop that is not answers 503.
    status: String,
    /// Each part's state.
    components: Components,
}

/// The state of each part: `ok`, or what is wrong.
#[derive(Object)]
struct Components {
    /// `accepting` or `draining`.
    server: String,
    /// `ok`, `busy` or `down`.
    shop_db: String,
    /// `ok`, `degraded` (nobody is kept waiting; `/api/tracking/status` says what is wrong) or `off`. The shop
    /// is ready with each of them.
    tracking: String,
}

impl Example for Readiness {
    fn example() -> Self {
        let components = Components {
            server: "accepting".into(),
            shop_db: "ok".into(),
            tracking: "ok".into(),
        };
        Self {
            status: "ready".into(),
            components,
        }
    }
}

#[OpenApi(tag = "Tag::Operations")]
impl Health {
    /// Ask whether the process lives
    #[oai(path = "/healthz", method = "get", operation_id = "getLiveness")]
    async fn alive(&self) -> Result<Rendered<Liveness, Done>, Failure<Probing>> {
        Ok(Rendered::new(Liveness::example().to_json_string()))
    }

    /// Ask whether the shop takes requests
    ///
    /// 503 while it stops or a store is down, with the state of each part.
    #[oai(path = "/readyz", method = "get", operation_id = "getReadiness")]
    async fn ready(&self) -> Result<Rendered<Readiness, Done>, Failure<Ready>> {
        let draining = self.draining.load(Ordering::Acquire);
        let shop_db = match self.store.check() {
            Ok(()) => "ok",
            Err(StoreError::Busy) => "busy",
            Err(error) => {
                tracing::warn!(%error, "not ready");
                "down"
            }
        };
        let server = if draining { "draining" } else { "accepting" };
        let components = Components {
            server: server.into(),
            shop_db: shop_db.into(),
            tracking: self.tracking().into(),
        };
        if !draining && shop_db == "ok" {
            let readiness = Readiness {
                status: "ready".into(),
                components,
            };
            return Ok(Rendered::new(readiness.to_json_string()));
        }
        let kind = if draining { DRAINING } else { BUSY };
        let problem = Problem::new(
            kind,
            "Ask again in some seconds; `components` says what is missing.",
        );
        let components = components.to_json().unwrap_or_default();
        Err(problem.with("components", components).retry_after(5).into())
    }
}
