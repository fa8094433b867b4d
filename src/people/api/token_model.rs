//! API tokens as bodies and answers have them.

use poem_openapi::{Enum, Object, types::Example};
use serde::Deserialize;

use crate::{
    catalogue::reference::Reference,
    people::tokens::{NewToken, Token, TokenSeller},
    time,
};

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum TokenRole {
    /// What a customer without an account may.
    Customer,
    /// What its seller may.
    Seller,
    /// Everything.
    Admin,
}

/// An API token to be made.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct ApiTokenInput {
    /// What it is for: 1 to 200 characters.
    #[oai(validator(min_length = "1", max_length = "200"))]
    pub name: String,
    /// What it may do.
    pub role: TokenRole,
    /// The seller it acts for, where the role is seller: an id, a slug, or an object with one of them.
    #[serde(default)]
    pub seller: Option<Reference>,
    /// When it ends, RFC 3339; never when left out.
    #[serde(default)]
    pub expires_at: Option<String>,
}

impl Example for ApiTokenInput {
    fn example() -> Self {
        Self {
            name: "Stock sync".into(),
            role: TokenRole::Seller,
            seller: Some(Reference::Slug("anatolian-looms".into())),
            expires_at: Some("2036-11-24T10:00:00Z".into()),
        }
    }
}

/// The seller that a token acts for.
#[derive(Object)]
#[oai(example)]
pub struct ApiTokenSeller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

impl Example for ApiTokenSeller {
    fn example() -> Self {
        Self {
            id: 3,
            slug: "anatolian-looms".into(),
            name: "Anatolian Looms".into(),
        }
    }
}

/// An API token without its secret.
#[derive(Object)]
#[oai(example)]
pub struct ApiToken {
    /// To end it by.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// customer, seller or admin.
    pub role: String,
    /// Its first characters, to tell it from others.
    pub prefix: String,
    /// The seller it acts for.
    pub seller: Option<ApiTokenSeller>,
    /// RFC 3339.
    pub created_at: String,
    /// When it ends by itself, RFC 3339; null is never.
    pub expires_at: Option<String>,
    /// When it was ended, RFC 3339; null while it lives.
    pub revoked_at: Option<String>,
}

impl Example for ApiToken {
    fn example() -> Self {
        Self {
            id: 3,
            name: "Stock sync".into(),
            role: "seller".into(),
            prefix: "souk_hX9f2a".into(),
            seller: Some(ApiTokenSeller::example()),
            created_at: "2026-11-24T10:00:00Z".into(),
            expires_at: Some("2036-11-24T10:00:00Z".into()),
            revoked_at: None,
        }
    }
}

/// An API token just made.
#[derive(Object)]
#[oai(example)]
pub struct NewApiToken {
    /// To end it by.
    pub id: i64,
    /// The secret, this once: send it as `Authorization: Bearer <token>`.
    pub token: String,
    /// What it is for.
    pub name: String,
    /// customer, seller or admin.
    pub role: String,
    /// Its first characters, which lists show.
    pub prefix: String,
    /// The seller it acts for.
    pub seller: Option<ApiTokenSeller>,
    /// RFC 3339.
    pub created_at: String,
    /// When it ends by itself, RFC 3339; null is never.
    pub expires_at: Option<String>,
    /// Null: it lives.
    pub revoked_at: Option<String>,
}

impl Example for NewApiToken {
    fn example() -> Self {
        Self::of("souk_hX9f2a…".into(), ApiToken::example())
    }
}

impl NewApiToken {
    fn of(token: String, kept: ApiToken) -> Self {
        Self {
            id: kept.id,
            token,
            name: kept.name,
            role: kept.role,
            prefix: kept.prefix,
            seller: kept.seller,
            created_at: kept.created_at,
            expires_at: kept.expires_at,
            revoked_at: kept.revoked_at,
        }
    }
}

/// API tokens, the newest first.
#[derive(Object)]
#[oai(example)]
pub struct ApiTokenPage {
    /// The tokens.
    pub items: Vec<ApiToken>,
    /// How many there are in all.
    pub total: i64,
    /// Where the next page begins; null on the last one.
    pub next_cursor: Option<String>,
}

impl Example for ApiTokenPage {
    fn example() -> Self {
        Self {
            items: vec![ApiToken::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

impl From<TokenSeller> for ApiTokenSeller {
    fn from(seller: TokenSeller) -> Self {
        Self {
            id: seller.id,
            slug: seller.slug,
            name: seller.name,
        }
    }
}

impl From<Token> for ApiToken {
    fn from(token: Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            role: token.role,
            prefix: token.prefix,
            seller: token.seller.map(ApiTokenSeller::from),
            created_at: time::to_rfc3339(token.created_at),
            expires_at: token.expires_at.map(time::to_rfc3339),
            revoked_at: token.revoked_at.map(time::to_rfc3339),
        }
    }
}

impl From<NewToken> for NewApiToken {
    fn from(made: NewToken) -> Self {
        Self::of(made.token, made.kept.into())
    }
}
