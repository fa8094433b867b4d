//! Personal pages ask the API from the inside: the same call that a client would make, without a
//! connection. So a page follows every rule that the API has, and has none of its own.

use std::{
    pin::Pin,
    sync::{Arc, OnceLock, Weak},
};

use bytes::Bytes;
use poem::{
    Body, Endpoint, Request, RequestParts, Response,
    http::{
        self, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, uri::Scheme,
    },
};
use serde_json::Value as Json;

use super::Storefront;
use crate::http::{face::Face, problem::Problem};

/// What goes along with a call: who somebody is, where they are, what they asked for.
const CARRIED: [HeaderName; 11] = [
    header::COOKIE,
    header::HOST,
    header::ORIGIN,
    header::USER_AGENT,
    HeaderName::from_static("dnt"),
    HeaderName::from_static("sec-fetch-site"),
    HeaderName::from_static("sec-gpc"),
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("forwarded"),
];
/// The largest answer that a page reads.
const ANSWER_MAX: usize = 8 << 20;

type Answering<'a> = Pin<Box<dyn Future<Output = poem::Result<Response>> + Send + 'a>>;

/// Something that answers requests.
pub trait Inside: Send + Sync + 'static {
    /// The answer that a client would get.
    fn answer(&self, request: Request) -> Answering<'_>;
}

impl<E: Endpoint + 'static> Inside for Face<E> {
    fn answer(&self, request: Request) -> Answering<'_> {
        Box::pin(self.call(request))
    }
}

/// The way inside, known once the server is wired. Weak: the server owns the pages.
pub type Way = OnceLock<Weak<dyn Inside>>;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body, if it is JSON.
    pub body: Json,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// All headers.
    pub headers: HeaderMap,
}

impl Answer {
    /// Whether it worked.
    pub fn is_good(&self) -> bool {
        self.status.is_success()
    }

    /// The code of the problem that it is.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// What went wrong, in words.
    pub fn detail(&self) -> &str {
        self.body["detail"].as_str().unwrap_or_default()
    }

    /// Its body, or the failure that the page passes on.
    pub fn good(self) -> Result<Json, Problem> {
        match self.is_good() {
            true => Ok(self.body),
            false => Err(self.into_problem()),
        }
    }

    /// The failure for people.
    pub fn into_problem(self) -> Problem {
        use crate::http::problem::{BAD_REQUEST, FORBIDDEN, NOT_FOUND, RATE_LIMITED};
        let detail = self.detail().to_owned();
        match self.status {
            StatusCode::NOT_FOUND => Problem::new(NOT_FOUND, detail),
            StatusCode::FORBIDDEN => Problem::new(FORBIDDEN, detail),
            StatusCode::TOO_MANY_REQUESTS => Problem::new(RATE_LIMITED, detail).retry_after(60),
            StatusCode::SERVICE_UNAVAILABLE => Problem::busy(),
            status if status.is_server_error() => {
                Problem::internal(format!("the API answered {status} to a page: {detail}"))
            }
            _ => Problem::new(BAD_REQUEST, detail),
        }
    }

    /// The cookies that it sets.
    pub fn cookies(&self) -> Vec<HeaderValue> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .cloned()
            .collect()
    }
}

/// What a call carries.
enum Sent {
    Json(Json),
    /// A form as a browser sent it, with its content type.
    Form(HeaderValue, Bytes),
}

/// A call to be made.
pub struct Call<'a> {
    method: Method,
    path: String,
    body: Option<Sent>,
    headers: Vec<(&'static str, &'a str)>,
}

impl<'a> Call<'a> {
    /// A read.
    pub fn get(path: impl Into<String>) -> Self {
        Self::of(Method::GET, path, None)
    }

    /// A write with a body.
    pub fn post(path: impl Into<String>, body: Json) -> Self {
        Self::of(Method::POST, path, Some(body))
    }

    /// Any call.
    pub fn of(method: Method, path: impl Into<String>, body: Option<Json>) -> Self {
        Self {
            method,
            path: path.into(),
            body: body.map(Sent::Json),
            headers: Vec::new(),
        }
    }

    /// A form passed on as it came.
    pub fn form(path: impl Into<String>, kind: HeaderValue, bytes: Bytes) -> Self {
        Self {
            body: Some(Sent::Form(kind, bytes)),
            ..Self::of(Method::POST, path, None)
        }
    }

    /// With one more header.
    pub fn with(mut self, name: &'static str, value: &'a str) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl Storefront {
    /// Opens the way inside.
    pub fn through(&self, face: &Arc<impl Inside>) {
        let weak: Weak<dyn Inside> = Arc::downgrade(face) as Weak<dyn Inside>;
        // Set once, when the server is wired.
        let _ = self.0.way.set(weak);
    }

    /// Makes a call on behalf of whoever sent a request.
    ///
    /// # Errors
    /// When there is no way or the path is none: faults of ours.
    pub(super) async fn ask(&self, from: &Request, call: Call<'_>) -> Result<Answer, Problem> {
        let face = self.0.way.get().and_then(Weak::upgrade);
        let face = face.ok_or_else(|| Problem::internal("the API is not wired"))?;
        let answer = face.answer(inner(from, &call)?).await;
        let response = answer.map_err(|error| Problem::from_error(&error))?;
        let (parts, body) = response.into_parts();
        let bytes = body
            .into_bytes_limit(ANSWER_MAX)
            .await
            .map_err(Problem::internal)?;
        Ok(Answer {
            status: parts.status,
            body: serde_json::from_slice(&bytes).unwrap_or(Json::Null),
            bytes: bytes.to_vec(),
            headers: parts.headers,
        })
    }

    /// What everybody may read at a path of the API; null where there is nothing.
    ///
    /// # Errors
    /// As [`Storefront::ask`].
    pub(super) async fn public(&self, path: String) -> Result<Json, Problem> {
        let answer = self.ask(&Request::default(), Call::get(path)).await?;
        Ok(if answer.is_good() {
            answer.body
        } else {
            Json::Null
        })
    }
}

fn inner(from: &Request, call: &Call<'_>) -> Result<Request, Problem> {
    let uri: Uri = call.path.parse().map_err(Problem::internal)?;
    let mut head = http::Request::new(()).into_parts().0;
    head.method = call.method.clone();
    head.uri = uri;
    for name in CARRIED {
        for value in from.headers().get_all(&name) {
            head.headers.append(&name, value.clone());
        }
    }
    for (name, value) in &call.headers {
        let value = HeaderValue::from_str(value);
        let value = value.map_err(|_| Problem::not_found("thing of this name"))?;
        head.headers.insert(HeaderName::from_static(name), value);
    }
    let body = match &call.body {
        Some(Sent::Form(kind, bytes)) => {
            head.headers.insert(header::CONTENT_TYPE, kind.clone());
            Body::from_bytes(bytes.clone())
        }
        Some(Sent::Json(json)) => {
            let kind = HeaderValue::from_static("application/json");
            head.headers.insert(header::CONTENT_TYPE, kind);
            Body::from_string(json.to_string())
        }
        None => Body::empty(),
    };
    let (local, remote) = (from.local_addr().clone(), from.remote_addr().clone());
    let parts = RequestParts::from((head, local, remote, Scheme::HTTP));
    Ok(Request::from_parts(parts, body))
}
