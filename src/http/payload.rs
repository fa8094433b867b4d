//! Answers: bytes that are ready to send, with the schema that describes them.

use std::marker::PhantomData;

use bytes::Bytes;
use poem::{
    IntoResponse, Response,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
    types::Type,
};
use serde::Serialize;

use super::problem::Problem;

const JSON: &str = "application/json";
/// What catalogue reads say to caches: keep it, and ask each time whether it still holds.
pub const REVALIDATE: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
/// What personal and administrative answers say to caches.
pub const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What a successful answer of a route documents beside its schema.
pub trait Meaning: Send + Sync + 'static {
    /// The status.
    const STATUS: u16;
    /// What it says, for the document.
    const DESCRIPTION: &'static str;
    /// Whether a caller may have it already.
    const CACHEABLE: bool;
    /// Headers that it may carry, with what each says.
    const HEADERS: &'static [(&'static str, &'static str)];
}

macro_rules! meanings {
    ($($(#[$docs:meta])* $name:ident = $status:literal $cacheable:literal $description:literal $headers:expr;)*) => {
        $($(#[$docs])* pub struct $name;
        impl Meaning for $name {
            const STATUS: u16 = $status;
            const DESCRIPTION: &'static str = $description;
            const CACHEABLE: bool = $cacheable;
            const HEADERS: &'static [(&'static str, &'static str)] = &$headers;
        })*
    };
}

meanings! {
    /// 200 of a read that caches may keep.
    Cacheable = 200 true "As it is now" [("ETag", "Names this state; send it back as If-None-Match or If-Match")];
    /// 200 of a write or of a personal read.
    Done = 200 false "Done" [("ETag", "Names the new state, where it has one")];
    /// 200 of a login.
    LoggedIn = 200 false "Logged in" [("Set-Cookie", "The login for browsers")];
    /// 201 of a registration, which is a login as well.
    Registered = 201 false "Made, and logged in" [("Location", "The path of the account"), ("Set-Cookie", "The login for browsers")];
    /// 202 of what is done later.
    Accepted = 202 false "Taken; nobody waits for the rest" [];
    /// 201 of a creation.
    Created = 201 false "Made" [("Location", "The path of the new thing"), ("ETag", "Names its state")];
}

/// JSON bytes whose schema is `T`'s and whose status and headers are `M`'s.
pub struct Rendered<T, M = Cacheable> {
    body: Bytes,
    headers: Vec<(HeaderName, HeaderValue)>,
    kind: PhantomData<fn() -> (T, M)>,
}

impl<T, M> Rendered<T, M> {
    /// An answer of bytes that are JSON already.
    pub fn new(body: impl Into<Bytes>) -> Self {
        Self {
            body: body.into(),
            headers: Vec::with_capacity(2),
            kind: PhantomData,
        }
    }

    /// Adds a header. A value that no header can hold is left out.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.push((name, value));
        }
        self
    }

    /// A read that caches may keep as long as its tag holds.
    #[must_use]
    pub fn cached_as(self, etag: HeaderValue) -> Self {
        self.header(header::ETAG, etag)
            .header(header::CACHE_CONTROL, REVALIDATE)
    }

    /// An answer for the caller alone.
    #[must_use]
    pub fn private(self) -> Self {
        self.header(header::CACHE_CONTROL, NO_STORE)
    }
}

/// A value as JSON, for the caller alone.
///
/// # Errors
/// A 500 for what is no JSON.
pub fn sent<V: Serialize, T, M>(value: &V) -> Result<Rendered<T, M>, Problem> {
    let json = serde_json::to_vec(value).map_err(Problem::internal)?;
    Ok(Rendered::new(json).private())
}

impl<T, M: Meaning> IntoResponse for Rendered<T, M>
where
    T: Send,
{
    fn into_response(self) -> Response {
        let mut response = Response::builder().content_type(JSON).body(self.body);
        response.set_status(StatusCode::from_u16(M::STATUS).unwrap_or_default());
        for (name, value) in self.headers {
            if name == header::SET_COOKIE {
                response.headers_mut().append(name, value);
            } else {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

impl<T: Type, M: Meaning> ApiResponse for Rendered<T, M> {
    fn meta() -> MetaResponses {
        let header = |(name, description): &(&str, &str)| MetaHeader {
            name: (*name).to_owned(),
            description: Some((*description).to_owned()),
            required: false,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let answer = MetaResponse {
            description: M::DESCRIPTION,
            status: Some(M::STATUS),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: JSON,
                schema: T::schema_ref(),
            }],
            headers: M::HEADERS.iter().map(header).collect(),
        };
        let unchanged = M::CACHEABLE.then(|| MetaResponse {
            description: "As the caller has it: `If-None-Match` names its `ETag`",
            status: Some(304),
            status_range: None,
            content: vec![],
            headers: M::HEADERS.iter().map(header).collect(),
        });
        let responses = [answer].into_iter().chain(unchanged).collect();
        MetaResponses { responses }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// 204: done, with nothing to say.
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl ApiResponse for NoContent {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Done; nothing to say",
                status: Some(204),
                status_range: None,
                content: vec![],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

/// 204 that may set a cookie or take one away: that of a login that changed or ended.
pub struct DoneWith(pub Option<HeaderValue>);

impl IntoResponse for DoneWith {
    fn into_response(self) -> Response {
        let mut response = NoContent.into_response();
        if let Some(cookie) = self.0 {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl ApiResponse for DoneWith {
    fn meta() -> MetaResponses {
        let mut meta = NoContent::meta();
        for response in &mut meta.responses {
            response.headers.push(MetaHeader {
                name: "Set-Cookie".to_owned(),
                description: Some("Where the login's cookie changes or ends".to_owned()),
                required: false,
                deprecated: false,
                schema: String::schema_ref(),
            });
        }
        meta
    }

    fn register(_: &mut Registry) {}
}

/// A CSV file to download.
pub struct CsvFile(pub Response);

impl IntoResponse for CsvFile {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for CsvFile {
    fn meta() -> MetaResponses {
        let schema = MetaSchemaRef::Inline(Box::new(
            poem_openapi::registry::MetaSchema::new_with_format("string", "binary"),
        ));
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The file",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "text/csv",
                    schema,
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

/// The server's numbers as text.
pub struct Exposed(pub String);

impl IntoResponse for Exposed {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .content_type("text/plain; version=0.0.4; charset=utf-8")
            .body(self.0);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, NO_STORE);
        response
    }
}

impl ApiResponse for Exposed {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "One series a line",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "text/plain",
                    schema: String::schema_ref(),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

/// A page for people to look at and to print, for the caller alone.
pub struct PrintPage(pub String);

/// Nothing but the page's own styles and pictures of the shop.
const PRINT_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl IntoResponse for PrintPage {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .content_type("text/html; charset=utf-8")
            .body(self.0);
        for (name, value) in [
            (header::CACHE_CONTROL, NO_STORE),
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(PRINT_POLICY),
            ),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("no-referrer"),
            ),
        ] {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl ApiResponse for PrintPage {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The page, ready to print",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "text/html",
                    schema: String::schema_ref(),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}
