//! The front page: what the shop has, to look at without curl.

use std::sync::Arc;

use minijinja::{Environment, context};
use poem::{
    Endpoint, IntoEndpoint, Request, Response, get,
    http::{HeaderValue, header},
};
use serde_json::Value;

use crate::{
    catalogue::{
        CatalogueError,
        filter::Filters,
        list::{ListQuery, Sort},
        shop::Catalogue,
    },
    http::{conditional::tag_of, docs::fixed, payload::REVALIDATE, problem::Problem},
    money::Currency,
    tracking::{Tracker, request::Seen},
};

const ICON: &str = include_str!("../../static/favicon.svg");
const TEMPLATE: &str = include_str!("../../static/front.html");
/// How many products the page shows.
const SHOWN: usize = 48;

/// `/favicon.svg`, and the path that browsers ask for unbidden.
pub fn icon() -> impl IntoEndpoint {
    get(fixed("image/svg+xml", ICON.to_owned()))
}

/// `/`: the newest products, with links to the API's explorers.
pub fn front_page(shop: Catalogue, tracker: Tracker) -> impl IntoEndpoint {
    get(page(shop, tracker))
}

fn page(shop: Catalogue, tracker: Tracker) -> impl Endpoint<Output = Response> + 'static {
    poem::endpoint::make(move |request: Request| {
        let (shop, tracker) = (shop.clone(), tracker.clone());
        async move {
            let (html, ids) = render(&shop)
                .await
                .map_err(|error| poem::Error::from(Problem::from(error)))?;
            let seen = Seen::of(&request, &tracker);
            if seen.shown {
                tracker.listing_view(seen.who, ids);
            }
            let etag = tag_of(html.as_bytes());
            let mut response = Response::builder()
                .content_type("text/html; charset=utf-8")
                .body(html);
            let headers = response.headers_mut();
            headers.insert(header::ETAG, etag);
            headers.insert(header::CACHE_CONTROL, REVALIDATE);
            headers.insert(
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            );
            let policy = "default-src 'none'; img-src 'self' https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
            headers.insert(
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(policy),
            );
            Ok::<_, poem::Error>(response)
        }
    })
}

async fn render(shop: &Catalogue) -> Result<(String, Arc<[i64]>), CatalogueError> {
    let query = ListQuery {
        filters: Filters::default(),
        sort: Sort::NEWEST,
        limit: SHOWN,
        cursor: None,
    };
    let answer = shop.list(query, false).await?;
    let page: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let mut environment = Environment::new();
    let currency = shop.currency;
    environment.add_filter("money", move |minor: i64| money(minor, currency));
    let rendered = environment.render_named_str("front.html", TEMPLATE, context! { page });
    let html = rendered.unwrap_or_else(|error| {
        tracing::error!(%error, "the front page's template failed");
        String::new()
    });
    Ok((html, answer.ids))
}

fn money(minor: i64, currency: Currency) -> String {
    format!("{} {}", currency.format(minor), currency.code())
}
