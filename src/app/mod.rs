//! The shop as a running server: wires store, tracking, features and HTTP; owns start and stop.
//!
//! Stopping is a protocol: not ready → no new connections → requests in flight get 5 s → the letter in
//! hand gets 5 s → no more events, and 10 s for those that wait → their counters into the catalogue → what is queued for the
//! writer is written → checkpoint → exit code.

mod operations;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use poem::{EndpointExt, IntoEndpoint, Route, http::HeaderValue};

use crate::{
    analytics::{Analytics, monitor::Monitor},
    cart,
    catalogue::shop::Catalogue,
    exposition::Exposition,
    http::{
        caller::Authenticator,
        docs,
        face::Face,
        idempotency::Idempotency,
        operations::Operations,
        peer::Surroundings,
        rates::{self, Rates},
        server::{self, Limits, Listening},
        timings::Timings,
    },
    mail::{self, Smtp, office::PostOffice},
    media::{self, Hands, Sweeper, api::Pictures},
    money::Currency,
    operations::{Backups, Health},
    orders::{self, expiry::Expiry},
    people::{
        Accounts,
        authenticator::StoredCredentials,
        passwords::Passwords,
        standing::Standings,
        upkeep::{self, Sightings},
    },
    setup::{self, Setup},
    store::Store,
    tracking::{
        self, Ended, Tracking,
        api::TrackingApi,
        projection::{self, Changes, Projection},
        reading::Reading,
    },
    web::{self, Storefront, Theme},
};

pub use operations::document;
use operations::{Parts, operations};

/// How long the last projection may take.
const LAST_PROJECTION: Duration = Duration::from_secs(3);

/// How long pictures that nobody shows are kept where nobody says.
const PICTURE_GRACE: Duration = Duration::from_secs(60 * 60);
/// How long the letter in hand may take when the shop stops.
const LAST_LETTER: Duration = Duration::from_secs(5);

/// The operations of the document that do not stand below `/api`.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// A shop that is about to be served.
pub struct App {
    store: Store,
    currency: Currency,
    passwords: Passwords,
    standings: Standings,
    sightings: Sightings,
    origins: Vec<HeaderValue>,
    surroundings: Arc<Surroundings>,
    draining: Arc<AtomicBool>,
    tracking: Arc<Tracking>,
    reading: Reading,
    projection: Projection,
    theme: Theme,
    hands: Hands,
    picture_grace: Duration,
    rates: Arc<Rates>,
    smtp: Option<Smtp>,
    setup: Option<setup::Link>,
    timings: Arc<Timings>,
    monitor: Monitor,
}

impl App {
    /// A shop over an open store; `tracking` is `None` for one that counts nothing.
    ///
    /// # Errors
    /// When the system has no thread for the collector or the passwords.
    pub fn new(
        store: Store,
        currency: Currency,
        data_dir: &Path,
        tracking: Option<&tracking::Options>,
        theme: Theme,
    ) -> std::io::Result<Self> {
        let changes = Arc::new(Changes::default());
        let reading = Reading::new(data_dir);
        let projection = Projection::new(store.clone(), reading.clone(), Arc::clone(&changes));
        let tracking = match tracking {
            Some(options) => {
                let shop = store.clone();
                let baselines = Arc::new(move || projection::baselines(&shop));
                let audience = Box::new(projection::Reporter(changes));
                Tracking::start(data_dir, options, baselines, audience)?
            }
            None => Tracking::off(),
        };
        let timings = Arc::new(Timings::default());
        Ok(Self {
            monitor: Monitor::new(tracking.tracker().clone(), Arc::clone(&timings)),
            timings,
            hands: Hands::new(store.clone(), data_dir)?,
            picture_grace: PICTURE_GRACE,
            rates: Arc::new(Rates::new(rates::Asked::default())),
            store,
            currency,
            passwords: Passwords::start()?,
            standings: Standings::default(),
            sightings: Sightings::default(),
            origins: Vec::new(),
            surroundings: Arc::default(),
            draining: Arc::default(),
            tracking: Arc::new(tracking),
            reading,
            projection,
            theme,
            smtp: None,
            setup: None,
        })
    }

    /// How often each peer may ask.
    #[must_use]
    pub fn limited_to(mut self, asked: rates::Asked) -> Self {
        self.rates = Arc::new(Rates::new(asked));
        self
    }

    /// How long pictures that nobody shows are kept.
    #[must_use]
    pub fn keeping_pictures(mut self, grace: Duration) -> Self {
        self.picture_grace = grace;
        self
    }

    /// Opens the set-up to who has the link's key.
    #[must_use]
    pub fn setting_up(mut self, link: Option<setup::Link>) -> Self {
        self.setup = link;
        self
    }

    /// Sends its letters through a mail server, where there is one.
    #[must_use]
    pub fn mailing(mut self, smtp: Option<Smtp>) -> Self {
        self.smtp = smtp;
        self
    }

    /// Lets browsers call from pages of these origins.
    #[must_use]
    pub fn open_to(mut self, origins: Vec<HeaderValue>) -> Self {
        self.origins = origins;
        self
    }

    /// Says what stands between the shop and its callers.
    #[must_use]
    pub fn behind(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = Arc::new(surroundings);
        self
    }

