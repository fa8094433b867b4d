//! Calling a shop over HTTP: statuses are answers, redirects are not followed.

use std::{borrow::Borrow, net::SocketAddr, time::Duration};

use serde_json::Value;
use ureq::{Agent, http::Request};

use super::{PATIENCE, ProductBuilder, Reply};

/// The largest answer that a test reads.
const BODY_MAX: u64 = 256 * 1024 * 1024;

/// A caller: an address and the headers that go with each of its calls. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    base: String,
    agent: Agent,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A caller without credentials.
    pub fn new(address: SocketAddr) -> Self {
        Self {
            base: format!("http://{address}"),
            agent: agent(PATIENCE),
            headers: Vec::new(),
        }
    }

    /// The same caller, who waits for so long.
    pub fn waiting(&self, patience: Duration) -> Self {
        Self {
            agent: agent(patience),
            ..self.clone()
        }
    }

    /// The same caller with one more header.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The same caller with other credentials.
    pub fn bearer(&self, token: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(name, _)| name != "Authorization");
        client.with("Authorization", &format!("Bearer {token}"))
    }

    /// The `Authorization` header that it sends.
    pub fn authorization(&self) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(name, _)| name == "Authorization");
        found.map_or("", |(_, value)| value)
    }

    /// GET.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None)
    }

    /// HEAD.
    #[track_caller]
    pub fn head(&self, path: &str) -> Reply {
        self.send("HEAD", path, None)
    }

    /// DELETE.
    #[track_caller]
    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, None)
    }

    /// OPTIONS.
    #[track_caller]
    pub fn options(&self, path: &str) -> Reply {
        self.send("OPTIONS", path, None)
    }

    /// POST of JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: impl Borrow<Value>) -> Reply {
        self.json("POST", path, body.borrow())
    }

    /// PATCH of JSON.
    #[track_caller]
    pub fn patch(&self, path: &str, body: impl Borrow<Value>) -> Reply {
        self.json("PATCH", path, body.borrow())
    }

    /// PUT of JSON.
    #[track_caller]
    pub fn put(&self, path: &str, body: impl Borrow<Value>) -> Reply {
        self.json("PUT", path, body.borrow())
    }

    #[track_caller]
    fn json(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.send(
            method,
            path,
            Some(("application/json", body.to_string().into_bytes())),
        )
    }

    /// POST of text that calls itself JSON, whatever it is.
    #[track_caller]
    pub fn post_text(&self, path: &str, body: impl Into<Vec<u8>>) -> Reply {
        self.send("POST", path, Some(("application/json", body.into())))
    }

    /// Any call; the body with its media type.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Reply {
        self.try_send(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Any call; an error when the connection breaks instead of answering.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Result<Reply, ureq::Error> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let answer = match body {
            Some((media_type, bytes)) => {
                let typed = request.header("Content-Type", media_type);
                self.agent.run(typed.body(bytes)?)?
            }
            None => self.agent.run(request.body(())?)?,
        };
        let (parts, body) = answer.into_parts();
        let body = body.into_with_config().limit(BODY_MAX).read_to_vec()?;
        Ok(Reply {
            what: format!("{method} {path}"),
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }

    /// A product to be made by this caller.
    pub fn product(&self, name: &str) -> ProductBuilder {
        ProductBuilder::new(self.clone(), name)
    }
}

fn agent(patience: Duration) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .allow_non_standard_methods(true)
        .timeout_global(Some(patience))
        .max_idle_connections_per_host(32)
        .max_idle_connections(32)
        .build();
    config.into()
}

/// A text as a query string or a path carries it.
pub fn encode(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let one = |byte: u8| {
        if plain(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(one).collect()
}
