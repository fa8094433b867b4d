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
/// How many featured products the page shows.
const FEATURED: usize = 12;
/// How many of the newest, beside those.
const NEWEST: usize = 36;

/// `/favicon.svg`, and the path that browsers ask for unbidden.
pub fn icon() -> impl IntoEndpoint {
    get(fixed("image/svg+xml", ICON.to_owned()))
}

/// `/`: what the shop features and what is new in it, with links to the API and its explorers.
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
            let policy = "default-src 'none'; img-src 'self' https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            headers.insert(
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(policy),
            );
            Ok::<_, poem::Error>(response)
        }
    })
}

/// The page, and the ids of the products that it shows.
async fn render(shop: &Catalogue) -> Result<(String, Arc<[i64]>), CatalogueError> {
    let featured = Filters {
        is_featured: Some(true),
        ..Filters::default()
    };
    let featured = page_of(shop, featured, FEATURED).await?;
    let newest = page_of(shop, Filters::default(), FEATURED + NEWEST).await?;
    let shown: Vec<_> = items(&featured).iter().map(|item| &item["id"]).collect();
    let others = items(&newest).iter();
    let new: Vec<_> = others
        .filter(|item| !shown.contains(&&item["id"]))
        .take(NEWEST)
        .collect();
    let ids = items(&featured)
        .iter()
        .chain(new.iter().copied())
        .filter_map(|item| item["id"].as_i64())
        .collect();
    let mut environment = Environment::new();
    let currency = shop.currency.get();
    environment.add_filter("money", move |minor: i64| money(minor, currency));
    environment.add_filter("grouped", grouped);
    let values = context! {
        featured => items(&featured),
        new,
        total => newest["total"],
        categories => shop.root_categories()?,
    };
    let rendered = environment.render_named_str("front.html", TEMPLATE, values);
    let html = rendered.unwrap_or_else(|error| {
        tracing::error!(%error, "the front page's template failed");
        String::new()
    });
    Ok((html, ids))
}

async fn page_of(
    shop: &Catalogue,
    filters: Filters,
    limit: usize,
) -> Result<Value, CatalogueError> {
    let query = ListQuery {
        filters,
        sort: Sort::NEWEST,
        limit,
        cursor: None,
    };
    let answer = shop.list(query, false).await?;
    Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
}

fn items(page: &Value) -> &[Value] {
    page["items"].as_array().map_or(&[], Vec::as_slice)
}

/// `1234567` → `1 234 567`, with thin spaces that do not break.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 8);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

fn money(minor: i64, currency: Currency) -> String {
    format!("{} {}", currency.format(minor), currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_threes() {
        for (number, text) in [
            (0, "0"),
            (144, "144"),
            (1_000, "1\u{202f}000"),
            (1_234_567, "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