    /// Serves until `stop` resolves, then stops in order. Says what became of the events.
    ///
    /// # Errors
    /// When the socket cannot be served.
    pub async fn run(
        self,
        listening: Listening,
        limits: Limits,
        stop: impl Future<Output = ()>,
    ) -> std::io::Result<Ended> {
        let face = self.face();
        let draining = Arc::clone(&self.draining);
        let desk = Arc::clone(self.tracking.tracker().desk());
        let projecting = tokio::spawn(self.projection.clone().run(desk.stopping.subscribe()));
        let watching = tokio::spawn(self.monitor.clone().run(desk.stopping.subscribe()));
        let sweeper = Sweeper::new(&self.hands, self.picture_grace);
        let sweeping_pictures = tokio::spawn(sweeper.run(desk.stopping.subscribe()));
        let office = PostOffice {
            store: self.store.clone(),
            smtp: self.smtp.clone(),
        };
        let mut mailing = tokio::spawn(office.run(desk.stopping.subscribe()));
        let sweeping = tokio::spawn(cart::sweep::run(
            self.store.clone(),
            desk.stopping.subscribe(),
        ));
        let keeping_logins = tokio::spawn(upkeep::run(
            self.store.clone(),
            self.sightings.clone(),
            desk.stopping.subscribe(),
        ));
        let expiring = tokio::spawn(Expiry(self.store.clone()).run(desk.stopping.subscribe()));
        let stopping = async move {
            stop.await;
            draining.store(true, Ordering::Release);
            // Streams without an end and the projection hang up by themselves.
            desk.stopping.send_replace(true);
            tracing::info!("stopping: requests in flight have 5 s");
        };
        let served = server::serve(listening, face, limits, stopping).await;
        let since = Instant::now();
        if tokio::time::timeout(LAST_LETTER, &mut mailing)
            .await
            .is_err()
        {
            mailing.abort();
            tracing::warn!("a letter on its way is sent again at the next start");
        }
        let ended = self.settle_events().await;
        if projecting.await.is_err() {
            tracing::error!("the projection panicked");
        }
        if watching.await.is_err() {
            tracing::error!("the monitor panicked");
        }
        if sweeping.await.is_err() {
            tracing::error!("the sweep of carts panicked");
        }
        if keeping_logins.await.is_err() {
            tracing::error!("the upkeep of logins panicked");
        }
        if sweeping_pictures.await.is_err() {
            tracing::error!("the sweeping of pictures panicked");
        }
        if expiring.await.is_err() {
            tracing::error!("the sweep of unpaid orders panicked");
        }
        let last = tokio::time::timeout(LAST_PROJECTION, self.projection.project());
        if !matches!(last.await, Ok(Ok(()))) {
            tracing::warn!("the last counters go into the catalogue at the next start");
        }
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
        served.map(|()| ended)
    }

    /// Writes the events that wait.
    async fn settle_events(&self) -> Ended {
        let tracking = Arc::clone(&self.tracking);
        // Joining the collector's thread blocks.
        let closing = tokio::task::spawn_blocking(move || tracking.close());
        closing.await.unwrap_or_else(|_| {
            tracing::error!("closing the tracker panicked");
            Ended::of(self.tracking.tracker())
        })
    }

    fn face(&self) -> Arc<Face<impl poem::Endpoint + use<>>> {
        let shop = Catalogue::new(self.store.clone(), self.currency);
        let tracker = self.tracking.tracker();
        let timings = Arc::clone(&self.timings);
        let parts = Parts {
            backups: Backups::new(
                self.store.clone(),
                self.hands.folder().clone(),
                Arc::clone(&self.draining),
            ),
            health: Health::new(
                self.store.clone(),
                Arc::clone(&self.draining),
                tracker.clone(),
            ),
            tracking: TrackingApi::new(tracker.clone(), self.projection.clone()),
            analytics: Analytics::new(
                shop.clone(),
                self.reading.clone(),
                self.monitor.clone(),
                tracker.clone(),
            ),
            exposition: Exposition::new(self.store.clone(), tracker.clone(), Arc::clone(&timings)),
            outbox: mail::api::Outbox {
                store: self.store.clone(),
                has_mail_server: self.smtp.is_some(),
            },
            accounts: Accounts::new(
                self.store.clone(),
                self.passwords.clone(),
                self.standings.clone(),
            ),
            standings: self.standings.clone(),
            tracker: tracker.clone(),
            pictures: Pictures {
                shop: shop.clone(),
                hands: self.hands.clone(),
            },
            shop: shop.clone(),
        };
        let service = docs::service(operations(parts));
        let document = docs::document(&service);
        let routes = Route::new()
            .nest_no_strip("/docs", docs::explorers(operations::described, &document))
            .at("/openapi.json", docs::served(&document))
            .nest_no_strip("/media/demo", web::demo_pictures())
            .at("/media/:name", media::pictures(self.hands.folder().clone()));
        let setup = Setup::new(
            self.store.clone(),
            shop.currency.clone(),
            self.passwords.clone(),
            self.setup,
        );
        let front = Storefront::new(shop, tracker.clone(), &self.theme, setup);
        let routes = front.routes(routes);
        // Nested at the root, the service would swallow the front page.
        let service = Arc::new(service.into_endpoint());
        let routes = PROBES
            .iter()
            .fold(routes, |routes, probe| routes.at(probe, service.clone()))
            .nest_no_strip("/api", service)
            .data(tracker.clone());
        let authenticator: Authenticator = Arc::new(StoredCredentials {
            store: self.store.clone(),
            standings: self.standings.clone(),
            sightings: self.sightings.clone(),
        });
        let idempotency = Idempotency::new(self.store.clone(), &orders::api::OWN_KEYS);
        let operations = Operations::of(&serde_json::from_str(&document).unwrap_or_default());
        let face = Face::new(
            routes.boxed(),
            operations,
            authenticator,
            idempotency,
            self.origins.clone(),
        )
        .behind(Arc::clone(&self.surroundings))
        .limited_by(Arc::clone(&self.rates))
        .timed_by(timings)
        .explained_by(Arc::new(front.clone()));
        let face = Arc::new(face);
        front.through(&face);
        face
    }
}
