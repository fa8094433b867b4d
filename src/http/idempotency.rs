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

use bytes::Bytes;
use poem::{
    Body, IntoResponse, Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use quick_cache::sync::Cache;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::caller::{Caller, identify};
use super::cookie;
use super::problem::{BODY_TOO_LARGE, IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_MISMATCH, Problem};
use crate::{
    store::{Durability, Store, StoreError, Tx},
    time,
};

const NAME: &str = "Idempotency-Key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const KEY_MAX: usize = 128;
/// How long an answer is kept, in milliseconds.
const KEEP: i64 = 24 * 60 * 60 * 1000;
/// A keyed request's body is read before it runs, so it must fit into memory.
const BODY_MAX: usize = 16 * 1024 * 1024;

/// A key of one caller on one route.
type Scoped = ([u8; 32], String);

/// Paths whose bodies or answers hold secrets: a hash of such a body could be searched for its
/// password, and such an answer could be used. They are kept in memory alone, and only so many.
const SECRET: [&str; 2] = ["/api/auth/", "/api/admin/tokens"];
const SECRETS_MAX: usize = 4_096;

/// The keys that are running, and those that ran.
pub struct Idempotency {
    store: Store,
    secrets: Cache<Scoped, Arc<Saved>>,
    running: Mutex<HashSet<Scoped>>,
}

/// The answer that was given first.
struct Saved {
    body_hash: Vec<u8>,
    status: u16,
    headers: String,
    body: Bytes,
    created_at: i64,
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
    /// Keys kept in this store.
    pub fn new(store: Store) -> Arc<Self> {
        Arc::new(Self {
            store,
            secrets: Cache::new(SECRETS_MAX),
            running: Mutex::new(HashSet::new()),
        })
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
        let key = key(&request)?;
        // A token that is dead by now gets no answer of when it lived.
        let caller = identify(&request)?;
        let scoped = (scope(&request, caller.as_ref()), key);
        let secret = SECRET
            .iter()
            .any(|path| request.uri().path().starts_with(path));
        let body = request
            .take_body()
            .into_bytes_limit(BODY_MAX)
            .await
            .map_err(too_large)?;
        let query = request.uri().query().unwrap_or_default();
        let hash = Sha256::new()
            .chain_update(query)
            .chain_update([0])
            .chain_update(&body)
            .finalize();
        let running = self.begin(&scoped)?;
        let saved = match secret {
            true => self.remembered(&scoped),
            false => self.find(&scoped).map_err(Problem::from)?.map(Arc::new),
        };
        if let Some(saved) = saved {
            return replay(&saved, &hash);
        }
        request.set_body(Body::from_bytes(body));
        let (keys, request_id) = (Arc::clone(self), request_id.to_owned());
        let task = tokio::spawn(async move {
            let _running = running;
            let answer = route(request).await;
            let response = match answer {
                Ok(response) => response,
                Err(error) => Problem::from_error(&error).into_response(&request_id),
            };
            keys.keep(scoped, hash.to_vec(), response, secret).await
        });
        match task.await {
            Ok(result) => Ok(result?),
            Err(_) => Err(Problem::internal("a handler panicked").into()),
        }
    }

    fn begin(self: &Arc<Self>, scoped: &Scoped) -> Result<Running, Problem> {
        if !self.lock().insert(scoped.clone()) {
            let detail = "The first request with this key is still running; ask again in a second.";
            return Err(Problem::new(IDEMPOTENCY_IN_PROGRESS, detail).retry_after(1));
        }
        Ok(Running {
            keys: Arc::clone(self),
            scoped: scoped.clone(),
        })
    }

    fn remembered(&self, scoped: &Scoped) -> Option<Arc<Saved>> {
        let saved = self.secrets.get(scoped)?;
        (saved.created_at > time::now() - KEEP).then_some(saved)
    }

    fn find(&self, (scope, key): &Scoped) -> Result<Option<Saved>, StoreError> {
        let oldest = time::now() - KEEP;
        self.store.read(|db| {
            let saved = db
                .prepare_cached(
                    "SELECT body_hash, status, headers, body, created_at FROM idempotency_keys
                     WHERE scope = ?1 AND key = ?2 AND created_at > ?3",
                )?
                .query_row(params![scope, key, oldest], |row| {
                    Ok(Saved {
                        body_hash: row.get(0)?,
                        status: row.get(1)?,
                        headers: row.get(2)?,
                        body: row.get::<_, Vec<u8>>(3)?.into(),
                        created_at: row.get(4)?,
                    })
                })
                .optional()?;
            Ok(saved)
        })
    }

    /// Keeps an answer and gives it back. One that a retry may improve is not kept: a fault of ours,
    /// missing credentials, too many requests.
    async fn keep(
        &self,
        scoped: Scoped,
        body_hash: Vec<u8>,
        response: Response,
        secret: bool,
    ) -> Result<Response, Problem> {
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
        let saved = Saved {
            body_hash,
            status: status.as_u16(),
            headers: kept_headers(&parts.headers, secret),
            body: body.clone(),
            created_at: time::now(),
        };
        if secret {
            self.secrets.insert(scoped, Arc::new(saved));
        } else if let Err(error) = self.save(scoped, saved).await {
            tracing::error!(%error, "an answer could not be saved under its idempotency key");
        }
        Ok(Response::from_parts(parts, Body::from_bytes(body)))
    }

    async fn save(&self, (scope, key): Scoped, saved: Saved) -> Result<(), StoreError> {
        let job = move |tx: &Tx<'_>| {
            tx.prepare_cached(include_str!("../../sql/http/forget_idempotency_keys.sql"))?
                .execute([saved.created_at - KEEP])?;
            tx.prepare_cached(
                "INSERT OR REPLACE INTO idempotency_keys
                 (scope, key, body_hash, status, headers, body, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                scope,
                key,
                saved.body_hash,
                saved.status,
                saved.headers,
                &saved.body[..],
                saved.created_at
            ])?;
            Ok(())
        };
        self.store.write_unseen(Durability::Durable, job).await
    }
}

