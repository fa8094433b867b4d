//! Idempotency keys: a POST that carries one runs once. The same key with the same body is answered
//! with the first answer for 24 hours; with another body, or another query, it is refused.
//!
//! The request runs in a task of its own, so that a client that hangs up does not leave a write done
//! and its answer unsaved. A crash between the two can still do that; an operation that must not
//! run twice even then writes its key in its own transaction.

use std::{
    collections::HashSet,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use poem::{
    Body, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use super::{
    caller::{Caller, identify},
    cookie,
    kept::{self, CART_TOKEN, Found, KEEP, Kept, Key},
    keyed_body, peer,
    problem::{IDEMPOTENCY_IN_PROGRESS, Problem},
};
use crate::{
    store::{Durability, Store, StoreError, Tx},
    time,
};

/// The header with the key.
pub const NAME: &str = "Idempotency-Key";
const KEY_MAX: usize = 128;
const ORDER_TOKEN: HeaderName = HeaderName::from_static("order-token");

/// A key of one caller on one route.
type Scoped = ([u8; 32], String);

/// Paths whose bodies or answers hold secrets: a hash of such a body could be searched for its
/// password, and such an answer could be used. They are kept in memory alone, and only so many, as is
/// every answer with the token of a cart.
const SECRET: [&str; 2] = ["/api/auth/", "/api/admin/tokens"];
const SECRETS_MAX: usize = 4_096;

/// The keys that are running, and those that ran.
pub struct Idempotency {
    store: Store,
    secrets: Cache<Scoped, Arc<Secret>>,
    running: Mutex<HashSet<Scoped>>,
    /// Paths of routes that keep their answers themselves.
    own: &'static [&'static str],
}

/// An answer that is kept in memory alone.
struct Secret {
    body_hash: [u8; 32],
    answer: Kept,
    given_at: i64,
}

/// Frees a running key, also when its task panics.
struct Running {
    keys: Arc<Idempotency>,
    scoped: Scoped,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.keys.lock().remove(&self.scoped);
    }
}

