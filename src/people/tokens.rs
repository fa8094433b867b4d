//! API tokens: 256 random bits, shown once; only their SHA-256 is kept.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    PeopleError,
    secret::{self, Hash},
    standing::Standing,
};
use crate::{
    catalogue::{
        sorting::{Key, MADE, Sorting, Sorts, window::Window},
        text::slugify,
    },
    http::caller::{Caller, Credential, Role},
    time,
};

/// How a token begins, so that people and secret scanners know what they see.
pub const PREFIX: &str = "souk_";
/// How much of a token a list shows, the prefix included.
const SHOWN: usize = 11;
/// The longest name, in characters.
pub const NAME_MAX: usize = 200;

/// A token just made: the only moment at which it can be read.
#[derive(Debug)]
pub struct NewToken {
    /// The secret.
    pub token: String,
    /// What is kept of it.
    pub kept: Token,
}

/// A token as it is kept. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// To revoke it by.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// Its first characters.
    pub prefix: String,
    /// The seller it acts for.
    pub seller: Option<TokenSeller>,
    /// When it was made.
    pub created_at: i64,
    /// When it ends; `None` is never.
    pub expires_at: Option<i64>,
    /// When it was ended; `None` while it lives.
    pub revoked_at: Option<i64>,
}

/// The seller that a token acts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSeller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
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
#[derive(Debug, Clone, Copy)]
pub struct TokenRequest<'a> {
    /// What it is for.
    pub name: &'a str,
    /// What it may do.
    pub role: Role,
    /// The seller it acts for.
    pub seller_id: Option<i64>,
    /// Milliseconds since the epoch; `None` is never.
    pub expires_at: Option<i64>,
}

/// Makes a token.
///
/// # Errors
/// The database's, or no randomness.
pub fn create(tx: &Connection, request: &TokenRequest<'_>) -> Result<NewToken, PeopleError> {
    let token = secret::make(PREFIX)?;
    tx.execute(
        "INSERT INTO api_tokens (name, role, seller_id, prefix, hash, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            request.name,
            request.role.as_str(),
            request.seller_id,
            &token[..SHOWN],
            &secret::hash(&token)[..],
            time::now(),
            request.expires_at,
        ],
    )?;
    let kept = get(tx, tx.last_insert_rowid())?.ok_or(PeopleError::NotFound("token"))?;
    Ok(NewToken { token, kept })
}

/// The seller of a name or slug, made where missing: whoever has the files may.
///
/// # Errors
/// The database's.
pub fn seller_named(tx: &Connection, name: &str) -> rusqlite::Result<i64> {
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

/// What tokens are sorted by: their ids, or their names in any capitals.
pub struct TokenKeys;

impl Sorts for TokenKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "name",
        columns: &["t.name COLLATE NOCASE"],
    }];
    const TIE: &'static str = "t.id";
}

/// A page of tokens, how many there are in all, and the cursor of the next page.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    window: &Window,
) -> rusqlite::Result<(Vec<Token>, i64, Option<String>)> {
    let total = db.query_row("SELECT count(*) FROM api_tokens", [], |row| row.get(0))?;
    let select = include_str!("../../sql/people/list_tokens.sql");
    let (items, next) = window.rows(db, select, Vec::new(), from_row)?;
    Ok((items, total, next))
}

/// Every token, the newest first.
///
/// # Errors
/// The database's.
pub fn all(db: &Connection) -> rusqlite::Result<Vec<Token>> {
    let everything = Window::first(
        "tokens",
        Sorting::usual::<TokenKeys>(),
        usize::from(u16::MAX),
    );
    let (items, _, _) = page(db, &everything)?;
    Ok(items)
}

/// A token.
///
/// # Errors
/// The database's.
pub fn get(db: &Connection, id: i64) -> rusqlite::Result<Option<Token>> {
    db.prepare_cached(include_str!("../../sql/people/get_token.sql"))?
        .query_row([id], from_row)
        .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Token> {
    let seller = match row.get::<_, Option<i64>>(4)? {
        Some(id) => Some(TokenSeller {
            id,
            slug: row.get(5)?,
            name: row.get(6)?,
        }),
        None => None,
    };
    Ok(Token {
        id: row.get(0)?,
        name: row.get(1)?,
        role: row.get(2)?,
        prefix: row.get(3)?,
        seller,
        created_at: row.get(7)?,
        expires_at: row.get(8)?,
        revoked_at: row.get(9)?,
    })
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
pub fn find(db: &Connection, hash: &Hash) -> rusqlite::Result<Option<Standing>> {
    db.prepare_cached(include_str!("../../sql/people/find_token.sql"))?
        .query_row(params![&hash[..], time::now()], |row| {
            let role: String = row.get(1)?;
            Ok(Standing {
                caller: Caller {
                    role: Role::parse(&role).unwrap_or(Role::Customer),
                    seller_id: row.get(2)?,
                    user_id: None,
                    credential: Credential::Token(row.get(0)?),
                },
                expires_at: row.get(3)?,
                last_seen_at: None,
            })
        })
        .optional()
}
