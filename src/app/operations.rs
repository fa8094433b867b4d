//! The operations of the API: every feature's, in one document.

use poem_openapi::{OpenApi, OpenApiService};

use crate::{
    analytics::{self, Analytics},
    audit, cart,
    catalogue::{self, shop::Catalogue},
    exchange,
    exposition::Exposition,
    favorites,
    http::docs::{self, Described},
    mail,
    media::api::Pictures,
    operations::{Backups, Health},
    orders,
    people::{self, Accounts, standing::Standings},
    pricing, reviews, sellers,
    tracking::{self, api::TrackingApi},
};

/// What the operations are made of.
pub(super) struct Parts {
    pub shop: Catalogue,
    pub pictures: Pictures,
    pub tracker: tracking::Tracker,
    pub accounts: Accounts,
    pub standings: Standings,
    pub health: Health,
    pub backups: Backups,
    pub tracking: TrackingApi,
    pub analytics: Analytics,
    pub exposition: Exposition,
    pub outbox: mail::api::Outbox,
}

/// Every operation of the API.
pub(super) fn operations(parts: Parts) -> impl OpenApi + use<> {
    let shop = &parts.shop;
    let media = parts.pictures.hands.folder().clone();
    let exchange = exchange::api::Exchange::new(shop.store.clone(), shop.currency.clone(), media);
    (
        catalogue::api::operations(shop, &parts.tracker),
        parts.pictures,
        cart::api::operations(&shop.store, &shop.currency, &parts.tracker),
        parts.tracking,
        analytics::api::operations(parts.analytics),
        people::api::operations(
            parts.accounts,
            &shop.store,
            &parts.standings,
            &shop.currency,
        ),
        orders::api::operations(&shop.store, &shop.currency, &parts.tracker),
        exchange,
        (
            pricing::api::operations(&shop.store, &shop.currency),
            audit::api::AuditApi(shop.store.clone()),
        ),
        parts.health,
        parts.backups,
        parts.exposition,
        (parts.outbox, sellers::api::operations(&shop.store)),
        reviews::api::operations(&shop.store, &parts.tracker),
        favorites::api::Favorites::new(shop, &parts.tracker),
    )
}

/// The service of every operation, without a shop.
pub(super) fn described() -> OpenApiService<Described<impl OpenApi>, ()> {
    docs::service(docs::described(operations))
}

/// The OpenAPI document, as `/openapi.json` serves it, without a shop.
pub fn document() -> String {
    docs::document(&described())
}
