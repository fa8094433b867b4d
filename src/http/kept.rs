//! First answers, kept for 24 hours under the key of who asked: the rows of `idempotency_keys`.

use bytes::Bytes;
use poem::{
    IntoResponse, Response, ResponseParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use rusqlite::{Connection, OptionalExtension, params};

use super::problem::{IDEMPOTENCY_MISMATCH, Problem};

/// Marks an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How long an answer is kept, in milliseconds.
pub const KEEP: i64 = 24 * 60 * 60 * 1000;
/// The header that gives a guest the token of a cart.
pub const CART_TOKEN: HeaderName = HeaderName::from_static("cart-token");
/// The headers that belong to the answer itself.
const HEADERS: [HeaderName; 6] = [
    header::CONTENT_TYPE,
    header::LOCATION,
    header::ETAG,
    header::CACHE_CONTROL,
    header::SET_COOKIE,
    CART_TOKEN,
];

/// A key of one caller on one route, and the body that came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Who asks for what, hashed.
    pub scope: [u8; 32],
    /// The key as it was sent.
    pub name: String,
    /// SHA-256 of what was sent with it.
    pub body_hash: [u8; 32],
}

impl Key {
    /// Whose key it is, whatever came with it.
    pub fn scoped(&self) -> ([u8; 32], String) {
        (self.scope, self.name.clone())
    }
}

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its status.
    pub status: u16,
    /// The headers that belong to it, one a line.
    pub headers: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// What is found under a key.
#[derive(Debug)]
pub enum Found {
    /// The first answer.
    Answer(Kept),
    /// The answer to another body.
    OtherBody,
}

impl Found {
    /// The first answer.
    ///
    /// # Errors
    /// A 422 when it was to another body.
    pub fn answer(self) -> Result<Kept, Problem> {
        match self {
            Self::Answer(kept) => Ok(kept),
            Self::OtherBody => {
                let detail = "Use a new key for a new request, or send the first body again.";
                Err(Problem::new(IDEMPOTENCY_MISMATCH, detail))
            }
        }
    }
}

/// Looks a key up.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, key: &Key, now: i64) -> rusqlite::Result<Option<Found>> {
    db.prepare_cached(
        "SELECT status, headers, body, body_hash = ?4 FROM idempotency_keys
         WHERE scope = ?1 AND key = ?2 AND created_at > ?3",
    )?
    .query_row(
        params![&key.scope[..], key.name, now - KEEP, &key.body_hash[..]],
        |row| {
            if !row.get::<_, bool>(3)? {
                return Ok(Found::OtherBody);
            }
            Ok(Found::Answer(Kept {
                status: row.get(0)?,
                headers: row.get(1)?,
                body: row.get(2)?,
            }))
        },
    )
    .optional()
}

/// Keeps an answer under a key, and lets go of those that are too old.
///
/// # Errors
/// The database's.
pub fn keep(tx: &Connection, key: &Key, answer: &Kept, now: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/http/forget_idempotency_keys.sql"))?
        .execute([now - KEEP])?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO idempotency_keys
         (scope, key, body_hash, status, headers, body, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        &key.scope[..],
        key.name,
        &key.body_hash[..],
        answer.status,
        answer.headers,
        answer.body,
        now
    ])?;
    Ok(())
}

impl Kept {
    /// What is kept of an answer.
    pub fn of(parts: &ResponseParts, body: &[u8]) -> Self {
        let headers = &parts.headers;
        let values = |name| {
            let values = headers.get_all(&name).iter();
            values.filter_map(move |value| Some(format!("{name}: {}\n", value.to_str().ok()?)))
        };
        Self {
            status: parts.status.as_u16(),
            headers: HEADERS.into_iter().flat_map(values).collect(),
            body: body.to_vec(),
        }
    }

    /// The value of one of its headers.
    pub fn header(&self, name: &HeaderName) -> Option<&str> {
        self.pairs()
            .find(|(kept, _)| name.as_str().eq_ignore_ascii_case(kept))
            .map(|(_, value)| value)
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .lines()
            .filter_map(|line| line.split_once(": "))
    }

    /// The answer, given for the first time or again.
    pub fn into_response(self, replayed: bool) -> Response {
        let mut headers = HeaderMap::new();
        for (name, value) in self.pairs() {
            if let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_str(value))
            {
                headers.append(name, value);
            }
        }
        if replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let mut response = (status, Bytes::from(self.body)).into_response();
        *response.headers_mut() = headers;
        response
    }
}
