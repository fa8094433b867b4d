//! The face of the server: what happens to every request before a route sees it, and to every answer
//! before a client does.
//!
//! In: request id, trailing slash, HEAD as GET, the operation by the document's table, unknown query
//! parameters, writes of other sites, rates, idempotency keys. Out: failures as problems, 304, what browsers shall refuse, CORS,
//! request id.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use futures_util::FutureExt;
use poem::{
    Endpoint, IntoResponse, Request, Response,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
};

use poem_openapi::error::ParseParamError;

use super::{
    armour, bodiless,
    caller::Authenticator,
    conditional::not_modified,
    idempotency::Idempotency,
    operations::{Found, Operations},
    origin,
    payload::NO_STORE,
    peer::{self, Surroundings},
    problem::{self, ErrorPages, NOT_FOUND, Problem},
    rates::{self, Rates},
    request_id::{self, REQUEST_ID},
    timings::Timings,
    upload::Bound,
};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Wraps all routes.
pub struct Face<E> {
    routes: Arc<E>,
    operations: Operations,
    authenticator: Authenticator,
    idempotency: Arc<Idempotency>,
    origins: Vec<HeaderValue>,
    surroundings: Arc<Surroundings>,
    rates: Arc<Rates>,
    timings: Arc<Timings>,
    error_pages: Option<Arc<dyn ErrorPages>>,
}

/// Marks a request that came as HEAD and is answered as GET.
#[derive(Debug, Clone, Copy)]
pub struct AsHead;

impl<E: Endpoint + 'static> Face<E> {
    /// A face before `routes`; `origins` are those that browsers may call from.
    pub fn new(
        routes: E,
        operations: Operations,
        authenticator: Authenticator,
        idempotency: Arc<Idempotency>,
        origins: Vec<HeaderValue>,
    ) -> Self {
        Self {
            routes: Arc::new(routes),
            operations,
            authenticator,
            idempotency,
            origins,
            surroundings: Arc::default(),
            rates: Arc::new(Rates::new(rates::Asked::default())),
            timings: Arc::default(),
            error_pages: None,
        }
    }

    /// Who shows failures to people.
    #[must_use]
    pub fn explained_by(mut self, pages: Arc<dyn ErrorPages>) -> Self {
        self.error_pages = Some(pages);
        self
    }

    /// What stands between the server and its callers.
    #[must_use]
    pub fn behind(mut self, surroundings: Arc<Surroundings>) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// How often each peer may ask.
    #[must_use]
    pub fn limited_by(mut self, rates: Arc<Rates>) -> Self {
        self.rates = rates;
        self
    }

    /// Where the time that requests take is counted.
    #[must_use]
    pub fn timed_by(mut self, timings: Arc<Timings>) -> Self {
        timings.learn(&self.operations);
        self.timings = timings;
        self
    }

    async fn answer(
        &self,
        mut request: Request,
        id: &str,
        route: &mut Option<usize>,
    ) -> Result<Response, poem::Error> {
        let method = request.method().clone();
        let api = request.uri().path().starts_with("/api/");
        let (mut template, mut bodiless, mut closed) = (None, false, false);
        match self.operations.find(&method, request.uri().path()) {
            Found::Operation(operation) => {
                *route = Some(operation.index);
                bodiless = method != Method::GET && !operation.has_body;
                closed = operation.is_closed;
                if let Some(query) = request.uri().query() {
                    operation.check_query(query).map_err(Problem::from)?;
                }
                if operation.has_path_parameters() {
                    template = Some(Arc::clone(&operation.path));
                }
            }
            Found::OtherMethods(allow) if method == Method::OPTIONS => {
                return Ok(self.preflight(request.headers(), allow));
            }
            Found::OtherMethods(allow) => return Err(Problem::method_not_allowed(allow).into()),
            Found::Nothing if api => {
                let detail = "There is nothing at this path; /docs shows what there is.";
                return Err(Problem::new(NOT_FOUND, detail).into());
            }
            Found::Nothing => {}
        }
        origin::check(&request, &self.origins)?;
        self.rates.take(&request)?;
        let bound = Bound::set(&mut request)?;
        let keyed = method == Method::POST
            && api
            && request.headers().contains_key(IDEMPOTENCY_KEY)
            && self.idempotency.keeps(request.uri().path());
        let routes = Arc::clone(&self.routes);
        let route = |request| async move {
            match routes.call(request).await {
                Ok(response) => Ok(response.into_response()),
                Err(error) => Err(misnamed(template.as_deref(), error)),
            }
        };
        let route = AssertUnwindSafe(async {
            let request = match bodiless {
                true => bodiless::passed(request, closed).await?,
                false => request,
            };
            if keyed {
                self.idempotency.answer(request, route, id).await
            } else {
                route(request).await
            }
        });
        match route.catch_unwind().await {
            Ok(result) => result.map_err(|error| bound.explain(error)),
            Err(_) => Err(Problem::internal("a handler panicked").into()),
        }
    }

    /// The answer to OPTIONS: the methods for everybody, CORS for the configured origins.
    fn preflight(&self, headers: &HeaderMap, allow: String) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        let Ok(allow) = HeaderValue::from_str(&allow) else {
            return response;
        };
        if self.allowed_origin(headers).is_some() {
            let out = response.headers_mut();
            out.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allow.clone());
            let names = "authorization, content-type, idempotency-key, if-match, if-none-match, request-id, cart-token, order-token";
            out.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static(names),
            );
            out.insert(
                header::ACCESS_CONTROL_MAX_AGE,
                HeaderValue::from_static("600"),
            );
        }
        response.headers_mut().insert(header::ALLOW, allow);
        response
    }

    fn allowed_origin(&self, headers: &HeaderMap) -> Option<&HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        self.origins.iter().find(|allowed| *allowed == origin)
    }

    fn share(&self, request: &HeaderMap, response: &mut Response) {
        if self.origins.is_empty() {
            return;
        }
        let origin = self.allowed_origin(request).cloned();
        let out = response.headers_mut();
        out.append(header::VARY, HeaderValue::from_static("Origin"));
        if let Some(origin) = origin {
            out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            let credentials = HeaderValue::from_static("true");
            out.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
            let names = "etag, location, request-id, retry-after, idempotency-replayed, cart-token";
            out.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static(names),
            );
        }
    }
}

