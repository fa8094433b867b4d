//! The storefront: pages for people, made on the server from templates.
//!
//! Pages know no SQL and no rule of a feature: each asks the features the same questions as the API's
//! routes, and tells the tracker the same. Pages of the catalogue are the same for everybody, so they
//! are kept rendered until the catalogue changes; personal pages are made anew and kept by nobody.

mod assets;
mod errors;
mod feeds;
mod filters;
mod head;
mod home;
mod links;
mod list;
mod narrow;
mod page;
mod pictures;
mod product;
mod structured;
mod theme;
mod tree;
mod words;

use std::sync::Arc;

use minijinja::Value;
use poem::{
    Endpoint, IntoEndpoint, Request, Response, Route, get,
    http::{HeaderValue, header},
};

use crate::{catalogue::shop::Catalogue, http::problem::Problem, tracking::Tracker};
use head::Head;
use page::Pages;

pub use pictures::demo_pictures;
pub use theme::{Theme, ThemeError};

/// What pages are made from. Cheap to clone.
#[derive(Clone)]
pub struct Storefront(Arc<Parts>);

struct Parts {
    shop: Catalogue,
    tracker: Tracker,
    theme: Theme,
    pages: Pages,
}

impl Storefront {
    /// The pages of a shop in the looks of a theme.
    pub fn new(shop: Catalogue, tracker: Tracker, theme: &Theme) -> Self {
        let theme = theme.in_currency(shop.currency);
        Self(Arc::new(Parts {
            shop,
            tracker,
            theme,
            pages: Pages::default(),
        }))
    }

    /// Adds every page to the routes of the server.
    pub fn routes(&self, routes: Route) -> Route {
        routes
            .at("/", get(self.endpoint(home::page)))
            .at("/products", get(self.endpoint(list::everything)))
            .at("/search", get(self.endpoint(list::search)))
            .at("/c/:slug", get(self.endpoint(list::category)))
            .at("/s/:slug", get(self.endpoint(list::seller)))
            .at("/p/:slug", get(self.endpoint(product::page)))
            .at("/sitemap.xml", get(self.endpoint(feeds::sitemap)))
            .at(
                "/sitemap-:number.xml",
                get(self.endpoint(feeds::sitemap_part)),
            )
            .at("/robots.txt", get(self.endpoint(feeds::robots)))
            .at("/feed.xml", get(self.endpoint(feeds::newest)))
            .at("/assets/:hash/:name", get(self.endpoint(asset)))
            .at("/favicon.svg", get(self.endpoint(icon)))
            .at("/favicon.ico", get(self.endpoint(icon)))
    }

    fn endpoint<F, A>(&self, answer: F) -> impl IntoEndpoint<Endpoint = impl Endpoint + 'static>
    where
        F: Fn(Storefront, Request) -> A + Send + Sync + Clone + 'static,
        A: Future<Output = Result<Response, Problem>> + Send + 'static,
    {
        let front = self.clone();
        poem::endpoint::make(move |request| {
            let answer = answer(front.clone(), request);
            async move { answer.await.map_err(poem::Error::from) }
        })
    }

    /// A template filled in.
    fn render(&self, template: &str, head: &Head, values: Value) -> Result<String, Problem> {
        let values = minijinja::context! { ..values, ..Value::from_serialize(head) };
        let rendered = self.0.theme.render(template, &values);
        rendered.map_err(|error| Problem::internal(format!("{template}: {error:#}")))
    }
}

/// What a page may load and do: its own files, pictures from anywhere by HTTPS, no script in the page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);
const REFERRER: HeaderValue = HeaderValue::from_static("strict-origin-when-cross-origin");

/// Adds what every page says to browsers.
fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, REFERRER);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// A part of the path by its name in the route.
fn part(request: &Request, name: &str) -> String {
    request.raw_path_param(name).unwrap_or_default().to_owned()
}

async fn asset(front: Storefront, request: Request) -> Result<Response, Problem> {
    let (hash, name) = (part(&request, "hash"), part(&request, "name"));
    let found = front.0.theme.assets().answer(&request, &hash, &name);
    found.ok_or_else(|| Problem::not_found("file"))
}

/// `/favicon.svg`, and the path that browsers ask for unbidden.
async fn icon(front: Storefront, request: Request) -> Result<Response, Problem> {
    let found = front.0.theme.assets().answer(&request, "", "favicon.svg");
    found.ok_or_else(|| Problem::not_found("file"))
}
