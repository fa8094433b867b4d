//! The storefront: pages for people, made on the server from templates.
//!
//! Pages know no SQL and no rule of a feature: each asks the features the same questions as the API's
//! routes, and tells the tracker the same. Pages of the catalogue are the same for everybody, so they
//! are kept rendered until the catalogue changes; personal pages are made anew and kept by nobody.

mod account;
mod admin;
mod agents;
mod assets;
mod cart;
mod checkout;
mod countries;
mod errors;
mod facets;
mod feeds;
mod filters;
mod head;
mod home;
mod inside;
mod likes;
mod links;
mod list;
mod live;
mod narrow;
mod orders;
mod page;
mod pictures;
mod product;
mod setup;
mod structured;
mod theme;
mod tree;
mod visit;
mod words;

use std::sync::{Arc, RwLock};

use minijinja::Value;
use poem::{
    Endpoint, IntoEndpoint, Request, Response, Route, get,
    http::{HeaderValue, header},
    post,
};

use crate::{
    catalogue::shop::Catalogue, http::problem::Problem, settings::Settings, setup::Setup,
    tracking::Tracker,
};
use head::Head;
use page::Pages;

pub use pictures::demo_pictures;
pub use theme::{Theme, ThemeError};

/// `/sitemap-2.xml`.
const SITEMAP_PART: &str = "/:part<sitemap-[0-9]+[.]xml>";

/// What pages are made from. Cheap to clone.
#[derive(Clone)]
pub struct Storefront(Arc<Parts>);

struct Parts {
    shop: Catalogue,
    tracker: Tracker,
    theme: Theme,
    pages: Pages,
    /// The shop's name as it was read last.
    name: RwLock<String>,
    /// The way to the API.
    way: inside::Way,
    /// The set-up of a new shop.
    setup: Setup,
    /// A catalogue that waits to be imported by whoever sets the shop up.
    draft: setup::Draft,
}

impl Storefront {
    /// The pages of a shop in the looks of a theme.
    pub fn new(shop: Catalogue, tracker: Tracker, theme: &Theme, setup: Setup) -> Self {
        let theme = theme.in_currency(&shop.currency);
        Self(Arc::new(Parts {
            shop,
            tracker,
            theme,
            pages: Pages::default(),
            name: RwLock::new(Settings::default().shop_name),
            way: inside::Way::new(),
            setup,
            draft: setup::Draft::default(),
        }))
    }

    /// Adds every page to the routes of the server.
    pub fn routes(&self, routes: Route) -> Route {
        self.admin_routes(self.personal_routes(routes))
            .at("/", get(self.endpoint(home::page)))
            .at("/products", get(self.endpoint(list::everything)))
            .at("/search", get(self.endpoint(list::search)))
            .at("/c/:slug", get(self.endpoint(list::category)))
            .at("/s/:slug", get(self.endpoint(list::seller)))
            .at("/p/:slug", get(self.endpoint(product::page)))
            .at("/p/:slug/review", post(self.endpoint(likes::review)))
            .at("/p/:slug/helpful", post(self.endpoint(likes::helpful)))
            .at("/favorites", get(self.endpoint(likes::page)))
            .at("/favorites/add", post(self.endpoint(likes::change)))
            .at("/favorites/remove", post(self.endpoint(likes::change)))
            .at(
                "/setup",
                get(self.endpoint(setup::page)).post(self.endpoint(setup::send)),
            )
            .at("/setup/goods", get(self.endpoint(setup::goods)))
            .at("/setup/goods/demo", post(self.endpoint(setup::demo)))
            .at("/setup/goods/check", post(self.endpoint(setup::check)))
            .at("/setup/goods/import", post(self.endpoint(setup::import)))
            .at("/sitemap.xml", get(self.endpoint(feeds::sitemap)))
            .at(SITEMAP_PART, get(self.endpoint(feeds::sitemap_part)))
            .at("/robots.txt", get(self.endpoint(feeds::robots)))
            .at("/feed.xml", get(self.endpoint(feeds::newest)))
            .at("/assets/:hash/*name", get(self.endpoint(asset)))
            .at("/favicon.svg", get(self.endpoint(icon)))
            .at("/favicon.ico", get(self.endpoint(icon)))
    }

    /// Adds the admin. Its static routes go before its pages, which are whatever else is below it.
    fn admin_routes(&self, routes: Route) -> Route {
        routes
            .at("/admin", get(self.endpoint(admin::page)))
            .at(
                "/admin/login",
                get(self.endpoint(admin::login)).post(self.endpoint(admin::log_in)),
            )
            .at("/admin/logout", post(self.endpoint(admin::log_out)))
            .at("/admin/live", get(self.endpoint(live::page)))
            .at("/admin/*page", get(self.endpoint(admin::page)))
    }

    /// Adds the pages of one person: what is in their cart, what they ordered, who they are.
    fn personal_routes(&self, routes: Route) -> Route {
        routes
            .at("/cart", get(self.endpoint(cart::page)))
            .at("/cart/add", post(self.endpoint(cart::add)))
            .at("/cart/set", post(self.endpoint(cart::set)))
            .at("/cart/coupon", post(self.endpoint(cart::coupon)))
            .at(
                "/checkout",
                get(self.endpoint(checkout::page)).post(self.endpoint(checkout::send)),
            )
            .at("/orders/:order", get(self.endpoint(orders::page)))
            .at("/orders/:order/cancel", post(self.endpoint(orders::cancel)))
            .at(
                "/orders/:order/return",
                post(self.endpoint(orders::give_back)),
            )
            .at(
                "/orders/:order/invoice",
                get(self.endpoint(orders::invoice)),
            )
            .at("/account", get(self.endpoint(account::page)))
            .at("/account/login", post(self.endpoint(account::log_in)))
            .at("/account/register", post(self.endpoint(account::register)))
            .at("/account/logout", post(self.endpoint(account::log_out)))
            .at("/account/details", post(self.endpoint(account::details)))
            .at("/account/password", post(self.endpoint(account::password)))
            .at(
                "/account/sessions/:session/end",
                post(self.endpoint(account::end_session)),
            )
            .at(
                "/account/reset",
                get(self.endpoint(account::reset)).post(self.endpoint(account::send_reset)),
            )
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
        self.render_values(template, &values)
    }

    /// The same, of these values alone.
    fn render_values(&self, template: &str, values: &Value) -> Result<String, Problem> {
        let rendered = self.0.theme.render(template, values);
        rendered.map_err(|error| Problem::internal(format!("{template}: {error:#}")))
    }
}

/// What a page may load and do: its own files, pictures from anywhere by HTTPS, no script in the page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);

/// Adds what a page may load.
fn guard(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, POLICY);
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