impl<E: Endpoint + 'static> Endpoint for Face<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let since = Instant::now();
        let id = request_id::of(request.headers());
        trim_slash(&mut request);
        if request.method() == Method::HEAD {
            request.set_method(Method::GET);
            request.set_data(AsHead);
        }
        let is_read = request.method() == Method::GET;
        request.set_data(self.authenticator.clone());
        request.set_data(Arc::clone(&self.surroundings));
        let asked = conditions(request.headers());
        let https = peer::is_https(&request);
        let path = request.uri().path().to_owned();
        let mut route = None;
        let answer = self
            .answer(request, id.to_str().unwrap_or_default(), &mut route)
            .await;
        let mut response = match answer {
            Ok(response) if is_read => not_modified(&asked, response),
            Ok(response) => response,
            Err(error) => {
                let asked = problem::Asked {
                    path: &path,
                    headers: &asked,
                    request_id: id.to_str().unwrap_or_default(),
                };
                Problem::from_error(&error).into_answer(self.error_pages.as_deref(), &asked)
            }
        };
        // What no route wants kept, nobody keeps.
        response
            .headers_mut()
            .entry(header::CACHE_CONTROL)
            .or_insert(NO_STORE);
        armour::put_on(response.headers_mut(), https);
        self.share(&asked, &mut response);
        response.headers_mut().insert(REQUEST_ID, id);
        self.timings
            .record(route, response.status().as_u16(), since.elapsed());
        Ok(response)
    }
}

/// The request headers that matter on the way out.
fn conditions(headers: &HeaderMap) -> HeaderMap {
    let mut kept = HeaderMap::new();
    for name in [header::IF_NONE_MATCH, header::ORIGIN, header::ACCEPT] {
        for value in headers.get_all(&name) {
            kept.append(name.clone(), value.clone());
        }
    }
    kept
}

/// `/api/products/` is `/api/products`, without a redirect.
fn trim_slash(request: &mut Request) {
    let uri = request.uri();
    let trimmed = match uri.path().strip_suffix('/') {
        Some(trimmed) if !trimmed.is_empty() => trimmed,
        _ => return,
    };
    let target = match uri.query() {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed.to_owned(),
    };
    if let Ok(uri) = target.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
}

/// A path whose parameter cannot be read, such as letters for an id, names nothing that is there.
fn misnamed(template: Option<&str>, error: poem::Error) -> poem::Error {
    let named = match (template, error.downcast_ref::<ParseParamError>()) {
        (Some(template), Some(error)) => template.contains(&format!("{{{}}}", error.name)),
        _ => false,
    };
    match named {
        true => Problem::new(NOT_FOUND, "There is nothing at this path.").into(),
        false => error,
    }
}
