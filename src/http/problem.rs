//! The one place where a failure becomes an RFC 9457 problem.

use std::fmt;

use poem::{
    Response,
    error::{MethodNotAllowedError, NotFoundError, ResponseError},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use poem_openapi::error::{ContentTypeError, ParseParamError, ParsePathError};
use serde::Serialize;
use serde_json::{Map, Value};

pub use super::kinds::*;
use super::{armour, broken_body, parameter};
use crate::store::StoreError;

/// The media type of every failure.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// One thing wrong with a request, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// An RFC 6901 pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The name of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What it must be.
    pub detail: String,
    /// How many there are, where somebody asked for more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
}

/// A request that failed.
pub struct Asked<'r> {
    /// Its path.
    pub path: &'r str,
    /// Its headers.
    pub headers: &'r HeaderMap,
    /// What ties a fault of ours to the log's line.
    pub request_id: &'r str,
}

/// Failures as pages, for requests that people see the answers of.
pub trait ErrorPages: Send + Sync + 'static {
    /// The page in HTML; `None` for a request that wants a problem.
    fn page(&self, problem: &Problem, asked: &Asked<'_>) -> Option<String>;
}

/// A failure as a client sees it. Anything internal stays in `cause`, which only the log gets.
#[derive(Debug, Clone)]
pub struct Problem(Box<Parts>);

/// What a problem says; boxed, so that a `Result` with one stays small.
#[derive(Debug, Clone)]
struct Parts {
    kind: Kind,
    detail: String,
    faults: Vec<Fault>,
    members: Map<String, Value>,
    retry_after: Option<u32>,
    header: Option<(HeaderName, String)>,
    cause: Option<String>,
}

