//! The shop as a running server: wires store, features and HTTP; owns start and stop.
//!
//! Stopping is a protocol: not ready → no new connections → requests in flight get 5 s → what is
//! queued for the writer is written → checkpoint → exit code.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use poem::{EndpointExt, IntoEndpoint, Route, http::HeaderValue};
use poem_openapi::OpenApi;

use crate::{
    catalogue::{self, shop::Catalogue},
    exchange,
    http::{
        caller::Authenticator,
        docs,
        face::Face,
        idempotency::Idempotency,
        operations::Operations,
        server::{self, Limits, Listening},
    },
    money::Currency,
    operations::{Backups, Health},
    people::tokens::StoredTokens,
    store::Store,
    web,
};

/// The operations of the document that do not stand below `/api`.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// A shop that is about to be served.
pub struct App {
    store: Store,
    currency: Currency,
    origins: Vec<HeaderValue>,
    draining: Arc<AtomicBool>,
}

impl App {
    /// A shop over an open store.
    pub fn new(store: Store, currency: Currency, origins: Vec<HeaderValue>) -> Self {
        Self {
            store,
            currency,
            origins,
            draining: Arc::default(),
        }
    }

    /// Serves until `stop` resolves, then stops in order.
    ///
    /// # Errors
    /// When the socket cannot be served.
    pub async fn run(
        self,
        listening: Listening,
        limits: Limits,
        stop: impl Future<Output = ()>,
    ) -> std::io::Result<()> {
        let face = self.face();
        let draining = Arc::clone(&self.draining);
        let stopping = async move {
            stop.await;
            draining.store(true, Ordering::Release);
            tracing::info!("stopping: requests in flight have 5 s");
        };
        let served = server::serve(listening, face, limits, stopping).await;
        let since = Instant::now();
        let store = self.store.clone();
        // Joining the writer's thread blocks.
        if tokio::task::spawn_blocking(move || store.close())
            .await
            .is_err()
        {
            tracing::error!("closing the store panicked");
        }
        tracing::info!(
            milliseconds = since.elapsed().as_millis() as u64,
            "the store is closed"
        );
        served
    }

    fn face(&self) -> Face<impl poem::Endpoint + use<>> {
        let shop = Catalogue::new(self.store.clone(), self.currency);
        let health = Health::new(self.store.clone(), Arc::clone(&self.draining));
        let service = docs::service(operations((shop.clone(), health)));
        let document = docs::document(&service);
        let routes = Route::new()
            .nest_no_strip("/docs", docs::explorers(&service, &document))
            .at("/openapi.json", docs::served(&document))
            .nest_no_strip("/media/demo", web::demo_pictures())
            .at("/favicon.svg", web::icon())
            .at("/favicon.ico", web::icon())
            .at("/", web::front_page(shop));
        // Nested at the root, the service would swallow the front page.
        let service = Arc::new(service.into_endpoint());
        let routes = PROBES
            .iter()
            .fold(routes, |routes, probe| routes.at(probe, service.clone()))
            .nest_no_strip("/api", service);
        let authenticator: Authenticator = Arc::new(StoredTokens(self.store.clone()));
        let idempotency = Idempotency::new(self.store.clone());
        let operations = Operations::of(&serde_json::from_str(&document).unwrap_or_default());
        Face::new(
            routes.boxed(),
            operations,
            authenticator,
            idempotency,
            self.origins.clone(),
        )
    }
}

/// Every operation of the API.
fn operations((shop, health): (Catalogue, Health)) -> impl OpenApi + use<> {
    let exchange = exchange::api::Exchange::new(shop.store.clone(), shop.currency);
    let backups = Backups(shop.store.clone());
    (catalogue::api::operations(&shop), exchange, health, backups)
}

/// The OpenAPI document, as `/openapi.json` serves it, without a shop.
pub fn document() -> String {
    docs::document(&docs::service(docs::described(operations)))
}