impl Idempotency {
    /// Keys kept in this store, but for those of the routes at `own`, which keep them themselves.
    pub fn new(store: Store, own: &'static [&'static str]) -> Arc<Self> {
        Arc::new(Self {
            store,
            secrets: Cache::new(SECRETS_MAX),
            running: Mutex::new(HashSet::new()),
            own,
        })
    }

    /// Whether a path's answers are kept here.
    pub fn keeps(&self, path: &str) -> bool {
        !self.own.contains(&path)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<Scoped>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request that carries a key: the saved answer, or `route`'s, which is then saved.
    ///
    /// # Errors
    /// 400 for a bad key, 409 while the first request runs, 422 for another body, else the route's.
    pub async fn answer<F>(
        self: &Arc<Self>,
        mut request: Request,
        route: impl FnOnce(Request) -> F + Send + 'static,
        request_id: &str,
    ) -> Result<Response, poem::Error>
    where
        F: Future<Output = poem::Result<Response>> + Send + 'static,
    {
        let name = key(&request)?;
        // A token that is dead by now gets no answer of when it lived.
        let caller = identify(&request)?;
        if caller.is_none() && keyed_body::is_form(&request) {
            // Nobody's megabytes are spooled; forms need a caller, and the route says so.
            return route(request).await;
        }
        let scope = scope(&request, caller.as_ref());
        let secret = SECRET
            .iter()
            .any(|path| request.uri().path().starts_with(path));
        let (body, body_hash) = keyed_body::read(&mut request).await?;
        let key = Key {
            scope,
            name,
            body_hash,
        };
        let running = self.begin(key.scoped())?;
        if let Some(found) = self.find(&key, secret).map_err(Problem::from)? {
            return Ok(found.answer()?.into_response(true));
        }
        request.set_body(body);
        let (keys, request_id) = (Arc::clone(self), request_id.to_owned());
        let task = tokio::spawn(async move {
            let _running = running;
            let answer = route(request).await;
            let response = match answer {
                Ok(response) => response,
                Err(error) => Problem::from_error(&error).into_response(&request_id),
            };
            keys.keep(key, response, secret).await
        });
        match task.await {
            Ok(result) => Ok(result?),
            Err(_) => Err(Problem::internal("a handler panicked").into()),
        }
    }

    fn begin(self: &Arc<Self>, scoped: Scoped) -> Result<Running, Problem> {
        if !self.lock().insert(scoped.clone()) {
            let detail = "The first request with this key is still running; ask again in a second.";
            return Err(Problem::new(IDEMPOTENCY_IN_PROGRESS, detail).retry_after(1));
        }
        Ok(Running {
            keys: Arc::clone(self),
            scoped,
        })
    }

    /// The first answer, from memory or, where it holds no secret, from the store.
    fn find(&self, key: &Key, secret: bool) -> Result<Option<Found>, StoreError> {
        let now = time::now();
        if let Some(first) = self.secrets.get(&key.scoped())
            && first.given_at > now - KEEP
        {
            let same = first.body_hash == key.body_hash;
            return Ok(Some(match same {
                true => Found::Answer(first.answer.clone()),
                false => Found::OtherBody,
            }));
        }
        if secret {
            return Ok(None);
        }
        self.store.read(|db| Ok(kept::find(db, key, now)?))
    }

    /// Keeps an answer and gives it back. One that a retry may improve is not kept: a fault of ours,
    /// missing credentials, too many requests.
    async fn keep(&self, key: Key, response: Response, secret: bool) -> Result<Response, Problem> {
        let status = response.status();
        let passing = [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS];
        if status.is_server_error() || passing.contains(&status) {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let body = body
            .into_bytes()
            .await
            .map_err(|error| Problem::internal(error.to_string()))?;
        let (answer, given_at) = (Kept::of(&parts, &body), time::now());
        let tokens = [CART_TOKEN, header::SET_COOKIE];
        if secret || tokens.iter().any(|name| parts.headers.contains_key(name)) {
            let first = Secret {
                body_hash: key.body_hash,
                answer,
                given_at,
            };
            self.secrets.insert(key.scoped(), Arc::new(first));
        } else {
            let job = move |tx: &Tx<'_>| Ok(kept::keep(tx, &key, &answer, given_at)?);
            let saved: Result<(), StoreError> =
                self.store.write_unseen(Durability::Durable, job).await;
            if let Err(error) = saved {
                tracing::error!(%error, "an answer could not be saved under its idempotency key");
            }
        }
        Ok(Response::from_parts(parts, Body::from_bytes(body)))
    }
}

/// Who asks for what: the credentials that hold, the tokens of a guest, the method and the path,
/// hashed. Somebody who has neither is told from other strangers by address and program, so that a key
/// that two of them happen to choose does not give one the cart of the other.
fn scope(request: &Request, caller: Option<&Caller>) -> [u8; 32] {
    let headers = request.headers();
    let header = |name: HeaderName| headers.get(name).map_or(&b""[..], HeaderValue::as_bytes);
    let cart = cookie::ours(request, cookie::CART).unwrap_or_default();
    let (cart_token, order_token) = (header(CART_TOKEN), header(ORDER_TOKEN));
    // An order's token says nothing of whose cart is made.
    let is_stranger = cart.is_empty() && cart_token.is_empty();
    let who = match caller {
        Some(caller) => format!("{:?}", caller.credential),
        None if is_stranger => stranger(request),
        None => String::new(),
    };
    let mut hash = Sha256::new();
    for part in [
        who.as_bytes(),
        cart_token,
        order_token,
        cart.as_bytes(),
        request.method().as_str().as_bytes(),
        request.uri().path().as_bytes(),
    ] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

/// What tells strangers apart.
fn stranger(request: &Request) -> String {
    let address = peer::address(request).map(peer::key);
    let agent = request.headers().get(header::USER_AGENT);
    let agent = agent.map(|agent| String::from_utf8_lossy(agent.as_bytes()));
    format!("{address:?} {}", agent.unwrap_or_default())
}

/// The key of a request.
///
/// # Errors
/// A 400 when it is none.
pub(super) fn key(request: &Request) -> Result<String, Problem> {
    let value = request
        .headers()
        .get(NAME)
        .map_or(&b""[..], HeaderValue::as_bytes);
    let visible = value.iter().all(|byte| (0x21..=0x7e).contains(byte));
    if value.is_empty() || value.len() > KEY_MAX || !visible {
        let detail = "must be 1 to 128 visible ASCII characters";
        return Err(Problem::parameter(NAME, detail));
    }
    Ok(String::from_utf8_lossy(value).into_owned())
}
