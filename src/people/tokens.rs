//! API tokens: 256 random bits, shown once; only their SHA-256 is kept.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::secret::{self, Hash};
use crate::{
    catalogue::text::slugify,
    http::caller::{Caller, Credential, Role},
    time,
};

/// How a token begins, so that people and secret scanners know what they see.
pub const PREFIX: &str = "souk_";
/// How much of a token a list shows, the prefix included.
const SHOWN: usize = 11;

/// A token just made: the only moment at which it can be read.
#[derive(Debug, Serialize)]
pub struct NewToken {
    /// To revoke it by.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// The secret.
    pub token: String,
    /// RFC 3339; null is never.
    pub expires_at: Option<String>,
}

/// A token as lists show it.
#[derive(Debug, Serialize)]
pub struct TokenRow {
    /// To revoke it by.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// Its first characters.
    pub prefix: String,
    /// The slug of the seller it acts for.
    pub seller: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; null is never.
    pub expires_at: Option<String>,
    /// RFC 3339; null while it lives.
    pub revoked_at: Option<String>,
}

impl Role {
    /// The names that the command line takes.
    pub const NAMES: [&'static str; 3] = ["admin", "seller", "customer"];

    /// The name in SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Seller => "seller",
            Self::Customer => "customer",
        }
    }

    /// The role of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Admin, Self::Seller, Self::Customer]
            .into_iter()
            .find(|role| role.as_str() == name)
    }
}

/// What a token is made for.
pub struct TokenRequest<'a> {
    /// What it is for.
    pub name: &'a str,
    /// What it may do.
    pub role: Role,
    /// The seller it acts for, by name or slug; made where missing.
    pub seller: Option<&'a str>,
    /// Milliseconds since the epoch; `None` is never.
    pub expires_at: Option<i64>,
}

/// Makes a token.
///
/// # Errors
/// The database's.
pub fn create(tx: &Connection, request: &TokenRequest<'_>) -> rusqlite::Result<NewToken> {
    let token = secret::make(PREFIX)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let seller = request.seller.map(|name| seller(tx, name)).transpose()?;
    tx.execute(
        "INSERT INTO api_tokens (name, role, seller_id, prefix, hash, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            request.name,
            request.role.as_str(),
            seller,
            &token[..SHOWN],
            &secret::hash(&token)[..],
            time::now(),
            request.expires_at,
        ],
    )?;
    Ok(NewToken {
        id: tx.last_insert_rowid(),
        name: request.name.to_owned(),
        role: request.role.as_str().to_owned(),
        token,
        expires_at: request.expires_at.map(time::to_rfc3339),
    })
}

fn seller(tx: &Connection, name: &str) -> rusqlite::Result<i64> {
    let slug = slugify(name);
    let found = tx
        .query_row("SELECT id FROM sellers WHERE slug = ?1", [&slug], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    tx.execute(
        "INSERT INTO sellers (slug, name, created_at) VALUES (?1, ?2, ?3)",
        params![slug, name, time::now()],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Every token, the newest first.
///
/// # Errors
/// The database's.
pub fn list(db: &Connection) -> rusqlite::Result<Vec<TokenRow>> {
    let instant = |milliseconds: Option<i64>| milliseconds.map(time::to_rfc3339);
    db.prepare(include_str!("../../sql/people/list_tokens.sql"))?
        .query_map([], |row| {
            Ok(TokenRow {
                id: row.get(0)?,
                name: row.get(1)?,
                role: row.get(2)?,
                prefix: row.get(3)?,
                seller: row.get(4)?,
                created_at: time::to_rfc3339(row.get(5)?),
                expires_at: instant(row.get(6)?),
                revoked_at: instant(row.get(7)?),
            })
        })?
        .collect()
}

/// Ends a token. False when there is no live one with this id.
///
/// # Errors
/// The database's.
pub fn revoke(tx: &Connection, id: i64) -> rusqlite::Result<bool> {
    let revoke = "UPDATE api_tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
    Ok(tx.execute(revoke, params![id, time::now()])? == 1)
}

/// The caller whose token this is, while it holds.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, hash: &Hash) -> rusqlite::Result<Option<Caller>> {
    db.prepare_cached(include_str!("../../sql/people/find_token.sql"))?
        .query_row(params![&hash[..], time::now()], |row| {
            let role: String = row.get(1)?;
            Ok(Caller {
                role: Role::parse(&role).unwrap_or(Role::Customer),
                seller_id: row.get(2)?,
                user_id: None,
                credential: Credential::Token(row.get(0)?),
            })
        })
        .optional()
}
