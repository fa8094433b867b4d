//! The API document and the pages that explore it, all of them offline.

use std::{collections::HashMap, marker::PhantomData, sync::Arc};

use base64::Engine;
use bytes::Bytes;
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, Request, Response, Route,
    endpoint::{BoxEndpoint, make_sync},
    get,
    http::{HeaderValue, Method, header},
};
use poem_openapi::{
    OpenApi, OpenApiService,
    registry::{MetaApi, Registry},
};
use sha2::{Digest, Sha256};
use tokio::{sync::OnceCell, task::JoinError};

use super::{
    conditional::tag_of, document::complete, operations::check_bare, payload::REVALIDATE,
    problem::Problem,
};

/// The document's title.
pub const TITLE: &str = "souk";
const DESCRIPTION: &str = "A whole marketplace in one file. Amounts are integers in minor units \
    (1999 is 19.99 EUR), instants are RFC 3339 in UTC, failures are RFC 9457 problems, lists are \
    walked with `limit` and `cursor`. Writes need a token: `souk token create --role admin`, then \
    *Authorize*.";

/// The service of a set of operations, with the words at the head of its document.
pub fn service<T: OpenApi>(api: T) -> OpenApiService<T, ()> {
    OpenApiService::new(api, TITLE, env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .license("MIT OR Apache-2.0")
        .server("/")
}

/// Operations that are described and never called.
pub struct Described<T>(PhantomData<T>);

impl<T: OpenApi> OpenApi for Described<T> {
    fn meta() -> Vec<MetaApi> {
        T::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// The operations that a function would make, without what it makes them from.
pub fn described<A, T: OpenApi>(_: impl FnOnce(A) -> T) -> Described<T> {
    Described(PhantomData)
}

/// The document of a service, complete.
pub fn document<T: OpenApi>(service: &OpenApiService<T, ()>) -> String {
    complete(&service.spec())
}

/// The document to be served. It takes no parameters, and refuses them as operations do.
pub fn served(document: &str) -> impl IntoEndpoint + use<> {
    let document = Fixed::new("application/json", document.to_owned());
    let document = make_sync(move |_| document.answer());
    get(document.before(|request: Request| async move {
        let query = request.uri().query().unwrap_or_default();
        check_bare(query).map_err(Problem::from)?;
        Ok(request)
    }))
}

/// Its two explorers, of a service that has the same operations. The framework's pages hold the document as
/// the framework makes it.
pub fn explorers<T: OpenApi + 'static>(
    service: fn() -> OpenApiService<T, ()>,
    document: &str,
) -> Route {
    let document: Arc<str> = document.into();
    let page = |html: fn(&OpenApiService<T, ()>) -> String| {
        let document = Arc::clone(&document);
        get(Explorer::new(move || {
            let service = service();
            html(&service).replacen(&service.spec(), &document, 1)
        }))
    };
    Route::new()
        .at("/docs", page(OpenApiService::swagger_ui_html))
        .at("/docs/rapidoc", page(rapidoc))
}

/// A page of some megabytes, made when somebody first looks at it: a shop opens sooner, and most are never
/// looked at so.
struct Explorer {
    make: Arc<dyn Fn() -> String + Send + Sync>,
    page: OnceCell<(Fixed, HeaderValue)>,
}

impl Explorer {
    fn new(make: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self {
            make: Arc::new(make),
            page: OnceCell::new(),
        }
    }

    async fn made(&self) -> Result<&(Fixed, HeaderValue), JoinError> {
        let make = || {
            let make = Arc::clone(&self.make);
            tokio::task::spawn_blocking(move || {
                let html = make();
                let policy = policy(&html);
                (Fixed::new("text/html; charset=utf-8", html), policy)
            })
        };
        self.page.get_or_try_init(make).await
    }
}

impl Endpoint for Explorer {
    type Output = Response;

    async fn call(&self, _: Request) -> poem::Result<Response> {
        let (page, policy) = self.made().await.map_err(Problem::internal)?;
        let mut response = page.answer();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        Ok(response)
    }
}

/// RapiDoc's page as the framework makes it, less what asks a font service for typefaces: its style
/// sheet in the head, and its element's own.
fn rapidoc<T: OpenApi>(service: &OpenApiService<T, ()>) -> String {
    const TAG: &str = "<rapi-doc\n";
    let html = service.rapidoc_html();
    let html = match html.split_once("<link ") {
        Some((before, rest)) if !before.contains("<script") => {
            let after = rest.split_once('>').map_or("", |(_, after)| after);
            format!("{before}{after}")
        }
        _ => html,
    };
    html.replacen(TAG, &format!("{TAG}load-fonts=\"false\"\n"), 1)
        .replacen("\"Open Sans\"", "\"system-ui, sans-serif\"", 1)
        .replacen("\"Roboto Mono\"", "\"ui-monospace, monospace\"", 1)
}

/// What an explorer may load: the scripts that stand in its page and no others, and what they style. They
/// are the framework's; each is allowed by its hash.
fn policy(html: &str) -> HeaderValue {
    let mut scripts = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<script")
        && let Some((_, body)) = after.split_once('>')
        && let Some((script, after)) = body.split_once("</script>")
    {
        // A browser hashes what it reads, and reads every line's end as one character.
        let script = script.replace("\r\n", "\n").replace('\r', "\n");
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script));
        scripts.push_str(&format!(" 'sha256-{hash}'"));
        rest = after;
    }
    let policy = format!(
        "default-src 'none'; script-src{scripts}; style-src 'unsafe-inline'; img-src 'self' data:; \
         font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// Bytes that stay the same while the server runs.
struct Fixed {
    content_type: &'static str,
    body: Bytes,
    etag: HeaderValue,
}

impl Fixed {
    fn new(content_type: &'static str, body: String) -> Self {
        Self {
            content_type,
            etag: tag_of(body.as_bytes()),
            body: body.into(),
        }
    }

    fn answer(&self) -> Response {
        let mut response = Response::builder()
            .content_type(self.content_type)
            .body(self.body.clone());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, REVALIDATE.clone());
        response
    }
}