/// Who asks for what: the credentials that hold, the tokens of a guest, the method and the path,
/// hashed.
fn scope(request: &Request, caller: Option<&Caller>) -> [u8; 32] {
    let headers = request.headers();
    let header = |name: HeaderName| headers.get(name).map_or(&b""[..], HeaderValue::as_bytes);
    let cart = cookie::ours(request, cookie::CART).unwrap_or_default();
    let credential = caller.map(|caller| format!("{:?}", caller.credential));
    let mut hash = Sha256::new();
    for part in [
        credential.unwrap_or_default().as_bytes(),
        header(HeaderName::from_static("cart-token")),
        header(HeaderName::from_static("order-token")),
        cart.as_bytes(),
        request.method().as_str().as_bytes(),
        request.uri().path().as_bytes(),
    ] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

fn key(request: &Request) -> Result<String, Problem> {
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

fn too_large(error: poem::error::ReadBodyError) -> poem::Error {
    match error {
        poem::error::ReadBodyError::PayloadTooLarge => {
            let detail = "A request with an Idempotency-Key may send at most 16 MiB.";
            Problem::new(BODY_TOO_LARGE, detail).into()
        }
        error => error.into(),
    }
}

fn replay(saved: &Saved, hash: &[u8]) -> Result<Response, poem::Error> {
    if saved.body_hash != hash {
        let detail = "Use a new key for a new request, or send the first body again.";
        return Err(Problem::new(IDEMPOTENCY_MISMATCH, detail).into());
    }
    let status = StatusCode::from_u16(saved.status).unwrap_or_default();
    let mut response = (status, saved.body.clone()).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    let pairs = saved
        .headers
        .lines()
        .filter_map(|line| line.split_once(": "));
    for (name, value) in pairs {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
        .headers_mut()
        .insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// The headers that belong to the answer itself, one a line.
fn kept_headers(headers: &HeaderMap, secret: bool) -> String {
    let kept = [
        header::CONTENT_TYPE,
        header::LOCATION,
        header::ETAG,
        header::CACHE_CONTROL,
    ];
    let cookies = secret.then_some(header::SET_COOKIE);
    let line = |name: HeaderName| {
        let value = headers.get(&name)?.to_str().ok()?;
        Some(format!("{name}: {value}\n"))
    };
    kept.into_iter().chain(cookies).filter_map(line).collect()
}