impl Problem {
    /// A problem of a kind; `detail` tells the reader how to mend it.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            detail: detail.into(),
            faults: Vec::new(),
            members: Map::new(),
            retry_after: None,
            header: None,
            cause: None,
        }))
    }

    /// A parameter that cannot be as it is.
    pub fn parameter(name: impl Into<String>, detail: impl Into<String>) -> Self {
        let (name, detail) = (name.into(), detail.into());
        let mut problem = Self::new(
            INVALID_PARAMETER,
            format!("The parameter `{name}` {detail}."),
        );
        problem.0.faults.push(Fault {
            pointer: None,
            parameter: Some(name),
            detail,
            available: None,
        });
        problem
    }

    /// A cursor that is of no page of the list.
    pub fn foreign_cursor() -> Self {
        Self::parameter("cursor", "is not one of this list; begin again without it")
    }

    /// A field of the body that cannot be as it is.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::fields([(pointer.into(), detail.into())])
    }

    /// Fields of the body that cannot be as they are: pairs of pointer and detail.
    pub fn fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let faults: Vec<Fault> = fields
            .into_iter()
            .map(|(pointer, detail)| Fault {
                pointer: Some(pointer),
                parameter: None,
                detail,
                available: None,
            })
            .collect();
        let detail = match faults.as_slice() {
            [fault] => match fault.pointer.as_deref() {
                Some("") | None => format!("The body {}.", fault.detail),
                Some(pointer) => format!("The field {pointer} {}.", fault.detail),
            },
            faults => format!("{} fields are invalid; `errors` names each.", faults.len()),
        };
        let mut problem = Self::new(INVALID_FIELDS, detail);
        problem.0.faults = faults;
        problem
    }

    /// Not there, or not the caller's.
    pub fn not_found(thing: &str) -> Self {
        Self::new(NOT_FOUND, format!("There is no such {thing}."))
    }

    /// A fault of ours: the client learns a request id, the log learns the cause.
    pub fn internal(cause: impl fmt::Display) -> Self {
        let detail = "The fault is the shop's. The log has the details under the request_id.";
        let mut problem = Self::new(INTERNAL, detail);
        problem.0.cause = Some(cause.to_string());
        problem
    }

    /// Something is full or held: try again in a second.
    pub fn busy() -> Self {
        Self::new(BUSY, "Try again in a second.").retry_after(1)
    }

    /// A request that came too slowly to wait for the rest of it.
    pub fn request_timeout() -> Self {
        Self::new(REQUEST_TIMEOUT, "Send the request again, faster.")
    }

    /// A method that the path does not have; `allow` lists those that it has.
    pub fn method_not_allowed(allow: impl Into<String>) -> Self {
        let allow = allow.into();
        let detail = format!("This path takes {allow}.");
        Self::new(METHOD_NOT_ALLOWED, detail).with_header(header::ALLOW, allow)
    }

    /// Adds the header that belongs to the problem's kind.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.header = Some((name, value.into()));
        self
    }

    /// Adds a member of its own to the problem, such as `available`.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.0.members.insert(member.to_owned(), value.into());
        self
    }

    /// Names what is wrong and where.
    #[must_use]
    pub fn naming(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.0.faults.extend(faults);
        self
    }

    /// The body of the answer, for a problem that is kept. Only a 5xx has another one each time.
    pub fn to_json(&self) -> String {
        self.json("")
    }

    /// Lets a client try again after so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.kind.status
    }

    /// How to mend it.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Turns any error of the framework into a problem.
    pub fn from_error(error: &poem::Error) -> Self {
        if let Some(problem) = error.downcast_ref::<Self>() {
            return problem.clone();
        }
        if let Some(ParseParamError { name, reason }) = error.downcast_ref() {
            return Self::parameter(*name, parameter::explain(reason));
        }
        if error.is::<ParsePathError>()
            || error.is::<poem::error::ParsePathError>()
            || error.is::<NotFoundError>()
        {
            return Self::new(NOT_FOUND, "There is nothing at this path.");
        }
        if error.is::<MethodNotAllowedError>() {
            return Self::method_not_allowed("GET, HEAD");
        }
        if error.is::<ContentTypeError>() {
            return Self::new(UNSUPPORTED_MEDIA_TYPE, error.to_string());
        }
        if let Some(problem) = broken_body::problem(error) {
            return problem;
        }
        match error.status() {
            status if status.is_server_error() => Self::internal(error),
            StatusCode::UNAUTHORIZED => {
                Self::new(UNAUTHORIZED, "Send `Authorization: Bearer <token>`.")
            }
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(BODY_TOO_LARGE, "Send a smaller body."),
            StatusCode::NOT_FOUND => Self::new(NOT_FOUND, "There is nothing at this path."),
            _ => Self::new(BAD_REQUEST, error.to_string()),
        }
    }

    /// The answer; `request_id` ties a fault of ours to the log's line.
    pub fn into_response(self, request_id: &str) -> Response {
        if let Some(cause) = &self.0.cause {
            tracing::error!(request_id, cause, "request failed");
        }
        let mut response = Response::builder()
            .status(self.0.kind.status)
            .body(self.json(request_id));
        *response.headers_mut() = self.headers();
        response
    }

    /// The whole answer as bytes for a connection that ends with it: where no request came that could
    /// be routed.
    pub fn to_wire(&self, request_id: &str) -> Vec<u8> {
        let body = self.json(request_id);
        let mut wire = format!("HTTP/1.1 {}\r\n", self.0.kind.status);
        let mut headers = self.headers();
        armour::put_on(&mut headers, false);
        for (name, value) in &headers {
            let value = value.to_str().unwrap_or_default();
            wire.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = body.len();
        wire.push_str(&format!(
            "request-id: {request_id}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ));
        wire.into_bytes()
    }

    /// The answer as a page for people where there is one for this request, else as a problem.
    pub fn into_answer(self, pages: Option<&dyn ErrorPages>, asked: &Asked<'_>) -> Response {
        let page = pages.and_then(|pages| pages.page(&self, asked));
        let mut response = self.into_response(asked.request_id);
        if let Some(page) = page {
            response.set_body(page);
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, html);
            headers.append(header::VARY, HeaderValue::from_static("Accept"));
        }
        response
    }

    fn json(&self, request_id: &str) -> String {
        let mut body = Map::new();
        body.insert(
            "type".into(),
            format!("/problems/{}", self.0.kind.code).into(),
        );
        body.insert("title".into(), self.0.kind.title.into());
        body.insert("status".into(), self.0.kind.status.as_u16().into());
        body.insert("code".into(), self.0.kind.code.into());
        body.insert("detail".into(), self.0.detail.as_str().into());
        if !self.0.faults.is_empty() {
            body.insert(
                "errors".into(),
                serde_json::to_value(&self.0.faults).unwrap_or_default(),
            );
        }
        if self.0.kind.status.is_server_error() {
            body.insert("request_id".into(), request_id.into());
        }
        body.extend(self.0.members.clone());
        Value::Object(body).to_string()
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static(CONTENT_TYPE);
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some((name, value)) = &self.0.header
            && let Ok(value) = HeaderValue::from_str(value)
        {
            headers.insert(name, value);
        }
        if self.0.kind.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"souk\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        headers
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.0.kind.code, self.0.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        self.0.kind.status
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Deadline => Self::busy(),
            StoreError::Closed => Self::new(DRAINING, "Try again when it is open.").retry_after(5),
            StoreError::DiskFull => {
                tracing::error!("the disk is full: writes are refused until there is room");
                Self::new(BUSY, "The shop's disk is full; nothing was written.").retry_after(60)
            }
            error => Self::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_problem_says_where_and_how() {
        let response = Problem::field("/quantity", "must be at least 1").into_response("r");
        assert_eq!(response.status(), 400);
        assert_eq!(response.content_type(), Some(CONTENT_TYPE));
        let body: Value =
            serde_json::from_slice(&response.into_body().into_bytes().await.unwrap()).unwrap();
        assert_eq!(body["type"], "/problems/invalid-fields");
        assert_eq!(body["errors"][0]["pointer"], "/quantity");
        assert_eq!(body["detail"], "The field /quantity must be at least 1.");
        assert!(body.get("request_id").is_none());
    }

    #[tokio::test]
    async fn a_fault_of_ours_shows_an_id_and_no_cause() {
        let response = Problem::internal("no such table: secrets").into_response("abc");
        assert_eq!(response.status(), 500);
        let text = response.into_body().into_string().await.unwrap();
        assert!(
            text.contains("\"request_id\":\"abc\"") && !text.contains("secrets"),
            "{text}"
        );
    }
}
